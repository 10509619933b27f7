//! What was ever written can always be read: each event in the form of version 1, as a file that must not change.
//!
//! `UPDATE_GOLDEN=1` writes the files; do it only for a new kind, never for a kind that exists: raise its version.

#[path = "samples/flow.rs"]
mod flow;
#[path = "samples/placement.rs"]
mod placement;
#[path = "samples/studio.rs"]
mod studio;

use std::path::PathBuf;
use std::sync::Arc;

use base::id::{
    AuthorityId, BedId, DisplayId, DivisionId, EstablishmentId, NoteId, PatientId, PersonId, PractitionerId,
    RequestId, RoomId, SiteId, StayId, UnitId, WardId,
};
use base::{Code, Label, Moment};
use domain::bed::{Attribute, Attributes, ClosureReason, Hygiene, HygieneMark, Lifecycle, Operation};
use domain::care::{CareChange, Confidence, DischargePlan, DischargeStep, Mobility, Need, Progress};
use domain::display::{
    DisplayChanged, DisplaySettings, Fields, Fingerprint, Language, Masking, Orientation, Sector,
};
use domain::event::{Event, PlaceAdded, PlaceChanged};
use domain::flow::AnnouncedName;
use domain::identity::{Identifier, IdentifierKind, Identity, IdentityStatus, Practitioner, Sex};
use domain::movement::{
    Action, Class, Destination, Extras, Kind, LocalId, MovementKey, Report, Said, Spot, Stamp,
};
use domain::note::NoteText;
use domain::settings::Settings;
use domain::structure::{Standing, UnitKinds};
use domain::vault::{StayNumbers, StayReason, VaultWrite};
use store::codec::{decode, encode, read_identity, write_identity};
use store::{RecordRef, Seq, VaultRef};

const THEN: Moment = Moment::from_millis(1_795_356_300_000);

#[test]
fn every_event_is_written_as_it_always_was_and_read_back() {
    for (name, event) in events() {
        let record = encode(&event, THEN).expect("encoded");
        let head = format!("{} v{} {}", record.kind, record.version, record.occurred_at);
        let line = format!("{head} [{}]\n{}\n", record.streams.as_str(), record.body);
        let golden = golden(name, &line);
        assert_eq!(line, golden, "{name}");
        let body = golden.lines().nth(1).expect("body");
        assert_eq!(
            decode(&stored(record.kind, record.version, body)).expect("decoded"),
            event,
            "{name}"
        );
    }
}

#[test]
fn every_identity_is_written_as_it_always_was_and_read_back() {
    for (name, write) in identities() {
        let row = write_identity(&write).expect("written");
        let line = format!("{} revision {}\n{}\n", row.subject, row.revision, row.body);
        let golden = golden(name, &line);
        assert_eq!(line, golden, "{name}");
        let body = golden.lines().nth(1).unwrap_or("");
        let stored = VaultRef {
            subject: row.subject,
            revision: row.revision,
            body,
        };
        assert_eq!(read_identity(&stored).expect("read"), write, "{name}");
    }
}

#[test]
fn a_record_of_a_later_version_is_refused_not_guessed() {
    let (_, event) = events().remove(0);
    let record = encode(&event, THEN).expect("encoded");
    assert!(decode(&stored(record.kind, record.version + 1, &record.body)).is_err());
}

#[test]
fn every_kind_of_event_has_a_sample() {
    // A new variant does not compile here; then it wants a line in `events`.
    let mut seen = std::collections::BTreeSet::new();
    for (_, event) in events() {
        seen.insert(match event {
            Event::AuthorityNamed { .. } => 0,
            Event::PlaceAdded(_) => 1,
            Event::PlaceChanged(_) => 2,
            Event::Configured(_) => 3,
            Event::PersonRegistered { .. } => 4,
            Event::PractitionerRegistered { .. } => 5,
            Event::PatientRegistered { .. } => 6,
            Event::IdentityRevised { .. } => 7,
            Event::PatientsMerged { .. } => 8,
            Event::StayRegistered { .. } => 9,
            Event::StayReassigned { .. } => 10,
            Event::MovementReported { .. } => 11,
            Event::ExitObserved { .. } => 12,
            Event::ExitWithdrawn { .. } => 13,
            Event::BedMarked { .. } => 14,
            Event::BedOperated { .. } => 15,
            Event::DisputeSettled { .. } => 16,
            Event::MessageSettled { .. } => 17,
            Event::CareStated { .. } => 18,
            Event::NoteWritten { .. } => 19,
            Event::NoteWithdrawn { .. } => 20,
            Event::DisplayChanged(_) => 21,
            Event::ArrivalObserved { .. } => 22,
            Event::ArrivalWithdrawn { .. } => 23,
            Event::StudioChanged(_) => 24,
            Event::RequestChanged(_) => 25,
            Event::HoldChanged(_) => 26,
            Event::PlacementChanged(_) => 27,
            Event::ThesaurusWritten(_) => 28,
            Event::ThesaurusDrafted(_) => 29,
            Event::FlowSet(_) => 30,
        });
    }
    assert_eq!(seen.len(), 31);
}

fn stored<'a>(kind: &'a str, version: u16, body: &'a str) -> RecordRef<'a> {
    RecordRef {
        seq: Seq::new(1),
        kind,
        version,
        occurred_at: THEN,
        recorded_at: THEN,
        actor: "",
        cause: "",
        streams: "",
        body,
    }
}

fn golden(name: &str, line: &str) -> String {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/v1/{name}.txt"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(file.parent().expect("folder")).expect("folder");
        std::fs::write(&file, line).expect("written");
    }
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

fn code(text: &str) -> Code {
    Code::new(text).expect("code")
}

fn label(text: &str) -> Label {
    Label::new(text).expect("label")
}

fn stamp(action: Action) -> Stamp {
    Stamp {
        sent_at: THEN,
        sequence: 7,
        action,
        tie: u64::MAX,
    }
}

fn plain_report() -> Report {
    Report {
        movement: MovementKey {
            authority: AuthorityId::new(1),
            local: LocalId::Number(12_565_081),
        },
        stamp: stamp(Action::Insert),
        kind: Kind::Admission,
        historic: false,
        inferred: false,
        takes_back_last: false,
        at: THEN,
        unit: Some(UnitId::new(3)),
        spot: Spot::Bed(BedId::new(9)),
        medical: None,
        care: None,
        moves: true,
        class: Some(Class::Inpatient),
        doctor: Some(PractitionerId::new(4)),
        extras: None,
    }
}

fn full_report() -> Report {
    Report {
        movement: MovementKey {
            authority: AuthorityId::new(2),
            local: LocalId::Text("mvt-0012".into()),
        },
        stamp: stamp(Action::Update),
        kind: Kind::Transfer,
        historic: true,
        inferred: true,
        takes_back_last: true,
        unit: None,
        spot: Spot::Room(RoomId::new(5)),
        medical: Some(UnitId::new(1)),
        care: Some(UnitId::new(2)),
        moves: false,
        class: None,
        doctor: None,
        extras: Some(Box::new(Extras {
            aliases: vec![MovementKey {
                authority: AuthorityId::new(3),
                local: LocalId::Number(1),
            }],
            expected_admission: Said::Value(THEN),
            expected_discharge: Said::Cleared,
            expected_return: Said::Value(THEN),
            destination: Said::Value(Destination::Rehab),
            private_room: Said::Value(true),
            confidential: Said::Value(false),
            booked: false,
            pending_unit: Some(UnitId::new(8)),
            pending_spot: Spot::Bed(BedId::new(10)),
        })),
        ..plain_report()
    }
}

/// A planned admission, as an appointment book tells of it.
fn booked_report() -> Report {
    Report {
        kind: Kind::PreAdmission,
        extras: Some(Box::new(Extras {
            expected_admission: Said::Value(THEN),
            booked: true,
            ..Extras::default()
        })),
        ..plain_report()
    }
}

fn events() -> Vec<(&'static str, Event)> {
    let mut events = places();
    events.extend(displays());
    events.extend(studio::events());
    events.extend(flow::events());
    events.extend(placement::events());
    let (p, s, b) = (PatientId::new(7), StayId::new(8), BedId::new(5));
    let closed = Operation::Closed {
        reason: ClosureReason::Breakdown,
        until: Some(THEN),
    };
    let otherwise = Settings {
        name: label("GHT"),
        zone: "Indian/Reunion".to_owned(),
        placeholders: vec![code("VIRT")],
        ..Settings::default()
    };
    events.extend(care());
    events.extend([
        (
            "authority",
            Event::AuthorityNamed {
                authority: AuthorityId::new(1),
                code: code("1.2.250.1.211"),
            },
        ),
        ("configured", Event::Configured(Box::default())),
        ("configured-otherwise", Event::Configured(Box::new(otherwise))),
        (
            "configured-without-cleaning",
            Event::Configured(Box::new(Settings {
                clean_after_minutes: Some(45),
                ..Settings::default()
            })),
        ),
        (
            "person",
            Event::PersonRegistered {
                person: PersonId::new(1),
            },
        ),
        (
            "practitioner",
            Event::PractitionerRegistered {
                practitioner: PractitionerId::new(1),
            },
        ),
        ("patient", Event::PatientRegistered { patient: p }),
        (
            "identity",
            Event::IdentityRevised {
                patient: p,
                revision: 2,
                stamp: stamp(Action::Insert),
                sex: Sex::Female,
                birth_year: Some(1948),
                mother: Some(PatientId::new(70)),
            },
        ),
        (
            "merged",
            Event::PatientsMerged {
                gone: p,
                kept: PatientId::new(71),
                stamp: stamp(Action::Insert),
            },
        ),
        ("stay", Event::StayRegistered { stay: s, patient: p }),
        (
            "reassigned",
            Event::StayReassigned {
                stay: s,
                patient: p,
                stamp: stamp(Action::Cancel),
            },
        ),
        (
            "movement-plain",
            Event::MovementReported {
                stay: s,
                report: Box::new(plain_report()),
            },
        ),
        (
            "movement-full",
            Event::MovementReported {
                stay: s,
                report: Box::new(full_report()),
            },
        ),
        (
            "movement-booked",
            Event::MovementReported {
                stay: s,
                report: Box::new(booked_report()),
            },
        ),
        ("exit", Event::ExitObserved { stay: s, at: THEN }),
        ("exit-withdrawn", Event::ExitWithdrawn { stay: s }),
        ("arrival", Event::ArrivalObserved { stay: s, at: THEN }),
        ("arrival-withdrawn", Event::ArrivalWithdrawn { stay: s }),
        (
            "marked",
            Event::BedMarked {
                bed: b,
                mark: HygieneMark {
                    state: Hygiene::Contaminated,
                    at: THEN,
                },
            },
        ),
        (
            "operated-closed",
            Event::BedOperated {
                bed: b,
                operation: closed,
            },
        ),
        (
            "operated-open",
            Event::BedOperated {
                bed: b,
                operation: Operation::Open,
            },
        ),
        (
            "operated-surge",
            Event::BedOperated {
                bed: b,
                operation: Operation::Surge,
            },
        ),
        ("message-settled", Event::MessageSettled { message: 42 }),
        ("settled", Event::DisputeSettled { bed: b, keeps: s }),
    ]);
    events
}

fn displays() -> Vec<(&'static str, Event)> {
    let changed = |name, changed| (name, Event::DisplayChanged(Box::new(changed)));
    let display = DisplayId::new(3);
    let sector = Sector::Rooms {
        from: RoomId::new(4),
        to: RoomId::new(9),
    };
    vec![
        changed(
            "display-enrolled",
            DisplayChanged::Enrolled {
                display,
                ward: WardId::new(2),
                label: label("Salle de soins"),
                key: Fingerprint::new([7; 32]),
                settings: DisplaySettings::default(),
            },
        ),
        changed(
            "display-set",
            DisplayChanged::Set {
                display,
                label: label("Couloir nord"),
                settings: DisplaySettings {
                    diagonal_mm: 1_092,
                    distance_mm: 4_000,
                    orientation: Orientation::Portrait,
                    masking: Masking::BedOnly,
                    sector,
                    seconds_per_page: 30,
                    language: Language::English,
                    fields: Fields {
                        doctor: false,
                        clock: false,
                        ..Fields::default()
                    },
                },
            },
        ),
        changed(
            "display-rekeyed",
            DisplayChanged::Rekeyed {
                display,
                key: Fingerprint::new([255; 32]),
            },
        ),
        changed("display-revoked", DisplayChanged::Revoked { display }),
    ]
}

fn places() -> Vec<(&'static str, Event)> {
    let (e, x, d) = (EstablishmentId::new(0), SiteId::new(1), DivisionId::new(2));
    let (w, r, b, u) = (WardId::new(3), RoomId::new(4), BedId::new(5), UnitId::new(6));
    let kinds = UnitKinds {
        housing: true,
        care: false,
        medical: true,
    };
    let attributes: Attributes = [Attribute::Single, Attribute::Oxygen].into_iter().collect();
    let standing = Standing::Discovered;
    let added = vec![
        (
            "added-establishment",
            PlaceAdded::Establishment {
                id: e,
                code: code("990000001"),
                name: label("CH"),
                standing,
            },
        ),
        (
            "added-site",
            PlaceAdded::Site {
                id: x,
                establishment: e,
                code: code("BO"),
                name: label("Bel-Orme"),
                standing,
            },
        ),
        (
            "added-division",
            PlaceAdded::Division {
                id: d,
                establishment: e,
                code: code("CCV"),
                name: label("Cœur"),
            },
        ),
        (
            "added-unit",
            PlaceAdded::Unit {
                id: u,
                establishment: e,
                code: code("1070"),
                name: Some(label("Cardio B")),
                kinds,
                ward: Some(w),
            },
        ),
        (
            "added-ward",
            PlaceAdded::Ward {
                id: w,
                establishment: e,
                site: Some(x),
                division: Some(d),
                code: code("CARB"),
                name: label("Cardiologie B"),
                specialty: Some(label("Cardiologie")),
                standing: Standing::Confirmed,
            },
        ),
        (
            "added-room",
            PlaceAdded::Room {
                id: r,
                ward: w,
                code: code("401"),
                attributes,
            },
        ),
        (
            "added-bed",
            PlaceAdded::Bed {
                id: b,
                room: r,
                code: code("P"),
                label: Some(label("Porte")),
                attributes,
                standing,
            },
        ),
    ];
    let changed = vec![
        (
            "changed-establishment",
            PlaceChanged::Establishment {
                id: e,
                name: label("CHR"),
                standing,
            },
        ),
        (
            "changed-site",
            PlaceChanged::Site {
                id: x,
                name: label("Bel-Air"),
                standing: Standing::Ignored,
            },
        ),
        (
            "changed-division",
            PlaceChanged::Division {
                id: d,
                name: label("Cœur, poumon"),
            },
        ),
        (
            "changed-unit",
            PlaceChanged::Unit {
                id: u,
                name: None,
                kinds,
                ward: None,
            },
        ),
        (
            "changed-ward",
            PlaceChanged::Ward {
                id: w,
                site: None,
                division: None,
                name: label("Cardio"),
                specialty: None,
                standing,
            },
        ),
        (
            "changed-ward-merged",
            PlaceChanged::WardMerged {
                gone: w,
                kept: WardId::new(30),
            },
        ),
        (
            "changed-room",
            PlaceChanged::Room {
                id: r,
                ward: w,
                attributes: Attributes::NONE,
            },
        ),
        (
            "changed-bed",
            PlaceChanged::Bed {
                id: b,
                label: None,
                attributes,
                standing,
                lifecycle: Lifecycle::Removed,
                staffed: false,
            },
        ),
    ];
    let added = added
        .into_iter()
        .map(|(name, place)| (name, Event::PlaceAdded(place)));
    added
        .chain(
            changed
                .into_iter()
                .map(|(name, place)| (name, Event::PlaceChanged(place))),
        )
        .collect()
}

fn identities() -> Vec<(&'static str, VaultWrite)> {
    let number = |kind, value| Identifier {
        kind,
        authority: code("1.2.3"),
        value: code(value),
    };
    let patient = PatientId::new(7);
    let identity = Identity {
        family: Some(label("KELLER")),
        birth_family: Some(label("SCHMITT")),
        given: Some(label("Monique")),
        birth: Some(19_480_229),
        sex: Sex::Female,
        identifiers: vec![
            number(IdentifierKind::Local, "0012"),
            number(IdentifierKind::Ins, "248022900000042"),
        ],
        status: IdentityStatus {
            validated: true,
            ..IdentityStatus::default()
        },
        deceased: false,
    };
    let numbers = StayNumbers {
        visits: [number(IdentifierKind::Visit, "4159601")].into_iter().collect(),
        account: Some(number(IdentifierKind::Account, "947392603")),
        reason: None,
    };
    let because = StayNumbers {
        reason: Some(StayReason {
            text: Some(label("Douleur thoracique")),
            stamp: stamp(Action::Update),
        }),
        ..numbers.clone()
    };
    let record = Practitioner {
        identifier: number(IdentifierKind::Other, "99100000001"),
        family: label("WEBER"),
        given: Some(label("Anne")),
    };
    let (identity, numbers, record) = (
        Some(Arc::new(identity)),
        Some(Arc::new(numbers)),
        Some(Arc::new(record)),
    );
    vec![
        (
            "vault-stay-reason",
            VaultWrite::Stay {
                stay: StayId::new(8),
                revision: 2,
                numbers: Some(Arc::new(because)),
            },
        ),
        (
            "vault-patient",
            VaultWrite::Patient {
                patient,
                revision: 2,
                identity,
            },
        ),
        (
            "vault-patient-purged",
            VaultWrite::Patient {
                patient,
                revision: 3,
                identity: None,
            },
        ),
        (
            "vault-stay",
            VaultWrite::Stay {
                stay: StayId::new(8),
                revision: 1,
                numbers,
            },
        ),
        (
            "vault-practitioner",
            VaultWrite::Practitioner {
                practitioner: PractitionerId::new(4),
                revision: 1,
                record,
            },
        ),
        (
            "vault-announced",
            VaultWrite::Announced {
                request: RequestId::new(4),
                revision: 1,
                name: Some(Arc::new(AnnouncedName {
                    family: label("VERNEUIL"),
                    given: Some(label("Aline")),
                })),
            },
        ),
        (
            "vault-announced-erased",
            VaultWrite::Announced {
                request: RequestId::new(4),
                revision: 2,
                name: None,
            },
        ),
        (
            "vault-note",
            VaultWrite::Note {
                note: NoteId::new(2),
                revision: 1,
                text: NoteText::new("Fille prévenue.\nRelancer le SMR demain.")
                    .ok()
                    .map(Arc::new),
            },
        ),
        (
            "vault-person",
            VaultWrite::Person {
                person: PersonId::new(1),
                revision: 1,
                name: Some(label("Léa Martin")),
            },
        ),
    ]
}

/// What wards say of stays.
fn care() -> Vec<(&'static str, Event)> {
    let stated = |change| Event::CareStated {
        stay: StayId::new(8),
        change,
    };
    let plan = DischargePlan {
        at: Some(THEN),
        destination: Some(Destination::Rehab),
        confidence: Confidence::Confirmed,
    };
    let step = |progress| CareChange::Step {
        step: DischargeStep::Downstream,
        progress,
    };
    vec![
        ("care-discharge", stated(CareChange::Discharge(Some(plan)))),
        ("care-no-discharge", stated(CareChange::Discharge(None))),
        ("care-step-waiting", stated(step(Progress::Waiting(code("SMR"))))),
        ("care-step-done", stated(step(Progress::Done))),
        (
            "care-precautions",
            stated(CareChange::Precautions(vec![code("C"), code("BHRE")])),
        ),
        ("care-telemetry", stated(CareChange::Telemetry(Some(code("03"))))),
        (
            "care-mobility",
            stated(CareChange::Mobility(Some(Mobility::Wheelchair))),
        ),
        (
            "care-need",
            stated(CareChange::Need {
                need: Need::Fall,
                raised: true,
            }),
        ),
        (
            "care-slot",
            stated(CareChange::Slot {
                slot: code("REGIME"),
                choice: Some(code("DIAB")),
            }),
        ),
        (
            "note-written",
            Event::NoteWritten {
                note: NoteId::new(2),
                stay: StayId::new(8),
                author: PersonId::new(1),
                replaces: Some(NoteId::new(1)),
            },
        ),
        (
            "note-withdrawn",
            Event::NoteWithdrawn {
                note: NoteId::new(2),
                stay: StayId::new(8),
                withdrawn: true,
            },
        ),
    ]
}
