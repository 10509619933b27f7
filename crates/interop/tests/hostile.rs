//! Any bytes at all: read without a panic, and said something sensible of.

use app::Understanding;
use base::{Moment, Zone};
use interop::inbound::{Letterhead, prepare};
use interop::pam::Profile;
use interop::structure_file::{self, Form};
use proptest::prelude::*;

const NOW: Moment = Moment::from_millis(1_795_374_000_000);

const MESSAGE: &str = "MSH|^~\\&|GAM|CH^750000001^M|CHEVET|GHT|20261122100000||ADT^A01^ADT_A01|77|P|2.5^FRA^2.11|||||FRA|UNICODE UTF-8\r\
    EVN||20261122095900|20261123||OP|20261122095800\r\
    PID|||12345^^^CH&1.2.3&ISO^PI~180027512345678^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^INS||DURAND^MARIE^^^^^L~MARTIN^^^^^^D||19800229|F||||||||||900^^^CH&1.2.4&ISO^AN|||888^^^CH^PI|||||||||||VALI~DOUT\r\
    MRG|666^^^CH&1.2.3&ISO^PI||901^^^CH&1.2.4&ISO^AN\r\
    PV1||I|4036^22^P^CH&750000001&M|||4035^21^F|10003^MARTIN^ANNE^^^^^^ASIP&1.2.250.1.71.4.2.1&ISO^L^^^RPPS|||||||||I|||800^^^CH&1.2.5&ISO^VN|||Y\r\
    PV2||||||||20261201|20261205140000\r\
    ZBE|55^CH^1.2.9^ISO~56^EAI|20261122093000||INSERT|Y|A02|Cardiologie^^^^^CH&1.2.4&ISO^UF^^^1071|^^^^^^UF^^^1072|LHM\r\
    ZFM|8|8|1|2\rNPU|4036^22^P|H\r\
    SCH|33^GAM|7001^BLOC^1.2.8^ISO||||MODIF|HERN^DURAND|ADM|3|j|^^^20261201|||||6^X|||||||||Booked\r\
    TQ1|1||||||20261201073000|20261204110000\rRGS|1|A\rAIS|1|A|HERN|20261201090000\r\
    AIL|1|A|4036^22^P^^^N|N^Nursing Unit||20261201080000\rAIP|1|A|7^MARTIN\r";

const TYPES: [&str; 19] = [
    "ADT^A01", "ADT^A02", "ADT^A03", "ADT^A05", "ADT^A06", "ADT^A08", "ADT^A11", "ADT^A17", "ADT^A20",
    "ADT^A21", "ADT^A40", "ADT^A44", "ADT^A47", "ADT^Z99", "ADT^Z84", "ADT^", "SIU^S12", "SIU^S13",
    "SIU^S15",
];

fn sound(raw: &[u8]) -> Result<(), TestCaseError> {
    let letterhead = Letterhead {
        at: NOW,
        control_id: "1".to_owned(),
    };
    let prepared = prepare(raw.to_vec().into(), &Profile::french(Zone::paris()), &letterhead);
    prop_assert_eq!(
        prepared.inbound.raw.as_ref(),
        raw,
        "the bytes are kept as they came"
    );
    match &prepared.inbound.understanding {
        Understanding::Command(_) => {}
        Understanding::Quarantine(reason) | Understanding::Ignore(reason) | Understanding::Reject(reason) => {
            prop_assert!(reason.text.ends_with('.') && !reason.code.is_empty());
            prop_assert!(!reason.text.contains("DURAND"), "a reason names nobody");
        }
    }
    for warning in &prepared.inbound.warnings {
        prop_assert!(warning.text.ends_with('.') && !warning.text.contains("DURAND"));
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        sound(&bytes)?;
    }

    #[test]
    fn a_message_with_pieces_replaced_is_read(
        kind in proptest::sample::select(TYPES.as_slice()),
        cuts in proptest::collection::vec((0..MESSAGE.len(), 0..12_usize, "[|^~&\\\\\r\"A-Z0-9é\u{0}-\u{1f}]{0,8}"), 0..12),
    ) {
        let mut bytes = MESSAGE.replace("ADT^A01^ADT_A01", kind).into_bytes();
        for (at, length, piece) in cuts {
            let at = at.min(bytes.len());
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, piece.into_bytes());
        }
        sound(&bytes)?;
    }

    #[test]
    fn a_message_cut_anywhere_is_read(length in 0..MESSAGE.len()) {
        sound(&MESSAGE.as_bytes()[..length])?;
    }

    #[test]
    fn any_structure_file_is_read_or_refused(text in "([a-z_]{0,12}[;,\n\"{}\\[\\]:]?){0,40}") {
        for form in [Form::Csv, Form::Json] {
            if let Err(faults) = structure_file::read(text.as_bytes(), form) {
                prop_assert!(!faults.0.is_empty());
            }
        }
    }
}
