//! What was typed, and who answers to it.

use base::id::{PatientId, PractitionerId};

use super::Index;
use super::letters::{squeezed, words_of};
use super::lexicon::{Lexicon, Match};
use super::numbers::{Holder, is_asked_for};
use super::typo::allowed;
use crate::identity::{Identifier, IdentifierKind};
use crate::state::State;

/// The longest text that is read, in characters, and the most words.
const LETTERS: usize = 100;
const WORDS: usize = 6;

/// The shortest number that is looked for, and the shortest beginning of one.
const NUMBER: usize = 3;
const BEGINNING: usize = 4;

/// What was typed, read in every way it may be meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Its words, folded.
    pub words: Vec<String>,
    /// The whole without blanks and punctuation, as numbers and beds are compared.
    pub squeezed: String,
}

/// One way of reading the words.
type Reading = Vec<Word>;

/// A word that is looked for.
#[derive(Clone, Debug)]
struct Word {
    text: String,
    /// How many slips it may hold, in a guess.
    slips: u8,
    /// It may not be typed to its end.
    last: bool,
}

impl Word {
    fn typed(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            slips: allowed(text.len()),
            last: false,
        }
    }

    /// Two words written as one. They are long and may be two names: more than one slip would find anybody, and a
    /// slip in an initial would leave nothing of it.
    fn joined(words: &[String]) -> Self {
        let text = words.concat();
        let has_initial = words.iter().any(|it| it.len() == 1);
        Self {
            slips: if has_initial {
                0
            } else {
                allowed(text.len()).min(1)
            },
            text,
            last: false,
        }
    }
}

/// Somebody who answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found<Id> {
    /// Who.
    pub who: Id,
    /// The worst answer among their words: it says whether they are a guess.
    pub worst: Match,
    /// The better they answer, the greater.
    pub score: u16,
    /// By a number, whole or begun, rather than by a name.
    pub by_number: Option<Match>,
}

impl Wanted {
    /// What that text may mean.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let text: String = text.chars().take(LETTERS).collect();
        let mut words = words_of(&text);
        words.truncate(WORDS);
        Self {
            words,
            squeezed: squeezed(&text),
        }
    }

    /// Nothing that could be looked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words as they are, and with any two neighbours, or all of them, written as one.
    fn readings(&self) -> Vec<Reading> {
        let words = &self.words;
        let typed = |words: &[String]| words.iter().map(|it| Word::typed(it)).collect::<Reading>();
        let mut readings = vec![typed(words)];
        for at in 1..words.len() {
            let pair = words.get(at - 1..=at).unwrap_or_default();
            let (before, after) = (
                words.get(..at - 1).unwrap_or_default(),
                words.get(at + 1..).unwrap_or_default(),
            );
            let mut reading = typed(before);
            reading.push(Word::joined(pair));
            reading.extend(typed(after));
            readings.push(reading);
        }
        if words.len() > 2 {
            readings.push(vec![Word::joined(words)]);
        }
        for reading in &mut readings {
            if let Some(word) = reading.last_mut() {
                word.last = true;
            }
        }
        readings
    }

    /// The number it may be.
    fn number(&self) -> Option<&str> {
        let text = self.squeezed.as_str();
        (text.len() >= NUMBER && text.bytes().any(|byte| byte.is_ascii_digit())).then_some(text)
    }
}

impl Index {
    /// Patients who answer by a name, in the order of their ids. Guesses are made only when fewer than `enough` answer to what
    /// was really typed.
    ///
    /// Whether any of them may be shown is for the caller to ask: the index knows no stay.
    #[must_use]
    pub fn by_name(&self, wanted: &Wanted, enough: usize) -> Vec<Found<PatientId>> {
        let size = self.patients.len();
        let plain = self.answers(&[&self.families, &self.givens], wanted, size, false);
        if plain.len() >= enough {
            return plain;
        }
        self.answers(&[&self.families, &self.givens], wanted, size, true)
    }

    /// Doctors who answer by a name, in the order of their ids.
    #[must_use]
    pub fn doctors(&self, wanted: &Wanted) -> Vec<Found<PractitionerId>> {
        let size = self.practitioners.len();
        let plain = self.answers(&[&self.doctors], wanted, size, false);
        if plain.is_empty() {
            return self.answers(&[&self.doctors], wanted, size, true);
        }
        plain
    }

    /// The patients who bear that surname, folded, whole: whoever could be taken for one another.
    #[must_use]
    pub fn bearers_of(&self, family: &str) -> &[PatientId] {
        self.families.bearers(family)
    }

    /// Patients who have that number, or whose number begins so.
    ///
    /// A masked identity answers to its whole number only, and never to its national one: a beginning would let
    /// anybody list the people whose presence is to be kept quiet.
    #[must_use]
    pub fn by_number(&self, wanted: &Wanted, state: &State) -> Vec<Found<PatientId>> {
        let Some(number) = wanted.number() else {
            return Vec::new();
        };
        let mut found: Vec<Found<PatientId>> = Vec::new();
        for holder in self.numbers.beginning(number) {
            let answer = match holder {
                Holder::Patient(patient) => {
                    let identity = self.patients.get(patient.index()).and_then(Option::as_ref);
                    let numbers = identity.into_iter().flat_map(|it| &it.identifiers);
                    let masked = identity.is_some_and(|it| it.status.masked);
                    answer_of(numbers, number, masked).map(|how| (patient, how))
                }
                Holder::Stay(stay) => {
                    let numbers = self.stays.get(stay.index()).and_then(Option::as_ref);
                    let numbers = numbers.into_iter().flat_map(|it| super::numbers_of(it));
                    let patient = state.stay(stay).map(|it| state.patient_of(it.patient));
                    patient.and_then(|patient| {
                        let masked = self.is_masked(patient);
                        answer_of(numbers, number, masked).map(|how| (patient, how))
                    })
                }
            };
            if let Some((who, how)) = answer {
                found.push(Found {
                    who,
                    worst: how,
                    score: weight(how, true),
                    by_number: Some(how),
                });
            }
        }
        found
    }

    fn is_masked(&self, patient: PatientId) -> bool {
        let identity = self.patients.get(patient.index()).and_then(Option::as_ref);
        identity.is_some_and(|it| it.status.masked)
    }

    /// Who answers every word of some reading. The first lexicon holds surnames, which count a little more.
    fn answers<Id: Copy + Ord + From<u32> + Into<u32>>(
        &self,
        lexicons: &[&Lexicon<Id>],
        wanted: &Wanted,
        size: usize,
        guess: bool,
    ) -> Vec<Found<Id>> {
        // How well each one answers, by id: faster than a look-up, and as small as a screen.
        let mut best = vec![0_u16; size];
        let mut worsts = vec![Match::NearBeginning; size];
        let mut found: Vec<u32> = Vec::new();
        for reading in wanted.readings() {
            let words: Vec<(Vec<Option<Answer>>, Vec<u32>)> = reading
                .iter()
                .map(|word| who_answers(lexicons, word, size, guess))
                .collect();
            let Some((_, fewest)) = words.iter().min_by_key(|(_, who)| who.len()) else {
                continue;
            };
            for id in fewest {
                let at = *id as usize;
                let each = || {
                    words
                        .iter()
                        .map(move |(answers, _)| answers.get(at).copied().flatten())
                };
                if !each().all(|answer| answer.is_some()) {
                    continue;
                }
                let sum: u16 = each().flatten().map(|(how, family)| weight(how, family)).sum();
                let score = sum * 12 / u16::try_from(words.len()).unwrap_or(1).max(1);
                let worst = each()
                    .flatten()
                    .map(|(how, _)| how)
                    .min()
                    .unwrap_or(Match::NearBeginning);
                let (Some(known), Some(how)) = (best.get_mut(at), worsts.get_mut(at)) else {
                    continue;
                };
                if *known == 0 {
                    found.push(*id);
                }
                if (worst.is_guess(), std::cmp::Reverse(score)) < (how.is_guess(), std::cmp::Reverse(*known))
                    || *known == 0
                {
                    (*known, *how) = (score, worst);
                }
            }
        }
        // In the order of ids, which is that of the memory: whoever looks each of them up does so faster.
        found.sort_unstable();
        found
            .into_iter()
            .map(|id| Found {
                who: Id::from(id),
                worst: worsts.get(id as usize).copied().unwrap_or(Match::NearBeginning),
                score: best.get(id as usize).copied().unwrap_or_default(),
                by_number: None,
            })
            .collect()
    }
}

/// How somebody answers a word, and whether by a surname.
type Answer = (Match, bool);

/// Who answers a word, by id and as a list.
fn who_answers<Id: Copy + Ord + Into<u32>>(
    lexicons: &[&Lexicon<Id>],
    word: &Word,
    size: usize,
    guess: bool,
) -> (Vec<Option<Answer>>, Vec<u32>) {
    let mut answers: Vec<Option<Answer>> = vec![None; size];
    let mut who = Vec::new();
    for (place, lexicon) in lexicons.iter().enumerate() {
        let family = place == 0;
        let mut note = |id: Id, how: Match| {
            let id: u32 = id.into();
            let Some(known) = answers.get_mut(id as usize) else {
                return;
            };
            if known.is_none() {
                who.push(id);
            }
            *known = (*known).max(Some((how, family)));
        };
        lexicon.look(&word.text, &mut note);
        if guess {
            lexicon.guess(&word.text, word.slips, word.last, &mut note);
        }
    }
    (answers, who)
}

/// What an answer counts: a whole word more than a beginning, a guess less than both, a surname a little more.
const fn weight(how: Match, family: bool) -> u16 {
    let weight = match how {
        Match::Whole => 16,
        Match::Beginning => 12,
        Match::Sound => 8,
        Match::OneSlip => 6,
        Match::TwoSlips => 4,
        Match::NearBeginning => 2,
    };
    if family { weight + 1 } else { weight }
}

/// How those numbers answer the one that was typed.
fn answer_of<'a>(numbers: impl Iterator<Item = &'a Identifier>, typed: &str, masked: bool) -> Option<Match> {
    numbers
        .filter(|number| is_asked_for(number.kind))
        .filter(|number| !(masked && number.kind == IdentifierKind::Ins))
        .filter_map(|number| {
            let value = squeezed(&number.value);
            let begun = value.starts_with(typed) && typed.len() >= BEGINNING && !masked;
            if value == typed {
                Some(Match::Whole)
            } else {
                begun.then_some(Match::Beginning)
            }
        })
        .max()
}
