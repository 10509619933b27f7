//! Reading the simulated feed back with our own parser, as a receiver would.
#![expect(dead_code, reason = "each test file uses its own part of this")]

use base::Moment;
use base::time::{DAY, HOUR};
use hl7v2::segments::{Pv1, Zbe};
use hl7v2::{Charset, Message, decode};
use sim::{Config, Hospital, Noise, Outgoing, Program};

/// Monday 2026-09-21 at 06:00 in Paris.
pub fn start() -> Moment {
    Moment::from_millis(1_789_963_200_000)
}

/// The messages of the first days of a hospital.
pub fn live(hospital: &mut Hospital, until: Moment) -> Vec<Outgoing> {
    std::iter::from_fn(|| hospital.next_before(until)).collect()
}

/// A hospital whose feed makes no mistake.
pub fn honest() -> Config {
    Config {
        noise: Noise::none(),
        ..Config::default()
    }
}

pub fn days(count: i64) -> i64 {
    count * DAY
}

pub fn hours(count: i64) -> i64 {
    count * HOUR
}

/// What a receiver keeps of one message.
#[derive(Clone, Debug)]
pub struct Told {
    pub at: Moment,
    pub program: Program,
    pub establishment: usize,
    pub text: String,
    pub trigger: String,
    pub control: String,
    /// MSH-7.
    pub sent: String,
    pub movement: Option<ToldMovement>,
}

/// What a receiver keeps of one movement.
#[derive(Clone, Debug)]
pub struct ToldMovement {
    pub id: String,
    pub effective: String,
    pub action: String,
    pub historic: String,
    pub original: String,
    pub medical: String,
    pub nature: String,
    pub visit: String,
    pub account: String,
    pub class: String,
    /// Unit, room and bed of PV1-3.
    pub place: [String; 3],
}

impl ToldMovement {
    pub fn has_bed(&self) -> bool {
        !self.place[2].is_empty()
    }
}

/// Reads a message; panics when a receiver would have to complain.
pub fn read(message: &Outgoing) -> Told {
    let decoded = decode(&message.bytes, Charset::Latin1);
    assert!(decoded.warning.is_none(), "{:?}", decoded.warning);
    let text = decoded.text.into_owned();
    let parsed = Message::parse(&text).expect("a message of ours");
    assert_eq!(parsed.print(), text);
    assert!(text.ends_with('\r') && !text.contains('\n'));
    let field = |segment: &str, number: usize, component: usize| {
        parsed.segment(segment).map_or_else(String::new, |segment| {
            segment
                .field(number)
                .component(component)
                .value()
                .as_str()
                .to_owned()
        })
    };
    let movement = Zbe::of(&parsed).map(|zbe| {
        let visit = Pv1::of(&parsed).expect("PV1 beside ZBE");
        ToldMovement {
            id: field("ZBE", 1, 1),
            effective: field("ZBE", 2, 1),
            action: field("ZBE", 4, 1),
            historic: field("ZBE", 5, 1),
            original: field("ZBE", 6, 1),
            medical: zbe
                .medical_unit()
                .given()
                .map(|unit| unit.code.into_owned())
                .unwrap_or_default(),
            nature: field("ZBE", 9, 1),
            visit: field("PV1", 19, 1),
            account: field("PID", 18, 1),
            class: visit.class().as_str().to_owned(),
            place: [field("PV1", 3, 1), field("PV1", 3, 2), field("PV1", 3, 3)],
        }
    });
    Told {
        at: message.at,
        program: message.sender.program,
        establishment: message.sender.establishment.at(),
        trigger: field("MSH", 9, 2),
        control: field("MSH", 10, 1),
        sent: field("MSH", 7, 1),
        movement,
        text,
    }
}
