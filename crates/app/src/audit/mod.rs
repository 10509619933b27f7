//! Rows of the trace in the forms that leave the program: a spreadsheet, FHIR AuditEvents.

pub mod balp;
pub mod csv;

#[cfg(test)]
mod samples {
    use base::Moment;
    use store::{TraceClass, TraceRow, TraceSeq};

    /// A reading of the patient p12 by o3 at the post t1 in w4.
    pub fn reading() -> TraceRow {
        TraceRow {
            seq: TraceSeq::new(7),
            at: Moment::from_millis(1_790_000_000_123),
            class: TraceClass::Access,
            action: "patient.read".to_owned(),
            actor: Some("o3".to_owned()),
            post: Some("t1".to_owned()),
            patient: Some("p12".to_owned()),
            place: Some("w4".to_owned()),
            body: Some(r#"{"screen":"stay"}"#.to_owned()),
            digest: [1; 32],
            link: [2; 32],
        }
    }
}
