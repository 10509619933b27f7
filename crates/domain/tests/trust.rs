//! How far a board can be trusted: each figure on situations small enough to count by hand.

use base::Moment;
use base::time::{DAY, HOUR, MINUTE};
use domain::bed::Hygiene;
use domain::command::BoardCommand;
use domain::movement::Kind;
use domain::testing::{Hospital, Told, moment};
use domain::view::trust::{Asked, Figures, Period, Spread, WardTrust, Why, territory_trust, ward_trust};

const WARD: &str = "Cardiologie";

fn hospital() -> Hospital {
    Hospital::with(
        "Cardiologie
         1: [libre]
         2: [libre]
         3: [libre]
         4: [libre]",
    )
}

fn asked(period: Period, hours: u32) -> Asked {
    Asked { period, hours }
}

fn trust(hospital: &Hospital, asked: Asked) -> WardTrust {
    ward_trust(
        &hospital.state,
        &hospital.vault,
        hospital.ward(WARD),
        asked,
        hospital.now,
    )
    .expect("a ward")
}

fn day(hospital: &Hospital) -> WardTrust {
    trust(hospital, asked(Period::Day, 24))
}

/// A visit that came to that bed at that hour and left, by the administration's word, told at that other hour.
fn visit(hospital: &mut Hospital, name: &str, bed: &str, came: &str) {
    let place = format!("{WARD}/{bed}/{bed}");
    hospital.tell(Told::insert(Kind::Admission, name).of(name).at(came).in_(&place));
}

fn goes(hospital: &mut Hospital, name: &str, at: &str, told: &str) {
    hospital.tell(Told::insert(Kind::Discharge, name).of(name).at(at).sent(told));
}

fn seen_leaving(hospital: &mut Hospital, name: &str, at: &str) {
    let (stay, at) = (hospital.stay(name), moment(at));
    hospital.act(BoardCommand::MarkLeft { stay, at }).expect("noted");
}

#[test]
fn exits_are_counted_once_each_seen_or_not() {
    let mut hospital = hospital();
    for (name, bed) in [("AUBRY", "1"), ("BEAU", "2"), ("CARON", "3"), ("DIOP", "4")] {
        visit(&mut hospital, name, bed, "08:00");
    }
    hospital.wait_until("16:00");
    // Seen first, by an hour and a half; the office gives a later hour.
    seen_leaving(&mut hospital, "AUBRY", "13:45");
    goes(&mut hospital, "AUBRY", "15:00", "15:15");
    // Seen first, by ten minutes; the office gives an earlier hour.
    seen_leaving(&mut hospital, "BEAU", "14:00");
    goes(&mut hospital, "BEAU", "13:50", "14:10");
    // Never seen.
    goes(&mut hospital, "CARON", "12:00", "12:00");
    // Seen, the office has not said anything.
    seen_leaving(&mut hospital, "DIOP", "15:30");
    assert_eq!(
        day(&hospital).exits,
        Figures {
            all: 4,
            seen: 3,
            seen_first: 3,
            awaited: 1,
            lag: Some(Spread {
                count: 2,
                median: 10 * MINUTE,
                p90: 90 * MINUTE
            }),
            gap: Some(Spread {
                count: 2,
                median: -10 * MINUTE,
                p90: 75 * MINUTE
            }),
        }
    );
    assert_eq!(day(&hospital).exits.share(3), Some(75));
    let arrivals = day(&hospital).arrivals;
    assert_eq!((arrivals.all, arrivals.seen, arrivals.lag), (4, 0, None));
}

#[test]
fn a_cancelled_exit_counts_for_nothing_and_a_corrected_one_by_its_last_hour() {
    let mut hospital = hospital();
    visit(&mut hospital, "AUBRY", "1", "08:00");
    visit(&mut hospital, "BEAU", "2", "08:00");
    hospital.wait_until("16:00");
    goes(&mut hospital, "AUBRY", "12:00", "12:00");
    let place = format!("{WARD}/1/1");
    hospital.tell(
        Told::cancel(Kind::Discharge, "AUBRY")
            .of("AUBRY")
            .at("12:00")
            .sent("12:30")
            .in_(&place),
    );
    assert_eq!(day(&hospital).exits.all, 0);
    seen_leaving(&mut hospital, "BEAU", "11:00");
    goes(&mut hospital, "BEAU", "12:00", "12:00");
    hospital.tell(
        Told::update(Kind::Discharge, "BEAU")
            .of("BEAU")
            .at("11:10")
            .sent("14:00"),
    );
    let exits = day(&hospital).exits;
    // The word held from when it was first said of an hour that had come: the correction is no second word.
    let (lag, gap) = (exits.lag.expect("both"), exits.gap.expect("both"));
    assert_eq!((exits.all, lag.median, gap.median), (1, 60 * MINUTE, 10 * MINUTE));
}

#[test]
fn an_hour_to_come_is_not_counted_and_a_period_forgets_at_its_edge() {
    let mut hospital = hospital();
    visit(&mut hospital, "AUBRY", "1", "21 08:00");
    visit(&mut hospital, "BEAU", "2", "21 08:00");
    goes(&mut hospital, "AUBRY", "21 12:00", "21 12:00");
    goes(&mut hospital, "BEAU", "22 18:00", "22 09:00");
    let exits = |hospital: &Hospital, period| trust(hospital, asked(period, 24)).exits.all;
    hospital.now = moment("22 12:00").plus(-1);
    assert_eq!(exits(&hospital, Period::Day), 1);
    hospital.now = moment("22 12:00");
    assert_eq!(exits(&hospital, Period::Day), 0);
    assert_eq!(exits(&hospital, Period::Week), 1);
    hospital.now = moment("22 18:00");
    assert_eq!(exits(&hospital, Period::Day), 1);
}

#[test]
fn a_sender_whose_clock_runs_behind_is_heard_no_earlier_than_what_it_tells() {
    let mut hospital = hospital();
    visit(&mut hospital, "AUBRY", "1", "08:00");
    hospital.wait_until("16:00");
    seen_leaving(&mut hospital, "AUBRY", "13:45");
    // Its clock says 12:00 while it tells of 14:00.
    goes(&mut hospital, "AUBRY", "14:00", "12:00");
    assert_eq!(day(&hospital).exits.lag.expect("both").median, 15 * MINUTE);
}

#[test]
fn a_lag_over_the_night_of_25_hours_is_what_really_passed() {
    let at = |text: &str| Moment::from_millis(text.parse::<i64>().expect("millis"));
    // 25 October 2026, 00:30 and 01:30 UTC: both are 02:30 on the wall.
    let (first, second) = (at("1792888200000"), at("1792891800000"));
    let mut hospital = hospital();
    hospital.now = second;
    let told = Told::insert(Kind::Admission, "AUBRY")
        .of("AUBRY")
        .in_("Cardiologie/1/1");
    hospital.tell(
        told.with(|it| it.at = first.plus(-2 * HOUR))
            .seen(|it| it.stamp.sent_at = first.plus(-2 * HOUR)),
    );
    let stay = hospital.stay("AUBRY");
    hospital
        .act(BoardCommand::MarkLeft { stay, at: first })
        .expect("noted");
    let told = Told::insert(Kind::Discharge, "AUBRY").of("AUBRY");
    hospital.tell(
        told.with(|it| it.at = second)
            .seen(|it| it.stamp.sent_at = second),
    );
    assert_eq!(day(&hospital).exits.gap.expect("both").median, HOUR);
}

#[test]
fn beds_nobody_spoke_of_are_to_be_looked_at_until_somebody_speaks() {
    let mut hospital = hospital();
    visit(&mut hospital, "AUBRY", "1", "21 08:00");
    visit(&mut hospital, "BEAU", "2", "22 08:00");
    let bed = hospital.bed("Cardiologie/3/3");
    hospital.now = moment("21 07:00");
    hospital
        .act(BoardCommand::MarkBed {
            bed,
            hygiene: Hygiene::ToClean,
        })
        .expect("marked");
    hospital.wait_until("22 12:00");
    let names = |hospital: &Hospital, hours| -> Vec<String> {
        let found = trust(hospital, asked(Period::Day, hours)).to_check;
        found.into_iter().map(|it| it.name).collect()
    };
    assert_eq!(names(&hospital, 24), ["3", "1"]);
    assert_eq!(names(&hospital, 48), Vec::<String>::new());
    let (stay, at) = (hospital.stay("AUBRY"), hospital.now);
    hospital
        .act(BoardCommand::MarkArrived { stay, at })
        .expect("noted");
    assert_eq!(names(&hospital, 24), ["3"]);
}

#[test]
fn forgotten_stays_are_told_with_their_reason() {
    let mut hospital = hospital();
    visit(&mut hospital, "AUBRY", "1", "18 08:00");
    visit(&mut hospital, "BEAU", "2", "20 08:00");
    let tomorrow = moment("20 18:00");
    let update = Told::update(Kind::Admission, "BEAU")
        .of("BEAU")
        .at("20 08:00")
        .sent("20 09:00");
    hospital.tell(
        update
            .in_("Cardiologie/2/2")
            .with(|it| it.expected_discharge = Some(tomorrow).into()),
    );
    hospital.tell(
        Told::insert(Kind::PreAdmission, "CARON")
            .of("CARON")
            .at("20 10:00")
            .sent("19 10:00")
            .in_("Cardiologie/3/3"),
    );
    visit(&mut hospital, "DIOP", "4", "20 08:00");
    hospital.now = moment("20 12:00");
    seen_leaving(&mut hospital, "DIOP", "20 11:00");
    hospital.wait_until("22 12:00");
    let ends = |hospital: &Hospital| -> Vec<(Why, StayIdName)> {
        day(hospital)
            .loose
            .into_iter()
            .map(|it| (it.why, it.stay.to_string()))
            .collect()
    };
    let id = |hospital: &Hospital, name: &str| hospital.stay(name).to_string();
    assert_eq!(
        ends(&hospital),
        [
            (Why::Silent, id(&hospital, "AUBRY")),
            (Why::Overstayed, id(&hospital, "BEAU")),
            (Why::NeverCame, id(&hospital, "CARON")),
            (Why::ExitNotStated, id(&hospital, "DIOP")),
        ]
    );
    goes(&mut hospital, "DIOP", "20 11:05", "22 11:00");
    assert_eq!(ends(&hospital).len(), 3);
}

type StayIdName = String;

#[test]
fn silence_is_judged_by_the_same_hour_of_other_days() {
    let mut hospital = hospital();
    hospital.now = moment("20 12:00");
    // One movement a day at 11:00, for eight days; on the ninth none.
    for date in 13..=20 {
        let name = format!("P{date}");
        let told = Told::insert(Kind::Admission, &name)
            .of(&name)
            .at(&format!("{date} 11:00"));
        hospital.tell(told.in_(WARD));
    }
    let silence = |hospital: &Hospital| day(hospital).freshness.silence.expect("heard");
    hospital.now = moment("20 12:00");
    let quiet = silence(&hospital);
    assert_eq!((quiet.lasting, quiet.is_unusual()), (HOUR, false));
    let usual = quiet.usual.expect("seven days");
    assert_eq!((usual.days, usual.median, usual.p90), (7, HOUR, HOUR));
    hospital.now = moment("21 12:00");
    let quiet = silence(&hospital);
    assert_eq!((quiet.lasting, quiet.is_unusual()), (DAY + HOUR, true));
    // At ten in the morning everybody is used to a day of silence.
    hospital.now = moment("21 10:00");
    assert!(!silence(&hospital).is_unusual());
}

#[test]
fn the_table_of_the_territory_says_what_the_page_of_each_ward_says() {
    let mut hospital = hospital().and("Soins de suite\n1: [PETIT]");
    visit(&mut hospital, "AUBRY", "1", "08:00");
    visit(&mut hospital, "BEAU", "1", "09:00");
    seen_leaving(&mut hospital, "AUBRY", "11:00");
    let asked = Asked::default();
    let table = territory_trust(&hospital.state, &hospital.vault, asked, hospital.now);
    assert_eq!(table.len(), 2);
    for line in &table {
        let page = ward_trust(&hospital.state, &hospital.vault, line.ward, asked, hospital.now);
        assert_eq!(page.as_ref(), Some(line));
    }
    assert_eq!(table[0].exits.awaited, 1);
}
