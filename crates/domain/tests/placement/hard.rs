//! The rules that refuse: everything that breaks them, half of it, nothing of it.

use base::id::{BedId, StayId};
use base::time::{DAY, HOUR};
use base::{Code, Moment};
use domain::bed::{Attribute, Attributes, ClosureReason, Hygiene};
use domain::care::Confidence;
use domain::command::BoardCommand;
use domain::flow::placement::{
    Age, AgeGroup, Ages, FirmRule, From, Kept, Meaning, Promise, Promises, RoomNeed, Sector, SexPolicy,
    Strength,
};
use domain::flow::{Level, SingleRoom};
use domain::identity::Sex;
use domain::movement::Kind;
use domain::testing::Told;

use crate::scene::{Scene, at, code, named};

#[test]
fn a_closed_bed_is_refused_until_it_opens_in_time() {
    let close = |scene: Scene, until: Option<&str>| {
        let bed = scene.hospital.bed("Cardiologie/402/402");
        scene.act(BoardCommand::CloseBed {
            bed,
            reason: ClosureReason::Works,
            until: until.map(at),
        })
    };
    let scene = || Scene::new("Cardiologie\n401: [libre]\n402: [libre]");
    let question = scene().question("♀72");
    close(scene(), None).answers(&question, "401: 0\n402: ✕ Usable");
    close(scene(), Some("23 12:00")).answers(&question, "401: 0\n402: ✕ Usable");
    close(scene(), Some("14:00")).answers(&question, "401: 0\n402: 40 Wait 40");
    scene().answers(&question, "401: 0\n402: 0");
}

#[test]
fn a_taken_bed_is_refused_unless_somebody_is_sure_that_it_will_be_free_in_time() {
    let scene = || {
        Scene::new(
            "Cardiologie
             401: P[MARTIN ♀78] F[KELLER ♀66]
             402: P[DURAND ♀70] F[libre]",
        )
    };
    let question = scene().question("♀72");
    scene().answers(&question, "402 F: 0\n401 P: ✕ Free\n401 F: ✕ Free\n402 P: ✕ Free");
    // Two hours and three quarters of one for the cleaning: 55 points at 20 an hour.
    scene()
        .leaves("KELLER", "14:00")
        .plans("DURAND", "14:00", Confidence::Estimated)
        .answers(
            &question,
            "402 F: 0\n401 F: 55 Wait 55\n401 P: ✕ Free\n402 P: ✕ Free",
        );
    // Tomorrow is too late.
    scene()
        .leaves("KELLER", "23 14:00")
        .answers(&question, "402 F: 0\n401 P: ✕ Free\n401 F: ✕ Free\n402 P: ✕ Free");
    assert_eq!(
        scene()
            .leaves("KELLER", "14:00")
            .explains(&question, "Cardiologie/401/F"),
        "✓ Usable Open
✓ Free ReadyAt { at: 2026-11-22T13:45:00Z, after: Departure }
✓ Sex SameSex
–55 Wait ReadyAt { at: 2026-11-22T13:45:00Z, after: Departure }"
    );
    // A day without an hour means two in the afternoon.
    scene().leaves("KELLER", "00:00").answers(
        &question,
        "402 F: 0\n401 F: 55 Wait 55\n401 P: ✕ Free\n402 P: ✕ Free",
    );
    // Who should have left at ten leaves any moment now.
    scene().leaves("KELLER", "10:00").answers(
        &question,
        "402 F: 0\n401 F: 15 Wait 15\n401 P: ✕ Free\n402 P: ✕ Free",
    );
}

#[test]
fn cleaning_gives_its_hour() {
    let scene = Scene::new(
        "Cardiologie
         401: [à nettoyer]
         402: [en nettoyage]
         403: [contaminé]
         404: [libre]",
    );
    let question = scene.question("♀72");
    scene.answers(
        &question,
        "404: 0
         401: 15 Wait 15
         402: 15 Wait 15
         403: 40 Wait 40",
    );
    // What is being cleaned since noon is clean at a quarter to one; what nobody cleans is not.
    let mut later = scene;
    later.hospital.wait_until("12:30");
    let mut question = later.question("♀72");
    later.answers(
        &question,
        "404: 0\n402: 5 Wait 5\n401: 15 Wait 15\n403: 40 Wait 40",
    );
    // Who comes this evening waits for nothing.
    question.at = at("18:00");
    later.answers(&question, "401: 0\n402: 0\n403: 0\n404: 0");
}

#[test]
fn a_leave_and_a_dispute_keep_their_bed() {
    let mut scene = Scene::new("Cardiologie\n401: P[MARTIN ♀78] F[KELLER ♀66 / PETIT ♀50]\n402: [libre]");
    scene
        .hospital
        .tell(Told::insert(Kind::Leave, "MARTIN").at("09:00"));
    let question = scene.question("♀72");
    scene.answers(&question, "402: 40 SingleKept 40\n401 P: ✕ Free\n401 F: ✕ Free");
    let said = scene.explains(&question, "Cardiologie/401/P");
    assert!(said.contains("✕ Free OnLeave"), "{said}");
    let said = scene.explains(&question, "Cardiologie/401/F");
    assert!(said.contains("✕ Free Disputed"), "{said}");
}

#[test]
fn the_patients_own_bed_is_not_proposed_to_them() {
    let scene = Scene::new("Cardiologie\n401: [MARTIN ♀78]\n402: [libre]");
    let mut question = scene.question("♀78");
    question.stay = Some(scene.hospital.stay("MARTIN"));
    scene.answers(&question, "402: 0\n401: ✕ Free");
    assert!(
        scene
            .explains(&question, "Cardiologie/401/401")
            .contains("✕ Free Here")
    );
}

/// A bed promised by the flow cell.
struct OneHold {
    bed: BedId,
    promise: Promise,
}

impl Promises for OneHold {
    fn on(&self, bed: BedId) -> Option<Promise> {
        (bed == self.bed).then(|| self.promise.clone())
    }

    fn germ(&self, _: StayId) -> Option<Code> {
        None
    }
}

#[test]
fn a_promised_bed_is_refused_to_others_while_the_promise_holds() {
    let scene = Scene::new("Cardiologie\n401: [libre]\n402: [libre]\nsans lit: ROUX ♀50");
    let hold = |stay, from: &str, until: &str| OneHold {
        bed: scene.hospital.bed("Cardiologie/402/402"),
        promise: Promise {
            from: at(from),
            until: at(until),
            stay,
            sex: Sex::Female,
            birth_year: None,
            precautions: Vec::new(),
            germ: None,
        },
    };
    let mut question = scene.question("♀72");
    let refused = "401: 0\n402: ✕ Promised";
    assert_eq!(
        scene.draws_with(&question, &hold(None, "12:00", "12:30")),
        refused
    );
    // Over: it refuses nothing any more.
    assert_eq!(
        scene.draws_with(&question, &hold(None, "11:00", "11:30")),
        "401: 0\n402: 0"
    );
    // From a time at which the patient will have left.
    question.needs.nights = Some(2);
    assert_eq!(
        scene.draws_with(&question, &hold(None, "25 12:00", "25 13:00")),
        "401: 0\n402: 0"
    );
    question.needs.nights = Some(5);
    assert_eq!(
        scene.draws_with(&question, &hold(None, "25 12:00", "25 13:00")),
        refused
    );
    // To this very patient, or this very request.
    question.stay = Some(scene.hospital.stay("ROUX"));
    assert_eq!(
        scene.draws_with(&question, &hold(question.stay, "12:00", "12:30")),
        "401: 0\n402: 0"
    );
    question.promised = Some(scene.hospital.bed("Cardiologie/402/402"));
    assert_eq!(
        scene.draws_with(&question, &hold(None, "12:00", "12:30")),
        "401: 0\n402: 0"
    );
}

#[test]
fn a_bed_that_the_feed_announces_for_somebody_is_promised_for_a_day() {
    let mut scene = Scene::new("Cardiologie\n401: P[libre] F[libre]");
    scene.hospital.tell(
        Told::insert(Kind::PreAdmission, "ROUX")
            .of("ROUX ♂50")
            .at("17:00")
            .sent("08:00")
            .in_("Cardiologie/401/P"),
    );
    // The neighbour to come is one already.
    scene.answers(&scene.question("♀72"), "401 P: ✕ Promised\n401 F: ✕ Sex");
    scene.answers(&scene.question("♂72"), "401 F: 0\n401 P: ✕ Promised");
    // Nobody came: a day later the bed is anybody's.
    scene.hospital.wait_until("23 18:00");
    scene.answers(&scene.question("♀72"), "401 P: 0\n401 F: 0");
}

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

#[test]
fn a_bed_that_must_be_had_by_an_hour_is_not_proposed_for_later() {
    let scene = Scene::new("Cardiologie\n401: P[MARTIN ♀78] F[libre]").leaves("MARTIN", "15:00");
    let mut question = scene.question("♀72");
    scene.answers(&question, "401 F: 0\n401 P: 75 Wait 75");
    question.needs.latest = Some(at("14:00"));
    scene.answers(&question, "401 F: 0\n401 P: ✕ Free");
    // Wanted not before the evening: the bed is ready by then.
    question.needs.latest = None;
    question.needs.earliest = Some(at("18:00"));
    scene.answers(&question, "401 P: 0\n401 F: 0");
}

#[test]
fn nothing_panics_at_the_ends_of_time() {
    let scene = Scene::new("Cardiologie\n401: P[MARTIN ♀78] F[à nettoyer]").leaves("MARTIN", "14:00");
    for moment in [i64::MIN, -1, 0, i64::MAX - 1, i64::MAX].map(Moment::from_millis) {
        let mut question = scene.question("♀72");
        question.at = moment;
        question.from = From::Ward(scene.hospital.ward("Cardiologie"));
        question.needs.earliest = Some(moment);
        question.needs.latest = Some(moment.plus(-DAY));
        question.needs.nights = Some(u16::MAX);
        question.age = Age::Born(u16::MAX);
        assert!(!scene.draws(&question).is_empty());
        question.age = Age::Born(0);
        question.at = question.at.plus(HOUR);
        assert!(!scene.draws(&question).is_empty());
    }
    let bed = scene.hospital.bed("Cardiologie/401/F");
    let hygiene = Hygiene::Clean;
    let scene = scene.act(BoardCommand::MarkBed { bed, hygiene });
    assert!(!scene.draws(&scene.question("♀72")).is_empty());
}
