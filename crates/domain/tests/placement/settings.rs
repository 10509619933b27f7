//! What the hospital sets: what cannot be used is refused with its reason, and what can is read back.

use domain::command::Command;
use domain::flow::placement::{
    Distance, FirmRule, Meaning, PlacementCommand, PlacementRefusal, PlacementSettings, RoomNeed, Rule,
    SettingsFlaw, SitePlace, SoftRule, Strength, WardPlace, WardProfile,
};
use domain::refusal::Refusal;

use crate::scene::{Scene, code, place};

fn scene() -> Scene {
    Scene::new("Cardio\n101: [libre]")
        .on_site("Cardio", "NORD")
        .specialties(&["CARDIO"])
}

fn set(scene: &mut Scene, change: impl FnOnce(&mut PlacementSettings)) -> Result<(), Refusal> {
    let mut settings = Box::new((*scene.hospital.state.placement).clone());
    change(&mut settings);
    let command = PlacementCommand::Set {
        settings,
        by: None,
        saw: scene.hospital.state.placement_revision,
    };
    scene
        .hospital
        .ask(&Command::Placement(Box::new(command)))
        .map(|_| ())
}

fn unfit(flaw: SettingsFlaw) -> Result<(), Refusal> {
    Err(Refusal::Placement(PlacementRefusal::Unfit(flaw)))
}

#[test]
fn settings_that_cannot_be_used_are_refused() {
    let mut scene = scene();
    let heavy = FirmRule::Sex;
    let refused = set(&mut scene, |it| {
        it.firm.insert(heavy, Strength::Points(10_001));
    });
    assert_eq!(refused, unfit(SettingsFlaw::FirmPoints(heavy)));
    let refused = set(&mut scene, |it| {
        it.soft.insert(SoftRule::Wait, 10_001);
    });
    assert_eq!(refused, unfit(SettingsFlaw::SoftPoints(SoftRule::Wait)));
    let refused = set(&mut scene, |it| {
        it.negative_pressure = vec![code("TB"), code("TB")]
    });
    assert_eq!(refused, unfit(SettingsFlaw::Twice(code("TB"))));
    let refused = set(&mut scene, |it| it.negative_pressure = vec![code("GALE")]);
    assert_eq!(refused, unfit(SettingsFlaw::UnknownGerm(code("GALE"))));
    let refused = set(&mut scene, |it| {
        it.precautions.push(Meaning {
            code: code("?"),
            room: RoomNeed::Single,
            sector: None,
        });
    });
    assert_eq!(refused, unfit(SettingsFlaw::UnknownPrecaution(code("?"))));
    for bound in [
        |it: &mut PlacementSettings| it.horizon_minutes = 2_881,
        |it: &mut PlacementSettings| it.leaving_hour = 24,
        |it: &mut PlacementSettings| it.usual_nights = 0,
    ] {
        assert_eq!(set(&mut scene, bound), unfit(SettingsFlaw::Bound));
    }
}

#[test]
fn profiles_speak_of_wards_and_specialties_that_exist() {
    let mut scene = scene();
    let profile = |change: fn(&mut WardProfile)| {
        move |it: &mut PlacementSettings| {
            let mut profile = WardProfile::of(place("Cardio"));
            change(&mut profile);
            it.wards = vec![profile];
        }
    };
    let nowhere = WardPlace {
        establishment: code("CHU"),
        ward: code("Pneumo"),
    };
    let refused = set(&mut scene, |it| it.wards = vec![WardProfile::of(nowhere.clone())]);
    assert_eq!(refused, unfit(SettingsFlaw::UnknownWard(nowhere)));
    let refused = set(&mut scene, |it| {
        it.wards = vec![WardProfile::of(place("Cardio")); 2]
    });
    assert_eq!(refused, unfit(SettingsFlaw::WardTwice(place("Cardio"))));
    let refused = set(&mut scene, profile(|it| it.agreed = vec![code("ORTHO")]));
    assert_eq!(refused, unfit(SettingsFlaw::UnknownSpecialty(code("ORTHO"))));
    let refused = set(
        &mut scene,
        profile(|it| {
            it.own = vec![code("CARDIO")];
            it.refused = vec![code("CARDIO")];
        }),
    );
    assert_eq!(
        refused,
        unfit(SettingsFlaw::TakenAndRefused(place("Cardio"), code("CARDIO")))
    );
    let refused = set(
        &mut scene,
        profile(|it| {
            it.ages.from = Some(75);
            it.ages.to = Some(17);
        }),
    );
    assert_eq!(refused, unfit(SettingsFlaw::Ages(place("Cardio"))));
}

#[test]
fn distances_lie_between_two_sites_and_are_told_once() {
    let mut scene = scene().and("Pneumo\n201: [libre]").on_site("Pneumo", "SUD");
    let site = |site: &str| SitePlace {
        establishment: code("CHU"),
        site: code(site),
    };
    let told = |from: &str, to: &str| Distance {
        from: site(from),
        to: site(to),
        minutes: 10,
    };
    let refused = set(&mut scene, |it| it.distances = vec![told("NORD", "NORD")]);
    assert_eq!(refused, unfit(SettingsFlaw::DistanceToItself(site("NORD"))));
    let refused = set(&mut scene, |it| it.distances = vec![told("NORD", "EST")]);
    assert_eq!(refused, unfit(SettingsFlaw::UnknownSite(site("EST"))));
    let refused = set(&mut scene, |it| {
        it.distances = vec![told("NORD", "SUD"), told("SUD", "NORD")];
    });
    assert_eq!(
        refused,
        unfit(SettingsFlaw::DistanceTwice(site("SUD"), site("NORD")))
    );
    set(&mut scene, |it| it.distances = vec![told("NORD", "SUD")]).expect("set");
    let settings = &scene.hospital.state.placement;
    assert_eq!(settings.minutes(&site("SUD"), &site("NORD")), Some(10));
}

#[test]
fn nobody_overwrites_what_they_have_not_seen() {
    let mut scene = scene();
    let settings = Box::new((*scene.hospital.state.placement).clone());
    let saw = scene.hospital.state.placement_revision;
    let ask = |scene: &mut Scene, settings, saw| {
        let by = None;
        let command = PlacementCommand::Set { settings, by, saw };
        scene
            .hospital
            .ask(&Command::Placement(Box::new(command)))
            .map(|_| ())
    };
    assert_eq!(ask(&mut scene, settings.clone(), saw), Err(Refusal::NothingToDo));
    let meanwhile = Err(Refusal::Placement(PlacementRefusal::ChangedMeanwhile));
    assert_eq!(ask(&mut scene, settings, saw + 1), meanwhile);
}

#[test]
fn settings_are_read_back_from_a_file_that_people_can_write() {
    let text = r#"{
        "firm": { "Sex": { "Points": 300 }, "Reserve": "Hard", "Age": "Off" },
        "soft": { "Outlier": 150 },
        "wards": [{
            "place": { "establishment": "CHU", "ward": "Cardio" },
            "level": "StepDown", "own": ["CARDIO"], "ages": { "from": 16 }
        }],
        "rare": ["telemetry"]
    }"#;
    let read: PlacementSettings = serde_json::from_str(text).expect("read");
    assert_eq!(read.strength(FirmRule::Sex), Strength::Points(300));
    assert_eq!(read.strength(FirmRule::Sector), Strength::Hard);
    assert_eq!(read.points(SoftRule::Outlier), 150);
    assert_eq!(read.horizon_minutes, 720);
    let again = serde_json::to_string(&read).expect("written");
    assert_eq!(
        serde_json::from_str::<PlacementSettings>(&again).expect("read"),
        read
    );
    // A rule that must stay hard cannot be written otherwise, nor a rule that costs refuse.
    for bad in [
        r#"{ "firm": { "Precautions": "Off" } }"#,
        r#"{ "firm": { "Outlier": "Hard" } }"#,
        r#"{ "soft": { "Free": 10 } }"#,
        r#"{ "soft": { "Wait": "Hard" } }"#,
        r#"{ "rare": ["hélicoptère"] }"#,
        r#"{ "strange": 1 }"#,
    ] {
        assert!(serde_json::from_str::<PlacementSettings>(bad).is_err(), "{bad}");
    }
}

#[test]
fn every_rule_has_a_word_of_its_own_and_its_place() {
    let words: std::collections::BTreeSet<&str> = Rule::all().map(Rule::word).collect();
    assert_eq!(words.len(), Rule::COUNT);
    for (place, rule) in Rule::all().enumerate() {
        assert_eq!(rule.index(), place);
        assert_eq!(Rule::named(rule.word()), Some(rule));
    }
}
