//! What forms of the studio say: entries of lists by a word that stays the same in every language.

use base::Label;
use domain::board_config::{BoardView, ColourBy, Column, Density, Flag, FreedBy, HeadOf};
use domain::care::DischargeStep;
use domain::studio::{BoardOption, Setting};

/// The word of a value that people choose from a list.
pub fn word<T: std::fmt::Debug>(value: T) -> String {
    format!("{value:?}")
}

/// The value of that word, of those there are.
pub fn of<T: Copy + std::fmt::Debug>(all: &[T], text: &str) -> Option<T> {
    all.iter().copied().find(|it| word(it) == text)
}

/// The option of that word.
pub fn option(text: &str) -> Option<BoardOption> {
    of(&BoardOption::ALL, text)
}

/// The setting of an option that is one value.
pub fn single(option: BoardOption, text: &str) -> Option<Setting> {
    match option {
        BoardOption::ColourBy => of(&ColourBy::ALL, text).map(Setting::ColourBy),
        BoardOption::Density => of(&Density::ALL, text).map(Setting::Density),
        BoardOption::Frees => of(&FreedBy::ALL, text).map(Setting::Frees),
        BoardOption::Heads
        | BoardOption::Flags
        | BoardOption::Slots
        | BoardOption::Columns
        | BoardOption::Views
        | BoardOption::Steps
        | BoardOption::Waits => None,
    }
}

/// What may be done to an entry of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// One place up.
    Up,
    /// One place down.
    Down,
    /// Taken off.
    Hide,
    /// Put at the end.
    Show,
}

impl Move {
    /// Every move, by its word in forms.
    pub fn of(text: &str) -> Option<Self> {
        match text {
            "up" => Some(Self::Up),
            "down" => Some(Self::Down),
            "hide" => Some(Self::Hide),
            "show" => Some(Self::Show),
            _ => None,
        }
    }

    fn carry_out<T: Clone + PartialEq>(self, list: &[T], entry: &T) -> Option<Vec<T>> {
        let mut list = list.to_vec();
        let place = list.iter().position(|it| it == entry);
        match (self, place) {
            (Self::Show, None) => list.push(entry.clone()),
            (Self::Hide, Some(place)) => drop(list.remove(place)),
            (Self::Up, Some(place)) if place > 0 => list.swap(place, place - 1),
            (Self::Down, Some(place)) if place + 1 < list.len() => list.swap(place, place + 1),
            (Self::Up | Self::Down | Self::Hide, _) | (Self::Show, Some(_)) => return None,
        }
        Some(list)
    }
}

/// A list after a move of one of its entries; nothing when there is no such entry or it is there already.
pub fn moved(setting: &Setting, entry: &str, way: Move) -> Option<Setting> {
    match setting {
        Setting::Flags(list) => way.carry_out(list, &of(&Flag::ALL, entry)?).map(Setting::Flags),
        Setting::Columns(list) => way
            .carry_out(list, &of(&Column::ALL, entry)?)
            .map(Setting::Columns),
        Setting::Views(list) => way
            .carry_out(list, &of(&BoardView::ALL, entry)?)
            .map(Setting::Views),
        Setting::Steps(list) => way
            .carry_out(list, &of(&DischargeStep::ALL, entry)?)
            .map(Setting::Steps),
        Setting::Slots(list) => {
            let slot = list.iter().find(|it| it.code.as_str() == entry)?;
            way.carry_out(list, slot).map(Setting::Slots)
        }
        Setting::ColourBy(_)
        | Setting::Heads(_)
        | Setting::Density(_)
        | Setting::Waits(_)
        | Setting::Frees(_) => None,
    }
}

/// The word of a head: a doctor's id, or a colon and the name of a specialty.
pub fn head_word(of: &HeadOf) -> String {
    match of {
        HeadOf::Doctor(doctor) => doctor.to_string(),
        HeadOf::Specialty(name) => format!(":{name}"),
    }
}

/// Whose head that word means.
pub fn head_of(text: &str) -> Option<HeadOf> {
    match text.strip_prefix(':') {
        Some(name) => Label::new(name).ok().map(HeadOf::Specialty),
        None => text.parse().ok().map(HeadOf::Doctor),
    }
}
