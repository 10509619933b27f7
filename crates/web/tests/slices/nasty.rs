//! Every form and every address, filled in by somebody who wants to break them.
//!
//! The fields are those that the pages really show: forms are read from the pages of every role, so that a new one
//! is tried without being named here. Whatever is typed, no answer is a fault, nothing typed comes back as markup, and
//! no answer leads away from the server.

use std::collections::{BTreeMap, BTreeSet};

use domain::rights::Role;
use web::access::RULES;

use super::house::House;
use super::visit::{Answer, Browser};

/// What people type by mistake, and what others type on purpose.
const NASTY: [&str; 34] = [
    "",
    " ",
    "0",
    "-1",
    "99999999999999999999",
    "1e309",
    "NaN",
    "²",
    "2026-02-30",
    "2026-10-25T02:30",
    "0000-00-00T00:00",
    "9999-12-31T23:59",
    "-262144-01-01T00:00",
    "25:61",
    "\u{0}",
    "\u{202e}\u{feff}é\u{301}",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' OR 1=1 --",
    "{\"a\":[1,2",
    "\r\nSet-Cookie: mal=1",
    "//evil.example",
    "https://evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "../../etc/passwd",
    "%00%ff",
    "w1",
    "b1",
    "s1",
    "o1",
    "C",
    "😀😀😀😀",
];

/// How many fillings of each form are tried.
const TIMES: usize = 12;

/// A form of a page: where it goes, and the names of its fields.
type Forms = BTreeMap<String, BTreeSet<String>>;

/// A sequence without chance: the same at each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % most.max(1)
    }

    fn text(&mut self) -> String {
        match self.below(12) {
            0 => "a".repeat(self.below(60_000)),
            1 => NASTY[self.below(NASTY.len())].repeat(3),
            _ => NASTY[self.below(NASTY.len())].to_owned(),
        }
    }
}

/// The values of that attribute, in the order in which they stand.
fn values<'a>(html: &'a str, attribute: &'a str) -> impl Iterator<Item = &'a str> {
    html.split(attribute)
        .skip(1)
        .filter_map(|it| it.split('"').next())
}

/// The forms of a page.
fn forms(html: &str, found: &mut Forms) {
    for form in html.split("<form").skip(1) {
        let form = form.split("</form>").next().unwrap_or_default();
        let Some(action) = values(form, " action=\"").next() else {
            continue;
        };
        let names = values(form, " name=\"").map(str::to_owned);
        found
            .entry(action.split(['?', '#']).next().unwrap_or_default().to_owned())
            .or_default()
            .extend(names);
    }
}

/// Pages that links of the pages lead to, each template once: one bed's sheet stands for all of them.
async fn walked(browser: &Browser) -> (Forms, BTreeSet<String>) {
    // One bed stands for all of them, and one value for all of a question.
    let shape = |path: &str| {
        let (page, query) = path.split_once('?').unwrap_or((path, ""));
        let digitless: String = page.chars().filter(|it| !it.is_ascii_digit()).collect();
        let asked = query
            .split('&')
            .map(|it| it.split('=').next().unwrap_or_default());
        format!("{digitless}?{}", asked.collect::<Vec<_>>().join("&"))
    };
    let (mut found, mut seen, mut shapes) = (Forms::new(), BTreeSet::new(), BTreeSet::new());
    let mut waiting: Vec<String> = RULES
        .iter()
        .filter(|rule| rule.read.is_some() && !rule.path.contains('{'))
        .map(|rule| rule.path.to_owned())
        .collect();
    while let Some(path) = waiting.pop() {
        // A stream never ends.
        if path == web::live::PATH || !shapes.insert(shape(&path)) || seen.len() > 400 {
            continue;
        }
        let page = browser.get(&path).await;
        seen.insert(path.split('?').next().unwrap_or_default().to_owned());
        forms(&page.text, &mut found);
        let links = values(&page.text, " href=\"");
        let ours = links.filter(|it| it.starts_with('/') && !it.starts_with("/assets/"));
        waiting.extend(ours.map(|it| it.split('#').next().unwrap_or_default().replace("&amp;", "&")));
    }
    (found, seen)
}

/// What is wrong with an answer, if anything.
fn fault(answer: &Answer) -> Option<String> {
    if answer.status.is_server_error() {
        return Some(format!("answered {}", answer.status));
    }
    if answer.text.contains("<script>alert") || answer.text.contains("<img src=x") {
        return Some("gave markup back".to_owned());
    }
    if answer
        .headers
        .get_all("set-cookie")
        .iter()
        .any(|it| it.as_bytes().starts_with(b"mal="))
    {
        return Some("set a cookie that was typed".to_owned());
    }
    // Browsers leave tabs and line ends out before they read an address.
    let away = |to: &str| {
        !to.starts_with('/') || to.starts_with("//") || to.starts_with("/\\") || to.contains(char::is_control)
    };
    answer
        .location
        .as_deref()
        .filter(|it| away(it))
        .map(|it| format!("led away, to {it}"))
}

async fn tried(role: Role) -> (usize, Vec<String>) {
    let house = House::new().await;
    let browser = house.somebody(role);
    let (found, pages) = walked(&browser).await;
    assert!(pages.len() > 5, "{role:?} has pages: {pages:?}");
    let (mut dice, mut count, mut faults) = (Dice(role as u64 + 1), 0, Vec::new());
    let mut names: Vec<String> = found.values().flatten().cloned().collect();
    names.extend(["back", "retour", "t", "q", "l"].map(str::to_owned));
    // Signing out would end the walk, and shows nothing.
    for (action, fields) in found.iter().filter(|(action, _)| *action != "/deconnexion") {
        for _ in 0..TIMES {
            let mut filled: Vec<(&str, String)> =
                fields.iter().map(|name| (name.as_str(), dice.text())).collect();
            // Sometimes a field twice, one left out, one of another form.
            if dice.below(3) == 0 && !filled.is_empty() {
                filled.push((fields.iter().next().map_or("", String::as_str), dice.text()));
                filled.swap_remove(dice.below(filled.len()));
                filled.push((&names[dice.below(names.len())], dice.text()));
            }
            let said: Vec<(&str, &str)> = filled.iter().map(|(name, text)| (*name, text.as_str())).collect();
            let answer = if dice.below(2) == 0 {
                browser.post(action, &said).await
            } else {
                browser.post_part(action, &said).await
            };
            count += 1;
            faults.extend(fault(&answer).map(|it| format!("POST {action} {said:.300?}: {it}")));
        }
    }
    for path in &pages {
        for _ in 0..TIMES {
            let query = |dice: &mut Dice| {
                let name = &names[dice.below(names.len())];
                format!("{name}={}", web::layout::query_escaped(&dice.text()))
            };
            let mut address = format!("{path}?{}&{}", query(&mut dice), query(&mut dice));
            address.truncate(8_000);
            let answer = browser.get(&address).await;
            count += 1;
            faults.extend(fault(&answer).map(|it| format!("GET {address:.300}: {it}")));
        }
    }
    (count, faults)
}

/// What stands where an address has a name in braces.
#[tokio::test]
async fn no_address_falls_over_what_stands_in_it() {
    let house = House::new().await;
    let browser = house.somebody(Role::ItAdministrator);
    let (mut dice, mut faults) = (Dice(99), Vec::new());
    for rule in RULES.iter().filter(|rule| rule.path.contains('{')) {
        for _ in 0..2 * TIMES {
            let parts = rule.path.split('/').map(|part| {
                if part.starts_with('{') {
                    let letter = ["w", "b", "s", "n", "o", "p", ""][dice.below(7)];
                    let mut text =
                        web::layout::query_escaped(&format!("{letter}{}", dice.text())).replace('/', "%2F");
                    text.truncate(3_000);
                    // An escape cut in two is no address at all.
                    text.trim_end_matches(|it| it != '%')
                        .len()
                        .checked_sub(1)
                        .map_or(text.clone(), |at| text[..at].to_owned())
                } else {
                    part.to_owned()
                }
            });
            let path = parts.collect::<Vec<_>>().join("/");
            for answer in [browser.get(&path).await, browser.post(&path, &[]).await] {
                faults.extend(fault(&answer).map(|it| format!("{path:.200}: {it}")));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

macro_rules! as_role {
    ($($test:ident: $role:ident,)*) => {$(
        #[tokio::test]
        async fn $test() {
            let (count, faults) = tried(Role::$role).await;
            assert!(count > 100, "only {count} requests were made");
            assert!(faults.is_empty(), "{} faults of {count}:\n{}", faults.len(), faults.join("\n"));
        }
    )*};
}

as_role! {
    nothing_a_head_nurse_types_breaks_a_page: HeadNurse,
    nothing_the_cell_types_breaks_a_page: Cell,
    nothing_an_administrator_types_breaks_a_page: ItAdministrator,
    nothing_an_auditor_types_breaks_a_page: Auditor,
}
