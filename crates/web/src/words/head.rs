//! What heads and views say that depends on a value.

use domain::board_config::BoardView;
use domain::movement::Destination;
use domain::view::board::Due;

use maud::Render;

use super::Words;
use crate::head::Length;
use crate::put::{drawn, put, text};

impl Words {
    /// The letters that stand for a destination.
    #[must_use]
    pub const fn destination_letters(&self, destination: Destination) -> &'static str {
        let [
            home,
            acute,
            rehab,
            long_term,
            psychiatry,
            at_home,
            social,
            deceased,
        ] = self.views.destinations;
        match destination {
            Destination::Home => home,
            Destination::Acute => acute,
            Destination::Rehab => rehab,
            Destination::LongTerm => long_term,
            Destination::Psychiatry => psychiatry,
            Destination::HospitalAtHome => at_home,
            Destination::SocialCare => social,
            Destination::Deceased => deceased,
        }
    }

    /// A band of lengths of stay: `J2-4`, `J10+`.
    #[must_use]
    pub fn length_band(&self, band: Length) -> impl Render + use<> {
        let letter = self.board.day_letter;
        drawn(move |out| {
            put!(out; (text(letter)) (band.from));
            match band.to {
                Some(to) => put!(out; "-" (to)),
                None => put!(out; "+"),
            }
        })
    }

    /// The same where there is little room.
    #[must_use]
    pub fn board_view_short(&self, view: BoardView) -> &'static str {
        match view {
            BoardView::Plan => self.views.plan_short,
            BoardView::Handover => self.views.handover_short,
            BoardView::List | BoardView::Outgoing | BoardView::Incoming => self.board_view(view),
        }
    }

    /// A group of departures.
    #[must_use]
    pub const fn due(&self, due: Due) -> &'static str {
        let words = &self.views;
        match due {
            Due::Late => words.late,
            Due::Waiting => words.waiting,
            Due::Today => words.today,
            Due::Tomorrow => words.tomorrow,
            Due::Later => words.later,
            Due::Undated => words.undated,
        }
    }
}
