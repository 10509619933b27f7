//! Where beds are: free now and by tonight, by specialty and site.

use base::Label;
use base::id::{SiteId, WardId};
use base::text::folded;

use super::board::Summary;
use super::order::natural;
use super::territory::TerritoryView;
use crate::state::State;

/// Free beds, a row for each specialty and a column for each site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heat {
    /// The sites, in the order of the territory.
    pub sites: Vec<(Option<SiteId>, Label)>,
    /// The specialties, in the order of the alphabet; wards that say none come last.
    pub rows: Vec<HeatRow>,
}

/// A specialty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeatRow {
    /// As wards say it; none for wards that say none.
    pub specialty: Option<Label>,
    /// A cell for each site; none where no ward has it.
    pub cells: Vec<Option<HeatCell>>,
}

/// Wards of one specialty on one site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct HeatCell {
    /// Free and ready now.
    pub free: u32,
    /// More or less by tonight: beds promised to nobody that are announced to be free before midnight, as placement
    /// counts them, less the arrivals of the day for which no bed is kept.
    pub change: i32,
    /// Installed beds.
    pub beds: u32,
}

impl HeatCell {
    fn add(&mut self, summary: &Summary) {
        let signed = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
        self.free += summary.free;
        self.beds += summary.beds();
        self.change += signed(summary.soon) - signed(summary.arrivals_without_bed);
    }

    /// Nothing is free, and nothing will be tonight.
    #[must_use]
    pub const fn is_shut(&self) -> bool {
        self.free == 0 && self.change <= 0
    }
}

impl Heat {
    /// The table of that territory. Wards that the feed named and nobody confirmed are in it: their beds count.
    #[must_use]
    pub fn of(state: &State, territory: &TerritoryView) -> Self {
        let sites = territory.establishments.iter().flat_map(|it| &it.sites);
        let mut heat = Self {
            sites: sites.clone().map(|it| (it.site, it.name.clone())).collect(),
            rows: Vec::new(),
        };
        for (column, site) in sites.enumerate() {
            for ward in &site.wards {
                let row = heat.row_of(
                    ward.specialty
                        .clone()
                        .or_else(|| specialty_of(state, ward.ward))
                        .as_ref(),
                );
                let cell = heat.rows[row].cells[column].get_or_insert_default();
                cell.add(&ward.summary);
            }
        }
        heat.rows.sort_by(|a, b| match (&a.specialty, &b.specialty) {
            (Some(a), Some(b)) => natural(a, b),
            (a, b) => a.is_none().cmp(&b.is_none()),
        });
        heat
    }

    /// The row of a specialty, added when it is not there yet: wards write it with or without accents and capitals.
    fn row_of(&mut self, specialty: Option<&Label>) -> usize {
        let same = |it: &HeatRow| it.specialty.as_deref().map(folded) == specialty.map(|it| folded(it));
        self.rows.iter().position(same).unwrap_or_else(|| {
            self.rows.push(HeatRow {
                specialty: specialty.cloned(),
                cells: vec![None; self.sites.len()],
            });
            self.rows.len() - 1
        })
    }
}

/// The first of the specialties that placement says are the ward's own.
fn specialty_of(state: &State, ward: WardId) -> Option<Label> {
    let ward = state.ward(ward)?;
    let establishment = &state.establishment(ward.establishment)?.code;
    let mut profiles = state.placement.wards.iter();
    let profile =
        profiles.find(|it| it.place.ward == ward.code && it.place.establishment == *establishment)?;
    let code = profile.own.first()?;
    let named = state
        .settings
        .flow
        .specialties
        .iter()
        .find(|it| it.code == *code)?;
    Some(named.name.clone())
}
