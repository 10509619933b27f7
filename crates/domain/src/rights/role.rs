//! The roles of a hospital, as its people name them.

use serde::{Deserialize, Serialize};

/// What somebody is, at some place. One person may be several things at several places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// A shared post of a ward, before anybody said who they are.
    Post,
    /// Nurses and care assistants.
    WardTeam,
    /// *Cadre de santé*.
    HeadNurse,
    /// The flow cell: bed managers, also nights and weekends.
    Cell,
    /// The emergency department.
    Emergency,
    /// *Bionettoyage*.
    Cleaner,
    /// *Brancardage*.
    Porter,
    /// Secretaries and admissions.
    Secretary,
    /// Doctors and surgeons.
    Doctor,
    /// Whoever leads a *pôle*.
    DivisionHead,
    /// Directors.
    Director,
    /// Who helps the wards start, and keeps their boards alike.
    Ambassador,
    /// Infection control (EOH).
    InfectionControl,
    /// Feeds, structure, accounts, operations.
    ItAdministrator,
    /// Who reads the traces and changes nothing.
    Auditor,
    /// A downstream partner: rehabilitation, nursing home, home care.
    Partner,
}

impl Role {
    /// Every role, in the order of the table.
    pub const ALL: [Self; 16] = [
        Self::Post,
        Self::WardTeam,
        Self::HeadNurse,
        Self::Cell,
        Self::Emergency,
        Self::Cleaner,
        Self::Porter,
        Self::Secretary,
        Self::Doctor,
        Self::DivisionHead,
        Self::Director,
        Self::Ambassador,
        Self::InfectionControl,
        Self::ItAdministrator,
        Self::Auditor,
        Self::Partner,
    ];

    /// Its name in files and in the journal; stable for ever.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::WardTeam => "ward_team",
            Self::HeadNurse => "head_nurse",
            Self::Cell => "cell",
            Self::Emergency => "emergency",
            Self::Cleaner => "cleaner",
            Self::Porter => "porter",
            Self::Secretary => "secretary",
            Self::Doctor => "doctor",
            Self::DivisionHead => "division_head",
            Self::Director => "director",
            Self::Ambassador => "ambassador",
            Self::InfectionControl => "infection_control",
            Self::ItAdministrator => "it_administrator",
            Self::Auditor => "auditor",
            Self::Partner => "partner",
        }
    }

    /// The role of that name that a person can be given.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|role| *role != Self::Post && role.code() == code)
    }
}
