//! The flow cell: a request from its form to its bed, two people who want the same, and whoever sees only their wards.

use axum::http::StatusCode;
use domain::rights::Role;
use domain::view::board::bed_name;

use super::house::House;
use super::visit::Browser;

/// The values of that field in a page.
fn values<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let field = format!("name=\"{name}\" value=\"");
    page.split(field.as_str())
        .skip(1)
        .filter_map(|it| it.split('"').next())
        .collect()
}

/// Asks for a bed for somebody the feed does not know, and gives the address of the request.
async fn asked(browser: &Browser, name: &str) -> String {
    let fields = [
        ("acte", "demander"),
        ("pour", "autre"),
        ("nom", name),
        ("prenom", "Rose"),
        ("sexe", "f"),
        ("naissance", "1950"),
        ("origine", "0"),
        ("seule", "0"),
    ];
    let made = browser.post("/cellule/nouvelle", &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text);
    let to = made.location.expect("the request");
    to.replace("/cellule?demande=", "/cellule/demande/")
}

#[tokio::test]
async fn a_request_is_asked_explained_given_and_met() {
    let house = House::new().await;
    let cell = house.somebody(Role::Cell);
    let request = asked(&cell, "Attente").await;
    let page = cell.get(&request).await;
    assert!(page.text.contains("ATTENTE"), "the cell knows the name");
    assert!(
        page.text.contains("Pourquoi rang"),
        "and why it stands where it stands"
    );
    let (beds, saw) = (values(&page.text, "lit"), values(&page.text, "vu"));
    let (bed, saw) = (*beds.first().expect("a proposal"), saw[0]);
    let give = [("acte", "attribuer"), ("lit", bed), ("vu", saw)];
    let done = cell.post_part(&request, &give).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    let snapshot = house.hospital.app.snapshot();
    let name = bed_name(&snapshot.state, bed.parse().expect("a bed")).expect("its name");
    assert!(done.text.contains(&format!("Promis {name}")), "{}", done.text);
    assert!(snapshot.state.hold_on(bed.parse().expect("a bed")).is_some());
}

#[tokio::test]
async fn of_two_who_give_one_bed_one_wins_and_the_other_learns_from_whom() {
    let house = House::new().await;
    let (nora, other) = (house.somebody(Role::Cell), house.somebody(Role::Cell));
    let (first, second) = (asked(&nora, "Premiere").await, asked(&other, "Seconde").await);
    let proposal = |page: &str| {
        (
            values(page, "lit")[0].to_owned(),
            values(page, "vu")[0].to_owned(),
        )
    };
    let (bed, saw) = proposal(&nora.get(&first).await.text);
    let (_, theirs) = proposal(&other.get(&second).await.text);
    let give = |saw: &str| {
        [
            ("acte", "attribuer".to_owned()),
            ("lit", bed.clone()),
            ("vu", saw.to_owned()),
        ]
    };
    let sent = |fields: [(&'static str, String); 3]| fields;
    let mine = sent(give(&saw));
    let fields: Vec<(&str, &str)> = mine.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(nora.post_part(&first, &fields).await.status, StatusCode::OK);
    let yours = sent(give(&theirs));
    let fields: Vec<(&str, &str)> = yours
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let late = other.post_part(&second, &fields).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
    assert!(
        late.text.contains("role=\"alert\""),
        "said, over the request: {}",
        late.text
    );
    let said = late
        .text
        .split("role=\"alert\"")
        .nth(1)
        .and_then(|it| it.split("</p>").next());
    let said = said.expect("the alert");
    assert!(
        said.contains("est réservé pour un autre patient par Personne cell depuis"),
        "{said}"
    );
    let offered = values(&late.text, "lit");
    assert!(
        !offered.is_empty() && !offered.contains(&bed.as_str()),
        "with other beds"
    );
}

#[tokio::test]
async fn a_request_withdrawn_keeps_its_reason_and_comes_back() {
    let house = House::new().await;
    let cell = house.somebody(Role::Cell);
    let request = asked(&cell, "Partie").await;
    let saw = |page: &str| values(page, "vu")[0].to_owned();
    let seen = saw(&cell.get(&request).await.text);
    let gone = cell
        .post_part(
            &request,
            &[("acte", "retirer"), ("motif", "DOMICILE"), ("vu", &seen)],
        )
        .await;
    assert_eq!(gone.status, StatusCode::OK, "{}", gone.text);
    assert!(
        !cell.get("/cellule").await.text.contains("PARTIE"),
        "it left the queue"
    );
    let stale = cell
        .post_part(&request, &[("acte", "rouvrir"), ("vu", &seen)])
        .await;
    assert_eq!(
        stale.status,
        StatusCode::CONFLICT,
        "nobody acts on what they have not seen"
    );
    let seen = saw(&cell.get(&request).await.text);
    let back = cell
        .post_part(&request, &[("acte", "rouvrir"), ("vu", &seen)])
        .await;
    assert_eq!(back.status, StatusCode::OK, "{}", back.text);
    assert!(cell.get("/cellule").await.text.contains("PARTIE"));
}

#[tokio::test]
async fn a_ward_sees_its_own_requests_and_no_other() {
    let house = House::new().await;
    let cell = house.somebody(Role::Cell);
    asked(&cell, "Lointaine").await;
    let nurse = house.somebody(Role::WardTeam);
    let page = nurse.get("/cellule").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        !page.text.contains("LOINTAINE"),
        "asked by nobody of the ward, for nobody of it"
    );
    assert!(
        !page.text.contains("data-topics=\"cell"),
        "and nothing live of the whole territory"
    );
}
