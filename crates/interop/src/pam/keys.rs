//! What a message can be found by: its patients, its stays, its movements, as the sender wrote them.

use store::{KeyKind, MessageKey};

use super::parts::Parts;

/// The keys of a message, each once.
pub(super) fn of(parts: &Parts<'_>) -> Vec<MessageKey> {
    let mut keys = Vec::with_capacity(6);
    let mut add = |kind, text: &str| {
        let text = text.trim();
        if text.is_empty() || text.len() > base::Code::MAX {
            return;
        }
        let key = MessageKey::new(kind, text);
        if !keys.contains(&key) {
            keys.push(key);
        }
    };
    if let Some(pid) = parts.pid {
        pid.ids().for_each(|id| add(KeyKind::Patient, id.id().as_str()));
        add(KeyKind::Visit, pid.account().id().as_str());
    }
    if let Some(mrg) = parts.mrg {
        mrg.prior_ids()
            .for_each(|id| add(KeyKind::Patient, id.id().as_str()));
        add(KeyKind::Visit, mrg.prior_account().id().as_str());
        add(KeyKind::Visit, mrg.prior_visit().id().as_str());
    }
    if let Some(pv1) = parts.pv1 {
        add(KeyKind::Visit, pv1.visit_number().id().as_str());
        add(KeyKind::Visit, pv1.preadmit_number().id().as_str());
    }
    if let Some(sch) = parts.sch {
        // An appointment stands for the visit that it plans.
        add(KeyKind::Visit, sch.filler_id().id().as_str());
        add(KeyKind::Visit, sch.placer_id().id().as_str());
    }
    if let Some(zbe) = parts.zbe {
        zbe.movement_ids()
            .for_each(|id| add(KeyKind::Movement, id.id().as_str()));
    }
    keys
}
