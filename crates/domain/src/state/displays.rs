//! The fold of wall displays.

use std::sync::Arc;

use base::Moment;

use super::{State, Touched};
use crate::display::{Display, DisplayChanged};

impl State {
    pub(super) fn change_display(&mut self, changed: &DisplayChanged, at: Moment, touched: &mut Touched) {
        let ward = match changed {
            DisplayChanged::Enrolled {
                display,
                ward,
                label,
                key,
                settings,
            } => {
                self.displays.push_back(Arc::new(Display {
                    id: *display,
                    ward: *ward,
                    label: label.clone(),
                    key: *key,
                    settings: *settings,
                    since: at,
                    revoked: false,
                }));
                Some(*ward)
            }
            DisplayChanged::Set {
                display,
                label,
                settings,
            } => self.revise_display(*display, |it| {
                it.label = label.clone();
                it.settings = *settings;
            }),
            DisplayChanged::Rekeyed { display, key } => self.revise_display(*display, |it| it.key = *key),
            DisplayChanged::Revoked { display } => self.revise_display(*display, |it| it.revoked = true),
        };
        if let Some(ward) = ward.and_then(|ward| self.surviving(ward)) {
            touched.ward(ward);
        }
    }

    fn revise_display(
        &mut self,
        id: base::id::DisplayId,
        revise: impl FnOnce(&mut Display),
    ) -> Option<base::id::WardId> {
        let known = self.displays.get_mut(id.index())?;
        revise(Arc::make_mut(known));
        Some(known.ward)
    }
}
