use super::*;
use crate::{Message, Value};

fn header(msh9: &str) -> MessageType<'static> {
    let text = format!("MSH|^~\\&|A|B|C|D|20261122||{msh9}|1|P|2.5^FRA^2.11|||||FRA|8859/15|||2.11^PAM");
    let message = Message::parse(&text).unwrap();
    let found = message.msh().message_type();
    MessageType {
        code: found.code.into_owned().into(),
        trigger: found.trigger.into_owned().into(),
        structure: found.structure.into_owned().into(),
        repaired: found.repaired,
    }
}

#[test]
fn message_types_right_and_wrong() {
    let table = [
        ("ADT^A01^ADT_A01", ("ADT", "A01", "ADT_A01", false)),
        ("ADT^Z99^ADT_A01", ("ADT", "Z99", "ADT_A01", false)),
        ("ADT^A01", ("ADT", "A01", "", false)),
        ("ADT^ADT^A03", ("ADT", "A03", "", true)),
        ("ADT^ADT1^A03", ("ADT", "A03", "", true)),
        ("ADT^^A03", ("ADT", "A03", "", true)),
        ("ADT^A28^ADTA05", ("ADT", "A28", "ADT_A05", true)),
        ("ADT_A01", ("ADT", "A01", "", true)),
        ("MFN^M05^MFN_M05", ("MFN", "M05", "MFN_M05", false)),
        ("PPR^PC1^PPR_PC1", ("PPR", "PC1", "PPR_PC1", false)),
        ("ACK", ("ACK", "", "", false)),
        ("ACK^A03^ADT_A03", ("ACK", "A03", "ADT_A03", false)),
        ("ADT^^ADT_A01", ("ADT", "", "ADT_A01", false)),
        (" ADT ^ A01 ", ("ADT", "A01", "", false)),
        ("ORD^ORU", ("ORD", "ORU", "", false)),
        ("", ("", "", "", false)),
    ];
    for (msh9, (code, trigger, structure, repaired)) in table {
        let expected = MessageType {
            code: code.into(),
            trigger: trigger.into(),
            structure: structure.into(),
            repaired,
        };
        assert_eq!(header(msh9), expected, "{msh9}");
    }
}

#[test]
fn the_header_says_who_and_which_profile() {
    let text = "MSH|^~\\&|GAM^1.2^ISO|CHU|DPI|X|20261122080000||ADT^A01|3975|D|2.5^FRA^2.11|||||FRA|UNICODE UTF-8|FR||2.11^IHE";
    let message = Message::parse(text).unwrap();
    let msh = message.msh();
    assert_eq!(msh.sending_application().key(), "1.2");
    assert_eq!(
        (msh.control_id().as_str(), msh.processing_id().as_str()),
        ("3975", "D")
    );
    assert_eq!(
        (msh.version().as_str(), msh.profile_version().as_str()),
        ("2.5", "2.11")
    );
    assert_eq!(msh.charset_label(), "UNICODE UTF-8");
    assert_eq!(msh.profiles().next().unwrap().id(), "2.11");
}

fn zbe<T>(fields: &str, look: impl FnOnce(Zbe<'_>) -> T) -> T {
    let text = format!("MSH|^~\\&|\rZBE|{fields}\r");
    let message = Message::parse(&text).unwrap();
    look(Zbe::of(&message).unwrap())
}

#[test]
fn a_movement_is_read_whole() {
    let fields = "312^CHU^080955889~313^CHU|20240306110000||UPDATE|Y|A04|Chir V^^^^^CHU&08&N^UF^^^6268|^^^^^^UF^^^6269|HMS";
    zbe(fields, |zbe| {
        let ids: Vec<_> = zbe
            .movement_ids()
            .map(|id| id.id().into_text().into_owned())
            .collect();
        assert_eq!(ids, ["312", "313"]);
        assert_eq!(
            zbe.effective_at().unwrap().given().unwrap().to_string(),
            "20240306110000"
        );
        assert_eq!((zbe.action(), zbe.historic()), (Some(Action::Update), Some(true)));
        assert_eq!(zbe.original_trigger(), "A04");
        let medical = zbe.medical_unit().given().unwrap();
        assert_eq!(
            (medical.code.as_ref(), medical.label.as_ref()),
            ("6268", "Chir V")
        );
        assert_eq!(medical.authority.name(), "CHU");
        assert_eq!(zbe.nursing_unit().given().unwrap().code, "6269");
        assert_eq!(zbe.nature().unwrap().to_string(), "HMS");
        assert_eq!(zbe.forbidden_end(), Ok(Value::Absent));
    });
}

#[test]
fn a_movement_may_say_little_or_nonsense() {
    zbe("1|2026||CREATE|x|||\"\"|MZ", |zbe| {
        assert_eq!((zbe.action(), zbe.historic(), zbe.nature()), (None, None, None));
        assert_eq!(zbe.action_text(), "CREATE");
        assert_eq!(zbe.nature_text(), "MZ");
        assert_eq!(zbe.medical_unit(), Value::Absent);
        assert_eq!(zbe.nursing_unit(), Value::Null);
    });
    zbe("1|2026||INSERT|N||7700", |zbe| {
        let unit = zbe.medical_unit().given().unwrap();
        assert_eq!(
            (unit.code.as_ref(), unit.label.as_ref()),
            ("7700", ""),
            "a number is no name"
        );
    });
    zbe("1|2026||INSERT|N||^^^^^^UF", |zbe| {
        assert_eq!(zbe.medical_unit(), Value::Absent)
    });
}

#[test]
fn the_nature_is_a_set_of_letters() {
    let same = [
        ("MH", "HM"),
        ("MHC", "HMC"),
        ("HMSC", "HMSC"),
        ("LD", "LD"),
        ("SM", "MS"),
        ("MM", "M"),
        ("C", "C"),
    ];
    for (sent, printed) in same {
        assert_eq!(Nature::from_letters(sent).unwrap().to_string(), printed, "{sent}");
    }
    for bad in ["", "X", "HMX", "h", "A01"] {
        assert_eq!(Nature::from_letters(bad), None, "{bad}");
    }
    let moves = Nature::from_letters("HL").unwrap();
    assert!(moves.has(Nature::HOUSING) && moves.has(Nature::BED) && !moves.has(Nature::MEDICAL));
    assert!(!moves.has(Nature::HOUSING.with(Nature::TARIFF)));
}

#[test]
fn the_patient() {
    let text = "MSH|^~\\&|\rPID|||7^^^CH^PI~8^^^CH^INS||N^P^^^^^D~M^P^^^^^L||19790328|F||||||||||\
                2400^^^CH^AN|||1^^^CH^PI~2^^^CH^AN|||Y|2||||20260101|Y||PROV~ANOM|20240306\r\
                MRG|9^^^CH^PI||3^^^CH^AN||4^^^CH^VN||OLD^NAME";
    let message = Message::parse(text).unwrap();
    let pid = Pid::of(&message).unwrap();
    assert_eq!(pid.ids().count(), 2);
    assert_eq!(
        pid.names()
            .map(|name| name.type_code().into_text().into_owned())
            .collect::<Vec<_>>(),
        ["D", "L"]
    );
    assert_eq!(pid.birth_date().unwrap().given().unwrap().year(), 1979);
    assert_eq!((pid.sex().as_str(), pid.account().id().as_str()), ("F", "2400"));
    assert_eq!(pid.mother_ids().nth(1).unwrap().id(), "2");
    assert_eq!(
        (pid.multiple_birth(), pid.birth_order().as_str(), pid.died()),
        (Some(true), "2", Some(true))
    );
    let status: Vec<_> = pid
        .identity_status()
        .map(|code| code.into_text().into_owned())
        .collect();
    assert_eq!(status, ["PROV", "ANOM"]);
    let mrg = Mrg::of(&message).unwrap();
    assert_eq!(mrg.prior_ids().next().unwrap().id(), "9");
    assert_eq!(
        (mrg.prior_account().id().as_str(), mrg.prior_visit().id().as_str()),
        ("3", "4")
    );
    assert_eq!(mrg.prior_names().next().unwrap().family(), "OLD");
}

#[test]
fn the_stay() {
    let mut writer = crate::MessageWriter::new();
    writer.segment("MSH").field(3, "A");
    writer
        .segment("PV1")
        .field(2, "I")
        .field(3, crate::writer::raw("4036^22^3"))
        .field(7, crate::writer::raw("1^A~2^B"))
        .field(19, "33")
        .field(22, true)
        .field(42, crate::writer::raw("5000"))
        .field(44, "20261122080000")
        .field(45, "20261332")
        .field(51, "V");
    writer
        .segment("PV2")
        .field(9, "20261125")
        .field(12, "a^b")
        .field(47, "\"\"")
        .field(22, false);
    let text = writer.finish();
    let message = Message::parse(&text).unwrap();
    let pv1 = Pv1::of(&message).unwrap();
    assert_eq!((pv1.class().as_str(), pv1.location().bed().as_str()), ("I", "3"));
    assert_eq!(
        pv1.attending()
            .map(|one| one.family().into_text().into_owned())
            .collect::<Vec<_>>(),
        ["A", "B"]
    );
    assert_eq!(
        (pv1.visit_number().id().as_str(), pv1.private_room_wanted()),
        ("33", Some(true))
    );
    assert_eq!(
        (pv1.pending_location().unit().as_str(), pv1.level().as_str()),
        ("5000", "V")
    );
    assert!(pv1.admitted_at().unwrap().is_given() && pv1.discharged_at().is_err());
    assert!(pv1.prior_location().is_empty());
    let pv2 = Pv2::of(&message).unwrap();
    assert_eq!(pv2.expected_discharge().unwrap().given().unwrap().day(), 25);
    assert_eq!((pv2.comment().as_str(), pv2.protected()), ("a^b", Some(false)));
}

#[test]
fn the_structure() {
    let text = "MSH|^~\\&|\rMFI|LOC|CPAGE_LOC_FRA|REP||20250206141011|AL\r\
                MFE|MAD|||^^^^^B^^^^69L1&CPAGE&71&FINEJ|PL\rLOC|^^^^^B^^^^69L1&CPAGE&71&FINEJ||B|Lit\r\
                LCH|^^^^^B^^^^69L1&CPAGE&71&FINEJ|||LBL^Libelle^L|^Lit 1\r\
                LCH|^^^^^B^^^^69L1&CPAGE&71&FINEJ|||CD^Code^L|L1\r\
                LRL|^^^^^B^^^^69L1&CPAGE&71&FINEJ|||LCLSTN^Localisation^L||^^^^^R^^^^69R1&CPAGE&71&FINEJ";
    let message = Message::parse(text).unwrap();
    let mfi = Mfi::of(&message).unwrap();
    assert_eq!(
        (
            mfi.file().as_str(),
            mfi.file_event().as_str(),
            mfi.response_level().as_str()
        ),
        ("LOC", "REP", "AL")
    );
    let group = message.groups(Mfe::NAME).next().unwrap();
    let mfe = Mfe::new(group.segment("MFE").unwrap());
    assert_eq!(
        (
            mfe.record_event().as_str(),
            mfe.key().identifier().name().as_str()
        ),
        ("MAD", "69L1")
    );
    let loc = Loc::of(&message).unwrap();
    assert_eq!(
        (loc.key().kind().as_str(), loc.kinds().next().unwrap().as_str()),
        ("B", "B")
    );
    let values: Vec<_> = Lch::all(&message)
        .map(|lch| (lch.name().code(), lch.text()))
        .collect();
    assert_eq!(
        values,
        [
            (Value::Given("LBL".into()), Value::Given("Lit 1".into())),
            (Value::Given("CD".into()), Value::Given("L1".into()))
        ]
    );
    let lrl = Lrl::of(&message).unwrap();
    assert_eq!(
        (
            lrl.relation().code().as_str(),
            lrl.related().identifier().name().as_str()
        ),
        ("LCLSTN", "69R1")
    );
}

#[test]
fn an_appointment_is_when_it_is_and_what_it_takes() {
    let text = "MSH|^~\\&|BLOC\rSCH|P1^PLA|F1^^1.2.3^ISO|||||MOTIF^Hernie|ADM|3|d^jours|^^^20261122^20261125|||||7^MARTIN|||||||||Booked\r\
                TQ1|1||||||20261124073000|20261126|R\rRGS|1|A\rAIS|1|A|HERN^Cure de hernie|20261124090000\r\
                AIL|1|A|4036^22^P^^^N|N^Unité||20261124080000||||||Booked\rAIP|1|A|8^DURAND~9^PETIT|CHIR||20261124090000";
    let message = Message::parse(text).unwrap();
    let hour = |said: Result<Value<crate::Ts>, crate::TsError>| said.unwrap().given().unwrap().hour();
    let sch = Sch::of(&message).unwrap();
    assert_eq!(
        (
            sch.placer_id().id().as_str(),
            sch.filler_id().authority_key().as_str()
        ),
        ("P1", "1.2.3")
    );
    assert_eq!(
        (sch.reason().label().as_str(), sch.duration().as_str()),
        ("Hernie", "3")
    );
    assert_eq!(sch.duration_units().code(), "d");
    assert_eq!(sch.filler_contacts().next().unwrap().family(), "MARTIN");
    assert_eq!(sch.status().code(), "Booked");
    let tq1 = Tq1::of(&message).unwrap();
    assert_eq!((hour(tq1.starts_at()), hour(tq1.ends_at())), (7, 0));
    assert_eq!(Rgs::of(&message).unwrap().action(), "A");
    let ais = Ais::of(&message).unwrap();
    assert_eq!(
        (ais.service().code().as_str(), hour(ais.starts_at())),
        ("HERN", 9)
    );
    let ail = Ail::of(&message).unwrap();
    let location = ail.location();
    assert_eq!(
        (location.unit().as_str(), location.kind().as_str()),
        ("4036", "N")
    );
    assert_eq!((ail.kind().as_str(), hour(ail.starts_at())), ("N", 8));
    assert_eq!(ail.status().code(), "Booked");
    let aip = Aip::of(&message).unwrap();
    let people: Vec<_> = aip.people().map(|one| one.family().as_str().to_owned()).collect();
    assert_eq!(
        (people.join(" ").as_str(), aip.role().code().as_str()),
        ("DURAND PETIT", "CHIR")
    );
    assert_eq!(hour(aip.starts_at()), 9);
}

#[test]
fn the_french_additions_and_the_rest() {
    let text = "MSH|^~\\&|\rEVN||20261122||R|7^X|20261121|CH\rZFV|750^20201212071300|2||||a^^b|77^^^CH^AN\r\
                ZFM|8||||5\rZFD|||Y|N|INSI|20211201||\r\
                ZFS|1|9^CH|20260101|20260201|INSERT|SDT^Tiers|3|note\rNPU|4036^22^3|H\r\
                SCH|1^A|2^B|||||MOTIF||||^^30^20261122080000^20261122083000||||||||||||||Booked";
    let message = Message::parse(text).unwrap();
    let evn = Evn::of(&message).unwrap();
    assert_eq!(
        (evn.trigger(), evn.operator().id().as_str()),
        (Value::Absent, "7")
    );
    assert_eq!(evn.occurred_at().unwrap().given().unwrap().day(), 21);
    let zfv = Zfv::of(&message).unwrap();
    assert_eq!(
        (zfv.origin().as_str(), zfv.origin_account().id().as_str()),
        ("750", "77")
    );
    assert_eq!(zfv.origin_left_at().unwrap().given().unwrap().year(), 2020);
    let zfm = Zfm::of(&message).unwrap();
    assert_eq!(
        (zfm.entry_mode().as_str(), zfm.emergency_passage().as_str()),
        ("8", "5")
    );
    let zfd = Zfd::of(&message).unwrap();
    assert_eq!(
        (zfd.birth_date_modified(), zfd.capture_mode().as_str()),
        (Some(false), "INSI")
    );
    let zfs = Zfs::of(&message).unwrap();
    assert_eq!(
        (zfs.id().id().as_str(), zfs.mode().label().as_str()),
        ("9", "Tiers")
    );
    let npu = Npu::of(&message).unwrap();
    assert_eq!((npu.bed().bed().as_str(), npu.status().as_str()), ("3", "H"));
    let sch = Sch::of(&message).unwrap();
    assert_eq!(sch.starts_at().unwrap().given().unwrap().hour(), 8);
    assert_eq!(sch.ends_at().unwrap().given().unwrap().minute(), 30);
    assert_eq!(sch.status().code(), "Booked");
}
