//! Somebody comes for whom a bed was promised: under the number that was announced, under another one, or under a name
//! alone. The situation, what the feed says, the situation after.

use base::id::{HoldId, PatientId, RequestId};
use domain::flow::{Asker, HoldCommand, HoldEnd, HoldState, Needs, NewRequest, Origin, RequestCommand, Who};
use domain::movement::{Class, Kind};
use domain::observation::Fact;
use domain::testing::{Hospital, Told};
use domain::view::feed::{What, feed};

const BED: &str = "Cardiologie/402/402";
const OTHER: &str = "Cardiologie/401/F";
const H0: HoldId = HoldId::new(0);
const Q0: RequestId = RequestId::new(0);

/// ```text
/// Urgences     B1[MARTIN] B2[libre] B3[libre]
/// Cardiologie  401 P[PETIT] F[libre]  402[libre]
/// ```
fn hospital() -> Hospital {
    Hospital::with(
        "Urgences
         B1: [MARTIN]
         B2: [libre]
         B3: [libre]",
    )
    .and(
        "Cardiologie
         401: P[PETIT] F[libre]
         402: [libre]",
    )
}

/// ROUX is to be admitted to cardiology at 14:00 under the number P1, and 402 is promised.
fn planned() -> Hospital {
    let mut hospital = hospital();
    hospital.tell(
        Told::insert(Kind::PreAdmission, "P1")
            .of("ROUX ♀48")
            .at("14:00")
            .sent("9:00")
            .in_("Cardiologie"),
    );
    hospital.assign(1, Q0, BED, None).expect("given");
    hospital.promised("402: q0 par o1, 14:00-18:00");
    hospital
}

/// An emergency department announces VERNEUIL, a woman born in 1948, and 402 is promised.
fn announced() -> Hospital {
    let mut hospital = hospital();
    let ward = Some(hospital.ward("Urgences"));
    hospital.request_announced("Verneuil", ward).expect("announced");
    hospital.assign(1, Q0, BED, None).expect("given");
    hospital.asks("q0 Verneuil? (Urgences) lit 402");
    hospital
}

/// A consultation asks for a bed for ROUX, who is known and has no stay, and 402 is promised.
fn without_a_stay() -> Hospital {
    let mut hospital = hospital();
    hospital.tell(Told::fact("ROUX ♀48", Fact::Identity));
    let new = NewRequest {
        asker: Asker {
            origin: Origin::Consultation,
            ward: None,
        },
        who: Who::Patient(PatientId::new(2)),
        needs: Needs::default(),
        entry: None,
        decided: None,
        draft: false,
    };
    hospital
        .flow(0, RequestCommand::Make(Box::new(new)))
        .expect("asked");
    hospital.assign(1, Q0, BED, None).expect("given");
    hospital.asks("q0 ROUX (sans séjour) (Consultation) lit 402");
    hospital
}

fn admitted(hospital: &mut Hospital, visit: &str, who: &str, at: &str) {
    hospital.wait_until("13:40");
    hospital.tell(Told::insert(Kind::Admission, visit).of(who).at("13:35").in_(at));
}

fn end_of(hospital: &Hospital) -> HoldEnd {
    match &hospital.state.hold(H0).expect("a hold").state {
        HoldState::Ended { why, .. } => why.clone(),
        HoldState::Active => panic!("it lasts"),
    }
}

/// The clock has nothing to add to what the movement said.
fn ended(hospital: &mut Hospital, how: HoldEnd) {
    assert_eq!(end_of(hospital), how);
    assert_eq!(hospital.let_come_due(), []);
    hospital.promised("");
}

#[test]
fn who_is_announced_comes_to_the_promised_bed() {
    for visit in ["P1", "V1"] {
        let mut hospital = planned();
        admitted(&mut hospital, visit, "ROUX ♀48", BED);
        hospital.asks("q0 ROUX (Admissions) arrivé 402");
        ended(&mut hospital, HoldEnd::Kept);
    }
}

#[test]
fn who_is_announced_comes_to_another_bed_and_the_promised_one_is_given_back() {
    for visit in ["P1", "V1"] {
        let mut hospital = planned();
        admitted(&mut hospital, visit, "ROUX ♀48", OTHER);
        hospital.asks("q0 ROUX (Admissions) arrivé 401 F");
        ended(&mut hospital, HoldEnd::Moot);
        let told = feed(&hospital.state, &hospital.vault, hospital.now, 9);
        let lost = told.iter().filter(|it| matches!(it.what, What::Lost(..)));
        let beds: Vec<Option<&str>> = lost
            .map(|it| match &it.what {
                What::Lost(place, HoldEnd::Moot) => place.bed.as_deref(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(beds, [Some("402")], "the cell reads which bed is given back");
    }
}

#[test]
fn a_visit_of_the_same_patient_in_the_emergency_department_meets_no_planned_admission() {
    let mut hospital = planned();
    hospital.wait_until("13:40");
    hospital.tell(
        Told::insert(Kind::Admission, "U1")
            .of("ROUX ♀48")
            .at("13:35")
            .class(Class::Emergency)
            .in_("Urgences/B2/B2"),
    );
    hospital.asks("q0 ROUX (Admissions) lit 402");
    hospital.promised("402: q0 par o1, 14:00-18:00");
}

#[test]
fn an_admission_days_before_the_planned_one_is_another_one() {
    let mut hospital = hospital();
    hospital.tell(
        Told::insert(Kind::PreAdmission, "P1")
            .of("ROUX ♀48")
            .at("26 14:00")
            .sent("9:00")
            .in_("Cardiologie"),
    );
    hospital.assign(1, Q0, BED, None).expect("given");
    admitted(&mut hospital, "V1", "ROUX ♀48", OTHER);
    hospital.asks("q0 ROUX (Admissions) lit 402");
}

#[test]
fn who_was_known_by_name_alone_comes_to_the_promised_bed() {
    let mut hospital = announced();
    admitted(&mut hospital, "V1", "VERNEUIL ♀78", BED);
    hospital.asks("q0 VERNEUIL (Urgences) arrivé 402");
    ended(&mut hospital, HoldEnd::Kept);
    assert!(
        hospital.vault.announced(Q0).is_none(),
        "the name that was typed is erased"
    );
}

#[test]
fn whoever_has_another_name_sex_or_year_of_birth_is_somebody_else() {
    for who in ["VERNET ♀78", "VERNEUIL ♂78", "VERNEUIL ♀50"] {
        let mut hospital = announced();
        admitted(&mut hospital, "V1", who, BED);
        hospital.asks("q0 Verneuil? (Urgences) en attente");
        let other = hospital.stay("V1");
        ended(&mut hospital, HoldEnd::Broken(other));
    }
}

#[test]
fn who_had_no_stay_comes_to_the_promised_bed_or_to_another_one() {
    let mut hospital = without_a_stay();
    admitted(&mut hospital, "V1", "ROUX ♀48", BED);
    hospital.asks("q0 ROUX (Consultation) arrivé 402");
    ended(&mut hospital, HoldEnd::Kept);

    let mut hospital = without_a_stay();
    admitted(&mut hospital, "V1", "ROUX ♀48", OTHER);
    hospital.asks("q0 ROUX (Consultation) arrivé 401 F");
    ended(&mut hospital, HoldEnd::Moot);
}

#[test]
fn who_comes_by_the_emergency_department_first_keeps_the_promise_and_waits_there_for_it() {
    let mut hospital = without_a_stay();
    admitted(&mut hospital, "V1", "ROUX ♀48", "Urgences/B2/B2");
    hospital.asks("q0 ROUX (Consultation) lit 402");
    hospital.promised("402: q0 par o1, 12:00-16:00");
    // From one cubicle to the next is no arrival.
    hospital.wait_until("13:50");
    let moved = |to| Told::insert(Kind::Transfer, "V1").of("ROUX ♀48").in_(to);
    hospital.tell(moved("Urgences/B3/B3").at("13:45").id("m2"));
    hospital.asks("q0 ROUX (Consultation) lit 402");
    hospital.wait_until("14:30");
    hospital.tell(moved(BED).at("14:20").id("m3"));
    hospital.asks("q0 ROUX (Consultation) arrivé 402");
    ended(&mut hospital, HoldEnd::Kept);
}

#[test]
fn a_ward_that_awaits_somebody_without_a_request_keeps_its_word_under_any_number() {
    for visit in ["P1", "V1"] {
        let mut hospital = hospital();
        hospital.tell(
            Told::insert(Kind::PreAdmission, "P1")
                .of("ROUX ♀48")
                .class(Class::Recurring)
                .at("14:00")
                .sent("9:00")
                .in_("Cardiologie"),
        );
        hospital.asks("");
        let (stay, bed) = (hospital.stay("P1"), hospital.bed(BED));
        let reserve = HoldCommand::Reserve {
            stay,
            bed,
            from: None,
            minutes: 240,
        };
        hospital.hold(1, reserve).expect("reserved");
        admitted(&mut hospital, visit, "ROUX ♀48", BED);
        ended(&mut hospital, HoldEnd::Kept);
    }
}
