//! Whose passkey it is, and what is kept of it (A14).

use auth::{Account, Change, Denied, Directory, NotAdded, Proof, Secret, Standing, Way};
use base::id::PersonId;
use base::{Label, Moment};
use webauthn::testing::Authenticator;
use webauthn::{Assertion, Attestation, Challenge, Party, Refused, Registered, registered};

const LEA: PersonId = PersonId::new(1);
const SAMBA: PersonId = PersonId::new(2);

fn at(millis: i64) -> Moment {
    Moment::from_millis(millis)
}

fn party() -> Party {
    Party::of_url("https://lits.chu.example").expect("a site")
}

fn asked(byte: u8) -> Challenge {
    Challenge::new([byte; 32])
}

fn name(text: &str) -> Label {
    Label::new(text).expect("a name")
}

/// Two people, and what keeps a directory honest: every change is written and read back.
struct House(Directory);

impl House {
    fn new() -> Self {
        let mut house = Self(Directory::default());
        house.0.apply(&Change::Pepper(Secret::new([5; 32]).print()));
        for (person, login) in [(LEA, "lea"), (SAMBA, "samba")] {
            let account = Account::new(person, login.parse().expect("a login"), at(0));
            house.keep(vec![Change::Account(Box::new(account))]);
        }
        house
    }

    fn keep(&mut self, changes: Vec<Change>) {
        for change in changes {
            let row = change.row().expect("a row");
            let body = row.body.expect("a body");
            self.0.read(row.kind, &row.id, &body).expect("read back");
        }
    }

    fn authenticator(&self, person: PersonId) -> Authenticator {
        Authenticator::new(&party(), self.0.passkey_handle(person).as_bytes())
    }

    fn adds(&mut self, person: PersonId, authenticator: &mut Authenticator) -> Result<(), NotAdded> {
        let made = made(authenticator);
        let changes = self
            .0
            .with_passkey(person, &party(), made, name("Téléphone"), at(1))?;
        self.keep(changes);
        Ok(())
    }

    fn enters(&mut self, authenticator: &mut Authenticator, now: Moment) -> Result<PersonId, Denied> {
        self.enters_at(&party(), authenticator, now)
    }

    fn enters_at(
        &mut self,
        party: &Party,
        authenticator: &mut Authenticator,
        now: Moment,
    ) -> Result<PersonId, Denied> {
        let answer = Assertion::read(&authenticator.asserts(&asked(2).text())).expect("an answer");
        let challenge = &asked(2);
        let proof = Proof::Passkey {
            party,
            challenge,
            answer: &answer,
        };
        let candidate = self.0.candidate(&proof, None)?;
        assert!(candidate.against.is_none() && candidate.way == Way::Passkey);
        let token = Secret::new([9; 32]);
        let proven = self
            .0
            .admit_holder(party, challenge, &answer, None, &token, now)?;
        assert_eq!(candidate.person, Some(proven.session.person));
        let person = proven.session.person;
        self.keep(proven.changes);
        Ok(person)
    }
}

fn made(authenticator: &mut Authenticator) -> Registered {
    let answer = Attestation::read(&authenticator.attests(&asked(1).text())).expect("an answer");
    registered(&party(), &asked(1), &answer).expect("registered")
}

#[test]
fn a_passkey_lets_its_owner_in_and_its_use_is_kept() {
    let mut house = House::new();
    let mut key = house.authenticator(LEA);
    house.adds(LEA, &mut key).expect("added");
    assert_eq!(house.enters(&mut key, at(50)), Ok(LEA));
    let account = house.0.account(LEA).expect("an account");
    assert_eq!(
        (account.passkeys[0].counter, account.passkeys[0].used),
        (1, Some(at(50)))
    );
    assert_eq!(account.strong_at, Some(at(50)), "a card will do for the shift");
    assert_eq!(house.enters(&mut key, at(60)), Ok(LEA));
}

#[test]
fn a14_somebody_elses_passkey_lets_nobody_in() {
    let mut house = House::new();
    let (mut leas, mut sambas) = (house.authenticator(LEA), house.authenticator(SAMBA));
    assert_eq!(
        house.enters(&mut leas, at(2)),
        Err(Denied::Passkey(Refused::UnknownKey))
    );
    house.adds(LEA, &mut leas).expect("added");
    house.adds(SAMBA, &mut sambas).expect("added");
    // Samba's key under the name of Léa's, and Léa's key for Samba.
    let own = std::mem::replace(&mut sambas.id, leas.id.clone());
    assert_eq!(
        house.enters(&mut sambas, at(2)),
        Err(Denied::Passkey(Refused::Somebody))
    );
    sambas.handle.clone_from(&leas.handle);
    assert_eq!(
        house.enters(&mut sambas, at(2)),
        Err(Denied::Passkey(Refused::Signature))
    );
    sambas.id = own;
    assert_eq!(
        house.enters(&mut sambas, at(2)),
        Err(Denied::Passkey(Refused::Somebody))
    );
    assert_eq!(house.adds(SAMBA, &mut leas), Err(NotAdded::Taken));
}

#[test]
fn a14_a_copied_passkey_is_seen_by_its_counter() {
    let mut house = House::new();
    let mut key = house.authenticator(LEA);
    house.adds(LEA, &mut key).expect("added");
    key.counter = 30;
    assert_eq!(house.enters(&mut key, at(2)), Ok(LEA));
    key.counter = 30;
    assert_eq!(
        house.enters(&mut key, at(3)),
        Err(Denied::Passkey(Refused::Counter)),
        "the copy that comes second"
    );
    let kept = house.0.account(LEA).expect("an account").passkeys[0].counter;
    assert_eq!(kept, 31, "a refusal moves nothing");
}

#[test]
fn a_passkey_is_for_the_site_it_was_made_for() {
    let mut house = House::new();
    let mut key = house.authenticator(LEA);
    house.adds(LEA, &mut key).expect("added");
    let other = Party::of_url("https://autre.chu.example").expect("a site");
    key.party = other.id().to_owned();
    key.origin = other.origin().to_owned();
    assert_eq!(
        house.enters_at(&other, &mut key, at(2)),
        Err(Denied::Passkey(Refused::Party))
    );
}

#[test]
fn a_passkey_that_was_removed_or_of_a_closed_account_lets_nobody_in() {
    let mut house = House::new();
    let mut key = house.authenticator(LEA);
    house.adds(LEA, &mut key).expect("added");
    let mut account = house.0.account(LEA).expect("an account").clone();
    account.is_closed = true;
    house.keep(vec![Change::Account(Box::new(account.clone()))]);
    assert_eq!(
        house.enters(&mut key, at(2)),
        Err(Denied::NotOpen(Standing::Closed))
    );
    account.is_closed = false;
    account.passkeys.clear();
    house.keep(vec![Change::Account(Box::new(account))]);
    assert_eq!(
        house.enters(&mut key, at(2)),
        Err(Denied::Passkey(Refused::UnknownKey))
    );
    house.adds(LEA, &mut key).expect("it may be added again");
}

#[test]
fn nobody_has_more_than_ten() {
    let mut house = House::new();
    for _ in 0..auth::MOST_PASSKEYS {
        let mut key = house.authenticator(LEA);
        house.adds(LEA, &mut key).expect("added");
    }
    let mut key = house.authenticator(LEA);
    assert_eq!(house.adds(LEA, &mut key), Err(NotAdded::TooMany));
    assert_eq!(house.adds(PersonId::new(9), &mut key), Err(NotAdded::Unknown));
}

#[test]
fn what_stands_for_somebody_is_theirs_alone_and_names_nobody() {
    let house = House::new();
    let (lea, samba) = (house.0.passkey_handle(LEA), house.0.passkey_handle(SAMBA));
    assert_ne!(lea, samba);
    let mut other = House::new();
    other.0.apply(&Change::Pepper(Secret::new([6; 32]).print()));
    assert_ne!(lea, other.0.passkey_handle(LEA), "another installation");
}
