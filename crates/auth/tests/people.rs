//! Who is let in, for how long, and who may give what to whom.

use auth::{
    Account, AccountWish, Badge, Change, Cost, Denied, Directory, Giving, Hashed, Link, Login, NotGiven,
    Policy, Post, PostId, PostKind, Proof, Secret, Standing, Way,
};
use base::id::PersonId;
use base::time::{DAY, HOUR, MINUTE};
use base::{Label, Moment};
use domain::rights::{Assignment, Place, Role};
use domain::testing::Hospital;

const LEA: PersonId = PersonId::new(1);
const NORA: PersonId = PersonId::new(2);
const ADMIN: PersonId = PersonId::new(3);
const SECOND: PersonId = PersonId::new(4);

fn at(millis: i64) -> Moment {
    Moment::from_millis(millis)
}

fn login(text: &str) -> Login {
    text.parse().expect("a login")
}

struct House {
    directory: Directory,
    hospital: Hospital,
}

impl House {
    /// Léa and Nora nurses of Cardiologie, one administrator, one post.
    fn new() -> Self {
        let hospital = Hospital::with("Cardiologie\n401: P[libre]").and("Chirurgie\n501: P[libre]");
        let ward = Place::Ward(hospital.ward("Cardiologie"));
        let mut house = Self {
            directory: Directory::default(),
            hospital,
        };
        house.keep(vec![Change::Pepper(Secret::new([5; 32]).print())]);
        for (person, name, role, place) in [
            (LEA, "lea", Role::WardTeam, ward),
            (NORA, "nora", Role::HeadNurse, ward),
            (ADMIN, "admin", Role::ItAdministrator, Place::Territory),
        ] {
            let account = Account {
                assignments: vec![Assignment::lasting(role, place)],
                password: Some(Hashed::new("un long mot de passe", [1; 16], Cost::PIN).expect("hashed")),
                pin: Some(Hashed::new("2580", [2; 16], Cost::PIN).expect("hashed")),
                badges: vec![Badge {
                    print: house.directory.badge_print(name),
                    end: Label::new("0042").expect("label"),
                    since: at(0),
                }],
                ..Account::new(person, login(name), at(0))
            };
            house.keep(vec![Change::Account(Box::new(account))]);
        }
        let token = Secret::new([9; 32]).print();
        let name = Label::new("Poste 1").expect("name");
        let post = Post::new(PostId::new([1; 6]), name, PostKind::Shared, ward, token, at(0));
        house.keep(vec![Change::Post(Box::new(post))]);
        house
    }

    fn keep(&mut self, changes: Vec<Change>) {
        for change in &changes {
            self.directory.apply(change);
        }
    }

    fn post(&self) -> Post {
        self.directory.posts()[0].clone()
    }

    /// The whole of a sign-in: whose secret, the comparison, the conclusion.
    fn enters(&mut self, proof: &Proof<'_>, on_post: bool, now: Moment) -> Result<Secret, Denied> {
        let post = on_post.then(|| self.post());
        let candidate = self.directory.candidate(proof, post.as_ref())?;
        let given = match proof {
            Proof::Password { password, .. } => password,
            Proof::Pin { pin, .. } => pin,
            Proof::Badge { .. } | Proof::Passkey { .. } | Proof::Provider(_) => "",
        };
        let matches = candidate
            .against
            .as_ref()
            .is_none_or(|it| it.is(given).expect("compared"));
        let person = candidate.person.filter(|_| matches).ok_or(Denied::Unknown)?;
        let token = Secret::new([now.millis().to_be_bytes()[7].wrapping_add(40); 32]);
        let proven = self
            .directory
            .admit(person, candidate.way, post.as_ref(), &token, now)?;
        self.keep(proven.changes);
        Ok(token)
    }

    fn is_in(&self, token: &Secret, on_post: bool, now: Moment) -> bool {
        let post = on_post.then(|| self.post().id);
        self.directory.present(token, post, now).is_some()
    }

    fn change(&mut self, person: PersonId, change: impl FnOnce(&mut Account)) {
        let mut account = self.directory.account(person).expect("an account").clone();
        change(&mut account);
        self.keep(vec![Change::Account(Box::new(account))]);
    }

    fn gives(&self, giver: PersonId, wish: &AccountWish) -> Result<Vec<Change>, NotGiven> {
        let account = self.directory.account(giver).expect("a giver");
        let authority = self.directory.authority(account, at(0));
        let giving = Giving {
            person: giver,
            authority: &authority,
            state: &self.hospital.state,
            now: at(0),
        };
        self.directory.give(giving, wish)
    }

    fn wish(&self, person: PersonId, name: &str, assignments: Vec<Assignment>) -> AccountWish {
        AccountWish {
            person,
            login: login(name),
            from: None,
            until: None,
            is_closed: false,
            assignments,
            rpps: None,
        }
    }
}

fn password(login: &'static str) -> Proof<'static> {
    Proof::Password {
        login,
        password: "un long mot de passe",
    }
}

const PIN: Proof<'static> = Proof::Pin {
    person: LEA,
    pin: "2580",
};

#[test]
fn a_stranger_learns_nothing_from_the_refusal() {
    let mut house = House::new();
    for (login, password) in [("lea", "faux"), ("personne", "faux"), ("Léa!", "faux"), ("", "")] {
        let refused = house.enters(&Proof::Password { login, password }, false, at(0));
        assert_eq!(refused.err(), Some(Denied::Unknown), "{login}");
    }
    assert!(
        house.enters(&password("LEA "), false, at(0)).is_ok(),
        "case and blanks do not matter"
    );
}

#[test]
fn a_badge_or_pin_needs_a_post_and_something_stronger_within_the_shift() {
    let mut house = House::new();
    let badge = Proof::Badge { number: "lea" };
    assert_eq!(house.enters(&PIN, true, at(0)).err(), Some(Denied::TooLight));
    house.enters(&password("lea"), true, at(0)).expect("the password");
    assert!(house.enters(&PIN, true, at(1)).is_ok());
    assert!(house.enters(&badge, true, at(2)).is_ok());
    assert_eq!(house.enters(&PIN, false, at(3)).err(), Some(Denied::NotAPost));
    assert_eq!(house.enters(&badge, false, at(3)).err(), Some(Denied::NotAPost));
    assert_eq!(
        house.enters(&PIN, true, at(12 * HOUR)).err(),
        Some(Denied::TooLight)
    );
    let wrong = Proof::Pin {
        person: LEA,
        pin: "0000",
    };
    assert_eq!(house.enters(&wrong, true, at(4)).err(), Some(Denied::Unknown));
    let nobody = Proof::Pin {
        person: PersonId::new(99),
        pin: "2580",
    };
    assert_eq!(house.enters(&nobody, true, at(4)).err(), Some(Denied::Unknown));
}

#[test]
fn a_post_remembers_its_people_the_last_one_first() {
    let mut house = House::new();
    for name in ["lea", "nora", "lea"] {
        house.enters(&password(name), true, at(0)).expect("in");
    }
    assert_eq!(house.post().recent, [LEA, NORA]);
}

#[test]
fn a_shared_post_forgets_the_person_after_ten_idle_minutes_and_a_shift() {
    let mut house = House::new();
    let token = house.enters(&password("lea"), true, at(0)).expect("in");
    assert!(house.is_in(&token, true, at(10 * MINUTE - 1)));
    assert!(!house.is_in(&token, true, at(10 * MINUTE)));
    house.directory.touch(&token.print(), at(9 * MINUTE));
    assert!(house.is_in(&token, true, at(18 * MINUTE)));
    for minute in (18..12 * 60).step_by(8) {
        house.directory.touch(&token.print(), at(minute * MINUTE));
    }
    assert!(house.is_in(&token, true, at(12 * HOUR - MINUTE)));
    assert!(
        !house.is_in(&token, true, at(12 * HOUR)),
        "a shift is over however busy"
    );
}

#[test]
fn a_personal_browser_keeps_somebody_for_half_a_day_of_silence() {
    let mut house = House::new();
    let token = house.enters(&password("lea"), false, at(0)).expect("in");
    assert!(house.is_in(&token, false, at(12 * HOUR - 1)) && !house.is_in(&token, false, at(12 * HOUR)));
}

#[test]
fn a03_a_session_is_worth_nothing_at_another_post_or_for_a_closed_account() {
    let mut house = House::new();
    let token = house.enters(&password("lea"), true, at(0)).expect("in");
    assert!(house.is_in(&token, true, at(1)));
    assert!(
        !house.is_in(&token, false, at(1)),
        "the token was carried to another browser"
    );
    house.change(LEA, |account| account.is_closed = true);
    assert!(!house.is_in(&token, true, at(1)));
}

#[test]
fn a11_the_session_of_an_interim_ends_with_the_contract() {
    let mut house = House::new();
    house.change(LEA, |account| account.until = Some(at(5 * MINUTE)));
    let token = house.enters(&password("lea"), true, at(0)).expect("in");
    assert!(house.is_in(&token, true, at(5 * MINUTE - 1)));
    assert!(!house.is_in(&token, true, at(5 * MINUTE)));
    let later = house.enters(&password("lea"), true, at(5 * MINUTE));
    assert_eq!(later.err(), Some(Denied::NotOpen(Standing::Over)));
}

#[test]
fn a10_two_providers_are_never_one_person_unless_somebody_linked_both() {
    let mut house = House::new();
    let link = |issuer: &str| Link {
        issuer: issuer.to_owned(),
        subject: "lea@hopital.example".to_owned(),
    };
    house.change(LEA, |account| account.links = vec![link("https://idp.example")]);
    assert!(
        house
            .enters(&Proof::Provider(&link("https://idp.example")), false, at(0))
            .is_ok()
    );
    let other = house.enters(&Proof::Provider(&link("https://evil.example")), false, at(0));
    assert_eq!(other.err(), Some(Denied::NotLinked));
}

#[test]
fn a_provider_ends_the_sessions_it_began_and_no_other() {
    let mut house = House::new();
    let way = Way::Provider {
        issuer: "https://idp.example".to_owned(),
        subject: "x1".to_owned(),
        sid: Some("s1".to_owned()),
        establishment: None,
        two_factors: false,
    };
    let token = Secret::new([77; 32]);
    let proven = house.directory.admit(LEA, way, None, &token, at(0)).expect("in");
    house.keep(proven.changes);
    let own = house.enters(&password("lea"), false, at(0)).expect("in");
    for (issuer, subject, sid) in [
        ("https://evil.example", None, Some("s1")),
        ("https://idp.example", None, Some("s2")),
        ("https://idp.example", None, None),
    ] {
        assert!(house.directory.ended_by(issuer, subject, sid).is_empty());
    }
    let ended = house.directory.ended_by("https://idp.example", Some("x1"), None);
    house.keep(ended);
    assert!(!house.is_in(&token, false, at(1)) && house.is_in(&own, false, at(1)));
}

#[test]
fn a_password_chosen_by_somebody_else_is_good_for_choosing_another() {
    let mut house = House::new();
    house.change(LEA, |account| account.must_choose = true);
    assert_eq!(
        house.enters(&password("lea"), false, at(0)).err(),
        Some(Denied::MustChoose)
    );
}

#[test]
fn a17_nobody_gives_what_is_not_theirs() {
    let house = House::new();
    let ward = Place::Ward(house.hospital.ward("Cardiologie"));
    let other = Place::Ward(house.hospital.ward("Chirurgie"));
    let newcomer = PersonId::new(9);
    let gives = |giver, role, place| {
        let wish = house.wish(newcomer, "paul", vec![Assignment::lasting(role, place)]);
        house.gives(giver, &wish).map(|_| ())
    };
    assert_eq!(gives(NORA, Role::WardTeam, ward), Ok(()));
    assert_eq!(gives(NORA, Role::WardTeam, other), Err(NotGiven::Place(other)));
    assert_eq!(
        gives(NORA, Role::HeadNurse, ward),
        Err(NotGiven::Role(Role::HeadNurse))
    );
    assert_eq!(
        gives(NORA, Role::ItAdministrator, ward),
        Err(NotGiven::Role(Role::ItAdministrator))
    );
    assert_eq!(gives(LEA, Role::WardTeam, ward), Err(NotGiven::Place(ward)));
    assert_eq!(gives(ADMIN, Role::HeadNurse, ward), Ok(()));
    assert_eq!(
        gives(ADMIN, Role::WardTeam, Place::Territory),
        Err(NotGiven::TooWide(Role::WardTeam))
    );
    assert_eq!(gives(ADMIN, Role::Post, ward), Err(NotGiven::TooWide(Role::Post)));
}

#[test]
fn a17_nobody_changes_their_own_roles_or_last_day() {
    let house = House::new();
    let ward = Place::Ward(house.hospital.ward("Cardiologie"));
    let raised = house.wish(
        NORA,
        "nora",
        vec![
            Assignment::lasting(Role::HeadNurse, ward),
            Assignment::lasting(Role::WardTeam, ward),
        ],
    );
    assert_eq!(house.gives(NORA, &raised).err(), Some(NotGiven::OneSelf));
    let renamed = house.wish(NORA, "nora.b", vec![Assignment::lasting(Role::HeadNurse, ward)]);
    assert!(house.gives(NORA, &renamed).is_ok(), "a login is no right");
}

#[test]
fn a17_the_logins_of_two_people_differ() {
    let house = House::new();
    let wish = house.wish(PersonId::new(9), "lea", vec![]);
    assert_eq!(house.gives(ADMIN, &wish).err(), Some(NotGiven::LoginTaken));
}

#[test]
fn a18_the_last_administrator_stays() {
    let mut house = House::new();
    let second = Account {
        assignments: vec![Assignment::lasting(Role::ItAdministrator, Place::Territory)],
        ..Account::new(SECOND, login("second"), at(0))
    };
    house.keep(vec![Change::Account(Box::new(second))]);
    let closing = AccountWish {
        is_closed: true,
        ..house.wish(
            ADMIN,
            "admin",
            vec![Assignment::lasting(Role::ItAdministrator, Place::Territory)],
        )
    };
    let changes = house.gives(SECOND, &closing).expect("there are two");
    house.keep(changes);
    let last = AccountWish {
        until: Some(at(DAY)),
        ..house.wish(
            SECOND,
            "second",
            vec![Assignment::lasting(Role::ItAdministrator, Place::Territory)],
        )
    };
    assert_eq!(house.gives(SECOND, &last).err(), Some(NotGiven::OneSelf));
    house.change(ADMIN, |account| {
        account.is_closed = false;
        account.assignments = vec![Assignment {
            until: Some(at(HOUR)),
            ..Assignment::lasting(Role::ItAdministrator, Place::Territory)
        }];
    });
    house.change(SECOND, |account| account.until = Some(at(1)));
    let none_left = house.wish(SECOND, "second", vec![]);
    let answer = house.gives(ADMIN, &none_left);
    assert!(answer.is_ok(), "one who administers is left: {answer:?}");
}

#[test]
fn a17_two_people_make_an_administrator_once_there_are_two() {
    let mut house = House::new();
    let made = |house: &House, giver, person, name: &str| {
        let wish = house.wish(
            person,
            name,
            vec![Assignment::lasting(Role::ItAdministrator, Place::Territory)],
        );
        house.gives(giver, &wish).expect("given or proposed")
    };
    let changes = made(&house, ADMIN, SECOND, "second");
    house.keep(changes);
    assert_eq!(
        house.directory.administrators(at(0)),
        2,
        "the first one was alone"
    );
    let third = PersonId::new(9);
    let changes = made(&house, ADMIN, third, "third");
    house.keep(changes);
    assert_eq!(house.directory.administrators(at(0)), 2, "the third one waits");
    let confirms = |house: &House, who| {
        let account = house.directory.account(who).expect("an account");
        let authority = house.directory.authority(account, at(0));
        let giving = Giving {
            person: who,
            authority: &authority,
            state: &house.hospital.state,
            now: at(0),
        };
        house.directory.confirm(giving, third)
    };
    assert_eq!(confirms(&house, ADMIN).err(), Some(NotGiven::SamePerson));
    let changes = confirms(&house, SECOND).expect("the second person");
    house.keep(changes);
    assert_eq!(house.directory.administrators(at(0)), 3);
    assert_eq!(confirms(&house, SECOND).err(), Some(NotGiven::Unknown), "once");
}

#[test]
fn a_head_nurse_lends_her_ward_for_a_night_and_no_more_than_she_has() {
    let mut house = House::new();
    let (ward, other) = (
        Place::Ward(house.hospital.ward("Cardiologie")),
        Place::Ward(house.hospital.ward("Chirurgie")),
    );
    let lends = |house: &House, giver, role, place| {
        let account = house.directory.account(giver).expect("an account");
        let authority = house.directory.authority(account, at(0));
        let giving = Giving {
            person: giver,
            authority: &authority,
            state: &house.hospital.state,
            now: at(0),
        };
        house
            .directory
            .lend(giving, LEA, role, place, at(0), at(12 * HOUR))
    };
    assert!(lends(&house, NORA, Role::HeadNurse, other).is_err());
    assert!(lends(&house, NORA, Role::Cell, ward).is_err());
    let changes = lends(&house, NORA, Role::HeadNurse, ward).expect("lent");
    house.keep(changes);
    assert!(
        lends(&house, LEA, Role::HeadNurse, ward).is_err(),
        "what is lent is not lent on"
    );
    let lea = house.directory.account(LEA).expect("an account");
    let roles = |now| lea.assignments.iter().filter(|it| it.holds_at(now)).count();
    assert_eq!((roles(at(HOUR)), roles(at(12 * HOUR))), (2, 1));
}

#[test]
fn a_policy_out_of_bounds_names_its_field() {
    let odd = Policy {
        keep_access_months: 1,
        ..Policy::default()
    };
    assert_eq!(odd.checked(), Err("keep_access_months"));
    assert!(Policy::default().checked().is_ok());
}

#[test]
fn everything_kept_is_read_back_as_it_was() {
    let house = House::new();
    let mut again = Directory::default();
    let kept: Vec<Change> = house
        .directory
        .accounts()
        .into_iter()
        .map(|it| Change::Account(Box::new(it.clone())))
        .chain([
            Change::Post(Box::new(house.post())),
            Change::Policy(Box::default()),
        ])
        .collect();
    for change in &kept {
        let row = change.row().expect("a row");
        let body = row.body.expect("bytes");
        assert!(
            !String::from_utf8_lossy(&body).contains("2580"),
            "no secret is kept as it is"
        );
        again.read(row.kind, &row.id, &body).expect("read back");
    }
    assert_eq!(again.accounts(), house.directory.accounts());
    assert_eq!(again.posts(), house.directory.posts());
    assert!(again.read("account", "o1", b"{").is_err());
    assert!(again.read("of a later version", "1", b"{}").is_ok());
}
