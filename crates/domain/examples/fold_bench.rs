//! How fast the state is folded from events, and how much memory it takes.
//!
//! `cargo run --release -p domain --example fold_bench` prints two territories: one of 370,000 beds and stays with
//! 1.1 million movements, and one of 1,900 beds with a year of history. Events are made outside the measured time, in
//! handfuls, so that their own memory does not count. Times are processor time of one thread (Linux only), so that a
//! busy machine does not change them much; nothing is asserted.

use std::sync::Arc;

use base::id::{
    AuthorityId, BedId, EstablishmentId, PatientId, PractitionerId, RoomId, StayId, UnitId, WardId,
};
use base::time::{DAY, HOUR, MINUTE};
use base::{Code, Label, Moment};
use domain::bed::Attributes;
use domain::event::{Event, PlaceAdded};
use domain::identity::{Identifier, IdentifierKind, Identity, Sex};
use domain::movement::{Action, Class, Extras, Kind, LocalId, MovementKey, Report, Said, Spot, Stamp};
use domain::state::{State, Touched};
use domain::structure::{Standing, UnitKinds};
use domain::vault::{StayNumbers, Vault, VaultWrite};
use domain::view::board::ward_board;
use domain::view::territory::territory;

/// Beds of a ward.
const WARD: u32 = 30;

fn main() {
    println!(
        "sizes in bytes: Bed {}, Room {}, Extras {}, Identity {}",
        size_of::<domain::structure::Bed>(),
        size_of::<domain::structure::Room>(),
        size_of::<Extras>(),
        size_of::<Identity>(),
    );
    println!(
        "sizes in bytes: Stay {}, Timeline {}, Segment {}, Report {}, Patient {}",
        size_of::<domain::stay::Stay>(),
        size_of::<domain::timeline::Timeline>(),
        size_of::<domain::timeline::Segment>(),
        size_of::<Report>(),
        size_of::<domain::state::Patient>(),
    );
    // The one whose memory is told goes first: what it gives back, the next one takes without asking for more.
    measure(&Plan {
        name: "370,000 beds and stays",
        beds: 370_000,
        stays: 370_000,
        leave: false,
        pace: MINUTE,
    });
    measure(&Plan {
        name: "1,900 beds, a year",
        beds: 1_900,
        stays: 115_000,
        leave: true,
        pace: 365 * DAY / 115_000,
    });
}

struct Plan {
    name: &'static str,
    beds: u32,
    stays: u32,
    /// Whether patients leave, so that beds are used again.
    leave: bool,
    /// Milliseconds from one admission to the next.
    pace: i64,
}

fn measure(plan: &Plan) {
    let before = resident_megabytes();
    let mut fold = Fold::default();
    fold.take(places(plan.beds), Moment::from_millis(0));
    let (place_events, place_time) = (fold.events, fold.time);
    let start = Moment::from_millis(1_700_000_000_000);
    let window = if plan.leave { plan.beds * 9 / 10 } else { 1_000 };
    for first in (0..plan.stays + 2 * window).step_by(1_000) {
        let events: Vec<Event> = (first..first + 1_000)
            .flat_map(|step| at_step(plan, window, start, step))
            .collect();
        fold.take(events, start.plus(i64::from(first) * plan.pace));
    }
    let seconds = (fold.time - place_time) / 1e6;
    let rate = f64::from(fold.events - place_events) / seconds;
    let folded = resident_megabytes();
    println!("\n{}", plan.name);
    println!("  places: {place_events} events in {:.2} s", place_time / 1e6);
    println!(
        "  stays:  {} events in {seconds:.2} s, {rate:.0} events/s",
        fold.events - place_events
    );
    println!("  memory of the state: {} MB", folded - before);
    let vault = names(plan.stays);
    println!(
        "  memory with names and numbers: {} MB",
        resident_megabytes() - before
    );
    let now = fold.state.now;
    let wards = fold.state.wards.len().min(1_000);
    let began = clock();
    // The processor clock only ticks every few milliseconds: what is quick is done many times.
    let times = if wards < 100 { 500 } else { 1 };
    let shown: usize = (0..wards * times)
        .map(|number| number % wards)
        .filter_map(|ward| ward_board(&fold.state, &vault, WardId::new(u32::try_from(ward).ok()?), now))
        .map(|board| board.tiles().count())
        .sum();
    println!(
        "  ward board: {:.1} us each ({shown} tiles in {wards} boards)",
        micros(began) / (wards * times) as f64
    );
    let began = clock();
    let mut total = None;
    for _ in 0..times {
        total = Some(territory(&fold.state, &vault, now).total);
    }
    let each = micros(began) / 1_000.0 / times as f64;
    println!("  territory: {each:.2} ms ({total:?})");
    let began = clock();
    let frozen = fold.state.freeze();
    println!("  freeze: {:.0} ms", micros(began) / 1_000.0);
    let began = clock();
    let thawed = State::thaw(frozen).map(|state| state.seq);
    println!("  thaw: {:.0} ms ({thawed:?})", micros(began) / 1_000.0);
}

#[derive(Default)]
struct Fold {
    state: State,
    events: u32,
    /// Microseconds.
    time: f64,
}

impl Fold {
    fn take(&mut self, events: Vec<Event>, recorded_at: Moment) {
        let began = clock();
        let mut touched = Touched::default();
        for event in &events {
            self.events += 1;
            touched.wards.clear();
            self.state
                .apply(event, u64::from(self.events), recorded_at, &mut touched);
        }
        self.time += micros(began);
    }
}

/// What happens at a step: the admission of one stay, the transfer of an earlier one, and the last movement of one
/// before that.
fn at_step(plan: &Plan, window: u32, start: Moment, step: u32) -> Vec<Event> {
    let at = start.plus(i64::from(step) * plan.pace);
    let mut events = Vec::with_capacity(6);
    if step < plan.stays {
        let (stay, patient) = (StayId::new(step), PatientId::new(step));
        events.push(Event::PatientRegistered { patient });
        events.push(Event::IdentityRevised {
            patient,
            revision: 1,
            stamp: stamp(at, u64::from(step)),
            sex: if step.is_multiple_of(2) {
                Sex::Female
            } else {
                Sex::Male
            },
            birth_year: Some(1950),
            mother: None,
        });
        events.push(Event::StayRegistered { stay, patient });
        let mut report = report(step, 0, Kind::Admission, at, plan.beds);
        report.class = Some(Class::Inpatient);
        report.doctor = Some(PractitionerId::new(step % 5_000));
        report.extras = Some(Box::new(Extras {
            expected_discharge: Said::Value(at.plus(100 * HOUR)),
            ..Extras::default()
        }));
        events.push(reported(stay, report));
    }
    let before = |steps: u32| step.checked_sub(steps).filter(|stay| *stay < plan.stays);
    if let Some(stay) = before(window / 2) {
        events.push(reported(
            StayId::new(stay),
            report(stay, 1, Kind::Transfer, at, plan.beds),
        ));
    }
    if let Some(stay) = before(window) {
        let last = if plan.leave {
            Kind::Discharge
        } else {
            Kind::DoctorChange
        };
        events.push(reported(StayId::new(stay), report(stay, 2, last, at, plan.beds)));
    }
    events
}

fn reported(stay: StayId, report: Report) -> Event {
    Event::MovementReported {
        stay,
        report: Box::new(report),
    }
}

fn stamp(at: Moment, tie: u64) -> Stamp {
    Stamp {
        sent_at: at,
        sequence: 0,
        action: Action::Insert,
        tie,
    }
}

fn report(stay: u32, number: u32, kind: Kind, at: Moment, beds: u32) -> Report {
    // Admitted next door, then moved to the bed of one's own number.
    let bed = (stay + u32::from(number == 0)) % beds;
    let movement = u64::from(stay) * 3 + u64::from(number);
    let unit = Some(UnitId::new(bed / WARD));
    Report {
        movement: MovementKey {
            authority: AuthorityId::new(1),
            local: LocalId::Number(movement),
        },
        stamp: stamp(at, movement),
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
        class: None,
        doctor: None,
        extras: None,
    }
}

fn places(beds: u32) -> Vec<Event> {
    let establishment = EstablishmentId::new(0);
    let mut events = vec![
        Event::AuthorityNamed {
            authority: AuthorityId::new(1),
            code: code("GAM"),
        },
        Event::PlaceAdded(PlaceAdded::Establishment {
            id: establishment,
            code: code("CHU"),
            name: label("CHU"),
            standing: Standing::Confirmed,
        }),
    ];
    for number in 0..beds.div_ceil(WARD) {
        let name = format!("{number:05}");
        events.push(Event::PlaceAdded(PlaceAdded::Ward {
            id: WardId::new(number),
            establishment,
            site: None,
            division: None,
            code: code(&name),
            name: label(&name),
            specialty: None,
            standing: Standing::Confirmed,
        }));
        events.push(Event::PlaceAdded(PlaceAdded::Unit {
            id: UnitId::new(number),
            establishment,
            code: code(&name),
            name: None,
            kinds: UnitKinds::default(),
            ward: Some(WardId::new(number)),
        }));
    }
    for bed in 0..beds {
        let room = RoomId::new(bed / 2);
        if bed.is_multiple_of(2) {
            events.push(Event::PlaceAdded(PlaceAdded::Room {
                id: room,
                ward: WardId::new(bed / WARD),
                code: code(&format!("{}", 400 + bed % WARD / 2)),
                attributes: Attributes::NONE,
            }));
        }
        events.push(Event::PlaceAdded(PlaceAdded::Bed {
            id: BedId::new(bed),
            room,
            code: code(if bed.is_multiple_of(2) { "P" } else { "F" }),
            label: None,
            attributes: Attributes::NONE,
            standing: Standing::Confirmed,
        }));
    }
    events
}

/// An identity and the numbers of a stay for everybody.
fn names(stays: u32) -> Vault {
    let mut vault = Vault::default();
    let number = |kind, value: String| Identifier {
        kind,
        authority: code("1.2.250.1.71"),
        value: code(&value),
    };
    for id in 0..stays {
        let identity = Identity {
            family: Some(label(&format!("NOM{}", id % 40_000))),
            given: Some(label(&format!("Prenom{}", id % 500))),
            birth: Some(19_500_101),
            identifiers: vec![
                number(IdentifierKind::Local, format!("{id:08}")),
                number(IdentifierKind::Ins, format!("1500175{id:08}")),
            ],
            ..Identity::default()
        };
        vault.apply(&VaultWrite::Patient {
            patient: PatientId::new(id),
            revision: 1,
            identity: Some(Arc::new(identity)),
        });
        let mut numbers = StayNumbers::default();
        numbers
            .visits
            .push(number(IdentifierKind::Visit, format!("V{id:08}")));
        vault.apply(&VaultWrite::Stay {
            stay: StayId::new(id),
            revision: 1,
            numbers: Some(Arc::new(numbers)),
        });
    }
    vault
}

fn code(text: &str) -> Code {
    Code::new(text).expect("a code")
}

fn label(text: &str) -> Label {
    Label::new(text).expect("a label")
}

fn resident_megabytes() -> i64 {
    let status = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: i64 = status
        .split(' ')
        .nth(1)
        .and_then(|pages| pages.parse().ok())
        .unwrap_or(0);
    pages * 4_096 / 1_000_000
}

/// Microseconds of processor since then.
fn micros(began: f64) -> f64 {
    clock() - began
}

/// Microseconds of processor this thread has used: what others do on the machine does not count.
fn clock() -> f64 {
    let used = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds: f64 = used
        .split(' ')
        .next()
        .and_then(|it| it.parse().ok())
        .unwrap_or(0.0);
    nanoseconds / 1_000.0
}
