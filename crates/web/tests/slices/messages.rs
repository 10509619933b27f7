//! The inbox: lists, search, one message, replay, and what does not add up.

use std::sync::{Arc, Mutex};

use crate::hospital::{Hospital, raw};
use crate::visit::{Browser, golden};
use app::{Ingested, Understanding};
use axum::http::{StatusCode, header};
use store::{MessageId, MessageQuery, Outcome, Reason};
use web::Config;
use web::config::Replayer;

/// The messages of the small hospital that wait for somebody, oldest first.
async fn waiting(hospital: &Hospital, outcome: Outcome) -> Vec<MessageId> {
    let query = MessageQuery {
        outcome: Some(outcome),
        ..MessageQuery::default()
    };
    let heads = hospital
        .app
        .read(move |store| store.messages(&query))
        .await
        .expect("read");
    heads.into_iter().rev().map(|head| head.id).collect()
}

/// A replayer that notes what it is asked, and finds each message fit this time.
fn obliging(hospital: &Hospital) -> (Config, Arc<Mutex<Vec<u64>>>) {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let (app, noted) = (hospital.app.clone(), asked.clone());
    let replayer = Replayer::new(move |message: MessageId| {
        let (app, noted) = (app.clone(), noted.clone());
        async move {
            noted.lock().expect("notes").push(message.number());
            let origin = app::Origin {
                actor: app::Actor::Chevet("test"),
                cause: app::Cause::Request("essai".into()),
            };
            app.settle(message, Outcome::Applied, origin).await?;
            Ok(Ingested {
                outcome: Outcome::Applied,
                reason: None,
                message,
            })
        }
    });
    (
        Config {
            replayer: Some(replayer),
            ..Config::default()
        },
        asked,
    )
}

#[tokio::test]
async fn every_list_in_both_languages() {
    let hospital = Hospital::small().await;
    let (config, _) = obliging(&hospital);
    let browser = Browser::of(&hospital.app, config);
    for tab in [
        "a-regarder",
        "quarantaine",
        "doutes",
        "rejetes",
        "ignores",
        "doublons",
        "tous",
    ] {
        let page = browser.get(&format!("/messages?vue={tab}")).await;
        assert_eq!(page.status, StatusCode::OK, "{tab}");
        if tab != "tous" {
            golden(&format!("messages-{tab}-fr"), &page.text);
        }
    }
    let browser = browser.english();
    golden(
        "messages-quarantaine-en",
        &browser.get("/messages?vue=quarantaine").await.text,
    );
    golden(
        "messages-doutes-en",
        &browser.get("/messages?vue=doutes").await.text,
    );
}

#[tokio::test]
async fn one_message_in_both_languages() {
    let hospital = Hospital::small().await;
    let (config, _) = obliging(&hospital);
    let browser = Browser::of(&hospital.app, config);
    let odd = waiting(&hospital, Outcome::WorkList).await[0];
    let page = browser.get(&format!("/message/{odd}")).await.text;
    golden("message-fr", &page);
    assert!(
        page.contains("Mutation") && page.contains("href=\"/sejour/s"),
        "what it wrote leads to its stay"
    );
    golden(
        "message-en",
        &browser.english().get(&format!("/message/{odd}")).await.text,
    );
}

#[tokio::test]
async fn an_empty_inbox_says_so() {
    let hospital = Hospital::empty();
    let browser = Browser::of(&hospital.app, Config::default());
    golden("messages-empty-fr", &browser.get("/messages").await.text);
    assert_eq!(browser.get("/message/1").await.status, StatusCode::NOT_FOUND);
    assert_eq!(browser.get("/message/autre").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_message_is_found_by_any_of_its_numbers_and_no_address_holds_them() {
    let hospital = Hospital::small().await;
    let browser = Browser::of(&hospital.app, Config::default());
    for number in ["M7", "99000007", "V7"] {
        let found = browser.post("/messages", &[("number", number)]).await;
        assert_eq!(found.status, StatusCode::OK);
        assert!(found.text.contains("href=\"/message/7\""), "{number}");
        assert_eq!(found.text.matches("class=\"mr\" role").count(), 1, "{number}");
        assert!(!found.text.contains(&format!("?number={number}")));
    }
    let none = browser.post("/messages", &[("number", "inconnu")]).await.text;
    assert!(none.contains("Aucun message ne répond"));
}

#[tokio::test]
async fn a_search_by_sender_and_time_goes_on_page_after_page() {
    let hospital = Hospital::small().await;
    let browser = Browser::of(&hospital.app, Config::default());
    let count = |text: &str| text.matches("class=\"mr\" role").count();
    let first = browser
        .post(
            "/messages",
            &[("sender", "bel-orme"), ("from", "2026-11-20T14:00")],
        )
        .await
        .text;
    assert_eq!(count(&first), 50);
    let older = first
        .split("name=\"before\" value=\"")
        .nth(1)
        .and_then(|it| it.split('"').next())
        .expect("older ones");
    let second = browser
        .post("/messages", &[("sender", "bel-orme"), ("before", older)])
        .await
        .text;
    assert_eq!(count(&second), 50);
    assert_eq!(
        count(&browser.post("/messages", &[("sender", "autre")]).await.text),
        0
    );
    assert_eq!(
        count(
            &browser
                .post("/messages", &[("until", "2026-11-20T14:00")])
                .await
                .text
        ),
        0
    );
}

#[tokio::test]
async fn the_bytes_come_back_as_they_were_received() {
    let mut hospital = Hospital::empty();
    let reason = Reason {
        code: "essai".into(),
        text: "Essai.".into(),
    };
    let bytes = raw("A01", 1);
    let kept = hospital
        .ingest("A01", Understanding::Quarantine(reason), &bytes)
        .await;
    let browser = Browser::of(&hospital.app, Config::default());
    let answer = browser.get(&format!("/message/{}/brut", kept.message)).await;
    assert_eq!(answer.text, bytes);
    assert_eq!(
        answer.headers[header::CONTENT_DISPOSITION],
        "attachment; filename=\"message-1.hl7\""
    );
}

#[tokio::test]
async fn no_title_or_address_of_a_message_holds_a_name() {
    let hospital = Hospital::small().await;
    let browser = Browser::of(&hospital.app, Config::default());
    let page = browser.get("/message/3").await.text;
    assert!(
        page.contains("SCHMITT") || page.contains("FERRY"),
        "the content is shown"
    );
    let title = page
        .split("<title>")
        .nth(1)
        .and_then(|it| it.split("</title>").next())
        .expect("a title");
    assert_eq!(title, "Message n° 3 · Chevet");
    for part in page
        .split("href=\"")
        .skip(1)
        .chain(page.split("action=\"").skip(1))
    {
        let address = part.split('"').next().unwrap_or_default();
        assert!(
            !address.contains("99000003") && !address.to_uppercase().contains("FERRY"),
            "{address}"
        );
    }
}

#[tokio::test]
async fn m27_what_was_kept_aside_is_replayed_once_the_cause_is_fixed() {
    let hospital = Hospital::small().await;
    let (config, asked) = obliging(&hospital);
    let browser = Browser::of(&hospital.app, config).named("Nora Brandt").await;
    let kept = waiting(&hospital, Outcome::Quarantined).await;
    let one = browser.post(&format!("/message/{}/rejouer", kept[2]), &[]).await;
    assert_eq!(one.location, Some(format!("/message/{}?fait=rejoue", kept[2])));
    let many = browser.post("/messages/rejouer", &[("reason", "bad_time")]).await;
    assert_eq!(
        many.location.as_deref(),
        Some("/messages?vue=quarantaine&rejoues=2&restes=0")
    );
    let order: Vec<u64> = [kept[2], kept[0], kept[1]].map(MessageId::number).into();
    assert_eq!(*asked.lock().expect("notes"), order, "the oldest first");
    assert!(waiting(&hospital, Outcome::Quarantined).await.is_empty());
    let page = browser
        .get(many.location.as_deref().unwrap_or_default())
        .await
        .text;
    assert!(page.contains("2 rejoués, 0 toujours en quarantaine."));
}

#[tokio::test]
async fn a_server_that_cannot_replay_offers_none() {
    let hospital = Hospital::small().await;
    let browser = Browser::of(&hospital.app, Config::default())
        .named("Nora Brandt")
        .await;
    let kept = waiting(&hospital, Outcome::Quarantined).await[0];
    let page = browser.get(&format!("/message/{kept}")).await.text;
    assert!(page.contains("Le rejeu n’est pas disponible") && !page.contains("/rejouer"));
    assert_eq!(
        browser
            .post(&format!("/message/{kept}/rejouer"), &[])
            .await
            .status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_message_marked_as_dealt_with_leaves_its_list_and_says_by_whom() {
    let hospital = Hospital::small().await;
    let browser = Browser::of(&hospital.app, Config::default())
        .named("Nora Brandt")
        .await;
    let odd = waiting(&hospital, Outcome::WorkList).await[0];
    let done = browser.post(&format!("/message/{odd}/traiter"), &[]).await;
    assert_eq!(done.location, Some(format!("/message/{odd}?fait=traite")));
    assert!(waiting(&hospital, Outcome::WorkList).await.is_empty());
    let page = browser.get(&format!("/message/{odd}")).await.text;
    assert!(
        page.contains("Traité par Nora Brandt, auj. 14\u{a0}h\u{a0}05."),
        "who and when"
    );
    let again = browser.post(&format!("/message/{odd}/traiter"), &[]).await;
    assert_eq!(again.location, Some(format!("/message/{odd}?fait=rien")));
    let aside = waiting(&hospital, Outcome::Quarantined).await[0];
    browser.post(&format!("/message/{aside}/traiter"), &[]).await;
    assert!(
        waiting(&hospital, Outcome::Ignored).await.contains(&aside),
        "never applied, so set aside"
    );
}

#[tokio::test]
async fn bytes_that_are_no_message_and_markup_inside_are_shown_as_text() {
    let mut hospital = Hospital::empty();
    let reason = || Reason {
        code: "essai".into(),
        text: "<b>Essai</b>".into(),
    };
    let attacks = [
        "<script>alert(1)</script>\u{7}".to_owned(),
        raw("A01", 1)
            .replace("Rue", "")
            .replace("EXEMPLEVILLE", "<script>alert(1)</script>"),
        "MSH|^~\\&|<script>alert(1)</script>".to_owned(),
    ];
    for attack in &attacks {
        hospital
            .ingest("<script>", Understanding::Reject(reason()), attack)
            .await;
    }
    let browser = Browser::of(&hospital.app, Config::default());
    for page in ["/message/1", "/message/2", "/message/3", "/messages?vue=rejetes"] {
        let answer = browser.get(page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        assert!(
            !answer.text.contains("<script>") && !answer.text.contains("<b>Essai"),
            "{page}"
        );
        assert!(answer.text.contains("&lt;"), "{page}: it is there, as text");
    }
}

#[tokio::test]
async fn m29_two_patients_in_one_bed_stand_on_the_page_of_doubts() {
    let hospital = Hospital::small().await;
    let page = Browser::of(&hospital.app, Config::default())
        .get("/messages?vue=doutes")
        .await
        .text;
    assert!(page.contains("Lits en conflit") && page.contains("href=\"/lit/b"));
    assert!(page.contains("Entrée jamais reçue") && page.contains("href=\"/sejour/s"));
}
