//! Who a patient or a professional is. These types live in the vault, never in the journal.

use base::{Code, Label};
use serde::{Deserialize, Serialize};

/// Administrative sex as a feed states it (HL7 table 0001: F, M, U).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Not stated, or stated as unknown.
    #[default]
    Unknown,
}

/// What kind of number an [`Identifier`] is (HL7 table 0203 and the French extension).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum IdentifierKind {
    /// IPP, the hospital's own number of a patient (`PI`).
    Local,
    /// INS-NIR or INS-NIA, the national health identity; only accepted when PID-32 says VALI.
    Ins,
    /// NDA, the account or administrative file (`AN`).
    Account,
    /// The visit or *venue* (`VN`).
    Visit,
    /// An appointment (`SCH-2`): it leads to the stay that it plans.
    Appointment,
    /// Any other number, kept but never used to find anybody.
    Other,
}

/// A number given by some authority. Two identifiers are the same only when the authority is the same too.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Identifier {
    /// What it numbers.
    pub kind: IdentifierKind,
    /// Who gave it: an OID when the message has one, else a namespace, else the sender itself.
    pub authority: Code,
    /// The number.
    pub value: Code,
}

/// How far an identity has been checked (PID-32, French table 0445), reduced to what a bed board needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct IdentityStatus {
    /// `VALI`: checked against an identity document; the INS may be used.
    pub validated: bool,
    /// `CACH` or `ANOM`: the name must not be shown on walls, lists or exports.
    pub masked: bool,
    /// `DOUB`, `DOUA`, `DPOT`: a doubt or a possible duplicate is being looked into.
    pub doubtful: bool,
    /// `COLP`, `COLV`: two people were mixed in one file; never merge by machine.
    pub collision: bool,
    /// `FICT`: an invented patient, never counted in indicators.
    pub fictional: bool,
}

/// One revision of a patient's identity.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Identity {
    /// Name used in daily life (`D`), else the birth name (`L`).
    pub family: Option<Label>,
    /// Birth name when it differs from the used one.
    pub birth_family: Option<Label>,
    /// First given name.
    pub given: Option<Label>,
    /// Birth date as `YYYYMMDD`; months or days may be 00 when unknown.
    pub birth: Option<u32>,
    /// Administrative sex.
    pub sex: Sex,
    /// All numbers the patient is known by.
    pub identifiers: Vec<Identifier>,
    /// How far this identity has been checked.
    pub status: IdentityStatus,
    /// Known to have died.
    pub deceased: bool,
}

/// A professional named by a feed (PV1-7, ROL).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Practitioner {
    /// RPPS, ADELI or local number.
    pub identifier: Identifier,
    /// Surname.
    pub family: Label,
    /// Given name.
    pub given: Option<Label>,
}

impl Identity {
    /// Takes over the numbers of an earlier revision that this one does not repeat, except those withdrawn.
    ///
    /// A message rarely lists every number a patient was ever known by; none is forgotten unless a sender says so.
    pub fn keep_numbers_of(&mut self, earlier: &Self, withdrawn: &[Identifier]) {
        for number in &earlier.identifiers {
            // The INS belongs to the identity that stands now: it is not carried over from an earlier one.
            if number.kind != IdentifierKind::Ins && !self.identifiers.contains(number) {
                self.identifiers.push(number.clone());
            }
        }
        self.identifiers.retain(|number| !withdrawn.contains(number));
        self.identifiers.sort();
        self.identifiers.dedup();
    }
}
