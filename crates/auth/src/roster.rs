//! Joiners and leavers as a file: one line for each role of somebody, read whole, judged whole, and only then done.
//!
//! Nothing is taken away by what a file does not say: a role ends by its last day, an account by `closed`. A file
//! with a fault changes nothing, and every fault is told with its line.

use std::collections::{HashMap, HashSet};

use base::id::PersonId;
use base::{Label, Moment};
use domain::rights::{Assignment, Place, Role};

use crate::{Account, AccountWish, Change, Directory, Giving, Login, NotGiven};

/// Most faults that are told: a file of another kind has one on each line.
pub(crate) const MOST_FAULTS: usize = 100;

/// One line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub line: u64,
    pub login: Login,
    pub name: Option<Label>,
    pub role: Option<(Role, Place)>,
    pub from: Option<Moment>,
    pub until: Option<Moment>,
    pub rpps: Option<String>,
    pub closed: Option<bool>,
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roster(pub(crate) Vec<Entry>);

/// Somebody whom a file changes or adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The line of the file that names them first.
    pub line: u64,
    /// Their name.
    pub name: Label,
    /// Whether they are new here.
    pub is_new: bool,
    /// The account as it was; none for somebody new.
    pub before: Option<Account>,
    /// The account as it is to be.
    pub after: Account,
}

/// What a file does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// Whom it changes or adds, in the order of the file.
    pub people: Vec<Planned>,
    /// How many people it names who are as it says already.
    pub same: usize,
    /// All of it, to be kept at once.
    pub changes: Vec<Change>,
}

/// Why a line cannot be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hindrance {
    /// It is not to be given.
    NotGiven(NotGiven),
    /// Somebody new has no name.
    NoName,
    /// The login is somebody's of another name.
    OtherName,
}

/// Who has which name: the vault knows.
pub trait Names {
    /// The person of that name, compared as people compare names.
    fn person_named(&self, name: &Label) -> Option<PersonId>;
    /// The name of that person.
    fn name_of(&self, person: PersonId) -> Option<Label>;
}

impl Names for domain::vault::Vault {
    fn person_named(&self, name: &Label) -> Option<PersonId> {
        Self::person_named(self, name)
    }

    fn name_of(&self, person: PersonId) -> Option<Label> {
        self.person(person).cloned()
    }
}

impl Roster {
    /// The names of people whom the file brings and nobody knows yet: they are introduced before the plan is done.
    #[must_use]
    pub fn newcomers(&self, directory: &Directory, names: &impl Names) -> Vec<Label> {
        let mut seen = HashSet::new();
        let new = self
            .0
            .iter()
            .filter(|it| directory.account_of_login(&it.login).is_none());
        let unknown = new.filter_map(|it| it.name.clone());
        unknown
            .filter(|name| names.person_named(name).is_none() && seen.insert(base::text::folded(name)))
            .collect()
    }

    /// What the file does, as whoever gives may do it. Somebody nobody introduced yet stands under a number that is
    /// nobody's: such a plan is to be looked at, not to be kept.
    ///
    /// # Errors
    /// Every line that cannot be done, and why.
    pub fn plan(
        &self,
        directory: &Directory,
        names: &impl Names,
        giving: Giving<'_>,
    ) -> Result<Plan, Vec<(u64, Hindrance)>> {
        let mut after = directory.clone();
        let (mut plan, mut faults, mut met) = (Plan::default(), Vec::new(), HashSet::new());
        let mut nobody = u32::MAX;
        for lines in self.by_login() {
            let Some(first) = lines.first() else { continue };
            nobody = nobody.saturating_sub(1);
            let known = directory.account_of_login(&first.login);
            match person_of(&lines, known, &after, names, PersonId::new(nobody), &mut met) {
                Err(hindrance) => faults.push((first.line, hindrance)),
                Ok((person, name)) => {
                    let before = known.cloned();
                    let base = known.map_or_else(
                        || AccountWish::of(&Account::new(person, first.login.clone(), giving.now)),
                        AccountWish::of,
                    );
                    let wish = merged(base.clone(), &lines);
                    if before.is_some() && wish == base {
                        plan.same += 1;
                        continue;
                    }
                    match after.give(giving, &wish) {
                        Err(why) => faults.push((first.line, Hindrance::NotGiven(why))),
                        Ok(changes) => {
                            changes.iter().for_each(|change| after.apply(change));
                            plan.changes.extend(changes);
                            let account = after.account(person).cloned();
                            plan.people.extend(account.map(|account| Planned {
                                line: first.line,
                                name,
                                is_new: before.is_none(),
                                before,
                                after: account,
                            }));
                        }
                    }
                }
            }
            if faults.len() >= MOST_FAULTS {
                break;
            }
        }
        if faults.is_empty() { Ok(plan) } else { Err(faults) }
    }

    /// The lines of each person together, in the order in which the file names them first.
    fn by_login(&self) -> Vec<Vec<&Entry>> {
        let mut places: HashMap<&Login, usize> = HashMap::new();
        let mut groups: Vec<Vec<&Entry>> = Vec::new();
        for entry in &self.0 {
            let place = *places.entry(&entry.login).or_insert_with(|| {
                groups.push(Vec::new());
                groups.len() - 1
            });
            if let Some(group) = groups.get_mut(place) {
                group.push(entry);
            }
        }
        groups
    }
}

/// Who the lines of one login are about, and their name.
fn person_of(
    lines: &[&Entry],
    known: Option<&Account>,
    directory: &Directory,
    names: &impl Names,
    nobody: PersonId,
    met: &mut HashSet<String>,
) -> Result<(PersonId, Label), Hindrance> {
    let mut given = lines.iter().filter_map(|it| it.name.as_ref());
    let folded = |name: &Label| base::text::folded(name);
    if let Some(account) = known {
        let name = names.name_of(account.person).ok_or(Hindrance::NoName)?;
        // A login that was given to somebody else since the file was made must not change that other person.
        if given.any(|it| folded(it) != folded(&name)) {
            return Err(Hindrance::OtherName);
        }
        return Ok((account.person, name));
    }
    let name = given.next().ok_or(Hindrance::NoName)?;
    if given.any(|it| folded(it) != folded(name)) {
        return Err(Hindrance::OtherName);
    }
    let person = names.person_named(name).unwrap_or(nobody);
    if directory.account(person).is_some() || !met.insert(folded(name)) {
        return Err(Hindrance::NotGiven(NotGiven::NameTaken));
    }
    Ok((person, name.clone()))
}

/// The account as the lines say; what they leave out stays as it is.
fn merged(mut wish: AccountWish, lines: &[&Entry]) -> AccountWish {
    for line in lines {
        if let Some(closed) = line.closed {
            wish.is_closed = closed;
        }
        if line.rpps.is_some() {
            wish.rpps.clone_from(&line.rpps);
        }
        let Some((role, place)) = line.role else {
            wish.from = line.from.or(wish.from);
            wish.until = line.until.or(wish.until);
            continue;
        };
        let mut held = wish.assignments.iter_mut();
        match held.find(|it| it.lent_by.is_none() && (it.role, it.place) == (role, place)) {
            Some(held) => {
                held.from = line.from.or(held.from);
                held.until = line.until.or(held.until);
            }
            None => wish.assignments.push(Assignment {
                from: line.from,
                until: line.until,
                ..Assignment::lasting(role, place)
            }),
        }
    }
    wish
}
