//! What a ward says of its patients: kept, shown, never overwritten unseen, never a name in the journal.

use base::Code;
use base::id::PersonId;
use base::time::HOUR;
use domain::care::{
    CareChange, CareTopic, Confidence, DischargePlan, DischargeStep, Mobility, Need, Progress,
};
use domain::command::BoardCommand;
use domain::movement::{Destination, Kind};
use domain::note::NoteText;
use domain::refusal::Refusal;
use domain::testing::{Hospital, Told, moment};

fn hospital() -> Hospital {
    Hospital::with(
        "Cardiologie
         401: P[MARTIN] F[DURAND]
         402: [libre]",
    )
}

fn code(text: &str) -> Code {
    Code::new(text).expect("code")
}

fn say(hospital: &mut Hospital, visit: &str, change: CareChange, saw: u64) -> Result<(), Refusal> {
    let stay = hospital.stay(visit);
    hospital
        .act(BoardCommand::StateCare { stay, change, saw })
        .map(drop)
}

fn planned(at: Option<&str>, destination: Destination, confidence: Confidence) -> CareChange {
    CareChange::Discharge(Some(DischargePlan {
        at: at.map(moment),
        destination: Some(destination),
        confidence,
    }))
}

#[test]
fn what_a_ward_says_is_on_the_tile() {
    let mut hospital = hospital();
    for change in [
        CareChange::Precautions(vec![code("BHRE"), code("C")]),
        CareChange::Telemetry(Some(code("03"))),
        CareChange::Mobility(Some(Mobility::Wheelchair)),
        CareChange::Need {
            need: Need::Oxygen,
            raised: true,
        },
        CareChange::Step {
            step: DischargeStep::Medical,
            progress: Progress::Done,
        },
    ] {
        say(&mut hospital, "MARTIN", change, 0).expect("said");
    }
    let care = hospital.view("Cardiologie", "MARTIN").care;
    let precautions: Vec<&str> = care.precautions.iter().map(|it| it.code.as_str()).collect();
    assert_eq!(precautions, ["C", "BHRE"], "in the order of the hospital's set");
    assert_eq!(care.telemetry, Some(code("03")));
    assert_eq!(care.mobility, Some(Mobility::Wheelchair));
    assert_eq!(care.needs, [Need::Oxygen]);
    assert_eq!(care.steps.len(), 5);
    assert_eq!(care.steps[0], (DischargeStep::Medical, Progress::Done));
}

#[test]
fn two_people_on_one_topic_the_second_is_told_and_nothing_is_lost() {
    let mut hospital = hospital();
    let topic = CareTopic::Mobility;
    let (helped, alone) = (
        CareChange::Mobility(Some(Mobility::Helped)),
        CareChange::Mobility(Some(Mobility::Independent)),
    );
    say(&mut hospital, "MARTIN", helped.clone(), 0).expect("the first");
    let stay = hospital.stay("MARTIN");
    assert_eq!(
        say(&mut hospital, "MARTIN", alone.clone(), 0),
        Err(Refusal::ChangedMeanwhile {
            stay,
            topic: topic.clone()
        })
    );
    assert_eq!(
        hospital.view("Cardiologie", "MARTIN").care.mobility,
        Some(Mobility::Helped)
    );
    // Who says the same is told that there is nothing to do, whatever they saw.
    assert_eq!(say(&mut hospital, "MARTIN", helped, 0), Err(Refusal::NothingToDo));
    // Who has read the other's word may replace it.
    let seen = hospital.state.stay(stay).expect("stay").care().revision(&topic);
    say(&mut hospital, "MARTIN", alone, seen).expect("knowingly");
    // Another topic is nobody's business.
    say(&mut hospital, "MARTIN", CareChange::Telemetry(Some(code("1"))), 0).expect("another topic");
}

#[test]
fn a_telemetry_unit_is_worn_by_one_patient_of_the_ward() {
    let mut hospital = hospital();
    let worn = |unit: &str| CareChange::Telemetry(Some(code(unit)));
    say(&mut hospital, "MARTIN", worn("a7"), 0).expect("free");
    let by = hospital.stay("MARTIN");
    assert_eq!(
        say(&mut hospital, "DURAND", worn("A7"), 0),
        Err(Refusal::TelemetryTaken { unit: code("A7"), by })
    );
    assert_eq!(
        say(&mut hospital, "DURAND", worn("à droite"), 0),
        Err(Refusal::BadTelemetry)
    );
    let seen = hospital
        .state
        .stay(by)
        .expect("stay")
        .care()
        .revision(&CareTopic::Telemetry);
    say(&mut hospital, "MARTIN", CareChange::Telemetry(None), seen).expect("taken off");
    say(&mut hospital, "DURAND", worn("A7"), 0).expect("free again");
}

#[test]
fn codes_that_nobody_set_are_refused() {
    let mut hospital = hospital();
    assert_eq!(
        say(
            &mut hospital,
            "MARTIN",
            CareChange::Precautions(vec![code("Z")]),
            0
        ),
        Err(Refusal::UnknownPrecaution(code("Z")))
    );
    let waits = |reason: &str| CareChange::Step {
        step: DischargeStep::Downstream,
        progress: Progress::Waiting(code(reason)),
    };
    assert_eq!(
        say(&mut hospital, "MARTIN", waits("Mme Durand"), 0),
        Err(Refusal::UnknownWait(code("Mme Durand")))
    );
    say(&mut hospital, "MARTIN", waits("SMR"), 0).expect("a reason of the list");
    let slot = CareChange::Slot {
        slot: code("REGIME"),
        choice: Some(code("DIAB")),
    };
    assert_eq!(
        say(&mut hospital, "MARTIN", slot, 0),
        Err(Refusal::UnknownSlot(code("REGIME")))
    );
}

#[test]
fn the_ward_knows_better_than_an_estimate_and_an_announcement_better_than_its_own() {
    let mut hospital = hospital();
    let leaving = |hospital: &Hospital| {
        let leaving = hospital.view("Cardiologie", "MARTIN").leaving?;
        Some((leaving.at, leaving.announced, leaving.plan, leaving.destination))
    };
    say(
        &mut hospital,
        "MARTIN",
        planned(Some("24 00:00"), Destination::Home, Confidence::Estimated),
        0,
    )
    .expect("estimated");
    assert_eq!(
        leaving(&hospital),
        Some((
            moment("24 00:00"),
            false,
            Some(Confidence::Estimated),
            Some(Destination::Home)
        ))
    );
    hospital.tell(
        Told::insert(Kind::PendingDischarge, "MARTIN")
            .of("MARTIN ♀78")
            .at("23 15:00")
            .sent("13:00"),
    );
    assert_eq!(
        leaving(&hospital),
        Some((moment("23 15:00"), true, None, Some(Destination::Home))),
        "an A16 against an estimate"
    );
    let stay = hospital.stay("MARTIN");
    let seen = hospital
        .state
        .stay(stay)
        .expect("stay")
        .care()
        .revision(&CareTopic::Discharge);
    say(
        &mut hospital,
        "MARTIN",
        planned(Some("25 10:00"), Destination::Rehab, Confidence::Confirmed),
        seen,
    )
    .expect("confirmed");
    assert_eq!(
        leaving(&hospital),
        Some((
            moment("25 10:00"),
            true,
            Some(Confidence::Confirmed),
            Some(Destination::Rehab)
        ))
    );
}

#[test]
fn who_could_leave_and_waits_counts_the_days() {
    let mut hospital = hospital();
    say(
        &mut hospital,
        "MARTIN",
        planned(None, Destination::Rehab, Confidence::Waiting),
        0,
    )
    .expect("waits");
    let step = CareChange::Step {
        step: DischargeStep::Downstream,
        progress: Progress::Waiting(code("SMR")),
    };
    say(&mut hospital, "MARTIN", step, 0).expect("for a place");
    hospital.now = hospital.now.plus(49 * HOUR);
    let waiting = hospital
        .view("Cardiologie", "MARTIN")
        .care
        .waiting
        .expect("waits");
    assert_eq!((waiting.days, waiting.destination), (2, Some(Destination::Rehab)));
    assert_eq!(waiting.reason.expect("reason").as_str(), "Place en SMR");
}

#[test]
fn notes_are_signed_replaced_and_taken_off_and_their_text_is_in_no_event() {
    let mut hospital = hospital();
    let (stay, author) = (hospital.stay("MARTIN"), PersonId::new(0));
    let write = |text: &str, replaces| BoardCommand::WriteNote {
        stay,
        text: NoteText::new(text).expect("text"),
        author,
        replaces,
    };
    hospital
        .act(write("Voir Mme PONCHARD\u{202e}\n pour le retour", None))
        .expect("written");
    let shown = |hospital: &Hospital| {
        let notes = hospital.view("Cardiologie", "MARTIN").care.notes;
        notes
            .iter()
            .map(|it| it.text.as_ref().expect("text").as_str().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(shown(&hospital), ["Voir Mme PONCHARD\n pour le retour"]);
    let first = hospital.view("Cardiologie", "MARTIN").care.notes[0].note;
    hospital
        .act(write("Retour vu avec Mme PONCHARD", Some(first)))
        .expect("replaced");
    assert_eq!(shown(&hospital), ["Retour vu avec Mme PONCHARD"]);
    assert_eq!(
        hospital.act(write("trop tard", Some(first))).err(),
        Some(Refusal::UnknownNote(first)),
        "two people replace one note: the second is told"
    );
    let second = hospital.view("Cardiologie", "MARTIN").care.notes[0].note;
    hospital
        .act(BoardCommand::WithdrawNote {
            note: second,
            restores: None,
        })
        .expect("off");
    assert!(shown(&hospital).is_empty());
    hospital
        .act(BoardCommand::RestoreNote { note: second })
        .expect("back");
    assert_eq!(shown(&hospital).len(), 1);
    assert!(!format!("{:?}", hospital.journal).contains("PONCHARD"));
}

#[test]
fn nothing_more_is_said_of_a_stay_that_is_over() {
    let mut hospital = hospital();
    hospital.tell(
        Told::insert(Kind::Discharge, "MARTIN")
            .of("MARTIN ♀78")
            .at("11:00"),
    );
    let stay = hospital.stay("MARTIN");
    assert_eq!(
        say(
            &mut hospital,
            "MARTIN",
            CareChange::Mobility(Some(Mobility::Helped)),
            0
        ),
        Err(Refusal::StayOver(stay))
    );
}

#[test]
fn silence_on_a_topic_is_a_word_that_changes_nothing() {
    let mut topics = vec![
        CareTopic::Discharge,
        CareTopic::Precautions,
        CareTopic::Telemetry,
        CareTopic::Mobility,
        CareTopic::Slot(code("REGIME")),
    ];
    topics.extend(DischargeStep::ALL.map(CareTopic::Step));
    topics.extend(Need::ALL.map(CareTopic::Need));
    let mut hospital = hospital();
    for topic in topics {
        assert_eq!(topic.blank().topic(), topic);
        assert_eq!(
            say(&mut hospital, "MARTIN", topic.blank(), 0),
            Err(Refusal::NothingToDo)
        );
    }
}

#[test]
fn the_drawer_names_who_could_be_taken_for_the_patient() {
    let mut hospital = hospital();
    hospital.tell(
        Told::insert(Kind::Admission, "AUTRE")
            .of("AUTRE ♀60")
            .but(|it| {
                it.family = "Martin".parse().ok();
                it.given = "Marie".parse().ok();
                it.birth = Some(19_660_214);
            })
            .at("09:00")
            .in_("Cardiologie/402/402"),
    );
    let stay = hospital.stay("MARTIN");
    let drawer = domain::view::drawer::stay_drawer(&hospital.state, &hospital.vault, stay, hospital.now)
        .expect("a drawer");
    let told: Vec<_> = drawer
        .homonyms
        .iter()
        .map(|it| (it.stay.stay, it.bed.as_deref(), it.born))
        .collect();
    assert_eq!(told, [(hospital.stay("AUTRE"), Some("402"), Some(1966))]);
}

#[test]
fn the_drawer_keeps_every_note_and_says_what_became_of_it() {
    let mut hospital = hospital();
    let (stay, author) = (hospital.stay("MARTIN"), PersonId::new(0));
    let mut write = |text: &str, replaces| {
        let text = NoteText::new(text).expect("text");
        let wish = BoardCommand::WriteNote {
            stay,
            text,
            author,
            replaces,
        };
        hospital.act(wish).expect("written");
        hospital
            .state
            .stay(stay)
            .expect("stay")
            .care()
            .notes
            .last()
            .copied()
    };
    let first = write("À jeun à minuit", None);
    write("À jeun à 22 h", first);
    let gone = write("Lunettes au coffre", None).expect("a note");
    hospital
        .act(BoardCommand::WithdrawNote {
            note: gone,
            restores: None,
        })
        .expect("taken off");
    let drawer = domain::view::drawer::stay_drawer(&hospital.state, &hospital.vault, stay, hospital.now)
        .expect("a drawer");
    let told: Vec<_> = drawer
        .notes
        .iter()
        .map(|it| {
            let text = it.note.text.as_ref().expect("text").as_str();
            (text, it.withdrawn, it.replaced)
        })
        .collect();
    assert_eq!(
        told,
        [
            ("Lunettes au coffre", true, false),
            ("À jeun à 22 h", false, false),
            ("À jeun à minuit", true, true)
        ]
    );
}

#[test]
fn a_replacement_is_taken_back_in_one_stroke() {
    let mut hospital = hospital();
    let stay = hospital.stay("MARTIN");
    let write = |text: &str, replaces| BoardCommand::WriteNote {
        stay,
        text: NoteText::new(text).expect("text"),
        author: PersonId::new(0),
        replaces,
    };
    let shown = |hospital: &Hospital| -> Vec<_> {
        let notes = hospital.view("Cardiologie", "MARTIN").care.notes;
        notes.iter().map(|it| it.note).collect()
    };
    hospital.act(write("Fille prévenue", None)).expect("the first");
    let first = shown(&hospital)[0];
    hospital
        .act(write("Fils prévenu", Some(first)))
        .expect("its replacement");
    let second = shown(&hospital)[0];
    let back = |note, restores| BoardCommand::WithdrawNote { note, restores };
    // Only the note whose place it had taken comes back, and a refusal leaves the board as it was.
    assert_eq!(
        hospital.act(back(second, Some(second))).err(),
        Some(Refusal::UnknownNote(second))
    );
    assert_eq!(shown(&hospital), [second]);
    hospital.act(back(second, Some(first))).expect("back");
    assert_eq!(shown(&hospital), [first]);
}
