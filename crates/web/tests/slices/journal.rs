//! Journals: what changed, from what to what, who said so, page by page and filter by filter.

use crate::hospital::{self, Hospital, Told};
use crate::visit::{Browser, golden};
use app::{Actor, Cause, Origin};
use axum::http::StatusCode;
use base::id::{BedId, PersonId, StayId};
use base::time::{HOUR, MINUTE};
use base::{Label, Moment};
use domain::bed::{ClosureReason, Hygiene};
use domain::command::{BoardCommand, Command};
use web::Config;

/// The small hospital, in which Camille Martin closes a bed, opens it, cleans it, and sees its neighbour leave.
async fn busy() -> Hospital {
    let hospital = Hospital::small().await;
    let name = Label::new("Camille Martin").expect("a name");
    hospital.submit(Command::IntroducePerson { name }).await;
    let (bed, stay) = (BedId::new(22), StayId::new(0));
    let turns = [
        BoardCommand::CloseBed {
            bed,
            reason: ClosureReason::Works,
            until: None,
        },
        BoardCommand::OpenBed { bed },
        BoardCommand::MarkBed {
            bed,
            hygiene: Hygiene::Contaminated,
        },
        BoardCommand::MarkLeft {
            stay,
            at: at(4).plus(-10 * MINUTE),
        },
    ];
    for (hours, command) in (1..).zip(turns) {
        hospital.app.clock().set(at(hours));
        let origin = Origin {
            actor: Actor::Person(PersonId::new(0)),
            cause: Cause::Request("essai".into()),
        };
        let done = hospital.app.submit(Command::Board(command), origin).await;
        done.expect("carried out");
    }
    hospital
}

fn at(hours: i64) -> Moment {
    hospital::now().plus(hours * HOUR)
}

/// The text between two marks.
fn between<'a>(page: &'a str, from: &str, to: &str) -> &'a str {
    let start = page.find(from).unwrap_or_else(|| panic!("{from} is missing")) + from.len();
    let rest = &page[start..];
    &rest[..rest.find(to).unwrap_or(rest.len())]
}

/// What each line says, newest first: `what | label: before > after | …`.
fn lines(page: &str) -> Vec<String> {
    let text = |html: &str| {
        let mut out = String::new();
        let mut inside = false;
        for sign in html.chars() {
            match sign {
                '<' => inside = true,
                '>' => inside = false,
                _ if !inside => out.push(sign),
                _ => {}
            }
        }
        out
    };
    // What was is struck out, unless it was nothing: both read alike here.
    let page = page.replace("\"was no\"", "\"was\"");
    let list = between(&page, "<ol class=\"jlines\">", "</ol>");
    let each = list.split("<li id=\"j").skip(1);
    each.map(|line| {
        let mut parts = vec![text(between(line, "<p><b>", "</b>"))];
        for change in line.split("<dt>").skip(1) {
            let (before, after) = (
                between(change, "<span class=\"was\">", "</span>"),
                between(change, "</span><b>", "</b>"),
            );
            parts.push(format!(
                "{}: {} > {}",
                text(between(change, "", "</dt>")),
                text(before),
                text(after)
            ));
        }
        parts.join(" | ")
    })
    .collect()
}

async fn page(hospital: &Hospital, path: &str) -> String {
    let answer = Browser::of(&hospital.app, Config::default()).get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    answer.text
}

#[tokio::test]
async fn the_journal_of_a_bed_says_what_was_before_and_after() {
    let hospital = busy().await;
    let page = page(&hospital, "/journal/lit/b22").await;
    let found = lines(&page);
    assert_eq!(
        found[..3],
        [
            "Propreté : À désinfecter | Propreté: Prêt > À désinfecter",
            "Lit ouvert | Usage du lit: Fermé : Travaux > Ouvert",
            "Lit fermé : Travaux | Usage du lit: Fermé : Manque de personnel > Fermé : Travaux",
        ],
        "{found:#?}"
    );
    assert_eq!(
        page.matches("Camille Martin").count(),
        4,
        "three lines and the filter"
    );
    // Each line leads to the board of its instant.
    assert!(page.contains("href=\"/service/w0/passe?a=2026-11-20T15:05:32\""));
}

#[tokio::test]
async fn the_journal_of_a_stay_follows_it_from_its_admission() {
    let mut hospital = busy().await;
    let told = Told {
        family: Some("DURAND"),
        ..Told::of("4001", "111", "P")
    };
    hospital.admit(&told).await;
    let stays = hospital.app.snapshot().state.stays.len();
    let page = page(&hospital, &format!("/journal/sejour/s{}", stays - 1)).await;
    let found = lines(&page);
    assert!(
        found[0].starts_with("Entrée | Place: – > Cardiologie A · 111 P | Entrée: – > auj. "),
        "{found:#?}"
    );
    assert!(page.contains("DURAND"));
    assert!(page.contains("href=\"/message/"), "its source message");
    assert!(page.contains("survenu"), "it happened before it was told");
}

#[tokio::test]
async fn what_somebody_saw_is_told_with_its_author() {
    let hospital = busy().await;
    let page = page(&hospital, "/journal/sejour/s0").await;
    let first = lines(&page).remove(0);
    assert_eq!(
        first,
        "Vu partir | Place: Cardiologie A · 101 P > – | Vu partir: – > auj. 17\u{a0}h\u{a0}55"
    );
}

#[tokio::test]
async fn filters_keep_what_they_name() {
    let hospital = busy().await;
    let all = lines(&page(&hospital, "/journal/service/w0").await);
    assert_eq!(all.len(), 40, "a whole page");
    let beds = lines(&page(&hospital, "/journal/service/w0?nature=lits&auteur=o0").await);
    assert_eq!(beds.len(), 3, "{beds:#?}");
    let seen = lines(&page(&hospital, "/journal/service/w0?nature=vus&auteur=o0").await);
    assert_eq!(seen.len(), 1);
    assert!(seen[0].starts_with("Vu partir"));
    let none = page(&hospital, "/journal/service/w0?nature=notes").await;
    assert!(none.contains("Rien dans ce journal"));
    // Nothing of another ward.
    assert!(
        !lines(&page(&hospital, "/journal/service/w1?auteur=o0").await)
            .iter()
            .any(|line| line.contains("Lit"))
    );
}

#[tokio::test]
async fn pages_lead_to_every_line_once_and_back() {
    let hospital = busy().await;
    for path in ["/journal/service/w0", "/journal/patient/p0", "/journal/lit/b0"] {
        let mut seen: Vec<u64> = Vec::new();
        let mut address = path.to_owned();
        let mut last = String::new();
        for _ in 0..20 {
            let page = page(&hospital, &address).await;
            let ids = page.split("<li id=\"j").skip(1);
            seen.extend(ids.map(|line| between(line, "", "\"").parse::<u64>().expect("a place")));
            last = address;
            let Some(older) = page
                .split("href=\"")
                .find(|it| between(it, "", "\"").contains("?avant="))
            else {
                break;
            };
            address = between(older, "", "\"").replace("&amp;", "&");
        }
        assert!(seen.is_sorted_by(|one, two| one > two), "{path}: {seen:?}");
        assert!(!seen.is_empty());
        if last == path {
            continue;
        }
        // From the oldest page back to the newest line.
        let mut back: Vec<u64> = Vec::new();
        for _ in 0..20 {
            let page = page(&hospital, &last).await;
            back.extend(
                page.split("<li id=\"j")
                    .skip(1)
                    .map(|line| between(line, "", "\"").parse::<u64>().expect("a place")),
            );
            let Some(newer) = page
                .split("href=\"")
                .find(|it| between(it, "", "\"").contains("?apres="))
            else {
                break;
            };
            last = between(newer, "", "\"").replace("&amp;", "&");
        }
        back.sort_unstable_by(|one, two| two.cmp(one));
        assert_eq!(back, seen, "{path}");
    }
}

#[tokio::test]
async fn a_journal_beside_a_board_is_a_part() {
    let hospital = busy().await;
    let browser = Browser::of(&hospital.app, Config::default());
    let part = browser.part("/journal/lit/b22").await.text;
    assert!(part.starts_with("<div id=\"drawer-body\""), "{}", &part[..60]);
    assert!(part.contains("id=\"drawer-title\""));
    assert!(!part.contains("data-href"), "it is not asked for again");
}

#[tokio::test]
async fn what_is_not_there_is_said() {
    let hospital = busy().await;
    let browser = Browser::of(&hospital.app, Config::default());
    for path in [
        "/journal/lit/b999",
        "/journal/sejour/x",
        "/journal/patient/p999",
        "/journal/service/w99",
    ] {
        assert_eq!(browser.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(
        browser
            .get("/journal/lit/b22?avant=demain&nature=rien")
            .await
            .status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn the_journal_of_a_bed_in_both_languages() {
    let hospital = busy().await;
    let browser = Browser::of(&hospital.app, Config::default());
    golden("journal-fr", &browser.get("/journal/lit/b22").await.text);
    golden(
        "journal-en",
        &browser.english().get("/journal/lit/b22").await.text,
    );
}

#[tokio::test]
async fn what_a_ward_calls_its_reasons_and_slots_is_read_instead_of_their_codes() {
    let (hospital, people) = Hospital::of_every_state().await;
    let browser = Browser::of(&hospital.app, Config::default());
    let page = browser
        .get(&format!("/journal/sejour/{}", people.told_of))
        .await
        .text;
    for name in [
        "Régime",
        "Sans sel",
        "en attente : Place en SMR",
        "Contact + Gouttelettes",
    ] {
        assert!(page.contains(name), "{name}: {page}");
    }
    for code in ["REGIME", ">SEL<", ": SMR<", "C + G"] {
        assert!(!page.contains(code), "{code}");
    }
}
