//! Everything known of identity, in memory: read at each request, changed only by what was kept.

use std::collections::{BTreeMap, HashMap};

use base::Moment;
use base::id::PersonId;
use domain::rights::{Authority, BrokenGlass, Place, SharedCare};
use domain::state::State;
use webauthn::KeyId;

use crate::change::{ACCOUNT, GLASS, PEPPER, POLICY, POST, PROVIDER, PepperRow, SESSION, SHARED, SharedRow};
use crate::{
    Account, Change, Glass, Link, Login, Policy, Post, PostId, Print, ProviderId, ProviderRow, Session, Way,
};

/// Accounts, posts, sessions and what goes with them.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    accounts: HashMap<PersonId, Account>,
    by_login: HashMap<Login, PersonId>,
    by_badge: HashMap<Print, PersonId>,
    by_link: HashMap<Link, PersonId>,
    by_passkey: HashMap<KeyId, PersonId>,
    by_rpps: HashMap<String, PersonId>,
    posts: HashMap<PostId, Post>,
    by_token: HashMap<Print, PostId>,
    sessions: HashMap<Print, Session>,
    /// The sessions of each post: asked by every open screen at every change.
    at_post: HashMap<PostId, Vec<Print>>,
    glasses: HashMap<String, Glass>,
    shared: Vec<SharedCare>,
    policy: Policy,
    pepper: Option<[u8; 32]>,
    providers: BTreeMap<ProviderId, ProviderRow>,
}

/// A kept row that this version cannot read: said with its place, never skipped in silence.
#[derive(Debug, thiserror::Error)]
#[error("identité : ligne {kind}/{id} illisible ({error})")]
pub struct Unreadable {
    kind: String,
    id: String,
    error: serde_json::Error,
}

impl Directory {
    /// Takes a kept row in, at the start.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(&mut self, kind: &str, id: &str, body: &[u8]) -> Result<(), Unreadable> {
        let change = change_of(kind, body).map_err(|error| Unreadable {
            kind: kind.to_owned(),
            id: id.to_owned(),
            error,
        })?;
        if let Some(change) = change {
            self.apply(&change);
        }
        Ok(())
    }

    /// Takes into account what was kept.
    pub fn apply(&mut self, change: &Change) {
        match change {
            Change::Account(account) => self.put_account(account),
            Change::Post(post) => {
                self.drop_post(post.id);
                self.by_token.insert(post.token, post.id);
                if let Some((former, _)) = post.former {
                    self.by_token.insert(former, post.id);
                }
                self.posts.insert(post.id, (**post).clone());
            }
            Change::NoPost(id) => self.drop_post(*id),
            Change::Session(session) => {
                let kept = Some(session.seen);
                let session = Session {
                    kept,
                    ..session.clone()
                };
                let there = session.post.map(|post| self.at_post.entry(post).or_default());
                if let Some(there) = there.filter(|it| !it.contains(&session.print)) {
                    there.push(session.print);
                }
                self.sessions.insert(session.print, session);
            }
            Change::NoSession(print) => {
                let post = self.sessions.remove(print).and_then(|it| it.post);
                if let Some(there) = post.and_then(|it| self.at_post.get_mut(&it)) {
                    there.retain(|it| it != print);
                }
            }
            Change::Glass(glass) => {
                self.glasses.insert(glass.id.clone(), (**glass).clone());
            }
            Change::NoGlass(id) => {
                self.glasses.remove(id);
            }
            Change::Shared(links) => self.shared.clone_from(links),
            Change::Policy(policy) => self.policy = (**policy).clone(),
            Change::Pepper(pepper) => self.pepper = crate::secret::bytes_of(&pepper.text()),
            Change::Provider(provider) => {
                self.providers.insert(provider.id.clone(), (**provider).clone());
            }
            Change::NoProvider(id) => {
                self.providers.remove(id);
            }
        }
    }

    /// A gesture of somebody signed in: remembered at once, kept from time to time.
    pub fn touch(&mut self, print: &Print, now: Moment) -> Option<Change> {
        let session = self.sessions.get_mut(print)?;
        *session = session.touched(now);
        session
            .is_worth_keeping()
            .then(|| Change::Session(session.clone()))
    }

    /// Whether somebody was ever given an account: before that, the server is not installed.
    #[must_use]
    pub fn is_installed(&self) -> bool {
        !self.accounts.is_empty()
    }

    /// That account.
    #[must_use]
    pub fn account(&self, person: PersonId) -> Option<&Account> {
        self.accounts.get(&person)
    }

    /// Whether that person has a passkey.
    #[must_use]
    pub fn has_key(&self, person: PersonId) -> bool {
        self.account(person).is_some_and(|it| !it.passkeys.is_empty())
    }

    /// The account of that login.
    #[must_use]
    pub fn account_of_login(&self, login: &Login) -> Option<&Account> {
        self.account(*self.by_login.get(login)?)
    }

    /// The account of that card.
    #[must_use]
    pub fn account_of_badge(&self, print: &Print) -> Option<&Account> {
        self.account(*self.by_badge.get(print)?)
    }

    /// The account of that person of a provider.
    #[must_use]
    pub fn account_of_link(&self, link: &Link) -> Option<&Account> {
        self.account(*self.by_link.get(link)?)
    }

    /// The account of that passkey.
    #[must_use]
    pub fn account_of_passkey(&self, id: &KeyId) -> Option<&Account> {
        self.account(*self.by_passkey.get(id)?)
    }

    /// The account of that number of the national directory.
    #[must_use]
    pub fn account_of_rpps(&self, number: &str) -> Option<&Account> {
        self.account(*self.by_rpps.get(number)?)
    }

    /// Every account, by login.
    #[must_use]
    pub fn accounts(&self) -> Vec<&Account> {
        let mut all: Vec<&Account> = self.accounts.values().collect();
        all.sort_by(|a, b| a.login.cmp(&b.login));
        all
    }

    /// Every account, in no order: for counting and looking up.
    pub(crate) fn everybody(&self) -> impl Iterator<Item = &Account> {
        self.accounts.values()
    }

    /// That post.
    #[must_use]
    pub fn post(&self, id: PostId) -> Option<&Post> {
        self.posts.get(&id)
    }

    /// The post that holds that token, in use or former.
    #[must_use]
    pub fn post_of(&self, token: &Print) -> Option<&Post> {
        self.post(*self.by_token.get(token)?).filter(|it| !it.is_ended)
    }

    /// Every post, by name.
    #[must_use]
    pub fn posts(&self) -> Vec<&Post> {
        let mut all: Vec<&Post> = self.posts.values().collect();
        all.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
        all
    }

    /// The session of that token, whether it still holds or not.
    #[must_use]
    pub fn session(&self, print: &Print) -> Option<&Session> {
        self.sessions.get(print)
    }

    /// The sessions of a person, the newest first.
    #[must_use]
    pub fn sessions_of(&self, person: PersonId) -> Vec<&Session> {
        let mut all: Vec<&Session> = self.sessions.values().filter(|it| it.person == person).collect();
        all.sort_by_key(|it| std::cmp::Reverse((it.since, it.print)));
        all
    }

    /// How many people are signed in.
    #[must_use]
    pub fn signed_in(&self, now: Moment) -> usize {
        self.sessions
            .values()
            .filter(|it| it.holds(&self.policy, now))
            .count()
    }

    /// How many people are signed in at that post.
    #[must_use]
    pub fn signed_in_at(&self, post: PostId, now: Moment) -> usize {
        let there = self.at_post.get(&post).into_iter().flatten();
        there
            .filter_map(|it| self.sessions.get(it))
            .filter(|it| it.holds(&self.policy, now))
            .count()
    }

    /// The sessions that are over and only take room: to be forgotten.
    #[must_use]
    pub fn over(&self, now: Moment) -> Vec<Change> {
        let over = self.sessions.values().filter(|it| !it.holds(&self.policy, now));
        over.map(|it| Change::NoSession(it.print)).collect()
    }

    /// The sessions that a provider ends, by its session number or, without one, by its person.
    #[must_use]
    pub fn ended_by(&self, issuer: &str, subject: Option<&str>, sid: Option<&str>) -> Vec<Change> {
        let is_theirs = |session: &&Session| match &session.way {
            Way::Provider {
                issuer: theirs,
                subject: who,
                sid: which,
                ..
            } if theirs == issuer => match (sid, subject) {
                (Some(sid), _) => which.as_deref() == Some(sid),
                (None, Some(subject)) => who == subject,
                (None, None) => false,
            },
            _ => false,
        };
        let ended = self.sessions.values().filter(is_theirs);
        ended.map(|it| Change::NoSession(it.print)).collect()
    }

    /// What that person may do.
    #[must_use]
    pub fn authority(&self, account: &Account, now: Moment) -> Authority {
        let broken = self
            .glasses
            .values()
            .filter(|it| it.person == account.person && now < it.until);
        let held = account.assignments.iter().filter(|it| self.is_backed(it, now));
        Authority {
            assignments: held.cloned().collect(),
            practitioner: account.practitioner,
            broken: broken
                .map(|it| BrokenGlass {
                    ward: it.ward,
                    until: it.until,
                })
                .collect(),
            shared: self.shared.clone(),
        }
    }

    /// What that person may do in a session that began like this. Somebody who exercises in several establishments
    /// and said for which one they come has the roles of the others put aside; those of the whole territory stay.
    #[must_use]
    pub fn authority_in(&self, account: &Account, way: &Way, state: &State, now: Moment) -> Authority {
        let mut authority = self.authority(account, now);
        if let Some(chosen) = way.establishment() {
            let stays =
                |place: Place| place == Place::Territory || place.establishment(state) == Some(chosen);
            authority.assignments.retain(|it| stays(it.place));
        }
        authority
    }

    /// Names opened in emergencies, the newest first.
    #[must_use]
    pub fn glasses(&self) -> Vec<&Glass> {
        let mut all: Vec<&Glass> = self.glasses.values().collect();
        all.sort_by(|a, b| (b.at, &b.id).cmp(&(a.at, &a.id)));
        all
    }

    /// One of them.
    #[must_use]
    pub fn glass(&self, id: &str) -> Option<&Glass> {
        self.glasses.get(id)
    }

    /// Which wards show their names elsewhere.
    #[must_use]
    pub fn shared(&self) -> &[SharedCare] {
        &self.shared
    }

    /// What the hospital decided.
    #[must_use]
    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Whether the key of the cards was drawn.
    #[must_use]
    pub const fn has_pepper(&self) -> bool {
        self.pepper.is_some()
    }

    /// The identity providers, by short name.
    pub fn providers(&self) -> impl Iterator<Item = &ProviderRow> {
        self.providers.values()
    }

    /// One of them.
    #[must_use]
    pub fn provider(&self, id: &ProviderId) -> Option<&ProviderRow> {
        self.providers.get(id)
    }

    pub(crate) fn sessions(&self) -> impl Iterator<Item = &Session> {
        self.sessions.values()
    }

    pub(crate) fn pepper(&self) -> &[u8; 32] {
        self.pepper.as_ref().unwrap_or(&[0; 32])
    }

    fn put_account(&mut self, account: &Account) {
        if let Some(old) = self.accounts.get(&account.person) {
            self.by_login.remove(&old.login);
            for badge in &old.badges {
                self.by_badge.remove(&badge.print);
            }
            for link in &old.links {
                self.by_link.remove(link);
            }
            for passkey in &old.passkeys {
                self.by_passkey.remove(&passkey.id);
            }
            if let Some(number) = old
                .rpps
                .as_ref()
                .filter(|it| self.by_rpps.get(*it) == Some(&old.person))
            {
                self.by_rpps.remove(number);
            }
        }
        self.by_login.insert(account.login.clone(), account.person);
        for badge in &account.badges {
            self.by_badge.insert(badge.print, account.person);
        }
        for link in &account.links {
            self.by_link.insert(link.clone(), account.person);
        }
        for passkey in &account.passkeys {
            self.by_passkey.insert(passkey.id.clone(), account.person);
        }
        if let Some(number) = &account.rpps {
            self.by_rpps.insert(number.clone(), account.person);
        }
        self.accounts.insert(account.person, account.clone());
    }

    fn drop_post(&mut self, id: PostId) {
        if let Some(old) = self.posts.remove(&id) {
            self.by_token.remove(&old.token);
            if let Some((former, _)) = old.former {
                self.by_token.remove(&former);
            }
        }
    }
}

/// The change that a kept row stands for; none for a kind of a later version.
fn change_of(kind: &str, body: &[u8]) -> Result<Option<Change>, serde_json::Error> {
    Ok(Some(match kind {
        ACCOUNT => Change::Account(serde_json::from_slice(body)?),
        POST => Change::Post(serde_json::from_slice(body)?),
        SESSION => Change::Session(serde_json::from_slice(body)?),
        GLASS => Change::Glass(serde_json::from_slice(body)?),
        SHARED => Change::Shared(serde_json::from_slice::<SharedRow>(body)?.links),
        POLICY => Change::Policy(serde_json::from_slice(body)?),
        PEPPER => Change::Pepper(serde_json::from_slice::<PepperRow>(body)?.pepper),
        PROVIDER => Change::Provider(serde_json::from_slice(body)?),
        _ => return Ok(None),
    }))
}
