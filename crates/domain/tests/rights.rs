//! Who may do what, where: the table as managers read it, and its edges on a territory of two establishments.

use base::id::{EstablishmentId, PersonId, WardId};
use base::{Code, Label, Moment};
use domain::command::Command;
use domain::flow::Answer;
use domain::import::{
    BedEntry, DivisionEntry, EstablishmentEntry, RoomEntry, SiteEntry, StructureDocument, WardEntry,
};
use domain::movement::Kind;
use domain::rights::{
    Action, Assignment, Authority, BrokenGlass, Place, Reach, Role, SharedCare, Target, Wards, reach, written,
};
use domain::state::State;
use domain::testing::{Hospital, Told};

/// A ward's code, its site and its division.
type Drawn = (&'static str, Option<&'static str>, Option<&'static str>);

/// ```text
/// CHU    site Nord   pôle Cœur      Cardiologie, Chirurgie
///        site Sud    pôle Cœur      Rythmologie
///        site Nord   (sans pôle)    Accueil, Transit
/// CLINIQUE                          Soins
/// ```
fn territory() -> Hospital {
    let mut hospital = Hospital::new();
    hospital.must(&Command::ImportStructure(Box::new(StructureDocument {
        replaces: false,
        establishments: vec![
            establishment(
                "CHU",
                &[
                    ("Cardiologie", Some("Nord"), Some("Coeur")),
                    ("Chirurgie", Some("Nord"), Some("Coeur")),
                    ("Rythmologie", Some("Sud"), Some("Coeur")),
                    ("Accueil", Some("Nord"), None),
                    ("Transit", Some("Nord"), None),
                ],
            ),
            establishment("CLINIQUE", &[("Soins", None, None)]),
        ],
    })));
    hospital
}

fn establishment(name: &str, wards: &[Drawn]) -> EstablishmentEntry {
    let named = |text: &str| Some(Label::new(text).expect("label"));
    let mut entry = EstablishmentEntry {
        code: code(name),
        name: named(name),
        sites: Vec::new(),
        divisions: Vec::new(),
        units: Vec::new(),
        wards: Vec::new(),
    };
    for (ward, site, division) in wards {
        if let Some(site) = site.map(code)
            && entry.sites.iter().all(|it| it.code != site)
        {
            entry.sites.push(SiteEntry {
                name: named(&site),
                code: site,
            });
        }
        if let Some(division) = division.map(code)
            && entry.divisions.iter().all(|it| it.code != division)
        {
            entry.divisions.push(DivisionEntry {
                name: named(&division),
                code: division,
            });
        }
        let bed = BedEntry {
            code: code("1"),
            label: None,
            attributes: domain::bed::Attributes::default(),
        };
        entry.wards.push(WardEntry {
            code: code(ward),
            name: named(ward),
            site: site.map(code),
            division: division.map(code),
            specialty: None,
            rooms: vec![RoomEntry {
                code: code("1"),
                attributes: domain::bed::Attributes::default(),
                beds: vec![bed],
            }],
        });
    }
    entry
}

fn code(text: &str) -> Code {
    Code::new(text).expect("code")
}

/// The ward of that name, in whichever establishment.
fn ward(state: &State, name: &str) -> WardId {
    let found = state.wards.iter().find(|it| it.code == code(name));
    found.expect("a ward").id
}

fn chu(state: &State) -> EstablishmentId {
    state.index.establishment(&code("CHU")).expect("the CHU")
}

fn somebody(role: Role, place: Place) -> Authority {
    Authority {
        assignments: vec![Assignment::lasting(role, place)],
        ..Authority::default()
    }
}

/// The names of the wards in which somebody may do that.
fn where_(state: &State, who: &Authority, action: Action) -> Vec<String> {
    let now = Moment::from_millis(0);
    match who.wards(state, action, now) {
        Wards::All => vec!["*".to_owned()],
        Wards::Only(wards) => wards
            .into_iter()
            .filter_map(|id| Some(state.ward(id)?.name.to_string()))
            .collect(),
    }
}

#[test]
fn the_table_is_the_page_that_managers_agreed_to() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/rights.tsv");
    if std::env::var_os("GOLDEN").is_some() {
        std::fs::write(path, written()).expect("the golden file is written");
    }
    let agreed = std::fs::read_to_string(path).expect("the golden file");
    assert_eq!(
        written(),
        agreed,
        "rights changed: look at the page, then write it with GOLDEN=write"
    );
}

#[test]
fn a_nurse_sees_the_names_of_the_division_and_acts_in_the_ward() {
    let state = territory().state;
    let nurse = somebody(Role::WardTeam, Place::Ward(ward(&state, "Cardiologie")));
    assert_eq!(
        where_(&state, &nurse, Action::SeeIdentity),
        ["Cardiologie", "Chirurgie", "Rythmologie"]
    );
    assert_eq!(where_(&state, &nurse, Action::Care), ["Cardiologie"]);
    assert_eq!(where_(&state, &nurse, Action::SetBoard), [""; 0]);
    assert_eq!(
        where_(&state, &nurse, Action::SeeBoard),
        ["Cardiologie", "Chirurgie", "Rythmologie", "Accueil", "Transit"]
    );
}

#[test]
fn wards_without_a_division_do_not_make_one_together() {
    let state = territory().state;
    let nurse = somebody(Role::WardTeam, Place::Ward(ward(&state, "Accueil")));
    assert_eq!(where_(&state, &nurse, Action::SeeIdentity), ["Accueil"]);
}

#[test]
fn establishments_do_not_see_each_others_names_unless_a_cell_or_a_link_says_so() {
    let state = territory().state;
    let now = Moment::from_millis(0);
    let soins = ward(&state, "Soins");
    for role in Role::ALL {
        let own = somebody(role, Place::Establishment(chu(&state)));
        let sees = own.may(&state, Action::SeeIdentity, Target::Ward(soins), now);
        assert_eq!(
            sees,
            role == Role::Cell,
            "{role:?} of the CHU sees the names of the clinic"
        );
    }
    let mut linked = somebody(Role::WardTeam, Place::Ward(ward(&state, "Cardiologie")));
    linked.shared = vec![SharedCare {
        ward: soins,
        with: Place::Ward(ward(&state, "Cardiologie")),
    }];
    assert!(linked.may(&state, Action::SeeIdentity, Target::Ward(soins), now));
    assert!(
        !linked.may(&state, Action::Care, Target::Ward(soins), now),
        "a link shows, it does not let act"
    );
    linked.assignments = vec![Assignment::lasting(
        Role::WardTeam,
        Place::Ward(ward(&state, "Chirurgie")),
    )];
    assert!(
        !linked.may(&state, Action::SeeIdentity, Target::Ward(soins), now),
        "the link is with Cardiologie, not with the division around it"
    );
}

#[test]
fn only_roles_that_steer_a_territory_may_have_it_whole() {
    for role in Role::ALL {
        let whole = Assignment::lasting(role, Place::Territory);
        let names = reach(role, Action::SeeIdentity).is_some();
        if whole.is_sound() && names {
            assert_eq!(
                role,
                Role::Cell,
                "{role:?} would see the names of every establishment"
            );
        }
    }
}

/// Journals and downtime sheets name patients, and are not drawn through a veil.
#[test]
fn whoever_reads_the_past_or_prints_a_sheet_may_know_the_names_in_it() {
    let state = territory().state;
    let now = Moment::from_millis(0);
    for role in Role::ALL {
        for place in [
            Place::Ward(ward(&state, "Cardiologie")),
            Place::Establishment(chu(&state)),
            Place::Territory,
        ] {
            let who = somebody(role, place);
            for known in &state.wards {
                let may = |action| who.may(&state, action, Target::Ward(known.id), now);
                let names = may(Action::SeeIdentity);
                for action in [Action::SeePast, Action::PrintSheet] {
                    assert!(
                        names || !may(action),
                        "{role:?} of {place}: {action:?} at {}",
                        known.name
                    );
                }
            }
        }
    }
}

#[test]
fn a_role_holds_from_its_first_to_its_last_moment() {
    let state = territory().state;
    let target = Target::Ward(ward(&state, "Cardiologie"));
    let at = Moment::from_millis;
    let night = Authority {
        assignments: vec![Assignment {
            from: Some(at(1_000)),
            until: Some(at(2_000)),
            lent_by: Some(PersonId::new(1)),
            ..Assignment::lasting(Role::HeadNurse, Place::Ward(ward(&state, "Cardiologie")))
        }],
        ..Authority::default()
    };
    let may = |millis| night.may(&state, Action::CloseBed, target, at(millis));
    assert_eq!(
        [may(999), may(1_000), may(1_999), may(2_000)],
        [false, true, true, false]
    );
}

#[test]
fn broken_glass_opens_names_for_a_time_and_lets_nobody_act() {
    let state = territory().state;
    let soins = ward(&state, "Soins");
    let at = Moment::from_millis;
    let mut doctor = somebody(Role::Doctor, Place::Establishment(chu(&state)));
    doctor.broken = vec![BrokenGlass {
        ward: soins,
        until: at(60_000),
    }];
    let may = |action, millis| doctor.may(&state, action, Target::Ward(soins), at(millis));
    assert!(may(Action::SeeIdentity, 0) && may(Action::SeeStay, 0) && may(Action::SeeBoard, 0));
    assert!(!may(Action::SeeIdentity, 60_000), "it closes by itself");
    for action in [Action::Care, Action::Move, Action::SetBoard, Action::PrintSheet] {
        assert!(!may(action, 0), "{action:?}");
    }
}

#[test]
fn a_doctor_acts_for_own_patients_wherever_they_lie() {
    let mut hospital = territory();
    for (visit, who, doctor, place) in [
        ("V1", "MARTIN", "Keller", "Cardiologie/1/1"),
        ("V2", "DURAND", "Simon", "Chirurgie/1/1"),
    ] {
        hospital.tell(
            Told::insert(Kind::Admission, visit)
                .of(who)
                .at("08:00")
                .in_(place)
                .doctor(doctor),
        );
    }
    let state = &hospital.state;
    let (hers, his) = (hospital.stay("V1"), hospital.stay("V2"));
    let now = hospital.now;
    let keller = Authority {
        practitioner: state.stay(hers).expect("a stay").timeline.doctor,
        ..somebody(Role::Doctor, Place::Ward(ward(state, "Chirurgie")))
    };
    assert!(keller.practitioner.is_some());
    let may = |stay| keller.may(state, Action::Care, Target::Stay(stay), now);
    assert_eq!((may(hers), may(his)), (true, false));
    assert!(keller.has_personal_reach(Action::Care, now));
    assert!(
        keller.wards(state, Action::Care, now).is_empty(),
        "no ward is theirs to act in"
    );
}

/// ```text
/// Urgences  [MARTIN]                Cardiologie is asked about MARTIN, says no; then Pneumologie keeps 201 for them
/// ```
#[test]
fn a_ward_opens_the_sheet_of_whom_it_awaits_and_no_longer_than_it_awaits_them() {
    let mut hospital = Hospital::with("Urgences\n B1: [MARTIN]\n B2: [DURAND]")
        .and("Cardiologie\n 401: [libre]")
        .and("Pneumologie\n 201: [libre]");
    let martin = hospital.request_for("MARTIN", None).expect("asked");
    let prepares = |hospital: &Hospital, ward: &str, patient: &str| {
        let nurse = somebody(Role::WardTeam, Place::Ward(hospital.ward(ward)));
        let stay = Target::Stay(hospital.stay(patient));
        let may = |action| nurse.may(&hospital.state, action, stay, hospital.now);
        let prepares = may(Action::SeeStay);
        for action in [Action::SeeIdentity, Action::Search, Action::Care] {
            assert_eq!(may(action), prepares, "{ward}, {patient}: {action:?}");
        }
        for action in [Action::SeePast, Action::Witness, Action::Move] {
            assert!(
                !may(action),
                "{ward}, {patient}: {action:?} is for those around the patient"
            );
        }
        prepares
    };
    assert!(
        !prepares(&hospital, "Cardiologie", "MARTIN"),
        "nobody asked it yet"
    );

    hospital
        .propose(martin, "Cardiologie", Some("Cardiologie/401/401"))
        .expect("proposed");
    assert!(prepares(&hospital, "Cardiologie", "MARTIN"));
    assert!(
        !prepares(&hospital, "Cardiologie", "DURAND"),
        "asked about somebody else"
    );
    assert!(!prepares(&hospital, "Pneumologie", "MARTIN"), "nobody asked it");

    hospital
        .answer(
            martin,
            Answer::Refuse {
                reason: code("EFFECTIF"),
            },
        )
        .expect("no");
    assert!(!prepares(&hospital, "Cardiologie", "MARTIN"), "it said no");
    hospital
        .assign(1, martin, "Pneumologie/201/201", Some("URGENCE"))
        .expect("given");
    assert!(prepares(&hospital, "Pneumologie", "MARTIN"), "it keeps a bed");
}

#[test]
fn a_partner_sees_nobody_before_somebody_is_oriented_to_it() {
    let mut hospital = territory();
    hospital.tell(
        Told::insert(Kind::Admission, "V1")
            .of("MARTIN")
            .at("08:00")
            .in_("Cardiologie/1/1"),
    );
    let partner = somebody(Role::Partner, Place::Establishment(chu(&hospital.state)));
    for action in Action::ALL {
        for target in [
            Target::Ward(ward(&hospital.state, "Cardiologie")),
            Target::Stay(hospital.stay("V1")),
        ] {
            assert!(
                !partner.may(&hospital.state, action, target, hospital.now),
                "{action:?}"
            );
        }
    }
}

#[test]
fn whoever_gives_rights_gives_only_within_the_own_place() {
    let state = territory().state;
    let now = Moment::from_millis(0);
    let own = Place::Ward(ward(&state, "Cardiologie"));
    let head = somebody(Role::HeadNurse, own);
    let may = |place| head.may(&state, Action::ManagePeople, Target::Place(place), now);
    assert!(may(own));
    for wider in [
        Place::Ward(ward(&state, "Chirurgie")),
        Place::Establishment(chu(&state)),
        Place::Territory,
    ] {
        assert!(!may(wider), "{wider}");
    }
}

#[test]
fn a_place_is_written_and_read_back() {
    for text in ["w12", "d3", "x1", "e0", "territory"] {
        assert_eq!(
            text.parse::<Place>().map(|it| it.to_string()),
            Ok(text.to_owned())
        );
    }
    assert!("b1".parse::<Place>().is_err() && "".parse::<Place>().is_err());
}

#[test]
fn every_word_of_the_table_is_used() {
    let reaches: Vec<Reach> = Role::ALL
        .into_iter()
        .flat_map(|role| {
            Action::ALL
                .into_iter()
                .filter_map(move |action| reach(role, action))
        })
        .collect();
    for word in [
        Reach::Place,
        Reach::Division,
        Reach::Site,
        Reach::Establishment,
        Reach::Territory,
        Reach::OwnPatients,
        Reach::Oriented,
    ] {
        assert!(reaches.contains(&word), "{word:?}");
    }
    for action in Action::ALL {
        assert!(
            Role::ALL.into_iter().any(|role| reach(role, action).is_some()),
            "nobody may {action:?}"
        );
    }
}
