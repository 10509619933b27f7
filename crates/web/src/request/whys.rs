//! Why a bed does or does not do for a request, a line for each rule that has something to say.

use base::id::StayId;
use domain::flow::placement::{Mark, Reason, Rule};
use maud::{Markup, html};

use crate::icon::icon;
use crate::visit::Visit;
use crate::words::placement::Around;

/// Why, a line for each rule that has something to say.
pub fn remarks<'a>(visit: &Visit, remarks: impl Iterator<Item = (Rule, Mark, &'a Reason)>) -> Markup {
    let words = visit.words;
    let name = |stay| name_of(visit, stay);
    let around = Around {
        zone: &visit.zone,
        now: visit.now,
        name: &name,
    };
    // What one rule is content with and another counts is said once.
    let mut lines: Vec<(Mark, String)> = Vec::new();
    for (_, mark, why) in remarks {
        let said = words.placement_reason(why, &around);
        match lines.iter_mut().find(|(_, known)| *known == said) {
            // The one that costs or refuses is the one to know.
            Some((known, _)) if *known == Mark::Met => *known = mark,
            Some(_) => {}
            None => lines.push((mark, said)),
        }
    }
    html! {
        ul.whys {
            @for (mark, said) in lines {
                @let (class, symbol) = match mark {
                    Mark::Met => ("ok", "check"),
                    Mark::Unchecked | Mark::Costs(_) => ("mid", "minus"),
                    Mark::Refuses => ("no", "x"),
                };
                li class=(class) { (icon(symbol)) span.vh { (words.mark(mark)) ": " } span { (said) } }
            }
        }
    }
}

/// One reason in words.
#[must_use]
pub fn reason(visit: &Visit, why: &Reason) -> String {
    let name = |stay| name_of(visit, stay);
    let around = Around {
        zone: &visit.zone,
        now: visit.now,
        name: &name,
    };
    visit.words.placement_reason(why, &around)
}

/// The name of a room-mate, for whoever may know it.
fn name_of(visit: &Visit, stay: StayId) -> Option<String> {
    let (state, vault) = (&visit.snapshot.state, &visit.snapshot.vault);
    let ward = state
        .stay(stay)
        .and_then(|it| state.ward_concerned(it, visit.now))?;
    if !visit.visitor.sees_names(&visit.snapshot, ward, visit.now) {
        return None;
    }
    let patient = state.patient_of(state.stay(stay)?.patient);
    let identity = vault.patient(patient)?;
    if identity.status.masked {
        return None;
    }
    identity.family.as_ref().map(|it| it.to_uppercase())
}
