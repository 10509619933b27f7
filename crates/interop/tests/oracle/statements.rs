//! What a message states of the past, and whether the recomputed timeline says the same.

use base::{Code, Moment};
use domain::movement::{Action, Kind};
use domain::observation::{ObservedMovement, PlaceCodes};
use domain::timeline::Segment;

use crate::corpus::Heard;
use crate::world::World;

/// Where the statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Statement {
    /// PV1-6 of a move: where the patient was just before.
    PriorUnit,
    /// The same, the bed.
    PriorBed,
    /// PV1-3 of what does not move the patient: where the patient was already.
    UnchangedUnit,
    /// The same, the bed.
    UnchangedBed,
    /// ZBE-7 of what does not change the medical responsibility.
    UnchangedMedical,
    /// PV1-3 of a cancel: where the patient is again.
    RestoredUnit,
    /// The same, the bed.
    RestoredBed,
    /// ZBE-7 of a cancel: who is responsible again.
    RestoredMedical,
}

/// What came of the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The same.
    Agrees,
    /// Of a cancel: not what holds again, but what the cancelled movement itself had said. Some messages of the
    /// sender state the situation before the cancel, most the one after.
    EchoesTheCancelled,
    /// Not the same, and nothing explains it.
    Differs,
    /// Not judged: no earlier message of that stay says where the patient was then.
    NothingBefore,
    /// Not judged: after the cancel nothing holds at that time any more.
    NothingLeft,
}

impl Verdict {
    /// Whether there was something to compare.
    pub fn is_judged(&self) -> bool {
        !matches!(self, Self::NothingBefore | Self::NothingLeft)
    }
}

/// Hears a message, and judges what it states.
pub fn judge(world: &mut World, message: &Heard) -> Vec<(Statement, Verdict)> {
    let Some((seen, movement, action)) = message.movement() else {
        world.hear(&message.command);
        return Vec::new();
    };
    let visit = seen.visit.clone();
    let before =
        |world: &World, at: Moment| world.stay(&visit).and_then(|stay| stay.timeline.at(at)).copied();
    let mut verdicts = Vec::new();
    if action == Action::Cancel {
        let cancelled = before(world, movement.at);
        world.hear(&message.command);
        let known = [before(world, movement.at), cancelled];
        let names = [Statement::RestoredUnit, Statement::RestoredBed];
        place(world, known, &movement.place, names, &mut verdicts);
        medical(world, known, movement, Statement::RestoredMedical, &mut verdicts);
        return verdicts;
    }
    let earlier = [before(world, movement.at.plus(-1)), None];
    if moves(movement) {
        place(
            world,
            earlier,
            &movement.prior,
            [Statement::PriorUnit, Statement::PriorBed],
            &mut verdicts,
        );
    } else if stays_put(movement) {
        let names = [Statement::UnchangedUnit, Statement::UnchangedBed];
        place(world, earlier, &movement.place, names, &mut verdicts);
        if movement.kind == Kind::Discharge {
            medical(
                world,
                earlier,
                movement,
                Statement::UnchangedMedical,
                &mut verdicts,
            );
        }
    }
    world.hear(&message.command);
    verdicts
}

fn moves(movement: &ObservedMovement) -> bool {
    movement.moves
        && matches!(
            movement.kind,
            Kind::Transfer | Kind::ToInpatient | Kind::ToOutpatient | Kind::LeaveEnd
        )
}

fn stays_put(movement: &ObservedMovement) -> bool {
    match movement.kind {
        Kind::Discharge | Kind::DoctorChange | Kind::PendingDischarge => true,
        Kind::Transfer => !movement.moves,
        _ => false,
    }
}

/// What is known of that time, and what was known before a cancel.
type Known = [Option<Segment>; 2];

fn place(
    world: &World,
    known: Known,
    stated: &PlaceCodes,
    [unit, bed]: [Statement; 2],
    verdicts: &mut Vec<(Statement, Verdict)>,
) {
    if let Some(code) = &stated.unit {
        verdicts.push((
            unit,
            compare(known.map(|it| it.map(|it| world.unit(it.unit))), code),
        ));
    }
    let real = |code: &&Code| !world.state.settings.is_placeholder(code);
    if let Some(code) = stated.bed.as_ref().filter(real) {
        verdicts.push((
            bed,
            compare(known.map(|it| it.map(|it| world.bed(it.spot))), code),
        ));
    }
}

fn medical(
    world: &World,
    known: Known,
    movement: &ObservedMovement,
    name: Statement,
    verdicts: &mut Vec<(Statement, Verdict)>,
) {
    if let Some(stated) = &movement.medical {
        verdicts.push((
            name,
            compare(known.map(|it| it.map(|it| world.unit(it.medical))), &stated.code),
        ));
    }
}

fn compare([known, cancelled]: [Option<Option<&str>>; 2], stated: &Code) -> Verdict {
    let stated = Some(stated.as_str());
    match known {
        None if cancelled.is_some() => Verdict::NothingLeft,
        None => Verdict::NothingBefore,
        Some(known) if known == stated => Verdict::Agrees,
        Some(_) if cancelled == Some(stated) => Verdict::EchoesTheCancelled,
        Some(_) => Verdict::Differs,
    }
}
