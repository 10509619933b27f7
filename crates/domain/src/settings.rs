//! What a hospital sets. Every setting has a default with which the demo runs.

use std::sync::Arc;

use base::{Code, Label};
use serde::{Deserialize, Serialize};

use crate::flow::FlowSettings;
use crate::precaution::{self, Precaution};

/// The settings of a territory.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The name of the territory.
    pub name: Label,
    /// IANA time zone of the sites.
    pub zone: String,
    /// Room or bed codes that stand for "no bed yet" in the administrative system.
    pub placeholders: Vec<Code>,
    /// Minutes after a departure from which a bed counts as clean although nobody said so: for wards whose cleaning is
    /// not followed. None: a bed stays to be cleaned until somebody or some system says that it is ready.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clean_after_minutes: Option<u32>,
    /// The precautions of the territory, in the order in which boards show them.
    #[serde(skip_serializing_if = "is_preset")]
    pub precautions: Vec<Arc<Precaution>>,
    /// What the flow cell works with.
    #[serde(skip_serializing_if = "is_usual")]
    pub flow: Arc<FlowSettings>,
}

/// What is shipped with Chevet is not written: settings of before there was a flow mean it.
fn is_usual(flow: &FlowSettings) -> bool {
    *flow == FlowSettings::default()
}

/// The set shipped with Chevet is not written: settings of before it existed mean it.
fn is_preset(set: &[Arc<Precaution>]) -> bool {
    set == precaution::preset()
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: label("Territoire"),
            zone: "Europe/Paris".to_owned(),
            placeholders: ["ZGEN", "TRAN"]
                .into_iter()
                .filter_map(|code| Code::new(code).ok())
                .collect(),
            clean_after_minutes: None,
            precautions: precaution::preset(),
            flow: Arc::default(),
        }
    }
}

impl Settings {
    /// The precaution of that code, retired or not.
    #[must_use]
    pub fn precaution(&self, code: &Code) -> Option<&Arc<Precaution>> {
        self.precautions.iter().find(|it| it.code == *code)
    }

    /// Whether that code stands for "no bed yet".
    #[must_use]
    pub fn is_placeholder(&self, code: &Code) -> bool {
        self.placeholders.iter().any(|it| it.eq_ignore_ascii_case(code))
    }
}

#[expect(clippy::expect_used, reason = "only called with texts written in this file")]
fn label(text: &str) -> Label {
    Label::new(text).expect("a text written here")
}
