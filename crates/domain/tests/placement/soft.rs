//! The rules that cost: everything that breaks them, half of it, nothing of it.

use domain::bed::{Attribute, Attributes};
use domain::care::Confidence;
use domain::flow::placement::{
    Beds, Distance, Explanation, From, NoPromises, Question, SitePlace, SoftRule, explain,
};
use domain::identity::Sex;
use domain::movement::Kind;
use domain::testing::Told;

use crate::scene::{Scene, at, code};

/// Three empty wards: too few patients for any of them to be full.
fn three_wards() -> Scene {
    Scene::new("Cardio\n101: P[libre] F[libre]")
        .and("Pneumo\n201: P[libre] F[libre]")
        .and("Ortho\n301: P[libre] F[libre]")
        .specialties(&["CARDIO", "PNEUMO", "ORTHO"])
        .profile("Cardio", |it| it.own = vec![code("CARDIO")])
        .profile("Pneumo", |it| {
            it.own = vec![code("PNEUMO")];
            it.agreed = vec![code("CARDIO")];
        })
        .profile("Ortho", |it| it.own = vec![code("ORTHO")])
}

/// The first bed of each ward, as drawn.
fn by_ward(scene: &Scene, question: &Question) -> String {
    let seen = scene.draws(question);
    let lines: Vec<&str> = seen.lines().filter(|it| it.contains(" P: ")).collect();
    lines.join("\n")
}

#[test]
fn the_ward_of_the_specialty_comes_first_then_one_that_agreed_then_any_other_by_the_night() {
    let scene = three_wards();
    let mut question = scene.question("♀72");
    assert_eq!(
        by_ward(&scene, &question),
        "Cardio 101 P: 0\nPneumo 201 P: 0\nOrtho 301 P: 0"
    );
    question.needs.specialty = Some(code("CARDIO"));
    let one_night = "Cardio 101 P: 0\nPneumo 201 P: 30 Agreed 30\nOrtho 301 P: 120 Outlier 120";
    assert_eq!(by_ward(&scene, &question), one_night);
    question.needs.nights = Some(3);
    assert_eq!(
        by_ward(&scene, &question),
        "Cardio 101 P: 0\nPneumo 201 P: 30 Agreed 30\nOrtho 301 P: 360 Outlier 360"
    );
    // A specialty of no list says nothing.
    question.needs.specialty = Some(code("ASTRO"));
    assert_eq!(
        by_ward(&scene, &question),
        "Cardio 101 P: 0\nPneumo 201 P: 0\nOrtho 301 P: 0"
    );
}

#[test]
fn a_thesaurus_has_the_last_word_on_wards_and_their_order() {
    let scene = three_wards();
    let ward = |name| scene.hospital.ward(name);
    let mut question = scene.question("♀72");
    question.needs.specialty = Some(code("CARDIO"));
    question.preferred = vec![ward("Ortho"), ward("Pneumo")];
    assert_eq!(
        by_ward(&scene, &question),
        "Ortho 301 P: 0\nPneumo 201 P: 5 Choice 5\nCardio 101 P: 30 Agreed 30"
    );
    // The ward in charge is right in any case.
    question.referring = Some(ward("Cardio"));
    assert_eq!(
        by_ward(&scene, &question),
        "Cardio 101 P: 0\nOrtho 301 P: 0\nPneumo 201 P: 5 Choice 5"
    );
    question.referring = None;
    question.needs.specialty = None;
    question.preferred = Vec::new();
    question.acceptable = vec![ward("Pneumo")];
    assert_eq!(
        by_ward(&scene, &question),
        "Pneumo 201 P: 30 Agreed 30\nCardio 101 P: 120 Outlier 120\nOrtho 301 P: 120 Outlier 120"
    );
}

#[test]
fn a_ward_that_nobody_described_is_of_the_specialty_people_call_it_by() {
    let scene = Scene::new("Cardio\n101: P[libre] F[libre]").specialties(&["CARDIO"]);
    let mut hospital = scene.hospital;
    let ward = hospital.ward("Cardio");
    hospital.must(&domain::command::Command::Structure(
        domain::command::StructureCommand::RenameWard {
            ward,
            name: "Cardio".parse().expect("a name"),
            specialty: "Cardio".parse().ok(),
        },
    ));
    let scene = Scene { hospital };
    let mut question = scene.question("♀72");
    question.needs.specialty = Some(code("CARDIO"));
    scene.answers(&question, "101 P: 0\n101 F: 0");
}

#[test]
fn minutes_between_sites_count() {
    let site = |site: &str| SitePlace {
        establishment: code("CHU"),
        site: code(site),
    };
    let far = |from: &str, to: &str, minutes| Distance {
        from: site(from),
        to: site(to),
        minutes,
    };
    let scene = three_wards()
        .on_site("Cardio", "NORD")
        .on_site("Pneumo", "SUD")
        .on_site("Ortho", "EST")
        // Told in one direction, asked in the other.
        .sets(|it| it.distances = vec![far("SUD", "NORD", 18)]);
    let mut question = scene.question("♀72");
    let all = "Cardio 101 P: 0\nPneumo 201 P: 0\nOrtho 301 P: 0";
    assert_eq!(
        by_ward(&scene, &question),
        all,
        "from outside, every site is as far"
    );
    let north = scene.hospital.state.sites.front().map(|it| it.id);
    for from in [From::Emergency(north), From::Ward(scene.hospital.ward("Cardio"))] {
        question.from = from;
        assert_eq!(
            by_ward(&scene, &question),
            "Cardio 101 P: 0\nOrtho 301 P: 0 Distance?\nPneumo 201 P: 18 Distance 18"
        );
    }
}

#[test]
fn each_hour_of_waiting_counts_from_when_the_bed_is_wanted() {
    let scene = Scene::new("Cardio\n101: [à nettoyer]\n102: [libre]\n103: [libre]");
    let mut question = scene.question("♀72");
    scene.answers(&question, "102: 0\n103: 0\n101: 15 Wait 15");
    question.at = at("12:30");
    scene.answers(&question, "102: 0\n103: 0\n101: 5 Wait 5");
    question.at = at("13:00");
    scene.answers(&question, "101: 0\n102: 0\n103: 0");
}

#[test]
fn who_was_moved_often_is_not_put_where_they_will_have_to_be_moved_again() {
    let scene = three_wards();
    let mut question = scene.question("♀72");
    question.needs.specialty = Some(code("CARDIO"));
    question.moves = 2;
    assert_eq!(
        by_ward(&scene, &question),
        "Cardio 101 P: 0\nPneumo 201 P: 30 Agreed 30\nOrtho 301 P: 320 Outlier 120, Moves 200"
    );
}

#[test]
fn moves_are_counted_from_bed_to_bed() {
    let mut scene = Scene::new("Cardio\n101: P[MARTIN ♀78] F[libre]\n102: [libre]");
    let moves = |scene: &Scene| {
        let stay = scene.hospital.stay("MARTIN");
        domain::flow::placement::moves_until(&scene.hospital.state, stay, scene.hospital.now)
    };
    assert_eq!(moves(&scene), 0);
    let tell = |scene: &mut Scene, at: &str, to: &str, id: &str| {
        scene.hospital.tell(
            Told::insert(Kind::Transfer, "MARTIN")
                .of("MARTIN ♀78")
                .at(at)
                .in_(to)
                .id(id),
        );
    };
    tell(&mut scene, "09:00", "Cardio/101/F", "7");
    assert_eq!(moves(&scene), 1);
    // Told again without moving, and to come.
    tell(&mut scene, "10:00", "Cardio/101/F", "8");
    tell(&mut scene, "18:00", "Cardio/102/102", "9");
    assert_eq!(moves(&scene), 1);
}

#[test]
fn a_move_between_nine_and_seven_counts_as_one_by_night() {
    let scene = || three_wards();
    let night = |question: &Question| scene().draws(question).contains("Night 60");
    let mut question = scene().question("♀72");
    question.from = From::Ward(scene().hospital.ward("Pneumo"));
    for (time, expected) in [
        ("20:59", false),
        ("21:00", true),
        ("23:59", true),
        ("23 00:00", true),
        ("23 06:59", true),
        ("23 07:00", false),
    ] {
        question.at = at(time);
        assert_eq!(night(&question), expected, "{time}");
    }
    // Who waits in an emergency department is not moved, but gets a bed.
    question.at = at("23:00");
    question.from = From::Emergency(None);
    assert!(!night(&question));
}

#[test]
fn the_night_follows_the_clock_on_the_wall_when_clocks_change() {
    use base::Zone;
    let paris = Zone::paris();
    // 25 October 2026: the clocks go back at three; seven in the morning comes an hour later.
    for (date, hour, minute, expected) in [
        ("2026-10-25", 6, 59, true),
        ("2026-10-25", 7, 0, false),
        ("2026-03-29", 6, 59, true),
        ("2026-03-29", 7, 0, false),
        ("2026-03-28", 21, 0, true),
        ("2026-10-24", 20, 59, false),
    ] {
        let civil = date
            .parse::<base::zone::Date>()
            .expect("a date")
            .at(hour, minute, 0, 0);
        let wanted = paris.moment(civil).0;
        let mut scene = three_wards();
        scene.hospital.now = wanted;
        let mut question = scene.question("♀72");
        question.at = wanted;
        question.from = From::Ward(scene.hospital.ward("Pneumo"));
        let bed = scene.hospital.bed("Cardio/101/P");
        let beds = Beds::of(&scene.hospital.state, &NoPromises);
        let Explanation { remarks, .. } = explain(&beds, &question, bed, wanted).expect("a bed");
        let night = remarks.iter().any(|it| it.rule.word() == "Night");
        assert_eq!(night, expected, "{date} {hour}:{minute}");
    }
}

#[test]
fn single_rooms_are_kept_for_who_needs_them_in_wards_that_have_others() {
    let scene = Scene::new("Cardio\n101: P[libre] F[libre]\n102: [libre]")
        .and("USIC\n1: [libre]\n2: [libre]\n3: [libre]\n4: [libre]\n5: [libre]");
    let mut question = scene.question("♀72");
    let kept = |question: &Question| scene.draws(question).matches("SingleKept 40").count();
    assert_eq!(kept(&question), 1, "102, and none of a ward of single rooms");
    question.needs.precautions = vec![code("C")];
    assert_eq!(kept(&question), 0, "precautions");
    question.needs.precautions = Vec::new();
    question.needs.companion = true;
    assert_eq!(kept(&question), 0, "a companion");
}

#[test]
fn a_room_blocked_by_precautions_costs_each_bed_each_night() {
    let scene = Scene::new("Cardio\n101: P[libre] M[libre] F[libre]\n102: P[libre] F[libre]\n103: [libre]");
    let mut question = scene.question("♀72");
    question.needs.precautions = vec![code("C")];
    question.needs.nights = Some(2);
    scene.answers(
        &question,
        "103: 0
         102 P: 70 Neutralised 70
         102 F: 70 Neutralised 70
         101 P: 140 Neutralised 140
         101 M: 140 Neutralised 140
         101 F: 140 Neutralised 140",
    );
    // A bed that is closed is not lost.
    let bed = scene.hospital.bed("Cardio/102/F");
    let scene = scene.act(domain::command::BoardCommand::CloseBed {
        bed,
        reason: domain::bed::ClosureReason::Isolation,
        until: None,
    });
    assert!(
        scene.draws(&question).contains("102 P: 0\n"),
        "{}",
        scene.draws(&question)
    );
}

#[test]
fn rare_equipment_is_left_to_who_needs_it() {
    let scene = || Scene::new("Cardio\n101: [libre]\n102: [libre]\n103: [libre]\n104: [libre]\n105: [libre]");
    let mut question = scene().question("♀72");
    let rare = |scene: Scene, question: &Question| scene.draws(question).matches("Rare 15").count();
    assert_eq!(rare(scene(), &question), 0);
    let two = || {
        scene()
            .offers("Cardio/101", &["telemetry"])
            .offers("Cardio/102", &["telemetry"])
    };
    assert_eq!(rare(two(), &question), 2);
    // Three of five are not rare any more.
    assert_eq!(rare(two().offers("Cardio/103", &["telemetry"]), &question), 0);
    assert_eq!(rare(scene().offers("Cardio/101", &["window"]), &question), 0);
    question.needs.equipment = Attributes::NONE.with(Attribute::Telemetry);
    assert_eq!(rare(two(), &question), 0);
}

#[test]
fn wishes_and_companions_ask_for_a_single_room() {
    let scene = Scene::new("Cardio\n101: P[libre] F[libre]\n102: [libre]\n103: [libre]");
    let mut question = scene.question("♀72");
    question.needs.companion = true;
    scene.answers(
        &question,
        "102: 0\n103: 0\n101 P: 30 Companion 30\n101 F: 30 Companion 30",
    );
    question.needs.single = domain::flow::SingleRoom::Wished;
    scene.answers(
        &question,
        "102: 0
         103: 0
         101 P: 70 Wish 40, Companion 30
         101 F: 70 Wish 40, Companion 30",
    );
}

#[test]
fn very_different_ages_cost_and_a_child_with_an_adult_more() {
    let scene = |mate: &str| {
        Scene::new(&format!(
            "Cardio\n101: P[MARTIN {mate}] F[libre]\n102: P[libre] F[libre]\n103: P[libre] F[libre]"
        ))
    };
    let cost = |mate: &str, who: &str| {
        let scene = scene(mate);
        let seen = scene.draws(&scene.question(who));
        seen.lines()
            .find(|it| it.starts_with("101 F"))
            .expect("101 F")
            .to_owned()
    };
    assert_eq!(cost("♀78", "♀72"), "101 F: 0");
    assert_eq!(cost("♀78", "♀38"), "101 F: 0");
    assert_eq!(cost("♀78", "♀37"), "101 F: 10 AgeGap 10");
    assert_eq!(cost("♀37", "♀78"), "101 F: 10 AgeGap 10");
    assert_eq!(cost("♀30", "♀9"), "101 F: 30 AgeGap 30");
    assert_eq!(cost("♀9", "♀30"), "101 F: 30 AgeGap 30");
    assert_eq!(cost("♀9", "♀4"), "101 F: 0");
    assert_eq!(cost("♀78", "♀"), "101 F: 0");
}

#[test]
fn a_mother_and_her_newborn_are_together() {
    let mut scene =
        Scene::new("Maternité\n101: P[MARTIN ♀31] F[libre]\n102: P[libre] F[libre]\nsans lit: ROUX ♂0");
    scene.hospital.tell(
        Told::insert(Kind::Admission, "ROUX")
            .of("ROUX ♂0")
            .child_of("MARTIN")
            .at("09:00")
            .in_("Maternité"),
    );
    let stay = scene.hospital.stay("ROUX");
    let now = scene.hospital.now;
    let question = Question::about(&scene.hospital.state, stay, Default::default(), now);
    assert_eq!(question.sex, Sex::Male);
    assert_eq!(question.together, vec![scene.hospital.stay("MARTIN")]);
    let seen = scene.draws(&question);
    assert!(seen.contains("101 F: 0\n"), "{seen}");
    // And the other way round.
    let stay = scene.hospital.stay("MARTIN");
    let question = Question::about(&scene.hospital.state, stay, Default::default(), now);
    assert_eq!(question.together, vec![scene.hospital.stay("ROUX")]);
}

#[test]
fn what_the_ward_said_of_precautions_is_not_forgotten_on_the_way() {
    let scene = Scene::new("Cardio\n101: P[MARTIN ♀78] F[libre]").isolated("MARTIN", &["C"]);
    let stay = scene.hospital.stay("MARTIN");
    let question = Question::about(
        &scene.hospital.state,
        stay,
        Default::default(),
        scene.hospital.now,
    );
    assert_eq!(question.needs.precautions, vec![code("C")]);
    assert_eq!(question.from, From::Ward(scene.hospital.ward("Cardio")));
}

#[test]
fn a_ward_that_fills_up_costs_more() {
    let ward = |taken: usize| {
        let beds: String = (0..10)
            .map(|it| {
                let content = if it < taken {
                    format!("P{it} ♀70")
                } else {
                    "libre".to_owned()
                };
                format!("\n{}: [{content}]", 101 + it)
            })
            .collect();
        Scene::new(&format!("Cardio{beds}")).sets(|it| it.soft.clear())
    };
    let cost = |taken| {
        let scene = ward(taken);
        let seen = scene.draws(&scene.question("♀72"));
        seen.lines().next().expect("a line").to_owned()
    };
    assert_eq!(cost(0), "101: 0");
    assert_eq!(cost(7), "108: 0");
    assert_eq!(cost(8), "109: 10 Balance 10");
    assert_eq!(cost(9), "110: 20 Balance 20");
}

#[test]
fn a_rule_that_is_off_says_nothing() {
    let scene = three_wards().sets(|it| {
        it.soft.insert(SoftRule::Outlier, 0);
        it.soft.insert(SoftRule::Agreed, 0);
    });
    let mut question = scene.question("♀72");
    question.needs.specialty = Some(code("CARDIO"));
    assert_eq!(
        by_ward(&scene, &question),
        "Cardio 101 P: 0\nPneumo 201 P: 0\nOrtho 301 P: 0"
    );
    assert!(!scene.explains(&question, "Cardio/101/P").contains("Outlier"));
}

#[test]
fn an_estimate_frees_no_bed() {
    let scene =
        Scene::new("Cardio\n101: P[MARTIN ♀78] F[libre]\n102: P[libre] F[libre]\n103: P[libre] F[libre]");
    for (confidence, free) in [
        (Confidence::Estimated, false),
        (Confidence::Waiting, false),
        (Confidence::Confirmed, true),
    ] {
        let scene = Scene {
            hospital: scene.hospital.clone(),
        }
        .plans("MARTIN", "13:00", confidence);
        let refused = scene.draws(&scene.question("♀72")).contains("101 P: ✕ Free");
        assert_eq!(!refused, free, "{confidence:?}");
    }
}
