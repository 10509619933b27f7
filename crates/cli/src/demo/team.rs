//! The teams of the demo's wards: they act through the same door as anybody, under invented names.

use anyhow::Result;
use app::{Actor, App, Cause, Failure, Origin};
use base::id::{PersonId, StayId, WardId};
use base::text::folded;
use base::{Code, Label, Moment};
use domain::care::{CareChange, Confidence, DischargePlan, DischargeStep, Mobility, Need, Progress};
use domain::command::{BoardCommand, Command};
use domain::movement::{Destination, Spot};
use domain::note::NoteText;
use domain::state::State;
use domain::stay::Stay;
use sim::team::{self, Act, Facts, Sort};

/// Acts submitted side by side, so that the first round costs few syncs.
const TOGETHER: usize = 256;

/// The teams, and until when they have acted.
pub struct Teams {
    seed: u64,
    members: Vec<PersonId>,
    until: Moment,
}

impl Teams {
    /// Everybody says who they are; what was to be done before that moment has been done.
    pub async fn new(app: &App, seed: u64, done_until: Moment) -> Result<Self> {
        let mut members = Vec::with_capacity(team::MEMBERS.len());
        for name in team::MEMBERS {
            members.extend(introduced(app, Label::new(name)?).await?);
        }
        Ok(Self {
            seed,
            members,
            until: done_until,
        })
    }

    /// Does what is to be done by now. A board that says otherwise meanwhile is right: refusals are no fault.
    pub async fn act(&mut self, app: &App) -> Result<()> {
        let now = app.now();
        let wishes = self.wishes(&app.snapshot().state, now);
        self.until = now;
        for some in wishes.chunks(TOGETHER) {
            let asked = some
                .iter()
                .map(|(who, wish)| tokio::spawn(submit(app.clone(), *who, wish.clone())));
            for answer in asked.collect::<Vec<_>>() {
                answer.await??;
            }
        }
        Ok(())
    }

    fn wishes(&self, state: &State, now: Moment) -> Vec<(PersonId, BoardCommand)> {
        let mut wishes: Vec<(Moment, PersonId, BoardCommand)> = Vec::new();
        for stay in state.stays.iter().filter(|stay| state.is_present(stay, now)) {
            let Some((ward, facts)) = facts(state, stay, now) else {
                continue;
            };
            let mut of_stay: Vec<(Moment, PersonId, BoardCommand)> = Vec::new();
            for (at, act) in team::acts(self.seed, &facts, self.until, now) {
                if let Some(who) = self.member(ward, at)
                    && let Some(wish) = wish(stay, act, who)
                {
                    // Of two words on one topic in one round, the last one stands: the first would make it stale.
                    of_stay.retain(|(_, _, former)| !is_same_topic(former, &wish));
                    of_stay.push((at, who, wish));
                }
            }
            wishes.append(&mut of_stay);
        }
        wishes.sort_by_key(|(at, ..)| *at);
        wishes.into_iter().map(|(_, who, wish)| (who, wish)).collect()
    }

    /// Who of the ward's team is there at that moment: three shifts a day.
    fn member(&self, ward: WardId, at: Moment) -> Option<PersonId> {
        let shift = usize::try_from(at.millis().div_euclid(8 * base::time::HOUR)).unwrap_or(0) % 3;
        let place = (ward.index() * 3 + shift).checked_rem(self.members.len())?;
        self.members.get(place).copied()
    }
}

/// Whether both state the same topic of the same stay.
fn is_same_topic(one: &BoardCommand, other: &BoardCommand) -> bool {
    match (one, other) {
        (
            BoardCommand::StateCare { stay, change, .. },
            BoardCommand::StateCare {
                stay: of, change: by, ..
            },
        ) => stay == of && change.topic() == by.topic(),
        _ => false,
    }
}

/// What a team knows of a stay that lies in a bed.
fn facts(state: &State, stay: &Stay, now: Moment) -> Option<(WardId, Facts)> {
    let period = state.period_at(stay, now)?;
    let ward = state.ward_of_segment(period)?;
    if !matches!(period.spot, Spot::Bed(_)) {
        return None;
    }
    let known = state.ward(ward)?;
    let specialty = known.specialty.as_ref().map_or("", |it| it.as_str());
    let patient = state.patient(state.patient_of(stay.patient))?;
    let year = base::Zone::paris().civil(now).year();
    Some((
        ward,
        Facts {
            stay: u64::from(stay.id.number()),
            sort: Sort::of(&folded(&format!("{} {specialty}", known.name))),
            age: patient
                .birth_year
                .and_then(|born| u16::try_from(year).ok()?.checked_sub(born)),
            arrived: stay.timeline.arrived_at?,
            leaves: stay.timeline.facts.expected_discharge,
        },
    ))
}

/// An act as a command; none for what a board does not take.
fn wish(stay: &Stay, act: Act, author: PersonId) -> Option<BoardCommand> {
    let id: StayId = stay.id;
    let change = match act {
        Act::Arrived(at) => return Some(BoardCommand::MarkArrived { stay: id, at }),
        Act::Note(text) => {
            return Some(BoardCommand::WriteNote {
                stay: id,
                text: NoteText::new(text).ok()?,
                author,
                replaces: None,
            });
        }
        Act::Precautions(codes) => {
            CareChange::Precautions(codes.into_iter().filter_map(|it| Code::new(it).ok()).collect())
        }
        Act::Telemetry(unit) => CareChange::Telemetry(Some(Code::new(&unit).ok()?)),
        Act::Mobility(mobility) => CareChange::Mobility(Some(match mobility {
            team::Mobility::Independent => Mobility::Independent,
            team::Mobility::Helped => Mobility::Helped,
            team::Mobility::Wheelchair => Mobility::Wheelchair,
            team::Mobility::Stretcher => Mobility::Stretcher,
        })),
        Act::Need(need) => CareChange::Need {
            need: match need {
                team::Need::Fall => Need::Fall,
                team::Need::Oxygen => Need::Oxygen,
                team::Need::Social => Need::Social,
                team::Need::Companion => Need::Companion,
                team::Need::Confidential => Need::Confidential,
            },
            raised: true,
        },
        Act::Discharge { at, to, sure } => CareChange::Discharge(Some(DischargePlan {
            at: Some(at),
            destination: Some(match to {
                team::Destination::Home => Destination::Home,
                team::Destination::Rehab => Destination::Rehab,
                team::Destination::NursingHome => Destination::SocialCare,
                team::Destination::HospitalAtHome => Destination::HospitalAtHome,
            }),
            confidence: match sure {
                team::Sure::Estimated => Confidence::Estimated,
                team::Sure::Confirmed => Confidence::Confirmed,
                team::Sure::Waiting => Confidence::Waiting,
            },
        })),
        Act::Done(step) => CareChange::Step {
            step: step_of(step),
            progress: Progress::Done,
        },
        Act::HeldUp(step, reason) => CareChange::Step {
            step: step_of(step),
            progress: Progress::Waiting(Code::new(reason).ok()?),
        },
    };
    let saw = stay.care().revision(&change.topic());
    Some(BoardCommand::StateCare {
        stay: id,
        change,
        saw,
    })
}

const fn step_of(step: team::Step) -> DischargeStep {
    match step {
        team::Step::Medical => DischargeStep::Medical,
        team::Step::Papers => DischargeStep::Papers,
        team::Step::Downstream => DischargeStep::Downstream,
        team::Step::Transport => DischargeStep::Transport,
        team::Step::Family => DischargeStep::Family,
    }
}

async fn submit(app: App, who: PersonId, wish: BoardCommand) -> Result<()> {
    let origin = Origin {
        actor: Actor::Person(who),
        cause: Cause::Request("demo".to_owned()),
    };
    match app.submit(Command::Board(wish), origin).await {
        Ok(_) | Err(Failure::Refused(_)) => Ok(()),
        Err(failure) => Err(failure.into()),
    }
}

/// The person of that name, made known when they are not.
pub async fn introduced(app: &App, name: Label) -> Result<Option<PersonId>> {
    if let Some(known) = app.snapshot().vault.person_named(&name) {
        return Ok(Some(known));
    }
    let origin = Origin {
        actor: Actor::Chevet("demo"),
        cause: Cause::Request("team".to_owned()),
    };
    let done = app.submit(Command::IntroducePerson { name }, origin).await?;
    Ok(done.person)
}
