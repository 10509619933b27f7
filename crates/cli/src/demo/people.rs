//! The people of the demo, for whoever wants to see it with accounts: `chevet demo --people`.
//!
//! They are accounts like any others, written through the same door. Their password is printed on the console and
//! works for the invented territory only.

use std::sync::PoisonError;

use anyhow::{Context, Result};
use app::KeptWrite;
use auth::{Account, Change, Cost, Hashed, Login, Secret};
use base::Label;
use domain::flow::emergency_wards;
use domain::rights::{Assignment, Place, Role};

use crate::serve::Server;

/// What all of them type.
pub const PASSWORD: &str = "bonjour le chevet";
/// What all of them type at a shared post.
pub const PIN: &str = "2580";

/// Login, name, role.
const PEOPLE: [(&str, &str, Role); 10] = [
    ("camille", "Camille Martin", Role::HeadNurse),
    ("lea", "Léa Petit", Role::WardTeam),
    ("samba", "Samba Diallo", Role::WardTeam),
    ("keller", "Hélène Keller", Role::Doctor),
    ("nora", "Nora Brandt", Role::Cell),
    ("farid", "Farid Haddad", Role::Emergency),
    ("odile", "Odile Renard", Role::Secretary),
    ("yves", "Yves Lambert", Role::Auditor),
    ("ines", "Inès Moreau", Role::Director),
    ("admin", "Ada Thomas", Role::ItAdministrator),
];

/// Makes their accounts, unless there are accounts already. Returns whether it did.
pub async fn settle(server: &Server) -> Result<bool> {
    let app = &server.app;
    if server
        .directory
        .read()
        .unwrap_or_else(PoisonError::into_inner)
        .is_installed()
    {
        return Ok(false);
    }
    let state = app.snapshot().state.clone();
    let ward = super::pilot(&state).context("la démonstration n'a encore aucun service")?;
    let department = emergency_wards(&state).next().map_or(ward, |it| it.id);
    let mut changes = vec![Change::Pepper(
        Secret::new(app::chance::thirty_two_bytes()?).print(),
    )];
    for (login, name, role) in PEOPLE {
        let place = match role {
            Role::Cell | Role::Auditor | Role::Director | Role::ItAdministrator => Place::Territory,
            Role::Emergency => Place::Ward(department),
            _ => Place::Ward(ward),
        };
        let name = Label::new(name)?;
        let person = super::team::introduced(app, name)
            .await?
            .context("une personne sans numéro")?;
        let login: Login = login.parse().map_err(anyhow::Error::msg)?;
        let account = Account {
            assignments: vec![Assignment::lasting(role, place)],
            password: Some(Hashed::new(
                PASSWORD,
                app::chance::sixteen_bytes()?,
                Cost::PASSWORD,
            )?),
            pin: Some(Hashed::new(PIN, app::chance::sixteen_bytes()?, Cost::PIN)?),
            ..Account::new(person, login, app.now())
        };
        changes.push(Change::Account(Box::new(account)));
    }
    let mut writes = Vec::new();
    for change in &changes {
        let auth::Row { kind, id, body } = change.row()?;
        writes.extend(body.map(|body| KeptWrite::Keep { kind, id, body }));
    }
    app.keep(writes, Vec::new()).await?;
    let mut directory = server.directory.write().unwrap_or_else(PoisonError::into_inner);
    changes.iter().for_each(|change| directory.apply(change));
    Ok(true)
}

/// Tells whoever started the demo who they may be.
pub fn announce() {
    crate::wiring::say(&format!(
        "Comptes de la démonstration (mot de passe « {PASSWORD} », code {PIN} sur un poste) :"
    ));
    for (login, name, role) in PEOPLE {
        let role = web::words::Words::of(web::words::Lang::Fr).role(role);
        crate::wiring::say(&format!("  {login:<8} {name}, {role}"));
    }
}
