//! The pages of settings: the thesaurus from a typed entry to a version, rules tried before they are published, lists
//! and delays, two people at once, and whoever only reads.

use axum::http::StatusCode;
use domain::flow::placement::{FirmRule, Strength};
use domain::rights::Role;

use super::house::House;
use super::visit::{Browser, golden};

const THESAURUS: &str = "/reglages/thesaurus";
const PLACEMENT: &str = "/reglages/placement";
const CELL: &str = "/reglages/cellule";

/// The fields of the first form with that action, as a browser would send them.
pub fn fields_of(page: &str, action: &str) -> Vec<(String, String)> {
    let at = page.find(&format!("action=\"{action}")).expect("the form");
    let form = page[at..].split("</form>").next().unwrap_or_default();
    let mut found = Vec::new();
    let attribute = |tag: &str, name: &str| {
        let value = tag.split(&format!(" {name}=\"")).nth(1)?.split('"').next()?;
        Some(
            value
                .replace("&amp;", "&")
                .replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">"),
        )
    };
    let mut select: Option<(String, Option<String>)> = None;
    for part in form.split('<').skip(1) {
        let (tag, after) = part.split_once('>').unwrap_or((part, ""));
        let name = attribute(&format!(" {tag}"), "name").unwrap_or_default();
        if tag.starts_with("input") && !name.is_empty() && !tag.contains("type=\"file\"") {
            let is_box = tag.contains("type=\"checkbox\"");
            if !is_box || tag.contains(" checked") {
                found.push((name, attribute(tag, "value").unwrap_or_default()));
            }
        } else if tag.starts_with("textarea") {
            found.push((name, after.replace("&amp;", "&")));
        } else if tag.starts_with("select") {
            select = Some((name, None));
        } else if tag.starts_with("option") {
            if let Some((_, value)) = &mut select
                && (value.is_none() || tag.contains(" selected"))
            {
                *value = attribute(tag, "value");
            }
        } else if tag.starts_with("/select")
            && let Some((name, value)) = select.take()
        {
            found.push((name, value.unwrap_or_default()));
        }
    }
    found
}

/// The form of a page with some fields typed anew.
pub struct Form(pub Vec<(String, String)>);

impl Form {
    pub async fn of(browser: &Browser, path: &str, action: &str) -> Self {
        Self(fields_of(&browser.get(path).await.text, action))
    }

    pub fn with(mut self, fields: &[(&str, &str)]) -> Self {
        for (name, text) in fields {
            self.0.retain(|(known, _)| known != name);
            self.0.push(((*name).to_owned(), (*text).to_owned()));
        }
        self
    }

    pub async fn send(&self, browser: &Browser, path: &str) -> super::visit::Answer {
        let fields: Vec<(&str, &str)> = self.0.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        browser.post(path, &fields).await
    }
}

/// A house with the example in force.
pub async fn house() -> (House, Browser) {
    let house = House::new().await;
    let cell = house.somebody(Role::Cell);
    let begun = Form::of(&cell, THESAURUS, THESAURUS)
        .await
        .with(&[("do", "exemple")]);
    assert_eq!(begun.send(&cell, THESAURUS).await.status, StatusCode::SEE_OTHER);
    publish(&cell, "").await;
    (house, cell)
}

async fn publish(browser: &Browser, from: &str) {
    let form = Form::of(browser, THESAURUS, THESAURUS).await;
    let answer = form
        .with(&[("do", "publier"), ("depuis", from)])
        .send(browser, THESAURUS)
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
}

const SCANST: &str = "/reglages/thesaurus/entree/SCANST";

#[tokio::test]
async fn an_entry_is_written_into_the_draft_and_published_from_an_hour_on() {
    let (house, cell) = house().await;
    let page = cell.get(&format!("{THESAURUS}?q=angor")).await.text;
    assert!(page.contains("93 entrées, 20 spécialités"), "{page}");
    let hidden = page.matches(" hidden>").count();
    assert!(
        hidden > 80 && hidden < 93,
        "narrowed by the server as well: {hidden}"
    );
    let written = Form::of(&cell, SCANST, SCANST)
        .await
        .with(&[("delai", "180"), ("nuits", "5")]);
    assert_eq!(written.send(&cell, SCANST).await.status, StatusCode::SEE_OTHER);
    let page = cell.get(THESAURUS).await.text;
    assert!(
        page.contains("1 modifiée") && page.contains("<del>4 h</del>") && page.contains("<ins>3 h</ins>")
    );
    {
        let snapshot = house.hospital.app.snapshot();
        assert_eq!(snapshot.state.thesauri.len(), 1, "nothing is in force yet");
    }
    golden("settings-thesaurus-draft.fr", &main_of(&page));
    let english = house.somebody(Role::Cell).english();
    golden(
        "settings-thesaurus-draft.en",
        &main_of(&english.get(THESAURUS).await.text),
    );
    publish(&cell, "2026-12-01T07:00").await;
    let page = cell.get(THESAURUS).await.text;
    assert!(page.contains("en vigueur à partir de"), "{page}");
    let version = cell.get("/reglages/thesaurus/version/2").await.text;
    assert!(
        version.contains("<del>3</del>") && version.contains("<ins>5</ins>"),
        "nights, before and after"
    );
    golden("settings-thesaurus-diff.fr", &diff_of(&version));
    let english = house.somebody(Role::Cell).english();
    let version = english.get("/reglages/thesaurus/version/2").await.text;
    golden("settings-thesaurus-diff.en", &diff_of(&version));
    assert!(english.get(SCANST).await.text.contains("Save in the draft"));
}

#[tokio::test]
async fn of_two_who_write_one_entry_the_second_sees_both_and_loses_nothing() {
    let (house, nora) = house().await;
    let other = house.somebody(Role::Ambassador);
    let theirs = Form::of(&other, SCANST, SCANST)
        .await
        .with(&[("libelle", "SCA sans sus-décalage, leur version")]);
    let mine = Form::of(&nora, SCANST, SCANST)
        .await
        .with(&[("libelle", "SCA sans sus-décalage, la mienne")]);
    assert_eq!(theirs.send(&other, SCANST).await.status, StatusCode::SEE_OTHER);
    let late = mine.send(&nora, SCANST).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(
        late.text.contains("leur version") && late.text.contains("la mienne"),
        "both are shown"
    );
    // Sent again, knowing of the other.
    let again = Form(fields_of(&late.text, SCANST));
    assert_eq!(again.send(&nora, SCANST).await.status, StatusCode::SEE_OTHER);
    assert!(nora.get(THESAURUS).await.text.contains("la mienne"));
}

#[tokio::test]
async fn what_is_wrong_is_said_beside_the_field_in_the_language_of_the_reader() {
    let (house, cell) = house().await;
    let bad = [("libelle", ""), ("delai", "0"), ("classe", "P9")];
    let form = Form::of(&cell, SCANST, SCANST).await.with(&bad);
    let answer = form.send(&cell, SCANST).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.text.contains("aria-describedby=\"f-libelle\""),
        "{}",
        answer.text
    );
    let english = house.somebody(Role::Cell).english();
    let form = Form::of(&english, SCANST, SCANST)
        .await
        .with(&[("delai", "0"), ("acceptable", "USIC")]);
    let answer = form.send(&english, SCANST).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer
            .text
            .contains("the target delay is from a minute to a year"),
        "{}",
        answer.text
    );
    assert!(answer.text.contains("ward USIC is both preferred and acceptable"));
    assert!(
        answer.text.contains("value=\"0\""),
        "what was typed is still there"
    );
}

fn upload(text: &str) -> String {
    format!(
        "--x1\r\nContent-Disposition: form-data; name=\"fichier\"; filename=\"t.csv\"\r\nContent-Type: text/csv\r\n\r\n{text}\r\n--x1--\r\n"
    )
}

const MULTIPART: &str = "multipart/form-data; boundary=x1";

#[tokio::test]
async fn a_file_is_looked_at_before_it_becomes_the_draft_and_faults_are_told_by_line() {
    let (house, cell) = house().await;
    let import = format!("{THESAURUS}/import");
    let bad = "specialty;code;label;class;level\nCARDIO;A;Angor;P1;haut\n;B;Bloc;P1;\n";
    let refused = cell.send_as(&import, MULTIPART, upload(bad)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .text
            .contains("ligne 2 : « level » ne connaît pas « haut »"),
        "{}",
        refused.text
    );
    assert!(refused.text.contains("ligne 3 : « specialty » est vide"));
    let good = cell.get(&format!("{THESAURUS}/fichier?forme=csv")).await.text;
    let shorter: String = good
        .lines()
        .filter(|it| !it.contains(";BAV;"))
        .map(|it| format!("{it}\n"))
        .collect();
    let seq = house.hospital.app.snapshot().seq();
    let shown = cell.send_as(&import, MULTIPART, upload(&shorter)).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.text);
    assert!(shown.text.contains("1 retirée"), "{}", shown.text);
    assert_eq!(house.hospital.app.snapshot().seq(), seq, "a look writes nothing");
    let done = format!("{import}/faire");
    let form = Form(fields_of(&shown.text, &done));
    assert_eq!(form.send(&cell, &done).await.status, StatusCode::SEE_OTHER);
    let state = house.hospital.app.snapshot();
    assert_eq!(state.state.thesaurus_worked_on().entries.len(), 92);
    // What leaves comes back the same.
    let json = cell.get(&format!("{THESAURUS}/fichier?forme=json")).await.text;
    let same = cell.send_as(&import, MULTIPART, upload(&json)).await;
    assert!(
        same.text.contains("Aucune différence") || same.text.contains("0 ajoutée · 0 modifiée · 0 retirée"),
        "{}",
        same.text
    );
    let junk = cell
        .send_as(&import, MULTIPART, "--x1\r\nnothing".to_owned())
        .await;
    assert_eq!(junk.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn rules_are_tried_on_a_request_before_they_are_published_and_taken_back_after() {
    let (house, cell) = house().await;
    let request = [
        ("acte", "demander"),
        ("pour", "autre"),
        ("nom", "Secrette"),
        ("prenom", "Rose"),
        ("sexe", "f"),
        ("naissance", "1950"),
        ("origine", "0"),
        ("seule", "0"),
    ];
    assert_eq!(
        cell.post("/cellule/nouvelle", &request).await.status,
        StatusCode::SEE_OTHER
    );
    let seq = house.hospital.app.snapshot().seq();
    let typed = [
        ("f_Sex", "points"),
        ("p_Sex", "300"),
        ("s_Wait", "500"),
        ("do", "essayer"),
    ];
    let form = Form::of(&cell, PLACEMENT, PLACEMENT).await.with(&typed);
    let tried = form.send(&cell, PLACEMENT).await;
    assert_eq!(tried.status, StatusCode::OK, "{}", tried.text);
    assert!(tried.text.contains("class=\"ledger trial\""), "{}", tried.text);
    assert!(
        !tried.text.to_uppercase().contains("SECRETTE"),
        "nobody is named on a page of rules"
    );
    assert_eq!(house.hospital.app.snapshot().seq(), seq, "a trial writes nothing");
    let published = Form(fields_of(&tried.text, PLACEMENT)).with(&[("do", "publier")]);
    assert_eq!(
        published.send(&cell, PLACEMENT).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        house
            .hospital
            .app
            .snapshot()
            .state
            .placement
            .strength(FirmRule::Sex),
        Strength::Points(300)
    );
    // Somebody else's page is older.
    let late = form
        .with(&[("do", "publier"), ("s_Night", "7")])
        .send(&cell, PLACEMENT)
        .await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(
        late.text.contains("<del>60 points</del>") && late.text.contains("<ins>7 points</ins>"),
        "{}",
        late.text
    );
    assert!(
        late.text.contains("name=\"s_Night\" value=\"7\""),
        "what was typed is still there"
    );
    let page = cell.get(PLACEMENT).await.text;
    assert_eq!(
        page.matches("<div class=\"rl\">").count(),
        27,
        "every rule is there"
    );
    golden("settings-placement.fr", &main_of(&page));
    let english = house.somebody(Role::Cell).english();
    golden(
        "settings-placement.en",
        &main_of(&english.get(PLACEMENT).await.text),
    );
    let saw = house.hospital.app.snapshot().state.placement_revision.to_string();
    let back = cell
        .post(PLACEMENT, &[("do", "reprendre=0"), ("saw", &saw)])
        .await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text);
    assert_eq!(
        house
            .hospital
            .app
            .snapshot()
            .state
            .placement
            .strength(FirmRule::Sex),
        Strength::Hard
    );
    let heavy = Form::of(&cell, PLACEMENT, PLACEMENT)
        .await
        .with(&[("s_Wait", "60000"), ("do", "publier")]);
    let refused = heavy.send(&cell, PLACEMENT).await;
    assert!(refused.text.contains("Trop de points"), "{}", refused.text);
}

#[tokio::test]
async fn lists_and_delays_are_set_part_by_part_and_what_was_before_can_be_taken_up_again() {
    let house = House::new().await;
    let cell = house.somebody(Role::Cell);
    let saw = || house.hospital.app.snapshot().state.settings_revision.to_string();
    let old = saw();
    let post = |fields: Vec<(&'static str, &'static str)>, saw: String| {
        let cell = &cell;
        async move {
            let fields = [&fields[..], &[("saw", saw.as_str())]].concat();
            cell.post(CELL, &fields).await
        }
    };
    let list = vec![
        ("part", "reports"),
        ("do", "retirer=NUIT"),
        ("nouveau", "Transport en grève"),
    ];
    assert_eq!(post(list, saw()).await.status, StatusCode::SEE_OTHER);
    let flow = house.hospital.app.snapshot().state.settings.flow.clone();
    assert!(
        flow.deferrals
            .iter()
            .any(|it| it.code.as_str() == "NUIT" && it.retired)
    );
    let delays = || {
        vec![
            ("part", "questions"),
            ("do", "enregistrer"),
            ("accord", "1"),
            ("reponse", "20"),
            ("relances", "20, 40"),
            ("caduque", "60"),
        ]
    };
    let late = post(delays(), old).await;
    assert_eq!(late.status, StatusCode::CONFLICT, "{}", late.text);
    assert!(
        late.text.contains("<ins>20, 40</ins>"),
        "what would change: {}",
        late.text
    );
    assert!(
        late.text.contains("name=\"reponse\" value=\"20\""),
        "what was typed is still there"
    );
    assert_eq!(post(delays(), saw()).await.status, StatusCode::SEE_OTHER);
    let bad = vec![
        ("part", "reserve"),
        ("do", "enregistrer"),
        ("annees", "3"),
        ("semaines", "0"),
        ("percentile", "0"),
    ];
    let refused = post(bad, saw()).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("id=\"f-percentile\""), "{}", refused.text);
    let page = cell.get(CELL).await.text;
    assert!(page.contains("Attend") || page.contains("hors d’usage"), "{page}");
    golden("settings-cell.fr", &main_of(&page));
    let english = house.somebody(Role::Cell).english();
    golden("settings-cell.en", &main_of(&english.get(CELL).await.text));
    let back = post(vec![("do", "reprendre=0")], saw()).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "{}", back.text);
    let flow = house.hospital.app.snapshot().state.settings.flow.clone();
    assert_eq!(flow.asking.answer, 15);
    assert!(
        flow.deferrals
            .iter()
            .any(|it| it.name.as_str() == "Transport en grève" && it.retired),
        "the journal may bear it"
    );
}

#[tokio::test]
async fn whoever_only_reads_sees_everything_and_no_form() {
    let (house, cell) = house().await;
    let written = Form::of(&cell, SCANST, SCANST)
        .await
        .with(&[("libelle", "Seulement au brouillon")]);
    assert_eq!(written.send(&cell, SCANST).await.status, StatusCode::SEE_OTHER);
    let nurse = house.somebody(Role::WardTeam);
    for path in [
        "/reglages",
        THESAURUS,
        PLACEMENT,
        CELL,
        "/reglages/services",
        "/reglages/thesaurus/classes",
        "/reglages/thesaurus/version/1",
    ] {
        let page = nurse.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let main = main_of(&page.text);
        assert!(
            !main.contains("value=\"enregistrer\"") && !main.contains("value=\"publier\""),
            "{path}"
        );
        assert!(
            !main.contains("Seulement au brouillon"),
            "{path}: a draft is for who writes it"
        );
    }
    let tried = nurse.post(PLACEMENT, &[("do", "publier")]).await;
    assert_eq!(tried.status, StatusCode::FORBIDDEN);
    assert!(
        cell.get("/").await.text.contains("href=\"/reglages\""),
        "in the menu"
    );
}

#[tokio::test]
async fn entries_are_moved_by_a_button_among_those_of_their_specialty() {
    let (house, cell) = house().await;
    let cardio = |house: &House| -> Vec<String> {
        let worked_on = house.hospital.app.snapshot().state.thesaurus_worked_on();
        let theirs = worked_on
            .entries
            .iter()
            .filter(|it| it.specialty.as_str() == "CARDIO");
        theirs.map(|it| it.code.to_string()).collect()
    };
    let before = cardio(&house);
    let page = cell.get(THESAURUS).await.text;
    let first = format!("value=\"monter={}\" disabled", before[0]);
    let at = page
        .find(&format!("monter={}", before[0]))
        .map_or(0, |it| it.saturating_sub(80));
    assert!(
        page.contains(&first),
        "nobody is before the first: {}",
        &page[at..at + 300]
    );
    let saw = house
        .hospital
        .app
        .snapshot()
        .state
        .thesaurus_desk
        .revision
        .to_string();
    let down = format!("descendre={}", before[0]);
    let done = cell.post(THESAURUS, &[("do", &down), ("saw", &saw)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let mut expected = before.clone();
    expected.swap(0, 1);
    assert_eq!(cardio(&house), expected, "in the draft");
    let in_force = house
        .hospital
        .app
        .snapshot()
        .state
        .thesauri
        .last()
        .expect("a version")
        .clone();
    let first = in_force
        .thesaurus
        .entries
        .iter()
        .find(|it| it.specialty.as_str() == "CARDIO");
    assert_eq!(
        first.expect("an entry").code.as_str(),
        before[0],
        "nothing counts before it is published"
    );
    // Taken back, the draft says what the version says, and is none.
    let up = format!("monter={}", before[0]);
    let done = cell.post(THESAURUS, &[("do", &up), ("saw", &saw)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    assert!(house.hospital.app.snapshot().state.thesaurus_desk.draft.is_none());
    let nurse = house.somebody(Role::WardTeam);
    assert!(!nurse.get(THESAURUS).await.text.contains("monter="));
    let refused = nurse.post(THESAURUS, &[("do", &down), ("saw", &saw)]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_form_of_an_entry_and_the_page_of_classes_look_like_that() {
    let (house, cell) = house().await;
    let english = house.somebody(Role::Cell).english();
    for (name, path) in [("entry", SCANST), ("classes", "/reglages/thesaurus/classes")] {
        golden(
            &format!("settings-thesaurus-{name}.fr"),
            &main_of(&cell.get(path).await.text),
        );
        golden(
            &format!("settings-thesaurus-{name}.en"),
            &main_of(&english.get(path).await.text),
        );
    }
}

/// The content of a page, without its frame.
pub fn main_of(page: &str) -> String {
    let at = page.find("<main").expect("main");
    page[at..].split("</main>").next().unwrap_or_default().to_owned()
}

/// The difference on the page of a version.
fn diff_of(page: &str) -> String {
    let at = page.find("<div class=\"thdiff\">").expect("a difference");
    page[at..]
        .split("<section class=\"thes\"")
        .next()
        .unwrap_or_default()
        .to_owned()
}
