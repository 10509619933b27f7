//! The matrix of events: what each trigger of an ADT message, or of an appointment book (SIU), means for beds.
//!
//! One table, so that a new trigger is one line. PAM France 2.11 first, then what it dropped but senders
//! still send (Z80 to Z87), then what the rest of the world sends.

use domain::movement::{Action, Kind};

/// What a trigger means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A movement happens, or never happened.
    Movement(Kind, Action),
    /// Z99: a movement told before happened otherwise; ZBE-6 says which kind it is.
    Update,
    /// Somebody's identity.
    Identity,
    /// Numbers of a patient were replaced or withdrawn.
    Identifiers,
    /// Two patients are one.
    Merge,
    /// A stay belongs to another patient.
    AccountMoved,
    /// Two patients change places, in one message.
    Swap,
    /// What a bed's own system says of it.
    BedStatus,
    /// Nothing for a bed manager, and why.
    Ignored(&'static str),
    /// Something that matters and that only a person can do, and why.
    ByHand(&'static str),
}

/// What a trigger means; none for one nobody has told us of, which PAM asks receivers to ignore.
#[must_use]
pub fn meaning(trigger: &str) -> Option<Meaning> {
    use Action::{Cancel, Insert};
    use Meaning::{
        AccountMoved, BedStatus, ByHand, Identifiers, Identity, Ignored, Merge, Movement, Swap, Update,
    };
    Some(match trigger {
        "A05" => Movement(Kind::PreAdmission, Insert),
        "A38" => Movement(Kind::PreAdmission, Cancel),
        "A14" => Movement(Kind::PendingAdmission, Insert),
        "A27" => Movement(Kind::PendingAdmission, Cancel),
        "A01" => Movement(Kind::Admission, Insert),
        "A04" => Movement(Kind::Arrival, Insert),
        // Of an admission or of an arrival: the class or ZBE-6 says which.
        "A11" => Movement(Kind::Admission, Cancel),
        // Each of these two cancels the other; ZBE-4 says when.
        "A06" => Movement(Kind::ToInpatient, Insert),
        "A07" => Movement(Kind::ToOutpatient, Insert),
        "A02" => Movement(Kind::Transfer, Insert),
        "A12" => Movement(Kind::Transfer, Cancel),
        "A15" => Movement(Kind::PendingTransfer, Insert),
        "A26" => Movement(Kind::PendingTransfer, Cancel),
        "A54" => Movement(Kind::DoctorChange, Insert),
        "A55" => Movement(Kind::DoctorChange, Cancel),
        "A09" | "A10" => Movement(Kind::Passage, Insert),
        "A32" | "A33" => Movement(Kind::Passage, Cancel),
        "A21" => Movement(Kind::Leave, Insert),
        "A52" => Movement(Kind::Leave, Cancel),
        "A22" => Movement(Kind::LeaveEnd, Insert),
        "A53" => Movement(Kind::LeaveEnd, Cancel),
        "A16" => Movement(Kind::PendingDischarge, Insert),
        "A25" => Movement(Kind::PendingDischarge, Cancel),
        "A03" => Movement(Kind::Discharge, Insert),
        "A13" => Movement(Kind::Discharge, Cancel),
        // Before A02 carried a nature (ZBE-9): medical unit, then nursing unit, each with its cancel and its
        // announced form.
        "Z80" | "Z84" => Movement(Kind::Transfer, Insert),
        "Z81" | "Z85" => Movement(Kind::Transfer, Cancel),
        "Z82" | "Z86" => Movement(Kind::PendingTransfer, Insert),
        "Z83" | "Z87" => Movement(Kind::PendingTransfer, Cancel),
        "Z99" => Update,
        "A28" | "A31" | "A08" => Identity,
        "A46" | "A47" => Identifiers,
        "A40" | "A18" | "A30" | "A34" | "A36" | "A39" => Merge,
        "A44" | "A45" => AccountMoved,
        "A17" => Swap,
        "A20" => BedStatus,
        "A19" => Ignored("C'est une question posée à un autre logiciel."),
        "A24" => Ignored("Le rapprochement de deux patients (A24) ne change aucun lit."),
        "A37" => Ignored("L'annulation d'un rapprochement (A37) ne change aucun lit."),
        "A48" | "A51" => Ignored("Ce changement d'un ancien numéro ne sert pas à la gestion des lits."),
        "A60" => Ignored("Les allergies ne sont pas reprises par la gestion des lits."),
        "A61" | "A62" => Ignored("Le médecin consultant n'est pas repris par la gestion des lits."),
        "A23" => {
            ByHand("Le message supprime une venue entière (A23). Vérifiez la venue et annulez-la à la main.")
        }
        "A29" => ByHand(
            "Le message supprime un patient entier (A29). Vérifiez ses venues et annulez-les à la main.",
        ),
        "A35" | "A41" | "A42" => {
            ByHand("Le message fusionne deux dossiers d'un même patient. À vérifier à la main.")
        }
        "A43" => {
            ByHand("Le message déplace un numéro d'un patient vers un autre (A43). À vérifier à la main.")
        }
        "A49" | "A50" => {
            ByHand("Le message change le numéro d'un dossier ou d'une venue. À vérifier à la main.")
        }
        _ => return None,
    })
}

/// What a trigger of an appointment book (SIU) means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Booking {
    /// An appointment is made, is otherwise than was told, or will not be.
    Appointment(Action),
    /// Nothing for a bed manager, and why.
    Ignored(&'static str),
}

/// What a trigger of an appointment book means; none for one nobody has told us of.
#[must_use]
pub fn booking(trigger: &str) -> Option<Booking> {
    use Booking::{Appointment, Ignored};
    Some(match trigger {
        "S12" => Appointment(Action::Insert),
        // Put off, or otherwise than was said.
        "S13" | "S14" => Appointment(Action::Update),
        // Called off, given up under way, never meant, or nobody came. Whoever came was admitted since: what was
        // planned then no longer counts, so that giving up under way sends nobody home.
        "S15" | "S16" | "S17" | "S26" => Appointment(Action::Cancel),
        "S18" | "S19" | "S20" | "S21" | "S22" => {
            Ignored("Le message ne change que les moyens d'un rendez-vous, pas la venue du patient.")
        }
        "S23" | "S24" | "S25" | "S27" => {
            Ignored("Le message parle des créneaux d'un agenda et non d'un patient attendu.")
        }
        _ => return None,
    })
}

/// The kind of movement a trigger inserts (ZBE-6).
#[must_use]
pub fn inserted(trigger: &str) -> Option<Kind> {
    match meaning(trigger) {
        Some(Meaning::Movement(kind, Action::Insert)) => Some(kind),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The French matrix, as it is published: event, insert, cancel.
    const MATRIX: [(Kind, &str, &str); 14] = [
        (Kind::PreAdmission, "A05", "A38"),
        (Kind::Admission, "A01", "A11"),
        (Kind::PendingAdmission, "A14", "A27"),
        (Kind::Transfer, "A02", "A12"),
        (Kind::PendingTransfer, "A15", "A26"),
        (Kind::Discharge, "A03", "A13"),
        (Kind::PendingDischarge, "A16", "A25"),
        (Kind::Leave, "A21", "A52"),
        (Kind::LeaveEnd, "A22", "A53"),
        (Kind::DoctorChange, "A54", "A55"),
        (Kind::Passage, "A09", "A33"),
        (Kind::Passage, "A10", "A32"),
        (Kind::Transfer, "Z80", "Z81"),
        (Kind::Transfer, "Z84", "Z85"),
    ];

    #[test]
    fn every_event_of_the_matrix_has_its_insert_and_its_cancel() {
        for (kind, insert, cancel) in MATRIX {
            assert_eq!(
                meaning(insert),
                Some(Meaning::Movement(kind, Action::Insert)),
                "{insert}"
            );
            assert_eq!(
                meaning(cancel),
                Some(Meaning::Movement(kind, Action::Cancel)),
                "{cancel}"
            );
        }
    }

    #[test]
    fn an_appointment_is_made_moved_or_called_off() {
        let action = |trigger| match booking(trigger) {
            Some(Booking::Appointment(action)) => Some(action),
            _ => None,
        };
        assert_eq!(action("S12"), Some(Action::Insert));
        for trigger in ["S13", "S14"] {
            assert_eq!(action(trigger), Some(Action::Update), "{trigger}");
        }
        for trigger in ["S15", "S16", "S17", "S26"] {
            assert_eq!(action(trigger), Some(Action::Cancel), "{trigger}");
        }
        for trigger in ["S18", "S22", "S23", "S24", "S27"] {
            assert!(matches!(booking(trigger), Some(Booking::Ignored(_))), "{trigger}");
        }
        for trigger in ["S01", "S11", "S28", "A05", ""] {
            assert_eq!(booking(trigger), None, "{trigger}");
        }
    }

    #[test]
    fn only_inserts_can_be_named_by_zbe_6() {
        assert_eq!(inserted("A06"), Some(Kind::ToInpatient));
        for trigger in ["A11", "Z99", "A28", "", "A1", "a01"] {
            assert_eq!(inserted(trigger), None, "{trigger}");
        }
    }
}
