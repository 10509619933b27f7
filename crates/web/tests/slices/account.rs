//! One's own account: a password changed, with the old one; and who has none proves it otherwise, lately.

use auth::{Change, Secret, Session, Way};
use axum::http::StatusCode;
use base::time::MINUTE;
use domain::rights::Role;

use super::house::{House, PASSWORD};
use super::visit::Browser;

const NEW: &str = "trois chats sur un toit";

fn changes<'a>(old: &'a str, new: &'a str) -> [(&'a str, &'a str); 3] {
    [("quoi", "mot-de-passe"), ("ancien", old), ("nouveau", new)]
}

#[tokio::test]
async fn a_password_is_changed_with_the_old_one_and_ends_every_other_session() {
    let house = House::new().await;
    let lea = house.somebody(Role::WardTeam);
    let page = lea.get("/moi").await.text;
    let fields = page.matches("type=\"password\" name=\"nouveau\"").count();
    assert_eq!(fields, 1, "what is typed is masked");
    let wrong = lea.post("/moi", &changes("faux", NEW)).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("mot de passe actuel") && !wrong.text.contains(NEW));

    // Somebody else who is signed in as Léa, at a browser of theirs.
    let token = Secret::new([77; 32]);
    let now = house.hospital.app.now();
    house.apply(&Change::Session(Session {
        print: token.print(),
        person: house.person(Role::WardTeam),
        post: None,
        since: now,
        seen: now,
        kept: None,
        way: Way::Password,
    }));
    let other = Browser::on(&house.stranger.web).keeping(&format!("chevet_session={}", token.text()));
    assert_eq!(other.get("/moi").await.status, StatusCode::OK);
    let done = lea.post("/moi", &changes(PASSWORD, NEW)).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    assert_eq!(lea.get("/moi").await.status, StatusCode::OK, "here they go on");
    assert_ne!(other.get("/moi").await.status, StatusCode::OK);
    let door = Browser::on(&house.stranger.web);
    for (secret, status) in [
        (PASSWORD, StatusCode::UNPROCESSABLE_ENTITY),
        (NEW, StatusCode::SEE_OTHER),
    ] {
        let who = [("qui_identifiant", "ward_team"), ("qui_secret", secret)];
        assert_eq!(door.post("/connexion", &who).await.status, status);
    }
}

#[tokio::test]
async fn a_usual_password_is_refused_and_why_is_said() {
    let house = House::new().await;
    let lea = house.somebody(Role::WardTeam);
    for (poor, why) in [
        ("court", "trop court"),
        ("abcdefghijklmnop", "trop simple"),
        ("encore ward_team ici", "votre identifiant"),
        ("motdepasse2026", "trop courant"),
        ("bonjour le chevet", "trop courant"),
        // The hospital of the sample is called so.
        ("Bel-Orme-2026", "trop courant"),
    ] {
        let answer = lea.post("/moi", &changes(PASSWORD, poor)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{poor}");
        assert!(answer.text.contains(why), "{poor}: {why}");
    }
}

#[tokio::test]
async fn a01_the_old_password_is_guessed_no_more_often_than_at_the_door() {
    let house = House::new().await;
    let lea = house.somebody(Role::WardTeam);
    for _ in 0..5 {
        lea.post("/moi", &changes("faux", NEW)).await;
    }
    let answer = lea.post("/moi", &changes(PASSWORD, NEW)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("Trop d’essais"));
}

#[tokio::test]
async fn a07_whoever_has_no_password_sets_one_after_a_fresh_proof_only() {
    let house = House::new().await;
    house.change(Role::WardTeam, |account| account.password = None);
    let lea = house.somebody(Role::WardTeam);
    let app = &house.hospital.app;
    app.clock().set(app.now().plus(16 * MINUTE));
    for form in [
        vec![("quoi", "mot-de-passe"), ("nouveau", NEW)],
        vec![("quoi", "code"), ("code", "2580")],
        vec![("quoi", "badge"), ("badge", "0412345678")],
    ] {
        let answer = lea.post("/moi", &form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text.contains("n’est pas récente") && answer.text.contains("/connexion/preuve"));
    }
    let fresh = house.somebody(Role::WardTeam);
    let answer = fresh
        .post("/moi", &[("quoi", "mot-de-passe"), ("nouveau", NEW)])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
}
