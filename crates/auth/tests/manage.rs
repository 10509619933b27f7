//! What is done to accounts beside giving them: secrets, loans, names opened in an emergency.

use auth::{
    Account, AccountWish, Change, Cost, Directory, Giving, Glass, Hashed, LONGEST_LOAN, NotGiven, NotOpened,
    Secret, Session, Way,
};
use base::id::{PersonId, PractitionerId};
use base::time::{DAY, HOUR, MINUTE};
use base::{Label, Moment};
use domain::rights::{Action, Assignment, Place, Role, SharedCare, Target};
use domain::testing::Hospital;

const LEA: PersonId = PersonId::new(1);
const NORA: PersonId = PersonId::new(2);
const ADMIN: PersonId = PersonId::new(3);
const SECOND: PersonId = PersonId::new(4);
const KELLER: PersonId = PersonId::new(5);
const YVES: PersonId = PersonId::new(6);

fn at(millis: i64) -> Moment {
    Moment::from_millis(millis)
}

struct House {
    directory: Directory,
    hospital: Hospital,
}

impl House {
    /// A nurse, a head nurse and a doctor of Cardiologie, two administrators, an auditor.
    fn new() -> Self {
        let hospital = Hospital::with("Cardiologie\n401: P[libre]").and("Chirurgie\n501: P[libre]");
        let ward = Place::Ward(hospital.ward("Cardiologie"));
        let mut house = Self {
            directory: Directory::default(),
            hospital,
        };
        for (person, name, role, place) in [
            (LEA, "lea", Role::WardTeam, ward),
            (NORA, "nora", Role::HeadNurse, ward),
            (ADMIN, "admin", Role::ItAdministrator, Place::Territory),
            (SECOND, "second", Role::ItAdministrator, Place::Territory),
            (KELLER, "keller", Role::Doctor, ward),
            (YVES, "yves", Role::Auditor, Place::Territory),
        ] {
            let account = Account {
                assignments: vec![Assignment::lasting(role, place)],
                ..Account::new(person, name.parse().expect("a login"), at(0))
            };
            house.keep(vec![Change::Account(Box::new(account))]);
        }
        house
    }

    fn ward(&self, name: &str) -> Place {
        Place::Ward(self.hospital.ward(name))
    }

    fn keep(&mut self, changes: Vec<Change>) {
        changes.iter().for_each(|change| self.directory.apply(change));
    }

    fn change(&mut self, person: PersonId, change: impl FnOnce(&mut Account)) {
        let mut account = self.account(person);
        change(&mut account);
        self.keep(vec![Change::Account(Box::new(account))]);
    }

    fn account(&self, person: PersonId) -> Account {
        self.directory.account(person).expect("an account").clone()
    }

    /// Asks the directory as that person, then.
    fn asks<T>(&self, person: PersonId, now: Moment, ask: impl FnOnce(&Directory, Giving<'_>) -> T) -> T {
        let authority = self.directory.authority(&self.account(person), now);
        ask(
            &self.directory,
            Giving {
                person,
                authority: &authority,
                state: &self.hospital.state,
                now,
            },
        )
    }

    fn wish(&self, person: PersonId) -> AccountWish {
        let it = self.account(person);
        AccountWish {
            person,
            login: it.login,
            from: it.from,
            until: it.until,
            is_closed: it.is_closed,
            assignments: it.assignments,
            rpps: it.rpps,
        }
    }

    fn opens(&self, person: PersonId, ward: &str, reason: &str, now: Moment) -> Result<Glass, NotOpened> {
        let ward = self.hospital.ward(ward);
        let id = format!("{person}-{}", now.millis());
        self.asks(person, now, |directory, it| {
            directory.open_names(it, ward, reason, id)
        })
    }
}

fn hashed() -> Hashed {
    Hashed::new(
        "provisoire",
        [1; 16],
        Cost {
            memory: 64,
            passes: 1,
        },
    )
    .expect("hashed")
}

#[test]
fn a17_nobody_resets_the_password_of_whoever_is_more_than_they_could_give() {
    let mut house = House::new();
    let resets = |house: &House, who, whose| {
        let it = house.asks(who, at(0), |directory, it| {
            directory.provisional(it, whose, hashed())
        });
        it.map(|_| ())
    };
    assert_eq!(resets(&house, NORA, LEA), Ok(()));
    assert_eq!(
        resets(&house, NORA, ADMIN),
        Err(NotGiven::Place(Place::Territory))
    );
    assert_eq!(
        resets(&house, NORA, NORA),
        Err(NotGiven::OneSelf),
        "one's own has a page of its own"
    );
    assert_eq!(resets(&house, LEA, KELLER), Err(NotGiven::NoRight));
    assert_eq!(resets(&house, ADMIN, NORA), Ok(()));
    let other = house.ward("Chirurgie");
    house.change(LEA, |it| {
        it.assignments.push(Assignment::lasting(Role::WardTeam, other))
    });
    assert_eq!(
        resets(&house, NORA, LEA),
        Err(NotGiven::Place(other)),
        "she is somebody elsewhere too"
    );
    house.change(LEA, |it| {
        it.assignments.pop();
        it.proposed = vec![(Assignment::lasting(Role::Auditor, Place::Territory), ADMIN)];
    });
    assert!(
        resets(&house, NORA, LEA).is_err(),
        "what a second person is about to confirm counts already"
    );
}

#[test]
fn a17_neither_login_nor_number_nor_dates_of_others_are_changed_from_below() {
    let house = House::new();
    let gives = |who, wish: AccountWish| {
        let it = house.asks(who, at(0), |directory, it| directory.give(it, &wish));
        it.map(|_| ())
    };
    for whose in [ADMIN, YVES] {
        let renamed = AccountWish {
            login: "autre".parse().expect("a login"),
            ..house.wish(whose)
        };
        assert!(gives(NORA, renamed.clone()).is_err());
        assert_eq!(gives(SECOND, renamed), Ok(()));
        let numbered = AccountWish {
            rpps: Some("10001234567".to_owned()),
            ..house.wish(whose)
        };
        assert!(
            gives(NORA, numbered).is_err(),
            "a number is a way in through a provider"
        );
    }
    let own = AccountWish {
        rpps: Some("10001234567".to_owned()),
        ..house.wish(NORA)
    };
    assert_eq!(gives(NORA, own), Err(NotGiven::OneSelf));
    let nobody = AccountWish {
        person: PersonId::new(9),
        login: "x1".parse().expect("a login"),
        assignments: vec![],
        ..house.wish(LEA)
    };
    assert_eq!(
        gives(LEA, nobody.clone()),
        Err(NotGiven::NoRight),
        "a nurse makes no accounts"
    );
    assert_eq!(gives(NORA, nobody), Ok(()));
    let lent = Assignment {
        lent_by: Some(NORA),
        ..Assignment::lasting(Role::Secretary, house.ward("Cardiologie"))
    };
    let mut wish = house.wish(LEA);
    wish.assignments.push(lent);
    assert_eq!(
        gives(NORA, wish),
        Err(NotGiven::Role(Role::Secretary)),
        "lending goes another way"
    );
}

#[test]
fn a17_two_people_never_have_one_number_or_one_doctor() {
    let mut house = House::new();
    house.change(LEA, |it| it.rpps = Some("10001234567".to_owned()));
    let twice = AccountWish {
        rpps: Some("10001234567".to_owned()),
        ..house.wish(KELLER)
    };
    let given = house.asks(ADMIN, at(0), |directory, it| directory.give(it, &twice));
    assert_eq!(given.err(), Some(NotGiven::RppsTaken));
    let links = |house: &House, who, whose| {
        let doctor = Some(PractitionerId::new(7));
        house.asks(who, at(0), |directory, it| {
            directory.as_practitioner(it, whose, doctor)
        })
    };
    assert!(
        matches!(
            links(&house, NORA, KELLER),
            Err(NotGiven::Place(Place::Establishment(_)))
        ),
        "a doctor's patients lie in all wards"
    );
    let changes = links(&house, ADMIN, KELLER).expect("linked");
    house.keep(changes);
    assert_eq!(links(&house, ADMIN, LEA).err(), Some(NotGiven::PractitionerTaken));
}

#[test]
fn a18_two_administrators_do_not_give_each_other_a_last_day() {
    let mut house = House::new();
    let ends = |house: &House, who, whose| {
        let wish = AccountWish {
            until: Some(at(DAY)),
            ..house.wish(whose)
        };
        house.asks(who, at(0), |directory, it| directory.give(it, &wish))
    };
    let changes = ends(&house, ADMIN, SECOND).expect("one stays");
    house.keep(changes);
    assert_eq!(
        ends(&house, SECOND, ADMIN).err(),
        Some(NotGiven::LastAdministrator)
    );
}

#[test]
fn less_of_a_role_that_needs_two_people_needs_one() {
    let mut house = House::new();
    let mut wish = house.wish(YVES);
    wish.assignments = vec![Assignment {
        until: Some(at(DAY)),
        ..Assignment::lasting(Role::Auditor, Place::Territory)
    }];
    let changes = house.asks(ADMIN, at(0), |directory, it| directory.give(it, &wish));
    house.keep(changes.expect("shortened"));
    assert!(house.account(YVES).proposed.is_empty());
    assert_eq!(house.account(YVES).assignments, wish.assignments);
    wish.assignments = vec![Assignment::lasting(Role::Auditor, Place::Territory)];
    let changes = house.asks(ADMIN, at(0), |directory, it| directory.give(it, &wish));
    house.keep(changes.expect("proposed"));
    assert_eq!(
        house.account(YVES).proposed.len(),
        1,
        "more of it waits for the second person"
    );
}

#[test]
fn a03_a_new_provisional_password_ends_every_session() {
    let mut house = House::new();
    let token = Secret::new([9; 32]);
    house.keep(vec![Change::Session(Session {
        print: token.print(),
        person: LEA,
        post: None,
        since: at(0),
        seen: at(0),
        kept: None,
        way: Way::Password,
    })]);
    let changes = house.asks(NORA, at(1), |directory, it| {
        directory.provisional(it, LEA, hashed())
    });
    house.keep(changes.expect("reset"));
    assert!(house.directory.present(&token, None, at(2)).is_none());
    assert!(house.account(LEA).must_choose);
}

#[test]
fn a17_a_role_proposed_twice_waits_once_and_can_be_taken_back() {
    let mut house = House::new();
    let mut wish = house.wish(LEA);
    wish.assignments
        .push(Assignment::lasting(Role::Auditor, Place::Territory));
    for who in [ADMIN, SECOND] {
        let changes = house.asks(who, at(0), |directory, it| directory.give(it, &wish));
        house.keep(changes.expect("proposed"));
    }
    assert_eq!(house.account(LEA).proposed.len(), 1);
    let from_below = house.asks(NORA, at(0), |directory, it| directory.take_back(it, LEA));
    assert!(from_below.is_err());
    let changes = house.asks(SECOND, at(0), |directory, it| directory.take_back(it, LEA));
    house.keep(changes.expect("taken back"));
    assert!(house.account(LEA).proposed.is_empty());
    let none = house.asks(SECOND, at(0), |directory, it| directory.confirm(it, LEA));
    assert_eq!(none.err(), Some(NotGiven::Unknown));
}

#[test]
fn a_loan_has_an_end_and_ends_with_its_owner() {
    let mut house = House::new();
    let ward = house.ward("Cardiologie");
    let lends = |house: &House, from, until| {
        house.asks(NORA, at(HOUR), |directory, it| {
            directory.lend(it, LEA, Role::HeadNurse, ward, at(from), at(until))
        })
    };
    for (from, until) in [(2 * HOUR, 2 * HOUR), (0, HOUR), (0, LONGEST_LOAN + 1)] {
        assert_eq!(
            lends(&house, from, until).err(),
            Some(NotGiven::BadTime),
            "{from} {until}"
        );
    }
    let changes = lends(&house, 0, DAY).expect("lent");
    house.keep(changes);
    let leads = |house: &House, now| {
        let authority = house.directory.authority(&house.account(LEA), now);
        authority.may(&house.hospital.state, Action::CloseBed, Target::Place(ward), now)
    };
    assert!(leads(&house, at(2 * HOUR)) && !leads(&house, at(DAY)));
    assert_eq!(house.directory.lent_by(NORA, at(2 * HOUR)).len(), 1);
    house.change(NORA, |it| it.is_closed = true);
    assert!(!leads(&house, at(2 * HOUR)), "its owner has left");
    house.change(NORA, |it| it.is_closed = false);
    let foreign = house.directory.end_loan(KELLER, LEA, Role::HeadNurse, ward);
    assert_eq!(
        foreign.err(),
        Some(NotGiven::Unknown),
        "nobody ends what another lent"
    );
    let changes = house.directory.end_loan(NORA, LEA, Role::HeadNurse, ward);
    house.keep(changes.expect("ended"));
    assert!(!leads(&house, at(2 * HOUR)));
}

const REASON: &str = "Renfort en chirurgie, appel du 15";

#[test]
fn a19_names_open_for_a_reason_and_for_as_long_as_the_hospital_says() {
    let mut house = House::new();
    for poor in ["", "   ", "urgence", "1234567890123", &"a".repeat(201)] {
        assert_eq!(
            house.opens(LEA, "Chirurgie", poor, at(0)).err(),
            Some(NotOpened::NoReason),
            "{poor}"
        );
    }
    assert_eq!(
        house.opens(ADMIN, "Chirurgie", REASON, at(0)).err(),
        Some(NotOpened::NoRight)
    );
    let glass = house.opens(LEA, "Chirurgie", REASON, at(0)).expect("open");
    assert_eq!(glass.until, at(HOUR), "as the policy says");
    house.keep(vec![Change::Glass(Box::new(glass))]);
    let sees = |house: &House, action, now| {
        let authority = house.directory.authority(&house.account(LEA), now);
        authority.may(
            &house.hospital.state,
            action,
            Target::Ward(house.hospital.ward("Chirurgie")),
            now,
        )
    };
    assert!(sees(&house, Action::SeeIdentity, at(1)) && !sees(&house, Action::Move, at(1)));
    assert_eq!(
        house.opens(LEA, "Chirurgie", REASON, at(59 * MINUTE)).err(),
        Some(NotOpened::IsOpen),
        "whoever opened them does not make it longer"
    );
    assert!(!sees(&house, Action::SeeIdentity, at(HOUR)));
    assert!(
        house.opens(LEA, "Chirurgie", REASON, at(HOUR)).is_ok(),
        "again, with another reason"
    );
}

#[test]
fn a19_openings_are_looked_at_by_others_and_many_are_marked() {
    let mut house = House::new();
    house.change(NORA, |it| {
        it.assignments
            .push(Assignment::lasting(Role::Auditor, Place::Territory));
    });
    for hour in 0..4 {
        let glass = house
            .opens(NORA, "Chirurgie", REASON, at(hour * HOUR))
            .expect("open");
        let many = {
            house.keep(vec![Change::Glass(Box::new(glass.clone()))]);
            house.directory.is_one_of_many(&glass)
        };
        assert_eq!(many, hour == 3, "the fourth one in a day");
    }
    let waits =
        |house: &House, who| house.asks(who, at(DAY), |directory, it| directory.openings_to_review(it));
    assert_eq!(
        (waits(&house, NORA), waits(&house, YVES), waits(&house, LEA)),
        (0, 4, 0)
    );
    let id = house.directory.glasses()[0].id.clone();
    let reviews = |house: &House, who| {
        let remark = Label::new("Vu avec elle").ok();
        house.asks(who, at(DAY), |directory, it| {
            directory.review(it, &id, true, remark)
        })
    };
    assert_eq!(reviews(&house, NORA).err(), Some(NotOpened::OneSelf));
    assert_eq!(reviews(&house, LEA).err(), Some(NotOpened::NoRight));
    let changes = reviews(&house, YVES).expect("reviewed");
    house.keep(changes);
    assert_eq!(reviews(&house, YVES).err(), Some(NotOpened::Unknown), "once");
    assert_eq!(waits(&house, YVES), 3);
}

#[test]
fn a_ward_shares_its_names_with_another_establishment_only_and_from_the_top() {
    let house = House::new();
    let (ward, other) = (house.hospital.ward("Cardiologie"), house.ward("Chirurgie"));
    let shares = |who, with| {
        let link = SharedCare { ward, with };
        let it = house.asks(who, at(0), |directory, it| directory.share(it, link));
        it.map(|_| ())
    };
    assert_eq!(shares(NORA, other), Err(NotGiven::Place(Place::Territory)));
    assert_eq!(shares(ADMIN, other), Err(NotGiven::Unknown), "one establishment");
    assert_eq!(shares(ADMIN, Place::Territory), Err(NotGiven::Unknown));
    let link = SharedCare { ward, with: other };
    let ends = house.asks(ADMIN, at(0), |directory, it| directory.unshare(it, link));
    assert_eq!(ends.err(), Some(NotGiven::Unknown));
}
