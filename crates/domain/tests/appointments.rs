//! What an appointment book says (SIU): which appointments are admissions to come, and whose they turn out to be.

use domain::identity::{IdentifierKind, Sex};
use domain::movement::{Class, Kind, Said};
use domain::observation::Lodging;
use domain::refusal::Refusal;
use domain::state::State;
use domain::stay::Doubt;
use domain::testing::{Hospital, Told, identifier, moment};

/// A ward of three beds with one in-patient, at noon of the 22nd.
fn cardiology() -> Hospital {
    Hospital::with(
        "Cardiologie
         401: P[MARTIN ♀78] F[libre]
         402: [libre]",
    )
}

/// ROUX is to be operated on at 17:00, and to lie in cardiology.
fn booked(told: Told) -> Told {
    told.of("ROUX ♀48")
        .appointment("R1", Lodging::Booked)
        .at("17:00")
        .sent("09:00")
        .with(|it| it.expected_admission = Said::Value(moment("17:00")))
}

fn book() -> Told {
    booked(Told::insert(Kind::PreAdmission, "")).in_("Cardiologie")
}

/// The same appointment at another hour.
fn put_off(to: &str) -> Told {
    let at = moment(to);
    booked(Told::update(Kind::PreAdmission, ""))
        .sent("10:00")
        .with(|it| (it.at, it.expected_admission) = (at, Said::Value(at)))
}

fn call_off() -> Told {
    booked(Told::cancel(Kind::PreAdmission, "")).sent("11:00")
}

/// What is refused, and that nobody was registered for it.
fn refused(hospital: &mut Hospital, told: Told) -> Refusal {
    let known = |state: &State| (state.patients.len(), state.stays.len(), state.wards.len());
    let before = known(&hospital.state);
    let refusal = hospital.ask(&told.command()).expect_err("refused");
    assert_eq!(known(&hospital.state), before);
    assert!(refusal.is_of_no_interest());
    refusal
}

fn wanted_at(hospital: &Hospital) -> Vec<String> {
    let requests = hospital.state.requests.iter();
    let mut hours: Vec<String> = requests
        .filter(|it| it.stage.is_open())
        .map(|it| it.needs.latest.map_or_else(String::new, |at| at.to_string()))
        .collect();
    hours.sort();
    hours
}

#[test]
fn the_request_of_an_admission_is_born_of_its_appointment_put_off_and_withdrawn() {
    let mut hospital = cardiology();
    assert_eq!(hospital.tell(book()), []);
    hospital.asks("q0 ROUX (Admissions) en attente");
    hospital.shows(
        "Cardiologie
         401: P[MARTIN ♀78] F[libre]
         402: [libre]
         attendus: ROUX ♀48",
    );
    assert_eq!(hospital.tell(put_off("23 08:00")), []);
    assert_eq!(wanted_at(&hospital), ["2026-11-23T07:00:00Z"]);
    assert_eq!(hospital.tell(call_off()), []);
    hospital.asks("q0 ROUX (Admissions) retirée, plus prévue");
    hospital.shows(
        "Cardiologie
         401: P[MARTIN ♀78] F[libre]
         402: [libre]",
    );
}

#[test]
fn a_change_of_place_alone_keeps_the_hour_and_a_change_of_hour_the_place() {
    let mut hospital = cardiology().and("Chirurgie\n501: [libre]");
    hospital.tell(book());
    let elsewhere = booked(Told::update(Kind::PreAdmission, ""))
        .in_("Chirurgie/501/501")
        .sent("09:30")
        .with(|it| it.expected_admission = Said::Nothing);
    hospital.tell(elsewhere);
    hospital.tell(put_off("18:00"));
    hospital.shows("Chirurgie\n501: [réservé ROUX ♀48]");
    assert_eq!(wanted_at(&hospital), ["2026-11-22T17:00:00Z"]);
}

#[test]
fn where_the_message_does_not_say_only_a_place_with_beds_makes_an_admission() {
    let mut hospital = cardiology();
    let somewhere = |place: &str| {
        Told::insert(Kind::PreAdmission, "")
            .of("ROUX ♀48")
            .appointment("R1", Lodging::Unsaid)
            .taking("CONSULT/3")
            .taking(place)
            .at("17:00")
    };
    assert_eq!(refused(&mut hospital, somewhere("RADIO")), Refusal::NoAdmission);
    hospital.tell(somewhere("Cardiologie"));
    hospital.asks("q0 ROUX (Admissions) en attente");
    let wards: Vec<_> = hospital
        .state
        .wards
        .iter()
        .map(|ward| ward.code.to_string())
        .collect();
    assert_eq!(wards, ["Cardiologie"], "nothing was discovered on the way");
}

#[test]
fn what_becomes_a_consultation_awaits_nobody_any_more() {
    let mut hospital = cardiology();
    hospital.tell(book());
    let visit = put_off("17:00").appointment("R1", Lodging::Visit);
    hospital.tell(visit.clone());
    hospital.asks("q0 ROUX (Admissions) retirée, plus prévue");
    // Of an appointment that never was an admission, nothing is kept.
    assert_eq!(
        refused(&mut hospital, visit.appointment("R2", Lodging::Visit)),
        Refusal::NoAdmission
    );
}

#[test]
fn the_cancel_of_an_appointment_that_nobody_knows_is_looked_at_if_it_was_an_admission() {
    let mut hospital = cardiology();
    let consultation = call_off()
        .appointment("R2", Lodging::Unsaid)
        .taking("Cardiologie");
    assert_eq!(refused(&mut hospital, consultation), Refusal::NoAdmission);
    let remarks = hospital.tell(call_off());
    assert_eq!(remarks, [domain::decide::Remark::Doubt(Doubt::UnknownCancelled)]);
    // Told in time after all: the cancel still has the last word.
    hospital.tell(book());
    hospital.asks("");
}

#[test]
fn an_operation_during_a_stay_is_no_admission() {
    let mut hospital = cardiology();
    hospital.tell(
        Told::update(Kind::Admission, "MARTIN")
            .of("MARTIN ♀78")
            .class(Class::Inpatient)
            .in_("Cardiologie/401/P"),
    );
    let stay = hospital.stay("MARTIN");
    let operation = |number: &str, at: &str| {
        book()
            .of("MARTIN ♀78")
            .appointment(number, Lodging::Booked)
            .with({
                let at = moment(at);
                move |it| (it.at, it.expected_admission) = (at, Said::Value(at))
            })
    };
    // By the number of the stay, or because the patient lies here until then.
    let named = operation("R1", "30 17:00").visit("MARTIN");
    assert_eq!(refused(&mut hospital, named), Refusal::DuringStay(stay));
    assert_eq!(
        refused(&mut hospital, operation("R2", "23 08:00")),
        Refusal::DuringStay(stay)
    );
    // Booked for when they are to come back.
    hospital.tell(operation("R3", "29 08:00"));
    hospital.asks("q0 MARTIN (Admissions) en attente");
}

#[test]
fn who_leaves_before_their_appointment_comes_back_for_it() {
    let mut hospital = cardiology();
    hospital.tell(
        Told::update(Kind::Admission, "MARTIN")
            .of("MARTIN ♀78")
            .class(Class::Inpatient)
            .in_("Cardiologie/401/P")
            .with(|it| it.expected_discharge = Said::Value(moment("15:00"))),
    );
    hospital.tell(book().of("MARTIN ♀78"));
    hospital.asks("q0 MARTIN (Admissions) en attente");
}

/// An admission that repeats something of the appointment, whichever way.
fn admission() -> Told {
    Told::insert(Kind::Admission, "V1")
        .of("ROUX ♀48")
        .at("11:30")
        .sent("11:30")
        .class(Class::Inpatient)
        .in_("Cardiologie/402/402")
}

fn is_one_stay_lying_in_402(hospital: &Hospital) {
    hospital.shows(
        "Cardiologie
         401: P[MARTIN ♀78] F[libre]
         402: [ROUX ♀48]",
    );
    assert_eq!(hospital.state.stays.len(), 2, "one stay beside Martin's");
}

#[test]
fn an_admission_that_repeats_the_appointment_or_its_account_joins_it() {
    let mut hospital = cardiology();
    hospital.tell(book());
    let repeats = admission().seen(|it| {
        it.visit.preadmission = Some(identifier(IdentifierKind::Visit, "R1"));
    });
    hospital.tell(repeats);
    is_one_stay_lying_in_402(&hospital);
    hospital.asks("q0 ROUX (Admissions) arrivé 402");

    let mut hospital = cardiology();
    hospital.tell(book().account("NDA"));
    hospital.tell(admission().account("NDA"));
    is_one_stay_lying_in_402(&hospital);
    // A cancel that comes too late sends nobody home.
    hospital.tell(call_off());
    is_one_stay_lying_in_402(&hospital);
}

#[test]
fn an_appointment_under_the_account_of_a_stay_that_is_over_is_another_stay() {
    let mut hospital = cardiology();
    hospital.tell(admission().at("08:00").sent("08:00").account("NDA"));
    let leaves = Told::insert(Kind::Discharge, "V1")
        .of("ROUX ♀48")
        .at("10:00")
        .account("NDA");
    hospital.tell(leaves.sent("10:00"));
    hospital.tell(book().account("NDA"));
    hospital.asks("q0 ROUX (Admissions) en attente");
}

#[test]
fn a_theatre_that_learns_the_number_of_the_stay_moves_its_appointment_there() {
    let mut hospital = cardiology();
    hospital.tell(book());
    let office = Told::insert(Kind::PreAdmission, "V1")
        .of("ROUX ♀48")
        .at("16:00")
        .sent("09:30");
    hospital.tell(office.in_("Cardiologie"));
    // Nothing says yet that both are one.
    assert_eq!(
        wanted_at(&hospital),
        ["2026-11-22T15:00:00Z", "2026-11-22T16:00:00Z"]
    );
    hospital.tell(put_off("18:00").visit("V1"));
    // Now it does, and the office has the last word on the hour.
    assert_eq!(wanted_at(&hospital), ["2026-11-22T15:00:00Z"]);
    assert_eq!(
        hospital
            .vault
            .stay_by_visit(&identifier(IdentifierKind::Appointment, "R1")),
        Some(hospital.stay("V1"))
    );
    hospital.tell(admission());
    assert!(wanted_at(&hospital).is_empty());
}

#[test]
fn the_admission_office_has_the_last_word_over_the_theatre_whoever_spoke_last() {
    let office = || {
        Told::insert(Kind::PreAdmission, "V1")
            .of("ROUX ♀48")
            .at("16:00")
            .sent("09:30")
            .class(Class::Inpatient)
            .doctor("OFFICE")
            .in_("Cardiologie")
    };
    let theatre = || book().visit("V1").doctor("THEATRE").class(Class::Recurring);
    let later = || put_off("18:00").visit("V1");
    let mut pictures = Vec::new();
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let mut hospital = cardiology();
        for told in order {
            hospital.tell([office(), theatre(), later()][told].clone());
        }
        let stay = hospital.state.stay(hospital.stay("V1")).expect("a stay");
        let plan = stay.timeline.planned.as_ref().expect("planned");
        let doctor = stay
            .timeline
            .doctor
            .and_then(|it| hospital.vault.practitioner(it));
        pictures.push(format!(
            "{} {:?} {}",
            plan.at,
            stay.timeline.class,
            doctor.map_or("", |it| it.family.as_str())
        ));
    }
    pictures.dedup();
    assert_eq!(pictures, ["2026-11-22T15:00:00Z Some(Inpatient) OFFICE"]);
}

#[test]
fn of_two_appointments_of_one_stay_the_first_is_when_the_patient_comes() {
    let mut hospital = cardiology();
    hospital.tell(book().visit("V1"));
    let second = put_off("23 09:00").appointment("R2", Lodging::Booked).visit("V1");
    hospital.tell(second.seen(|it| it.stamp.action = domain::movement::Action::Insert));
    assert_eq!(wanted_at(&hospital), ["2026-11-22T16:00:00Z"]);
    // Without the first, the second stands.
    hospital.tell(call_off().visit("V1"));
    assert_eq!(wanted_at(&hospital), ["2026-11-23T08:00:00Z"]);
}

#[test]
fn a_veil_hides_the_number_of_an_appointment() {
    let mut hospital = cardiology();
    hospital.tell(book().but(|it| it.sex = Sex::Female));
    let number = identifier(IdentifierKind::Appointment, "R1");
    assert!(hospital.vault.stay_by_visit(&number).is_some());
    assert_eq!(hospital.vault.veiled().stay_by_visit(&number), None);
}
