//! What happened lately around requests, after the name of whom it is about.

use base::Code;
use domain::flow::{FlowSettings, HoldEnd, Named, Outcome, Withdrawal};
use domain::view::feed::{Place, What};

use super::Words;

impl Words {
    /// What happened, in a few words that follow a name.
    #[must_use]
    pub fn happened(&self, what: &What, flow: &FlowSettings) -> String {
        match what {
            What::Asked(origin) => format!(
                "{} : {}",
                self.pick("lit demandé", "bed requested"),
                self.origin_of_request(*origin)
            ),
            What::Proposed(place) => format!("{} {}", self.pick("proposé à", "proposed to"), said(place)),
            What::Answered(place, outcome) => self.answered(place, outcome, flow),
            What::Promised(place) => {
                format!("{} {}", self.pick("lit promis :", "bed promised:"), said(place))
            }
            What::Ready(place) => format!("{} {}", self.pick("prêt pour", "ready for"), said(place)),
            What::Departed(place) => {
                format!("{} {}", self.pick("en route vers", "on the way to"), said(place))
            }
            What::Arrived(place) => format!("{} {}", self.pick("arrivé :", "arrived:"), said(place)),
            What::Deferred(reason) => format!(
                "{} {}",
                self.pick("reporté :", "deferred:"),
                named(&flow.deferrals, reason)
            ),
            What::Withdrawn(why) => format!(
                "{} {}",
                self.pick("retiré :", "withdrawn:"),
                match why {
                    Withdrawal::Said(code) => named(&flow.withdrawals, code),
                    Withdrawal::PlanGone => self
                        .pick("entrée ou mutation annulée", "admission or transfer cancelled")
                        .to_owned(),
                    Withdrawal::Left => self.pick("sorti de l’hôpital", "left the hospital").to_owned(),
                    Withdrawal::Forgotten => self.pick("jamais venu", "never came").to_owned(),
                }
            ),
            What::Lost(place, why) => {
                let bed = said(place);
                match why {
                    HoldEnd::Expired => self.pick(
                        format!("réservation échue : {bed}"),
                        format!("reservation expired: {bed}"),
                    ),
                    HoldEnd::Broken(_) => self.pick(
                        format!("un autre patient est dans {bed}"),
                        format!("somebody else lies in {bed}"),
                    ),
                    HoldEnd::Moot => self.pick(
                        format!("arrivé ailleurs, lit rendu : {bed}"),
                        format!("came to another bed, given back: {bed}"),
                    ),
                    HoldEnd::Postponed(_) => self.pick(
                        format!("entrée reportée, lit rendu : {bed}"),
                        format!("admission put off, given back: {bed}"),
                    ),
                    HoldEnd::Released(_) | HoldEnd::Kept => self.pick(
                        format!("réservation levée : {bed}"),
                        format!("reservation released: {bed}"),
                    ),
                }
            }
        }
    }

    fn answered(&self, place: &Place, outcome: &Outcome, flow: &FlowSettings) -> String {
        let at = said(place);
        match outcome {
            Outcome::Accepted => format!("{} {at}", self.pick("accepté par", "accepted by")),
            Outcome::Refused(code) => {
                let reason = named(&flow.refusals, code);
                self.pick(
                    format!("refusé par {at} : {reason}"),
                    format!("refused by {at}: {reason}"),
                )
            }
            Outcome::Countered(_) => {
                format!(
                    "{} {at}",
                    self.pick("le service propose plutôt", "the ward offers")
                )
            }
            Outcome::TakenBack => format!(
                "{} {at}",
                self.pick("question reprise à", "question taken back from")
            ),
            Outcome::Lapsed => format!("{} {at}", self.pick("sans réponse de", "no answer from")),
            Outcome::WardSetAside => self.pick(
                format!("à proposer ailleurs, service mis de côté : {at}"),
                format!("to be proposed elsewhere, ward set aside: {at}"),
            ),
        }
    }
}

fn said(place: &Place) -> String {
    match &place.bed {
        Some(bed) => format!("{} {bed}", place.ward),
        None => place.ward.to_string(),
    }
}

fn named(list: &[Named], code: &Code) -> String {
    let found = list.iter().find(|it| it.code == *code);
    found.map_or_else(|| code.to_string(), |it| it.name.to_string())
}
