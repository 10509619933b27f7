//! What a record changed: the values before and after, found by comparing two states.

use domain::bed::{ClosureReason, Hygiene, Operation};
use domain::command::BoardCommand;
use domain::event::Event;
use domain::movement::Kind;
use domain::state::State;
use domain::testing::{Hospital, Told, moment};
use domain::view::journal::{Changed, Facet, Thing, Value, about, changes};

fn hospital() -> Hospital {
    Hospital::with(
        "Cardiologie
         401: P[MARTIN] F[libre]
         402: [libre]",
    )
}

/// What the last events changed, since the state that was.
fn changed(before: &State, hospital: &Hospital) -> Vec<Changed> {
    let (_, event) = hospital.journal.last().expect("an event");
    let (_, thing) = about(event);
    changes(thing, before, &hospital.state)
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

#[test]
fn a_transfer_changes_the_place() {
    let mut hospital = hospital();
    let before = hospital.state.clone();
    hospital.tell(
        Told::insert(Kind::Transfer, "MARTIN")
            .of("MARTIN")
            .at("11:00")
            .in_("Cardiologie/402/402"),
    );
    assert_eq!(
        changed(&before, &hospital),
        [Changed {
            facet: Facet::Place,
            before: text("Cardiologie · 401 P"),
            after: text("Cardiologie · 402"),
        }]
    );
}

#[test]
fn a_movement_of_the_past_changes_the_place_of_then_and_not_of_now() {
    let mut hospital = hospital();
    let move_to = |at: &str, bed: &str, id: &str| {
        Told::insert(Kind::Transfer, "MARTIN")
            .of("MARTIN")
            .at(at)
            .in_(bed)
            .id(id)
    };
    hospital.tell(move_to("11:00", "Cardiologie/402/402", "2"));
    let before = hospital.state.clone();
    hospital.tell(move_to("10:00", "Cardiologie/401/F", "3"));
    assert_eq!(
        changed(&before, &hospital),
        [Changed {
            facet: Facet::PlaceAt(moment("10:00")),
            before: text("Cardiologie · 401 P"),
            after: text("Cardiologie · 401 F"),
        }]
    );
}

#[test]
fn a_bed_closed_and_marked_changes_its_own_axes() {
    let mut hospital = hospital();
    let bed = hospital.bed("Cardiologie/402/402");
    let before = hospital.state.clone();
    let (reason, until) = (ClosureReason::Works, Some(moment("18:00")));
    hospital
        .act(BoardCommand::CloseBed { bed, reason, until })
        .expect("closed");
    assert_eq!(
        changed(&before, &hospital),
        [Changed {
            facet: Facet::Operation,
            before: Value::Operation(Operation::Open),
            after: Value::Operation(Operation::Closed { reason, until }),
        }]
    );
    let before = hospital.state.clone();
    let hygiene = Hygiene::Contaminated;
    hospital
        .act(BoardCommand::MarkBed { bed, hygiene })
        .expect("marked");
    assert_eq!(
        changed(&before, &hospital),
        [Changed {
            facet: Facet::Hygiene,
            before: Value::Hygiene(Hygiene::Clean),
            after: Value::Hygiene(Hygiene::Contaminated),
        }]
    );
}

#[test]
fn what_is_taken_back_goes_from_its_value_to_nothing() {
    let mut hospital = hospital();
    let stay = hospital.stay("MARTIN");
    let at = moment("11:30");
    hospital
        .act(BoardCommand::MarkLeft { stay, at })
        .expect("seen leaving");
    let before = hospital.state.clone();
    hospital
        .act(BoardCommand::UnmarkLeft { stay })
        .expect("still here");
    let found = changed(&before, &hospital);
    let seen = found
        .iter()
        .find(|it| it.facet == Facet::SeenLeaving)
        .expect("changed");
    assert_eq!((&seen.before, &seen.after), (&Value::At(at), &Value::Nothing));
    let place = found.iter().find(|it| it.facet == Facet::Place).expect("changed");
    assert_eq!(
        (&place.before, &place.after),
        (&Value::Nothing, &text("Cardiologie · 401 P"))
    );
}

#[test]
fn what_says_nothing_new_changes_nothing() {
    let hospital = hospital();
    let stay = hospital.stay("MARTIN");
    let thing = Thing::Stay(stay, Some(moment("08:00")));
    assert_eq!(changes(thing, &hospital.state, &hospital.state), []);
    let event = Event::MessageSettled { message: 3 };
    assert_eq!(changes(about(&event).1, &State::new(), &hospital.state), []);
}
