//! The rest: bed status, French additions.

use super::segment_view;
use crate::types::{Cwe, Cx, Ei, Pl};

segment_view! {
    /// NPU: the state of a bed.
    Npu "NPU" {
        /// NPU-1: which bed.
        bed: one Pl = 1,
        /// NPU-2: its state, of table 0116: `C` closed, `H` to clean, `O` occupied, `U` free,
        /// `K` contaminated, `I` isolated.
        status: code = 2,
    }
}

segment_view! {
    /// ZFV: more about the visit.
    Zfv "ZFV" {
        /// ZFV-1.1: the establishment the patient comes from (FINESS).
        origin: code = 1,
        /// ZFV-2: how the patient leaves (transport).
        transport_out: one Cwe = 2,
        /// ZFV-7: the file of the patient where he comes from.
        origin_account: one Cx = 7,
        /// ZFV-8: the number of the paper file.
        archive: one Cx = 8,
        /// ZFV-9: the local mode of discharge.
        local_discharge_mode: one Cwe = 9,
        /// ZFV-11: care during transport (`MED`, `PARAMED`, `AUCUN`).
        transport_care: one Cwe = 11,
    }
}

impl Zfv<'_> {
    /// ZFV-1.2: the last day where the patient comes from.
    ///
    /// # Errors
    /// When something was sent that is no timestamp.
    pub fn origin_left_at(&self) -> Result<crate::Value<crate::Ts>, crate::TsError> {
        self.segment().field(1).component(2).ts()
    }
}

segment_view! {
    /// ZFM: the stay as the national statistics see it (PMSI).
    Zfm "ZFM" {
        /// ZFM-1: mode of entry (`0 6 7 8 N O`).
        entry_mode: code = 1,
        /// ZFM-2: mode of exit (`0 4 5 6 7 8 9`).
        exit_mode: code = 2,
        /// ZFM-3: where the patient comes from.
        origin: code = 3,
        /// ZFM-4: where the patient goes (`1` acute, `2` rehabilitation, `6` home hospital...).
        destination: code = 4,
        /// ZFM-5: whether through the emergency department (`5 U V`).
        emergency_passage: code = 5,
    }
}

segment_view! {
    /// ZFS: the legal mode of a stay in psychiatry.
    Zfs "ZFS" {
        /// ZFS-1: rank.
        rank: code = 1,
        /// ZFS-2: the number of the mode.
        id: one Ei = 2,
        /// ZFS-3: from when.
        starts_at: ts = 3,
        /// ZFS-4: until when.
        ends_at: ts = 4,
        /// ZFS-5: `INSERT`, `UPDATE`, `CANCEL`.
        action: code = 5,
        /// ZFS-6: which mode.
        mode: one Cwe = 6,
        /// ZFS-7: which mode, by the code of the national statistics.
        statistics_code: code = 7,
        /// ZFS-8: a comment.
        comment: text = 8,
    }
}

segment_view! {
    /// ZFD: more about the identity.
    Zfd "ZFD" {
        /// ZFD-1: a birth date in another calendar.
        lunar_date: code = 1,
        /// ZFD-2: number of weeks of pregnancy at birth.
        gestation_weeks: code = 2,
        /// ZFD-3: consent to text messages.
        text_messages: flag = 3,
        /// ZFD-4: whether the birth date was corrected.
        birth_date_modified: flag = 4,
        /// ZFD-5: how the identity was captured.
        capture_mode: code = 5,
        /// ZFD-6: when the national identity service was asked.
        ins_checked_at: ts = 6,
        /// ZFD-7: the kind of document shown.
        document_kind: code = 7,
        /// ZFD-8: until when that document is valid.
        document_valid_until: ts = 8,
    }
}
