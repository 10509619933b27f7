//! The trace of the real program: its key, its anchors, and what an administrator of the machine cannot hide.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use crate::harness::{Ended, Server, Told, chevet, folder, run};
use crate::messages::admission;

fn audit(data: &Path, more: &[&str]) -> Ended {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chevet"));
    command.arg("audit").args(more).arg("--data").arg(data);
    run(&mut command)
}

#[track_caller]
fn fails(ended: &Ended, because: &str) {
    assert!(
        ended.status.code() == Some(1) && ended.said.contains(because),
        "{}",
        ended.said
    );
}

/// Starts, keeps a message, stops; the anchors the log tells of.
fn lived(data: &Path, message: &str) -> Vec<String> {
    let mut server = Server::start(data);
    let told = server
        .line()
        .send(&admission(message, 51, "TESTARD", "4001^101^P^CH"));
    assert_eq!(told, Told::Accepted);
    server.signal("TERM");
    assert!(server.ends().success(), "{}", server.log());
    let log = server.log();
    let lines = log.lines().filter(|line| line.contains(r#""target":"audit""#));
    lines
        .filter_map(|line| Some(line.split(r#""anchor":""#).nth(1)?.split('"').next()?.to_owned()))
        .collect()
}

#[test]
fn d21_yesterdays_base_put_back_is_told_by_an_anchor_of_the_log() {
    let data = folder();
    let data = data.path();
    let first = lived(data, "1");
    assert_eq!(first.len(), 2, "at the start and at the stop: {first:?}");
    assert_ne!(first[0], first[1]);
    let rights = std::fs::metadata(data.join("trace.key"))
        .expect("made")
        .permissions();
    assert_eq!(rights.mode() & 0o777, 0o600);
    let yesterday = std::fs::read(data.join("chevet.db")).expect("read");
    let second = lived(data, "2");
    assert_eq!(second[0], first[1], "nothing was written in between");
    let sound = audit(
        data,
        &[
            "verify", "--anchor", &first[0], "--anchor", &first[1], "--anchor", &second[1],
        ],
    );
    assert!(sound.status.success(), "{}", sound.said);
    assert!(
        sound.said.contains(&format!("ancre : {}", second[1])),
        "{}",
        sound.said
    );

    std::fs::write(data.join("chevet.db"), yesterday).expect("put back");
    let unseen = audit(data, &["verify"]);
    assert!(
        unseen.status.success() && unseen.said.contains("une fin coupée ne se voit pas"),
        "{}",
        unseen.said
    );
    fails(
        &audit(data, &["verify", "--anchor", &second[1]]),
        "ÉCHEC la trace s'arrête",
    );
    let mistyped = audit(data, &["verify", "--anchor", &first[1].replace(':', ":0")]);
    assert!(
        mistyped.status.code() == Some(2) && mistyped.said.contains("une ancre s'écrit"),
        "{}",
        mistyped.said
    );
}

#[test]
fn a_lost_key_stops_nothing_and_is_told_by_everybody() {
    let data = folder();
    let data = data.path();
    lived(data, "1");
    std::fs::remove_file(data.join("trace.key")).expect("lost");
    fails(&audit(data, &["verify"]), "trace.key manque");
    let doctor = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chevet"));
        run(command.arg("doctor").arg("--deep").arg("--data").arg(data))
    };
    fails(&doctor(), "trace.key manque");
    let mut server = Server::run(&mut chevet(data)).expect("it serves all the same");
    assert_eq!(
        server.line().send(&admission("2", 52, "PETIT", "4001^102^P^CH")),
        Told::Accepted
    );
    server.signal("TERM");
    assert!(server.ends().success());
    assert!(
        server.log().contains("linked with another key"),
        "{}",
        server.log()
    );
    fails(&audit(data, &["verify"]), "chaînées avec une autre clé");
    fails(&doctor(), "chaînées avec une autre clé");
}

#[test]
fn an_export_is_whole_and_holds_no_name() {
    let data = folder();
    let data = data.path();
    lived(data, "1");
    let csv = audit(data, &["export", "--csv"]);
    assert!(csv.status.success(), "{}", csv.said);
    assert!(csv.said.starts_with("seq,at,class,action,"), "{}", csv.said);
    assert!(!csv.said.contains("TESTARD"));
    let balp = audit(
        data,
        &["export", "--balp", "--from", "2026-01-01", "--patient", "p0"],
    );
    assert!(balp.status.success(), "{}", balp.said);
    assert_eq!(audit(data, &["export"]).status.code(), Some(2), "in which form?");
}
