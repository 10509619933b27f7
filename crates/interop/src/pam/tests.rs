//! Messages written here, one per rule, and what they are understood as.

mod appointments;
mod identity;
mod movements;
mod others;
mod structure;

use super::*;
use domain::movement::Said;
use domain::observation::{ObservedMovement, PlaceCodes};

/// 2026-11-22 20:00 in Paris: after everything the test messages tell.
const EVENING: Moment = Moment::from_millis(1_795_374_000_000);

fn read_at(text: &str, received_at: Moment) -> Reading {
    let text = text.replace('\n', "\r");
    let message = Message::parse(&text).expect("a message");
    read(&message, &Profile::french(Zone::paris()), received_at)
}

/// A French message of that trigger, with those further segments after EVN.
fn adt(trigger: &str, segments: &[&str]) -> String {
    let head = format!(
        "MSH|^~\\&|GAM|CH^750000001^M|CHEVET|GHT|20261122100000||ADT^{trigger}^ADT_A01|77|P|2.5^FRA^2.11|||||FRA|UNICODE UTF-8\n\
         EVN||20261122095900"
    );
    std::iter::once(head.as_str())
        .chain(segments.iter().copied())
        .collect::<Vec<_>>()
        .join("\n")
}

const PID: &str = "PID|||12345^^^CH&1.2.3&ISO^PI||DURAND^MARIE^MARIE ANNE^^^^L||19800229|F||||||||||900^^^CH&1.2.4&ISO^AN||||||||||||||VALI";
const PV1: &str = "PV1||I|4036^22^P^CH&750000001&M|||4035^21^F|10003^MARTIN^ANNE^^^^^^ASIP&1.2.250.1.71.4.2.1&ISO^L^^^RPPS||||||||||||800^^^CH&1.2.5&ISO^VN";

/// The only observation of a message that is understood.
fn observation(reading: &Reading) -> &Observation {
    match &reading.understanding {
        Understanding::Commands(commands) => match commands.as_slice() {
            [Command::Observe(observation)] => observation,
            other => panic!("one observation, not {other:?}"),
        },
        other => panic!("understood, not {other:?}"),
    }
}

fn movement(reading: &Reading) -> &ObservedMovement {
    match &observation(reading).fact {
        Fact::Movement(movement) => movement,
        other => panic!("a movement, not {other:?}"),
    }
}

/// The code of the reason for which nothing is carried out.
fn refused(reading: &Reading) -> (&'static str, &'static str) {
    match &reading.understanding {
        Understanding::Quarantine(reason) => ("quarantine", reason.code),
        Understanding::Ignore(reason) => ("ignore", reason.code),
        Understanding::Reject(reason) => ("reject", reason.code),
        Understanding::Commands(commands) => panic!("refused, not {commands:?}"),
    }
}

fn codes(reasons: &[Reason]) -> Vec<&'static str> {
    reasons.iter().map(|reason| reason.code).collect()
}

/// A place as `unit/room/bed`, with a dash for what is not said.
fn drawn(place: &PlaceCodes) -> String {
    let part = |code: &Option<Code>| code.as_ref().map_or("-".to_owned(), ToString::to_string);
    format!("{}/{}/{}", part(&place.unit), part(&place.room), part(&place.bed))
}

fn shown<T: std::fmt::Display>(said: Said<T>) -> String {
    match said {
        Said::Nothing => "-".to_owned(),
        Said::Cleared => "cleared".to_owned(),
        Said::Value(value) => value.to_string(),
    }
}
