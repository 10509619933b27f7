//! Which records a page shows: those of a few streams of the store, or those that touched the board of a ward.

use app::{App, Failure};
use base::id::WardId;
use domain::event::Event;
use domain::view::journal::{Sort, about, ward_of};
use store::{Record, RecordRef, Seq, codec};

/// Lines of a page.
pub const SHOWN: usize = 40;

/// Records of one stream looked through for a page.
const OF_STREAM: u32 = 4_000;

/// Stretches of the journal looked through for a page of a ward: beyond them, the reader says whether to go on.
const STRETCHES: usize = 12;

/// Which page, and what of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Records before this place.
    pub before: Option<Seq>,
    /// Records after this place, the nearest ones.
    pub after: Option<Seq>,
    /// Of this sort.
    pub sort: Option<Sort>,
    /// Of this actor.
    pub author: Option<String>,
}

impl Wish {
    fn takes(&self, sort: Option<Sort>, actor: &str) -> bool {
        self.sort.is_none_or(|wanted| sort == Some(wanted))
            && self.author.as_deref().is_none_or(|wanted| wanted == actor)
    }

    fn is_in_reach(&self, seq: Seq) -> bool {
        self.before.is_none_or(|before| seq < before) && self.after.is_none_or(|after| seq > after)
    }
}

/// A page of records.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Newest first.
    pub records: Vec<Seq>,
    /// Where older ones begin, if there may be any.
    pub older: Option<Seq>,
    /// Where newer ones begin, if there are any.
    pub newer: Option<Seq>,
    /// Who wrote what was looked through, as actors name them.
    pub authors: Vec<String>,
}

impl Found {
    fn author(&mut self, actor: &str) {
        if !self.authors.iter().any(|known| known == actor) {
            self.authors.push(actor.to_owned());
        }
    }
}

/// The records of those streams, each once.
///
/// # Errors
/// When the store cannot be read.
pub fn of_streams(app: &App, streams: &[String], wish: &Wish) -> Result<Found, Failure> {
    let read = |stream: &String| app.store().records_of(stream, wish.before, OF_STREAM);
    let mut all: Vec<Record> = Vec::new();
    for stream in streams {
        all.extend(read(stream).map_err(|fault| Failure::Fault(std::sync::Arc::new(fault)))?);
    }
    all.sort_by_key(|record| std::cmp::Reverse(record.seq));
    all.dedup_by_key(|record| record.seq);
    let mut found = Found::default();
    for record in &all {
        found.author(&record.actor);
    }
    let matching: Vec<Seq> = all
        .iter()
        .filter(|record| wish.is_in_reach(record.seq))
        .filter(|record| {
            let sort = codec::decode(&record.borrowed())
                .ok()
                .map(|event| about(&event).0);
            wish.takes(sort, &record.actor)
        })
        .map(|record| record.seq)
        .collect();
    let newest = all.first().map(|record| record.seq);
    Ok(page(found, matching, wish, newest, false))
}

/// The records that touched the board of a ward or are about the ward itself.
///
/// # Errors
/// When the journal cannot be read.
pub fn of_ward(app: &App, ward: WardId, wish: &Wish) -> Result<Found, Failure> {
    let mut found = Found::default();
    let mut matching: Vec<Seq> = Vec::new();
    let head = Seq::new(app.snapshot().seq());
    let note = |record: &RecordRef<'_>, event: &Event, concerns: bool, found: &mut Found| {
        if concerns {
            found.author(record.actor);
        }
        (concerns && wish.takes(Some(about(event).0), record.actor)).then_some(record.seq)
    };
    if let Some(after) = wish.after {
        app.onwards(after, |step| {
            let concerns = concerns(step, ward);
            matching.extend(note(&step.record, step.event, concerns, &mut found));
            matching.len() < SHOWN
        })?;
        matching.reverse();
        return Ok(page(found, matching, wish, Some(head), true));
    }
    let mut end = wish
        .before
        .map_or(head, |before| Seq::new(before.number().saturating_sub(1)));
    for landing in app.landings(end).into_iter().take(STRETCHES) {
        if matching.len() > SHOWN {
            break;
        }
        let mut stretch = Vec::new();
        app.onwards(landing, |step| {
            if step.record.seq > end {
                return false;
            }
            let concerns = concerns(step, ward);
            stretch.extend(note(&step.record, step.event, concerns, &mut found));
            true
        })?;
        matching.extend(stretch.into_iter().rev());
        end = landing;
    }
    let goes_on = end > Seq::START;
    let mut found = page(found, matching, wish, None, false);
    if found.older.is_none() && goes_on {
        found.older = Some(end.next());
    }
    Ok(found)
}

fn concerns(step: &app::Step<'_>, ward: WardId) -> bool {
    // Places touch every board; of those, only the ward's own are its journal's.
    let own = || ward_of(about(step.event).1, step.state) == Some(ward);
    if step.touched.structure {
        own()
    } else {
        step.touched.wards.contains(&ward) || own()
    }
}

/// Cuts the page out of what matches, newest first.
fn page(
    mut found: Found,
    mut matching: Vec<Seq>,
    wish: &Wish,
    newest: Option<Seq>,
    ascending: bool,
) -> Found {
    let more = matching.len() > SHOWN;
    if wish.after.is_some() {
        // The nearest ones to the page one comes from are the oldest ones.
        let from = matching.len().saturating_sub(SHOWN);
        matching.drain(..from);
        found.newer = matching
            .first()
            .copied()
            .filter(|first| more || (ascending && matching.len() == SHOWN && newest > Some(*first)));
        found.older = matching.last().copied();
    } else {
        matching.truncate(SHOWN);
        found.older = matching.last().copied().filter(|_| more);
        found.newer = wish.before.map(|before| {
            let first = matching.first().copied();
            first.unwrap_or_else(|| Seq::new(before.number().saturating_sub(1)))
        });
    }
    found.records = matching;
    found
}
