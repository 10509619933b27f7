//! The list of addresses and rights against the routes, and the gate from the outside: who is let in where.

use std::collections::BTreeSet;
use std::path::Path;

use web::access::RULES;

/// Every address the slices declare, read from their source: axum does not tell.
fn declared() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") {
                let text = std::fs::read_to_string(&path).expect("a source file");
                for part in text.split(".route(").skip(1) {
                    let first = part.split(',').next().unwrap_or_default().trim();
                    let address = match first.strip_prefix('"') {
                        Some(quoted) => quoted.trim_end_matches('"').to_owned(),
                        None => constant(first).to_owned(),
                    };
                    found.insert(address);
                }
            }
        }
    }
    found
}

/// The addresses that have a name.
fn constant(name: &str) -> &'static str {
    match name {
        "SEARCH" => "/chercher",
        "PATH" => "/live",
        "INSTALL" => "/installation",
        other => panic!("an address named {other}: name it here too"),
    }
}

#[test]
fn d01_every_route_has_a_rule_and_every_rule_a_route() {
    let rules: BTreeSet<String> = RULES.iter().map(|rule| rule.path.to_owned()).collect();
    assert_eq!(rules.len(), RULES.len(), "an address stands twice in the list");
    let declared = declared();
    let unruled: Vec<_> = declared.difference(&rules).collect();
    let unrouted: Vec<_> = rules.difference(&declared).collect();
    assert!(
        unruled.is_empty(),
        "routes that open to nobody for want of a rule: {unruled:?}"
    );
    assert!(unrouted.is_empty(), "rules of no route: {unrouted:?}");
}
