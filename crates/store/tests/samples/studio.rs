//! What teams set on their boards, as events: every option once, every step of a document.

use base::id::{PersonId, PractitionerId, WardId};
use base::{Code, Label};
use domain::board_config::{
    BoardView, ColourBy, Column, Density, Flag, FreedBy, Head, HeadOf, Reason, Slot, Tone,
};
use domain::care::DischargeStep;
use domain::event::Event;
use domain::studio::{BoardChange, BoardOption, Scope, Setting, StudioChanged, StudioStep};

fn reason(code: &str, name: &str) -> Reason {
    Reason {
        code: Code::new(code).expect("code"),
        name: Label::new(name).expect("label"),
    }
}

/// One event a golden file.
pub fn events() -> Vec<(&'static str, Event)> {
    let changed = |scope, step, by| Event::StudioChanged(Box::new(StudioChanged { scope, step, by }));
    let (ward, lea) = (Scope::Ward(WardId::new(2)), Some(PersonId::new(1)));
    let tone = |number| Tone::new(number).expect("tone");
    let everything = [
        Setting::ColourBy(ColourBy::LengthOfStay),
        Setting::Heads(vec![
            Head {
                of: HeadOf::Doctor(PractitionerId::new(4)),
                tone: tone(0),
            },
            Head {
                of: HeadOf::Specialty(Label::new("Cardiologie").expect("label")),
                tone: tone(7),
            },
        ]),
        Setting::Flags(Flag::ALL.to_vec()),
        Setting::Slots(vec![Slot {
            code: Code::new("REGIME").expect("code"),
            name: Label::new("Régime").expect("label"),
            choices: vec![reason("DIAB", "Diabétique")],
        }]),
        Setting::Columns(Column::ALL.to_vec()),
        Setting::Views(BoardView::ALL.to_vec()),
        Setting::Density(Density::Compact),
        Setting::Steps(DischargeStep::ALL.to_vec()),
        Setting::Waits(vec![reason("SMR", "Place en SMR")]),
        Setting::Frees(FreedBy::Administrative),
    ];
    let drafted = everything.map(BoardChange::Set).to_vec();
    let published = vec![
        BoardChange::Follow(Some(WardId::new(3))),
        BoardChange::Inherit(BoardOption::ColourBy),
    ];
    let locked = vec![
        BoardChange::Lock(BoardOption::Flags),
        BoardChange::Unlock(BoardOption::Views),
    ];
    let reverted = StudioStep::Reverted {
        to: 4,
        changes: vec![BoardChange::Follow(None)],
    };
    vec![
        ("studio-drafted", changed(ward, StudioStep::Drafted(drafted), lea)),
        ("studio-discarded", changed(ward, StudioStep::Discarded, lea)),
        (
            "studio-published",
            changed(ward, StudioStep::Published(published), lea),
        ),
        (
            "studio-published-territory",
            changed(Scope::Territory, StudioStep::Published(locked), None),
        ),
        ("studio-reverted", changed(ward, reverted, lea)),
    ]
}
