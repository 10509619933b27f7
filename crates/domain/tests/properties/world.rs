//! A small world in which anything may be said and done.

use crate::flow::{self, FlowWish};
use crate::studio::{self, StudioWish};
use base::Code;
use base::id::{BedId, NoteId, PersonId, RoomId, StayId, UnitId, WardId};
use base::time::MINUTE;
use domain::bed::{ClosureReason, Hygiene};
use domain::care::{CareChange, Confidence, DischargePlan, DischargeStep, Need, Progress};
use domain::command::{BoardCommand, Command, StructureCommand};
use domain::identity::{IdentifierKind, Sex};
use domain::movement::{Class, Kind, Said};
use domain::note::NoteText;
use domain::observation::{Fact, Lodging};
use domain::testing::{Hospital, Told, identifier, moment};
use proptest::prelude::*;

/// What the messages of this world say of people, none of which may reach the journal.
pub const CANARIES: [&str; 9] = [
    "QUENOTTE",
    "Barnabé",
    "19470817",
    "IPPQ4471",
    "147087511412345",
    "VENUE-Q",
    "NDAQ",
    "FOLAVOINE",
    "MOTIFQ",
];

/// Something that happens.
#[derive(Clone, Debug)]
pub enum Step {
    Tell(Box<Told>),
    Act(BoardCommand),
    Change(StructureCommand),
    Studio(StudioWish),
    Flow(FlowWish),
    /// Minutes.
    Wait(i64),
}

/// Carries a step out; false when it is refused.
pub fn carry_out(hospital: &mut Hospital, step: &Step) -> bool {
    match step {
        Step::Tell(told) => hospital.ask(&told.clone().command()).is_ok(),
        Step::Act(action) => hospital.act(action.clone()).is_ok(),
        Step::Change(change) => hospital.ask(&Command::Structure(change.clone())).is_ok(),
        Step::Studio(wish) => {
            let command = Command::Studio(Box::new(wish.command(&hospital.state)));
            hospital.ask(&command).is_ok()
        }
        Step::Flow(wish) => {
            let commands = wish.commands(&hospital.state, hospital.now);
            let done = commands.into_iter().filter(|it| {
                let command = Command::Flow(Box::new(it.clone()));
                hospital.ask(&command).is_ok()
            });
            done.count() > 0
        }
        Step::Wait(minutes) => {
            hospital.now = hospital.now.plus(minutes * MINUTE);
            hospital.state.pass_time(hospital.now, &mut hospital.touched);
            hospital.check();
            true
        }
    }
}

pub fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => message().prop_map(|told| Step::Tell(Box::new(told))),
        2 => fact().prop_map(|told| Step::Tell(Box::new(told))),
        5 => action().prop_map(Step::Act),
        2 => change().prop_map(Step::Change),
        3 => studio::wish().prop_map(Step::Studio),
        6 => flow::wish().prop_map(Step::Flow),
        1 => (1_i64..600).prop_map(Step::Wait),
    ]
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

/// Places: mostly beds; also a room, a unit, a placeholder, a bed without a room, nothing.
fn place() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => (1..4_u8, 1..3_u8, 1..3_u8).prop_map(|(unit, room, bed)| format!("U{unit}/{room}/{bed}")),
        2 => (1..4_u8).prop_map(|unit| format!("U{unit}")),
        1 => (1..4_u8, 1..3_u8).prop_map(|(unit, room)| format!("U{unit}/{room}")),
        1 => (1..4_u8).prop_map(|unit| format!("U{unit}/ZGEN/ZGEN")),
        1 => (1..4_u8).prop_map(|unit| format!("U{unit}//9")),
        1 => Just(String::new()),
    ]
}

fn time() -> impl Strategy<Value = String> {
    (21..24_u8, 0..24_u8, 0..4_u8)
        .prop_map(|(day, hour, quarter)| format!("{day} {hour}:{:02}", quarter * 15))
}

/// Any movement message of any of five visits.
fn movement(visits: u8) -> impl Strategy<Value = Told> {
    let what = (0..visits, prop::sample::select(&KINDS[..]), 0..6_u8, 1..5_u8);
    let when = (time(), time(), any::<bool>());
    let wherever = (
        place(),
        place(),
        prop::option::of(1..4_u8),
        prop::option::of(1..4_u8),
    );
    let more = (
        any::<bool>(),
        prop::option::of(1..3_u8),
        prop::option::of(0..4_u8),
        prop::option::of(time()),
    );
    (what, when, wherever, more).prop_map(|((visit, kind, action, id), when, wherever, more)| {
        let ((at, sent, historic), (place, pending, medical, care)) = (when, wherever);
        let (moves, doctor, class, leaves) = more;
        let number = format!("VENUE-Q{visit}");
        let told = match action {
            0 => Told::cancel(kind, &number),
            1 => Told::update(kind, &number),
            _ => Told::insert(kind, &number),
        };
        let mut told = told
            .of(&format!("IPPQ4471{}", visit / 2))
            .at(&at)
            .sent(&sent)
            .in_(&place)
            .id(&id.to_string());
        told = told.but(|it| {
            it.family = "QUENOTTE".parse().ok();
            it.given = "Barnabé".parse().ok();
            it.birth = Some(19_470_817);
            it.sex = Sex::Male;
        });
        told = told.account(&format!("NDAQ{visit}"));
        told = if historic { told.historic() } else { told };
        told = if moves { told } else { told.without_moving() };
        told = if kind == Kind::PendingTransfer {
            told.pending(&pending)
        } else {
            told
        };
        told = medical.map_or(told.clone(), |unit| told.medical(&format!("U{unit}")));
        told = care.map_or(told.clone(), |unit| told.care(&format!("S{unit}")));
        told = doctor.map_or(told.clone(), |doctor| told.doctor(&format!("FOLAVOINE{doctor}")));
        let classes = [
            Class::Inpatient,
            Class::Emergency,
            Class::Outpatient,
            Class::Recurring,
        ];
        told = class.map_or(told.clone(), |class| told.class(classes[usize::from(class)]));
        told = told.with(|it| it.expected_discharge = Said::from(leaves.map(|at| moment(&at))));
        match id {
            1 => told.because(""),
            2 => told.because(&format!("MOTIFQ{visit}")),
            _ => told,
        }
    })
}

/// A message with or without ZBE, a repeated number or a pre-admission before it.
pub fn message() -> impl Strategy<Value = Told> {
    (movement(5), 0..8_u8).prop_map(|(told, form)| match form {
        0 => told.without_zbe(),
        1 => told.id("1,2"),
        2 => told.after("VENUE-Q4"),
        3 => booked(told, "RDVQ1", [Lodging::Booked, Lodging::Unsaid, Lodging::Visit]),
        _ => told,
    })
}

/// What a theatre says instead, of an admission to come.
fn booked(told: Told, number: &str, lodgings: [Lodging; 3]) -> Told {
    let mut told = told.with(|it| it.kind = Kind::PreAdmission);
    let lodging = lodgings[told.clone().observation().stamp.tie as usize % 3];
    told = told.appointment(number, lodging).taking("U1");
    told
}

/// Messages of a sender that numbers its movements, some with two numbers.
pub fn messages_of_one_sender(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Told>> {
    let told = (movement(3), 0..6_u8).prop_map(|(told, form)| match form {
        0 => told.id("1,2"),
        1 => told.id("3,2^BLOC"),
        // An appointment book that knows the number of the visit.
        2 => told.with(|it| {
            it.kind = Kind::PreAdmission;
            it.booked = true;
        }),
        _ => told,
    });
    prop::collection::vec(told, count)
}

/// Something said of patients: an identity, a merge, a moved account, a changed number.
fn fact() -> impl Strategy<Value = Told> {
    (0..4_u8, 0..4_u8, 0..4_u8, time()).prop_map(|(form, one, other, sent)| {
        let who = |number: u8| format!("IPPQ4471{number}");
        let ipp = identifier(IdentifierKind::Local, &who(other));
        let fact = match form {
            0 => Fact::PatientsMerged { gone: vec![ipp] },
            1 => Fact::AccountMoved {
                account: Some(identifier(IdentifierKind::Account, &format!("NDAQ{other}"))),
                from: vec![ipp],
            },
            2 => Fact::IdentifiersChanged {
                withdrawn: vec![ipp],
                ins_withdrawn: true,
            },
            _ => Fact::Identity,
        };
        Told::fact(&who(one), fact).sent(&sent).but(|it| {
            it.status.masked = one == 3;
            it.identifiers
                .push(identifier(IdentifierKind::Ins, "147087511412345"));
        })
    })
}

pub fn action() -> impl Strategy<Value = BoardCommand> {
    let stay = || (0..6_u32).prop_map(StayId::new);
    let bed = || (0..10_u32).prop_map(BedId::new);
    let hygiene = prop::sample::select(
        &[
            Hygiene::Clean,
            Hygiene::ToClean,
            Hygiene::Cleaning,
            Hygiene::Contaminated,
        ][..],
    );
    prop_oneof![
        3 => (stay(), bed()).prop_map(|(stay, bed)| BoardCommand::PlaceStay { stay, bed }),
        3 => (stay(), stay()).prop_map(|(one, other)| BoardCommand::SwapStays { one, other }),
        1 => stay().prop_map(|stay| BoardCommand::UnplaceStay { stay }),
        2 => (stay(), time()).prop_map(|(stay, at)| BoardCommand::MarkLeft { stay, at: moment(&at) }),
        1 => stay().prop_map(|stay| BoardCommand::UnmarkLeft { stay }),
        2 => (stay(), time()).prop_map(|(stay, at)| BoardCommand::MarkArrived { stay, at: moment(&at) }),
        1 => stay().prop_map(|stay| BoardCommand::UnmarkArrived { stay }),
        2 => (bed(), hygiene).prop_map(|(bed, hygiene)| BoardCommand::MarkBed { bed, hygiene }),
        1 => (bed(), prop::option::of(time())).prop_map(|(bed, until)| BoardCommand::CloseBed {
            bed,
            reason: ClosureReason::Works,
            until: until.map(|at| moment(&at)),
        }),
        1 => bed().prop_map(|bed| BoardCommand::OpenBed { bed }),
        2 => (bed(), stay()).prop_map(|(bed, keeps)| BoardCommand::SettleDispute { bed, keeps }),
        3 => (stay(), care(), prop_oneof![4 => Just(0), 1 => 1..60_u64]).prop_map(|(stay, change, saw)| {
            BoardCommand::StateCare { stay, change, saw }
        }),
        1 => (stay(), prop::option::of(0..4_u32)).prop_map(|(stay, replaces)| BoardCommand::WriteNote {
            stay,
            text: NoteText::new("Barnabé QUENOTTE attend sa fille").expect("text"),
            author: PersonId::new(0),
            replaces: replaces.map(NoteId::new),
        }),
        1 => (0..4_u32, prop::option::of(0..4_u32)).prop_map(|(note, restores)| BoardCommand::WithdrawNote {
            note: NoteId::new(note),
            restores: restores.map(NoteId::new),
        }),
        1 => (0..4_u32).prop_map(|note| BoardCommand::RestoreNote { note: NoteId::new(note) }),
    ]
}

fn care() -> impl Strategy<Value = CareChange> {
    let code = |text: &str| Code::new(text).expect("code");
    let confidence = prop::sample::select(&Confidence::ALL[..]);
    let step = prop::sample::select(&DischargeStep::ALL[..]);
    prop_oneof![
        (prop::option::of(time()), confidence).prop_map(|(at, confidence)| {
            CareChange::Discharge(Some(DischargePlan {
                at: at.map(|at| moment(&at)),
                destination: None,
                confidence,
            }))
        }),
        Just(CareChange::Discharge(None)),
        step.prop_map(|step| CareChange::Step {
            step,
            progress: Progress::Done
        }),
        prop::collection::vec(prop::sample::select(&["C", "G", "BHRE", "?"][..]), 0..3)
            .prop_map(move |codes| CareChange::Precautions(codes.into_iter().map(code).collect())),
        prop::option::of(prop::sample::select(
            &["03", "11", "trop long pour une télémétrie"][..]
        ))
        .prop_map(move |unit| CareChange::Telemetry(unit.map(code))),
        (prop::sample::select(&Need::ALL[..]), any::<bool>())
            .prop_map(|(need, raised)| CareChange::Need { need, raised }),
    ]
}

pub fn change() -> impl Strategy<Value = StructureCommand> {
    let ward = || (0..4_u32).prop_map(WardId::new);
    prop_oneof![
        ward().prop_map(|ward| StructureCommand::ConfirmWard { ward }),
        (ward(), ward()).prop_map(|(gone, kept)| StructureCommand::MergeWard { gone, kept }),
        (ward(), any::<bool>()).prop_map(|(ward, ignored)| StructureCommand::IgnoreWard { ward, ignored }),
        (0..10_u32).prop_map(|bed| StructureCommand::RemoveBed { bed: BedId::new(bed) }),
        (0..6_u32, ward()).prop_map(|(room, ward)| StructureCommand::MoveRoom {
            room: RoomId::new(room),
            ward
        }),
        (0..6_u32, prop::option::of(ward())).prop_map(|(unit, ward)| StructureCommand::AttachUnit {
            unit: UnitId::new(unit),
            ward,
        }),
    ]
}

/// A stay of six messages.
pub fn one_stay() -> Vec<Told> {
    let told = |kind, at: &str, id: &str| Told::insert(kind, "V1").of("MARTIN").at(at).id(id);
    vec![
        told(Kind::Admission, "08:00", "1").in_("U1/1/1"),
        told(Kind::Transfer, "09:00", "2").in_("U1/1/2"),
        told(Kind::Transfer, "10:00", "3").in_("U2/1/1"),
        told(Kind::Leave, "11:00", "4"),
        Told::cancel(Kind::Transfer, "V1")
            .of("MARTIN")
            .at("10:00")
            .id("3")
            .sent("10:30")
            .in_("U1/1/2"),
        told(Kind::Discharge, "12:00", "5"),
    ]
}
