//! Samples of what happens to placement: rules set, decisions taken.

use std::collections::BTreeMap;

use base::id::{BedId, PersonId, StayId, WardId};
use base::{Code, Moment};
use domain::bed::{Attribute, Attributes};
use domain::event::Event;
use domain::flow::placement::{
    Age, Ages, Choice, Count, Distance, FirmRule, FixedRule, From, Kept, Mark, Meaning, PlacementChanged,
    PlacementRecord, PlacementSettings, Proposal, Question, Reason, Remark, RoomNeed, Rule, Sector,
    SexPolicy, SitePlace, SoftRule, Strength, Until, Waived, Waiver, WardPlace, WardProfile,
};
use domain::flow::{Level, Needs, SingleRoom};
use domain::identity::Sex;

use super::THEN;

fn code(text: &str) -> Code {
    Code::new(text).expect("a code")
}

/// The events, by the name of their golden file.
pub fn events() -> Vec<(&'static str, Event)> {
    let changed = |name, changed| (name, Event::PlacementChanged(Box::new(changed)));
    let set = |settings| PlacementChanged::Set {
        settings: Box::new(settings),
        by: Some(PersonId::new(1)),
    };
    let decided = |choice| PlacementChanged::Decided(Box::new(record(choice)));
    let bed = BedId::new(5);
    vec![
        changed("placement-set-shipped", set(PlacementSettings::default())),
        changed("placement-set", set(settings())),
        changed("placement-decided", decided(Choice::Bed { bed, place: 2 })),
        changed(
            "placement-forced",
            decided(Choice::Forced {
                bed,
                waived: vec![Waived {
                    rule: Rule::Firm(FirmRule::Sex),
                    reason: Waiver::PatientAgrees,
                }],
            }),
        ),
        changed("placement-no-bed", decided(Choice::None)),
    ]
}

fn settings() -> PlacementSettings {
    let place = |site: &str| SitePlace {
        establishment: code("570000026"),
        site: code(site),
    };
    let profile = WardProfile {
        place: WardPlace {
            establishment: code("570000026"),
            ward: code("CARDIO"),
        },
        level: Level::StepDown,
        own: vec![code("CARDIO")],
        agreed: vec![code("PNEUMO")],
        refused: vec![code("OBST")],
        sexes: SexPolicy::Together,
        ages: Ages {
            from: Some(16),
            to: None,
        },
        sector: Some(Sector::Contact),
    };
    PlacementSettings {
        firm: BTreeMap::from([
            (FirmRule::Sex, Strength::Points(300)),
            (FirmRule::Reserve, Strength::Hard),
            (FirmRule::LevelAbove, Strength::Off),
        ]),
        soft: BTreeMap::from([(SoftRule::Outlier, 150), (SoftRule::Balance, 0)]),
        negative_pressure: vec![code("TB")],
        precautions: vec![Meaning {
            code: code("BHRE"),
            room: RoomNeed::Cohort,
            sector: Some(Sector::Carrier),
        }],
        wards: vec![profile],
        distances: vec![Distance {
            from: place("NORD"),
            to: place("SUD"),
            minutes: 18,
        }],
        rare: Attributes::NONE.with(Attribute::Telemetry),
        horizon_minutes: 480,
        cleaning_minutes: 30,
        disinfection_minutes: 90,
        leaving_hour: 11,
        age_gap_years: 50,
        usual_nights: 4,
    }
}

fn record(choice: Choice) -> PlacementRecord {
    let needs = Needs {
        specialty: Some(code("CARDIO")),
        level: Level::Conventional,
        single: SingleRoom::Wished,
        precautions: vec![code("C")],
        germ: Some(code("SARM")),
        equipment: Attributes::NONE.with(Attribute::Telemetry),
        companion: true,
        earliest: Some(THEN),
        latest: None,
        nights: Some(3),
    };
    let question = Question {
        stay: Some(StayId::new(8)),
        sex: Sex::Female,
        age: Age::Born(1955),
        needs,
        from: From::Ward(WardId::new(4)),
        unscheduled: true,
        moves: 1,
        referring: Some(WardId::new(3)),
        preferred: vec![WardId::new(3)],
        acceptable: vec![WardId::new(6)],
        kept: vec![Kept {
            ward: WardId::new(3),
            beds: 2,
        }],
        together: Vec::new(),
        promised: None,
        at: THEN,
    };
    let remark = |rule, mark, why| Remark { rule, mark, why };
    let at = Moment::from_millis(THEN.millis() + 900_000);
    PlacementRecord {
        question,
        asked_at: THEN,
        seq: 1_234,
        settings_revision: 17,
        considered: 1_868,
        candidates: 25,
        refused: vec![
            (
                Rule::Fixed(FixedRule::Free),
                Count {
                    beds: 1_700,
                    alone: 1_690,
                },
            ),
            (Rule::Firm(FirmRule::Sex), Count { beds: 8, alone: 5 }),
        ],
        top: vec![Proposal {
            bed: BedId::new(9),
            points: 5,
            ready: at,
            remarks: vec![
                remark(
                    Rule::Fixed(FixedRule::Free),
                    Mark::Met,
                    Reason::ReadyAt {
                        at,
                        after: Until::Cleaning,
                    },
                ),
                remark(
                    Rule::Soft(SoftRule::Wait),
                    Mark::Costs(5),
                    Reason::ReadyAt {
                        at,
                        after: Until::Cleaning,
                    },
                ),
                remark(Rule::Soft(SoftRule::Outlier), Mark::Met, Reason::OwnWard),
            ],
        }],
        choice,
        by: Some(PersonId::new(1)),
    }
}
