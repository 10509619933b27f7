//! People within one's reach: found, added, given roles, and what a provisional password is good for.

use axum::http::StatusCode;
use base::time::DAY;
use domain::rights::{Assignment, Place, Role};
use store::{TraceClass, TraceQuery};

use super::house::{House, PASSWORD};
use super::visit::{Answer, Browser, golden};

/// The password that an answer shows once.
fn password_in(answer: &Answer) -> String {
    let after = answer
        .text
        .split("<p class=\"secret\">")
        .nth(1)
        .expect("a password");
    after.split('<').next().unwrap_or_default().to_owned()
}

fn page_of(house: &House, role: Role) -> String {
    format!("/personnes/{}", house.person(role))
}

async fn adds(browser: &Browser, house: &House, name: &str, login: &str, role: &str) -> Answer {
    let ward = house.wards.own.to_string();
    let fields = [
        ("quoi", "ajouter"),
        ("nom", name),
        ("identifiant", login),
        ("role", role),
        ("lieu", &ward),
    ];
    browser.post("/personnes", &fields).await
}

#[tokio::test]
async fn the_list_and_a_person_read_as_agreed() {
    let house = House::new().await;
    for (lang, mut browser) in [
        ("fr", house.somebody(Role::HeadNurse)),
        ("en", house.somebody(Role::HeadNurse).english()),
    ] {
        browser.lang = if lang == "fr" { "fr" } else { "en" };
        golden(&format!("people-{lang}"), &browser.get("/personnes").await.text);
        golden(
            &format!("person-{lang}"),
            &browser.get(&page_of(&house, Role::WardTeam)).await.text,
        );
    }
}

#[tokio::test]
async fn a17_somebody_elsewhere_is_as_unknown_as_nobody() {
    let house = House::new().await;
    let nora = house.somebody(Role::HeadNurse);
    house.change(Role::Porter, |it| {
        it.assignments = vec![Assignment::lasting(Role::Porter, Place::Ward(house.wards.far))]
    });
    let list = nora.get("/personnes").await.text;
    assert!(list.contains("Personne ward_team") && !list.contains("Personne porter"));
    assert!(
        !list.contains("Personne it_administrator"),
        "administrators are above her"
    );
    let elsewhere = nora.get(&page_of(&house, Role::Porter)).await;
    let nobody = nora.get("/personnes/o9999").await;
    assert_eq!((elsewhere.status, elsewhere.text), (nobody.status, nobody.text));
    for role in [Role::Porter, Role::ItAdministrator] {
        let reset = nora
            .post(&page_of(&house, role), &[("quoi", "mot-de-passe")])
            .await;
        assert_eq!(reset.status, StatusCode::NOT_FOUND, "{role:?}");
    }
    let narrowed = nora.get("/personnes?role=doctor").await.text;
    assert!(narrowed.contains("Personne doctor") && !narrowed.contains("Personne ward_team"));
    let found = nora
        .post("/personnes", &[("quoi", "chercher"), ("q", "SECRETARY")])
        .await;
    assert!(found.text.contains("Personne secretary") && !found.text.contains("Personne doctor"));
    assert_eq!(
        house.somebody(Role::WardTeam).get("/personnes").await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn a17_two_namesakes_are_two_people_and_nobody_gives_what_is_not_theirs() {
    let house = House::new().await;
    let nora = house.somebody(Role::HeadNurse);
    let added = adds(&nora, &house, "Zoé Lambert", "zoe", "ward_team").await;
    assert_eq!(added.status, StatusCode::OK, "{}", added.text);
    let again = adds(&nora, &house, "zoe LAMBERT", "zoe2", "ward_team").await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        again.text.contains("porte déjà ce nom") && again.text.contains("value=\"zoe2\""),
        "what was typed stays"
    );
    for (name, login, role, why) in [
        ("Zoé B. Lambert", "zoe", "ward_team", "déjà pris"),
        ("Paul Roi", "paul", "head_nurse", "n’est pas le vôtre à donner"),
        (
            "Paul Roi",
            "paul",
            "it_administrator",
            "n’est pas le vôtre à donner",
        ),
        ("Paul Roi", "é", "ward_team", "Identifiant"),
        ("", "paul", "ward_team", "Écrivez un nom"),
    ] {
        let refused = adds(&nora, &house, name, login, role).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {role}");
        assert!(refused.text.contains(why), "{name} {role}: {why}");
    }
    let paul = base::Label::new("Paul Roi").expect("a name");
    assert_eq!(
        house.hospital.app.snapshot().vault.person_named(&paul),
        None,
        "a refusal leaves no name"
    );
    let own = nora
        .post(&page_of(&house, Role::HeadNurse), &[("quoi", "fermer")])
        .await;
    assert_eq!(own.status, StatusCode::UNPROCESSABLE_ENTITY);
    let far = [
        ("quoi", "donner"),
        ("role", "ward_team"),
        ("lieu", &house.wards.far.to_string()),
    ];
    let far = nora.post(&page_of(&house, Role::WardTeam), &far).await;
    assert!(far.text.contains("pas dans votre périmètre"));
}

#[tokio::test]
async fn a_provisional_password_leads_to_one_s_own_and_then_in() {
    let house = House::new().await;
    let nora = house.somebody(Role::HeadNurse);
    let provisional = password_in(&adds(&nora, &house, "Zoé Lambert", "zoe", "ward_team").await);
    let mut zoe = Browser::on(&house.stranger.web);
    let door = [
        ("qui_identifiant", "zoe"),
        ("qui_secret", provisional.as_str()),
        ("back", "/aide"),
    ];
    let led = zoe.post("/connexion", &door).await;
    assert_eq!(led.location.as_deref(), Some("/connexion/choisir?back=/aide"));
    zoe.keep(&led);
    let page = zoe.get("/connexion/choisir?back=/aide").await;
    golden("choose-password", &page.text);
    assert!(!page.text.contains(&provisional), "no password is in the page");
    assert_eq!(
        zoe.get("/personnes").await.status,
        StatusCode::SEE_OTHER,
        "a ticket opens nothing else"
    );
    for poor in ["court", provisional.as_str()] {
        let again = zoe.post("/connexion/choisir", &[("nouveau", poor)]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{poor}");
    }
    let own = "trois chats sur un toit";
    let chosen = zoe
        .post("/connexion/choisir", &[("nouveau", own), ("back", "/aide")])
        .await;
    assert_eq!(chosen.location.as_deref(), Some("/aide"), "{}", chosen.text);
    let mut stolen = Browser::on(&house.stranger.web).with_cookies_of(&zoe);
    zoe.keep(&chosen);
    assert_eq!(zoe.get("/moi").await.status, StatusCode::OK, "she is in");
    let twice = stolen
        .post("/connexion/choisir", &[("nouveau", "un tout autre secret")])
        .await;
    assert_eq!(
        twice.location.as_deref(),
        Some("/connexion"),
        "a ticket is good once"
    );
    stolen.keep(&twice);
    let old = Browser::on(&house.stranger.web).post("/connexion", &door).await;
    assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn at_a_post_the_form_stays_while_a_password_is_chosen() {
    let house = House::new().await;
    let nora = house.somebody(Role::HeadNurse);
    let reset = nora
        .post(&page_of(&house, Role::WardTeam), &[("quoi", "mot-de-passe")])
        .await;
    let provisional = password_in(&reset);
    let note = format!("/sejour/{}/note", house.stay_in(house.wards.own));
    let mut post = house.post();
    let given = [
        ("texte", "Vue à 14 h"),
        ("qui_identifiant", "ward_team"),
        ("qui_secret", provisional.as_str()),
    ];
    let asked = post.post_part(&note, &given).await;
    assert_eq!(asked.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(asked.text.contains("Vue à 14 h") && asked.text.contains("href=\"/connexion/choisir\""));
    assert!(!asked.text.contains(&provisional));
    post.keep(&asked);
    let chosen = post
        .post("/connexion/choisir", &[("nouveau", "trois chats sur un toit")])
        .await;
    post.keep(&chosen);
    let done = post.post_part(&note, &[("texte", "Vue à 14 h")]).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text);
}

#[tokio::test]
async fn a03_a11_closing_an_account_or_its_last_day_ends_what_is_open() {
    let house = House::new().await;
    let nora = house.somebody(Role::HeadNurse);
    let lea = house.somebody(Role::WardTeam);
    let page = page_of(&house, Role::WardTeam);
    assert_eq!(lea.get("/moi").await.status, StatusCode::OK);
    let closed = nora.post(&page, &[("quoi", "fermer")]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER);
    assert_eq!(lea.get("/moi").await.status, StatusCode::SEE_OTHER, "at once");
    nora.post(&page, &[("quoi", "rouvrir")]).await;
    let lea = house.somebody(Role::WardTeam);
    let account = [
        ("quoi", "compte"),
        ("identifiant", "ward_team"),
        ("au", "21/11/2026"),
        ("rpps", "10001234567"),
    ];
    let dated = nora.post(&page, &account).await;
    assert_eq!(dated.status, StatusCode::SEE_OTHER, "{}", dated.text);
    let clock = house.hospital.app.clock().clone();
    clock.set(house.hospital.app.now().plus(DAY));
    assert_eq!(
        house.somebody(Role::WardTeam).get("/moi").await.status,
        StatusCode::OK,
        "a last day is a whole day"
    );
    clock.set(house.hospital.app.now().plus(DAY));
    assert_eq!(lea.get("/moi").await.status, StatusCode::SEE_OTHER);
    let bad = nora
        .post(
            &page,
            &[("quoi", "compte"), ("identifiant", "ward_team"), ("rpps", "12")],
        )
        .await;
    // Nora's own session is over too, two days later: she is asked who she is, with the form kept.
    assert_ne!(bad.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a17_a18_administrators_are_made_by_two_and_the_last_one_stays() {
    let house = House::new().await;
    let admin = house.somebody(Role::ItAdministrator);
    let second = page_of(&house, Role::Ambassador);
    let give = [
        ("quoi", "donner"),
        ("role", "it_administrator"),
        ("lieu", "territory"),
    ];
    let alone = admin.post(&second, &give).await;
    assert_eq!(
        alone.status,
        StatusCode::SEE_OTHER,
        "the first one names the second alone: {}",
        alone.text
    );
    let third = page_of(&house, Role::Director);
    admin.post(&third, &give).await;
    let shown = admin.get(&third).await.text;
    assert!(shown.contains("attend une seconde personne"));
    let own = admin.post(&third, &[("quoi", "confirmer")]).await;
    assert!(own.text.contains("Une seconde personne doit confirmer"));
    let other = house.somebody(Role::Ambassador);
    assert!(other.get("/personnes").await.text.contains("Rôles à confirmer"));
    let confirmed = other.post(&third, &[("quoi", "confirmer")]).await;
    assert_eq!(confirmed.status, StatusCode::SEE_OTHER, "{}", confirmed.text);
    for (who, whose) in [(&other, Role::ItAdministrator), (&other, Role::Director)] {
        let closed = who.post(&page_of(&house, whose), &[("quoi", "fermer")]).await;
        assert_eq!(closed.status, StatusCode::SEE_OTHER, "{whose:?}: {}", closed.text);
    }
    let last = other.post(&second, &[("quoi", "fermer")]).await;
    assert!(
        last.text.contains("ses propres"),
        "nobody closes themselves, so the last one stays"
    );
}

#[tokio::test]
async fn what_is_done_to_an_account_is_in_the_trace_without_a_name() {
    let house = House::new().await;
    let nora = house.somebody(Role::HeadNurse);
    adds(&nora, &house, "Zoé Lambert", "zoe", "ward_team").await;
    let page = page_of(&house, Role::WardTeam);
    for quoi in ["mot-de-passe", "sans-badge", "deconnecter", "fermer"] {
        nora.post(&page, &[("quoi", quoi)]).await;
    }
    let rows = house
        .hospital
        .app
        .store()
        .traces(&TraceQuery::default())
        .expect("rows");
    let of: Vec<&str> = rows
        .iter()
        .filter(|row| row.class == TraceClass::Administration)
        .map(|row| row.action.as_str())
        .collect();
    for action in [
        "account_given",
        "password_reset",
        "light_ways_removed",
        "sessions_ended",
        "account_closed",
    ] {
        assert!(of.contains(&action), "{action} is not among {of:?}");
    }
    for body in rows.iter().filter_map(|row| row.body.as_deref()) {
        assert!(!body.contains("Lambert") && !body.contains("zoe"), "{body}");
        assert!(!body.contains(PASSWORD), "{body}");
    }
}

/// Sends a file as a browser does.
async fn sends(browser: &Browser, file: &str) -> Answer {
    let body = format!(
        "--b1\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"p.csv\"\r\nContent-Type: text/csv\r\n\r\n{file}\r\n--b1--\r\n"
    );
    browser
        .send_as("/personnes/import", "multipart/form-data; boundary=b1", body)
        .await
}

fn ticket_in(page: &str) -> String {
    let after = page.split("name=\"fichier\" value=\"").nth(1).expect("a ticket");
    after.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn d13_a_file_is_shown_before_it_is_done_and_done_once() {
    let house = House::new().await;
    let nora = house.somebody(Role::HeadNurse);
    let file = "login;name;role;place;until;closed\n\
                zoe;Zoé Roi;ward_team;4001;31/12/2026;\n\
                porter;;;;;oui\n\
                doctor;;;;;\n";
    let shown = sends(&nora, file).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.text);
    let ticket = ticket_in(&shown.text);
    golden("roster-preview-fr", &shown.text.replace(&ticket, "0000"));
    assert!(
        !nora.get("/personnes").await.text.contains("Zoé Roi"),
        "looking does nothing"
    );
    let stolen = house
        .somebody(Role::ItAdministrator)
        .post("/personnes/import/faire", &[("fichier", &ticket)])
        .await;
    assert_eq!(
        stolen.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "a ticket is its owner's"
    );
    let done = nora
        .post("/personnes/import/faire", &[("fichier", &ticket)])
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let list = nora.get("/personnes?etat=tous").await.text;
    assert!(list.contains("Zoé Roi") && list.contains("fermé"));
    let twice = nora
        .post("/personnes/import/faire", &[("fichier", &ticket)])
        .await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    let exported = nora.get("/personnes/export").await;
    assert!(
        exported.text.contains("zoe;Zoé Roi;ward_team;4001;;2026-12-31;;"),
        "{}",
        exported.text
    );
    assert!(
        !exported.text.contains("it_administrator"),
        "no further than her reach"
    );
    let again = sends(&nora, &exported.text).await;
    assert!(
        again.text.contains("Rien à changer"),
        "what was exported changes nothing"
    );
}

#[tokio::test]
async fn a17_d13_a_file_with_a_fault_does_nothing_and_says_which_line() {
    let house = House::new().await;
    let nora = house.somebody(Role::HeadNurse);
    let file = "login;name;role;place\nzoe;Zoé Roi;ward_team;4001\npaul;Paul Roi;head_nurse;4001\nmax;Max Roi;ward_team;4102\n";
    let refused = sends(&nora, file).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    golden("roster-faults-fr", &refused.text);
    assert!(refused.text.contains("ligne 3 :") && refused.text.contains("ligne 4 :"));
    let zoe = base::Label::new("Zoé Roi").expect("a name");
    assert_eq!(house.hospital.app.snapshot().vault.person_named(&zoe), None);
    let large = sends(&nora, &"x".repeat(auth::MOST_BYTES + 100_000)).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    let other = nora.post("/personnes/import", &[("fichier", "login")]).await;
    assert_eq!(other.status, StatusCode::BAD_REQUEST);
    assert_eq!(
        sends(&house.somebody(Role::WardTeam), "login").await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn what_is_done_is_what_was_shown_even_when_somebody_changed_meanwhile() {
    let house = House::new().await;
    let nora = house.somebody(Role::HeadNurse);
    let shown = sends(&nora, "login;closed\nporter;oui\ndoctor;oui\n").await;
    house.change(Role::Doctor, |it| it.is_closed = true);
    let again = nora
        .post("/personnes/import/faire", &[("fichier", &ticket_in(&shown.text))])
        .await;
    assert_eq!(again.status, StatusCode::OK);
    assert!(again.text.contains("Entre-temps, quelque chose a changé"));
    let done = nora
        .post("/personnes/import/faire", &[("fichier", &ticket_in(&again.text))])
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
}
