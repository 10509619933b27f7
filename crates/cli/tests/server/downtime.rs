//! The downtime folder under the real program: destroyed, starved, interrupted, and taken for another's.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use crate::harness::{Ended, Server, Told, chevet, folder, run, shim};
use crate::messages::{admission, simulated};

/// A server that writes the folder as often as it may.
fn with_downtime(data: &Path, downtime: &Path) -> Command {
    let mut command = chevet(data);
    command
        .args(["--downtime-pause", "1", "--downtime"])
        .arg(downtime);
    command
}

fn verify(downtime: &Path, more: &[&str]) -> Ended {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chevet"));
    command.args(["pack", "verify"]).arg(downtime).args(more);
    run(&mut command)
}

#[track_caller]
fn is_sound(downtime: &Path, more: &[&str]) -> String {
    let ended = verify(downtime, more);
    assert!(ended.status.success(), "{}", ended.said);
    ended.said
}

/// Asks again until it is so; a minute is more than anything here takes.
#[track_caller]
fn until(what: &str, so: impl Fn() -> bool) {
    for _ in 0..600 {
        if so() {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("still not: {what}");
}

/// Every page of the generation in force, one after the other.
fn pages(downtime: &Path) -> String {
    let pointer = std::fs::read_to_string(downtime.join("current.json")).unwrap_or_default();
    let name = pointer.split('"').nth(3).unwrap_or_default();
    let mut out = String::new();
    for entry in std::fs::read_dir(downtime.join(name)).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|it| it == "html") {
            out.push_str(&std::fs::read_to_string(path).unwrap_or_default());
        }
    }
    out
}

fn path(folder: &TempDir) -> &str {
    folder.path().to_str().expect("a path")
}

#[test]
fn b01_a_server_destroyed_leaves_sheets_that_name_whoever_was_there() {
    let (data, home) = (folder(), folder());
    let downtime = home.path().join("secours");
    let mut server = Server::run(&mut with_downtime(data.path(), &downtime)).expect("a server");
    let mut line = server.line();
    assert_eq!(
        line.send(&admission("1", 51, "TESTARD", "4001^101^P^CH")),
        Told::Accepted
    );
    until("the sheet names the patient", || {
        pages(&downtime).contains("TESTARD")
    });
    server.signal("KILL");
    server.ends();
    // The server is gone and its disk with it: the folder speaks for itself.
    let said = is_sound(&downtime, &[]);
    assert!(said.contains("Dossier de secours fiable."), "{said}");
    let pages = pages(&downtime);
    for part in ["<b>TESTARD</b> MARIE", "<th scope=\"row\">101", "Par nom", "51"] {
        assert!(pages.contains(part), "{part}");
    }
    // An anchor of the trace is there, for the day somebody touches the base.
    assert!(
        said.contains("ancre de la trace (chevet audit verify --anchor) : "),
        "{said}"
    );
    assert!(pages.contains("ancre de la trace "), "on the first page too");
    // It comes from this journal, and from no other.
    let said = is_sound(&downtime, &["--data", path(&data)]);
    assert!(said.contains("vient bien de ce journal"), "{said}");
    let other = folder();
    let server = Server::start(other.path());
    let mut line = server.line();
    for number in 0..9 {
        let message = admission(&format!("o{number}"), 60 + number, "AUTRE", "4001^101^P^CH");
        assert_eq!(line.send(&message), Told::Accepted);
    }
    server.stop();
    let ended = verify(&downtime, &["--data", path(&other)]);
    assert!(
        !ended.status.success() && ended.said.contains("n'est pas celui de ce secours"),
        "{}",
        ended.said
    );
    // A journal that is too short, and a folder that is too old.
    let empty = folder();
    Server::start(empty.path()).stop();
    let ended = verify(&downtime, &["--data", path(&empty)]);
    assert!(
        !ended.status.success() && ended.said.contains("le journal s'arrête à"),
        "{}",
        ended.said
    );
    let ended = verify(&downtime, &["--max-age=-1"]);
    assert!(
        !ended.status.success() && ended.said.contains("-1 min au plus"),
        "{}",
        ended.said
    );
}

#[test]
fn a_server_that_stops_writes_what_was_true_at_its_stop() {
    let (data, home) = (folder(), folder());
    let mut command = chevet(data.path());
    // So rarely that only the start and the stop write.
    command
        .args(["--downtime-pause", "3600", "--downtime"])
        .arg(home.path());
    let server = Server::run(&mut command).expect("a server");
    until("the first generation", || {
        server.figure("chevet_downtime_written_total") == 1
    });
    let mut line = server.line();
    assert_eq!(
        line.send(&admission("1", 52, "DERNIER", "4001^101^P^CH")),
        Told::Accepted
    );
    assert!(!pages(home.path()).contains("DERNIER"));
    server.stop();
    assert!(pages(home.path()).contains("DERNIER"));
    let said = is_sound(home.path(), &["--data", path(&data)]);
    assert!(said.contains("0 écritures avant sa fin"), "{said}");
}

#[test]
fn b03_a_folder_that_goes_away_is_said_everywhere_stops_nothing_and_heals() {
    let (data, home) = (folder(), folder());
    let (downtime, away) = (home.path().join("secours"), home.path().join("ailleurs"));
    let server = Server::run(&mut with_downtime(data.path(), &downtime)).expect("a server");
    until("the first generation", || {
        server.figure("chevet_downtime_written_total") == 1
    });
    assert_eq!(server.figure("chevet_downtime_ok"), 1);
    std::fs::rename(&downtime, &away).expect("moved away");
    let mut line = server.line();
    assert_eq!(
        line.send(&admission("1", 53, "PENDANT", "4001^101^P^CH")),
        Told::Accepted
    );
    until("the alarm", || server.figure("chevet_downtime_ok") == 0);
    assert!(server.get("/").body.contains("Dossier de secours en panne"));
    assert!(
        server.log().contains("the downtime folder cannot be written"),
        "{}",
        server.log()
    );
    assert!(!server.log().contains("PENDANT"));
    // Nothing was made in its place, and the ward goes on.
    assert!(!downtime.exists());
    assert_eq!(
        line.send(&admission("2", 54, "ENCORE", "4001^102^P^CH")),
        Told::Accepted
    );
    assert_eq!(server.get("/readyz").status, 200);
    std::fs::rename(&away, &downtime).expect("back again");
    until("it heals", || server.figure("chevet_downtime_ok") == 1);
    assert!(!server.get("/").body.contains("Dossier de secours en panne"));
    server.stop();
    assert!(pages(&downtime).contains("ENCORE"));
    is_sound(&downtime, &[]);
}

#[test]
fn b03_a_full_folder_keeps_the_generation_before_and_heals() {
    let (data, downtime) = (folder(), folder());
    let freed = data.path().join("freed");
    let mut command = with_downtime(data.path(), downtime.path());
    command
        .env("LD_PRELOAD", shim())
        .env("POWER_DIR", downtime.path())
        .env("POWER_ROOM", "150000")
        .env("POWER_FREED", &freed);
    let server = Server::run(&mut command).expect("a server");
    let mut line = server.line();
    let mut number = 0;
    until("the first generation", || {
        server.figure("chevet_downtime_written_total") == 1
    });
    while server.figure("chevet_downtime_ok") == 1 {
        number += 1;
        let message = admission(&format!("f{number}"), 100 + number, "PLEIN", "4001^101^P^CH");
        assert_eq!(line.send(&message), Told::Accepted, "the ward goes on");
        let written = server.figure("chevet_downtime_written_total");
        until("the next attempt", || {
            server.figure("chevet_downtime_ok") == 0
                || server.figure("chevet_downtime_written_total") > written
        });
        assert!(number < 50, "never full");
    }
    // What is in force is whole.
    is_sound(downtime.path(), &[]);
    assert_eq!(
        line.send(&admission("after", 99, "ENSUITE", "4001^199^P^CH")),
        Told::Accepted
    );
    std::fs::write(&freed, "").expect("room again");
    until("it heals", || server.figure("chevet_downtime_ok") == 1);
    until("and shows the present", || {
        pages(downtime.path()).contains("ENSUITE")
    });
    server.stop();
    is_sound(downtime.path(), &["--data", path(&data)]);
}

/// A spare laptop has the program and the last backup, and nothing of the machine that is lost.
#[test]
fn b05_a_backup_alone_in_an_empty_folder_serves_the_same_boards_and_hears_the_feed() {
    let (data, spare) = (folder(), folder());
    let mut server = Server::start(data.path());
    let mut line = server.line();
    let told = admission("1", 51, "TESTARD", "4001^101^P^CH");
    assert_eq!(line.send(&told), Told::Accepted);
    let ward = server.wards().first().cloned().expect("a ward");
    let backup = spare.path().join("chevet.db");
    let made = run(Command::new(env!("CARGO_BIN_EXE_chevet"))
        .args(["backup", "--data", path(&data)])
        .arg(&backup));
    assert!(made.status.success(), "{}", made.said);
    // Told after the backup was made: not in it, and sent again once the laptop answers.
    let later = admission("2", 52, "SUIVANTE", "4001^102^P^CH");
    assert_eq!(line.send(&later), Told::Accepted);
    server.signal("KILL");
    server.ends();
    drop(data);

    let laptop = Server::start(spare.path());
    assert_eq!(laptop.wards(), [ward.as_str()]);
    let board = || laptop.get(&format!("/service/{ward}")).body;
    assert!(board().contains("TESTARD") && !board().contains("SUIVANTE"));
    let mut line = laptop.line();
    for message in [&told, &later] {
        assert_eq!(line.send(message), Told::Accepted);
    }
    assert!(board().contains("SUIVANTE"));
    assert_eq!(
        board().matches("<b>TESTARD</b>").count(),
        1,
        "heard again, there once"
    );
    laptop.stop();
}

#[test]
fn b01_killed_at_any_write_of_the_folder_a_whole_generation_remains() {
    let (data, downtime) = (folder(), folder());
    let share = simulated(7, 400, 1).remove(0);
    // A first life without accident: what every later one leaves is never less.
    Server::run(&mut with_downtime(data.path(), downtime.path()))
        .expect("a server")
        .stop();
    is_sound(downtime.path(), &[]);
    let mut sent = 0;
    for place in [1, 2, 3, 5, 8, 13, 21, 34, 55, 89] {
        let mut command = with_downtime(data.path(), downtime.path());
        // The n-th write or sync below the folder is the last thing the process does.
        command
            .env("LD_PRELOAD", shim())
            .env("POWER_DIR", downtime.path())
            .env("POWER_FAIL", place.to_string())
            .env("POWER_KIND", "kill");
        // Killed before it told its addresses, or after: both are accidents.
        if let Ok(mut server) = Server::run(&mut command) {
            let mut line = server.line();
            for message in share.iter().skip(sent).take(40) {
                sent += 1;
                if line.send(&message.bytes) == Told::Nothing {
                    break;
                }
            }
            // A server that has written too little to be killed yet goes on at every change; wait for its end.
            let mut more = 0_u32;
            while server.is_running() {
                more += 1;
                assert!(more < 400, "write {place} never came");
                let name = format!("k{place}-{more}");
                let _ = line.send(&admission(
                    &name,
                    10_000 + place * 500 + more,
                    "ENCORE",
                    "4001^101^P^CH",
                ));
                std::thread::sleep(Duration::from_millis(100));
            }
        }
        let said = is_sound(downtime.path(), &["--data", path(&data)]);
        assert!(said.contains("vient bien de ce journal"), "{place}: {said}");
    }
    assert!(sent > 100, "{sent}");
}
