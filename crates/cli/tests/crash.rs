//! Acknowledged means kept: the real program, fed over MLLP, killed at any moment.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use base::Moment;
use base::time::DAY;
use hl7v2::Message;
use hl7v2::charset::{self, Charset};
use hl7v2::mllp::{Framer, frame};
use sim::{Config, Hospital};
use store::{KeyKind, MessageKey, MessageQuery, Options, Seq, Store};

/// Rounds of feeding and killing, on one and the same folder.
const ROUNDS: usize = 5;

/// Connections that feed side by side.
const SENDERS: usize = 6;

#[test]
fn s01_kill_9_under_load_loses_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().expect("folder");
    let shares = shares(24_000);
    let next: Vec<AtomicUsize> = (0..SENDERS).map(|_| AtomicUsize::new(0)).collect();
    let acknowledged = Mutex::new(Vec::new());
    for round in 1..=ROUNDS {
        let (child, address) = start(folder.path());
        let child = Arc::new(Mutex::new(child));
        // Each round ends in the middle of traffic, at another depth.
        let until = 300 + round * 170;
        let heard = AtomicUsize::new(0);
        let lines: Vec<Line> = shares.iter().map(|_| Line::open(address)).collect();
        std::thread::scope(|scope| {
            for ((share, next), mut line) in shares.iter().zip(&next).zip(lines) {
                let (child, heard, acknowledged) = (&child, &heard, &acknowledged);
                scope.spawn(move || {
                    while let Some((control, bytes)) = share.get(next.load(Ordering::SeqCst)) {
                        // No answer: it will be sent again to the next server.
                        if !line.exchange(bytes) {
                            break;
                        }
                        acknowledged.lock().expect("list").push(control.clone());
                        next.fetch_add(1, Ordering::SeqCst);
                        if heard.fetch_add(1, Ordering::SeqCst) == until {
                            child.lock().expect("child").kill().expect("killed");
                        }
                    }
                });
            }
        });
        child.lock().expect("child").wait().expect("ended");
    }
    // Once more, to see that it starts, folds its journal and stops well after all that.
    let (mut child, _) = start(folder.path());
    Command::new("kill")
        .arg(child.id().to_string())
        .status()
        .expect("asked to stop");
    assert!(child.wait().expect("stopped").success());

    let store = Store::open_for_reading(&folder.path().join("chevet.db"), Options::default()).expect("store");
    let verification = store.verify().expect("verified");
    assert!(verification.is_sound(), "{:?}", verification.problems);
    let acknowledged = acknowledged.into_inner().expect("list");
    assert!(
        acknowledged.len() > ROUNDS * 300,
        "the rounds carried traffic: {}",
        acknowledged.len()
    );
    for control in &acknowledged {
        let key = Some(MessageKey::new(KeyKind::Control, control.clone()));
        let found = store
            .messages(&MessageQuery {
                key,
                ..MessageQuery::default()
            })
            .expect("asked");
        assert!(
            !found.is_empty(),
            "message {control} was acknowledged and is gone"
        );
    }
    // Nothing was applied twice: each movement of the journal was reported by one message.
    let mut causes = BTreeSet::new();
    store
        .read_after(Seq::START, u64::MAX, |record| -> Result<(), store::Fault> {
            if record.kind == "movement_reported" {
                assert!(causes.insert(record.body.to_owned()), "twice: {}", record.body);
            }
            Ok(())
        })
        .expect("journal");
}

/// Messages of the simulated hospital with their control ids, shared by sender so that each keeps its order.
fn shares(count: usize) -> Vec<Vec<(String, Vec<u8>)>> {
    let now = Moment::from_millis(1_795_356_000_000);
    let mut hospital = Hospital::new(3, now.plus(-9 * DAY), Config::default());
    let mut shares = vec![Vec::new(); SENDERS];
    let senders = hospital.senders();
    for out in std::iter::from_fn(|| hospital.next_before(now)).take(count) {
        let decoded = charset::decode(&out.bytes, Charset::Latin9);
        let message = Message::parse(&decoded.text).expect("message");
        let control = message
            .segment("MSH")
            .map(|msh| msh.field(10).raw().to_owned())
            .expect("MSH-10");
        let place = senders
            .iter()
            .position(|sender| *sender == out.sender)
            .unwrap_or(0);
        shares[place % SENDERS].push((control, frame(&out.bytes)));
    }
    shares
}

fn start(folder: &Path) -> (Child, SocketAddr) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_chevet"))
        .args(["serve", "--port", "0", "--mllp-port", "0", "--data"])
        .arg(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("started");
    let out = child.stdout.take().expect("output");
    let mut lines = BufReader::new(out).lines();
    let address = loop {
        let line = lines.next().expect("the server announces itself").expect("line");
        if let Some(address) = line.strip_prefix("mllp://") {
            break address.parse().expect("address");
        }
    };
    // The rest is read away, so that the server never waits for its reader.
    std::thread::spawn(move || lines.for_each(drop));
    (child, address)
}

/// A sender that waits for each acknowledgement.
struct Line(TcpStream, Framer);

impl Line {
    fn open(address: SocketAddr) -> Self {
        Self(
            TcpStream::connect(address).expect("connected"),
            Framer::new(64 * 1024),
        )
    }

    /// Whether the message was acknowledged with AA before the line broke.
    fn exchange(&mut self, frame: &[u8]) -> bool {
        if self.0.write_all(frame).is_err() {
            return false;
        }
        let mut buffer = [0; 4096];
        loop {
            if let Some(answer) = self.1.next() {
                return answer.is_ok_and(|ack| ack.0.windows(7).any(|window| window == b"MSA|AA|"));
            }
            match self.0.read(&mut buffer) {
                Ok(read) if read > 0 => self.1.push(&buffer[..read]),
                _ => return false,
            }
        }
    }
}
