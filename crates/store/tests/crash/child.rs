//! The child: writes batches and says, after each commit, what is acknowledged.

use std::io::{Read as _, Write as _};
use std::path::PathBuf;

use base::Moment;
use base::id::{BedId, PatientId, StayId};
use store::{
    AppendError, Batch, Claim, Durability, Entry, Fault, KeyKind, MessageKey, MessageWrite, NewMessage,
    NewRecord, Options, Outcome, Store, Streams, Subject, VaultRow, fingerprint,
};

/// What the child is to do.
pub const ROLE: &str = "STORE_TEST_ROLE";
/// The base it works on.
pub const BASE: &str = "STORE_TEST_BASE";
/// Set for the negative control: commits do not wait for the disk.
pub const NORMAL: &str = "STORE_TEST_NORMAL";

/// Beds of the little hospital: a new stay takes the bed of the oldest.
pub const HELD_BEDS: u64 = 40;

/// Not a test of its own: does nothing unless a parent asks.
#[test]
fn plays_its_part() {
    let (Ok(role), Some(base)) = (std::env::var(ROLE), std::env::var_os(BASE)) else {
        return;
    };
    // The test harness leaves its line unfinished.
    say("");
    let base = PathBuf::from(base);
    let durability = if std::env::var_os(NORMAL).is_some() {
        Durability::Normal
    } else {
        Durability::Full
    };
    let options = Options {
        durability,
        // Small, so that the log is copied and started over many times in a short life; the copy syncs the log, which
        // would hide most of what the negative control is to show.
        log_pages: if durability == Durability::Full { 16 } else { 2_048 },
        busy_timeout_ms: 0,
        ..Options::default()
    };
    let store = match Store::open(&base, at(0), options) {
        Ok(store) => store,
        Err(error) => return say(&format!("refused {error}")),
    };
    match role.as_str() {
        "open" => {}
        "hold" => {
            say("holding");
            // Until the parent closes its end.
            let _ = std::io::stdin().read_to_end(&mut Vec::new());
        }
        "write" => tells(&store, writes(&store, u32::MAX)),
        "write a little" => {
            tells(&store, writes(&store, 10).and_then(|()| tidies(&store)));
            // No farewell: closing copies once more, and nobody is promised anything by that.
            std::mem::forget(store);
        }
        "fill the disk" => fills_the_disk(&store),
        other => panic!("unknown role {other}"),
    }
    say("done");
}

fn tells(store: &Store, done: Result<(), Fault>) {
    if let Err(fault) = done {
        say(&format!("fault {:?}", fault.kind()));
    }
    if store.poison().is_some() {
        say("poisoned");
    }
}

/// Copies the log to its end, so that a fault of the background shows.
fn tidies(store: &Store) -> Result<(), Fault> {
    store.blank_messages(at(-100_000), 1).map(|_| ())
}

fn fills_the_disk(store: &Store) {
    let fault = writes(store, u32::MAX).expect_err("the disk is small");
    tells(store, Err(fault));
    // Again and again: still full, still no harm, and reading goes on.
    for _ in 0..3 {
        let fault = writes(store, 50).expect_err("still full");
        say(&format!("still {:?}", fault.kind()));
        assert!(store.head().expect("reads").seq.number() > 0);
    }
    let freed = std::env::var_os("POWER_FREED").expect("where to say that room was made");
    std::fs::write(freed, "").expect("room made");
    tells(store, writes(store, 20));
    say("resumed");
}

/// Writes batches of one to eight commands, acknowledging each.
fn writes(store: &Store, batches: u32) -> Result<(), Fault> {
    for _ in 0..batches {
        let mut batch = store.begin()?;
        let size = batch.next_seq().number() * 7 % 8 + 1;
        for _ in 0..size {
            let entry = entry(&batch);
            match batch.append(&entry) {
                Ok(_) => {}
                Err(AppendError::Refused(conflict)) => panic!("{conflict}"),
                Err(AppendError::Failed(fault)) => return Err(fault),
            }
        }
        let head = batch.commit()?;
        say(&format!("acked {}", head.seq));
    }
    Ok(())
}

/// One command: a message, its record, an identity, the bed of the oldest stay.
fn entry(batch: &Batch<'_>) -> Entry {
    let number = batch.next_seq().number();
    let short = u32::try_from(number).expect("a short life");
    let mut claims = vec![Claim::Open {
        bed: BedId::new(short % HELD_BEDS as u32),
        stay: StayId::new(short),
    }];
    if number > HELD_BEDS {
        claims.push(Claim::Close {
            stay: StayId::new(short - HELD_BEDS as u32),
        });
    }
    let raw = raw(batch.next_message_id().number());
    Entry {
        recorded_at: at(short.into()),
        actor: "i:GAM".to_owned(),
        cause: format!("m{}", batch.next_message_id()),
        message: Some(MessageWrite::New(NewMessage {
            received_at: at(short.into()),
            sent_at: None,
            sender: "GAM".to_owned(),
            control_id: Some(number.to_string()),
            trigger: Some("A01".to_owned()),
            body_hash: fingerprint(&raw),
            raw,
            outcome: Outcome::Applied,
            reason: None,
            keys: vec![MessageKey::new(KeyKind::Visit, format!("V{number}"))],
        })),
        records: vec![NewRecord {
            kind: "stay_began",
            version: 1,
            occurred_at: at(0),
            streams: Streams::of([
                StayId::new(short).to_string(),
                BedId::new(short % HELD_BEDS as u32).to_string(),
            ]),
            body: body(number),
        }],
        vault: vec![VaultRow {
            subject: Subject::from(PatientId::new(short)),
            revision: 1,
            body: format!("{{\"name\":\"N{number}\"}}"),
        }],
        claims,
    }
}

/// What the n-th record says.
pub fn body(number: u64) -> String {
    format!(
        "{{\"n\":{number},\"pad\":\"{}\"}}",
        "x".repeat((number * 13 % 400) as usize)
    )
}

/// The bytes of the n-th message.
pub fn raw(number: u64) -> Vec<u8> {
    format!(
        "MSH|^~\\&|GAM|||{number}\r{}",
        "z".repeat((number * 31 % 900) as usize)
    )
    .into_bytes()
}

pub const fn at(minute: i64) -> Moment {
    Moment::from_millis(1_790_000_000_000 + minute * base::time::MINUTE)
}

/// Straight to the parent: nothing said may wait in a buffer when the end comes.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    // A parent that is gone has nothing to hear.
    let _ = out
        .write_all(format!("{line}\n").as_bytes())
        .and_then(|()| out.flush());
}
