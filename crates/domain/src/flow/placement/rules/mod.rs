//! The rules, one a file, and the three lists from which every one of them is asked.
//!
//! A rule is a plain function of what it looks at: it says that it is satisfied, broken by so much, cannot be checked,
//! or has nothing to say. It knows neither its own strength nor what other rules say. How to add one:
//! `docs/adding-a-rule.md`.

mod age;
mod age_gap;
mod agreed;
mod balance;
mod choice;
mod companion;
mod distance;
mod equipment;
mod free;
mod level;
mod level_above;
mod moves;
mod neutralised;
mod night;
mod outlier;
mod precautions;
mod promised;
mod rare;
mod reserve;
mod sector;
mod sex;
mod single_kept;
mod single_needed;
mod specialty;
mod usable;
mod wait;
mod wish;

use super::case::{BedCase, RoomCase, WardCase};
use super::reason::Finding;
use super::rule::{FirmRule, FixedRule, Rule, SoftRule};

/// The rules that nobody may set aside: a bed they refuse is asked nothing else.
#[inline]
pub(super) fn gates(case: &BedCase<'_>, hear: &mut impl FnMut(Rule, Finding)) {
    hear(Rule::Fixed(FixedRule::Usable), usable::judge(case));
    hear(Rule::Fixed(FixedRule::Free), free::judge(case));
    hear(Rule::Fixed(FixedRule::Promised), promised::judge(case));
}

/// The rules about a ward, asked once for all its beds.
#[inline]
pub(super) fn of_ward(case: &WardCase<'_>, hear: &mut impl FnMut(Rule, Finding)) {
    hear(Rule::Firm(FirmRule::Age), age::judge(case));
    hear(Rule::Firm(FirmRule::Specialty), specialty::judge(case));
    hear(Rule::Firm(FirmRule::Reserve), reserve::judge(case));
    hear(Rule::Soft(SoftRule::Agreed), agreed::judge(case));
    hear(Rule::Soft(SoftRule::Outlier), outlier::judge(case));
    hear(Rule::Soft(SoftRule::Choice), choice::judge(case));
    hear(Rule::Soft(SoftRule::Distance), distance::judge(case));
    hear(Rule::Soft(SoftRule::Moves), moves::judge(case));
    hear(Rule::Soft(SoftRule::Balance), balance::judge(case));
}

/// The rules about a bed, its room and who else is in it.
#[inline]
pub(super) fn of_bed(case: &RoomCase<'_>, hear: &mut impl FnMut(Rule, Finding)) {
    hear(Rule::Fixed(FixedRule::Precautions), precautions::judge(case));
    hear(Rule::Fixed(FixedRule::Level), level::judge(case));
    hear(Rule::Fixed(FixedRule::Equipment), equipment::judge(case));
    hear(Rule::Fixed(FixedRule::SingleNeeded), single_needed::judge(case));
    hear(Rule::Firm(FirmRule::Sector), sector::judge(case));
    hear(Rule::Firm(FirmRule::Sex), sex::judge(case));
    hear(Rule::Firm(FirmRule::LevelAbove), level_above::judge(case));
    hear(Rule::Soft(SoftRule::Wait), wait::judge(case));
    hear(Rule::Soft(SoftRule::Night), night::judge(case));
    hear(Rule::Soft(SoftRule::SingleKept), single_kept::judge(case));
    hear(Rule::Soft(SoftRule::Neutralised), neutralised::judge(case));
    hear(Rule::Soft(SoftRule::Rare), rare::judge(case));
    hear(Rule::Soft(SoftRule::Wish), wish::judge(case));
    hear(Rule::Soft(SoftRule::AgeGap), age_gap::judge(case));
    hear(Rule::Soft(SoftRule::Companion), companion::judge(case));
}
