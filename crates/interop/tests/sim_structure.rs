//! The three forms of one structure, as the simulated hospital writes them: files and messages say the same.

use app::Understanding;
use base::{Moment, Zone};
use domain::command::Command;
use domain::import::StructureDocument;
use interop::inbound::{Letterhead, prepare};
use interop::pam::Profile;
use interop::structure_file::{Form, read};
use sim::Territory;

const NOW: Moment = Moment::from_millis(1_795_374_000_000);

/// Establishment, site, division, ward, room, bed: a line each, sorted.
fn drawn(document: &StructureDocument) -> Vec<String> {
    let mut lines = Vec::new();
    for establishment in &document.establishments {
        for ward in &establishment.wards {
            let shown = |code: &Option<base::Code>| code.as_deref().unwrap_or("-").to_owned();
            for room in &ward.rooms {
                for bed in &room.beds {
                    lines.push(format!(
                        "{} {} {} {} {} {} {}",
                        establishment.code,
                        shown(&ward.site),
                        shown(&ward.division),
                        ward.code,
                        ward.name.as_deref().unwrap_or("-"),
                        room.code,
                        bed.code
                    ));
                }
            }
        }
    }
    lines.sort();
    lines
}

#[test]
fn the_csv_and_the_json_form_of_a_territory_are_the_same_document() {
    let territory = Territory::fictional();
    let text = territory.structure_csv();
    let csv = read(text.as_bytes(), Form::Csv).unwrap();
    let json = read(territory.structure_json().as_bytes(), Form::Json).unwrap();
    assert_eq!(csv.document, json.document);
    assert_eq!(
        drawn(&csv.document).len(),
        text.lines().count() - 1,
        "one bed a line"
    );
    assert_eq!(csv.warnings.len(), 1, "the cradle: {:?}", csv.warnings);
}

#[test]
fn the_structure_messages_of_a_territory_say_the_same_as_its_file() {
    let territory = Territory::fictional();
    let file = read(territory.structure_csv().as_bytes(), Form::Csv)
        .unwrap()
        .document;
    let mut told = StructureDocument::default();
    for message in territory.structure_messages(NOW, &Zone::paris()) {
        let letterhead = Letterhead {
            at: NOW,
            control_id: "1".to_owned(),
        };
        let prepared = prepare(message.into(), &Profile::french(Zone::paris()), &letterhead);
        assert_eq!(prepared.inbound.warnings, []);
        match prepared.inbound.understanding {
            Understanding::Command(command) => match *command {
                Command::ImportStructure(document) => {
                    assert!(document.replaces);
                    told.establishments.extend(document.establishments);
                }
                other => panic!("a structure, not {other:?}"),
            },
            other => panic!("understood, not {other:?}"),
        }
    }
    assert_eq!(drawn(&told), drawn(&file));
}
