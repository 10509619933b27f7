//! The PDF read back: by its own bytes, and by a reader nobody here wrote when there is one.

use std::process::{Command, Stdio};

use super::*;
use crate::{Mark, Shape};

fn keller() -> Person {
    Person {
        bed: "401 P".into(),
        family: "KELLER-ŒDEMANN".into(),
        given: "Monique".into(),
        who: "F 78".into(),
        number: "8001234567".into(),
        doctor: "WEB".into(),
        since: "14/11".into(),
        day: "J6".into(),
        marks: vec![
            Mark::Precaution(Shape::Square, "C".into()),
            Mark::Strong("HOMONYME".into()),
            Mark::Plain("T 03".into()),
        ],
        leaving: "ven. 20, 15 h · SMR".into(),
        next: "15:00 sortie annoncée".into(),
        ..Person::default()
    }
}

fn ward(beds: usize) -> Sheet {
    let rows = (0..beds).map(|bed| {
        if bed % 7 == 3 {
            Row::Bed {
                bed: format!("{}", 401 + bed),
                state: "LIBRE".into(),
                said: "prêt depuis 12:40".into(),
            }
        } else {
            Row::Person(Box::new(Person {
                bed: format!("{}", 401 + bed),
                state: (bed % 7 == 5).then(|| "RÉSERVÉ".into()),
                ..keller()
            }))
        }
    });
    let legend = [
        (Mark::Precaution(Shape::Square, "C".into()), "contact".into()),
        (Mark::Precaution(Shape::Drop, "G".into()), "gouttelettes".into()),
        (Mark::Precaution(Shape::Hexagon, "A".into()), "air".into()),
        (Mark::Precaution(Shape::Shield, "P".into()), "protecteur".into()),
        (Mark::Precaution(Shape::Diamond, "X".into()), "autre".into()),
        (Mark::Strong("HOMONYME".into()), "même nom dans le service".into()),
        (Mark::Plain("T 03".into()), "télémétrie".into()),
        (Mark::Letters("WEB".into()), "Weber Paul".into()),
    ];
    Sheet {
        rows: rows.collect(),
        legend: legend.into(),
        ..samples::empty()
    }
}

/// What `pdftotext` (Debian's poppler-utils) reads; nothing where it is not installed, said aloud.
fn read(pdf: &[u8], page: &str) -> Option<String> {
    let folder = tempfile::tempdir().expect("folder");
    let file = folder.path().join("sheet.pdf");
    std::fs::write(&file, pdf).expect("written");
    let output = Command::new("pdftotext")
        .args(["-layout", "-f", page, "-l", page])
        .arg(&file)
        .arg("-")
        .stdin(Stdio::null())
        .output();
    match output {
        Ok(output) => {
            assert!(
                output.status.success(),
                "{}",
                String::from_utf8_lossy(&output.stderr)
            );
            Some(String::from_utf8(output.stdout).expect("UTF-8"))
        }
        Err(_) => {
            println!("SKIPPED: pdftotext (poppler-utils) is not installed, nobody read the PDF back");
            None
        }
    }
}

#[test]
fn the_same_sheet_gives_the_same_bytes_and_another_gives_others() {
    let one = draw(&ward(30));
    assert_eq!(one, draw(&ward(30)));
    assert_ne!(one, draw(&ward(31)));
    assert!(one.starts_with(b"%PDF-1."));
    assert!(one.len() < 60_000, "{} bytes", one.len());
}

#[test]
fn a_reader_of_others_finds_every_word_and_accent() {
    let Some(text) = read(&draw(&ward(30)), "1") else {
        return;
    };
    for word in [
        "Cardiologie B",
        "Feuille de secours · ven. 20 nov. 2026, 14:05:32",
        "KELLER-ŒDEMANN Monique",
        "8001234567",
        "HOMONYME",
        "prêt depuis 12:40",
        "RÉSERVÉ",
        "À reporter après la panne",
        "Détruire après report.",
        "Page 1/1",
    ] {
        assert!(text.contains(word), "{word} is not in:\n{text}");
    }
    assert_eq!(text.matches("KELLER").count(), 26);
}

#[test]
fn sixty_beds_are_two_pages_with_every_bed_once() {
    let pdf = draw(&ward(60));
    let (Some(first), Some(second)) = (read(&pdf, "1"), read(&pdf, "2")) else {
        return;
    };
    assert!(first.contains("Page 1/2") && second.contains("Page 2/2"));
    for bed in 401..461 {
        let bed = format!("\n{bed} ");
        let both = first.matches(&bed).count() + second.matches(&bed).count();
        // The first line of a page has no line break of its own in front.
        assert_eq!(both, 1, "bed{bed}");
    }
    assert!(
        second.contains("À reporter après la panne"),
        "every page has its heads"
    );
}

#[test]
fn no_text_leaves_its_column() {
    let long = "Marie-Antoinette-Bénédicte de la Tour-d’Auvergne-Lauraguais";
    let mut sheet = ward(3);
    sheet.title = long.repeat(3);
    sheet.rows.push(Row::Person(Box::new(Person {
        family: long.to_uppercase(),
        given: long.into(),
        number: "1234567890123456789012345".into(),
        leaving: long.into(),
        next: long.into(),
        marks: vec![Mark::Plain("OXYGÈNE".into()); 9],
        ..keller()
    })));
    if let Some(text) = read(&draw(&sheet), "1") {
        assert!(text.contains("MARIE-ANTOINETTE"), "{text}");
        assert!(text.contains('…'), "{text}");
        assert_eq!(text.matches("OXYGÈNE").count(), 9, "no mark is left out: {text}");
    }
}

/// `LOOK=folder cargo test -p pack --lib look` leaves PDFs to be looked at.
#[test]
fn look() {
    let Some(folder) = std::env::var_os("LOOK").map(std::path::PathBuf::from) else {
        return;
    };
    for beds in [12, 30, 60] {
        std::fs::write(folder.join(format!("ward-{beds}.pdf")), draw(&ward(beds))).expect("written");
    }
}
