//! Random hospitals, random questions: the scan says what the slow reading of the rules says, of every bed.

use base::Code;
use base::id::StayId;
use base::time::{HOUR, MINUTE};
use domain::bed::{Attribute, ClosureReason, Hygiene};
use domain::care::{CareChange, Confidence, DischargePlan};
use domain::command::BoardCommand;
use domain::flow::placement::{
    Age, AgeGroup, Ages, Beds, FirmRule, From, Kept, NoPromises, Question, Rule, Sector, SexPolicy, SoftRule,
    Strength, explain, rank,
};
use domain::flow::{Level, Needs, SingleRoom};
use domain::identity::Sex;
use domain::movement::Kind;
use domain::testing::Told;
use proptest::prelude::*;

use crate::oracle;
use crate::scene::{Scene, code, named};

const WARDS: [&str; 3] = ["A", "B", "C"];
const WORDS: [&str; 6] = [
    "telemetry",
    "oxygen",
    "negative_pressure",
    "single",
    "day_place",
    "bariatric",
];
const CODES: [&str; 5] = ["C", "G", "A", "BHRE", "BMR"];
const SPECIALTIES: [&str; 3] = ["CARDIO", "PNEUMO", "ORTHO"];

/// Who lies in a bed, or in which state it is.
#[derive(Clone, Debug)]
enum Content {
    Free,
    Hygiene(Hygiene),
    Closed(Option<i64>),
    Patient(Patient),
    Disputed(Patient, Patient),
    Expected(Patient, i64),
}

#[derive(Clone, Debug)]
struct Patient {
    sex: Sex,
    age: u16,
    codes: Vec<&'static str>,
    away: bool,
    /// Hours until they leave, and how sure that is.
    leaves: Option<(i64, Confidence)>,
    /// In how many hours the feed announces that they leave.
    announced: Option<i64>,
}

#[derive(Clone, Debug)]
struct RoomPlan {
    ward: usize,
    words: Vec<&'static str>,
    beds: Vec<Content>,
}

fn patient() -> impl Strategy<Value = Patient> {
    let codes = prop_oneof![
        4 => Just(Vec::new()),
        2 => prop::sample::select(&CODES[..]).prop_map(|it| vec![it]),
        1 => Just(vec!["C", "BMR"]),
    ];
    let sure = prop::sample::select(&Confidence::ALL[..]);
    (
        prop::sample::select(&[Sex::Female, Sex::Male, Sex::Unknown][..]),
        prop::sample::select(&[0_u16, 9, 17, 18, 40, 75, 92][..]),
        codes,
        prop::bool::weighted(0.1),
        prop::option::weighted(0.4, (-3_i64..20, sure)),
        prop::option::weighted(0.2, 1_i64..20),
    )
        .prop_map(|(sex, age, codes, away, leaves, announced)| Patient {
            sex,
            age,
            codes,
            away,
            leaves,
            announced,
        })
}

fn content() -> impl Strategy<Value = Content> {
    let hygiene = [Hygiene::ToClean, Hygiene::Cleaning, Hygiene::Contaminated];
    prop_oneof![
        4 => Just(Content::Free),
        2 => prop::sample::select(hygiene.to_vec()).prop_map(Content::Hygiene),
        1 => prop::option::of(1_i64..30).prop_map(Content::Closed),
        6 => patient().prop_map(Content::Patient),
        1 => (patient(), patient()).prop_map(|(one, other)| Content::Disputed(one, other)),
        1 => (patient(), -30_i64..60).prop_map(|(who, hours)| Content::Expected(who, hours)),
    ]
}

fn room() -> impl Strategy<Value = RoomPlan> {
    (
        0..WARDS.len(),
        prop::collection::vec(prop::sample::select(&WORDS[..]), 0..3),
        prop::collection::vec(content(), 1..4),
    )
        .prop_map(|(ward, words, beds)| RoomPlan { ward, words, beds })
}

/// What the hospital set, ward by ward.
#[derive(Clone, Debug)]
struct Rules {
    level: Level,
    sexes: SexPolicy,
    ages: Ages,
    sector: Option<Sector>,
    own: Vec<&'static str>,
    agreed: Vec<&'static str>,
    refused: Vec<&'static str>,
}

fn rules() -> impl Strategy<Value = Rules> {
    let ages =
        prop::sample::select(&[(None, None), (None, Some(17)), (Some(18), None), (Some(75), None)][..]);
    let sector = prop::option::weighted(0.2, prop::sample::select(&Sector::ALL[..]));
    (
        prop::sample::select(
            &[
                Level::Conventional,
                Level::Conventional,
                Level::Intensive,
                Level::Day,
            ][..],
        ),
        prop::bool::weighted(0.2),
        ages,
        sector,
        prop::sample::subsequence(&SPECIALTIES[..], 0..2),
        prop::sample::subsequence(&SPECIALTIES[..], 0..2),
    )
        .prop_map(|(level, together, (from, to), sector, own, agreed)| {
            let refused = SPECIALTIES
                .into_iter()
                .filter(|it| !own.contains(it) && !agreed.contains(it));
            Rules {
                level,
                sexes: if together {
                    SexPolicy::Together
                } else {
                    SexPolicy::Apart
                },
                ages: Ages { from, to },
                sector,
                refused: refused.take(usize::from(together)).collect(),
                own,
                agreed,
            }
        })
}

fn strengths() -> impl Strategy<Value = Vec<(FirmRule, Strength)>> {
    let strength = prop::sample::select(&[Strength::Hard, Strength::Points(70), Strength::Off][..]);
    let rule = prop::sample::select(FirmRule::ALL.map(|it| it.0).to_vec());
    prop::collection::vec((rule, strength), 0..4)
}

/// A question, its wards and stays by number.
fn question() -> impl Strategy<Value = Asked> {
    let needs = (
        prop::option::of(prop::sample::select(&["CARDIO", "PNEUMO", "ASTRO"][..])),
        prop::sample::select(
            &[
                Level::Conventional,
                Level::Conventional,
                Level::Intensive,
                Level::Day,
            ][..],
        ),
        prop::sample::select(&SingleRoom::ALL[..]),
        prop::collection::vec(prop::sample::select(&CODES[..]), 0..2),
        prop::option::weighted(0.2, prop::sample::select(&["SARM", "BK", "?"][..])),
        prop::collection::vec(prop::sample::select(&WORDS[..]), 0..2),
        prop::bool::weighted(0.2),
        prop::option::of(0_u16..6),
    );
    let age = prop_oneof![
        1 => Just(Age::Unknown),
        4 => prop::sample::select(&[2026_u16, 2010, 2008, 1980, 1951, 1940][..]).prop_map(Age::Born),
        1 => prop::sample::select(&AgeGroup::ALL[..]).prop_map(Age::Group),
    ];
    let who = (
        prop::sample::select(&[Sex::Female, Sex::Male, Sex::Unknown][..]),
        age,
        prop::option::of(0..8_u32),
        prop::collection::vec(0..8_u32, 0..2),
        0..3_u8,
    );
    let wards = (
        prop::option::weighted(0.3, 0..3_usize),
        prop::sample::subsequence(&[0_usize, 1, 2][..], 0..3),
        prop::sample::subsequence(&[0_usize, 1, 2][..], 0..2),
        prop::collection::vec((0..3_usize, 0..4_u16), 0..2),
        0..3_u16,
        any::<bool>(),
    );
    let when = (
        -30_i64..1_000,
        prop::option::of(0_i64..1_200),
        prop::option::of(0_i64..1_200),
    );
    (needs, who, wards, when).prop_map(|(needs, who, wards, when)| Asked {
        needs,
        who,
        wards,
        when,
    })
}

type NeedsOf = (
    Option<&'static str>,
    Level,
    SingleRoom,
    Vec<&'static str>,
    Option<&'static str>,
    Vec<&'static str>,
    bool,
    Option<u16>,
);

type WardsOf = (
    Option<usize>,
    Vec<usize>,
    Vec<usize>,
    Vec<(usize, u16)>,
    u16,
    bool,
);

#[derive(Clone, Debug)]
struct Asked {
    needs: NeedsOf,
    who: (Sex, Age, Option<u32>, Vec<u32>, u8),
    wards: WardsOf,
    when: (i64, Option<i64>, Option<i64>),
}

impl Asked {
    fn of(self, scene: &Scene) -> Question {
        let hospital = &scene.hospital;
        let ward = |number: usize| hospital.ward(WARDS[number]);
        let after = |minutes: i64| hospital.now.plus(minutes * MINUTE);
        let (specialty, level, single, precautions, germ, equipment, companion, nights) = self.needs;
        let (sex, age, stay, together, from) = self.who;
        let (referring, preferred, acceptable, kept, moves, unscheduled) = self.wards;
        let needs = Needs {
            specialty: specialty.map(code),
            level,
            single,
            precautions: precautions.into_iter().map(code).collect(),
            germ: germ.map(code),
            equipment: equipment.into_iter().filter_map(Attribute::named).collect(),
            companion,
            earliest: self.when.1.map(after),
            latest: self.when.2.map(after),
            nights,
        };
        let known = |stay: &u32| usize::try_from(*stay).is_ok_and(|it| it < hospital.state.stays.len());
        let mut question = Question::new(needs, after(self.when.0));
        question.sex = sex;
        question.age = age;
        question.stay = stay.filter(known).map(StayId::new);
        question.together = together.into_iter().map(StayId::new).collect();
        question.from = match from {
            0 => From::Outside,
            1 => From::Emergency(None),
            _ => From::Ward(ward(0)),
        };
        question.unscheduled = unscheduled;
        question.moves = moves;
        question.referring = referring.map(ward);
        question.preferred = preferred.into_iter().map(ward).collect();
        question.acceptable = acceptable.into_iter().map(ward).collect();
        question.kept = kept
            .into_iter()
            .map(|(number, beds)| Kept {
                ward: ward(number),
                beds,
            })
            .collect();
        question
    }
}

fn build(rooms: &[RoomPlan], wards: &[Rules], strengths: &[(FirmRule, Strength)]) -> Scene {
    let drawing = |ward: usize| {
        let mut out = WARDS[ward].to_owned();
        // One room that is always there, so that the ward is.
        out.push_str("\n0: [libre]");
        for (number, room) in rooms.iter().enumerate().filter(|(_, it)| it.ward == ward) {
            let beds: String = (0..room.beds.len()).map(|bed| format!(" {bed}[libre]")).collect();
            out.push_str(&format!("\n{}:{beds}", number + 1));
        }
        out
    };
    let mut scene = Scene::new(&drawing(0)).and(&drawing(1)).and(&drawing(2));
    for (number, room) in rooms.iter().enumerate() {
        let place = format!("{}/{}", WARDS[room.ward], number + 1);
        scene = scene.offers(&place, &room.words);
        for (bed, content) in room.beds.iter().enumerate() {
            fill(&mut scene, &format!("{place}/{bed}"), content);
        }
    }
    scene
        .specialties(&SPECIALTIES)
        .lists(|it| it.germs = vec![named("SARM"), named("BK")])
        .sets(|it| {
            it.soft.clear();
            it.soft.insert(SoftRule::Choice, 7);
            it.firm.extend(strengths.iter().copied());
            it.negative_pressure = vec![code("BK")];
        })
        .profile(WARDS[0], describe(&wards[0]))
        .profile(WARDS[1], describe(&wards[1]))
}

fn describe(rules: &Rules) -> impl FnOnce(&mut domain::flow::placement::WardProfile) + use<> {
    let rules = rules.clone();
    let codes = |list: &[&str]| -> Vec<Code> { list.iter().map(|it| code(it)).collect() };
    move |profile| {
        profile.level = rules.level;
        profile.sexes = rules.sexes;
        profile.ages = rules.ages;
        profile.sector = rules.sector;
        profile.own = codes(&rules.own);
        profile.agreed = codes(&rules.agreed);
        profile.refused = codes(&rules.refused);
    }
}

fn fill(scene: &mut Scene, place: &str, content: &Content) {
    let bed = scene.hospital.bed(place);
    let now = scene.hospital.now;
    let mut act = |action| scene.hospital.act(action).map(|_| ()).unwrap_or(());
    match content {
        Content::Free => {}
        Content::Hygiene(hygiene) => act(BoardCommand::MarkBed {
            bed,
            hygiene: *hygiene,
        }),
        Content::Closed(hours) => act(BoardCommand::CloseBed {
            bed,
            reason: ClosureReason::Works,
            until: hours.map(|it| now.plus(it * HOUR)),
        }),
        Content::Patient(who) => come(scene, place, who, Kind::Admission, -4),
        Content::Disputed(one, other) => {
            come(scene, place, one, Kind::Admission, -4);
            come(scene, place, other, Kind::Admission, -3);
        }
        Content::Expected(who, hours) => come(scene, place, who, Kind::PreAdmission, *hours),
    }
}

fn come(scene: &mut Scene, place: &str, who: &Patient, kind: Kind, hours: i64) {
    let visit = format!("V{}", scene.hospital.state.stays.len());
    let now = scene.hospital.now;
    let sex = who.sex;
    let told = Told::insert(kind, &visit)
        .of(&format!("{visit} ♀{}", who.age))
        .but(|it| it.sex = sex)
        .in_(place)
        .with(|it| it.at = now.plus(hours * HOUR));
    scene.hospital.tell(told);
    if who.away {
        scene
            .hospital
            .tell(Told::insert(Kind::Leave, &visit).at("11:00").in_(place));
    }
    if let Some(hours) = who.announced {
        let told = Told::insert(Kind::PendingDischarge, &visit).sent("11:30");
        scene
            .hospital
            .tell(told.with(|it| it.at = now.plus(hours * HOUR)));
    }
    let stay = scene.hospital.stay(&visit);
    let mut state = |change| {
        let _ = scene
            .hospital
            .act(BoardCommand::StateCare { stay, change, saw: 0 });
    };
    if !who.codes.is_empty() {
        state(CareChange::Precautions(
            who.codes.iter().map(|it| code(it)).collect(),
        ));
    }
    if let Some((hours, confidence)) = who.leaves {
        state(CareChange::Discharge(Some(DischargePlan {
            at: Some(now.plus(hours * HOUR)),
            destination: None,
            confidence,
        })));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_scan_says_what_the_rules_say(
        rooms in prop::collection::vec(room(), 1..7),
        wards in prop::collection::vec(rules(), 2),
        strengths in strengths(),
        questions in prop::collection::vec(question(), 1..6),
    ) {
        let scene = build(&rooms, &wards, &strengths);
        let (state, now) = (&scene.hospital.state, scene.hospital.now);
        let beds = Beds::of(state, &NoPromises);
        let real = oracle::real_beds(state);
        for asked in questions {
            let question = asked.of(&scene);
            let answer = rank(&beds, &question, now, 3);
            prop_assert_eq!(answer.considered(), real.len());
            for bed in &real {
                let judged = oracle::judge(state, &question, now, *bed);
                let verdict = answer.of(*bed).expect("a verdict");
                let refused: std::collections::BTreeSet<&str> = verdict.refused.iter().map(Rule::word).collect();
                let explained = explain(&beds, &question, *bed, now).expect("explained");
                prop_assert_eq!(&refused, &judged.refused, "{} {:?} {:#?}", bed, question, explained);
                if refused.is_empty() {
                    prop_assert_eq!(u64::from(verdict.points), judged.points, "{} {:?} {:#?}", bed, question, explained);
                }
                // The reasons given are those that counted.
                prop_assert!(verdict.refused.without(explained.verdict.refused).is_empty());
                if refused.is_empty() {
                    prop_assert_eq!(verdict, explained.verdict);
                }
            }
            // The first of all, and none before it.
            let ranking = answer.ranking();
            let top: Vec<_> = answer.top.iter().map(|it| (it.bed, it.points)).collect();
            prop_assert_eq!(&ranking[..top.len()], &top[..]);
            prop_assert_eq!(top.len(), ranking.len().min(3));
            prop_assert_eq!(answer.candidates as usize, ranking.len());
            for (rule, count) in answer.discarded() {
                prop_assert_eq!(answer.discarded_by(rule).count(), count.beds as usize);
            }
        }
    }
}
