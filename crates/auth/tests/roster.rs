//! Joiners and leavers as a file: what is read, what is refused, what it does, and that it can be read again.

use std::collections::HashMap;

use auth::{
    Account, Change, Directory, Giving, Hindrance, MOST_BYTES, MOST_ROWS, Names, NotGiven, Plan, Roster,
    export,
};
use base::id::PersonId;
use base::{Label, Moment, Zone};
use domain::rights::{Assignment, Place, Role};
use domain::testing::Hospital;

const LEA: PersonId = PersonId::new(1);
const NORA: PersonId = PersonId::new(2);
const ADMIN: PersonId = PersonId::new(3);

fn at(millis: i64) -> Moment {
    Moment::from_millis(millis)
}

/// The names that are known.
struct Known(HashMap<String, PersonId>);

impl Names for Known {
    fn person_named(&self, name: &Label) -> Option<PersonId> {
        self.0.get(&base::text::folded(name)).copied()
    }

    fn name_of(&self, person: PersonId) -> Option<Label> {
        let (name, _) = self.0.iter().find(|(_, it)| **it == person)?;
        Label::new(name).ok()
    }
}

struct House {
    directory: Directory,
    hospital: Hospital,
    names: Known,
}

impl House {
    fn new() -> Self {
        let hospital = Hospital::with("Cardiologie\n401: P[libre]").and("Chirurgie\n501: P[libre]");
        let ward = Place::Ward(hospital.ward("Cardiologie"));
        let (mut directory, mut names) = (Directory::default(), HashMap::new());
        for (person, name, role, place) in [
            (LEA, "lea", Role::WardTeam, ward),
            (NORA, "nora", Role::HeadNurse, ward),
            (ADMIN, "admin", Role::ItAdministrator, Place::Territory),
        ] {
            names.insert(name.to_owned(), person);
            directory.apply(&Change::Account(Box::new(Account {
                assignments: vec![Assignment::lasting(role, place)],
                ..Account::new(person, name.parse().expect("a login"), at(0))
            })));
        }
        Self {
            directory,
            hospital,
            names: Known(names),
        }
    }

    fn code(&self, ward: &str) -> String {
        let ward = self
            .hospital
            .state
            .ward(self.hospital.ward(ward))
            .expect("a ward");
        ward.code.to_string()
    }

    fn reads(&self, lines: &[&str]) -> Result<Roster, Vec<String>> {
        let text = lines.join("\n");
        Roster::read(text.as_bytes(), &self.hospital.state, &Zone::paris()).map_err(|it| it.0)
    }

    fn plans(&self, who: PersonId, lines: &[&str]) -> Result<Plan, Vec<(u64, Hindrance)>> {
        let account = self.directory.account(who).expect("an account");
        let authority = self.directory.authority(account, at(0));
        let giving = Giving {
            person: who,
            authority: &authority,
            state: &self.hospital.state,
            now: at(0),
        };
        self.reads(lines)
            .expect("a file")
            .plan(&self.directory, &self.names, giving)
    }
}

#[test]
fn a_file_brings_joiners_changes_those_who_are_here_and_leaves_the_rest_alone() {
    let house = House::new();
    let ward = house.code("Cardiologie");
    let plan = house
        .plans(
            NORA,
            &[
                "login;name;role;place;from;until;rpps;closed",
                &format!("zoe;Zoé Roi;ward_team;{ward};01/01/2027;31/03/2027;;"),
                &format!("zoe;Zoé Roi;secretary;{ward};;;;"),
                &format!("lea;Léa;ward_team;{ward};;2027-06-30;10001234567;"),
                "",
            ],
        )
        .expect("a plan");
    assert_eq!((plan.people.len(), plan.same), (2, 0));
    let (zoe, lea) = (&plan.people[0], &plan.people[1]);
    assert!(zoe.is_new && zoe.after.assignments.len() == 2);
    assert_eq!(
        zoe.after.assignments[0].until,
        Zone::paris().day_is_over("2027-03-31")
    );
    assert!(!lea.is_new && lea.after.rpps.as_deref() == Some("10001234567"));
    assert_eq!(
        lea.after.assignments.len(),
        1,
        "the role she has, with its last day"
    );
    let gone = house.plans(NORA, &["login,closed", "lea,oui"]).expect("a plan");
    assert!(gone.people[0].after.is_closed);
    let same = house.plans(
        NORA,
        &["login;name;role;place", &format!("lea;LEA;ward_team;{ward}")],
    );
    assert_eq!(
        same.map(|it| (it.people.len(), it.same, it.changes.len())),
        Ok((0, 1, 0))
    );
}

#[test]
fn every_fault_is_told_with_its_line_in_french() {
    let house = House::new();
    let faults = house
        .reads(&[
            "login;name;role;place;from;until;rpps;closed",
            "é;Zoé;;;;;;",
            "paul;Paul;chef;4001;;;;",
            "paul;Paul;ward_team;nulle part;;;;",
            "paul;Paul;ward_team;;;;;",
            "paul;Paul;;;31/02/2027;;;",
            "paul;Paul;;;;;123;peut-être",
            "paul;Paul;;;;;;;;",
        ])
        .expect_err("faults");
    let all = faults.join("\n");
    for told in [
        "ligne 2 : identifiant",
        "ligne 3 : rôle « chef » inconnu",
        "ligne 4 : lieu « nulle part » inconnu",
        "ligne 5 : un rôle sans lieu",
        "ligne 6 : date « 31/02/2027 » illisible",
        "ligne 7 : un numéro RPPS a onze chiffres",
        "ligne 7 : « closed »",
        "ligne 8 : 10 cellules pour 8 colonnes",
    ] {
        assert!(all.contains(told), "{told} is not in\n{all}");
    }
    assert!(house.reads(&["nom;prénom"]).expect_err("no login")[0].contains("login"));
    assert!(house.reads(&["login;rolle"]).expect_err("misspelt")[0].contains("rolle"));
    assert!(house.reads(&["login"]).is_err() && house.reads(&[""]).is_err());
}

#[test]
fn a17_a_file_gives_no_more_than_its_sender_could_and_then_nothing_at_all() {
    let house = House::new();
    let (ward, other) = (house.code("Cardiologie"), house.code("Chirurgie"));
    let faults = house.plans(
        NORA,
        &[
            "login;name;role;place;closed",
            &format!("zoe;Zoé Roi;ward_team;{ward};"),
            &format!("paul;Paul Roi;ward_team;{other};"),
            &format!("max;Max Roi;head_nurse;{ward};"),
            "admin;;;;oui",
            "nora;;;;oui",
            "sans;;;;",
            "lea;Quelqu’un d’autre;;;oui",
            "zoe2;zoe ROI;;;",
            "lea2;Léa;;;",
        ],
    );
    let faults = faults.expect_err("faults");
    let why = |line| faults.iter().find(|(it, _)| *it == line).map(|(_, why)| *why);
    assert_eq!(why(2), None, "what could be done is not told");
    assert!(matches!(why(3), Some(Hindrance::NotGiven(NotGiven::Place(_)))));
    assert_eq!(why(4), Some(Hindrance::NotGiven(NotGiven::Role(Role::HeadNurse))));
    assert_eq!(
        why(5),
        Some(Hindrance::NotGiven(NotGiven::Place(Place::Territory)))
    );
    assert_eq!(why(6), Some(Hindrance::NotGiven(NotGiven::OneSelf)));
    assert_eq!(why(7), Some(Hindrance::NoName));
    assert_eq!(
        why(8),
        Some(Hindrance::OtherName),
        "the login is somebody else’s by now"
    );
    assert_eq!(
        why(9),
        Some(Hindrance::NotGiven(NotGiven::NameTaken)),
        "twice in the file"
    );
    assert_eq!(why(10), Some(Hindrance::NotGiven(NotGiven::NameTaken)));
}

#[test]
fn d13_a_file_of_any_size_or_shape_is_refused_in_a_moment() {
    let house = House::new();
    let refuses = |bytes: &[u8]| {
        let read = Roster::read(bytes, &house.hospital.state, &Zone::paris());
        let faults = read.expect_err("refused").0;
        assert!(
            faults.len() <= 101 && faults.iter().all(|it| it.len() < 300),
            "{faults:?}"
        );
        faults[0].clone()
    };
    assert!(refuses(&vec![b'a'; MOST_BYTES + 1]).contains("2 Mo"));
    let many = format!("login\n{}", "lea\n".repeat(MOST_ROWS + 1));
    assert!(refuses(many.as_bytes()).contains("10000"));
    refuses(&vec![b'x'; MOST_BYTES]);
    refuses(&[b"login\n".as_slice(), &vec![b';'; MOST_BYTES - 10]].concat());
    refuses(&vec![b';'; MOST_BYTES]);
    refuses(&[b"login\n\"".as_slice(), &vec![b'a'; MOST_BYTES - 10]].concat());
    refuses(&[0x50, 0x4B, 3, 4, 0xFF, 0xFE, 0]);
    refuses("login\n".repeat(200_000).as_bytes());
}

#[test]
fn d14_what_is_exported_opens_as_text_and_reads_back_as_it_was() {
    let mut house = House::new();
    for (number, name) in [
        "=cmd|'/c calc'!A1",
        "+33",
        "-1+2",
        "@SUM(A1)",
        "＝1＋1",
        "O'Brien; Jean \"Jo\"",
    ]
    .into_iter()
    .enumerate()
    {
        let person = PersonId::new(20 + number as u32);
        house.names.0.insert(base::text::folded(name), person);
        house.directory.apply(&Change::Account(Box::new(Account {
            assignments: vec![Assignment {
                until: Zone::paris().day_is_over("2027-03-31"),
                ..Assignment::lasting(Role::WardTeam, Place::Ward(house.hospital.ward("Chirurgie")))
            }],
            until: Zone::paris().day_is_over("2027-04-30"),
            is_closed: number == 2,
            rpps: Some(format!("1000123456{number}")),
            ..Account::new(person, format!("x{number}").parse().expect("a login"), at(0))
        })));
    }
    let zone = Zone::paris();
    let accounts = house.directory.accounts();
    let text = export(
        accounts.into_iter(),
        &house.names,
        &house.hospital.state,
        &zone,
        at(0),
    );
    for cell in text.lines().flat_map(|line| line.split(';')) {
        let cell = cell.trim_start_matches('\u{feff}').trim_start_matches('"');
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '＝']), "{cell}");
    }
    let lines: Vec<&str> = text.lines().collect();
    let again = house.plans(ADMIN, &lines).expect("a plan");
    assert_eq!((again.people.len(), again.same), (0, 9), "{:?}", again.people);
}

#[test]
fn ten_thousand_joiners_are_planned_while_somebody_waits() {
    let house = House::new();
    let ward = house.code("Cardiologie");
    let mut lines = vec!["login;name;role;place;rpps".to_owned()];
    lines.extend((0..MOST_ROWS).map(|it| format!("x{it};Personne {it};ward_team;{ward};{:011}", it)));
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let plan = house.plans(ADMIN, &lines).expect("a plan");
    assert_eq!((plan.people.len(), plan.changes.len()), (MOST_ROWS, MOST_ROWS));
}
