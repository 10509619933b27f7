//! Every state of a bed on a wall, under every policy, in both languages, as files a stranger can read.
//!
//! `UPDATE_GOLDEN=1 cargo test -p web --test walls` writes them again; look at the difference before committing.

#[path = "common/samples.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod samples;

use std::path::PathBuf;

use base::{Code, Zone};
use domain::care::{Mobility, Need};
use domain::display::{DisplaySettings, Fields, Masking, Sector};
use domain::view::board::{CareView, Face, ShownName, WardBoard};
use web::hub::{Picture, Screen};
use web::scene::Scene;
use web::words::{Lang, Words};

/// A bed in every state, and patients with every sign: one of them to be kept secret.
fn every_state() -> WardBoard {
    let mut board = samples::every_face();
    let care = CareView {
        precautions: domain::precaution::preset(),
        telemetry: Code::new("07").ok(),
        mobility: Some(Mobility::Wheelchair),
        needs: Need::ALL.to_vec(),
        ..CareView::default()
    };
    for tile in board.rooms.iter_mut().flat_map(|room| &mut room.beds) {
        if let Face::Occupied(stay) = &mut tile.face
            && ["3", "5"].contains(&tile.room_code.as_str())
        {
            stay.care = care.clone();
        }
    }
    board
}

fn draw(board: &WardBoard, settings: DisplaySettings, lang: Lang) -> Picture {
    let scene = Scene {
        words: Words::of(lang),
        zone: &Zone::paris(),
        now: samples::now(),
        still: true,
    };
    web::wall::draw(board, &settings, Screen::USUAL, &scene)
}

fn masked(masking: Masking) -> DisplaySettings {
    DisplaySettings {
        masking,
        ..DisplaySettings::default()
    }
}

/// Compares with the golden file of that name, or writes it.
fn check(name: &str, found: &str) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden/walls")
        .join(name);
    // Names of files change with their content: not what is tested here.
    let icons = web::assets::icons();
    let found = found.replace(icons, "/assets/icons.svg").replace("><", ">\n<") + "\n";
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("the folder of golden files");
        std::fs::write(&file, found).expect("a golden file");
        return;
    }
    let expected = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        expected == found,
        "{name} differs: run with UPDATE_GOLDEN=1 and look at the difference"
    );
}

#[test]
fn every_state_under_every_policy_reads_as_agreed() {
    for masking in Masking::ALL {
        for lang in Lang::ALL {
            let picture = draw(&every_state(), masked(masking), lang);
            let name = format!("{masking:?}.{}.html", lang.tag()).to_lowercase();
            check(&name, &picture.whole);
        }
    }
}

#[test]
fn a_wall_with_nothing_but_beds_reads_as_agreed() {
    let bare = DisplaySettings {
        fields: Fields {
            doctor: false,
            age: false,
            day: false,
            flags: false,
            moves: false,
            clock: false,
        },
        ..DisplaySettings::default()
    };
    check(
        "bare.fr.html",
        &draw(&samples::cardiology(), bare, Lang::Fr).whole,
    );
}

#[test]
fn no_policy_shows_who_hides_and_none_but_full_names_shows_a_name() {
    let board = every_state();
    for masking in Masking::ALL {
        let whole = draw(&board, masked(masking), Lang::Fr).whole;
        for stay in board.stays() {
            let ShownName::Full { family, .. } = &stay.name else {
                continue;
            };
            let shown = whole.contains(family.as_str());
            // Only two of a dispute have room on a tile.
            let may = masking == Masking::None && !stay.confidential && family != "TROIS";
            let in_a_bed = board
                .tiles()
                .any(|tile| tile.face.stays().iter().any(|it| it.stay == stay.stay));
            assert_eq!(shown, may && in_a_bed, "{masking:?} {family}");
        }
        assert!(!whole.contains("secret"), "nor that there is a secret");
    }
}

#[test]
fn precautions_are_seen_whatever_is_hidden() {
    for masking in Masking::ALL {
        let board = every_state();
        let picture = draw(&board, masked(masking), Lang::Fr);
        // Bed 5-1 holds somebody to be kept secret.
        let tile = picture
            .pieces
            .iter()
            .find(|piece| piece.id == "b6")
            .expect("the bed");
        assert_eq!(tile.html.matches("class=\"iso").count(), 6, "{masking:?}");
        assert!(
            !tile.html.contains("#footprints"),
            "and nothing else: {}",
            tile.html
        );
    }
}

#[test]
fn a_sector_shows_its_rooms_and_only_them() {
    let mut board = samples::cardiology();
    for (number, room) in board.rooms.iter_mut().enumerate() {
        room.room = base::id::RoomId::new(u32::try_from(number).expect("few rooms"));
    }
    let of = |from, to| {
        let sector = Sector::Rooms {
            from: base::id::RoomId::new(from),
            to: base::id::RoomId::new(to),
        };
        let settings = DisplaySettings {
            sector,
            ..DisplaySettings::default()
        };
        let picture = draw(&board, settings, Lang::Fr);
        // The counts and the doctors are pieces, too.
        picture.pieces.len() - 2
    };
    let beds = |rooms: std::ops::RangeInclusive<usize>| -> usize {
        board.rooms[rooms].iter().map(|room| room.beds.len()).sum()
    };
    assert_eq!(of(2, 4), beds(2..=4));
    assert_eq!(of(4, 2), beds(2..=4), "the wrong way round");
    assert_eq!(of(9_999, 1), beds(0..=1), "a room that is gone");
    assert_eq!(of(3, 9_999), beds(3..=board.rooms.len() - 1));
}

#[test]
fn every_piece_is_one_element_with_its_id_and_lies_in_the_whole() {
    for masking in Masking::ALL {
        let picture = draw(&every_state(), masked(masking), Lang::Fr);
        for piece in &picture.pieces {
            assert!(
                piece.html.contains(&format!("id=\"{}\"", piece.id)),
                "{}",
                piece.id
            );
            assert_eq!(picture.whole.matches(&piece.html).count(), 1, "{}", piece.id);
        }
    }
}

#[test]
fn time_alone_changes_only_what_shows_time() {
    let board = samples::cardiology();
    let zone = Zone::paris();
    let at = |minutes| {
        let scene = Scene {
            words: Words::of(Lang::Fr),
            zone: &zone,
            now: samples::now().plus(minutes * base::time::MINUTE),
            still: true,
        };
        web::wall::draw(&board, &DisplaySettings::default(), Screen::USUAL, &scene)
    };
    let (before, after) = (at(0), at(1));
    assert!(
        before.is_shaped_as(&after),
        "the clock is no piece: its screen keeps it"
    );
    let pairs = before.pieces.iter().zip(&after.pieces);
    let changed: Vec<_> = pairs
        .filter(|(one, two)| one != two)
        .map(|(one, _)| one.id.as_str())
        .collect();
    // Only the overdue departure of bed 418 counts minutes.
    assert_eq!(changed, ["b25"]);
}

#[test]
fn nothing_on_a_wall_can_be_followed_or_pressed() {
    for masking in Masking::ALL {
        let whole = draw(&every_state(), masked(masking), Lang::Fr).whole;
        for thing in [
            "<a ",
            "<button",
            "<form",
            "<input",
            "href=\"/sejour",
            "href=\"/lit",
        ] {
            assert!(!whole.contains(thing), "{thing}");
        }
    }
}
