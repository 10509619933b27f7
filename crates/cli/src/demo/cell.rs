//! The flow cell of the demo: emergency departments ask for beds, wards answer, some refuse, the cell gives the rest.
//!
//! Everything goes through the door that people use, under invented names. Chance is a function of the seed and of who
//! it is about, so that a restarted demo goes on with the same story.

use std::sync::Arc;

use anyhow::{Result, ensure};
use app::{Actor, App, Cause, Failure, Origin as CameFrom};
use base::id::{PersonId, RequestId, StayId, WardId};
use base::text::folded;
use base::time::MINUTE;
use base::{Code, Label, Moment, Zone};
use domain::bed::{Attribute, Attributes, ClosureReason};
use domain::command::{BoardCommand, Command};
use domain::flow::placement::{
    Beds, Choice, Distance, PlacementCommand, PlacementRecord, PlacementSettings, SitePlace, StatePromises,
    WardPlace, WardProfile, rank,
};
use domain::flow::{
    Answer, Asker, Entry, FlowCommand, HoldCommand, LedgerRef, Level, Needs, NewRequest, Origin, Ranking,
    Request, RequestCommand, ReserveRules, SingleRoom, Stage, Who, emergency_wards, is_emergency,
};
use domain::identity::Sex;
use domain::state::State;
use domain::stay::Stay;
use domain::view::answering::question;
use sim::team::Sort;

use super::door::comes_with;
use super::wards::profile;

/// What kind of day the cell has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Scenario {
    /// Un jour calme : la cellule répond vite, les services acceptent.
    Calm,
    /// Un lundi : les urgences demandent beaucoup, les services refusent davantage.
    #[default]
    Monday,
    /// Une épidémie de grippe : un demandeur sur deux est en précautions gouttelettes.
    Flu,
    /// Un service fermé : ses lits libres le sont depuis le premier jour.
    ClosedWard,
}

impl Scenario {
    /// In a hundred patients of an emergency department, how many need a bed.
    const fn admitted(self) -> u64 {
        match self {
            Self::Calm => 35,
            Self::Monday | Self::ClosedWard => 60,
            Self::Flu => 70,
        }
    }

    /// Minutes that a request waits before the cell takes it up.
    const fn patience(self) -> i64 {
        match self {
            Self::Calm => 10,
            Self::Monday | Self::Flu | Self::ClosedWard => 45,
        }
    }

    /// In a hundred answers of wards, how many are no.
    const fn refused(self) -> u64 {
        match self {
            Self::Calm => 5,
            Self::Monday | Self::Flu => 25,
            Self::ClosedWard => 35,
        }
    }
}

/// The cell, and what kind of day it has.
pub struct Cell {
    seed: u64,
    scenario: Scenario,
    operator: PersonId,
    zone: Zone,
}

/// How many requests the cell handles in one round.
const HANDLED: usize = 2;
/// The age of somebody of whom no feed told it.
const ANY_AGE: i32 = 50;
/// How many questions wait at the pilot ward for whoever looks at the demo.
const OPEN: usize = 2;
/// Beds kept for emergencies in each ward that takes many.
const RESERVE: u16 = 2;
/// How many minutes before a planned admission the cell sees to its bed.
const PLANS_AHEAD: i64 = 180;
/// Minutes that a ward thinks before it answers.
const THINKS: i64 = 6;

impl Cell {
    /// Takes its place: wards have a profile by then.
    pub async fn new(app: &App, seed: u64, scenario: Scenario) -> Result<Option<Self>> {
        let name = Label::new("Nora Brandt")?;
        let Some(operator) = super::team::introduced(app, name).await? else {
            return Ok(None);
        };
        let cell = Self {
            seed,
            scenario,
            operator,
            zone: app.zone(),
        };
        cell.describe_wards(app).await?;
        cell.keep_a_reserve(app).await?;
        cell.write_thesaurus(app).await?;
        if scenario == Scenario::ClosedWard {
            cell.close_a_ward(app).await?;
        }
        Ok(Some(cell))
    }

    /// Asks, answers and gives what is to be asked, answered and given by now.
    pub async fn act(&self, app: &App) -> Result<()> {
        let (snapshot, now) = (app.snapshot(), app.now());
        let state = &snapshot.state;
        for asked in self.to_ask(state, now) {
            self.request(app, RequestCommand::Make(Box::new(asked))).await?;
        }
        for (request, saw, answer) in self.to_answer(state, now) {
            self.request(app, RequestCommand::Answer { request, answer, saw })
                .await?;
        }
        for request in self.to_handle(state, now) {
            self.handle(app, request).await?;
        }
        Ok(())
    }

    /// Patients of emergency departments who need a bed and for whom nobody asked.
    fn to_ask(&self, state: &State, now: Moment) -> Vec<NewRequest> {
        let departments = emergency_wards(state);
        let stays = departments.flat_map(|ward| {
            state
                .index
                .stays_of_ward(ward.id)
                .map(move |stay| (ward.id, stay))
        });
        stays
            .filter_map(|(ward, id)| {
                let stay = state.stay(id).filter(|it| state.is_present(it, now))?;
                let after = 40 + i64::try_from(self.draw(id, 1) % 120).unwrap_or(0);
                let decided = stay.timeline.arrived_at?.plus(after * MINUTE);
                let asks = self.draw(id, 0) % 100 < self.scenario.admitted();
                if !asks || decided > now || state.requests_of(id).next().is_some() {
                    return None;
                }
                let (entry, needs) = self.needs(state, stay, now);
                Some(NewRequest {
                    asker: Asker {
                        origin: Origin::Emergency,
                        ward: Some(ward),
                    },
                    who: Who::Stay(id),
                    needs,
                    entry,
                    decided: Some(decided),
                    draft: false,
                })
            })
            .collect()
    }

    /// What a patient needs: that of an entry of the thesaurus, and what a season adds.
    fn needs(&self, state: &State, stay: &Stay, now: Moment) -> (Option<Code>, Needs) {
        let id = stay.id;
        let entries = state.thesaurus_at(now).map(|it| &it.thesaurus.entries);
        let patient = state.patient(state.patient_of(stay.patient));
        let year = i32::from(self.zone.civil(now).year());
        let born = patient.and_then(|it| it.birth_year);
        let age = born.map_or(ANY_AGE, |it| year - i32::from(it));
        let woman = patient.is_some_and(|it| it.sex == Sex::Female);
        let theirs = |it: &&Arc<Entry>| comes_with(it, age, woman);
        let entries: Vec<_> = entries.into_iter().flatten().filter(theirs).collect();
        let place = usize::try_from(self.draw(id, 2))
            .unwrap_or(0)
            .checked_rem(entries.len());
        let entry = place.and_then(|at| entries.get(at));
        let mut needs = entry.map(|it| it.needs.clone()).unwrap_or_default();
        if needs.specialty.is_none() {
            needs.specialty = entry.map(|it| it.specialty.clone());
        }
        if self.scenario == Scenario::Flu && self.draw(id, 3).is_multiple_of(2) {
            needs.precautions = Code::new("G").into_iter().collect();
            needs.germ = Code::new("GRIPPEA").ok();
        }
        if self.draw(id, 4).is_multiple_of(8) {
            needs.single = SingleRoom::Wished;
        }
        if self.draw(id, 5).is_multiple_of(6) {
            needs.equipment = needs.equipment.union(Attributes::NONE.with(Attribute::Oxygen));
        }
        (entry.map(|it| it.code.clone()), needs)
    }

    /// Wards that were asked and have thought about it; not the pilot ward, for which whoever looks at the demo answers.
    fn to_answer(&self, state: &State, now: Moment) -> Vec<(RequestId, u64, Answer)> {
        let asked = state.open_requests().filter(|request| match &request.stage {
            Stage::Proposed(asked) => {
                now.since(asked.asked_at) > THINKS * MINUTE && super::pilot(state) != Some(asked.ward)
            }
            _ => false,
        });
        let reasons = &state.settings.flow.refusals;
        asked
            .map(|request| {
                let times = u64::try_from(request.answers.len()).unwrap_or(0);
                let draw = mixed(self.seed, u64::from(request.id.number()), 11 + times);
                let reason = usize::try_from(draw / 100)
                    .unwrap_or(0)
                    .checked_rem(reasons.len());
                let refuses = draw % 100 < self.scenario.refused();
                let answer = match reason.and_then(|at| reasons.get(at)).filter(|_| refuses) {
                    Some(reason) => Answer::Refuse {
                        reason: reason.code.clone(),
                    },
                    None => Answer::Accept { bed: None },
                };
                (request.id, request.revision, answer)
            })
            .collect()
    }

    /// The requests that the cell takes up: the most urgent ones that waited long enough, and of the planned admissions
    /// of the next hours one in three; for the others the department keeps a bed itself, as it always did.
    fn to_handle(&self, state: &State, now: Moment) -> Vec<RequestId> {
        let queue = Ranking::of(state, now).queue();
        let waits = queue.into_iter().filter(|(request, rank)| {
            let waited = match request.asker.origin {
                Origin::Emergency => rank.waited > self.scenario.patience(),
                Origin::Admissions => {
                    let soon = now.plus(PLANS_AHEAD * MINUTE);
                    let theirs = mixed(self.seed, u64::from(request.id.number()), 31).is_multiple_of(3);
                    theirs && request.wanted_at().is_some_and(|at| now < at && at < soon)
                }
                _ => false,
            };
            matches!(request.stage, Stage::Open) && waited
        });
        waits.take(HANDLED).map(|(request, _)| request.id).collect()
    }

    /// Asks the ward of the best bed, or gives it at once.
    async fn handle(&self, app: &App, request: RequestId) -> Result<()> {
        let (snapshot, now) = (app.snapshot(), app.now());
        let state = &snapshot.state;
        let Some(known) = state.request(request) else {
            return Ok(());
        };
        let beds = Beds::of(state, &StatePromises(state));
        let question = question(state, &app.reserves(), known, now);
        let answer = rank(&beds, &question, now, 3);
        // A ward that said no is not asked again at once; the pilot ward is asked about whatever bed of it is empty.
        let refused = |ward| known.answers.iter().any(|it| it.ward == ward);
        let pilot = super::pilot(state)
            .filter(|ward| !refused(*ward) && is_for_adults(known) && state.asked_of(*ward).count() < OPEN);
        let of_pilot = pilot.and_then(|ward| {
            let mut ranking = answer.ranking().into_iter().map(|(bed, _)| bed);
            let is_empty = |bed| state.occupants(bed, now).next().is_none();
            ranking.find(|bed| state.ward_of_bed(*bed) == Some(ward) && is_empty(*bed))
        });
        let best = of_pilot.or_else(|| {
            let mut best = answer.top.iter().map(|it| it.bed);
            best.find(|bed| state.ward_of_bed(*bed).is_some_and(|ward| !refused(ward)))
        });
        if let (Some(ward), None) = (pilot, of_pilot) {
            // Full: it is asked all the same, and names the bed itself.
            return self.ask_without_bed(app, known.id, known.revision, ward).await;
        }
        let Some(best) = best else { return Ok(()) };
        let Some(choice) = answer.choose(best) else {
            return Ok(());
        };
        let (bed, saw) = (best, known.revision);
        let Some(ledger) = self
            .decide(
                app,
                PlacementRecord::of(&answer, &question, choice, Some(self.operator)),
            )
            .await?
        else {
            return Ok(());
        };
        let asks_first = of_pilot.is_some() || mixed(self.seed, u64::from(request.number()), 21) % 10 < 7;
        let by = self.operator;
        let command = match state.ward_of_bed(bed).filter(|_| asks_first) {
            Some(ward) => FlowCommand::Request {
                by,
                command: RequestCommand::Propose {
                    request,
                    ward,
                    bed: Some(bed),
                    ledger: Some(ledger),
                    saw,
                },
            },
            None => FlowCommand::Hold {
                by,
                command: HoldCommand::Assign {
                    request,
                    bed,
                    from: None,
                    forced: None,
                    ledger: Some(ledger),
                    saw,
                },
            },
        };
        self.submit(app, Command::Flow(Box::new(command))).await.map(drop)
    }

    async fn ask_without_bed(&self, app: &App, request: RequestId, saw: u64, ward: WardId) -> Result<()> {
        let command = RequestCommand::Propose {
            request,
            ward,
            bed: None,
            ledger: None,
            saw,
        };
        self.request(app, command).await
    }

    async fn decide(&self, app: &App, record: PlacementRecord) -> Result<Option<LedgerRef>> {
        debug_assert!(!matches!(record.choice, Choice::None));
        let command = PlacementCommand::Decide(Box::new(record));
        let done = self.submit(app, Command::Placement(Box::new(command))).await?;
        Ok(done.map(LedgerRef))
    }

    async fn request(&self, app: &App, command: RequestCommand) -> Result<()> {
        let by = self.operator;
        let command = FlowCommand::Request { by, command };
        self.submit(app, Command::Flow(Box::new(command))).await.map(drop)
    }

    /// Submits; a refusal is no fault: the hospital moved on meanwhile.
    async fn submit(&self, app: &App, command: Command) -> Result<Option<u64>> {
        let origin = CameFrom {
            actor: Actor::Person(self.operator),
            cause: Cause::Request("demo".to_owned()),
        };
        match app.submit(command, origin).await {
            Ok(done) => Ok(Some(done.seq)),
            Err(Failure::Refused(refusal)) => {
                tracing::debug!(?refusal, "the cell of the demo was refused something");
                Ok(None)
            }
            Err(failure) => Err(failure.into()),
        }
    }

    /// Says what each ward takes, unless somebody did.
    async fn describe_wards(&self, app: &App) -> Result<()> {
        let snapshot = app.snapshot();
        let state = &snapshot.state;
        if state.placement_revision > 0 {
            return Ok(());
        }
        let wards = state.wards.iter().filter(|it| it.merged_into.is_none());
        let profiles = wards.filter_map(|ward| {
            let establishment = state.establishment(ward.establishment)?.code.clone();
            let place = WardPlace {
                establishment,
                ward: ward.code.clone(),
            };
            let specialty = ward.specialty.as_ref().map_or("", |it| it.as_str());
            if is_emergency(state, ward) {
                // Nobody is sent back to where they wait.
                let all = state.settings.flow.specialties.iter();
                return Some(WardProfile {
                    refused: all.map(|it| it.code.clone()).collect(),
                    ..WardProfile::of(place)
                });
            }
            Some(profile(place, &format!("{} {specialty}", ward.name)))
        });
        let settings = PlacementSettings {
            wards: profiles.collect(),
            distances: distances(state),
            ..PlacementSettings::default()
        };
        let command = PlacementCommand::Set {
            settings: Box::new(settings),
            by: Some(self.operator),
            saw: 0,
        };
        let set = self.submit(app, Command::Placement(Box::new(command))).await?;
        ensure!(
            set.is_some(),
            "les profils des services de la démonstration ne vont pas"
        );
        Ok(())
    }

    /// Keeps two beds for emergencies in the wards that take most of them: three weeks of past count no year before.
    async fn keep_a_reserve(&self, app: &App) -> Result<()> {
        let snapshot = app.snapshot();
        let state = &snapshot.state;
        if state.settings.flow.reserve != ReserveRules::default() {
            return Ok(());
        }
        let mut settings = (*state.settings.flow).clone();
        let takes_many = |name: &str| {
            let name = folded(name);
            ["medecine", "geriatrie aigue", "cardiologie", "pneumologie"]
                .iter()
                .any(|it| name.contains(it))
        };
        let wards = state.wards.iter().filter(|it| it.merged_into.is_none());
        let kept = wards.filter(|it| takes_many(&it.name));
        settings.reserve.by_hand = kept.map(|it| (it.code.clone(), RESERVE)).collect();
        let command = FlowCommand::Configure {
            settings: Box::new(settings),
            saw: state.settings_revision,
            by: Some(self.operator),
        };
        let set = self.submit(app, Command::Flow(Box::new(command))).await?;
        ensure!(set.is_some(), "la réserve de la démonstration ne va pas");
        Ok(())
    }

    /// Writes the thesaurus shipped as an example, unless somebody wrote one.
    async fn write_thesaurus(&self, app: &App) -> Result<()> {
        if !app.snapshot().state.thesauri.is_empty() {
            return Ok(());
        }
        let command = FlowCommand::WriteThesaurus {
            thesaurus: Box::new(app::thesaurus_file::example()?),
            from: None,
            by: Some(self.operator),
            saw: 0,
        };
        self.submit(app, Command::Flow(Box::new(command))).await.map(drop)
    }

    /// Closes the free beds of the first ward of medicine.
    async fn close_a_ward(&self, app: &App) -> Result<()> {
        let snapshot = app.snapshot();
        let state = &snapshot.state;
        let ward = state
            .wards
            .iter()
            .find(|it| Sort::of(&folded(&it.name)) == Sort::Medicine);
        let rooms = ward
            .into_iter()
            .flat_map(|it| &it.rooms)
            .filter_map(|it| state.room(*it));
        for bed in rooms.flat_map(|it| it.beds.clone()) {
            let wish = BoardCommand::CloseBed {
                bed,
                reason: ClosureReason::Staffing,
                until: None,
            };
            self.submit(app, Command::Board(wish)).await?;
        }
        Ok(())
    }

    fn draw(&self, stay: StayId, purpose: u64) -> u64 {
        mixed(self.seed, u64::from(stay.number()), purpose)
    }
}

/// Whether a ward of medicine may be asked: an adult, in ordinary care.
fn is_for_adults(request: &Request) -> bool {
    let elsewhere = ["PED", "OBST", "GYNECO", "PSY", "REA", "USC", "SMR"];
    let specialty = request.needs.specialty.as_ref().map_or("", |it| it.as_str());
    request.needs.level == Level::Conventional && !elsewhere.contains(&specialty)
}

/// Minutes of transport between the sites, those named first the nearest to each other.
fn distances(state: &State) -> Vec<Distance> {
    let place = |site: &domain::structure::Site| {
        let establishment = state.establishment(site.establishment)?.code.clone();
        Some(SitePlace {
            establishment,
            site: site.code.clone(),
        })
    };
    let places: Vec<SitePlace> = state.sites.iter().filter_map(|it| place(it)).collect();
    let mut found = Vec::new();
    for (far, to) in places.iter().enumerate() {
        for (near, from) in places.iter().enumerate().take(far) {
            let minutes = u16::try_from(12 + 7 * (far - near)).unwrap_or(u16::MAX);
            found.push(Distance {
                from: from.clone(),
                to: to.clone(),
                minutes,
            });
        }
    }
    found
}

/// A number that looks drawn, the same for the same three.
const fn mixed(seed: u64, about: u64, purpose: u64) -> u64 {
    let mut value =
        seed ^ about.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ purpose.wrapping_mul(0xD1B5_4A32_D192_ED03);
    value ^= value >> 30;
    value = value.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    value ^= value >> 27;
    value = value.wrapping_mul(0x94D0_49BB_1331_11EB);
    value ^ (value >> 31)
}
