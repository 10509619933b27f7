//! `chevet settings` and `chevet doctor`: what is refused, and what is found, is said in French.

use std::process::Command;

/// What the program ended with.
struct Ended {
    well: bool,
    said: String,
}

fn run(arguments: &[&str]) -> Ended {
    let output = Command::new(env!("CARGO_BIN_EXE_chevet"))
        .args(arguments)
        .output()
        .expect("started");
    Ended {
        well: output.status.success(),
        said: String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned(),
    }
}

#[test]
fn a_set_of_precautions_that_nobody_could_work_with_is_refused_in_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data").display().to_string();
    let file = folder.path().join("settings.json").display().to_string();
    let shown = run(&["settings", "--data", &data]).said;
    let mut settings: serde_json::Value = serde_json::from_str(&shown).expect("settings");
    let contact = |letter: &str| serde_json::json!({"code": "C", "name": "Contact", "letter": letter, "shape": "Square", "tint": "Yellow"});
    settings["precautions"] = serde_json::json!([contact("C"), contact("K")]);
    std::fs::write(&file, settings.to_string()).expect("written");
    let ended = run(&["settings", "--data", &data, &file]);
    assert!(!ended.well, "{}", ended.said);
    assert!(ended.said.contains("réglages non appliqués : "), "{}", ended.said);
    // A sentence with its next step, and no trace of how the program calls it.
    assert!(!ended.said.contains("BadPrecautions"), "{}", ended.said);
    assert_eq!(run(&["settings", "--data", &data]).said, shown, "nothing changed");
}

#[test]
fn a_sound_installation_is_told_in_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data").display().to_string();
    run(&["settings", "--data", &data]);
    let ended = run(&["doctor", "--deep", "--data", &data]);
    assert!(ended.well, "{}", ended.said);
    assert!(
        ended
            .said
            .contains("vérification : journal et 0 messages intacts"),
        "{}",
        ended.said
    );
    assert!(
        !ended.said.contains('{'),
        "no structure of the program: {}",
        ended.said
    );
}

#[test]
fn rules_of_placement_leave_as_a_file_and_are_taken_up_or_refused_in_words() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data").display().to_string();
    let file = folder.path().join("placement.json").display().to_string();
    let settings = |arguments: &[&str]| {
        let common = ["settings", "--data", &data, "--placement"];
        run(&[&common[..], arguments].concat())
    };
    let shown = settings(&[]).said;
    let mut rules: serde_json::Value = serde_json::from_str(&shown).expect("rules");
    assert_eq!(rules["horizon_minutes"], 720);
    rules["firm"] = serde_json::json!({"Sex": {"Points": 300}});
    std::fs::write(&file, rules.to_string()).expect("written");
    let ended = settings(&[&file]);
    assert!(
        ended.well && ended.said.contains("Réglages appliqués."),
        "{}",
        ended.said
    );
    assert!(settings(&[]).said.contains("\"Points\": 300"));
    assert!(settings(&[&file]).said.contains("déjà en vigueur"));
    // A rule that must stay hard cannot be written otherwise.
    std::fs::write(&file, r#"{"firm": {"Precautions": "Off"}}"#).expect("written");
    assert!(!settings(&[&file]).well);
    // A ward that does not exist.
    let nowhere = r#"{"wards": [{"place": {"establishment": "1", "ward": "2"}}]}"#;
    std::fs::write(&file, nowhere).expect("written");
    let ended = settings(&[&file]);
    assert!(
        !ended.well && ended.said.contains("Service inconnu"),
        "{}",
        ended.said
    );
}
