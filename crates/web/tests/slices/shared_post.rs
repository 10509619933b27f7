//! A ward's post through a morning: two nurses, one form, an idle while, a restart in the middle. Nothing is lost, and
//! nobody ever sees a page to log in on the board.

use app::KeptWrite;
use auth::{Change, Directory, Secret};
use axum::http::{StatusCode, header};
use base::time::{DAY, HOUR, MINUTE};
use domain::rights::Role;
use std::sync::{Arc, RwLock};
use store::{TraceClass, TraceQuery};
use web::Config;

use super::hospital::now;
use super::house::{House, PASSWORD, PIN};
use super::visit::Browser;

const NOTE: &str = "Appeler la famille avant midi";

/// Keeps what the house believes, so that a restart finds it.
async fn kept(house: &House) {
    let mut writes = Vec::new();
    {
        let directory = house.stranger.web.identity().read();
        let accounts = directory
            .accounts()
            .into_iter()
            .map(|it| Change::Account(Box::new(it.clone())));
        let posts = directory
            .posts()
            .into_iter()
            .map(|it| Change::Post(Box::new(it.clone())));
        let pepper = Change::Pepper(Secret::new([5; 32]).print());
        for change in accounts.chain(posts).chain([pepper]) {
            let row = change.row().expect("a row");
            writes.extend(row.body.map(|body| KeptWrite::Keep {
                kind: row.kind,
                id: row.id,
                body,
            }));
        }
    }
    house.hospital.app.keep(writes, Vec::new()).await.expect("kept");
}

/// The server starts again: memory is gone, what was kept is read.
fn restarted(house: &mut House) {
    let mut directory = Directory::default();
    for kind in Change::KINDS {
        let read = house.hospital.app.store().kept(kind, |id, body| {
            directory.read(kind, id, body).expect("a row");
            Ok::<_, store::Fault>(())
        });
        read.expect("read");
    }
    let config = Config {
        directory: Arc::new(RwLock::new(directory)),
        ..Config::default()
    };
    house.stranger = Browser::of(&house.hospital.app, config);
}

fn later(house: &House, millis: i64) {
    house
        .hospital
        .app
        .clock()
        .set(house.hospital.app.now().plus(millis));
}

fn board(house: &House) -> String {
    format!("/service/{}", house.wards.own)
}

fn note(house: &House) -> String {
    format!("/sejour/{}/note", house.stay_in(house.wards.own))
}

#[tokio::test]
async fn a_form_is_kept_while_somebody_says_who_they_are() {
    let house = House::new().await;
    kept(&house).await;
    let mut post = house.post();
    let asked = post.post_part(&note(&house), &[("texte", NOTE)]).await;
    assert_eq!(asked.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(
        asked.text.contains("dialog") && asked.text.contains(NOTE),
        "over the current screen, with the form"
    );
    let wrong = [
        ("texte", NOTE),
        ("qui_identifiant", "ward_team"),
        ("qui_secret", "faux"),
    ];
    let again = post.post_part(&note(&house), &wrong).await;
    assert_eq!(again.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(again.text.contains(NOTE) && again.text.contains("role=\"alert\""));
    assert!(!again.text.contains("faux"), "a secret is never sent back");
    let right = [
        ("texte", NOTE),
        ("qui_identifiant", "ward_team"),
        ("qui_secret", PASSWORD),
    ];
    let done = post.post_part(&note(&house), &right).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    let bar = |text: &str| text.contains("id=\"who\"") && text.contains("Personne ward_team");
    assert!(bar(&done.text), "the page that is open names her at once");
    let home = format!("/operateur?back={}", board(&house));
    assert!(
        done.text.contains(&home),
        "and whoever comes next comes back to it"
    );
    post.keep(&done);
    let page = post.get(&board(&house)).await;
    assert!(page.text.contains("Personne ward_team"), "the person is shown");
    let second = post.post_part(&note(&house), &[("texte", "Et le soir")]).await;
    assert_eq!(second.status, StatusCode::OK, "nobody is asked twice");
}

#[tokio::test]
async fn whoever_comes_next_comes_back_to_the_screen_whichever_ward_the_patient_is_in() {
    let house = House::new().await;
    let post = house.post();
    let fields = [
        ("texte", NOTE),
        ("qui_identifiant", "ward_team"),
        ("qui_secret", PASSWORD),
    ];
    // A patient of the ward, opened over another page.
    let done = post.post_from("/chercher", &note(&house), &fields).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    assert!(done.text.contains("/operateur?back=/chercher\""), "{}", done.text);
    for elsewhere in ["//evil.example", "https://evil.example"] {
        let done = post.post_from(elsewhere, &note(&house), &fields).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.text);
        assert!(!done.text.contains("evil"), "{}", done.text);
    }
}

#[tokio::test]
async fn whoever_says_who_they_are_is_named_even_when_the_write_is_refused() {
    let house = House::new().await;
    let post = house.post();
    let nowhere = [
        ("lit", "b999"),
        ("qui_identifiant", "ward_team"),
        ("qui_secret", PASSWORD),
    ];
    let path = format!("/sejour/{}/placer", house.stay_in(house.wards.own));
    let refused = post.post_part(&path, &nowhere).await;
    assert_eq!(
        refused.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        refused.text
    );
    assert!(refused.text.contains("id=\"who\""), "{}", refused.text);
    assert!(refused.text.contains("Personne ward_team"), "{}", refused.text);
}

#[tokio::test]
async fn an_idle_post_forgets_the_person_and_keeps_the_board() {
    let house = House::new().await;
    kept(&house).await;
    let mut post = house.post();
    let who = [
        ("qui_identifiant", "ward_team"),
        ("qui_secret", PASSWORD),
        ("back", "/"),
    ];
    let entered = post.post("/operateur", &who).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER);
    post.keep(&entered);
    later(&house, 9 * MINUTE);
    assert!(
        post.get(&board(&house)).await.text.contains("Personne ward_team"),
        "a gesture keeps her there"
    );
    later(&house, 10 * MINUTE);
    let page = post.get(&board(&house)).await;
    assert_eq!(page.status, StatusCode::OK, "the board stays");
    assert!(page.text.contains("data-topics=\"ward:"), "with its names");
    assert!(
        !page.text.contains("Personne ward_team"),
        "and without the person"
    );
    let asked = post.post_part(&note(&house), &[("texte", NOTE)]).await;
    assert_eq!(asked.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(asked.text.contains(NOTE));
    let person = house.person(Role::WardTeam).to_string();
    assert!(
        asked.text.contains(&format!("value=\"{person}\"")),
        "she is among the faces of the post"
    );
}

#[tokio::test]
async fn a12_two_nurses_switch_in_one_gesture_and_each_signs_her_own() {
    let house = House::new().await;
    kept(&house).await;
    let mut post = house.post();
    let first = [
        ("texte", NOTE),
        ("qui_identifiant", "ward_team"),
        ("qui_secret", PASSWORD),
    ];
    let done = post.post_part(&note(&house), &first).await;
    post.keep(&done);
    let head = house.person(Role::HeadNurse).to_string();
    let switch = [("qui_personne", head.as_str()), ("qui_code", PIN), ("back", "/")];
    let switched = post.post("/operateur", &switch).await;
    assert_eq!(switched.status, StatusCode::SEE_OTHER);
    let old = post.get(&board(&house)).await;
    post.keep(&switched);
    assert!(
        !old.text.contains("Personne ward_team"),
        "the first one's session ended with the switch"
    );
    let done = post
        .post_part(&note(&house), &[("texte", "Vu avec le bloc")])
        .await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    let snapshot = house.hospital.app.snapshot();
    let authors: Vec<_> = snapshot
        .state
        .notes
        .iter()
        .rev()
        .take(2)
        .map(|it| it.author)
        .collect();
    assert_eq!(
        authors,
        [house.person(Role::HeadNurse), house.person(Role::WardTeam)]
    );
}

#[tokio::test]
async fn l06_a_restart_in_the_middle_loses_neither_the_person_nor_the_form() {
    let mut house = House::new().await;
    kept(&house).await;
    let mut post = house.post();
    let entered = [
        ("texte", NOTE),
        ("qui_identifiant", "ward_team"),
        ("qui_secret", PASSWORD),
    ];
    let done = post.post_part(&note(&house), &entered).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    post.keep(&done);
    restarted(&mut house);
    let mut post = Browser::on(&house.stranger.web).with_cookies_of(&post);
    let done = post
        .post_part(&note(&house), &[("texte", "Après le redémarrage")])
        .await;
    assert_eq!(done.status, StatusCode::OK, "still her: {}", done.text);
    later(&house, 11 * MINUTE);
    restarted(&mut house);
    post = Browser::on(&house.stranger.web).with_cookies_of(&post);
    let asked = post.post_part(&note(&house), &[("texte", NOTE)]).await;
    assert_eq!(asked.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(asked.text.contains(NOTE), "the form came back with the question");
}

#[tokio::test]
async fn l13_a_post_is_never_logged_out_over_a_week_with_ten_restarts() {
    let mut house = House::new().await;
    kept(&house).await;
    let mut post = house.post();
    let path = board(&house);
    for hour in 0..7 * 24 {
        if hour % 16 == 7 {
            restarted(&mut house);
        }
        post = Browser::on(&house.stranger.web).with_cookies_of(&post);
        let page = post.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "hour {hour}: {:?}", page.location);
        assert!(page.text.contains("data-topics=\"ward:"), "hour {hour}");
        // Every third answer never reaches the browser.
        if hour % 3 != 0 {
            post.keep(&page);
        }
        later(&house, HOUR);
    }
    assert!(house.hospital.app.now() >= now().plus(7 * DAY));
}

#[tokio::test]
async fn a01_guessing_closes_the_door_there_and_not_for_the_ward() {
    let house = House::new().await;
    kept(&house).await;
    let wrong = [
        ("qui_identifiant", "ward_team"),
        ("qui_secret", "faux"),
        ("back", "/"),
    ];
    let unknown = [
        ("qui_identifiant", "personne"),
        ("qui_secret", "faux"),
        ("back", "/"),
    ];
    let mut answers = Vec::new();
    for _ in 0..6 {
        answers.push(house.stranger.post("/connexion", &wrong).await.status);
    }
    assert_eq!(answers[..5], [StatusCode::UNPROCESSABLE_ENTITY; 5]);
    assert_eq!(answers[5], StatusCode::TOO_MANY_REQUESTS);
    let right = [
        ("qui_identifiant", "ward_team"),
        ("qui_secret", PASSWORD),
        ("back", "/"),
    ];
    let refused = house.stranger.post("/connexion", &right).await;
    assert_eq!(
        refused.status,
        StatusCode::TOO_MANY_REQUESTS,
        "even with the right password, for a minute"
    );
    assert_eq!(
        house.post().post("/operateur", &right).await.status,
        StatusCode::SEE_OTHER,
        "her ward lets her in"
    );
    later(&house, 2 * MINUTE);
    assert_eq!(
        house.stranger.post("/connexion", &right).await.status,
        StatusCode::SEE_OTHER
    );
    let one = house.stranger.post("/connexion", &wrong).await;
    let other = house.stranger.post("/connexion", &unknown).await;
    let plain = |text: &str| text.replace("ward_team", "").replace("personne", "");
    assert_eq!(
        plain(&one.text),
        plain(&other.text),
        "nobody learns which accounts exist"
    );
}

#[tokio::test]
async fn a03_a_closed_account_is_out_at_the_next_request() {
    let house = House::new().await;
    let nurse = house.somebody(Role::WardTeam);
    assert_eq!(nurse.get(&board(&house)).await.status, StatusCode::OK);
    house.change(Role::WardTeam, |account| account.is_closed = true);
    let out = nurse.get(&board(&house)).await;
    assert_eq!(out.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a02_cookies_of_an_encrypted_server_are_its_own_and_change_with_each_sign_in() {
    let house = House::new().await;
    kept(&house).await;
    let right = [
        ("qui_identifiant", "ward_team"),
        ("qui_secret", PASSWORD),
        ("back", "/"),
    ];
    let cookie = |answer: &super::visit::Answer| {
        let header = answer.headers.get(header::SET_COOKIE).expect("a cookie");
        header.to_str().expect("text").to_owned()
    };
    let one = cookie(&house.stranger.post("/connexion", &right).await);
    let two = cookie(&house.stranger.post("/connexion", &right).await);
    assert_ne!(one, two);
    for kept in [&one, &two] {
        assert!(kept.starts_with("chevet_session="), "{kept}");
        for part in ["; Path=/", "; HttpOnly", "; SameSite=Lax"] {
            assert!(kept.contains(part), "{kept}");
        }
    }
    let secure = web::access::session_cookie("x", false, true).expect("a cookie");
    let secure = secure.to_str().expect("text");
    assert!(
        secure.starts_with("__Host-chevet_session=x; Path=/; ") && secure.contains("; Secure"),
        "{secure}"
    );
}

#[tokio::test]
async fn i6_every_reading_of_a_name_and_every_sign_in_is_in_the_trace() {
    let house = House::new().await;
    kept(&house).await;
    let stay = house.stay_in(house.wards.own);
    let mut post = house.post();
    let who = [
        ("qui_identifiant", "ward_team"),
        ("qui_secret", PASSWORD),
        ("back", "/"),
    ];
    let entered = post.post("/operateur", &who).await;
    post.keep(&entered);
    post.get(&board(&house)).await;
    post.get(&format!("/sejour/{stay}")).await;
    post.get(&format!("/journal/sejour/{stay}")).await;
    post.get(&format!("/service/{}/feuille", house.wards.own)).await;
    house.somebody(Role::Director).get(&board(&house)).await;
    let traced = |class| {
        let query = TraceQuery {
            class: Some(class),
            limit: 50,
            ..TraceQuery::default()
        };
        let mut rows = house.hospital.app.store().traces(&query).expect("read");
        rows.reverse();
        rows
    };
    let person = house.person(Role::WardTeam).to_string();
    let read: Vec<_> = traced(TraceClass::Access)
        .into_iter()
        .map(|it| (it.action, it.actor, it.patient.is_some(), it.place))
        .collect();
    let ward = Some(house.wards.own.to_string());
    let expected = [
        ("see_board", false),
        ("see_stay", true),
        ("see_past", true),
        ("print_sheet", false),
    ];
    let expected: Vec<_> = expected
        .into_iter()
        .map(|(action, patient)| (action.to_owned(), Some(person.clone()), patient, ward.clone()))
        .collect();
    assert_eq!(
        read, expected,
        "the director read through a veil: nothing to trace"
    );
    let security: Vec<_> = traced(TraceClass::Security)
        .into_iter()
        .map(|it| it.action)
        .collect();
    assert_eq!(security, ["sign_in"]);
}

#[tokio::test]
async fn d22_somebody_who_opens_hundreds_of_records_is_stopped() {
    let house = House::new().await;
    let path = format!("/sejour/{}", house.stay_in(house.wards.own));
    let policy = auth::Policy {
        reads_per_hour: 20,
        ..auth::Policy::default()
    };
    house.apply(&Change::Policy(Box::new(policy)));
    let nurse = house.somebody(Role::WardTeam);
    let mut answers = Vec::new();
    for _ in 0..41 {
        answers.push(nurse.get(&path).await.status);
    }
    assert!(answers[..40].iter().all(|it| *it == StatusCode::OK));
    assert_eq!(answers[40], StatusCode::TOO_MANY_REQUESTS);
    later(&house, HOUR);
    assert_eq!(
        house.somebody(Role::WardTeam).get(&path).await.status,
        StatusCode::OK,
        "an hour later she may again"
    );
}

#[tokio::test]
async fn a_device_becomes_a_post_once_a_head_nurse_approved_its_code() {
    let house = House::new().await;
    kept(&house).await;
    let mut device = Browser::on(&house.stranger.web);
    let waiting = device.get("/poste").await;
    device.keep(&waiting);
    let code = waiting
        .text
        .split("class=\"code\">")
        .nth(1)
        .and_then(|it| it.split('<').next())
        .expect("a code");
    let again = device.get("/poste").await;
    assert!(again.text.contains(code), "the code stays while it waits");
    assert_eq!(
        device.get(&board(&house)).await.status,
        StatusCode::SEE_OTHER,
        "not yet"
    );
    let place = house.wards.own.to_string();
    let form = |place: &str| {
        [
            ("code", code.to_lowercase()),
            ("nom", "Poste 4A-2".into()),
            ("lieu", place.to_owned()),
            ("noms", "oui".into()),
        ]
    };
    let post_form = |fields: &[(&'static str, String); 4]| {
        fields
            .iter()
            .map(|(name, value)| (*name, value.clone()))
            .collect::<Vec<_>>()
    };
    let send = async |role: Role, place: &str| {
        let fields = post_form(&form(place));
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        house.somebody(role).post("/postes", &fields).await.status
    };
    assert_eq!(send(Role::WardTeam, &place).await, StatusCode::FORBIDDEN);
    assert_eq!(
        send(Role::HeadNurse, &house.wards.far.to_string()).await,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(send(Role::HeadNurse, &place).await, StatusCode::SEE_OTHER);
    let page = device.get(&board(&house)).await;
    assert_eq!(page.status, StatusCode::OK, "{:?}", page.location);
    assert!(page.text.contains("Poste 4A-2"));
}

#[tokio::test]
async fn a_telephone_that_reads_the_code_of_a_device_opens_the_page_that_approves_it() {
    let house = House::at(Some("https://lits.example.org")).await;
    let device = Browser::on(&house.stranger.web);
    golden_of_a_code("post-waits-fr", &device.get("/poste").await.text);
    golden_of_a_code(
        "post-waits-en",
        &Browser::on(&house.stranger.web)
            .english()
            .get("/poste")
            .await
            .text,
    );
    let nora = house.somebody(Role::HeadNurse);
    let page = nora.get("/postes?code=ABCD-EFGH").await;
    // Two factors are asked for where there are keys: she is led on, and back to the very code.
    let back = page.location.unwrap_or_default();
    assert!(back.ends_with("back=/postes%3Fcode%3DABCD-EFGH"), "{back}");

    let alone = House::new().await;
    let page = Browser::on(&alone.stranger.web).get("/poste").await.text;
    assert!(
        !page.contains("class=\"qr\""),
        "localhost leads no telephone anywhere"
    );
    let page = alone
        .somebody(Role::HeadNurse)
        .get("/postes?code=ABCD-EFGH")
        .await;
    assert!(page.text.contains("value=\"ABCD-EFGH\""), "the code is filled in");
}

/// The page of a device that waits, without what chance drew.
fn golden_of_a_code(name: &str, page: &str) {
    let code = page
        .split("class=\"code\">")
        .nth(1)
        .and_then(|it| it.split('<').next());
    let square = page
        .split("class=\"qr\"")
        .nth(1)
        .and_then(|it| it.split(" d=\"").nth(1));
    let drawn = square.and_then(|it| it.split('"').next());
    let (code, drawn) = (code.expect("a code"), drawn.expect("and drawn"));
    assert!(drawn.len() > 2_000, "a whole address");
    super::visit::golden(name, &page.replace(code, "0000-0000").replace(drawn, "…"));
}

#[tokio::test]
async fn a18_a_server_is_installed_once_with_the_code_of_its_console() {
    let hospital = super::hospital::Hospital::small().await;
    let config = Config {
        install_code: Some("ABCD-EFGH-JKLM".to_owned()),
        ..Config::default()
    };
    let browser = Browser::of(&hospital.app, config);
    let with = |code: &'static str| {
        [
            ("code", code),
            ("nom", "Ada Thomas"),
            ("identifiant", "ada"),
            ("secret", "une longue phrase à moi"),
        ]
    };
    assert_eq!(
        browser.post("/installation", &with("WRONG")).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        browser
            .post("/installation", &with("abcd-efgh-jklm"))
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        browser
            .post("/installation", &with("ABCD-EFGH-JKLM"))
            .await
            .status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(
        browser.get("/").await.status,
        StatusCode::SEE_OTHER,
        "from then on, nobody is a courtesy"
    );
    let mut ada = Browser::on(&browser.web);
    let entered = ada
        .post(
            "/connexion",
            &[
                ("qui_identifiant", "ada"),
                ("qui_secret", "une longue phrase à moi"),
                ("back", "/moi"),
            ],
        )
        .await;
    ada.keep(&entered);
    let me = ada.get("/moi").await;
    assert!(me.text.contains("Administrateur"), "{}", me.status);
}

#[tokio::test]
async fn a_session_found_open_is_not_made_ones_own() {
    let house = House::new().await;
    kept(&house).await;
    let nurse = house.somebody(Role::WardTeam);
    for what in ["code", "badge", "mot-de-passe"] {
        let without = [
            ("quoi", what),
            ("code", "4711"),
            ("badge", "0412345678"),
            ("nouveau", "une autre phrase"),
        ];
        assert_eq!(
            nurse.post("/moi", &without).await.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{what}"
        );
    }
    let with = [("quoi", "code"), ("code", "4711"), ("ancien", PASSWORD)];
    assert_eq!(nurse.post("/moi", &with).await.status, StatusCode::SEE_OTHER);
    for _ in 0..5 {
        nurse
            .post("/moi", &[("quoi", "code"), ("code", "4712"), ("ancien", "faux")])
            .await;
    }
    let closed = nurse.post("/moi", &with).await;
    assert_eq!(
        closed.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "guessing there closes the door as anywhere"
    );
}

#[tokio::test]
async fn d02_the_journal_of_a_patient_of_another_establishment_is_as_unknown_as_none() {
    let mut house = House::new().await;
    let told = super::hospital::Told {
        family: Some("PARTAGE"),
        ..super::hospital::Told::of("T100", "1", "1")
    };
    let _ = house.hospital.admit(&told).await;
    let foreign = house
        .hospital
        .app
        .snapshot()
        .state
        .stays
        .last()
        .expect("a stay")
        .id;
    let patient = house
        .hospital
        .app
        .snapshot()
        .state
        .stay(foreign)
        .expect("a stay")
        .patient;
    let nurse = house.somebody(Role::WardTeam);
    let refused = nurse.get(&format!("/journal/patient/{patient}")).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    let cell = house
        .somebody(Role::Cell)
        .get(&format!("/journal/patient/{patient}"))
        .await;
    assert_eq!(cell.status, StatusCode::OK);
}
