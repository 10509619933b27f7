//! Whether a bed is open, free and promised to nobody, and from when: what nobody may set aside.

use base::id::{BedId, StayId};
use base::time::{DAY, HOUR};
use base::{Code, Moment};
use domain::bed::{ClosureReason, Hygiene};
use domain::care::Confidence;
use domain::command::BoardCommand;
use domain::flow::placement::{Age, From, Promise, Promises};
use domain::identity::Sex;
use domain::movement::Kind;
use domain::testing::Told;
use domain::view::board::Face;

use crate::scene::{Scene, at};

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

/// MARTIN is announced to leave at 14:00 by the feed. What the ward says of it, what its board shows, and the bed.
#[test]
fn what_the_board_shows_as_announced_is_what_frees_the_bed() {
    let scene = |plan: Option<Confidence>| {
        let mut scene = Scene::new("Cardiologie\n401: P[MARTIN ♀78] F[KELLER ♀66]");
        scene.hospital.tell(
            Told::insert(Kind::PendingDischarge, "MARTIN")
                .of("MARTIN ♀78")
                .at("14:00")
                .sent("11:00"),
        );
        match plan {
            Some(confidence) => scene.plans("MARTIN", "16:00", confidence),
            None => scene,
        }
    };
    let seen = |plan| {
        let scene = scene(plan);
        let board = scene.hospital.board("Cardiologie");
        let stays = board.tiles().find_map(|tile| match &tile.face {
            Face::Occupied(stay) => stay.leaving.map(|it| (it.at, it.announced)),
            _ => None,
        });
        let (at, announced) = stays.expect("somebody leaves");
        let drawn = scene.draws(&scene.question("♀72"));
        let bed = drawn
            .lines()
            .find(|it| it.starts_with("401 P"))
            .expect("a line")
            .to_owned();
        (at, announced, bed)
    };
    let of = |at_: &str, announced, bed: &str| (at(at_), announced, bed.to_owned());
    let [free, later, taken] = ["401 P: 55 Wait 55", "401 P: 95 Wait 95", "401 P: ✕ Free"];
    assert_eq!(seen(None), of("14:00", true, free));
    assert_eq!(
        seen(Some(Confidence::Estimated)),
        of("14:00", true, free),
        "an estimate is none the wiser"
    );
    assert_eq!(
        seen(Some(Confidence::Confirmed)),
        of("16:00", true, later),
        "the ward decided"
    );
    assert_eq!(
        seen(Some(Confidence::Waiting)),
        of("16:00", false, taken),
        "the patient waits for something"
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

    fn beds(&self) -> Vec<BedId> {
        Vec::new()
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
    // From a time at which the patient will have left: a bed has one promise, and no other would be taken.
    question.needs.nights = Some(2);
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
fn whose_hour_has_come_is_given_what_is_ready_soon() {
    let scene = Scene::new("Cardiologie\n401: P[MARTIN ♀78] F[à nettoyer]").leaves("MARTIN", "15:00");
    let mut question = scene.question("♀72");
    let soon = scene.draws(&question);
    assert!(!soon.contains("✕ Free"), "{soon}");
    // Too late for their hour already: no bed would be left to them otherwise.
    question.needs.latest = Some(at("11:00"));
    scene.answers(&question, &soon);
    // An admission planned for that very hour waits for its bed as everybody does.
    question.at = at("14:00");
    question.needs.latest = Some(at("14:00"));
    let planned = scene.draws(&question);
    assert!(!planned.contains("✕ Free"), "{planned}");
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
