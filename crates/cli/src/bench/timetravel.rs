//! How long any ward at any instant of a year takes, and what the ladder under it costs.

use anyhow::{Context as _, Result};
use app::clock::instant;
use app::{App, Clock};
use base::Moment;
use base::id::{PatientId, StayId, WardId};
use base::time::{DAY, HOUR};
use domain::event::Event;
use domain::identity::Sex;
use domain::movement::{Action, Kind, Stamp};
use domain::view::board::ward_board;
use store::codec::encode;
use store::{Entry, Options};

use super::machine::memory_mib;
use super::percentiles::Percentiles;
use super::replay;

/// Entries of one transaction while the journal is written.
const TRANSACTION: usize = 4_000;

#[derive(clap::Args)]
pub struct Arguments {
    /// Lits du territoire.
    #[arg(long, default_value_t = 1_900)]
    beds: u32,
    /// Séjours par lit (60 : environ une année).
    #[arg(long, default_value_t = 60)]
    stays_per_bed: u32,
    /// Tableaux passés demandés, chacun d'un service et d'un instant pris au hasard.
    #[arg(long, default_value_t = 2_000)]
    asks: u32,
}

pub fn run(arguments: &Arguments) -> Result<()> {
    super::on_a_new_file("timetravel", |file| measure(arguments, file))
}

fn measure(arguments: &Arguments, file: &std::path::Path) -> Result<()> {
    let now = app::clock::system_now();
    let begin = now.plus(-365 * DAY);
    let start = instant();
    write(arguments, file, begin)?;
    println!("journal écrit en {:.1} s", start.elapsed().as_secs_f64());
    let (app, opening) = App::open(file, Clock::System, Options::default(), |_| {})?;
    println!("{} enregistrements sur une année", opening.head);

    let (before, _) = memory_mib();
    let start = instant();
    let first = app.past_now(begin.plus(HOUR))?;
    println!(
        "première question, sur le début de l'année : {:.0} ms ({} lits)",
        start.elapsed().as_secs_f64() * 1_000.0,
        first.state.beds.len()
    );
    app.past_now(app.snapshot().state.now.plus(-1))?;
    let built = start.elapsed();
    let (after, _) = memory_mib();
    let ladder = app.ladder_figures();
    println!(
        "échelle : {} états, un tous les {} enregistrements, construite en {:.2} s, {} Mio",
        ladder.rungs,
        ladder.step,
        built.as_secs_f64(),
        after.saturating_sub(before)
    );

    let wards = u32::try_from(first.state.wards.len()).unwrap_or(1).max(1);
    let mut dice = 0x2545_F491_4F6C_DD1D_u64;
    let mut roll = |below: u64| {
        // A xorshift: the same questions every time.
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        dice % below.max(1)
    };
    let mut states = Percentiles::default();
    let mut boards = Percentiles::default();
    let mut faces = 0_usize;
    for _ in 0..arguments.asks {
        let at = begin.plus(i64::try_from(roll(365 * 24 * 60)).unwrap_or(0) * base::time::MINUTE);
        let ward = WardId::new(u32::try_from(roll(wards.into())).unwrap_or(0));
        let start = instant();
        let then = app.past_now(at)?;
        states.add(start.elapsed());
        let board = ward_board(&then.state, &then.vault, ward, at).context("un tableau")?;
        boards.add(start.elapsed());
        faces += board.tiles().count();
    }
    println!("état passé : {}", states.text());
    println!(
        "tableau d'un service à un instant : {} ({faces} lits vus)",
        boards.text()
    );

    let mut frames = Percentiles::default();
    let day = begin.plus(180 * DAY);
    for minute in 0..24 * 6 {
        let start = instant();
        let then = app.past_now(day.plus(minute * 10 * base::time::MINUTE))?;
        let board = ward_board(&then.state, &then.vault, WardId::new(0), then.at);
        board.context("un tableau")?;
        frames.add(start.elapsed());
    }
    println!(
        "lecture d'une journée, une image toutes les dix minutes : {}",
        frames.text()
    );
    let (_, most) = memory_mib();
    println!("mémoire au plus haut : {most} Mio");
    app.close();
    Ok(())
}

/// A year in the order in which it was recorded: each bed has its stays one after the other, beds take turns.
fn write(arguments: &Arguments, file: &std::path::Path, begin: Moment) -> Result<()> {
    let structure = begin.plus(-HOUR);
    let mut writer = replay::Writer::open(file, structure)?;
    replay::structure(&mut writer, arguments.beds)?;
    writer.flush()?;
    let store = writer.store();
    let slot = 365 * DAY / i64::from(arguments.stays_per_bed.max(1));
    let third = slot / 3;
    let mut movement = 0_u64;
    let mut pending: Vec<Entry> = Vec::with_capacity(TRANSACTION);
    let keep = |pending: &mut Vec<Entry>| -> Result<()> {
        let mut batch = store.begin()?;
        for entry in pending.drain(..) {
            batch.append(&entry)?;
        }
        batch.commit()?;
        Ok(())
    };
    for turn in 0..arguments.stays_per_bed {
        for (step, kind) in (0..).zip([Kind::Admission, Kind::Transfer, Kind::Discharge]) {
            for bed in 0..arguments.beds {
                movement += 1;
                let stay = StayId::new(turn * arguments.beds + bed);
                let patient = PatientId::new(stay.number());
                let share = third * i64::from(bed) / i64::from(arguments.beds.max(1));
                let at = begin.plus(slot * i64::from(turn) + third * step + share);
                let mut events = Vec::new();
                if kind == Kind::Admission {
                    events.push(Event::PatientRegistered { patient });
                    events.push(Event::IdentityRevised {
                        patient,
                        revision: 1,
                        stamp: Stamp {
                            sent_at: at,
                            sequence: 0,
                            action: Action::Insert,
                            tie: movement,
                        },
                        sex: Sex::Female,
                        birth_year: Some(1950),
                        mother: None,
                    });
                    events.push(Event::StayRegistered { stay, patient });
                }
                events.push(Event::MovementReported {
                    stay,
                    report: Box::new(replay::report(kind, at, movement, bed)),
                });
                let records: Result<Vec<_>, _> = events.iter().map(|event| encode(event, at)).collect();
                pending.push(Entry {
                    recorded_at: at,
                    actor: "chevet bench".to_owned(),
                    cause: "bench timetravel".to_owned(),
                    records: records?,
                    ..Entry::default()
                });
                if pending.len() == TRANSACTION {
                    keep(&mut pending)?;
                }
            }
        }
    }
    keep(&mut pending)
}
