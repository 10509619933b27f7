//! Any message: it is read, judged and folded without a panic; sent twice it changes nothing more; the state
//! it leaves can be put away and taken up again, and every board of it can be drawn.

#![no_main]

use std::sync::OnceLock;

use base::{Moment, Zone};
use domain::decide::decide;
use domain::state::{State, Touched};
use domain::vault::Vault;
use domain::view::{board::ward_board, territory::territory};
use hl7v2::{Charset, Message, decode};
use interop::pam::{Profile, Understanding, read};
use libfuzzer_sys::fuzz_target;

/// What came before: a patient in a bed, so that transfers, cancels and merges have something to meet.
const BEFORE: &str = include_str!("../seeds/pam/a01");

fuzz_target!(|bytes: &[u8]| {
    let decoded = decode(bytes, Charset::Latin9);
    let mut world = World::default();
    world.hear(BEFORE, Charset::Utf8);
    world.hear(&decoded.text, decoded.charset);
    let once = world.state.freeze();
    let seq = world.state.seq;
    world.hear(&decoded.text, decoded.charset);
    if world.state.seq == seq {
        assert_eq!(once, world.state.freeze(), "a state changed without an event");
    }
    let again = State::thaw(once.clone()).map(|state| state.freeze());
    assert_eq!(again.as_ref().ok(), Some(&once), "a snapshot lost something");
    world.draw();
});

/// What has to be known of the sender; reading a time zone takes longer than reading a message.
fn profile() -> &'static Profile {
    static PROFILE: OnceLock<Profile> = OnceLock::new();
    PROFILE.get_or_init(|| Profile::french(Zone::paris()))
}

#[derive(Default)]
struct World {
    state: State,
    vault: Vault,
}

impl World {
    fn hear(&mut self, text: &str, charset: Charset) {
        let now = Moment::from_millis(1_795_000_000_000);
        let Ok(message) = Message::parse_as(text, charset) else {
            return;
        };
        let reading = read(&message, profile(), now);
        let Understanding::Commands(commands) = reading.understanding else {
            return;
        };
        for command in &commands {
            let Ok(decision) = decide(&self.state, &self.vault, command, now) else {
                return;
            };
            let mut touched = Touched::default();
            for event in &decision.events {
                let seq = self.state.seq + 1;
                self.state.apply(event, seq, now, &mut touched);
            }
            decision.vault.iter().for_each(|write| self.vault.apply(write));
        }
    }

    fn draw(&self) {
        let now = self.state.now;
        let _ = territory(&self.state, &self.vault, now);
        for ward in &self.state.wards {
            let _ = ward_board(&self.state, &self.vault, ward.id, now);
        }
    }
}
