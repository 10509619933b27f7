//! Messages others wrote: each is understood, ignored, put aside or rejected, always with a reason, never with a
//! panic. They lie beside the project and are not part of it; without them these tests say so and pass.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use app::Understanding;
use base::{Moment, Zone};
use bytes::Bytes;
use domain::command::Command;
use domain::movement::Said;
use domain::observation::{Fact, PlaceCodes};
use interop::inbound::{Letterhead, Prepared, prepare};
use interop::pam::Profile;

fn corpus() -> Option<PathBuf> {
    // Beside the project, wherever a copy of it is worked on.
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = here
        .ancestors()
        .map(|it| it.join("shared/data/hl7"))
        .find(|it| it.is_dir());
    if folder.is_none() {
        eprintln!("SKIPPED: no real messages above {}", here.display());
    }
    folder
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path.extension().is_some_and(|extension| extension == "hl7") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Long after the messages were written.
const LATER: Moment = Moment::from_millis(1_800_000_000_000);

fn read(raw: &[u8]) -> Prepared {
    let letterhead = Letterhead {
        at: LATER,
        control_id: "1".to_owned(),
    };
    prepare(
        Bytes::copy_from_slice(raw),
        &Profile::french(Zone::paris()),
        &letterhead,
    )
}

#[test]
fn every_real_message_is_understood_or_says_why_not() {
    let Some(folder) = corpus() else { return };
    let mut outcomes: BTreeMap<(String, String, String), (usize, String)> = BTreeMap::new();
    for path in files(&folder) {
        let raw = std::fs::read(&path).unwrap();
        let source = path
            .parent()
            .unwrap()
            .file_name()
            .unwrap()
            .to_string_lossy()
            .into_owned();
        for message in hl7v2::batch::split(&raw).messages {
            let prepared = read(message);
            let (outcome, code) = match &prepared.inbound.understanding {
                Understanding::Command(_) => ("understood", String::new()),
                Understanding::Quarantine(reason) => ("quarantined", reason.code.clone()),
                Understanding::Ignore(reason) => ("ignored", reason.code.clone()),
                Understanding::Reject(reason) => ("rejected", reason.code.clone()),
            };
            if let Understanding::Quarantine(reason)
            | Understanding::Ignore(reason)
            | Understanding::Reject(reason) = &prepared.inbound.understanding
            {
                assert!(reason.text.ends_with('.'), "a sentence: {}", reason.text);
            }
            let example = path.file_name().unwrap().to_string_lossy().into_owned();
            let cell = outcomes
                .entry((source.clone(), outcome.to_owned(), code))
                .or_insert((0, example));
            cell.0 += 1;
            for warning in &prepared.inbound.warnings {
                let key = (source.clone(), "warned".to_owned(), warning.code.clone());
                outcomes
                    .entry(key)
                    .or_insert((0, path.file_name().unwrap().to_string_lossy().into_owned()))
                    .0 += 1;
            }
        }
    }
    for ((source, outcome, code), (count, example)) in &outcomes {
        println!("{source:24} {outcome:12} {code:24} {count:5}  {example}");
    }
    let french = |outcome: &str| -> usize {
        outcomes
            .iter()
            .filter(|((source, it, _), _)| source == "fr-cpage-pam" && it == outcome)
            .map(|(_, cell)| cell.0)
            .sum()
    };
    assert!(french("understood") > 700);
    assert_eq!(
        french("rejected") + french("ignored"),
        0,
        "a French feed says nothing that is not for us"
    );
}

/// What is made of an appointment, in a line.
fn appointment(raw: &[u8]) -> String {
    let prepared = read(raw).inbound;
    let command = match prepared.understanding {
        Understanding::Command(command) => *command,
        Understanding::Quarantine(reason) | Understanding::Ignore(reason) | Understanding::Reject(reason) => {
            return reason.code;
        }
    };
    let Command::Observe(seen) = command else {
        panic!("an observation, not {command:?}")
    };
    let Fact::Appointment(said) = seen.fact else {
        panic!("an appointment, not {:?}", seen.fact)
    };
    let part = |code: &Option<base::Code>| code.as_ref().map_or("-".to_owned(), ToString::to_string);
    let place = |it: &PlaceCodes| format!("{}/{}/{}", part(&it.unit), part(&it.room), part(&it.bed));
    let hour = |said: Said<Moment>| match said {
        Said::Value(at) => at.to_string(),
        Said::Nothing | Said::Cleared => "-".to_owned(),
    };
    let movement = &said.movement;
    let others: Vec<String> = said.places.iter().map(place).collect();
    format!(
        "{:?} {} {:?} {} | {} | {} - {} | {}",
        seen.stamp.action,
        seen.visit
            .appointment
            .map_or_else(String::new, |it| it.value.to_string()),
        said.lodging,
        place(&movement.place),
        others.join(" "),
        hour(movement.expected_admission),
        hour(movement.expected_discharge),
        movement.doctor.as_ref().map_or("", |it| it.family.as_str()),
    )
}

/// Every real appointment, with what it is understood as. None but 0122 books a bed; those without a class leave it to
/// the structure, which knows no laboratory with beds.
#[test]
fn every_real_appointment_is_understood_as_what_it_is() {
    let Some(folder) = corpus() else { return };
    let mut seen = String::new();
    for path in files(&folder) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.contains("_SIU_") {
            let understood = appointment(&std::fs::read(&path).unwrap());
            seen.push_str(&format!("{name}: {understood}\n"));
        }
    }
    assert_eq!(seen, APPOINTMENTS.trim_start());
}

const APPOINTMENTS: &str = "
0006_SIU_S12.hl7: not_for_beds
0008_SIU_S15.hl7: Cancel 2196178 Visit -/-/- | OFFICE/-/- | - - - | Adams
0120_SIU_S12.hl7: not_for_beds
0121_SIU_S12.hl7: Insert 36996 Unsaid -/-/- | LabUnit101/Lab Room 01/- DiagnosticUnit201/Imaging Room 01/- OPD12/Room 55/- | 2021-08-18T09:15:00Z - - | PB
0122_SIU_S12.hl7: Insert 36996 Booked 4E/136/B | 11/-/- 22/-/- 55/-/- | 2020-10-04T09:11:00Z - 2020-10-08T09:11:00Z | Tim
0123_SIU_S13.hl7: Update 36996 Visit -/-/- |  | 2021-09-24T07:15:00Z - - | GE
0124_SIU_S13.hl7: Update 36996 Unsaid -/-/- | LabUnit101/Lab Room 01/- DiagnosticUnit201/Imaging Room 01/- OPD12/Room 55/- | 2021-08-20T09:15:00Z - - | PB
0126_SIU_S14.hl7: Update 36996 Unsaid -/-/- | LabUnit102/Lab Room 01/- DiagnosticUnit201/Imaging Room 01/- OPD12/Room 55/- | 2021-08-18T09:15:00Z - - | PB
0127_SIU_S15.hl7: Cancel 36996 Visit -/-/- |  | - - - | GE
0128_SIU_S15.hl7: Cancel 36996 Unsaid -/-/- | LabUnit101/Lab Room 01/- DiagnosticUnit201/Imaging Room 01/- OPD12/Room 55/- | - - - | PB
0130_SIU_S16.hl7: Cancel 36996 Unsaid -/-/- | LabUnit101/Lab Room 01/- DiagnosticUnit201/Imaging Room 01/- OPD12/Room 55/- | - - - | PB
0131_SIU_S17.hl7: Cancel 36996 Visit -/-/- |  | - - - | GE
0132_SIU_S17.hl7: Cancel 36996 Unsaid -/-/- | LabUnit101/Lab Room 01/- DiagnosticUnit201/Imaging Room 01/- OPD12/Room 55/- | - - - | PB
0133_SIU_S26.hl7: Cancel 36996 Visit -/-/- |  | - - - | GE
0134_SIU_S26.hl7: Cancel 36996 Unsaid -/-/- | LabUnit101/Lab Room 01/- DiagnosticUnit201/Imaging Room 01/- OPD12/Room 55/- | - - - | PB
";
