//! Rules about the style sheets.
//!
//! All of them reach the browser as one sheet, so a class that two screens happen to name alike is one class: what one
//! of them sets changes the other. It has happened to buttons, tables and menus, and no test of one screen sees it.

use super::Tree;
use anyhow::Result;
use std::collections::BTreeMap;

const FOLDER: &str = "crates/web/assets/css/";

/// A bare class (`.tile`, `form.plan`) is set in one file. Others may refine it below something of theirs
/// (`.sheet .tile`), or for a kind of screen (`@media`).
pub fn a_class_has_one_home(tree: &Tree) -> Result<Vec<String>> {
    let mut homes: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for file in tree.ours().filter(|file| file.path.starts_with(FOLDER)) {
        let name = file.path.trim_start_matches(FOLDER);
        for class in bare_classes(file.text()) {
            let files = homes.entry(class).or_default();
            if !files.contains(&name) {
                files.push(name);
            }
        }
    }
    Ok(homes
        .into_iter()
        .filter(|(_, files)| files.len() > 1)
        .map(|(class, files)| format!(".{class} is set in {}", files.join(" and ")))
        .collect())
}

/// The classes that rules outside `@media` set for every element that bears them.
fn bare_classes(sheet: &str) -> Vec<String> {
    let mut found = Vec::new();
    // What is open around the place being read: whether it is a layer, or something that narrows.
    let mut around: Vec<bool> = Vec::new();
    let mut head = String::new();
    for letter in without_comments(sheet).chars() {
        match letter {
            '{' => {
                let text = head.trim();
                if around.iter().all(|is_layer| *is_layer) && !text.starts_with('@') {
                    // A comma inside brackets belongs to one selector: `:is(a, .b)`.
                    let mut depth = 0;
                    let selectors = text.split(|letter| {
                        depth += i32::from(letter == '(') - i32::from(letter == ')');
                        letter == ',' && depth == 0
                    });
                    found.extend(selectors.filter_map(bare_class));
                }
                around.push(text.starts_with("@layer"));
                head.clear();
            }
            '}' => {
                around.pop();
                head.clear();
            }
            ';' => head.clear(),
            letter => head.push(letter),
        }
    }
    found
}

fn without_comments(sheet: &str) -> String {
    let mut parts = sheet.split("/*");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + part.split_once("*/").map_or("", |(_, rest)| rest)
    })
}

/// The class of a selector that is one class and at most the name of an element.
fn bare_class(selector: &str) -> Option<String> {
    let (element, class) = selector.trim().split_once('.')?;
    let is_word = |text: &str| text.chars().all(|it| it.is_ascii_alphanumeric() || it == '-');
    (is_word(element) && is_word(class)).then(|| class.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_scoped_or_for_one_kind_of_screen_is_not_bare() {
        let sheet = "/* .no{} */ @layer components{.a,p.b{color:red}.a .c{x:y}.d:hover{x:y}\
                     @media print{.e{x:y}}.f.g{x:y}.i :is(b,.j){x:y}}.h{x:y}";
        assert_eq!(bare_classes(sheet), ["a", "b", "h"]);
    }
}
