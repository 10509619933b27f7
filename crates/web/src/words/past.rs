//! The board as it was: its ribbon, its slider, its buttons.

use base::{Moment, Zone};

use super::{Lang, Words};

/// The texts of a board of the past.
#[derive(Debug)]
pub struct PastWords {
    /// Title of the window, after the name of the ward.
    pub title: &'static str,
    /// Before the instant, on the ribbon.
    pub shown: &'static str,
    /// Before the instant, when later corrections are in it.
    pub corrected: &'static str,
    /// Nothing can be done here.
    pub read_only: &'static str,
    /// Names the ribbon.
    pub region: &'static str,
    /// Names the slider.
    pub slider: &'static str,
    /// Sends the slider, without script.
    pub go: &'static str,
    /// Field: day and hour.
    pub instant: &'static str,
    /// Sends the field.
    pub see: &'static str,
    /// Field: which of both times the clock showed that hour.
    pub which: &'static str,
    /// The first time.
    pub first: &'static str,
    /// The second time.
    pub second: &'static str,
    /// Leads to the change before.
    pub previous: &'static str,
    /// Leads to the change after.
    pub next: &'static str,
    /// One hour back, one hour on.
    pub hours: [&'static str; 2],
    /// Leads to the live board.
    pub now: &'static str,
    /// Starts the play.
    pub play: &'static str,
    /// Field: how fast.
    pub speed: &'static str,
    /// The speeds.
    pub speeds: [&'static str; 3],
    /// The keys of previous and next.
    pub keys: [&'static str; 2],
    /// The clocks jumped over the time asked for.
    pub skipped: &'static str,
    /// Nothing changed before.
    pub none_before: &'static str,
    /// Nothing changed after.
    pub none_after: &'static str,
    /// The time cannot be read.
    pub unreadable: &'static str,
    /// The ward was not known then.
    pub unknown: &'static str,
    /// What to do about it.
    pub unknown_advice: &'static str,
    /// What the names on the board are.
    pub names: &'static str,
    /// Choice: as it was shown.
    pub as_shown: &'static str,
    /// Choice: with what was told since.
    pub as_known: &'static str,
    /// Names that choice.
    pub choice: &'static str,
    /// What that choice means.
    pub choice_why: &'static str,
    /// Leads here from the live board.
    pub look_back: &'static str,
    /// Names the line of hours: how many changes.
    pub activity: &'static str,
}

/// French.
pub const FR: PastWords = PastWords {
    title: "tableau passé",
    shown: "Tableau tel qu’affiché le",
    corrected: "Ce que nous savons aujourd’hui du",
    read_only: "lecture seule",
    region: "Retour dans le passé",
    slider: "Heure de la journée",
    go: "Aller",
    instant: "Jour et heure",
    see: "Voir",
    which: "Cette heure a été affichée deux fois",
    first: "la première (heure d’été)",
    second: "la seconde (heure d’hiver)",
    previous: "Changement précédent",
    next: "Changement suivant",
    hours: ["Une heure avant", "Une heure après"],
    now: "Maintenant",
    play: "Lecture",
    speed: "Vitesse",
    speeds: ["1 min par s", "10 min par s", "1 h par s"],
    keys: ["p", "s"],
    skipped: "L’heure demandée n’a pas existé cette nuit-là (passage à l’heure d’été) : une heure plus tard est montrée.",
    none_before: "Aucun changement plus ancien dans ce service.",
    none_after: "Aucun changement plus récent dans ce service.",
    unreadable: "Cette date ou cette heure est illisible : l’instant présent est montré.",
    unknown: "Le service n’était pas encore connu à cet instant",
    unknown_advice: "Choisissez un instant plus récent, ou le changement suivant.",
    names: "Les noms sont ceux connus aujourd’hui.",
    as_shown: "Tel qu’affiché",
    as_known: "Corrigé depuis",
    choice: "Ce qui est montré",
    choice_why: "« Corrigé depuis » ajoute les mouvements datés d’avant cet instant mais reçus après.",
    look_back: "Revoir un instant passé",
    activity: "changements par heure",
};

/// English.
pub const EN: PastWords = PastWords {
    title: "past board",
    shown: "Board as shown on",
    corrected: "What we know today of",
    read_only: "read only",
    region: "Back in time",
    slider: "Hour of the day",
    go: "Go",
    instant: "Day and hour",
    see: "See",
    which: "The clock showed this hour twice",
    first: "the first time (summer time)",
    second: "the second time (winter time)",
    previous: "Previous change",
    next: "Next change",
    hours: ["One hour before", "One hour after"],
    now: "Now",
    play: "Play",
    speed: "Speed",
    speeds: ["1 min per s", "10 min per s", "1 h per s"],
    keys: ["p", "n"],
    skipped: "The hour asked for did not exist that night (start of summer time): one hour later is shown.",
    none_before: "No earlier change in this ward.",
    none_after: "No later change in this ward.",
    unreadable: "This date or hour cannot be read: the present is shown.",
    unknown: "The ward was not known yet at that instant",
    unknown_advice: "Choose a later instant, or the next change.",
    names: "Names are those known today.",
    as_shown: "As shown",
    as_known: "Corrected since",
    choice: "What is shown",
    choice_why: "“Corrected since” adds movements dated before that instant but received after it.",
    look_back: "Look back at a past instant",
    activity: "changes per hour",
};

const DAYS_FR: [&str; 7] = [
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
];
const DAYS_EN: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const MONTHS_FR: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Words {
    /// A day in full, as a page of history needs it: `vendredi 20 novembre 2026`.
    #[must_use]
    pub fn full_day(&self, zone: &Zone, at: Moment) -> String {
        let date = zone.civil(at).date();
        let pick = |list: &[&'static str], place: i8| {
            let place = usize::try_from(place).unwrap_or(0);
            list.get(place).copied().unwrap_or_default()
        };
        let weekday = pick(
            self.pick(&DAYS_FR, &DAYS_EN),
            date.weekday().to_monday_zero_offset(),
        );
        let month = pick(self.pick(&MONTHS_FR, &MONTHS_EN), date.month() - 1);
        format!("{weekday} {} {month} {}", date.day(), date.year())
    }

    /// The instant of a past board: `14 h 30`, with its seconds where it has some, and which of both where the clock
    /// showed it twice.
    #[must_use]
    pub fn exact_hour(&self, zone: &Zone, at: Moment) -> String {
        let civil = zone.civil(at);
        let hour = match (self.lang, civil.second()) {
            (_, 0) => self.hour(zone, at),
            (Lang::Fr, second) => format!(
                "{}\u{a0}h\u{a0}{:02}\u{a0}min\u{a0}{second:02}\u{a0}s",
                civil.hour(),
                civil.minute()
            ),
            (Lang::En, _) => self.clock_with_seconds(zone, at),
        };
        match zone.second_moment(civil) {
            None => hour,
            Some(second) if second == at => format!("{hour}, {}", self.past.second),
            Some(_) => format!("{hour}, {}", self.past.first),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{EN, FR};
    use super::*;

    #[test]
    fn an_instant_is_written_in_full() {
        let zone = Zone::paris();
        let at = |text: &str| zone.moment(text.parse().expect("a civil time")).0;
        let evening = at("2026-11-20T14:30");
        assert_eq!(FR.full_day(&zone, evening), "vendredi 20 novembre 2026");
        assert_eq!(EN.full_day(&zone, evening), "Friday 20 November 2026");
        assert_eq!(FR.exact_hour(&zone, evening), "14\u{a0}h\u{a0}30");
        assert_eq!(
            FR.exact_hour(&zone, evening.plus(7_000)),
            "14\u{a0}h\u{a0}30\u{a0}min\u{a0}07\u{a0}s"
        );
        assert_eq!(EN.exact_hour(&zone, evening.plus(7_000)), "14:30:07");
    }

    #[test]
    fn an_hour_shown_twice_says_which() {
        let zone = Zone::paris();
        let civil = "2026-10-25T02:30".parse().expect("a civil time");
        let (first, second) = (zone.moment(civil).0, zone.second_moment(civil).expect("twice"));
        assert_eq!(
            FR.exact_hour(&zone, first),
            "2\u{a0}h\u{a0}30, la première (heure d’été)"
        );
        assert_eq!(
            EN.exact_hour(&zone, second),
            "02:30, the second time (winter time)"
        );
    }
}
