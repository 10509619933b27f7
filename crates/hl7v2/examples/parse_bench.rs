//! How fast a folder of messages is read: by this crate, and by two readers written by others.
//!
//! `cargo run --release -p hl7v2 --example parse_bench -- DIR [ROUNDS]`
//!
//! Every file of the folder (not of its folders) is decoded once, then read again and again on one thread.
//! Three tasks: *parse*, *parse and read 15 fields* (the ones an admission needs), *parse and walk every
//! field, repetition, component and subcomponent*. The fastest round counts: the others measure the rest
//! of the machine.

use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

use hl7v2::mllp::{self, Framer};
use hl7v2::segments::{Pid, Pv1, Zbe};
use hl7v2::{AckCode, Charset, Message, Ts, acknowledge, decode};

/// The fields read by every reader, as (segment, field, component).
const FIELDS: [(&str, usize, usize); 15] = [
    ("MSH", 9, 2),
    ("MSH", 10, 1),
    ("EVN", 6, 1),
    ("PID", 3, 1),
    ("PID", 5, 1),
    ("PID", 5, 2),
    ("PID", 7, 1),
    ("PID", 8, 1),
    ("PID", 18, 1),
    ("PV1", 2, 1),
    ("PV1", 3, 1),
    ("PV1", 19, 1),
    ("PV1", 44, 1),
    ("ZBE", 1, 1),
    ("ZBE", 2, 1),
];

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments
        .next()
        .unwrap_or_else(|| "../shared/data/hl7/fr-cpage-pam".to_owned());
    let rounds = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(30);
    let mut files: Vec<_> = std::fs::read_dir(&folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    files.retain(|path| path.is_file());
    files.sort();
    let raw = files.iter().map(std::fs::read).collect::<Result<Vec<_>, _>>()?;
    // Segments ended by CR alone, as on the wire, so that every reader is on its fast path.
    let texts: Vec<String> = raw
        .iter()
        .map(|bytes| decode(bytes, Charset::Latin9).text.replace("\r\n", "\r"))
        .filter(|text| Message::parse(text).is_ok())
        .collect();
    let wire: Vec<Vec<u8>> = texts
        .iter()
        .map(|text| Charset::Latin1.encode(text).bytes)
        .collect();
    let bytes: usize = wire.iter().map(Vec::len).sum();
    if texts.is_empty() {
        eprintln!("no message in {folder}");
        return Ok(());
    }
    println!(
        "{folder}: {} messages, {} bytes each, best of {rounds} rounds",
        texts.len(),
        bytes / texts.len()
    );
    println!(
        "{:<34} {:>12} {:>12} {:>9}",
        "reader and task", "messages/s", "ns/message", "MB/s"
    );

    let report = |name: &str, best: Duration| {
        let per_message = best.as_nanos() as f64 / texts.len() as f64;
        let rate = 1e9 / per_message;
        let megabytes = bytes as f64 / best.as_secs_f64() / 1e6;
        println!("{name:<34} {rate:>12.0} {per_message:>12.0} {megabytes:>9.0}");
    };
    let all = |read: fn(&str)| best(rounds, || texts.iter().for_each(|text| read(text)));
    let decoding = best(rounds, || {
        for bytes in &wire {
            black_box(decode(black_box(bytes), Charset::Latin9));
        }
    });
    report("hl7v2 decode bytes", decoding);
    report("hl7v2 parse", all(ours));
    report("hl7v2 parse + 15 fields", all(ours_fields));
    report("hl7v2 parse + 15 by typed views", all(ours_views));
    report("hl7v2 parse + all fields", all(ours_walk));
    report("hl7v2 parse + print", all(ours_print));
    report("hl7v2 parse + acknowledge", all(ours_acknowledge));
    let stream: Vec<u8> = wire.iter().flat_map(|message| mllp::frame(message)).collect();
    let unframing = best(rounds, || {
        let mut framer = Framer::new(1 << 20);
        for piece in stream.chunks(16 * 1_024) {
            framer.push(black_box(piece));
            framer.by_ref().for_each(|frame| drop(black_box(frame)));
        }
    });
    report("hl7v2 unframe a stream", unframing);
    report("hl7-2 (er7) parse", all(er7));
    report("hl7-2 (er7) parse + 15 fields", all(er7_fields));
    report("hl7-2 (er7) parse + all fields", all(er7_walk));
    report("hl7-2 parse", all(hl7_2));
    report("hl7-parser parse", all(parser));
    report("hl7-parser parse + 15 fields", all(parser_fields));
    report("hl7-parser parse + all fields", all(parser_walk));
    Ok(())
}

#[expect(
    clippy::disallowed_methods,
    reason = "a bench reads the clock: that is what it is for"
)]
fn best(rounds: usize, mut work: impl FnMut()) -> Duration {
    let mut fastest = Duration::MAX;
    for _ in 0..rounds.max(1) {
        let start = Instant::now();
        work();
        fastest = fastest.min(start.elapsed());
    }
    fastest
}

fn ours(text: &str) {
    let _ = black_box(Message::parse(black_box(text)));
}

fn ours_fields(text: &str) {
    let Ok(message) = Message::parse(black_box(text)) else {
        return;
    };
    for (segment, field, component) in FIELDS {
        let found = message
            .segment(segment)
            .map(|segment| segment.field(field).component(component).text());
        black_box(found);
    }
}

fn ours_views(text: &str) {
    let Ok(message) = Message::parse(black_box(text)) else {
        return;
    };
    let msh = message.msh();
    black_box((msh.message_type(), msh.control_id()));
    black_box(message.segment("EVN").map(|evn| evn.field(6).ts()));
    if let Some(pid) = Pid::of(&message) {
        let name = pid.names().next().map(|name| (name.family(), name.given()));
        black_box((
            pid.ids().next().map(|id| id.id()),
            name,
            pid.birth_date().ok(),
            pid.sex(),
            pid.account().id(),
        ));
    }
    if let Some(pv1) = Pv1::of(&message) {
        let place = pv1.location();
        black_box((
            pv1.class(),
            place.unit(),
            pv1.visit_number().id(),
            pv1.admitted_at().ok(),
        ));
    }
    if let Some(zbe) = Zbe::of(&message) {
        black_box((
            zbe.movement_ids().next().map(|id| id.id()),
            zbe.effective_at().ok(),
        ));
    }
}

fn ours_walk(text: &str) {
    let Ok(message) = Message::parse(black_box(text)) else {
        return;
    };
    for segment in message.segments() {
        for field in segment.fields() {
            for repetition in field.repetitions() {
                for component in repetition.components() {
                    for subcomponent in component.subcomponents() {
                        black_box(subcomponent.raw());
                    }
                }
            }
        }
    }
}

fn ours_print(text: &str) {
    let _ = black_box(Message::parse(black_box(text)).map(|message| message.print()));
}

fn ours_acknowledge(text: &str) {
    let Ok(message) = Message::parse(black_box(text)) else {
        return;
    };
    let Some(now) = Ts::new(2026, 11, 22, 8, 0, 0) else {
        return;
    };
    black_box(acknowledge(&message.msh(), AckCode::Accept, None, now, "1"));
}

fn er7(text: &str) {
    let _ = black_box(hl7_2::er7::parse(black_box(text)));
}

fn hl7_2(text: &str) {
    let _ = black_box(hl7_2::parse(black_box(text)));
}

fn er7_fields(text: &str) {
    let Ok(message) = hl7_2::er7::parse(black_box(text)) else {
        return;
    };
    for (segment, field, component) in FIELDS {
        let found = message
            .segment(segment)
            .and_then(|segment| segment.component(field, component));
        black_box(found.and_then(|one| Some(one.subcomponents.first()?.value(&message.separators))));
    }
}

fn er7_walk(text: &str) {
    let Ok(message) = hl7_2::er7::parse(black_box(text)) else {
        return;
    };
    let fields = message.segments.iter().flat_map(|segment| &segment.fields);
    let components = fields
        .flat_map(|field| &field.repetitions)
        .flat_map(|repetition| &repetition.components);
    for subcomponent in components.flat_map(|component| &component.subcomponents) {
        black_box(&subcomponent.raw);
    }
}

fn parser(text: &str) {
    let _ = black_box(hl7_parser::Message::parse(black_box(text)));
}

fn parser_fields(text: &str) {
    let Ok(message) = hl7_parser::Message::parse(black_box(text)) else {
        return;
    };
    let mut buffer = String::new();
    for (segment, field, component) in FIELDS {
        let found = message
            .segment(segment)
            .and_then(|segment| segment.field(field)?.component(component));
        if let Some(found) = found {
            buffer.clear();
            let _ = write!(buffer, "{}", message.separators.decode(found.raw_value()));
            black_box(&buffer);
        }
    }
}

fn parser_walk(text: &str) {
    let Ok(message) = hl7_parser::Message::parse(black_box(text)) else {
        return;
    };
    for field in message.segments().flat_map(|segment| segment.fields()) {
        for component in field.repeats().flat_map(|repeat| repeat.components()) {
            for subcomponent in component.subcomponents() {
                black_box(subcomponent.raw_value());
            }
        }
    }
}
