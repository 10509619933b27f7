//! The minute at which a question to a ward becomes late, or goes up a level.
//!
//! Nothing happens then that the engine would tell of, and the tick that draws boards again for what only time changes
//! may come half a minute later.

use std::time::Duration;

use base::Moment;
use domain::view::ward_flow::risen;
use tokio::time::{MissedTickBehavior, interval};

use crate::Web;
use crate::hub::Topic;

/// How often it is looked at.
const LOOK: Duration = Duration::from_secs(1);

/// Looks for as long as the server runs.
pub async fn watch(web: Web) {
    let mut since = web.app().now();
    let mut beat = interval(LOOK);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while !web.hub().is_stopping() {
        beat.tick().await;
        since = look(&web, since);
    }
}

/// Draws again what says something else than at that moment; gives the moment it is up to date with.
pub fn look(web: &Web, since: Moment) -> Moment {
    let now = web.app().now();
    let wards = risen(&web.app().snapshot().state, since, now);
    if !wards.is_empty() {
        web.hub().refresh(Topic::Cell);
    }
    wards.into_iter().for_each(|ward| web.hub().refresh_ward(ward));
    now
}
