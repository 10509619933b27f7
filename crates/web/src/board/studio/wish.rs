//! From a form of the studio to what is asked of the document.

use app::{Snapshot, board_file};
use base::Label;
use base::id::WardId;
use domain::board_config::{BoardConfig, Head, Reason, Slot, Tone};
use domain::state::State;
use domain::studio::{BoardChange, BoardOption, Scope, Setting};

use super::chosen::{self, Move};
use crate::fields::Fields;
use crate::words::{Explained, Words};

/// What a form asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// The draft is changed.
    Edit(Vec<BoardChange>),
    /// The draft becomes what a file says.
    Import {
        /// What changes.
        changes: Vec<BoardChange>,
        /// How many doctors of the file are unknown here; their colours are left out.
        unknown_doctors: u32,
    },
    /// The draft is put in force.
    Publish,
    /// The draft is thrown away.
    Discard,
    /// A former version is put in force.
    Revert(u32),
}

/// Why a form cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// No page of ours made this form.
    Form,
    /// What was typed cannot be used.
    Said(Explained),
}

/// Reads a form.
pub fn wish(
    snapshot: &Snapshot,
    words: &'static Words,
    scope: Scope,
    fields: &Fields,
) -> Result<Wish, Unclear> {
    let state = &snapshot.state;
    let asked = fields.get("do").ok_or(Unclear::Form)?;
    let (verb, what) = asked.split_once('=').unwrap_or((asked, ""));
    let document = state.boards.shelf(scope).worked_on();
    let config = state.resolve_board(scope, &document).config;
    let form = Form {
        state,
        words,
        config,
        fields,
    };
    let option = || fields.get("option").and_then(chosen::option).ok_or(Unclear::Form);
    let one = |change| Ok(Wish::Edit(vec![change]));
    match verb {
        "publish" => Ok(Wish::Publish),
        "discard" => Ok(Wish::Discard),
        "revert" => what.parse().map(Wish::Revert).map_err(|_| Unclear::Form),
        "inherit" => one(BoardChange::Inherit(option()?)),
        "lock" => one(BoardChange::Lock(option()?)),
        "unlock" => one(BoardChange::Unlock(option()?)),
        "unfollow" => one(BoardChange::Follow(None)),
        "follow" => one(BoardChange::Follow(Some(form.ward()?))),
        "copy" => Ok(Wish::Edit(form.copied()?)),
        "import" => {
            let text = fields.get("text").unwrap_or_default();
            let read = board_file::read(state, &snapshot.vault, scope, text).map_err(|fault| {
                Unclear::Said(Explained {
                    why: words.pair(words.studio.bad_file, words.bad_board_file(&fault)),
                    next: words.studio.bad_file_next.to_owned(),
                })
            })?;
            Ok(Wish::Import {
                changes: document.changes_to(&read.document),
                unknown_doctors: u32::try_from(read.unknown_doctors.len()).unwrap_or(u32::MAX),
            })
        }
        "set" => {
            let value = fields.get("value").ok_or(Unclear::Form)?;
            let setting = chosen::single(option()?, value).ok_or(Unclear::Form)?;
            one(BoardChange::Set(setting))
        }
        "heads" => one(BoardChange::Set(form.heads()?)),
        "waits" => one(BoardChange::Set(form.waits()?)),
        "add-slot" => one(BoardChange::Set(form.new_slot()?)),
        "slot" => one(BoardChange::Set(form.slot(what)?)),
        verb => {
            let way = Move::of(verb).ok_or(Unclear::Form)?;
            let setting = form.config.setting(option()?);
            // An entry that somebody else took off meanwhile: the revision tells, and says so.
            let moved = chosen::moved(&setting, what, way).unwrap_or(setting);
            one(BoardChange::Set(moved))
        }
    }
}

struct Form<'a> {
    state: &'a State,
    words: &'static Words,
    config: BoardConfig,
    fields: &'a Fields,
}

impl Form<'_> {
    fn ward(&self) -> Result<WardId, Unclear> {
        let ward = self.fields.get("ward").and_then(|it| it.parse().ok());
        ward.ok_or_else(|| self.bad_text())
    }

    /// Everything that is in force in that ward, to be had here once and for all.
    fn copied(&self) -> Result<Vec<BoardChange>, Unclear> {
        let from = self.state.board_config(Some(self.ward()?));
        let locks = self.state.boards.published(Scope::Territory);
        let free = BoardOption::ALL.into_iter().filter(|it| !locks.locks(*it));
        Ok(free
            .filter(|it| self.config.setting(*it) != from.setting(*it))
            .map(|it| BoardChange::Set(from.setting(it)))
            .collect())
    }

    fn heads(&self) -> Result<Setting, Unclear> {
        let mut heads = self.config.heads.clone();
        for (name, value) in &self.fields.0 {
            let Some(of) = name.strip_prefix("tone-") else {
                continue;
            };
            let of = chosen::head_of(of).ok_or(Unclear::Form)?;
            heads.retain(|it| it.of != of);
            if !value.is_empty() {
                let number: u8 = value.parse().map_err(|_| Unclear::Form)?;
                let tone = Tone::new(number).map_err(|_| Unclear::Form)?;
                heads.push(Head { of, tone });
            }
        }
        heads.sort_by(|a, b| a.of.cmp(&b.of));
        Ok(Setting::Heads(heads))
    }

    fn waits(&self) -> Result<Setting, Unclear> {
        let listed = &self.config.waits;
        let waits = self.lines("waits", listed, |name, listed| self.state.wait_code(name, listed))?;
        Ok(Setting::Waits(waits))
    }

    fn new_slot(&self) -> Result<Setting, Unclear> {
        let name = self.label("name")?;
        let listed = &self.config.slots;
        let code = self.state.slot_code(&name, listed).ok_or(Unclear::Form)?;
        let choices = self.lines("choices", &[], |name, listed| {
            self.state.choice_code(name, &code, listed)
        })?;
        let mut slots = listed.clone();
        slots.push(Slot { code, name, choices });
        Ok(Setting::Slots(slots))
    }

    fn slot(&self, code: &str) -> Result<Setting, Unclear> {
        let name = self.label("name")?;
        let mut slots = self.config.slots.clone();
        let Some(slot) = slots.iter_mut().find(|it| it.code.as_str() == code) else {
            return Ok(Setting::Slots(slots));
        };
        let choices = self.lines("choices", &slot.choices, |name, listed| {
            self.state.choice_code(name, &slot.code, listed)
        })?;
        (slot.name, slot.choices) = (name, choices);
        Ok(Setting::Slots(slots))
    }

    fn label(&self, field: &str) -> Result<Label, Unclear> {
        let text = self.fields.get(field).unwrap_or_default();
        Label::new(text).map_err(|_| self.bad_text())
    }

    fn bad_text(&self) -> Unclear {
        Unclear::Said(Explained {
            why: self.words.studio.bad_text.to_owned(),
            next: self.words.studio.bad_text_next.to_owned(),
        })
    }

    /// A list typed one entry a line. A line that was there keeps its code wherever it stands now; when as many lines
    /// as before are there, one that is new was renamed, and keeps the code of its place.
    fn lines(
        &self,
        field: &str,
        before: &[Reason],
        mint: impl Fn(&Label, &[Reason]) -> Option<base::Code>,
    ) -> Result<Vec<Reason>, Unclear> {
        let text = self.fields.get(field).unwrap_or_default();
        let lines = text.lines().map(str::trim).filter(|it| !it.is_empty());
        let names: Result<Vec<Label>, _> = lines.map(Label::new).collect();
        let names = names.map_err(|_| self.bad_text())?;
        let of_name = |name: &Label| before.iter().find(|it| it.name == *name);
        let renamed = |place: usize| {
            let was = before.get(place).filter(|_| before.len() == names.len())?;
            (!names.contains(&was.name)).then_some(was)
        };
        let mut list: Vec<Reason> = Vec::new();
        // Codes that entries keep are given to no new one.
        let mut kept: Vec<Reason> = before.to_vec();
        for (place, name) in names.iter().enumerate() {
            let known = of_name(name).or_else(|| renamed(place));
            let code = match known {
                Some(known) => known.code.clone(),
                None => mint(name, &kept).ok_or(Unclear::Form)?,
            };
            let entry = Reason {
                code,
                name: name.clone(),
            };
            kept.push(entry.clone());
            list.push(entry);
        }
        Ok(list)
    }
}
