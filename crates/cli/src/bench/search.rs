//! How fast anybody is found in a territory, and what the index of names costs.
//!
//! The territory is invented: beds in wards, a year of patients with names made of syllables, common ones often and
//! rare ones seldom, as surnames are. Nothing here goes through a screen or a disk: the time is that of one answer,
//! with where each person is now, their namesakes and the faces of the beds.

use std::sync::Arc;

use anyhow::Result;
use app::clock::instant;
use base::id::{AuthorityId, BedId, EstablishmentId, PatientId, RoomId, StayId, UnitId, WardId};
use base::time::{DAY, HOUR};
use base::{Code, Label, Moment};
use domain::bed::Attributes;
use domain::event::{Event, PlaceAdded};
use domain::identity::{Identifier, IdentifierKind, Identity, Sex};
use domain::movement::{Action, Class, Kind, LocalId, MovementKey, Report, Spot, Stamp};
use domain::search::Index;
use domain::state::{State, Touched};
use domain::structure::{Standing, UnitKinds};
use domain::vault::{StayNumbers, Vault, VaultWrite};
use domain::view::search::search;

use super::percentiles::Percentiles;

/// Beds of a ward, two to a room.
const WARD: u32 = 30;
/// Different surnames and given names.
const FAMILIES: u32 = 30_000;
const GIVENS: u32 = 1_200;

#[derive(clap::Args)]
pub struct Arguments {
    /// Lits du territoire.
    #[arg(long, default_value_t = 1_900)]
    beds: u32,
    /// Patients connus.
    #[arg(long, default_value_t = 100_000)]
    people: u32,
    /// Recherches de chaque sorte.
    #[arg(long, default_value_t = 1_000)]
    times: u32,
}

pub fn run(arguments: &Arguments) -> Result<()> {
    let mut dice = Dice(7);
    let mut world = World::new();
    world.build(arguments, &mut dice)?;
    let World {
        state,
        mut vault,
        now,
        ..
    } = world;
    println!(
        "{} lits, {} personnes, {} séjours",
        state.beds.len(),
        state.patients.len(),
        state.stays.len()
    );
    let (before, _) = super::machine::memory_mib();
    let start = instant();
    let mut index = Index::of(&vault);
    let took = start.elapsed().as_secs_f64();
    let (after, _) = super::machine::memory_mib();
    let people = f64::from(u32::try_from(index.people())?.max(1));
    #[expect(clippy::cast_precision_loss, reason = "a size to read")]
    let bytes = after.saturating_sub(before) as f64 * 1_048_576.0 / people;
    println!(
        "index : {} personnes, {} mots différents, fait en {took:.2} s ; {} Mio, soit {bytes:.0} octets par personne",
        index.people(),
        index.words(),
        after.saturating_sub(before),
    );
    for (name, query) in QUERIES {
        let (mut times, mut answers) = (Percentiles::default(), 0);
        for _ in 0..arguments.times {
            let text = query(&vault, &state, &mut dice);
            let start = instant();
            let found = search(&state, &vault, &index, &text, now);
            times.add(start.elapsed());
            answers += found.people.len() + found.beds.len() + found.wards.len();
        }
        let mean = f64::from(u32::try_from(answers)?) / f64::from(arguments.times.max(1));
        println!("{name:<36} {} ; {mean:.1} réponses", times.text());
    }
    updates(arguments, &mut vault, &mut index, &mut dice)
}

/// What it costs to catch up: with one identity that changed, with a thousand, with none.
fn updates(arguments: &Arguments, vault: &mut Vault, index: &mut Index, dice: &mut Dice) -> Result<()> {
    for changed in [0, 1, 1_000] {
        let mut times = Percentiles::default();
        for turn in 0..20 {
            for _ in 0..changed {
                let patient = PatientId::new(dice.below(arguments.people));
                vault.apply(&VaultWrite::Patient {
                    patient,
                    revision: 10 + turn,
                    identity: Some(Arc::new(person(patient.number(), dice)?)),
                });
            }
            let start = instant();
            index.catch_up(vault);
            times.add(start.elapsed());
        }
        let rate = f64::from(changed) / times.at(0.5).as_secs_f64();
        println!(
            "rattrapage de {changed} changement(s) : {} ; {rate:.0} changements/s",
            times.text()
        );
    }
    Ok(())
}

/// A sort of question: its name, and how one is made.
type Query = (&'static str, fn(&Vault, &State, &mut Dice) -> String);

const QUERIES: [Query; 8] = [
    ("nom et prénom exacts", |vault, _, dice| {
        let (family, given) = anybody(vault, dice);
        format!("{family} {given}")
    }),
    ("nom seul", |vault, _, dice| anybody(vault, dice).0),
    ("début de nom, 4 lettres", |vault, _, dice| {
        begun(&anybody(vault, dice).0, 4)
    }),
    ("première lettre", |vault, _, dice| {
        begun(&anybody(vault, dice).0, 1)
    }),
    ("nom avec une faute et prénom", |vault, _, dice| {
        let (family, given) = anybody(vault, dice);
        format!("{} {given}", slipped(&family, dice))
    }),
    ("nom que personne ne porte", |_, _, dice| {
        format!("{}zwk", word(dice.below(1_000_000) + FAMILIES))
    }),
    ("numéro (IPP)", |_, state, dice| {
        let people = u32::try_from(state.patients.len()).unwrap_or(1);
        format!("80{:08}", dice.below(people))
    }),
    ("lit", |_, _, dice| {
        format!(
            "{} {}",
            100 + dice.below(WARD / 2),
            ["P", "F"][dice.below(2) as usize]
        )
    }),
];

/// The name of somebody known.
fn anybody(vault: &Vault, dice: &mut Dice) -> (String, String) {
    loop {
        if let Some(it) = vault.patient(PatientId::new(dice.below(50_000)))
            && let (Some(family), Some(given)) = (&it.family, &it.given)
        {
            return (family.to_string(), given.to_string());
        }
    }
}

fn begun(name: &str, letters: usize) -> String {
    name.chars().take(letters).collect()
}

/// The name with two neighbouring letters swapped.
fn slipped(name: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let last = u32::try_from(letters.len()).unwrap_or(2).max(2) - 1;
    let at = dice.below(last) as usize;
    letters.swap(at, at + 1);
    letters.into_iter().collect()
}

/// The next number of a sequence that is the same every time.
struct Dice(u64);

impl Dice {
    /// A number below that one.
    fn below(&mut self, end: u32) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(end.max(1))).unwrap_or(0)
    }

    /// One of that many, the first ones far more often than the last ones.
    fn skewed(&mut self, count: u32) -> u32 {
        let share = f64::from(self.below(1_000_000)) / 1e6;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a place in a list"
        )]
        let at = (share.powi(3) * f64::from(count)) as u32;
        at
    }
}

/// A word of two to four syllables, another one for every number.
fn word(number: u32) -> String {
    const BEGINNINGS: [&str; 20] = [
        "b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "v", "br", "ch", "gr", "tr", "pl", "mar",
        "du",
    ];
    const ENDS: [&str; 10] = ["a", "er", "in", "on", "eau", "et", "ier", "ard", "oy", "ent"];
    let (mut rest, mut word) = (number + 200, String::new());
    while rest > 0 {
        word.push_str(BEGINNINGS.get((rest % 20) as usize).copied().unwrap_or_default());
        word.push_str(ENDS.get((rest / 20 % 10) as usize).copied().unwrap_or_default());
        rest /= 200;
    }
    word
}

fn number(kind: IdentifierKind, value: &str) -> Result<Identifier> {
    Ok(Identifier {
        kind,
        authority: Code::new("1.2.3")?,
        value: Code::new(value)?,
    })
}

fn person(id: u32, dice: &mut Dice) -> Result<Identity> {
    let mut family = word(dice.skewed(FAMILIES)).to_uppercase();
    if dice.below(12) == 0 {
        family = format!("{family}-{}", word(dice.skewed(FAMILIES)).to_uppercase());
    }
    let birth_family = (dice.below(4) == 0).then(|| word(dice.skewed(FAMILIES)).to_uppercase());
    Ok(Identity {
        family: Label::new(&family).ok(),
        birth_family: birth_family.and_then(|it| Label::new(&it).ok()),
        given: Label::new(&word(dice.skewed(GIVENS))).ok(),
        birth: Some(19_300_101 + dice.below(90) * 10_000),
        sex: Sex::Female,
        identifiers: vec![
            number(IdentifierKind::Local, &format!("80{id:08}"))?,
            number(IdentifierKind::Ins, &format!("2{:014}", u64::from(id) * 7_919))?,
        ],
        ..Identity::default()
    })
}

/// The territory in the making.
struct World {
    state: State,
    vault: Vault,
    now: Moment,
    seq: u64,
}

impl World {
    fn new() -> Self {
        Self {
            state: State::new(),
            vault: Vault::default(),
            now: app::clock::system_now(),
            seq: 0,
        }
    }

    fn put(&mut self, event: &Event) {
        self.seq += 1;
        self.state
            .apply(event, self.seq, self.now, &mut Touched::default());
    }

    fn build(&mut self, arguments: &Arguments, dice: &mut Dice) -> Result<()> {
        self.put(&Event::PlaceAdded(PlaceAdded::Establishment {
            id: EstablishmentId::new(0),
            code: Code::new("990000000")?,
            name: Label::new("Banc d'essai")?,
            standing: Standing::Confirmed,
        }));
        self.put(&Event::AuthorityNamed {
            authority: AuthorityId::new(1),
            code: Code::new("1.2.3")?,
        });
        for bed in 0..arguments.beds {
            self.place(bed)?;
        }
        let turns = arguments.people.div_ceil(arguments.beds.max(1));
        let slot = 365 * DAY / i64::from(turns.max(1));
        for id in 0..arguments.people {
            let (turn, bed) = (id / arguments.beds.max(1), id % arguments.beds.max(1));
            let (patient, stay) = (PatientId::new(id), StayId::new(id));
            self.put(&Event::PatientRegistered { patient });
            self.put(&Event::StayRegistered { stay, patient });
            let came = self.now.plus(-365 * DAY + slot * i64::from(turn) + HOUR);
            self.report(stay, Kind::Admission, came, bed);
            // Whoever came last to a bed is still there.
            if id + arguments.beds < arguments.people {
                self.report(stay, Kind::Discharge, came.plus(slot - 2 * HOUR), bed);
            }
            self.vault.apply(&VaultWrite::Patient {
                patient,
                revision: 1,
                identity: Some(Arc::new(person(id, dice)?)),
            });
            self.vault.apply(&VaultWrite::Stay {
                stay,
                revision: 1,
                numbers: Some(Arc::new(StayNumbers {
                    visits: std::iter::once(number(IdentifierKind::Visit, &format!("26{id:07}"))?).collect(),
                    account: Some(number(IdentifierKind::Account, &format!("N{id:08}"))?),
                    reason: None,
                })),
            });
        }
        Ok(())
    }

    fn place(&mut self, number: u32) -> Result<()> {
        let (establishment, ward) = (EstablishmentId::new(0), WardId::new(number / WARD));
        let attributes = Attributes::NONE;
        if number.is_multiple_of(WARD) {
            let code = Code::new(&format!("{}", 1_000 + ward.number()))?;
            self.put(&Event::PlaceAdded(PlaceAdded::Ward {
                id: ward,
                establishment,
                site: None,
                division: None,
                code: code.clone(),
                name: Label::new(&format!("Service {}", word(ward.number())))?,
                specialty: None,
                standing: Standing::Confirmed,
            }));
            self.put(&Event::PlaceAdded(PlaceAdded::Unit {
                id: UnitId::new(ward.number()),
                establishment,
                code,
                name: None,
                kinds: UnitKinds::default(),
                ward: Some(ward),
            }));
        }
        let room = RoomId::new(number / 2);
        if number.is_multiple_of(2) {
            self.put(&Event::PlaceAdded(PlaceAdded::Room {
                id: room,
                ward,
                code: Code::new(&format!("{}", 100 + number % WARD / 2))?,
                attributes,
            }));
        }
        self.put(&Event::PlaceAdded(PlaceAdded::Bed {
            id: BedId::new(number),
            room,
            code: Code::new(["P", "F"][number as usize % 2])?,
            label: None,
            attributes,
            standing: Standing::Confirmed,
        }));
        Ok(())
    }

    fn report(&mut self, stay: StayId, kind: Kind, at: Moment, bed: u32) {
        let unit = Some(UnitId::new(bed / WARD));
        let report = Report {
            movement: MovementKey {
                authority: AuthorityId::new(1),
                local: LocalId::Number(self.seq),
            },
            stamp: Stamp {
                sent_at: at,
                sequence: 0,
                action: Action::Insert,
                tie: self.seq,
            },
            kind,
            historic: false,
            inferred: false,
            takes_back_last: false,
            at,
            unit,
            spot: Spot::Bed(BedId::new(bed)),
            medical: unit,
            care: unit,
            moves: true,
            class: Some(Class::Inpatient),
            doctor: None,
            extras: None,
        };
        let report = Box::new(report);
        self.put(&Event::MovementReported { stay, report });
    }
}
