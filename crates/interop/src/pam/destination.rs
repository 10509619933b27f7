//! Where a patient goes afterwards: ZFM in France, PV1-36 elsewhere.

use domain::movement::{Destination, Said};

use super::header::Header;
use super::parts::Parts;

/// Where the discharge that a message reports or announces leads.
pub(super) fn read(header: &Header, parts: &Parts<'_>) -> Said<Destination> {
    if let Some(zfm) = parts.zfm
        && let Some(destination) = french(zfm.exit_mode().as_str().trim(), zfm.destination().as_str().trim())
    {
        return Said::Value(destination);
    }
    if header.is_french {
        // PV1-36 then says how the patient left (against advice, run away), not where to.
        return Said::Nothing;
    }
    let disposition = parts.pv1.map(|pv1| pv1.discharge_disposition());
    disposition.and_then(|code| foreign(code.as_str().trim())).into()
}

/// PMSI: mode of exit (ZFM-2), then destination (ZFM-4).
fn french(mode: &str, destination: &str) -> Option<Destination> {
    if mode == "9" {
        return Some(Destination::Deceased);
    }
    match destination {
        "1" | "R" => Some(Destination::Acute),
        "2" => Some(Destination::Rehab),
        "3" => Some(Destination::LongTerm),
        "4" => Some(Destination::Psychiatry),
        "6" => Some(Destination::HospitalAtHome),
        "7" => Some(Destination::SocialCare),
        _ => (mode == "8").then_some(Destination::Home),
    }
}

/// HL7 table 0112, as far as it names a place.
fn foreign(code: &str) -> Option<Destination> {
    match code.trim_start_matches('0') {
        "1" | "HOM" => Some(Destination::Home),
        "2" => Some(Destination::Acute),
        "3" | "4" => Some(Destination::SocialCare),
        "6" => Some(Destination::HospitalAtHome),
        "20" | "40" | "41" | "42" | "EXP" => Some(Destination::Deceased),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn home_is_not_the_home_hospital_nor_the_nursing_home() {
        assert_eq!(french("8", ""), Some(Destination::Home));
        assert_eq!(french("8", "6"), Some(Destination::HospitalAtHome));
        assert_eq!(french("8", "7"), Some(Destination::SocialCare));
        assert_eq!(french("7", "2"), Some(Destination::Rehab));
        assert_eq!(french("9", ""), Some(Destination::Deceased));
        assert_eq!(french("7", ""), None);
    }
}
