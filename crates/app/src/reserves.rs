//! The emergency reserve of today: counted beside everything else, never while somebody waits for a page.
//!
//! What came before is counted from every stay there ever was: when the server opens, when the day changes, and when
//! something changes that the count depends on. Until the next count is there, the last one counts. What the hospital
//! set by hand counts at once.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use domain::flow::{ReserveBasis, Reserves, from_what_came, with_those_set_by_hand};

use crate::handle::App;

/// How often it is looked whether there is anything to count again.
const PACE: Duration = Duration::from_secs(5);

/// What was counted last, and from what.
#[derive(Debug, Default)]
pub(crate) struct Counted(RwLock<Option<(ReserveBasis, Arc<Reserves>)>>);

impl App {
    /// The reserve of today. Counts nothing.
    #[must_use]
    pub fn reserves(&self) -> Arc<Reserves> {
        let snapshot = self.snapshot();
        let came = self.counted();
        if snapshot.state.settings.flow.reserve.by_hand.is_empty() {
            return came;
        }
        Arc::new(with_those_set_by_hand(&snapshot.state, &came))
    }

    fn counted(&self) -> Arc<Reserves> {
        let kept = self.0.counted.0.read().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref()
            .map_or_else(Arc::default, |(_, came)| Arc::clone(came))
    }

    /// Counts what came before, when that would come out otherwise than the last time; says whether it did. Takes as
    /// long as looking at every stay takes.
    pub fn count_reserves_once(&self) -> bool {
        let (snapshot, zone) = (self.snapshot(), self.zone());
        let state = &snapshot.state;
        let day = zone.civil(self.now()).date();
        let basis = ReserveBasis::of(state, day);
        let same =
            |kept: &Option<(ReserveBasis, Arc<Reserves>)>| kept.as_ref().is_some_and(|it| it.0 == basis);
        if same(&self.0.counted.0.read().unwrap_or_else(PoisonError::into_inner)) {
            return false;
        }
        let came = from_what_came(state, &zone, day);
        let mut kept = self.0.counted.0.write().unwrap_or_else(PoisonError::into_inner);
        *kept = Some((basis, Arc::new(came)));
        true
    }

    /// Does so beside everything else, until the server stops.
    pub async fn keep_reserves(self) {
        let mut stopping = self.stopping();
        let mut looks = tokio::time::interval(PACE);
        looks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                _ = looks.tick() => {
                    let app = self.clone();
                    let counted = tokio::task::spawn_blocking(move || app.count_reserves_once()).await;
                    if let Err(failure) = counted {
                        tracing::error!(%failure, "the emergency reserve was not counted");
                    }
                }
                () = async { drop(stopping.wait_for(|stops| *stops).await) } => break,
            }
        }
    }
}
