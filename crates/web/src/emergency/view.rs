//! The pages of emergency openings.

use auth::{Glass, REASON};
use base::id::{PersonId, WardId};
use domain::rights;
use maud::{Markup, html};

use crate::Web;
use crate::fields::Fields;
use crate::icon::icon;
use crate::layout::{Frame, Nav, Page, Place, page as whole};
use crate::places;
use crate::visit::Visit;

/// How many openings are shown.
const MOST: usize = 200;

/// The form that opens the names of a ward.
pub fn form(web: &Web, visit: &Visit, ward: WardId, fields: &Fields, why: Option<&str>) -> Page {
    let it = &visit.words.emergency;
    let name = places::name(visit, rights::Place::Ward(ward));
    let minutes = web.identity().read().policy().glass_minutes;
    let href = format!("/service/{ward}");
    let body = html! {
        main.plain #main {
            section.notice {
                h1 { (it.title) }
                p { b { (name) } }
                p { (it.why) }
                p { (visit.words.open_for(minutes)) }
                @if let Some(why) = why { p.bad role="alert" { (why) } }
                form method="post" action={ (href) "/urgence" } {
                    label.field {
                        span { (it.reason) }
                        textarea name="motif" required minlength=(REASON.start()) maxlength=(REASON.end()) rows="3" autofocus { (fields.get("motif").unwrap_or_default()) }
                        small { (it.reason_hint) }
                    }
                    p.acts {
                        button.btn.pri { (it.submit) }
                        a.btn href=(href) { (visit.words.common.cancel) }
                    }
                }
            }
        }
    };
    let place = Place {
        name: &name,
        above: visit.words.drawer.see_board,
        href: &href,
    };
    framed(visit, it.title, Some(place), body)
}

fn framed(visit: &Visit, title: &str, place: Option<Place<'_>>, body: Markup) -> Page {
    let frame = Frame {
        title,
        nav: Nav::Elsewhere,
        place,
        topics: String::new(),
        body,
    };
    whole(visit, &frame)
}

/// One opening as it is shown.
struct Line {
    glass: Glass,
    who: String,
    is_own: bool,
    is_one_of_many: bool,
    reviewer: Option<String>,
}

/// What was opened in the wards that somebody answers for.
pub fn list(web: &Web, visit: &Visit, viewer: Option<PersonId>, why: Option<&str>) -> Page {
    let it = &visit.words.emergency;
    let lines = viewer.map(|viewer| lines(web, visit, viewer)).unwrap_or_default();
    let body = html! {
        main.plain.stack #main {
            h1 { (it.reviews) }
            p { (it.reviews_why) }
            @if let Some(why) = why { p.bad role="alert" { (why) } }
            @if lines.is_empty() { p { (it.none) } }
            @for line in &lines { (opening(visit, line)) }
        }
    };
    framed(visit, it.reviews, None, body)
}

fn lines(web: &Web, visit: &Visit, viewer: PersonId) -> Vec<Line> {
    let vault = &visit.snapshot.vault;
    let name = |person: PersonId| {
        vault
            .person(person)
            .map_or_else(|| person.to_string(), ToString::to_string)
    };
    web.identity().ask_as(web, viewer, |directory, giving| {
        let mut openings = directory.openings_for(giving);
        // What waits comes first, the newest first among each.
        openings.sort_by_key(|it| it.review.is_some());
        let shown = openings.into_iter().take(MOST);
        shown
            .map(|glass| Line {
                who: name(glass.person),
                is_own: glass.person == viewer,
                is_one_of_many: directory.is_one_of_many(glass),
                reviewer: glass.review.as_ref().map(|it| name(it.by)),
                glass: glass.clone(),
            })
            .collect()
    })
}

fn opening(visit: &Visit, line: &Line) -> Markup {
    let it = &visit.words.emergency;
    let glass = &line.glass;
    let hour = |at| visit.words.day_and_hour(&visit.zone, visit.now, at);
    html! {
        section.card.opening {
            h2 {
                (line.who) " · " (places::name(visit, rights::Place::Ward(glass.ward)))
                @if line.is_one_of_many { " " span.tag.alerte { (icon("triangle-alert")) (it.many) } }
            }
            p { (hour(glass.at)) " → " (visit.words.hour(&visit.zone, glass.until)) }
            p { b { (it.reason) } " · " (glass.reason.as_str()) }
            @match (&glass.review, &line.reviewer) {
                (Some(review), Some(reviewer)) => {
                    p {
                        @if review.is_right { span.tag.libre { (it.right) } } @else { span.tag.alerte { (it.not_right) } }
                        " " (it.reviewed_by) " " (reviewer) ", " (hour(review.at))
                        @if let Some(remark) = &review.remark { " · " (remark.as_str()) }
                    }
                }
                _ if line.is_own => { p.q { span.tag.menage { (it.waits) } " " (it.own) } }
                _ => { (review_form(visit, &glass.id)) }
            }
        }
    }
}

fn review_form(visit: &Visit, id: &str) -> Markup {
    let it = &visit.words.emergency;
    html! {
        form.form method="post" action="/urgences-acces" {
            input type="hidden" name="ouverture" value=(id);
            fieldset.verdict {
                legend { (it.verdict) }
                label.tick { input type="radio" name="avis" value="oui" required; " " (it.right) }
                label.tick { input type="radio" name="avis" value="non"; " " (it.not_right) }
            }
            label.field { span { (it.remark) } input type="text" name="remarque" maxlength="500"; }
            p.acts { button.btn { (it.save) } }
        }
    }
}
