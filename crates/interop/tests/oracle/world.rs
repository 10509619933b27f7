//! The state as messages make it, without engine, store or clock.

use base::Moment;
use base::id::{StayId, UnitId};
use domain::command::Command;
use domain::decide::decide;
use domain::movement::Spot;
use domain::observation::VisitNumbers;
use domain::state::{State, Touched};
use domain::stay::Stay;
use domain::timeline::Segment;
use domain::vault::Vault;

use crate::corpus::LATER;

/// State and vault.
#[derive(Default)]
pub struct World {
    pub state: State,
    pub vault: Vault,
}

impl World {
    /// Judges a command and applies what comes of it; a refusal changes nothing.
    pub fn hear(&mut self, command: &Command) {
        let Ok(decision) = decide(&self.state, &self.vault, command, LATER) else {
            return;
        };
        for write in &decision.vault {
            self.vault.apply(write);
        }
        let mut touched = Touched::default();
        for event in &decision.events {
            self.state.apply(event, self.state.seq + 1, LATER, &mut touched);
        }
    }

    /// The stay those numbers stand for.
    pub fn stay(&self, numbers: &VisitNumbers) -> Option<&Stay> {
        let by_visit = numbers
            .visit
            .as_ref()
            .and_then(|number| self.vault.stay_by_visit(number));
        let by_account = || {
            numbers
                .account
                .as_ref()
                .and_then(|number| self.vault.stays_by_account(number).last().copied())
        };
        let id: StayId = by_visit.or_else(by_account)?;
        self.state.stay(id)
    }

    /// The code of a unit.
    pub fn unit(&self, unit: Option<UnitId>) -> Option<&str> {
        Some(self.state.unit(unit?)?.code.as_str())
    }

    /// The code of the bed of a spot.
    pub fn bed(&self, spot: Spot) -> Option<&str> {
        match spot {
            Spot::Bed(bed) => Some(self.state.bed(bed)?.code.as_str()),
            Spot::Room(_) | Spot::Nowhere => None,
        }
    }

    /// The timelines of all stays by what names them for people, not by ids, which depend on the order of arrival.
    pub fn drawn(&self) -> Vec<String> {
        let mut stays: Vec<String> = self.state.stays.iter().map(|stay| self.draw(stay)).collect();
        stays.sort();
        stays
    }

    fn draw(&self, stay: &Stay) -> String {
        let numbers = self.vault.stay(stay.id).map(|numbers| {
            let mut visits: Vec<&str> = numbers.visits.iter().map(|visit| visit.value.as_str()).collect();
            visits.sort_unstable();
            format!(
                "{visits:?} {:?}",
                numbers.account.as_ref().map(|account| &account.value)
            )
        });
        let line = &stay.timeline;
        let segments: Vec<String> = line
            .segments
            .iter()
            .map(|segment| self.draw_segment(segment))
            .collect();
        format!(
            "{} arrived {:?} left {:?} planned {:?} cancelled {} class {:?} {:?} [{}] {:?}",
            numbers.unwrap_or_default(),
            line.arrived_at,
            line.left_at,
            line.planned
                .as_ref()
                .map(|plan| (plan.at, self.unit(plan.unit), self.bed(plan.spot))),
            line.cancelled,
            line.class,
            line.doubts,
            segments.join(", "),
            line.facts,
        )
    }

    fn draw_segment(&self, segment: &Segment) -> String {
        let to = if segment.to == Moment::NEVER {
            "…".to_owned()
        } else {
            segment.to.to_string()
        };
        format!(
            "{}–{to} {}/{} M {} S {}{}",
            segment.from,
            self.unit(segment.unit).unwrap_or("-"),
            self.bed(segment.spot).unwrap_or("-"),
            self.unit(segment.medical).unwrap_or("-"),
            self.unit(segment.care).unwrap_or("-"),
            if segment.away { " away" } else { "" },
        )
    }
}
