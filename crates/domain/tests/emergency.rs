//! An emergency department: who is there, how long, on what, and how far their bed is.

use domain::flow::{Answer, FlowCommand, Ranking, Why, is_emergency};
use domain::movement::{Class, Kind};
use domain::testing::{Hospital, Told};
use domain::view::board::ShownName;
use domain::view::emergency::{EmergencyView, Place, emergency};
use domain::view::queue::request;

fn hospital() -> Hospital {
    Hospital::with(
        "Urgences
         Box1: [MARTIN]
         Brancard3: [DURAND]
         sans lit: BLANC",
    )
    .and(
        "Cardiologie
         401: P[PETIT] F[libre]
         402: [libre]",
    )
}

fn seen(hospital: &Hospital) -> EmergencyView {
    let ward = hospital.ward("Urgences");
    emergency(&hospital.state, &hospital.vault, ward, hospital.now).expect("a ward")
}

/// One a line: name, hours, where, nights, how far the bed is.
fn table(hospital: &Hospital) -> String {
    let seen = seen(hospital);
    let lines = seen.rows.iter().map(|it| {
        let name = match &it.name {
            ShownName::Full { family, .. } => family.as_str(),
            ShownName::Masked | ShownName::Unknown => "?",
        };
        let hours = it
            .minutes(seen.now)
            .map_or("-".to_owned(), |it| format!("{}h", it / 60));
        let place = match &it.place {
            Place::Bed(bed) => bed.clone(),
            Place::Trolley(Some(place)) => format!("brancard ({place})"),
            Place::Trolley(None) => "brancard".to_owned(),
            Place::Announced => "annoncé".to_owned(),
        };
        let step = it
            .request
            .as_ref()
            .map_or("-".to_owned(), |it| format!("{:?}", it.stage));
        format!("{name} {hours} {place} nuits {} {step}", it.nights)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn everybody_there_longest_first_and_whoever_is_announced() {
    let mut hospital = hospital();
    let ed = Some(hospital.ward("Urgences"));
    hospital.tell(
        Told::insert(Kind::Arrival, "ROUX")
            .of("ROUX")
            .at("11:30")
            .in_("Urgences"),
    );
    let martin = hospital.request_for("MARTIN", ed).expect("asked");
    hospital.request_announced("Inconnue", ed).expect("asked");
    hospital.propose(martin, "Cardiologie", None).expect("proposed");
    assert_eq!(
        table(&hospital),
        "MARTIN 4h Box1 nuits 0 Proposed\n\
         DURAND 4h brancard (Brancard3) nuits 0 -\n\
         BLANC 4h brancard nuits 0 -\n\
         ROUX 0h brancard nuits 0 -\n\
         INCONNUE - annoncé nuits 0 Open"
    );
    let figures = seen(&hospital).figures;
    assert_eq!((figures.present, figures.waiting, figures.trolleys), (4, 2, 3));
    assert_eq!(figures.by_hours, [(1, 0), (3, 1), (0, 0), (0, 0)]);

    // The bed of a ward: gone from here.
    hospital
        .answer(martin, Answer::Accept { bed: None })
        .expect("yes");
    hospital.wait_until("12:30");
    hospital.tell(
        Told::insert(Kind::Transfer, "MARTIN")
            .of("MARTIN")
            .at("12:29")
            .in_("Cardiologie/402/402"),
    );
    assert!(!table(&hospital).contains("MARTIN"));
    hospital.check();
}

#[test]
fn a_night_is_one_that_struck_three_on_a_trolley() {
    let mut hospital = hospital();
    hospital.wait_until("23 02:59");
    assert_eq!(seen(&hospital).figures.nights, 0);
    hospital.wait_until("23 03:00");
    // In a cubicle nobody is on a trolley.
    assert_eq!(
        table(&hospital),
        "MARTIN 19h Box1 nuits 0 -\nDURAND 19h brancard (Brancard3) nuits 1 -\nBLANC 19h brancard nuits 1 -"
    );
    let figures = seen(&hospital).figures;
    assert_eq!((figures.nights, figures.spent_a_night), (2, 2));
    hospital.wait_until("24 04:00");
    assert_eq!(seen(&hospital).figures.nights, 4);
}

#[test]
fn the_wait_for_a_bed_is_counted_from_the_request_and_against_its_target() {
    let mut hospital = hospital();
    let ed = Some(hospital.ward("Urgences"));
    hospital.request_for("MARTIN", ed).expect("asked");
    hospital.wait_until("13:00");
    hospital.request_for("BLANC", ed).expect("asked");
    hospital.wait_until("19:00");
    let figures = seen(&hospital).figures;
    assert_eq!((figures.longest, figures.median), (Some(420), Some(420)));
    assert_eq!(figures.overdue, 1, "six hours without an entry of the thesaurus");
}

#[test]
fn a_department_is_one_that_is_listed_else_one_that_is_called_so() {
    let mut hospital = Hospital::with("Urgences\n B1: [libre]")
        .and("UHCD des urgences\n L1: [libre]")
        .and("Accueil\n A1: [libre]");
    let which = |hospital: &Hospital| -> Vec<String> {
        let wards = hospital
            .state
            .wards
            .iter()
            .filter(|it| is_emergency(&hospital.state, it));
        wards.map(|it| it.name.to_string()).collect()
    };
    assert_eq!(which(&hospital), ["Urgences"], "a short stay has beds");
    let mut settings = (*hospital.state.settings.flow).clone();
    settings.reserve.emergency_wards = base::Code::new("Accueil").into_iter().collect();
    let saw = hospital.state.settings_revision;
    let command = FlowCommand::Configure {
        settings: Box::new(settings),
        by: None,
        saw,
    };
    hospital.must(&domain::command::Command::Flow(Box::new(command)));
    assert_eq!(which(&hospital), ["Accueil"], "the hospital knows best");
}

#[test]
fn an_out_patient_for_whom_a_bed_is_asked_is_not_forgotten() {
    let mut hospital = hospital();
    let ed = Some(hospital.ward("Urgences"));
    for visit in ["ROUX", "GRAS"] {
        hospital.tell(
            Told::insert(Kind::Arrival, visit)
                .of(visit)
                .at("11:30")
                .class(Class::Outpatient)
                .in_("Urgences"),
        );
    }
    hospital.request_for("ROUX", ed).expect("asked");
    hospital.wait_until("23 12:00");
    let seen = table(&hospital);
    assert!(seen.contains("ROUX 24h brancard nuits 1 Open"), "{seen}");
    assert!(!seen.contains("GRAS"), "{seen}");
}

#[test]
fn the_place_in_the_queue_is_the_one_the_cell_sees_and_counts_nobody_who_comes_next_week() {
    let mut hospital = hospital();
    for visit in ["PLAN1", "PLAN2"] {
        hospital.tell(
            Told::insert(Kind::PreAdmission, visit)
                .of(visit)
                .at("28 08:00")
                .sent("11:00")
                .in_("Cardiologie"),
        );
    }
    let ed = Some(hospital.ward("Urgences"));
    let martin = hospital.request_for("MARTIN", ed).expect("asked");
    let ranking = Ranking::of(&hospital.state, hospital.now);
    let among_all = ranking.queue().iter().position(|(it, _)| it.id == martin);
    assert_eq!(among_all, Some(2), "two who come next week were announced before");

    let seen = seen(&hospital);
    let here = seen
        .rows
        .iter()
        .find_map(|it| it.request.as_ref())
        .expect("asked");
    let cell = request(&hospital.state, &hospital.vault, martin, hospital.now).expect("a request");
    assert_eq!((here.place, cell.place), (Some(1), Some(1)));
}

/// The nights that the page shows of a visit, and those that the rank counts.
fn nights_twice(hospital: &Hospital, visit: &str) -> (u16, u16) {
    let stay = hospital.stay(visit);
    let seen = seen(hospital);
    let row = seen.rows.iter().find(|it| it.stay == Some(stay)).expect("a row");
    let ranking = Ranking::of(&hospital.state, hospital.now);
    let ranked = ranking
        .queue()
        .into_iter()
        .find(|(it, _)| it.subject.stay() == Some(stay));
    let times = ranked.and_then(|(_, rank)| {
        rank.lines.iter().find_map(|line| match &line.why {
            Why::Adjustment { code, times, .. } if code.as_str() == "NUIT" => Some(*times),
            _ => None,
        })
    });
    (row.nights, times.unwrap_or(0))
}

#[test]
fn the_page_and_the_rank_count_the_same_nights_from_when_somebody_came_to_lie_on_a_trolley() {
    let mut hospital = hospital();
    let ed = Some(hospital.ward("Urgences"));
    // Decided on the second day: the night was spent all the same.
    hospital.wait_until("23 09:00");
    for visit in ["DURAND", "BLANC", "MARTIN"] {
        hospital.request_for(visit, ed).expect("asked");
    }
    assert_eq!(
        nights_twice(&hospital, "DURAND"),
        (1, 1),
        "in a place called a trolley"
    );
    assert_eq!(nights_twice(&hospital, "BLANC"), (1, 1), "in no place");
    assert_eq!(nights_twice(&hospital, "MARTIN"), (0, 0), "in a cubicle");
    // From one corridor to the next is no bed.
    hospital.tell(
        Told::insert(Kind::Transfer, "BLANC")
            .of("BLANC")
            .at("23 10:00")
            .in_("Urgences/Couloir2/1"),
    );
    hospital.wait_until("24 09:00");
    assert_eq!(nights_twice(&hospital, "BLANC"), (2, 2));
    // A bed ends it.
    hospital.tell(
        Told::insert(Kind::Transfer, "BLANC")
            .of("BLANC")
            .at("24 08:00")
            .id("m2")
            .in_("Urgences/Box1/2"),
    );
    assert_eq!(nights_twice(&hospital, "BLANC"), (0, 0));
}

#[test]
fn the_page_says_when_anything_was_last_heard_of_the_department() {
    let mut hospital = hospital();
    hospital.wait_until("15:00");
    let before = seen(&hospital).heard;
    assert_eq!(
        before,
        Some(hospital.at("08:00")),
        "since the admissions nobody spoke"
    );
    hospital.tell(
        Told::insert(Kind::Transfer, "BLANC")
            .of("BLANC")
            .at("14:30")
            .sent("14:35")
            .in_("Urgences/Box1/2"),
    );
    assert_eq!(seen(&hospital).heard, Some(hospital.at("14:35")));
}
