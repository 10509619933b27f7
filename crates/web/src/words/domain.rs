//! The domain's own enums, worded. A variant without words does not compile.

use domain::bed::{Attribute, ClosureReason, Hygiene};
use domain::identity::{IdentifierKind, Sex};
use domain::movement::{Class, Destination, Kind};
use domain::stay::Doubt;
use domain::view::board::Age;

use super::{Lang, Words};

impl Words {
    /// Why a bed is closed.
    #[must_use]
    pub fn closure(&self, reason: ClosureReason) -> &'static str {
        match reason {
            ClosureReason::Staffing => self.pick("Manque de personnel", "Short of staff"),
            ClosureReason::Works => self.pick("Travaux", "Building works"),
            ClosureReason::Breakdown => self.pick("Panne dans la chambre", "Breakdown in the room"),
            ClosureReason::Equipment => {
                self.pick("Lit ou matériel hors service", "Bed or equipment out of order")
            }
            ClosureReason::Isolation => self.pick("Voisin en isolement", "Neighbour isolated"),
            ClosureReason::Disinfection => self.pick("Désinfection", "Disinfection"),
            ClosureReason::Planned => self.pick("Fermeture programmée", "Planned closure"),
            ClosureReason::Unspecified => self.pick("Motif non précisé", "No reason given"),
        }
    }

    /// How clean a bed is, as a button or a line of history says it.
    #[must_use]
    pub fn hygiene(&self, hygiene: Hygiene) -> &'static str {
        match hygiene {
            Hygiene::Clean => self.pick("Prêt", "Ready"),
            Hygiene::ToClean => self.pick("À nettoyer", "To clean"),
            Hygiene::Cleaning => self.pick("Bionettoyage", "Cleaning"),
            Hygiene::Contaminated => self.pick("À désinfecter", "To disinfect"),
        }
    }

    /// What a bed or room offers.
    #[must_use]
    pub fn attribute(&self, attribute: Attribute) -> &'static str {
        match attribute {
            Attribute::Single => self.pick("chambre seule", "single room"),
            Attribute::IsolationCapable => self.pick("isolement possible", "isolation possible"),
            Attribute::NegativePressure => self.pick("pression négative", "negative pressure"),
            Attribute::PositivePressure => self.pick("pression positive", "positive pressure"),
            Attribute::Telemetry => self.pick("télémétrie", "telemetry"),
            Attribute::Oxygen => self.pick("oxygène", "oxygen"),
            Attribute::Suction => self.pick("aspiration", "suction"),
            Attribute::Bariatric => self.pick("bariatrique", "bariatric"),
            Attribute::Accessible => self.pick("accessible en fauteuil", "wheelchair accessible"),
            Attribute::Secure => self.pick("chambre sécurisée", "secure room"),
            Attribute::Window => self.pick("côté fenêtre", "by the window"),
            Attribute::Door => self.pick("côté porte", "by the door"),
            Attribute::DayPlace => self.pick("place de jour", "day place"),
        }
    }

    /// Sex, for those who cannot see the sign.
    #[must_use]
    pub fn sex(&self, sex: Sex) -> &'static str {
        match sex {
            Sex::Female => self.pick("Femme", "Female"),
            Sex::Male => self.pick("Homme", "Male"),
            Sex::Unknown => self.pick("Sexe non précisé", "Sex not stated"),
        }
    }

    /// The age on a tile: `78`, `14 mois`, `5 j`.
    #[must_use]
    pub fn age(&self, age: Age) -> String {
        match age {
            Age::Years(years) => years.to_string(),
            Age::Months(months) => format!("{months}\u{a0}{}", self.pick("mois", "mo")),
            Age::Days(days) => format!("{days}\u{a0}{}", self.pick("j", "d")),
        }
    }

    /// The age said in full: `78 ans`.
    #[must_use]
    pub fn age_said(&self, age: Age) -> String {
        match (age, self.lang) {
            (Age::Years(years), Lang::Fr) => format!("{years} ans"),
            (Age::Years(years), Lang::En) => format!("{years} years"),
            (Age::Months(_) | Age::Days(_), _) => self.age(age),
        }
    }

    /// Where a patient goes afterwards.
    #[must_use]
    pub fn destination(&self, destination: Destination) -> &'static str {
        match destination {
            Destination::Home => self.pick("domicile", "home"),
            Destination::Acute => self.pick("autre hôpital", "other hospital"),
            Destination::Rehab => self.pick("SMR", "rehabilitation"),
            Destination::LongTerm => self.pick("USLD", "long-term care"),
            Destination::Psychiatry => self.pick("psychiatrie", "psychiatry"),
            Destination::HospitalAtHome => self.pick("HAD", "hospital at home"),
            Destination::SocialCare => self.pick("médico-social", "nursing home"),
            Destination::Deceased => self.pick("décès", "deceased"),
        }
    }

    /// The class of a stay.
    #[must_use]
    pub fn class(&self, class: Class) -> &'static str {
        match class {
            Class::Inpatient => self.pick("Hospitalisation", "In-patient"),
            Class::Emergency => self.pick("Urgences", "Emergency"),
            Class::Outpatient => self.pick("Externe", "Out-patient"),
            Class::Recurring => self.pick("Séances", "Sessions"),
            Class::Other => self.pick("Autre venue", "Other visit"),
        }
    }

    /// A step of a stay's course.
    #[must_use]
    pub fn movement(&self, kind: Kind) -> &'static str {
        match kind {
            Kind::PreAdmission => self.pick("Préadmission", "Pre-admission"),
            Kind::PendingAdmission => self.pick("Entrée annoncée", "Admission announced"),
            Kind::Admission => self.pick("Entrée", "Admission"),
            Kind::Arrival => self.pick("Arrivée", "Arrival"),
            Kind::ToInpatient => self.pick("Passage en hospitalisation", "Becomes in-patient"),
            Kind::ToOutpatient => self.pick("Passage en externe", "Becomes out-patient"),
            Kind::Transfer => self.pick("Mutation", "Transfer"),
            Kind::PendingTransfer => self.pick("Mutation annoncée", "Transfer announced"),
            Kind::DoctorChange => self.pick("Changement de médecin", "Change of doctor"),
            Kind::Passage => self.pick("Passage hors du lit", "Away from the bed"),
            Kind::Leave => self.pick("Permission", "Leave"),
            Kind::LeaveEnd => self.pick("Retour de permission", "Back from leave"),
            Kind::PendingDischarge => self.pick("Sortie annoncée", "Discharge announced"),
            Kind::Discharge => self.pick("Sortie", "Discharge"),
        }
    }

    /// What a number is.
    #[must_use]
    pub fn identifier(&self, kind: IdentifierKind) -> &'static str {
        match kind {
            IdentifierKind::Local => "IPP",
            IdentifierKind::Ins => "INS",
            IdentifierKind::Account => self.pick("NDA (dossier)", "NDA (account)"),
            IdentifierKind::Visit => self.pick("Venue", "Visit"),
            IdentifierKind::Appointment => self.pick("Rendez-vous", "Appointment"),
            IdentifierKind::Other => self.pick("Autre numéro", "Other number"),
        }
    }

    /// What does not add up in the feed, and what would settle it.
    #[must_use]
    pub fn doubt(&self, doubt: Doubt) -> (&'static str, &'static str) {
        match doubt {
            Doubt::NoAdmission => self.pick(
                (
                    "Entrée jamais reçue",
                    "Une mutation ou une sortie est arrivée sans son entrée. Faites renvoyer l’entrée (A01 ou A04) par la gestion administrative.",
                ),
                (
                    "Admission never received",
                    "A transfer or discharge came without its admission. Have the admission (A01 or A04) sent again by the administrative system.",
                ),
            ),
            Doubt::AdmissionCancelled => self.pick(
                (
                    "Entrée annulée, mouvements maintenus",
                    "L’entrée a été annulée mais des mouvements plus tardifs restent. Demandez au bureau des entrées s’il faut les annuler aussi.",
                ),
                (
                    "Admission cancelled, movements kept",
                    "The admission was cancelled but later movements stand. Ask the admission office whether to cancel them too.",
                ),
            ),
            Doubt::UnknownUpdated => self.pick(
                (
                    "Correction d’un mouvement inconnu",
                    "Un mouvement jamais reçu a été corrigé (Z99). Faites renvoyer le mouvement d’origine.",
                ),
                (
                    "Unknown movement corrected",
                    "A movement that never came was corrected (Z99). Have the original movement sent again.",
                ),
            ),
            Doubt::UnknownCancelled => self.pick(
                (
                    "Annulation d’un mouvement inconnu",
                    "Un mouvement jamais reçu a été annulé : rien n’a changé. Vérifiez qu’aucun message ne s’est perdu.",
                ),
                (
                    "Unknown movement cancelled",
                    "A movement that never came was cancelled: nothing changed. Check that no message was lost.",
                ),
            ),
            Doubt::AfterDischarge => self.pick(
                (
                    "Mouvement daté après la sortie",
                    "Un mouvement porte une date plus tardive que la sortie. Faites corriger l’une des deux dates.",
                ),
                (
                    "Movement dated after the discharge",
                    "A movement is dated later than the discharge. Have one of the two dates corrected.",
                ),
            ),
            Doubt::FarFuture => self.pick(
                (
                    "Date très lointaine",
                    "Un mouvement est daté de plus d’un an après son envoi. Faites vérifier l’année saisie.",
                ),
                ("Date far in the future", "A movement is dated more than a year after it was sent. Have the year checked."),
            ),
            Doubt::TwoPlaces => self.pick(
                (
                    "Deux lieux à la même heure",
                    "Le flux place ce patient à deux endroits au même moment. Faites corriger l’un des deux mouvements.",
                ),
                (
                    "Two places at the same time",
                    "The feed places this patient in two places at the same moment. Have one of the two movements corrected.",
                ),
            ),
            Doubt::NoLeave => self.pick(
                (
                    "Retour sans départ",
                    "Un retour de permission est arrivé sans la permission. Le patient est montré présent ; faites renvoyer le départ.",
                ),
                (
                    "Return without a leave",
                    "A return from leave came without the leave. The patient is shown present; have the leave sent again.",
                ),
            ),
        }
    }
}
