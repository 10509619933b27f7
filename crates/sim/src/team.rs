//! The teams of the wards: what they would say on their boards, and when.
//!
//! What a team does about a stay is one script, drawn from the seed and the number of the stay alone: whoever asks for
//! the acts between two moments gets the same ones, however often the hospital is stopped and started. The names of the
//! team members are invented, and no text names a patient.

use base::Moment;
use base::time::{DAY, HOUR, MINUTE};

use crate::dice::Dice;

mod notes;
mod sort;

pub use sort::Sort;

/// The draws of teams are no draws of the hospital: who comes does not depend on what is said of them.
const STREAM: u64 = 1 << 40;

/// What a team knows of a stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The number of the stay: its chance.
    pub stay: u64,
    /// What its ward does.
    pub sort: Sort,
    /// Age, when it is known.
    pub age: Option<u16>,
    /// When the patient came.
    pub arrived: Moment,
    /// When the administration expects the patient to leave, if it says so.
    pub leaves: Option<Moment>,
}

/// Something that a team does on its board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// The patient was seen arriving at that moment.
    Arrived(Moment),
    /// Precautions, by code.
    Precautions(Vec<&'static str>),
    /// A telemetry unit.
    Telemetry(String),
    /// How the patient moves.
    Mobility(Mobility),
    /// Something not to overlook.
    Need(Need),
    /// The expected discharge.
    Discharge {
        /// When.
        at: Moment,
        /// Where to.
        to: Destination,
        /// How sure it is.
        sure: Sure,
    },
    /// A step of the discharge is done.
    Done(Step),
    /// A step is held up, by the code of a reason.
    HeldUp(Step, &'static str),
    /// A note for the next team.
    Note(&'static str),
}

/// How a patient moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each name says it")]
pub enum Mobility {
    Independent,
    Helped,
    Wheelchair,
    Stretcher,
}

/// Something not to overlook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each name says it")]
pub enum Need {
    Fall,
    Oxygen,
    Social,
    Companion,
    Confidential,
}

/// Where a patient goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each name says it")]
pub enum Destination {
    Home,
    Rehab,
    NursingHome,
    HospitalAtHome,
}

/// How sure a discharge is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each name says it")]
pub enum Sure {
    Estimated,
    Confirmed,
    Waiting,
}

/// A step of a discharge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each name says it")]
pub enum Step {
    Medical,
    Papers,
    Downstream,
    Transport,
    Family,
}

/// The team members who act, given name first: invented, like everybody here.
pub const MEMBERS: [&str; 24] = [
    "Maëlle Corvaisier",
    "Ilyès Bensoussan",
    "Solenn Kerambrun",
    "Baptiste Vaudrey",
    "Noémie Lasserade",
    "Yanis Oukaci",
    "Clotilde Verneret",
    "Mamadou Sarrault",
    "Éléonore Quintard",
    "Tristan Maugirard",
    "Awa Delpierre",
    "Gaëtan Roussignol",
    "Inès Taleb-Morin",
    "Corentin Bazelaire",
    "Sandrine Pouliquen",
    "Hugo Estrabaud",
    "Leïla Charvenet",
    "Mathilde Odoul",
    "Rémi Castagnède",
    "Fanny Lebraud",
    "Joël Tamarin",
    "Pénélope Guyonnet",
    "Adrien Sauvaget",
    "Bérénice Nolhac",
];

/// What the team of a ward does about that stay after a moment and until another, in order.
#[must_use]
pub fn acts(seed: u64, facts: &Facts, after: Moment, until: Moment) -> Vec<(Moment, Act)> {
    let mut script = Script::of(seed, facts);
    script.acts.retain(|(at, _)| *at > after && *at <= until);
    script.acts.sort_by_key(|(at, _)| *at);
    script.acts
}

struct Script {
    dice: Dice,
    arrived: Moment,
    acts: Vec<(Moment, Act)>,
}

impl Script {
    fn of(seed: u64, facts: &Facts) -> Self {
        let mut script = Self {
            dice: Dice::new(seed, STREAM + facts.stay),
            arrived: facts.arrived,
            acts: Vec::new(),
        };
        script.arrival();
        script.state_of(facts);
        script.discharge(facts);
        script.handover(facts.sort);
        script
    }

    /// Says something some time after the arrival: half of it within the mean, in milliseconds.
    fn say(&mut self, mean: i64, act: Act) {
        let delay = self.dice.exponential(mean as f64).max(5.0 * MINUTE as f64);
        self.acts.push((self.arrived.plus(delay as i64), act));
    }

    fn arrival(&mut self) {
        let seen = self.arrived.plus(self.dice.between(-6, 25) * MINUTE);
        let noted = self.dice.chance(0.6);
        if noted {
            let told = seen.max(self.arrived).plus(2 * MINUTE);
            self.acts.push((told, Act::Arrived(seen)));
        }
    }

    fn state_of(&mut self, facts: &Facts) {
        let (sort, age) = (facts.sort, facts.age.unwrap_or(60));
        let codes: Vec<&str> = sort
            .precautions()
            .into_iter()
            .filter(|(_, chance)| self.dice.chance(*chance))
            .map(|(code, _)| code)
            .collect();
        if !codes.is_empty() {
            self.say(8 * HOUR, Act::Precautions(codes));
        }
        let unit = self.dice.between(1, 48);
        if self.dice.chance(sort.telemetry()) {
            self.say(HOUR, Act::Telemetry(format!("{unit:02}")));
        }
        let moves = self.dice.weighted(&sort.mobility(age));
        let said = self.dice.chance(if age >= 70 { 0.9 } else { 0.5 });
        if said {
            let mobility = [
                Mobility::Independent,
                Mobility::Helped,
                Mobility::Wheelchair,
                Mobility::Stretcher,
            ][moves];
            self.say(3 * HOUR, Act::Mobility(mobility));
        }
        for (need, chance) in sort.needs(age) {
            if self.dice.chance(chance) {
                self.say(6 * HOUR, Act::Need(need));
            }
        }
    }

    fn discharge(&mut self, facts: &Facts) {
        let planned = self.dice.chance(facts.sort.planned());
        let days = self
            .dice
            .lognormal(facts.sort.days(), 0.5)
            .ceil()
            .clamp(1.0, 40.0);
        let usual = self.arrived.plus(days as i64 * DAY);
        let to = [
            Destination::Home,
            Destination::Rehab,
            Destination::NursingHome,
            Destination::HospitalAtHome,
        ][self
            .dice
            .weighted(&facts.sort.destinations(facts.age.unwrap_or(60)))];
        let held_up = to != Destination::Home && self.dice.chance(0.45);
        if !planned {
            return;
        }
        let at = on_the_hour(facts.leaves.unwrap_or(usual), self.dice.between(10, 16));
        let plan = |sure| Act::Discharge { at, to, sure };
        let ahead = |hours: i64| at.plus(-hours * HOUR).max(self.arrived.plus(20 * HOUR));
        let (sure, medical, papers) = (ahead(24), ahead(22), ahead(4));
        self.acts
            .push((self.arrived.plus(18 * HOUR).min(sure), plan(Sure::Estimated)));
        if held_up {
            let reason = match to {
                Destination::Rehab => "SMR",
                Destination::NursingHome => "EHPAD",
                Destination::HospitalAtHome => "HAD",
                Destination::Home => "TRANSPORT",
            };
            self.acts.push((sure, plan(Sure::Waiting)));
            self.acts.push((medical, Act::Done(Step::Medical)));
            self.acts
                .push((medical.plus(MINUTE), Act::HeldUp(Step::Downstream, reason)));
            return;
        }
        self.acts.push((sure, plan(Sure::Confirmed)));
        self.acts.push((medical, Act::Done(Step::Medical)));
        self.acts.push((papers, Act::Done(Step::Papers)));
        match to {
            Destination::Home if self.dice.chance(0.5) => self.acts.push((papers, Act::Done(Step::Family))),
            Destination::Home => {}
            Destination::Rehab | Destination::NursingHome | Destination::HospitalAtHome => {
                self.acts.push((medical.plus(HOUR), Act::Done(Step::Downstream)));
            }
        }
        if self.dice.chance(0.4) {
            self.acts.push((papers.plus(HOUR), Act::Done(Step::Transport)));
        } else if self.dice.chance(0.4) {
            self.acts
                .push((papers.plus(HOUR), Act::HeldUp(Step::Transport, "TRANSPORT")));
        }
    }

    fn handover(&mut self, sort: Sort) {
        let texts = notes::of(sort);
        let count = self.dice.weighted(&[0.55, 0.35, 0.10]);
        for _ in 0..count {
            let text = self.dice.pick_skewed(texts);
            self.say(20 * HOUR, Act::Note(text));
        }
    }
}

/// That day, at about that hour of the day in France: the demo is no almanac.
fn on_the_hour(at: Moment, hour: i64) -> Moment {
    let midnight = at.millis() - at.millis().rem_euclid(DAY);
    Moment::from_millis(midnight + (hour - 1) * HOUR)
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Moment = Moment::from_millis(1_795_000_000_000);

    fn facts(stay: u64, sort: Sort) -> Facts {
        Facts {
            stay,
            sort,
            age: Some(78),
            arrived: START,
            leaves: None,
        }
    }

    #[test]
    fn a_script_told_in_pieces_is_the_script_told_at_once() {
        for stay in 0..40 {
            let facts = facts(stay, Sort::Cardiology);
            let end = START.plus(30 * DAY);
            let at_once = acts(1, &facts, START.plus(-DAY), end);
            let mut pieces = Vec::new();
            let mut from = START.plus(-DAY);
            while from < end {
                let until = from.plus(7 * HOUR).min(end);
                pieces.extend(acts(1, &facts, from, until));
                from = until;
            }
            assert_eq!(pieces, at_once);
        }
    }

    #[test]
    fn two_seeds_are_two_teams_and_sorts_of_wards_differ() {
        let told = |seed, sort: Sort| -> Vec<_> {
            (0..60)
                .flat_map(|stay| acts(seed, &facts(stay, sort), START.plus(-DAY), START.plus(40 * DAY)))
                .collect()
        };
        assert_ne!(told(1, Sort::Cardiology), told(2, Sort::Cardiology));
        let units = |sort| {
            told(1, sort)
                .iter()
                .filter(|(_, act)| matches!(act, Act::Telemetry(_)))
                .count()
        };
        assert!(units(Sort::Cardiology) > 10, "hearts are watched");
        assert_eq!(units(Sort::Geriatrics), 0);
    }

    #[test]
    fn a_team_acts_like_a_team_and_not_like_a_flood() {
        let acts: usize = (0..200)
            .map(|stay| {
                acts(
                    1,
                    &facts(stay, Sort::Medicine),
                    START.plus(-DAY),
                    START.plus(60 * DAY),
                )
                .len()
            })
            .sum();
        let each = acts as f64 / 200.0;
        assert!((4.0..14.0).contains(&each), "{each} acts a stay");
    }

    #[test]
    fn notes_fit_and_members_are_told_apart() {
        for sort in Sort::ALL {
            for text in notes::of(sort) {
                assert!(!text.is_empty() && text.chars().count() <= 160, "{text}");
            }
        }
        let mut names = MEMBERS.to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), MEMBERS.len());
    }
}
