//! Lives some weeks and prints what was told: `cargo run --release -p sim --example weeks -- 4 [SEED] [DAY]`.
//!
//! With a day number, prints the messages of that day instead. Time it from outside.

use std::collections::BTreeMap;

use base::Moment;
use base::time::DAY;
use sim::{Config, Hospital, Program};

fn main() {
    let mut arguments = std::env::args()
        .skip(1)
        .filter_map(|word| word.parse::<i64>().ok());
    let weeks = arguments.next().unwrap_or(4);
    let seed = arguments.next().unwrap_or(1);
    let shown = arguments.next();
    let start = Moment::from_millis(1_790_000_000_000);
    let mut hospital = Hospital::new(seed.unsigned_abs(), start, Config::default());
    let (mut messages, mut bytes) = (0u64, 0usize);
    let mut mix: BTreeMap<(Program, String), u64> = BTreeMap::new();
    for day in 0..weeks * 7 {
        while let Some(message) = hospital.next_before(start.plus((day + 1) * DAY)) {
            let text = String::from_utf8_lossy(&message.bytes);
            if shown == Some(day) {
                println!(
                    "{} {:?}\n{}",
                    message.at,
                    message.sender,
                    text.replace('\r', "\n")
                );
            }
            messages += 1;
            bytes += message.bytes.len();
            let trigger = text
                .split('|')
                .nth(8)
                .unwrap_or("?")
                .split('^')
                .nth(1)
                .unwrap_or("?");
            *mix.entry((message.sender.program, trigger.to_owned()))
                .or_default() += 1;
        }
        let census = hospital.census();
        let sum = |field: fn(&sim::WardCensus) -> usize| census.wards.iter().map(field).sum::<usize>();
        if shown.is_none() {
            println!(
                "day {day:3}: occupancy {:.3}, {} in beds, {} unplaced, {} outliers, {} closed",
                census.occupancy(hospital.territory()),
                sum(|line| line.occupied),
                sum(|line| line.unplaced),
                sum(|line| line.outliers),
                sum(|line| line.closed),
            );
        }
    }
    if shown.is_none() {
        println!(
            "{messages} messages, {} per day, {} bytes each",
            messages as i64 / (weeks * 7).max(1),
            bytes / messages.max(1) as usize
        );
        for ((program, trigger), count) in mix {
            println!("{program:?} {trigger} {count}");
        }
        for line in hospital.inconsistencies() {
            println!("WRONG {line}");
        }
        for line in hospital.census().wards {
            let ward = &hospital.territory().wards[line.ward.at()];
            println!(
                "{:12} {:40} {:3} beds {:2} closed {:3} occupied {:2} unplaced {:2} outliers",
                ward.code, ward.name, line.beds, line.closed, line.occupied, line.unplaced, line.outliers
            );
        }
    }
}
