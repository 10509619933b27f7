//! Anything that may be asked of what wards set on their boards, and what must hold of the boards that result.

use std::collections::BTreeSet;

use base::id::{PersonId, PractitionerId, WardId};
use base::{Code, Label};
use domain::board_config::{
    BoardConfig, BoardView, ColourBy, Column, Density, Flag, FreedBy, Head, HeadOf, Reason, Slot, Tone,
};
use domain::care::DischargeStep;
use domain::state::State;
use domain::studio::{BoardChange, BoardOption, Scope, Setting, StudioCommand};
use domain::testing::Hospital;
use proptest::prelude::*;

/// Something asked of a document, by somebody who saw its last state, or an older one.
#[derive(Clone, Debug)]
pub struct StudioWish {
    scope: Scope,
    what: What,
    outdated: bool,
}

#[derive(Clone, Debug)]
enum What {
    Edit(Vec<BoardChange>),
    Discard,
    Publish,
    Revert(u32),
}

impl StudioWish {
    pub fn command(&self, state: &State) -> StudioCommand {
        let (scope, by) = (self.scope, Some(PersonId::new(0)));
        let saw = state.boards.shelf(scope).revision + u64::from(self.outdated);
        match &self.what {
            What::Edit(changes) => StudioCommand::Edit {
                scope,
                changes: changes.clone(),
                by,
                saw,
            },
            What::Discard => StudioCommand::Discard { scope, by, saw },
            What::Publish => StudioCommand::Publish { scope, by, saw },
            What::Revert(version) => StudioCommand::Revert {
                scope,
                version: *version,
                by,
                saw,
            },
        }
    }
}

pub fn wish() -> impl Strategy<Value = StudioWish> {
    let what = prop_oneof![
        6 => prop::collection::vec(board_change(), 1..4).prop_map(What::Edit),
        1 => Just(What::Discard),
        5 => Just(What::Publish),
        2 => (0..4_u32).prop_map(What::Revert),
    ];
    (scope(), what, prop::bool::weighted(0.1)).prop_map(|(scope, what, outdated)| StudioWish {
        scope,
        what,
        outdated,
    })
}

fn scope() -> impl Strategy<Value = Scope> {
    prop_oneof![
        1 => Just(Scope::Territory),
        4 => ward().prop_map(Scope::Ward),
    ]
}

fn ward() -> impl Strategy<Value = WardId> {
    (0..4_u32).prop_map(WardId::new)
}

fn board_change() -> impl Strategy<Value = BoardChange> {
    let option = || prop::sample::select(&BoardOption::ALL[..]);
    prop_oneof![
        6 => setting().prop_map(BoardChange::Set),
        1 => option().prop_map(BoardChange::Inherit),
        3 => prop::option::weighted(0.8, ward()).prop_map(BoardChange::Follow),
        1 => option().prop_map(BoardChange::Lock),
        1 => option().prop_map(BoardChange::Unlock),
    ]
}

/// Settings good and bad: empty lists, too many slots, hidden flags, entries twice.
fn setting() -> impl Strategy<Value = Setting> {
    let head = (0..4_u32, 0..Tone::COUNT).prop_map(|(doctor, tone)| Head {
        of: HeadOf::Doctor(PractitionerId::new(doctor)),
        tone: Tone::new(tone).expect("a tone"),
    });
    let slot = (name(), prop::collection::vec(reason(), 0..3)).prop_map(|(name, choices)| Slot {
        code: Code::new(&name).expect("a code"),
        name,
        choices,
    });
    prop_oneof![
        1 => prop::sample::select(&ColourBy::ALL[..]).prop_map(Setting::ColourBy),
        1 => prop::sample::select(&Density::ALL[..]).prop_map(Setting::Density),
        3 => prop::sample::select(&FreedBy::ALL[..]).prop_map(Setting::Frees),
        1 => prop::collection::vec(head, 0..4).prop_map(Setting::Heads),
        1 => some_of(&Flag::ALL).prop_map(Setting::Flags),
        1 => prop::collection::vec(slot, 0..6).prop_map(Setting::Slots),
        1 => some_of(&Column::ALL).prop_map(Setting::Columns),
        1 => some_of(&BoardView::ALL).prop_map(Setting::Views),
        1 => some_of(&DischargeStep::ALL).prop_map(Setting::Steps),
        1 => prop::collection::vec(reason(), 0..4).prop_map(Setting::Waits),
    ]
}

/// Some of them, sometimes all, sometimes one twice.
fn some_of<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = Vec<T>> {
    prop_oneof![
        Just(all.to_vec()),
        prop::sample::subsequence(all, 0..=all.len()),
        Just([all, &all[..1]].concat()),
    ]
}

fn reason() -> impl Strategy<Value = Reason> {
    name().prop_map(|name| Reason {
        code: Code::new(&name).expect("a code"),
        name,
    })
}

fn name() -> impl Strategy<Value = Label> {
    prop::sample::select(&["Avis", "Scanner", "Régime", "Secteur", "Nord", "Sud", "Lilas"][..])
        .prop_map(|it| Label::new(it).expect("a label"))
}

/// Every board can be shown and read safely, and is what resolving its document again would make.
pub fn boards_can_be_used(hospital: &Hospital) -> Result<(), TestCaseError> {
    let state = &hospital.state;
    let wards = state.wards.iter().map(|it| Some(it.id)).chain([None]);
    for ward in wards {
        let config = state.board_config(ward);
        prop_assert!(!config.views.is_empty());
        prop_assert!(!config.columns.is_empty());
        prop_assert!(config.slots.len() <= BoardConfig::SLOTS);
        prop_assert!(
            Flag::ALL
                .into_iter()
                .filter(|it| it.is_safety())
                .all(|it| config.flags.contains(&it))
        );
        prop_assert!(is_once(&config.flags) && is_once(&config.views) && is_once(&config.columns));
        let codes: Vec<&Code> = config.waits.iter().map(|it| &it.code).collect();
        prop_assert!(is_once(&codes));
        let Some(ward) = ward else { continue };
        let document = state.boards.published(Scope::Ward(ward));
        let again = state.resolve_board(Scope::Ward(ward), &document);
        prop_assert_eq!(&again.config, &*config);
        let chain = state.followed(ward, &document);
        prop_assert!(chain.iter().all(|(it, _)| *it != ward));
    }
    Ok(())
}

fn is_once<T: Ord>(list: &[T]) -> bool {
    list.iter().collect::<BTreeSet<_>>().len() == list.len()
}
