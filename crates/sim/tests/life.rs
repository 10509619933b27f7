//! The hospital lives as hospitals do, and nobody is in two places.

mod common;

use std::collections::{BTreeMap, HashMap, HashSet};

use common::{Told, days, honest, hours, live, read, start};
use sim::{Config, Hospital};

#[test]
fn its_books_agree_with_themselves_all_day_long() {
    let mut hospital = Hospital::new(31, start(), Config::default());
    for step in 1..=36 {
        // Five hours apart, so that every hour of the day gets its turn.
        let hour = step * 5;
        live(&mut hospital, start().plus(hours(hour)));
        assert_eq!(
            hospital.inconsistencies(),
            Vec::<String>::new(),
            "after {hour} hours"
        );
    }
}

#[test]
fn the_census_stays_around_its_target() {
    for (seed, target) in [(1, 0.90), (3, 0.85)] {
        let config = Config {
            occupancy_target: target,
            ..Config::default()
        };
        let mut hospital = Hospital::new(seed, start(), config);
        // At 18 h, when the day's exits and entries are done.
        let evening = start().plus(hours(12));
        live(&mut hospital, evening.plus(days(13)));
        let mut mean = 0.0;
        for day in 1..=7 {
            live(&mut hospital, evening.plus(days(13 + day)));
            mean += hospital.census().occupancy(hospital.territory()) / 7.0;
        }
        assert!(
            (mean - target).abs() < 0.03,
            "seed {seed}: {mean:.3} for a target of {target}"
        );
    }
}

#[test]
fn every_ward_where_people_sleep_is_in_use_and_some_patients_are_outliers() {
    let mut hospital = Hospital::new(8, start(), Config::default());
    live(&mut hospital, start().plus(days(10)));
    let census = hospital.census();
    for line in &census.wards {
        let ward = &hospital.territory().wards[line.ward.at()];
        if ward.kind.is_full_stay() && ward.beds.len() >= 20 {
            let share = line.occupied as f64 / (line.beds - line.closed) as f64;
            assert!((0.6..=1.0).contains(&share), "{}: {share:.2}", ward.name);
        }
    }
    let outliers: usize = census.wards.iter().map(|line| line.outliers).sum();
    let occupied: usize = census.wards.iter().map(|line| line.occupied).sum();
    assert!(
        (10..occupied / 8).contains(&outliers),
        "{outliers} outliers for {occupied} patients"
    );
    let closed: usize = census.wards.iter().map(|line| line.closed).sum();
    assert!((30..110).contains(&closed), "{closed} beds closed");
}

#[test]
fn days_and_weeks_have_their_rhythm() {
    let mut hospital = Hospital::new(14, start(), Config::default());
    live(&mut hospital, start().plus(hours(1)));
    let told: Vec<Told> = live(&mut hospital, start().plus(days(14)))
        .iter()
        .map(read)
        .collect();
    // Civil hours and weekdays are read from the messages: start is a Monday, and no clock changes meanwhile.
    let inpatient = |told: &&Told| {
        told.movement
            .as_ref()
            .is_some_and(|movement| movement.class == "I")
    };
    let mut exits_by_weekday = [0u32; 7];
    let mut exits_by_hour = [0u32; 24];
    for told in told.iter().filter(|told| told.trigger == "A03").filter(inpatient) {
        exits_by_weekday[weekday(told)] += 1;
        exits_by_hour[hour(told)] += 1;
    }
    let weekdays: u32 = exits_by_weekday[..5].iter().sum();
    assert!(
        exits_by_weekday[6] * 10 < weekdays / 5 * 6,
        "Sundays: {exits_by_weekday:?}"
    );
    let (night, day) = (
        exits_by_hour[0..6].iter().sum::<u32>(),
        exits_by_hour[9..18].iter().sum::<u32>(),
    );
    assert!(night * 12 < day, "{exits_by_hour:?}");

    let mut arrivals_by_hour = [0u32; 24];
    for told in told.iter().filter(|told| told.trigger == "A04") {
        arrivals_by_hour[hour(told)] += 1;
    }
    assert!(
        arrivals_by_hour[3] * 2 < arrivals_by_hour[11],
        "{arrivals_by_hour:?}"
    );
    let per_day = f64::from(arrivals_by_hour.iter().sum::<u32>()) / 14.0;
    assert!((285.0..355.0).contains(&per_day), "{per_day:.0} arrivals a day");

    let booked = told.iter().filter(|told| told.trigger == "A05");
    let by_weekday = booked.fold([0u32; 7], |mut counts, told| {
        counts[weekday(told)] += 1;
        counts
    });
    assert_eq!(
        by_weekday[5..],
        [0, 0],
        "offices are closed on weekends: {by_weekday:?}"
    );
}

#[test]
fn the_knobs_turn_what_they_name() {
    let count = |config: Config, trigger: &str| {
        let mut hospital = Hospital::new(17, start(), config);
        live(&mut hospital, start().plus(hours(1)));
        let messages = live(&mut hospital, start().plus(days(4)));
        messages
            .iter()
            .map(read)
            .filter(|told| told.trigger == trigger)
            .count()
    };
    let busy = Config {
        ed_arrivals_per_day: 640.0,
        ..Config::default()
    };
    let ratio = count(busy, "A04") as f64 / count(Config::default(), "A04") as f64;
    assert!((1.8..2.2).contains(&ratio), "twice the arrivals gave {ratio:.2}");
    let no_programme = Config {
        elective_factor: 0.0,
        ..Config::default()
    };
    assert_eq!(count(no_programme, "A05"), 0);
    for trigger in ["A07", "A11", "A12", "A13", "A40", "A52", "A53"] {
        assert_eq!(count(honest(), trigger), 0, "{trigger} in an honest feed");
    }
}

/// From the messages alone, at the times they say: an honest feed never has two patients in one bed.
#[test]
fn an_honest_feed_never_puts_two_patients_in_one_bed() {
    let mut hospital = Hospital::new(23, start(), honest());
    let told: Vec<Told> = live(&mut hospital, start().plus(days(8)))
        .iter()
        .map(read)
        .collect();
    assert_eq!(overlaps(&told), Vec::<String>::new());
}

/// In order of sending, a feed with mistakes shows beds claimed twice, few, and each is put right.
#[test]
fn bed_conflicts_exist_and_are_rare() {
    let mut hospital = Hospital::new(29, start(), Config::default());
    let told: Vec<Told> = live(&mut hospital, start().plus(days(8)))
        .iter()
        .map(read)
        .collect();
    let mut where_is: HashMap<(usize, String), [String; 3]> = HashMap::new();
    let mut claims: HashMap<[String; 3], HashSet<(usize, String)>> = HashMap::new();
    let mut conflicts = 0;
    for told in &told {
        let Some(movement) = &told.movement else {
            continue;
        };
        if matches!(told.trigger.as_str(), "A05" | "A16" | "A25" | "A38") || movement.historic == "Y" {
            continue;
        }
        let visit = (told.establishment, movement.visit.clone());
        if let Some(old) = where_is.remove(&visit) {
            claims.entry(old).or_default().remove(&visit);
        }
        if movement.has_bed() && told.trigger != "A03" && told.trigger != "A11" {
            let claimants = claims.entry(movement.place.clone()).or_default();
            conflicts += usize::from(!claimants.is_empty());
            claimants.insert(visit.clone());
            where_is.insert(visit, movement.place.clone());
        }
    }
    assert!((5..300).contains(&conflicts), "{conflicts} beds claimed twice");
    let unsettled = claims.values().filter(|claimants| claimants.len() > 1).count();
    assert!(unsettled <= 12, "{unsettled} beds still claimed twice at the end");
}

/// When a movement took effect, where the patient then is, and whether it ends the visit.
type Step = (String, [String; 3], bool);

/// Beds held by two visits at one time, from each visit's own timeline.
fn overlaps(told: &[Told]) -> Vec<String> {
    // By visit, then by movement number.
    let mut visits: BTreeMap<(usize, String), BTreeMap<String, Step>> = BTreeMap::new();
    for told in told {
        let Some(movement) = &told.movement else {
            continue;
        };
        if matches!(told.trigger.as_str(), "A05" | "A16" | "A25" | "A38") {
            continue;
        }
        let timeline = visits
            .entry((told.establishment, movement.visit.clone()))
            .or_default();
        let entry = (
            movement.effective.clone(),
            movement.place.clone(),
            told.trigger == "A03",
        );
        timeline.insert(movement.id.clone(), entry);
    }
    let mut beds: BTreeMap<[String; 3], Vec<(String, String, String)>> = BTreeMap::new();
    for ((_, visit), timeline) in visits {
        let mut steps: Vec<_> = timeline.into_values().collect();
        steps.sort();
        for (index, (from, place, last)) in steps.iter().enumerate() {
            if !last && !place[2].is_empty() {
                let to = steps.get(index + 1).map_or("9".to_owned(), |(to, ..)| to.clone());
                beds.entry(place.clone())
                    .or_default()
                    .push((from.clone(), to, visit.clone()));
            }
        }
    }
    let mut found = Vec::new();
    for (bed, mut periods) in beds {
        periods.sort();
        for pair in periods.windows(2) {
            if pair[1].0 < pair[0].1 && pair[0].2 != pair[1].2 {
                found.push(format!("{bed:?}: {:?} and {:?}", pair[0], pair[1]));
            }
        }
    }
    found
}

fn weekday(told: &Told) -> usize {
    ((told.at.since(start()) + hours(6)) / days(1) % 7) as usize
}

fn hour(told: &Told) -> usize {
    told.sent[8..10].parse().expect("MSH-7")
}

#[test]
fn every_working_day_has_its_programme_also_those_after_the_weeks_drawn_at_the_start() {
    let mut hospital = Hospital::new(21, start(), Config::default());
    let told = live(&mut hospital, start().plus(days(26)));
    // PV2-8: for when each stay was booked.
    let mut booked: BTreeMap<String, usize> = BTreeMap::new();
    for told in told.iter().map(read).filter(|told| told.trigger == "A05") {
        let more = told.text.split('\r').find(|line| line.starts_with("PV2|"));
        if let Some(day) = more.and_then(|line| line.split('|').nth(8)?.get(..8)) {
            *booked.entry(day.to_owned()).or_default() += 1;
        }
    }
    // Start is a Monday: five days of each of four weeks, the fourth one being drawn day by day.
    let zone = base::Zone::paris();
    for day in (0..26).filter(|day| day % 7 < 5) {
        let date = zone.civil(start().plus(days(day))).strftime("%Y%m%d").to_string();
        let count = booked.get(&date).copied().unwrap_or(0);
        assert!(count > 30, "{count} admissions booked for {date}, day {day}");
    }
}
