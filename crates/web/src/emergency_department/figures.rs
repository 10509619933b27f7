//! What is counted above the table: figures, and who is there by hours.

use domain::view::emergency::EmergencyView;
use maud::{Markup, html};

use crate::scene::Scene;
use crate::words::Noun;

/// The figures.
pub fn strip(scene: &Scene<'_>, seen: &EmergencyView) -> Markup {
    let (words, figures) = (scene.words, &seen.figures);
    let lasting = |minutes: Option<i64>| minutes.map_or_else(|| "–".to_owned(), |it| words.waited(it));
    html! {
        section.kpis #ed-sum tabindex="0" aria-label=(words.pick("Chiffres", "Figures")) {
            div.k {
                h2 { (words.pick("Présents", "Present")) }
                p { b { (figures.present) } }
                small { (figures.by_hours.last().map_or(0, |it| it.0)) " " (words.pick("depuis plus de 12 h", "for over 12 h")) }
                small { (heard(scene, seen)) }
            }
            div.k {
                h2 { (words.pick("Attendent un lit", "Wait for a bed")) }
                p { b { (figures.waiting) } }
                small { (figures.promised) " " (words.pick("avec un lit promis", "with a promised bed")) }
            }
            div.k {
                h2 { (words.pick("Attente de lit la plus longue", "Longest wait for a bed")) }
                p { b { (lasting(figures.longest)) } }
                small { (words.pick("médiane", "median")) " " (lasting(figures.median)) }
            }
            div.k {
                h2 { (words.pick("Hors délai cible", "Beyond target")) }
                p { b { (figures.overdue) } @if figures.overdue > 0 { span.tag.alerte { (words.pick("à relancer", "to chase")) } } }
                small { (words.pick("sans lit promis", "without a promised bed")) }
            }
            div.k {
                h2 { (words.pick("Sur un brancard", "On a trolley")) }
                p { b { (figures.trolleys) } }
                small { (words.pick("sans lit ni box", "in no bed or cubicle")) }
            }
            div.k {
                h2 title=(words.pick("Sur un brancard à 3 h du matin, compté depuis l’arrivée sur le brancard ; le rang compte de même", "On a trolley at three in the morning, counted from arrival on the trolley; the rank counts alike")) { (words.pick("Nuits sur brancard", "Nights on a trolley")) }
                p { b { (figures.nights) } }
                small { (words.many(figures.spent_a_night, words.pick(Noun("patient", "patients"), Noun("patient", "patients")))) " · " (words.pick("depuis l’arrivée", "from arrival")) }
            }
        }
    }
}

/// How old the data are: the hour of the last word about anybody of the department.
fn heard(scene: &Scene<'_>, seen: &EmergencyView) -> String {
    let words = scene.words;
    match seen.heard {
        Some(at) => {
            let when = words.day_and_hour(scene.zone, seen.now, at);
            words.pick(format!("dernière donnée : {when}"), format!("last data: {when}"))
        }
        None => words.pick("aucune donnée reçue", "no data received").to_owned(),
    }
}

/// Who is there by the hours since they came, and how many of them wait for a bed.
pub fn hours(scene: &Scene<'_>, seen: &EmergencyView) -> Markup {
    let words = scene.words;
    let most = seen
        .figures
        .by_hours
        .iter()
        .map(|it| it.0)
        .max()
        .unwrap_or(0)
        .max(1);
    html! {
        section.hrs #ed-hours aria-label=(words.pick("Présents par durée", "Present by hours")) {
            @for (place, (present, waiting)) in seen.figures.by_hours.iter().enumerate() {
                div class={ "hr c" (place) } {
                    p { b { (present) } " " (words.hours_class(place)) }
                    progress value=(present) max=(most) aria-hidden="true" {}
                    small { (words.many(*waiting, words.pick(Noun("attend un lit", "attendent un lit"), Noun("waits for a bed", "wait for a bed")))) }
                }
            }
        }
    }
}
