//! The whole territory in counts: every site, every ward.

use base::id::{EstablishmentId, SiteId, WardId};
use base::{Label, Moment};

use super::board::{Summary, is_forgotten_visit, summary_of};
use super::day::Day;
use super::order::natural;
use crate::state::State;
use crate::structure::{Standing, Ward};
use crate::vault::Vault;

/// The territory at a moment.
///
/// Wards that were merged or set aside are left out; a ward just discovered is shown even while empty. Places are in
/// the natural order of their names, wards whose site is not known last.
#[must_use]
pub fn territory(state: &State, _vault: &Vault, now: Moment) -> TerritoryView {
    let day = Day::of(state, now);
    let mut establishments: Vec<EstablishmentView> = state
        .establishments
        .iter()
        .filter(|it| it.standing != Standing::Ignored)
        .map(|it| EstablishmentView {
            establishment: it.id,
            name: it.name.clone(),
            discovered: it.standing == Standing::Discovered,
            sites: Vec::new(),
            total: Summary::default(),
        })
        .collect();
    let mut total = Summary::default();
    for ward in &state.wards {
        let shown = ward.merged_into.is_none() && ward.standing != Standing::Ignored;
        let holder = establishments
            .iter_mut()
            .find(|it| it.establishment == ward.establishment);
        let (true, Some(establishment)) = (shown, holder) else {
            continue;
        };
        let line = ward_line(state, ward, &day);
        total.add(&line.summary);
        establishment.total.add(&line.summary);
        let site = site_of(state, establishment, ward);
        site.total.add(&line.summary);
        site.wards.push(line);
    }
    establishments.retain(|it| !it.sites.is_empty());
    establishments.sort_by(|a, b| natural(&a.name, &b.name).then(a.establishment.cmp(&b.establishment)));
    for establishment in &mut establishments {
        establishment.sites.sort_by(|a, b| {
            (a.site.is_none().cmp(&b.site.is_none())).then_with(|| natural(&a.name, &b.name))
        });
        for site in &mut establishment.sites {
            site.wards
                .sort_by(|a, b| natural(&a.name, &b.name).then(a.ward.cmp(&b.ward)));
        }
    }
    TerritoryView {
        seq: state.seq,
        now,
        name: state.settings.name.clone(),
        total,
        establishments,
        nowhere: nowhere(state, now),
    }
}

fn ward_line(state: &State, ward: &Ward, day: &Day) -> WardLine {
    WardLine {
        ward: ward.id,
        name: ward.name.clone(),
        division: ward
            .division
            .and_then(|id| state.division(id))
            .map(|it| it.name.clone()),
        specialty: ward.specialty.clone(),
        discovered: ward.standing == Standing::Discovered,
        summary: summary_of(state, ward.id, day),
    }
}

/// The site of a ward in its establishment's list, added when it is not there yet.
fn site_of<'a>(state: &State, establishment: &'a mut EstablishmentView, ward: &Ward) -> &'a mut SiteView {
    let known = ward.site.and_then(|id| state.site(id));
    let id = known.map(|site| site.id);
    let slot = establishment
        .sites
        .iter()
        .position(|site| site.site == id)
        .unwrap_or_else(|| {
            establishment.sites.push(SiteView {
                site: id,
                name: known.map_or_else(|| establishment.name.clone(), |site| site.name.clone()),
                wards: Vec::new(),
                total: Summary::default(),
            });
            establishment.sites.len() - 1
        });
    &mut establishment.sites[slot]
}

/// How many patients are present in no known ward.
fn nowhere(state: &State, now: Moment) -> u32 {
    let present = state
        .index
        .stays_nowhere()
        .filter_map(|id| state.stay(id))
        .filter(|stay| {
            state
                .period_at(stay, now)
                .is_some_and(|period| state.ward_of_segment(period).is_none())
        })
        .filter(|stay| !is_forgotten_visit(stay, now));
    u32::try_from(present.count()).unwrap_or(u32::MAX)
}

/// The territory at a moment.
#[derive(Clone, Debug, PartialEq)]
pub struct TerritoryView {
    /// The journal position this view shows.
    pub seq: u64,
    /// The moment this view shows.
    pub now: Moment,
    /// Its name.
    pub name: Label,
    /// Counts over everything.
    pub total: Summary,
    /// Establishments, sites, wards.
    pub establishments: Vec<EstablishmentView>,
    /// Present stays whose ward is not known at all.
    pub nowhere: u32,
}

/// An establishment of the territory.
#[derive(Clone, Debug, PartialEq)]
pub struct EstablishmentView {
    /// Which.
    pub establishment: EstablishmentId,
    /// Its name.
    pub name: Label,
    /// Discovered and not confirmed.
    pub discovered: bool,
    /// Its sites; wards whose site is not known stand in one without an id.
    pub sites: Vec<SiteView>,
    /// Counts.
    pub total: Summary,
}

/// A site of an establishment.
#[derive(Clone, Debug, PartialEq)]
pub struct SiteView {
    /// Which; none for the wards whose site is not known.
    pub site: Option<SiteId>,
    /// Its name; the establishment's for the wards whose site is not known.
    pub name: Label,
    /// Its wards.
    pub wards: Vec<WardLine>,
    /// Counts.
    pub total: Summary,
}

/// A ward in the list of a site.
#[derive(Clone, Debug, PartialEq)]
pub struct WardLine {
    /// Which.
    pub ward: WardId,
    /// Its name.
    pub name: Label,
    /// Its division, when known.
    pub division: Option<Label>,
    /// Its specialty, when known.
    pub specialty: Option<Label>,
    /// Discovered and not confirmed.
    pub discovered: bool,
    /// Counts.
    pub summary: Summary,
}
