//! What a ward says of a stay, as forms: kept, refused, in conflict with both values, taken back; notes; moves.

#[path = "slices/hospital.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod hospital;
#[path = "common/http.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod http;

use app::App;
use axum::http::StatusCode;
use base::id::{BedId, StayId, WardId};
use domain::care::{CareChange, CareTopic};
use domain::view::board::{Face, WardBoard, ward_board};
use domain::view::placing::{Outcome, Placing, placings};
use hospital::Hospital;
use http::{Answer, Browser};
use web::router::router;
use web::{Config, Web};

/// The sample hospital, and two people who have given their names.
async fn desks() -> (App, Browser, Browser) {
    let app = Hospital::small().await.app;
    let web = Web::new(app.clone(), Config::default());
    let mut browsers = Vec::new();
    for name in ["L%C3%A9a+Martin", "Karim+Benali"] {
        let mut browser = Browser::new(router(web.clone()));
        let form = format!("operator_name={name}&back=%2F");
        browser.post("/operateur", &form).await;
        browsers.push(browser);
    }
    let second = browsers.pop().expect("two");
    let first = browsers.pop().expect("two");
    (app, first, second)
}

fn board(app: &App) -> WardBoard {
    let snapshot = app.snapshot();
    ward_board(&snapshot.state, &snapshot.vault, WardId::new(1), app.now()).expect("a board")
}

/// The first patient who lies in a bed of the ward.
fn patient(app: &App) -> StayId {
    let board = board(app);
    let found = board.tiles().find_map(|tile| match &tile.face {
        Face::Occupied(stay) => Some(stay.stay),
        _ => None,
    });
    found.expect("somebody in a bed")
}

fn holds(app: &App, stay: StayId, topic: &CareTopic) -> CareChange {
    let snapshot = app.snapshot();
    snapshot.state.stay(stay).expect("a stay").care().holds(topic)
}

fn revision(app: &App, stay: StayId, topic: &CareTopic) -> u64 {
    let snapshot = app.snapshot();
    snapshot.state.stay(stay).expect("a stay").care().revision(topic)
}

/// The form of an answer whose address ends so: its fields as they would be sent.
fn form_of(body: &str, action: &str) -> Option<(String, String)> {
    let at = body.find(action)?;
    let start = body[..at].rfind("<form")?;
    let form = &body[start..body[start..].find("</form>").map(|end| start + end)?];
    let fields: Vec<String> = form
        .split("<input type=\"hidden\" name=\"")
        .skip(1)
        .filter_map(|rest| {
            let (name, rest) = rest.split_once("\" value=\"")?;
            Some(format!("{name}={}", rest.split('"').next()?))
        })
        .collect();
    let address = form.split("action=\"").nth(1)?.split('"').next()?;
    Some((address.to_owned(), fields.join("&")))
}

/// As our own script asks.
async fn post_part(browser: &mut Browser, path: &str, fields: &str) -> Answer {
    browser.headers = vec![("x-chevet-part", "1")];
    let answer = browser.post(path, fields).await;
    browser.headers.clear();
    answer
}

async fn get_part(browser: &mut Browser, path: &str) -> Answer {
    browser.headers = vec![("x-chevet-part", "1")];
    let answer = browser.get(path).await;
    browser.headers.clear();
    answer
}

/// Presses the button that takes the last action back.
async fn undo(browser: &mut Browser, answer: &Answer) {
    let toast = answer.body.split("id=\"toast\"").nth(1).expect("a toast");
    let (address, fields) = form_of(toast, "action=\"/").expect("a way back");
    let undone = post_part(browser, &address, &fields).await;
    assert_eq!(
        undone.status,
        StatusCode::OK,
        "{address} {fields}: {}",
        undone.body
    );
}

#[tokio::test]
async fn each_form_keeps_what_it_says_and_gives_the_way_back() {
    let (app, mut browser, _) = desks().await;
    let stay = patient(&app);
    for (form, fields, topic, said) in [
        (
            "sortie",
            "jour=2026-11-23&heure=15%3A00&destination=smr&certitude=confirmee",
            CareTopic::Discharge,
            "lun.\u{a0}23",
        ),
        ("sortie", "rapide=demain", CareTopic::Discharge, "dem."),
        (
            "etape",
            "etape=aval&etat=SMR",
            CareTopic::Step(domain::care::DischargeStep::Downstream),
            "Place en SMR",
        ),
        ("precautions", "code=C&code=BHRE", CareTopic::Precautions, "BHRe"),
        ("telemetrie", "unite=a7", CareTopic::Telemetry, "value=\"A7\""),
        ("mobilite", "mobilite=fauteuil", CareTopic::Mobility, "Fauteuil"),
        (
            "besoin",
            "besoin=oxygene&leve=1",
            CareTopic::Need(domain::care::Need::Oxygen),
            "Oxygène",
        ),
    ] {
        let before = holds(&app, stay, &topic);
        let seen = revision(&app, stay, &topic);
        let path = format!("/sejour/{stay}/dire/{form}");
        let answer = post_part(&mut browser, &path, &format!("{fields}&vu={seen}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{form}: {}", answer.body);
        assert!(answer.body.contains(said), "{form}: {}", answer.body);
        assert_ne!(holds(&app, stay, &topic), before, "{form}");
        // Who says it again is told so, and nothing is refused.
        let again = post_part(&mut browser, &path, &format!("{fields}&vu={seen}")).await;
        assert_eq!(again.status, StatusCode::OK, "{form}");
        assert!(again.body.contains("C’était déjà noté ainsi."), "{}", again.body);
        undo(&mut browser, &answer).await;
        assert_eq!(holds(&app, stay, &topic), before, "{form} taken back");
    }
}

#[tokio::test]
async fn what_cannot_be_is_refused_where_it_was_typed_and_the_typing_is_kept() {
    let (app, mut browser, _) = desks().await;
    let stay = patient(&app);
    for (form, fields, why, kept) in [
        (
            "sortie",
            "jour=2026-13-40&heure=15%3A00",
            "illisibles",
            "value=\"2026-13-40\"",
        ),
        (
            "telemetrie",
            "unite=box+n%C2%B03",
            "lettres et des chiffres",
            "value=\"box n°3\"",
        ),
        (
            "telemetrie",
            "unite=1234567890",
            "lettres et des chiffres",
            "value=\"1234567890\"",
        ),
        (
            "etape",
            "etape=aval&etat=LUNE",
            "plus dans la liste",
            "id=\"sortie\"",
        ),
        ("precautions", "code=Z", "pas en usage", "id=\"precautions\""),
    ] {
        let path = format!("/sejour/{stay}/dire/{form}");
        let answer = post_part(&mut browser, &path, &format!("{fields}&vu=0")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
        assert!(answer.body.contains(why), "{form}: {}", answer.body);
        assert!(answer.body.contains(kept), "{form}: {}", answer.body);
        // Without script the same answer is a whole page.
        let page = browser.post(&path, &format!("{fields}&vu=0")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("<!DOCTYPE html>") && page.body.contains(why));
    }
    let nonsense = post_part(&mut browser, &format!("/sejour/{stay}/dire/autre"), "vu=0").await;
    assert_eq!(nonsense.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_unit_worn_by_somebody_else_of_the_ward_is_refused() {
    let (app, mut browser, _) = desks().await;
    let board = board(&app);
    let mut lying = board.tiles().filter_map(|tile| match &tile.face {
        Face::Occupied(stay) => Some(stay.stay),
        _ => None,
    });
    let (one, other) = (lying.next().expect("one"), lying.next().expect("another"));
    let wear = |stay| format!("/sejour/{stay}/dire/telemetrie");
    assert_eq!(
        post_part(&mut browser, &wear(one), "unite=12&vu=0").await.status,
        StatusCode::OK
    );
    let refused = post_part(&mut browser, &wear(other), "unite=12&vu=0").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("déjà portée"), "{}", refused.body);
}

#[tokio::test]
async fn two_people_on_one_topic_the_second_sees_both_values_and_chooses() {
    let (app, mut lea, mut karim) = desks().await;
    let stay = patient(&app);
    let path = format!("/sejour/{stay}/dire/sortie");
    let first = post_part(
        &mut lea,
        &path,
        "jour=2026-11-23&destination=smr&certitude=confirmee&vu=0",
    )
    .await;
    assert_eq!(first.status, StatusCode::OK);
    let typed = "jour=2026-11-25&heure=11%3A00&destination=domicile&certitude=estimee&vu=0";
    let conflict = post_part(&mut karim, &path, typed).await;
    assert_eq!(conflict.status, StatusCode::UNPROCESSABLE_ENTITY);
    for shown in [
        "Sortie prévue : modifié entre-temps",
        "lun.\u{a0}23, SMR, confirmée",
        "Léa Martin",
        "mer.\u{a0}25, 11\u{a0}h, domicile, estimée",
        "Garder la leur",
        "Valider la mienne",
        // What was typed is still in the form below.
        "name=\"jour\" value=\"2026-11-25\"",
        "name=\"heure\" value=\"11:00\"",
    ] {
        assert!(conflict.body.contains(shown), "{shown}: {}", conflict.body);
    }
    let kept = holds(&app, stay, &CareTopic::Discharge);
    assert_eq!(
        revision(&app, stay, &CareTopic::Discharge),
        revision_in(&conflict.body)
    );
    // Knowing it, Karim confirms his.
    let (address, fields) = form_of(&conflict.body, "class=\"conflict\"").expect("the way to insist");
    assert_eq!(address, path);
    let done = post_part(&mut karim, &address, &fields).await;
    assert_eq!(done.status, StatusCode::OK, "{fields}: {}", done.body);
    assert_ne!(holds(&app, stay, &CareTopic::Discharge), kept);
    // Taken back, what Léa said holds again; and Léa's own way back, which is of before, is refused as a conflict.
    undo(&mut karim, &done).await;
    assert_eq!(holds(&app, stay, &CareTopic::Discharge), kept);
    let toast = first.body.split("id=\"toast\"").nth(1).expect("a toast");
    let (address, fields) = form_of(toast, "action=\"/").expect("a way back");
    let late = post_part(&mut lea, &address, &fields).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", late.body);
    assert_eq!(holds(&app, stay, &CareTopic::Discharge), kept);
}

fn revision_in(body: &str) -> u64 {
    let form = body.split("class=\"conflict\"").nth(1).expect("a conflict");
    let value = form.split("name=\"vu\" value=\"").nth(1).expect("a revision");
    value
        .split('"')
        .next()
        .and_then(|it| it.parse().ok())
        .expect("a number")
}

#[tokio::test]
async fn notes_are_signed_replaced_taken_off_and_brought_back() {
    let (app, mut browser, _) = desks().await;
    let stay = patient(&app);
    let write = format!("/sejour/{stay}/note");
    let first = post_part(&mut browser, &write, "texte=%C3%80+jeun+%C3%A0+minuit").await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.body);
    assert!(first.body.contains("À jeun à minuit") && first.body.contains("<b>Léa Martin</b>"));
    let note = |app: &App| {
        app.snapshot()
            .state
            .stay(stay)
            .expect("stay")
            .care()
            .notes
            .last()
            .copied()
    };
    let id = note(&app).expect("a note");
    let second = post_part(
        &mut browser,
        &write,
        &format!("texte=%C3%80+jeun+%C3%A0+22+h&remplace={id}"),
    )
    .await;
    assert_eq!(second.status, StatusCode::OK);
    let on_board = |app: &App| {
        let board = board(app);
        let view = board.stays().find(|it| it.stay == stay).expect("shown").clone();
        let texts = view.care.notes.iter();
        texts
            .map(|it| it.text.as_ref().expect("text").as_str().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(on_board(&app), ["À jeun à 22 h"]);
    assert!(second.body.contains("remplacée"), "{}", second.body);
    // The way back brings the former one.
    undo(&mut browser, &second).await;
    assert_eq!(on_board(&app), ["À jeun à minuit"]);
    let gone = post_part(&mut browser, &format!("/note/{id}/retirer"), "").await;
    assert_eq!(gone.status, StatusCode::OK);
    assert!(on_board(&app).is_empty());
    undo(&mut browser, &gone).await;
    assert_eq!(on_board(&app), ["À jeun à minuit"]);
    // A note that somebody replaced meanwhile is not replaced again, and what was typed is not lost.
    post_part(&mut browser, &format!("/note/{id}/retirer"), "").await;
    let late = post_part(&mut browser, &write, &format!("texte=Perdu+%3F&remplace={id}")).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        late.body.contains("n’est plus au tableau") && late.body.contains(">Perdu ?</textarea>"),
        "{}",
        late.body
    );
    let empty = post_part(&mut browser, &write, "texte=++").await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("vide ou trop longue"), "{}", empty.body);
    assert_eq!(
        post_part(&mut browser, "/note/n999/retirer", "").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn of_two_who_replace_one_note_the_second_sees_both_texts_and_loses_none() {
    let (app, mut browser, mut other) = desks().await;
    let stay = patient(&app);
    let write = format!("/sejour/{stay}/note");
    let last = |app: &App| {
        let snapshot = app.snapshot();
        let notes = &snapshot.state.stay(stay).expect("a stay").care().notes;
        notes.last().copied().expect("a note")
    };
    post_part(&mut browser, &write, "texte=%C3%80+jeun").await;
    let first = last(&app);
    // Twice, so that the one to be found is not the next one only.
    post_part(
        &mut other,
        &write,
        &format!("texte=%C3%80+jeun+%C3%A0+minuit&remplace={first}"),
    )
    .await;
    post_part(
        &mut other,
        &write,
        &format!("texte=%C3%80+jeun+%C3%A0+22+h&remplace={}", last(&app)),
    )
    .await;
    let theirs = last(&app);
    let answer = post_part(
        &mut browser,
        &write,
        &format!("texte=Peut+boire&remplace={first}"),
    )
    .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let body = &answer.body;
    assert!(
        body.contains("remplacée par quelqu’un d’autre : Karim Benali"),
        "{body}"
    );
    assert!(
        body.contains("<p class=\"text\">À jeun à 22 h</p>") && body.contains(">Peut boire</textarea>"),
        "{body}"
    );
    let at = body.find("<details open").expect("the form is open");
    let (action, fields) = form_of(&body[at..], &write).expect("the form of their note");
    assert_eq!(fields, format!("remplace={theirs}"));
    let kept = post_part(&mut browser, &action, &format!("{fields}&texte=Peut+boire")).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.body);
    let board = board(&app);
    let notes = &board
        .stays()
        .find(|it| it.stay == stay)
        .expect("shown")
        .care
        .notes;
    let texts: Vec<_> = notes
        .iter()
        .map(|it| it.text.as_ref().expect("a text").as_str())
        .collect();
    assert_eq!(texts, ["Peut boire"]);
}

fn placing_of(app: &App, stay: StayId, wanted: impl Fn(&Placing) -> bool) -> Placing {
    let found = placings(&board(app), stay).expect("in the ward");
    found.beds.into_iter().find(wanted).expect("such a bed")
}

fn bed_of(app: &App, stay: StayId) -> Option<BedId> {
    let board = board(app);
    board
        .tiles()
        .find(|tile| tile.face.stays().iter().any(|it| it.stay == stay))
        .map(|tile| tile.bed)
}

#[tokio::test]
async fn a_move_is_told_beforehand_and_a_warning_asks_once() {
    let (app, mut browser, _) = desks().await;
    let stay = patient(&app);
    let before = bed_of(&app, stay).expect("a bed");
    let path = format!("/sejour/{stay}/deplacer");
    let page = browser.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    let beds = board(&app).tiles().count();
    assert_eq!(
        page.body.matches("data-bed=").count(),
        beds,
        "every bed is listed"
    );
    for said in [
        "Convient",
        "Impossible",
        "À confirmer",
        "Échange avec",
        "Lit actuel",
    ] {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    // Impossible: said, and nothing moves.
    let closed = placing_of(&app, stay, |it| matches!(it.outcome, Outcome::Impossible(_)));
    let refused = post_part(&mut browser, &path, &format!("lit={}", closed.bed)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains(&closed.name), "{}", refused.body);
    let nowhere = post_part(&mut browser, &path, "").await;
    assert_eq!(nowhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        nowhere.body.contains("Choisissez d’abord un lit"),
        "{}",
        nowhere.body
    );
    // Warned: asked once, done when confirmed, in place and as a page.
    let warned = placing_of(
        &app,
        stay,
        |it| matches!(&it.outcome, Outcome::Swap { warnings, .. } if !warnings.is_empty()),
    );
    let wish = format!("lit={}&retour=tableau", warned.bed);
    let page = browser.post(&path, &wish).await;
    assert_eq!(page.status, StatusCode::PRECONDITION_REQUIRED);
    let asked = post_part(&mut browser, &path, &wish).await;
    assert_eq!(asked.status, StatusCode::PRECONDITION_REQUIRED);
    assert!(asked.body.contains("Déplacer quand même"), "{}", asked.body);
    assert_eq!(bed_of(&app, stay), Some(before));
    let (address, fields) = form_of(&asked.body, "/deplacer").expect("a question");
    let done = post_part(&mut browser, &address, &fields).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    assert!(done.body.contains("Lits échangés"), "{}", done.body);
    assert_eq!(bed_of(&app, stay), Some(warned.bed));
    let Outcome::Swap { with, .. } = warned.outcome else {
        panic!("a swap");
    };
    assert_eq!(bed_of(&app, with.stay), Some(before));
    undo(&mut browser, &done).await;
    assert_eq!(
        (bed_of(&app, stay), bed_of(&app, with.stay)),
        (Some(before), Some(warned.bed))
    );
}

#[tokio::test]
async fn a_bed_is_typed_by_its_name() {
    let (app, mut browser, _) = desks().await;
    let stay = patient(&app);
    let path = format!("/sejour/{stay}/deplacer");
    let free = placing_of(&app, stay, |it| matches!(&it.outcome, Outcome::Move(_)));
    let other = placing_of(&app, stay, |it| matches!(&it.outcome, Outcome::Swap { .. }));
    let typed = free.name.to_lowercase().replace(' ', "");
    let page = browser.get(&path).await;
    assert!(page.body.contains(r#"name="vers""#), "{}", page.body);
    let nowhere = post_part(&mut browser, &path, "vers=999").await;
    assert_eq!(nowhere.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        nowhere
            .body
            .contains("Aucun lit de ce service ne s’appelle « 999 »"),
        "{}",
        nowhere.body
    );
    // One chosen, another one typed: neither is guessed, and what was typed is still there.
    let both = post_part(&mut browser, &path, &format!("vers={typed}&lit={}", other.bed)).await;
    assert_eq!(both.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(both.body.contains("gardez l’un des deux"), "{}", both.body);
    assert!(
        both.body.contains(&format!(r#"value="{typed}""#)),
        "{}",
        both.body
    );
    let done = post_part(&mut browser, &path, &format!("vers={typed}&confirme=1")).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    assert_eq!(bed_of(&app, stay), Some(free.bed));
}

#[tokio::test]
async fn a_bed_that_fits_takes_the_patient_at_once_and_gives_them_back() {
    let (app, mut browser, _) = desks().await;
    let stay = patient(&app);
    let before = bed_of(&app, stay);
    let free = placing_of(&app, stay, |it| matches!(&it.outcome, Outcome::Move(_)));
    let wish = format!("lit={}&confirme=1", free.bed);
    let done = post_part(&mut browser, &format!("/sejour/{stay}/deplacer"), &wish).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    assert_eq!(bed_of(&app, stay), Some(free.bed));
    undo(&mut browser, &done).await;
    assert_eq!(bed_of(&app, stay), before);
}

#[tokio::test]
async fn the_menu_of_a_tile_holds_each_action_with_its_key() {
    let (app, mut browser, _) = desks().await;
    let stay = patient(&app);
    let menu = get_part(&mut browser, &format!("/sejour/{stay}/menu")).await;
    assert_eq!(menu.status, StatusCode::OK);
    for key in ["s", "m", "i", "t", "n", "p"] {
        assert!(
            menu.body.contains(&format!("data-key=\"{key}\"")),
            "{key}: {}",
            menu.body
        );
    }
    let faces: Vec<(BedId, Face)> = board(&app)
        .tiles()
        .map(|tile| (tile.bed, tile.face.clone()))
        .collect();
    for (bed, face) in faces {
        let menu = get_part(&mut browser, &format!("/lit/{bed}/menu")).await;
        let cleans = menu.body.contains("data-key=\"b\"");
        let can = matches!(
            face,
            Face::Free { .. } | Face::Reserved(_) | Face::ToClean { .. } | Face::Cleaning { .. }
        );
        assert_eq!(cleans, can, "{face:?}");
    }
    // Without script, a page.
    let page = browser.get(&format!("/sejour/{stay}/menu")).await;
    assert!(page.body.contains("<!DOCTYPE html>") && page.body.contains("Déplacer vers"));
    assert_eq!(
        get_part(&mut browser, "/sejour/s9999/menu").await.status,
        StatusCode::NOT_FOUND
    );
}
