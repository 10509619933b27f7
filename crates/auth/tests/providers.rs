//! Identity providers as they are kept, and the links to their people.

use auth::{
    Account, Change, Denied, Directory, Link, Preset, ProviderId, ProviderRow, Sealed, Secret, Session,
    Standing, Way,
};
use base::id::PersonId;
use base::{Label, Moment};
use domain::rights::{Assignment, Place, Role};
use domain::testing::Hospital;

const LEA: PersonId = PersonId::new(1);
const NORA: PersonId = PersonId::new(2);
const NOW: Moment = Moment::from_millis(0);
const RPPS: &str = "10001234567";

fn provider() -> ProviderRow {
    ProviderRow {
        id: "psc".parse().expect("a short name"),
        name: Label::new("Pro Santé Connect").expect("a name"),
        preset: Preset::ProSanteConnect,
        issuer: String::new(),
        discovery: None,
        client_id: "chevet".to_owned(),
        client_secret: Some(Sealed::new("hunter2")),
        scopes: Vec::new(),
        acr_values: Vec::new(),
        max_age: None,
        trusted_audiences: Vec::new(),
        groups_claim: None,
        hosts: Vec::new(),
        networks: Vec::new(),
        authorities: None,
        links_by_rpps: true,
        asks_two_factors: false,
        is_enabled: true,
    }
}

fn account(person: PersonId, login: &str, rpps: Option<&str>) -> Account {
    Account {
        rpps: rpps.map(str::to_owned),
        ..Account::new(person, login.parse().expect("a login"), NOW)
    }
}

fn keep(directory: &mut Directory, account: Account) {
    directory.apply(&Change::Account(Box::new(account)));
}

fn link(issuer: &str, subject: &str) -> Link {
    Link {
        issuer: issuer.to_owned(),
        subject: subject.to_owned(),
    }
}

#[test]
fn a_provider_is_kept_with_its_secret_which_is_in_no_debug() {
    let row = Change::Provider(Box::new(provider())).row().expect("a row");
    let mut directory = Directory::default();
    let body = row.body.expect("bytes");
    directory.read(row.kind, &row.id, &body).expect("readable");
    let id: ProviderId = "psc".parse().expect("a short name");
    assert_eq!(directory.provider(&id), Some(&provider()));
    assert!(!format!("{directory:?}").contains("hunter2"));
    directory.apply(&Change::NoProvider(id));
    assert_eq!(directory.providers().count(), 0);
}

#[test]
fn a10_an_rpps_number_links_one_account_once_and_never_a_second_person() {
    let mut directory = Directory::default();
    keep(&mut directory, account(LEA, "lea", Some("8 10001234567")));
    let first = link("https://psc.example", "a");
    let (person, change) = directory.linked_by_rpps(&first, RPPS, NOW).expect("linked");
    assert_eq!(person, LEA);
    directory.apply(&change);
    assert_eq!(directory.account_of_link(&first).map(|it| it.person), Some(LEA));
    // Somebody else of that provider who comes with the same number is nobody.
    let other = directory.linked_by_rpps(&link("https://psc.example", "b"), RPPS, NOW);
    assert_eq!(other.err(), Some(Denied::NotLinked));
    assert!(
        directory
            .linked_by_rpps(&link("https://chu.example", "c"), RPPS, NOW)
            .is_ok()
    );
}

#[test]
fn a_number_that_two_accounts_carry_or_a_closed_one_links_nobody() {
    let mut directory = Directory::default();
    let theirs = link("https://psc.example", "a");
    let asked = |directory: &Directory, rpps| directory.linked_by_rpps(&theirs, rpps, NOW).map(|_| ()).err();
    keep(&mut directory, account(LEA, "lea", Some(RPPS)));
    assert_eq!(asked(&directory, RPPS), None);
    assert_eq!(asked(&directory, "10009999999"), Some(Denied::NotLinked));
    assert_eq!(asked(&directory, ""), Some(Denied::NotLinked));
    keep(&mut directory, account(NORA, "nora", Some(RPPS)));
    assert_eq!(asked(&directory, RPPS), Some(Denied::NotLinked));
    keep(&mut directory, account(NORA, "nora", None));
    let closed = Account {
        is_closed: true,
        ..account(LEA, "lea", Some(RPPS))
    };
    keep(&mut directory, closed);
    assert_eq!(asked(&directory, RPPS), Some(Denied::NotOpen(Standing::Closed)));
}

#[test]
fn whoever_comes_for_one_establishment_has_the_roles_of_the_others_put_aside() {
    let hospital = Hospital::with("Cardiologie\n401: P[libre]");
    let ward = hospital.ward("Cardiologie");
    let here = hospital.state.ward(ward).expect("a ward").establishment;
    let elsewhere = base::id::EstablishmentId::new(99);
    let account = Account {
        assignments: vec![
            Assignment::lasting(Role::Doctor, Place::Ward(ward)),
            Assignment::lasting(Role::Cell, Place::Territory),
        ],
        ..account(LEA, "lea", None)
    };
    let directory = Directory::default();
    let roles = |establishment| {
        let way = Way::Provider {
            issuer: "https://psc.example".to_owned(),
            subject: "a".to_owned(),
            sid: None,
            establishment,
            two_factors: false,
        };
        let authority = directory.authority_in(&account, &way, &hospital.state, NOW);
        authority.assignments.iter().map(|it| it.role).collect::<Vec<_>>()
    };
    assert_eq!(roles(None), [Role::Doctor, Role::Cell]);
    assert_eq!(roles(Some(here)), [Role::Doctor, Role::Cell]);
    assert_eq!(roles(Some(elsewhere)), [Role::Cell]);
}

#[test]
fn the_sessions_of_a_provider_that_is_trusted_no_more_end() {
    let mut directory = Directory::default();
    let session = |byte: u8, way| Session {
        print: Secret::new([byte; 32]).print(),
        person: LEA,
        post: None,
        since: NOW,
        seen: NOW,
        kept: None,
        way,
    };
    let at = |issuer: &str| Way::Provider {
        issuer: issuer.to_owned(),
        subject: "a".to_owned(),
        sid: None,
        establishment: None,
        two_factors: false,
    };
    for (byte, way) in [
        (1, at("https://one.example")),
        (2, at("https://two.example")),
        (3, Way::Password),
    ] {
        directory.apply(&Change::Session(session(byte, way)));
    }
    let ended = directory.begun_at("https://one.example");
    assert_eq!(ended, [Change::NoSession(Secret::new([1; 32]).print())]);
}

#[test]
fn two_factors_are_believed_of_a_provider_that_is_asked_for_them() {
    let hospital = ProviderRow {
        preset: Preset::Hospital,
        asks_two_factors: true,
        ..provider()
    };
    assert!(!hospital.is_two_factors(), "no level is demanded");
    let asked = ProviderRow {
        acr_values: vec!["mfa".to_owned()],
        ..hospital
    };
    assert!(asked.is_two_factors());
    let not_told = ProviderRow {
        asks_two_factors: false,
        ..asked
    };
    assert!(!not_told.is_two_factors());
    assert!(
        provider().is_two_factors(),
        "Pro Santé Connect demands a card or its application"
    );
}
