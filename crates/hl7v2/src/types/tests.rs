use super::*;
use crate::{Message, Precision, Value};

/// Reads `field` as the third field of a PID.
fn read<T>(field: &str, look: impl FnOnce(Field<'_>) -> T) -> T {
    let text = format!("MSH|^~\\&|\rPID|||{field}");
    let message = Message::parse(&text).unwrap();
    look(message.segment("PID").unwrap().field(3))
}

#[test]
fn a_patient_number_has_an_authority_and_a_type() {
    read("7^1^^CH&750000001&N^PI^F^20260101^2027", |field| {
        let id = Cx::from(field);
        assert_eq!((id.id().as_str(), id.check_digit().as_str()), ("7", "1"));
        assert_eq!(id.authority().name(), "CH");
        assert_eq!(id.authority().key(), "750000001");
        assert_eq!(id.authority().id_type(), "N");
        assert_eq!(
            (id.type_code().as_str(), id.facility().name().as_str()),
            ("PI", "F")
        );
        assert_eq!(
            id.effective().unwrap().given().unwrap().precision(),
            Precision::Day
        );
        assert_eq!(id.expires().unwrap().given().unwrap().year(), 2027);
    });
}

#[test]
fn the_type_of_a_number_decides_before_its_oid() {
    let table = [
        ("7^^^CH^PI", IdKind::Ipp),
        (
            "7^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^INS",
            IdKind::InsNir,
        ),
        (
            "7^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.10&ISO^INS",
            IdKind::InsNir,
        ),
        (
            "7^^^ASIP-SANTE-INS-NIA&1.2.250.1.213.1.4.9&ISO^INS",
            IdKind::InsNia,
        ),
        ("7^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^NH", IdKind::Nir),
        ("7^^^X&1.2.3&ISO^INS", IdKind::InsOther),
        ("7^^^ASIP&1.2.250.1.213.1.4.2&ISO^INS-C", IdKind::InsC),
        ("7^^^CH^AN", IdKind::Account),
        ("7^^^CH^VN", IdKind::Visit),
        ("7^^^CH^MR", IdKind::Archive),
        ("7^^^CNOP&1.2.250.1.176.1.2&ISO^NDP", IdKind::Pharmacy),
        ("7", IdKind::Other),
    ];
    for (field, expected) in table {
        assert_eq!(read(field, |field| Cx::from(field).kind()), expected, "{field}");
    }
}

#[test]
fn a_number_can_be_deleted() {
    read("\"\"^^^ASIP-SANTE-INS-NIR&1.2.250.1.213.1.4.8&ISO^INS", |field| {
        let id = Cx::from(field);
        assert_eq!(id.id(), Value::Null);
        assert!(!id.is_null() && !id.is_empty());
        assert_eq!(id.kind(), IdKind::InsNir);
    });
}

#[test]
fn a_pharmacy_file_keeps_its_escaped_bars() {
    read(
        "DUPONT\\F\\Jean\\F\\19^^^CNOP&1.2.250.1.176.1.2&ISO^NDP",
        |field| {
            assert_eq!(Cx::from(field).id(), "DUPONT|Jean|19");
        },
    );
}

#[test]
fn a_location_may_say_little() {
    read("4036^22^3^CH&750000001&N^O", |field| {
        let place = Pl::from(field);
        assert_eq!(
            (place.unit().as_str(), place.room().as_str(), place.bed().as_str()),
            ("4036", "22", "3")
        );
        assert_eq!(
            (place.facility().key().as_str(), place.status().as_str()),
            ("750000001", "O")
        );
        assert!(place.has_place());
    });
    read("^^^CHU-X&080955889&M^O^^", |field| {
        assert!(!Pl::from(field).has_place())
    });
    read("", |field| assert!(Pl::from(field).is_empty()));
    read("\"\"", |field| assert!(Pl::from(field).is_null()));
}

#[test]
fn the_place_of_a_structure_message_has_a_kind_and_a_number() {
    read("^^^^^B^^^^69LIT3&CPAGE&713104480&FINEJ", |field| {
        let place = Pl::from(field);
        assert_eq!(place.kind(), "B");
        assert_eq!(place.identifier().name(), "69LIT3");
        assert_eq!(place.identifier().parts().text(3), "713104480");
    });
}

#[test]
fn names_have_parts_below_their_parts() {
    read("DE LA TOUR&DE LA&TOUR^Anne^Anne Marie^^MME^^L", |field| {
        let name = Xpn::from(field);
        assert_eq!(
            (name.family().as_str(), name.given().as_str()),
            ("DE LA TOUR", "Anne")
        );
        assert_eq!(
            (name.further_given().as_str(), name.type_code().as_str()),
            ("Anne Marie", "L")
        );
    });
    read("\"\"^Orianne^^^^^D", |field| {
        assert_eq!(Xpn::from(field).family(), Value::Null)
    });
}

#[test]
fn a_professional_has_a_number_and_its_type() {
    read(
        "813^Réault^Pierre^^^^^^ASIP-SANTE-PS&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS",
        |field| {
            let doctor = Xcn::from(field);
            assert_eq!(
                (doctor.id().as_str(), doctor.family().as_str()),
                ("813", "Réault")
            );
            assert_eq!(doctor.authority().key(), "1.2.250.1.71.4.2.1");
            assert_eq!(doctor.id_type(), "IDNPS");
        },
    );
}

#[test]
fn a_movement_number_is_flat() {
    read("12^CPAGE^1.2.3^ISO", |field| {
        let id = Ei::from(field);
        assert_eq!((id.id().as_str(), id.authority_key().as_str()), ("12", "1.2.3"));
    });
    read("12^CPAGE", |field| {
        assert_eq!(Ei::from(field).authority_key(), "CPAGE")
    });
}

#[test]
fn the_number_of_a_unit_is_found_wherever_it_is() {
    let table = [
        ("Urgences^^^^^CH&750&N^UF^^^7700", "7700"),
        ("^^^^^^UF^^^7700", "7700"),
        ("Urgences^^7700", "7700"),
        ("^^^^^^URGA^UF-URG-ACC", "UF-URG-ACC"),
        ("^^^^^^MED^001^^002^CP", "002"),
        ("7700", "7700"),
        ("Urgences", ""),
        ("Chirurgie 2", ""),
        ("^^^^^^UF", ""),
        ("^^^^^^UF^FAC", ""),
        ("", ""),
    ];
    for (field, expected) in table {
        assert_eq!(
            read(field, |field| Xon::from(field).code().into_text().into_owned()),
            expected,
            "{field}"
        );
    }
}

#[test]
fn a_coded_word_may_be_a_component() {
    read("A&Alpha&T^x", |field| {
        let word = Cwe::from(field.component(1));
        assert_eq!(
            (
                word.code().as_str(),
                word.label().as_str(),
                word.system().as_str()
            ),
            ("A", "Alpha", "T")
        );
        assert_eq!(Cwe::from(field).label(), "x");
        assert_eq!(Cwe::from(field).raw(), "A&Alpha&T^x");
    });
}

#[test]
fn without_subcomponent_separator_nothing_is_cut_below() {
    let text = "MSH|@%*|\rPID|||a&b@c";
    let message = Message::parse(text).unwrap();
    let field = message.segment("PID").unwrap().field(3);
    assert_eq!(Composite::from(field).head(1), "a&b");
    assert_eq!(Composite::from(field).part(2).part(1).raw(), "c");
}
