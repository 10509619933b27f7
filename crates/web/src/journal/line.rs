//! A line of a journal: when, what with its values before and after, by whom, from which message.

use app::{App, Failure, Passing};
use base::Moment;
use base::id::{BedId, StayId};
use base::time::MINUTE;
use domain::care::CareTopic;
use domain::state::State;
use domain::vault::Vault;
use domain::view::board::bed_name;
use domain::view::journal::{
    Changed, Facet, Thing, Value, about, changes, name_of_patient, name_of_stay, ward_of,
};
use store::Seq;

use super::Subject;
use crate::hour::named;
use crate::scene::Scene;
use crate::words::Lists;
use crate::{author, person};

/// A line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its place in the journal.
    pub seq: u64,
    /// When it was written down.
    pub recorded_at: Moment,
    /// When it happened, where that was not when it was written down.
    pub occurred_at: Option<Moment>,
    /// What happened.
    pub what: String,
    /// What it is about, when the journal is about more, and the journal of that.
    pub about: Option<(String, String)>,
    /// What changed: which side, its value before and after; nothing for none.
    pub changes: Vec<(String, Option<String>, Option<String>)>,
    /// Who did it.
    pub who: String,
    /// The message it came from.
    pub message: Option<u64>,
    /// The board at that instant.
    pub board: Option<String>,
}

/// The lines of those records, newest first. Blocks.
///
/// # Errors
/// When the journal cannot be read.
pub fn lines(app: &App, scene: &Scene<'_>, subject: Subject, records: &[Seq]) -> Result<Vec<Line>, Failure> {
    let snapshot = app.snapshot();
    let teller = Teller {
        scene,
        vault: &snapshot.vault,
        today: &snapshot.state,
        subject,
    };
    let mut lines = Vec::with_capacity(records.len());
    app.passing(records, |passing| lines.push(teller.line(passing)))?;
    lines.reverse();
    Ok(lines)
}

struct Teller<'a> {
    scene: &'a Scene<'a>,
    vault: &'a Vault,
    today: &'a State,
    subject: Subject,
}

impl Teller<'_> {
    fn line(&self, passing: &Passing<'_>) -> Line {
        let record = &passing.record;
        let (_, thing) = about(passing.event);
        let words = self.scene.words;
        let apart = record.occurred_at.since(record.recorded_at).abs() >= MINUTE;
        let ward = ward_of(thing, passing.after).or_else(|| ward_of(thing, passing.before));
        let ward = ward.or(match self.subject {
            Subject::Ward(ward) => Some(ward),
            Subject::Stay(_) | Subject::Bed(_) | Subject::Patient(_) => None,
        });
        // Today's lists: they still name what was taken off, and know what was renamed.
        let lists = Lists::of(self.today, ward);
        Line {
            seq: record.seq.number(),
            recorded_at: record.recorded_at,
            occurred_at: apart.then_some(record.occurred_at),
            what: words.event(passing.event, self.today, record.recorded_at),
            about: self.about(thing, passing.after),
            changes: changes(thing, passing.before, passing.after)
                .into_iter()
                .map(|changed| self.changed(lists, changed))
                .collect(),
            who: author::said(words, self.vault, record.actor),
            message: author::message_of(record.cause),
            board: ward.map(|ward| {
                format!(
                    "/service/{ward}/passe?{}",
                    named(self.scene.zone, record.recorded_at)
                )
            }),
        }
    }

    /// What the line is about, unless that is what the whole page is about.
    fn about(&self, thing: Thing, state: &State) -> Option<(String, String)> {
        let stay = |id: StayId| {
            let name = name_of_stay(self.today, self.vault, id);
            Some((
                person::name_said(self.scene, &name),
                format!("/journal/sejour/{id}"),
            ))
        };
        let bed = |id: BedId| Some((bed_name(state, id)?, format!("/journal/lit/{id}")));
        match (thing, self.subject) {
            (Thing::Stay(id, _), Subject::Stay(own)) if id == own => None,
            (Thing::Bed(id), Subject::Bed(own)) if id == own => None,
            (Thing::Patient(id), Subject::Patient(own)) if id == own => None,
            (Thing::Stay(id, _), _) => stay(id),
            (Thing::Bed(id), _) => bed(id),
            (Thing::Patient(id), _) => {
                let name = name_of_patient(self.vault, id);
                Some((
                    person::name_said(self.scene, &name),
                    format!("/journal/patient/{id}"),
                ))
            }
            (
                Thing::Room(_)
                | Thing::Ward(_)
                | Thing::Unit(_)
                | Thing::Site(_)
                | Thing::Division(_)
                | Thing::Establishment(_)
                | Thing::Other,
                _,
            ) => None,
        }
    }

    fn changed(&self, lists: Lists<'_>, changed: Changed) -> (String, Option<String>, Option<String>) {
        let Scene { words, zone, now, .. } = *self.scene;
        let facet = match &changed.facet {
            Facet::Care(CareTopic::Slot(slot)) => lists.slot(slot),
            other => words.facet(zone, now, other),
        };
        (
            facet,
            self.value(lists, &changed.before),
            self.value(lists, &changed.after),
        )
    }

    /// A value in words; none for nothing.
    fn value(&self, lists: Lists<'_>, value: &Value) -> Option<String> {
        let Scene { words, zone, now, .. } = *self.scene;
        let when = |at: Moment| words.day_and_hour(zone, now, at);
        Some(match value {
            Value::Nothing => return None,
            Value::Yes => words.pick("oui", "yes").to_owned(),
            Value::Text(text) => text.clone(),
            Value::At(at) => when(*at),
            Value::PlaceAt(at, place) => format!("{place}, {}", when(*at)),
            Value::Number(number) => number.to_string(),
            Value::Doctor(id) => self.vault.practitioner(*id).map_or_else(
                || words.board.unnamed.to_owned(),
                |doctor| match &doctor.given {
                    Some(given) => format!("{} {given}", doctor.family.to_uppercase()),
                    None => doctor.family.to_uppercase(),
                },
            ),
            Value::Patient(id) => person::name_said(self.scene, &name_of_patient(self.vault, *id)),
            Value::Class(class) => words.class(*class).to_owned(),
            Value::Destination(destination) => words.destination(*destination).to_owned(),
            Value::Hygiene(hygiene) => words.hygiene(*hygiene).to_owned(),
            Value::Operation(operation) => words.operation(zone, now, *operation),
            Value::Lifecycle(lifecycle) => words.lifecycle(*lifecycle).to_owned(),
            Value::Attributes(attributes) => {
                let all: Vec<_> = attributes.iter().map(|it| words.attribute(it)).collect();
                all.join(", ")
            }
            Value::Standing(standing) => words.standing(*standing).to_owned(),
            Value::Kinds(kinds) => words.kinds(*kinds),
            Value::Sex(sex) => words.sex(*sex).to_lowercase(),
            Value::Care(change) => return words.care_value(zone, now, lists, change),
        })
    }
}
