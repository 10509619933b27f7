//! The downtime sheet: a ward drawn as a board, and as the lines of its paper.

use std::fmt::Write as _;

use base::Code;
use base::time::HOUR;
use domain::bed::{ClosureReason, Hygiene};
use domain::care::CareChange;
use domain::command::BoardCommand;
use domain::movement::{Kind, Said};
use domain::testing::{Hospital, Told, moment};
use domain::view::board::ShownName;
use domain::view::sheet::{Next, WardSheet, Whose, ward_sheet};

fn sheet(hospital: &Hospital) -> WardSheet {
    let ward = hospital.ward("Cardiologie");
    ward_sheet(&hospital.state, &hospital.vault, ward, hospital.now).expect("a sheet")
}

/// The sheet as text: bed, who, number, what comes next.
fn drawn(sheet: &WardSheet) -> String {
    let hour = |at| base::Zone::paris().civil(at).strftime("%H:%M").to_string();
    let mut out = String::new();
    for line in sheet.lines() {
        let place = match line.whose {
            Whose::Bed(tile) => tile.name.as_str(),
            Whose::WithoutBed => "sans lit",
            Whose::Expected => "attendu",
        };
        let _ = write!(out, "{place} |");
        let Some(person) = line.person else {
            out.push_str(" -\n");
            continue;
        };
        let name = match &person.stay.name {
            ShownName::Full { family, .. } => family,
            ShownName::Masked => "masqué",
            ShownName::Unknown => "inconnu",
        };
        let next = match person.next {
            Next::Nothing => String::new(),
            Next::Arrives(at) => {
                let bed = person.planned.map(|tile| format!(" ({})", tile.name));
                format!("arrive {}{}", hour(at), bed.unwrap_or_default())
            }
            Next::Promised(until) => format!("gardé jusqu’à {}", hour(until)),
            Next::Returns(at) => format!("revient {}", at.map(hour).unwrap_or_default()),
            Next::Left(at) => format!("parti {}", hour(at)),
            Next::Leaves => "sort".to_owned(),
            Next::Moves => {
                let moving = person.stay.moving.as_ref().expect("a transfer");
                format!("mutation {} {}", hour(moving.at), moving.place())
            }
            Next::Overdue => "en retard".to_owned(),
            Next::ToSettle => "à départager".to_owned(),
        };
        let _ = writeln!(out, " {name} | {} | {next}", person.number.unwrap_or_default());
    }
    out.replace(" \n", "\n")
}

#[track_caller]
fn reads(hospital: &Hospital, expected: &str) {
    let expected: Vec<&str> = expected
        .lines()
        .map(str::trim)
        .filter(|it| !it.is_empty())
        .collect();
    assert_eq!(drawn(&sheet(hospital)).trim_end(), expected.join("\n"));
}

#[test]
fn a_sheet_has_every_bed_in_reading_order_then_who_has_none_then_who_is_expected() {
    let mut hospital = Hospital::with(
        "Cardiologie
         9: [PETIT]
         10: P[MARTIN] F[libre]
         402: [KELLER / DURAND]
         sans lit: NOIR",
    );
    hospital.tell(
        Told::insert(Kind::PreAdmission, "ROUX")
            .of("ROUX")
            .at("18:00")
            .in_("Cardiologie/10/P"),
    );
    hospital.tell(
        Told::insert(Kind::PreAdmission, "BLANC")
            .of("BLANC")
            .at("16:30")
            .in_("Cardiologie/10/F"),
    );
    reads(
        &hospital,
        "9 | PETIT | PETIT |
         10 P | MARTIN | MARTIN |
         10 F | BLANC | BLANC | arrive 16:30
         402 | KELLER | KELLER | à départager
         402 | DURAND | DURAND | à départager
         sans lit | NOIR | NOIR |
         attendu | ROUX | ROUX | arrive 18:00 (10 P)",
    );
}

#[test]
fn a_promise_says_until_when_it_is_kept_and_not_that_somebody_comes_then() {
    let mut hospital = Hospital::with(
        "Cardiologie
         401: [MARTIN]
         402: [libre]",
    )
    .and(
        "Urgences
         B1: [DURAND]",
    );
    let ward = Some(hospital.ward("Urgences"));
    let request = hospital.request_for("DURAND", ward).expect("asked");
    hospital
        .keep(1, request, "Cardiologie/402/402", 30)
        .expect("kept");
    reads(
        &hospital,
        "401 | MARTIN | MARTIN |
         402 | DURAND | DURAND | gardé jusqu’à 12:30",
    );
}

#[test]
fn what_comes_next_is_on_the_line() {
    let mut hospital = Hospital::with(
        "Cardiologie
         401: P[MARTIN] F[KELLER]
         402: [PETIT]
         sans lit: NOIR",
    );
    let leaving = |visit: &str, at: &str| {
        Told::insert(Kind::PendingDischarge, visit)
            .of(visit)
            .at("09:00")
            .with(|it| it.expected_discharge = Said::Value(moment(at)))
    };
    hospital.tell(leaving("MARTIN", "15:00"));
    hospital.tell(leaving("KELLER", "10:00"));
    hospital.tell(
        Told::insert(Kind::Leave, "PETIT")
            .of("PETIT")
            .at("09:00")
            .with(|it| it.expected_return = Said::Value(moment("19:00"))),
    );
    hospital.tell(
        Told::insert(Kind::PendingTransfer, "NOIR")
            .of("NOIR")
            .at("16:00")
            .sent("09:00")
            .pending("Cardiologie/403/403"),
    );
    reads(
        &hospital,
        "401 P | MARTIN | MARTIN | sort
         401 F | KELLER | KELLER | en retard
         402 | PETIT | PETIT | revient 19:00
         403 | NOIR | NOIR | arrive 16:00
         sans lit | NOIR | NOIR | mutation 16:00 Cardiologie 403",
    );
}

#[test]
fn an_empty_bed_keeps_its_line_whatever_its_state() {
    let mut hospital = Hospital::with(
        "Cardiologie
         401: P[libre] F[libre]
         402: [libre]",
    );
    let bed = |hospital: &Hospital, place| hospital.bed(place);
    let (dirty, closed) = (
        bed(&hospital, "Cardiologie/401/F"),
        bed(&hospital, "Cardiologie/402/402"),
    );
    let mark = BoardCommand::MarkBed {
        bed: dirty,
        hygiene: Hygiene::ToClean,
    };
    hospital.act(mark).expect("marked");
    let close = BoardCommand::CloseBed {
        bed: closed,
        reason: ClosureReason::Works,
        until: None,
    };
    hospital.act(close).expect("closed");
    reads(&hospital, "401 P | -\n401 F | -\n402 | -");
}

#[test]
fn a_sheet_says_the_same_until_something_of_its_ward_changes() {
    let mut hospital = Hospital::with(
        "Cardiologie
         401: P[MARTIN] F[libre]",
    )
    .and(
        "Pneumologie
         501: [DURAND]",
    );
    let before = sheet(&hospital);
    // Time passes, and another ward changes.
    hospital.now = hospital.now.plus(HOUR);
    hospital.tell(Told::insert(Kind::Discharge, "DURAND").of("DURAND").at("12:30"));
    assert_ne!(before.board.seq, sheet(&hospital).board.seq);
    assert!(before.says_the_same(&sheet(&hospital)));
    // What the ward says of a patient is on the sheet too.
    let stay = hospital.stay("MARTIN");
    let change = CareChange::Precautions(vec![Code::new("C").expect("code")]);
    hospital
        .act(BoardCommand::StateCare { stay, change, saw: 0 })
        .expect("said");
    let told = sheet(&hospital);
    assert!(!before.says_the_same(&told));
    hospital.tell(Told::insert(Kind::Discharge, "MARTIN").of("MARTIN").at("12:50"));
    assert!(!told.says_the_same(&sheet(&hospital)));
}
