//! The flow cell in words.

use domain::flow::Origin;

use super::Words;

impl Words {
    /// From where a request comes.
    #[must_use]
    pub fn origin_of_request(&self, origin: Origin) -> &'static str {
        match origin {
            Origin::Emergency => self.pick("Urgences", "Emergency department"),
            Origin::Consultation => self.pick("Consultation", "Outpatient clinic"),
            Origin::DayHospital => self.pick("Hôpital de jour", "Day hospital"),
            Origin::Theatre => self.pick("Bloc", "Theatre"),
            Origin::Ward => self.pick("Mutation", "Transfer"),
            Origin::OtherHospital => self.pick("Autre hôpital", "Another hospital"),
            Origin::Cell => self.pick("Cellule", "Flow cell"),
            Origin::Admissions => self.pick("Entrée prévue", "Planned admission"),
        }
    }

    /// What the flow cell steers, below its name.
    #[must_use]
    pub fn cell_above(&self, beds: u32) -> String {
        self.count(beds, self.common.beds)
    }
}
