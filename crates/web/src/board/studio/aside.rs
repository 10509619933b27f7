//! The left side: the other documents, whom the ward follows, files, and other pages.

use base::id::WardId;
use domain::structure::Standing;
use domain::studio::{BoardChange, BoardOption, Scope};
use maud::{Markup, html};

use super::address;
use super::cards::{form, hidden};
use super::lists;
use super::page::Desk;
use crate::icon::icon;

/// The left side.
pub fn aside(desk: &Desk<'_>) -> Markup {
    let text = &desk.words.studio;
    html! {
        nav.docs aria-label=(text.wards) {
            ul {
                li { a href="/studio" aria-current=[(desk.scope == Scope::Territory).then_some("page")] { (icon("hospital")) (text.everybody) } }
            }
            h2 { (text.wards) }
            ul {
                @for (ward, name, follows) in wards(desk) {
                    li {
                        a href=(address(Scope::Ward(ward))) aria-current=[(desk.scope == Scope::Ward(ward)).then_some("page")] {
                            span { (name) }
                            @if let Some(followed) = follows { small { (icon("link")) (desk.ward_name(followed)) } }
                        }
                    }
                }
            }
            @if let Scope::Ward(ward) = desk.scope { (follow(desk, ward)) }
            (file(desk))
            section.card {
                h2 { (text.elsewhere) }
                ul {
                    @if let Scope::Ward(ward) = desk.scope {
                        li { a href={ "/service/" (ward) "/murs" } { (icon("layout-grid")) (text.walls) } }
                    }
                    li { a href="/precautions" { (icon("biohazard")) (text.precautions) } }
                }
            }
        }
    }
}

/// Wards that stand, in the order of their names, with the one that each follows.
fn wards(desk: &Desk<'_>) -> Vec<(WardId, String, Option<WardId>)> {
    let state = &desk.snapshot.state;
    let mut wards: Vec<_> = state
        .wards
        .iter()
        .filter(|it| it.merged_into.is_none())
        .filter(|it| it.standing != Standing::Ignored || desk.scope == Scope::Ward(it.id))
        .map(|it| {
            let document = state.boards.published(Scope::Ward(it.id));
            (it.id, it.name.to_string(), document.follows())
        })
        .collect();
    wards.sort_by(|a, b| a.1.cmp(&b.1).then(a.0.cmp(&b.0)));
    wards
}

fn follow(desk: &Desk<'_>, ward: WardId) -> Markup {
    let (words, text) = (desk.words, &desk.words.studio);
    let state = &desk.snapshot.state;
    let followed = desk.document.follows().and_then(|it| state.surviving(it));
    let ignored = followed
        .and_then(|it| state.ward(it))
        .is_some_and(|it| it.standing == Standing::Ignored);
    let followers = state.followers(ward);
    html! {
        section.card #follow {
            h2 { (text.follow) }
            @if let Some(followed) = followed {
                p { (icon("link")) " " b { (desk.ward_name(followed)) } }
                @if ignored { p.q { (text.set_aside) } }
                (form(desk, None, &html! { button.btn.sm name="do" value="unfollow" { (text.unfollow) } }))
            }
            p.q { (text.follow_why) }
            form method="get" action={ (address(desk.scope)) "#follow" } {
                label.field {
                    span { (text.which) }
                    select name="voir" required {
                        option value="" { "–" }
                        @for (it, name, _) in wards(desk).into_iter().filter(|it| it.0 != ward) {
                            option value=(it) selected[desk.compared == Some(it)] { (name) }
                        }
                    }
                }
                p.acts { button.btn.sm { (text.compare) } }
            }
            @if let Some(other) = desk.compared { (compared(desk, other)) }
            @if !followers.is_empty() {
                p.q { (words.pair(text.followers, followers.iter().map(|it| desk.ward_name(*it)).collect::<Vec<_>>().join(", "))) }
            }
        }
    }
}

/// In what this board would differ if it followed that one, and both decisions.
fn compared(desk: &Desk<'_>, other: WardId) -> Markup {
    let text = &desk.words.studio;
    let state = &desk.snapshot.state;
    let after = desk.document.after(&[BoardChange::Follow(Some(other))]);
    let followed = state.resolve_board(desk.scope, &after).config;
    let copied = state.board_config(Some(other));
    let differs = |config: &domain::board_config::BoardConfig| -> Vec<String> {
        let options = BoardOption::ALL.into_iter();
        options
            .filter(|it| !desk.resolved.is_locked(*it))
            .filter_map(|it| desk.difference(it, &desk.resolved.config, config))
            .collect()
    };
    let decision = |act: &str, said: &str, list: Vec<String>| {
        html! {
            @if list.is_empty() { p.q { (text.same) } } @else { ul.diff { @for it in &list { li { (it) } } } }
            form method="post" action=(address(desk.scope)) data-live {
                (hidden(desk, None))
                input type="hidden" name="ward" value=(other);
                button.btn.sm name="do" value=(act) { (said) }
            }
        }
    };
    html! {
        div.cmp {
            h3 { (text.follow_it) }
            (decision("follow", text.follow_it, differs(&followed)))
            h3 { (text.copy_it) }
            p.q { (text.copy_why) }
            (decision("copy", text.copy_it, differs(&copied)))
        }
    }
}

fn file(desk: &Desk<'_>) -> Markup {
    let text = &desk.words.studio;
    html! {
        section.card {
            h2 { (text.file) }
            p { a.btn.sm href={ (address(desk.scope)) "/fichier" } download { (icon("download")) (text.export) } }
            details.fold #import open[desk.kept("import", "text").is_some()] {
                summary { (text.import) }
                form method="post" action=(address(desk.scope)) data-live {
                    p.q { (text.import_why) }
                    (lists::file(desk))
                }
            }
        }
    }
}
