//! `chevet import thesaurus` and `chevet export thesaurus`: out to a file and back, and everything wrong told by its line.

use std::process::Command;

/// What the program ended with.
struct Ended {
    well: bool,
    out: String,
    said: String,
}

struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self { folder }
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        let data = self.folder.path().join("data").display().to_string();
        let output = Command::new(env!("CARGO_BIN_EXE_chevet"))
            .args(arguments)
            .args(["--data", &data])
            .output()
            .expect("started");
        Ended {
            well: output.status.success(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            said: String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned(),
        }
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        path.display().to_string()
    }
}

#[test]
fn a_thesaurus_leaves_as_a_file_and_comes_back_the_same() {
    let desk = Desk::new();
    assert!(!desk.run(&["export", "thesaurus"]).well, "there is none yet");
    let example = desk.file("example.csv", app::thesaurus_file::EXAMPLE);
    let tried = desk.run(&["import", "thesaurus", &example, "--dry-run"]);
    assert!(
        tried.well && tried.said.contains("+ 93 entrée(s)"),
        "{}",
        tried.said
    );
    assert!(!desk.run(&["export", "thesaurus"]).well, "only tried");
    let brought = desk.run(&["import", "thesaurus", &example, "--from", "2099-12-01T07:00"]);
    let expected = "version 1, en vigueur depuis le 01/12/2099 à 07:00";
    assert!(
        brought.well && brought.said.contains(expected),
        "{}",
        brought.said
    );
    for form in ["csv", "json"] {
        let written = desk.run(&["export", "thesaurus", "--format", form]).out;
        let file = desk.file(&format!("out.{form}"), &written);
        let again = desk.run(&["import", "thesaurus", &file, "--from", "2099-12-01T07:00"]);
        assert!(again.well, "{}", again.said);
        assert!(again.said.contains("déjà en vigueur"), "{}", again.said);
    }
}

#[test]
fn what_is_wrong_is_told_by_its_line_and_nothing_is_taken_up() {
    let desk = Desk::new();
    let bad = "specialty;code;label;class;level\nCARDIO;A;Angor;P1;haut\n;B;Bloc;P1;\n";
    let ended = desk.run(&["import", "thesaurus", &desk.file("bad.csv", bad)]);
    assert!(!ended.well);
    for line in [
        "ligne 2 : « level » ne connaît pas « haut »",
        "ligne 3 : « specialty » est vide",
    ] {
        assert!(ended.said.contains(line), "{}", ended.said);
    }
    let strange = "specialty;code;label;class\nALCHIMIE;A;Angor;P9\n";
    let ended = desk.run(&["import", "thesaurus", &desk.file("strange.csv", strange)]);
    assert!(
        !ended.well && ended.said.contains("A : la classe P9 n’existe pas"),
        "{}",
        ended.said
    );
    assert!(!desk.run(&["export", "thesaurus"]).well);
}
