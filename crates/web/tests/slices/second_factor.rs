//! Two factors where the hospital asks for them, and a fresh proof for whoever changes accounts, posts or rules.

use auth::{Change, Policy, SecondFactor};
use axum::http::StatusCode;
use base::time::MINUTE;
use domain::rights::Role;
use webauthn::testing::Authenticator;

use super::house::{House, PASSWORD, PIN};
use super::passkeys::{answered, at_the_door, register};
use super::visit::{Answer, Browser};

const PROVE: &str = "/connexion/preuve?back=%2Fpersonnes";

async fn house(second_factor: SecondFactor) -> House {
    let house = House::at(Some("http://localhost")).await;
    house.apply(&Change::Policy(Box::new(Policy {
        second_factor,
        ..Policy::default()
    })));
    house
}

/// Somebody of that role who signed in by a passkey, and the passkey.
async fn by_key(house: &House, role: Role) -> (Browser, Authenticator) {
    let mut browser = house.somebody(role);
    let mut key = register(&mut browser, "Téléphone").await;
    let entered = at_the_door(&mut browser, &mut key).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER, "{}", entered.text);
    browser.keep(&entered);
    (browser, key)
}

fn later(house: &House, minutes: i64) {
    let app = &house.hospital.app;
    app.clock().set(app.now().plus(minutes * MINUTE));
}

fn leads_to(answer: &Answer, page: &str) {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let location = answer.location.as_deref().unwrap_or_default();
    assert_eq!(location.replace('/', "%2F"), page.replace('/', "%2F"));
}

const SOMEBODY: [(&str, &str); 5] = [
    ("quoi", "ajouter"),
    ("nom", "Zoé Roi"),
    ("identifiant", "zoe"),
    ("role", "cell"),
    ("lieu", "territory"),
];

fn is_there(house: &House) -> bool {
    let login = "zoe".parse().expect("a login");
    let directory = house.stranger.web.identity().read();
    directory.account_of_login(&login).is_some()
}

#[tokio::test]
async fn a_password_alone_administrates_nothing_on_a_personal_browser() {
    let house = house(SecondFactor::Administration).await;
    let admin = house.somebody(Role::ItAdministrator);
    for page in ["/personnes", "/postes", "/fournisseurs", "/partages"] {
        let answer = admin.get(page).await;
        leads_to(&answer, &format!("/connexion/preuve?back={page}"));
    }
    let page = admin.get(PROVE).await.text;
    assert!(page.contains("Un second facteur est demandé") && page.contains("/moi#cles"));
    assert!(
        !page.contains("qui_secret"),
        "a password is not asked for: it would not do"
    );
    assert_eq!(admin.get("/").await.status, StatusCode::OK, "the rest is open");
    assert_eq!(admin.get("/moi").await.status, StatusCode::OK);
    // What is not theirs is not theirs, whatever they prove.
    let lea = house.somebody(Role::WardTeam).get("/personnes").await;
    assert_eq!(lea.status, StatusCode::FORBIDDEN);

    let answer = admin.post("/personnes", &SOMEBODY).await;
    assert_eq!(answer.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(answer.text.contains("Zoé Roi") && answer.text.contains("data-passkey"));
    let mut fields = SOMEBODY.to_vec();
    fields.extend([("qui_identifiant", "it_administrator"), ("qui_secret", PASSWORD)]);
    let answer = admin.post("/personnes", &fields).await;
    assert_eq!(answer.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(answer.text.contains("Un mot de passe seul ne suffit pas") && answer.text.contains("Zoé Roi"));
    assert!(!is_there(&house));
}

#[tokio::test]
async fn a_passkey_or_a_post_of_the_ward_is_a_second_factor() {
    let house = house(SecondFactor::Administration).await;
    let (admin, _) = by_key(&house, Role::ItAdministrator).await;
    assert_eq!(admin.get("/personnes").await.status, StatusCode::OK);
    leads_to(&admin.get(PROVE).await, "/personnes");

    // Of whoever has no passkey, the post is the one that is held.
    let mut post = house.post();
    let who = [("qui_identifiant", "head_nurse"), ("qui_secret", PASSWORD)];
    let entered = post.post("/operateur", &who).await;
    post.keep(&entered);
    assert_eq!(post.get("/personnes").await.status, StatusCode::OK);
}

#[tokio::test]
async fn where_it_is_asked_of_everybody_one_factor_opens_ones_account_only() {
    let house = house(SecondFactor::Always).await;
    let lea = house.somebody(Role::WardTeam);
    let board = format!("/service/{}", house.wards.own);
    for page in ["/", board.as_str(), "/messages"] {
        let answer = lea.get(page).await;
        leads_to(&answer, &format!("/connexion/preuve?back={page}"));
    }
    let live = lea.get(&format!("/live?t=ward:{}", house.wards.own)).await;
    assert!(!live.text.contains("tile"), "no stream shows what no page shows");
    assert_eq!(lea.get("/moi").await.status, StatusCode::OK);
    let (lea, _) = by_key(&house, Role::WardTeam).await;
    assert_eq!(lea.get(&board).await.status, StatusCode::OK);
    assert_eq!(
        house.post().get(&board).await.status,
        StatusCode::OK,
        "posts go on"
    );
}

#[tokio::test]
async fn a07_whoever_changes_accounts_proves_it_again_after_a_quarter_of_an_hour() {
    let house = house(SecondFactor::Administration).await;
    let (mut admin, mut key) = by_key(&house, Role::ItAdministrator).await;
    later(&house, 16);
    assert_eq!(
        admin.get("/personnes").await.status,
        StatusCode::OK,
        "looking goes on"
    );
    let asked = admin.post("/personnes", &SOMEBODY).await;
    assert_eq!(asked.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(asked.text.contains("C’est toujours vous") && asked.text.contains("Zoé Roi"));
    assert!(
        !asked.text.contains("qui_secret"),
        "a password would be one factor"
    );
    assert!(!is_there(&house));
    let mut fields = SOMEBODY.to_vec();
    fields.extend([("qui_identifiant", "it_administrator"), ("qui_secret", PASSWORD)]);
    let answer = admin.post("/personnes", &fields).await;
    assert!(answer.text.contains("Un mot de passe seul ne suffit pas"));
    assert!(
        answer.headers.get("set-cookie").is_none(),
        "and takes no session away"
    );

    let answer = answered(&mut admin, &mut key).await;
    let mut fields = SOMEBODY.to_vec();
    fields.push(("qui_cle", answer.as_str()));
    let done = admin.post("/personnes", &fields).await;
    assert!(done.status.is_success() || done.status.is_redirection());
    assert!(is_there(&house));
    admin.keep(&done);
    let again = admin.post("/postes", &[("retirer", "x")]).await;
    assert_ne!(again.status, StatusCode::PRECONDITION_REQUIRED, "asked once");
}

#[tokio::test]
async fn a07_at_a_post_a_password_is_fresh_and_a_pin_is_too_little() {
    let house = house(SecondFactor::Administration).await;
    let post = house.post();
    let person = house.person(Role::ItAdministrator).to_string();
    let mut fields = SOMEBODY.to_vec();
    fields.extend([("qui_personne", person.as_str()), ("qui_code", PIN)]);
    let answer = post.post("/personnes", &fields).await;
    assert_eq!(answer.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(
        answer.headers.get("set-cookie").is_none(),
        "nobody was let in by it"
    );
    let mut fields = SOMEBODY.to_vec();
    fields.extend([("qui_identifiant", "it_administrator"), ("qui_secret", PASSWORD)]);
    let answer = post.post("/personnes", &fields).await;
    assert!(is_there(&house), "{}", answer.status);
}

#[tokio::test]
async fn a07_whoever_has_a_passkey_administrates_by_it_at_a_post_of_the_ward_too() {
    let house = house(SecondFactor::Administration).await;
    let mut own = house.somebody(Role::ItAdministrator);
    let _key = register(&mut own, "Téléphone").await;
    let post = house.post();
    let mut fields = SOMEBODY.to_vec();
    fields.extend([("qui_identifiant", "it_administrator"), ("qui_secret", PASSWORD)]);
    let asked = post.post("/personnes", &fields).await;
    assert_eq!(asked.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(
        asked.text.contains("Zoé Roi") && asked.text.contains("data-passkey"),
        "the form waits for the key: {}",
        asked.text
    );
    assert!(!is_there(&house));
    let mut post = house.post();
    let who = [("qui_identifiant", "it_administrator"), ("qui_secret", PASSWORD)];
    let entered = post.post("/operateur", &who).await;
    post.keep(&entered);
    leads_to(&post.get("/personnes").await, "/connexion/preuve?back=/personnes");
    assert_eq!(post.get("/").await.status, StatusCode::OK, "the rest is open");
}

/// A file of one newcomer, as a browser sends it.
const NEWCOMER: &str = "--x\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"a.csv\"\r\n\
    Content-Type: text/csv\r\n\r\nlogin;name;role;place\r\nzoe;Zoé Roi;ward_team;4001\r\n\r\n--x--\r\n";
const KIND: &str = "multipart/form-data; boundary=x";

/// The ticket of the file that waits behind that question.
fn ticket_in(page: &str) -> String {
    let after = page.split("name=\"fichier_garde\" value=\"").nth(1);
    let ticket = after.and_then(|it| it.split('"').next());
    ticket.expect("a ticket").to_owned()
}

#[tokio::test]
async fn a_file_waits_for_its_sender_to_prove_who_they_are() {
    let house = house(SecondFactor::Off).await;
    let mut admin = house.somebody(Role::ItAdministrator);
    later(&house, 16);
    let asked = admin
        .send_as("/personnes/import", KIND, NEWCOMER.to_owned())
        .await;
    assert_eq!(asked.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(asked.text.contains("Votre fichier attend ici") && !asked.text.contains("Zoé"));
    let form = asked
        .text
        .split("action=\"/personnes/import\"")
        .nth(1)
        .expect("a form");
    assert!(
        !form.split('>').next().unwrap_or_default().contains("data-live"),
        "what answers a file is a page"
    );
    let ticket = ticket_in(&asked.text);
    let wrong = [
        ("fichier_garde", ticket.as_str()),
        ("qui_identifiant", "it_administrator"),
        ("qui_secret", "autre chose"),
    ];
    let again = admin.post("/personnes/import", &wrong).await;
    assert_eq!(ticket_in(&again.text), ticket, "a mistake loses nothing");
    let right = [wrong[0], wrong[1], ("qui_secret", PASSWORD)];
    let shown = admin.post("/personnes/import", &right).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.text);
    assert!(shown.text.contains("Zoé Roi"));
    admin.keep(&shown);
    let twice = admin.post("/personnes/import", &right).await;
    assert_eq!(twice.status, StatusCode::GONE);
    assert!(twice.text.contains("Choisissez-le et envoyez-le à nouveau"));
}

#[tokio::test]
async fn a_file_waits_at_a_post_too_and_no_strangers_does() {
    let house = house(SecondFactor::Off).await;
    let asked = house
        .post()
        .send_as("/personnes/import", KIND, NEWCOMER.to_owned())
        .await;
    assert_eq!(asked.status, StatusCode::PRECONDITION_REQUIRED);
    let ticket = ticket_in(&asked.text);
    let who = [
        ("fichier_garde", ticket.as_str()),
        ("qui_identifiant", "it_administrator"),
        ("qui_secret", PASSWORD),
    ];
    let shown = house.post().post("/personnes/import", &who).await;
    assert!(shown.text.contains("Zoé Roi"), "{}", shown.text);
    let stranger = Browser::on(&house.stranger.web);
    let led = stranger
        .send_as("/personnes/import", KIND, NEWCOMER.to_owned())
        .await;
    leads_to(&led, "/connexion?back=/");
}

#[tokio::test]
async fn a_secret_is_in_no_page_and_asked_for_again() {
    let house = house(SecondFactor::Off).await;
    let admin = house.somebody(Role::ItAdministrator);
    later(&house, 16);
    let page = admin.get(PROVE).await.text;
    assert!(page.contains("C’est toujours vous") && page.contains("qui_secret"));
    let fields = [
        ("quoi", "enregistrer"),
        ("nom", "CHU"),
        ("qui_secret_client", "hunter2"),
    ];
    let asked = admin.post("/fournisseurs/nouveau", &fields).await;
    assert_eq!(asked.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(asked.text.contains("À retaper") && !asked.text.contains("hunter2"));
}

#[tokio::test]
async fn without_a_public_address_nobody_is_asked_for_what_nobody_can_have() {
    let house = House::new().await;
    let admin = house.somebody(Role::ItAdministrator);
    let page = admin.get("/fournisseurs").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("n’a pas d’adresse publique en https"));
}

#[tokio::test]
async fn the_rules_say_where_it_is_asked_for_and_the_trace_who_changed_them() {
    let house = House::new().await;
    let admin = house.somebody(Role::ItAdministrator);
    let fields = [("second_factor", "always"), ("step_up_minutes", "5")];
    let answer = admin.post("/fournisseurs", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let policy = house.stranger.web.identity().read().policy().clone();
    assert_eq!(
        (policy.second_factor, policy.step_up_minutes),
        (SecondFactor::Always, 5)
    );
    let query = store::TraceQuery {
        action: Some("identity_rules_changed".to_owned()),
        limit: 5,
        ..store::TraceQuery::default()
    };
    let rows = house.hospital.app.store().traces(&query).expect("rows");
    let body = rows[0].body.clone().unwrap_or_default();
    assert!(
        body.contains("second_factor") && body.contains("always"),
        "{body}"
    );
}
