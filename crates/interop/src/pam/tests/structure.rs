//! MFN^M05, written as the French structure guide has it.

use super::*;
use domain::bed::Attribute;
use domain::import::StructureDocument;

/// A place with its code, its name, what it hangs on, and further characteristics.
fn place(kind: &str, id: &str, name: &str, above: &[(&str, &str)], more: &[(&str, &str)]) -> String {
    let key = |kind: &str, id: &str| format!("^^^^^{kind}^^^^{id}&GAM&750000001&FINEJ");
    let own = key(kind, id);
    let mut text = format!(
        "MFE|MAD|||{own}|PL\nLOC|{own}||{kind}\nLCH|{own}|||CD^Code^L|^{id}\nLCH|{own}|||LBL^Libellé^L|^{name}"
    );
    for (name, value) in more {
        text.push_str(&format!("\nLCH|{own}|||{name}^x^L|^{value}"));
    }
    for (kind, id) in above {
        text.push_str(&format!("\nLRL|{own}|||LCLSTN^Localisation^L||{}", key(kind, id)));
    }
    text
}

fn read_places(event: &str, places: &[String]) -> Reading {
    let head = format!(
        "MSH|^~\\&|STR|CH|CHEVET|GHT|20261122100000||MFN^M05^MFN_M05|1|P|2.5|||||FRA|UNICODE UTF-8\nMFI|LOC|GAM_LOC_FRA|{event}||20261122100000|NE"
    );
    let text: Vec<&str> = std::iter::once(head.as_str())
        .chain(places.iter().map(String::as_str))
        .collect();
    read_at(&text.join("\n"), EVENING)
}

fn document(reading: &Reading) -> &StructureDocument {
    match &reading.understanding {
        Understanding::Commands(commands) => match commands.as_slice() {
            [Command::ImportStructure(document)] => document,
            other => panic!("a structure, not {other:?}"),
        },
        other => panic!("understood, not {other:?}"),
    }
}

fn hospital() -> Vec<String> {
    vec![
        // On purpose from the bottom up: the order does not matter.
        place("B", "P", "Lit porte", &[("R", "401")], &[("PSTN", "Porte")]),
        place("B", "F", "Lit fenêtre", &[("R", "401")], &[("PSTN", "FNTR")]),
        place(
            "R",
            "401",
            "Chambre 401",
            &[("N", "1070")],
            &[("TP_CHMBR", "PRSN_NGTV")],
        ),
        place("N", "1070", "Cardio hospitalisation", &[("D", "CAR")], &[]),
        place("H", "1071", "Cardio médicale", &[("D", "CAR")], &[]),
        place(
            "D",
            "CAR",
            "Cardiologie",
            &[("PL", "CCV"), ("ETBL_GRPQ", "G1")],
            &[],
        ),
        place("PL", "CCV", "Cœur", &[("ETBL_GRPQ", "G1")], &[]),
        place(
            "ETBL_GRPQ",
            "G1",
            "Site Nord",
            &[("M", "69")],
            &[("FNS", "750000019")],
        ),
        place("M", "69", "Centre hospitalier", &[], &[("FNS", "750000001")]),
    ]
}

#[test]
fn beds_find_their_ward_by_walking_up() {
    let reading = read_places("UPD", &hospital());
    let [establishment] = document(&reading).establishments.as_slice() else {
        panic!("one establishment")
    };
    // One legal entity: its places carry the codes of the feed (MSH-4), as the movements do.
    assert_eq!(
        (establishment.code.as_str(), establishment.name.as_deref()),
        ("CH", Some("Centre hospitalier"))
    );
    assert_eq!(establishment.sites[0].code.as_str(), "750000019");
    let [ward] = establishment.wards.as_slice() else {
        panic!("one ward")
    };
    assert_eq!(
        (ward.code.as_str(), ward.site.as_deref(), ward.division.as_deref()),
        ("CAR", Some("750000019"), Some("CCV"))
    );
    let [room] = ward.rooms.as_slice() else {
        panic!("one room")
    };
    assert!(room.attributes.has(Attribute::NegativePressure));
    let beds: Vec<_> = room.beds.iter().map(|bed| bed.code.as_str()).collect();
    assert_eq!(beds, ["F", "P"]);
    assert!(room.beds[0].attributes.has(Attribute::Window) && room.beds[1].attributes.has(Attribute::Door));
    let units: Vec<_> = establishment
        .units
        .iter()
        .map(|it| (it.code.as_str(), it.ward.as_deref(), it.kinds.housing))
        .collect();
    assert_eq!(units, [("1071", Some("CAR"), false), ("1070", Some("CAR"), true)]);
    assert_eq!(codes(&reading.warnings), Vec::<&str>::new());
}

#[test]
fn a_unit_without_service_is_a_ward_of_its_own_and_a_bed_without_room_has_one() {
    let places = [
        place("N", "4000", "Urgences", &[], &[]),
        place("B", "BOX1", "Box 1", &[("N", "4000")], &[]),
    ];
    let reading = read_places("UPD", &places);
    let ward = &document(&reading).establishments[0].wards[0];
    assert_eq!(
        (
            ward.code.as_str(),
            ward.rooms[0].code.as_str(),
            ward.rooms[0].beds[0].code.as_str()
        ),
        ("4000", "BOX1", "BOX1")
    );
}

#[test]
fn closed_and_future_places_are_left_out() {
    let mut places = hospital();
    places[0] = place(
        "B",
        "P",
        "Lit porte",
        &[("R", "401")],
        &[("DT_FRMTR", "20200101000000")],
    );
    places[1] = place(
        "B",
        "F",
        "Lit fenêtre",
        &[("R", "401")],
        &[("DT_OVRTR", "20991231235900")],
    );
    let reading = read_places("UPD", &places);
    assert!(
        document(&reading).establishments[0].wards[0].rooms[0]
            .beds
            .is_empty()
    );
}

#[test]
fn only_a_whole_file_with_beds_replaces() {
    assert!(document(&read_places("REP", &hospital())).replaces);
    assert!(!document(&read_places("UPD", &hospital())).replaces);
    assert!(
        !document(&read_places("REP", &hospital()[2..])).replaces,
        "no bed: it must not empty the wards"
    );
}

#[test]
fn beds_that_hang_on_nothing_and_removed_places_are_told() {
    let mut places = hospital();
    places.push(place("B", "X", "Lit perdu", &[], &[]));
    places.push(
        "MFE|MDL|||^^^^^B^^^^Y&GAM&750000001&FINEJ|PL\nLOC|^^^^^B^^^^Y&GAM&750000001&FINEJ||B".to_owned(),
    );
    assert_eq!(
        codes(&read_places("UPD", &places).warnings),
        ["places_removed", "places_without_unit"]
    );
}

#[test]
fn a_message_without_places_is_put_aside() {
    assert_eq!(refused(&read_places("REP", &[])), ("quarantine", "no_places"));
}

#[test]
fn relations_in_a_circle_end() {
    let places = [
        place("N", "1", "A", &[("D", "2")], &[]),
        place("D", "2", "B", &[("N", "1")], &[]),
    ];
    document(&read_places("UPD", &places));
}
