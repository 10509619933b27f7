//! The studio: what wards set on their boards, whom they follow, what the territory keeps for itself.

use std::sync::Arc;

use base::id::{PersonId, PractitionerId, WardId};
use base::{Code, Label};
use domain::board_config::{
    BoardConfig, BoardView, ColourBy, Density, Flag, Head, HeadOf, Reason, Slot, Tone,
};
use domain::care::{CareChange, CareTopic, Confidence, DischargePlan, DischargeStep, Progress};
use domain::command::{BoardCommand, Command, StructureCommand};
use domain::event::Event;
use domain::movement::Kind;
use domain::precaution::{Precaution, Shape, Tint};
use domain::refusal::Refusal;
use domain::state::Touched;
use domain::studio::{
    BoardChange, BoardOption, Bounds, Flaw, Origin, PrecautionFlaw, Scope, Setting, StudioCommand,
    StudioRefusal,
};
use domain::testing::{Hospital, Told};

const LEA: Option<PersonId> = Some(PersonId::new(0));

/// Wards A, B, C and D, with a patient each.
fn hospital() -> Hospital {
    let mut hospital = Hospital::new();
    for (visit, ward) in [("V1", "A"), ("V2", "B"), ("V3", "C"), ("V4", "D")] {
        let place = format!("{ward}/1/1");
        hospital.tell(Told::insert(Kind::Admission, visit).of("MARTIN").in_(&place));
    }
    hospital
}

fn code(text: &str) -> Code {
    Code::new(text).expect("a code")
}

fn label(text: &str) -> Label {
    Label::new(text).expect("a label")
}

fn reason(it: &str, name: &str) -> Reason {
    Reason {
        code: code(it),
        name: label(name),
    }
}

fn ask(hospital: &mut Hospital, command: StudioCommand) -> Result<(), Refusal> {
    hospital.ask(&Command::Studio(Box::new(command))).map(drop)
}

/// Whose document: a ward by its name, or the territory.
fn scope(hospital: &Hospital, whose: &str) -> Scope {
    match whose {
        "territoire" => Scope::Territory,
        ward => Scope::Ward(hospital.ward(ward)),
    }
}

fn saw(hospital: &Hospital, whose: &str) -> u64 {
    let scope = scope(hospital, whose);
    hospital.state.boards.shelf(scope).revision
}

fn edit(hospital: &mut Hospital, whose: &str, changes: &[BoardChange]) -> Result<(), Refusal> {
    let (scope, saw) = (scope(hospital, whose), saw(hospital, whose));
    let changes = changes.to_vec();
    ask(
        hospital,
        StudioCommand::Edit {
            scope,
            changes,
            by: LEA,
            saw,
        },
    )
}

fn publish(hospital: &mut Hospital, whose: &str) -> Result<(), Refusal> {
    let (scope, saw) = (scope(hospital, whose), saw(hospital, whose));
    ask(hospital, StudioCommand::Publish { scope, by: LEA, saw })
}

fn revert(hospital: &mut Hospital, whose: &str, version: u32) -> Result<(), Refusal> {
    let (scope, saw) = (scope(hospital, whose), saw(hospital, whose));
    ask(
        hospital,
        StudioCommand::Revert {
            scope,
            version,
            by: LEA,
            saw,
        },
    )
}

/// Drafts and publishes.
#[track_caller]
fn set(hospital: &mut Hospital, whose: &str, changes: &[BoardChange]) {
    edit(hospital, whose, changes).expect("drafted");
    publish(hospital, whose).expect("published");
}

fn colour(by: ColourBy) -> BoardChange {
    BoardChange::Set(Setting::ColourBy(by))
}

fn density(density: Density) -> BoardChange {
    BoardChange::Set(Setting::Density(density))
}

fn follow(hospital: &Hospital, ward: &str) -> BoardChange {
    BoardChange::Follow(Some(hospital.ward(ward)))
}

/// The board of each ward in a line: colours and density, and where each comes from.
fn drawn(hospital: &Hospital) -> String {
    let state = &hospital.state;
    let lines = ["A", "B", "C", "D"].map(|name| {
        let ward = hospital.ward(name);
        let document = state.boards.published(Scope::Ward(ward));
        let resolved = state.resolve_board(Scope::Ward(ward), &document);
        let config = state.board_config(Some(ward));
        assert_eq!(resolved.config, *config, "what is shown is what is in force");
        let from = |option| match resolved.origin(option) {
            Origin::Product => "d’origine".to_owned(),
            Origin::Territory if resolved.is_locked(option) => "verrouillé".to_owned(),
            Origin::Territory => "du territoire".to_owned(),
            Origin::Followed(ward) => format!("suit {}", state.ward(ward).expect("a ward").code),
            Origin::Own => "réglé ici".to_owned(),
        };
        format!(
            "{name}: {:?} {} | {:?} {}",
            config.colour_by,
            from(BoardOption::ColourBy),
            config.density,
            from(BoardOption::Density)
        )
    });
    lines.join("\n")
}

#[track_caller]
fn shows(hospital: &Hospital, expected: &str) {
    let lines: Vec<&str> = expected
        .lines()
        .map(str::trim)
        .filter(|it| !it.is_empty())
        .collect();
    assert_eq!(drawn(hospital), lines.join("\n"));
}

#[test]
fn a_ward_that_never_opened_the_studio_has_the_board_that_chevet_comes_with() {
    let hospital = hospital();
    shows(
        &hospital,
        "A: Doctor d’origine | Auto d’origine
         B: Doctor d’origine | Auto d’origine
         C: Doctor d’origine | Auto d’origine
         D: Doctor d’origine | Auto d’origine",
    );
    assert_eq!(*hospital.state.board_config(None), BoardConfig::default());
}

#[test]
fn a_draft_changes_no_board_and_publishing_it_changes_one() {
    let mut hospital = hospital();
    edit(&mut hospital, "A", &[colour(ColourBy::Specialty)]).expect("drafted");
    edit(&mut hospital, "A", &[density(Density::Compact)]).expect("drafted");
    shows(
        &hospital,
        "A: Doctor d’origine | Auto d’origine
         B: Doctor d’origine | Auto d’origine
         C: Doctor d’origine | Auto d’origine
         D: Doctor d’origine | Auto d’origine",
    );
    let draft = hospital.state.boards.shelf(scope(&hospital, "A")).draft;
    assert_eq!(draft.expect("a draft").by, LEA);
    publish(&mut hospital, "A").expect("published");
    shows(
        &hospital,
        "A: Specialty réglé ici | Compact réglé ici
         B: Doctor d’origine | Auto d’origine
         C: Doctor d’origine | Auto d’origine
         D: Doctor d’origine | Auto d’origine",
    );
    assert_eq!(
        publish(&mut hospital, "A"),
        Err(Refusal::Studio(StudioRefusal::NoDraft(scope(&hospital, "A"))))
    );
}

#[test]
fn boards_follow_one_another_option_by_option() {
    let mut hospital = hospital();
    set(&mut hospital, "territoire", &[density(Density::Large)]);
    set(&mut hospital, "A", &[colour(ColourBy::Specialty)]);
    let (a, b) = (follow(&hospital, "A"), follow(&hospital, "B"));
    set(&mut hospital, "B", &[a]);
    set(&mut hospital, "C", &[b, density(Density::Compact)]);
    shows(
        &hospital,
        "A: Specialty réglé ici | Large du territoire
         B: Specialty suit A | Large du territoire
         C: Specialty suit A | Compact réglé ici
         D: Doctor d’origine | Large du territoire",
    );
    // Whoever is followed publishes: the boards of the others change at once, and only theirs.
    let ward = |name: &str| hospital.ward(name);
    let expected = [ward("A"), ward("B"), ward("C")];
    edit(&mut hospital, "A", &[colour(ColourBy::Destination)]).expect("drafted");
    let (mut state, seq) = (hospital.state.clone(), hospital.state.seq + 1);
    publish(&mut hospital, "A").expect("published");
    let mut touched = Touched::default();
    let (at, event) = hospital.journal.last().expect("an event");
    state.apply(event, seq, *at, &mut touched);
    let mut wards: Vec<WardId> = touched.wards.to_vec();
    wards.sort_unstable();
    assert_eq!(wards, expected);
    shows(
        &hospital,
        "A: Destination réglé ici | Large du territoire
         B: Destination suit A | Large du territoire
         C: Destination suit A | Compact réglé ici
         D: Doctor d’origine | Large du territoire",
    );
    // One option is set here, and inherited again.
    set(&mut hospital, "B", &[colour(ColourBy::Doctor)]);
    assert!(drawn(&hospital).contains("C: Doctor suit B"));
    set(&mut hospital, "B", &[BoardChange::Inherit(BoardOption::ColourBy)]);
    assert!(drawn(&hospital).contains("C: Destination suit A"));
}

#[test]
fn what_the_territory_locks_is_the_same_everywhere_whatever_wards_had_set() {
    let mut hospital = hospital();
    set(
        &mut hospital,
        "A",
        &[colour(ColourBy::Specialty), density(Density::Compact)],
    );
    let a = follow(&hospital, "A");
    set(&mut hospital, "B", &[a]);
    set(
        &mut hospital,
        "territoire",
        &[
            colour(ColourBy::Destination),
            BoardChange::Lock(BoardOption::ColourBy),
        ],
    );
    shows(
        &hospital,
        "A: Destination verrouillé | Compact réglé ici
         B: Destination verrouillé | Compact suit A
         C: Destination verrouillé | Auto d’origine
         D: Destination verrouillé | Auto d’origine",
    );
    assert_eq!(
        edit(&mut hospital, "A", &[colour(ColourBy::Doctor)]),
        Err(Refusal::Studio(StudioRefusal::Locked(BoardOption::ColourBy)))
    );
    // Unlocked again, the ward finds what it had set.
    set(
        &mut hospital,
        "territoire",
        &[BoardChange::Unlock(BoardOption::ColourBy)],
    );
    assert!(drawn(&hospital).contains("A: Specialty réglé ici"));
    assert!(drawn(&hospital).contains("C: Destination du territoire"));
    // A ward locks nothing, and the territory follows nobody.
    let refused = Err(Refusal::Studio(StudioRefusal::NotOfThisScope));
    assert_eq!(
        edit(&mut hospital, "A", &[BoardChange::Lock(BoardOption::Views)]),
        refused
    );
    let a = follow(&hospital, "A");
    assert_eq!(edit(&mut hospital, "territoire", &[a]), refused);
}

#[test]
fn nobody_follows_themselves_by_any_detour() {
    let mut hospital = hospital();
    let (a, b, c) = (
        follow(&hospital, "A"),
        follow(&hospital, "B"),
        follow(&hospital, "C"),
    );
    let circle =
        |hospital: &Hospital, ward: &str| Err(Refusal::Studio(StudioRefusal::Circle(hospital.ward(ward))));
    assert_eq!(
        edit(&mut hospital, "A", std::slice::from_ref(&a)),
        circle(&hospital, "A")
    );
    set(&mut hospital, "B", std::slice::from_ref(&a));
    set(&mut hospital, "C", &[b]);
    assert_eq!(edit(&mut hospital, "A", &[c]), circle(&hospital, "C"));
    // Two drafts that would close a circle together: the second one cannot be published.
    let d = follow(&hospital, "D");
    edit(&mut hospital, "A", &[d]).expect("drafted");
    edit(&mut hospital, "D", &[a]).expect("drafted, A follows nobody yet");
    publish(&mut hospital, "A").expect("published");
    assert_eq!(publish(&mut hospital, "D"), circle(&hospital, "A"));
    // Nor can a former version bring a circle back.
    let nobody = BoardChange::Follow(None);
    set(&mut hospital, "A", &[nobody]);
    publish(&mut hospital, "D").expect("A follows nobody now");
    assert_eq!(revert(&mut hospital, "A", 1), circle(&hospital, "D"));
}

#[test]
fn too_long_a_chain_is_refused() {
    let mut hospital = Hospital::new();
    for number in 0..=Bounds::CHAIN + 1 {
        let (visit, place) = (format!("V{number}"), format!("W{number}/1/1"));
        hospital.tell(Told::insert(Kind::Admission, &visit).of("MARTIN").in_(&place));
    }
    for number in 1..=Bounds::CHAIN {
        let followed = follow(&hospital, &format!("W{}", number - 1));
        set(&mut hospital, &format!("W{number}"), &[followed]);
    }
    let last = format!("W{}", Bounds::CHAIN);
    let (followed, ward) = (follow(&hospital, &last), hospital.ward(&last));
    assert_eq!(
        edit(&mut hospital, &format!("W{}", Bounds::CHAIN + 1), &[followed]),
        Err(Refusal::Studio(StudioRefusal::TooFar(ward)))
    );
}

#[test]
fn a_followed_ward_that_is_merged_hands_its_followers_over() {
    let mut hospital = hospital();
    set(&mut hospital, "A", &[colour(ColourBy::Specialty)]);
    set(&mut hospital, "C", &[colour(ColourBy::LengthOfStay)]);
    let a = follow(&hospital, "A");
    set(&mut hospital, "B", &[a]);
    let merge = |gone, kept| Command::Structure(StructureCommand::MergeWard { gone, kept });
    let (a, b, c) = (hospital.ward("A"), hospital.ward("B"), hospital.ward("C"));
    hospital.must(&merge(a, c));
    let config = hospital.state.board_config(Some(b));
    assert_eq!(config.colour_by, ColourBy::LengthOfStay, "B follows C now");
    // When the ward that stays is the follower itself, the link counts for nothing.
    hospital.must(&merge(c, b));
    let document = hospital.state.boards.published(Scope::Ward(b));
    assert_eq!(hospital.state.followed(b, &document), []);
    assert_eq!(hospital.state.board_config(Some(b)).colour_by, ColourBy::Doctor);
    // The ward that is gone has no board to set any more.
    assert_eq!(
        edit(&mut hospital, "A", &[density(Density::Large)]),
        Err(Refusal::UnknownWard(a))
    );
}

#[test]
fn a_followed_ward_that_is_set_aside_is_followed_as_before() {
    let mut hospital = hospital();
    set(&mut hospital, "A", &[colour(ColourBy::Specialty)]);
    let a = follow(&hospital, "A");
    set(&mut hospital, "B", &[a]);
    let ward = hospital.ward("A");
    hospital.must(&Command::Structure(StructureCommand::IgnoreWard {
        ward,
        ignored: true,
    }));
    assert!(drawn(&hospital).contains("B: Specialty suit A"));
}

#[test]
fn any_former_version_comes_back_and_none_is_lost() {
    let mut hospital = hospital();
    set(&mut hospital, "A", &[colour(ColourBy::Specialty)]);
    set(&mut hospital, "A", &[density(Density::Compact)]);
    edit(&mut hospital, "A", &[density(Density::Large)]).expect("drafted");
    revert(&mut hospital, "A", 1).expect("reverted");
    assert!(drawn(&hospital).contains("A: Specialty réglé ici | Auto d’origine"));
    let shelf = hospital.state.boards.shelf(scope(&hospital, "A"));
    assert_eq!(shelf.current(), 3);
    assert_eq!(shelf.versions[2].restores, Some(1));
    assert!(shelf.draft.is_some(), "a draft that somebody works on stays");
    // Version 0 is the board before anything was published.
    revert(&mut hospital, "A", 0).expect("reverted");
    assert!(drawn(&hospital).contains("A: Doctor d’origine | Auto d’origine"));
    revert(&mut hospital, "A", 2).expect("reverted");
    assert!(drawn(&hospital).contains("A: Specialty réglé ici | Compact réglé ici"));
    assert_eq!(revert(&mut hospital, "A", 2), Err(Refusal::NothingToDo));
    assert_eq!(
        revert(&mut hospital, "A", 9),
        Err(Refusal::Studio(StudioRefusal::UnknownVersion(9)))
    );
}

#[test]
fn the_second_of_two_editors_is_told_and_overwrites_nothing() {
    let mut hospital = hospital();
    let (ward, seen) = (scope(&hospital, "A"), saw(&hospital, "A"));
    edit(&mut hospital, "A", &[colour(ColourBy::Specialty)]).expect("the first one");
    let second = StudioCommand::Edit {
        scope: ward,
        changes: vec![colour(ColourBy::Destination)],
        by: None,
        saw: seen,
    };
    let refused = Err(Refusal::Studio(StudioRefusal::ChangedMeanwhile(ward)));
    assert_eq!(ask(&mut hospital, second), refused);
    let draft = hospital.state.boards.shelf(ward).worked_on();
    let kept = Setting::ColourBy(ColourBy::Specialty);
    assert_eq!(draft.get(BoardOption::ColourBy), Some(&kept));
    for command in [
        StudioCommand::Publish {
            scope: ward,
            by: None,
            saw: seen,
        },
        StudioCommand::Discard {
            scope: ward,
            by: None,
            saw: seen,
        },
        StudioCommand::Revert {
            scope: ward,
            version: 0,
            by: None,
            saw: seen,
        },
    ] {
        assert_eq!(ask(&mut hospital, command), refused);
    }
}

#[test]
fn a_draft_that_says_what_is_in_force_is_no_draft() {
    let mut hospital = hospital();
    set(&mut hospital, "A", &[colour(ColourBy::Specialty)]);
    assert_eq!(
        edit(&mut hospital, "A", &[colour(ColourBy::Specialty)]),
        Err(Refusal::NothingToDo)
    );
    edit(&mut hospital, "A", &[colour(ColourBy::Doctor)]).expect("drafted");
    edit(&mut hospital, "A", &[colour(ColourBy::Specialty)]).expect("undone by hand");
    let shelf = hospital.state.boards.shelf(scope(&hospital, "A"));
    assert_eq!((shelf.current(), shelf.draft), (1, None));
    edit(&mut hospital, "A", &[colour(ColourBy::Doctor)]).expect("drafted");
    let discard = StudioCommand::Discard {
        scope: scope(&hospital, "A"),
        by: LEA,
        saw: saw(&hospital, "A"),
    };
    ask(&mut hospital, discard).expect("thrown away");
    assert!(drawn(&hospital).contains("A: Specialty réglé ici"));
}

#[test]
fn no_setting_makes_a_board_that_cannot_be_used() {
    let mut hospital = hospital();
    let slot = |it: &str| Slot {
        code: code(it),
        name: label(it),
        choices: vec![],
    };
    let without = |flag| {
        let flags = Flag::ALL.into_iter().filter(|it| *it != flag);
        Setting::Flags(flags.collect())
    };
    let head = |doctor| Head {
        of: HeadOf::Doctor(PractitionerId::new(doctor)),
        tone: Tone::new(3).expect("a tone"),
    };
    let twice = vec![reason("A", "Avis"), reason("A", "Scanner")];
    let same = vec![reason("A", "Avis"), reason("B", "avis")];
    let long = label(&"x".repeat(Bounds::NAME + 1));
    let long_slot = Slot {
        name: long.clone(),
        ..slot("S")
    };
    for (setting, flaw) in [
        (Setting::Views(vec![]), Flaw::Empty(BoardOption::Views)),
        (Setting::Columns(vec![]), Flaw::Empty(BoardOption::Columns)),
        (
            Setting::Views(vec![BoardView::Plan, BoardView::Plan]),
            Flaw::Twice(BoardOption::Views),
        ),
        (
            Setting::Slots(["1", "2", "3", "4", "5"].map(slot).to_vec()),
            Flaw::TooManySlots,
        ),
        (without(Flag::Precautions), Flaw::Hides(Flag::Precautions)),
        (without(Flag::Homonym), Flaw::Hides(Flag::Homonym)),
        (Setting::Waits(twice), Flaw::Twice(BoardOption::Waits)),
        (Setting::Waits(same), Flaw::NameTwice(label("avis"))),
        (Setting::Slots(vec![long_slot]), Flaw::LongName(long)),
        (Setting::Heads(vec![head(99)]), Flaw::UnknownDoctor),
    ] {
        for whose in ["A", "territoire"] {
            assert_eq!(
                edit(&mut hospital, whose, &[BoardChange::Set(setting.clone())]),
                Err(Refusal::Studio(StudioRefusal::Unfit(flaw.clone()))),
                "{setting:?}"
            );
        }
    }
    // What is not about safety may be hidden, and steps may all be left out.
    edit(
        &mut hospital,
        "A",
        &[
            BoardChange::Set(without(Flag::Oxygen)),
            BoardChange::Set(Setting::Steps(vec![])),
        ],
    )
    .expect("drafted");
}

#[test]
fn a_reason_and_a_choice_taken_off_the_list_are_still_worded() {
    let mut hospital = hospital();
    let (stay, ward) = (hospital.stay("V1"), hospital.ward("A"));
    let waits = |list: &[Reason]| BoardChange::Set(Setting::Waits(list.to_vec()));
    let diet = |choices: &[Reason]| {
        BoardChange::Set(Setting::Slots(vec![Slot {
            code: code("REGIME"),
            name: label("Régime"),
            choices: choices.to_vec(),
        }]))
    };
    let (rehab, scan) = (
        reason("SSRX", "Place au SSR des Lilas"),
        reason("SCAN", "Scanner"),
    );
    let (diabetic, mixed) = (reason("DIAB", "Diabétique"), reason("MIX", "Mixé"));
    set(
        &mut hospital,
        "A",
        &[
            waits(&[rehab.clone(), scan.clone()]),
            diet(&[diabetic.clone(), mixed.clone()]),
        ],
    );
    for (change, topic) in [
        (
            CareChange::Discharge(Some(DischargePlan {
                at: None,
                destination: None,
                confidence: Confidence::Waiting,
            })),
            CareTopic::Discharge,
        ),
        (
            CareChange::Step {
                step: DischargeStep::Downstream,
                progress: Progress::Waiting(code("SSRX")),
            },
            CareTopic::Step(DischargeStep::Downstream),
        ),
        (
            CareChange::Slot {
                slot: code("REGIME"),
                choice: Some(code("DIAB")),
            },
            CareTopic::Slot(code("REGIME")),
        ),
    ] {
        let saw = hospital.state.stay(stay).expect("a stay").care().revision(&topic);
        hospital
            .act(BoardCommand::StateCare { stay, change, saw })
            .expect("stated");
    }
    set(&mut hospital, "A", &[waits(&[scan]), diet(&[mixed])]);
    let care = hospital.view("A", "V1").care;
    assert_eq!(
        care.waiting.expect("waiting").reason,
        Some(label("Place au SSR des Lilas"))
    );
    assert_eq!(care.slots, [(label("Régime"), label("Diabétique"))]);
    // The whole slot goes: no tile shows it, a journal still words it.
    set(&mut hospital, "A", &[BoardChange::Inherit(BoardOption::Slots)]);
    assert_eq!(hospital.view("A", "V1").care.slots, []);
    let names = hospital
        .state
        .slot_names(Some(ward), &code("REGIME"), Some(&code("DIAB")))
        .expect("named");
    assert_eq!(
        (names.slot, names.choice),
        (label("Régime"), Some(label("Diabétique")))
    );
    // What is off the list cannot be chosen anew.
    let change = CareChange::Step {
        step: DischargeStep::Family,
        progress: Progress::Waiting(code("SSRX")),
    };
    assert_eq!(
        hospital.act(BoardCommand::StateCare { stay, change, saw: 0 }),
        Err(Refusal::UnknownWait(code("SSRX")))
    );
}

#[test]
fn a_code_comes_back_with_its_name_and_is_never_given_to_another() {
    let mut hospital = hospital();
    let waits = |list: &[Reason]| BoardChange::Set(Setting::Waits(list.to_vec()));
    let minted = |hospital: &Hospital, name: &str, listed: &[Reason]| {
        hospital
            .state
            .wait_code(&label(name), listed)
            .expect("a code")
            .to_string()
    };
    assert_eq!(
        minted(&hospital, "Place en SMR", &[]),
        "SMR",
        "the one Chevet comes with"
    );
    assert_eq!(minted(&hospital, "Échographie", &[]), "ECHOGRAPHIE");
    let echo = reason("ECHOGRAPHIE", "Échographie");
    set(&mut hospital, "A", &[waits(&[echo])]);
    let renamed = reason("ECHOGRAPHIE", "Doppler");
    set(&mut hospital, "A", &[waits(std::slice::from_ref(&renamed))]);
    assert_eq!(minted(&hospital, "Échographie", &[renamed]), "ECHOGRAPHIE2");
    set(&mut hospital, "A", &[waits(&[])]);
    assert_eq!(
        minted(&hospital, "Doppler", &[]),
        "ECHOGRAPHIE",
        "it was that one"
    );
    assert_eq!(minted(&hospital, "!!!", &[]), "X");
}

fn precaution(it: &str, name: &str, letter: &str, shape: Shape) -> Arc<Precaution> {
    Arc::new(Precaution {
        code: code(it),
        name: label(name),
        letter: label(letter),
        shape,
        tint: Tint::Blue,
        retired: false,
    })
}

#[test]
fn the_set_of_precautions_grows_is_renamed_and_retired_and_loses_nothing() {
    let mut hospital = hospital();
    let stay = hospital.stay("V1");
    let before = hospital.state.settings.precautions.clone();
    let put = |hospital: &mut Hospital, set: Vec<Arc<Precaution>>, saw| {
        ask(hospital, StudioCommand::SetPrecautions { set, saw })
    };
    let change = CareChange::Precautions(vec![code("G")]);
    hospital
        .act(BoardCommand::StateCare { stay, change, saw: 0 })
        .expect("stated");
    let mut set = before.clone();
    set.push(precaution("RENF", "Respiratoire renforcée", "R", Shape::Drop));
    let retired = Precaution {
        retired: true,
        ..(*set[1]).clone()
    };
    set[1] = Arc::new(retired);
    put(&mut hospital, set.clone(), 0).expect("put");
    let worn = &hospital.view("A", "V1").care.precautions;
    assert_eq!(worn[0].name, label("Gouttelettes"), "whoever bears it still does");
    let second = hospital.stay("V2");
    let change = CareChange::Precautions(vec![code("G")]);
    assert_eq!(
        hospital.act(BoardCommand::StateCare {
            stay: second,
            change,
            saw: 0
        }),
        Err(Refusal::UnknownPrecaution(code("G")))
    );
    // Somebody else had the page open.
    let mut other = before.clone();
    other.swap(0, 1);
    assert_eq!(
        put(&mut hospital, other, 0),
        Err(Refusal::Studio(StudioRefusal::SettingsChangedMeanwhile))
    );
    let revision = hospital.state.settings_revision;
    assert_eq!(
        put(&mut hospital, set.clone(), revision),
        Err(Refusal::NothingToDo)
    );
    let with = |change: &dyn Fn(&mut Vec<Arc<Precaution>>)| {
        let mut next = set.clone();
        change(&mut next);
        next
    };
    for (next, flaw) in [
        (with(&|it| drop(it.remove(1))), PrecautionFlaw::Missing(code("G"))),
        (
            with(&|it| it.push(precaution("C", "Cutanée", "Q", Shape::Drop))),
            PrecautionFlaw::CodeTwice(code("C")),
        ),
        (
            with(&|it| it.push(precaution("X", "contact", "Q", Shape::Drop))),
            PrecautionFlaw::NameTwice(label("contact")),
        ),
        (
            with(&|it| it.push(precaution("X", "Autre", "c", Shape::Square))),
            PrecautionFlaw::LooksAlike(label("Contact"), label("Autre")),
        ),
        (
            with(&|it| it.push(precaution("X", "Autre", "ABC", Shape::Drop))),
            PrecautionFlaw::LongLetter(label("Autre")),
        ),
    ] {
        assert_eq!(
            put(&mut hospital, next, revision),
            Err(Refusal::Studio(StudioRefusal::BadPrecautions(flaw)))
        );
    }
}

#[test]
fn the_journal_says_what_changed_and_nothing_else() {
    let mut hospital = hospital();
    set(
        &mut hospital,
        "A",
        &[colour(ColourBy::Specialty), density(Density::Large)],
    );
    set(&mut hospital, "A", &[density(Density::Compact)]);
    let (_, event) = hospital.journal.last().expect("an event");
    let Event::StudioChanged(changed) = event else {
        panic!("{event:?}");
    };
    assert_eq!(
        changed.step,
        domain::studio::StudioStep::Published(vec![density(Density::Compact)])
    );
}
