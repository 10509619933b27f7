//! PV1 and PV2: the stay.

use super::segment_view;
use crate::types::{Cwe, Cx, Pl, Xcn};

segment_view! {
    /// PV1: the stay as it is after the event.
    Pv1 "PV1" {
        /// PV1-2: `E` emergency, `I` inpatient, `N` none, `O` outpatient, `R` recurring, `V` vaccination.
        class: code = 2,
        /// PV1-3: where the patient is.
        location: one Pl = 3,
        /// PV1-4: the kind of admission (`C L N R U RM IE`).
        admission_type: code = 4,
        /// PV1-5: the number of the pre-admission.
        preadmit_number: one Cx = 5,
        /// PV1-6: where the patient was before.
        prior_location: one Pl = 6,
        /// PV1-7: the attending doctors.
        attending: many Xcn = 7,
        /// PV1-8: the referring doctors.
        referring: many Xcn = 8,
        /// PV1-9: the consulting doctors.
        consulting: many Xcn = 9,
        /// PV1-10: the discipline (DMT).
        service: code = 10,
        /// PV1-11: a temporary place, such as a theatre.
        temporary_location: one Pl = 11,
        /// PV1-14: where the patient comes from.
        admit_source: code = 14,
        /// PV1-16: whether discretion is asked for.
        vip: code = 16,
        /// PV1-17: the admitting doctors.
        admitting: many Xcn = 17,
        /// PV1-18: the type of patient.
        patient_type: code = 18,
        /// PV1-19: the number of the visit (venue).
        visit_number: one Cx = 19,
        /// PV1-20: the tariff.
        tariff: code = 20,
        /// PV1-21: the mode of treatment (`03` full stay, `04` day, `10` emergency...).
        treatment_mode: code = 21,
        /// PV1-22: whether a private room is wanted.
        private_room_wanted: flag = 22,
        /// PV1-36: how the patient left.
        discharge_disposition: code = 36,
        /// PV1-37: where the patient went (FINESS).
        discharged_to: code = 37,
        /// PV1-41: `D` closed, `N` not.
        account_status: code = 41,
        /// PV1-42: where the patient is to go.
        pending_location: one Pl = 42,
        /// PV1-43: the temporary place before.
        prior_temporary_location: one Pl = 43,
        /// PV1-44: when the patient was admitted.
        admitted_at: ts = 44,
        /// PV1-45: when the patient was discharged.
        discharged_at: ts = 45,
        /// PV1-51: `V` when the message is about the visit, `A` or empty when about the whole file.
        level: code = 51,
    }
}

segment_view! {
    /// PV2: what is expected of the stay.
    Pv2 "PV2" {
        /// PV2-1: where the patient was to go.
        prior_pending_location: one Pl = 1,
        /// PV2-2: the accommodation given (`CP` private room, `NP` not).
        accommodation: one Cwe = 2,
        /// PV2-3: why the patient is admitted.
        admit_reason: one Cwe = 3,
        /// PV2-4: why the patient is moved.
        transfer_reason: one Cwe = 4,
        /// PV2-7: the pathway.
        pathway: codes = 7,
        /// PV2-8: when admission is expected.
        expected_admission: ts = 8,
        /// PV2-9: when discharge is expected.
        expected_discharge: ts = 9,
        /// PV2-12: a comment.
        comment: text = 12,
        /// PV2-22: whether the visit is to be protected.
        protected: flag = 22,
        /// PV2-33: when surgery is expected.
        expected_surgery: ts = 33,
        /// PV2-38: how the patient arrived.
        arrival_mode: code = 38,
        /// PV2-47: when return from leave is expected.
        expected_return: ts = 47,
    }
}
