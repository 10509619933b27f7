//! Words, and who bears each: looked up whole, by their beginning, by their sound, and in spite of slips.

use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::ops::Bound;

use smallvec::SmallVec;

use super::sound::sound;
use super::typo::{Verdict, Walk};

/// How a word of a name answers a word that was typed; the better one is the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Match {
    /// It begins with what was typed, but for a slip.
    NearBeginning,
    /// It is what was typed but for two slips.
    TwoSlips,
    /// It is what was typed but for one slip.
    OneSlip,
    /// It sounds like what was typed.
    Sound,
    /// It begins with what was typed.
    Beginning,
    /// It is what was typed.
    Whole,
}

impl Match {
    /// Whether the word differs from what was typed: such an answer comes after those that do not.
    #[must_use]
    pub const fn is_guess(self) -> bool {
        match self {
            Self::NearBeginning | Self::TwoSlips | Self::OneSlip | Self::Sound => true,
            Self::Beginning | Self::Whole => false,
        }
    }
}

/// Who bears a word. Most words are borne by few.
type Bearers<Id> = SmallVec<[Id; 2]>;

/// Words in order, and who bears each.
#[derive(Clone, Debug)]
pub(super) struct Lexicon<Id> {
    /// The place of a word in `bearers`.
    words: BTreeMap<Box<str>, u32>,
    bearers: Vec<Bearers<Id>>,
    /// Places that are free again.
    free: Vec<u32>,
    /// The places of the words that sound so, by a hash of the sound: a word that collides is one guess too many.
    sounds: BTreeMap<u32, SmallVec<[u32; 2]>>,
}

impl<Id> Default for Lexicon<Id> {
    fn default() -> Self {
        Self {
            words: BTreeMap::new(),
            bearers: Vec::new(),
            free: Vec::new(),
            sounds: BTreeMap::new(),
        }
    }
}

/// The same words borne by the same people; in which place a word is kept is nobody's business.
impl<Id: PartialEq> PartialEq for Lexicon<Id> {
    fn eq(&self, other: &Self) -> bool {
        self.words.len() == other.words.len()
            && self.sounds.len() == other.sounds.len()
            && self.words.keys().eq(other.words.keys())
            && self
                .words
                .values()
                .zip(other.words.values())
                .all(|(one, two)| self.bearers.get(*one as usize) == other.bearers.get(*two as usize))
            && self
                .sounds
                .iter()
                .zip(&other.sounds)
                .all(|(one, two)| one.0 == two.0 && one.1.len() == two.1.len())
    }
}

impl<Id: Copy + Ord> Lexicon<Id> {
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// Somebody bears that word.
    pub(super) fn note(&mut self, word: &str, who: Id) {
        let place = match self.words.get(word) {
            Some(place) => *place,
            None => self.add(word),
        };
        if let Some(bearers) = self.bearers.get_mut(place as usize)
            && let Err(slot) = bearers.binary_search(&who)
        {
            bearers.insert(slot, who);
        }
    }

    /// Somebody bears it no longer; a word that nobody bears is gone.
    pub(super) fn forget(&mut self, word: &str, who: Id) {
        let Some(place) = self.words.get(word).copied() else {
            return;
        };
        let Some(bearers) = self.bearers.get_mut(place as usize) else {
            return;
        };
        if let Ok(slot) = bearers.binary_search(&who) {
            bearers.remove(slot);
        }
        if !bearers.is_empty() {
            return;
        }
        *bearers = Bearers::new();
        self.words.remove(word);
        self.free.push(place);
        let Some(key) = sound_key(word) else { return };
        if let Some(places) = self.sounds.get_mut(&key) {
            places.retain(|it| *it != place);
            if places.is_empty() {
                self.sounds.remove(&key);
            }
        }
    }

    fn add(&mut self, word: &str) -> u32 {
        let place = self.free.pop().unwrap_or_else(|| {
            self.bearers.push(Bearers::new());
            u32::try_from(self.bearers.len() - 1).unwrap_or(u32::MAX)
        });
        self.words.insert(word.into(), place);
        if let Some(key) = sound_key(word) {
            self.sounds.entry(key).or_default().push(place);
        }
        place
    }

    fn tell(&self, place: u32, how: Match, found: &mut impl FnMut(Id, Match)) {
        for who in self.bearers.get(place as usize).into_iter().flatten() {
            found(*who, how);
        }
    }

    /// Who bears exactly that word.
    pub(super) fn bearers(&self, word: &str) -> &[Id] {
        let place = self.words.get(word).map(|it| *it as usize);
        place
            .and_then(|it| self.bearers.get(it))
            .map_or(&[], |it| it.as_slice())
    }

    /// Who bears that word or one that begins with it.
    pub(super) fn look(&self, wanted: &str, found: &mut impl FnMut(Id, Match)) {
        let from = (Bound::Included(wanted), Bound::Unbounded);
        for (word, place) in self.words.range::<str, _>(from) {
            if !word.starts_with(wanted) {
                break;
            }
            let whole = word.len() == wanted.len();
            self.tell(*place, if whole { Match::Whole } else { Match::Beginning }, found);
        }
    }

    /// Who bears a word that sounds like it, or that is it but for that many slips. The beginning of a word may hold
    /// a slip only where it `begins`: in the last word that was typed, which may not be typed to its end.
    pub(super) fn guess(&self, wanted: &str, slips: u8, begins: bool, found: &mut impl FnMut(Id, Match)) {
        for place in sound_key(wanted)
            .and_then(|key| self.sounds.get(&key))
            .into_iter()
            .flatten()
        {
            self.tell(*place, Match::Sound, found);
        }
        // A slip in a number is another number.
        if slips == 0 || wanted.bytes().any(|byte| byte.is_ascii_digit()) {
            return;
        }
        let mut walk = Walk::new(wanted, slips, u8::from(begins && wanted.len() >= 5));
        let mut words = self
            .words
            .range::<str, _>((Bound::Unbounded::<&str>, Bound::Unbounded));
        let mut passed: Option<(&str, usize)> = None;
        while let Some((word, place)) = words.next() {
            if let Some((beginning, skipped)) = passed {
                if word.starts_with(beginning) {
                    passed = Some((beginning, skipped + 1));
                    // Few words are stepped over faster than the tree is gone down again.
                    if skipped > 16 {
                        passed = None;
                        let after = past(beginning);
                        words = self
                            .words
                            .range::<str, _>((Bound::Included(after.as_str()), Bound::Unbounded));
                    }
                    continue;
                }
                passed = None;
            }
            match walk.visit(word) {
                Verdict::Whole(0) => {}
                Verdict::Whole(1) => self.tell(*place, Match::OneSlip, found),
                Verdict::Whole(_) => self.tell(*place, Match::TwoSlips, found),
                Verdict::Beginning => self.tell(*place, Match::NearBeginning, found),
                Verdict::No => {}
                Verdict::NoneFrom(letters) => passed = word.get(..letters).map(|it| (it, 0)),
            }
        }
    }
}

/// The least text that comes after everything that begins so.
fn past(beginning: &str) -> String {
    let mut after = beginning.to_owned();
    after.push(char::MAX);
    after
}

fn sound_key(word: &str) -> Option<u32> {
    let key = sound(word)?;
    #[expect(clippy::cast_possible_truncation, reason = "half of a hash is a hash")]
    let short = foldhash::fast::FixedState::default().hash_one(key) as u32;
    Some(short)
}
