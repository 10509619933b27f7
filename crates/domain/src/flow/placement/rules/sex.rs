//! Women and men do not share a room, except where the ward says so; an empty room takes either.

use base::id::StayId;

use super::super::case::RoomCase;
use super::super::reason::{Finding, Reason};
use super::super::settings::SexPolicy;
use crate::identity::Sex;

#[inline]
pub(in crate::flow::placement) fn judge(case: &RoomCase<'_>) -> Finding {
    if case.ward.sexes == SexPolicy::Together {
        return Finding::Silent;
    }
    let own = case.ask.question.sex;
    let (mut mates, mut unknown, mut other): (_, _, Option<Option<StayId>>) = (false, false, None);
    for mate in &case.mates {
        if case.ask.together_with(mate.stay) {
            continue;
        }
        mates = true;
        match (own, mate.sex) {
            (Sex::Unknown, _) | (_, Sex::Unknown) => unknown = true,
            (own, theirs) if own != theirs => other = other.or(Some(mate.stay)),
            _ => {}
        }
    }
    match (other, unknown, mates) {
        (Some(mate), _, _) => Finding::Against(1, Reason::OtherSex { mate }),
        (None, true, _) => Finding::Unchecked(Reason::SexUnknown),
        (None, false, true) => Finding::Met(Reason::SameSex),
        (None, false, false) => Finding::Silent,
    }
}
