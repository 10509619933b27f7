//! The fictional people: who they are, their identifiers in each establishment, and how sure the identity is.

pub(crate) mod names;

use crate::calendar::{date, hl7_date};
use crate::dice::Dice;
use crate::index::{EstablishmentIx, PersonIx};
use crate::territory::Ages;

/// Administrative sex (PID-8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sex {
    /// F.
    Female,
    /// M.
    Male,
}

impl Sex {
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Female => "F",
            Self::Male => "M",
        }
    }
}

/// How sure the identity is (PID-32).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Certainty {
    /// PROV: as told at the desk.
    Provisional,
    /// VALI: checked against a document.
    Validated,
}

/// A fictional person.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub sex: Sex,
    /// Name at birth.
    pub family: String,
    /// Name used, when it is another one.
    pub used: Option<String>,
    pub given: String,
    /// Civil day number of birth.
    pub born: i64,
    pub street: String,
    /// Position in the table of towns.
    pub town: usize,
    pub phone: String,
    /// Fifteen digits with a right key; sent only once the identity is validated.
    pub ins: String,
    /// What each establishment believes of this person; none before the first contact.
    pub files: [Option<File>; 3],
    /// Civil day number and minute of death.
    pub died: Option<base::Moment>,
    /// Is in hospital somewhere or awaited there: not to be drawn again.
    pub busy: bool,
    /// The mother, for somebody born here.
    pub mother: Option<PersonIx>,
    /// The same human being as this earlier entry: a duplicate file made by mistake.
    pub duplicate_of: Option<PersonIx>,
}

/// The file of a person in one establishment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct File {
    /// Number behind the IPP.
    pub ipp: u32,
    pub certainty: Certainty,
}

impl Person {
    /// The file of the person in that establishment.
    pub fn file(&self, establishment: EstablishmentIx) -> Option<File> {
        self.files[establishment.at()]
    }

    /// Age in whole years on that civil day.
    pub fn age(&self, day: i64) -> i64 {
        let (year, month, of_month) = date(day);
        let (born_year, born_month, born_day) = date(self.born);
        year - born_year - i64::from((month, of_month) < (born_month, born_day))
    }

    /// Title written before the name.
    pub fn title(&self, day: i64) -> &'static str {
        match (self.sex, self.age(day)) {
            (_, ..15) => "Enf.",
            (Sex::Female, _) => "Mme",
            (Sex::Male, _) => "M.",
        }
    }

    /// Birth date as `YYYYMMDD`.
    pub fn birth_date(&self) -> String {
        hl7_date(self.born)
    }
}

/// Draws a new person of those ages, on that civil day.
pub(crate) fn draw(dice: &mut Dice, ages: Ages, men: f64, today: i64) -> Person {
    let sex = if dice.chance(men) { Sex::Male } else { Sex::Female };
    let born = today - draw_age_in_days(dice, ages);
    let family = (*dice.pick_skewed(names::FAMILY)).to_owned();
    let (birth_year, birth_month, _) = date(born);
    let firsts = match (sex, birth_year) {
        (Sex::Female, ..1950) => names::WOMEN_OLD,
        (Sex::Female, 1950..1985) => names::WOMEN_MIDDLE,
        (Sex::Female, _) => names::WOMEN_YOUNG,
        (Sex::Male, ..1950) => names::MEN_OLD,
        (Sex::Male, 1950..1985) => names::MEN_MIDDLE,
        (Sex::Male, _) => names::MEN_YOUNG,
    };
    let given = (*dice.pick_skewed(firsts)).to_owned();
    let married = sex == Sex::Female && today - born > 26 * 365 && dice.chance(0.6);
    let used = married.then(|| (*dice.pick_skewed(names::FAMILY)).to_owned());
    let body = format!(
        "{}{:02}{birth_month:02}99{:03}{:03}",
        if sex == Sex::Male { 1 } else { 2 },
        birth_year.rem_euclid(100),
        dice.between(1, 990),
        dice.between(1, 999),
    );
    Person {
        sex,
        used: used.filter(|used| *used != family),
        family,
        given,
        born,
        street: format!("{} {}", dice.between(1, 120), dice.pick(names::STREETS)),
        town: dice.below(names::TOWNS.len()),
        phone: format!("0199{:06}", dice.below(1_000_000)),
        ins: with_ins_key(&body),
        files: [None; 3],
        died: None,
        busy: false,
        mother: None,
        duplicate_of: None,
    }
}

/// The thirteen digits of an INS followed by its key.
fn with_ins_key(body: &str) -> String {
    let number: u64 = body.parse().unwrap_or(0);
    format!("{body}{:02}", 97 - number % 97)
}

fn draw_age_in_days(dice: &mut Dice, ages: Ages) -> i64 {
    let years = match ages {
        Ages::Adult => {
            if dice.chance(0.2) {
                dice.within(18.0, 50.0)
            } else {
                (70.0 + 12.0 * dice.normal()).clamp(45.0, 97.0)
            }
        }
        Ages::AnyAdult => match dice.weighted(&[0.45, 0.3, 0.25]) {
            0 => dice.within(16.0, 45.0),
            1 => dice.within(45.0, 70.0),
            _ => dice.within(70.0, 97.0),
        },
        Ages::Senior => (73.0 + 9.5 * dice.normal()).clamp(45.0, 98.0),
        Ages::Old => (86.0 + 5.5 * dice.normal()).clamp(72.0, 104.0),
        // Small children come most.
        Ages::Child => 15.5 * dice.unit().powf(1.8),
        Ages::Newborn => return dice.between(0, 20),
        Ages::Mother => (30.5 + 5.0 * dice.normal()).clamp(17.0, 45.0),
    };
    (years * 365.25) as i64 + dice.between(0, 300)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ins_is_fifteen_digits_with_a_right_key() {
        let mut dice = Dice::new(3, 0);
        for _ in 0..200 {
            let person = draw(&mut dice, Ages::AnyAdult, 0.5, 20_400);
            assert_eq!(person.ins.len(), 15, "{}", person.ins);
            let (body, key) = person.ins.split_at(13);
            let body: u64 = body.parse().expect("digits");
            assert_eq!(97 - body % 97, key.parse::<u64>().expect("digits"));
        }
    }

    #[test]
    fn two_patients_of_one_name_exist_and_are_rare() {
        let mut dice = Dice::new(5, 0);
        let mut seen = std::collections::HashMap::new();
        for _ in 0..1_900 {
            let person = draw(&mut dice, Ages::Adult, 0.5, 20_400);
            *seen.entry((person.family, person.given)).or_insert(0) += 1;
        }
        let sharing: i32 = seen.values().filter(|count| **count > 1).sum();
        assert!(
            (10..400).contains(&sharing),
            "{sharing} of 1,900 share their name"
        );
    }
}
