//! The page of traces: an auditor finds who opened whom, takes it away, and a patient can be told.

use axum::http::StatusCode;
use domain::rights::Role;
use domain::view::board::local_number;

use super::house::House;

#[tokio::test]
async fn an_auditor_finds_who_opened_whom_and_names_no_patient() {
    let house = House::new().await;
    let stay = house.stay_in(house.wards.own);
    house
        .somebody(Role::WardTeam)
        .get(&format!("/sejour/{stay}"))
        .await;
    let snapshot = house.hospital.app.snapshot();
    let patient = snapshot.state.stay(stay).expect("a stay").patient;
    let number = local_number(&snapshot.state, &snapshot.vault, patient).expect("a number");
    let family = snapshot
        .vault
        .patient(patient)
        .and_then(|it| it.family.clone())
        .expect("a name");
    let auditor = house.somebody(Role::Auditor);
    let found = auditor.post("/traces", &[("patient", &number)]).await;
    assert_eq!(found.status, StatusCode::OK);
    assert!(
        found.text.contains("Personne ward_team") && found.text.contains("Ouvrir la fiche"),
        "{}",
        found.text
    );
    assert!(
        !found.text.to_uppercase().contains(&family.to_uppercase()),
        "who checks accesses needs no identity"
    );
    let unknown = auditor.post("/traces", &[("patient", "99999999")]).await;
    assert!(unknown.text.contains("Aucun patient"));
    let by_login = auditor
        .post("/traces", &[("personne", "ward_team"), ("classe", "acces")])
        .await;
    assert!(by_login.text.contains(&patient.to_string()));
    let told = auditor
        .post("/traces", &[("patient", &number), ("format", "patient")])
        .await;
    assert!(told.text.contains("Qui a vu mes données") && told.text.contains("Personne ward_team"));
}

#[tokio::test]
async fn taking_the_trace_away_is_traced() {
    let house = House::new().await;
    house
        .somebody(Role::WardTeam)
        .get(&format!("/service/{}", house.wards.own))
        .await;
    let auditor = house.somebody(Role::Auditor);
    let csv = auditor.post("/traces", &[("format", "csv")]).await;
    assert_eq!(csv.status, StatusCode::OK);
    assert!(
        csv.text.starts_with("seq,at,class") && csv.text.contains("see_board"),
        "{}",
        csv.text
    );
    let events = auditor.post("/traces", &[("format", "balp")]).await;
    assert!(
        events
            .text
            .lines()
            .all(|line| line.contains("\"resourceType\":\"AuditEvent\"")),
        "{}",
        events.text
    );
    let page = auditor.post("/traces", &[("personne", "auditor")]).await;
    assert!(page.text.contains("Traces exportées"), "{}", page.text);
}
