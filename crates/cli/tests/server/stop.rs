//! Stopping: what was received is kept and answered, and the next start is short.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use store::{KeyKind, MessageKey, MessageQuery};

use crate::harness::{Line, Server, Told, chevet, folder, left_in};
use crate::messages::{admission, simulated};

const SENDERS: usize = 6;

#[test]
fn a_server_told_to_stop_answers_what_is_under_way_and_starts_again_at_once() {
    let folder = folder();
    let shares = simulated(11, 6_000, SENDERS);
    let mut server = Server::start(folder.path());
    let mut screen = server.stream("territory", None);
    let heard = AtomicUsize::new(0);
    let signal = || server.signal("TERM");
    let lines: Vec<Line> = shares.iter().map(|_| server.line()).collect();
    let acknowledged: Vec<String> = std::thread::scope(|scope| {
        let senders: Vec<_> = shares
            .iter()
            .zip(lines)
            .map(|(share, mut line)| {
                let (heard, signal) = (&heard, &signal);
                scope.spawn(move || {
                    let mut kept = Vec::new();
                    for message in share {
                        match line.send(&message.bytes) {
                            Told::Accepted => kept.push(message.control.clone()),
                            // The door is closed: nothing was promised.
                            Told::Nothing | Told::Error => break,
                            Told::Rejected => panic!("rejected: {}", message.control),
                        }
                        if heard.fetch_add(1, Ordering::SeqCst) == 400 {
                            signal();
                        }
                    }
                    kept
                })
            })
            .collect();
        senders
            .into_iter()
            .flat_map(|sender| sender.join().expect("sender"))
            .collect()
    });
    assert!(acknowledged.len() > 400);
    // The screen is told that the server comes back.
    while let Some(event) = screen.next() {
        if event.kind == "bye" {
            assert_eq!(event.data, "restart");
        }
    }
    assert!(server.ends().success(), "{}", server.log());
    let store = left_in(folder.path());
    for control in &acknowledged {
        let key = Some(MessageKey::new(KeyKind::Control, control.clone()));
        let query = MessageQuery {
            key,
            ..MessageQuery::default()
        };
        assert!(
            !store.messages(&query).expect("asked").is_empty(),
            "message {control} was acknowledged and is gone"
        );
    }
    let head = store.head().expect("head").seq.number();
    drop(store);
    // The picture put away at the stop is the whole journal: nothing is left to fold.
    let again = Server::start(folder.path());
    let opened = again.log();
    let line = opened
        .lines()
        .find(|line| line.contains("territory opened"))
        .expect("it says so");
    assert!(
        line.contains(&format!("\"head\":{head}")) && line.contains(&format!("\"snapshot\":{head}")),
        "{line}"
    );
    assert!(!again.wards().is_empty());
    again.stop();
}

#[test]
fn a_server_told_to_stop_the_moment_it_speaks_stops() {
    let folder = folder();
    for signal in ["TERM", "INT", "TERM", "INT", "TERM"] {
        let mut server = Server::start(folder.path());
        server.signal(signal);
        assert!(server.ends().success(), "{}", server.log());
    }
}

#[test]
fn a_server_to_which_nobody_listens_any_more_goes_on_and_stops_well() {
    let folder = folder();
    let mut server = chevet(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it starts");
    let mut lines = BufReader::new(server.stdout.take().expect("output")).lines();
    let feeds = lines.find_map(|line| line.ok()?.strip_prefix("mllp://")?.parse().ok());
    drop(lines);
    let told = Line::open(feeds.expect("an address")).send(&admission("1", 1, "DURAND", "4001^12^P"));
    assert_eq!(told, Told::Accepted);
    let asked = Command::new("kill").arg(server.id().to_string()).status();
    assert!(asked.expect("kill").success());
    assert!(server.wait().expect("ended").success());
    assert_eq!(left_in(folder.path()).stats().expect("stats").messages[0], 1);
}
