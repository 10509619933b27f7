//! Names opened in an emergency: for a reason, for an hour, seen by those who answer for the ward. Loans and sharing.

use axum::http::StatusCode;
use base::time::{HOUR, MINUTE};
use domain::rights::{Assignment, Place, Role};
use store::{TraceClass, TraceQuery};

use super::house::House;
use super::visit::{Browser, golden};

const REASON: &str = "Renfort de nuit, appel du cadre de garde";

fn later(house: &House, millis: i64) {
    house
        .hospital
        .app
        .clock()
        .set(house.hospital.app.now().plus(millis));
}

fn board(house: &House) -> String {
    format!("/service/{}", house.wards.far)
}

/// The names of that ward, as boards show them.
fn families(house: &House) -> Vec<String> {
    let snapshot = house.hospital.app.snapshot();
    let stays = snapshot.state.index.stays_of_ward(house.wards.far);
    let patients = stays.filter_map(|id| snapshot.vault.patient(snapshot.state.stay(id)?.patient));
    patients
        .filter_map(|it| it.family.as_ref().map(|it| it.to_uppercase()))
        .collect()
}

fn names(house: &House, page: &str) -> usize {
    families(house)
        .iter()
        .filter(|name| page.contains(name.as_str()))
        .count()
}

async fn opens(browser: &Browser, house: &House, reason: &str) -> StatusCode {
    let path = format!("{}/urgence", board(house));
    browser.post(&path, &[("motif", reason)]).await.status
}

/// Somebody who answers for the far ward.
fn a_head_of(house: &House) {
    house.change(Role::DivisionHead, |it| {
        it.assignments = vec![Assignment::lasting(
            Role::DivisionHead,
            Place::Ward(house.wards.far),
        )];
    });
}

#[tokio::test]
async fn a19_a_board_seen_through_a_veil_opens_for_a_reason_and_an_hour() {
    let house = House::new().await;
    let nurse = house.somebody(Role::WardTeam);
    let veiled = nurse.get(&board(&house)).await.text;
    let door = format!("href=\"{}/urgence\"", board(&house));
    assert!(veiled.contains(&door) && names(&house, &veiled) == 0);
    let own = nurse.get(&format!("/service/{}", house.wards.own)).await.text;
    assert!(!own.contains("/urgence\""), "no door where nothing is closed");
    for role in [Role::Cleaner, Role::ItAdministrator, Role::Secretary] {
        let page = house.somebody(role).get(&board(&house)).await.text;
        assert!(!page.contains(&door), "{role:?} may not open it");
        assert_eq!(
            opens(&house.somebody(role), &house, REASON).await,
            StatusCode::FORBIDDEN,
            "{role:?}"
        );
    }
    let form = nurse.get(&format!("{}/urgence", board(&house))).await;
    golden("emergency-form-fr", &form.text);
    for poor in ["", "urgence", "0123456789 123", &"a".repeat(300)] {
        assert_eq!(
            opens(&nurse, &house, poor).await,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{poor}"
        );
    }
    assert_eq!(opens(&nurse, &house, REASON).await, StatusCode::SEE_OTHER);
    let open = nurse.get(&board(&house)).await.text;
    assert!(names(&house, &open) > 5, "the names are there");
    assert!(
        open.contains("Noms ouverts en urgence jusqu’à 15\u{a0}h\u{a0}05"),
        "with the hour at which they close"
    );
    assert!(open.contains("data-topics=\"ward:"), "and they are live");
    assert_eq!(
        opens(&nurse, &house, REASON).await,
        StatusCode::UNPROCESSABLE_ENTITY,
        "nobody makes it longer"
    );
    let stay = house.stay_in(house.wards.far);
    let drawer = nurse.get(&format!("/sejour/{stay}")).await;
    assert!(
        drawer.text.contains("Noms ouverts en urgence"),
        "the stays of that ward too"
    );
    let note = nurse
        .post(&format!("/sejour/{stay}/note"), &[("texte", "coucou")])
        .await;
    assert_ne!(
        note.status,
        StatusCode::SEE_OTHER,
        "it opens reading, never writing"
    );
    later(&house, HOUR);
    let closed = house.somebody(Role::WardTeam).get(&board(&house)).await.text;
    assert_eq!(names(&house, &closed), 0);
    assert!(closed.contains(&door));
}

#[tokio::test]
async fn a19_whoever_may_open_the_names_is_led_there_from_what_was_refused() {
    let house = House::new().await;
    let foreign = house.wards.foreign;
    let board = format!("/service/{foreign}");
    let door = format!("href=\"{board}/urgence\"");
    let doctor = house.somebody(Role::Doctor);
    for page in ["", "/transmissions", "/feuille", "/passe"] {
        let refused = doctor.get(&format!("{board}{page}")).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{page}");
        assert!(refused.text.contains(&door), "{page}: one gesture leads on");
    }
    let drawn = doctor.part(&board).await;
    assert!(drawn.text.contains(&door), "over a screen too: {}", drawn.text);
    assert!(
        !doctor.get(&format!("{board}/murs")).await.text.contains(&door),
        "opening names sets no wall"
    );
    let nurse = house.somebody(Role::WardTeam).get(&board).await;
    assert_eq!(nurse.status, StatusCode::FORBIDDEN);
    assert!(!nurse.text.contains("/urgence\""), "not hers to open");
    let opened = doctor
        .post(&format!("{board}/urgence"), &[("motif", REASON)])
        .await;
    assert_eq!(opened.location.as_deref(), Some(board.as_str()));
    assert_eq!(
        doctor.get(&board).await.status,
        StatusCode::OK,
        "and the way is open"
    );
}

#[tokio::test]
async fn a19_the_trace_has_the_number_of_an_opening_and_never_its_reason() {
    let house = House::new().await;
    opens(&house.somebody(Role::WardTeam), &house, REASON).await;
    let query = TraceQuery {
        action: Some("names_opened".to_owned()),
        ..TraceQuery::default()
    };
    let rows = house.hospital.app.store().traces(&query).expect("rows");
    let [row] = rows.as_slice() else {
        panic!("{} rows", rows.len())
    };
    assert_eq!(
        row.class,
        TraceClass::Access,
        "kept as long as the readings it explains"
    );
    assert_eq!(row.place, Some(house.wards.far.to_string()));
    let body = row.body.as_deref().unwrap_or_default();
    let id = house.stranger.web.identity().read().glasses()[0].id.clone();
    assert!(body.contains(&id) && !body.contains("Renfort"), "{body}");
}

#[tokio::test]
async fn a19_those_who_answer_for_the_ward_are_told_and_review_all_but_their_own() {
    let house = House::new().await;
    a_head_of(&house);
    let nurse = house.somebody(Role::WardTeam);
    for _ in 0..4 {
        assert_eq!(opens(&nurse, &house, REASON).await, StatusCode::SEE_OTHER);
        later(&house, 61 * MINUTE);
    }
    let head = house.somebody(Role::DivisionHead);
    let home = head.get("/").await.text;
    assert!(
        home.contains("4 à revoir") && home.contains("href=\"/urgences-acces\""),
        "a count in the menu"
    );
    assert!(
        !house
            .somebody(Role::HeadNurse)
            .get("/")
            .await
            .text
            .contains("à revoir"),
        "not her ward"
    );
    let list = head.get("/urgences-acces").await.text;
    assert_eq!(
        list.matches("plus de 3 en 24 h").count(),
        1,
        "the fourth is marked"
    );
    assert!(list.contains(REASON));
    let id = house.stranger.web.identity().read().glasses()[0].id.clone();
    let ids: Vec<String> = {
        let directory = house.stranger.web.identity().read();
        directory.glasses().iter().map(|it| it.id.clone()).collect()
    };
    let plain = ids.iter().fold(list.clone(), |page, id| page.replace(id, "0000"));
    golden("emergency-list-fr", &plain);
    let verdict = [
        ("ouverture", id.as_str()),
        ("avis", "non"),
        ("remarque", "Vu ensemble"),
    ];
    let from_elsewhere = house
        .somebody(Role::HeadNurse)
        .post("/urgences-acces", &verdict)
        .await;
    assert_eq!(from_elsewhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        head.post("/urgences-acces", &verdict).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        head.post("/urgences-acces", &verdict).await.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "once"
    );
    let after = head.get("/urgences-acces").await.text;
    assert!(after.contains("Non justifiée") && after.contains("Vu ensemble"));
    assert!(head.get("/").await.text.contains("3 à revoir"));
    house.change(Role::WardTeam, |it| {
        it.assignments
            .push(Assignment::lasting(Role::Auditor, Place::Territory));
    });
    let own = house.somebody(Role::WardTeam);
    let third = house.stranger.web.identity().read().glasses()[1].id.clone();
    let mine = own
        .post(
            "/urgences-acces",
            &[("ouverture", third.as_str()), ("avis", "oui")],
        )
        .await;
    assert_eq!(mine.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(mine.text.contains("quelqu’un d’autre la revoit"));
}

#[tokio::test]
async fn a_post_leads_to_the_door_and_asks_who_is_there() {
    let house = House::new().await;
    let mut post = house.post();
    let path = format!("{}/urgence", board(&house));
    assert!(post.get(&board(&house)).await.text.contains(&path));
    let led = post.get(&path).await;
    assert!(led.location.is_some_and(|it| it.starts_with("/operateur?back=")));
    let who = [
        ("qui_identifiant", "ward_team"),
        ("qui_secret", super::house::PASSWORD),
        ("motif", REASON),
    ];
    let opened = post.post(&path, &who).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.text);
    post.keep(&opened);
    assert!(names(&house, &post.get(&board(&house)).await.text) > 5);
    let left = post.post("/deconnexion", &[("back", "/")]).await;
    post.keep(&left);
    assert_eq!(
        names(&house, &post.get(&board(&house)).await.text),
        0,
        "it was hers, not the post's"
    );
}

#[tokio::test]
async fn a_role_is_lent_for_a_night_and_taken_back() {
    let house = House::new().await;
    let nora = house.somebody(Role::HeadNurse);
    golden("me-loans-fr", &nora.get("/moi").await.text);
    let role = format!("head_nurse|{}", house.wards.own);
    let lend = [
        ("quoi", "preter"),
        ("role", role.as_str()),
        ("a", "ward_team"),
        ("du", "2026-11-20T14:00"),
        ("au", "2026-11-21T08:00"),
    ];
    assert_eq!(
        house.somebody(Role::WardTeam).post("/moi", &lend).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(nora.post("/moi", &lend).await.status, StatusCode::SEE_OTHER);
    let lea = house.somebody(Role::WardTeam);
    assert_eq!(
        lea.get("/postes").await.status,
        StatusCode::OK,
        "she acts as head nurse"
    );
    assert!(lea.get("/moi").await.text.contains("prêté"));
    let listed = house.somebody(Role::ItAdministrator).get("/personnes").await.text;
    assert!(listed.contains("prêté par Personne head_nurse"));
    let person = house.person(Role::WardTeam).to_string();
    let back = [
        ("quoi", "reprendre"),
        ("role", role.as_str()),
        ("a", person.as_str()),
    ];
    assert_eq!(nora.post("/moi", &back).await.status, StatusCode::SEE_OTHER);
    assert_eq!(lea.get("/postes").await.status, StatusCode::FORBIDDEN, "at once");
    let too_long = [
        ("quoi", "preter"),
        ("role", role.as_str()),
        ("a", "ward_team"),
        ("du", "2026-11-20T14:00"),
        ("au", "2027-11-21T08:00"),
    ];
    assert!(nora.post("/moi", &too_long).await.text.contains("trois mois"));
}

#[tokio::test]
async fn a_ward_shares_its_names_with_a_place_of_another_establishment() {
    let house = House::new().await;
    let admin = house.somebody(Role::ItAdministrator);
    let (foreign, own) = (house.wards.foreign.to_string(), house.wards.own.to_string());
    let share = [
        ("quoi", "partager"),
        ("service", foreign.as_str()),
        ("avec", own.as_str()),
    ];
    let path = format!("/service/{foreign}");
    let nurse = house.somebody(Role::WardTeam);
    assert_eq!(
        house
            .somebody(Role::HeadNurse)
            .post("/partages", &share)
            .await
            .status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        admin.post("/partages", &share).await.status,
        StatusCode::SEE_OTHER
    );
    golden("sharing-fr", &admin.get("/partages").await.text);
    assert!(
        house
            .somebody(Role::HeadNurse)
            .get("/partages")
            .await
            .text
            .contains("Soins de suite"),
        "it concerns her ward"
    );
    let within = [
        ("quoi", "partager"),
        ("service", own.as_str()),
        ("avec", own.as_str()),
    ];
    assert_eq!(
        admin.post("/partages", &within).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let end = [("service", foreign.as_str()), ("avec", own.as_str())];
    assert_eq!(admin.post("/partages", &end).await.status, StatusCode::SEE_OTHER);
    assert!(admin.get("/partages").await.text.contains("Aucun partage"));
    assert_ne!(nurse.get(&path).await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_table_of_rights_reads_as_agreed() {
    let house = House::new().await;
    golden(
        "rights-fr",
        &house.somebody(Role::Auditor).get("/droits").await.text,
    );
    golden(
        "rights-en",
        &house.somebody(Role::Auditor).english().get("/droits").await.text,
    );
    golden(
        "emergency-form-en",
        &house
            .somebody(Role::WardTeam)
            .english()
            .get(&format!("{}/urgence", board(&house)))
            .await
            .text,
    );
    golden(
        "sharing-en",
        &house
            .somebody(Role::ItAdministrator)
            .english()
            .get("/partages")
            .await
            .text,
    );
    golden(
        "emergency-list-en",
        &house
            .somebody(Role::Auditor)
            .english()
            .get("/urgences-acces")
            .await
            .text,
    );
    golden(
        "me-loans-en",
        &house.somebody(Role::HeadNurse).english().get("/moi").await.text,
    );
}

#[tokio::test]
async fn the_menu_shows_each_the_pages_they_may_open() {
    let house = House::new().await;
    let menu = |page: &str| {
        let nav = page.split("<nav class=\"product\"").nth(1).unwrap_or_default();
        let nav = nav.split("</nav>").next().unwrap_or_default();
        let links: Vec<String> = nav
            .split("href=\"")
            .skip(1)
            .filter_map(|it| it.split('"').next())
            .filter(|it| !it.starts_with("/assets/"))
            .map(ToOwned::to_owned)
            .collect();
        links
    };
    let seen = |page: String| menu(&page);
    let home = |role| {
        let browser = house.somebody(role);
        async move { browser.get("/moi").await.text }
    };
    assert_eq!(seen(home(Role::WardTeam).await), ["/reglages", "/droits", "/moi"]);
    assert_eq!(
        seen(home(Role::HeadNurse).await),
        [
            "/personnes",
            "/postes",
            "/urgences-acces",
            "/reglages",
            "/droits",
            "/moi"
        ]
    );
    let admin = seen(home(Role::ItAdministrator).await);
    assert!(
        ["/personnes", "/postes", "/partages"]
            .iter()
            .all(|it| admin.contains(&(*it).to_owned())),
        "{admin:?}"
    );
    let post = house
        .post()
        .get(&format!("/service/{}", house.wards.own))
        .await
        .text;
    assert!(
        seen(post)
            .iter()
            .all(|it| !it.contains("personnes") && it != "/moi")
    );
    for link in admin {
        assert_eq!(
            house.somebody(Role::ItAdministrator).get(&link).await.status,
            StatusCode::OK,
            "{link}"
        );
    }
}

#[tokio::test]
async fn whoever_may_not_see_the_first_page_is_led_to_one_of_theirs() {
    let house = House::new().await;
    let signs = |login: &'static str, back: &'static str| {
        let stranger = Browser::on(&house.stranger.web);
        async move {
            let fields = [
                ("qui_identifiant", login),
                ("qui_secret", super::house::PASSWORD),
                ("back", back),
            ];
            stranger
                .post("/connexion", &fields)
                .await
                .location
                .unwrap_or_default()
        }
    };
    assert_eq!(signs("auditor", "/").await, "/traces");
    assert_eq!(signs("auditor", "/droits").await, "/droits");
    assert_eq!(signs("ward_team", "/").await, "/");
}
