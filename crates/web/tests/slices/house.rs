//! The sample hospital with accounts: people of every role, a shared post, and a second establishment.

use auth::{Account, Change, Cost, Directory, Hashed, Post, PostId, PostKind, Secret, Session, Way};
use base::Label;
use base::id::{PersonId, StayId, WardId};
use domain::bed::Attributes;
use domain::command::Command;
use domain::import::{BedEntry, EstablishmentEntry, RoomEntry, StructureDocument, WardEntry};
use domain::rights::{Assignment, Place, Role};
use std::sync::{Arc, RwLock};
use web::Config;

use super::hospital::{Hospital, Told, code, label, now};
use super::visit::Browser;

/// What everybody types.
pub const PASSWORD: &str = "un long mot de passe";
pub const PIN: &str = "2580";

/// The hospital, its screens, and who is there.
pub struct House {
    pub hospital: Hospital,
    pub stranger: Browser,
    pub wards: Wards,
}

/// One ward of each kind, seen from Cardiologie A.
#[derive(Clone, Copy)]
pub struct Wards {
    /// Cardiologie A.
    pub own: WardId,
    /// Another site of the same establishment.
    pub far: WardId,
    /// Another establishment.
    pub foreign: WardId,
}

/// The token of the shared post of Cardiologie A.
pub const POST: [u8; 32] = [200; 32];

impl House {
    /// With one person of each role, at Cardiologie A or, where a role steers, at the whole territory.
    pub async fn new() -> Self {
        Self::at(None).await
    }

    /// The same, known to the world by that address.
    pub async fn at(public_url: Option<&str>) -> Self {
        let mut hospital = Hospital::small().await;
        let clinic = EstablishmentEntry {
            code: code("CLINIQUE"),
            name: Some(label("Clinique des Tilleuls")),
            sites: Vec::new(),
            divisions: Vec::new(),
            units: Vec::new(),
            wards: vec![a_ward()],
        };
        let document = StructureDocument {
            replaces: false,
            establishments: vec![clinic],
        };
        hospital
            .submit(Command::ImportStructure(Box::new(document)))
            .await;
        let _ = hospital.admit(&Told::of("4001", "441", "P")).await;
        let mut directory = Directory::default();
        directory.apply(&Change::Pepper(Secret::new([5; 32]).print()));
        let wards = {
            let state = &hospital.app.snapshot().state;
            let named = |name: &str| {
                state
                    .wards
                    .iter()
                    .find(|it| it.name.as_str() == name)
                    .expect("a ward")
                    .id
            };
            Wards {
                own: named("Cardiologie A"),
                far: named("Gériatrie aiguë"),
                foreign: named("Soins de suite"),
            }
        };
        let secret = Hashed::new(
            PASSWORD,
            [1; 16],
            Cost {
                memory: 64,
                passes: 1,
            },
        )
        .expect("hashed");
        let pin = Hashed::new(
            PIN,
            [2; 16],
            Cost {
                memory: 64,
                passes: 1,
            },
        )
        .expect("hashed");
        for role in Role::ALL.into_iter().filter(|it| *it != Role::Post) {
            let name = Label::new(&format!("Personne {}", role.code())).expect("a name");
            hospital
                .submit(Command::IntroducePerson { name: name.clone() })
                .await;
            let person = hospital.app.snapshot().vault.person_named(&name).expect("known");
            let place = match role {
                Role::Cell | Role::Director | Role::Ambassador | Role::ItAdministrator | Role::Auditor => {
                    Place::Territory
                }
                _ => Place::Ward(wards.own),
            };
            let account = Account {
                assignments: vec![Assignment::lasting(role, place)],
                password: Some(secret.clone()),
                pin: Some(pin.clone()),
                strong_at: Some(now()),
                ..Account::new(person, role.code().parse().expect("a login"), now())
            };
            directory.apply(&Change::Account(Box::new(account)));
        }
        let name = Label::new("Poste 4A-1").expect("a name");
        let place = Place::Ward(wards.own);
        let token = Secret::new(POST).print();
        let post = Post::new(PostId::new([7; 6]), name, PostKind::Shared, place, token, now());
        directory.apply(&Change::Post(Box::new(post)));
        let config = Config {
            directory: Arc::new(RwLock::new(directory)),
            public_url: public_url.map(ToOwned::to_owned),
            ..Config::default()
        };
        let stranger = Browser::of(&hospital.app, config);
        Self {
            hospital,
            stranger,
            wards,
        }
    }

    /// A browser that is the shared post.
    pub fn post(&self) -> Browser {
        let token = Secret::new(POST).text();
        Browser::on(&self.stranger.web).keeping(&format!("chevet_post={token}"))
    }

    /// Somebody of that role at a browser of their own.
    pub fn somebody(&self, role: Role) -> Browser {
        let token = Secret::new([role as u8 + 100; 32]);
        let session = Session {
            print: token.print(),
            person: self.person(role),
            post: None,
            since: self.hospital.app.now(),
            seen: self.hospital.app.now(),
            kept: None,
            way: Way::Password,
        };
        self.apply(&Change::Session(session));
        Browser::on(&self.stranger.web).keeping(&format!("chevet_session={}", token.text()))
    }

    /// The person of that role.
    pub fn person(&self, role: Role) -> PersonId {
        let login = role.code().parse().expect("a login");
        let directory = self.stranger.web.identity().read();
        directory.account_of_login(&login).expect("an account").person
    }

    /// Changes the account of that role.
    pub fn change(&self, role: Role, change: impl FnOnce(&mut Account)) {
        let person = self.person(role);
        let mut account = {
            let directory = self.stranger.web.identity().read();
            directory.account(person).expect("an account").clone()
        };
        change(&mut account);
        self.apply(&Change::Account(Box::new(account)));
    }

    /// Makes something so, as a change that was kept does.
    pub fn apply(&self, change: &Change) {
        self.stranger.web.identity().believe(change);
    }

    /// Somebody who lies in that ward.
    pub fn stay_in(&self, ward: WardId) -> StayId {
        let snapshot = self.hospital.app.snapshot();
        let now = self.hospital.app.now();
        let mut stays = snapshot.state.index.stays_of_ward(ward);
        stays
            .find(|id| {
                let stay = snapshot.state.stay(*id);
                stay.is_some_and(|it| snapshot.state.is_present(it, now) && it.seen_leaving().is_none())
            })
            .expect("somebody lies there")
    }
}

/// A ward of one bed, of the other establishment.
fn a_ward() -> WardEntry {
    let bed = BedEntry {
        code: code("1"),
        label: None,
        attributes: Attributes::default(),
    };
    WardEntry {
        code: code("T100"),
        name: Some(label("Soins de suite")),
        site: None,
        division: None,
        specialty: None,
        rooms: vec![RoomEntry {
            code: code("1"),
            attributes: Attributes::default(),
            beds: vec![bed],
        }],
    }
}
