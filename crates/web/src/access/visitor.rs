//! Who is asking: the post, the person, or, before the server is installed, whoever sits at this machine.

use app::Snapshot;
use auth::{Directory, Post, PostId, Print, Way};
use base::Moment;
use base::id::{PersonId, WardId};
use domain::rights::{Action, Authority, Target, Wards};
use domain::state::State;

/// Somebody who signed in, as of the request.
#[derive(Clone, Debug)]
pub struct Present {
    /// Who.
    pub person: PersonId,
    /// What they may do.
    pub authority: Authority,
    /// Their session.
    pub session: Print,
    /// How they proved it.
    pub way: Way,
    /// When they proved it.
    pub since: Moment,
    /// When it ends unless there is another gesture.
    pub ends: Moment,
}

/// Who is asking.
#[derive(Clone, Debug, Default)]
pub struct Visitor {
    /// Nobody has an account yet and the request comes from this machine: everything is open, and a name typed once
    /// is a courtesy between colleagues.
    pub is_courtesy: bool,
    /// The shared post, if the browser is one.
    pub post: Option<Post>,
    /// The person, once they said who they are.
    pub person: Option<Present>,
}

/// A right that was asked for and given: what a page may rely on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cleared {
    /// What.
    pub action: Action,
    /// On what.
    pub target: Target,
}

impl Visitor {
    /// Whoever comes from this machine to a server that nobody has installed.
    #[must_use]
    pub fn courtesy() -> Self {
        Self {
            is_courtesy: true,
            ..Self::default()
        }
    }

    /// Whether that may be done there: by the person, or for reading by the post.
    #[must_use]
    pub fn may(&self, snapshot: &Snapshot, action: Action, target: Target, now: Moment) -> bool {
        let state = &snapshot.state;
        self.is_courtesy
            || self
                .person
                .as_ref()
                .is_some_and(|it| it.authority.may(state, action, target, now))
            || self
                .post_authority(action)
                .is_some_and(|it| it.may(state, action, target, now))
    }

    /// The wards in which that may be done.
    #[must_use]
    pub fn wards(&self, snapshot: &Snapshot, action: Action, now: Moment) -> Wards {
        if self.is_courtesy {
            return Wards::All;
        }
        let person = self.person.as_ref().map(|it| &it.authority);
        let post = self.post_authority(action);
        let mut all = Vec::new();
        for authority in person.into_iter().chain(post.as_ref()) {
            match authority.wards(&snapshot.state, action, now) {
                Wards::All => return Wards::All,
                Wards::Only(wards) => all.extend(wards),
            }
        }
        all.sort_unstable();
        all.dedup();
        Wards::Only(all)
    }

    /// Whether the names of a ward may be shown.
    #[must_use]
    pub fn sees_names(&self, snapshot: &Snapshot, ward: WardId, now: Moment) -> bool {
        self.may(snapshot, Action::SeeIdentity, Target::Ward(ward), now)
    }

    /// Whether anybody is known at all: a post, a person, or this machine before the installation.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        self.is_courtesy || self.post.is_some() || self.person.is_some()
    }

    /// The post's number, if there is one.
    #[must_use]
    pub fn post_id(&self) -> Option<PostId> {
        self.post.as_ref().map(|it| it.id)
    }

    /// Whether the same people are still there: what an open stream asks again and again.
    #[must_use]
    pub fn still_holds(&self, directory: &Directory, state: &State, now: Moment) -> bool {
        if self.is_courtesy {
            return !directory.is_installed();
        }
        let post = self.post.as_ref().is_none_or(|own| {
            directory
                .post(own.id)
                .is_some_and(|it| !it.is_ended && (it.place, it.shows_names) == (own.place, own.shows_names))
        });
        let person = self.person.as_ref().is_none_or(|own| {
            let session = directory.session(&own.session);
            let account = directory.account(own.person);
            session.is_some_and(|it| it.holds(directory.policy(), now))
                && account.is_some_and(|it| {
                    it.standing(now) == auth::Standing::Open
                        && directory.authority_in(it, &own.way, state, now) == own.authority
                })
        });
        post && person
    }

    /// What the post may do for that action: a post in a corridor names nobody.
    fn post_authority(&self, action: Action) -> Option<Authority> {
        let post = self.post.as_ref()?;
        let names = matches!(
            action,
            Action::SeeIdentity | Action::Search | Action::SeePast | Action::PrintSheet
        );
        (post.shows_names || !names).then(|| post.authority())
    }
}
