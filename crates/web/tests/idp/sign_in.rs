//! The way to a provider and back, and who is let in at its end.

use axum::http::StatusCode;
use base::time::MINUTE;
use domain::rights::{Assignment, Place, Role};
use serde_json::{Value, json};

use crate::house::{House, NORTH, RPPS, SOUTH, SUBJECT, begins, is_in, sent, signs_in};
use crate::idp::{NOW, Rogue, Say};
use crate::tokens::Signer;

async fn rogue() -> Rogue {
    Rogue::start(Signer::ec("k1")).await
}

#[tokio::test]
async fn somebody_who_is_linked_signs_in_and_lands_where_they_were_going() {
    let (house, rogue) = (House::new().await, rogue().await);
    house.offer("chu", &rogue, |_| {});
    let lea = house.lea(Some((&rogue, SUBJECT))).await;
    let mut browser = house.browser();
    let door = browser.get("/connexion").await;
    assert!(
        door.body.contains("Se connecter avec Fournisseur chu"),
        "{}",
        door.body
    );
    let answer = signs_in(&mut browser, "chu", &rogue, "back=/aide", |_| {}).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::SEE_OTHER, "/aide")
    );
    assert!(is_in(&mut browser).await);
    assert_eq!(
        house.traced("sign_in"),
        (1, json!({ "way": "provider", "provider": "chu" }))
    );
    let sid = house.read(|it| it.sessions_of(lea)[0].way.clone());
    let auth::Way::Provider {
        issuer, subject, sid, ..
    } = sid
    else {
        panic!("{sid:?}");
    };
    assert_eq!(
        (issuer, subject.as_str(), sid.as_deref()),
        (rogue.issuer.clone(), SUBJECT, Some("session-1"))
    );
    assert!(!house.whole_trace().contains("ROBERT"), "no name in the trace");
}

#[tokio::test]
async fn a07_a_provider_of_two_factors_is_believed_and_told_to_ask_anew() {
    let (house, rogue) = (House::new().await, rogue().await);
    let two_factors = |house: &House, lea| {
        let way = house.read(|it| it.sessions_of(lea)[0].way.clone());
        way.is_two_factors()
    };
    house.offer("chu", &rogue, |it| it.asks_two_factors = true);
    let lea = house.lea(Some((&rogue, SUBJECT))).await;
    let mut browser = house.browser();
    assert!(!begins(&mut browser, "chu", "").await.pairs.contains_key("prompt"));
    signs_in(&mut browser, "chu", &rogue, "", |_| {}).await;
    assert!(two_factors(&house, lea));
    // Whoever is there already proves it once more: what the provider remembers is no proof.
    let again = begins(&mut browser, "chu", "").await;
    assert_eq!(again.pairs["prompt"], "login");
    assert_eq!(again.pairs["max_age"], "0");
}

#[tokio::test]
async fn a_provider_that_nobody_said_it_of_is_one_factor() {
    let (house, rogue) = (House::new().await, rogue().await);
    house.offer("chu", &rogue, |_| {});
    let lea = house.lea(Some((&rogue, SUBJECT))).await;
    signs_in(&mut house.browser(), "chu", &rogue, "", |_| {}).await;
    assert!(!house.read(|it| it.sessions_of(lea)[0].way.is_two_factors()));
}

#[tokio::test]
async fn a09_whoever_has_no_account_here_is_told_so_and_what_to_ask_for() {
    let (house, rogue) = (House::new().await, rogue().await);
    house.offer("chu", &rogue, |it| it.links_by_rpps = true);
    house.lea(None).await;
    let mut browser = house.browser();
    let claims = |claims: &mut Value| claims["SubjectNameID"] = json!(format!("8{RPPS}"));
    let answer = signs_in(&mut browser, "chu", &rogue, "", claims).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(
        answer.body.contains("aucun compte") && answer.body.contains(SUBJECT),
        "{}",
        answer.body
    );
    assert!(!is_in(&mut browser).await);
    assert_eq!(house.traced("sign_in_refused").1["why"], "not_linked");
}

#[tokio::test]
async fn a09_an_account_without_a_role_gives_no_access() {
    let (house, rogue) = (House::new().await, rogue().await);
    house.offer("chu", &rogue, |_| {});
    let lea = house.lea(Some((&rogue, SUBJECT))).await;
    let mut account = house.read(|it| it.account(lea).expect("an account").clone());
    account.assignments = vec![Assignment {
        until: Some(NOW),
        ..account.assignments[0].clone()
    }];
    house.keep(auth::Change::Account(Box::new(account)));
    let mut browser = house.browser();
    let answer = signs_in(&mut browser, "chu", &rogue, "", |_| {}).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("aucun rôle en vigueur"), "{}", answer.body);
    assert!(!is_in(&mut browser).await);
}

#[tokio::test]
async fn a10_an_administrator_who_wrote_the_rpps_number_links_somebody_once() {
    let (house, rogue) = (House::new().await, rogue().await);
    house.offer("psc", &rogue, |it| it.links_by_rpps = true);
    let lea = house.lea(None).await;
    let mut account = house.read(|it| it.account(lea).expect("an account").clone());
    account.rpps = Some(RPPS.to_owned());
    house.keep(auth::Change::Account(Box::new(account)));
    let with_rpps = |claims: &mut Value| claims["SubjectNameID"] = json!(format!("8{RPPS}"));
    for _ in 0..2 {
        let mut browser = house.browser();
        signs_in(&mut browser, "psc", &rogue, "", with_rpps).await;
        assert!(is_in(&mut browser).await);
    }
    assert_eq!(
        house.traced("account_linked"),
        (1, json!({ "provider": "psc", "by": "rpps" }))
    );
    // Somebody else of the same provider who comes with her number is nobody.
    let mut thief = house.browser();
    let other = |claims: &mut Value| {
        with_rpps(claims);
        claims["sub"] = json!("f:1:somebody-else");
    };
    let answer = signs_in(&mut thief, "psc", &rogue, "", other).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(!is_in(&mut thief).await);
}

#[tokio::test]
async fn a10_a_number_links_nobody_where_no_administrator_allowed_it() {
    let (house, rogue) = (House::new().await, rogue().await);
    house.offer("chu", &rogue, |_| {});
    house
        .person("lea", "Léa Petit", Role::Cell, Place::Territory, |it| {
            it.rpps = Some(RPPS.to_owned())
        })
        .await;
    let claims = |claims: &mut Value| claims["SubjectNameID"] = json!(format!("8{RPPS}"));
    let answer = signs_in(&mut house.browser(), "chu", &rogue, "", claims).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a10_two_providers_that_assert_the_same_address_are_two_people() {
    let (house, one, two) = (House::new().await, rogue().await, rogue().await);
    house.offer("chu", &one, |it| it.links_by_rpps = true);
    house.offer("autre", &two, |it| it.links_by_rpps = true);
    house.lea(Some((&one, SUBJECT))).await;
    let email = |claims: &mut Value| {
        claims["email"] = json!("lea@chu.example");
        claims["email_verified"] = json!(true);
        claims["preferred_username"] = json!("lea");
    };
    let mut browser = house.browser();
    signs_in(&mut browser, "chu", &one, "", email).await;
    assert!(is_in(&mut browser).await);
    let mut other = house.browser();
    let answer = signs_in(&mut other, "autre", &two, "", email).await;
    assert_eq!(
        answer.status,
        StatusCode::FORBIDDEN,
        "same subject, same address, another issuer"
    );
    assert!(!is_in(&mut other).await);
}

#[tokio::test]
async fn a05_an_answer_belongs_to_one_browser_one_provider_and_serves_once() {
    let (house, one, two) = (House::new().await, rogue().await, rogue().await);
    house.offer("chu", &one, |_| {});
    house.offer("autre", &two, |_| {});
    house.lea(Some((&one, SUBJECT))).await;
    let mut browser = house.browser();
    let begun = begins(&mut browser, "chu", "").await;
    one.gives(&one.claims(&begun.pairs["nonce"]));
    // Somebody else's browser, with and without a sign-in of its own.
    let mut other = house.browser();
    assert_eq!(
        other.get(&begun.way_back("chu")).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    begins(&mut other, "chu", "").await;
    assert_eq!(
        other.get(&begun.way_back("chu")).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    // Neither took it away from the one that began it.
    assert_eq!(
        browser.get(&begun.way_back("chu")).await.status,
        StatusCode::SEE_OTHER
    );
    let again = browser.get(&begun.way_back("chu")).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("déjà servi"), "{}", again.body);
    // What was begun at one provider is not finished at another.
    let mut mixed = house.browser();
    let begun = begins(&mut mixed, "chu", "").await;
    two.gives(&two.claims(&begun.pairs["nonce"]));
    let answer = mixed.get(&begun.way_back("autre")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!is_in(&mut mixed).await);
    for odd in ["", "?state=x&state=y", "?error=access_denied", "?code=x"] {
        let answer = mixed.get(&format!("/connexion/retour/chu{odd}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{odd}");
    }
}

#[tokio::test]
async fn a07_a_weaker_or_older_authentication_is_refused_in_plain_words() {
    let (house, rogue) = (House::new().await, rogue().await);
    house.offer("chu", &rogue, |_| {});
    house.lea(Some((&rogue, SUBJECT))).await;
    for (change, said) in [
        (json!({ "acr": "password" }), "pas assez forte"),
        (json!({ "auth_time": 1_700_000_000 }), "trop ancienne"),
    ] {
        let mut browser = house.browser();
        let answer = signs_in(&mut browser, "chu", &rogue, "", |claims| {
            for (name, value) in change.as_object().expect("an object") {
                claims[name] = value.clone();
            }
        })
        .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.body.contains(said), "{}", answer.body);
        assert!(!is_in(&mut browser).await);
    }
    assert_eq!(house.traced("sign_in_refused").0, 2);
}

#[tokio::test]
async fn a08_what_follows_a_sign_in_is_a_page_of_ours() {
    let (house, rogue) = (House::new().await, rogue().await);
    house.offer("chu", &rogue, |_| {});
    house.lea(Some((&rogue, SUBJECT))).await;
    for evil in [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "%2F%2Fevil.example",
    ] {
        let fields = format!("back={evil}");
        let answer = signs_in(&mut house.browser(), "chu", &rogue, &fields, |_| {}).await;
        assert_eq!(answer.header("location"), "/", "{evil}");
        // Neither does a form that waits lead elsewhere: it is not kept.
        let fields = format!("qui_chemin={evil}&motif=x");
        let answer = signs_in(&mut house.browser(), "chu", &rogue, &fields, |_| {}).await;
        assert_eq!(answer.header("location"), "/", "{evil}");
    }
}

#[tokio::test]
async fn l07_a_provider_that_is_down_stops_neither_the_server_nor_local_accounts() {
    let (house, rogue) = (House::new().await, rogue().await);
    // Nobody listens there.
    let mut nobody = crate::house::row("chu", "http://127.0.0.1:9");
    nobody.name = base::Label::new("Fournisseur chu").expect("a name");
    house.keep(auth::Change::Provider(Box::new(nobody)));
    let password = auth::Hashed::new("un long mot de passe", [1; 16], auth::Cost::PIN).expect("hashed");
    house
        .person("lea", "Léa Petit", Role::Cell, Place::Territory, |it| {
            it.password = Some(password)
        })
        .await;
    let mut browser = house.browser();
    let door = browser.get("/connexion").await;
    assert_eq!(door.status, StatusCode::OK);
    assert!(!door.body.contains("ne répondait pas"));
    let answer = browser.post("/connexion/chu", "back=/aide").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(
        answer.body.contains("injoignable") && answer.body.contains("qui_secret"),
        "{}",
        answer.body
    );
    assert!(
        answer.body.contains("ne répondait pas"),
        "whoever comes next knows"
    );
    let fields = "qui_identifiant=lea&qui_secret=un+long+mot+de+passe&back=/aide";
    let local = browser.post("/connexion", fields).await;
    assert_eq!(local.header("location"), "/aide");
    assert!(is_in(&mut browser).await);
    // It comes back, and nothing has to be restarted.
    house.offer("chu", &rogue, |_| {});
    let mut later = house.browser();
    begins(&mut later, "chu", "").await;
    assert!(!later.get("/connexion").await.body.contains("ne répondait pas"));
}

#[tokio::test]
async fn a_provider_that_is_suspended_unknown_or_badly_set_lets_nobody_in() {
    let (house, rogue) = (House::new().await, rogue().await);
    house.offer("chu", &rogue, |it| it.is_enabled = false);
    house.offer("faux", &rogue, |it| it.networks = vec!["everywhere".to_owned()]);
    let mut browser = house.browser();
    assert!(!browser.get("/connexion").await.body.contains("Fournisseur chu"));
    for id in ["chu", "faux", "nobody", "É", "fin"] {
        let answer = browser.post(&format!("/connexion/{id}"), "").await;
        assert!(
            answer.status.is_client_error() && sent(&answer).is_none(),
            "{id}: {}",
            answer.status
        );
    }
    // Suspended while somebody was away.
    house.offer("chu", &rogue, |_| {});
    house.lea(Some((&rogue, SUBJECT))).await;
    let begun = begins(&mut browser, "chu", "").await;
    rogue.gives(&rogue.claims(&begun.pairs["nonce"]));
    house.offer("chu", &rogue, |it| it.is_enabled = false);
    let answer = browser.get(&begun.way_back("chu")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!is_in(&mut browser).await);
}

#[tokio::test]
async fn somebody_who_takes_longer_than_ten_minutes_begins_again() {
    let (house, rogue) = (House::new().await, rogue().await);
    house.offer("chu", &rogue, |_| {});
    house.lea(Some((&rogue, SUBJECT))).await;
    let mut browser = house.browser();
    let begun = begins(&mut browser, "chu", "").await;
    rogue.gives(&rogue.claims(&begun.pairs["nonce"]));
    house.at(NOW.plus(10 * MINUTE));
    let answer = browser.get(&begun.way_back("chu")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!is_in(&mut browser).await);
}

#[tokio::test]
async fn a_browser_that_came_by_another_name_is_told_the_one_that_providers_know() {
    let (house, rogue) = (House::new().await, rogue().await);
    house.offer("chu", &rogue, |_| {});
    let mut browser = house.browser();
    let request = axum::http::Request::post("/connexion/chu")
        .header("host", "127.0.0.1")
        .header("origin", "http://127.0.0.1")
        .header("content-type", "application/x-www-form-urlencoded");
    let answer = browser.ask(request, axum::body::Body::from("back=/")).await;
    assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST);
    assert!(
        answer.body.contains("http://localhost/connexion"),
        "{}",
        answer.body
    );
}

/// What the register says: a doctor at these establishments.
fn doctor_at(places: &[&str]) -> Value {
    let activities: Vec<Value> = places
        .iter()
        .map(|it| json!({ "numeroFinessetablissementJuridique": it }))
        .collect();
    json!({ "exercices": [{ "codeProfession": "10", "activities": activities }] })
}

#[tokio::test]
async fn a09_whoever_exercises_nowhere_here_is_not_let_in() {
    let (house, rogue) = (House::new().await, rogue().await);
    house.offer("chu", &rogue, |_| {});
    house.lea(Some((&rogue, SUBJECT))).await;
    let mut browser = house.browser();
    let answer = signs_in(&mut browser, "chu", &rogue, "", |it| {
        it["SubjectRefPro"] = doctor_at(&["990000001"])
    })
    .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("exercices"), "{}", answer.body);
    assert!(!is_in(&mut browser).await);
    assert_eq!(house.traced("sign_in_refused").1["why"], "no_situation");
    let places = ["990000001", NORTH];
    let answer = signs_in(&mut browser, "chu", &rogue, "", |it| {
        it["SubjectRefPro"] = doctor_at(&places)
    })
    .await;
    assert_eq!(
        answer.header("location"),
        "/",
        "one of them is here: there is nothing to choose"
    );
}

#[tokio::test]
async fn a09_whoever_exercises_in_two_establishments_says_for_which_one_they_come() {
    let (house, rogue) = (House::new().await, rogue().await);
    house.offer("chu", &rogue, |_| {});
    let lea = house.lea(Some((&rogue, SUBJECT))).await;
    let (north, south) = (house.ward("Cardiologie"), house.ward("Gériatrie"));
    let mut account = house.read(|it| it.account(lea).expect("an account").clone());
    account
        .assignments
        .push(Assignment::lasting(Role::Doctor, Place::Ward(south)));
    house.keep(auth::Change::Account(Box::new(account)));
    let places = [NORTH, "990000001", SOUTH, NORTH];
    let mut browser = house.browser();
    let back = format!("back=/service/{south}");
    let answer = signs_in(&mut browser, "chu", &rogue, &back, |it| {
        it["SubjectRefPro"] = doctor_at(&places)
    })
    .await;
    assert_eq!(answer.header("location"), "/connexion/situation");
    assert!(!is_in(&mut browser).await, "not before the choice");
    let page = browser.get("/connexion/situation").await;
    assert_eq!(page.body.matches("type=\"radio\"").count(), 2, "{}", page.body);
    assert!(page.body.contains("CHU Nord") && page.body.contains("CH Sud"));
    let none = browser.post("/connexion/situation", "").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let elsewhere = house
        .browser()
        .post("/connexion/situation", "etablissement=e1")
        .await;
    assert_eq!(
        elsewhere.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "another browser chooses nothing"
    );
    let chosen = house
        .app
        .snapshot()
        .state
        .ward(south)
        .expect("a ward")
        .establishment;
    let answer = browser
        .post("/connexion/situation", &format!("etablissement={chosen}"))
        .await;
    assert_eq!(answer.header("location"), format!("/service/{south}"));
    assert_eq!(house.traced("sign_in").1["establishment"], chosen.to_string());
    assert_eq!(
        browser.get(&format!("/service/{south}")).await.status,
        StatusCode::OK
    );
    let other = browser.get(&format!("/service/{north}/studio")).await;
    assert_eq!(
        other.status,
        StatusCode::FORBIDDEN,
        "head nurse there, and not here for that"
    );
}

#[tokio::test]
async fn a_flood_of_sign_ins_is_held_off_and_forgotten() {
    let (house, rogue) = (House::new().await, rogue().await);
    house.offer("chu", &rogue, |_| {});
    house.lea(Some((&rogue, SUBJECT))).await;
    let mut first = house.post();
    let begun = begins(&mut first, "chu", "").await;
    rogue.gives(&rogue.claims(&begun.pairs["nonce"]));
    for _ in 0..100 {
        begins(&mut house.browser(), "chu", "").await;
    }
    assert_eq!(
        first.get(&begun.way_back("chu")).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        rogue.asked("discovery"),
        1,
        "a provider is asked once by all of them"
    );
    rogue.script().discovery = Say::Garbage;
}
