//! MSH and EVN: who speaks, when, and with what authority over earlier words.

use base::{Code, Moment};
use domain::movement::{Action, Stamp};
use domain::observation::Source;
use hl7v2::segments::{Evn, Msh};
use hl7v2::types::Hd;

use super::desk::Desk;
use super::time;
use crate::reason::Reason;

/// What the head of a message says.
pub(super) struct Header {
    pub source: Source,
    /// Who numbers what the message does not say who numbers.
    pub authority: Code,
    /// EVN-2, else MSH-7, else when the message came in.
    pub said_at: Moment,
    /// MSH-7.
    pub sent_at: Option<Moment>,
    /// The message claims to follow the French profile.
    pub is_french: bool,
    sequence: u32,
    tie: u64,
}

impl Header {
    pub fn read(desk: &mut Desk<'_, '_>, evn: Option<Evn<'_>>) -> Self {
        let msh = desk.message.msh();
        let sent_at = time::believable(desk, "MSH", 7, msh.sent_at());
        let recorded_at = evn.and_then(|evn| time::believable(desk, "EVN", 2, evn.recorded_at()));
        let is_french = msh.country() == "FRA" || msh.segment().field(12).component(2).raw() == "FRA";
        Self {
            source: source(desk, &msh),
            authority: Code::new(&sender(&msh)).unwrap_or_else(|_| desk.profile.nameless.clone()),
            said_at: recorded_at.or(sent_at).unwrap_or(desk.received_at),
            sent_at,
            is_french,
            sequence: msh.segment().field(13).text().trim().parse().unwrap_or(0),
            tie: store::fingerprint(msh.control_id().as_str().as_bytes()),
        }
    }

    /// The stamp of what this message says with that action.
    pub fn stamp(&self, action: Action) -> Stamp {
        Stamp {
            sent_at: self.said_at,
            sequence: self.sequence,
            action,
            tie: self.tie,
        }
    }
}

/// The sender as one text: `MSH-3|MSH-4`.
pub(crate) fn sender(msh: &Msh<'_>) -> String {
    let (application, facility) = (msh.sending_application(), msh.sending_facility());
    format!("{}|{}", name(&application), name(&facility))
}

fn source(desk: &mut Desk<'_, '_>, msh: &Msh<'_>) -> Source {
    let application = desk.code(&name(&msh.sending_application()), "MSH", 3);
    let facility = desk.code(&establishment(&msh.sending_facility()), "MSH", 4);
    if facility.is_none() {
        let text = "L'émetteur ne nomme pas son établissement (MSH-4 vide).";
        desk.note(Reason::new("no_facility", text).at("MSH", 4));
    }
    let nameless = || desk.profile.nameless.clone();
    Source {
        facility: facility.or_else(|| application.clone()).unwrap_or_else(nameless),
        application: application.unwrap_or_else(nameless),
    }
}

fn name<'a>(party: &Hd<'a>) -> std::borrow::Cow<'a, str> {
    let name = party.name();
    if name.trimmed().is_some() {
        name.into_text()
    } else {
        party.universal_id().into_text()
    }
}

/// A FINESS number names an establishment everywhere, its local name only in its own feed.
fn establishment<'a>(party: &Hd<'a>) -> std::borrow::Cow<'a, str> {
    let id = party.universal_id();
    let finess = |text: &str| text.len() == 9 && text.bytes().all(|one| one.is_ascii_alphanumeric());
    if id.trimmed().is_some_and(finess) {
        id.into_text()
    } else {
        name(party)
    }
}
