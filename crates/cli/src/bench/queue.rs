//! How long it takes to rank the queue of a territory, with the whole breakdown of each request, and to draw it.
//!
//! The territory is invented: patients in an emergency department, some in boxes and some in the corridor, each with a
//! request and an entry of the example thesaurus. Nothing here goes through a screen or a disk.

use anyhow::{Context, Result};
use app::clock::instant;
use base::id::{AuthorityId, EstablishmentId, PatientId, PersonId, StayId, UnitId, WardId};
use base::time::MINUTE;
use base::{Code, Label, Moment};
use domain::command::Command;
use domain::decide::decide;
use domain::event::{Event, PlaceAdded};
use domain::flow::{Asker, FlowCommand, Needs, NewRequest, Origin, Ranking, RequestCommand, Thesaurus, Who};
use domain::identity::Sex;
use domain::movement::{Action, Class, Kind, LocalId, MovementKey, Report, Spot, Stamp};
use domain::state::{State, Touched};
use domain::structure::{Standing, UnitKinds};
use domain::vault::Vault;
use domain::view::queue::queue;

use super::percentiles::Percentiles;

#[derive(clap::Args)]
pub struct Arguments {
    /// Demandes ouvertes.
    #[arg(long, default_value_t = 500)]
    requests: u32,
    /// Séjours du territoire en plus.
    #[arg(long, default_value_t = 20_000)]
    stays: u32,
    /// Classements mesurés.
    #[arg(long, default_value_t = 500)]
    times: u32,
}

const START: Moment = Moment::from_millis(1_790_000_000_000);

pub fn run(arguments: &Arguments) -> Result<()> {
    let mut world = World::new()?;
    let thesaurus = app::thesaurus_file::example().context("the example")?;
    let start = instant();
    world.fill(arguments, &thesaurus)?;
    println!(
        "{} séjours, {} demandes ouvertes, {} entrées au thésaurus, posées en {:.2} s",
        world.state.stays.len(),
        world.state.open_request_count(),
        thesaurus.entries.len(),
        start.elapsed().as_secs_f64()
    );
    let (mut ranked, mut drawn, mut lines) = (Percentiles::default(), Percentiles::default(), 0);
    for turn in 0..arguments.times {
        let now = world.now.plus(i64::from(turn) * MINUTE);
        let start = instant();
        let found = Ranking::of(&world.state, now).queue();
        ranked.add(start.elapsed());
        lines += found.iter().map(|(_, rank)| rank.lines.len()).sum::<usize>();
        let start = instant();
        let view = queue(&world.state, &world.vault, now);
        drawn.add(start.elapsed());
        anyhow::ensure!(view.rows.len() == found.len(), "the queue shows everybody");
    }
    let each = u32::try_from(lines)? / arguments.times.max(1);
    println!(
        "classement avec explications         {} ; {each} lignes",
        ranked.text()
    );
    println!("file d'attente de la cellule, dessinée {}", drawn.text());
    let mut looked = Percentiles::default();
    for _ in 0..arguments.times {
        let start = instant();
        let due = domain::flow::due(&world.state, world.now);
        looked.add(start.elapsed());
        anyhow::ensure!(due.is_empty(), "nothing is due");
    }
    println!("recherche de ce qui est échu           {}", looked.text());
    Ok(())
}

struct World {
    state: State,
    vault: Vault,
    now: Moment,
    touched: Touched,
}

impl World {
    fn new() -> Result<Self> {
        let mut world = Self {
            state: State::new(),
            vault: Vault::default(),
            now: START,
            touched: Touched::default(),
        };
        let (establishment, ward) = (EstablishmentId::new(0), WardId::new(0));
        world.tell(Event::PlaceAdded(PlaceAdded::Establishment {
            id: establishment,
            code: Code::new("CHU")?,
            name: Label::new("CHU")?,
            standing: Standing::Confirmed,
        }));
        world.tell(Event::PlaceAdded(PlaceAdded::Ward {
            id: ward,
            establishment,
            site: None,
            division: None,
            code: Code::new("URG")?,
            name: Label::new("Urgences")?,
            specialty: None,
            standing: Standing::Confirmed,
        }));
        world.tell(Event::PlaceAdded(PlaceAdded::Unit {
            id: UnitId::new(0),
            establishment,
            code: Code::new("URG")?,
            name: None,
            kinds: UnitKinds::default(),
            ward: Some(ward),
        }));
        Ok(world)
    }

    fn fill(&mut self, arguments: &Arguments, thesaurus: &Thesaurus) -> Result<()> {
        self.ask(Command::Flow(Box::new(FlowCommand::WriteThesaurus {
            thesaurus: Box::new(thesaurus.clone()),
            from: None,
            by: None,
            saw: 0,
        })))?;
        for number in 0..arguments.stays + arguments.requests {
            self.admit(number)?;
        }
        for number in 0..arguments.requests {
            self.now = self.now.plus(MINUTE);
            let entry = &thesaurus.entries[number as usize % thesaurus.entries.len()];
            self.ask(Command::Flow(Box::new(FlowCommand::Request {
                by: PersonId::new(0),
                command: RequestCommand::Make(Box::new(NewRequest {
                    asker: Asker {
                        origin: Origin::Emergency,
                        ward: Some(WardId::new(0)),
                    },
                    who: Who::Stay(StayId::new(number)),
                    needs: Needs {
                        specialty: Some(entry.specialty.clone()),
                        ..entry.needs.clone()
                    },
                    entry: Some(entry.code.clone()),
                    decided: None,
                    draft: false,
                })),
            })))?;
        }
        Ok(())
    }

    fn admit(&mut self, number: u32) -> Result<()> {
        let (patient, stay) = (PatientId::new(number), StayId::new(number));
        self.tell(Event::PatientRegistered { patient });
        self.tell(Event::IdentityRevised {
            patient,
            revision: 1,
            stamp: stamp(number),
            sex: if number.is_multiple_of(2) {
                Sex::Female
            } else {
                Sex::Male
            },
            birth_year: Some(u16::try_from(1_930 + number % 80)?),
            mother: None,
        });
        self.tell(Event::StayRegistered { stay, patient });
        self.tell(Event::MovementReported {
            stay,
            report: Box::new(Report {
                movement: MovementKey {
                    authority: AuthorityId::new(0),
                    local: LocalId::Number(number.into()),
                },
                stamp: stamp(number),
                kind: Kind::Admission,
                historic: false,
                inferred: false,
                takes_back_last: false,
                at: START,
                unit: Some(UnitId::new(0)),
                spot: Spot::Nowhere,
                medical: None,
                care: None,
                moves: true,
                class: Some(Class::Emergency),
                doctor: None,
                extras: None,
            }),
        });
        Ok(())
    }

    fn tell(&mut self, event: Event) {
        let seq = self.state.seq + 1;
        self.state.apply(&event, seq, self.now, &mut self.touched);
    }

    fn ask(&mut self, command: Command) -> Result<()> {
        let decision = decide(&self.state, &self.vault, &command, self.now)
            .map_err(|refusal| anyhow::anyhow!("refused: {refusal:?}"))?;
        for write in &decision.vault {
            self.vault.apply(write);
        }
        for event in decision.events {
            self.tell(event);
        }
        Ok(())
    }
}

fn stamp(number: u32) -> Stamp {
    Stamp {
        sent_at: START,
        sequence: number,
        action: Action::Insert,
        tie: 0,
    }
}
