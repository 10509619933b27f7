//! Lending one's roles: nights, weekends, leave. What is lent ends by itself, with its owner, or when its owner says so.

use base::Moment;
use base::id::PersonId;
use base::time::DAY;
use domain::rights::{Action, Assignment, Place, Role};

use crate::give::needs_two;
use crate::{Account, Change, Directory, Giving, NotGiven, Standing};

/// Longest loan: whoever replaces somebody longer than that is given the role by a manager.
pub const LONGEST_LOAN: i64 = 92 * DAY;

impl Directory {
    /// Lends one's own roles to a colleague for some time.
    ///
    /// # Errors
    /// When the role is not one's own there, the time is not one, or the colleague has no open account.
    pub fn lend(
        &self,
        giving: Giving<'_>,
        to: PersonId,
        role: Role,
        place: Place,
        from: Moment,
        until: Moment,
    ) -> Result<Vec<Change>, NotGiven> {
        let account = self.account(to).ok_or(NotGiven::Unknown)?;
        if to == giving.person {
            return Err(NotGiven::OneSelf);
        }
        if account.standing(giving.now) != Standing::Open {
            return Err(NotGiven::Unknown);
        }
        let own = |it: &&Assignment| {
            it.role == role
                && it.lent_by.is_none()
                && it.place.covers(giving.state, place)
                && domain::rights::reach(it.role, Action::Delegate).is_some()
        };
        let Some(own) = giving.authority.in_force(giving.now).find(own) else {
            return Err(NotGiven::Role(role));
        };
        if needs_two(role) {
            return Err(NotGiven::Role(role));
        }
        let outlasts = own.until.is_some_and(|end| end < until);
        if until <= from || until <= giving.now || until.since(from) > LONGEST_LOAN || outlasts {
            return Err(NotGiven::BadTime);
        }
        let mut account = account.clone();
        account.assignments.push(Assignment {
            role,
            place,
            from: Some(from),
            until: Some(until),
            lent_by: Some(giving.person),
        });
        Ok(vec![Change::Account(Box::new(account))])
    }

    /// What somebody lends, and to whom: under way or to come, the first to end first.
    #[must_use]
    pub fn lent_by(&self, lender: PersonId, now: Moment) -> Vec<(PersonId, &Assignment)> {
        let of = |account: &'_ &Account| account.person != lender;
        let mut lent: Vec<(PersonId, &Assignment)> = self
            .accounts()
            .into_iter()
            .filter(of)
            .flat_map(|account| account.assignments.iter().map(|it| (account.person, it)))
            .filter(|(_, it)| it.lent_by == Some(lender) && it.until.is_none_or(|until| now < until))
            .collect();
        lent.sort_by_key(|(person, it)| (it.until, *person));
        lent
    }

    /// Ends what one lent to somebody: that role at that place.
    ///
    /// # Errors
    /// When one lent no such thing.
    pub fn end_loan(
        &self,
        lender: PersonId,
        to: PersonId,
        role: Role,
        place: Place,
    ) -> Result<Vec<Change>, NotGiven> {
        let mut account = self.account(to).ok_or(NotGiven::Unknown)?.clone();
        let held = account.assignments.len();
        account
            .assignments
            .retain(|it| !(it.lent_by == Some(lender) && it.role == role && it.place == place));
        if account.assignments.len() == held {
            return Err(NotGiven::Unknown);
        }
        Ok(vec![Change::Account(Box::new(account))])
    }

    /// Whether what was lent still holds: its owner is there and has the role themselves.
    pub(crate) fn is_backed(&self, held: &Assignment, now: Moment) -> bool {
        let Some(lender) = held.lent_by else { return true };
        self.account(lender).is_some_and(|owner| {
            let mut own = owner.assignments.iter();
            owner.standing(now) == Standing::Open
                && own.any(|it| it.role == held.role && it.lent_by.is_none() && it.holds_at(now))
        })
    }
}
