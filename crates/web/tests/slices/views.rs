//! The views of a ward: each has its address, its tab and its topic; what one chooses to see is one's own.

use axum::http::StatusCode;
use domain::board_config::BoardView;
use web::Config;

use crate::hospital::Hospital;
use crate::visit::Browser;

const VIEWS: [(&str, &str); 5] = [
    ("", "ward"),
    ("/liste", "list"),
    ("/sorties", "outgoing"),
    ("/entrees", "incoming"),
    ("/transmissions", "handover"),
];

#[tokio::test]
async fn every_view_has_its_address_its_tab_and_its_topic() {
    let hospital = Hospital::small().await;
    let browser = Browser::of(&hospital.app, Config::default());
    assert_eq!(VIEWS.len(), BoardView::ALL.len());
    for (path, topic) in VIEWS {
        let page = browser.get(&format!("/service/w0{path}")).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let current = format!("<a href=\"/service/w0{path}\" aria-current=\"page\">");
        assert_eq!(
            page.text.matches(&current).count(),
            2,
            "the tab above and the one below: {path}"
        );
        for (other, _) in VIEWS {
            assert!(
                page.text.contains(&format!("href=\"/service/w0{other}\"")),
                "{path} leads to {other}"
            );
        }
        for product in ["/messages", "/structure"] {
            assert!(
                page.text.contains(&format!("<a href=\"{product}\"")),
                "{path} leads to {product}"
            );
        }
        assert!(
            page.text.contains(&format!("data-topics=\"{topic}:w0@")),
            "{path} is kept up to date"
        );
        let lost = browser.get(&format!("/service/w999{path}")).await;
        assert_eq!(lost.status, StatusCode::NOT_FOUND, "{path} of a ward that is not");
        let unreadable = browser.get(&format!("/service/ailleurs{path}")).await;
        assert_eq!(unreadable.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_sorted_list_is_kept_up_to_date_line_by_line() {
    let hospital = Hospital::small().await;
    let browser = Browser::of(&hospital.app, Config::default());
    let plain = browser.get("/service/w0/liste").await.text;
    let sorted = browser.get("/service/w0/liste?tri=patient&sens=desc").await.text;
    assert!(sorted.contains("aria-sort=\"descending\"") && !plain.contains("aria-sort"));
    assert!(sorted.contains("id=\"region-asked\"") && plain.contains("id=\"region\""));
    let lines = |page: &str| {
        let mut lines: Vec<String> = page
            .split("<tr id=\"")
            .skip(1)
            .map(|line| line.split("</tr>").next().unwrap_or_default().to_owned())
            .collect();
        lines.sort();
        lines
    };
    assert_eq!(
        lines(&plain),
        lines(&sorted),
        "the same lines, so that a patch finds them"
    );
    let odd = browser.get("/service/w0/liste?tri=%22%3E&sens=x").await;
    assert!(odd.status == StatusCode::OK && odd.text.contains("id=\"region\""));
}

#[tokio::test]
async fn a_look_is_kept_by_the_browser_and_changes_no_picture() {
    let hospital = Hospital::small().await;
    let mut browser = Browser::of(&hospital.app, Config::default());
    let region = |page: &str| {
        let start = page.find("<div id=\"region\"").expect("a region");
        page.get(start..).unwrap_or_default().to_owned()
    };
    let before = browser.get("/service/w0").await.text;
    assert!(
        before.contains("<div id=\"desk\"><div id=\"region\""),
        "nothing chosen"
    );
    let answer = browser.post("/service/w0/regard", &[("couleur", "aval")]).await;
    assert_eq!(
        (answer.status, answer.location.as_deref()),
        (StatusCode::SEE_OTHER, Some("/service/w0"))
    );
    browser.keep(&answer);
    let answer = browser
        .post("/service/w0/regard", &[("densite", "compacte")])
        .await;
    browser.keep(&answer);
    let after = browser.get("/service/w0").await.text;
    assert!(after.contains("<div id=\"desk\" data-couleur=\"aval\" data-densite=\"compacte\">"));
    assert_eq!(region(&before), region(&after), "the picture is everybody's");
    // What is chosen may be taken back; what is no choice is none.
    let answer = browser
        .post(
            "/service/w0/regard",
            &[("couleur", ""), ("densite", "\"><script>")],
        )
        .await;
    browser.keep(&answer);
    assert!(
        browser
            .get("/service/w0")
            .await
            .text
            .contains("<div id=\"desk\"><div")
    );
}
