//! The details of a row in words: what was kept as fields, with the people, places and hours they stand for.

use auth::Way;
use base::Moment;
use base::id::PersonId;
use domain::rights::{Place, Role};
use serde_json::Value;

use crate::Web;
use crate::places;
use crate::visit::Visit;

/// What a body says; nothing of an empty one. One that is no object of ours is given as it is.
#[must_use]
pub fn said(web: &Web, visit: &Visit, body: &str) -> String {
    match serde_json::from_str::<Value>(body) {
        Ok(Value::Object(fields)) => {
            let told = fields.iter().filter(|(_, value)| says_something(value));
            let told = told.map(|(name, value)| {
                visit
                    .words
                    .pair(label(web, visit, name), of(web, visit, name, value))
            });
            told.collect::<Vec<_>>().join(" · ")
        }
        Ok(other) if says_something(&other) => of(web, visit, "", &other),
        Ok(_) => String::new(),
        Err(_) => body.to_owned(),
    }
}

/// What a field is called: one of ours, or a rule of identity.
fn label<'a>(web: &Web, visit: &Visit, name: &'a str) -> &'a str {
    let rule = || {
        let directory = web.identity().read();
        let numbers = directory.policy().numbers();
        let rule = numbers.iter().find(|it| it.name == name);
        rule.map(|it| visit.words.rule(it).0)
    };
    let second_factor = || (name == "second_factor").then_some(visit.words.providers.second_factor);
    let known = visit
        .words
        .traced_field(name)
        .or_else(rule)
        .or_else(second_factor);
    known.unwrap_or(name)
}

fn says_something(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(all) => all.iter().any(says_something),
        Value::Object(fields) => fields.values().any(says_something),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

fn of(web: &Web, visit: &Visit, name: &str, value: &Value) -> String {
    let several = |all: &[Value]| {
        let told = all.iter().filter(|it| says_something(it));
        told.map(|it| of(web, visit, name, it)).collect::<Vec<_>>()
    };
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => visit.words.pick("oui", "yes").to_owned(),
        Value::Bool(false) => visit.words.pick("non", "no").to_owned(),
        Value::Number(number) => match number.as_i64() {
            Some(millis) if is_hour(name) => {
                let at = Moment::from_millis(millis);
                visit.words.day_and_hour(&visit.zone, visit.now, at)
            }
            _ => number.to_string(),
        },
        Value::String(text) => text_of(web, visit, name, text),
        // A setting: as it was, as it is.
        Value::Array(all) if visit.words.traced_field(name).is_none() && all.len() == 2 => {
            several(all).join(" → ")
        }
        Value::Array(all) => several(all).join(", "),
        Value::Object(fields) => {
            let told = fields.iter().filter(|(_, value)| says_something(value));
            let told = told.map(
                |(name, value)| match (name.as_str(), of(web, visit, name, value)) {
                    ("from" | "until", hour) => {
                        let label = visit.words.traced_field(name).unwrap_or(name);
                        format!("{label} {hour}")
                    }
                    (_, text) => text,
                },
            );
            told.collect::<Vec<_>>().join(" ")
        }
    }
}

fn is_hour(name: &str) -> bool {
    matches!(name, "from" | "until")
}

/// A text by what its field holds: ids become names, codes become words.
fn text_of(web: &Web, visit: &Visit, name: &str, text: &str) -> String {
    let as_it_is = || text.to_owned();
    match name {
        "person" | "to" => {
            let person = text.parse::<PersonId>().ok();
            person.map_or_else(as_it_is, |it| super::view::person(visit, it))
        }
        "place" | "with" | "establishment" => {
            let place = text.parse::<Place>().ok();
            place.map_or_else(as_it_is, |it| places::name(visit, it))
        }
        "role" => Role::of_code(text).map_or_else(as_it_is, |it| visit.words.role(it).to_owned()),
        "post" => super::view::post(web, text),
        "way" => [Way::Password, Way::Pin, Way::Badge, Way::Passkey]
            .iter()
            .find(|it| it.code() == text)
            .map_or_else(
                || {
                    visit
                        .words
                        .traced_value(text)
                        .map_or_else(as_it_is, str::to_owned)
                },
                |it| visit.words.way(it).to_owned(),
            ),
        _ => visit
            .words
            .traced_value(text)
            .map_or_else(as_it_is, str::to_owned),
    }
}
