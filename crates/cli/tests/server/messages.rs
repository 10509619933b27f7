//! Messages to send: a few written by hand, and many of the simulated hospital.

use base::Moment;
use base::time::DAY;
use hl7v2::Message;
use hl7v2::charset::{self, Charset};
use sim::{Config, Hospital};

/// 2025-01-22 15:00 in Paris: long past for every machine that runs this.
pub const AFTERNOON: Moment = Moment::from_millis(1_737_554_400_000);

/// The admission, on a day long past, of a patient whose numbers are all made of one.
pub fn admission(control: &str, patient: u32, name: &str, place: &str) -> Vec<u8> {
    movement("A01", control, patient, name, place)
}

/// A movement of that patient at that place; each trigger is a movement of its own.
pub fn movement(trigger: &str, control: &str, patient: u32, name: &str, place: &str) -> Vec<u8> {
    let hour = match trigger {
        "A01" => "08",
        "A02" => "09",
        _ => "10",
    };
    format!(
        "MSH|^~\\&|GAM|CH|CHEVET|GHT|20250102{hour}0500||ADT^{trigger}^ADT_A01|{control}|P|2.5^FRA^2.11|||||FRA|UNICODE UTF-8\r\
         EVN||20250102{hour}0000\r\
         PID|||{patient}^^^CH&1.2.3&ISO^PI||{name}^MARIE^^^^^L||19800229|F||||||||||9{patient}^^^CH&1.2.4&ISO^AN\r\
         PV1||I|{place}||||||||||||||||8{patient}^^^CH&1.2.5&ISO^VN\r\
         ZBE|{trigger}{patient}^CH^1.2.9^ISO|20250102{hour}0000||INSERT|N||||HMS\r"
    )
    .into_bytes()
}

/// A message of the simulated hospital.
pub struct Told {
    /// MSH-10.
    pub control: String,
    pub bytes: Vec<u8>,
}

/// The first messages of some days of the simulated hospital, shared by sender so that each keeps its order.
pub fn simulated(seed: u64, count: usize, lines: usize) -> Vec<Vec<Told>> {
    let mut hospital = Hospital::new(seed, AFTERNOON.plus(-12 * DAY), Config::default());
    let senders = hospital.senders();
    let mut shares: Vec<Vec<Told>> = (0..lines).map(|_| Vec::new()).collect();
    for out in std::iter::from_fn(|| hospital.next_before(AFTERNOON)).take(count) {
        let place = senders.iter().position(|sender| *sender == out.sender);
        let control = control_of(&out.bytes);
        shares[place.unwrap_or(0) % lines].push(Told {
            control,
            bytes: out.bytes,
        });
    }
    shares
}

/// MSH-10.
pub fn control_of(bytes: &[u8]) -> String {
    let decoded = charset::decode(bytes, Charset::Latin9);
    let message = Message::parse(&decoded.text).expect("message");
    let header = message.segment("MSH").expect("MSH");
    header.field(10).raw().to_owned()
}
