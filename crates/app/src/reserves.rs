//! The emergency reserve of today: counted once a day, and again when its rules change or a ward is added.

use std::sync::{Arc, Mutex, PoisonError};

use base::zone::Date;
use domain::flow::{ReserveRules, Reserves, reserves};

use crate::handle::App;

/// What was counted last, and for what.
#[derive(Debug, Default)]
pub(crate) struct Counted(Mutex<Option<(Asked, Arc<Reserves>)>>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    day: Date,
    rules: ReserveRules,
    wards: usize,
}

impl App {
    /// The reserve of today.
    #[must_use]
    pub fn reserves(&self) -> Arc<Reserves> {
        let (snapshot, zone) = (self.snapshot(), self.zone());
        let state = &snapshot.state;
        let asked = Asked {
            day: zone.civil(self.now()).date(),
            rules: state.settings.flow.reserve.clone(),
            wards: state.wards.len(),
        };
        let mut kept = self.0.counted.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, counted)) = kept.as_ref().filter(|(it, _)| *it == asked) {
            return Arc::clone(counted);
        }
        let counted = Arc::new(reserves(state, &zone, asked.day));
        *kept = Some((asked, Arc::clone(&counted)));
        counted
    }
}
