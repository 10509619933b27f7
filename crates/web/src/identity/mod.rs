//! Identity while the server runs: the directory in memory, what is written to it, and who a request comes from.
//!
//! Every change is written with its trace in one transaction of the engine, and believed only then. Nothing here is
//! a page: the slices that ask, show and give are `who`, `install`, `posts` and their neighbours.

mod budget;
mod choosing;
mod comparing;
mod giving;
mod imports;
mod prove;
mod providers;
mod questions;
mod sign_ins;
mod uploads;
mod waiting;

use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

use app::KeptWrite;
use auth::{Attempts, Change, Directory, PostId, Print, Renewal, Secret};
use axum::http::HeaderMap;
use base::Moment;
use base::id::{PatientId, PersonId};
use store::{NewTrace, TraceClass};

pub use choosing::Choosing;
pub use giving::{Judged, provisional_password};
pub use imports::{Imports, Shown};
pub use prove::{Asserted, Entering, Given, Refused};
pub use providers::{Offered, Unfit, built};
pub(crate) use questions::{Purpose, Question, Questions};
pub(crate) use sign_ins::{Entry, Kept, SignIns, Step};
pub use uploads::{Upload, Uploads};
pub use waiting::{Code, Waiting};

use self::budget::{Budget, Told};
use self::comparing::Comparing;
use crate::Web;
use crate::access::{Client, Present, Visitor};
use crate::visit::cookie;

/// Identity while the server runs.
#[derive(Debug)]
pub struct Identity {
    directory: Arc<RwLock<Directory>>,
    attempts: Mutex<Attempts>,
    /// One change at a time: what was judged is still true when it is written.
    writing: tokio::sync::Mutex<()>,
    comparing: Comparing,
    /// Browsers that ask to become posts.
    waiting: Mutex<Waiting>,
    /// People who are choosing a password of their own.
    choosing: Mutex<Choosing>,
    /// Files of people that were looked at and not yet done.
    imports: Mutex<Imports>,
    /// Files whose sender is asked who they are.
    uploads: Mutex<Uploads>,
    /// How many identities each person was shown lately.
    shown: Mutex<Budget>,
    /// Counts changes: open streams then ask whether they may go on.
    changes: tokio::sync::watch::Sender<u64>,
    /// The one-time code of a server that nobody has installed.
    install_code: Mutex<Option<String>>,
    /// Identity providers as they were last talked to.
    providers: Mutex<providers::Known>,
    /// Browsers that are at a provider, or just came back.
    sign_ins: Mutex<SignIns>,
    /// What authenticators were asked and have not answered.
    questions: Mutex<Questions>,
}

/// Why a change was not kept.
#[derive(Debug, thiserror::Error)]
pub enum NotKept {
    /// It cannot be written in its form.
    #[error("identité illisible : {0}")]
    Form(#[from] serde_json::Error),
    /// The engine did not keep it.
    #[error(transparent)]
    Engine(#[from] app::Failure),
    /// The machine has no chance to give.
    #[error("hasard indisponible : {0}")]
    Chance(#[from] std::io::Error),
}

/// Who a request comes from, and what its post needs.
#[derive(Debug)]
pub(crate) struct Known {
    pub visitor: Visitor,
    /// The print of the post's token it came with.
    pub held: Option<Print>,
    /// The post should be given a new token, or its former one ended.
    pub renews: bool,
}

/// What is written in the trace beside a change.
#[derive(Clone, Debug)]
pub struct Noted {
    /// Its class.
    pub class: TraceClass,
    /// What was done, as a stable word.
    pub action: &'static str,
    /// Who did it; none for the server itself or a stranger.
    pub actor: Option<PersonId>,
    /// At which post.
    pub post: Option<PostId>,
    /// To which patient, by id.
    pub patient: Option<String>,
    /// Where, by id.
    pub place: Option<String>,
    /// The rest, without any name.
    pub details: serde_json::Value,
}

impl Noted {
    /// Something about signing in, accounts' sessions and posts.
    #[must_use]
    pub fn security(action: &'static str) -> Self {
        Self::of(TraceClass::Security, action)
    }

    /// Something about who may do what.
    #[must_use]
    pub fn administration(action: &'static str) -> Self {
        Self::of(TraceClass::Administration, action)
    }

    /// Somebody read something that names a patient.
    #[must_use]
    pub fn access(action: &'static str) -> Self {
        Self::of(TraceClass::Access, action)
    }

    fn of(class: TraceClass, action: &'static str) -> Self {
        Self {
            class,
            action,
            actor: None,
            post: None,
            patient: None,
            place: None,
            details: serde_json::Value::Null,
        }
    }

    /// By whom, as the visit knows.
    #[must_use]
    pub fn by(mut self, visitor: &Visitor) -> Self {
        self.actor = visitor.person.as_ref().map(|it| it.person).or(self.actor);
        self.post = visitor.post_id();
        self
    }

    /// With that about it.
    #[must_use]
    pub fn with(mut self, details: serde_json::Value) -> Self {
        self.details = details;
        self
    }

    fn row(self, now: Moment) -> NewTrace {
        let body = match &self.details {
            serde_json::Value::Null => String::new(),
            details => details.to_string(),
        };
        NewTrace {
            at: now,
            class: self.class,
            action: self.action.to_owned(),
            actor: self.actor.map_or_else(|| "-".to_owned(), |it| it.to_string()),
            post: self.post.map(|it| it.to_string()),
            patient: self.patient,
            place: self.place,
            body,
        }
    }
}

impl Identity {
    /// With what was read at the start.
    #[must_use]
    pub fn new(directory: Arc<RwLock<Directory>>, install_code: Option<String>) -> Self {
        Self {
            directory,
            attempts: Mutex::default(),
            writing: tokio::sync::Mutex::new(()),
            comparing: Comparing::default(),
            waiting: Mutex::default(),
            choosing: Mutex::default(),
            imports: Mutex::default(),
            uploads: Mutex::default(),
            shown: Mutex::default(),
            changes: tokio::sync::watch::Sender::new(0),
            install_code: Mutex::new(install_code),
            providers: Mutex::default(),
            sign_ins: Mutex::default(),
            questions: Mutex::default(),
        }
    }

    /// What is known now.
    pub fn read(&self) -> RwLockReadGuard<'_, Directory> {
        self.directory.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a change into account that was kept elsewhere: by the verb that made it, before or beside the screens.
    pub fn believe(&self, change: &Change) {
        let mut directory = self.directory.write().unwrap_or_else(PoisonError::into_inner);
        directory.apply(change);
        drop(directory);
        self.changes.send_modify(|count| *count += 1);
    }

    /// Changes whenever somebody comes, goes, or may do something else.
    #[must_use]
    pub fn changes(&self) -> tokio::sync::watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Whether somebody was given an account.
    #[must_use]
    pub fn is_installed(&self) -> bool {
        self.read().is_installed()
    }

    /// The browsers that ask to become posts.
    pub(crate) fn waiting(&self) -> std::sync::MutexGuard<'_, Waiting> {
        locked(&self.waiting)
    }

    /// The browsers that are at an identity provider.
    pub(crate) fn sign_ins(&self) -> std::sync::MutexGuard<'_, SignIns> {
        locked(&self.sign_ins)
    }

    /// What authenticators were asked and have not answered.
    pub(crate) fn questions(&self) -> std::sync::MutexGuard<'_, Questions> {
        locked(&self.questions)
    }

    /// The people who are choosing a password of their own.
    pub(crate) fn choosing(&self) -> std::sync::MutexGuard<'_, Choosing> {
        locked(&self.choosing)
    }

    /// The files of people that wait to be done.
    pub(crate) fn imports(&self) -> std::sync::MutexGuard<'_, Imports> {
        locked(&self.imports)
    }

    /// The files whose sender is asked who they are.
    pub(crate) fn uploads(&self) -> std::sync::MutexGuard<'_, Uploads> {
        locked(&self.uploads)
    }

    /// Takes the one-time code of the installation, when it is that one: it works once.
    pub(crate) fn takes_install_code(&self, code: &str) -> bool {
        let mut kept = locked(&self.install_code);
        let is_it = kept
            .as_deref()
            .is_some_and(|it| it.eq_ignore_ascii_case(code.trim()));
        if is_it {
            *kept = None;
        }
        is_it
    }

    /// Gives the one-time code back, when the installation it opened did not take place.
    pub(crate) fn gives_install_code_back(&self, code: &str) {
        *locked(&self.install_code) = Some(code.trim().to_owned());
    }

    /// Who that request comes from.
    pub(crate) fn visitor(&self, web: &Web, headers: &HeaderMap, client: Client, now: Moment) -> Known {
        let directory = self.read();
        if !directory.is_installed() {
            let visitor = if client.is_local {
                Visitor::courtesy()
            } else {
                Visitor::default()
            };
            return Known {
                visitor,
                held: None,
                renews: false,
            };
        }
        let secret = |name: String| cookie(headers, &name).and_then(Secret::read);
        let held = secret(crate::access::post_name(client.encrypted)).map(|it| it.print());
        let found = held.as_ref().and_then(|print| {
            let post = directory.post_of(print)?;
            let renewal = post.renewal(print, directory.policy(), now)?;
            Some((post.clone(), renewal))
        });
        let renews = found
            .as_ref()
            .is_some_and(|(_, it)| matches!(it, Renewal::Due | Renewal::Lost | Renewal::Arrived));
        let post = found.map(|(post, _)| post);
        let person = secret(crate::access::session_name(client.encrypted)).and_then(|token| {
            let (session, account) = directory.present(&token, post.as_ref().map(|it| it.id), now)?;
            // Being here is a gesture: the time starts anew.
            Some(present(web, &directory, &session.touched(now), account, now))
        });
        Known {
            visitor: Visitor {
                is_courtesy: false,
                post,
                person,
            },
            held,
            renews,
        }
    }

    /// Writes changes with their traces, in one transaction, and believes them.
    ///
    /// # Errors
    /// When they were not kept: then nothing changed.
    pub async fn keep(&self, web: &Web, changes: Vec<Change>, noted: Vec<Noted>) -> Result<(), NotKept> {
        let _one_at_a_time = self.writing.lock().await;
        self.keep_held(web, changes, noted).await
    }

    /// Judges and writes without anybody in between.
    ///
    /// # Errors
    /// When the judgement refuses, as the inner result, or when it was not kept.
    pub async fn decide<T, E>(
        &self,
        web: &Web,
        judge: impl FnOnce(&Directory) -> Result<(Vec<Change>, Vec<Noted>, T), E>,
    ) -> Result<Result<T, E>, NotKept> {
        let _one_at_a_time = self.writing.lock().await;
        let judged = judge(&self.read());
        match judged {
            Ok((changes, noted, value)) => {
                self.keep_held(web, changes, noted).await?;
                Ok(Ok(value))
            }
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    /// Writes rows of the trace that go with no change.
    ///
    /// # Errors
    /// When they were not kept.
    pub async fn note(&self, web: &Web, noted: Vec<Noted>) -> Result<(), NotKept> {
        let now = web.app().now();
        let traces = noted.into_iter().map(|it| it.row(now)).collect();
        Ok(web.app().keep(Vec::new(), traces).await?)
    }

    async fn keep_held(&self, web: &Web, changes: Vec<Change>, noted: Vec<Noted>) -> Result<(), NotKept> {
        let now = web.app().now();
        let mut writes = Vec::with_capacity(changes.len());
        for change in &changes {
            let auth::Row { kind, id, body } = change.row()?;
            writes.push(match body {
                Some(body) => KeptWrite::Keep { kind, id, body },
                None => KeptWrite::Forget { kind, id },
            });
        }
        let traces = noted.into_iter().map(|it| it.row(now)).collect();
        web.app().keep(writes, traces).await?;
        let mut directory = self.directory.write().unwrap_or_else(PoisonError::into_inner);
        for change in &changes {
            directory.apply(change);
        }
        drop(directory);
        if !changes.is_empty() {
            self.changes.send_modify(|count| *count += 1);
        }
        Ok(())
    }

    /// A gesture of somebody signed in. Written from time to time, and never waited for.
    pub(crate) fn touch(&self, web: &Web, session: &Print, now: Moment) {
        let due = {
            let mut directory = self.directory.write().unwrap_or_else(PoisonError::into_inner);
            directory.touch(session, now)
        };
        if let Some(change) = due {
            let web = web.clone();
            tokio::spawn(async move {
                // Should it not be kept, a restart forgets a minute of the session.
                if let Err(fault) = web.identity().keep(&web, vec![change], Vec::new()).await {
                    tracing::debug!(%fault, "a gesture was not kept");
                }
            });
        }
    }

    /// Gives a post its next token, or ends its former one. None when the browser keeps what it has.
    pub(crate) async fn renew_post(
        &self,
        web: &Web,
        post: PostId,
        held: Print,
        now: Moment,
    ) -> Result<Option<Secret>, NotKept> {
        let fresh = Secret::new(app::chance::thirty_two_bytes()?);
        let given = self
            .decide(web, |directory| {
                let nothing = || (Vec::new(), Vec::new(), None);
                let Some(post) = directory.post(post) else {
                    return Ok::<_, std::convert::Infallible>(nothing());
                };
                Ok(match post.renewal(&held, directory.policy(), now) {
                    Some(Renewal::Due | Renewal::Lost) => {
                        let renewed = post.renewed(held, &fresh, now);
                        (
                            vec![Change::Post(Box::new(renewed))],
                            Vec::new(),
                            Some(fresh.clone()),
                        )
                    }
                    Some(Renewal::Arrived) => {
                        (vec![Change::Post(Box::new(post.settled(now)))], Vec::new(), None)
                    }
                    Some(Renewal::Current | Renewal::Former) | None => nothing(),
                })
            })
            .await?;
        Ok(match given {
            Ok(secret) => secret,
            Err(never) => match never {},
        })
    }

    /// Counts what somebody was shown, and tells the auditors when it is far more than anybody needs.
    pub(crate) async fn shows(&self, web: &Web, visitor: &Visitor, what: Showing<'_>, now: Moment) {
        let Some(person) = visitor.person.as_ref().map(|it| it.person) else {
            return;
        };
        let most = self.read().policy().reads_per_hour;
        let told = {
            let mut shown = locked(&self.shown);
            match what {
                Showing::Record => shown.opens(person, most, now),
                Showing::Answers(named) => shown.finds(person, named, most, now),
            }
        };
        let (action, count) = match told {
            Told::Usual => return,
            Told::Many(count) => ("very_many_read", count),
            Told::Stopped(count) => ("reading_stopped", count),
        };
        tracing::warn!(target: "security", %person, count, action, "somebody reads very many identities");
        let noted = Noted::security(action)
            .by(visitor)
            .with(serde_json::json!({ "count": count }));
        if let Err(fault) = self.note(web, vec![noted]).await {
            tracing::warn!(%fault, "that somebody reads very many identities is in no trace");
        }
    }

    /// Whether somebody was shown all that anybody is in an hour: it stops there.
    pub(crate) fn is_spent(&self, person: PersonId, now: Moment) -> bool {
        let most = self.read().policy().reads_per_hour;
        locked(&self.shown).is_spent(person, most, now)
    }
}

/// What somebody is shown.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Showing<'a> {
    /// A record, or a page that names many.
    Record,
    /// A list that answers a search.
    Answers(&'a [PatientId]),
}

/// Somebody in that session. Where two factors are asked of everybody, one gives no right at all: not on a page, and not
/// in a stream.
fn present(
    web: &Web,
    directory: &Directory,
    session: &auth::Session,
    account: &auth::Account,
    now: Moment,
) -> Present {
    let shown = auth::Shown {
        way: &session.way,
        at_post: session.post.is_some(),
        has_key: !account.passkeys.is_empty(),
        at: session.since,
    };
    let (policy, weight) = (directory.policy(), auth::Weight::Ordinary);
    let missing = policy.missing(shown, weight, web.config().has_passkeys(), now);
    let state = &web.app().snapshot().state;
    Present {
        person: account.person,
        authority: match missing {
            None => directory.authority_in(account, &session.way, state, now),
            Some(_) => domain::rights::Authority::default(),
        },
        session: session.print,
        way: session.way.clone(),
        since: session.since,
        ends: session.ends(policy),
    }
}

fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
