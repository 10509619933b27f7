//! A ward with one bed in every state, and people in every situation that a drawer tells apart.

use base::Moment;
use base::id::{BedId, PersonId, StayId, WardId};
use base::time::{DAY, HOUR, MINUTE};
use domain::bed::{ClosureReason, Hygiene};
use domain::board_config::{Reason, Slot};
use domain::care::{CareChange, Confidence, DischargePlan, DischargeStep, Mobility, Need, Progress};
use domain::command::{BoardCommand, Command};
use domain::flow::{
    AnnouncedName, Asker, FlowCommand, HoldCommand, Needs, NewRequest, Origin, RequestCommand, Who,
};
use domain::identity::{Identity, Sex};
use domain::movement::{Destination, Kind, Said};
use domain::note::NoteText;
use domain::observation::{Fact, Observation, ObservedMovement};
use domain::studio::{BoardChange, Scope, Setting, StudioCommand};

use super::{Hospital, Told, code, label, name_of, now};

/// Who is in which situation.
pub struct People {
    /// In a bed, and everything is said of them.
    pub told_of: StayId,
    /// On leave, and when they come back is known.
    pub away: StayId,
    /// Claimed to lie where somebody else is.
    pub disputed: StayId,
    /// Expected, a bed kept.
    pub expected: StayId,
    /// In the ward, without a bed.
    pub without_bed: StayId,
    /// Seen leaving; the administration does not know.
    pub seen_leaving: StayId,
    /// Seen arriving; the administration does not know.
    pub seen_arriving: StayId,
    /// Kept secret, of the same name as somebody else.
    pub secret: StayId,
    /// A name that nobody may read.
    pub masked: StayId,
    /// Gone since yesterday.
    pub gone: StayId,
}

impl Hospital {
    /// One ward of eighteen beds where each bed shows something else.
    pub async fn of_every_state() -> (Self, People) {
        let mut hospital = Self::empty();
        hospital
            .structure(&[("4001", "Cardiologie A", "Cardiologie", "BO", 20)])
            .await;
        hospital.has_a_slot_of_its_own().await;
        let told_of = hospital.comes("101", "P").await;
        hospital.is_told_of(told_of).await;
        let away = hospital
            .goes_on_leave("102", "P", Some(now().plus(4 * HOUR)))
            .await;
        hospital.goes_on_leave("102", "F", None).await;
        hospital.comes("103", "P").await;
        let disputed = hospital.comes("103", "F").await;
        hospital.moves(disputed, "103", "P").await;
        let expected = hospital.is_expected("104", "P", now().plus(3 * HOUR)).await;
        hospital.closes_and_cleans().await;
        let seen_leaving = hospital.comes("107", "F").await;
        hospital
            .board(BoardCommand::MarkLeft {
                stay: seen_leaving,
                at: now().plus(-25 * MINUTE),
            })
            .await;
        let seen_arriving = hospital.is_expected("108", "P", now().plus(-HOUR)).await;
        hospital
            .board(BoardCommand::MarkArrived {
                stay: seen_arriving,
                at: now().plus(-10 * MINUTE),
            })
            .await;
        let secret = hospital.hides("108", "F").await;
        let masked = hospital.masks("109", "P").await;
        let without_bed = hospital.comes("", "").await;
        let gone = hospital.comes("109", "F").await;
        hospital.leaves(gone).await;
        hospital.promises("110", "P").await;
        let people = People {
            told_of,
            away,
            disputed,
            expected,
            without_bed,
            seen_leaving,
            seen_arriving,
            secret,
            masked,
            gone,
        };
        (hospital, people)
    }

    /// A bed is promised to somebody whom the feed does not know yet.
    async fn promises(&self, room: &str, bed: &str) {
        let by = PersonId::new(0);
        let bed = self.bed(room, bed);
        let announced = NewRequest {
            asker: Asker {
                origin: Origin::OtherHospital,
                ward: None,
            },
            who: Who::Announced {
                name: AnnouncedName {
                    family: label("ANNONCEE"),
                    given: Some(label("Line")),
                },
                sex: Sex::Female,
                birth_year: Some(1951),
            },
            needs: Needs::default(),
            entry: None,
            decided: None,
            draft: false,
        };
        let command = RequestCommand::Make(Box::new(announced));
        let asked = FlowCommand::Request { by, command };
        self.submit(Command::Flow(Box::new(asked))).await;
        let snapshot = self.app.snapshot();
        let request = snapshot.state.requests.last().expect("the request");
        let command = HoldCommand::Keep {
            request: request.id,
            bed,
            from: None,
            minutes: 30,
            ledger: None,
            saw: request.revision,
        };
        let kept = FlowCommand::Hold { by, command };
        self.submit(Command::Flow(Box::new(kept))).await;
    }

    /// The ward follows the diet of its patients.
    async fn has_a_slot_of_its_own(&self) {
        let reason = |word: &str, name: &str| Reason {
            code: code(word),
            name: label(name),
        };
        let slot = Slot {
            code: code("REGIME"),
            name: label("Régime"),
            choices: vec![reason("SEL", "Sans sel"), reason("DIAB", "Diabétique")],
        };
        let scope = Scope::Ward(WardId::new(0));
        let saw = || self.app.snapshot().state.boards.shelf(scope).revision;
        let edit = StudioCommand::Edit {
            scope,
            changes: vec![BoardChange::Set(Setting::Slots(vec![slot]))],
            by: None,
            saw: saw(),
        };
        self.submit(Command::Studio(Box::new(edit))).await;
        let publish = StudioCommand::Publish {
            scope,
            by: None,
            saw: saw(),
        };
        self.submit(Command::Studio(Box::new(publish))).await;
    }

    /// The bed of that place.
    pub fn bed(&self, room: &str, bed: &str) -> BedId {
        let snapshot = self.app.snapshot();
        let found = snapshot.state.beds.iter().find(|it| {
            let of = snapshot.state.room(it.room).map(|it| it.code.as_str() == room);
            of == Some(true) && it.code.as_str() == bed
        });
        found.unwrap_or_else(|| panic!("no bed {room} {bed}")).id
    }

    /// A patient comes into that bed.
    async fn comes(&mut self, room: &str, bed: &str) -> StayId {
        self.tells(room, bed, |_| {}).await
    }

    /// A patient is told of, in a way of their own.
    async fn tells(&mut self, room: &str, bed: &str, how: impl FnOnce(&mut Observation)) -> StayId {
        let mut observation = self.observation(&Told::of("4001", room, bed));
        how(&mut observation);
        self.tell("A01", observation).await;
        let known = self.app.snapshot().state.stays.len();
        StayId::new(u32::try_from(known).expect("few stays") - 1)
    }

    async fn is_expected(&mut self, room: &str, bed: &str, at: Moment) -> StayId {
        let expected = |observation: &mut Observation| {
            let movement = moved(observation);
            movement.kind = Kind::PreAdmission;
            movement.at = at;
        };
        self.tells(room, bed, expected).await
    }

    /// The same stay, in another movement.
    async fn goes_on(&mut self, stay: StayId, how: impl FnOnce(&mut ObservedMovement)) {
        let visits = self
            .app
            .snapshot()
            .vault
            .stay(stay)
            .expect("its numbers")
            .visits
            .clone();
        let visit = visits.first().expect("a visit").value.to_string();
        let number: u32 = visit.trim_start_matches('V').parse().expect("a number of ours");
        let told = std::mem::replace(&mut self.told, number - 1);
        let mut observation = self.observation(&Told::of("4001", "", ""));
        self.told = told + 1;
        observation.stamp.sent_at = now().plus(-20 * MINUTE);
        let movement = moved(&mut observation);
        movement.ids = vec![(code("GAM"), format!("{number}-{told}").into())];
        movement.at = now().plus(-30 * MINUTE);
        movement.expected_discharge = Said::Nothing;
        how(movement);
        self.tell("A02", observation).await;
    }

    async fn goes_on_leave(&mut self, room: &str, bed: &str, back: Option<Moment>) -> StayId {
        let stay = self.comes(room, bed).await;
        let leave = |movement: &mut ObservedMovement| {
            movement.kind = Kind::Leave;
            movement.expected_return = Said::from(back);
        };
        self.goes_on(stay, leave).await;
        stay
    }

    async fn moves(&mut self, stay: StayId, room: &str, bed: &str) {
        let transfer = |movement: &mut ObservedMovement| {
            movement.kind = Kind::Transfer;
            movement.place.room = Some(code(room));
            movement.place.bed = Some(code(bed));
        };
        self.goes_on(stay, transfer).await;
    }

    async fn leaves(&mut self, stay: StayId) {
        let discharge = |movement: &mut ObservedMovement| {
            movement.kind = Kind::Discharge;
            movement.destination = Said::Value(Destination::Home);
        };
        self.goes_on(stay, discharge).await;
    }

    /// Kept secret, and taken for somebody else.
    async fn hides(&mut self, room: &str, bed: &str) -> StayId {
        let hidden = |observation: &mut Observation| {
            moved(observation).confidential = Said::Value(true);
            // The name of the first patient.
            let (family, given) = name_of(1);
            identity(observation).family = Some(label(family));
            identity(observation).given = Some(label(given));
        };
        self.tells(room, bed, hidden).await
    }

    async fn masks(&mut self, room: &str, bed: &str) -> StayId {
        self.tells(room, bed, |observation| {
            identity(observation).status.masked = true
        })
        .await
    }

    /// Beds that nobody lies in: each in another state.
    async fn closes_and_cleans(&mut self) {
        for (room, bed, hygiene) in [
            ("104", "F", Hygiene::ToClean),
            ("105", "P", Hygiene::Contaminated),
            ("105", "F", Hygiene::Cleaning),
            ("106", "P", Hygiene::Cleaning),
            ("106", "P", Hygiene::Clean),
        ] {
            let bed = self.bed(room, bed);
            self.board(BoardCommand::MarkBed { bed, hygiene }).await;
        }
        for (room, bed, reason, until) in [
            ("106", "F", ClosureReason::Breakdown, Some(now().plus(5 * DAY))),
            ("107", "P", ClosureReason::Staffing, None),
        ] {
            let bed = self.bed(room, bed);
            self.board(BoardCommand::CloseBed { bed, reason, until }).await;
        }
    }

    /// Everything that a ward may say of somebody.
    async fn is_told_of(&mut self, stay: StayId) {
        let plan = DischargePlan {
            at: Some(now().plus(DAY)),
            destination: Some(Destination::Rehab),
            confidence: Confidence::Waiting,
        };
        let mut changes = vec![
            CareChange::Discharge(Some(plan)),
            CareChange::Step {
                step: DischargeStep::Medical,
                progress: Progress::Done,
            },
            CareChange::Step {
                step: DischargeStep::Downstream,
                progress: Progress::Waiting(code("SMR")),
            },
            CareChange::Precautions(
                domain::precaution::preset()
                    .iter()
                    .map(|it| it.code.clone())
                    .collect(),
            ),
            CareChange::Telemetry(Some(code("07"))),
            CareChange::Mobility(Some(Mobility::Wheelchair)),
            CareChange::Slot {
                slot: code("REGIME"),
                choice: Some(code("SEL")),
            },
        ];
        changes.extend(Need::ALL.map(|need| CareChange::Need { need, raised: true }));
        for change in changes {
            self.board(BoardCommand::StateCare { stay, change, saw: 0 }).await;
        }
        let note = |text: &str, replaces| BoardCommand::WriteNote {
            stay,
            text: NoteText::new(text).expect("a note"),
            author: PersonId::new(0),
            replaces,
        };
        self.board(note("Fille joignable après 18 h.", None)).await;
        self.board(note("A mal dormi.", None)).await;
    }
}

fn moved(observation: &mut Observation) -> &mut ObservedMovement {
    match &mut observation.fact {
        Fact::Movement(movement) => movement,
        _ => panic!("the sample tells of movements"),
    }
}

fn identity(observation: &mut Observation) -> &mut Identity {
    observation.identity.as_mut().expect("the sample tells who")
}
