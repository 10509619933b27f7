//! How urgent a request is, as the cell reads it: each line of the breakdown, and the sum of them.

use std::sync::Arc;

use base::{Code, Label, Moment};
use domain::bed::Attributes;
use domain::command::Command;
use domain::flow::{
    Circumstance, Entry, EntryFlaw, FlowCommand, FlowRefusal, Needs, PriorityClass, Ranking, RequestCommand,
    Thesaurus, ThesaurusFlaw, Why,
};
use domain::movement::Kind;
use domain::refusal::Refusal;
use domain::settings::Settings;
use domain::testing::{Hospital, Told};
use domain::view::board::ward_board;
use domain::view::queue::queue;

fn code(text: &str) -> Code {
    Code::new(text).expect("code")
}

fn label(text: &str) -> Label {
    Label::new(text).expect("label")
}

fn entry(name: &str, class: &str, target_minutes: Option<u32>) -> Arc<Entry> {
    Arc::new(Entry {
        code: code(name),
        specialty: code("CARDIO"),
        label: label(&format!("Motif {name}")),
        synonyms: Vec::new(),
        codes: Vec::new(),
        class: code(class),
        target_minutes,
        needs: Needs::default(),
        preferred: Vec::new(),
        acceptable: Vec::new(),
    })
}

fn class(name: &str, points: u16, target_minutes: u32) -> PriorityClass {
    PriorityClass {
        code: code(name),
        name: label(name),
        points,
        target_minutes,
    }
}

fn thesaurus() -> Thesaurus {
    Thesaurus {
        classes: vec![class("P1", 600, 240), class("P2", 400, 240)],
        entries: vec![entry("SCA", "P1", None), entry("FA", "P2", Some(120))],
    }
}

fn write(
    hospital: &mut Hospital,
    thesaurus: Thesaurus,
    from: Option<Moment>,
    saw: u32,
) -> Result<(), Refusal> {
    let command = FlowCommand::WriteThesaurus {
        thesaurus: Box::new(thesaurus),
        from,
        by: None,
        saw,
    };
    hospital.ask(&Command::Flow(Box::new(command))).map(drop)
}

/// Martin, 78, waits in the corridor; Durand in a bed. Both asked for at noon.
fn hospital() -> Hospital {
    let mut hospital = Hospital::with(
        "Urgences
         B2: [DURAND]
         sans lit: MARTIN ♂78",
    )
    .and(
        "Cardiologie
         401: P[PETIT] F[libre]",
    );
    write(&mut hospital, thesaurus(), None, 0).expect("written");
    let ward = Some(hospital.ward("Urgences"));
    for (visit, entry) in [("MARTIN", "FA"), ("DURAND", "SCA")] {
        let request = hospital.request_for(visit, ward).expect("asked");
        let saw = hospital.state.request(request).expect("request").needs_revision;
        let revise = RequestCommand::Revise {
            request,
            needs: Box::default(),
            entry: Some(code(entry)),
            saw,
        };
        hospital.flow(0, revise).expect("classified");
    }
    hospital
}

/// The queue as text: score, who, then each line.
fn explained(hospital: &Hospital) -> String {
    let ranking = Ranking::of(&hospital.state, hospital.now);
    let lines = ranking.queue().into_iter().map(|(request, rank)| {
        let stay = request.subject.stay().expect("a stay");
        let patient = hospital.state.stay(stay).expect("stay").patient;
        let name = hospital
            .vault
            .patient(patient)
            .and_then(|it| it.family.clone())
            .expect("a name");
        let why = rank.lines.iter().map(|line| {
            let why = match &line.why {
                Why::Class { class, entry, .. } => format!("{entry} {class}"),
                Why::Unclassified => "sans motif".to_owned(),
                Why::Waited => format!("attente {}/{}", rank.waited, rank.target),
                Why::Overdue { minutes } => format!("dépassé de {minutes}"),
                Why::Adjustment { code, times, .. } => format!("{code}×{times}"),
            };
            format!("{why} {:+}", line.points)
        });
        format!("{} {name}: {}", rank.score(), why.collect::<Vec<_>>().join(", "))
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn ranks(hospital: &Hospital, expected: &str) {
    let expected: Vec<&str> = expected.lines().map(str::trim).collect();
    assert_eq!(
        explained(hospital),
        expected.join("\n"),
        "\nseen:\n{}\n",
        explained(hospital)
    );
}

#[test]
fn points_grow_with_the_wait_and_each_says_what_for() {
    let mut hospital = hospital();
    ranks(
        &hospital,
        "600 DURAND: SCA P1 +600
         460 MARTIN: FA P2 +400, BRANCARD75×1 +60",
    );
    hospital.wait_until("13:30");
    ranks(
        &hospital,
        "637 DURAND: SCA P1 +600, attente 90/240 +37
         535 MARTIN: FA P2 +400, attente 90/120 +75, BRANCARD75×1 +60",
    );
    hospital.wait_until("16:30");
    ranks(
        &hospital,
        "762 DURAND: SCA P1 +600, attente 270/240 +112, dépassé de 30 +50
         735 MARTIN: FA P2 +400, attente 270/120 +225, dépassé de 150 +50, BRANCARD75×1 +60",
    );
    // The next morning: waiting gives no more than its most, and the night counts.
    hospital.wait_until("23 09:00");
    ranks(
        &hospital,
        "1050 DURAND: SCA P1 +600, attente 1260/240 +400, dépassé de 1020 +50
         990 MARTIN: FA P2 +400, attente 1260/120 +400, dépassé de 1140 +50, BRANCARD75×1 +60, NUIT×1 +80",
    );
}

#[test]
fn the_rank_of_a_past_instant_comes_out_the_same() {
    let mut hospital = hospital();
    hospital.wait_until("13:30");
    let then = explained(&hospital);
    let past = hospital.clone();
    hospital.wait_until("18:00");
    let mut next = thesaurus();
    next.entries = vec![entry("SCA", "P2", Some(30)), entry("FA", "P2", Some(120))];
    write(&mut hospital, next, None, 1).expect("written");
    assert_ne!(explained(&hospital), then);
    // As it was, and with today's state looked at as of then: the version in force then counts.
    assert_eq!(explained(&past), then);
    hospital.now = past.now;
    assert_eq!(explained(&hospital), then);
}

#[test]
fn an_entry_that_is_no_more_counts_as_when_it_was_chosen() {
    let mut hospital = hospital();
    let mut next = thesaurus();
    next.entries.remove(1);
    write(&mut hospital, next, None, 1).expect("written");
    ranks(
        &hospital,
        "600 DURAND: SCA P1 +600
         460 MARTIN: FA P2 +400, BRANCARD75×1 +60",
    );
    // Nobody chooses it any more.
    let ward = Some(hospital.ward("Cardiologie"));
    let request = hospital.request_for("PETIT", ward).expect("asked");
    let saw = hospital.state.request(request).expect("request").needs_revision;
    let revise = RequestCommand::Revise {
        request,
        needs: Box::default(),
        entry: Some(code("FA")),
        saw,
    };
    assert_eq!(
        hospital.flow(0, revise),
        Err(Refusal::Flow(FlowRefusal::UnknownEntry(code("FA"))))
    );
}

#[test]
fn a_version_written_for_later_counts_from_its_hour() {
    let mut hospital = hospital();
    let mut next = thesaurus();
    next.classes[0].points = 900;
    let at = hospital.at("14:00");
    write(&mut hospital, next, Some(at), 1).expect("written");
    hospital.wait_until("13:59");
    assert!(
        explained(&hospital).contains("SCA P1 +600"),
        "{}",
        explained(&hospital)
    );
    hospital.wait_until("14:00");
    assert!(
        explained(&hospital).contains("SCA P1 +900"),
        "{}",
        explained(&hospital)
    );
}

#[test]
fn the_night_of_twenty_five_hours_is_one_night_and_so_is_that_of_twenty_three() {
    let paris = base::Zone::paris();
    let at = |day: &str, hour: i8| {
        let day: base::zone::Date = day.parse().expect("a day");
        paris.moment(day.at(hour, 0, 0, 0)).0
    };
    let wait = |from: Moment, to: Moment| {
        let mut hospital = Hospital::new();
        hospital.now = from;
        let mut told = Told::insert(Kind::Admission, "MARTIN")
            .of("MARTIN")
            .in_("Urgences");
        told = told.at("12:00").with(move |it| it.at = from);
        hospital.tell(told);
        let ward = Some(hospital.ward("Urgences"));
        hospital.request_for("MARTIN", ward).expect("asked");
        hospital.now = to;
        let rank = Ranking::of(&hospital.state, to).queue().remove(0).1;
        let nights = rank.lines.iter().find_map(|line| match &line.why {
            Why::Adjustment { code, times, .. } if code.as_str() == "NUIT" => Some(*times),
            _ => None,
        });
        (rank.waited, nights.unwrap_or(0))
    };
    // From ten in the evening to eight in the morning: eleven hours, nine hours, ten hours.
    assert_eq!(wait(at("2026-10-24", 22), at("2026-10-25", 8)), (660, 1));
    assert_eq!(wait(at("2026-03-28", 22), at("2026-03-29", 8)), (540, 1));
    assert_eq!(wait(at("2026-11-22", 22), at("2026-11-23", 8)), (600, 1));
    // Three strikes once in each of them, wherever the wait begins.
    assert_eq!(wait(at("2026-10-25", 4), at("2026-10-25", 8)).1, 0);
    assert_eq!(wait(at("2026-10-25", 1), at("2026-10-25", 4)).1, 1);
    assert_eq!(wait(at("2026-03-29", 1), at("2026-03-29", 4)), (120, 1));
    assert_eq!(wait(at("2026-10-24", 22), at("2026-10-26", 8)).1, 2);
}

#[test]
fn a_planned_admission_ages_towards_its_hour() {
    let mut hospital = Hospital::new();
    hospital.tell(
        Told::insert(Kind::PreAdmission, "ROUX")
            .of("ROUX")
            .at("20:00")
            .sent("9:00")
            .in_("Cardiologie"),
    );
    // Nobody chose an entry: six hours before its time it begins to age.
    let waited = |hospital: &Hospital| {
        let rank = Ranking::of(&hospital.state, hospital.now).queue().remove(0).1;
        (rank.waited, rank.target, rank.is_overdue())
    };
    assert_eq!(waited(&hospital), (0, 360, false));
    hospital.wait_until("17:00");
    assert_eq!(waited(&hospital), (180, 360, false));
    hospital.wait_until("20:30");
    assert_eq!(waited(&hospital), (390, 360, true));
}

#[test]
fn who_was_called_off_before_and_who_keeps_a_critical_bed_count_more() {
    let mut hospital = hospital();
    let mut settings = (*hospital.state.settings.flow).clone();
    settings.ranking.critical_wards = vec![code("Urgences")];
    let saw = hospital.state.settings_revision;
    let configure = FlowCommand::Configure {
        settings: Box::new(settings),
        by: None,
        saw,
    };
    hospital.must(&Command::Flow(Box::new(configure)));
    let stay = hospital.stay("DURAND");
    hospital
        .act(domain::command::BoardCommand::StateCare {
            stay,
            change: domain::care::CareChange::Step {
                step: domain::care::DischargeStep::Medical,
                progress: domain::care::Progress::Done,
            },
            saw: 0,
        })
        .expect("said");
    let ward = Some(hospital.ward("Cardiologie"));
    let first = hospital.request_for("PETIT", ward).expect("asked");
    let (reason, saw) = (code("DEPROG"), hospital.revision(first));
    hospital
        .flow(
            0,
            RequestCommand::Withdraw {
                request: first,
                reason,
                saw,
            },
        )
        .expect("called off");
    hospital.request_for("PETIT", ward).expect("asked again");
    ranks(
        &hospital,
        "690 DURAND: SCA P1 +600, SORTIEREA×1 +90
         460 MARTIN: FA P2 +400, BRANCARD75×1 +60
         270 PETIT: sans motif +200, REPROG×1 +70",
    );
}

#[test]
fn a_thesaurus_that_nobody_can_work_with_is_refused_with_every_flaw() {
    let mut hospital = Hospital::new();
    let mut bad = thesaurus();
    bad.classes.push(class("P2", 500, 0));
    bad.entries.push(entry("SCA", "P9", Some(0)));
    let mut strange = (*entry("X", "P1", None)).clone();
    strange.specialty = code("ALCHIMIE");
    strange.needs = Needs {
        precautions: vec![code("Z")],
        equipment: Attributes::NONE,
        latest: Some(hospital.now),
        ..Needs::default()
    };
    strange.preferred = vec![code("3100")];
    strange.acceptable = vec![code("3100")];
    bad.entries.push(Arc::new(strange));
    let Err(Refusal::Flow(FlowRefusal::BadThesaurus(lines))) = write(&mut hospital, bad, None, 0) else {
        panic!("refused");
    };
    let of = |entry: &str, flaw| ThesaurusFlaw::Entry(code(entry), flaw);
    assert_eq!(
        lines,
        [
            ThesaurusFlaw::ClassTwice(code("P2")),
            ThesaurusFlaw::ClassHeavier(code("P2")),
            ThesaurusFlaw::ClassTarget(code("P2")),
            of("SCA", EntryFlaw::CodeTwice),
            of("SCA", EntryFlaw::LabelTwice(label("Motif SCA"))),
            of("SCA", EntryFlaw::UnknownClass(code("P9"))),
            of("SCA", EntryFlaw::Target),
            of("X", EntryFlaw::UnknownSpecialty(code("ALCHIMIE"))),
            of("X", EntryFlaw::UnknownPrecaution(code("Z"))),
            of("X", EntryFlaw::Dated),
            of("X", EntryFlaw::BothLists(code("3100"))),
        ]
    );
    assert_eq!(
        Thesaurus::default()
            .check(&Settings::default())
            .map_err(|it| it.len()),
        Err(2)
    );
    write(&mut hospital, thesaurus(), None, 0).expect("written");
    assert_eq!(
        write(&mut hospital, thesaurus(), None, 0),
        Err(Refusal::Flow(FlowRefusal::ThesaurusChangedMeanwhile(1)))
    );
    assert_eq!(
        write(&mut hospital, thesaurus(), None, 1),
        Err(Refusal::NothingToDo)
    );
    let past = hospital.now.plus(-base::time::HOUR);
    let mut next = thesaurus();
    next.entries.pop();
    assert_eq!(write(&mut hospital, next, Some(past), 1), Err(Refusal::BeforeNow));
}

#[test]
fn the_queue_shows_what_the_cell_needs_and_a_veil_hides_the_names() {
    let mut hospital = hospital();
    let one = base::id::RequestId::new(0);
    hospital
        .propose(one, "Cardiologie", Some("Cardiologie/401/F"))
        .expect("asked");
    hospital.wait_until("12:35");
    let view = queue(&hospital.state, &hospital.vault, hospital.now);
    assert_eq!((view.rows.len(), view.overdue), (2, 0));
    let martin = view.rows.iter().find(|it| it.request == one).expect("a row");
    assert_eq!(martin.place, Some(2));
    assert_eq!(martin.asker_ward.as_ref().map(Label::as_str), Some("Urgences"));
    assert_eq!(
        martin
            .here
            .as_ref()
            .map(|(ward, bed)| (ward.as_str(), bed.clone())),
        Some(("Urgences", None))
    );
    let asked = martin.asked.as_ref().expect("asked");
    assert_eq!(asked.level, 2, "after 15 and 30 minutes");
    assert_eq!(asked.rises_at, Some(hospital.at("12:45")));
    assert_eq!(
        asked.bed.as_ref().map(|(_, name, _)| name.as_str()),
        Some("401 F")
    );
    assert_eq!(martin.due_at, hospital.at("14:00"));
    let ward = hospital.ward("Cardiologie");
    let rail = domain::view::queue::asked_of(&hospital.state, &hospital.vault, ward, hospital.now);
    assert_eq!(rail.len(), 1);
    let veiled = queue(&hospital.state, &hospital.vault.veiled(), hospital.now);
    assert!(!format!("{veiled:?}").contains("MARTIN"));
}

#[test]
fn circumstances_are_the_hospitals_to_choose() {
    let mut hospital = hospital();
    let mut settings = (*hospital.state.settings.flow).clone();
    settings.ranking.adjustments = vec![domain::flow::Adjustment {
        code: code("URG"),
        name: label("Demandé par les urgences"),
        points: -25,
        when: Circumstance::From(domain::flow::Origin::Emergency),
    }];
    let saw = hospital.state.settings_revision;
    let settings = Box::new(settings);
    hospital.must(&Command::Flow(Box::new(FlowCommand::Configure {
        settings,
        by: None,
        saw,
    })));
    ranks(
        &hospital,
        "575 DURAND: SCA P1 +600, URG×1 -25
         375 MARTIN: FA P2 +400, URG×1 -25",
    );
}

#[test]
fn whoever_comes_in_two_days_has_no_place_among_those_who_wait_today() {
    let mut hospital = Hospital::with(
        "Urgences
         B1: [MARTIN]",
    )
    .and(
        "Cardiologie
         402: [libre]",
    );
    hospital.tell(
        Told::insert(Kind::PreAdmission, "ROUX")
            .of("ROUX")
            .at("24 12:00")
            .sent("11:00")
            .in_("Cardiologie"),
    );
    let ward = Some(hospital.ward("Urgences"));
    hospital.request_for("MARTIN", ward).expect("asked");
    let seen = queue(&hospital.state, &hospital.vault, hospital.now);
    let mut places: Vec<(bool, Option<usize>)> = seen
        .rows
        .iter()
        .map(|it| (it.is_later(hospital.now), it.place))
        .collect();
    places.sort();
    assert_eq!(places, [(false, Some(1)), (true, None)]);
}

#[test]
fn the_reason_of_a_request_stands_on_the_board_and_is_hidden_with_the_name() {
    let mut hospital = hospital();
    let reason = |hospital: &Hospital, ward: &str, visit: &str| {
        let reason = hospital.view(ward, visit).reason;
        reason.map_or_else(|| "-".to_owned(), |it| it.to_string())
    };
    assert_eq!(reason(&hospital, "Urgences", "DURAND"), "Motif SCA");
    assert_eq!(
        reason(&hospital, "Cardiologie", "PETIT"),
        "-",
        "nobody asked for a bed"
    );
    // It goes with the patient, and outlives the request.
    hospital.tell(
        Told::insert(Kind::Transfer, "DURAND")
            .of("DURAND")
            .at("12:30")
            .in_("Cardiologie/401/F"),
    );
    assert_eq!(reason(&hospital, "Cardiologie", "DURAND"), "Motif SCA");
    // Whoever may not know names reads nothing that would tell why somebody is here.
    let (ward, stay) = (hospital.ward("Cardiologie"), hospital.stay("DURAND"));
    let board = ward_board(&hospital.state, &hospital.vault.veiled(), ward, hospital.now).expect("a board");
    let view = board.stays().find(|it| it.stay == stay).expect("on it");
    assert_eq!(view.reason, None);
}
