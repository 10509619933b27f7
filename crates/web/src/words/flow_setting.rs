//! The settings of the flow in words: the numbers, who has to agree, when something counts in the rank.

use domain::flow::{Agreement, Circumstance};

use super::Words;

impl Words {
    /// A number of the settings of the flow, by the name of its field.
    #[must_use]
    pub fn flow_number(&self, field: &str) -> &'static str {
        match field {
            "offerte" => self.pick(
                "Réservation proposée à l’écran (minutes)",
                "Reservation that a screen offers (minutes)",
            ),
            "attribuee" => self.pick(
                "Lit attribué, jusqu’à l’arrivée (minutes)",
                "Bed that was given, until the patient comes (minutes)",
            ),
            "longue" => self.pick(
                "La plus longue réservation (minutes)",
                "The longest reservation (minutes)",
            ),
            "reponse" => self.pick(
                "Un service répond avant (minutes)",
                "A ward answers within (minutes)",
            ),
            "relances" => self.pick(
                "Relances, en minutes depuis la question (15, 30, 45)",
                "Escalations, in minutes from the question (15, 30, 45)",
            ),
            "caduque" => self.pick(
                "Question sans réponse, close après (minutes)",
                "Question unanswered, closed after (minutes)",
            ),
            "oubli" => self.pick(
                "Entrée prévue jamais venue, oubliée après (heures)",
                "Planned admission that never came, forgotten after (hours)",
            ),
            "age_points" => self.pick(
                "Points gagnés quand le délai cible est écoulé",
                "Points gained when the target delay is over",
            ),
            "age_max" => self.pick("Points d’attente, au plus", "Points of waiting, at most"),
            "retard" => self.pick("Points de plus dès le retard", "Points at once when overdue"),
            "sans_points" => self.pick(
                "Sans motif : points de départ",
                "Without an entry: points to start with",
            ),
            "sans_delai" => self.pick(
                "Sans motif : délai cible (minutes)",
                "Without an entry: target delay (minutes)",
            ),
            "annees" => self.pick("Années regardées", "Years looked at"),
            "semaines" => self.pick("Semaines autour de la même semaine", "Weeks around the same week"),
            "percentile" => self.pick(
                "Percentile (25 : il en vient plus 3 jours sur 4)",
                "Percentile (25: more come 3 days of 4)",
            ),
            _ => "",
        }
    }

    /// Whether a ward has to agree.
    #[must_use]
    pub fn agreement(&self, agreement: Agreement) -> &'static str {
        match agreement {
            Agreement::Told => self.pick("prévenu : le lit peut être donné", "told: its bed may be given"),
            Agreement::Asked => self.pick(
                "sollicité : il dit oui, ou un motif est donné",
                "asked: it says yes, or a reason is given",
            ),
        }
    }

    /// When something counts in the rank.
    #[must_use]
    pub fn circumstance(&self, when: Circumstance) -> String {
        let plain = |fr: &'static str, en: &'static str| self.pick(fr, en).to_owned();
        match when {
            Circumstance::OnTrolley { from_age: 0 } => plain("sur un brancard", "on a trolley"),
            Circumstance::OnTrolley { from_age } => self.pick(
                format!("sur un brancard, dès {from_age} ans"),
                format!("on a trolley, from {from_age} years"),
            ),
            Circumstance::NightsOnTrolley => plain(
                "par nuit sur un brancard, depuis qu’il y est",
                "each night on a trolley, since lying there",
            ),
            Circumstance::Age { from_age } => {
                self.pick(format!("dès {from_age} ans"), format!("from {from_age} years"))
            }
            Circumstance::CriticalBedToFree => plain(
                "dans un lit de soins critiques à libérer",
                "in a bed of critical care to be freed",
            ),
            Circumstance::CalledOffBefore => plain("déjà déprogrammé", "called off before"),
            Circumstance::From(origin) => {
                let origin = self.origin_of_request(origin);
                self.pick(format!("provenance : {origin}"), format!("from: {origin}"))
            }
        }
    }
}
