//! Disks that fill up, fail and lose their power, under the real program.
//!
//! A library stands between the program and its files (crates/store/tests/shim): no super-user is needed, and
//! accidents are repeatable.

use std::process::Command;

use store::{KeyKind, MessageKey, MessageQuery, Store};
use tempfile::TempDir;

use crate::harness::{Line, Server, Told, chevet, folder, left_in, limited, shim};
use crate::messages::{Told as Message, simulated};

fn on_the_shim(folder: &TempDir) -> Command {
    let mut command = chevet(folder.path());
    command.env("LD_PRELOAD", shim()).env("POWER_DIR", folder.path());
    command
}

fn is_kept(store: &Store, control: &str) -> bool {
    let query = MessageQuery {
        key: Some(MessageKey::new(KeyKind::Control, control)),
        ..MessageQuery::default()
    };
    !store.messages(&query).expect("asked").is_empty()
}

/// Feeds until something else than AA comes; the control ids acknowledged, and what came.
fn feed(server: &Server, messages: &[Message]) -> (Vec<String>, Option<Told>) {
    feed_over(server.line(), messages)
}

fn feed_over(mut line: Line, messages: &[Message]) -> (Vec<String>, Option<Told>) {
    let mut kept = Vec::new();
    for message in messages {
        match line.send(&message.bytes) {
            Told::Accepted => kept.push(message.control.clone()),
            other => return (kept, Some(other)),
        }
    }
    (kept, None)
}

#[test]
fn s02_what_was_acknowledged_over_mllp_outlives_a_power_cut() {
    let folder = folder();
    let messages = simulated(5, 900, 1).remove(0);
    let mut acknowledged: Vec<String> = Vec::new();
    for (round, share) in messages.chunks(300).enumerate() {
        let mut command = on_the_shim(&folder);
        // Every second cut tears the sectors of what was not synced.
        command
            .env("POWER_KEEP", if round % 2 == 0 { "0" } else { "50" })
            .env("POWER_SEED", round.to_string());
        let mut server = Server::run(&mut command).expect("it starts after the accident");
        // The power goes while the second half is being sent.
        let (first, second) = share.split_at(100);
        let (kept, other) = feed(&server, first);
        assert_eq!(other, None);
        acknowledged.extend(kept);
        let line = server.line();
        let cut = std::thread::scope(|scope| {
            let under_way = scope.spawn(|| feed_over(line, second));
            server.signal("USR1");
            under_way.join().expect("sender")
        });
        acknowledged.extend(cut.0);
        assert_eq!(server.ends().code(), Some(137), "the power was cut");
        let store = left_in(folder.path());
        for control in &acknowledged {
            assert!(
                is_kept(&store, control),
                "round {round}: message {control} was acknowledged and is gone"
            );
        }
    }
    assert!(acknowledged.len() >= 300);
}

#[test]
fn s03_a_full_disk_stops_nothing_but_writing_and_heals_by_itself() {
    let (folder, outside) = (folder(), folder());
    let freed = outside.path().join("freed");
    let mut command = on_the_shim(&folder);
    command.env("POWER_ROOM", "2500000").env("POWER_FREED", &freed);
    let server = Server::run(&mut command).expect("it starts");
    let messages = simulated(6, 6_000, 1).remove(0);
    let (kept, other) = feed(&server, &messages);
    assert_eq!(other, Some(Told::Error), "after {}", kept.len());
    // The sender is told to send again later, and the log says what to do.
    assert!(server.log().contains("disque plein : libérez de la place"));
    // Reading goes on: pages and live streams.
    let ward = server.wards().remove(0);
    assert!(server.get(&format!("/service/{ward}")).status == 200 && server.get("/healthz").status == 200);
    let mut screen = server.stream(&format!("ward:{ward}"), None);
    assert!(!screen.patch().data.is_empty());
    // Whoever watches the server, and whoever is about to write, is told.
    assert_eq!(server.get("/readyz").status, 503);
    assert!(
        server
            .get(&format!("/service/{ward}"))
            .body
            .contains("disque plein")
    );
    let again = &messages[kept.len()..];
    assert_eq!(server.line().send(&again[0].bytes), Told::Error);
    std::fs::write(&freed, b"").expect("freed");
    // The same message is taken now, by the same process.
    let (later, other) = feed(&server, &again[..50]);
    assert_eq!((later.len(), other), (50, None));
    assert_eq!(server.get("/readyz").status, 200);
    server.stop();
    let store = left_in(folder.path());
    for control in kept.iter().chain(&later) {
        assert!(is_kept(&store, control), "{control}");
    }
}

#[test]
fn s03_a_limit_on_the_size_of_files_is_a_full_disk() {
    let folder = folder();
    let command = limited("trap '' XFSZ; ulimit -f 1600", &chevet(folder.path()));
    let mut command = command;
    let server = Server::run(&mut command).expect("it starts");
    let messages = simulated(7, 6_000, 1).remove(0);
    let (kept, other) = feed(&server, &messages);
    assert!(matches!(other, Some(Told::Error | Told::Nothing)), "{other:?}");
    drop(server);
    let store = left_in(folder.path());
    assert!(kept.iter().all(|control| is_kept(&store, control)));
    drop(store);
    // With the limit gone, the same folder goes on.
    let server = Server::start(folder.path());
    assert_eq!(feed(&server, &messages[kept.len()..][..20]).1, None);
    server.stop();
}

#[test]
fn s04_a_disk_in_doubt_ends_the_process_and_the_next_one_has_everything() {
    let messages = simulated(8, 3_000, 1).remove(0);
    let mut meanwhile = 0;
    // Early: while a batch is written. Later: while the log is being copied to the base, beside the writer.
    for place in ["400", "2500", "2700", "2900"] {
        let folder = folder();
        let mut command = on_the_shim(&folder);
        command.env("POWER_FAIL", place).env("POWER_KIND", "eio");
        let mut server = Server::run(&mut command).expect("it starts");
        let (kept, other) = feed(&server, &messages);
        assert!(matches!(other, Some(Told::Error | Told::Nothing)), "{other:?}");
        // Its own end, with an exit code that makes a service manager start it again.
        assert_eq!(server.ends().code(), Some(1));
        let log = server.log();
        assert!(log.contains("redémarrez le serveur"), "{log}");
        meanwhile += u32::from(log.contains("cannot begin a transaction"));
        let server = Server::start(folder.path());
        assert_eq!(feed(&server, &messages[kept.len()..][..20]).1, None);
        server.stop();
        let store = left_in(folder.path());
        assert!(kept.iter().all(|control| is_kept(&store, control)), "{place}");
    }
    assert!(meanwhile > 0, "one of these falls into the copy");
}
