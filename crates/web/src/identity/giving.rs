//! Judging as somebody: with the roles they have at that very moment, not with those of the page they looked at.

use auth::{Change, Directory, Giving, Standing};
use base::id::PersonId;

use super::{Identity, NotKept, Noted};
use crate::Web;

/// What was judged: the changes, their traces, and what the page needs of it.
pub type Judged<T> = (Vec<Change>, Vec<Noted>, T);

impl Identity {
    /// Judges and writes as that person, without anybody in between.
    ///
    /// # Errors
    /// When the judgement refuses, as the inner result, or when it was not kept.
    pub async fn decide_as<T, E>(
        &self,
        web: &Web,
        person: PersonId,
        judge: impl FnOnce(&Directory, Giving<'_>) -> Result<Judged<T>, E>,
    ) -> Result<Result<T, E>, NotKept> {
        self.decide(web, |directory| as_person(web, directory, person, judge))
            .await
    }

    /// Asks as that person.
    pub fn ask_as<T>(&self, web: &Web, person: PersonId, ask: impl FnOnce(&Directory, Giving<'_>) -> T) -> T {
        as_person(web, &self.read(), person, ask)
    }
}

fn as_person<T>(
    web: &Web,
    directory: &Directory,
    person: PersonId,
    ask: impl FnOnce(&Directory, Giving<'_>) -> T,
) -> T {
    let (snapshot, now) = (web.app().snapshot(), web.app().now());
    let account = directory.account(person);
    let authority = account
        .filter(|it| it.standing(now) == Standing::Open)
        .map(|it| directory.authority(it, now))
        .unwrap_or_default();
    ask(
        directory,
        Giving {
            person,
            authority: &authority,
            state: &snapshot.state,
            now,
        },
    )
}

/// A password that chance draws and a hand can copy: 80 bits in four groups.
///
/// # Errors
/// When the machine has no chance to give.
pub fn provisional_password() -> Result<String, NotKept> {
    let drawn = app::chance::sixteen_bytes()?;
    Ok(auth::in_fours(&drawn))
}
