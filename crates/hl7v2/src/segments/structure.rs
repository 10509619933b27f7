//! MFI, MFE, LOC, LCH, LRL: the structure of the hospital, as MFN^M05 sends it.
//!
//! [`crate::Message::groups`] with `"MFE"` cuts such a message into its places.

use super::segment_view;
use crate::types::{Cwe, Pl, Xon};

segment_view! {
    /// MFI: what file is sent, and whether whole.
    Mfi "MFI" {
        /// MFI-1: which file (`LOC`).
        file: code = 1,
        /// MFI-2: which application's file.
        application: code = 2,
        /// MFI-3: `REP` replaces everything, `UPD` changes what is named.
        file_event: code = 3,
        /// MFI-4: when it was made.
        entered_at: ts = 4,
        /// MFI-5: from when it holds.
        effective_at: ts = 5,
        /// MFI-6: what answer is wanted (`NE` none, `AL` always).
        response_level: code = 6,
    }
}

segment_view! {
    /// MFE: what happens to one place.
    Mfe "MFE" {
        /// MFE-1: `MAD` add, `MUP` change, `MDL` delete, `MDC` deactivate, `MAC` reactivate.
        record_event: code = 1,
        /// MFE-3: from when it holds.
        effective_at: ts = 3,
        /// MFE-4: which place.
        key: one Pl = 4,
    }
}

segment_view! {
    /// LOC: a place.
    Loc "LOC" {
        /// LOC-1: which place: its type is [`Pl::kind`], its number [`Pl::identifier`].
        key: one Pl = 1,
        /// LOC-2: a description.
        description: text = 2,
        /// LOC-3: the types of place.
        kinds: codes = 3,
        /// LOC-4: the organisation; in the French feed, the word for the type.
        organisation: one Xon = 4,
    }
}

segment_view! {
    /// LCH: one characteristic of a place.
    Lch "LCH" {
        /// LCH-1: which place.
        key: one Pl = 1,
        /// LCH-2: what is done to it (`MAD`...).
        action: code = 2,
        /// LCH-4: which characteristic (`LBL`, `CD`, `NBR_PLC`...).
        name: one Cwe = 4,
        /// LCH-5: the value; its second component in the French feed (see [`Lch::text`]).
        value: one Cwe = 5,
        /// LCH-5: all values, for characteristics that repeat.
        values: many Cwe = 5,
    }
}

impl<'a> Lch<'a> {
    /// The value as text: the label by the French convention, else the code.
    #[must_use]
    pub fn text(&self) -> crate::value::Text<'a> {
        let label = self.value().label();
        if label.is_absent() {
            self.value().code()
        } else {
            label
        }
    }
}

segment_view! {
    /// LRL: a relation of a place to another, or to an organisation.
    Lrl "LRL" {
        /// LRL-1: which place.
        key: one Pl = 1,
        /// LRL-2: what is done to it.
        action: code = 2,
        /// LRL-4: which relation (`LCLSTN`, `RSPNSBLT`, `ETBLSMNT`, `PMS`, `MTLSTN_HBRGMNT`...).
        relation: one Cwe = 4,
        /// LRL-5: the organisations it relates to.
        organisations: many Xon = 5,
        /// LRL-6: the place it relates to.
        related: one Pl = 6,
    }
}
