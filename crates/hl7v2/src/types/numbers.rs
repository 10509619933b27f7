//! Who issued a number, the number, and what kind it is: HD, CX, EI, XON, CWE.

use super::data_type;
use crate::value::Text;

data_type! {
    /// HD: an authority or an application, by a local name, by a universal id, or by both.
    Hd {
        /// The local name (`CPAGE`).
        name: text 1,
        /// The universal id: an OID, or a FINESS number in France.
        universal_id: text 2,
        /// What the universal id is: `ISO` (an OID), `M` (FINESS of a legal entity), `N` (FINESS of a
        /// site), `L`, `DNS`, `UUID`.
        id_type: text 3,
    }
}

impl<'a> Hd<'a> {
    /// The one string that stands for the authority: its universal id, or its name without one.
    #[must_use]
    pub fn key(&self) -> Text<'a> {
        let universal = self.universal_id();
        if universal.trimmed().is_some() {
            universal
        } else {
            self.name()
        }
    }
}

data_type! {
    /// EI: a number and its authority, flat (`id^namespace^oid^ISO`).
    Ei {
        /// The number.
        id: text 1,
        /// The local name of the authority.
        namespace: text 2,
        /// The universal id of the authority.
        universal_id: text 3,
        /// What the universal id is (see [`Hd::id_type`]).
        id_type: text 4,
    }
}

impl<'a> Ei<'a> {
    /// The one string that stands for the authority: its universal id, or its name without one.
    #[must_use]
    pub fn authority_key(&self) -> Text<'a> {
        let universal = self.universal_id();
        if universal.trimmed().is_some() {
            universal
        } else {
            self.namespace()
        }
    }
}

data_type! {
    /// CX: the number of a person, an account or a visit.
    Cx {
        /// The number. Null means: this number is to be deleted.
        id: text 1,
        /// Its check digit.
        check_digit: text 2,
        /// Who issued it.
        authority: Hd 4,
        /// Its type, of table 0203 (`PI`, `AN`, `VN`, `INS`...).
        type_code: text 5,
        /// Where it was issued.
        facility: Hd 6,
        /// From when it is valid.
        effective: ts 7,
        /// Until when it is valid.
        expires: ts 8,
    }
}

/// What a number of the PAM France profile is. The type decides first: INS-NIR and NIR share an OID.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IdKind {
    /// `PI`: the patient number of an establishment.
    Ipp,
    /// `INS` under the OID of the INS-NIR, or of its test and demonstration ranges.
    InsNir,
    /// `INS` under the OID of the INS-NIA.
    InsNia,
    /// `INS` under another authority, or none.
    InsOther,
    /// `INS-C`: the former computed INS.
    InsC,
    /// `NH`: the social security number of the insured. Not an identity.
    Nir,
    /// `AN`: the administrative file (NDA).
    Account,
    /// `VN`: the visit (venue).
    Visit,
    /// `MR`: the paper file.
    Archive,
    /// `NDP`: the pharmaceutical file.
    Pharmacy,
    /// Anything else.
    Other,
}

impl Cx<'_> {
    /// What the number is.
    #[must_use]
    pub fn kind(&self) -> IdKind {
        let code = self.type_code();
        match code.as_str().trim() {
            "PI" => IdKind::Ipp,
            "INS" => self.ins_kind(),
            "INS-C" => IdKind::InsC,
            "NH" => IdKind::Nir,
            "AN" => IdKind::Account,
            "VN" => IdKind::Visit,
            "MR" => IdKind::Archive,
            "NDP" => IdKind::Pharmacy,
            _ => IdKind::Other,
        }
    }

    fn ins_kind(&self) -> IdKind {
        match self.authority().universal_id().as_str().trim() {
            "1.2.250.1.213.1.4.8" | "1.2.250.1.213.1.4.10" | "1.2.250.1.213.1.4.11" => IdKind::InsNir,
            "1.2.250.1.213.1.4.9" => IdKind::InsNia,
            "1.2.250.1.213.1.4.2" | "1.2.250.1.213.1.4.6" | "1.2.250.1.213.1.4.7" => IdKind::InsC,
            _ => IdKind::InsOther,
        }
    }
}

data_type! {
    /// XON: an organisation; in France, a functional unit.
    Xon {
        /// Its name.
        label: text 1,
        /// Its number in HL7 2.4 and before.
        former_id: text 3,
        /// Who numbers it.
        authority: Hd 6,
        /// The type of its number (`UF`).
        type_code: text 7,
        /// The part that would name the facility; some peers put the number here.
        facility: text 8,
        /// Its number.
        identifier: text 10,
    }
}

impl<'a> Xon<'a> {
    /// The number of the organisation, wherever this peer puts it: `.10` by the profile, else `.3`, else
    /// `.8` when `.7` is not the type it should be, else a `.1` that looks like a number.
    #[must_use]
    pub fn code(&self) -> Text<'a> {
        let usable = |text: &Text<'a>| text.trimmed().is_some();
        let facility = || Some(self.facility()).filter(|_| self.type_code().as_str().trim() != "UF");
        let label = || Some(self.label()).filter(|text| text.trimmed().is_some_and(looks_like_a_code));
        Some(self.identifier())
            .filter(usable)
            .or_else(|| Some(self.former_id()).filter(usable))
            .or_else(|| facility().filter(usable))
            .or_else(label)
            .unwrap_or_default()
    }
}

/// No blank, and at least one digit: nobody calls a unit so.
fn looks_like_a_code(text: &str) -> bool {
    !text.contains(char::is_whitespace) && text.bytes().any(|one| one.is_ascii_digit())
}

data_type! {
    /// CWE, CE: a coded word.
    Cwe {
        /// The code.
        code: text 1,
        /// What it is called.
        label: text 2,
        /// The table the code is from.
        system: text 3,
        /// What was written before anybody coded it (CWE, since HL7 2.5).
        original: text 9,
    }
}

impl<'a> Cwe<'a> {
    /// What it says to people: its name, else the code, where many senders write plain words, else what was written
    /// before anybody coded it.
    #[must_use]
    pub fn words(&self) -> Text<'a> {
        if self.is_null() {
            return Text::Null;
        }
        [self.label(), self.code(), self.original()]
            .into_iter()
            .find(|text| text.trimmed().is_some())
            .unwrap_or_default()
    }
}
