//! What the forms of one person's page do. Each is judged in `auth` at the moment it is written.

use auth::{Account, AccountWish, Change, Cost, Directory, Giving, NotGiven};
use base::id::{PersonId, PractitionerId};
use domain::rights::Assignment;

use super::add::{assignment, first_day, last_day, rpps};
use super::page::{Told, key};
use super::{Undone, account_in, noted, refused};
use crate::Web;
use crate::fields::Fields;
use crate::identity::{Noted, provisional_password};
use crate::problem::Problem;
use crate::visit::Visit;

/// Most doctors shown for one name.
const MOST_DOCTORS: usize = 20;

/// A form that was sent about somebody.
pub struct Deed<'a> {
    pub web: &'a Web,
    pub visit: &'a Visit,
    pub by: PersonId,
    pub person: PersonId,
    pub fields: &'a Fields,
}

impl Deed<'_> {
    /// Does what the form asks.
    pub async fn carry_out(&self) -> Result<Told, Undone> {
        match self.fields.get("quoi") {
            Some("donner") => {
                let new = assignment(self.visit, self.fields)?;
                self.given("roles_given", |wish| wish.assignments.push(new)).await
            }
            Some("retirer") => {
                let which = self.fields.get("lequel").unwrap_or_default();
                let taken = |it: &Assignment| key(it) != which;
                self.given("roles_given", |wish| wish.assignments.retain(taken))
                    .await
            }
            Some("finir") => {
                let which = self.fields.get("lequel").unwrap_or_default();
                let until = last_day(self.visit, self.fields, "au")?;
                self.given("roles_given", |wish| {
                    let held = wish.assignments.iter_mut().find(|it| key(it) == which);
                    if let Some(held) = held {
                        held.until = until;
                    }
                })
                .await
            }
            Some("compte") => self.account().await,
            Some("fermer") => self.given("account_closed", |wish| wish.is_closed = true).await,
            Some("rouvrir") => {
                self.given("account_opened", |wish| {
                    wish.is_closed = false;
                    // A last day that has passed would keep it shut.
                    wish.until = wish.until.filter(|until| self.visit.now < *until);
                })
                .await
            }
            Some("mot-de-passe") => self.password().await,
            Some("sans-badge") => {
                self.done("light_ways_removed", |directory, giving| {
                    directory.without_light_ways(giving, self.person)
                })
                .await
            }
            Some("deconnecter") => {
                self.done("sessions_ended", |directory, giving| {
                    directory.signed_out(giving, self.person)
                })
                .await
            }
            Some("confirmer") => {
                self.done("roles_confirmed", |directory, giving| {
                    directory.confirm(giving, self.person)
                })
                .await
            }
            Some("renoncer") => {
                self.done("roles_taken_back", |directory, giving| {
                    directory.take_back(giving, self.person)
                })
                .await
            }
            Some("chercher-medecin") => Ok(self.doctors()),
            Some("lier") => {
                let doctor: PractitionerId = self.fields.read("medecin")?;
                let vault = &self.visit.snapshot.vault;
                vault.practitioner(doctor).ok_or(Problem::Gone)?;
                self.linked(Some(doctor)).await
            }
            Some("delier") => self.linked(None).await,
            _ => Err(Undone::Problem(Problem::Unreadable)),
        }
    }

    /// Changes what they are, where, and for how long.
    async fn given(
        &self,
        action: &'static str,
        change: impl FnOnce(&mut AccountWish),
    ) -> Result<Told, Undone> {
        self.done(action, |directory, giving| {
            let account = directory.account(self.person).ok_or(NotGiven::Unknown)?;
            let mut wish = AccountWish::of(account);
            change(&mut wish);
            directory.give(giving, &wish)
        })
        .await
    }

    async fn account(&self) -> Result<Told, Undone> {
        let login = self.fields.get("identifiant").unwrap_or_default().parse();
        let login = login.map_err(|_| Undone::Said(self.visit.words.identity.bad_login.to_owned()))?;
        let rpps = rpps(self.visit, self.fields)?;
        let from = first_day(self.visit, self.fields, "du")?;
        let until = last_day(self.visit, self.fields, "au")?;
        self.given("account_changed", |wish| {
            (wish.login, wish.rpps, wish.from, wish.until) = (login, rpps, from, until);
        })
        .await
    }

    async fn password(&self) -> Result<Told, Undone> {
        // Judged before the computation, which is dear, and again when it is written.
        let judged = self
            .web
            .identity()
            .ask_as(self.web, self.by, |directory, giving| {
                directory.manages(giving, self.person)
            });
        judged.map_err(|why| refused(self.visit, &why))?;
        let password = provisional_password()?;
        let hashed = self.web.identity().hash(password.clone(), Cost::PASSWORD).await?;
        self.done("password_reset", |directory, giving| {
            directory.provisional(giving, self.person, hashed)
        })
        .await?;
        Ok(Told::Password(password))
    }

    async fn linked(&self, doctor: Option<PractitionerId>) -> Result<Told, Undone> {
        self.done("doctor_linked", |directory, giving| {
            directory.as_practitioner(giving, self.person, doctor)
        })
        .await
    }

    /// The doctors of the feeds who have that name.
    fn doctors(&self) -> Told {
        let wanted = base::text::folded(self.fields.get("q").unwrap_or_default());
        let all = self.visit.snapshot.vault.practitioners();
        let mut found: Vec<(PractitionerId, String)> = all
            .map(|(id, it)| (id, super::page::doctor_name(it)))
            .filter(|(_, name)| wanted.len() > 1 && base::text::folded(name).contains(&wanted))
            .collect();
        found.sort_by_cached_key(|(_, name)| base::text::folded(name));
        found.truncate(MOST_DOCTORS);
        Told::Doctors(found)
    }

    /// Judges as whoever asks, and writes it with its trace.
    async fn done(
        &self,
        action: &'static str,
        judge: impl FnOnce(&Directory, Giving<'_>) -> Result<Vec<Change>, NotGiven>,
    ) -> Result<Told, Undone> {
        let decided = self
            .web
            .identity()
            .decide_as(self.web, self.by, |directory, giving| {
                let before: Option<&Account> = directory.account(self.person);
                let changes = judge(directory, giving)?;
                let trace = match account_in(&changes) {
                    Some(after) => noted(self.visit, self.by, action, before, after),
                    None => Noted {
                        actor: Some(self.by),
                        post: self.visit.visitor.post_id(),
                        ..Noted::administration(action)
                            .with(serde_json::json!({ "person": self.person.to_string() }))
                    },
                };
                Ok((changes, vec![trace], ()))
            });
        decided.await?.map_err(|why| refused(self.visit, &why))?;
        Ok(Told::Nothing)
    }
}
