//! Numbers of people and of stays, by their beginning.
//!
//! Twelve signs of each are kept, as one number that sorts as the text does. Whoever is found is asked whether they
//! really have what was typed, so nobody is found by a number that only begins alike.

use std::collections::BTreeSet;

use base::id::{PatientId, StayId};

use super::letters::squeezed;
use crate::identity::{Identifier, IdentifierKind};

/// Whose number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Holder {
    Patient(PatientId),
    Stay(StayId),
}

/// Signs that are kept: as many of 36 and a blank as a number of 64 bits holds.
const KEPT: u32 = 12;

/// Every number.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Numbers(BTreeSet<(u64, Holder)>);

impl Numbers {
    pub(super) fn note(&mut self, number: &Identifier, holder: Holder) {
        if is_asked_for(number.kind) {
            self.0.insert((packed(&squeezed(&number.value)), holder));
        }
    }

    pub(super) fn forget(&mut self, number: &Identifier, holder: Holder) {
        if is_asked_for(number.kind) {
            self.0.remove(&(packed(&squeezed(&number.value)), holder));
        }
    }

    /// Whoever may have a number that begins so.
    pub(super) fn beginning(&self, squeezed: &str) -> impl Iterator<Item = Holder> {
        let low = packed(squeezed);
        let taken = u32::try_from(squeezed.len()).unwrap_or(KEPT).min(KEPT);
        let high = low.saturating_add(37_u64.pow(KEPT - taken) - 1);
        let first = (low, Holder::Patient(PatientId::new(0)));
        self.0
            .range(first..)
            .take_while(move |(key, _)| *key <= high)
            .map(|(_, holder)| *holder)
    }
}

/// Whether people ask for somebody by such a number.
pub(super) const fn is_asked_for(kind: IdentifierKind) -> bool {
    match kind {
        IdentifierKind::Local
        | IdentifierKind::Ins
        | IdentifierKind::Account
        | IdentifierKind::Visit
        | IdentifierKind::Appointment => true,
        IdentifierKind::Other => false,
    }
}

/// The first signs as one number that sorts as they do.
fn packed(squeezed: &str) -> u64 {
    let digits = squeezed.bytes().chain(std::iter::repeat(0));
    digits.take(KEPT as usize).fold(0, |sum, byte| {
        sum * 37
            + match byte {
                b'0'..=b'9' => u64::from(byte - b'0') + 1,
                b'A'..=b'Z' => u64::from(byte - b'A') + 11,
                _ => 0,
            }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_sort_as_text_does() {
        let texts = [
            "",
            "1",
            "10",
            "1000",
            "1001",
            "11",
            "2",
            "9Z",
            "A",
            "ZZZZZZZZZZZZ",
        ];
        let keys: Vec<u64> = texts.iter().map(|it| packed(it)).collect();
        assert!(keys.is_sorted_by(|one, other| one < other), "{keys:?}");
    }

    #[test]
    fn a_beginning_finds_what_begins_so_and_nothing_else() {
        let mut numbers = Numbers::default();
        for (id, value) in (0..).zip(["8001", "8002", "80021", "8", "9", "79"]) {
            numbers.0.insert((packed(value), Holder::Stay(StayId::new(id))));
        }
        let found: Vec<_> = numbers.beginning("8002").collect();
        assert_eq!(
            found,
            [Holder::Stay(StayId::new(1)), Holder::Stay(StayId::new(2))]
        );
        assert_eq!(numbers.beginning("8").count(), 4);
        assert_eq!(numbers.beginning("ZZZZZZZZZZZZZZ").count(), 0);
    }
}
