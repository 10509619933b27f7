//! From a ward to a sheet in words.
//!
//! Paper is read tomorrow too: days are written with their date, never as "today".

use std::collections::BTreeMap;

use base::Moment;
use domain::bed::Hygiene;
use domain::care::Confidence;
use domain::identity::Sex;
use domain::precaution;
use domain::view::board::{Face, Leaving, ShownName, StayView, TileView};
use domain::view::sheet::{Line, Next, Person, WardSheet, Whose};
use pack::{Mark, Row, Shape, Sheet};

use crate::head;
use crate::scene::Scene;

/// The sheet of a ward. `heard` is when the last message of any feed came in.
#[must_use]
pub fn fill(ward: &WardSheet, scene: &Scene<'_>, heard: Option<Moment>) -> Sheet {
    let (words, board) = (&scene.words.sheet, &ward.board);
    let place = match &board.site {
        Some(site) if *site != board.establishment => format!("{site} · {}", board.establishment),
        _ => board.establishment.to_string(),
    };
    let heard = match heard {
        Some(at) => scene
            .words
            .pair(words.heard, scene.words.paper_hour(scene.zone, board.now, at)),
        None => words.never_heard.to_owned(),
    };
    let mut legend = BTreeMap::new();
    let (rows, notes) = rows(ward, scene, &mut legend);
    Sheet {
        lang: scene.words.lang.tag(),
        title: board.name.to_string(),
        place,
        stamp: format!(
            "{} · {}",
            words.title,
            scene.words.paper_stamp(scene.zone, board.now)
        ),
        fresh: format!("{} {} · {heard}", words.journal, board.seq),
        counts: counts(ward, scene),
        headings: words.headings,
        rows,
        notes,
        legend: legend
            .into_values()
            .chain(board.doctors.iter().map(|it| {
                let doctor = &it.doctor;
                (Mark::Letters(doctor.monogram.clone()), doctor.name.clone())
            }))
            .collect(),
        foot: words.foot.to_owned(),
        page: words.page,
    }
}

/// Meanings of the marks that stand on the sheet, in the order in which marks are read.
type Legend = BTreeMap<(u8, String), (Mark, String)>;

/// The lines of the ward, and the notes of its patients under their title.
fn rows(ward: &WardSheet, scene: &Scene<'_>, legend: &mut Legend) -> (Vec<Row>, Vec<Row>) {
    let words = scene.words;
    let (unplaced, expected) = (ward.board.unplaced.len(), ward.board.expected.len());
    let title = |count: usize, text: &str| Row::Title(format!("{text} ({count})"));
    let mut rows = Vec::new();
    let mut section = None;
    let mut notes = Vec::new();
    for line in ward.lines() {
        let here = std::mem::discriminant(&line.whose);
        if section.replace(here) != Some(here) {
            match line.whose {
                Whose::Bed(_) => {}
                Whose::WithoutBed => rows.push(title(unplaced, words.board.lane)),
                Whose::Expected => {
                    let noun = words.form(u32::try_from(expected).unwrap_or(u32::MAX), words.sheet.expected);
                    rows.push(title(expected, noun));
                }
            }
        }
        if let Some(person) = line.person {
            notes.extend(self::notes(scene, &line, person.stay));
        }
        rows.push(row(scene, &line, legend));
    }
    if !notes.is_empty() {
        notes.insert(0, title(notes.len(), words.sheet.notes));
    }
    (rows, notes)
}

fn row(scene: &Scene<'_>, line: &Line<'_>, legend: &mut Legend) -> Row {
    match (line.whose, line.person) {
        (Whose::Bed(tile), None) => empty_bed(scene, tile),
        (Whose::Bed(tile), Some(person)) => {
            Row::Person(Box::new(self::person(scene, Some(tile), &person, legend)))
        }
        (Whose::WithoutBed | Whose::Expected, Some(person)) => {
            Row::Person(Box::new(self::person(scene, None, &person, legend)))
        }
        (Whose::WithoutBed | Whose::Expected, None) => Row::Title(String::new()),
    }
}

/// A bed without anybody: its state, and since when or why.
fn empty_bed(scene: &Scene<'_>, tile: &TileView) -> Row {
    let words = scene.words;
    let [
        free,
        reserved,
        _,
        _,
        to_clean,
        contaminated_word,
        cleaning,
        closed,
    ] = words.sheet.states;
    let hour = |at| words.paper_hour(scene.zone, scene.now, at);
    let since = |at| format!("{} {}", words.board.since, hour(at));
    let (state, mut said) = match &tile.face {
        Face::Free { since: at } => (free, at.map(since).into_iter().collect()),
        Face::ToClean {
            since: at,
            contaminated,
        } => (
            if *contaminated {
                contaminated_word
            } else {
                to_clean
            },
            vec![since(*at)],
        ),
        Face::Cleaning { since: at } => (cleaning, vec![since(*at)]),
        Face::Closed { reason, until } => {
            let until = until.map(|at| {
                let at = words.paper_hour(scene.zone, scene.now, at);
                format!("{} {at}", words.pick("jusqu’au", "until"))
            });
            let reason = words.closure(*reason).to_owned();
            (closed, std::iter::once(reason).chain(until).collect())
        }
        // To somebody whom the feed does not know yet.
        Face::Promised => {
            let until = tile.hold.as_ref().map(|it| hour(it.until));
            let until = until.map(|at| format!("{} {at}", words.pick("jusqu’à", "until")));
            (reserved, until.into_iter().collect())
        }
        // With somebody in it, a bed has a line of its own kind.
        Face::Reserved(_) | Face::Occupied(_) | Face::OnLeave { .. } | Face::Disputed(_) => {
            (words.hygiene(Hygiene::Clean), Vec::new())
        }
    };
    if tile.surge {
        said.push(words.sheet.surge.to_owned());
    }
    said.extend(tile.attributes.iter().map(|it| words.attribute(it).to_owned()));
    Row::Bed {
        bed: tile.name.clone(),
        state: state.to_owned(),
        said: said.join(" · "),
    }
}

fn person(
    scene: &Scene<'_>,
    tile: Option<&TileView>,
    person: &Person<'_>,
    legend: &mut Legend,
) -> pack::Person {
    let (words, stay) = (scene.words, person.stay);
    let [_, reserved, on_leave, disputed, ..] = words.sheet.states;
    let state = tile.and_then(|tile| match tile.face {
        Face::Reserved(_) => Some(reserved),
        Face::OnLeave { .. } => Some(on_leave),
        Face::Disputed(_) => Some(disputed),
        Face::Occupied(_) if tile.closed_after.is_some() => Some(words.pick("ferme ensuite", "closes next")),
        Face::Occupied(_)
        | Face::Promised
        | Face::Free { .. }
        | Face::ToClean { .. }
        | Face::Cleaning { .. }
        | Face::Closed { .. } => None,
    });
    let (family, given) = match &stay.name {
        ShownName::Full { family, given } => (family.clone(), given.clone()),
        ShownName::Masked => (words.board.masked.to_owned(), String::new()),
        ShownName::Unknown => (words.board.unnamed.to_owned(), String::new()),
    };
    let present = !matches!(person.next, Next::Arrives(_) | Next::Promised(_));
    let (next, urgent) = next(scene, person);
    pack::Person {
        bed: tile.map(|tile| tile.name.clone()).unwrap_or_default(),
        state: state.map(str::to_owned),
        family,
        given,
        who: who(scene, stay),
        number: person.number.unwrap_or_default().to_owned(),
        doctor: head::said(stay).map(|(short, _)| short).unwrap_or_default(),
        since: if present {
            words.paper_date(scene.zone, scene.now, stay.since)
        } else {
            String::new()
        },
        day: if present {
            format!("{}{}", words.board.day_letter, stay.day)
        } else {
            String::new()
        },
        marks: marks(scene, stay, legend),
        leaving: leaving(scene, stay),
        next,
        urgent,
    }
}

/// `F 78`: letters, because a printed sign is easily misread.
pub(super) fn who(scene: &Scene<'_>, stay: &StayView) -> String {
    let [woman, man, unknown] = scene.words.sheet.sexes;
    let letter = match stay.sex {
        Sex::Female => woman,
        Sex::Male => man,
        Sex::Unknown => unknown,
    };
    let age = stay
        .age
        .map_or_else(|| "?".to_owned(), |age| scene.words.age(age));
    format!("{letter} {age}")
}

/// Precautions first, then what must not be overlooked, then the rest; each told in the legend.
fn marks(scene: &Scene<'_>, stay: &StayView, legend: &mut Legend) -> Vec<Mark> {
    let words = scene.words;
    let [
        homonym,
        confidential,
        identity,
        movements,
        single,
        mother,
        telemetry,
    ] = words.sheet.flags;
    let mut marks = Vec::new();
    let mut told = |rank: u8, shown: Mark, mark: Mark, key: &str, said: &str| {
        legend
            .entry((rank, key.to_owned()))
            .or_insert_with(|| (mark, said.to_owned()));
        marks.push(shown);
    };
    for precaution in &stay.care.precautions {
        let sign = Mark::Precaution(outline(precaution.shape), precaution.letter.to_string());
        told(0, sign.clone(), sign, &precaution.code, &precaution.name);
    }
    for (raised, (word, said)) in [(stay.homonym, homonym), (stay.confidential, confidential)] {
        if raised {
            let sign = Mark::Strong(word.to_owned());
            told(1, sign.clone(), sign, word, said);
        }
    }
    if let Some(unit) = &stay.care.telemetry {
        let (word, said) = telemetry;
        let worn = Mark::Plain(format!("{word} {unit}"));
        told(2, worn, Mark::Plain(word.to_owned()), word, said);
    }
    for need in &stay.care.needs {
        if let Some(word) = words.need_flag(*need) {
            let sign = Mark::Plain(word.to_owned());
            told(3, sign.clone(), sign, word, words.need(*need));
        }
    }
    if let Some(mobility) = stay.care.mobility
        && let Some(word) = words.mobility_flag(mobility)
    {
        let sign = Mark::Plain(word.to_owned());
        told(4, sign.clone(), sign, word, words.mobility(mobility));
    }
    for (raised, (word, said)) in [
        (stay.identity_doubtful, identity),
        (!stay.doubts.is_empty(), movements),
        (stay.private_room, single),
        (stay.with.is_some(), mother),
    ] {
        if raised {
            let sign = Mark::Plain(word.to_owned());
            told(5, sign.clone(), sign, word, said);
        }
    }
    marks
}

fn outline(shape: precaution::Shape) -> Shape {
    match shape {
        precaution::Shape::Square => Shape::Square,
        precaution::Shape::Drop => Shape::Drop,
        precaution::Shape::Hexagon => Shape::Hexagon,
        precaution::Shape::Shield => Shape::Shield,
        precaution::Shape::Diamond => Shape::Diamond,
        precaution::Shape::Circle => Shape::Circle,
    }
}

/// When and where to somebody is expected to leave, or what they wait for.
fn leaving(scene: &Scene<'_>, stay: &StayView) -> String {
    let words = scene.words;
    let mut parts: Vec<String> = Vec::new();
    parts.extend(stay.leaving.map(|it| departure(scene, &it)));
    if let Some(waiting) = &stay.care.waiting {
        let waits = words.sheet.waits;
        parts.push(match (&waiting.reason, waiting.destination) {
            (Some(reason), _) => format!("{waits} {reason}"),
            (None, Some(destination)) => format!("{waits} {}", words.destination(destination)),
            // Nobody says for what: that they wait is still said.
            (None, None) => words.confidence(Confidence::Waiting).to_owned(),
        });
    }
    // What is waited for says more than the kind of place.
    if stay.care.waiting.is_none() {
        let destination = stay.leaving.and_then(|it| it.destination);
        parts.extend(destination.map(|it| words.destination(it).to_owned()));
    }
    parts.join(" · ")
}

fn departure(scene: &Scene<'_>, leaving: &Leaving) -> String {
    let words = scene.words;
    let day = words.paper_day(scene.zone, leaving.at);
    let when = if leaving.day_only {
        day
    } else {
        format!("{day} {}", words.hour(scene.zone, leaving.at))
    };
    if leaving.announced {
        when
    } else {
        // In letters: a sign is easily lost on a bad copy.
        format!("est. {when}")
    }
}

/// The next movement, and whether it wants attention.
fn next(scene: &Scene<'_>, person: &Person<'_>) -> (String, bool) {
    let words = scene.words;
    let [arrives, returns, left, leaves, overdue, settle, moves] = words.sheet.next;
    let at = |at| words.paper_hour(scene.zone, scene.now, at);
    match person.next {
        Next::Nothing => (String::new(), false),
        Next::Arrives(when) => {
            let bed = person
                .planned
                .map(|tile| format!(", {} {}", words.board.bed.to_lowercase(), tile.name));
            (
                format!("{} {arrives}{}", at(when), bed.unwrap_or_default()),
                false,
            )
        }
        Next::Promised(until) => (
            format!("{} {}", words.pick("gardé jusqu’à", "kept until"), at(until)),
            false,
        ),
        Next::Returns(Some(when)) => (format!("{} {returns}", at(when)), false),
        Next::Returns(None) => (words.board.back_unknown.to_owned(), false),
        Next::Left(when) => (format!("{} {left}", at(when)), true),
        Next::Leaves => {
            let hour = person.stay.leaving.filter(|it| !it.day_only);
            let hour = hour.map(|it| format!("{} ", words.clock(scene.zone, it.at)));
            (format!("{}{leaves}", hour.unwrap_or_default()), false)
        }
        Next::Moves => {
            let moving = person.stay.moving.as_ref();
            let what = moving.map(|it| format!("{} {moves} {}", at(it.at), it.place()));
            (what.unwrap_or_default().trim_end().to_owned(), false)
        }
        Next::Overdue => (overdue.to_owned(), true),
        Next::ToSettle => (settle.to_owned(), true),
    }
}

/// What is written of somebody, newest first.
fn notes(scene: &Scene<'_>, line: &Line<'_>, stay: &StayView) -> Vec<Row> {
    let bed = match line.whose {
        Whose::Bed(tile) => tile.name.as_str(),
        Whose::WithoutBed | Whose::Expected => "",
    };
    let written = stay.care.notes.iter().filter_map(|note| {
        let text = note.text.as_ref()?.as_str();
        Some(Row::Note {
            bed: bed.to_owned(),
            name: crate::person::name_said(scene, &stay.name),
            at: scene.words.paper_hour(scene.zone, scene.now, note.at),
            text: text.split_whitespace().collect::<Vec<_>>().join(" "),
        })
    });
    written.collect()
}

fn counts(ward: &WardSheet, scene: &Scene<'_>) -> Vec<(String, String)> {
    let (words, summary) = (scene.words, &ward.board.summary);
    let all = [
        (summary.occupied, words.board.occupied, true),
        (summary.on_leave, words.board.on_leave, false),
        (summary.disputed, words.board.disputed, false),
        (summary.free, words.board.free, true),
        (summary.reserved, words.board.reserved, false),
        (summary.to_clean + summary.cleaning, words.board.cleaning, false),
        (summary.closed, words.board.closed, false),
        (summary.departures_today, words.sheet.departures, false),
    ];
    all.into_iter()
        .filter(|(count, _, always)| *always || *count > 0)
        .map(|(count, noun, _)| (count.to_string(), words.form(count, noun).to_owned()))
        .collect()
}
