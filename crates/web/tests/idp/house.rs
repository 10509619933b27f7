//! Two establishments with a ward each, people with accounts, and providers at which they may sign in.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use app::{Actor, App, Cause, Clock, Origin};
use auth::{Account, Change, Directory, Link, Post, PostId, PostKind, Preset, ProviderRow, Sealed, Secret};
use axum::Router;
use base::id::{BedId, PersonId, WardId};
use base::{Code, Label, Moment};
use domain::bed::Attributes;
use domain::command::Command;
use domain::import::{BedEntry, EstablishmentEntry, RoomEntry, SiteEntry, StructureDocument, WardEntry};
use domain::rights::{Assignment, Place, Role};
use oidc::Url;
use serde_json::Value;
use store::TraceQuery;
use web::{Config, Web};

use crate::http::{Answer, Browser};
use crate::idp::{CLIENT, NOW, Rogue, SECRET, query};

/// The FINESS numbers of the two establishments.
pub const NORTH: &str = "570000158";
pub const SOUTH: &str = "670000017";
/// The person whom the rogue provider asserts unless told otherwise.
pub const SUBJECT: &str = "f:1:899700218896";
pub const RPPS: &str = "99700218896";

pub struct House {
    pub app: App,
    pub directory: Arc<RwLock<Directory>>,
    pub router: Router,
}

fn code(text: &str) -> Code {
    Code::new(text).expect("a code")
}

fn label(text: &str) -> Label {
    Label::new(text).expect("a label")
}

fn establishment(finess: &str, name: &str, ward: &str) -> EstablishmentEntry {
    let bed = BedEntry {
        code: code("P"),
        label: None,
        attributes: Attributes::NONE,
    };
    let room = RoomEntry {
        code: code("401"),
        attributes: Attributes::NONE,
        beds: vec![bed],
    };
    EstablishmentEntry {
        code: code(finess),
        name: Some(label(name)),
        sites: vec![SiteEntry {
            code: code(&format!("{finess}-S")),
            name: Some(label(name)),
        }],
        divisions: vec![],
        units: vec![],
        wards: vec![WardEntry {
            code: code(&format!("{finess}-W")),
            name: Some(label(ward)),
            site: None,
            division: None,
            specialty: None,
            rooms: vec![room],
        }],
    }
}

impl House {
    /// An administrator and no provider yet.
    pub async fn new() -> Self {
        let app = App::in_memory(Clock::manual(NOW)).expect("an engine");
        let directory = Arc::new(RwLock::new(Directory::default()));
        let config = Config {
            directory: Arc::clone(&directory),
            public_url: Some("http://localhost".to_owned()),
            loopback_providers: true,
            ..Config::default()
        };
        let router = web::router::router(Web::new(app.clone(), config));
        let house = Self {
            app,
            directory,
            router,
        };
        let document = StructureDocument {
            replaces: false,
            establishments: vec![
                establishment(NORTH, "CHU Nord", "Cardiologie"),
                establishment(SOUTH, "CH Sud", "Gériatrie"),
            ],
        };
        house.submit(Command::ImportStructure(Box::new(document))).await;
        house.keep(Change::Pepper(Secret::new([1; 32]).print()));
        house
            .person(
                "admin",
                "Ada Thomas",
                Role::ItAdministrator,
                Place::Territory,
                |_| {},
            )
            .await;
        house
    }

    async fn submit(&self, command: Command) -> app::Done {
        let origin = Origin {
            actor: Actor::Chevet("test"),
            cause: Cause::Request("essai".into()),
        };
        self.app.submit(command, origin).await.expect("carried out")
    }

    pub fn keep(&self, change: Change) {
        self.directory.write().expect("a lock").apply(&change);
    }

    pub fn read<T>(&self, ask: impl FnOnce(&Directory) -> T) -> T {
        ask(&self.directory.read().expect("a lock"))
    }

    pub fn ward(&self, name: &str) -> WardId {
        let state = self.app.snapshot().state.clone();
        state
            .wards
            .iter()
            .find(|it| it.name.as_str() == name)
            .expect("a ward")
            .id
    }

    pub fn bed(&self, ward: &str) -> BedId {
        let (state, ward) = (self.app.snapshot().state.clone(), self.ward(ward));
        let mut beds = state.beds.iter().map(|it| it.id);
        beds.find(|it| state.ward_of_bed(*it) == Some(ward))
            .expect("a bed")
    }

    /// Somebody with an account.
    pub async fn person(
        &self,
        login: &str,
        name: &str,
        role: Role,
        place: Place,
        change: impl FnOnce(&mut Account),
    ) -> PersonId {
        let done = self.submit(Command::IntroducePerson { name: label(name) }).await;
        let person = done.person.expect("a person");
        let mut account = Account {
            assignments: vec![Assignment::lasting(role, place)],
            ..Account::new(person, login.parse().expect("a login"), NOW)
        };
        change(&mut account);
        self.keep(Change::Account(Box::new(account)));
        person
    }

    /// A nurse of Cardiologie, linked to that subject of that provider if one is said.
    pub async fn lea(&self, linked: Option<(&Rogue, &str)>) -> PersonId {
        let ward = Place::Ward(self.ward("Cardiologie"));
        let links = linked.map(|(rogue, subject)| Link {
            issuer: rogue.issuer.clone(),
            subject: subject.to_owned(),
        });
        self.person("lea", "Léa Petit", Role::HeadNurse, ward, |account| {
            account.links = links.into_iter().collect();
        })
        .await
    }

    /// Has the server offer that provider under that name.
    pub fn offer(&self, id: &str, rogue: &Rogue, change: impl FnOnce(&mut ProviderRow)) {
        let mut row = row(id, &rogue.issuer);
        change(&mut row);
        self.keep(Change::Provider(Box::new(row)));
    }

    /// A browser of somebody who signed in with a password.
    pub fn signed_in(&self, person: PersonId) -> Browser {
        let token = Secret::new([40 + u8::try_from(person.number()).expect("few people"); 32]);
        let session = auth::Session {
            print: token.print(),
            person,
            post: None,
            since: NOW,
            seen: NOW,
            kept: None,
            way: auth::Way::Passkey,
        };
        self.keep(Change::Session(session));
        let mut browser = self.browser();
        browser.cookies = format!("chevet_session={}", token.text());
        browser
    }

    /// A browser of the administrator.
    pub fn admin(&self) -> Browser {
        let login = "admin".parse().expect("a login");
        let admin = self.read(|it| it.account_of_login(&login).expect("an administrator").person);
        self.signed_in(admin)
    }

    /// A browser that belongs to nobody.
    pub fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// A browser that is a shared post of Cardiologie.
    pub fn post(&self) -> Browser {
        let token = Secret::new([9; 32]);
        let place = Place::Ward(self.ward("Cardiologie"));
        let post = Post::new(
            PostId::new([1; 6]),
            label("Poste 4B-2"),
            PostKind::Shared,
            place,
            token.print(),
            NOW,
        );
        self.keep(Change::Post(Box::new(post)));
        let mut browser = self.browser();
        browser.cookies = format!("chevet_post={}", token.text());
        browser
    }

    /// How often the trace has that action, and the details of the last one.
    pub fn traced(&self, action: &str) -> (usize, Value) {
        let query = TraceQuery {
            action: Some(action.to_owned()),
            ..TraceQuery::default()
        };
        let rows = self.app.store().traces(&query).expect("the trace");
        let last = rows.first().and_then(|it| it.body.as_deref()).unwrap_or("null");
        (rows.len(), serde_json::from_str(last).expect("details"))
    }

    /// Everything the trace says, as text.
    pub fn whole_trace(&self) -> String {
        let rows = self.app.store().traces(&TraceQuery {
            limit: 500,
            ..TraceQuery::default()
        });
        format!("{:?}", rows.expect("the trace"))
    }

    pub fn at(&self, moment: Moment) {
        self.app.clock().set(moment);
    }
}

pub fn row(id: &str, issuer: &str) -> ProviderRow {
    ProviderRow {
        id: id.parse().expect("a short name"),
        name: label(&format!("Fournisseur {id}")),
        preset: Preset::Hospital,
        issuer: issuer.to_owned(),
        discovery: None,
        client_id: CLIENT.to_owned(),
        client_secret: Some(Sealed::new(SECRET)),
        scopes: vec!["openid".to_owned()],
        acr_values: vec!["eidas1".to_owned()],
        max_age: Some(3_600),
        trusted_audiences: vec![],
        groups_claim: None,
        hosts: vec![],
        networks: vec![],
        authorities: None,
        links_by_rpps: false,
        asks_two_factors: false,
        is_enabled: true,
    }
}

/// What a browser was told to bring to the provider.
pub struct Sent {
    pub pairs: HashMap<String, String>,
}

impl Sent {
    /// Where the provider sends the browser back to, with an honest answer.
    pub fn way_back(&self, id: &str) -> String {
        format!("/connexion/retour/{id}?code=a-code&state={}", self.pairs["state"])
    }
}

/// Presses the button of a provider.
pub async fn begins(browser: &mut Browser, id: &str, fields: &str) -> Sent {
    let answer = browser.post(&format!("/connexion/{id}"), fields).await;
    sent(&answer).unwrap_or_else(|| panic!("not sent away: {} {}", answer.status, answer.body))
}

/// Where an answer sends the browser, when it sends it to a provider.
pub fn sent(answer: &Answer) -> Option<Sent> {
    let url = answer.header("refresh").strip_prefix("0;url=")?;
    let url = Url::parse(url).expect("an address");
    Some(Sent { pairs: query(&url) })
}

/// The whole way there and back; the provider says what `change` makes of an honest token.
pub async fn signs_in(
    browser: &mut Browser,
    id: &str,
    rogue: &Rogue,
    fields: &str,
    change: impl FnOnce(&mut Value),
) -> Answer {
    let sent = begins(browser, id, fields).await;
    let mut claims = rogue.claims(&sent.pairs["nonce"]);
    change(&mut claims);
    rogue.gives(&claims);
    rogue.script().userinfo = crate::idp::Say::Json(serde_json::json!({ "sub": claims["sub"] }));
    browser.get(&sent.way_back(id)).await
}

/// Whether that browser is somebody.
pub async fn is_in(browser: &mut Browser) -> bool {
    browser.get("/moi").await.status == axum::http::StatusCode::OK
}
