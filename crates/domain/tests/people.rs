//! Who is who: merges, moved accounts, numbers that change, names that are hidden or alike.

use domain::decide::Remark;
use domain::identity::{Identifier, IdentifierKind, IdentityStatus, Sex};
use domain::movement::Kind;
use domain::observation::Fact;
use domain::refusal::Refusal;
use domain::stay::Doubt;
use domain::testing::{Hospital, Told, identifier};
use domain::view::board::ShownName;
use domain::view::drawer::stay_drawer;

fn hospital() -> Hospital {
    Hospital::with(
        "Cardiologie
         401: P[MARTIN] F[DURAND]
         402: [libre]",
    )
}

fn ipp(name: &str) -> Identifier {
    identifier(IdentifierKind::Local, name)
}

/// A40: the patient named second is the same person as the first.
fn merge(kept: &str, gone: &str) -> Told {
    Told::fact(
        kept,
        Fact::PatientsMerged {
            gone: vec![ipp(gone)],
        },
    )
}

#[test]
fn merged_patients_are_one_person_in_two_beds_until_somebody_decides() {
    let mut hospital = hospital();
    hospital.tell(merge("MARTIN", "DURAND").sent("09:00"));
    hospital.shows(
        "Cardiologie
         401: P[MARTIN [TwoPlaces]] F[MARTIN [TwoPlaces]]
         402: [libre]",
    );
}

#[test]
fn a_chain_of_merges_leads_to_the_last_survivor() {
    let mut hospital = hospital();
    hospital.tell(merge("B", "A").sent("09:00"));
    hospital.tell(merge("C", "B").sent("09:01"));
    hospital.tell(
        Told::insert(Kind::Admission, "V1")
            .of("A")
            .sent("09:02")
            .in_("Cardiologie/402/402"),
    );
    let shown = hospital.view("Cardiologie", "V1");
    assert_eq!(Some(shown.patient), hospital.vault.patient_by(&ipp("C")));
    assert_eq!(
        shown.name,
        ShownName::Full {
            family: "C".into(),
            given: String::new()
        }
    );
}

#[test]
fn a_circle_of_merges_is_refused_and_looked_at() {
    let mut hospital = hospital();
    assert_eq!(hospital.tell(merge("MARTIN", "DURAND").sent("09:00")), []);
    assert_eq!(
        hospital.tell(merge("DURAND", "MARTIN").sent("09:01")),
        [Remark::MergeCircle]
    );
    assert_eq!(
        hospital.tell(merge("MARTIN", "DURAND").sent("09:02")),
        [],
        "the same merge again says nothing"
    );
}

#[test]
fn a_file_marked_as_a_collision_is_never_merged_by_machine() {
    let mut hospital = hospital();
    let collision = Told::fact("DURAND", Fact::Identity).sent("08:30");
    hospital.tell(collision.but(|it| {
        it.status = IdentityStatus {
            collision: true,
            ..it.status
        }
    }));
    assert_eq!(
        hospital.tell(merge("MARTIN", "DURAND").sent("09:00")),
        [Remark::MergeCollision]
    );
    hospital.shows(
        "Cardiologie
         401: P[MARTIN] F[DURAND]
         402: [libre]",
    );
}

#[test]
fn an_account_moves_to_another_patient_and_leaves_no_trace_of_the_first() {
    let mut hospital = hospital();
    hospital.tell(
        Told::insert(Kind::Admission, "V1")
            .of("ROUX")
            .account("N1")
            .in_("Cardiologie/402/402"),
    );
    let account = Some(identifier(IdentifierKind::Account, "N1"));
    let moved = Told::fact(
        "BLANC",
        Fact::AccountMoved {
            account,
            from: vec![ipp("ROUX")],
        },
    );
    hospital.tell(moved.sent("09:00"));
    hospital.shows(
        "Cardiologie
         401: P[MARTIN] F[DURAND]
         402: [BLANC]",
    );
    let roux = hospital.vault.patient_by(&ipp("ROUX")).expect("still known");
    assert_eq!(hospital.state.stays_of(roux).len(), 0);
}

#[test]
fn a_number_that_changes_still_leads_to_the_same_patient() {
    let mut hospital = hospital();
    let before = hospital.vault.patient_by(&ipp("MARTIN"));
    let changed = Fact::IdentifiersChanged {
        withdrawn: vec![ipp("MARTIN")],
        ins_withdrawn: false,
    };
    let told = Told::fact("MARTIN", changed)
        .sent("09:00")
        .seen(|it| it.patient = vec![ipp("M2")]);
    hospital.tell(told.but(|it| it.identifiers = vec![ipp("M2")]));
    assert_eq!(hospital.vault.patient_by(&ipp("M2")), before);
    assert_eq!(hospital.vault.patient_by(&ipp("MARTIN")), None);
}

#[test]
fn a_withdrawn_ins_is_forgotten_whole() {
    let mut hospital = hospital();
    let ins = identifier(IdentifierKind::Ins, "190027512345678");
    hospital.tell(
        Told::fact("MARTIN", Fact::Identity)
            .sent("09:00")
            .but(|it| it.identifiers.push(ins.clone())),
    );
    assert!(hospital.vault.patient_by(&ins).is_some());
    let withdrawn = Fact::IdentifiersChanged {
        withdrawn: vec![ins.clone()],
        ins_withdrawn: true,
    };
    hospital.tell(Told::fact("MARTIN", withdrawn).sent("09:01"));
    assert_eq!(hospital.vault.patient_by(&ins), None);
    let drawer = stay_drawer(
        &hospital.state,
        &hospital.vault,
        hospital.stay("MARTIN"),
        hospital.now,
    );
    assert!(
        drawer
            .expect("a drawer")
            .numbers
            .iter()
            .all(|it| it.kind != IdentifierKind::Ins)
    );
}

#[test]
fn an_older_word_on_the_identity_adds_numbers_and_changes_nothing_else() {
    let mut hospital = hospital();
    hospital.tell(
        Told::fact("MARTIN", Fact::Identity)
            .sent("10:00")
            .but(|it| it.sex = Sex::Female),
    );
    let older = Told::fact("MARTIN", Fact::Identity).sent("09:00").but(|it| {
        it.family = "ANCIEN".parse().ok();
        it.sex = Sex::Male;
        it.identifiers.push(ipp("M-ANCIEN"));
    });
    hospital.tell(older);
    assert!(hospital.draw("Cardiologie").contains("P[MARTIN ♀]"));
    assert_eq!(
        hospital.vault.patient_by(&ipp("M-ANCIEN")),
        hospital.vault.patient_by(&ipp("MARTIN"))
    );
}

#[test]
fn the_same_number_given_by_two_hospitals_is_two_people() {
    let mut hospital = hospital();
    let other = Told::insert(Kind::Admission, "V1")
        .of("MARTIN")
        .in_("Cardiologie/402/402")
        .but(|it| {
            it.identifiers[0].authority = "CLINIQUE".parse().expect("a code");
            it.given = "Paul".parse().ok();
        });
    hospital.tell(
        other.seen(|it| it.patient = it.identity.iter().flat_map(|it| it.identifiers.clone()).collect()),
    );
    hospital.shows(
        "Cardiologie
         401: P[MARTIN (homonyme)] F[DURAND]
         402: [MARTIN Paul (homonyme)]",
    );
}

#[test]
fn a_hidden_identity_is_masked_everywhere() {
    let mut hospital = hospital();
    let hidden = Told::fact("MARTIN", Fact::Identity).sent("09:00").but(|it| {
        it.status.masked = true;
        it.birth = Some(19_500_101);
        it.birth_family = "SECRET".parse().ok();
        it.identifiers
            .push(identifier(IdentifierKind::Ins, "150017512345678"));
    });
    hospital.tell(hidden);
    assert!(hospital.draw("Cardiologie").contains("P[masqué"));
    let drawer = stay_drawer(
        &hospital.state,
        &hospital.vault,
        hospital.stay("MARTIN"),
        hospital.now,
    );
    let drawer = drawer.expect("a drawer");
    assert_eq!(
        (drawer.stay.name, drawer.birth, drawer.birth_family),
        (ShownName::Masked, None, None)
    );
    assert!(drawer.numbers.iter().all(|it| it.kind != IdentifierKind::Ins));
}

#[test]
fn alike_names_are_pointed_out_even_without_a_bed_or_an_accent() {
    let mut hospital = hospital();
    hospital.tell(
        Told::insert(Kind::Admission, "V1")
            .of("LÉVÊQUE Jean")
            .in_("Cardiologie/402/402"),
    );
    hospital.tell(
        Told::insert(Kind::Admission, "V2")
            .of("Leveque Jeanne")
            .in_("Cardiologie"),
    );
    hospital.tell(
        Told::insert(Kind::Admission, "V3")
            .of("LEVEQUE Paul")
            .in_("Cardiologie"),
    );
    hospital.shows(
        "Cardiologie
         401: P[MARTIN] F[DURAND]
         402: [LÉVÊQUE Jean (homonyme)]
         sans lit: LEVEQUE Jeanne (homonyme), LEVEQUE Paul",
    );
}

#[test]
fn two_stays_of_one_patient_are_not_homonyms() {
    let mut hospital = hospital();
    hospital.tell(
        Told::insert(Kind::PreAdmission, "V9")
            .of("MARTIN")
            .at("18:00")
            .in_("Cardiologie"),
    );
    assert!(!hospital.view("Cardiologie", "MARTIN").homonym);
}

#[test]
fn a_purged_patient_is_shown_without_a_name() {
    let mut hospital = hospital();
    let patient = hospital.vault.patient_by(&ipp("MARTIN")).expect("a patient");
    let revision = hospital.vault.patient_revision(patient) + 1;
    hospital.vault.apply(&domain::vault::VaultWrite::Patient {
        patient,
        revision,
        identity: None,
    });
    assert_eq!(hospital.view("Cardiologie", "MARTIN").name, ShownName::Unknown);
}

#[test]
fn a_purged_stay_is_found_by_its_number_no_more() {
    let mut hospital = hospital();
    hospital.tell(
        Told::insert(Kind::Admission, "V1")
            .of("ROUX")
            .account("N1")
            .in_("Cardiologie/402/402"),
    );
    let stay = hospital.stay("V1");
    let revision = hospital.vault.stay_revision(stay) + 1;
    hospital.vault.apply(&domain::vault::VaultWrite::Stay {
        stay,
        revision,
        numbers: None,
    });
    assert_eq!(
        hospital
            .vault
            .stay_by_visit(&identifier(IdentifierKind::Visit, "V1")),
        None
    );
    assert_eq!(
        hospital
            .vault
            .stays_by_account(&identifier(IdentifierKind::Account, "N1")),
        []
    );
}

#[test]
fn a_message_of_nobody_or_of_no_stay_is_refused() {
    let mut hospital = hospital();
    let nobody = Told::insert(Kind::Admission, "V1").seen(|it| it.patient.clear());
    assert_eq!(hospital.ask(&nobody.command()), Err(Refusal::NoPatient));
    let no_stay = Told::insert(Kind::Admission, "V1")
        .of("ROUX")
        .seen(|it| it.visit.visit = None);
    assert_eq!(hospital.ask(&no_stay.command()), Err(Refusal::NoVisit));
    let known_visit = Told::insert(Kind::Discharge, "MARTIN")
        .at("11:00")
        .seen(|it| it.patient.clear());
    hospital.tell(known_visit);
    assert!(hospital.draw("Cardiologie").contains("P[à nettoyer]"));
}

#[test]
fn a_visit_claimed_by_another_patient_is_remarked_and_stays_where_it_was() {
    let mut hospital = hospital();
    let stay = hospital.stay("MARTIN");
    let told = Told::insert(Kind::Transfer, "MARTIN")
        .of("ROUX")
        .at("09:00")
        .in_("Cardiologie/402/402");
    assert_eq!(hospital.tell(told), [Remark::OtherPatient(stay)]);
    assert!(hospital.draw("Cardiologie").contains("402: [MARTIN]"));
}

#[test]
fn an_outlier_is_lodged_by_one_ward_and_cared_for_by_another() {
    let mut hospital = hospital().and(
        "Pneumologie
         501: [libre]",
    );
    let told = Told::insert(Kind::Admission, "V1")
        .of("ROUX")
        .in_("Cardiologie/402/402");
    hospital.tell(told.medical("Pneumologie"));
    let view = hospital.view("Cardiologie", "V1");
    assert_eq!(view.outlier.as_deref(), Some("Pneumologie"));
    assert_eq!(hospital.board("Cardiologie").summary.outliers, 1);
}

#[test]
fn an_identity_is_doubtful_until_it_is_validated() {
    let mut hospital = hospital();
    assert!(hospital.view("Cardiologie", "MARTIN").identity_doubtful);
    let validated = Told::fact("MARTIN", Fact::Identity).sent("09:00");
    hospital.tell(validated.but(|it| it.status.validated = true));
    assert!(!hospital.view("Cardiologie", "MARTIN").identity_doubtful);
}

#[test]
fn doctors_are_counted_in_alphabetical_order_with_colours_of_their_own() {
    let mut hospital = hospital();
    for (visit, doctor) in [("MARTIN", "Weber"), ("DURAND", "Émile")] {
        let place = if visit == "MARTIN" {
            "Cardiologie/401/P"
        } else {
            "Cardiologie/401/F"
        };
        hospital.tell(
            Told::update(Kind::Admission, visit)
                .of(visit)
                .in_(place)
                .doctor(doctor),
        );
    }
    hospital.tell(
        Told::insert(Kind::Admission, "V1")
            .of("ROUX")
            .in_("Cardiologie")
            .doctor("Weber"),
    );
    let board = hospital.board("Cardiologie");
    let seen: Vec<(&str, &str, u32)> = board
        .doctors
        .iter()
        .map(|it| (it.doctor.name.as_str(), it.doctor.monogram.as_str(), it.patients))
        .collect();
    assert_eq!(seen, [("ÉMILE", "EMI", 1), ("WEBER", "WEB", 1)]);
    assert_ne!(board.doctors[0].doctor.tone, board.doctors[1].doctor.tone);
    assert_eq!(hospital.view("Cardiologie", "V1").doubts, [] as [Doubt; 0]);
}
