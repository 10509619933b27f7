//! Everybody in the department, longest first: where they are, what is asked for them, how far it is, what can be done.

use base::id::WardId;
use domain::flow::StageName;
use domain::view::emergency::{EmergencyRow, EmergencyView, Place};
use domain::view::queue::RequestView;
use maud::{Markup, html};

use crate::icon::icon;
use crate::person;
use crate::request::{class, need_chips, step};
use crate::scene::Scene;

/// The table, or that nobody is there.
pub fn table(scene: &Scene<'_>, seen: &EmergencyView) -> Markup {
    let words = scene.words;
    html! {
        div #ed-rows {
            @if seen.rows.is_empty() {
                p.empty { (icon("check")) (words.pick("Personne dans le service. Les patients arrivent ici avec le flux administratif.", "Nobody is here. Patients come here with the administrative feed.")) }
            } @else {
                table.edt {
                    caption.vh { (words.pick("Patients du service, les plus anciens d’abord", "Patients of the department, longest first")) }
                    thead { tr {
                        th scope="col" { (words.pick("Patient", "Name")) }
                        th scope="col" { (words.pick("Présent depuis", "Present for")) }
                        th scope="col" { (words.pick("Lieu", "Where")) }
                        th scope="col" { (words.pick("Motif et besoins", "Reason and needs")) }
                        th scope="col" { (words.pick("Attend un lit", "Waits for a bed")) }
                        th scope="col" { (words.pick("Étape", "Step")) }
                        th scope="col" { span.vh { (words.pick("Actions possibles", "What can be done")) } }
                    } }
                    tbody { @for row in &seen.rows { (line(scene, seen, row)) } }
                }
            }
        }
    }
}

fn line(scene: &Scene<'_>, seen: &EmergencyView, row: &EmergencyRow) -> Markup {
    let words = scene.words;
    let id = match (row.stay, &row.request) {
        (Some(stay), _) => stay.to_string(),
        (None, Some(request)) => request.request.to_string(),
        (None, None) => String::new(),
    };
    let class_of = row
        .class(seen.now)
        .map_or("", |it| ["c0", "c1", "c2", "c3"].get(it).copied().unwrap_or(""));
    html! {
        tr id={ "ed-" (id) } class=(class_of) data-row {
            th scope="row" {
                @match row.stay {
                    Some(stay) => { a.pt href={ "/sejour/" (stay) } data-drawer { (person::name(scene, &row.name)) } }
                    None => { span.pt { (person::name(scene, &row.name)) } }
                }
                " " (person::sex_and_age_of(scene, row.sex, row.age))
            }
            td.tm data-th=(words.pick("Présent depuis", "Present for")) {
                @match row.minutes(seen.now) {
                    Some(minutes) => { b { (words.waited(minutes)) } " " small { (row.arrived.map_or_else(String::new, |at| words.soon(scene.zone, scene.now, at))) } }
                    None => { small { (words.pick("annoncé, pas encore là", "announced, not there yet")) } }
                }
            }
            td.pl data-th=(words.pick("Lieu", "Where")) { (place(scene, row)) }
            td.nd {
                @if let Some(request) = &row.request {
                    p { (class(request)) @if let Some((_, label)) = &request.entry { " " b { (label.as_str()) } } }
                    (need_chips(scene, request))
                } @else { small { (words.pick("pas de lit demandé", "no bed asked for")) } }
            }
            td.wt data-th=(words.pick("Attend un lit", "Waits for a bed")) { @if let Some(request) = &row.request { (wait(scene, request)) } }
            td.sp { @if let Some(request) = &row.request { (progress(scene, request)) } }
            td.do-it { (acts(scene, seen.ward, row)) }
        }
    }
}

fn place(scene: &Scene<'_>, row: &EmergencyRow) -> Markup {
    let words = scene.words;
    html! {
        @match &row.place {
            Place::Bed(bed) => { (bed) }
            Place::Trolley(name) => {
                span.tag.sortie { (words.pick("Brancard", "Trolley")) @if let Some(name) = name { " " (name) } }
            }
            Place::Announced => { "–" }
        }
        @if row.nights > 0 {
            " " span.tag.alerte { (icon("clock")) (words.nights_on_trolley(row.nights)) }
        }
    }
}

/// How long a bed was waited for, against its target.
fn wait(scene: &Scene<'_>, request: &RequestView) -> Markup {
    let words = scene.words;
    let rank = &request.rank;
    html! {
        b.red[rank.is_overdue()] { (words.waited(rank.waited)) }
        " " small { (words.pick("cible", "target")) " " (words.waited(rank.target)) }
    }
}

/// How far the bed is: its place in the queue while nobody was asked, else the step with its ward.
fn progress(scene: &Scene<'_>, request: &RequestView) -> Markup {
    let words = scene.words;
    let ward = request.held_ward.as_ref();
    html! {
        @match (request.stage, request.place) {
            (StageName::Open, Some(place)) => { span.stt { (icon("list-ordered")) (words.place_in_queue(place)) } }
            _ => { (step(scene, request)) }
        }
        @if let Some(ward) = ward.filter(|_| request.asked.is_none()) { small { (ward.as_str()) } }
    }
}

fn acts(scene: &Scene<'_>, ward: WardId, row: &EmergencyRow) -> Markup {
    let words = scene.words;
    let said = person::name_said(scene, &row.name);
    let label = |text: &str| format!("{text}, {said}");
    if scene.still {
        return html! {};
    }
    html! {
        @match (&row.request, row.stay) {
            (None, Some(stay)) => {
                a.btn.sm href={ "/urgences/" (ward) "/demander/" (stay) "#motif" } data-drawer data-key="d" aria-label=(label(words.pick("Demander un lit", "Ask for a bed"))) {
                    (words.pick("Demander un lit", "Ask for a bed"))
                }
            }
            (Some(request), _) => {
                @match request.stage {
                    StageName::Held => { (act(ward, request, "pret", "p", words.pick("Prêt", "Ready"), &label(words.pick("Patient prêt", "Patient ready")))) }
                    StageName::Ready => { (act(ward, request, "depart", "p", words.pick("Parti", "Left"), &label(words.pick("Patient parti", "Patient left")))) }
                    _ => {}
                }
                a.btn.sm href={ "/cellule/demande/" (request.request) "/besoins?retour=/urgences/" (ward) "#besoins" } data-drawer data-key="d" aria-label=(label(words.pick("Modifier", "Change"))) {
                    (words.pick("Modifier", "Change"))
                }
            }
            (None, None) => {}
        }
    }
}

fn act(ward: WardId, request: &RequestView, name: &str, key: &str, text: &str, label: &str) -> Markup {
    html! {
        form method="post" action={ "/cellule/demande/" (request.request) } data-live {
            input type="hidden" name="vu" value=(request.revision);
            input type="hidden" name="retour" value={ "/urgences/" (ward) };
            button.btn.sm.pri name="acte" value=(name) data-key=(key) aria-label=(label) { (text) }
        }
    }
}
