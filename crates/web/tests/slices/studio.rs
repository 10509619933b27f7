//! The studio: a draft, its preview, what it changes in words, publishing it, going back, following, files.

use crate::hospital::Hospital;
use crate::visit::{Answer, Browser, golden};
use axum::http::StatusCode;
use base::id::WardId;
use domain::board_config::ColourBy;
use domain::studio::Scope;
use web::Config;

const A: &str = "/service/w0/studio";
const B: &str = "/service/w1/studio";

struct Desk {
    hospital: Hospital,
    browser: Browser,
}

impl Desk {
    async fn open() -> Self {
        let hospital = Hospital::small().await;
        let browser = Browser::of(&hospital.app, Config::default())
            .named("Nora Brandt")
            .await;
        Self { hospital, browser }
    }

    fn saw(&self, path: &str) -> String {
        let scope = match path {
            "/studio" => Scope::Territory,
            A => Scope::Ward(WardId::new(0)),
            _ => Scope::Ward(WardId::new(1)),
        };
        let snapshot = self.hospital.app.snapshot();
        snapshot.state.boards.shelf(scope).revision.to_string()
    }

    /// Sends a form drawn from the document as it is.
    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let saw = self.saw(path);
        let fields = [&[("saw", saw.as_str())], fields].concat();
        self.browser.post(path, &fields).await
    }

    async fn done(&self, path: &str, fields: &[(&str, &str)]) {
        let answer = self.post(path, fields).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{fields:?}\n{}",
            answer.text
        );
    }

    async fn refused(&self, path: &str, fields: &[(&str, &str)]) -> String {
        let seq = self.hospital.app.snapshot().seq();
        let answer = self.post(path, fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert_eq!(self.hospital.app.snapshot().seq(), seq, "nothing was written");
        answer.text
    }

    async fn text(&self, path: &str) -> String {
        self.browser.get(path).await.text
    }

    fn colour(&self, ward: u32) -> ColourBy {
        let snapshot = self.hospital.app.snapshot();
        snapshot.state.board_config(Some(WardId::new(ward))).colour_by
    }
}

const BY_SPECIALTY: [(&str, &str); 3] = [("do", "set"), ("option", "ColourBy"), ("value", "Specialty")];

#[tokio::test]
async fn a_draft_says_what_it_would_change_and_publishing_it_changes_that() {
    let desk = Desk::open().await;
    assert!(desk.text(A).await.contains("Premiers pas"));
    desk.done(A, &BY_SPECIALTY).await;
    assert_eq!(desk.colour(0), ColourBy::Doctor, "a draft changes no board");
    let page = desk.text(A).await;
    assert!(
        page.contains("Couleur des têtes : Médecin → Spécialité"),
        "{page}"
    );
    assert!(page.contains("Nora Brandt") && !page.contains("Premiers pas"));
    let preview = desk.browser.get("/service/w0/studio/apercu").await;
    assert_eq!(preview.status, StatusCode::OK);
    assert!(preview.text.contains("class=\"page board") && !preview.text.contains("header class=\"top\""));
    desk.done(A, &[("do", "publish")]).await;
    assert_eq!(desk.colour(0), ColourBy::Specialty);
    desk.done(A, &[("do", "revert=0")]).await;
    assert_eq!(desk.colour(0), ColourBy::Doctor);
    assert!(
        desk.text("/service/w0")
            .await
            .contains("href=\"/service/w0/studio\"")
    );
}

#[tokio::test]
async fn a_list_is_put_in_order_one_step_at_a_time_and_safety_stays_shown() {
    let desk = Desk::open().await;
    desk.done(A, &[("do", "up=Telemetry"), ("option", "Flags")]).await;
    desk.done(A, &[("do", "hide=Oxygen"), ("option", "Flags")]).await;
    let page = desk.text(A).await;
    assert!(page.contains("retiré : Oxygène ; ordre changé"), "{page}");
    let page = desk
        .refused(A, &[("do", "hide=Precautions"), ("option", "Flags")])
        .await;
    assert!(page.contains("ce pictogramme protège les patients"), "{page}");
    desk.done(A, &[("do", "inherit"), ("option", "Flags")]).await;
    assert!(desk.text(A).await.contains("Aucun brouillon"));
}

#[tokio::test]
async fn slots_and_reasons_are_typed_a_line_each_and_keep_their_codes() {
    let desk = Desk::open().await;
    let slots = [("option", "Slots"), ("name", "Secteur"), ("choices", "Nord\nSud")];
    desk.done(A, &[&[("do", "add-slot")], &slots[..]].concat()).await;
    desk.done(A, &[("do", "publish")]).await;
    let config = |desk: &Desk| {
        let snapshot = desk.hospital.app.snapshot();
        snapshot.state.board_config(Some(WardId::new(0)))
    };
    let slot = config(&desk).slots[0].clone();
    assert_eq!(
        (slot.code.as_str(), slot.choices[1].code.as_str()),
        ("SECTEUR", "SUD")
    );
    // Renamed in its place, a choice is the same choice; a new one gets a code of its own.
    let fields = [
        ("do", "slot=SECTEUR"),
        ("name", "Secteur"),
        ("choices", "Nord\nMidi"),
    ];
    desk.done(A, &fields).await;
    let fields = [
        ("do", "slot=SECTEUR"),
        ("name", "Secteur"),
        ("choices", "Sud\nMidi\nNord"),
    ];
    desk.done(A, &fields).await;
    desk.done(A, &[("do", "publish")]).await;
    let choices: Vec<String> = config(&desk).slots[0]
        .choices
        .iter()
        .map(|it| format!("{} {}", it.code, it.name))
        .collect();
    assert_eq!(choices, ["SUD2 Sud", "SUD Midi", "NORD Nord"]);
    // What was typed is kept when it cannot be used.
    let long = "x".repeat(41);
    let page = desk
        .refused(
            A,
            &[
                ("do", "add-slot"),
                ("option", "Slots"),
                ("name", &long),
                ("choices", "Un\nDeux"),
            ],
        )
        .await;
    assert!(page.contains("Un\nDeux") && page.contains(&long) && page.contains("Quarante signes"));
}

#[tokio::test]
async fn the_second_of_two_editors_sees_both_and_loses_no_text() {
    let desk = Desk::open().await;
    let early = desk.saw(A);
    desk.done(A, &BY_SPECIALTY).await;
    let fields = [
        ("saw", early.as_str()),
        ("do", "waits"),
        ("option", "Waits"),
        ("waits", "Avis du cardiologue\nScanner"),
    ];
    let answer = desk.browser.post(A, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.text.contains("a changé ces réglages pendant que"),
        "{}",
        answer.text
    );
    assert!(
        answer.text.contains("Médecin → Spécialité"),
        "what the other one did"
    );
    assert!(
        answer.text.contains("Avis du cardiologue\nScanner"),
        "what was typed"
    );
    assert!(
        answer
            .text
            .contains(&format!("name=\"saw\" value=\"{}\"", desk.saw(A))),
        "the next try is from what is shown"
    );
}

#[tokio::test]
async fn a_ward_compares_then_follows_and_changes_with_the_other() {
    let desk = Desk::open().await;
    desk.done(A, &BY_SPECIALTY).await;
    desk.done(A, &[("do", "publish")]).await;
    let page = desk.text(&format!("{B}?voir=w0")).await;
    assert!(
        page.contains("Couleur des têtes : Médecin → Spécialité"),
        "{page}"
    );
    desk.done(B, &[("do", "follow"), ("ward", "w0")]).await;
    desk.done(B, &[("do", "publish")]).await;
    assert_eq!(desk.colour(1), ColourBy::Specialty);
    assert!(desk.text(B).await.contains("suit Cardiologie A"));
    let by_stay = [("do", "set"), ("option", "ColourBy"), ("value", "LengthOfStay")];
    desk.done(A, &by_stay).await;
    desk.done(A, &[("do", "publish")]).await;
    assert_eq!(desk.colour(1), ColourBy::LengthOfStay, "at once");
    let page = desk.refused(A, &[("do", "follow"), ("ward", "w1")]).await;
    assert!(page.contains("se suivraient en rond"), "{page}");
    // The territory locks: both boards follow, and the page says who decides.
    let lock = [("do", "lock"), ("option", "ColourBy")];
    desk.done("/studio", &lock).await;
    desk.done("/studio", &[("do", "publish")]).await;
    assert_eq!(
        (desk.colour(0), desk.colour(1)),
        (ColourBy::Doctor, ColourBy::Doctor)
    );
    assert!(desk.text(A).await.contains("Verrouillé par le territoire"));
    assert!(
        desk.refused(A, &BY_SPECIALTY)
            .await
            .contains("le territoire garde ce réglage")
    );
}

#[tokio::test]
async fn a_board_leaves_as_a_file_and_comes_back_through_the_draft() {
    let desk = Desk::open().await;
    desk.done(A, &BY_SPECIALTY).await;
    desk.done(A, &[("do", "publish")]).await;
    let file = desk.text(&format!("{A}/fichier")).await;
    desk.done(B, &[("do", "import"), ("text", &file)]).await;
    assert_eq!(desk.colour(1), ColourBy::Doctor, "nothing before it is published");
    assert!(desk.text(B).await.contains("Médecin → Spécialité"));
    let strange = file.replace("colour_by", "couleur");
    let page = desk.refused(B, &[("do", "import"), ("text", &strange)]).await;
    assert!(page.contains("« couleur » n’est pas connu"), "{page}");
    assert!(page.contains("&quot;couleur&quot;"), "the text is kept");
}

#[tokio::test]
async fn precautions_are_changed_by_one_person_at_a_time() {
    let desk = Desk::open().await;
    let saw = || desk.hospital.app.snapshot().state.settings_revision.to_string();
    let first = saw();
    let add = |saw: &str, name: &str, letter: &str| {
        let fields = [
            ("saw", saw),
            ("do", "add"),
            ("name", name),
            ("letter", letter),
            ("shape", "Drop"),
            ("tint", "Plum"),
        ];
        fields.map(|(key, text)| (key.to_owned(), text.to_owned()))
    };
    let post = async |fields: [(String, String); 6]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|it| (&*it.0, &*it.1)).collect();
        desk.browser.post("/precautions", &fields).await
    };
    let answer = post(add(&first, "Respiratoire", "R")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let answer = post(add(&first, "Tuberculose", "T")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("Respiratoire"), "what the other one did");
    assert!(answer.text.contains("value=\"Tuberculose\""), "what was typed");
    let answer = post(add(&saw(), "Grippe", "g")).await;
    assert!(
        answer.text.contains("même forme et la même lettre"),
        "{}",
        answer.text
    );
    let snapshot = desk.hospital.app.snapshot();
    let set = &snapshot.state.settings.precautions;
    assert_eq!(set.last().map(|it| it.code.as_str()), Some("RESPIRAT"));
}

#[tokio::test]
async fn the_pages_in_both_languages() {
    let desk = Desk::open().await;
    desk.done(A, &BY_SPECIALTY).await;
    desk.done(A, &[("do", "publish")]).await;
    let slot = [("name", "Régime"), ("choices", "Mixé"), ("option", "Slots")];
    desk.done(A, &[&[("do", "add-slot")], &slot[..]].concat()).await;
    golden("studio.fr", &desk.text(A).await);
    golden("studio-territory.fr", &desk.text("/studio").await);
    golden("precautions.fr", &desk.text("/precautions").await);
    let english = Browser::of(&desk.hospital.app, Config::default()).english();
    golden("studio.en", &english.get(A).await.text);
    golden("precautions.en", &english.get("/precautions").await.text);
}
