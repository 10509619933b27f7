//! How many beds are kept for emergencies, from what came on the same week of other years.

use base::zone::Date;
use domain::command::StructureCommand;
use domain::flow::{DailyCounts, Reserve, ReserveBasis, ReserveRules, reserve, reserves, unscheduled};
use domain::movement::Kind;
use domain::testing::{Hospital, Told};

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// Five years in which the count of a day is its number in the week, Monday 1 to Sunday 7.
fn weekly() -> DailyCounts {
    let (first, last) = (day("2021-01-04"), day("2026-01-04"));
    let days = (last - first).get_days();
    let counts = (0..days).map(|it| u16::try_from(it % 7 + 1).expect("small"));
    DailyCounts {
        first,
        counts: counts.collect(),
    }
}

#[test]
fn a_quarter_of_the_days_of_that_week_were_not_above_it() {
    let rules = ReserveRules::default();
    let kept = reserve(&weekly(), day("2026-11-22"), &rules).expect("known");
    // Three weeks of 1 to 7: of 21 counts, the sixth.
    assert_eq!(
        kept,
        Reserve {
            beds: 2,
            days: 21,
            least: 1,
            most: 7
        }
    );
    let half = ReserveRules {
        percentile: 50,
        ..rules.clone()
    };
    assert_eq!(
        reserve(&weekly(), day("2026-11-22"), &half).expect("known").beds,
        4
    );
}

#[test]
fn the_window_is_the_hospitals() {
    let sundays = ReserveRules {
        same_weekday: true,
        ..ReserveRules::default()
    };
    let kept = reserve(&weekly(), day("2026-11-22"), &sundays).expect("known");
    assert_eq!((kept.beds, kept.days), (7, 3), "a Sunday like the Sundays before");
    let wide = ReserveRules {
        weeks_around: 2,
        years: 2,
        ..ReserveRules::default()
    };
    assert_eq!(
        reserve(&weekly(), day("2026-06-10"), &wide).expect("known").days,
        2 * 5 * 7
    );
}

#[test]
fn a_year_of_fifty_three_weeks_is_compared_with_the_fifty_second_of_others() {
    // 2026-12-31 lies in week 53; 2025, 2024 and 2023 have none.
    let kept = reserve(&weekly(), day("2026-12-31"), &ReserveRules::default()).expect("known");
    assert_eq!(kept.days, 21);
}

#[test]
fn nothing_is_said_of_what_nobody_counted() {
    let empty = DailyCounts {
        first: day("2026-01-01"),
        counts: Vec::new(),
    };
    assert_eq!(reserve(&empty, day("2026-11-22"), &ReserveRules::default()), None);
    let one = DailyCounts {
        first: day("2025-11-17"),
        counts: vec![3],
    };
    let kept = reserve(&one, day("2026-11-16"), &ReserveRules::default()).expect("known");
    assert_eq!((kept.beds, kept.days), (3, 1));
}

#[test]
fn whoever_comes_from_the_emergency_department_is_counted_on_the_day_of_the_site() {
    let mut hospital = Hospital::with(
        "Urgences
         B1: [MARTIN]
         B2: [DURAND]",
    )
    .and(
        "Cardiologie
         401: P[PETIT] F[libre]
         402: [libre]",
    );
    set(&mut hospital, |it| it.emergency_wards = vec![code("Urgences")]);
    // Half past midnight of the 23rd in Paris is still the 22nd in UTC.
    hospital.wait_until("23 09:00");
    hospital.tell(
        Told::insert(Kind::Transfer, "MARTIN")
            .of("MARTIN")
            .at("23 00:30")
            .in_("Cardiologie/401/F"),
    );
    hospital.tell(
        Told::insert(Kind::Transfer, "DURAND")
            .of("DURAND")
            .at("22 13:00")
            .in_("Cardiologie/402/402"),
    );
    hospital.tell(
        Told::insert(Kind::Transfer, "PETIT")
            .of("PETIT")
            .at("22 13:00")
            .in_("Urgences/B1/B1"),
    );
    let zone = base::Zone::paris();
    let found = unscheduled(&hospital.state, &zone, day("2026-11-21"), day("2026-11-23"));
    let ward = hospital.ward("Cardiologie");
    assert_eq!(found.keys().copied().collect::<Vec<_>>(), [ward]);
    assert_eq!(found[&ward].counts, [0, 1, 1]);
}

fn code(text: &str) -> base::Code {
    base::Code::new(text).expect("code")
}

fn set(hospital: &mut Hospital, change: impl FnOnce(&mut ReserveRules)) {
    let mut settings = (*hospital.state.settings.flow).clone();
    change(&mut settings.reserve);
    let saw = hospital.state.settings_revision;
    let settings = Box::new(settings);
    let configure = domain::flow::FlowCommand::Configure {
        settings,
        by: None,
        saw,
    };
    hospital.must(&domain::command::Command::Flow(Box::new(configure)));
}

/// ```text
/// Urgences     B1[MARTIN] B2[DURAND]
/// Cardiologie  401 P[PETIT] F[libre]  402[libre]
/// ```
fn two_wards() -> Hospital {
    Hospital::with(
        "Urgences
         B1: [MARTIN]
         B2: [DURAND]",
    )
    .and(
        "Cardiologie
         401: P[PETIT] F[libre]
         402: [libre]",
    )
}

#[test]
fn a_ward_of_which_nothing_is_known_keeps_nothing_unless_the_hospital_says_so() {
    let mut hospital = two_wards();
    let zone = base::Zone::paris();
    let today = day("2026-11-23");
    assert_eq!(reserves(&hospital.state, &zone, today).len(), 0);
    set(&mut hospital, |it| {
        it.by_hand.insert(code("Cardiologie"), 2);
    });
    let kept = reserves(&hospital.state, &zone, today);
    let ward = hospital.ward("Cardiologie");
    assert_eq!(kept.keys().copied().collect::<Vec<_>>(), [ward]);
    assert_eq!((kept[&ward].beds, kept[&ward].days), (2, 0));
}

#[test]
fn days_before_the_first_admission_ever_seen_are_not_days_without_any() {
    let mut hospital = two_wards();
    set(&mut hospital, |it| it.emergency_wards = vec![code("Urgences")]);
    hospital.wait_until("23 09:00");
    hospital.tell(
        Told::insert(Kind::Transfer, "MARTIN")
            .of("MARTIN")
            .at("22 13:00")
            .in_("Cardiologie/401/F"),
    );
    // A year later, in the same week: one day of it was seen, with one admission, and it is not drowned in zeros.
    let kept = reserves(&hospital.state, &base::Zone::paris(), day("2027-11-24"));
    let ward = hospital.ward("Cardiologie");
    assert_eq!((kept[&ward].beds, kept[&ward].days), (1, 1));
}

/// What the count depends on beside the past: whatever changes it changes the basis, and what does not leaves it alone.
#[test]
fn it_is_counted_again_when_the_day_the_window_or_the_wards_change_and_not_for_a_number_set_by_hand() {
    let mut hospital = two_wards().and("Cardio\n1: [libre]");
    let today = day("2026-11-23");
    let mut last = ReserveBasis::of(&hospital.state, today);
    assert_ne!(
        last,
        ReserveBasis::of(&hospital.state, day("2026-11-24")),
        "the next day"
    );
    set(&mut hospital, |it| {
        it.by_hand.insert(code("Cardiologie"), 2);
    });
    assert_eq!(last, ReserveBasis::of(&hospital.state, today), "set by hand");
    let mut changes = |hospital: &Hospital, what: &str| {
        let next = ReserveBasis::of(&hospital.state, today);
        assert_ne!(last, next, "{what}");
        last = next;
    };
    set(&mut hospital, |it| it.percentile = 50);
    changes(&hospital, "the percentile");
    set(&mut hospital, |it| it.emergency_wards = vec![code("Cardio")]);
    changes(&hospital, "which wards are emergency departments");
    let (gone, into) = (hospital.ward("Cardio"), hospital.ward("Cardiologie"));
    let merge = StructureCommand::MergeWard { gone, kept: into };
    hospital.must(&domain::command::Command::Structure(merge));
    changes(&hospital, "two wards became one, with as many wards as before");
}
