//! The table of free beds: what is free now, and what more will be tonight, by the very rule that proposes beds.

use domain::care::{CareChange, Confidence, DischargePlan};
use domain::command::BoardCommand;
use domain::flow::Reserves;
use domain::movement::Kind;
use domain::testing::{Hospital, Told};
use domain::view::answering::offers;
use domain::view::heat::Heat;
use domain::view::territory::territory;

/// ```text
/// Urgences     B1[MARTIN]
/// Cardiologie  401 P[PETIT] F[libre]  402[à nettoyer]  403[KELLER]  404[en nettoyage]
/// ```
fn hospital() -> Hospital {
    Hospital::with("Urgences\nB1: [MARTIN]").and(
        "Cardiologie
         401: P[PETIT] F[libre]
         402: [à nettoyer]
         403: [KELLER]
         404: [en nettoyage]",
    )
}

fn leaves(hospital: &mut Hospital, visit: &str, confidence: Confidence) {
    let stay = hospital.stay(visit);
    let change = CareChange::Discharge(Some(DischargePlan {
        at: Some(hospital.at("16:00")),
        destination: None,
        confidence,
    }));
    let care = hospital.state.stay(stay).expect("a stay").care();
    let saw = care.revision(&change.topic());
    hospital
        .act(BoardCommand::StateCare { stay, change, saw })
        .expect("said");
}

/// Free now, and more by tonight: `1 +2`.
fn cell(hospital: &Hospital) -> String {
    let land = territory(&hospital.state, &hospital.vault, hospital.now);
    let board = hospital.board("Cardiologie");
    let wards = land
        .establishments
        .iter()
        .flat_map(|it| &it.sites)
        .flat_map(|it| &it.wards);
    let line = wards.clone().find(|it| it.ward == board.ward).expect("the ward");
    assert_eq!(line.summary, board.summary, "boards and territory count alike");
    let soon = board.tiles().filter(|it| it.soon).count();
    assert_eq!(soon, board.summary.soon as usize, "tiles and counts agree");
    let heat = Heat::of(&hospital.state, &land);
    let all = heat.rows.iter().flat_map(|it| &it.cells).flatten();
    let (free, change) = all.fold((0, 0), |(free, change), it| (free + it.free, change + it.change));
    format!("{free} {change:+}")
}

#[test]
fn what_is_being_made_ready_counts_for_tonight_until_it_is_promised() {
    let mut hospital = hospital();
    assert_eq!(cell(&hospital), "1 +2", "402 and 404");
    let request = hospital.request_for("MARTIN", None).expect("asked");
    hospital
        .assign(1, request, "Cardiologie/402/402", None)
        .expect("given");
    assert_eq!(cell(&hospital), "1 +1", "402 is somebody's");
    hospital
        .assign(1, request, "Cardiologie/401/F", None)
        .expect("given");
    assert_eq!(
        cell(&hospital),
        "0 +2",
        "402 is nobody's again, 401 F is somebody's"
    );
}

#[test]
fn a_departure_counts_once_it_is_sure_and_its_bed_is_offered_then_and_only_then() {
    let mut hospital = hospital();
    let request = hospital.request_for("MARTIN", None).expect("asked");
    let would_do = |hospital: &Hospital| -> Vec<String> {
        let request = hospital.state.request(request).expect("a request");
        let ward = hospital.ward("Cardiologie");
        let found = offers(&hospital.state, &Reserves::default(), request, ward, hospital.now);
        let mut names: Vec<String> = found
            .iter()
            .filter(|it| it.would_do())
            .map(|it| it.name.clone())
            .collect();
        names.sort();
        names
    };
    leaves(&mut hospital, "PETIT", Confidence::Estimated);
    assert_eq!(cell(&hospital), "1 +2");
    assert_eq!(would_do(&hospital), ["401 F", "402", "404"]);
    leaves(&mut hospital, "PETIT", Confidence::Confirmed);
    assert_eq!(cell(&hospital), "1 +3");
    assert_eq!(would_do(&hospital), ["401 F", "401 P", "402", "404"]);
    hospital
        .assign(1, request, "Cardiologie/401/P", None)
        .expect("given");
    assert_eq!(cell(&hospital), "1 +2", "who leaves it leaves it to somebody");
}

#[test]
fn an_arrival_of_the_day_takes_a_bed_of_tonight_unless_one_is_kept_for_them() {
    let mut hospital = hospital();
    let planned = |visit: &str, place: &str| {
        Told::insert(Kind::PreAdmission, visit)
            .of(visit)
            .at("17:00")
            .sent("9:00")
            .in_(place)
    };
    hospital.tell(planned("ROUX", "Cardiologie"));
    assert_eq!(cell(&hospital), "1 +1", "some bed will be ROUX's");
    hospital.tell(planned("BLANC", "Cardiologie/402/402"));
    assert_eq!(
        cell(&hospital),
        "1 +0",
        "402 is BLANC's, and BLANC takes no other"
    );
    let request = hospital
        .state
        .requests_of(hospital.stay("ROUX"))
        .next()
        .expect("a request")
        .id;
    hospital
        .assign(1, request, "Cardiologie/404/404", None)
        .expect("given");
    assert_eq!(cell(&hospital), "1 +0", "404 is ROUX's, and ROUX takes no other");
}
