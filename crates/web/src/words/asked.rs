//! What a ward and the flow cell say to each other, in words.

use base::time::MINUTE;
use base::{Moment, Zone};
use domain::flow::{HoldKind, Outcome, StageName};

use super::Words;

impl Words {
    /// By when a question is to be answered: `répondre avant 14:32`, or by how much it is late.
    #[must_use]
    pub fn answer_by(&self, zone: &Zone, now: Moment, by: Moment) -> String {
        if by > now {
            let hour = self.soon(zone, now, by);
            return self.pick(
                format!("répondre avant {hour}"),
                format!("to be answered by {hour}"),
            );
        }
        if now.since(by) < MINUTE {
            return self
                .pick("à répondre maintenant", "to be answered now")
                .to_owned();
        }
        let late = self.lasting(now.since(by));
        self.pick(format!("en retard de {late}"), format!("late by {late}"))
    }

    /// How often a question went up a level: `1re relance`, `2e relance`.
    #[must_use]
    pub fn escalation(&self, level: usize) -> String {
        match level {
            1 => self.pick("1re relance", "first reminder").to_owned(),
            _ => self.pick(format!("{level}e relance"), format!("reminder no. {level}")),
        }
    }

    /// How many questions wait for an answer.
    #[must_use]
    pub fn questions(&self, count: usize) -> String {
        match count {
            0 => self
                .pick("Aucune demande de la cellule", "No request of the cell")
                .to_owned(),
            1 => self
                .pick("1 demande à répondre", "1 request to answer")
                .to_owned(),
            _ => self.pick(
                format!("{count} demandes à répondre"),
                format!("{count} requests to answer"),
            ),
        }
    }

    /// What came of a question to a ward, as its people say it; a refusal with the name of its reason.
    #[must_use]
    pub fn outcome_of_asking(
        &self,
        outcome: &Outcome,
        reason: impl Fn(&base::Code) -> String,
        bed: impl Fn(base::id::BedId) -> String,
    ) -> String {
        match outcome {
            Outcome::Accepted => self.pick("le service a accepté", "the ward said yes").to_owned(),
            Outcome::Refused(code) => {
                let reason = reason(code);
                self.pick(
                    format!("le service a refusé : {reason}"),
                    format!("the ward said no: {reason}"),
                )
            }
            Outcome::Countered(id) => {
                let bed = bed(*id);
                self.pick(
                    format!("le service a proposé le lit {bed}"),
                    format!("the ward offered bed {bed}"),
                )
            }
            Outcome::TakenBack => self
                .pick(
                    "la cellule a repris sa question",
                    "the cell took its question back",
                )
                .to_owned(),
            Outcome::Lapsed => self
                .pick(
                    "sans réponse à temps, la question a pris fin",
                    "nobody answered in time, the question ended",
                )
                .to_owned(),
            Outcome::WardSetAside => self
                .pick(
                    "le service a été mis de côté, la cellule cherche ailleurs",
                    "the ward was set aside, the cell looks elsewhere",
                )
                .to_owned(),
        }
    }

    /// How far somebody is who comes to the ward.
    #[must_use]
    pub fn coming(&self, stage: StageName, kind: Option<HoldKind>) -> &'static str {
        match (stage, kind) {
            (StageName::Moving, _) => self.pick("En route", "On the way"),
            (StageName::Ready, _) => self.pick("Patient prêt", "Patient ready"),
            (StageName::Accepted, _) => self.pick("Accepté, lit à nommer", "Agreed, bed to name"),
            (_, Some(HoldKind::Kept)) => self.pick("Tenu par la cellule", "Held by the cell"),
            (StageName::Held, _) => self.pick("Lit promis", "Bed promised"),
            (other, _) => self.request_stage(other),
        }
    }

    /// To whom a bed is promised, beside what it shows.
    #[must_use]
    pub fn promised_to(&self, name: &str) -> String {
        self.pick(format!("Promis à {name}"), format!("Promised to {name}"))
    }

    /// Hours waited, beyond a day too: `30 h 12`, where `1 j` would hide the night.
    #[must_use]
    pub fn waited(&self, minutes: i64) -> String {
        match minutes.max(0) {
            short @ 0..60 => self.lasting(short * MINUTE),
            long => format!("{}\u{a0}h\u{a0}{:02}", long / 60, long % 60),
        }
    }

    /// Nights spent on a trolley.
    #[must_use]
    pub fn nights_on_trolley(&self, nights: u16) -> String {
        match nights {
            1 => self.pick("1 nuit", "1 night").to_owned(),
            _ => self.pick(format!("{nights} nuits"), format!("{nights} nights")),
        }
    }

    /// A place in the queue.
    #[must_use]
    pub fn place_in_queue(&self, place: usize) -> String {
        self.pick(
            format!("Rang {place} de la file"),
            format!("No. {place} in the queue"),
        )
    }

    /// Nothing of the thesaurus is called so.
    #[must_use]
    pub fn no_such_reason(&self, text: &str) -> String {
        match text {
            "" => self.pick("Donnez le motif.", "Give the reason.").to_owned(),
            text => self.pick(
                format!("Aucun motif du thésaurus ne s’appelle « {text} »."),
                format!("No reason of the thesaurus is called “{text}”."),
            ),
        }
    }

    /// The classes of hours of an emergency department.
    #[must_use]
    pub fn hours_class(&self, place: usize) -> &'static str {
        match place {
            0 => self.pick("moins de 4 h", "under 4 h"),
            1 => self.pick("de 4 à 8 h", "4 to 8 h"),
            2 => self.pick("de 8 à 12 h", "8 to 12 h"),
            _ => self.pick("plus de 12 h", "over 12 h"),
        }
    }
}
