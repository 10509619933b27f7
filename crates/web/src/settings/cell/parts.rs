//! Delays, agreement, rank and reserve: one form each.

use base::Code;
use domain::flow::{Adjustment, Agreement, RankRules, ReserveRules};
use maud::{Markup, html};

use super::page::Desk;
use super::typed::{circumstances, place_of};
use crate::icon::icon;

/// How long holds last, and what the feed asks for by itself.
pub fn reservations(desk: &Desk<'_>) -> Markup {
    let words = desk.visit.words;
    let flow = &desk.visit.snapshot.state.settings.flow;
    let part = "reservations";
    let from_feed = desk
        .typed(part)
        .map_or(flow.from_feed, |it| it.get("flux").is_some());
    let body = html! {
        div.pairs { @for field in ["offerte", "attribuee", "longue", "oubli"] { (number(desk, part, field)) } }
        label.check { input type="checkbox" name="flux" value="1" checked[from_feed] disabled[!desk.may]; " " (words.pick("Les entrées et mutations annoncées par le flux demandent un lit d’elles-mêmes", "Admissions and transfers that the feed announces ask for a bed by themselves")) }
        (save(desk))
    };
    desk.part(
        part,
        words.pick("Réservations et flux", "Reservations and the feed"),
        &body,
    )
}

/// How wards are asked.
pub fn questions(desk: &Desk<'_>) -> Markup {
    let words = desk.visit.words;
    let part = "questions";
    let set = desk.visit.snapshot.state.settings.flow.asking.agreement;
    let asked = desk
        .typed(part)
        .map_or(set == Agreement::Asked, |it| it.get("accord") == Some("1"));
    let body = html! {
        div.pairs {
            label.field { span { (words.pick("Avant de donner un lit, le service est", "Before a bed is given, its ward is")) }
                select name="accord" disabled[!desk.may] {
                    option value="0" { (words.agreement(Agreement::Told)) }
                    option value="1" selected[asked] { (words.agreement(Agreement::Asked)) }
                }
            }
            (number(desk, part, "reponse"))
            (text(desk, part, "relances"))
            (number(desk, part, "caduque"))
        }
        (save(desk))
    };
    desk.part(part, words.pick("Questions aux services", "Asking wards"), &body)
}

/// How requests are ranked beside their class.
pub fn ranking(desk: &Desk<'_>) -> Markup {
    let (visit, words) = (desk.visit, desk.visit.words);
    let flow = &visit.snapshot.state.settings.flow;
    let part = "rang";
    let called = |code: &Code| match desk.typed(part) {
        Some(typed) => typed.all("deprogramme").any(|it| it == code.as_str()),
        None => flow.ranking.called_off.contains(code),
    };
    let body = html! {
        div.pairs { @for field in ["age_points", "age_max", "retard", "sans_points", "sans_delai"] { (number(desk, part, field)) } }
        h3 { (words.pick("Ce qui compte aussi", "What else counts")) }
        (adjustments(desk, &flow.ranking.adjustments))
        (wards(desk, part, "critiques", words.pick("Services de soins critiques", "Wards of critical care"), &flow.ranking.critical_wards))
        div.tickrow role="group" aria-label=(words.pick("Retraits qui sont une déprogrammation", "Withdrawals that call an admission off")) {
            b { (words.pick("Retraits qui sont une déprogrammation", "Withdrawals that call an admission off")) }
            @for it in &flow.withdrawals { label { input type="checkbox" name="deprogramme" value=(it.code) checked[called(&it.code)] disabled[!desk.may]; " " (it.name.as_str()) } }
        }
        (save(desk))
    };
    desk.part(part, words.pick("Rang des demandes", "Rank of requests"), &body)
}

/// How many beds are kept for emergencies.
pub fn reserve(desk: &Desk<'_>) -> Markup {
    let words = desk.visit.words;
    let reserve = &desk.visit.snapshot.state.settings.flow.reserve;
    let part = "reserve";
    let same = desk
        .typed(part)
        .map_or(reserve.same_weekday, |it| it.get("jour").is_some());
    let body = html! {
        p.q { (words.pick(
            "Par service et par jour : un percentile bas de ce qui est venu des urgences la même semaine des années d’avant (circulaire DGOS/R2/2019/235). C’est un minimum à garder, pas une prévision.",
            "For each ward and day: a low percentile of what came from emergencies on the same week of the years before (circular DGOS/R2/2019/235). A minimum to keep, not a forecast.",
        )) }
        div.pairs { @for field in ["annees", "semaines", "percentile"] { (number(desk, part, field)) } }
        label.check { input type="checkbox" name="jour" value="1" checked[same] disabled[!desk.may]; " " (words.pick("Ne compter que le même jour de la semaine", "Count only the same day of the week")) }
        (by_hand(desk, part))
        (wards(desk, part, "urgences", words.pick("Services d’urgence, d’où viennent les non programmés", "Emergency wards, from which the unscheduled come"), &reserve.emergency_wards))
        (save(desk))
    };
    desk.part(
        part,
        words.pick(
            "Réserve pour les urgences (BJML)",
            "Reserve for emergencies (BJML)",
        ),
        &body,
    )
}

fn save(desk: &Desk<'_>) -> Markup {
    html! {
        @if desk.may { p.acts { button.btn.pri name="do" value="enregistrer" { (icon("check")) (desk.visit.words.common.save) } } }
    }
}

fn number(desk: &Desk<'_>, part: &str, field: &str) -> Markup {
    let fault = desk.fault(field);
    html! {
        label.field {
            span { (desk.visit.words.flow_number(field)) }
            input type="number" name=(field) value=(desk.number(part, field)) min="0" max="525600" required disabled[!desk.may] aria-invalid=[fault.map(|_| "true")] aria-describedby=[fault.map(|_| format!("f-{field}"))];
            @if let Some(said) = fault { small.no id={ "f-" (field) } { (said) } }
        }
    }
}

fn text(desk: &Desk<'_>, part: &str, field: &str) -> Markup {
    let fault = desk.fault(field);
    html! {
        label.field {
            span { (desk.visit.words.flow_number(field)) }
            input type="text" inputmode="numeric" name=(field) value=(desk.number(part, field)) maxlength="60" disabled[!desk.may] aria-invalid=[fault.map(|_| "true")] aria-describedby=[fault.map(|_| format!("f-{field}"))];
            @if let Some(said) = fault { small.no id={ "f-" (field) } { (said) } }
        }
    }
}

/// One line more than there are; a line without a name is a line less.
fn adjustments(desk: &Desk<'_>, list: &[Adjustment]) -> Markup {
    let words = desk.visit.words;
    let typed = desk.typed("rang");
    let count = (list.len() + 1).min(RankRules::ADJUSTMENTS);
    html! {
        @for place in 0..count {
            @let known = list.get(place);
            @let (at, age) = known.map_or((0, None), |it| place_of(it.when));
            @let value = |field: &str, set: Option<String>| typed.map_or(set, |it| it.get(&format!("{field}_{place}")).map(str::to_owned));
            @let when = value("a_quand", known.map(|_| at.to_string())).unwrap_or_default();
            @let label = format!("{} {}", words.pick("Ajustement", "Adjustment"), place + 1);
            div.adj role="group" aria-label=(label) {
                @if let Some(known) = known { input type="hidden" name={ "a_code_" (place) } value=(known.code); }
                label.field { span { (words.precautions.name) } input type="text" name={ "a_nom_" (place) } value=[value("a_nom", known.map(|it| it.name.to_string()))] maxlength="60" autocomplete="off" disabled[!desk.may]; }
                label.field { span { (words.pick("Points (+ ou –)", "Points (+ or –)")) } input type="number" name={ "a_points_" (place) } value=[value("a_points", known.map(|it| it.points.to_string()))] min="-9999" max="9999" disabled[!desk.may]; }
                label.field { span { (words.pick("Quand", "When")) }
                    select name={ "a_quand_" (place) } disabled[!desk.may] {
                        @for (place, it) in circumstances().enumerate() { option value=(place) selected[when == place.to_string()] { (words.circumstance(it)) } }
                    }
                }
                label.field { span { (words.pick("Dès l’âge de", "From the age of")) } input type="number" name={ "a_age_" (place) } value=[value("a_age", age.map(|it| it.to_string()))] min="0" max="120" disabled[!desk.may]; }
            }
        }
        p.q { (words.pick("Une ligne sans nom est une ligne de moins.", "A line without a name is a line less.")) }
    }
}

/// Beds that a ward keeps whatever came before: one line more than there are.
fn by_hand(desk: &Desk<'_>, part: &str) -> Markup {
    let words = desk.visit.words;
    let set = &desk.visit.snapshot.state.settings.flow.reserve.by_hand;
    let lines: Vec<(String, String)> = match desk.typed(part) {
        Some(typed) => {
            let all = |name: &'static str| {
                typed
                    .0
                    .iter()
                    .filter(move |(key, _)| key == name)
                    .map(|(_, text)| text.clone())
            };
            all("g_service")
                .zip(all("g_lits"))
                .filter(|(ward, _)| !ward.is_empty())
                .collect()
        }
        None => set
            .iter()
            .map(|(ward, beds)| (ward.to_string(), beds.to_string()))
            .collect(),
    };
    let known = known_wards(desk);
    let label = words.pick(
        "Lits gardés par service, quoi qu’il soit venu",
        "Beds kept by ward, whatever came",
    );
    let blank = (String::new(), String::new());
    html! {
        div.places role="group" aria-label=(label) {
            b { (label) }
            @for (place, (ward, beds)) in lines.iter().chain([&blank]).enumerate() {
                span.handkept {
                    select name="g_service" aria-label={ (label) ", " (place + 1) } disabled[!desk.may] {
                        option value="" { "–" }
                        @if !ward.is_empty() && known.iter().all(|(it, _)| it != ward) { option value=(ward) selected { (ward) } }
                        @for (code, name) in &known { option value=(code) selected[code == ward] { (name) " (" (code) ")" } }
                    }
                    input type="number" name="g_lits" value=(beds) min="0" max=(ReserveRules::MOST) aria-label={ (words.pick("Lits", "Beds")) ", " (place + 1) } disabled[!desk.may];
                }
            }
            @if let Some(said) = desk.fault("g_lits") { small.no { (said) } }
        }
    }
}

/// Every ward that stands, by its code, in the order of the names.
fn known_wards<'a>(desk: &Desk<'a>) -> Vec<(&'a str, &'a str)> {
    let wards = desk.visit.snapshot.state.wards.iter();
    let mut known: Vec<(&str, &str)> = wards
        .filter(|it| it.merged_into.is_none())
        .map(|it| (it.code.as_str(), it.name.as_str()))
        .collect();
    known.sort_unstable_by_key(|(_, name)| *name);
    known.dedup_by_key(|(code, _)| *code);
    known
}

/// Wards by their codes: one place more than are named.
fn wards(desk: &Desk<'_>, part: &str, name: &'static str, label: &str, set: &[Code]) -> Markup {
    let words = desk.visit.words;
    let known = known_wards(desk);
    let chosen: Vec<&str> = match desk.typed(part) {
        Some(typed) => typed.all(name).collect(),
        None => set.iter().map(Code::as_str).collect(),
    };
    html! {
        div.places role="group" aria-label=(label) {
            b { (label) }
            @for place in 0..=chosen.len() {
                @let current = chosen.get(place).copied().unwrap_or_default();
                select name=(name) aria-label={ (label) ", " (place + 1) } disabled[!desk.may] {
                    option value="" { "–" }
                    @if !current.is_empty() && known.iter().all(|(it, _)| *it != current) { option value=(current) selected { (current) " (" (words.pick("aucun service de ce code", "no ward of that code")) ")" } }
                    @for (code, ward) in &known { option value=(code) selected[*code == current] { (ward) " (" (code) ")" } }
                }
            }
        }
    }
}
