//! The rules that refuse, of rooms, wards and needs: everything that breaks them, half of it, nothing of it.

use base::Code;
use base::id::{BedId, StayId};
use domain::bed::{Attribute, Attributes};
use domain::flow::placement::{
    Age, AgeGroup, Ages, FirmRule, Kept, Meaning, Promise, Promises, RoomNeed, Sector, SexPolicy, Strength,
};
use domain::flow::{Level, SingleRoom};

use crate::scene::{Scene, code, named};

#[test]
fn precautions_ask_for_a_single_room_or_a_cohort() {
    let scene = || {
        Scene::new(
            "Cardiologie
             401: P[MARTIN ♀78] F[libre]
             402: P[KELLER ♀66] F[libre]
             403: P[libre] F[libre]
             404: [libre]",
        )
        .isolated("KELLER", &["C"])
    };
    // Nobody isolated goes beside KELLER.
    scene().answers(
        &scene().question("♀72"),
        "401 F: 0
         403 P: 0
         403 F: 0
         404: 40 SingleKept 40
         401 P: ✕ Free
         402 P: ✕ Free
         402 F: ✕ Precautions",
    );
    // Contact: with KELLER or alone; alone in a shared room takes a bed from the others.
    let mut question = scene().question("♀72");
    question.needs.precautions = vec![code("C")];
    scene().answers(
        &question,
        "402 F: 0
         404: 0
         403 P: 35 Neutralised 35
         403 F: 35 Neutralised 35
         401 P: ✕ Free
         401 F: ✕ Precautions
         402 P: ✕ Free",
    );
    // Air: a single room and nothing else.
    question.needs.precautions = vec![code("A")];
    scene().answers(
        &question,
        "404: 0
         401 P: ✕ Free
         401 F: ✕ Precautions
         402 P: ✕ Free
         402 F: ✕ Precautions
         403 P: ✕ Precautions
         403 F: ✕ Precautions",
    );
    // Contact and something more is another set.
    question.needs.precautions = vec![code("C"), code("BMR")];
    let seen = scene().draws(&question);
    assert!(seen.contains("402 F: ✕ Precautions"), "{seen}");
}

/// KELLER carries a germ.
struct Germs(StayId, Code);

impl Promises for Germs {
    fn on(&self, _: BedId) -> Option<Promise> {
        None
    }

    fn germ(&self, stay: StayId) -> Option<Code> {
        (stay == self.0).then(|| self.1.clone())
    }

    fn beds(&self) -> Vec<BedId> {
        Vec::new()
    }
}

#[test]
fn a_cohort_has_one_germ() {
    let scene = Scene::new("Cardiologie\n402: P[KELLER ♀66] F[libre]")
        .isolated("KELLER", &["C"])
        .lists(|it| it.germs = vec![named("SARM"), named("CDIFF")]);
    let known = Germs(scene.hospital.stay("KELLER"), code("SARM"));
    let mut question = scene.question("♀72");
    question.needs.precautions = vec![code("C")];
    let with = |germ: Option<&str>, known: &dyn Promises| {
        let mut question = question.clone();
        question.needs.germ = germ.map(code);
        scene
            .draws_with(&question, known)
            .contains("402 F: ✕ Precautions")
    };
    assert!(!with(Some("SARM"), &known), "the same");
    assert!(with(Some("CDIFF"), &known), "another one");
    assert!(with(None, &known), "known of one only");
    assert!(
        !with(None, &domain::flow::placement::NoPromises),
        "known of nobody"
    );
}

#[test]
fn a_pressure_is_asked_for_where_any_bed_records_one() {
    let scene = || {
        Scene::new("Cardiologie\n401: [libre]\n402: [libre]")
            .lists(|it| it.germs = vec![named("BK")])
            .sets(|it| it.negative_pressure = vec![code("BK")])
    };
    let mut question = scene().question("♀72");
    question.needs.precautions = vec![code("A")];
    question.needs.germ = Some(code("BK"));
    scene().answers(&question, "401: 0 Precautions?\n402: 0 Precautions?");
    scene()
        .offers("Cardiologie/402", &["negative_pressure"])
        .answers(&question, "402: 0\n401: ✕ Precautions");
    let protective = |room| {
        move |it: &mut domain::flow::placement::PlacementSettings| {
            it.precautions = vec![Meaning {
                code: code("P"),
                room,
                sector: None,
            }];
        }
    };
    question.needs.precautions = vec![code("P")];
    question.needs.germ = None;
    let positive = || scene().offers("Cardiologie/401", &["positive_pressure"]);
    positive()
        .sets(protective(RoomNeed::Positive))
        .answers(&question, "401: 0\n402: ✕ Precautions");
    positive()
        .sets(protective(RoomNeed::Single))
        .answers(&question, "401: 0\n402: 0");
}

#[test]
fn measures_at_the_bed_keep_nobody_apart() {
    let scene = Scene::new("Cardiologie\n401: P[MARTIN ♀78] F[libre]").sets(|it| {
        it.precautions = vec![Meaning {
            code: code("BMR"),
            room: RoomNeed::Shared,
            sector: None,
        }];
    });
    let mut question = scene.question("♀72");
    question.needs.precautions = vec![code("BMR")];
    scene.answers(&question, "401 F: 0\n401 P: ✕ Free");
}

#[test]
fn carriers_contacts_and_clear_patients_are_kept_apart() {
    let scene = Scene::new("Cardiologie\n401: P[MARTIN ♀78] F[libre]\n402: P[libre] F[libre]")
        .and("Secteur\n501: [libre]\n502: [libre]")
        .isolated("MARTIN", &["BHRE"])
        .profile("Secteur", |it| it.sector = Some(Sector::Carrier));
    let mut question = scene.question("♀72");
    scene.answers(
        &question,
        "Cardiologie 402 P: 0
         Cardiologie 402 F: 0
         Cardiologie 401 P: ✕ Free
         Cardiologie 401 F: ✕ Precautions, Sector
         Secteur 501: ✕ Sector
         Secteur 502: ✕ Sector",
    );
    question.needs.precautions = vec![code("BHRE")];
    scene.answers(
        &question,
        "Cardiologie 401 F: 0
         Secteur 501: 0
         Secteur 502: 0
         Cardiologie 402 P: 35 Neutralised 35
         Cardiologie 402 F: 35 Neutralised 35
         Cardiologie 401 P: ✕ Free",
    );
}

#[test]
fn women_and_men_share_no_room_and_an_empty_one_takes_either() {
    let scene = || {
        Scene::new(
            "Cardiologie
             401: P[MARTIN ♀78] F[libre]
             402: P[DURAND ♂70] F[libre]
             403: P[libre] F[libre]",
        )
    };
    scene().answers(
        &scene().question("♀72"),
        "401 F: 0
         403 P: 0
         403 F: 0
         401 P: ✕ Free
         402 P: ✕ Free
         402 F: ✕ Sex",
    );
    scene().answers(
        &scene().question("72"),
        "401 F: 0 Sex?
         402 F: 0 Sex?
         403 P: 0
         403 F: 0
         401 P: ✕ Free
         402 P: ✕ Free",
    );
    let all = "401 F: 0\n402 F: 0\n403 P: 0\n403 F: 0\n401 P: ✕ Free\n402 P: ✕ Free";
    scene()
        .profile("Cardiologie", |it| it.sexes = SexPolicy::Together)
        .answers(&scene().question("♀72"), all);
    scene()
        .sets(|it| {
            it.firm.insert(FirmRule::Sex, Strength::Off);
        })
        .answers(&scene().question("♀72"), all);
    // A couple.
    let mut question = scene().question("♀72");
    question.together = vec![scene().hospital.stay("DURAND")];
    scene().answers(&question, all);
    // Who leaves before is no room-mate, and whose bed it will be.
    scene().leaves("DURAND", "11:00").answers(
        &scene().question("♀72"),
        "401 F: 0
         402 F: 0
         403 P: 0
         403 F: 0
         402 P: 15 Wait 15
         401 P: ✕ Free",
    );
    scene()
        .sets(|it| {
            it.firm.insert(FirmRule::Sex, Strength::Points(50));
        })
        .answers(
            &scene().question("♀72"),
            "401 F: 0\n403 P: 0\n403 F: 0\n402 F: 50 Sex 50\n401 P: ✕ Free\n402 P: ✕ Free",
        );
}

#[test]
fn a_ward_takes_its_ages() {
    let scene = Scene::new("Pédiatrie\n101: [libre]")
        .and("Gériatrie\n201: [libre]")
        .and("Médecine\n301: [libre]")
        .profile("Pédiatrie", |it| it.ages.to = Some(17))
        .profile("Gériatrie", |it| {
            it.ages = Ages {
                from: Some(75),
                to: None,
            }
        });
    let child = "Pédiatrie 101: 0\nMédecine 301: 0\nGériatrie 201: ✕ Age";
    scene.answers(&scene.question("♀9"), child);
    scene.answers(
        &scene.question("♀50"),
        "Médecine 301: 0\nPédiatrie 101: ✕ Age\nGériatrie 201: ✕ Age",
    );
    // Born 75 years ago, by the year: 74 or 75 years old.
    scene.answers(
        &scene.question("♀75"),
        "Gériatrie 201: 0\nMédecine 301: 0\nPédiatrie 101: ✕ Age",
    );
    scene.answers(
        &scene.question("♀"),
        "Pédiatrie 101: 0 Age?\nGériatrie 201: 0 Age?\nMédecine 301: 0",
    );
    let mut question = scene.question("♀");
    question.age = Age::Group(AgeGroup::Child);
    scene.answers(&question, child);
}

#[test]
fn a_level_below_is_refused_and_one_above_costs() {
    let scene = Scene::new("Cardiologie\n101: [libre]")
        .and("USIC\n201: [libre]")
        .and("Ambulatoire\n301: [libre]")
        .profile("USIC", |it| it.level = Level::Intensive)
        .offers("Ambulatoire/301", &["day_place"]);
    let mut question = scene.question("♀72");
    scene.answers(
        &question,
        "Cardiologie 101: 0\nUSIC 201: 90 LevelAbove 90\nAmbulatoire 301: ✕ Level",
    );
    question.needs.level = Level::Intensive;
    scene.answers(
        &question,
        "USIC 201: 0\nCardiologie 101: ✕ Level\nAmbulatoire 301: ✕ Level",
    );
    question.needs.level = Level::Day;
    scene.answers(
        &question,
        "Ambulatoire 301: 0\nCardiologie 101: 90 LevelAbove 90\nUSIC 201: 90 LevelAbove 90",
    );
}

#[test]
fn what_is_needed_is_there_or_at_least_recorded_nowhere() {
    let scene = || Scene::new("Cardiologie\n401: [libre]\n402: [libre]");
    let mut question = scene().question("♀72");
    question.needs.equipment = [Attribute::Telemetry, Attribute::Oxygen]
        .into_iter()
        .collect::<Attributes>();
    scene().answers(&question, "401: 0 Equipment?\n402: 0 Equipment?");
    scene()
        .offers("Cardiologie/401", &["telemetry"])
        .answers(&question, "401: 0 Equipment?\n402: ✕ Equipment");
    scene()
        .offers("Cardiologie/401", &["telemetry"])
        .offers("Cardiologie/402", &["telemetry", "oxygen"])
        .answers(&question, "402: 0\n401: ✕ Equipment");
}

#[test]
fn a_single_room_needed_for_care_is_one() {
    let scene = Scene::new("Cardiologie\n401: P[libre] F[libre]\n402: [libre]");
    let mut question = scene.question("♀72");
    question.needs.single = SingleRoom::Required;
    scene.answers(&question, "402: 0\n401 P: ✕ SingleNeeded\n401 F: ✕ SingleNeeded");
    question.needs.single = SingleRoom::Wished;
    scene.answers(&question, "402: 0\n401 P: 40 Wish 40\n401 F: 40 Wish 40");
    question.needs.single = SingleRoom::Indifferent;
    scene.answers(&question, "401 P: 0\n401 F: 0\n402: 40 SingleKept 40");
}

#[test]
fn a_ward_that_must_not_have_a_specialty_is_refused() {
    let scene = Scene::new("Chirurgie\n101: P[libre] F[libre]")
        .and("Médecine\n201: P[libre] F[libre]")
        .specialties(&["INFECTIO", "CARDIO"])
        .profile("Chirurgie", |it| it.refused = vec![code("INFECTIO")]);
    let mut question = scene.question("♀72");
    question.needs.specialty = Some(code("INFECTIO"));
    scene.answers(
        &question,
        "Médecine 201 P: 120 Outlier 120
         Médecine 201 F: 120 Outlier 120
         Chirurgie 101 P: ✕ Specialty
         Chirurgie 101 F: ✕ Specialty",
    );
}

#[test]
fn beds_kept_for_emergencies_cost_whoever_is_planned() {
    let scene = || Scene::new("Cardiologie\n401: P[libre] F[libre]\n402: P[MARTIN ♀78] F[KELLER ♀66]");
    let mut question = scene().question("♀72");
    let kept = |beds| {
        vec![Kept {
            ward: scene().hospital.ward("Cardiologie"),
            beds,
        }]
    };
    question.kept = kept(1);
    scene().answers(&question, "401 P: 0\n401 F: 0\n402 P: ✕ Free\n402 F: ✕ Free");
    question.kept = kept(2);
    scene().answers(
        &question,
        "401 P: 80 Reserve 80\n401 F: 80 Reserve 80\n402 P: ✕ Free\n402 F: ✕ Free",
    );
    scene()
        .sets(|it| {
            it.firm.insert(FirmRule::Reserve, Strength::Hard);
        })
        .answers(
            &question,
            "401 P: ✕ Reserve\n401 F: ✕ Reserve\n402 P: ✕ Free\n402 F: ✕ Free",
        );
    question.unscheduled = true;
    scene().answers(&question, "401 P: 0\n401 F: 0\n402 P: ✕ Free\n402 F: ✕ Free");
}
