//! PID and MRG: who the patient is, and who he was.

use super::segment_view;
use crate::types::{Cwe, Cx, Xpn};

segment_view! {
    /// PID: the patient.
    Pid "PID" {
        /// PID-3: the numbers of the patient.
        ids: many Cx = 3,
        /// PID-5: the names of the patient (`L` birth, `D` used, `S` pseudonym).
        names: many Xpn = 5,
        /// PID-6: the mother's maiden name.
        mother_name: one Xpn = 6,
        /// PID-7: birth date.
        birth_date: ts = 7,
        /// PID-8: `F`, `M`, `U`.
        sex: code = 8,
        /// PID-18: the administrative file (NDA).
        account: one Cx = 18,
        /// PID-21: the numbers of the mother, on a newborn.
        mother_ids: many Cx = 21,
        /// PID-24: whether from a multiple birth.
        multiple_birth: flag = 24,
        /// PID-25: which one of a multiple birth.
        birth_order: code = 25,
        /// PID-29: when the patient died.
        died_at: ts = 29,
        /// PID-30: whether the patient died.
        died: flag = 30,
        /// PID-31: whether the identity is not known.
        identity_unknown: flag = 31,
        /// PID-32: how far the identity can be trusted (`VALI`, `PROV`...), and its attributes.
        identity_status: codes = 32,
        /// PID-33: when the identity last changed.
        updated_at: ts = 33,
        /// PID-34: who last changed it.
        updated_by: one Cwe = 34,
    }
}

segment_view! {
    /// MRG: the numbers that give way.
    Mrg "MRG" {
        /// MRG-1: the patient numbers that give way.
        prior_ids: many Cx = 1,
        /// MRG-3: the administrative file that gives way.
        prior_account: one Cx = 3,
        /// MRG-5: the visit that gives way.
        prior_visit: one Cx = 5,
        /// MRG-7: the names under the old numbers.
        prior_names: many Xpn = 7,
    }
}
