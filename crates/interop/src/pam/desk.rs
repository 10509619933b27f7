//! The reader's desk: the message being read, what is known of its sender, and the remarks made on the way.

use base::text::BadText;
use base::{Code, Label, Moment};
use hl7v2::{Charset, Message};

use super::Profile;
use crate::reason::Reason;

/// A message on the desk.
pub(super) struct Desk<'m, 'a> {
    pub message: &'m Message<'a>,
    pub profile: &'m Profile,
    pub received_at: Moment,
    /// What a person should look at.
    pub warnings: Vec<Reason>,
    /// Habits of the sender that were put up with.
    pub notes: Vec<Reason>,
}

impl<'m, 'a> Desk<'m, 'a> {
    pub fn new(message: &'m Message<'a>, profile: &'m Profile, received_at: Moment) -> Self {
        Self {
            message,
            profile,
            received_at,
            warnings: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// A person should look at this.
    pub fn warn(&mut self, reason: Reason) {
        if !self.warnings.contains(&reason) {
            self.warnings.push(reason);
        }
    }

    /// A habit of the sender; nobody needs to look.
    pub fn note(&mut self, reason: Reason) {
        if !self.notes.contains(&reason) {
            self.notes.push(reason);
        }
    }

    /// A code, if the text holds one; one too long to be a code is refused with a warning.
    pub fn code(&mut self, text: &str, segment: &'static str, field: u8) -> Option<Code> {
        self.short_code(text, Code::MAX, segment, field)
    }

    /// The same, of at most that many characters.
    pub fn short_code(&mut self, text: &str, max: usize, segment: &'static str, field: u8) -> Option<Code> {
        let fits = |code: Code| match code.chars().count() {
            length if length > max => Err(BadText::TooLong { length, max }),
            _ => Ok(code),
        };
        match Code::new(text).and_then(fits) {
            Ok(code) => Some(code),
            Err(BadText::Empty) => None,
            Err(error) => {
                let text = format!("{segment}-{field} : {error}. Le code n'est pas pris en compte.");
                self.warn(Reason::new("bad_code", text).at(segment, field));
                None
            }
        }
    }
}

/// A label, if the text holds one; the end of one that is too long is cut off.
pub(super) fn label(text: &str) -> Option<Label> {
    match Label::new(text) {
        Ok(label) => Some(label),
        Err(BadText::Empty) => None,
        Err(BadText::TooLong { .. }) => {
            let cut: String = text
                .chars()
                .filter(|one| !one.is_control())
                .take(Label::MAX)
                .collect();
            Label::new(&cut).ok()
        }
    }
}

/// What a sender is believed to write in when it does not say.
pub(super) const FRENCH_DEFAULT: Charset = Charset::Latin9;
