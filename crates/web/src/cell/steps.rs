//! The way of a request, each step with its hour.

use base::Moment;
use domain::view::queue::RequestView;
use maud::{Markup, html};

use crate::visit::Visit;

/// The steps, those that were taken with their hour.
pub fn steps(visit: &Visit, row: &RequestView) -> Markup {
    let (words, clocks) = (visit.words, &row.clocks);
    let all: [(&str, Option<Moment>); 8] = [
        (words.pick("Décision", "Decided"), clocks.decided),
        (words.pick("Demande", "Requested"), clocks.requested),
        (words.pick("Proposition", "Proposed"), clocks.proposed),
        (words.pick("Accord", "Agreed"), clocks.agreed),
        (words.pick("Lit prêt", "Bed ready"), clocks.bed_ready),
        (words.pick("Patient prêt", "Patient ready"), clocks.patient_ready),
        (words.pick("Départ", "Left"), clocks.departed),
        (words.pick("Arrivée", "Arrived"), clocks.arrived),
    ];
    html! {
        ol.way aria-label=(words.pick("Étapes", "Steps")) {
            @for (name, at) in all {
                li.done[at.is_some()] {
                    b { (name) }
                    span { @match at { Some(at) => { (words.lately(&visit.zone, visit.now, at)) }, None => { "–" } } }
                }
            }
        }
    }
}
