//! Finding people, beds, wards and doctors: a hospital drawn as text, what is typed, and who answers in which order.

use std::sync::Arc;

use base::id::{PatientId, PractitionerId, StayId};
use domain::care::{CareChange, Need};
use domain::command::BoardCommand;
use domain::identity::{IdentifierKind, Identity, Practitioner};
use domain::movement::{Kind, Said};
use domain::search::Index;
use domain::testing::{Hospital, Told, identifier};
use domain::vault::{StayNumbers, Vault, VaultWrite};
use domain::view::board::ShownName;
use domain::view::search::{Answers, PersonFound, Place, Whereabouts, search};
use proptest::prelude::*;

/// Two wards with people in them, two people expected, three who left.
fn hospital() -> Hospital {
    let mut hospital = Hospital::with(
        "Cardiologie
         401: P[MARTIN Jean ♂78] F[MARTINEAU Léa ♀51]
         402: P[LEGOFF Yves ♂66] F[libre]
         403: [NOËL-D’HAUTERIVE Geneviève ♀90]
         sans lit: SCHMITT Philippe ♂44",
    )
    .and(
        "Gériatrie aiguë
         401: P[D’ANGELO Anna ♀81] F[libre]
         402: P[KOWALSKI Łukasz ♂59] F[libre]",
    );
    // In a drawing a visit goes by the surname, so the second of one surname is told apart.
    let josette = Told::insert(Kind::Admission, "Josette").of("MARTIN Josette ♀85");
    hospital.tell(josette.in_("Gériatrie aiguë/401/F"));
    for (who, at) in [
        ("MARTIN Claire ♀33", "23 08:00"),
        ("BENALI Karim ♂64", "22 16:00"),
    ] {
        let visit = who.split(' ').nth(1).expect("a given name");
        let told = Told::insert(Kind::PreAdmission, visit)
            .of(who)
            .at(at)
            .sent("22 07:00");
        hospital.tell(told.in_("Cardiologie"));
    }
    for (who, day) in [
        ("MARTIN Ondine ♀29", "20"),
        ("MARTIN Paul ♂70", "21"),
        ("DURAND Zoé ♀8", "10"),
    ] {
        let visit = who.split(' ').nth(1).expect("a given name");
        let (came, left) = (format!("{day} 06:00"), format!("{day} 17:00"));
        hospital.tell(
            Told::insert(Kind::Admission, visit)
                .of(who)
                .at(&came)
                .in_("Cardiologie/402/F"),
        );
        hospital.tell(Told::insert(Kind::Discharge, visit).of(who).at(&left));
    }
    hospital
}

fn ask(hospital: &Hospital, text: &str) -> Answers {
    let index = Index::of(&hospital.vault);
    search(&hospital.state, &hospital.vault, &index, text, hospital.now)
}

fn at(place: &Place) -> String {
    let ward = place.ward.as_ref().map_or("?", |(_, name)| name.as_str());
    let bed = place
        .bed
        .as_ref()
        .map_or_else(String::new, |(_, name)| format!(" {name}"));
    format!("{ward}{bed}")
}

fn said(found: &PersonFound) -> String {
    let name = match &found.name {
        ShownName::Full { family, given } => format!("{family} {given}"),
        ShownName::Masked => "masqué".to_owned(),
        ShownName::Unknown => "inconnu".to_owned(),
    };
    let guess = if found.guess { "? " } else { "" };
    let homonym = if found.homonym { " (homonyme)" } else { "" };
    let place = match &found.whereabouts {
        Whereabouts::Present {
            place,
            on_leave: false,
        } => at(place),
        Whereabouts::Present {
            place,
            on_leave: true,
        } => format!("en permission, {}", at(place)),
        Whereabouts::Expected { place, .. } => format!("attendu, {}", at(place)),
        Whereabouts::Left { place, .. } => format!("sorti, {}", at(place)),
    };
    format!("{guess}{name}{homonym}: {place}")
}

fn people(hospital: &Hospital, text: &str) -> Vec<String> {
    ask(hospital, text).people.iter().map(said).collect()
}

/// Only the names, for tables.
fn names(hospital: &Hospital, text: &str) -> String {
    let all = people(hospital, text);
    let names: Vec<&str> = all
        .iter()
        .map(|it| it.split(':').next().unwrap_or_default())
        .collect();
    names.join(", ")
}

#[test]
fn those_who_are_there_come_first_then_those_expected_then_those_who_left() {
    assert_eq!(
        people(&hospital(), "martin"),
        [
            "MARTIN Jean (homonyme): Cardiologie 401 P",
            "MARTIN Josette (homonyme): Gériatrie aiguë 401 F",
            "MARTINEAU Léa: Cardiologie 401 F",
            "MARTIN Claire: attendu, Cardiologie",
            "MARTIN Paul: sorti, Cardiologie",
            "MARTIN Ondine: sorti, Cardiologie",
        ]
    );
}

#[test]
fn of_many_who_left_the_last_come_first_and_the_others_are_counted() {
    let mut hospital = hospital();
    for number in 0..30 {
        let (visit, who) = (format!("V{number}"), format!("MARTIN Ana{number} ♀29"));
        let (came, left) = (
            format!("{} 06:00", 1 + number / 2),
            format!("{} {:02}:00", 1 + number / 2, 7 + number % 2),
        );
        let came_in = Told::insert(Kind::Admission, &visit).of(&who).at(&came);
        hospital.tell(came_in.in_("Cardiologie/402/F"));
        // The presence of the last to leave is to be kept quiet.
        if number == 29 {
            let change = CareChange::Need {
                need: Need::Confidential,
                raised: true,
            };
            let stay = hospital.stay(&visit);
            let act = BoardCommand::StateCare { stay, change, saw: 0 };
            hospital.act(act).expect("stated");
        }
        // One was never there.
        hospital.tell(match number {
            28 => Told::cancel(Kind::Admission, &visit),
            _ => Told::insert(Kind::Discharge, &visit).of(&who).at(&left),
        });
    }
    assert_eq!(
        names(&hospital, "martin"),
        "MARTIN Jean (homonyme), MARTIN Josette (homonyme), MARTINEAU Léa, MARTIN Claire, MARTIN Paul, \
         MARTIN Ondine, MARTIN Ana27, MARTIN Ana26, MARTIN Ana25, MARTIN Ana24, MARTIN Ana23, MARTIN Ana22"
    );
    assert_eq!(ask(&hospital, "martin").more, 22);
    // Whoever bears the word whole comes before whoever bears it begun, however long they are gone.
    assert_eq!(names(&hospital, "martin ana3"), "MARTIN Ana3");
    assert_eq!(ask(&hospital, "mart").more, 22);
}

#[test]
fn what_is_typed_finds_whom_is_meant() {
    let hospital = hospital();
    for (typed, found) in [
        // Any order, any case, begun words, initials.
        ("martin jean", "MARTIN Jean (homonyme)"),
        ("JEAN MARTIN", "MARTIN Jean (homonyme)"),
        ("mar jo", "MARTIN Josette (homonyme)"),
        ("j martin", "MARTIN Jean (homonyme), MARTIN Josette (homonyme)"),
        ("yv", "LEGOFF Yves"),
        // Accents, hyphens, apostrophes, words written as one or as two.
        ("noel", "NOËL-D’HAUTERIVE Geneviève"),
        ("NOËL D'HAUTERIVE", "NOËL-D’HAUTERIVE Geneviève"),
        ("hauterive genevieve", "NOËL-D’HAUTERIVE Geneviève"),
        ("dhauterive", "NOËL-D’HAUTERIVE Geneviève"),
        ("le goff", "LEGOFF Yves"),
        ("Le Goff Yves", "LEGOFF Yves"),
        ("d angelo", "D’ANGELO Anna"),
        ("dangelo", "D’ANGELO Anna"),
        ("d’angelo", "D’ANGELO Anna"),
        ("lukasz", "KOWALSKI Łukasz"),
        // One slip from four letters on: a letter missing, too many, another one, two swapped; in a begun word too.
        ("bneali", "? BENALI Karim"),
        ("benli", "? BENALI Karim"),
        ("bennali", "? BENALI Karim"),
        ("benati", "? BENALI Karim"),
        ("kowlask", "? KOWALSKI Łukasz"),
        ("zoe duran", "DURAND Zoé"),
        ("zoe durrant", "? DURAND Zoé"),
        // Two from eight on.
        ("koawlksi", "? KOWALSKI Łukasz"),
        // By ear.
        ("chmit", "? SCHMITT Philippe"),
        ("shmidt filip", "? SCHMITT Philippe"),
        ("philipe", "? SCHMITT Philippe"),
        ("dengelo", "? D’ANGELO Anna"),
        // Nobody.
        ("ben", "BENALI Karim"),
        ("bnel", ""),
        ("martin philippe", ""),
        ("xyz", ""),
        ("", ""),
        (" -'’ ", ""),
    ] {
        assert_eq!(names(&hospital, typed), found, "typed {typed:?}");
    }
}

#[test]
fn a_guess_comes_after_what_was_really_typed() {
    let mut hospital = hospital();
    hospital.tell(
        Told::insert(Kind::Admission, "V-MARTEN")
            .of("MARTEN Ida ♀40")
            .in_("Cardiologie/402/F"),
    );
    let found = names(&hospital, "marten");
    assert!(found.starts_with("MARTEN Ida, ? MARTIN"), "{found}");
    // Ida is there and Ondine left, but it was Ondine's name that was typed.
    assert_eq!(names(&hospital, "martin ondine"), "MARTIN Ondine");
}

#[test]
fn a_number_finds_its_holder_whole_or_begun() {
    let mut hospital = hospital();
    hospital.tell(
        Told::insert(Kind::Admission, "0026112200")
            .of("ROUX Inès ♀27")
            .but(|it| it.identifiers = vec![identifier(IdentifierKind::Local, "0080012345")])
            .account("NDA-7788")
            .in_("Cardiologie/402/F"),
    );
    for typed in [
        "0080012345",
        "80012345",
        "800123",
        "26112200",
        "0026112200",
        "nda 7788",
        "NDA7788",
    ] {
        assert_eq!(names(&hospital, typed), "ROUX Inès", "typed {typed:?}");
    }
    for typed in ["800", "900123", "80012346", "778"] {
        assert_eq!(names(&hospital, typed), "", "typed {typed:?}");
    }
}

#[test]
fn a_bed_answers_to_its_name_in_every_spelling_and_says_who_is_in_it() {
    let hospital = hospital();
    let beds = |typed: &str| -> Vec<String> {
        let beds = ask(&hospital, typed).beds;
        beds.iter()
            .map(|bed| {
                let stays = bed.tile.face.stays();
                format!(
                    "{} {}",
                    at(&bed.place),
                    if stays.is_empty() { "-" } else { "occupé" }
                )
            })
            .collect()
    };
    let cardio = "Cardiologie 402 F -";
    let geriatrics = "Gériatrie aiguë 402 F -";
    for typed in ["402 F", "402f", "402-F", "402F"] {
        assert_eq!(beds(typed), [cardio, geriatrics], "typed {typed:?}");
    }
    assert_eq!(beds("402 f card"), [cardio]);
    assert_eq!(beds("402f geriatrie"), [geriatrics]);
    assert_eq!(beds("403"), ["Cardiologie 403 occupé"]);
    assert_eq!(beds("401").len(), 4);
    assert_eq!(beds("40").len(), 6, "no more than fit");
    assert_eq!(beds("499"), [""; 0]);
    assert_eq!(beds("p"), [""; 0], "a letter is no bed");
}

#[test]
fn a_ward_answers_to_words_of_its_name() {
    let hospital = hospital();
    let wards = |typed: &str| -> Vec<String> {
        ask(&hospital, typed)
            .wards
            .iter()
            .map(|it| it.name.to_string())
            .collect()
    };
    assert_eq!(wards("geria"), ["Gériatrie aiguë"]);
    assert_eq!(wards("AIGUE ger"), ["Gériatrie aiguë"]);
    assert_eq!(wards("chu").len(), 2, "by the name of its establishment");
    assert_eq!(wards("chu card"), ["Cardiologie"]);
    assert_eq!(wards("martin"), [""; 0]);
}

#[test]
fn a_doctor_is_found_with_the_wards_of_their_patients() {
    let mut hospital = hospital();
    for (visit, bed) in [("D1", "402/F"), ("D2", "401/F")] {
        hospital.tell(
            Told::insert(Kind::Admission, visit)
                .of(&format!("PATIENT {visit} ♂50"))
                .in_(&format!("Cardiologie/{bed}"))
                .doctor("LEMOINE"),
        );
    }
    let doctors = |typed: &str| -> Vec<String> {
        let found = ask(&hospital, typed).doctors;
        found
            .iter()
            .map(|it| format!("{} {} {}", it.name, it.ward_name, it.patients))
            .collect()
    };
    assert_eq!(doctors("lemoi"), ["LEMOINE Cardiologie 2"]);
    assert_eq!(doctors("lemione"), ["LEMOINE Cardiologie 2"]);
    assert_eq!(doctors("martin"), [""; 0]);
}

#[test]
fn d07_a_masked_identity_is_found_by_its_whole_number_only_and_shown_without_a_name() {
    let mut hospital = hospital();
    hospital.tell(
        Told::insert(Kind::Admission, "VISITE-9")
            .of("MARTIN Julie ♀41")
            .but(|it| {
                it.status.masked = true;
                it.identifiers = vec![
                    identifier(IdentifierKind::Local, "80099"),
                    identifier(IdentifierKind::Ins, "285057700123456"),
                ];
            })
            .in_("Cardiologie/402/F"),
    );
    for typed in [
        "martin julie",
        "julie",
        "jule",
        "8009",
        "285057700123456",
        "visite",
    ] {
        assert!(!names(&hospital, typed).contains("masqué"), "typed {typed:?}");
        assert!(!names(&hospital, typed).contains("Julie"), "typed {typed:?}");
    }
    for typed in ["80099", "VISITE-9"] {
        let found = ask(&hospital, typed).people;
        assert_eq!(
            found.iter().map(said).collect::<Vec<_>>(),
            ["masqué: Cardiologie 402 F"]
        );
        assert_eq!((found[0].birth, found[0].age), (None, None));
    }
    // Nor does anybody learn of her from the others: Jean and Josette are each other's homonyms, Paul is nobody's.
    assert_eq!(names(&hospital, "benali"), "BENALI Karim");
}

#[test]
fn d07_a_confidential_stay_hides_its_patient_from_names_as_long_as_it_is_so() {
    let mut hospital = hospital();
    let told = Told::insert(Kind::Admission, "SECRET1")
        .of("BENALI Kenza ♀22")
        .in_("Cardiologie/402/F");
    hospital.tell(told.clone().with(|it| it.confidential = Said::from(Some(true))));
    assert_eq!(
        names(&hospital, "benali"),
        "BENALI Karim",
        "not even as a homonym"
    );
    assert_eq!(names(&hospital, "kenza"), "");
    assert_eq!(people(&hospital, "SECRET1"), ["masqué: Cardiologie 402 F"]);
    hospital.tell(
        Told::update(Kind::Admission, "SECRET1")
            .of("BENALI Kenza ♀22")
            .in_("Cardiologie/402/F")
            .sent("09:00")
            .with(|it| it.confidential = Said::from(Some(false))),
    );
    assert_eq!(
        names(&hospital, "benali"),
        "BENALI Kenza (homonyme), BENALI Karim (homonyme)"
    );
}

#[test]
fn a_merged_patient_is_found_once_by_either_name() {
    let mut hospital = hospital();
    hospital.tell(Told::fact(
        "LEGOFF Yves",
        domain::observation::Fact::PatientsMerged {
            gone: vec![identifier(IdentifierKind::Local, "DURAND Zoé")],
        },
    ));
    assert_eq!(people(&hospital, "legoff"), ["LEGOFF Yves: Cardiologie 402 P"]);
    assert_eq!(people(&hospital, "durand"), ["LEGOFF Yves: Cardiologie 402 P"]);
}

#[test]
fn a_birth_name_finds_too_and_a_corrected_name_no_longer() {
    let mut hospital = hospital();
    let anna = |family: &str, sent: &str| {
        Told::update(Kind::Admission, "D’ANGELO")
            .of("D’ANGELO Anna ♀81")
            .sent(sent)
            .in_("Gériatrie aiguë/401/P")
            .but(|it| {
                it.family = family.parse().ok();
                it.birth_family = "WERNER".parse().ok();
            })
    };
    hospital.tell(anna("D’ANGELO", "09:00"));
    assert_eq!(names(&hospital, "werner"), "D’ANGELO Anna");
    assert_eq!(
        ask(&hospital, "anna").people[0].birth_family.as_deref(),
        Some("WERNER")
    );
    hospital.tell(anna("ROSSI", "10:00"));
    assert_eq!(names(&hospital, "rossi"), "ROSSI Anna");
    assert_eq!(names(&hospital, "dangelo"), "");
}

/// What may be written to the vault, in a world of few names so that words are shared, left and taken up again.
fn write() -> impl Strategy<Value = VaultWrite> {
    const FAMILIES: [&str; 6] = ["MARTIN", "LE GOFF", "LEGOFF", "D’ANGELO", "Martin-Roux", "NOËL"];
    const GIVENS: [&str; 4] = ["Jean", "Marie-Jo", "Noël", "Zoé"];
    let family = || prop::sample::select(&FAMILIES[..]);
    let given = || prop::option::of(prop::sample::select(&GIVENS[..]));
    let person = (
        0..8_u32,
        prop::option::of((family(), given(), any::<bool>(), 0..30_u32)),
    );
    let patient = person.prop_map(|(id, who)| VaultWrite::Patient {
        patient: PatientId::new(id),
        revision: 0,
        identity: who.map(|(family, given, masked, number)| {
            let mut identity = Identity {
                family: family.parse().ok(),
                given: given.and_then(|it| it.parse().ok()),
                identifiers: vec![identifier(IdentifierKind::Local, &format!("80{number}"))],
                ..Identity::default()
            };
            identity.status.masked = masked;
            Arc::new(identity)
        }),
    });
    let stay = (0..8_u32, prop::option::of(0..30_u32)).prop_map(|(id, number)| VaultWrite::Stay {
        stay: StayId::new(id),
        revision: 0,
        numbers: number.map(|number| {
            Arc::new(StayNumbers {
                visits: [identifier(IdentifierKind::Visit, &format!("26{number}"))].into(),
                account: None,
                reason: None,
            })
        }),
    });
    let doctor =
        (0..4_u32, prop::option::of((family(), given()))).prop_map(|(id, name)| VaultWrite::Practitioner {
            practitioner: PractitionerId::new(id),
            revision: 0,
            record: name.map(|(family, given)| {
                Arc::new(Practitioner {
                    identifier: identifier(IdentifierKind::Other, &id.to_string()),
                    family: family.parse().expect("a name"),
                    given: given.and_then(|it| it.parse().ok()),
                })
            }),
        });
    prop_oneof![4 => patient, 2 => stay, 1 => doctor]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// However often it catches up, and whatever was written in between, the index is the one made from nothing.
    #[test]
    fn an_index_that_catches_up_is_the_one_made_anew(
        writes in prop::collection::vec((write(), any::<bool>()), 0..60),
    ) {
        let (mut vault, mut index) = (Vault::default(), Index::default());
        for (write, catches_up) in &writes {
            vault.apply(write);
            if *catches_up {
                index.catch_up(&vault);
            }
        }
        index.catch_up(&vault);
        prop_assert!(index == Index::of(&vault));
        prop_assert_eq!(index.catch_up(&vault), 0, "nothing was written since");
    }
}
