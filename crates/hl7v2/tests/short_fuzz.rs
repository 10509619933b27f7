//! A short fuzz run without tools: spoiled messages by the thousand, the same ones on every run.
//!
//! The long runs are in the `fuzz` folder of the repository and share these properties.

use hl7v2::mllp::{self, Framer};
use hl7v2::segments::{Pid, Pv1, Zbe};
use hl7v2::types::IdKind;
use hl7v2::{AckCode, Charset, Message, Ts, acknowledge, batch, decode};

const RUNS: usize = 20_000;

const SEEDS: [&str; 4] = [
    "MSH|^~\\&|GAM|CH|CHEVET|GHT|20261122080000||ADT^A01^ADT_A01|42|P|2.5^FRA^2.11|||||FRA|8859/15\rEVN||20261122\r\
     PID|1||7^^^CH&750000001&N^PI~8^^^INS&1.2&ISO^INS||DUPONT^JOS\u{c9}^^^^^L|||M\rPV1|1|I|4036^22^3\r\
     ZBE|12^GAM^1.2^ISO|20261122080000||INSERT|N||^^^^^^UF^^^7700||HMS\r",
    "MSH#!%*?#A#B\nPID#1##7!!!X?Y?Z%8#*F*a*XC3A9**Zz*\r\n",
    "\u{feff}MSH|^\u{2dc}\\&|A\rPID|||\"\"\u{2dc}x||\\.br\\\\X0D\\\\E",
    "FHS|^~\\&\rBHS|^~\\&\rMSH|^~&|\rMSH|\rBTS|2\rFTS|1\r",
];

/// A seed with a few bytes changed, moved, removed, repeated, or replaced by ones that matter.
fn spoiled(dice: &mut Dice) -> Vec<u8> {
    let mut bytes = SEEDS[dice.below(SEEDS.len())].as_bytes().to_vec();
    for _ in 0..dice.below(12) {
        let at = dice.below(bytes.len());
        match dice.below(6) {
            0 => bytes[at] = dice.roll() as u8,
            1 => bytes.insert(at, b"\r\n|^~\\&\x0b\x1c\0\"MSH\xe9\xc3"[dice.below(16)]),
            2 => bytes.truncate(at.max(1)),
            3 => {
                bytes.remove(at);
                bytes.push(b'\r');
            }
            4 => bytes.extend_from_within(at..),
            _ => {
                let other = dice.below(bytes.len());
                bytes.swap(at, other);
            }
        }
        bytes.truncate(4_000);
    }
    bytes
}

/// A stream of numbers that is the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        (self.roll() % end.max(1) as u64) as usize
    }
}

#[test]
fn decoding_parsing_and_printing_lose_nothing() {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let now = Ts::new(2026, 11, 22, 8, 0, 0).unwrap();
    let mut read = 0;
    for run in 0..RUNS {
        let bytes = spoiled(&mut dice);
        let decoded = decode(&bytes, Charset::Latin9);
        assert_eq!(decoded.encode(), bytes, "run {run}");
        let Ok(message) = Message::parse_as(&decoded.text, decoded.charset) else {
            continue;
        };
        assert_eq!(message.print(), decoded.text, "run {run}");
        let answer = acknowledge(&message.msh(), AckCode::Accept, None, now, "1");
        assert!(Message::parse(&answer).is_ok(), "run {run}");
        for segment in message.segments() {
            let texts = segment
                .fields()
                .flat_map(|field| field.repetitions())
                .flat_map(|one| one.components());
            texts.for_each(|component| drop((component.text(), component.ts())));
        }
        let _ = Pid::of(&message).map(|pid| {
            (
                pid.ids().filter(|id| id.kind() == IdKind::Ipp).count(),
                pid.names().count(),
            )
        });
        let _ = Pv1::of(&message).map(|pv1| (pv1.location().has_place(), pv1.admitted_at()));
        let _ = Zbe::of(&message).map(|zbe| (zbe.nature(), zbe.medical_unit(), zbe.movement_ids().count()));
        read += 1;
    }
    assert!(read > RUNS / 2, "{read}");
}

#[test]
fn frames_do_not_depend_on_how_the_stream_is_cut() {
    let mut dice = Dice(0xD1B5_4A32_D192_ED03);
    for run in 0..RUNS / 4 {
        let mut stream = Vec::new();
        for _ in 0..=dice.below(4) {
            match dice.below(4) {
                0 => stream.extend(spoiled(&mut dice)),
                _ => stream.extend(mllp::frame(&spoiled(&mut dice))),
            }
        }
        let (mut whole, mut cut) = (Framer::new(1_000), Framer::new(1_000));
        whole.push(&stream);
        let mut rest = stream.as_slice();
        while !rest.is_empty() {
            let (piece, after) = rest.split_at((1 + dice.below(60)).min(rest.len()));
            cut.push(piece);
            assert!(cut.held_bytes() <= 1_008, "run {run}");
            rest = after;
        }
        assert_eq!(whole.finish(), cut.finish(), "run {run}");
        assert_eq!(whole.junk_bytes(), cut.junk_bytes(), "run {run}");
        assert!(whole.eq(cut), "run {run}");
    }
}

#[test]
fn files_are_cut_without_panic_and_in_order() {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    for _ in 0..RUNS / 4 {
        let bytes = [spoiled(&mut dice), spoiled(&mut dice)].concat();
        let total: usize = batch::split(&bytes)
            .messages
            .iter()
            .map(|message| message.len())
            .sum();
        assert!(total <= bytes.len());
    }
}
