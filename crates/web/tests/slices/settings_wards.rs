//! What each ward takes, set on a page: one ward at a time, several people at once, and the way back.

use axum::http::StatusCode;
use base::Code;
use domain::flow::Level;
use domain::flow::placement::{SexPolicy, WardProfile};
use domain::rights::Role;

use super::house::House;
use super::settings::{Form, house, main_of};
use super::visit::{Browser, golden};

const WARDS: &str = "/reglages/services";

fn code(text: &str) -> Code {
    Code::new(text).expect("a code")
}

fn profile(house: &House, ward: base::id::WardId) -> Option<WardProfile> {
    let snapshot = house.hospital.app.snapshot();
    let code = snapshot.state.ward(ward).expect("a ward").code.clone();
    let wards = &snapshot.state.placement.wards;
    wards.iter().find(|it| it.place.ward == code).cloned()
}

async fn form(browser: &Browser, ward: base::id::WardId) -> (String, Form) {
    let path = format!("{WARDS}/{ward}");
    let form = Form::of(browser, &path, &path).await;
    (path, form)
}

#[tokio::test]
async fn a_ward_is_described_and_the_beds_proposed_go_by_it() {
    let (house, cell) = house().await;
    let ward = house.wards.own;
    let list = main_of(&cell.get(WARDS).await.text);
    assert!(list.contains("non décrit"), "{list}");
    let (path, typed) = form(&cell, ward).await;
    let typed = typed.with(&[
        ("niveau", "2"),
        ("sexes", "1"),
        ("age_de", "18"),
        ("sp_CARDIO", "propre"),
        ("sp_PNEUMO", "accord"),
        ("do", "publier"),
    ]);
    let done = typed.send(&cell, &path).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let set = profile(&house, ward).expect("described");
    assert_eq!((set.level, set.sexes), (Level::StepDown, SexPolicy::Together));
    assert_eq!(
        (set.own, set.agreed),
        (vec![code("CARDIO")], vec![code("PNEUMO")])
    );
    assert_eq!((set.ages.from, set.ages.to), (Some(18), None));
    golden("settings-ward.fr", &main_of(&cell.get(&path).await.text));
    let english = house.somebody(Role::Cell).english();
    golden("settings-ward.en", &main_of(&english.get(&path).await.text));
    golden("settings-wards.fr", &main_of(&cell.get(WARDS).await.text));
    golden("settings-wards.en", &main_of(&english.get(WARDS).await.text));
    // What is typed comes back as it was typed.
    let (_, again) = form(&cell, ward).await;
    let same = again.with(&[("do", "publier")]).send(&cell, &path).await;
    assert_eq!(same.status, StatusCode::SEE_OTHER);
    let versions = house.hospital.app.snapshot().state.placement_versions.len();
    assert_eq!(versions, 1, "nothing changed, no version is written");
    // Nobody describes it any more, and it is as before.
    let saw = house.hospital.app.snapshot().state.placement_revision.to_string();
    let gone = cell.post(&path, &[("do", "retirer"), ("saw", &saw)]).await;
    assert_eq!(gone.status, StatusCode::SEE_OTHER);
    assert_eq!(profile(&house, ward), None);
}

#[tokio::test]
async fn two_who_describe_two_wards_never_meet_and_two_who_describe_one_compare() {
    let (house, cell) = house().await;
    let other = house.somebody(Role::Cell);
    let (one, two) = (house.wards.own, house.wards.far);
    let (path_of_one, mine) = form(&cell, one).await;
    let (path_of_two, theirs) = form(&other, two).await;
    let (_, late) = form(&other, one).await;
    let mine = mine.with(&[("niveau", "3"), ("do", "publier")]);
    assert_eq!(mine.send(&cell, &path_of_one).await.status, StatusCode::SEE_OTHER);
    let theirs = theirs.with(&[("niveau", "4"), ("do", "publier")]);
    let done = theirs.send(&other, &path_of_two).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let levels = [one, two].map(|it| profile(&house, it).map(|it| it.level));
    assert_eq!(levels, [Some(Level::Intensive), Some(Level::Critical)]);
    // The same ward, described by somebody else since.
    let late = late.with(&[("niveau", "0"), ("age_a", "15"), ("do", "publier")]);
    let refused = late.send(&other, &path_of_one).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    for said in [
        "<del>soins intensifs</del>",
        "<ins>place de jour ; jusqu’à 15 ans</ins>",
        "name=\"age_a\" value=\"15\"",
    ] {
        assert!(
            refused.text.contains(said),
            "{said} is missing: {}",
            main_of(&refused.text)
        );
    }
    let again = Form(super::settings::fields_of(&refused.text, &path_of_one)).with(&[("do", "publier")]);
    let done = again.send(&other, &path_of_one).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "having seen both");
    assert_eq!(profile(&house, one).map(|it| it.level), Some(Level::Day));
}

#[tokio::test]
async fn former_descriptions_are_listed_and_taken_up_again_without_the_rules() {
    let (house, cell) = house().await;
    let ward = house.wards.own;
    for level in ["2", "3"] {
        let (path, form) = form(&cell, ward).await;
        let done = form
            .with(&[("niveau", level), ("do", "publier")])
            .send(&cell, &path)
            .await;
        assert_eq!(done.status, StatusCode::SEE_OTHER);
    }
    let rules = Form::of(&cell, "/reglages/placement", "/reglages/placement").await;
    let rules = rules.with(&[("s_Night", "7"), ("do", "publier")]);
    assert_eq!(
        rules.send(&cell, "/reglages/placement").await.status,
        StatusCode::SEE_OTHER
    );
    let page = main_of(&cell.get(WARDS).await.text);
    assert!(
        page.contains("<del>surveillance continue</del>") && page.contains("<ins>soins intensifs</ins>"),
        "{page}"
    );
    assert_eq!(
        page.matches("<dl class=\"beaf\">").count(),
        2,
        "rules are on the other page"
    );
    let snapshot = house.hospital.app.snapshot();
    let first = snapshot
        .state
        .placement_versions
        .iter()
        .next()
        .expect("a version")
        .revision;
    let saw = snapshot.state.placement_revision.to_string();
    let back = format!("reprendre={first}");
    let done = cell.post(WARDS, &[("do", &back), ("saw", &saw)]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    assert_eq!(profile(&house, ward).map(|it| it.level), Some(Level::StepDown));
    let night = domain::flow::placement::SoftRule::Night;
    let placement = house.hospital.app.snapshot().state.placement.clone();
    assert_eq!(placement.points(night), 7, "the rules stay as they are");
}

#[tokio::test]
async fn whoever_only_reads_describes_nothing_and_what_cannot_be_read_is_said() {
    let (house, cell) = house().await;
    let (path, typed) = form(&cell, house.wards.own).await;
    let nurse = house.somebody(Role::WardTeam);
    let page = nurse.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!main_of(&page.text).contains("<form"), "{}", page.text);
    let sent = nurse.post(&path, &[("do", "publier"), ("niveau", "1")]).await;
    assert_eq!(sent.status, StatusCode::FORBIDDEN);
    let seq = house.hospital.app.snapshot().seq();
    let wrong = typed
        .with(&[("age_de", "vieux"), ("do", "publier")])
        .send(&cell, &path)
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("Un nombre ne se lit pas") && wrong.text.contains("value=\"vieux\""));
    let (path, typed) = form(&cell, house.wards.own).await;
    let upside_down = [("age_de", "60"), ("age_a", "20"), ("do", "publier")];
    let wrong = typed.with(&upside_down).send(&cell, &path).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wrong.text);
    assert_eq!(house.hospital.app.snapshot().seq(), seq, "nothing was written");
    let gone = cell.get(&format!("{WARDS}/w9999")).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}
