//! Places: discovered by a feed, brought by a file, corrected by hand.

use base::Label;
use domain::command::{Command, StructureCommand};
use domain::movement::Kind;
use domain::refusal::Refusal;
use domain::structure::Standing;
use domain::testing::{Hospital, Told};
use domain::view::structure::structure;
use domain::view::territory::territory;

/// Two wards a feed spoke of, with a patient each.
fn discovered() -> Hospital {
    let mut hospital = Hospital::new();
    hospital.tell(Told::insert(Kind::Admission, "V1").of("MARTIN").in_("4036/22/1"));
    hospital.tell(Told::insert(Kind::Admission, "V2").of("DURAND").in_("4037/22/1"));
    hospital
}

fn ask(hospital: &mut Hospital, change: StructureCommand) -> Result<(), Refusal> {
    hospital.ask(&Command::Structure(change)).map(drop)
}

fn name(text: &str) -> Label {
    text.parse().expect("a label")
}

#[test]
fn a_merged_ward_gives_its_units_rooms_and_patients_to_the_one_that_stays() {
    let mut hospital = discovered();
    let (gone, kept) = (hospital.ward("4037"), hospital.ward("4036"));
    ask(&mut hospital, StructureCommand::MergeWard { gone, kept }).expect("merged");
    hospital.shows(
        "UF 4036
         22: [MARTIN]
         22: [DURAND]",
    );
    assert_eq!(
        domain::view::board::ward_board(&hospital.state, &hospital.vault, gone, hospital.now),
        None
    );
    // The feed goes on naming the unit of the ward that is gone.
    hospital.tell(Told::insert(Kind::Admission, "V3").of("ROUX").in_("4037/23/1"));
    assert!(hospital.draw("4036").contains("23: [ROUX]"));
    assert_eq!(
        ask(&mut hospital, StructureCommand::MergeWard { gone, kept }),
        Err(Refusal::UnknownWard(gone))
    );
    assert_eq!(
        ask(&mut hospital, StructureCommand::MergeWard { gone: kept, kept }),
        Err(Refusal::CannotMerge(kept))
    );
}

#[test]
fn a_room_moves_with_its_patients_and_may_find_a_namesake() {
    let mut hospital = discovered();
    let (from, to) = (hospital.ward("4037"), hospital.ward("4036"));
    let room = hospital.state.ward(from).expect("a ward").rooms[0];
    ask(&mut hospital, StructureCommand::MoveRoom { room, ward: to }).expect("moved");
    hospital.shows("UF 4037");
    hospital.shows(
        "UF 4036
         22: [MARTIN]
         22: [DURAND]",
    );
    // The first room 22 goes away: the feed's room 22 of this ward is now the one that came.
    let first = hospital.state.ward(to).expect("a ward").rooms[0];
    ask(
        &mut hospital,
        StructureCommand::MoveRoom {
            room: first,
            ward: from,
        },
    )
    .expect("moved");
    hospital.tell(Told::insert(Kind::Discharge, "V2").of("DURAND").at("10:00"));
    hospital.tell(
        Told::insert(Kind::Admission, "V3")
            .of("ROUX")
            .at("10:30")
            .in_("4036/22/1"),
    );
    hospital.shows(
        "UF 4036
         22: [ROUX]",
    );
}

#[test]
fn a_unit_is_given_another_ward_and_its_patients_without_a_bed_follow() {
    let mut hospital = discovered();
    hospital.tell(Told::insert(Kind::Admission, "V3").of("ROUX").in_("4040"));
    let unit = hospital.state.units.last().expect("a unit").id;
    let ward = Some(hospital.ward("4036"));
    ask(&mut hospital, StructureCommand::AttachUnit { unit, ward }).expect("attached");
    hospital.shows("UF 4040");
    hospital.shows(
        "UF 4036
         22: [MARTIN]
         sans lit: ROUX",
    );
    assert_eq!(
        ask(&mut hospital, StructureCommand::AttachUnit { unit, ward }),
        Err(Refusal::NothingToDo)
    );
    ask(&mut hospital, StructureCommand::AttachUnit { unit, ward: None }).expect("detached");
    assert_eq!(
        territory(&hospital.state, &hospital.vault, hospital.now).nowhere,
        1
    );
}

#[test]
fn confirming_a_ward_confirms_its_beds_and_those_discovered_since() {
    let mut hospital = discovered();
    let ward = hospital.ward("4036");
    ask(&mut hospital, StructureCommand::ConfirmWard { ward }).expect("confirmed");
    hospital.tell(Told::insert(Kind::Admission, "V3").of("ROUX").in_("4036/23/1"));
    assert!(hospital.board("4036").rooms[1].beds[0].discovered);
    ask(&mut hospital, StructureCommand::ConfirmWard { ward }).expect("the new bed is confirmed");
    assert!(hospital.board("4036").tiles().all(|tile| !tile.discovered));
    assert_eq!(
        ask(&mut hospital, StructureCommand::ConfirmWard { ward }),
        Err(Refusal::NothingToDo)
    );
}

#[test]
fn a_ward_set_aside_is_in_no_count_until_it_is_taken_back() {
    let mut hospital = discovered();
    let (ward, all) = (hospital.ward("4036"), |it: &Hospital| {
        territory(&it.state, &it.vault, it.now)
    });
    assert_eq!(all(&hospital).total.beds(), 2);
    ask(
        &mut hospital,
        StructureCommand::IgnoreWard { ward, ignored: true },
    )
    .expect("set aside");
    assert_eq!(
        (all(&hospital).total.beds(), all(&hospital).total.occupied),
        (1, 1)
    );
    ask(
        &mut hospital,
        StructureCommand::IgnoreWard { ward, ignored: false },
    )
    .expect("taken back");
    assert_eq!(all(&hospital).total.beds(), 2);
}

#[test]
fn an_occupied_bed_is_not_taken_away() {
    let mut hospital = discovered();
    let (bed, by) = (hospital.bed("4036/22/1"), hospital.stay("V1"));
    let remove = || StructureCommand::RemoveBed { bed };
    assert_eq!(ask(&mut hospital, remove()), Err(Refusal::BedInUse { bed, by }));
    hospital.tell(Told::insert(Kind::Discharge, "V1").of("MARTIN").at("10:00"));
    ask(&mut hospital, remove()).expect("taken away");
    hospital.shows("UF 4036");
    assert_eq!(hospital.board("4036").summary.beds(), 0);
}

#[test]
fn beds_are_called_what_people_call_them() {
    let mut hospital = discovered();
    let bed = hospital.bed("4036/22/1");
    let mut called = |label: &str| {
        let label = label.parse().ok();
        ask(&mut hospital, StructureCommand::RenameBed { bed, label }).expect("renamed");
        domain::view::board::bed_name(&hospital.state, bed).expect("a name")
    };
    assert_eq!(called("Box 12"), "Box 12");
    assert_eq!(called("22 fenêtre"), "22 fenêtre");
    assert_eq!(called("berceau"), "22 berceau");
    assert_eq!(called(""), "22");
}

#[test]
fn rooms_stand_in_the_order_people_read_them() {
    let mut hospital = Hospital::new();
    for (visit, place) in [
        ("A", "U/10/1"),
        ("B", "U/9/1"),
        ("C", "U/9/10"),
        ("D", "U/9/2"),
        ("E", "U/9bis/1"),
    ] {
        hospital.tell(Told::insert(Kind::Admission, visit).of(visit).in_(place));
    }
    hospital.shows(
        "UF U
         9: 1[B] 2[D] 10[C]
         9bis: [E]
         10: [A]",
    );
}

#[test]
fn importing_the_same_structure_twice_changes_nothing() {
    let mut hospital = Hospital::with(
        "Cardiologie
         401: P[libre] F[libre]",
    );
    let seq = hospital.state.seq;
    let again = hospital.clone().and(
        "Cardiologie
         401: P[libre] F[libre]",
    );
    assert_eq!(again.state.seq, seq);
    hospital.must(&Command::ImportStructure(Box::default()));
    assert_eq!(hospital.state.seq, seq);
}

#[test]
fn a_structure_file_names_what_a_feed_had_discovered() {
    let mut hospital = Hospital::new();
    hospital.tell(
        Told::insert(Kind::Admission, "V1")
            .of("MARTIN")
            .in_("Cardiologie/401/P"),
    );
    let hospital = hospital.and(
        "Cardiologie
         401: P[libre] F[libre]",
    );
    hospital.shows(
        "Cardiologie
         401: P[MARTIN] F[libre]",
    );
    assert!(!hospital.board("Cardiologie").discovered);
}

#[test]
fn the_structure_page_lists_what_is_to_be_confirmed_first() {
    let mut hospital = discovered();
    let ward = hospital.ward("4036");
    let renamed = StructureCommand::RenameWard {
        ward,
        name: name("Cardiologie"),
        specialty: None,
    };
    ask(&mut hospital, renamed).expect("renamed");
    ask(&mut hospital, StructureCommand::ConfirmWard { ward }).expect("confirmed");
    hospital.tell(
        Told::insert(Kind::Transfer, "V1")
            .of("MARTIN")
            .at("09:00")
            .in_("4036/22/1")
            .medical("M12"),
    );
    let view = structure(&hospital.state);
    let wards: Vec<(&str, Standing, u32)> = view
        .wards
        .iter()
        .map(|it| (it.name.as_str(), it.standing, it.present))
        .collect();
    assert_eq!(
        wards,
        [
            ("UF 4037", Standing::Discovered, 1),
            ("Cardiologie", Standing::Confirmed, 1)
        ]
    );
    assert_eq!(
        view.units.iter().map(|it| it.code.as_str()).collect::<Vec<_>>(),
        ["M12"]
    );
    assert_eq!(view.wards[1].rooms[0].2[0].1, "22");
}

#[test]
fn wards_are_grouped_by_site_and_those_without_one_come_last() {
    let mut hospital = discovered();
    let establishment = hospital.state.establishments[0].id;
    let site = StructureCommand::AddSite {
        establishment,
        code: "N".parse().expect("a code"),
        name: name("Nord"),
    };
    ask(&mut hospital, site).expect("added");
    let ward = hospital.ward("4037");
    let site = Some(hospital.state.sites[0].id);
    ask(
        &mut hospital,
        StructureCommand::AttachWard {
            ward,
            site,
            division: None,
        },
    )
    .expect("attached");
    let view = territory(&hospital.state, &hospital.vault, hospital.now);
    let sites: Vec<(Option<_>, &str, u32)> = view.establishments[0]
        .sites
        .iter()
        .map(|it| (it.site, it.name.as_str(), it.total.occupied))
        .collect();
    assert_eq!(sites, [(site, "Nord", 1), (None, "CHU", 1)]);
    assert_eq!(view.total.occupied, 2);
}
