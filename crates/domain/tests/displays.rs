//! Wall displays: enrolled, changed, given another token, revoked; and what a wall tells of whom.

use base::Label;
use base::id::{DisplayId, RoomId, WardId};
use domain::command::Command;
use domain::display::{
    Display, DisplayCommand, DisplayRefusal, DisplaySettings, Fingerprint, Masking, Sector, Unfit, WallName,
    on_wall,
};
use domain::movement::Kind;
use domain::refusal::Refusal;
use domain::state::State;
use domain::testing::{Hospital, Told};
use domain::view::board::{ShownName, StayView, ward_board};

const FIRST: DisplayId = DisplayId::new(0);

/// Two wards of two rooms.
fn hospital() -> Hospital {
    let mut hospital = Hospital::new();
    for (visit, place) in [
        ("V1", "4036/22/1"),
        ("V2", "4036/23/1"),
        ("V3", "4037/31/1"),
        ("V4", "4037/32/1"),
    ] {
        hospital.tell(Told::insert(Kind::Admission, visit).of("MARTIN").in_(place));
    }
    hospital
}

fn key(number: u8) -> Fingerprint {
    Fingerprint::new([number; 32])
}

fn label(text: &str) -> Label {
    text.parse().expect("a label")
}

fn ask(hospital: &mut Hospital, command: DisplayCommand) -> Result<(), Refusal> {
    hospital.ask(&Command::Display(Box::new(command))).map(drop)
}

fn enrol(hospital: &mut Hospital, ward: &str, number: u8) -> Result<(), Refusal> {
    let ward = hospital.ward(ward);
    let enrol = DisplayCommand::Enrol {
        ward,
        label: label("Salle de soins"),
        key: key(number),
        settings: DisplaySettings::default(),
    };
    ask(hospital, enrol)
}

fn set(settings: DisplaySettings) -> DisplayCommand {
    DisplayCommand::Set {
        display: FIRST,
        label: label("Salle de soins"),
        settings,
    }
}

fn refused(why: DisplayRefusal) -> Result<(), Refusal> {
    Err(Refusal::Display(why))
}

fn first(hospital: &Hospital) -> &Display {
    hospital.state.display(FIRST).expect("a display")
}

#[test]
fn a_token_opens_its_display_until_it_is_replaced() {
    let mut hospital = hospital();
    enrol(&mut hospital, "4036", 1).expect("enrolled");
    enrol(&mut hospital, "4037", 2).expect("enrolled");
    assert_eq!(hospital.state.display_of(&key(1)).map(|it| it.id), Some(FIRST));
    let rekey = |number| DisplayCommand::Rekey {
        display: FIRST,
        key: key(number),
    };
    assert_eq!(ask(&mut hospital, rekey(2)), refused(DisplayRefusal::KeyInUse));
    ask(&mut hospital, rekey(3)).expect("another token");
    assert_eq!(hospital.state.display_of(&key(1)), None);
    assert_eq!(hospital.state.display_of(&key(3)).map(|it| it.id), Some(FIRST));
}

#[test]
fn a_revoked_display_is_known_closed_and_never_opens_again() {
    let mut hospital = hospital();
    enrol(&mut hospital, "4036", 1).expect("enrolled");
    ask(&mut hospital, DisplayCommand::Revoke { display: FIRST }).expect("revoked");
    assert!(first(&hospital).revoked);
    assert_eq!(first(&hospital).since, hospital.state.now);
    for command in [
        DisplayCommand::Revoke { display: FIRST },
        DisplayCommand::Rekey {
            display: FIRST,
            key: key(9),
        },
        set(DisplaySettings::default()),
    ] {
        assert_eq!(
            ask(&mut hospital, command),
            refused(DisplayRefusal::Revoked(FIRST))
        );
    }
    assert_eq!(enrol(&mut hospital, "4036", 1), refused(DisplayRefusal::KeyInUse));
    let unknown = DisplayId::new(7);
    assert_eq!(
        ask(&mut hospital, DisplayCommand::Revoke { display: unknown }),
        refused(DisplayRefusal::Unknown(unknown))
    );
}

#[test]
fn settings_that_cannot_be_are_refused_one_by_one() {
    let mut hospital = hospital();
    enrol(&mut hospital, "4036", 1).expect("enrolled");
    let usual = DisplaySettings::default;
    let room_of_another_ward = RoomId::new(2);
    assert_ne!(
        hospital.state.room(room_of_another_ward).expect("a room").ward,
        hospital.ward("4036")
    );
    let elsewhere = Sector::Rooms {
        from: RoomId::new(0),
        to: room_of_another_ward,
    };
    for (settings, why) in [
        (
            DisplaySettings {
                diagonal_mm: 55,
                ..usual()
            },
            Unfit::Diagonal,
        ),
        (
            DisplaySettings {
                distance_mm: 230,
                ..usual()
            },
            Unfit::Distance,
        ),
        (
            DisplaySettings {
                seconds_per_page: 1,
                ..usual()
            },
            Unfit::Seconds,
        ),
        (
            DisplaySettings {
                sector: elsewhere,
                ..usual()
            },
            Unfit::Room,
        ),
    ] {
        assert_eq!(
            ask(&mut hospital, set(settings)),
            refused(DisplayRefusal::Unfit(why))
        );
    }
    assert_eq!(ask(&mut hospital, set(usual())), Err(Refusal::NothingToDo));
    let nowhere = DisplayCommand::Enrol {
        ward: WardId::new(99),
        label: label("x"),
        key: key(8),
        settings: usual(),
    };
    assert_eq!(
        ask(&mut hospital, nowhere),
        Err(Refusal::UnknownWard(WardId::new(99)))
    );
    let long = DisplayCommand::Set {
        display: FIRST,
        label: label(&"x".repeat(61)),
        settings: usual(),
    };
    assert_eq!(ask(&mut hospital, long), refused(DisplayRefusal::LongLabel));
}

#[test]
fn the_display_of_a_merged_ward_hangs_in_the_one_that_stays() {
    let mut hospital = hospital();
    enrol(&mut hospital, "4037", 1).expect("enrolled");
    let (gone, kept) = (hospital.ward("4037"), hospital.ward("4036"));
    let merge = domain::command::StructureCommand::MergeWard { gone, kept };
    hospital.ask(&Command::Structure(merge)).expect("merged");
    assert_eq!(hospital.state.displays_of(kept).count(), 1);
    assert_eq!(hospital.state.displays_of(gone).count(), 0);
}

#[test]
fn displays_come_back_from_a_snapshot() {
    let mut hospital = hospital();
    enrol(&mut hospital, "4036", 1).expect("enrolled");
    ask(&mut hospital, DisplayCommand::Revoke { display: FIRST }).expect("revoked");
    let thawed = State::thaw(hospital.state.freeze()).expect("thawed");
    assert_eq!(thawed.displays, hospital.state.displays);
}

/// MARTIN as the board of the ward shows them.
fn martin(hospital: &Hospital) -> StayView {
    let ward = hospital.ward("4036");
    let board = ward_board(&hospital.state, &hospital.vault, ward, hospital.now).expect("a board");
    board.stays().next().expect("a stay").clone()
}

#[test]
fn a_wall_tells_what_its_policy_allows_and_nothing_of_those_who_hide() {
    let mut stay = martin(&hospital());
    stay.name = ShownName::Full {
        family: "KELLER".to_owned(),
        given: "Monique".to_owned(),
    };
    let initials = WallName::Initials("K. M.".to_owned());
    let full = WallName::Full {
        family: "KELLER",
        given: "Monique",
    };
    for (masking, expected) in [
        (Masking::None, full),
        (Masking::Initials, initials),
        (Masking::BedOnly, WallName::Nobody),
    ] {
        assert_eq!(on_wall(&stay, masking), expected, "{masking:?}");
        let secret = StayView {
            confidential: true,
            ..stay.clone()
        };
        assert_eq!(on_wall(&secret, masking), WallName::Nobody, "{masking:?}");
        let hidden = StayView {
            name: ShownName::Masked,
            ..stay.clone()
        };
        assert_eq!(on_wall(&hidden, masking), WallName::Nobody, "{masking:?}");
    }
    let purged = StayView {
        name: ShownName::Unknown,
        ..stay
    };
    assert_eq!(
        on_wall(&purged, Masking::None),
        WallName::Initials("?".to_owned())
    );
}
