//! SCH, TQ1, RGS, AIS, AIL, AIP: an appointment, when it is, and what it takes (HL7 chapter 10).

use super::segment_view;
use crate::types::{Cwe, Ei, Pl, Xcn};
use crate::{Ts, TsError, Value};

segment_view! {
    /// SCH: the appointment.
    Sch "SCH" {
        /// SCH-1: its number where it was asked for.
        placer_id: one Ei = 1,
        /// SCH-2: its number where it is kept.
        filler_id: one Ei = 2,
        /// SCH-6: why the message.
        event_reason: one Cwe = 6,
        /// SCH-7: why the appointment.
        reason: one Cwe = 7,
        /// SCH-8: what kind of appointment.
        kind: one Cwe = 8,
        /// SCH-9: how long it lasts, in the units of SCH-10. Until HL7 2.4; since, TQ1.
        duration: code = 9,
        /// SCH-10: those units; minutes when empty.
        duration_units: one Cwe = 10,
        /// SCH-16: who answers for it where it is kept.
        filler_contacts: many Xcn = 16,
        /// SCH-25: its state (`Booked`, `Cancelled`...).
        status: one Cwe = 25,
    }
}

impl Sch<'_> {
    /// SCH-11.4: when it starts. Until HL7 2.4; since, TQ1-7.
    ///
    /// # Errors
    /// When something was sent that is no timestamp.
    pub fn starts_at(&self) -> Result<Value<Ts>, TsError> {
        self.segment().field(11).component(4).ts()
    }

    /// SCH-11.5: when it ends. Until HL7 2.4; since, TQ1-8.
    ///
    /// # Errors
    /// When something was sent that is no timestamp.
    pub fn ends_at(&self) -> Result<Value<Ts>, TsError> {
        self.segment().field(11).component(5).ts()
    }
}

segment_view! {
    /// TQ1: when, since HL7 2.5.
    Tq1 "TQ1" {
        /// TQ1-7: from when.
        starts_at: ts = 7,
        /// TQ1-8: until when.
        ends_at: ts = 8,
        /// TQ1-9: how urgent.
        priority: one Cwe = 9,
    }
}

segment_view! {
    /// RGS: the head of a group of things that the appointment takes together.
    Rgs "RGS" {
        /// RGS-1: its rank.
        rank: code = 1,
        /// RGS-2: what is done to the group: `A` added, `D` deleted, `U` updated, `X` untouched.
        action: code = 2,
    }
}

segment_view! {
    /// AIS: an act that is booked.
    Ais "AIS" {
        /// AIS-2: what is done to this line (see [`Rgs`]).
        action: code = 2,
        /// AIS-3: which act.
        service: one Cwe = 3,
        /// AIS-4: when it starts.
        starts_at: ts = 4,
        /// AIS-10: its state.
        status: one Cwe = 10,
    }
}

segment_view! {
    /// AIL: a place that is booked.
    Ail "AIL" {
        /// AIL-2: what is done to this line (see [`Rgs`]).
        action: code = 2,
        /// AIL-3: which place.
        location: one Pl = 3,
        /// AIL-4: what kind of place, of table 0305: `N` nursing unit, `C` clinic, `D` department, `O` office...
        kind: code = 4,
        /// AIL-6: from when.
        starts_at: ts = 6,
        /// AIL-12: its state.
        status: one Cwe = 12,
    }
}

segment_view! {
    /// AIP: a person who is booked.
    Aip "AIP" {
        /// AIP-2: what is done to this line (see [`Rgs`]).
        action: code = 2,
        /// AIP-3: who.
        people: many Xcn = 3,
        /// AIP-4: as what.
        role: one Cwe = 4,
        /// AIP-6: from when.
        starts_at: ts = 6,
        /// AIP-12: its state.
        status: one Cwe = 12,
    }
}
