//! The fold of what wards set on their boards, and what follows from it.

use std::sync::Arc;

use base::id::WardId;
use base::text::folded;
use base::{Code, Label, Moment};

use super::{State, Touched};
use crate::board_config::{BoardConfig, Reason, Slot};
use crate::studio::{BoardDocument, Origin, Resolved, Scope, Setting, StudioChanged};

impl State {
    /// What the board of a ward looks like; the defaults of the territory for somebody who is in no ward.
    #[must_use]
    pub fn board_config(&self, ward: Option<WardId>) -> Arc<BoardConfig> {
        self.boards.config(ward).clone()
    }

    /// What would be in force with that document in the place of the one that is, and where each option comes from.
    #[must_use]
    pub fn resolve_board(&self, scope: Scope, document: &BoardDocument) -> Resolved {
        match scope {
            Scope::Territory => crate::studio::common(document),
            Scope::Ward(ward) => {
                let chain = self.followed(ward, document);
                let chain: Vec<_> = chain.iter().map(|(ward, it)| (*ward, it)).collect();
                crate::studio::of_ward(&self.boards.published(Scope::Territory), document, &chain)
            }
        }
    }

    /// The wards that a document follows, nearest first, and what each says. Ends whatever the journal says: a merge
    /// may close a circle that nobody drew, and the link that closes it then counts for nothing.
    #[must_use]
    pub fn followed(&self, ward: WardId, document: &BoardDocument) -> Vec<(WardId, BoardDocument)> {
        let mut chain: Vec<(WardId, BoardDocument)> = Vec::new();
        let mut next = document.follows();
        while let Some(followed) = next.and_then(|it| self.surviving(it)) {
            if followed == ward || chain.iter().any(|(it, _)| *it == followed) {
                break;
            }
            let said = self.boards.published(Scope::Ward(followed));
            next = said.follows();
            chain.push((followed, said));
        }
        chain
    }

    /// The wards whose board follows that one, directly or not.
    #[must_use]
    pub fn followers(&self, ward: WardId) -> Vec<WardId> {
        let wards = self.boards.wards().filter(|(it, _)| *it != ward);
        wards
            .filter(|(it, shelf)| {
                let chain = self.followed(*it, &shelf.published());
                chain.iter().any(|(followed, _)| *followed == ward)
            })
            .map(|(it, _)| it)
            .collect()
    }

    pub(super) fn change_board(
        &mut self,
        changed: &StudioChanged,
        seq: u64,
        at: Moment,
        touched: &mut Touched,
    ) {
        if Arc::make_mut(&mut self.boards).take(changed, seq, at) && self.settle_boards(touched) {
            self.relink_everything(touched);
        }
    }

    /// Makes again what is in force everywhere, and notes the wards whose board looks otherwise now. True when what
    /// frees a bed differs somewhere: who lies where has to be found out again then.
    pub(super) fn settle_boards(&mut self, touched: &mut Touched) -> bool {
        let former = self.boards.clone();
        let wards: Vec<(WardId, BoardConfig)> = former
            .wards()
            .filter(|(_, shelf)| !shelf.versions.is_empty())
            .map(|(ward, shelf)| {
                let resolved = self.resolve_board(Scope::Ward(ward), &shelf.published());
                (ward, resolved.config)
            })
            .collect();
        Arc::make_mut(&mut self.boards).settle(wards.into_iter());
        let mut frees_otherwise = former.config(None).frees != self.boards.config(None).frees;
        for ward in self.wards.iter().map(|it| it.id) {
            let (before, after) = (former.config(Some(ward)), self.boards.config(Some(ward)));
            if before != after {
                touched.ward(ward);
                frees_otherwise |= before.frees != after.frees;
            }
        }
        frees_otherwise
    }

    /// The name of a reason to wait, for a board or a journal: a reason taken off the list is still named.
    #[must_use]
    pub fn wait_name(&self, ward: Option<WardId>, code: &Code) -> Option<Label> {
        let now = self.boards.config(ward).waits.iter().find(|it| it.code == *code);
        let former = || self.waits_ever(ward).find(|it| it.code == *code).cloned();
        let usual = || {
            let product = BoardConfig::default().waits;
            product.into_iter().find(|it| it.code == *code)
        };
        now.cloned().or_else(former).or_else(usual).map(|it| it.name)
    }

    /// The names of a slot and of a choice in it, for a board or a journal: what was taken off is still named.
    #[must_use]
    pub fn slot_names(&self, ward: Option<WardId>, slot: &Code, choice: Option<&Code>) -> Option<SlotNames> {
        let now = self.boards.config(ward).slots.iter();
        let known: Vec<&Slot> = now
            .chain(self.slots_ever(ward))
            .filter(|it| it.code == *slot)
            .collect();
        let choice = choice.and_then(|choice| {
            let offered = known.iter().flat_map(|it| &it.choices);
            offered
                .into_iter()
                .find(|it| it.code == *choice)
                .map(|it| it.name.clone())
        });
        known.first().map(|it| SlotNames {
            slot: it.name.clone(),
            choice,
        })
    }

    /// A code for a new reason of that name. One that had that name before has its code again; no other code is ever
    /// given twice.
    #[must_use]
    pub fn wait_code(&self, name: &Label, listed: &[Reason]) -> Option<Code> {
        let product = BoardConfig::default().waits;
        let known = self.waits_ever(None).chain(&product);
        code_for(name, known.map(|it| (&it.code, &it.name)), listed_codes(listed))
    }

    /// A code for a new slot of that name.
    #[must_use]
    pub fn slot_code(&self, name: &Label, listed: &[Slot]) -> Option<Code> {
        let known = self.slots_ever(None).map(|it| (&it.code, &it.name));
        code_for(name, known, listed.iter().map(|it| it.code.clone()).collect())
    }

    /// A code for a new choice of that name in that slot.
    #[must_use]
    pub fn choice_code(&self, name: &Label, slot: &Code, listed: &[Reason]) -> Option<Code> {
        let slots = self.slots_ever(None).filter(|it| it.code == *slot);
        let known = slots.flat_map(|it| &it.choices).map(|it| (&it.code, &it.name));
        code_for(name, known, listed_codes(listed))
    }

    fn waits_ever(&self, ward: Option<WardId>) -> impl Iterator<Item = &Reason> {
        let settings = self.boards.ever(ward).flat_map(BoardDocument::settings);
        settings
            .filter_map(|it| match it {
                Setting::Waits(waits) => Some(waits),
                _ => None,
            })
            .flatten()
    }

    fn slots_ever(&self, ward: Option<WardId>) -> impl Iterator<Item = &Slot> {
        let settings = self.boards.ever(ward).flat_map(BoardDocument::settings);
        settings
            .filter_map(|it| match it {
                Setting::Slots(slots) => Some(slots),
                _ => None,
            })
            .flatten()
    }
}

/// What people call a slot and a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotNames {
    /// The slot.
    pub slot: Label,
    /// The choice; none when none was asked for, or nobody ever named it.
    pub choice: Option<Label>,
}

fn listed_codes(listed: &[Reason]) -> Vec<Code> {
    listed.iter().map(|it| it.code.clone()).collect()
}

/// Letters kept of a name for its code.
const CODE: usize = 12;

/// A code for an entry of that name: its own from before, else one that nobody has had.
fn code_for<'a>(
    name: &Label,
    known: impl Iterator<Item = (&'a Code, &'a Label)>,
    listed: Vec<Code>,
) -> Option<Code> {
    let said = folded(name);
    let mut taken = listed.clone();
    for (code, former) in known {
        if folded(former) == said && !listed.contains(code) {
            return Some(code.clone());
        }
        taken.push(code.clone());
    }
    let letters: String = said.chars().filter(|it| it.is_alphanumeric()).collect();
    let stem: String = letters.to_uppercase().chars().take(CODE).collect();
    let stem = if stem.is_empty() { "X".to_owned() } else { stem };
    let tries = std::iter::once(stem.clone()).chain((2_u32..).map(|number| format!("{stem}{number}")));
    tries
        .filter_map(|it| Code::new(&it).ok())
        .find(|it| !taken.contains(it))
}

impl Origin {
    /// The ward it was inherited from.
    #[must_use]
    pub const fn ward(self) -> Option<WardId> {
        match self {
            Self::Followed(ward) => Some(ward),
            Self::Product | Self::Territory | Self::Own => None,
        }
    }
}
