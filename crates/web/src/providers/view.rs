//! The pages of identity providers and of the rules of identity.

use auth::{Policy, ProviderRow, SecondFactor};
use maud::{Markup, html};

use super::wish::{PRESETS, preset_word};
use crate::Web;
use crate::fields::Fields;
use crate::layout::{Page, apart};
use crate::operator::CLIENT_SECRET;
use crate::visit::Visit;

/// What came of trying a provider.
pub enum Tried {
    /// It answers; its sign-in page is on that host.
    Works(String),
    /// It does not: what to do, and the detail for whoever repairs it.
    Fails(String, Option<String>),
}

/// The list, and the rules; `typed` are the rules as somebody typed them when `why` says what is wrong with them.
pub fn list(web: &Web, visit: &Visit, typed: &Fields, why: Option<&str>) -> Page {
    let it = &visit.words.providers;
    let (rows, policy) = {
        let directory = web.identity().read();
        let rows: Vec<ProviderRow> = directory.providers().cloned().collect();
        (rows, directory.policy().clone())
    };
    let body = html! {
        main.plain #main {
            h1 { (it.title) }
            p { (it.why) }
            @if rows.is_empty() { p { (it.none) } } @else {
                div.scroll tabindex="0" role="region" aria-label=(it.title) {
                    table.list {
                        thead { tr { th scope="col" { (it.name) } th scope="col" { (it.preset) } th scope="col" { (it.state) } } }
                        tbody { @for row in &rows { (line(visit, row)) } }
                    }
                }
            }
            p.acts { a.btn.pri href="/fournisseurs/nouveau" { (it.add) } }
            section.card {
                h2 { (it.rules) }
                p { (it.rules_why) }
                @if let Some(why) = why { p.bad role="alert" { (why) } }
                (rules(visit, &policy, typed, web.config().has_passkeys()))
            }
        }
    };
    framed(visit, it.title, body)
}

fn line(visit: &Visit, row: &ProviderRow) -> Markup {
    let it = &visit.words.providers;
    html! {
        tr {
            th scope="row" { a href={ "/fournisseurs/" (row.id) } { (row.name.as_str()) } }
            td { (visit.words.preset(row.preset)) }
            td { @if row.is_enabled { (it.offered) } @else { (it.suspended) } }
        }
    }
}

fn rules(visit: &Visit, policy: &Policy, typed: &Fields, is_possible: bool) -> Markup {
    let it = &visit.words.providers;
    let chosen = typed.get("second_factor").unwrap_or(policy.second_factor.code());
    html! {
        form method="post" action="/fournisseurs" {
            div.numbers {
                label.field {
                    span { (it.second_factor) }
                    select name="second_factor" {
                        @for choice in SecondFactor::ALL {
                            option value=(choice.code()) selected[choice.code() == chosen] { (visit.words.second_factor(choice)) }
                        }
                    }
                    small { (it.second_factor_hint) @if !is_possible { " " b { (it.no_second_factor) } } }
                }
                @for number in &policy.numbers() {
                    @let (label, why) = visit.words.rule(number);
                    @let kept = number.value.to_string();
                    label.field {
                        span { (label) }
                        input type="number" name=(number.name) min=(number.least) max=(number.most) required
                            value=(typed.get(number.name).unwrap_or(&kept));
                        small { (why) " " (visit.words.bounds(number)) }
                    }
                }
            }
            p.acts { button.btn.pri { (visit.words.common.save) } }
        }
    }
}

/// A provider that is to be.
pub fn new(visit: &Visit, typed: &Fields, why: Option<&str>) -> Page {
    let it = &visit.words.providers;
    let body = html! {
        main.plain #main {
            p { a href="/fournisseurs" { (it.back) } }
            h1 { (it.new) }
            section.card {
                @if let Some(why) = why { p.bad role="alert" { (why) } }
                (form(visit, "/fournisseurs/nouveau", None, typed))
            }
        }
    };
    framed(visit, it.new, body)
}

/// A provider that is there.
pub fn one(
    web: &Web,
    visit: &Visit,
    row: &ProviderRow,
    typed: &Fields,
    why: Option<&str>,
    tried: Option<&Tried>,
) -> Page {
    let it = &visit.words.providers;
    let href = format!("/fournisseurs/{}", row.id);
    let public = web
        .config()
        .public_url
        .as_deref()
        .unwrap_or_default()
        .trim_end_matches('/');
    let body = html! {
        main.plain #main {
            p { a href="/fournisseurs" { (it.back) } }
            h1 { (row.name.as_str()) }
            p { (visit.words.preset(row.preset)) " · " @if row.is_enabled { (it.offered) } @else { (it.suspended) } }
            section.card {
                h2 { (it.try_it) }
                @match tried {
                    None => { p { (it.try_hint) } }
                    Some(Tried::Works(host)) => { p role="status" { (it.works) " " code { (host) } "." } }
                    Some(Tried::Fails(said, detail)) => {
                        p.bad role="alert" { (it.does_not_work) " " (said) }
                        @if let Some(detail) = detail { p { (it.detail) " : " code lang="en" { (detail) } } }
                    }
                }
                (deed(&href, "essayer", it.try_it))
            }
            section.card {
                h2 { (it.told) }
                dl {
                    dt { (it.redirect) } dd { code { (public) "/connexion/retour/" (row.id) } }
                    dt { (it.logout) } dd { code { (public) "/connexion/fin/" (row.id) } }
                }
            }
            section.card {
                h2 { (it.settings) }
                @if let Some(why) = why { p.bad role="alert" { (why) } }
                (form(visit, &href, Some(row), typed))
            }
            section.card {
                @if row.is_enabled {
                    h2 { (it.suspend) }
                    p { (it.suspend_hint) }
                    (deed(&href, "suspendre", it.suspend))
                } @else {
                    h2 { (it.enable) }
                    (deed(&href, "proposer", it.enable))
                }
            }
            section.card {
                h2 { (it.remove) }
                p { (it.remove_hint) }
                form method="post" action=(href) { button.btn.bad name="quoi" value="retirer" { (it.remove) } }
            }
        }
    };
    framed(visit, &row.name, body)
}

/// A form that is one button.
fn deed(href: &str, what: &str, text: &str) -> Markup {
    html! { form method="post" action=(href) { button.btn name="quoi" value=(what) { (text) } } }
}

fn form(visit: &Visit, href: &str, kept: Option<&ProviderRow>, typed: &Fields) -> Markup {
    let it = &visit.words.providers;
    let text = |name: &str, label: &str, hint: Option<&str>, required: bool| {
        html! {
            label.field {
                span { (label) }
                input type="text" name=(name) value=[typed.get(name)] maxlength="500" required[required] autocomplete="off"
                    autocapitalize="none" spellcheck="false";
                @if let Some(hint) = hint { small { (hint) } }
            }
        }
    };
    let tick = |name: &str, label: &str| {
        html! {
            label.tick { input type="checkbox" name=(name) value="oui" checked[typed.get(name) == Some("oui")]; " " (label) }
        }
    };
    let has_secret = kept.is_some_and(|it| it.client_secret.is_some());
    html! {
        form method="post" action=(href) {
            input type="hidden" name="quoi" value="enregistrer";
            div.numbers {
                @if kept.is_none() { (text("court", it.id, Some(it.id_hint), true)) }
                (text("nom", it.name, None, true))
                label.field {
                    span { (it.preset) }
                    select name="genre" {
                        @for preset in PRESETS {
                            option value=(preset_word(preset)) selected[typed.get("genre") == Some(preset_word(preset))] {
                                (visit.words.preset(preset))
                            }
                        }
                    }
                }
                (text("emetteur", it.issuer, Some(it.issuer_hint), false))
                (text("client", it.client_id, None, true))
                label.field {
                    span { (it.secret) }
                    input type="password" name=(CLIENT_SECRET) maxlength="500" autocomplete="off";
                    small { @if has_secret { (it.secret_kept) } @else { (it.secret_hint) } }
                }
            }
            p { (tick("sans_secret", it.public_client)) }
            p { (tick("rpps", it.by_rpps)) }
            p { (it.by_rpps_hint) }
            p { (tick("deux_facteurs", it.two_factors)) }
            p { (it.two_factors_hint) }
            details open[is_special(typed)] {
                summary { (it.more) }
                p { (it.usual) " " (it.spaced) }
                div.numbers {
                    (text("decouverte", it.discovery, None, false))
                    (text("portees", it.scopes, None, false))
                    (text("niveaux", it.acr, None, false))
                    (text("age", it.max_age, None, false))
                    (text("audiences", it.audiences, None, false))
                    (text("groupes", it.groups, None, false))
                    (text("machines", it.hosts, None, false))
                    (text("reseaux", it.networks, None, false))
                    (text("autorites", it.authorities, None, false))
                }
            }
            p.acts { button.btn.pri { (visit.words.common.save) } }
        }
    }
}

/// Whether any of the settings that few need is there.
fn is_special(typed: &Fields) -> bool {
    let few = [
        "decouverte",
        "portees",
        "niveaux",
        "age",
        "audiences",
        "groupes",
        "machines",
        "reseaux",
        "autorites",
    ];
    few.iter().any(|name| typed.get(name).is_some())
}

fn framed(visit: &Visit, title: &str, body: Markup) -> Page {
    apart(visit, title, body)
}
