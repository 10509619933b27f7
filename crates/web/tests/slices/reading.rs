//! How much one person is shown in an hour: told of when it is more than work needs, and stopped.

use auth::{Change, Policy};
use axum::http::StatusCode;
use base::time::HOUR;
use domain::rights::Role;
use store::TraceQuery;

use super::house::House;
use super::visit::Browser;

/// A house whose people are told of at twenty records an hour.
async fn house() -> House {
    let house = House::new().await;
    house.apply(&Change::Policy(Box::new(Policy {
        reads_per_hour: 20,
        ..Policy::default()
    })));
    house
}

/// What the trace says of those who read very many.
fn told(house: &House, action: &str) -> Vec<String> {
    let query = TraceQuery {
        action: Some(action.to_owned()),
        ..TraceQuery::default()
    };
    let rows = house.hospital.app.store().traces(&query).expect("rows");
    rows.into_iter().filter_map(|it| it.body).collect()
}

/// Opens the drawer of somebody in the ward that many times.
async fn opens(browser: &Browser, house: &House, times: usize) -> StatusCode {
    let drawer = format!("/sejour/{}", house.stay_in(house.wards.own));
    let mut last = StatusCode::OK;
    for _ in 0..times {
        last = browser.get(&drawer).await.status;
    }
    last
}

#[tokio::test]
async fn d22_whoever_opens_very_many_records_is_told_of_and_then_stopped() {
    let house = house().await;
    let nurse = house.somebody(Role::WardTeam);
    assert_eq!(opens(&nurse, &house, 19).await, StatusCode::OK);
    assert!(told(&house, "very_many_read").is_empty());
    assert_eq!(opens(&nurse, &house, 21).await, StatusCode::OK);
    assert_eq!(told(&house, "very_many_read"), [r#"{"count":20}"#]);
    assert_eq!(told(&house, "reading_stopped"), [r#"{"count":40}"#]);
    assert_eq!(opens(&nurse, &house, 1).await, StatusCode::TOO_MANY_REQUESTS);
    let searched = nurse.post("/chercher", &[("q", "a")]).await;
    assert_eq!(searched.status, StatusCode::TOO_MANY_REQUESTS, "nor by searching");
    let board = nurse.get(&format!("/service/{}", house.wards.own)).await;
    assert_eq!(board.status, StatusCode::OK, "a ward works on");
    let colleague = house.somebody(Role::HeadNurse);
    assert_eq!(opens(&colleague, &house, 1).await, StatusCode::OK);
    let app = &house.hospital.app;
    app.clock().set(app.now().plus(HOUR));
    let nurse = house.somebody(Role::WardTeam);
    assert_eq!(opens(&nurse, &house, 1).await, StatusCode::OK, "an hour later");
}

#[tokio::test]
async fn d22_a_search_counts_everybody_whom_it_names() {
    let house = house().await;
    let nurse = house.somebody(Role::WardTeam);
    opens(&nurse, &house, 17).await;
    // Typed one after the other, they are two searches to whoever counts questions.
    for letter in 'a'..='z' {
        let answer = nurse.post("/chercher", &[("q", &letter.to_string())]).await;
        assert_eq!(answer.status, StatusCode::OK);
    }
    let told = told(&house, "very_many_read");
    assert_eq!(told.len(), 1, "who was named counts: {told:?}");
}

#[tokio::test]
async fn whoever_is_looked_for_to_ask_for_a_bed_is_in_the_trace() {
    let house = house().await;
    let nora = house.somebody(Role::Cell);
    let stay = house.stay_in(house.wards.own);
    let snapshot = house.hospital.app.snapshot();
    let patient = snapshot.state.stay(stay).expect("a stay").patient;
    let family = snapshot
        .vault
        .patient(patient)
        .and_then(|it| it.family.clone())
        .expect("a name");
    let fields = [("acte", "chercher"), ("q", family.as_str())];
    let found = nora.post("/cellule/nouvelle", &fields).await;
    assert!(
        found.text.to_uppercase().contains(&family.to_uppercase()),
        "{}",
        found.text
    );
    let query = TraceQuery {
        action: Some("search".to_owned()),
        patient: Some(patient.to_string()),
        ..TraceQuery::default()
    };
    let rows = house.hospital.app.store().traces(&query).expect("rows");
    assert_eq!(rows.len(), 1);
}
