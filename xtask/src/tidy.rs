//! The rules of the repository, each a function from the tree of files to its breaches.
//!
//! They run as tests (`xtask/tests/tidy.rs`) and by hand (`cargo xtask tidy`). A rule never changes a file.

mod code;
mod docs;
mod outside;
mod styles;

use crate::{layers, licences, metadata, root};
use anyhow::Result;
use std::path::Path;

/// A rule: the tree in, one sentence per breach out.
pub type Rule = fn(&Tree) -> Result<Vec<String>>;

/// Every rule, by name.
pub const RULES: &[(&str, Rule)] = &[
    ("layers_point_down", |_| {
        Ok(layers::breaches(&metadata::members()?))
    }),
    ("files_are_short", code::files_are_short),
    ("nothing_is_left_unfinished", code::nothing_is_left_unfinished),
    ("a_class_has_one_home", styles::a_class_has_one_home),
    ("crates_keep_the_lints", code::crates_keep_the_lints),
    ("decisions_are_numbered", docs::decisions_are_numbered),
    (
        "architecture_names_every_crate",
        docs::architecture_names_every_crate,
    ),
    ("dependencies_are_explained", docs::dependencies_are_explained),
    ("prose_names_real_things", docs::prose_names_real_things),
    ("links_lead_somewhere", docs::links_lead_somewhere),
    ("readme_shows_the_commands", docs::readme_shows_the_commands),
    ("changelog_has_entries", docs::changelog_has_entries),
    ("pictures_are_light", docs::pictures_are_light),
    ("licence_is_verbatim", outside::licence_is_verbatim),
    ("licences_are_allowed", |tree| {
        licences::breaches(tree.text("deny.toml"))
    }),
    ("duplicates_are_known", |tree| {
        licences::duplicates(tree.text("deny.toml"))
    }),
    ("registries_are_public", outside::registries_are_public),
    ("no_machine_is_named", outside::no_machine_is_named),
    (
        "vendored_files_match_their_sums",
        outside::vendored_files_match_their_sums,
    ),
];

/// Prints every breach, and the files that are getting long.
pub fn run() -> Result<bool> {
    let tree = Tree::read(&root())?;
    let mut kept = true;
    for (name, rule) in RULES {
        for breach in rule(&tree)? {
            kept = false;
            println!("{name}: {breach}");
        }
    }
    code::long_files(&tree)
        .iter()
        .for_each(|line| println!("note: {line}"));
    Ok(kept)
}

/// The breaches of one rule in this repository.
pub fn breaches(name: &str) -> Result<Vec<String>> {
    let rule = RULES.iter().find(|(known, _)| *known == name);
    let (_, rule) = rule.ok_or_else(|| anyhow::anyhow!("no rule is called {name}"))?;
    rule(&Tree::read(&root())?)
}

/// The files of the repository, read once, in the order of their paths.
pub struct Tree {
    files: Vec<File>,
}

/// One file.
pub struct File {
    /// The path from the root, with `/` between its parts.
    pub path: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl File {
    /// The text, empty when the file is not text.
    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap_or_default()
    }

    /// Whether the name ends with one of these.
    pub fn ends(&self, endings: &[&str]) -> bool {
        endings.iter().any(|ending| self.path.ends_with(ending))
    }

    /// Whether other people wrote it and we keep it as it came.
    pub fn vendored(&self) -> bool {
        self.path.contains("/vendor/")
            || self.path == "LICENSE"
            || self.ends(&["package-lock.json", "Cargo.lock"])
    }
}

impl Tree {
    /// Reads what is committed or could be: everything but what the build and the tests leave behind.
    pub fn read(root: &Path) -> Result<Tree> {
        let mut files = Vec::new();
        descend(root, "", &mut files)?;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Tree { files })
    }

    /// All files.
    pub fn files(&self) -> impl Iterator<Item = &File> {
        self.files.iter()
    }

    /// The files we wrote.
    pub fn ours(&self) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| !file.vendored())
    }

    /// The text of one file, empty when there is none.
    pub fn text(&self, path: &str) -> &str {
        self.files
            .iter()
            .find(|file| file.path == path)
            .map_or("", File::text)
    }

    /// Whether a file or a folder of this path exists.
    pub fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        self.files
            .iter()
            .any(|f| f.path == path || f.path.strip_prefix(path).is_some_and(|r| r.starts_with('/')))
    }
}

/// Folders that hold what machines made.
const MADE: &[&str] = &[
    ".git",
    "target",
    "node_modules",
    "out",
    "data",
    "corpus",
    "artifacts",
];

fn descend(folder: &Path, prefix: &str, files: &mut Vec<File>) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let kind = entry.file_type()?;
        if kind.is_dir() && !MADE.contains(&name.as_str()) {
            descend(&entry.path(), &format!("{path}/"), files)?;
        } else if kind.is_file() {
            files.push(File {
                path,
                bytes: std::fs::read(entry.path())?,
            });
        }
    }
    Ok(())
}
