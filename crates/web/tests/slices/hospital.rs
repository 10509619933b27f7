//! A small hospital group behind a real engine in memory, brought to life through the same doors as any other:
//! a structure file, messages, and what people do on boards. Every name is invented.

#[path = "states.rs"]
mod states;
#[path = "telling.rs"]
mod telling;

use app::{Actor, App, Cause, Clock, Inbound, Ingested, Origin, Understanding};
use base::id::BedId;
use base::time::{DAY, HOUR, MINUTE};
use base::{Code, Label, Moment, Zone};
use bytes::Bytes;
use domain::bed::{ClosureReason, Hygiene};
use domain::command::{BoardCommand, Command};
use domain::identity::{Identifier, IdentifierKind, Identity, Sex};
use domain::import::{DivisionEntry, EstablishmentEntry, SiteEntry, StructureDocument, UnitEntry};
use domain::movement::{Action, Kind, Stamp};
use domain::observation::{Fact, Observation, Source, VisitNumbers};
use domain::settings::Settings;
use domain::structure::UnitKinds;
use store::{KeyKind, MessageKey, Reason};

pub use telling::{Told, raw};
use telling::{movement, name_of, place, ward_entry};

/// Friday 20 November 2026, 14:05:32 in Paris.
pub fn now() -> Moment {
    let civil = "2026-11-20T14:05:32".parse().expect("a civil time");
    Zone::paris().moment(civil).0
}

pub const SENDER: &str = "GAM|CH BEL-ORME";

/// A ward of the sample: code, name, specialty, site, beds.
pub type Plan = (&'static str, &'static str, &'static str, &'static str, u32);

/// The wards of the small sample.
pub const FEW: [Plan; 5] = [
    ("4001", "Cardiologie A", "Cardiologie", "BO", 24),
    ("4002", "Cardiologie B", "Cardiologie", "BO", 30),
    ("4003", "Réanimation", "Soins critiques", "BO", 12),
    ("4101", "Médecine polyvalente", "Médecine", "SO", 28),
    ("4102", "Gériatrie aiguë", "Gériatrie", "SO", 20),
];

const SPECIALTIES: [&str; 12] = [
    "Cardiologie",
    "Pneumologie",
    "Gériatrie",
    "Neurologie",
    "Chirurgie viscérale",
    "Orthopédie",
    "Urologie",
    "Néphrologie",
    "Hématologie",
    "Pédiatrie",
    "Maternité",
    "Médecine interne",
];

/// A hospital with an engine.
pub struct Hospital {
    pub app: App,
    told: u32,
}

impl Hospital {
    /// Nothing known yet.
    pub fn empty() -> Self {
        Self {
            app: App::in_memory(Clock::manual(now())).expect("an engine in memory"),
            told: 0,
        }
    }

    /// Five wards on two sites, a discovered one, and something of everything that can be the matter.
    pub async fn small() -> Self {
        let mut hospital = Self::empty();
        hospital.structure(&FEW).await;
        for (unit, _, _, _, beds) in FEW {
            hospital.fill(unit, beds - 4).await;
        }
        hospital.trouble().await;
        hospital
    }

    /// Sixty wards, about 1,900 beds.
    pub async fn large() -> Self {
        let mut hospital = Self::empty();
        let wards: Vec<Plan> = (0..60_u32)
            .map(|number| {
                let specialty = SPECIALTIES[number as usize % SPECIALTIES.len()];
                let code: &'static str = Box::leak(format!("{}", 5000 + number).into_boxed_str());
                let name: &'static str = Box::leak(
                    format!("{specialty} {}", char::from(b'A' + (number / 12) as u8)).into_boxed_str(),
                );
                (
                    code,
                    name,
                    specialty,
                    ["BO", "SO", "VA", "MO", "TI"][number as usize / 12],
                    24 + number * 7 % 17,
                )
            })
            .collect();
        hospital.structure(&wards).await;
        for (place, (unit, _, _, _, beds)) in wards.iter().enumerate() {
            hospital.fill(unit, beds - place as u32 % 6).await;
        }
        hospital.trouble().await;
        hospital
    }

    async fn structure(&mut self, wards: &[Plan]) {
        let settings = Settings {
            name: label("GHT Val de Seille"),
            ..Settings::default()
        };
        self.submit(Command::Configure(Box::new(settings))).await;
        let sites = [
            ("BO", "Bel-Orme"),
            ("SO", "Sainte-Odile"),
            ("VA", "Vallon"),
            ("MO", "Moyeuvre"),
            ("TI", "Les Tilleuls"),
        ];
        let entry = EstablishmentEntry {
            code: code("CH BEL-ORME"),
            name: Some(label("Centre hospitalier Bel-Orme")),
            sites: sites
                .into_iter()
                .filter(|(site, _)| wards.iter().any(|ward| ward.3 == *site))
                .map(|(site, name)| SiteEntry {
                    code: code(site),
                    name: Some(label(name)),
                })
                .collect(),
            divisions: vec![DivisionEntry {
                code: code("P1"),
                name: Some(label("Pôle Cœur-poumon")),
            }],
            units: wards
                .iter()
                .map(|ward| UnitEntry {
                    code: code(ward.0),
                    name: Some(label(ward.1)),
                    kinds: UnitKinds {
                        housing: true,
                        care: true,
                        medical: true,
                    },
                    ward: Some(code(ward.0)),
                })
                .collect(),
            wards: wards.iter().map(ward_entry).collect(),
        };
        let document = StructureDocument {
            replaces: false,
            establishments: vec![entry],
        };
        self.submit(Command::ImportStructure(Box::new(document))).await;
    }

    async fn fill(&mut self, unit: &str, beds: u32) {
        for bed in 0..beds {
            let (room, place) = place(bed);
            let number = self.told;
            let told = Told {
                days: number % 9,
                leaves: number.is_multiple_of(7),
                ..Told::of(unit, &room, place)
            };
            self.admit(&told).await;
        }
    }

    /// A bed of each kind that is not simply free or taken, and messages that were not simply applied.
    async fn trouble(&mut self) {
        let unit = self.unit(1);
        // Two patients in one bed, one in the ward without a bed, one in a unit nobody had named.
        self.admit(&Told::of(&unit, "101", "P")).await;
        self.admit(&Told {
            room: "",
            bed: "",
            ..Told::of(&unit, "", "")
        })
        .await;
        self.admit(&Told::of("9900", "12", "L")).await;
        // One to clean, one being cleaned, one closed.
        let left = Command::Board(BoardCommand::MarkLeft {
            stay: base::id::StayId::new(3),
            at: now().plus(-20 * MINUTE),
        });
        self.submit(left).await;
        let free: Vec<BedId> = self.free_beds(3);
        self.board(BoardCommand::MarkBed {
            bed: free[0],
            hygiene: Hygiene::Cleaning,
        })
        .await;
        let until = Some(now().plus(5 * DAY));
        self.board(BoardCommand::CloseBed {
            bed: free[1],
            reason: ClosureReason::Breakdown,
            until,
        })
        .await;
        self.board(BoardCommand::CloseBed {
            bed: free[2],
            reason: ClosureReason::Staffing,
            until: None,
        })
        .await;
        // A transfer without its admission.
        let mut transfer = self.observation(&Told::of(&unit, "114", "F"));
        if let Fact::Movement(movement) = &mut transfer.fact {
            movement.kind = Kind::Transfer;
        }
        self.tell("A02", transfer).await;
        self.keep(
            "A01",
            "bad_time",
            "L’heure du mouvement (ZBE-2) est illisible.",
            Understanding::Quarantine,
        )
        .await;
        self.keep(
            "A01",
            "bad_time",
            "L’heure du mouvement (ZBE-2) est illisible.",
            Understanding::Quarantine,
        )
        .await;
        self.keep(
            "A02",
            "no_visit",
            "Le mouvement ne nomme aucun séjour (PV1-19 et PID-18 vides).",
            Understanding::Quarantine,
        )
        .await;
        self.keep(
            "S12",
            "not_ours",
            "Ce type de message ne concerne pas les lits.",
            Understanding::Ignore,
        )
        .await;
        self.keep(
            "???",
            "no_header",
            "Aucun segment MSH : ce n’est pas un message HL7.",
            Understanding::Reject,
        )
        .await;
    }

    fn unit(&self, ward: usize) -> String {
        self.app
            .snapshot()
            .state
            .wards
            .get(ward)
            .expect("a ward")
            .code
            .to_string()
    }

    fn free_beds(&self, count: usize) -> Vec<BedId> {
        let snapshot = self.app.snapshot();
        let state = &snapshot.state;
        let free = state
            .beds
            .iter()
            .map(|bed| bed.id)
            .filter(|bed| state.occupants(*bed, now()).next().is_none());
        free.skip(1).take(count).collect()
    }

    async fn board(&self, command: BoardCommand) {
        self.submit(Command::Board(command)).await;
    }

    /// Carries out a command that is known to be right.
    pub async fn submit(&self, command: Command) {
        let origin = Origin {
            actor: Actor::Chevet("test"),
            cause: Cause::Request("essai".into()),
        };
        self.app.submit(command, origin).await.expect("carried out");
    }

    /// A patient is admitted.
    pub async fn admit(&mut self, told: &Told<'_>) -> Ingested {
        let observation = self.observation(told);
        self.tell("A01", observation).await
    }

    async fn tell(&mut self, trigger: &str, observation: Observation) -> Ingested {
        let command = Command::Observe(Box::new(observation));
        self.ingest(
            trigger,
            Understanding::Command(Box::new(command)),
            &raw(trigger, self.told),
        )
        .await
    }

    async fn keep(
        &mut self,
        trigger: &str,
        code: &str,
        text: &str,
        how: fn(Reason) -> Understanding,
    ) -> Ingested {
        self.told += 1;
        let reason = Reason {
            code: code.into(),
            text: text.into(),
        };
        self.ingest(trigger, how(reason), &raw(trigger, self.told)).await
    }

    /// Keeps a message with those bytes.
    pub async fn ingest(&mut self, trigger: &str, understanding: Understanding, raw: &str) -> Ingested {
        let number = self.told;
        let inbound = Inbound {
            received_at: now().plus(-MINUTE),
            sender: SENDER.into(),
            control_id: Some(format!("M{number}")),
            trigger: Some(trigger.into()),
            sent_at: Some(now().plus(-MINUTE)),
            raw: Bytes::copy_from_slice(raw.as_bytes()),
            body_hash: store::fingerprint(raw.as_bytes()),
            keys: vec![
                MessageKey::new(KeyKind::Patient, format!("99{number:06}")),
                MessageKey::new(KeyKind::Visit, format!("V{number}")),
            ],
            warnings: vec![],
            understanding,
            replays: None,
        };
        self.app.ingest(inbound).await.expect("kept")
    }

    fn observation(&mut self, told: &Told<'_>) -> Observation {
        self.told += 1;
        let number = self.told;
        let at = now().plus(-i64::from(told.days) * DAY - HOUR);
        let id = |kind, value: String| Identifier {
            kind,
            authority: code("CH BEL-ORME"),
            value: code(&value),
        };
        let (family, given) = name_of(number);
        Observation {
            source: Source {
                application: code("GAM"),
                facility: code("CH BEL-ORME"),
            },
            stamp: Stamp {
                sent_at: at,
                sequence: 0,
                action: Action::Insert,
                tie: u64::from(number),
            },
            patient: vec![id(IdentifierKind::Local, format!("99{number:06}"))],
            identity: Some(Identity {
                family: Some(label(told.family.unwrap_or(family))),
                given: Some(label(given)),
                birth: Some(19_300_101 + number % 70 * 10_000),
                sex: if number.is_multiple_of(2) {
                    Sex::Female
                } else {
                    Sex::Male
                },
                ..Identity::default()
            }),
            mother: None,
            visit: VisitNumbers {
                visit: Some(id(IdentifierKind::Visit, format!("V{number}"))),
                ..VisitNumbers::default()
            },
            fact: Fact::Movement(Box::new(movement(number, at, told))),
        }
    }
}

pub fn code(text: &str) -> Code {
    Code::new(text).expect("a code")
}

pub fn label(text: &str) -> Label {
    Label::new(text).expect("a label")
}
