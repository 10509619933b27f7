//! A form that was being sent when its sender had to say who they are.

use axum::http::StatusCode;
use base::time::MINUTE;
use serde_json::json;

use crate::house::{House, SUBJECT, begins, is_in, sent, signs_in};
use crate::http::{Answer, Browser};
use crate::idp::{NOW, Rogue};
use crate::tokens::Signer;

struct Under {
    house: House,
    rogue: Rogue,
    path: String,
}

impl Under {
    async fn way() -> Self {
        let (house, rogue) = (House::new().await, Rogue::start(Signer::ec("k1")).await);
        house.offer("chu", &rogue, |_| {});
        house.lea(Some((&rogue, SUBJECT))).await;
        let path = format!("/lit/{}/fermer", house.bed("Cardiologie"));
        Self { house, rogue, path }
    }

    fn is_closed(&self) -> bool {
        let state = self.house.app.snapshot().state.clone();
        let bed = state.bed(self.house.bed("Cardiologie")).expect("a bed");
        !matches!(bed.operation, domain::bed::Operation::Open)
    }

    /// The fields of the provider's own form in the question.
    fn carried(answer: &Answer) -> String {
        let form = answer
            .body
            .split("action=\"/connexion/chu\"")
            .nth(1)
            .expect("the provider's form");
        let form = form.split("</form>").next().unwrap_or_default();
        let inputs = form.split("<input type=\"hidden\" ").skip(1);
        let pair = |input: &str| {
            let value = |name: &str| input.split(&format!("{name}=\"")).nth(1)?.split('"').next();
            Some(format!("{}={}", value("name")?, value("value")?))
        };
        inputs.filter_map(pair).collect::<Vec<_>>().join("&")
    }

    async fn asked(&self, browser: &mut Browser) -> Answer {
        let answer = browser
            .post(
                &self.path,
                "motif=travaux&remarque=plafond+qui+fuit&qui_secret=oups",
            )
            .await;
        assert_eq!(answer.status, StatusCode::PRECONDITION_REQUIRED);
        answer
    }
}

#[tokio::test]
async fn a_form_comes_back_from_the_provider_with_its_sender_and_is_sent() {
    let under = Under::way().await;
    let mut browser = under.house.post();
    let fields = Under::carried(&under.asked(&mut browser).await);
    assert!(
        fields.contains("motif=travaux") && !fields.contains("oups"),
        "{fields}"
    );
    let answer = signs_in(&mut browser, "chu", &under.rogue, &fields, |_| {}).await;
    assert_eq!(answer.header("location"), "/connexion/reprise");
    assert!(!under.is_closed(), "nothing is sent that nobody looked at");
    // Once, and once more: it is not lost by being looked at.
    for _ in 0..2 {
        let page = browser.get("/connexion/reprise").await;
        assert!(
            page.body.contains(&format!("action=\"{}\"", under.path)),
            "{}",
            page.body
        );
        assert!(page.body.contains("value=\"travaux\"") && page.body.contains("plafond qui fuit"));
        assert!(page.body.contains("Fermer"), "it says what it is about");
    }
    let sent = browser
        .post(&under.path, "motif=travaux&remarque=plafond+qui+fuit")
        .await;
    assert!(
        sent.status.is_success() || sent.status.is_redirection(),
        "{}",
        sent.status
    );
    assert!(under.is_closed());
}

#[tokio::test]
async fn a_form_that_waits_is_private_to_its_browser_and_person_and_goes_after_ten_minutes() {
    let under = Under::way().await;
    let mut browser = under.house.post();
    let fields = Under::carried(&under.asked(&mut browser).await);
    signs_in(&mut browser, "chu", &under.rogue, &fields, |_| {}).await;
    // Léa at another browser.
    let mut elsewhere = under.house.browser();
    signs_in(&mut elsewhere, "chu", &under.rogue, "", |_| {}).await;
    assert!(!elsewhere.get("/connexion/reprise").await.body.contains("plafond"));
    // Somebody else at this browser.
    let ward = domain::rights::Place::Ward(under.house.ward("Cardiologie"));
    let link = auth::Link {
        issuer: under.rogue.issuer.clone(),
        subject: "f:1:nora".to_owned(),
    };
    let head_nurse = domain::rights::Role::HeadNurse;
    under
        .house
        .person("nora", "Nora Brandt", head_nurse, ward, |it| it.links.push(link))
        .await;
    let mut other = browser.clone();
    signs_in(&mut other, "chu", &under.rogue, "", |it| {
        it["sub"] = json!("f:1:nora")
    })
    .await;
    assert!(is_in(&mut other).await);
    assert!(!other.get("/connexion/reprise").await.body.contains("plafond"));
    // Nobody at all.
    let stranger = under.house.browser().get("/connexion/reprise").await;
    assert_eq!(stranger.status, StatusCode::SEE_OTHER);
    // Léa again, who finds it as long as it waits.
    signs_in(&mut browser, "chu", &under.rogue, "", |_| {}).await;
    under.house.at(NOW.plus(9 * MINUTE));
    assert!(browser.get("/connexion/reprise").await.body.contains("plafond"));
    under.house.at(NOW.plus(11 * MINUTE));
    let late = browser.get("/connexion/reprise").await;
    assert!(late.body.contains("Aucune saisie en attente"), "{}", late.body);
}

#[tokio::test]
async fn a_form_is_not_lost_when_the_provider_is_down_or_says_no() {
    let under = Under::way().await;
    let mut browser = under.house.post();
    let fields = Under::carried(&under.asked(&mut browser).await);
    let begun = begins(&mut browser, "chu", &fields).await;
    let state = &begun.pairs["state"];
    let answer = browser
        .get(&format!(
            "/connexion/retour/chu?error=access_denied&state={state}"
        ))
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("abandonnée") && answer.body.contains("plafond qui fuit"),
        "{}",
        answer.body
    );
    assert_eq!(
        Under::carried(&answer),
        fields,
        "and the button takes it along again"
    );
    // Somebody whom nobody here knows: a colleague may take over the form.
    let stranger = |claims: &mut serde_json::Value| claims["sub"] = json!("f:1:stranger");
    let answer = signs_in(&mut browser, "chu", &under.rogue, &fields, stranger).await;
    assert!(
        answer.body.contains("aucun compte") && answer.body.contains("plafond qui fuit"),
        "{}",
        answer.body
    );
    let nowhere = crate::house::row("chu", "http://127.0.0.1:9");
    under.house.keep(auth::Change::Provider(Box::new(nowhere)));
    let answer = browser.post("/connexion/chu", &fields).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(
        sent(&answer).is_none() && answer.body.contains("plafond qui fuit"),
        "{}",
        answer.body
    );
    assert!(answer.body.contains(&format!("action=\"{}\"", under.path)));
}
