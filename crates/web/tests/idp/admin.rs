//! The pages on which an administrator sets providers and rules.

use auth::{Preset, ProviderId};
use axum::http::StatusCode;
use domain::rights::{Place, Role};
use serde_json::json;

use crate::house::{House, SUBJECT, begins, is_in, signs_in};
use crate::http::Browser;
use crate::idp::{Rogue, SECRET, Say};
use crate::tokens::Signer;

fn id(text: &str) -> ProviderId {
    text.parse().expect("a short name")
}

/// What an administrator types for that provider.
fn typed(rogue: &Rogue) -> String {
    let secret: String = SECRET.bytes().map(|it| format!("%{it:02X}")).collect();
    format!(
        "quoi=enregistrer&court=chu&nom=CHU+Nord&genre=etablissement&emetteur={}&client=chevet&qui_secret_client={secret}\
         &niveaux=eidas1&age=3600&rpps=oui",
        rogue.issuer
    )
}

async fn rogue() -> Rogue {
    Rogue::start(Signer::ec("k1")).await
}

#[tokio::test]
async fn a_provider_is_added_tried_and_signed_in_at() {
    let (house, rogue) = (House::new().await, rogue().await);
    let mut admin = house.admin();
    let own = admin.get("/moi").await;
    assert!(
        own.body.contains("href=\"/fournisseurs\""),
        "a link leads there: {}",
        own.body
    );
    assert!(
        admin
            .get("/fournisseurs")
            .await
            .body
            .contains("Aucun fournisseur")
    );
    let added = admin.post("/fournisseurs/nouveau", &typed(&rogue)).await;
    assert_eq!(added.header("location"), "/fournisseurs/chu", "{}", added.body);
    let page = admin.get("/fournisseurs/chu").await;
    assert!(
        page.body.contains("http://localhost/connexion/retour/chu"),
        "{}",
        page.body
    );
    assert!(page.body.contains("http://localhost/connexion/fin/chu"));
    let tried = admin.post("/fournisseurs/chu", "quoi=essayer").await;
    assert!(
        tried.body.contains("Le fournisseur répond") && tried.body.contains("127.0.0.1"),
        "{}",
        tried.body
    );
    house.lea(Some((&rogue, SUBJECT))).await;
    let mut browser = house.browser();
    signs_in(&mut browser, "chu", &rogue, "", |_| {}).await;
    assert!(is_in(&mut browser).await);
    let (count, details) = house.traced("provider_changed");
    assert_eq!((count, &details["what"]), (1, &json!("added")));
}

#[tokio::test]
async fn a15_a_secret_goes_in_and_never_comes_out() {
    let (house, rogue) = (House::new().await, rogue().await);
    let mut admin = house.admin();
    admin.post("/fournisseurs/nouveau", &typed(&rogue)).await;
    let kept = || house.read(|it| it.provider(&id("chu")).expect("there").client_secret.clone());
    assert_eq!(kept().as_ref().map(auth::Sealed::expose), Some(SECRET));
    // Changed without it: it stays.
    let changed = typed(&rogue).replace("CHU+Nord", "CHU+Sud");
    let without: Vec<&str> = changed
        .split('&')
        .filter(|it| !it.starts_with("qui_secret_client"))
        .collect();
    admin.post("/fournisseurs/chu", &without.join("&")).await;
    assert_eq!(kept().as_ref().map(auth::Sealed::expose), Some(SECRET));
    assert_eq!(house.traced("provider_changed").1["fields"], json!(["name"]));
    // Refused for something else, or asked for who it is: the form comes back without it.
    let refused = admin
        .post("/fournisseurs/chu", &typed(&rogue).replace("age=3600", "age=x"))
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let asked = house.post().post("/fournisseurs/chu", &typed(&rogue)).await;
    assert_eq!(asked.status, StatusCode::PRECONDITION_REQUIRED);
    let shown = admin.get("/fournisseurs/chu").await;
    for page in [&refused, &asked, &shown, &admin.get("/fournisseurs").await] {
        assert!(
            !page.body.contains("between us") && !page.body.contains("between%20us"),
            "{}",
            page.body
        );
    }
    assert!(!house.whole_trace().contains("between us"));
    // Said to have none.
    admin
        .post(
            "/fournisseurs/chu",
            &format!("{}&sans_secret=oui", without.join("&")),
        )
        .await;
    assert_eq!(kept(), None);
}

#[tokio::test]
async fn what_cannot_work_is_said_in_french_and_nothing_is_kept() {
    let (house, rogue) = (House::new().await, rogue().await);
    house.offer("psc", &rogue, |_| {});
    let mut admin = house.admin();
    let typed = typed(&rogue).replace(&rogue.issuer, "https://idp.example");
    for (change, with, said) in [
        ("court=chu", "court=CHU%2F..", "Nom court"),
        ("court=chu", "court=psc", "déjà pris"),
        ("nom=CHU+Nord", "nom=", "sur le bouton"),
        ("https://idp.example", "ldap://idp.example", "commence par https"),
        ("https://idp.example", "http://idp.example%23x", "caractère"),
        ("https://idp.example", rogue.issuer.as_str(), "déjà cet émetteur"),
        ("client=chevet", "client=", "client_id"),
        ("age=3600", "age=3600&reseaux=partout", "10.1.0.0/16"),
        ("age=3600", "age=3600&machines=https://x", "nom de machine"),
        ("age=3600", "age=3600&autorites=ca.pem", "chemin complet"),
        ("age=3600", "age=0", "nombre de secondes"),
        ("qui_secret_client", "rien", "Donnez le secret"),
    ] {
        let answer = admin
            .post("/fournisseurs/nouveau", &typed.replacen(change, with, 1))
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{with}");
        let alert = answer.body.split("role=\"alert\">").nth(1).unwrap_or_default();
        let alert = alert.split('<').next().unwrap_or_default();
        assert!(alert.contains(said), "{with}: {alert}");
    }
}

#[tokio::test]
async fn pro_sante_connect_needs_its_name_and_secret_only() {
    let house = House::new().await;
    let mut admin = house.admin();
    let typed = "quoi=enregistrer&court=psc&nom=Pro+Sant%C3%A9+Connect&genre=psc-bac-a-sable&client=chevet";
    let refused = admin
        .post("/fournisseurs/nouveau", &format!("{typed}&sans_secret=oui"))
        .await;
    assert!(refused.body.contains("remet un secret"), "{}", refused.body);
    let added = admin
        .post("/fournisseurs/nouveau", &format!("{typed}&qui_secret_client=s"))
        .await;
    assert_eq!(added.header("location"), "/fournisseurs/psc", "{}", added.body);
    let row = house.read(|it| it.provider(&id("psc")).expect("there").clone());
    assert_eq!(
        (row.preset, row.issuer.as_str()),
        (Preset::ProSanteConnectSandbox, "")
    );
    // The same realm twice would be the same people twice.
    let again = admin
        .post(
            "/fournisseurs/nouveau",
            &format!("{}&qui_secret_client=s", typed.replace("court=psc", "court=deux")),
        )
        .await;
    assert!(again.body.contains("déjà cet émetteur"), "{}", again.body);
}

#[tokio::test]
async fn trying_says_what_is_wrong_and_what_to_do() {
    let (house, rogue) = (House::new().await, rogue().await);
    house.offer("chu", &rogue, |_| {});
    let mut admin = house.admin();
    for (says, said) in [
        (Say::Garbage, "ne se lisent pas"),
        (Say::Status(404, json!({})), "n’est sans doute pas le bon"),
        (Say::Elsewhere("https://idp.example/"), "adresse définitive"),
        (Say::Much(300), "démesurée"),
        (
            Say::Json(json!({
                "issuer": "https://other.example", "authorization_endpoint": "https://a.example", "token_endpoint":
                "https://a.example", "jwks_uri": "https://a.example",
            })),
            "à la lettre",
        ),
    ] {
        rogue.script().discovery = says;
        let answer = admin.post("/fournisseurs/chu", "quoi=essayer").await;
        assert!(answer.body.contains(said), "{said}: {}", answer.body);
    }
    // Each attempt asks anew: whoever repairs it does not wait for the pause of the others.
    rogue.script().discovery = Say::Json(crate::idp::honest_discovery(&rogue.issuer));
    assert!(
        admin
            .post("/fournisseurs/chu", "quoi=essayer")
            .await
            .body
            .contains("Le fournisseur répond")
    );
    begins(&mut house.browser(), "chu", "").await;
}

#[tokio::test]
async fn suspending_hides_the_button_and_removing_ends_its_sessions() {
    let (house, rogue) = (House::new().await, rogue().await);
    house.offer("chu", &rogue, |_| {});
    house.lea(Some((&rogue, SUBJECT))).await;
    let mut lea = house.browser();
    signs_in(&mut lea, "chu", &rogue, "", |_| {}).await;
    let mut admin = house.admin();
    let button = |body: &str| body.contains("action=\"/connexion/chu\"");
    assert!(button(&house.browser().get("/connexion").await.body));
    admin.post("/fournisseurs/chu", "quoi=suspendre").await;
    assert!(!button(&house.browser().get("/connexion").await.body));
    assert!(is_in(&mut lea).await);
    admin.post("/fournisseurs/chu", "quoi=proposer").await;
    assert!(button(&house.browser().get("/connexion").await.body));
    let gone = admin.post("/fournisseurs/chu", "quoi=retirer").await;
    assert_eq!(gone.header("location"), "/fournisseurs");
    assert!(!is_in(&mut lea).await);
    assert!(is_in(&mut admin).await);
    assert_eq!(admin.get("/fournisseurs/chu").await.status, StatusCode::NOT_FOUND);
    assert_eq!(house.traced("provider_changed").0, 3);
}

#[tokio::test]
async fn nobody_else_sees_or_sets_providers() {
    let (house, rogue) = (House::new().await, rogue().await);
    house.offer("chu", &rogue, |_| {});
    let ines = house
        .person("ines", "Inès Moreau", Role::Director, Place::Territory, |_| {})
        .await;
    let mut director = house.signed_in(ines);
    for path in ["/fournisseurs", "/fournisseurs/chu", "/fournisseurs/nouveau"] {
        assert_eq!(director.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(
            director.post(path, "quoi=retirer").await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
        assert_eq!(
            house.browser().get(path).await.status,
            StatusCode::SEE_OTHER,
            "{path}"
        );
    }
    assert!(!director.get("/moi").await.body.contains("/fournisseurs"));
    let nobody: &mut Browser = &mut house.post();
    assert_eq!(
        nobody.post("/fournisseurs/chu", "quoi=retirer").await.status,
        StatusCode::PRECONDITION_REQUIRED
    );
    assert!(house.read(|it| it.provider(&id("chu")).is_some()));
}

#[tokio::test]
async fn the_rules_have_bounds_and_hold_at_once() {
    let house = House::new().await;
    let mut admin = house.admin();
    let refused = admin
        .post("/fournisseurs", "idle_minutes=600&shift_hours=8")
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.body.contains("de 1 à 60") && refused.body.contains("value=\"600\""),
        "{}",
        refused.body
    );
    for odd in [
        "failures=beaucoup",
        "failures=70000",
        "keep_access_months=1",
        "reads_per_hour=0",
    ] {
        assert_eq!(
            admin.post("/fournisseurs", odd).await.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{odd}"
        );
    }
    assert_eq!(house.read(|it| it.policy().shift_hours), 12, "all or nothing");
    let saved = admin.post("/fournisseurs", "idle_minutes=5&shift_hours=8").await;
    assert_eq!(saved.header("location"), "/fournisseurs");
    assert_eq!(
        house.read(|it| (
            it.policy().idle_minutes,
            it.policy().shift_hours,
            it.policy().failures
        )),
        (5, 8, 5)
    );
    let (_, details) = house.traced("identity_rules_changed");
    assert_eq!(
        details,
        json!({ "idle_minutes": [10, 5], "shift_hours": [12, 8] })
    );
}
