//! Figures of the store alone: `cargo run --release -p store --example store_bench [-- FOLDER [RECORDS [STORE]]]`.
//!
//! Writes messages as the feed does (look-up of the control id, raw bytes, four keys, one record in two
//! journals, a bed let go and taken for one in ten) in batches of several sizes, then replays a long journal.
//! The folder must be on the disk to be measured.
#![expect(clippy::disallowed_methods, reason = "a bench measures time")]
#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use base::Moment;
use base::id::{BedId, StayId};
use store::{
    AppendError, Claim, Durability, Entry, Fault, KeyKind, MessageKey, MessageWrite, NewMessage, NewRecord,
    Options, Outcome, Seq, Store, Streams, fingerprint,
};

type Done<T = ()> = Result<T, Box<dyn Error>>;

fn main() -> Done {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().map_or_else(std::env::temp_dir, PathBuf::from);
    let records = arguments.next().map_or(Ok(1_000_000), |text| text.parse())?;
    let only = arguments.next().unwrap_or_default();
    let folder = folder.join(format!("store_bench.{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let done = writing(&folder, &only).and_then(|()| replaying(&folder, records));
    std::fs::remove_dir_all(&folder)?;
    done
}

fn writing(folder: &Path, only: &str) -> Done {
    println!("messages written (look-up + raw + 4 keys + 1 record in 2 journals + 10 % claims)");
    println!(
        "{:>22} {:>7} {:>10} {:>10} {:>9} {:>9} {:>9}",
        "store", "batch", "msg/s", "commits/s", "p50 ms", "p99 ms", "max ms"
    );
    for batch in [1, 4, 16, 64, 256] {
        for (name, durability) in [
            ("SQLite FULL", Some(Durability::Full)),
            ("SQLite NORMAL (unsafe)", Some(Durability::Normal)),
            ("memory", None),
        ] {
            if !name.contains(only) {
                continue;
            }
            let store = match durability {
                Some(durability) => {
                    let path = folder.join(format!("{name}.{batch}.db").replace(' ', "_"));
                    Store::open(
                        &path,
                        Moment::default(),
                        Options {
                            durability,
                            ..Options::default()
                        },
                    )?
                }
                None => Store::memory(),
            };
            let mut lasted = Vec::new();
            let started = Instant::now();
            let mut number = 0;
            while started.elapsed() < Duration::from_secs(3) {
                let begun = Instant::now();
                let mut writing = store.begin()?;
                for _ in 0..batch {
                    number += 1;
                    let entry = message(number);
                    let Some(MessageWrite::New(new)) = &entry.message else {
                        continue;
                    };
                    let control_id = new.control_id.as_deref().unwrap_or_default();
                    if writing
                        .find_message(&new.sender, control_id, new.body_hash)?
                        .is_none()
                    {
                        match writing.append(&entry) {
                            Ok(_) | Err(AppendError::Refused(_)) => {}
                            Err(AppendError::Failed(fault)) => return Err(fault.into()),
                        }
                    }
                }
                writing.commit()?;
                lasted.push(begun.elapsed());
            }
            let seconds = started.elapsed().as_secs_f64();
            lasted.sort_unstable();
            let at = |share: f64| lasted[((lasted.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
            println!(
                "{name:>22} {batch:>7} {:>10.0} {:>10.0} {:>9.2} {:>9.2} {:>9.2}",
                f64::from(number) / seconds,
                lasted.len() as f64 / seconds,
                at(0.5),
                at(0.99),
                at(1.0)
            );
        }
    }
    Ok(())
}

fn replaying(folder: &Path, records: u32) -> Done {
    let path = folder.join("replay.db");
    let options = Options {
        durability: Durability::Normal,
        ..Options::default()
    };
    {
        let store = Store::open(&path, Moment::default(), options)?;
        for first in (1..=records).step_by(5_000) {
            let mut batch = store.begin()?;
            for number in first..(first + 5_000).min(records + 1) {
                let entry = Entry {
                    message: None,
                    claims: Vec::new(),
                    ..message(number)
                };
                batch.append(&entry)?;
            }
            batch.commit()?;
        }
    }
    let store = Store::open(&path, Moment::default(), options)?;
    println!(
        "\nreplay of {records} records ({} bytes of file), checksums verified",
        store.stats()?.file_bytes
    );
    for run in ["first", "second", "third"] {
        let started = Instant::now();
        let mut bytes = 0;
        let last = store.read_after(Seq::START, u64::MAX, |record| {
            bytes += record.body.len();
            Ok::<(), Fault>(())
        })?;
        let seconds = started.elapsed().as_secs_f64();
        println!(
            "{run:>7}: {:.0} records/s, {:.0} MB/s of bodies",
            last.number() as f64 / seconds,
            bytes as f64 / seconds / 1e6
        );
    }
    let started = Instant::now();
    let found = store.verify()?;
    println!(
        " verify: {:.2} s, {} problems",
        started.elapsed().as_secs_f64(),
        found.problems.len()
    );
    let started = Instant::now();
    let manifest = store.backup(&folder.join("copy.db"), Moment::default())?;
    println!(
        " backup: {:.2} s, {} bytes, verified",
        started.elapsed().as_secs_f64(),
        manifest.bytes
    );
    Ok(())
}

/// The n-th message of a hospital: a movement of one of its present stays.
fn message(number: u32) -> Entry {
    let stay = number / 4 + number % 1_500;
    let bed = number % 1_900;
    let control_id = format!("{number:010}");
    let raw = format!(
        "MSH|^~\\&|GAM|HOP|CHEVET|HOP|20260924101500||ADT^A02^ADT_A02|{control_id}|P|2.5^FRA^2.10|||||FRA|8859/15\r\
         EVN||20260924101500\rPID|1||{stay}^^^HOP&1.2.250.1.71.4.2.2&ISO^PI~180017512345678^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^INS\
         ||MARTIN^ANNE^ANNE MARIE^^MME^^L||19610304|F|||12 RUE DES LILAS^^CHARTRES^^28000^FRA^H||^PRN^PH^^^^^^^^^0237000000|||||V{stay}^^^HOP||||||||||||VALI\r\
         PV1|1|I|CARDB^{bed}^1^280000134^^^^^||||||10001234567^ROUX^PAUL^^^DR^^^ASIP-SANTE-PS|||||||||||V{stay}^^^HOP|||||||||||||||||||||||||20260920083000\r\
         ZBE|M{number}^GAM|20260924101400||INSERT|N||^^^^^^^^^CARDB|^^^^^^^^^CARDB|HMS\r"
    )
    .into_bytes();
    let claims = if number.is_multiple_of(10) {
        vec![
            Claim::Close {
                stay: StayId::new(stay),
            },
            Claim::Open {
                bed: BedId::new(bed),
                stay: StayId::new(stay),
            },
        ]
    } else {
        Vec::new()
    };
    Entry {
        recorded_at: Moment::from_millis(1_790_000_000_000 + i64::from(number)),
        actor: "i:GAM|HOP".to_owned(),
        cause: format!("m{number}"),
        records: vec![NewRecord {
            kind: "movement_observed",
            version: 1,
            occurred_at: Moment::from_millis(1_790_000_000_000),
            streams: Streams::of([format!("s{stay}"), format!("b{bed}")]),
            body: format!(
                r#"{{"stay":{stay},"movement":"M{number}@GAM","stamp":[1790000000000,1,"{control_id}"],"start":1790000000000,"bed":{bed},"ward":31,"units":[12,13,14],"class":"I"}}"#
            ),
        }],
        vault: Vec::new(),
        claims,
        message: Some(MessageWrite::New(NewMessage {
            received_at: Moment::from_millis(1_790_000_000_000 + i64::from(number)),
            sent_at: Some(Moment::from_millis(1_790_000_000_000)),
            sender: "GAM|HOP".to_owned(),
            control_id: Some(control_id),
            trigger: Some("A02".to_owned()),
            body_hash: fingerprint(&raw),
            raw,
            outcome: Outcome::Applied,
            reason: None,
            keys: vec![
                MessageKey::new(KeyKind::Patient, stay.to_string()),
                MessageKey::new(KeyKind::Visit, format!("V{stay}")),
                MessageKey::new(KeyKind::Movement, format!("M{number}")),
            ],
        })),
    }
}
