//! Passkeys from the button to the session, with an authenticator made of software: honest first, then not.

use auth::{Change, Secret};
use axum::http::StatusCode;
use base::time::MINUTE;
use domain::rights::Role;
use store::{TraceClass, TraceQuery};
use webauthn::Party;
use webauthn::testing::{Authenticator, HONEST};

use super::house::{House, PASSWORD};
use super::visit::{Answer, Browser};

pub fn party() -> Party {
    Party::of_url("http://localhost").expect("a site")
}

/// A question as our script reads it.
fn read(answer: &Answer) -> serde_json::Value {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    serde_json::from_str(&answer.text).expect("a question")
}

fn challenge(options: &serde_json::Value) -> String {
    options["challenge"].as_str().expect("a challenge").to_owned()
}

/// Registers a key of somebody who is signed in at that browser.
pub async fn register(browser: &mut Browser, name: &str) -> Authenticator {
    let (mut authenticator, answer) = attested(browser, name).await;
    let fields = [("quoi", "cle"), ("nom", name), ("cle", &answer)];
    let done = browser.post("/moi", &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    authenticator.counter = 0;
    authenticator
}

async fn attested(browser: &mut Browser, name: &str) -> (Authenticator, String) {
    let asked = browser
        .post_part("/moi/cle", &[("ancien", PASSWORD), ("nom", name)])
        .await;
    browser.keep(&asked);
    let options = read(&asked);
    let handle = options["user"]["id"].as_str().expect("a handle");
    let mut authenticator = Authenticator::new(&party(), &decoded(handle));
    let answer = authenticator.attests(&challenge(&options));
    (authenticator, answer)
}

fn decoded(text: &str) -> Vec<u8> {
    use base64::Engine as _;
    base64::prelude::BASE64_URL_SAFE_NO_PAD
        .decode(text)
        .expect("bytes")
}

/// An answer to a question that was put to that browser.
pub async fn answered(browser: &mut Browser, authenticator: &mut Authenticator) -> String {
    let asked = browser.post_part("/connexion/cle", &[]).await;
    browser.keep(&asked);
    authenticator.asserts(&challenge(&read(&asked)))
}

pub async fn at_the_door(browser: &mut Browser, authenticator: &mut Authenticator) -> Answer {
    let answer = answered(browser, authenticator).await;
    browser
        .post("/connexion", &[("qui_cle", &answer), ("back", "/moi")])
        .await
}

#[track_caller]
fn refused(answer: &Answer, why: &str) {
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.headers.get("set-cookie").is_none(), "nobody was let in");
    assert!(answer.text.contains(why), "not told: {why}\n{}", answer.text);
}

#[tokio::test]
async fn a_passkey_is_registered_signs_in_and_is_removed() {
    let house = House::new().await;
    let mut lea = house.somebody(Role::WardTeam);
    let mut key = register(&mut lea, "Téléphone").await;
    let page = lea.get("/moi").await.text;
    assert!(page.contains("Téléphone") && page.contains("jamais utilisée"));

    let mut door = Browser::on(&house.stranger.web);
    let entered = at_the_door(&mut door, &mut key).await;
    assert_eq!(entered.location.as_deref(), Some("/moi"), "{}", entered.text);
    door.keep(&entered);
    let page = door.get("/moi").await.text;
    assert!(page.contains("Personne ward_team") && page.contains("dernière utilisation"));
    {
        let directory = house.stranger.web.identity().read();
        let account = directory
            .account(house.person(Role::WardTeam))
            .expect("an account");
        assert_eq!(account.passkeys[0].counter, 1, "its counter is kept");
    }

    let id = {
        let directory = house.stranger.web.identity().read();
        let account = directory
            .account(house.person(Role::WardTeam))
            .expect("an account");
        account.passkeys[0].id.text()
    };
    let wrong = [("quoi", "sans-cle"), ("cle", id.as_str()), ("ancien", "faux")];
    assert_eq!(
        lea.post("/moi", &wrong).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let right = [("quoi", "sans-cle"), ("cle", id.as_str()), ("ancien", PASSWORD)];
    let answer = lea.post("/moi", &right).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.text.contains("connectez-vous avec elle"),
        "a password alone takes no key away"
    );
    assert_eq!(door.post("/moi", &right).await.status, StatusCode::SEE_OTHER);
    let mut again = Browser::on(&house.stranger.web);
    refused(
        &at_the_door(&mut again, &mut key).await,
        "n’est pas enregistrée ici, ou elle a été retirée",
    );
}

#[tokio::test]
async fn a_passkey_says_who_writes_over_the_board_and_the_form_is_kept() {
    let house = House::new().await;
    let mut lea = house.somebody(Role::WardTeam);
    let mut key = register(&mut lea, "Clé de sécurité").await;
    let path = format!("/sejour/{}/note", house.stay_in(house.wards.own));
    let mut post = house.post();
    let asked = post.post_part(&path, &[("texte", "Vu avec le bloc")]).await;
    assert_eq!(asked.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(asked.text.contains("data-passkey") && asked.text.contains("Vu avec le bloc"));

    key.flags = 1;
    let answer = answered(&mut post, &mut key).await;
    let fields = [("texte", "Vu avec le bloc"), ("qui_cle", answer.as_str())];
    let again = post.post_part(&path, &fields).await;
    assert_eq!(again.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(again.text.contains("n’a pas vérifié que c’est vous") && again.text.contains("Vu avec le bloc"));
    assert!(
        !again.text.contains("authenticatorData"),
        "an answer is not carried along"
    );

    key.flags = HONEST;
    let answer = answered(&mut post, &mut key).await;
    let fields = [("texte", "Vu avec le bloc"), ("qui_cle", answer.as_str())];
    let done = post.post_part(&path, &fields).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
    post.keep(&done);
    let board = post.get(&format!("/service/{}", house.wards.own)).await;
    assert!(board.text.contains("Personne ward_team"));
}

#[tokio::test]
async fn a14_an_answer_lets_in_once_and_only_the_browser_that_was_asked() {
    let house = House::new().await;
    let mut lea = house.somebody(Role::WardTeam);
    let mut key = register(&mut lea, "Téléphone").await;

    let mut asked = Browser::on(&house.stranger.web);
    let answer = answered(&mut asked, &mut key).await;
    let fields = [("qui_cle", answer.as_str())];
    let other = Browser::on(&house.stranger.web);
    refused(
        &other.post("/connexion", &fields).await,
        "vient d’un autre navigateur",
    );
    assert_eq!(
        asked.post("/connexion", &fields).await.status,
        StatusCode::SEE_OTHER
    );
    refused(&asked.post("/connexion", &fields).await, "a déjà servi");

    let late = answered(&mut asked, &mut key).await;
    let app = &house.hospital.app;
    app.clock().set(app.now().plus(5 * MINUTE));
    refused(
        &asked.post("/connexion", &[("qui_cle", &late)]).await,
        "plus de cinq minutes",
    );
    refused(
        &asked.post("/connexion", &[("qui_cle", "{")]).await,
        "n’est pas celle qui était attendue",
    );
}

#[tokio::test]
async fn a14_a_key_of_another_site_or_person_or_a_copy_lets_nobody_in() {
    let house = House::new().await;
    let mut lea = house.somebody(Role::WardTeam);
    let mut key = register(&mut lea, "Téléphone").await;
    let mut door = Browser::on(&house.stranger.web);

    key.origin = "http://localhost:81".to_owned();
    refused(&at_the_door(&mut door, &mut key).await, "une autre adresse");
    key.origin = "http://localhost".to_owned();
    key.party = "lits.example".to_owned();
    refused(&at_the_door(&mut door, &mut key).await, "une autre adresse");
    key.party = "localhost".to_owned();

    let mut doctor = house.somebody(Role::Doctor);
    let others = register(&mut doctor, "Ordinateur").await;
    let own = std::mem::replace(&mut key.handle, others.handle.clone());
    refused(
        &at_the_door(&mut door, &mut key).await,
        "n’est pas celle qui était attendue",
    );
    key.handle = own;
    let own = std::mem::replace(&mut key.id, others.id.clone());
    refused(
        &at_the_door(&mut door, &mut key).await,
        "n’est pas celle qui était attendue",
    );
    key.id = own;

    key.counter = 41;
    assert_eq!(
        at_the_door(&mut door, &mut key).await.status,
        StatusCode::SEE_OTHER
    );
    key.counter = 7;
    refused(&at_the_door(&mut door, &mut key).await, "a peut-être été copiée");
    let query = TraceQuery {
        class: Some(TraceClass::Security),
        limit: 50,
        ..TraceQuery::default()
    };
    let rows = house.hospital.app.store().traces(&query).expect("rows");
    let tells = |text: &Option<String>| text.as_ref().is_some_and(|it| it.contains("\"counter\""));
    assert!(rows.iter().any(|it| tells(&it.body)), "{rows:?}");

    house.change(Role::WardTeam, |account| account.is_closed = true);
    refused(&at_the_door(&mut door, &mut key).await, "");
}

#[tokio::test]
async fn a14_a_question_serves_for_what_it_was_put_for() {
    let house = House::new().await;
    let mut lea = house.somebody(Role::WardTeam);
    let mut key = register(&mut lea, "Téléphone").await;

    // A question of the door makes no key, and one that makes a key lets nobody in.
    let asked = lea.post_part("/connexion/cle", &[]).await;
    lea.keep(&asked);
    let made = key.attests(&challenge(&read(&asked)));
    let fields = [("quoi", "cle"), ("nom", "Autre"), ("cle", made.as_str())];
    let answer = lea.post("/moi", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let entered = at_the_door(&mut lea, &mut key).await;
    lea.keep(&entered);
    let asked = lea
        .post_part("/moi/cle", &[("ancien", PASSWORD), ("nom", "Autre")])
        .await;
    lea.keep(&asked);
    let proven = key.asserts(&challenge(&read(&asked)));
    let answer = lea.post("/connexion", &[("qui_cle", &proven)]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);

    // What was asked of one person is not answered by another who sits down there.
    let (_, made) = attested(&mut lea, "Autre").await;
    let doctor = house.somebody(Role::Doctor).with_cookies_of(&lea);
    let token = Secret::new([Role::Doctor as u8 + 100; 32]);
    let doctor = doctor
        .without("chevet_session")
        .keeping(&format!("chevet_session={}", token.text()));
    let fields = [("quoi", "cle"), ("nom", "Autre"), ("cle", made.as_str())];
    let answer = doctor.post("/moi", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("plus de cinq minutes"));

    // A key is one person's only, whoever's question it answers.
    let mut doctor = house.somebody(Role::Doctor);
    let asked = doctor
        .post_part("/moi/cle", &[("ancien", PASSWORD), ("nom", "Autre")])
        .await;
    doctor.keep(&asked);
    let made = key.attests(&challenge(&read(&asked)));
    let fields = [("quoi", "cle"), ("nom", "Autre"), ("cle", made.as_str())];
    let answer = doctor.post("/moi", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("déjà enregistrée"), "{}", answer.text);
}

#[tokio::test]
async fn no_key_is_asked_for_without_a_proof_or_a_name_or_beyond_ten() {
    let house = House::new().await;
    let mut lea = house.somebody(Role::WardTeam);
    for (fields, why) in [
        (vec![("nom", "Clé")], "mot de passe actuel"),
        (vec![("nom", "Clé"), ("ancien", "faux")], "mot de passe actuel"),
        (vec![("ancien", PASSWORD)], "Donnez un nom"),
    ] {
        let answer = lea.post_part("/moi/cle", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains(why), "{}", answer.text);
    }
    let stranger = Browser::on(&house.stranger.web);
    let answer = stranger.post("/moi/cle", &[]).await;
    assert_ne!(answer.status, StatusCode::OK);
    let mut first = register(&mut lea, "Clé 1").await;
    let answer = lea
        .post_part("/moi/cle", &[("ancien", PASSWORD), ("nom", "Deuxième")])
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.text.contains("connectez-vous avec elle"),
        "a password alone adds one only"
    );
    let entered = at_the_door(&mut lea, &mut first).await;
    lea.keep(&entered);
    for number in 1..auth::MOST_PASSKEYS {
        register(&mut lea, &format!("Clé {}", number + 1)).await;
    }
    let answer = lea
        .post_part("/moi/cle", &[("ancien", PASSWORD), ("nom", "Onzième")])
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("dix clés"));
    let kept = house.stranger.web.identity().read();
    let account = kept.account(house.person(Role::WardTeam)).expect("an account");
    let row = Change::Account(Box::new(account.clone())).row().expect("a row");
    let text = String::from_utf8(row.body.expect("bytes")).expect("text");
    let mut again = auth::Directory::default();
    again
        .read("account", &row.id, text.as_bytes())
        .expect("read back");
    assert_eq!(again.account(account.person), Some(account));
}

#[tokio::test]
async fn whoever_manages_an_account_takes_its_lost_keys_away() {
    let house = House::new().await;
    let mut lea = house.somebody(Role::WardTeam);
    let mut key = register(&mut lea, "Téléphone perdu").await;
    let head = house.somebody(Role::HeadNurse);
    let page = format!("/personnes/{}", house.person(Role::WardTeam));
    let done = head.post(&page, &[("quoi", "sans-badge")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let mut door = Browser::on(&house.stranger.web);
    refused(&at_the_door(&mut door, &mut key).await, "elle a été retirée");
    // They make another, as the first.
    register(&mut lea, "Téléphone neuf").await;
}
