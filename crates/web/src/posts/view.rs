//! The pages of posts: the code a device shows, and the list with its form.

use auth::{Post, PostKind};
use domain::rights::{Action, Place, Target, Wards};
use maud::{Markup, html};

use crate::Web;
use crate::fields::Fields;
use crate::identity::Code;
use crate::layout::{Page, apart, bare_page};
use crate::qr;
use crate::visit::Visit;

/// What a device shows until somebody approves it.
pub fn waits(visit: &Visit, code: &Code, approval: Option<&str>) -> Page {
    let it = &visit.words.identity;
    let body = html! {
        section.notice {
            h1 { (it.post_code) }
            p.code { (code.to_string()) }
            p { (it.post_code_why) }
            @if let Some(address) = approval {
                (qr::code(address, it.post_qr))
                p { (it.post_qr_why) }
            }
        }
    };
    Page(bare_page(visit.words, it.post_code, &body))
}

/// Where a post is at home.
pub fn home(post: &Post) -> String {
    match post.place {
        Place::Ward(ward) => format!("/service/{ward}"),
        Place::Division(_) | Place::Site(_) | Place::Establishment(_) | Place::Territory => "/".to_owned(),
    }
}

/// The posts of whoever looks, and the form that approves another.
pub fn page(web: &Web, visit: &Visit, fields: &Fields, why: Option<&str>) -> Page {
    let it = &visit.words.identity;
    let posts: Vec<Post> = {
        let directory = web.identity().read();
        directory
            .posts()
            .into_iter()
            .filter(|post| is_theirs(visit, post.place))
            .cloned()
            .collect()
    };
    let body = html! {
        main.plain #main {
            h1 { (it.posts) }
            section.card {
                h2 { (it.approve) }
                @if let Some(why) = why { p.bad role="alert" { (why) } }
                (form(visit, fields))
            }
            @if posts.is_empty() { p { (it.no_post) } } @else {
                div.wide tabindex="0" role="region" aria-label=(it.posts) {
                    table.ledger {
                        thead { tr { th { (it.post_name) } th { (it.place) } th { (it.kind) } th { (it.names) } th { (it.since) } th { (it.end) } } }
                        tbody { @for post in &posts { (line(visit, post)) } }
                    }
                }
            }
        }
    };
    apart(visit, it.posts, body)
}

/// Whether whoever asks may decide about posts of that place.
pub fn is_theirs(visit: &Visit, place: Place) -> bool {
    visit.visitor.may(
        &visit.snapshot,
        Action::EnrolPosts,
        Target::Place(place),
        visit.now,
    )
}

fn form(visit: &Visit, fields: &Fields) -> Markup {
    let it = &visit.words.identity;
    html! {
        form.form method="post" action="/postes" data-live {
            label.field { span { (it.code) } input type="text" name="code" value=[fields.get("code")] required maxlength="12" autocomplete="off" autocapitalize="characters"; }
            label.field { span { (it.post_name) } input type="text" name="nom" value=[fields.get("nom")] required maxlength="60"; }
            label.field { span { (it.place) } select name="lieu" required { (places(visit, fields.get("lieu"))) } }
            label.field {
                span { (it.kind) }
                select name="appareil" {
                    option value="ordinateur" { (it.shared) }
                    option value="telephone" selected[fields.get("appareil") == Some("telephone")] { (it.phone) }
                }
            }
            label.tick { input type="checkbox" name="noms" value="oui" checked; " " (it.shows_names) }
            p.acts { button.btn.pri { (it.approve) } }
        }
    }
}

/// The places in which whoever looks may approve posts, the wards first.
fn places(visit: &Visit, chosen: Option<&str>) -> Markup {
    let state = &visit.snapshot.state;
    let wards = visit
        .visitor
        .wards(&visit.snapshot, Action::EnrolPosts, visit.now);
    let mut named: Vec<(String, String)> = state
        .wards
        .iter()
        .filter(|ward| ward.merged_into.is_none() && wards.contains(ward.id))
        .map(|ward| (Place::Ward(ward.id).to_string(), ward.name.to_string()))
        .collect();
    named.sort_by_key(|(_, name)| base::text::folded(name));
    if wards == Wards::All {
        named.extend(
            state
                .sites
                .iter()
                .map(|it| (Place::Site(it.id).to_string(), it.name.to_string())),
        );
        let establishments = state.establishments.iter();
        named.extend(establishments.map(|it| (Place::Establishment(it.id).to_string(), it.name.to_string())));
    }
    html! { @for (value, name) in &named { option value=(value) selected[chosen == Some(value)] { (name) } } }
}

fn line(visit: &Visit, post: &Post) -> Markup {
    let it = &visit.words.identity;
    html! {
        tr {
            th scope="row" { (post.name.as_str()) }
            td { (place_name(visit, post.place)) }
            td { @match post.kind { PostKind::Shared => { (it.shared) } PostKind::Phone => { (it.phone) } } }
            td { @if post.shows_names { (it.shows_names) } @else { (it.hides_names) } }
            td { (visit.words.day_and_hour(&visit.zone, visit.now, post.since)) }
            td {
                @if post.is_ended { (it.ended) } @else {
                    form method="post" action="/postes" data-live {
                        button.btn.sm name="retirer" value=(post.id) { (it.end) }
                    }
                }
            }
        }
    }
}

/// What people call a place.
pub fn place_name(visit: &Visit, place: Place) -> String {
    let state = &visit.snapshot.state;
    let name = match place {
        Place::Ward(id) => state
            .surviving(id)
            .and_then(|id| state.ward(id))
            .map(|it| it.name.to_string()),
        Place::Division(id) => state.division(id).map(|it| it.name.to_string()),
        Place::Site(id) => state.site(id).map(|it| it.name.to_string()),
        Place::Establishment(id) => state.establishment(id).map(|it| it.name.to_string()),
        Place::Territory => Some(visit.words.common.territory.to_owned()),
    };
    name.unwrap_or_else(|| place.to_string())
}
