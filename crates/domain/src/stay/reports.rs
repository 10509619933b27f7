//! The reports of a stay, packed.
//!
//! A territory keeps millions of reports, and reads those of a stay only when that stay changes: packed, they take
//! less than half the room. The packed form lives in memory alone; nothing stores it.

use base::Moment;
use base::id::{AuthorityId, BedId, RoomId};
use smallvec::SmallVec;

use crate::movement::{
    Action, Class, Destination, Extras, Kind, LocalId, MovementKey, Report, Said, Spot, Stamp,
};

/// Reports as they are read; few stays have more than four.
pub type Unpacked = SmallVec<[Report; 4]>;

/// Every report of a stay, by stamp then movement, without repetition.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Reports(Box<[u8]>);

impl Reports {
    /// The reports, in order.
    #[must_use]
    pub fn unpack(&self) -> Unpacked {
        self.iter().collect()
    }

    /// The reports one by one, in order.
    pub fn iter(&self) -> impl Iterator<Item = Report> {
        let mut rest = Reader(&self.0);
        std::iter::from_fn(move || (!rest.0.is_empty()).then(|| rest.report()))
    }

    /// Puts a report before the one in that position, or last.
    pub(super) fn insert(&mut self, position: usize, count: usize, report: &Report) {
        let mut packed = Writer::new();
        packed.report(report);
        let offset = if position == count {
            self.0.len()
        } else {
            let mut rest = Reader(&self.0);
            for _ in 0..position {
                rest.report();
            }
            self.0.len() - rest.0.len()
        };
        let mut bytes = std::mem::take(&mut self.0).into_vec();
        bytes.reserve_exact(packed.0.len());
        bytes.splice(offset..offset, packed.0);
        self.0 = bytes.into_boxed_slice();
    }
}

impl FromIterator<Report> for Reports {
    fn from_iter<I: IntoIterator<Item = Report>>(reports: I) -> Self {
        let mut packed = Writer::new();
        for report in reports {
            packed.report(&report);
        }
        Self(packed.0.into_vec().into_boxed_slice())
    }
}

impl std::fmt::Debug for Reports {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_list().entries(self.iter()).finish()
    }
}

const KINDS: [Kind; 14] = [
    Kind::PreAdmission,
    Kind::PendingAdmission,
    Kind::Admission,
    Kind::Arrival,
    Kind::ToInpatient,
    Kind::ToOutpatient,
    Kind::Transfer,
    Kind::PendingTransfer,
    Kind::DoctorChange,
    Kind::Passage,
    Kind::Leave,
    Kind::LeaveEnd,
    Kind::PendingDischarge,
    Kind::Discharge,
];
const ACTIONS: [Action; 3] = [Action::Insert, Action::Update, Action::Cancel];
const CLASSES: [Option<Class>; 6] = [
    None,
    Some(Class::Inpatient),
    Some(Class::Emergency),
    Some(Class::Outpatient),
    Some(Class::Recurring),
    Some(Class::Other),
];
const DESTINATIONS: [Destination; 8] = [
    Destination::Home,
    Destination::Acute,
    Destination::Rehab,
    Destination::LongTerm,
    Destination::Psychiatry,
    Destination::HospitalAtHome,
    Destination::SocialCare,
    Destination::Deceased,
];

/// Which of the things most reports do not have are there, and the yes-or-no of a report: one bit each.
mod bit {
    pub const EXTRAS: u8 = 1 << 6;
    pub const TEXT: u8 = 1 << 7;
    pub const HISTORIC: u8 = 1 << 3;
    pub const STAYS: u8 = 1 << 4;
    pub const INFERRED: u8 = 1 << 5;
    pub const TAKES_BACK: u8 = 1 << 6;
    pub const NUMBERED: u8 = 1 << 7;
}

struct Writer(SmallVec<[u8; 128]>);

impl Writer {
    fn new() -> Self {
        Self(SmallVec::new())
    }

    fn report(&mut self, it: &Report) {
        let text = matches!(it.movement.local, LocalId::Text(_));
        let flag = |set: bool, bit: u8| if set { bit } else { 0 };
        let kind = (it.kind as u8) | ((it.stamp.action as u8) << 4);
        self.0
            .push(kind | flag(it.extras.is_some(), bit::EXTRAS) | flag(text, bit::TEXT));
        let class = it.class.map_or(0, |class| class as u8 + 1);
        let numbered = it.stamp.sequence != 0;
        self.0.push(
            class
                | flag(it.historic, bit::HISTORIC)
                | flag(!it.moves, bit::STAYS)
                | flag(it.inferred, bit::INFERRED)
                | flag(it.takes_back_last, bit::TAKES_BACK)
                | flag(numbered, bit::NUMBERED),
        );
        self.key(&it.movement);
        self.signed(it.stamp.sent_at.millis());
        if numbered {
            self.number(it.stamp.sequence.into());
        }
        self.0.extend_from_slice(&it.stamp.tie.to_le_bytes());
        self.signed(it.at.millis().wrapping_sub(it.stamp.sent_at.millis()));
        self.spot(it.spot);
        self.optional(it.unit.map(u32::from));
        self.optional(it.medical.map(u32::from));
        self.optional(it.care.map(u32::from));
        self.optional(it.doctor.map(u32::from));
        if let Some(extras) = &it.extras {
            self.extras(extras, it.stamp.sent_at);
        }
    }

    fn extras(&mut self, it: &Extras, sent_at: Moment) {
        let moments = [it.expected_admission, it.expected_discharge, it.expected_return];
        let flags = [it.private_room, it.confidential];
        let states = moments
            .map(|said| state(&said))
            .into_iter()
            .chain([state(&it.destination)])
            .chain(flags.map(|said| state(&said)));
        let states = states.fold(u64::from(it.booked), |all, state| all << 2 | state);
        self.number(states);
        for said in moments {
            if let Said::Value(at) = said {
                self.signed(at.millis().wrapping_sub(sent_at.millis()));
            }
        }
        if let Said::Value(destination) = it.destination {
            self.0.push(destination as u8);
        }
        for said in flags {
            if let Said::Value(flag) = said {
                self.0.push(flag.into());
            }
        }
        self.optional(it.pending_unit.map(u32::from));
        self.spot(it.pending_spot);
        self.number(it.aliases.len() as u64);
        for alias in &it.aliases {
            self.0.push(matches!(alias.local, LocalId::Text(_)).into());
            self.key(alias);
        }
    }

    fn key(&mut self, key: &MovementKey) {
        self.number(u32::from(key.authority).into());
        match &key.local {
            LocalId::Number(number) => self.number(*number),
            LocalId::Text(text) => {
                self.number(text.len() as u64);
                self.0.extend_from_slice(text.as_bytes());
            }
        }
    }

    fn spot(&mut self, spot: Spot) {
        self.number(match spot {
            Spot::Nowhere => 0,
            Spot::Room(room) => u64::from(u32::from(room)) * 2 + 1,
            Spot::Bed(bed) => u64::from(u32::from(bed)) * 2 + 2,
        });
    }

    fn optional(&mut self, id: Option<u32>) {
        self.number(id.map_or(0, |id| u64::from(id) + 1));
    }

    /// Small numbers of either sign in few bytes.
    fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)).cast_unsigned());
    }

    /// Seven bits a byte, the eighth says that more follow.
    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }
}

fn state<T>(said: &Said<T>) -> u64 {
    match said {
        Said::Nothing => 0,
        Said::Cleared => 1,
        Said::Value(_) => 2,
    }
}

/// What is left to read. Past the end there are only zeros: the bytes are our own, and a fold never fails.
struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn report(&mut self) -> Report {
        let (first, second) = (self.byte(), self.byte());
        let movement = self.key(first & bit::TEXT != 0);
        let sent_at = Moment::from_millis(self.signed());
        let sequence = if second & bit::NUMBERED != 0 { self.id() } else { 0 };
        let tie = self.take(8);
        let tie = tie.try_into().map_or(0, u64::from_le_bytes);
        let at = Moment::from_millis(sent_at.millis().wrapping_add(self.signed()));
        Report {
            movement,
            stamp: Stamp {
                sent_at,
                sequence,
                action: pick(&ACTIONS, first >> 4 & 0b11),
                tie,
            },
            kind: pick(&KINDS, first & 0b1111),
            historic: second & bit::HISTORIC != 0,
            inferred: second & bit::INFERRED != 0,
            takes_back_last: second & bit::TAKES_BACK != 0,
            at,
            spot: self.spot(),
            unit: self.optional().map(Into::into),
            moves: second & bit::STAYS == 0,
            medical: self.optional().map(Into::into),
            care: self.optional().map(Into::into),
            class: pick(&CLASSES, second & 0b111),
            doctor: self.optional().map(Into::into),
            extras: (first & bit::EXTRAS != 0).then(|| Box::new(self.extras(sent_at))),
        }
    }

    fn extras(&mut self, sent_at: Moment) -> Extras {
        let states = self.number();
        let state = |slot: u32| (states >> (2 * (5 - slot))) & 0b11;
        let mut moment = |slot| {
            said(state(slot), || {
                Moment::from_millis(sent_at.millis().wrapping_add(self.signed()))
            })
        };
        let (expected_admission, expected_discharge, expected_return) = (moment(0), moment(1), moment(2));
        Extras {
            expected_admission,
            expected_discharge,
            expected_return,
            destination: said(state(3), || pick(&DESTINATIONS, self.byte())),
            private_room: said(state(4), || self.byte() != 0),
            confidential: said(state(5), || self.byte() != 0),
            booked: states >> 12 != 0,
            pending_unit: self.optional().map(Into::into),
            pending_spot: self.spot(),
            // No more than there are bytes left.
            aliases: (0..self.number().min(self.0.len() as u64))
                .map(|_| {
                    let text = self.byte() != 0;
                    self.key(text)
                })
                .collect(),
        }
    }

    fn key(&mut self, text: bool) -> MovementKey {
        let authority = AuthorityId::from(self.id());
        let number = self.number();
        let local = if text {
            let bytes = self.take(usize::try_from(number).unwrap_or(usize::MAX));
            LocalId::Text(String::from_utf8_lossy(bytes).into())
        } else {
            LocalId::Number(number)
        };
        MovementKey { authority, local }
    }

    fn spot(&mut self) -> Spot {
        let number = self.number();
        let id = |number: u64| u32::try_from(number / 2).unwrap_or(u32::MAX);
        match number {
            0 => Spot::Nowhere,
            odd if odd % 2 == 1 => Spot::Room(RoomId::from(id(odd - 1))),
            even => Spot::Bed(BedId::from(id(even - 2))),
        }
    }

    fn optional(&mut self) -> Option<u32> {
        let number = self.number().checked_sub(1)?;
        Some(u32::try_from(number).unwrap_or(u32::MAX))
    }

    fn id(&mut self) -> u32 {
        u32::try_from(self.number()).unwrap_or(u32::MAX)
    }

    fn signed(&mut self) -> i64 {
        let number = self.number();
        (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
    }

    fn number(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte();
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                break;
            }
        }
        number
    }

    fn byte(&mut self) -> u8 {
        match self.0 {
            [first, rest @ ..] => {
                self.0 = rest;
                *first
            }
            [] => 0,
        }
    }

    fn take(&mut self, count: usize) -> &[u8] {
        let (taken, rest) = self.0.split_at(count.min(self.0.len()));
        self.0 = rest;
        taken
    }
}

fn said<T>(state: u64, value: impl FnOnce() -> T) -> Said<T> {
    match state {
        0 => Said::Nothing,
        1 => Said::Cleared,
        _ => Said::Value(value()),
    }
}

/// The item in that place; the first one for a place that does not exist, which no writer writes.
fn pick<T: Copy, const N: usize>(items: &[T; N], place: u8) -> T {
    items.get(usize::from(place)).copied().unwrap_or(items[0])
}

#[cfg(test)]
mod tests {
    use base::id::{PractitionerId, UnitId};
    use proptest::prelude::*;

    use super::*;

    fn key() -> impl Strategy<Value = MovementKey> {
        let local = prop_oneof![
            any::<u64>().prop_map(LocalId::Number),
            ".{0,12}".prop_map(|it| LocalId::Text(it.into()))
        ];
        (0..9_u32, local).prop_map(|(authority, local)| MovementKey {
            authority: AuthorityId::new(authority),
            local,
        })
    }

    fn moment() -> impl Strategy<Value = Moment> {
        prop_oneof![any::<i64>(), 0..2_000_000_000_000_i64].prop_map(Moment::from_millis)
    }

    fn spot() -> impl Strategy<Value = Spot> {
        prop_oneof![
            Just(Spot::Nowhere),
            (0..u32::MAX - 1).prop_map(|id| Spot::Room(RoomId::new(id))),
            (0..u32::MAX - 1).prop_map(|id| Spot::Bed(BedId::new(id))),
        ]
    }

    fn any_said<T: Clone + std::fmt::Debug + 'static>(
        value: impl Strategy<Value = T> + 'static,
    ) -> BoxedStrategy<Said<T>> {
        prop_oneof![
            Just(Said::Nothing),
            Just(Said::Cleared),
            value.prop_map(Said::Value)
        ]
        .boxed()
    }

    fn unit() -> impl Strategy<Value = Option<UnitId>> {
        prop::option::of((0..u32::MAX - 1).prop_map(UnitId::new))
    }

    fn extras() -> impl Strategy<Value = Extras> {
        let moments = (any_said(moment()), any_said(moment()), any_said(moment()));
        let flags = (any_said(any::<bool>()), any_said(any::<bool>()));
        let destination = any_said(prop::sample::select(DESTINATIONS.to_vec()));
        (
            prop::collection::vec(key(), 0..3),
            moments,
            flags,
            destination,
            (unit(), spot(), any::<bool>()),
        )
            .prop_map(
                |(aliases, moments, flags, destination, (pending_unit, pending_spot, booked))| Extras {
                    aliases,
                    expected_admission: moments.0,
                    expected_discharge: moments.1,
                    expected_return: moments.2,
                    destination,
                    private_room: flags.0,
                    confidential: flags.1,
                    booked,
                    pending_unit,
                    pending_spot,
                },
            )
    }

    fn report() -> impl Strategy<Value = Report> {
        let stamp = (
            moment(),
            any::<u32>(),
            prop::sample::select(ACTIONS.to_vec()),
            any::<u64>(),
        );
        let what = (
            prop::sample::select(KINDS.to_vec()),
            prop::sample::select(CLASSES.to_vec()),
            any::<[bool; 4]>(),
        );
        let doctor = prop::option::of((0..u32::MAX - 1).prop_map(PractitionerId::new));
        let units = (unit(), unit(), unit(), doctor);
        (
            key(),
            stamp,
            what,
            moment(),
            spot(),
            units,
            prop::option::of(extras()),
        )
            .prop_map(
                |(movement, stamp, (kind, class, flags), at, spot, units, extras)| Report {
                    movement,
                    stamp: Stamp {
                        sent_at: stamp.0,
                        sequence: stamp.1,
                        action: stamp.2,
                        tie: stamp.3,
                    },
                    kind,
                    historic: flags[0],
                    inferred: flags[1],
                    takes_back_last: flags[2],
                    at,
                    unit: units.0,
                    spot,
                    medical: units.1,
                    care: units.2,
                    moves: flags[3],
                    class,
                    doctor: units.3,
                    extras: extras.map(Box::new),
                },
            )
    }

    proptest! {
        #[test]
        fn what_is_packed_is_read_back(reports in prop::collection::vec(report(), 0..6)) {
            let packed: Reports = reports.iter().cloned().collect();
            prop_assert_eq!(packed.unpack().to_vec(), reports);
        }

        #[test]
        fn a_report_goes_where_it_is_put(
            reports in prop::collection::vec(report(), 0..5),
            one in report(),
            position in any::<prop::sample::Index>(),
        ) {
            let position = position.index(reports.len() + 1);
            let mut packed: Reports = reports.iter().cloned().collect();
            packed.insert(position, reports.len(), &one);
            let mut reports = reports;
            reports.insert(position, one);
            prop_assert_eq!(packed.unpack().to_vec(), reports);
        }

        #[test]
        fn reading_ends_whatever_the_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = Reports(bytes.into_boxed_slice()).iter().count();
        }
    }

    #[test]
    fn every_word_has_the_place_it_is_written_by() {
        assert!(KINDS.iter().enumerate().all(|(place, it)| *it as usize == place));
        assert!(
            ACTIONS
                .iter()
                .enumerate()
                .all(|(place, it)| *it as usize == place)
        );
        assert!(
            DESTINATIONS
                .iter()
                .enumerate()
                .all(|(place, it)| *it as usize == place)
        );
        assert!(
            CLASSES
                .iter()
                .flatten()
                .enumerate()
                .all(|(place, it)| *it as usize == place)
        );
    }
}
