//! Every drawer in both languages: of a bed in each of its states, of a stay in each situation.
//!
//! `GOLDEN=write cargo test -p web --test slices drawer` writes the files again; look at the difference.

#[path = "../common/kinds.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod kinds;

use std::collections::BTreeSet;

use base::id::WardId;
use domain::view::board::ward_board;
use web::Config;

use crate::hospital::{Hospital, now};
use crate::visit::{Browser, golden};

/// The pages of those paths, one after the other.
async fn pages(hospital: &Hospital, lang: &str, paths: &[String]) -> String {
    let browser = Browser::of(&hospital.app, Config::default());
    let browser = if lang == "en" { browser.english() } else { browser };
    let mut all = String::from("</header>");
    for path in paths {
        let page = browser.get(path).await;
        assert!(page.status.is_success(), "{path}: {}", page.text);
        let start = page.text.find("<main").expect("a sheet");
        let end = page.text.find("</main>").expect("its end");
        all.push_str(&format!("<!-- {path} -->{}", &page.text[start..end]));
    }
    all
}

#[tokio::test]
async fn the_drawer_of_a_bed_in_each_state_in_both_languages() {
    let (hospital, _) = Hospital::of_every_state().await;
    let snapshot = hospital.app.snapshot();
    let board = ward_board(&snapshot.state, &snapshot.vault, WardId::new(0), now()).expect("a board");
    let shown: BTreeSet<&str> = board.tiles().map(|tile| kinds::face(&tile.face)).collect();
    let missing: Vec<_> = kinds::FACES.iter().filter(|it| !shown.contains(*it)).collect();
    assert!(missing.is_empty(), "the sample (states.rs) lacks {missing:?}");
    // The first bed of each state: the file stays short enough to be read.
    let mut told = BTreeSet::new();
    let firsts = board.tiles().filter(|tile| told.insert(kinds::face(&tile.face)));
    let paths: Vec<String> = firsts.map(|tile| format!("/lit/{}", tile.bed)).collect();
    for lang in ["fr", "en"] {
        golden(
            &format!("drawer-beds-{lang}"),
            &pages(&hospital, lang, &paths).await,
        );
    }
}

#[tokio::test]
async fn the_drawer_of_a_stay_in_each_situation_in_both_languages() {
    let (hospital, people) = Hospital::of_every_state().await;
    for (situation, stay) in [
        ("told-of", people.told_of),
        ("away", people.away),
        ("disputed", people.disputed),
        ("expected", people.expected),
        ("without-bed", people.without_bed),
        ("seen-leaving", people.seen_leaving),
        ("seen-arriving", people.seen_arriving),
        ("secret", people.secret),
        ("masked", people.masked),
        ("gone", people.gone),
    ] {
        for lang in ["fr", "en"] {
            let page = pages(&hospital, lang, &[format!("/sejour/{stay}")]).await;
            golden(&format!("drawer-stay-{situation}-{lang}"), &page);
        }
    }
}

#[tokio::test]
async fn where_a_patient_could_be_moved_in_both_languages() {
    let (hospital, people) = Hospital::of_every_state().await;
    let path = format!("/sejour/{}/deplacer", people.told_of);
    for lang in ["fr", "en"] {
        let page = pages(&hospital, lang, std::slice::from_ref(&path)).await;
        golden(&format!("drawer-move-{lang}"), &page);
    }
}
