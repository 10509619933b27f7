//! The whole territory in counts: every site, every ward.

use base::id::{EstablishmentId, SiteId, WardId};
use base::{Label, Moment};

use super::board::Summary;

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
    /// Its name.
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
