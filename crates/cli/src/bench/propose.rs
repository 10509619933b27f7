//! How long it takes to rank every bed of a territory for somebody, with the reasons for each that is discarded.
//!
//! The territory is invented from a seed: sites, wards of thirty beds with single and double rooms, equipment, ward
//! profiles, patients of all ages, some with precautions, some announced to leave, beds being cleaned. The questions
//! are those of a flow cell: a specialty, often a precaution, a single room or telemetry, from an emergency department
//! or from a ward. Nothing here goes through a screen or a disk.

mod world;

use anyhow::Result;
use app::clock::instant;
use base::id::{BedId, WardId};
use base::time::MINUTE;
use base::{Code, Moment};
use domain::bed::{Attribute, Attributes, Hygiene, HygieneMark};
use domain::event::Event;
use domain::flow::placement::{Age, Beds, From, NoPromises, Question, rank};
use domain::flow::{Needs, SingleRoom};
use domain::identity::Sex;
use domain::state::{State, Touched};

use super::percentiles::Percentiles;
use world::{Dice, SPECIALTIES};

/// How many proposals a screen asks for.
const TOP: usize = 20;

#[derive(clap::Args)]
pub struct Arguments {
    /// Lits du territoire ; sans lui, 5 000 puis 370 000.
    #[arg(long)]
    beds: Option<u32>,
    /// Lits occupés, sur cent.
    #[arg(long, default_value_t = 88)]
    occupied: u32,
    /// Questions posées.
    #[arg(long, default_value_t = 2_000)]
    times: u32,
}

pub fn run(arguments: &Arguments) -> Result<()> {
    let sizes = arguments.beds.map_or(vec![5_000, 370_000], |beds| vec![beds]);
    for beds in sizes {
        measure(beds, arguments)?;
    }
    Ok(())
}

fn measure(count: u32, arguments: &Arguments) -> Result<()> {
    let mut dice = Dice(7);
    let (mut state, now) = world::build(count, arguments.occupied, &mut dice)?;
    let (before, _) = super::machine::memory_mib();
    let start = instant();
    let mut beds = Beds::of(&state, &NoPromises);
    let took = start.elapsed().as_secs_f64() * 1_000.0;
    let (after, _) = super::machine::memory_mib();
    println!(
        "{} lits, {} services : image faite en {took:.1} ms, {} Mio ; processus entier {after} Mio",
        beds.len(),
        state.wards.len(),
        after.saturating_sub(before)
    );
    let mut times = Percentiles::default();
    let (mut candidates, mut kept) = (0_u64, 0_usize);
    for _ in 0..arguments.times {
        let question = question(&state, now, &mut dice);
        let start = instant();
        let answer = rank(&beds, &question, now, TOP);
        times.add(start.elapsed());
        candidates += u64::from(answer.candidates);
        kept += answer.top.len();
    }
    let mean = candidates / u64::from(arguments.times.max(1));
    println!(
        "classement complet, {TOP} premiers expliqués : {}",
        fine(&mut times)
    );
    println!("  {mean} lits proposables en moyenne, {kept} propositions rendues");
    let mut times = Percentiles::default();
    for turn in 0..500_u32 {
        let touched = change(&mut state, turn, now, &mut dice);
        let start = instant();
        beds.catch_up(&state, &touched, &NoPromises);
        times.add(start.elapsed());
    }
    println!("image rattrapée d'un changement : {}", fine(&mut times));
    Ok(())
}

/// In microseconds: half of these figures would be 0.00 ms.
fn fine(times: &mut Percentiles) -> String {
    let at = |times: &mut Percentiles, share| times.at(share).as_secs_f64() * 1e6;
    let (min, p50) = (at(times, 0.0), at(times, 0.5));
    let (p99, max) = (at(times, 0.99), at(times, 1.0));
    format!("min {min:.1} µs, p50 {p50:.1} µs, p99 {p99:.1} µs, max {max:.1} µs")
}

/// One bed is marked dirty, then clean.
fn change(state: &mut State, turn: u32, now: Moment, dice: &mut Dice) -> Touched {
    let beds = u32::try_from(state.beds.len()).unwrap_or(1);
    let hygiene = if turn.is_multiple_of(2) {
        Hygiene::ToClean
    } else {
        Hygiene::Clean
    };
    let event = Event::BedMarked {
        bed: BedId::new(dice.below(beds)),
        mark: HygieneMark {
            state: hygiene,
            at: now,
        },
    };
    let mut touched = Touched::default();
    let seq = state.seq + 1;
    state.apply(&event, seq, now, &mut touched);
    touched
}

/// What a flow cell asks.
fn question(state: &State, now: Moment, dice: &mut Dice) -> Question {
    let one_in = |dice: &mut Dice, count| dice.below(count) == 0;
    let wards = u32::try_from(state.wards.len()).unwrap_or(1);
    let ward = |dice: &mut Dice| WardId::new(dice.below(wards));
    let mut needs = Needs {
        specialty: Code::new(&format!("S{}", dice.below(SPECIALTIES))).ok(),
        nights: Some(u16::try_from(1 + dice.below(9)).unwrap_or(1)),
        ..Needs::default()
    };
    if one_in(dice, 5) {
        let code = ["C", "G", "A", "BMR", "BHRE"][dice.below(5) as usize];
        needs.precautions.extend(Code::new(code));
    }
    if one_in(dice, 4) {
        needs.single = if one_in(dice, 3) {
            SingleRoom::Required
        } else {
            SingleRoom::Wished
        };
    }
    if one_in(dice, 4) {
        needs.equipment = Attributes::NONE.with(Attribute::Telemetry);
    }
    let mut question = Question::new(needs, now.plus(i64::from(dice.below(120)) * MINUTE));
    question.sex = [Sex::Female, Sex::Male][dice.below(2) as usize];
    question.age = Age::Born(u16::try_from(1_930 + dice.below(80)).unwrap_or(1_950));
    question.unscheduled = one_in(dice, 2);
    if one_in(dice, 3) {
        question.from = From::Ward(ward(dice));
        question.moves = u16::try_from(dice.below(3)).unwrap_or(0);
    } else {
        question.from = From::Emergency(state.sites.front().map(|it| it.id));
    }
    if one_in(dice, 2) {
        question.preferred = vec![ward(dice), ward(dice)];
        question.acceptable = vec![ward(dice), ward(dice), ward(dice)];
    }
    question
}
