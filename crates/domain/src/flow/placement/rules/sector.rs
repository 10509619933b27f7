//! Carriers of highly resistant bacteria, their contacts and everybody else are kept apart (BHRe, instruction
//! DGOS/PF2/DGS/RI1/2014/08): by wards that are a sector of theirs, and within rooms.

use base::id::StayId;

use super::super::case::RoomCase;
use super::super::reason::{Finding, Reason};
use super::super::settings::Sector;

#[inline]
pub(in crate::flow::placement) fn judge(case: &RoomCase<'_>) -> Finding {
    let own = case.ask.asks.sector;
    if let Some(sector) = case.ward.sector
        && own != Some(sector)
    {
        return Finding::Against(1, Reason::SectorOfOthers { sector });
    }
    let mut other: Option<(Option<StayId>, Option<Sector>)> = None;
    for mate in &case.mates {
        let sector = case.beds.territory.asks(mate.precautions, 0).sector;
        if sector != own {
            other = other.or(Some((mate.stay, sector)));
        }
    }
    match (other, case.ward.sector) {
        (Some((mate, sector)), _) => Finding::Against(1, Reason::MateOfOtherSector { mate, sector }),
        (None, Some(sector)) => Finding::Met(Reason::SectorMatches { sector }),
        (None, None) => Finding::Silent,
    }
}
