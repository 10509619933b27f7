//! What the store remembers of a stay or a bed: its messages, and its own journal in words.

use app::Failure;
use base::Moment;
use base::id::{BedId, StayId};
use domain::identity::IdentifierKind;
use domain::view::drawer::StayDrawer;
use store::{KeyKind, MessageHead, MessageKey, MessageQuery, Record, codec};

use crate::visit::Visit;
use crate::{Web, author};

/// Lines of the journal and messages shown.
const SHOWN: u32 = 30;

/// What the store remembers, when it could be read.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// None when the store did not answer: the rest of the page is right all the same.
    pub known: Option<Known>,
}

/// What the store remembers.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Newest first.
    pub messages: Vec<MessageHead>,
    /// Newest first.
    pub journal: Vec<Line>,
}

/// A line of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its place in the journal.
    pub seq: u64,
    /// When it happened.
    pub occurred_at: Moment,
    /// When it was written down.
    pub recorded_at: Moment,
    /// What happened.
    pub what: String,
    /// Who did it.
    pub who: String,
    /// The message it came from.
    pub message: Option<u64>,
}

/// Messages and journal of a stay.
pub async fn of_stay(web: &Web, visit: &Visit, stay: StayId, drawer: &StayDrawer) -> History {
    // A visit number leads to fewer messages of others than an account or a patient number. A stay that was only
    // booked yet may have no other number than that of its appointment.
    let kinds = [
        IdentifierKind::Visit,
        IdentifierKind::Account,
        IdentifierKind::Appointment,
    ];
    let number = kinds
        .into_iter()
        .find_map(|kind| drawer.numbers.iter().find(|number| number.kind == kind));
    let query = number.map(|number| MessageQuery {
        key: Some(MessageKey::new(KeyKind::Visit, number.value.as_str())),
        limit: SHOWN,
        ..MessageQuery::default()
    });
    let answer = web
        .app()
        .read(move |store| {
            let messages = query.map_or_else(|| Ok(Vec::new()), |query| store.messages(&query))?;
            Ok((messages, store.records_of(&stay.to_string(), None, SHOWN)?))
        })
        .await;
    history(visit, answer)
}

/// Journal of a bed.
pub async fn of_bed(web: &Web, visit: &Visit, bed: BedId) -> History {
    let answer = web
        .app()
        .read(move |store| Ok((Vec::new(), store.records_of(&bed.to_string(), None, SHOWN)?)))
        .await;
    history(visit, answer)
}

fn history(visit: &Visit, answer: Result<(Vec<MessageHead>, Vec<Record>), Failure>) -> History {
    match answer {
        Ok((messages, records)) => {
            let journal = records.iter().map(|record| line(visit, record)).collect();
            History {
                known: Some(Known { messages, journal }),
            }
        }
        Err(fault) => {
            tracing::warn!(%fault, "the history of a stay or a bed could not be read");
            History::default()
        }
    }
}

fn line(visit: &Visit, record: &Record) -> Line {
    let what = match codec::decode(&record.borrowed()) {
        Ok(event) => visit
            .words
            .event(&event, &visit.snapshot.state, record.recorded_at),
        // Written by a later version: its kind is better than nothing.
        Err(_) => record.kind.clone(),
    };
    Line {
        seq: record.seq.number(),
        occurred_at: record.occurred_at,
        recorded_at: record.recorded_at,
        what,
        who: author::said(visit.words, &visit.snapshot.vault, &record.actor),
        message: author::message_of(&record.cause),
    }
}
