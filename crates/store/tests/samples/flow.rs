//! Requests and holds, as events: every step once.

use std::sync::Arc;

use base::id::{BedId, HoldId, PatientId, PersonId, RequestId, StayId, WardId};
use base::{Code, Label, Moment};
use domain::bed::{Attribute, Attributes};
use domain::event::Event;
use domain::flow::{
    Asker, Born, By, DraftStep, Entry, EntryRef, FlowSet, FlowSettings, HoldChange, HoldChanged, HoldEnd,
    HoldKind, LedgerRef, Level, Made, Needs, Opened, Origin, Outcome, PriorityClass, Promised, Proposal,
    RequestChange, RequestChanged, Rule, SingleRoom, Subject, Thesaurus, ThesaurusDrafted, ThesaurusVersion,
    Withdrawal,
};
use domain::identity::Sex;

const THEN: Moment = Moment::from_millis(1_795_356_300_000);

fn code(text: &str) -> Code {
    Code::new(text).expect("code")
}

fn needs() -> Needs {
    Needs {
        specialty: Some(code("CARDIO")),
        level: Level::StepDown,
        single: SingleRoom::Required,
        precautions: vec![code("G")],
        germ: Some(code("GRIPPEA")),
        equipment: Attributes::NONE
            .with(Attribute::Telemetry)
            .with(Attribute::Oxygen),
        companion: true,
        earliest: Some(THEN),
        latest: Some(THEN),
        nights: Some(3),
    }
}

fn entry() -> Option<EntryRef> {
    Some(EntryRef {
        code: code("SCA"),
        version: 2,
    })
}

/// One event a golden file.
pub fn events() -> Vec<(&'static str, Event)> {
    let mut events = requests();
    events.extend(holds());
    events.push(("thesaurus-written", Event::ThesaurusWritten(Box::new(version()))));
    events.extend(drafts());
    events.push(flow_set());
    events
}

/// Every step of the draft of a thesaurus.
fn drafts() -> Vec<(&'static str, Event)> {
    let by = Some(PersonId::new(1));
    let told = |name, step| {
        let drafted = ThesaurusDrafted { step, by };
        (name, Event::ThesaurusDrafted(Box::new(drafted)))
    };
    let thesaurus = (*version().thesaurus).clone();
    vec![
        told("thesaurus-put", DraftStep::Put(thesaurus.entries[0].clone())),
        told("thesaurus-removed", DraftStep::Removed(code("SCA"))),
        told("thesaurus-swapped", DraftStep::Swapped(code("SCA"), code("OAP"))),
        told("thesaurus-classes", DraftStep::Classes(thesaurus.classes.clone())),
        told("thesaurus-replaced", DraftStep::Replaced(Box::new(thesaurus))),
        told("thesaurus-discarded", DraftStep::Discarded),
        told("thesaurus-published", DraftStep::Published),
    ]
}

/// Settings of the flow, with a word that is not offered any more.
fn flow_set() -> (&'static str, Event) {
    let mut settings = FlowSettings::default();
    settings.refusals[0].retired = true;
    let by = Some(PersonId::new(1));
    ("flow-set", Event::FlowSet(Box::new(FlowSet { settings, by })))
}

fn version() -> ThesaurusVersion {
    let label = |text: &str| Label::new(text).expect("label");
    let thesaurus = Thesaurus {
        classes: vec![PriorityClass {
            code: code("P1"),
            name: label("Immédiat"),
            points: 1_000,
            target_minutes: 60,
        }],
        entries: vec![Arc::new(Entry {
            code: code("SCA"),
            specialty: code("CARDIO"),
            label: label("Syndrome coronarien aigu"),
            synonyms: vec![label("SCA ST-")],
            codes: vec![code("I20.0")],
            class: code("P1"),
            target_minutes: Some(240),
            needs: Needs {
                latest: None,
                earliest: None,
                ..needs()
            },
            preferred: vec![code("3100")],
            acceptable: vec![code("3200")],
        })],
    };
    ThesaurusVersion {
        version: 2,
        from: THEN,
        by: Some(PersonId::new(1)),
        thesaurus: Arc::new(thesaurus),
    }
}

fn requests() -> Vec<(&'static str, Event)> {
    let lea = By::Person(PersonId::new(1));
    let told = |name, stay: Option<u32>, by, change| {
        let changed = RequestChanged {
            request: RequestId::new(4),
            stay: stay.map(StayId::new),
            by,
            change,
        };
        (name, Event::RequestChanged(Box::new(changed)))
    };
    let made = |subject, born, draft| {
        RequestChange::Made(Box::new(Made {
            asker: Asker {
                origin: Origin::Emergency,
                ward: Some(WardId::new(2)),
            },
            subject,
            born,
            from: Some(BedId::new(9)),
            needs: needs(),
            entry: entry(),
            decided: Some(THEN),
            draft,
        }))
    };
    let known = |stay: Option<u32>| Subject::Known {
        patient: PatientId::new(5),
        stay: stay.map(StayId::new),
    };
    let announced = Subject::Announced {
        sex: Sex::Female,
        birth_year: Some(1948),
    };
    let proposal = Proposal {
        ward: WardId::new(3),
        hold: Some(HoldId::new(6)),
        asked_at: THEN,
        answer_by: THEN.plus(900_000),
        lapses_at: THEN.plus(3_600_000),
    };
    let (needs, entry) = (needs(), entry());
    let answered = RequestChange::Answered;
    let withdrawn = RequestChange::Withdrawn;
    let feed = By::Rule(Rule::Feed);
    vec![
        told(
            "request-made",
            Some(8),
            lea,
            made(known(Some(8)), Born::Asked, false),
        ),
        told(
            "request-made-patient",
            None,
            lea,
            made(known(None), Born::Asked, false),
        ),
        told(
            "request-made-announced",
            None,
            lea,
            made(announced, Born::Asked, true),
        ),
        told(
            "request-made-feed",
            Some(8),
            feed,
            made(known(Some(8)), Born::Transfer, false),
        ),
        told("request-submitted", None, lea, RequestChange::Submitted),
        told(
            "request-revised",
            Some(8),
            lea,
            RequestChange::Revised { needs, entry },
        ),
        told(
            "request-joined",
            Some(8),
            lea,
            RequestChange::Joined {
                patient: PatientId::new(5),
                with: Some(StayId::new(8)),
                from: Some(BedId::new(9)),
            },
        ),
        told("request-renamed", None, lea, RequestChange::Renamed),
        told(
            "request-deferred",
            None,
            lea,
            RequestChange::Deferred {
                reason: code("EXAMENS"),
                until: Some(THEN),
            },
        ),
        told(
            "request-resumed",
            None,
            By::Rule(Rule::Expiry),
            RequestChange::Resumed,
        ),
        told(
            "request-proposed",
            Some(8),
            lea,
            RequestChange::Proposed {
                proposal,
                ledger: Some(LedgerRef(12)),
            },
        ),
        told(
            "request-refused",
            Some(8),
            lea,
            answered(Outcome::Refused(code("EFFECTIF"))),
        ),
        told(
            "request-countered",
            Some(8),
            lea,
            answered(Outcome::Countered(BedId::new(7))),
        ),
        told("request-taken-back", Some(8), lea, answered(Outcome::TakenBack)),
        told(
            "request-lapsed",
            Some(8),
            By::Rule(Rule::Expiry),
            answered(Outcome::Lapsed),
        ),
        told(
            "request-ward-set-aside",
            Some(8),
            By::Rule(Rule::Structure),
            answered(Outcome::WardSetAside),
        ),
        told(
            "request-followed",
            Some(8),
            feed,
            RequestChange::Followed(Needs::default()),
        ),
        told("request-accepted", Some(8), lea, RequestChange::Accepted),
        told(
            "request-ready",
            Some(8),
            lea,
            RequestChange::PatientReady { at: THEN },
        ),
        told(
            "request-departed",
            Some(8),
            lea,
            RequestChange::Departed { at: THEN },
        ),
        told(
            "request-placed",
            Some(8),
            By::Rule(Rule::Arrival),
            RequestChange::Placed {
                bed: Some(BedId::new(7)),
                at: THEN,
            },
        ),
        told(
            "request-withdrawn",
            Some(8),
            lea,
            withdrawn(Withdrawal::Said(code("DOMICILE"))),
        ),
        told(
            "request-withdrawn-plan",
            Some(8),
            feed,
            withdrawn(Withdrawal::PlanGone),
        ),
        told(
            "request-withdrawn-left",
            Some(8),
            feed,
            withdrawn(Withdrawal::Left),
        ),
        told(
            "request-withdrawn-forgotten",
            Some(8),
            feed,
            withdrawn(Withdrawal::Forgotten),
        ),
        told("request-reopened", Some(8), lea, RequestChange::Reopened),
    ]
}

fn holds() -> Vec<(&'static str, Event)> {
    let told = |name, promised, by, change| {
        let changed = HoldChanged {
            hold: HoldId::new(6),
            bed: BedId::new(7),
            promised,
            by,
            change,
        };
        (name, Event::HoldChanged(Box::new(changed)))
    };
    let lea = By::Person(PersonId::new(1));
    let feed = By::Rule(Rule::Feed);
    let request = Promised::Request(RequestId::new(4));
    let stay = Promised::Stay(StayId::new(8));
    let opened = |kind, forced: Option<&str>, ledger| {
        HoldChange::Opened(Box::new(Opened {
            owner: PersonId::new(1),
            kind,
            from: THEN,
            until: THEN.plus(1_800_000),
            after: Some(StayId::new(3)),
            forced: forced.map(code),
            ledger,
        }))
    };
    let ended = |why| HoldChange::Ended { at: THEN, why };
    vec![
        told("hold-opened", request, lea, opened(HoldKind::Kept, None, None)),
        told(
            "hold-opened-forced",
            request,
            lea,
            opened(HoldKind::Assigned, Some("ASTREINTE"), Some(LedgerRef(12))),
        ),
        told("hold-opened-stay", stay, lea, opened(HoldKind::Asked, None, None)),
        told(
            "hold-extended",
            request,
            lea,
            HoldChange::Extended {
                kind: HoldKind::Assigned,
                until: THEN,
            },
        ),
        told(
            "hold-postponed",
            request,
            feed,
            HoldChange::Postponed {
                from: THEN,
                until: THEN.plus(1_800_000),
            },
        ),
        told("hold-given-back", request, feed, ended(HoldEnd::Postponed(THEN))),
        told(
            "hold-taken-over",
            request,
            lea,
            HoldChange::TakenOver {
                owner: PersonId::new(2),
                reason: code("RELEVE"),
            },
        ),
        told(
            "hold-kept",
            request,
            By::Rule(Rule::Arrival),
            ended(HoldEnd::Kept),
        ),
        told(
            "hold-released",
            request,
            lea,
            ended(HoldEnd::Released(Some(code("RELEVE")))),
        ),
        told(
            "hold-expired",
            request,
            By::Rule(Rule::Expiry),
            ended(HoldEnd::Expired),
        ),
        told(
            "hold-broken",
            stay,
            By::Rule(Rule::Feed),
            ended(HoldEnd::Broken(StayId::new(9))),
        ),
        told("hold-moot", request, lea, ended(HoldEnd::Moot)),
    ]
}
