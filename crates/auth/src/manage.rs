//! What is done to somebody's account beside giving it: new secrets, an end of their sessions, the doctor they are.
//!
//! Whoever resets a password may become its owner: they must be able to give all that the owner is.

use domain::rights::{Action, Assignment, Place, Role, SharedCare, Target};

use base::id::{PersonId, PractitionerId};

use crate::{Account, Change, Directory, Giving, Hashed, NotGiven};

impl Giving<'_> {
    /// Whether there is anybody at all whom they manage.
    pub(crate) fn manages_anybody(&self) -> Result<(), NotGiven> {
        if self.manages_in(Target::Anywhere) {
            Ok(())
        } else {
            Err(NotGiven::NoRight)
        }
    }

    /// Whether they manage the people of that place.
    #[must_use]
    pub fn manages_at(&self, place: Place) -> bool {
        self.manages_in(Target::Place(place))
    }

    fn manages_in(&self, target: Target) -> bool {
        self.authority
            .may(self.state, Action::ManagePeople, target, self.now)
    }
}

/// What somebody is, will be, or would be once a second person confirms it.
fn held_or_coming<'a>(account: &'a Account, giving: &Giving<'_>) -> impl Iterator<Item = &'a Assignment> {
    let now = giving.now;
    let proposed = account.proposed.iter().map(|(it, _)| it);
    let all = account.assignments.iter().chain(proposed);
    all.filter(move |it| it.until.is_none_or(|until| now < until))
}

impl Directory {
    /// Whether somebody's account is theirs to manage: nobody's own, and only of people who are nothing that they
    /// could not have given.
    ///
    /// # Errors
    /// What stands in the way.
    pub fn manages(&self, giving: Giving<'_>, person: PersonId) -> Result<(), NotGiven> {
        if person == giving.person {
            return Err(NotGiven::OneSelf);
        }
        let account = self.account(person).ok_or(NotGiven::Unknown)?;
        giving.manages_anybody()?;
        held_or_coming(account, &giving).try_for_each(|held| self.check(giving, held))
    }

    /// Whether somebody's account may be looked at: it has a role where they manage people, or none any more.
    #[must_use]
    pub fn reaches(&self, giving: Giving<'_>, account: &Account) -> bool {
        let mut held = held_or_coming(account, &giving).peekable();
        if held.peek().is_none() {
            return giving.manages_anybody().is_ok();
        }
        held.any(|it| giving.manages_at(it.place))
    }

    /// A password that is only good for choosing another. Whoever was signed in by the former one is not any more.
    ///
    /// # Errors
    /// When the account is not theirs to manage.
    pub fn provisional(
        &self,
        giving: Giving<'_>,
        person: PersonId,
        password: Hashed,
    ) -> Result<Vec<Change>, NotGiven> {
        self.manages(giving, person)?;
        let mut changes = self.signed_out(giving, person)?;
        if let Some(account) = self.account(person) {
            let account = Account {
                password: Some(password),
                must_choose: true,
                ..account.clone()
            };
            changes.insert(0, Change::Account(Box::new(account)));
        }
        Ok(changes)
    }

    /// The account without its cards, its PIN and its passkeys: a lost badge or telephone, a code that was seen.
    ///
    /// # Errors
    /// When the account is not theirs to manage.
    pub fn without_light_ways(&self, giving: Giving<'_>, person: PersonId) -> Result<Vec<Change>, NotGiven> {
        self.manages(giving, person)?;
        let account = self.account(person).ok_or(NotGiven::Unknown)?;
        let account = Account {
            badges: Vec::new(),
            passkeys: Vec::new(),
            pin: None,
            ..account.clone()
        };
        Ok(vec![Change::Account(Box::new(account))])
    }

    /// Ends every session of somebody.
    ///
    /// # Errors
    /// When the account is not theirs to manage.
    pub fn signed_out(&self, giving: Giving<'_>, person: PersonId) -> Result<Vec<Change>, NotGiven> {
        self.manages(giving, person)?;
        let theirs = self.sessions_of(person).into_iter();
        Ok(theirs.map(|it| Change::NoSession(it.print)).collect())
    }

    /// Says which doctor of the feeds somebody is, or that they are none. It lets them act for that doctor's patients
    /// wherever these lie, so it takes whoever manages the whole establishment.
    ///
    /// # Errors
    /// When the account is not theirs to manage, the place is too small, or the doctor is somebody else.
    pub fn as_practitioner(
        &self,
        giving: Giving<'_>,
        person: PersonId,
        practitioner: Option<PractitionerId>,
    ) -> Result<Vec<Change>, NotGiven> {
        self.manages(giving, person)?;
        let account = self.account(person).ok_or(NotGiven::Unknown)?;
        for held in account.assignments.iter().filter(|it| it.role == Role::Doctor) {
            let around = held.place.establishment(giving.state).map(Place::Establishment);
            let around = around.unwrap_or(Place::Territory);
            if !giving.manages_at(around) {
                return Err(NotGiven::Place(around));
            }
        }
        let is_taken = |it: &&Account| it.person != person && it.practitioner == practitioner;
        if practitioner.is_some() && self.everybody().any(|it| is_taken(&it)) {
            return Err(NotGiven::PractitionerTaken);
        }
        let account = Account {
            practitioner,
            ..account.clone()
        };
        Ok(vec![Change::Account(Box::new(account))])
    }

    /// Takes back roles that wait for a second person: by whoever proposed them, or may confirm them.
    ///
    /// # Errors
    /// When nothing waits, or it is not theirs.
    pub fn take_back(&self, giving: Giving<'_>, person: PersonId) -> Result<Vec<Change>, NotGiven> {
        let account = self.account(person).ok_or(NotGiven::Unknown)?;
        if account.proposed.is_empty() {
            return Err(NotGiven::Unknown);
        }
        for (proposed, _) in &account.proposed {
            self.check(giving, proposed)?;
        }
        let account = Account {
            proposed: Vec::new(),
            ..account.clone()
        };
        Ok(vec![Change::Account(Box::new(account))])
    }

    /// Shows the names of a ward to a place of another establishment.
    ///
    /// # Errors
    /// When whoever asks does not manage the people of the whole territory, or the two are of one establishment.
    pub fn share(&self, giving: Giving<'_>, link: SharedCare) -> Result<Vec<Change>, NotGiven> {
        if !giving.manages_at(Place::Territory) {
            return Err(NotGiven::Place(Place::Territory));
        }
        let of = |place: Place| place.establishment(giving.state);
        let (shows, sees) = (of(Place::Ward(link.ward)), of(link.with));
        if shows.is_none() || sees.is_none() || shows == sees || self.shared().contains(&link) {
            return Err(NotGiven::Unknown);
        }
        let links = self.shared().iter().copied().chain([link]).collect();
        Ok(vec![Change::Shared(links)])
    }

    /// Shows them no more.
    ///
    /// # Errors
    /// When whoever asks does not manage the people of the whole territory, or nothing is shared.
    pub fn unshare(&self, giving: Giving<'_>, link: SharedCare) -> Result<Vec<Change>, NotGiven> {
        if !giving.manages_at(Place::Territory) {
            return Err(NotGiven::Place(Place::Territory));
        }
        if !self.shared().contains(&link) {
            return Err(NotGiven::Unknown);
        }
        let links = self.shared().iter().filter(|it| **it != link).copied().collect();
        Ok(vec![Change::Shared(links)])
    }
}
