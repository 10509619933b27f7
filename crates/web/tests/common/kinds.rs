//! What a board can say, as words: what is shown can be compared with what there is to show. Every `match` is
//! exhaustive and no structure is taken apart with `..`: whoever adds a state is asked here to put it in the sample.

use std::collections::BTreeSet;

use base::Zone;
use domain::bed::{Attribute, ClosureReason};
use domain::care::{Confidence, DischargeStep, Mobility, Need, Progress};
use domain::identity::Sex;
use domain::movement::{Class, Destination};
use domain::stay::Doubt;
use domain::view::board::{
    Age, CareView, Due, Face, Leaving, Moving, NoteView, PlannedBed, ShownName, StayView, TileView, Waiting,
    WardBoard, incoming, outgoing,
};

/// A function from a value to its word, and the list of all words.
macro_rules! kinds {
    ($(#[$doc:meta])* $name:ident, $all:ident: $of:ty { $($pattern:pat => $word:literal,)+ }) => {
        $(#[$doc])*
        pub fn $name(it: &$of) -> &'static str {
            match it { $($pattern => $word,)+ }
        }
        /// Every word of the function beside it.
        pub const $all: &[&str] = &[$($word),+];
    };
}

kinds! {
    /// What a bed shows.
    face, FACES: Face {
        Face::Free { since: None } => "free",
        Face::Free { since: Some(_) } => "free since",
        Face::Reserved(_) => "reserved",
        Face::Promised => "promised",
        Face::Occupied(_) => "occupied",
        Face::OnLeave { back_at: None, .. } => "on leave",
        Face::OnLeave { back_at: Some(_), .. } => "on leave, back at",
        Face::Disputed(_) => "disputed",
        Face::ToClean { contaminated: false, .. } => "to clean",
        Face::ToClean { contaminated: true, .. } => "contaminated",
        Face::Cleaning { .. } => "being cleaned",
        Face::Closed { until: None, .. } => "closed",
        Face::Closed { until: Some(_), .. } => "closed until",
    }
}
kinds! {
    name, NAMES: ShownName {
        ShownName::Full { .. } => "a name",
        ShownName::Masked => "a masked name",
        ShownName::Unknown => "an unknown name",
    }
}
kinds! {
    sex, SEXES: Sex {
        Sex::Female => "female",
        Sex::Male => "male",
        Sex::Unknown => "sex unknown",
    }
}
kinds! {
    age, AGES: Option<Age> {
        Some(Age::Years(_)) => "years",
        Some(Age::Months(_)) => "months",
        Some(Age::Days(_)) => "days",
        None => "no age",
    }
}
kinds! {
    class, CLASSES: Option<Class> {
        Some(Class::Inpatient) => "in-patient",
        Some(Class::Emergency) => "emergency",
        Some(Class::Outpatient) => "out-patient",
        Some(Class::Recurring) => "sessions",
        Some(Class::Other) => "other class",
        None => "no class",
    }
}
kinds! {
    destination, DESTINATIONS: Option<Destination> {
        Some(Destination::Home) => "home",
        Some(Destination::Acute) => "acute",
        Some(Destination::Rehab) => "rehabilitation",
        Some(Destination::LongTerm) => "long term",
        Some(Destination::Psychiatry) => "psychiatry",
        Some(Destination::HospitalAtHome) => "hospital at home",
        Some(Destination::SocialCare) => "social care",
        Some(Destination::Deceased) => "deceased",
        None => "no destination",
    }
}
kinds! {
    doubt, DOUBTS: Doubt {
        Doubt::NoAdmission => "no admission",
        Doubt::AdmissionCancelled => "admission cancelled",
        Doubt::UnknownUpdated => "unknown updated",
        Doubt::UnknownCancelled => "unknown cancelled",
        Doubt::AfterDischarge => "after discharge",
        Doubt::FarFuture => "far future",
        Doubt::NoLeave => "no leave",
        Doubt::TwoPlaces => "two places",
    }
}
kinds! {
    confidence, CONFIDENCES: Option<Confidence> {
        None => "the date of the feed",
        Some(Confidence::Estimated) => "estimated by the ward",
        Some(Confidence::Confirmed) => "confirmed by the ward",
        Some(Confidence::Waiting) => "waiting, with a date",
    }
}
kinds! {
    mobility, MOBILITIES: Option<Mobility> {
        None => "mobility not said",
        Some(Mobility::Independent) => "independent",
        Some(Mobility::Helped) => "helped",
        Some(Mobility::Wheelchair) => "wheelchair",
        Some(Mobility::Stretcher) => "stretcher",
    }
}
kinds! {
    need, NEEDS: Need {
        Need::Fall => "fall",
        Need::Oxygen => "oxygen",
        Need::Social => "social",
        Need::Companion => "companion",
        Need::Confidential => "confidential",
    }
}
kinds! {
    step, STEPS: DischargeStep {
        DischargeStep::Medical => "medical step",
        DischargeStep::Papers => "papers",
        DischargeStep::Downstream => "downstream",
        DischargeStep::Transport => "transport",
        DischargeStep::Family => "family",
    }
}
kinds! {
    progress, PROGRESSES: Progress {
        Progress::ToDo => "to do",
        Progress::Waiting(_) => "held up",
        Progress::Done => "done",
    }
}
kinds! {
    closure, CLOSURES: ClosureReason {
        ClosureReason::Staffing => "staffing",
        ClosureReason::Works => "works",
        ClosureReason::Breakdown => "breakdown",
        ClosureReason::Equipment => "equipment",
        ClosureReason::Isolation => "isolation",
        ClosureReason::Disinfection => "disinfection",
        ClosureReason::Planned => "planned",
        ClosureReason::Unspecified => "unspecified",
    }
}
kinds! {
    due, DUES: Due {
        Due::Late => "leaves: late",
        Due::Waiting => "leaves: waits",
        Due::Today => "leaves: today",
        Due::Tomorrow => "leaves: tomorrow",
        Due::Later => "leaves: later",
        Due::Undated => "leaves: undated",
    }
}
kinds! {
    planned, PLANNED: PlannedBed<'_> {
        PlannedBed::None => "comes: no bed",
        PlannedBed::Ready(_) => "comes: bed ready",
        PlannedBed::BeingMade(_) => "comes: bed being made",
        PlannedBed::Leaving(..) => "comes: bed still taken",
        PlannedBed::Conflict(_) => "comes: bed in conflict",
    }
}

/// What a stay can be marked with, and whether this one is.
fn marks(stay: &StayView) -> Vec<(&'static str, bool)> {
    let StayView {
        stay: _,
        patient: _,
        name: _,
        sex: _,
        age: _,
        reason,
        doctor,
        class: _,
        since: _,
        day: _,
        leaving,
        outlier,
        homonym,
        confidential,
        private_room,
        seen_leaving,
        seen_arriving,
        doubts: _,
        identity_doubtful,
        with,
        specialty,
        moving,
        care,
    } = stay;
    let CareView {
        precautions: _,
        telemetry,
        mobility: _,
        needs: _,
        steps: _,
        waiting,
        slots,
        notes,
    } = care;
    let note = |wanted: fn(&NoteView) -> bool| notes.iter().any(wanted);
    let mut marks = vec![
        ("no doctor", doctor.is_none()),
        ("a reason", reason.is_some()),
        ("an outlier", outlier.is_some()),
        ("a homonym", *homonym),
        ("a confidential stay", *confidential),
        ("a single room wished", *private_room),
        ("seen leaving", seen_leaving.is_some()),
        ("seen arriving", seen_arriving.is_some()),
        ("a doubtful identity", *identity_doubtful),
        ("a mother or a child", with.is_some()),
        ("no specialty", specialty.is_none()),
        ("telemetry", telemetry.is_some()),
        ("a slot of the ward", !slots.is_empty()),
        ("a note", note(|it| it.text.is_some() && it.author_name.is_some())),
        (
            "a note without its author",
            note(|it| it.text.is_some() && it.author_name.is_none()),
        ),
        ("a note that was purged", note(|it| it.text.is_none())),
        ("no date of discharge", leaving.is_none()),
    ];
    let moving = moving
        .as_ref()
        .map(|Moving { at: _, ward, bed }| (ward.is_some(), bed.is_some()));
    marks.push(("a transfer to a bed elsewhere", moving == Some((true, true))));
    marks.push((
        "a transfer of which only the hour is known",
        moving == Some((false, false)),
    ));
    let wait = waiting.as_ref().map(
        |Waiting {
             since: _,
             days: _,
             destination,
             reason,
         }| (destination.is_some(), reason.is_some()),
    );
    marks.push(("waits for a place, and for what", wait == Some((true, true))));
    marks.push(("waits, nobody says for what", wait == Some((false, false))));
    let leaves = leaving.map(
        |Leaving {
             at: _,
             day_only,
             today,
             late,
             announced,
             plan: _,
             destination: _,
         }| { [day_only, today, late, announced, !announced] },
    );
    let words = [
        "leaves on a day",
        "leaves today",
        "overdue",
        "a discharge announced",
        "a discharge estimated",
    ];
    marks.extend(words.into_iter().zip(leaves.unwrap_or_default()));
    marks
}

/// All there is to show; any stay will do, to ask what it could be marked with.
pub fn everything(any: &StayView) -> BTreeSet<String> {
    let lists = [
        FACES,
        NAMES,
        SEXES,
        AGES,
        CLASSES,
        DESTINATIONS,
        DOUBTS,
        CONFIDENCES,
        MOBILITIES,
        NEEDS,
        STEPS,
        PROGRESSES,
        CLOSURES,
        DUES,
        PLANNED,
        &[
            "an additional bed",
            "a discovered bed",
            "a bed closed under its patient",
            "late arrivals",
            "arrivals today",
            "arrivals tomorrow",
        ],
    ];
    let words = lists.into_iter().flatten().map(|it| (*it).to_owned());
    let precautions = domain::precaution::preset();
    let precautions = precautions.iter().map(|it| format!("precaution {}", it.code));
    let attributes = Attribute::ALL
        .into_iter()
        .map(|(_, code)| format!("bed with {code}"));
    let marks = marks(any).into_iter().map(|(mark, _)| mark.to_owned());
    words.chain(precautions).chain(attributes).chain(marks).collect()
}

/// What that board shows.
pub fn shown_on(board: &WardBoard) -> BTreeSet<String> {
    let mut shown = BTreeSet::new();
    for tile in board.tiles() {
        let TileView {
            bed: _,
            name: _,
            room_code: _,
            bed_code: _,
            attributes,
            surge,
            discovered,
            closed_after,
            hold: _,
            soon: _,
            face: of,
        } = tile;
        shown.insert(face(of).to_owned());
        if let Face::Closed { reason, .. } = of {
            shown.insert(closure(reason).to_owned());
        }
        for (attribute, code) in Attribute::ALL {
            if attributes.has(attribute) {
                shown.insert(format!("bed with {code}"));
            }
        }
        shown.extend(surge.then(|| "an additional bed".to_owned()));
        shown.extend(discovered.then(|| "a discovered bed".to_owned()));
        shown.extend(closed_after.map(|_| "a bed closed under its patient".to_owned()));
    }
    for stay in board.stays() {
        let care = &stay.care;
        let going = stay.leaving.map(|it| it.destination);
        let waiting = care.waiting.as_ref().map(|it| it.destination);
        let mut words = vec![
            name(&stay.name),
            sex(&stay.sex),
            age(&stay.age),
            class(&stay.class),
            mobility(&care.mobility),
        ];
        words.extend(going.iter().chain(&waiting).map(destination));
        words.extend(stay.leaving.iter().map(|it| confidence(&it.plan)));
        words.extend(stay.doubts.iter().map(doubt));
        words.extend(care.needs.iter().map(need));
        words.extend(care.steps.iter().flat_map(|(of, far)| [step(of), progress(far)]));
        words.extend(
            marks(stay)
                .into_iter()
                .filter(|(_, is)| *is)
                .map(|(mark, _)| mark),
        );
        shown.extend(words.into_iter().map(str::to_owned));
        shown.extend(
            care.precautions
                .iter()
                .map(|it| format!("precaution {}", it.code)),
        );
    }
    let zone = Zone::paris();
    let leaving = outgoing(board, &zone);
    shown.extend(leaving.groups.iter().map(|(of, _)| due(of).to_owned()));
    let coming = incoming(board, &zone);
    for (when, arrivals) in [
        ("late arrivals", &coming.late),
        ("arrivals today", &coming.today),
        ("arrivals tomorrow", &coming.tomorrow),
    ] {
        shown.extend((!arrivals.is_empty()).then(|| when.to_owned()));
        shown.extend(arrivals.iter().map(|it| planned(&it.bed).to_owned()));
    }
    shown
}
