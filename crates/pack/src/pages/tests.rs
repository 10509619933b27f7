use super::*;
use crate::pdf::samples;

fn bed(number: usize) -> Row {
    Row::Bed {
        bed: format!("{}", 401 + number),
        state: "LIBRE".into(),
        said: String::new(),
    }
}

fn note(text: &str) -> Row {
    Row::Note {
        bed: "401".into(),
        name: "KELLER".into(),
        at: "14:05".into(),
        text: text.into(),
    }
}

fn beds(count: usize) -> Sheet {
    Sheet {
        rows: (0..count).map(bed).collect(),
        ..samples::empty()
    }
}

fn shape(sheet: &Sheet) -> Vec<(usize, Density)> {
    pages(sheet)
        .iter()
        .map(|page| (page.rows.len(), page.density))
        .collect()
}

fn wearing(marks: Vec<Mark>) -> Row {
    Row::Person(Box::new(Person {
        bed: "500".into(),
        marks,
        ..Person::default()
    }))
}

#[test]
fn a_ward_is_one_page_as_long_as_letters_can_be_read() {
    assert_eq!(shape(&beds(0)), [(0, Density::Airy)]);
    assert_eq!(shape(&beds(12)), [(12, Density::Airy)]);
    assert_eq!(shape(&beds(30)), [(30, Density::Normal)]);
    assert_eq!(shape(&beds(37)), [(37, Density::Dense)]);
    assert_eq!(shape(&beds(42)), [(42, Density::Tight)]);
    assert_eq!(shape(&beds(43)), [(22, Density::Airy), (21, Density::Airy)]);
    assert_eq!(shape(&beds(60)), [(30, Density::Normal), (30, Density::Normal)]);
    assert_eq!(shape(&beds(200)).len(), 6);
}

#[test]
fn notes_stand_below_the_ward_or_on_a_page_of_their_own() {
    let notes = |count: usize| (0..count).map(|_| note("Revoir la douleur.")).collect();
    let mut sheet = beds(30);
    sheet.notes = notes(5);
    assert_eq!(shape(&sheet), [(35, Density::Dense)]);
    sheet.notes = notes(20);
    assert_eq!(shape(&sheet), [(30, Density::Normal), (20, Density::Airy)]);
}

#[test]
fn every_alert_is_drawn_on_as_many_lines_as_it_takes() {
    let marks: Vec<Mark> = ["HOMONYME", "CONFIDENTIEL", "CHUTE", "O2 3 L", "SEUL", "ID ?"]
        .iter()
        .map(|word| Mark::Plain((*word).into()))
        .collect();
    let mut sheet = beds(29);
    sheet.rows.push(wearing(marks.clone()));
    let pages = pages(&sheet);
    let laid = &pages[0].rows[29];
    assert!(laid.lines() > 1, "{laid:?}");
    assert_eq!(laid.marks.concat(), marks, "none is left out");
    for line in &laid.marks {
        let wide: f32 = line.iter().map(|mark| width(mark) + GAP).sum();
        assert!(wide - GAP <= room(6) + 0.01, "{line:?}");
    }
    // What takes two lines is counted as two: a page is never taller than its paper.
    let mut sheet = beds(0);
    sheet.rows = (0..30).map(|_| wearing(marks.clone())).collect();
    for page in super::pages(&sheet) {
        let lines: usize = page.rows.iter().map(Laid::lines).sum();
        assert!(lines <= page.density.rows(), "{lines} lines, {:?}", page.density);
    }
}

#[test]
fn a_long_note_is_told_to_its_end() {
    let text = "Surveiller la diurèse toutes les deux heures et prévenir l’interne si moins de cinquante millilitres ; \
                la famille vient à dix-huit heures, elle attend l’avis du chirurgien sur la reprise.";
    let mut sheet = beds(20);
    sheet.notes.push(note(text));
    let pages = pages(&sheet);
    let laid = pages[0].rows.last().expect("a note");
    assert!(laid.text.len() > 1, "{laid:?}");
    assert_eq!(laid.text.join(" "), text);
}

#[test]
fn no_page_ends_on_a_title_or_between_two_patients_of_one_bed() {
    let mut sheet = beds(60);
    sheet.rows[29] = Row::Title("Sans lit".into());
    assert_eq!(shape(&sheet)[0].0, 29);
    let mut sheet = beds(60);
    for row in 28..31 {
        sheet.rows[row] = wearing(Vec::new());
    }
    let pages = pages(&sheet);
    assert_eq!(pages[0].rows.len(), 28);
    assert_eq!(pages.iter().map(|page| page.rows.len()).sum::<usize>(), 60);
    let tallest = pages
        .iter()
        .map(|page| page.rows.iter().map(Laid::lines).sum::<usize>());
    assert!(tallest.max() <= Some(Density::Dense.rows()));
}
