//! Giving accounts and roles: nobody gives what is not theirs to give, nobody changes their own roles, the last
//! administrator stays, and the two roles that see everything need two people.

use base::Moment;
use base::id::PersonId;
use domain::rights::{Action, Assignment, Authority, Place, Role, Target};
use domain::state::State;

use crate::{Account, Change, Directory, Login, Standing};

/// Who gives.
#[derive(Clone, Copy, Debug)]
pub struct Giving<'a> {
    /// Who.
    pub person: PersonId,
    /// What they may do.
    pub authority: &'a Authority,
    /// The territory.
    pub state: &'a State,
    /// When.
    pub now: Moment,
}

/// What an account is to become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountWish {
    /// Whose.
    pub person: PersonId,
    /// What they type.
    pub login: Login,
    /// Not before.
    pub from: Option<Moment>,
    /// Not from then on.
    pub until: Option<Moment>,
    /// Closed by hand.
    pub is_closed: bool,
    /// What they are, where.
    pub assignments: Vec<Assignment>,
    /// Their RPPS number.
    pub rpps: Option<String>,
}

impl AccountWish {
    /// The account as it is: to be changed in one thing.
    #[must_use]
    pub fn of(account: &Account) -> Self {
        Self {
            person: account.person,
            login: account.login.clone(),
            from: account.from,
            until: account.until,
            is_closed: account.is_closed,
            assignments: account.assignments.clone(),
            rpps: account.rpps.clone(),
        }
    }
}

/// Why something was not given. Worded by `web`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotGiven {
    /// Somebody else has that login.
    #[error("identifiant déjà pris")]
    LoginTaken,
    /// Nobody changes their own roles or dates.
    #[error("nul ne change ses propres droits")]
    OneSelf,
    /// The place is not theirs.
    #[error("hors de votre périmètre")]
    Place(Place),
    /// The role is not theirs to give.
    #[error("rôle que vous ne pouvez pas donner")]
    Role(Role),
    /// That role cannot be had at so wide a place.
    #[error("rôle impossible sur un périmètre aussi large")]
    TooWide(Role),
    /// Nobody would be left to administer the server.
    #[error("dernier administrateur")]
    LastAdministrator,
    /// The same person cannot propose and confirm.
    #[error("une seconde personne doit confirmer")]
    SamePerson,
    /// There is no such account, or nothing was proposed.
    #[error("compte ou proposition inconnus")]
    Unknown,
    /// Somebody else has that name, and two people must be told apart.
    #[error("nom déjà pris")]
    NameTaken,
    /// Somebody else has that number of the national directory.
    #[error("numéro RPPS déjà pris")]
    RppsTaken,
    /// Somebody else is that doctor of the feeds.
    #[error("médecin du flux déjà lié")]
    PractitionerTaken,
    /// It ends before it begins, has ended already, or lasts too long.
    #[error("dates impossibles")]
    BadTime,
    /// Whoever gives has no people to manage.
    #[error("aucune personne à gérer")]
    NoRight,
}

/// Whether somebody of that role may give that role at all.
#[must_use]
pub const fn may_give(giver: Role, role: Role) -> bool {
    match giver {
        Role::ItAdministrator => !matches!(role, Role::Post),
        Role::HeadNurse => matches!(
            role,
            Role::WardTeam | Role::Secretary | Role::Cleaner | Role::Porter | Role::Doctor
        ),
        Role::DivisionHead => matches!(
            role,
            Role::WardTeam | Role::HeadNurse | Role::Secretary | Role::Cleaner | Role::Porter | Role::Doctor
        ),
        Role::Post
        | Role::WardTeam
        | Role::Cell
        | Role::Emergency
        | Role::Cleaner
        | Role::Porter
        | Role::Secretary
        | Role::Doctor
        | Role::Director
        | Role::Ambassador
        | Role::InfectionControl
        | Role::Auditor
        | Role::Partner => false,
    }
}

/// Roles that open everything, or everybody's traces: one person alone does not give them.
#[must_use]
pub(crate) const fn needs_two(role: Role) -> bool {
    matches!(role, Role::ItAdministrator | Role::Auditor)
}

impl Directory {
    /// Gives or changes an account. Roles that need two people wait for the second.
    ///
    /// # Errors
    /// When it is not theirs to give, or nobody would be left to administer.
    pub fn give(&self, giving: Giving<'_>, wish: &AccountWish) -> Result<Vec<Change>, NotGiven> {
        let known = self.account(wish.person);
        if self
            .account_of_login(&wish.login)
            .is_some_and(|it| it.person != wish.person)
        {
            return Err(NotGiven::LoginTaken);
        }
        let before = known
            .cloned()
            .unwrap_or_else(|| Account::new(wish.person, wish.login.clone(), giving.now));
        let mut account = Account {
            login: wish.login.clone(),
            from: wish.from,
            until: wish.until,
            is_closed: wish.is_closed,
            rpps: wish.rpps.clone(),
            ..before.clone()
        };
        let is_self = known.is_some() && wish.person == giving.person;
        let dates = |it: &Account| (it.from, it.until, it.is_closed);
        let new_dates = dates(&account) != dates(&before);
        if is_self && (wish.assignments != before.assignments || new_dates || wish.rpps != before.rpps) {
            return Err(NotGiven::OneSelf);
        }
        if wish
            .until
            .is_some_and(|until| wish.from.is_some_and(|from| until <= from))
        {
            return Err(NotGiven::BadTime);
        }
        let number = wish.rpps.as_deref().filter(|_| wish.rpps != before.rpps);
        let others = number.and_then(|it| self.account_of_rpps(it));
        if others.is_some_and(|it| it.person != wish.person) {
            return Err(NotGiven::RppsTaken);
        }
        // Counted when it matters only: a file of thousands of people asks thousands of times.
        let alone = || self.administrators(giving.now) < 2;
        let mut kept = Vec::new();
        for assignment in &wish.assignments {
            if before.assignments.contains(assignment) {
                kept.push(assignment.clone());
                continue;
            }
            self.check(giving, assignment)?;
            // Only its owner lends a role, and only by lending it.
            if assignment.lent_by.is_some() {
                return Err(NotGiven::Role(assignment.role));
            }
            if assignment
                .until
                .is_some_and(|until| assignment.from.is_some_and(|from| until <= from))
            {
                return Err(NotGiven::BadTime);
            }
            let proposed = account.proposed.iter().any(|(it, _)| it == assignment);
            // With a single administrator there is no second: the first one names it alone, and the trace says so.
            let narrows = before.assignments.iter().any(|held| is_part_of(assignment, held));
            if needs_two(assignment.role) && !narrows && !alone() {
                if !proposed {
                    account.proposed.push((assignment.clone(), giving.person));
                }
            } else {
                kept.push(assignment.clone());
            }
        }
        for taken in before
            .assignments
            .iter()
            .filter(|it| !wish.assignments.contains(it))
        {
            self.check(giving, taken)?;
        }
        // Whoever may name nobody there may not close their account either, nor rename it, nor say who they are
        // elsewhere: a number of the national directory is a way in.
        if known.is_none() {
            giving.manages_anybody()?;
        } else if !is_self && (new_dates || (&account.login, &account.rpps) != (&before.login, &before.rpps))
        {
            self.manages(giving, wish.person)?;
        }
        account.assignments = kept;
        self.leaves_an_administrator(&account, giving.now)?;
        Ok(self.with_sessions_ended(account, giving.now))
    }

    /// Confirms what another administrator proposed.
    ///
    /// # Errors
    /// When nothing was proposed, or by the same person.
    pub fn confirm(&self, giving: Giving<'_>, person: PersonId) -> Result<Vec<Change>, NotGiven> {
        let account = self.account(person).ok_or(NotGiven::Unknown)?;
        if account.proposed.is_empty() {
            return Err(NotGiven::Unknown);
        }
        if person == giving.person || account.proposed.iter().any(|(_, by)| *by == giving.person) {
            return Err(NotGiven::SamePerson);
        }
        for (assignment, _) in &account.proposed {
            self.check(giving, assignment)?;
        }
        let mut account = account.clone();
        let proposed = std::mem::take(&mut account.proposed);
        account.assignments.extend(proposed.into_iter().map(|(it, _)| it));
        Ok(vec![Change::Account(Box::new(account))])
    }

    /// Whether that role at that place is theirs to give, and to take.
    pub(crate) fn check(&self, giving: Giving<'_>, assignment: &Assignment) -> Result<(), NotGiven> {
        if !assignment.is_sound() {
            return Err(NotGiven::TooWide(assignment.role));
        }
        let target = Target::Place(assignment.place);
        if !giving
            .authority
            .may(giving.state, Action::ManagePeople, target, giving.now)
        {
            return Err(NotGiven::Place(assignment.place));
        }
        let mut roles = giving.authority.in_force(giving.now);
        if roles.any(|own| {
            may_give(own.role, assignment.role) && own.place.covers(giving.state, assignment.place)
        }) {
            Ok(())
        } else {
            Err(NotGiven::Role(assignment.role))
        }
    }

    /// How many people may administer the server now.
    #[must_use]
    pub fn administrators(&self, now: Moment) -> usize {
        self.everybody().filter(|it| is_administrator(it, now)).count()
    }

    fn leaves_an_administrator(&self, account: &Account, now: Moment) -> Result<(), NotGiven> {
        let known = self.account(account.person);
        let was = |which: fn(&Account, Moment) -> bool| known.is_some_and(|it| which(it, now));
        let others_last = |it: &&Account| it.person != account.person && is_lasting_administrator(it, now);
        let none_is_left =
            was(is_administrator) && !is_lasting_administrator(account, now) && self.administrators(now) < 2;
        // Two administrators may not give each other a last day and leave nobody the day after.
        let none_lasts = was(is_lasting_administrator)
            && !is_lasting_administrator(account, now)
            && !self.everybody().any(|it| others_last(&it));
        if none_is_left || none_lasts {
            return Err(NotGiven::LastAdministrator);
        }
        Ok(())
    }

    /// An account that may not be used any more takes its sessions with it.
    pub(crate) fn with_sessions_ended(&self, account: Account, now: Moment) -> Vec<Change> {
        let mut changes = Vec::new();
        if account.standing(now) != Standing::Open {
            let theirs = self.sessions_of(account.person);
            changes.extend(theirs.into_iter().map(|it| Change::NoSession(it.print)));
        }
        changes.insert(0, Change::Account(Box::new(account)));
        changes
    }
}

/// Whether a role is held already, for at least that long: less of it needs no second person.
fn is_part_of(wanted: &Assignment, held: &Assignment) -> bool {
    let begins = held
        .from
        .is_none_or(|from| wanted.from.is_some_and(|it| from <= it));
    let ends = held
        .until
        .is_none_or(|until| wanted.until.is_some_and(|it| it <= until));
    (wanted.role, wanted.place) == (held.role, held.place) && begins && ends
}

fn administers(held: &Assignment, now: Moment) -> bool {
    held.role == Role::ItAdministrator && held.place == Place::Territory && held.holds_at(now)
}

fn is_administrator(account: &Account, now: Moment) -> bool {
    let mut held = account.assignments.iter();
    account.standing(now) == Standing::Open && held.any(|it| administers(it, now))
}

fn is_lasting_administrator(account: &Account, now: Moment) -> bool {
    let mut held = account.assignments.iter();
    account.standing(now) == Standing::Open
        && account.until.is_none()
        && held.any(|it| administers(it, now) && it.until.is_none())
}
