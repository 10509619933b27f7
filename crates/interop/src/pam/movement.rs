//! What happened to a stay: trigger, ZBE-4 and ZBE-6 together say what, ZBE-2 says when.

use base::{Code, Moment};
use domain::movement::{Action, Class, Kind, Said};
use domain::observation::{ObservedMovement, PlaceCodes};
use hl7v2::segments::{self, Nature, Pv1, Zbe};
use hl7v2::{Ts, TsError, Value};

use super::desk::Desk;
use super::header::Header;
use super::parts::Parts;
use super::trigger::{self, Meaning};
use super::{destination, place, time, visit};
use crate::reason::Reason;

/// What is done to which kind of movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Deed {
    pub kind: Kind,
    pub action: Action,
}

/// Reads a movement and what is done to it.
///
/// # Errors
/// When the message contradicts itself, or lacks what makes it a movement.
pub(super) fn read(
    desk: &mut Desk<'_, '_>,
    header: &Header,
    meaning: Meaning,
    parts: &Parts<'_>,
) -> Result<(Deed, ObservedMovement), Reason> {
    let pv1 = parts.pv1.ok_or_else(|| {
        Reason::new(
            "no_visit_segment",
            "Le message annonce un mouvement mais ne décrit aucune venue (PV1 absent).",
        )
        .at("PV1", 0)
    })?;
    let class = visit::class(desk, &pv1);
    let ids = parts.zbe.map(|zbe| ids(desk, header, &zbe)).unwrap_or_default();
    let deed = deed(desk, meaning, parts, class, !ids.is_empty())?;
    let movement = movement(desk, header, deed, parts, &pv1, class, ids);
    Ok((deed, movement))
}

fn movement(
    desk: &mut Desk<'_, '_>,
    header: &Header,
    deed: Deed,
    parts: &Parts<'_>,
    pv1: &Pv1<'_>,
    class: Option<Class>,
    ids: Vec<(Code, Box<str>)>,
) -> ObservedMovement {
    let planned = planned(desk, deed.kind, parts);
    let expects = |said: Said<Moment>, when: bool| if when && said.is_nothing() { planned } else { said };
    let announces_admission = matches!(deed.kind, Kind::PreAdmission | Kind::PendingAdmission);
    let expected_admission = expected(desk, parts, 8);
    let expected_discharge = expected(desk, parts, 9);
    let ends = matches!(deed.kind, Kind::Discharge | Kind::PendingDischarge);
    ObservedMovement {
        ids,
        kind: deed.kind,
        at: effect(desk, deed.kind, parts, header),
        historic: parts.zbe.and_then(|zbe| zbe.historic()).unwrap_or(false),
        moves: parts.zbe.is_none_or(|zbe| moves(desk, &zbe)),
        place: place::codes(desk, ("PV1", 3), &pv1.location()),
        prior: place::codes(desk, ("PV1", 6), &pv1.prior_location()),
        medical: parts.zbe.and_then(|zbe| place::unit(desk, 7, zbe.medical_unit())),
        care: parts.zbe.and_then(|zbe| place::unit(desk, 8, zbe.nursing_unit())),
        class,
        doctor: visit::doctor(desk, header, pv1),
        expected_admission: expects(expected_admission, announces_admission),
        expected_discharge: expects(expected_discharge, deed.kind == Kind::PendingDischarge),
        expected_return: expected(desk, parts, 47),
        destination: if ends {
            destination::read(header, parts)
        } else {
            Said::Nothing
        },
        private_room: visit::private_room(pv1),
        confidential: visit::confidential(desk, pv1, parts.pv2),
        pending: pending(desk, deed.kind, pv1),
        booked: false,
        reason: parts
            .pv2
            .map_or(Said::Nothing, |pv2| visit::reason(&pv2.admit_reason())),
    }
}

/// What is done: the trigger decides, ZBE-4 and ZBE-6 make it precise.
fn deed(
    desk: &mut Desk<'_, '_>,
    meaning: Meaning,
    parts: &Parts<'_>,
    class: Option<Class>,
    has_id: bool,
) -> Result<Deed, Reason> {
    let said = parts.zbe.and_then(|zbe| stated_action(desk, &zbe));
    let original = parts.zbe.and_then(|zbe| original(desk, &zbe));
    let deed = match meaning {
        Meaning::Movement(kind, Action::Cancel) => {
            if said.is_some_and(|action| action != Action::Cancel) {
                contradiction(
                    desk,
                    "Le message est une annulation, mais ZBE-4 ne dit pas CANCEL. Il est traité comme une annulation.",
                );
            }
            Deed {
                kind: original.unwrap_or_else(|| cancelled(kind, class)),
                action: Action::Cancel,
            }
        }
        Meaning::Movement(kind, _) => match said {
            // A06 and A07 are each other's cancel.
            Some(Action::Cancel) => {
                let opposite = opposite(kind);
                if opposite.is_none() {
                    contradiction(
                        desk,
                        "ZBE-4 dit CANCEL dans un message qui n'est pas une annulation. Il est traité comme une annulation.",
                    );
                }
                Deed {
                    kind: original.or(opposite).unwrap_or(kind),
                    action: Action::Cancel,
                }
            }
            Some(Action::Update) => {
                contradiction(
                    desk,
                    "ZBE-4 dit UPDATE hors d'un message Z99. Il est traité comme une correction.",
                );
                Deed {
                    kind: original.unwrap_or(kind),
                    action: Action::Update,
                }
            }
            Some(Action::Insert) | None => Deed {
                kind,
                action: Action::Insert,
            },
        },
        _ => update(desk, parts, said, original, has_id)?,
    };
    Ok(deed)
}

/// Z99: never inserts, never cancels, and must name the movement it corrects.
fn update(
    desk: &mut Desk<'_, '_>,
    parts: &Parts<'_>,
    said: Option<Action>,
    original: Option<Kind>,
    has_id: bool,
) -> Result<Deed, Reason> {
    if !has_id {
        let text = "La correction (Z99) ne dit pas quel mouvement elle corrige (ZBE-1 vide).";
        return Err(Reason::new("no_movement", text).at("ZBE", 1));
    }
    match said {
        Some(Action::Cancel) => {
            let text = "Le message se contredit : une correction (Z99) qui dit annuler (ZBE-4 = CANCEL).";
            return Err(Reason::new("contradiction", text).at("ZBE", 4));
        }
        Some(Action::Insert) => {
            contradiction(
                desk,
                "ZBE-4 dit INSERT dans une correction (Z99). Il est traité comme une correction.",
            );
        }
        Some(Action::Update) | None => {}
    }
    let kind = original.unwrap_or_else(|| {
        let text = "La correction (Z99) ne dit pas quel type de mouvement elle corrige (ZBE-6). Il est déduit des dates.";
        desk.warn(Reason::new("no_original_trigger", text).at("ZBE", 6));
        deduced(parts)
    });
    Ok(Deed {
        kind,
        action: Action::Update,
    })
}

/// The kind of a movement that a Z99 does not name: what starts or ends the stay at that time, else a move.
fn deduced(parts: &Parts<'_>) -> Kind {
    let at = parts
        .zbe
        .map(|zbe| zbe.segment().field(2).raw())
        .unwrap_or_default();
    let Some(pv1) = parts.pv1.filter(|_| !at.is_empty()) else {
        return Kind::Transfer;
    };
    let same = |field| pv1.segment().field(field).raw() == at;
    if same(44) {
        return if pv1.class() == "I" {
            Kind::Admission
        } else {
            Kind::Arrival
        };
    }
    if same(45) { Kind::Discharge } else { Kind::Transfer }
}

/// What an A11 without ZBE-6 takes back: the class tells an admission from an arrival.
const fn cancelled(kind: Kind, class: Option<Class>) -> Kind {
    match (kind, class) {
        (Kind::Admission, Some(Class::Emergency | Class::Outpatient | Class::Recurring)) => Kind::Arrival,
        _ => kind,
    }
}

const fn opposite(kind: Kind) -> Option<Kind> {
    match kind {
        Kind::ToInpatient => Some(Kind::ToOutpatient),
        Kind::ToOutpatient => Some(Kind::ToInpatient),
        _ => None,
    }
}

/// ZBE-4, or none when it is empty or another word.
fn stated_action(desk: &mut Desk<'_, '_>, zbe: &Zbe<'_>) -> Option<Action> {
    match zbe.action() {
        Some(segments::Action::Insert) => Some(Action::Insert),
        Some(segments::Action::Update) => Some(Action::Update),
        Some(segments::Action::Cancel) => Some(Action::Cancel),
        None => {
            if zbe.action_text().trimmed().is_some() {
                let text = "ZBE-4 n'est ni INSERT, ni UPDATE, ni CANCEL : le type du message décide.";
                desk.note(Reason::new("unknown_action", text).at("ZBE", 4));
            }
            None
        }
    }
}

/// ZBE-6: the kind of the movement when it was inserted.
fn original(desk: &mut Desk<'_, '_>, zbe: &Zbe<'_>) -> Option<Kind> {
    let text = zbe.original_trigger();
    let found = trigger::inserted(text.trimmed()?);
    if found.is_none() {
        let text = "ZBE-6 ne nomme pas un type de mouvement : le type du message décide.";
        desk.note(Reason::new("unknown_original_trigger", text).at("ZBE", 6));
    }
    found
}

fn contradiction(desk: &mut Desk<'_, '_>, text: &'static str) {
    desk.warn(Reason::new("contradiction", text).at("ZBE", 4));
}

/// ZBE-1, all repetitions.
fn ids(desk: &mut Desk<'_, '_>, header: &Header, zbe: &Zbe<'_>) -> Vec<(Code, Box<str>)> {
    let mut ids = Vec::with_capacity(1);
    for id in zbe.movement_ids() {
        if let Some(local) = desk.code(id.id().as_str(), "ZBE", 1) {
            let authority = desk.code(id.authority_key().as_str(), "ZBE", 1);
            ids.push((
                authority.unwrap_or_else(|| header.authority.clone()),
                local.as_str().into(),
            ));
        }
    }
    ids
}

/// Whether the place changed: ZBE-9 holds H or L, or says nothing that can be understood.
fn moves(desk: &mut Desk<'_, '_>, zbe: &Zbe<'_>) -> bool {
    let Some(nature) = zbe.nature() else {
        if zbe.nature_text().trimmed().is_some() {
            let text = "La nature du mouvement (ZBE-9) a d'autres lettres que S, H, M, L, D et C.";
            desk.note(Reason::new("unknown_nature", text).at("ZBE", 9));
        }
        return true;
    };
    nature.has(Nature::HOUSING) || nature.has(Nature::BED)
}

/// When the movement takes effect.
fn effect(desk: &mut Desk<'_, '_>, kind: Kind, parts: &Parts<'_>, header: &Header) -> Moment {
    if let Some(zbe) = parts.zbe
        && let Some(at) = plausible(desk, "ZBE", 2, zbe.effective_at())
    {
        if !is_announced(kind) && at.since(desk.received_at) > base::time::DAY {
            let text = "Le mouvement est daté dans le futur (ZBE-2). Il est pris en compte à cette date.";
            desk.note(Reason::new("future_movement", text).at("ZBE", 2));
        }
        return at;
    }
    let stated = if is_announced(kind) {
        announced(desk, kind, parts)
    } else {
        None
    };
    stated
        .or_else(|| happened(desk, kind, parts))
        .unwrap_or(header.said_at)
}

/// Without ZBE-2: EVN-6, else the start or the end of the stay.
fn happened(desk: &mut Desk<'_, '_>, kind: Kind, parts: &Parts<'_>) -> Option<Moment> {
    if let Some(at) = parts
        .evn
        .and_then(|evn| plausible(desk, "EVN", 6, evn.occurred_at()))
    {
        return Some(at);
    }
    let pv1 = parts.pv1?;
    match kind {
        Kind::Admission | Kind::Arrival => plausible(desk, "PV1", 44, pv1.admitted_at()),
        Kind::Discharge => plausible(desk, "PV1", 45, pv1.discharged_at()),
        _ => None,
    }
}

/// Without ZBE-2, what is only announced takes effect when it is planned: EVN-3, else PV2-8 or PV2-9.
fn announced(desk: &mut Desk<'_, '_>, kind: Kind, parts: &Parts<'_>) -> Option<Moment> {
    let value = |said: Said<Moment>| match said {
        Said::Value(at) => Some(at),
        Said::Nothing | Said::Cleared => None,
    };
    let planned = value(planned(desk, kind, parts));
    planned.or_else(|| match kind {
        Kind::PreAdmission | Kind::PendingAdmission => value(expected(desk, parts, 8)),
        Kind::PendingDischarge => value(expected(desk, parts, 9)),
        _ => None,
    })
}

const fn is_announced(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::PreAdmission | Kind::PendingAdmission | Kind::PendingTransfer | Kind::PendingDischarge
    )
}

/// EVN-3, which only means something on what is announced.
fn planned(desk: &mut Desk<'_, '_>, kind: Kind, parts: &Parts<'_>) -> Said<Moment> {
    match parts.evn {
        Some(evn) if is_announced(kind) => time::said(desk, "EVN", 3, evn.planned_at()),
        _ => Said::Nothing,
    }
}

pub(super) fn expected(desk: &mut Desk<'_, '_>, parts: &Parts<'_>, field: u8) -> Said<Moment> {
    match parts.pv2 {
        Some(pv2) => time::said(desk, "PV2", field, pv2.segment().field(usize::from(field)).ts()),
        None => Said::Nothing,
    }
}

/// A date before any hospital feed is a date never filled in: 1970, 1900.
pub(super) fn plausible(
    desk: &mut Desk<'_, '_>,
    segment: &'static str,
    field: u8,
    value: Result<Value<Ts>, TsError>,
) -> Option<Moment> {
    let at = time::given(desk, segment, field, value)?;
    if at < time::OLDEST {
        let text = format!("La date du mouvement ({segment}-{field}) est avant 1990 : elle n'est pas crue.");
        desk.warn(Reason::new("impossible_date", text).at(segment, field));
        return None;
    }
    Some(at)
}

/// PV1-42, the planned place of a transfer that is announced.
fn pending(desk: &mut Desk<'_, '_>, kind: Kind, pv1: &Pv1<'_>) -> PlaceCodes {
    match kind {
        Kind::PendingTransfer => place::codes(desk, ("PV1", 42), &pv1.pending_location()),
        _ => PlaceCodes::default(),
    }
}
