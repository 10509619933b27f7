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
    let said = remarks.map(|(_, mark, why)| (mark, words.placement_reason(why, &around)));
    let lines = once_each(said);
    html! {
        ul.whys {
            @for (mark, said) in lines {
                @let (class, symbol) = match mark {
                    Mark::Met => ("ok", "check"),
                    Mark::Unchecked | Mark::Costs(_) => ("but", "minus"),
                    Mark::Refuses => ("no", "x"),
                };
                li class=(class) { (icon(symbol)) span.vh { (words.mark(mark)) ": " } span { (said) } }
            }
        }
    }
}

/// Each sentence once, with all that the rules that say it have to say: the most of it, and the points of all together.
fn once_each(said: impl Iterator<Item = (Mark, String)>) -> Vec<(Mark, String)> {
    let mut lines: Vec<(Mark, String)> = Vec::new();
    for (mark, said) in said {
        match lines.iter_mut().find(|(_, known)| *known == said) {
            Some((known, _)) => {
                *known = match (*known, mark) {
                    (Mark::Costs(one), Mark::Costs(other)) => Mark::Costs(one.saturating_add(other)),
                    (one, other) => one.max(other),
                };
            }
            None => lines.push((mark, said)),
        }
    }
    lines
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_that_several_rules_say_is_said_once_and_hides_no_points() {
        let said = |marks: &[Mark]| {
            let lines = marks.iter().map(|it| (*it, "Sexe inconnu".to_owned()));
            once_each(lines)
        };
        let one = |mark| vec![(mark, "Sexe inconnu".to_owned())];
        for (marks, expected) in [
            (&[Mark::Met, Mark::Costs(40)][..], Mark::Costs(40)),
            (&[Mark::Costs(40), Mark::Met], Mark::Costs(40)),
            (&[Mark::Unchecked, Mark::Costs(40)], Mark::Costs(40)),
            (&[Mark::Costs(40), Mark::Costs(20)], Mark::Costs(60)),
            (&[Mark::Costs(40), Mark::Refuses], Mark::Refuses),
            (&[Mark::Refuses, Mark::Costs(40)], Mark::Refuses),
        ] {
            assert_eq!(said(marks), one(expected), "{marks:?}");
        }
        let two = [
            (Mark::Met, "Libre".to_owned()),
            (Mark::Costs(1), "Loin".to_owned()),
        ];
        assert_eq!(once_each(two.clone().into_iter()), two, "two sentences stay two");
    }
}
