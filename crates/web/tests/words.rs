//! Walks every text of the pages: each has its French and its English, with the same holes, in clean typography.
//!
//! A missing text does not compile ([`web::words`]); this finds what the compiler cannot: a text left in the other
//! language, a forgotten number, an empty string, a straight apostrophe.

use std::path::Path;

/// One text in both languages, and where it stands.
struct Pair {
    place: String,
    french: Vec<String>,
    english: Vec<String>,
}

/// Words of more than three letters that are the same in both languages, in lower case.
const SAME: [&str; 22] = [
    "actions",
    "badge",
    "chevet",
    "code",
    "contact",
    "date",
    "ehpad",
    "journal",
    "message",
    "messages",
    "minutes",
    "note",
    "notes",
    "page",
    "pages",
    "patient",
    "patients",
    "site",
    "sites",
    "structure",
    "transport",
    "version",
];

#[test]
fn every_text_is_there_in_both_languages_and_says_the_same_things() {
    let pairs = pairs();
    assert!(
        pairs.len() > 300,
        "only {} texts were found: is the walk broken?",
        pairs.len()
    );
    let mut faults = Vec::new();
    for Pair {
        place,
        french,
        english,
    } in &pairs
    {
        if french.len() != english.len() {
            faults.push(format!(
                "{place}: {} texts in French, {} in English",
                french.len(),
                english.len()
            ));
            continue;
        }
        for (fr, en) in french.iter().zip(english) {
            faults.extend(faults_of(fr, en).map(|fault| format!("{place}: {fault}: « {fr} » / “{en}”")));
        }
    }
    assert!(
        faults.is_empty(),
        "{} faults\n{}",
        faults.len(),
        faults.join("\n")
    );
}

fn faults_of<'a>(fr: &'a str, en: &'a str) -> impl Iterator<Item = &'static str> + 'a {
    let letters = |text: &str| text.chars().filter(|it| it.is_alphabetic()).count();
    let alone = |mark: char| {
        let before = fr.split(mark).next().unwrap_or_default();
        fr.contains(mark)
            && before.chars().next_back().is_some_and(char::is_alphanumeric)
            && !fr.contains("://")
    };
    [
        (
            fr.trim().is_empty() != en.trim().is_empty(),
            "one of them is empty",
        ),
        (holes(fr) != holes(en), "other holes"),
        (
            fr == en && letters(fr) > 3 && !SAME.contains(&fr.to_lowercase().as_str()) && !fr.contains('{'),
            "the same text twice: translate it, or list it as the same",
        ),
        (fr.contains('\''), "a straight apostrophe in French"),
        (
            fr.contains("...") || en.contains("..."),
            "three dots for an ellipsis",
        ),
        (alone('?') || alone('!'), "no space before a French mark"),
        (
            // The name of the other language is written in that language.
            en.chars().any(|it| "éèêàùçôîûœ«»".contains(it)) && !en.contains('{') && en != "Français",
            "French letters in English",
        ),
    ]
    .into_iter()
    .filter(|(is, _)| *is)
    .map(|(_, fault)| fault)
}

/// What stands between braces, sorted.
fn holes(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = text
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next())
        .map(|hole| hole.split(':').next().unwrap_or_default())
        .collect();
    found.sort_unstable();
    found
}

/// Every text of the sources of this crate.
fn pairs() -> Vec<Pair> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut pairs = Vec::new();
    for file in files_below(&root) {
        let source = std::fs::read_to_string(&file).expect("a source file");
        let name = file.strip_prefix(&root).expect("below").display().to_string();
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        pairs.extend(of_picks(source, &name));
        pairs.extend(of_catalogues(source, &name));
    }
    pairs
}

fn files_below(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else if path.extension().is_some_and(|it| it == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// `pick(french, english)`.
fn of_picks(source: &str, name: &str) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (at, _) in source.match_indices("pick(") {
        let arguments = arguments(&source[at + "pick(".len()..]);
        let [french, english] = arguments.as_slice() else {
            continue;
        };
        let (french, english) = (literals(french), literals(english));
        if !french.is_empty() || !english.is_empty() {
            pairs.push(Pair {
                place: format!("{name}:{}", source[..at].lines().count()),
                french,
                english,
            });
        }
    }
    pairs
}

/// `const FR: …` and `const EN: …`, field by field.
fn of_catalogues(source: &str, name: &str) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let blocks = |tongue: &str| -> Vec<(String, Vec<String>)> {
        let marks: Vec<usize> = source
            .match_indices(" const ")
            .map(|(at, _)| at)
            .filter(|at| {
                let head = source[*at..].split(':').next().unwrap_or_default();
                head.ends_with(tongue)
            })
            .collect();
        marks
            .into_iter()
            .map(|at| {
                let head = source[at..].split(':').next().unwrap_or_default();
                let block = source[at..].split("\n};").next().unwrap_or_default();
                (
                    head.trim_start_matches(" const ")
                        .trim_end_matches(tongue)
                        .to_owned(),
                    literals(block),
                )
            })
            .collect()
    };
    for ((what, french), (_, english)) in blocks("FR").into_iter().zip(blocks("EN")) {
        pairs.push(Pair {
            place: format!("{name} {what}"),
            french,
            english,
        });
    }
    // One pair a text, so that a fault is found at once; a missing one shows in the pair of all.
    let singles = pairs
        .iter()
        .filter(|pair| pair.french.len() == pair.english.len())
        .flat_map(|pair| {
            pair.french.iter().zip(&pair.english).map(|(fr, en)| Pair {
                place: pair.place.clone(),
                french: vec![fr.clone()],
                english: vec![en.clone()],
            })
        });
    let singles: Vec<Pair> = singles.collect();
    pairs.retain(|pair| pair.french.len() != pair.english.len());
    pairs.extend(singles);
    pairs
}

/// The arguments of a call whose opening bracket was just read.
fn arguments(rest: &str) -> Vec<String> {
    let (mut depth, mut quoted, mut escaped) = (0, false, false);
    let mut found = vec![String::new()];
    for letter in rest.chars() {
        let current = found.last_mut().expect("one");
        if quoted {
            current.push(letter);
            (quoted, escaped) = (letter != '"' || escaped, letter == '\\' && !escaped);
            continue;
        }
        match letter {
            '"' => quoted = true,
            '(' | '[' | '{' => depth += 1,
            ')' if depth == 0 => break,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                found.push(String::new());
                continue;
            }
            _ => {}
        }
        current.push(letter);
    }
    found.retain(|it| !it.trim().is_empty());
    found
}

/// The texts between double quotes, comments left out.
fn literals(code: &str) -> Vec<String> {
    let code: Vec<&str> = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    let code = code.join("\n");
    let mut found = Vec::new();
    let mut letters = code.chars();
    while letters.by_ref().any(|it| it == '"') {
        let mut text = String::new();
        while let Some(letter) = letters.next() {
            match letter {
                '"' => break,
                '\\' => match letters.next() {
                    Some('u') => {
                        let code: String = letters.by_ref().skip(1).take_while(|it| *it != '}').collect();
                        text.extend(u32::from_str_radix(&code, 16).ok().and_then(char::from_u32));
                    }
                    Some('n') => text.push('\n'),
                    Some(other) => text.push(other),
                    None => break,
                },
                other => text.push(other),
            }
        }
        found.push(text);
    }
    found
}

#[test]
fn the_walk_can_fail() {
    let faults = |fr, en| faults_of(fr, en).collect::<Vec<_>>();
    assert!(faults("Lit libre", "Free bed").is_empty());
    assert_eq!(faults("{n} lits", "beds"), ["other holes"]);
    assert_eq!(faults("Lit", ""), ["one of them is empty"]);
    assert_eq!(
        faults("l'autre", "the other"),
        ["a straight apostrophe in French"]
    );
    assert_eq!(faults("Vraiment?", "Really?"), ["no space before a French mark"]);
    assert_eq!(faults("Libéré", "Libéré").len(), 2);
    assert_eq!(
        arguments("\"a, (b\", format!(\"c {x}\", x = 1)), rest"),
        ["\"a, (b\"", " format!(\"c {x}\", x = 1)"]
    );
}
