//! Who asks, in which language, when: what every handler and every page needs to know of a request.

use std::convert::Infallible;
use std::sync::Arc;

use app::Snapshot;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use base::id::{PersonId, WardId};
use base::{Label, Moment, Zone};

use domain::flow::Reserves;
use domain::refusal::Refusal;
use domain::rights::{Action, Target, Wards};
use webauthn::Party;

use crate::Web;
use crate::access::{Cleared, Client, Need, Visitor, rule};
use crate::guard::host_of;
use crate::known::Known;
use crate::menu::Menu;
use crate::words::{Explained, Lang, Words};

/// The cookie that keeps the language.
pub const LANG_COOKIE: &str = "chevet_lang";
/// The cookie that keeps the operator's id. Never a name.
pub const OPERATOR_COOKIE: &str = "chevet_operator";
/// The cookie that switches single keys off.
pub const KEYS_COOKIE: &str = "chevet_keys";
/// What that cookie holds then.
pub const KEYS_OFF: &str = "off";
/// The header our own script adds to its requests: it wants a part of a page, not a page. It holds the page that asks.
pub const PART_HEADER: &str = "x-chevet-part";

/// A request, as handlers and pages see it.
#[derive(Clone)]
pub struct Visit {
    /// The texts, in the reader's language.
    pub words: &'static Words,
    /// The time zone of the territory.
    pub zone: Zone,
    /// The moment of the request.
    pub now: Moment,
    /// Who acts at this browser, once they said so.
    pub operator: Option<Operator>,
    /// Letters typed alone act (WCAG 2.1.4 wants a way to switch them off). Scripts read `data-keys` of the body.
    pub keys: bool,
    /// Our own script asks for a part of the page.
    pub part: bool,
    /// The path and query asked for.
    pub path: String,
    /// The path and query of the page that asks for a part.
    pub screen: Option<String>,
    /// What keeps anything from being written, in French, when something does.
    pub trouble: Option<String>,
    /// Everything known, as of the request; through a veil where the visitor may not know who the patients are.
    pub snapshot: Arc<Snapshot>,
    /// The emergency reserve of today.
    pub reserves: Arc<Reserves>,
    /// Who is asking.
    pub visitor: Visitor,
    /// The right this address asks for, once given.
    pub cleared: Option<Cleared>,
    /// Where the request comes from.
    pub client: Option<Client>,
    /// What the folded menu shows.
    pub menu: Menu,
    /// Us, as passkeys know us by the name that this browser called; none where browsers make no keys for us.
    pub party: Option<Party>,
}

/// Somebody who acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operator {
    /// Their id in the journal.
    pub person: PersonId,
    /// Their name.
    pub name: Label,
}

impl Operator {
    /// Two letters for a small round badge.
    #[must_use]
    pub fn initials(&self) -> String {
        initials(&self.name)
    }
}

/// The first letters of a name, two at most.
#[must_use]
pub fn initials(name: &Label) -> String {
    name.split_whitespace()
        .filter_map(|word| word.chars().next())
        .take(2)
        .flat_map(char::to_uppercase)
        .collect()
}

impl Visit {
    /// Whether that page of a ward would open. A post at which nobody has spoken is asked who it is: nobody is refused yet.
    #[must_use]
    pub fn opens_of_ward(&self, path: &str, ward: WardId) -> bool {
        let need = rule(path).and_then(|it| it.need(&Method::GET));
        let Some(Need::Right(action) | Need::Ask(action)) = need else {
            return true;
        };
        self.visitor.person.is_none()
            || self
                .visitor
                .may(&self.snapshot, action, Target::Ward(ward), self.now)
    }

    /// Why something was not done, and what to do next, in the reader's language.
    #[must_use]
    pub fn explained(&self, refusal: &Refusal) -> Explained {
        let known = Known {
            snapshot: &self.snapshot,
            zone: &self.zone,
            words: self.words,
        };
        self.words.refusal(refusal, &known)
    }
}

/// The page that asks for a part, where it says so and is ours.
pub fn screen_of(headers: &HeaderMap) -> Option<String> {
    let told = safe_return(headers.get(PART_HEADER)?.to_str().ok(), "");
    (!told.is_empty()).then(|| told.to_owned())
}

impl FromRequestParts<Web> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Infallible> {
        let visitor = parts.extensions.get::<Visitor>().cloned().unwrap_or_default();
        let cleared = parts.extensions.get::<Cleared>().copied();
        let now = web.app().now();
        let snapshot = seen_by(&visitor, cleared, web.app().snapshot(), now);
        let menu = Menu::of(web, &visitor, &snapshot, now);
        let operator = operator_of(&visitor, &parts.headers).and_then(|person| {
            Some(Operator {
                person,
                name: snapshot.vault.person(person)?.clone(),
            })
        });
        Ok(Self {
            words: words_of(&parts.headers),
            zone: web.app().zone(),
            now,
            operator,
            keys: cookie(&parts.headers, KEYS_COOKIE) != Some(KEYS_OFF),
            part: parts.headers.contains_key(PART_HEADER),
            path: parts
                .uri
                .path_and_query()
                .map_or_else(|| "/".to_owned(), ToString::to_string),
            screen: screen_of(&parts.headers),
            trouble: web.app().trouble(),
            snapshot,
            reserves: web.app().reserves(),
            visitor,
            cleared,
            client: parts.extensions.get::<Client>().copied(),
            menu,
            party: party_of(web, parts),
        })
    }
}

impl Visit {
    /// The same visit, seeing things as they are now: a form may have changed them since it came.
    #[must_use]
    pub fn renewed(mut self, web: &Web) -> Self {
        let snapshot = web.app().snapshot();
        self.snapshot = seen_by(&self.visitor, self.cleared, snapshot, self.now);
        self
    }
}

/// The site that passkeys are for: our public address when it is what this browser called, or this very machine.
fn party_of(web: &Web, parts: &Parts) -> Option<Party> {
    let called = host_of(&parts.uri, &parts.headers)?;
    let encrypted = parts.extensions.get::<Client>().is_some_and(|it| it.encrypted);
    let public = || Party::of_url(web.config().public_url.as_deref()?).filter(|it| it.is_called(&called));
    Party::of_localhost(&called, encrypted).or_else(public)
}

/// Who acts: the person who signed in or, before the server is installed, the name kept by the browser.
fn operator_of(visitor: &Visitor, headers: &HeaderMap) -> Option<PersonId> {
    if visitor.is_courtesy {
        return cookie(headers, OPERATOR_COOKIE)?.parse().ok();
    }
    visitor.person.as_ref().map(|it| it.person)
}

/// The picture as that visitor may see it: where names are not theirs to know, there are none to draw.
fn seen_by(
    visitor: &Visitor,
    cleared: Option<Cleared>,
    snapshot: Arc<Snapshot>,
    now: Moment,
) -> Arc<Snapshot> {
    let sees_names = match cleared {
        Some(Cleared {
            target: target @ (Target::Ward(_) | Target::Stay(_)),
            ..
        }) => visitor.may(&snapshot, Action::SeeIdentity, target, now),
        // Messages are read by whoever repairs feeds: what they say of patients is part of what has to be read.
        Some(Cleared {
            action: Action::SeeMessages | Action::SettleMessages,
            ..
        }) => true,
        Some(_) | None => visitor.wards(&snapshot, Action::SeeIdentity, now) == Wards::All,
    };
    if sees_names {
        return snapshot;
    }
    Arc::new(Snapshot {
        vault: snapshot.vault.veiled(),
        state: snapshot.state.clone(),
        head: snapshot.head,
    })
}

/// The texts for a request: the language chosen, else the one the browser prefers, else French.
#[must_use]
pub fn words_of(headers: &HeaderMap) -> &'static Words {
    let chosen = cookie(headers, LANG_COOKIE).and_then(Lang::of_tag);
    let lang = chosen.unwrap_or_else(|| {
        let preferred = headers
            .get(header::ACCEPT_LANGUAGE)
            .and_then(|value| value.to_str().ok());
        preferred.map_or(Lang::Fr, Lang::preferred)
    });
    Words::of(lang)
}

/// The value of a cookie.
#[must_use]
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// A `Set-Cookie` kept for a year, invisible to scripts, not sent along with requests from other sites; what came
/// encrypted goes back encrypted only.
#[must_use]
pub fn lasting_cookie(name: &str, value: &str, client: Option<Client>) -> String {
    let secure = if client.is_some_and(|it| it.encrypted) {
        "; Secure"
    } else {
        ""
    };
    format!("{name}={value}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax{secure}")
}

/// The page to go back to after a form: a path of ours, else `otherwise`. Keeps a form from leading elsewhere.
#[must_use]
pub fn safe_return<'a>(wanted: Option<&'a str>, otherwise: &'a str) -> &'a str {
    let is_ours = |path: &&str| {
        path.starts_with('/')
            && !path.starts_with("//")
            && path.len() <= 2_000
            && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
    };
    wanted.filter(is_ours).unwrap_or(otherwise)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_leads_back_to_our_own_pages_only() {
        assert_eq!(safe_return(Some("/service/w12?x=1"), "/"), "/service/w12?x=1");
        for elsewhere in [
            "//evil.example",
            "https://evil.example",
            "/\\evil",
            "javascript:alert(1)",
            "",
            "/a b",
            "/é",
        ] {
            assert_eq!(safe_return(Some(elsewhere), "/"), "/", "{elsewhere}");
        }
        assert_eq!(safe_return(None, "/x"), "/x");
    }

    #[test]
    fn the_language_chosen_wins_over_the_one_preferred() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, "en".parse().expect("header"));
        assert_eq!(words_of(&headers).lang, Lang::En);
        headers.insert(header::COOKIE, "a=b; chevet_lang=fr".parse().expect("header"));
        assert_eq!(words_of(&headers).lang, Lang::Fr);
    }
}
