//! What placement settings must be like to be used.

use std::collections::BTreeSet;

use base::Code;

use super::super::rule::{FirmRule, SoftRule, Strength};
use super::{PlacementSettings, SitePlace, WardPlace};
use crate::flow::lists;
use crate::settings::Settings;
use crate::state::State;

/// How much of each list there is room for.
#[derive(Clone, Copy, Debug)]
pub struct Bounds;

impl Bounds {
    /// Most points of a rule: beyond, sums would no longer mean anything.
    pub const POINTS: u16 = 10_000;
    /// Longest horizon, cleaning or way, in minutes: two days.
    pub const MINUTES: u16 = 2_880;
    /// Most nights a stay of unknown length may count for.
    pub const NIGHTS: u16 = 60;
}

/// Why placement settings cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingsFlaw {
    /// A firm rule has more points than make sense.
    FirmPoints(FirmRule),
    /// A soft rule has more points than make sense.
    SoftPoints(SoftRule),
    /// A germ or a precaution is there twice.
    Twice(Code),
    /// A ward is described twice.
    WardTwice(WardPlace),
    /// The distance between two sites is told twice.
    DistanceTwice(SitePlace, SitePlace),
    /// A site has a distance to itself.
    DistanceToItself(SitePlace),
    /// No specialty of that code is in the settings of the flow.
    UnknownSpecialty(Code),
    /// No germ of that code is in the settings of the flow.
    UnknownGerm(Code),
    /// A specialty is both taken and refused by a ward.
    TakenAndRefused(WardPlace, Code),
    /// No precaution of that code is in the settings of the territory.
    UnknownPrecaution(Code),
    /// The territory has no such ward.
    UnknownWard(WardPlace),
    /// The territory has no such site.
    UnknownSite(SitePlace),
    /// The youngest age of a ward is above its oldest one.
    Ages(WardPlace),
    /// A duration, a number of nights or an hour out of its bounds.
    Bound,
}

impl PlacementSettings {
    /// Whether the document can be used in that territory.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn check(&self, state: &State) -> Result<(), SettingsFlaw> {
        self.rules_fit()?;
        self.lists_fit(&state.settings)?;
        self.wards_fit(state)?;
        self.distances_fit(state)?;
        let minutes = [
            self.horizon_minutes,
            self.cleaning_minutes,
            self.disinfection_minutes,
        ];
        let fits = minutes.iter().all(|it| *it <= Bounds::MINUTES)
            && self.leaving_hour < 24
            && (1..=Bounds::NIGHTS).contains(&self.usual_nights);
        if fits { Ok(()) } else { Err(SettingsFlaw::Bound) }
    }

    fn rules_fit(&self) -> Result<(), SettingsFlaw> {
        for (rule, strength) in &self.firm {
            if let Strength::Points(points) = strength
                && *points > Bounds::POINTS
            {
                return Err(SettingsFlaw::FirmPoints(*rule));
            }
        }
        let heavy = self.soft.iter().find(|(_, points)| **points > Bounds::POINTS);
        heavy.map_or(Ok(()), |(rule, _)| Err(SettingsFlaw::SoftPoints(*rule)))
    }

    fn lists_fit(&self, settings: &Settings) -> Result<(), SettingsFlaw> {
        once(self.negative_pressure.iter())?;
        once(self.precautions.iter().map(|it| &it.code))?;
        // What is shipped speaks of precautions that a hospital may have replaced by its own: that harms nobody.
        let shipped = super::meanings_shipped();
        let germs = &settings.flow.germs;
        let usual = Self::default().negative_pressure;
        let mut named = self.negative_pressure.iter();
        let unknown = named.find(|it| !lists(germs, it) && !usual.contains(it));
        if let Some(code) = unknown {
            return Err(SettingsFlaw::UnknownGerm(code.clone()));
        }
        let unknown = self
            .precautions
            .iter()
            .find(|it| settings.precaution(&it.code).is_none() && !shipped.contains(it));
        unknown.map_or(Ok(()), |it| Err(SettingsFlaw::UnknownPrecaution(it.code.clone())))
    }

    fn wards_fit(&self, state: &State) -> Result<(), SettingsFlaw> {
        let mut seen = BTreeSet::new();
        for profile in &self.wards {
            let place = || profile.place.clone();
            if !seen.insert(&profile.place) {
                return Err(SettingsFlaw::WardTwice(place()));
            }
            if state.ward_at_place(&profile.place).is_none() {
                return Err(SettingsFlaw::UnknownWard(place()));
            }
            let mut named = profile.own.iter().chain(&profile.agreed).chain(&profile.refused);
            if let Some(code) = named.find(|it| !lists(&state.settings.flow.specialties, it)) {
                return Err(SettingsFlaw::UnknownSpecialty(code.clone()));
            }
            let mut taken = profile.own.iter().chain(&profile.agreed);
            if let Some(code) = taken.find(|it| profile.refused.contains(it)) {
                return Err(SettingsFlaw::TakenAndRefused(place(), code.clone()));
            }
            if let (Some(from), Some(to)) = (profile.ages.from, profile.ages.to)
                && from > to
            {
                return Err(SettingsFlaw::Ages(place()));
            }
        }
        Ok(())
    }

    fn distances_fit(&self, state: &State) -> Result<(), SettingsFlaw> {
        let mut seen = BTreeSet::new();
        for it in &self.distances {
            if it.from == it.to {
                return Err(SettingsFlaw::DistanceToItself(it.from.clone()));
            }
            let pair = (&it.from).min(&it.to);
            if !seen.insert((pair, (&it.from).max(&it.to))) {
                return Err(SettingsFlaw::DistanceTwice(it.from.clone(), it.to.clone()));
            }
            if it.minutes > Bounds::MINUTES {
                return Err(SettingsFlaw::Bound);
            }
            for site in [&it.from, &it.to] {
                if state.site_at_place(site).is_none() {
                    return Err(SettingsFlaw::UnknownSite(site.clone()));
                }
            }
        }
        Ok(())
    }
}

fn once<'a>(codes: impl Iterator<Item = &'a Code>) -> Result<(), SettingsFlaw> {
    let mut seen = BTreeSet::new();
    for code in codes {
        if !seen.insert(code) {
            return Err(SettingsFlaw::Twice(code.clone()));
        }
    }
    Ok(())
}
