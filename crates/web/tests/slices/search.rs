//! Search as a page and as the palette, and the help on keys: what is shown, and what is given away.

use axum::http::{StatusCode, header};
use base::id::StayId;
use domain::care::{CareChange, Need};
use domain::command::{BoardCommand, Command};
use domain::rights::Role;
use web::Config;

use crate::hospital::{Hospital, Told};
use crate::house::House;
use crate::visit::{Browser, golden};

/// The small hospital, with two of one name, one of them in another ward, and one whose presence is confidential.
async fn hospital() -> Hospital {
    let mut hospital = Hospital::small().await;
    // Given names go round by seven: the first and the last have the same one.
    let family = Some("D’ESTRÉES-LE GOFF");
    hospital
        .admit(&Told {
            family,
            ..Told::of("4101", "112", "P")
        })
        .await;
    for room in ["901", "902", "903", "904", "905", "906"] {
        hospital.admit(&Told::of("4003", room, "P")).await;
    }
    hospital
        .admit(&Told {
            family,
            ..Told::of("4102", "112", "F")
        })
        .await;
    hospital
}

fn french(hospital: &Hospital) -> Browser {
    Browser::of(&hospital.app, Config::default())
}

async fn part(browser: &Browser, text: &str) -> String {
    let answer = browser
        .post_part("/chercher", &[("q", text), ("ici", "/service/w1")])
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.text
}

#[tokio::test]
async fn the_palette_in_both_languages() {
    let hospital = hospital().await;
    let seen = [
        ("q", ""),
        ("ici", "/service/w1"),
        ("vus", "/service/w4,/service/w0,/nulle/part,/service/w999"),
    ];
    for (lang, browser) in [("fr", french(&hospital)), ("en", french(&hospital).english())] {
        golden(
            &format!("palette-empty-{lang}"),
            &browser.post_part("/chercher", &seen).await.text,
        );
        golden(
            &format!("palette-people-{lang}"),
            &part(&browser, "destrees le gof").await,
        );
        golden(&format!("palette-beds-{lang}"), &part(&browser, "101").await);
        golden(&format!("palette-nothing-{lang}"), &part(&browser, "zzyzx").await);
    }
}

#[tokio::test]
async fn the_page_without_script_in_both_languages() {
    let hospital = hospital().await;
    for (lang, browser) in [("fr", french(&hospital)), ("en", french(&hospital).english())] {
        golden(
            &format!("search-empty-{lang}"),
            &browser.get("/chercher").await.text,
        );
        golden(
            &format!("search-found-{lang}"),
            &browser.post("/chercher", &[("q", "cardio")]).await.text,
        );
    }
}

#[tokio::test]
async fn every_page_of_the_ward_one_is_in_is_found_by_its_words_in_both_languages() {
    let hospital = hospital().await;
    for browser in [french(&hospital), french(&hospital).english()] {
        for (typed, href) in [
            ("plan", "/service/w1"),
            ("board", "/service/w1"),
            ("liste", "/service/w1/liste"),
            ("list", "/service/w1/liste"),
            ("sorties", "/service/w1/sorties"),
            ("discharges", "/service/w1/sorties"),
            ("entrées", "/service/w1/entrees"),
            ("arrivals", "/service/w1/entrees"),
            ("relève", "/service/w1/transmissions"),
            ("handover", "/service/w1/transmissions"),
            ("passé", "/service/w1/passe"),
            ("past", "/service/w1/passe"),
            ("couleurs", "/service/w1/studio"),
            ("studio", "/service/w1/studio"),
            ("papier", "/service/w1/feuille"),
            ("print", "/service/w1/feuille"),
            ("affichage", "/service/w1/murs"),
            ("screens", "/service/w1/murs"),
            ("fraîcheur", "/service/w1/confiance"),
            ("freshness", "/service/w1/confiance"),
            ("qui", "/journal/service/w1"),
            ("who", "/journal/service/w1"),
            ("chambres", "/structure/service/w1"),
            ("cellule", "/cellule"),
            ("queue", "/cellule"),
        ] {
            let page = part(&browser, typed).await;
            assert!(page.contains(&format!("href=\"{href}\"")), "{typed}: {page}");
            // The line leads to a page that is there.
            assert_eq!(browser.get(href).await.status, StatusCode::OK, "{href}");
        }
    }
}

/// What the palette offers to a role in its own ward: the addresses, in their order.
async fn offered_to(house: &House, role: Role) -> Vec<String> {
    let here = format!("/service/{}", house.wards.own);
    let answer = house
        .somebody(role)
        .post_part("/chercher", &[("q", ""), ("ici", &here)])
        .await;
    if answer.status == StatusCode::FORBIDDEN {
        // Some roles search for nobody, and have no palette.
        return Vec::new();
    }
    let hrefs = answer.text.split("href=\"").skip(1);
    hrefs
        .filter_map(|it| it.split('"').next())
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn the_palette_leads_nobody_to_a_page_that_refuses_them() {
    let house = House::new().await;
    for role in Role::ALL.into_iter().filter(|it| *it != Role::Post) {
        let browser = house.somebody(role);
        for href in offered_to(&house, role).await {
            let status = browser.get(&href).await.status;
            assert_ne!(status, StatusCode::FORBIDDEN, "{role:?} at {href}");
        }
    }
    let studio = format!("/service/{}/studio", house.wards.own);
    assert!(offered_to(&house, Role::HeadNurse).await.contains(&studio));
    assert!(!offered_to(&house, Role::Cleaner).await.contains(&studio));
    assert!(
        offered_to(&house, Role::ItAdministrator)
            .await
            .iter()
            .any(|it| it == "/reglages")
    );
}

#[tokio::test]
async fn the_name_of_the_ward_narrows_its_pages_and_alone_finds_none() {
    let hospital = hospital().await;
    let browser = french(&hospital);
    assert!(
        part(&browser, "cardiologie liste")
            .await
            .contains("/service/w1/liste")
    );
    assert!(
        !part(&browser, "geriatrie liste")
            .await
            .contains("/service/w1/liste")
    );
    let ward = part(&browser, "cardiologie").await;
    assert!(ward.contains("href=\"/service/w1\""), "{ward}");
    assert!(!ward.contains("/service/w1/"), "{ward}");
}

#[tokio::test]
async fn the_pages_of_a_ward_are_offered_on_its_other_pages_and_nowhere_else() {
    let hospital = hospital().await;
    let browser = french(&hospital);
    for (here, offered) in [
        ("/service/w1/sorties", true),
        ("/journal/service/w1", true),
        ("/structure/service/w1", true),
        ("/journal/lit/b1", false),
        ("/messages", false),
        ("/service/w999", false),
    ] {
        let page = browser
            .post_part("/chercher", &[("q", ""), ("ici", here)])
            .await
            .text;
        assert_eq!(page.contains("/service/w1/liste"), offered, "{here}");
    }
}

#[tokio::test]
async fn i9_what_was_typed_stands_in_no_address_no_title_and_no_cache() {
    let hospital = hospital().await;
    let answer = french(&hospital).post("/chercher", &[("q", "Zzcanari")]).await;
    assert_eq!(
        answer.headers.get(header::CACHE_CONTROL).expect("a rule"),
        "no-store"
    );
    for (attribute, page) in [
        ("href", &answer.text),
        ("action", &answer.text),
        ("value=\"/", &answer.text),
    ] {
        for rest in page.split(attribute).skip(1) {
            let value: String = rest.chars().take(120).collect();
            assert!(
                !value.split('>').next().unwrap_or_default().contains("Zzcanari"),
                "{value}"
            );
        }
    }
    let title = answer.text.split("</title>").next().unwrap_or_default();
    assert!(!title.contains("Zzcanari"));
    assert!(
        answer.text.contains("value=\"Zzcanari\""),
        "it stays in the field"
    );
    // Asked by its address, it is not even looked for.
    let page = french(&hospital).get("/chercher?q=destrees").await.text;
    assert!(!page.contains("ESTRÉES"), "{page}");
}

#[tokio::test]
async fn markup_that_was_typed_is_text() {
    let hospital = hospital().await;
    let browser = french(&hospital);
    let typed = "\"><script>alert(1)</script>";
    for page in [
        browser.post("/chercher", &[("q", typed)]).await.text,
        part(&browser, typed).await,
    ] {
        assert!(!page.contains("<script>alert"), "{page}");
    }
}

#[tokio::test]
async fn a_line_leads_to_the_tile_of_who_is_there_and_to_the_drawer_of_who_is_not() {
    let hospital = hospital().await;
    let browser = french(&hospital);
    let page = part(&browser, "destrees").await;
    let snapshot = hospital.app.snapshot();
    let stay = snapshot.state.stays.iter().last().expect("a stay").id;
    let bed = snapshot.state.beds.iter().find(|bed| {
        snapshot
            .state
            .occupants(bed.id, hospital.app.now())
            .any(|it| it.id == stay)
    });
    let bed = bed.expect("their bed").id;
    let ward = snapshot.state.ward_of_bed(bed).expect("their ward");
    assert!(
        page.contains(&format!("href=\"/service/{ward}#{bed}\"")),
        "{page}"
    );
    let board = browser.get(&format!("/service/{ward}")).await.text;
    assert!(
        board.contains(&format!("<article id=\"{bed}\"")),
        "the tile is there"
    );
    // Seen leaving: the tile is somebody else's now.
    let at = hospital.app.now();
    hospital
        .submit(Command::Board(BoardCommand::MarkLeft { stay, at }))
        .await;
    let page = part(&browser, "destrees").await;
    assert!(
        page.contains(&format!("href=\"/sejour/{stay}\" data-drawer")),
        "{page}"
    );
}

#[tokio::test]
async fn d07_somebody_confidential_is_in_no_list_by_name_and_without_a_name_in_their_bed() {
    let hospital = hospital().await;
    let browser = french(&hospital);
    let before = part(&browser, "destrees").await;
    assert_eq!(before.matches("ESTRÉES").count(), 2, "{before}");
    assert!(before.contains("Homonyme"));
    let stay = StayId::new(u32::try_from(hospital.app.snapshot().state.stays.len()).expect("few") - 1);
    let change = CareChange::Need {
        need: Need::Confidential,
        raised: true,
    };
    hospital
        .submit(Command::Board(BoardCommand::StateCare { stay, change, saw: 0 }))
        .await;
    let page = part(&browser, "destrees").await;
    assert_eq!(page.matches("ESTRÉES").count(), 1, "{page}");
    assert!(
        !page.contains("Homonyme"),
        "nor is the other one said to have a namesake"
    );
    let bed = part(&browser, "112 F geriatrie").await;
    assert!(
        bed.contains("role=\"option\"") && !bed.contains("ESTRÉES"),
        "{bed}"
    );
}

#[tokio::test]
async fn single_keys_are_switched_off_and_on_again() {
    let hospital = Hospital::small().await;
    let browser = french(&hospital);
    golden("help-fr", &browser.get("/aide").await.text);
    let answer = browser.post("/touches", &[("touches", "off")]).await;
    let cookie = answer
        .headers
        .get(header::SET_COOKIE)
        .expect("a cookie")
        .to_str()
        .expect("text");
    assert!(cookie.starts_with("chevet_keys=off;"), "{cookie}");
    let page = browser.get("/").await.text;
    assert!(!page.contains("data-keys"), "by default they work");
    let without = french(&hospital).english().keeping("chevet_keys=off");
    assert!(without.get("/").await.text.contains("data-keys=\"off\""));
    golden("help-off-en", &without.get("/aide").await.text);
}
