//! Version 1: the event as JSON, under its name in snake case.

use base::Moment;
use domain::display::DisplayChanged;
use domain::event::{Event, PlaceAdded, PlaceChanged};
use domain::flow::placement::PlacementChanged;
use domain::flow::{HoldChange, HoldChanged, Promised, RequestChange, RequestChanged, Subject};
use domain::movement::{Report, Spot};
use domain::studio::Scope;

use super::Unreadable;
use crate::{NewRecord, Streams};

/// The version this module reads and writes.
pub(super) const VERSION: u16 = 1;

pub(super) fn encode(event: &Event, recorded_at: Moment) -> Result<NewRecord, Unreadable> {
    let body = serde_json::to_string(event).map_err(|source| Unreadable {
        kind: kind(event).to_owned(),
        version: VERSION,
        source: Some(source),
    })?;
    Ok(NewRecord {
        kind: kind(event),
        version: VERSION,
        occurred_at: occurred_at(event).unwrap_or(recorded_at),
        streams: streams(event),
        body,
    })
}

pub(super) fn decode(kind: &str, body: &str) -> Result<Event, Unreadable> {
    serde_json::from_str(body).map_err(|source| Unreadable {
        kind: kind.to_owned(),
        version: VERSION,
        source: Some(source),
    })
}

/// The name of an event in the journal.
fn kind(event: &Event) -> &'static str {
    match event {
        Event::AuthorityNamed { .. } => "authority_named",
        Event::PlaceAdded(_) => "place_added",
        Event::PlaceChanged(_) => "place_changed",
        Event::Configured(_) => "configured",
        Event::StudioChanged(_) => "studio_changed",
        Event::DisplayChanged(_) => "display_changed",
        Event::RequestChanged(_) => "request_changed",
        Event::HoldChanged(_) => "hold_changed",
        Event::PlacementChanged(_) => "placement_changed",
        Event::ThesaurusWritten(_) => "thesaurus_written",
        Event::ThesaurusDrafted(_) => "thesaurus_drafted",
        Event::FlowSet(_) => "flow_set",
        Event::PersonRegistered { .. } => "person_registered",
        Event::PractitionerRegistered { .. } => "practitioner_registered",
        Event::PatientRegistered { .. } => "patient_registered",
        Event::IdentityRevised { .. } => "identity_revised",
        Event::PatientsMerged { .. } => "patients_merged",
        Event::StayRegistered { .. } => "stay_registered",
        Event::StayReassigned { .. } => "stay_reassigned",
        Event::MovementReported { .. } => "movement_reported",
        Event::ExitObserved { .. } => "exit_observed",
        Event::ExitWithdrawn { .. } => "exit_withdrawn",
        Event::ArrivalObserved { .. } => "arrival_observed",
        Event::ArrivalWithdrawn { .. } => "arrival_withdrawn",
        Event::BedMarked { .. } => "bed_marked",
        Event::BedOperated { .. } => "bed_operated",
        Event::MessageSettled { .. } => "message_settled",
        Event::DisputeSettled { .. } => "dispute_settled",
        Event::CareStated { .. } => "care_stated",
        Event::NoteWritten { .. } => "note_written",
        Event::NoteWithdrawn { .. } => "note_withdrawn",
    }
}

/// When it happened, for events that say so.
fn occurred_at(event: &Event) -> Option<Moment> {
    match event {
        Event::MovementReported { report, .. } => Some(report.at),
        Event::ExitObserved { at, .. } | Event::ArrivalObserved { at, .. } => Some(*at),
        Event::BedMarked { mark, .. } => Some(mark.at),
        Event::RequestChanged(changed) => match &changed.change {
            RequestChange::PatientReady { at }
            | RequestChange::Departed { at }
            | RequestChange::Placed { at, .. } => Some(*at),
            _ => None,
        },
        Event::HoldChanged(changed) => match &changed.change {
            HoldChange::Ended { at, .. } => Some(*at),
            _ => None,
        },
        _ => None,
    }
}

/// The journals in which it is read again: those of its stay, its patient, its beds, its ward.
fn streams(event: &Event) -> Streams {
    match event {
        Event::MovementReported { stay, report } => match (bed_of(report), pending_bed_of(report)) {
            (Some(bed), Some(pending)) => Streams::from(&*format!("{stay} {bed} {pending}")),
            (Some(bed), None) | (None, Some(bed)) => Streams::from(&*format!("{stay} {bed}")),
            (None, None) => Streams::of([stay]),
        },
        Event::StayRegistered { stay, patient } | Event::StayReassigned { stay, patient, .. } => {
            Streams::from(&*format!("{stay} {patient}"))
        }
        Event::ExitObserved { stay, .. }
        | Event::ExitWithdrawn { stay }
        | Event::ArrivalObserved { stay, .. }
        | Event::ArrivalWithdrawn { stay }
        | Event::CareStated { stay, .. }
        | Event::NoteWritten { stay, .. }
        | Event::NoteWithdrawn { stay, .. } => Streams::of([stay]),
        Event::PatientRegistered { patient } | Event::IdentityRevised { patient, .. } => {
            Streams::of([patient])
        }
        Event::PatientsMerged { gone, kept, .. } => Streams::of([kept, gone]),
        Event::BedMarked { bed, .. } | Event::BedOperated { bed, .. } => Streams::of([bed]),
        Event::DisputeSettled { bed, keeps } => Streams::from(&*format!("{bed} {keeps}")),
        Event::PlaceAdded(place) => match place {
            PlaceAdded::Ward { id, .. } => Streams::of([id]),
            PlaceAdded::Room { ward, .. } => Streams::of([ward]),
            PlaceAdded::Bed { id, .. } => Streams::of([id]),
            _ => Streams::none(),
        },
        Event::PlaceChanged(place) => match place {
            PlaceChanged::Ward { id, .. } => Streams::of([id]),
            PlaceChanged::WardMerged { gone, kept } => Streams::of([kept, gone]),
            PlaceChanged::Room { ward, .. } => Streams::of([ward]),
            PlaceChanged::Bed { id, .. } => Streams::of([id]),
            _ => Streams::none(),
        },
        Event::StudioChanged(changed) => match changed.scope {
            Scope::Ward(ward) => Streams::of([ward]),
            Scope::Territory => Streams::none(),
        },
        Event::DisplayChanged(changed) => match &**changed {
            DisplayChanged::Enrolled { display, ward, .. } => Streams::from(&*format!("{display} {ward}")),
            DisplayChanged::Set { display, .. }
            | DisplayChanged::Rekeyed { display, .. }
            | DisplayChanged::Revoked { display } => Streams::of([display]),
        },
        Event::RequestChanged(changed) => of_request(changed),
        Event::HoldChanged(changed) => of_hold(changed),
        Event::PlacementChanged(changed) => match &**changed {
            PlacementChanged::Set { .. } => Streams::none(),
            PlacementChanged::Decided(record) => match (record.question.stay, record.choice.bed()) {
                (Some(stay), Some(bed)) => Streams::from(&*format!("{stay} {bed}")),
                (Some(stay), None) => Streams::of([stay]),
                (None, Some(bed)) => Streams::of([bed]),
                (None, None) => Streams::none(),
            },
        },
        Event::PersonRegistered { person } => Streams::of([person]),
        Event::PractitionerRegistered { practitioner } => Streams::of([practitioner]),
        Event::AuthorityNamed { .. }
        | Event::Configured(_)
        | Event::ThesaurusWritten(_)
        | Event::ThesaurusDrafted(_)
        | Event::FlowSet(_)
        | Event::MessageSettled { .. } => Streams::none(),
    }
}

/// The journal of the request, of its stay or patient, of the ward that is asked.
fn of_request(changed: &RequestChanged) -> Streams {
    let mut names = vec![changed.request.to_string()];
    names.extend(changed.stay.map(|it| it.to_string()));
    match &changed.change {
        RequestChange::Proposed { proposal, .. } => names.push(proposal.ward.to_string()),
        RequestChange::Made(made) => {
            if let Subject::Known { patient, stay: None } = made.subject {
                names.push(patient.to_string());
            }
            names.extend(made.asker.ward.map(|it| it.to_string()));
        }
        _ => {}
    }
    Streams::of(names)
}

/// The journal of the hold, of its bed, of what it is for.
fn of_hold(changed: &HoldChanged) -> Streams {
    let whose = match changed.promised {
        Promised::Request(request) => request.to_string(),
        Promised::Stay(stay) => stay.to_string(),
    };
    Streams::of([changed.hold.to_string(), changed.bed.to_string(), whose])
}

fn bed_of(report: &Report) -> Option<base::id::BedId> {
    match report.spot {
        Spot::Bed(bed) => Some(bed),
        Spot::Room(_) | Spot::Nowhere => None,
    }
}

fn pending_bed_of(report: &Report) -> Option<base::id::BedId> {
    match report.extras.as_ref()?.pending_spot {
        Spot::Bed(bed) => Some(bed),
        Spot::Room(_) | Spot::Nowhere => None,
    }
}
