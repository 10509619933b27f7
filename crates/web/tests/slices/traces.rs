//! The page of traces: an auditor finds who opened whom, takes it away, and a patient can be told.

use axum::http::StatusCode;
use base::id::StayId;
use base::time::MINUTE;
use domain::rights::Role;
use domain::view::board::local_number;

use super::hospital::Told;
use super::house::{House, PASSWORD};
use super::visit::golden;

fn later(house: &House, minutes: i64) {
    let app = &house.hospital.app;
    app.clock().set(app.now().plus(minutes * MINUTE));
}

/// The number by which the hospital knows the patient of that stay.
fn number_of(house: &House, stay: StayId) -> String {
    let snapshot = house.hospital.app.snapshot();
    let patient = snapshot.state.stay(stay).expect("a stay").patient;
    local_number(&snapshot.state, &snapshot.vault, patient).expect("a number")
}

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
    assert!(
        by_login.text.contains(&format!("<td>{number}</td>")),
        "the column has the number that the form takes"
    );
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

#[tokio::test]
async fn the_page_is_read_by_people_and_not_by_programs() {
    let house = House::new().await;
    let nurse = house.somebody(Role::WardTeam);
    let stay = house.stay_in(house.wards.own);
    nurse.get(&format!("/service/{}", house.wards.own)).await;
    for _ in 0..3 {
        later(&house, 1);
        nurse.get(&format!("/sejour/{stay}")).await;
    }
    later(&house, 30);
    let number = number_of(&house, stay);
    nurse.post("/chercher", &[("q", &number)]).await;
    later(&house, 1);
    let wrong = [("qui_identifiant", "doctor"), ("qui_secret", "autre chose")];
    house.stranger.post("/connexion", &wrong).await;
    let right = [("qui_identifiant", "doctor"), ("qui_secret", PASSWORD)];
    house.stranger.post("/connexion", &right).await;
    later(&house, 1);
    let rules = [("second_factor", "always"), ("step_up_minutes", "5")];
    house
        .somebody(Role::ItAdministrator)
        .post("/fournisseurs", &rules)
        .await;
    let lends = [
        ("quoi", "preter"),
        ("role", &*format!("head_nurse|{}", house.wards.own)),
        ("a", "ward_team"),
        ("du", "2026-11-20T15:00"),
        ("au", "2026-11-21T08:00"),
    ];
    later(&house, 1);
    house.somebody(Role::HeadNurse).post("/moi", &lends).await;
    later(&house, 1);
    let page = house.somebody(Role::Auditor).get("/traces").await.text;
    golden("traces-fr", &page);
    let english = house.somebody(Role::Auditor).english();
    golden("traces-en", &english.get("/traces").await.text);
    for raw in ["{&quot;", "see_", "sign_in", "null"] {
        assert!(!page.contains(raw), "{raw} is nothing for people");
    }
    assert!(
        page.contains("Ouvrir la fiche d’un séjour ou d’un lit × 3"),
        "one line for one drawer"
    );
    assert!(
        page.contains("Le relevé demande un patient"),
        "why the button is grey"
    );
}

#[tokio::test]
async fn somebody_is_told_of_the_boards_on_which_they_were_read() {
    let mut house = House::new().await;
    let own = format!("/service/{}", house.wards.own);
    house.somebody(Role::WardTeam).get(&own).await;
    later(&house, 5);
    // They come after the first reading, and leave before the last.
    house.hospital.admit(&Told::of("4001", "112", "F")).await;
    let stay = {
        let state = &house.hospital.app.snapshot().state;
        let last = state.index.stays_of_ward(house.wards.own).max();
        last.expect("they are there")
    };
    let number = number_of(&house, stay);
    later(&house, 5);
    house.somebody(Role::HeadNurse).get(&own).await;
    house
        .somebody(Role::Doctor)
        .get(&format!("{own}/transmissions"))
        .await;
    house
        .somebody(Role::Secretary)
        .get(&format!("/service/{}", house.wards.far))
        .await;
    house.somebody(Role::Cell).get("/cellule").await;
    let auditor = house.somebody(Role::Auditor);
    let found = auditor.post("/traces", &[("patient", &number)]).await.text;
    assert!(
        found.contains("Rien sur cette période") && found.contains("ces lectures ne nomment personne ici"),
        "{found}"
    );
    let list = |fields: Vec<(&'static str, String)>| {
        let auditor = house.somebody(Role::Auditor);
        async move {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, text)| (*name, text.as_str())).collect();
            auditor.post("/traces", &fields).await.text
        }
    };
    let asks = vec![("patient", number.clone()), ("format", "patient".to_owned())];
    let told = list(asks.clone()).await;
    for (person, is_there) in [
        ("Personne head_nurse", true),
        ("Personne doctor", true),
        ("Personne ward_team", false),
        ("Personne secretary", false),
        ("Personne cell", false),
    ] {
        assert_eq!(told.contains(person), is_there, "{person}: {told}");
    }
    assert!(told.contains("Tableau du service, avec les noms"), "{told}");
    // It is printed without a top bar; what stands before its content names the version of the program.
    let content = told.split("<main").nth(1).expect("a page");
    golden("traces-patient-fr", &format!("<main{content}"));

    // A month later it is still told, and of one day only what was read on it.
    later(&house, 60 * 24 * 30);
    assert!(list(asks.clone()).await.contains("Personne head_nurse"));
    let mut recent = asks;
    recent.push(("du", "2026-12-01T00:00".to_owned()));
    assert!(list(recent).await.contains("Rien sur cette période"));
}
