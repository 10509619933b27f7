//! Both clocks of comings and goings: what people see, and what the office says.

use super::Words;

/// The texts of both clocks.
#[derive(Debug)]
pub struct ClockWords {
    /// Section: both clocks.
    pub title: &'static str,
    /// A coming.
    pub arrival: &'static str,
    /// A going.
    pub exit: &'static str,
    /// Before the hour at which somebody saw it.
    pub seen: &'static str,
    /// Before the hour that the administration gives.
    pub office: &'static str,
    /// The administration has not said anything yet.
    pub awaited: &'static str,
    /// What the figure after both hours is.
    pub lag_title: &'static str,
    /// Field: when the patient arrived.
    pub arrived_at: &'static str,
    /// Button: the patient has arrived.
    pub mark_arrived: &'static str,
    /// Button: the patient has not come after all.
    pub unmark_arrived: &'static str,
    /// Before the hour at which the arrival was seen.
    pub seen_arriving: &'static str,
    /// On a tile: there, not admitted yet.
    pub admission_awaited: &'static str,
    /// On a tile: gone, the administration does not know yet.
    pub exit_awaited: &'static str,
    /// Done: the arrival.
    pub done_arrived: &'static str,
    /// Done: the arrival taken back.
    pub done_unarrived: &'static str,
}

/// French.
pub const FR: ClockWords = ClockWords {
    title: "Deux horloges",
    arrival: "Arrivée",
    exit: "Départ",
    seen: "vu",
    office: "GAP",
    awaited: "GAP : pas encore",
    lag_title: "Délai entre ce qui a été vu et ce que le dossier administratif en a dit",
    arrived_at: "Heure de l’arrivée",
    mark_arrived: "Marquer arrivé",
    unmark_arrived: "Pas encore venu",
    seen_arriving: "Vu arriver",
    admission_awaited: "Arrivé, admission attendue",
    exit_awaited: "Parti, sortie administrative attendue",
    done_arrived: "Arrivée notée.",
    done_unarrived: "Arrivée annulée.",
};

/// English.
pub const EN: ClockWords = ClockWords {
    title: "Two clocks",
    arrival: "Arrival",
    exit: "Departure",
    seen: "seen",
    office: "ADT",
    awaited: "ADT: not yet",
    lag_title: "Time between what was seen and what the administrative record said of it",
    arrived_at: "Time of arrival",
    mark_arrived: "Mark as arrived",
    unmark_arrived: "Not here yet",
    seen_arriving: "Seen arriving",
    admission_awaited: "Arrived, admission awaited",
    exit_awaited: "Left, administrative discharge awaited",
    done_arrived: "Arrival noted.",
    done_unarrived: "Arrival undone.",
};

impl Words {
    /// A length of time with its sign: `+1 h 35`, `−12 min`.
    #[must_use]
    pub fn signed_lasting(&self, millis: i64) -> String {
        let sign = if millis < 0 { "−" } else { "+" };
        format!("{sign}{}", self.lasting(millis.saturating_abs()))
    }
}
