//! SIU: which appointments are admissions, when, where and under which number. The sender is a theatre.

use super::*;
use domain::observation::{Lodging, ObservedAppointment};

/// A message of a theatre about the appointment 7001, with those segments after SCH.
fn siu(trigger: &str, segments: &[&str]) -> String {
    let head = format!(
        "MSH|^~\\&|BLOC|CH^750000001^M|CHEVET|GHT|20261122100000||SIU^{trigger}^SIU_S12|88|P|2.5|||||FRA|UNICODE UTF-8\n\
         SCH|33^GAM|7001^BLOC||||MODIF|HERN^Cure de hernie"
    );
    std::iter::once(head.as_str())
        .chain(segments.iter().copied())
        .collect::<Vec<_>>()
        .join("\n")
}

/// The morning of the 24th, at half past seven in Paris.
const TQ1: &str = "TQ1|||||||20261124073000";
const INPATIENT: &str = "PV1||I|4036^^^CH&750000001&M";
const ATTENDED: &str = "PV1||I|4036||||10003^MARTIN^ANNE^^^^^^ASIP&1.2.250.1.71.4.2.1&ISO^L^^^RPPS";

fn appointment(reading: &Reading) -> &ObservedAppointment {
    match &observation(reading).fact {
        Fact::Appointment(appointment) => appointment,
        other => panic!("an appointment, not {other:?}"),
    }
}

/// What class and places come to: `Booked 4036/-/- | 900/1/-`, the places of which only the structure knows last.
fn lodging(segments: &[&str]) -> String {
    let all: Vec<&str> = std::iter::once(PID).chain(segments.iter().copied()).collect();
    let reading = read_at(&siu("S12", &all), EVENING);
    if !matches!(reading.understanding, Understanding::Commands(_)) {
        let (what, code) = refused(&reading);
        return format!("{what} {code}");
    }
    let said = appointment(&reading);
    let others: Vec<String> = said.places.iter().map(drawn).collect();
    format!(
        "{:?} {} | {}",
        said.lodging,
        drawn(&said.movement.place),
        others.join(" ")
    )
}

#[test]
fn an_in_patient_has_a_bed_where_they_are_assigned_or_where_a_bed_is_booked() {
    assert_eq!(lodging(&[INPATIENT]), "Booked 4036/-/- | ");
    // A theatre is no lodging: whether patients lie in one of these, the structure knows.
    assert_eq!(
        lodging(&["PV1||I", "AIL|1||900^S1", "AIL|2||4036"]),
        "Booked -/-/- | 900/S1/- 4036/-/-"
    );
    assert_eq!(
        lodging(&["PV1||I", "AIL|1||900^S1", "AIL|2||4036^22^P"]),
        "Booked 4036/22/P | 900/S1/-"
    );
    assert_eq!(lodging(&["PV1||P"]), "Booked -/-/- | ");
}

#[test]
fn a_nursing_unit_is_a_bed_whatever_the_class() {
    assert_eq!(lodging(&["AIL|1||4036^^^^^N"]), "Booked 4036/-/- | ");
    assert_eq!(
        lodging(&["PV1||O", "AIL|1||4036|N^Nursing Unit"]),
        "Booked 4036/-/- | "
    );
}

#[test]
fn whoever_comes_and_goes_asks_for_no_bed() {
    for nothing in [
        &["PV1||O"][..],
        &["PV1||O|4036"],
        &["PV1||R", "AIL|1||800^1"],
        &["PV1||E"],
        &["AIL|1||800^1|C^Clinic"],
        &["AIL|1||800^1^^^^C"],
        &["PV1||N"],
        &[],
    ] {
        assert_eq!(lodging(nothing), "ignore not_for_beds", "{nothing:?}");
    }
}

#[test]
fn where_the_message_does_not_say_the_structure_decides() {
    assert_eq!(lodging(&["AIL|1||800^1"]), "Unsaid -/-/- | 800/1/-");
    assert_eq!(
        lodging(&["PV1|||4036", "AIL|1||800"]),
        "Unsaid -/-/- | 4036/-/- 800/-/-"
    );
    assert_eq!(lodging(&["PV1||O", "AIL|1||4040^1^A"]), "Unsaid -/-/- | 4040/1/A");
}

#[test]
fn each_trigger_inserts_updates_or_cancels_the_same_movement() {
    let told = |trigger| {
        let reading = read_at(&siu(trigger, &[TQ1, PID, INPATIENT]), EVENING);
        let seen = observation(&reading).clone();
        let movement = appointment(&reading).movement.clone();
        assert_eq!(movement.kind, domain::movement::Kind::PreAdmission);
        assert!(movement.booked);
        let [(authority, id)] = movement.ids.as_slice() else {
            panic!("one name, not {:?}", movement.ids)
        };
        assert_eq!((authority.as_str(), &**id), ("BLOC", "SCH-7001"));
        (
            seen.stamp.action,
            seen.visit.appointment.unwrap().value.to_string(),
        )
    };
    let number = || "7001".to_owned();
    assert_eq!(told("S12"), (Action::Insert, number()));
    for trigger in ["S13", "S14"] {
        assert_eq!(told(trigger), (Action::Update, number()), "{trigger}");
    }
    for trigger in ["S15", "S16", "S17", "S26"] {
        assert_eq!(told(trigger), (Action::Cancel, number()), "{trigger}");
    }
}

#[test]
fn an_appointment_without_its_own_number_has_the_one_under_which_it_was_asked_for() {
    let number = |sch: &str| {
        let text = siu("S12", &[PID, INPATIENT]).replace("SCH|33^GAM|7001^BLOC", sch);
        let reading = read_at(&text, EVENING);
        observation(&reading)
            .visit
            .appointment
            .as_ref()
            .map(|it| format!("{}:{}", it.authority, it.value))
    };
    assert_eq!(number("SCH|33^GAM|7001^BLOC^1.2.9^ISO").unwrap(), "1.2.9:7001");
    assert_eq!(number("SCH|33^GAM|").unwrap(), "GAM:33");
    // Without an authority, it is the sender's.
    assert_eq!(number("SCH|33").unwrap(), "BLOC|CH:33");
    assert_eq!(number("SCH|"), None);
}

#[test]
fn the_numbers_of_the_stay_are_kept_beside_that_of_the_appointment() {
    let reading = read_at(&siu("S12", &[PID, PV1]), EVENING);
    let visit = &observation(&reading).visit;
    let value = |it: &Option<domain::identity::Identifier>| it.as_ref().map(|it| it.value.to_string());
    assert_eq!(
        (
            value(&visit.visit),
            value(&visit.account),
            value(&visit.appointment)
        ),
        (
            Some("800".to_owned()),
            Some("900".to_owned()),
            Some("7001".to_owned())
        )
    );
    let found: Vec<_> = reading.keys.iter().map(|key| key.value.as_str()).collect();
    assert_eq!(found, ["12345", "900", "800", "7001", "33"]);
}

/// When the patient is expected, and until when; with what was put up with.
fn hours(segments: &[&str]) -> (String, String, Vec<&'static str>) {
    hours_of("SCH|33^GAM|7001^BLOC", segments)
}

fn hours_of(sch: &str, segments: &[&str]) -> (String, String, Vec<&'static str>) {
    let all: Vec<&str> = [PID, INPATIENT]
        .into_iter()
        .chain(segments.iter().copied())
        .collect();
    let text = siu("S12", &all).replace("SCH|33^GAM|7001^BLOC||||MODIF|HERN^Cure de hernie", sch);
    let reading = read_at(&text, EVENING);
    let movement = &appointment(&reading).movement;
    (
        shown(movement.expected_admission),
        shown(movement.expected_discharge),
        codes(&reading.warnings),
    )
}

fn at(starts: &str) -> (String, String, Vec<&'static str>) {
    (format!("2026-11-{starts}:00Z"), "-".to_owned(), Vec::new())
}

#[test]
fn the_hour_is_that_of_the_newest_place_it_may_be_written_in() {
    let sch = "SCH||7001|||||||||^^^20261125080000";
    let ail = "AIL|1||4036|||20261126080000";
    let ais = "AIS|1||HERN|20261127080000";
    assert_eq!(hours_of(sch, &[TQ1, ail, ais]), at("24T06:30"));
    assert_eq!(hours_of(sch, &[ail, ais]), at("25T07:00"));
    assert_eq!(hours(&[ail, ais]), at("26T07:00"));
    assert_eq!(hours(&[ais]), at("27T07:00"));
    // A date never filled in is none.
    let unfilled = "TQ1|||||||19700101";
    assert_eq!(hours(&[unfilled, ais]).0, "2026-11-27T07:00:00Z");
    assert_eq!(hours(&[]), ("-".to_owned(), "-".to_owned(), vec!["no_hour"]));
}

#[test]
fn who_comes_the_evening_before_is_expected_the_evening_before() {
    assert_eq!(hours(&[TQ1, "PV2||||||||20261123170000"]), at("23T16:00"));
    let (starts, _, warnings) = hours(&[TQ1, "PV2||||||||20261124090000"]);
    assert_eq!(starts, "2026-11-24T06:30:00Z");
    assert_eq!(warnings, ["admission_after_appointment"]);
}

#[test]
fn the_length_of_an_act_is_not_that_of_a_stay() {
    let ends = |sch: &str, segments: &[&str]| hours_of(sch, segments).1;
    let sch = "SCH||7001";
    assert_eq!(ends(sch, &["TQ1|||||||20261124073000|20261124093000"]), "-");
    assert_eq!(
        ends(sch, &["TQ1|||||||20261124073000|20261126100000"]),
        "2026-11-26T09:00:00Z"
    );
    assert_eq!(ends("SCH||7001|||||||90|min", &[TQ1]), "-");
    assert_eq!(ends("SCH||7001|||||||3|j", &[TQ1]), "2026-11-27T06:30:00Z");
    assert_eq!(ends("SCH||7001|||||||48|h", &[TQ1]), "2026-11-26T06:30:00Z");
    assert_eq!(
        ends("SCH||7001|||||||||^^^20261124080000^20261125110000", &[]),
        "2026-11-25T10:00:00Z"
    );
    // Lengths that no appointment has.
    for absurd in ["65535|d", "99999999999|min", "-3|d", "x|d", "|d"] {
        assert_eq!(
            ends(&format!("SCH||7001|||||||{absurd}"), &[TQ1]),
            "-",
            "{absurd}"
        );
    }
    // What PV2-9 says counts more.
    assert_eq!(
        ends("SCH||7001|||||||3|j", &[TQ1, "PV2|||||||||20261130"]),
        "2026-11-29T23:00:00Z"
    );
}

#[test]
fn the_doctor_is_who_attends_else_who_is_booked_else_who_is_named() {
    let doctor = |segments: &[&str]| {
        let all: Vec<&str> = std::iter::once(PID).chain(segments.iter().copied()).collect();
        let text = siu("S12", &all).replace("Cure de hernie", "Cure de hernie|||||||||6^SECRETARIAT");
        let reading = read_at(&text, EVENING);
        let doctor = appointment(&reading).movement.doctor.clone().unwrap();
        format!("{} {}", doctor.identifier.value, doctor.family)
    };
    let aip = "AIP|1||7^DURAND";
    let consulting = "PV1||I|4036||||||9^PETIT";
    assert_eq!(doctor(&[ATTENDED, aip]), "10003 MARTIN");
    assert_eq!(
        doctor(&[consulting, aip, "AIP|2||8^ROUX^^^^^^^ASIP^L^^^RPPS"]),
        "8 ROUX"
    );
    assert_eq!(doctor(&[consulting, aip]), "7 DURAND");
    assert_eq!(doctor(&[consulting]), "9 PETIT");
    assert_eq!(doctor(&[INPATIENT]), "6 SECRETARIAT");
}

#[test]
fn an_appointment_of_nobody_is_for_nobody_unless_it_was_meant_for_a_bed() {
    let read = |trigger: &str, segments: &[&str]| read_at(&siu(trigger, segments), EVENING);
    assert_eq!(
        refused(&read("S12", &["AIL|1||800^1"])),
        ("ignore", "not_for_beds")
    );
    assert_eq!(
        refused(&read("S12", &["PID|||", INPATIENT])),
        ("quarantine", "no_patient")
    );
    // Its own number is enough to call it off.
    let gone = read("S15", &[]);
    assert!(observation(&gone).patient.is_empty());
    assert_eq!(appointment(&gone).lodging, Lodging::Visit);
}

#[test]
fn why_is_the_reason_of_the_admission_else_of_the_appointment_and_never_of_the_message() {
    let why = |sch: &str, segments: &[&str]| {
        let all: Vec<&str> = [PID, INPATIENT]
            .into_iter()
            .chain(segments.iter().copied())
            .collect();
        let text = siu("S12", &all).replace("MODIF|HERN^Cure de hernie", sch);
        shown(appointment(&read_at(&text, EVENING)).movement.reason.clone())
    };
    assert_eq!(why("MODIF|HERN^Cure de hernie", &["PV2|||K40^Hernie"]), "Hernie");
    assert_eq!(why("MODIF|HERN^Cure de hernie", &["PV2|||"]), "Cure de hernie");
    assert_eq!(why("MODIF|HERN^Cure de hernie", &["PV2|||\"\""]), "cleared");
    assert_eq!(why("MODIF^Modification|", &[]), "-");
}
