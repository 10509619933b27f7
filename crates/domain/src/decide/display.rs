//! Judging what is asked of wall displays.

use base::Label;
use base::id::{DisplayId, WardId};

use super::draft::Draft;
use crate::display::{
    Display, DisplayChanged, DisplayCommand, DisplayRefusal, DisplaySettings, Fingerprint, Sector, Unfit,
};
use crate::event::Event;
use crate::refusal::Refusal;

/// Longest name of a display, in characters.
const LABEL_MAX: usize = 60;

/// Judges it.
pub(super) fn change(draft: &mut Draft<'_>, command: &DisplayCommand) -> Result<(), Refusal> {
    let changed = match command {
        DisplayCommand::Enrol {
            ward,
            label,
            key,
            settings,
        } => {
            let standing = draft.state.ward(*ward).filter(|it| it.merged_into.is_none());
            standing.ok_or(Refusal::UnknownWard(*ward))?;
            fits(draft, *ward, label, settings)?;
            is_new(draft, key)?;
            let display = DisplayId::new(u32::try_from(draft.state.displays.len()).unwrap_or(u32::MAX));
            DisplayChanged::Enrolled {
                display,
                ward: *ward,
                label: label.clone(),
                key: *key,
                settings: *settings,
            }
        }
        DisplayCommand::Set {
            display,
            label,
            settings,
        } => {
            let known = open(draft, *display)?;
            let ward = draft.state.surviving(known.ward).unwrap_or(known.ward);
            fits(draft, ward, label, settings)?;
            if known.label == *label && known.settings == *settings {
                return Err(Refusal::NothingToDo);
            }
            DisplayChanged::Set {
                display: *display,
                label: label.clone(),
                settings: *settings,
            }
        }
        DisplayCommand::Rekey { display, key } => {
            open(draft, *display)?;
            is_new(draft, key)?;
            DisplayChanged::Rekeyed {
                display: *display,
                key: *key,
            }
        }
        DisplayCommand::Revoke { display } => {
            open(draft, *display)?;
            DisplayChanged::Revoked { display: *display }
        }
    };
    draft.emit(Event::DisplayChanged(Box::new(changed)));
    Ok(())
}

/// A display that has not been revoked.
fn open<'a>(draft: &Draft<'a>, display: DisplayId) -> Result<&'a Display, Refusal> {
    match draft.state.display(display) {
        None => Err(Refusal::Display(DisplayRefusal::Unknown(display))),
        Some(known) if known.revoked => Err(Refusal::Display(DisplayRefusal::Revoked(display))),
        Some(known) => Ok(known),
    }
}

/// A token opens one display, ever: one that was revoked keeps its own.
fn is_new(draft: &Draft<'_>, key: &Fingerprint) -> Result<(), Refusal> {
    match draft.state.display_of(key) {
        Some(_) => Err(Refusal::Display(DisplayRefusal::KeyInUse)),
        None => Ok(()),
    }
}

fn fits(draft: &Draft<'_>, ward: WardId, label: &Label, settings: &DisplaySettings) -> Result<(), Refusal> {
    if label.chars().count() > LABEL_MAX {
        return Err(Refusal::Display(DisplayRefusal::LongLabel));
    }
    let unfit = |why| Refusal::Display(DisplayRefusal::Unfit(why));
    settings.check().map_err(unfit)?;
    let is_here = |room| draft.state.room(room).is_some_and(|it| it.ward == ward);
    match settings.sector {
        Sector::Whole => Ok(()),
        Sector::Rooms { from, to } if is_here(from) && is_here(to) => Ok(()),
        Sector::Rooms { .. } => Err(unfit(Unfit::Room)),
    }
}
