//! Crates are layers: a path dependency must have a strictly lower rank.
//!
//! The rank is written in each crate's `[package.metadata.layer]`. Dev-dependencies are free, because
//! tests may stand on anything; build dependencies are not.

use crate::metadata;
use anyhow::Result;
use serde_json::Value;
use std::collections::BTreeMap;

/// Prints the crates by rank and every arrow that points up.
pub fn run() -> Result<bool> {
    let packages = metadata::members()?;
    let mut by_rank: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
    for package in &packages {
        if let Some(rank) = rank(package) {
            by_rank.entry(rank).or_default().push(name(package));
        }
    }
    for (rank, crates) in by_rank.iter().rev() {
        println!("rank {rank}  {}", crates.join("  "));
    }
    let breaches = breaches(&packages);
    breaches.iter().for_each(|breach| println!("{breach}"));
    Ok(breaches.is_empty())
}

/// One sentence per arrow that points up or sideways, and per crate without a rank.
pub fn breaches(packages: &[Value]) -> Vec<String> {
    let ranks: BTreeMap<&str, u64> = packages
        .iter()
        .filter_map(|p| Some((name(p), rank(p)?)))
        .collect();
    let mut breaches = Vec::new();
    for package in packages {
        let from = name(package);
        let Some(rank) = ranks.get(from) else {
            breaches.push(format!(
                "{from} has no rank: add [package.metadata.layer] to its Cargo.toml"
            ));
            continue;
        };
        let dependencies = package["dependencies"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        for dependency in dependencies
            .iter()
            .filter(|d| d["path"].is_string() && d["kind"] != "dev")
        {
            let to = name(dependency);
            match ranks.get(to) {
                Some(lower) if lower < rank => {}
                Some(other) => {
                    breaches.push(format!(
                        "{from} (rank {rank}) may not depend on {to} (rank {other})"
                    ));
                }
                None => breaches.push(format!("{from} depends on {to}, which has no rank")),
            }
        }
    }
    breaches
}

fn name(value: &Value) -> &str {
    value["name"].as_str().unwrap_or("?")
}

fn rank(package: &Value) -> Option<u64> {
    package["metadata"]["layer"]["rank"].as_u64()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_upward_arrow_is_named() {
        let packages = [
            json!({ "name": "domain", "metadata": { "layer": { "rank": 1 } }, "dependencies": [
                { "name": "web", "path": "/web", "kind": null },
                { "name": "testkit", "path": "/testkit", "kind": "dev" },
                { "name": "serde", "kind": null } ] }),
            json!({ "name": "web", "metadata": { "layer": { "rank": 5 } }, "dependencies": [
                { "name": "domain", "path": "/domain", "kind": null } ] }),
            json!({ "name": "testkit", "metadata": null, "dependencies": [] }),
        ];
        assert_eq!(
            breaches(&packages),
            [
                "domain (rank 1) may not depend on web (rank 5)",
                "testkit has no rank: add [package.metadata.layer] to its Cargo.toml",
            ]
        );
    }
}
