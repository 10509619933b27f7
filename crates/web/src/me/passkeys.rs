//! One's own passkeys: the list, a new one, one that goes.
//!
//! Whoever adds or removes one proves who they are once more: before the authenticator is asked, so that no key is
//! made that would not be kept.

use auth::{Account, Change, NotAdded, Passkey};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use base::Label;
use base::id::PersonId;
use maud::{Markup, html};
use webauthn::{Attestation, KeyId, Party, Somebody, registered, to_register};

use super::view::present_password;
use super::{Undone, again, shown};
use crate::Web;
use crate::fields::Fields;
use crate::identity::{Noted, Purpose};
use crate::passkeys::{NEW_QUESTION, ask, button, question, said};
use crate::problem::Problem;
use crate::visit::Visit;

/// Longest name of a key, in characters.
const LONGEST: usize = 60;
/// The field in which our script puts what an authenticator answered.
const FIELD: &str = "cle";

/// The question by which an authenticator makes a key.
pub async fn new_question(
    State(web): State<Web>,
    visit: Visit,
    headers: HeaderMap,
    fields: Fields,
) -> Response {
    let Some(present) = visit.visitor.person.clone() else {
        return Problem::Unidentified.answer(visit.words, visit.part);
    };
    let account = match may_add(&web, &visit, present.person, &fields).await {
        Ok(account) => account,
        Err(Undone::Said(why)) => return said(why),
        Err(Undone::Told(why)) => return said(&why),
        Err(Undone::Fault(fault)) => {
            tracing::error!(%fault, "a passkey could not be asked for");
            return Problem::Fault.answer(visit.words, visit.part);
        }
    };
    let purpose = Purpose::Register(present.person, present.session);
    let asked = match ask(&web, &visit, &headers, purpose) {
        Ok(asked) => asked,
        Err(refused) => return *refused,
    };
    let handle = web.identity().read().passkey_handle(present.person);
    let name = visit.snapshot.vault.person(present.person);
    let login = account.login.as_str();
    let of = Somebody {
        handle: handle.as_bytes(),
        login,
        name: name.map_or(login, |it| it.as_str()),
    };
    let held: Vec<&KeyId> = account.passkeys.iter().map(|it| &it.id).collect();
    let options = to_register(&asked.party, &asked.challenge, of, &held);
    asked.sent(&options)
}

async fn may_add(web: &Web, visit: &Visit, person: PersonId, fields: &Fields) -> Result<Account, Undone> {
    let it = &visit.words.passkeys;
    name_of(visit, fields)?;
    let account = theirs(web, visit, person, fields).await?;
    if account.passkeys.len() >= auth::MOST_PASSKEYS {
        return Err(Undone::Said(it.too_many));
    }
    Ok(account)
}

/// That it is them again, and that they may change their keys.
async fn theirs(web: &Web, visit: &Visit, person: PersonId, fields: &Fields) -> Result<Account, Undone> {
    let account = again(web, visit, person, fields).await?;
    let may = shown(visit).is_some_and(|it| account.lets_change_passkeys(it));
    may.then_some(account)
        .ok_or(Undone::Said(visit.words.passkeys.need_two))
}

fn name_of(visit: &Visit, fields: &Fields) -> Result<Label, Undone> {
    let name = fields.get("nom").and_then(|text| Label::new(text).ok());
    name.filter(|it| it.chars().count() <= LONGEST)
        .ok_or(Undone::Said(visit.words.passkeys.bad_name))
}

/// Keeps the key that an authenticator made. That it is them again was asked before the question was put.
pub async fn add(
    web: &Web,
    visit: &Visit,
    headers: &HeaderMap,
    person: PersonId,
    fields: &Fields,
) -> Result<(), Undone> {
    let refused = |why| Undone::Said(visit.words.passkey_refused(why));
    let name = name_of(visit, fields)?;
    let Some(answer) = fields.get(FIELD) else {
        return Err(Undone::Said(visit.words.passkeys.needs_script));
    };
    let answer = Attestation::read(answer).map_err(refused)?;
    let session = visit.visitor.person.as_ref().map(|it| it.session);
    let purpose = session.map(|it| Purpose::Register(person, it));
    let asked = question(web, visit, headers, answer.challenge())
        .filter(|it| Some(it.purpose) == purpose)
        .ok_or(refused(webauthn::Refused::Challenge))?;
    let made = registered(&asked.party, &asked.challenge, &answer).map_err(refused)?;
    let copied = made.may_be_copied;
    let decided = web.identity().decide(web, |directory| {
        let changes = directory.with_passkey(person, &asked.party, made, name, visit.now)?;
        let details = serde_json::json!({ "may_be_copied": copied });
        let noted = Noted::security("passkey_added").by(&visit.visitor).with(details);
        Ok((changes, vec![noted], ()))
    });
    decided.await?.map_err(|why| match why {
        NotAdded::Taken => Undone::Said(visit.words.passkeys.taken),
        NotAdded::TooMany => Undone::Said(visit.words.passkeys.too_many),
        NotAdded::Unknown => Undone::Fault(why.to_string()),
    })
}

/// Takes a key away.
pub async fn remove(web: &Web, visit: &Visit, person: PersonId, fields: &Fields) -> Result<(), Undone> {
    theirs(web, visit, person, fields).await?;
    let which = fields.get(FIELD).and_then(KeyId::read);
    let decided = web.identity().decide(web, |directory| {
        let mut account = directory.account(person).ok_or(())?.clone();
        let held = account.passkeys.len();
        account.passkeys.retain(|it| Some(&it.id) != which.as_ref());
        if account.passkeys.len() == held {
            return Err(());
        }
        let noted = Noted::security("passkey_removed").by(&visit.visitor);
        Ok((vec![Change::Account(Box::new(account))], vec![noted], ()))
    });
    decided
        .await?
        .map_err(|()| Undone::Said(visit.words.passkeys.choose_one))
}

/// The keys of an account, and the forms that add and remove one.
pub fn section(web: &Web, visit: &Visit, account: &Account) -> Markup {
    let it = &visit.words.passkeys;
    html! {
        section.card #cles {
            h2 { (it.title) }
            p.q { (it.why) }
            @if account.passkeys.is_empty() { p { (it.none) } } @else { (list(visit, account)) }
            @if visit.party.is_some() {
                form.form method="post" action="/moi" {
                    input type="hidden" name="quoi" value="cle";
                    (present_password(visit, account))
                    label.field { span { (it.name) } input type="text" name="nom" required maxlength=(LONGEST) autocomplete="off"; small { (it.name_hint) } }
                    p.acts.scripted { (new(visit)) }
                    p.nojs { (it.needs_script) }
                }
            } @else { (elsewhere(web, visit)) }
        }
    }
}

fn new(visit: &Visit) -> Markup {
    button(visit, NEW_QUESTION, FIELD, visit.words.passkeys.add, true)
}

fn elsewhere(web: &Web, visit: &Visit) -> Markup {
    let it = &visit.words.passkeys;
    let public = web.config().public_url.as_deref().and_then(Party::of_url);
    html! {
        p {
            (it.elsewhere)
            @if let Some(public) = &public { " " (it.elsewhere_at) " " a href={ (public.origin()) "/moi" } { (public.origin()) } "." }
        }
    }
}

fn list(visit: &Visit, account: &Account) -> Markup {
    let it = &visit.words.passkeys;
    html! {
        form.form method="post" action="/moi" {
            input type="hidden" name="quoi" value="sans-cle";
            fieldset.pair {
                legend { (it.which) }
                @for passkey in &account.passkeys {
                    label.tick {
                        input type="radio" name=(FIELD) value=(passkey.id.text()) required;
                        " " b { (passkey.name.as_str()) } " · " (told(visit, passkey))
                    }
                }
            }
            (present_password(visit, account))
            p.acts { button.btn { (it.remove) } }
        }
    }
}

/// Since when it is there, when it last served, and where it may be.
fn told(visit: &Visit, passkey: &Passkey) -> String {
    let it = &visit.words.passkeys;
    let when = |at| visit.words.day_and_hour(&visit.zone, visit.now, at);
    let used = match passkey.used {
        Some(at) => format!("{} {}", it.used, when(at)),
        None => it.unused.to_owned(),
    };
    let place = if passkey.may_be_copied {
        it.synced
    } else {
        it.bound
    };
    let mut text = format!("{} {} · {used} · {place}", it.since, when(passkey.since));
    if visit.party.as_ref().is_some_and(|it| it.id() != passkey.party) {
        text.push_str(" · ");
        text.push_str(it.other_site);
    }
    text
}
