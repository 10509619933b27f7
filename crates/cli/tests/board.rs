//! `chevet board`: the settings of a ward leave one server as a file, and are taken up by another or refused in words.

use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A server that is stopped: its folder, with two wards.
struct Server(TempDir);

/// What the program ended with.
struct Ended {
    well: bool,
    said: String,
}

impl Server {
    /// Wards of those codes, named so.
    fn of(wards: [(&str, &str); 2]) -> Self {
        let server = Self(tempfile::tempdir().expect("a folder"));
        let mut lines = String::from(
            "establishment_finess;establishment;site_code;site;division_code;division;ward_code;ward;uf_housing;\
             uf_medical;uf_care;specialty;room;room_attributes;bed;bed_label;bed_attributes\n",
        );
        for (code, name) in wards {
            lines.push_str(&format!(
                "570000001;CH de la Vallée;BO;Bel-Orme;;;{code};{name};{code};;;Cardiologie;101;;P;;\n"
            ));
        }
        let file = server.write("structure.csv", &lines);
        let data = server.data();
        let ended = run(&["import", "structure", &file, "--data", &data]);
        assert!(ended.well, "{}", ended.said);
        server
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn data(&self) -> String {
        self.path().join("data").display().to_string()
    }

    fn write(&self, name: &str, text: &str) -> String {
        let file = self.path().join(name);
        std::fs::write(&file, text).expect("written");
        file.display().to_string()
    }

    /// `chevet board`, for a ward or for everybody.
    fn board(&self, ward: Option<&str>, verb: &[&str]) -> Ended {
        let data = self.data();
        let mut arguments = vec!["board", "--data", &data];
        arguments.extend(ward.iter().flat_map(|ward| ["--ward", ward]));
        arguments.extend(verb);
        run(&arguments)
    }

    /// The file of what is in force.
    fn exported(&self, ward: Option<&str>) -> String {
        let ended = self.board(ward, &["export"]);
        assert!(ended.well, "{}", ended.said);
        ended.said
    }

    /// Takes up that file; what was said.
    fn takes_up(&self, ward: Option<&str>, text: &str, more: &[&str]) -> Ended {
        let file = self.write("tableau.json", text);
        self.board(ward, &[&["import", &file], more].concat())
    }
}

fn run(arguments: &[&str]) -> Ended {
    let output = Command::new(env!("CARGO_BIN_EXE_chevet"))
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .expect("it starts");
    let mut said = String::from_utf8(output.stdout).expect("text");
    said.push_str(&String::from_utf8_lossy(&output.stderr));
    Ended {
        well: output.status.success(),
        said,
    }
}

/// A file of those settings.
fn file(rest: &str) -> String {
    format!(r#"{{"format":"chevet/board","version":1{rest}}}"#)
}

const SETTINGS: &str = r#","settings":{
    "colour_by": "Specialty",
    "heads": [{ "of": { "Specialty": "Cardiologie" }, "tone": 3 }],
    "slots": [{ "code": "SECTEUR", "name": "Secteur", "choices": [{ "code": "NORD", "name": "Nord" }] }],
    "waits": [{ "code": "SMR", "name": "Place en SMR" }],
    "density": "Compact"
}"#;

/// The same file, whoever it was of.
fn settings_of(exported: &str) -> String {
    let lines = exported.lines().filter(|line| !line.contains("\"of\": \""));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_one_server_exports_another_takes_up_and_exports_again() {
    let one = Server::of([("4001", "Cardiologie A"), ("4002", "Cardiologie B")]);
    let other = Server::of([("4001", "Unité de cardiologie"), ("5001", "Pneumologie")]);
    let untouched = other.exported(Some("4001"));
    assert!(untouched.contains("\"settings\": {}"), "{untouched}");

    let taken = one.takes_up(Some("4001"), &file(SETTINGS), &["--publish"]);
    assert!(
        taken.well && taken.said.contains("5 réglage(s) mis au brouillon."),
        "{}",
        taken.said
    );
    assert!(taken.said.contains("Publié : version 1."), "{}", taken.said);
    let exported = one.exported(Some("4001"));
    assert!(
        exported.contains("\"of\": \"Cardiologie A\"") && exported.contains("Secteur"),
        "{exported}"
    );

    // A draft is in force nowhere; published, it says the same as where it comes from.
    let drafted = other.takes_up(Some("4001"), &exported, &[]);
    assert!(
        drafted.well && drafted.said.contains("mis au brouillon"),
        "{}",
        drafted.said
    );
    assert_eq!(other.exported(Some("4001")), untouched);
    let published = other.takes_up(Some("4001"), &exported, &["--publish"]);
    assert!(
        published.well && published.said.contains("déjà là") && published.said.contains("version 1"),
        "{}",
        published.said
    );
    let again = other.exported(Some("4001"));
    assert!(again.contains("\"of\": \"Unité de cardiologie\""), "{again}");
    assert_eq!(settings_of(&again), settings_of(&exported));
}

#[test]
fn the_file_of_another_ward_becomes_this_wards_and_leaves_the_other_alone() {
    let server = Server::of([("4001", "Cardiologie A"), ("4002", "Cardiologie B")]);
    assert!(
        server
            .takes_up(Some("4001"), &file(SETTINGS), &["--publish"])
            .well
    );
    let first = server.exported(Some("4001"));
    assert!(server.takes_up(Some("4002"), &first, &["--publish"]).well);
    assert_eq!(settings_of(&server.exported(Some("4002"))), settings_of(&first));
    // What the second ward changes then is its own.
    let own = file(r#","settings":{"colour_by":"LengthOfStay"}"#);
    assert!(server.takes_up(Some("4002"), &own, &["--publish"]).well);
    assert!(server.exported(Some("4002")).contains("LengthOfStay"));
    assert_eq!(server.exported(Some("4001")), first);
    assert!(
        server.exported(None).contains("\"settings\": {}"),
        "nor the territory"
    );
}

#[test]
fn a_file_that_cannot_be_taken_up_says_why_and_changes_nothing() {
    let server = Server::of([("4001", "Cardiologie A"), ("4002", "Cardiologie B")]);
    let five: Vec<String> = (0..5)
        .map(|n| format!(r#"{{"code":"S{n}","name":"Repère {n}","choices":[{{"code":"A","name":"A"}}]}}"#))
        .collect();
    let five = format!(r#","settings":{{"slots":[{}]}}"#, five.join(","));
    for (text, why) in [
        ("{".to_owned(), "ce n'est pas du JSON (ligne 1"),
        ("{}".to_owned(), "ce n'est pas un fichier de réglages de tableau"),
        (file("").replace(":1", ":7"), "version de fichier inconnue : 7"),
        (
            file(r#","settings":{"couleur":"Specialty"}"#),
            "mot inconnu : couleur",
        ),
        (
            file(r#","settings":{"colour_by":"Moon"}"#),
            "valeur illisible : colour_by",
        ),
        (file(r#","follows":"9999""#), "service à suivre inconnu : 9999"),
        (file(&five), "Une étiquette a la place de quatre repères"),
        (file(r#","follows":"4001""#), "se suivraient en rond"),
        (file(r#","locked":["heads"]"#), "un service ne verrouille rien"),
    ] {
        let refused = server.takes_up(Some("4001"), &text, &["--publish"]);
        assert!(
            !refused.well && refused.said.contains(why),
            "{text}: {}",
            refused.said
        );
    }
    let absent = server.board(Some("4001"), &["import", "/nulle/part.json"]);
    assert!(
        !absent.well && absent.said.contains("impossible de lire /nulle/part.json"),
        "{}",
        absent.said
    );
    let nowhere = server.takes_up(Some("9999"), &file(SETTINGS), &[]);
    assert!(
        !nowhere.well && nowhere.said.contains("aucun service n'a le code 9999"),
        "{}",
        nowhere.said
    );
    for ward in [None, Some("4001"), Some("4002")] {
        let exported = server.exported(ward);
        assert!(
            exported.contains("\"settings\": {}") && !exported.contains("follows"),
            "{exported}"
        );
    }
    let taken = server.takes_up(Some("4001"), &file(SETTINGS), &[]);
    assert!(
        taken.said.contains("5 réglage(s) mis au brouillon."),
        "the draft was empty: {}",
        taken.said
    );
}
