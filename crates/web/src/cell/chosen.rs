//! The request that is chosen: for whom, what is needed, why it stands where it stands, and what can be done.

use base::id::RequestId;
use domain::flow::{Named, Outcome, Request, StageName, Why};
use domain::rights::{Action, Place, Target};
use domain::view::board::local_number;
use domain::view::queue::{RequestView, request};
use maud::{Markup, html};

use super::promised;
use super::proposed::proposals;
use super::steps::steps;
use super::{Asked, concerns, queue, steers, wards_of};
use crate::icon::icon;
use crate::layout::{self, Page};
use crate::person;
use crate::request::need_chips;
use crate::visit::Visit;
use crate::words::{Explained, Words};

/// The request, as far as the visitor may see it.
pub fn of(visit: &Visit, id: RequestId) -> Option<RequestView> {
    let row = request(&visit.snapshot.state, &visit.snapshot.vault, id, visit.now)?;
    (steers(visit) || concerns(visit, &row)).then_some(row)
}

/// The middle of the page alone, for our own script.
pub fn part(visit: &Visit, row: &RequestView, asked: &Asked, refused: Option<&Explained>) -> Page {
    Page(panel(visit, row, asked, refused))
}

/// Nobody waits, or nothing is chosen.
pub fn nobody(visit: &Visit) -> Markup {
    let words = visit.words;
    html! {
        section.none #chosen {
            h2 { (words.pick("Aucune demande", "No request")) }
            p { (words.pick("Les demandes des urgences, des services et des admissions arrivent ici d’elles-mêmes.", "Requests of emergency departments, wards and admissions come here by themselves.")) }
        }
    }
}

/// The middle of the page.
pub fn panel(visit: &Visit, row: &RequestView, asked: &Asked, refused: Option<&Explained>) -> Markup {
    let request = visit.snapshot.state.request(row.request);
    html! {
        div #chosen data-me=[visit.operator.as_ref().map(|it| it.person.to_string())] data-request=(row.request) data-href={ "/cellule/demande/" (row.request) } {
            a.btn.sm.ghost.toqueue href="/cellule" { (icon("chevron-left")) (visit.words.pick("File des demandes", "Queue")) }
            (head(visit, row))
            @if let Some(refused) = refused {
                p.clash role="alert" { (icon("triangle-alert")) span { b { (refused.why) } " " (refused.next) } }
            }
            div.crit { (need_chips(&visit.scene(), row)) }
            (why(visit, row))
            (steps(visit, row))
            (now(visit, row))
            @if let Some(request) = request { (next(visit, row, request, asked)) }
            (answers(visit, row))
        }
    }
}

fn head(visit: &Visit, row: &RequestView) -> Markup {
    let (scene, words) = (visit.scene(), visit.words);
    let late = row.rank.is_overdue();
    html! {
        header.dh {
            div {
                h2.h { (queue::class(row)) b { (person::name(&scene, &row.name)) } (person::sex_and_age_of(&scene, row.sex, row.age))
                    @let number = row.patient.and_then(|it| local_number(&visit.snapshot.state, &visit.snapshot.vault, it));
                    @if let Some(number) = &number { span.ipp { "IPP" " " (number) } }
                }
                p.ds { (queue::source(&scene, row)) }
                @if let Some(stay) = row.stay { a.ds href={ "/sejour/" (stay) } data-drawer { (words.drawer.see_stay) } }
            }
            div.cl.overdue[late] {
                b { (words.waited(row.rank.waited)) }
                small {
                    (words.pick("cible", "target")) " " (words.waited(row.rank.target))
                    @if late { " · +" (words.waited(row.rank.waited - row.rank.target)) }
                }
            }
        }
    }
}

/// Why it stands where it stands: every point that counts, and nothing else.
fn why(visit: &Visit, row: &RequestView) -> Markup {
    let words = visit.words;
    html! {
        details.whyp {
            summary {
                (icon("list-ordered"))
                b {
                    @match row.place {
                        Some(place) => { (words.pick("Pourquoi rang ", "Why rank ")) (place) " ?" }
                        None => { (words.pick("Pourquoi ces points ?", "Why these points?")) }
                    }
                }
                " " (row.rank.score()) " " "points"
            }
            dl {
                @for line in &row.rank.lines {
                    dt { (reason(words, &line.why)) }
                    dd { @if line.points > 0 { "+" } (line.points) }
                }
            }
            a.lnk href={ "/cellule/demande/" (row.request) "/decisions" } { (words.pick("À un autre instant, et chaque décision", "At another instant, and each decision")) }
        }
    }
}

/// What a line of points is for.
pub fn reason(words: &Words, why: &Why) -> String {
    match why {
        Why::Class {
            label,
            class,
            version,
            ..
        } => format!(
            "{} {version} : {label} = {class}",
            words.pick("Thésaurus, version", "Thesaurus, version")
        ),
        Why::Unclassified => words
            .pick("Sans motif du thésaurus", "No entry of the thesaurus")
            .to_owned(),
        Why::Waited => words
            .pick("Attente, au regard du délai cible", "Wait, against the target")
            .to_owned(),
        Why::Overdue { minutes } => format!(
            "{} {}",
            words.pick("Délai cible dépassé de", "Target exceeded by"),
            words.waited(*minutes)
        ),
        Why::Adjustment { name, times, .. } if *times > 1 => format!("{name} × {times}"),
        Why::Adjustment { name, .. } => name.to_string(),
    }
}

/// How far it is, when a ward was asked or a bed is promised; with what takes it further.
fn now(visit: &Visit, row: &RequestView) -> Markup {
    let (scene, words) = (visit.scene(), visit.words);
    if row.stage == StageName::Open {
        return html! {};
    }
    html! {
        section.stand {
            p { (queue::step(&scene, row)) }
            @if may(visit, row, Action::PromiseBed) || may(visit, row, Action::AskBed) {
                form.acts method="post" action={ "/cellule/demande/" (row.request) } data-live {
                    input type="hidden" name="vu" value=(row.revision);
                    @if let Some((_, _, hold)) = &row.held { input type="hidden" name="tenue" value=(hold.hold); }
                    @match row.stage {
                        StageName::Draft => { (act("envoyer", words.pick("Mettre dans la file", "Put in the queue"), true)) }
                        StageName::Deferred => { (act("reprendre", words.pick("Reprendre", "Take up again"), true)) }
                        StageName::Proposed | StageName::Accepted => { (act("reprendre_question", words.pick("Ne plus demander", "Ask no more"), false)) }
                        StageName::Held => {
                            (act("pret", words.pick("Patient prêt", "Patient ready"), true))
                            (act("prolonger", words.pick("Prolonger", "Extend"), false))
                            (let_go(visit, row))
                        }
                        StageName::Ready => {
                            (act("depart", words.pick("Parti", "Left"), true))
                            (act("prolonger", words.pick("Prolonger", "Extend"), false))
                            (let_go(visit, row))
                        }
                        StageName::Moving => { (act("arrivee", words.pick("Arrivé", "Arrived"), true)) }
                        StageName::Open | StageName::Placed | StageName::Withdrawn => {}
                    }
                }
            }
        }
    }
}

fn let_go(visit: &Visit, row: &RequestView) -> Markup {
    let reasons = &visit.snapshot.state.settings.flow.overrides;
    html! { @if let Some((_, _, hold)) = &row.held { (promised::ways_out(visit, hold, reasons)) } }
}

fn act(name: &str, text: &str, first: bool) -> Markup {
    html! { button.btn.pri[first] name="acte" value=(name) { (text) } }
}

/// Whether a bed may still be given: nobody is on the way to one, or promised one.
pub const fn looks_for_a_bed(row: &RequestView) -> bool {
    matches!(
        row.stage,
        StageName::Open | StageName::Deferred | StageName::Accepted | StageName::Proposed
    )
}

/// What can be done next: beds, then setting aside and withdrawing.
fn next(visit: &Visit, row: &RequestView, request: &Request, asked: &Asked) -> Markup {
    let flow = &visit.snapshot.state.settings.flow;
    let words = visit.words;
    let is_over = matches!(row.stage, StageName::Placed | StageName::Withdrawn);
    html! {
        @if looks_for_a_bed(row) && may(visit, row, Action::PromiseBed) { (proposals(visit, row, request, asked)) }
        @if !is_over && may(visit, row, Action::AskBed) {
            div.aside {
                @if row.stage == StageName::Open {
                    (listed(visit, row, "reporter", "x", words.pick("Reporter", "Defer"), &flow.deferrals))
                }
                (listed(visit, row, "retirer", "", words.pick("Retirer", "Withdraw"), &flow.withdrawals))
            }
        }
        @if is_over {
            form.acts method="post" action={ "/cellule/demande/" (row.request) } data-live {
                input type="hidden" name="vu" value=(row.revision);
                p { (words.pick("Cette demande a quitté la file.", "This request has left the queue.")) }
                @if row.stage == StageName::Withdrawn && may(visit, row, Action::AskBed) {
                    (act("rouvrir", words.pick("Remettre dans la file", "Put back in the queue"), false))
                }
            }
        }
    }
}

/// An act that takes a reason of a list.
fn listed(visit: &Visit, row: &RequestView, name: &str, key: &str, text: &str, reasons: &[Named]) -> Markup {
    let words = visit.words;
    html! {
        details.fold data-key=[(!key.is_empty()).then_some(key)] {
            summary.btn.sm { (text) @if visit.keys && !key.is_empty() { " " kbd { (key.to_uppercase()) } } }
            form.acts method="post" action={ "/cellule/demande/" (row.request) } data-live {
                input type="hidden" name="vu" value=(row.revision);
                label.field {
                    span { (words.pick("Motif", "Reason")) }
                    select name="motif" required {
                        option value="" { "" }
                        @for reason in reasons.iter().filter(|it| !it.retired) { option value=(reason.code) { (reason.name.as_str()) } }
                    }
                }
                button.btn name="acte" value=(name) { (text) }
            }
        }
    }
}

/// What wards answered so far.
fn answers(visit: &Visit, row: &RequestView) -> Markup {
    if row.answers.is_empty() {
        return html! {};
    }
    let (words, flow) = (visit.words, &visit.snapshot.state.settings.flow);
    html! {
        section.answered {
            h3 { (words.pick("Réponses des services", "Answers of wards")) }
            ol.feed {
                @for answer in row.answers.iter().rev() {
                    @let ward = visit.snapshot.state.ward(answer.ward).map(|it| it.name.clone());
                    li.al[matches!(answer.outcome, Outcome::Refused(_))] {
                        b { (words.hour(&visit.zone, answer.at)) }
                        span {
                            (ward.as_ref().map_or("", |it| it.as_str())) " : "
                            @match &answer.outcome {
                                Outcome::Accepted => { (words.pick("accepte", "accepts")) }
                                Outcome::Refused(code) => {
                                    (words.pick("refuse", "refuses")) ", "
                                    (flow.refusals.iter().find(|it| it.code == *code).map_or_else(|| code.to_string(), |it| it.name.to_string()))
                                }
                                Outcome::Countered(bed) => { (words.pick("propose", "offers")) " " (domain::view::board::bed_name(&visit.snapshot.state, *bed).unwrap_or_default()) }
                                Outcome::TakenBack => { (words.pick("question reprise", "question taken back")) }
                                Outcome::Lapsed => { (words.pick("sans réponse", "no answer")) }
                                Outcome::WardSetAside => { (words.pick("service mis de côté", "ward set aside")) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Whether the visitor may do that with a request: where it comes from, or where its patient is.
pub fn may(visit: &Visit, row: &RequestView, action: Action) -> bool {
    let wards = wards_of(visit, row).map(Target::Ward);
    let mut targets = wards.chain([Target::Place(Place::Territory)]);
    targets.any(|target| visit.visitor.may(&visit.snapshot, action, target, visit.now))
}

/// A toast and the panel: what an act answers.
pub fn done(visit: &Visit, row: &RequestView, said: &str, undo: Option<&str>) -> Page {
    let undo = undo.map(|it| undoing(visit, row, it));
    Page(html! { (layout::toast(said, undo.as_ref())) (panel(visit, row, &Asked::default(), None)) })
}

/// The button that takes an act back.
fn undoing(visit: &Visit, row: &RequestView, act: &str) -> Markup {
    html! {
        form method="post" action={ "/cellule/demande/" (row.request) } data-live {
            input type="hidden" name="vu" value=(row.revision);
            @if let Some((_, _, hold)) = &row.held { input type="hidden" name="tenue" value=(hold.hold); }
            button.btn.sm name="acte" value=(act) { (visit.words.common.undo) }
        }
    }
}
