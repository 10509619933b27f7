//! Small files written here, and the documents or the faults they give.

use super::*;
use domain::bed::Attribute;

const HEADER: &str = "establishment_finess;establishment;site_code;site;division_code;division;ward_code;ward;uf_housing;uf_medical;uf_care;specialty;room;room_attributes;bed;bed_label;bed_attributes";

fn csv(lines: &[&str]) -> Result<Read, Faults> {
    let text = [&[HEADER], lines].concat().join("\n");
    super::read(text.as_bytes(), Form::of(text.as_bytes()))
}

fn faults(lines: &[&str]) -> Vec<String> {
    csv(lines).expect_err("a faulty file").0
}

const CARDIO: &str = "990011179;Centre hospitalier;BO;Bel-Orme;CCV;Cœur;CAR;Cardiologie B;1070;1071;1072;Cardiologie;401;single;P;401 P;door oxygen";
const CARDIO_2: &str = "990011179;Centre hospitalier;BO;Bel-Orme;CCV;Cœur;CAR;Cardiologie B;1070;1071;1072;Cardiologie;401;single;F;;window";
const PNEUMO: &str =
    "990011179;Centre hospitalier;BO;Bel-Orme;CCV;Cœur;PNE;Pneumologie;1080;1071;1082;;1;;1;;";

#[test]
fn a_line_is_a_bed_with_everything_above_it() {
    let read = csv(&[CARDIO, CARDIO_2, PNEUMO]).expect("a sound file");
    assert_eq!(read.warnings, Vec::<String>::new());
    let [establishment] = read.document.establishments.as_slice() else {
        panic!("one establishment")
    };
    assert_eq!(establishment.code.as_str(), "990011179");
    assert_eq!(
        (
            establishment.sites.len(),
            establishment.divisions.len(),
            establishment.wards.len()
        ),
        (1, 1, 2)
    );
    let ward = &establishment.wards[0];
    assert_eq!(
        (ward.code.as_str(), ward.division.as_deref(), ward.site.as_deref()),
        ("CAR", Some("CCV"), Some("BO"))
    );
    assert_eq!(ward.rooms[0].beds.len(), 2);
    assert!(ward.rooms[0].attributes.has(Attribute::Single));
    assert!(ward.rooms[0].beds[1].attributes.has(Attribute::Window));
    let units: Vec<_> = establishment
        .units
        .iter()
        .map(|unit| (unit.code.as_str(), unit.ward.as_deref()))
        .collect();
    // The medical unit that both wards share belongs to neither.
    let expected = [
        ("1070", Some("CAR")),
        ("1071", None),
        ("1072", Some("CAR")),
        ("1080", Some("PNE")),
        ("1082", Some("PNE")),
    ];
    assert_eq!(units, expected);
}

#[test]
fn columns_may_come_in_any_order_with_commas_quotes_and_a_byte_order_mark() {
    let text = "\u{feff}bed,room,uf_housing,ward,ward_code,site,site_code,establishment,establishment_finess,color\r\n\
        1,12,4001,\"Médecine, aile \"\"A\"\"\",MED,Site,S1,CH,990000001,blue\r\n";
    let read = super::read(text.as_bytes(), Form::Csv).expect("a sound file");
    assert_eq!(
        read.document.establishments[0].wards[0].name.as_deref(),
        Some("Médecine, aile \"A\"")
    );
    assert_eq!(read.warnings, ["La colonne « color » est inconnue : ignorée."]);
}

#[test]
fn every_fault_is_told_with_its_line() {
    let short = "99;CH;BO;Bel-Orme;;;MED;;4001;;;;1;;1;;";
    let other_name = CARDIO_2.replace("Cardiologie B", "Cardiologie C");
    assert_eq!(
        faults(&[CARDIO, short, CARDIO, &other_name]),
        [
            "ligne 3 : « 99 » n'est pas un numéro FINESS (9 caractères).",
            "ligne 3 : « ward » est vide.",
            "ligne 4 : le lit P de la chambre 401 est déjà décrit (ligne 2).",
            "ligne 5 : le service CAR a deux noms, « Cardiologie B » (ligne 2) et « Cardiologie C ».",
        ]
    );
}

#[test]
fn a_housing_unit_is_of_one_ward() {
    let stolen = PNEUMO.replace("1080", "1070");
    assert_eq!(
        faults(&[CARDIO, &stolen]),
        ["L'UF d'hébergement 1070 est celle de deux services : CAR et PNE."]
    );
}

#[test]
fn a_ward_is_on_one_site() {
    let moved = CARDIO_2.replace("BO;Bel-Orme", "XX;Ailleurs");
    assert_eq!(
        faults(&[CARDIO, &moved]),
        ["ligne 3 : le service CAR est à deux endroits, BO (ligne 2) et XX."]
    );
}

#[test]
fn a_division_code_of_two_sites_is_two_divisions() {
    let other = "990011179;Centre hospitalier;VA;Val;CCV;Chirurgie;VA-CHI;Chirurgie;2000;;;;1;;1;;";
    let read = csv(&[CARDIO, other]).expect("a sound file");
    let codes: Vec<_> = read.document.establishments[0]
        .divisions
        .iter()
        .map(|it| it.code.to_string())
        .collect();
    assert_eq!(codes, ["BO/CCV", "VA/CCV"]);
    assert_eq!(
        read.document.establishments[0].wards[1].division.as_deref(),
        Some("VA/CCV")
    );
}

#[test]
fn unknown_words_are_told_once_and_left_out() {
    let strange = CARDIO.replace("door oxygen", "cradle oxygen");
    let other = CARDIO_2.replace("window", "cradle");
    let read = csv(&[&strange, &other]).expect("a sound file");
    let told = "« cradle » n'est pas un équipement connu : ignoré 2 fois, d'abord ligne 2.";
    assert_eq!(read.warnings, [told]);
}

#[test]
fn a_file_without_its_columns_or_beds_says_so() {
    let text = b"a;b\n1;2";
    assert!(
        super::read(text, Form::Csv).unwrap_err().0[0]
            .starts_with("ligne 1 : colonnes manquantes : establishment_finess")
    );
    assert_eq!(faults(&[]), ["Le fichier ne décrit aucun lit."]);
    assert!(super::read(b"caf\xe9", Form::Csv).unwrap_err().0[0].contains("UTF-8"));
    assert_eq!(
        faults(&[&format!("{CARDIO};extra")]),
        ["ligne 2 : 18 cellules pour 17 colonnes."]
    );
}

#[test]
fn the_json_form_says_the_same_as_the_csv_form() {
    let json = r#" {"version": 1, "territory": "GHT", "establishments": [{"finess": "990011179", "name": "Centre hospitalier",
      "sites": [{"code": "BO", "name": "Bel-Orme", "divisions": [{"code": "CCV", "name": "Cœur", "wards": [
        {"code": "CAR", "name": "Cardiologie B", "uf_housing": "1070", "uf_medical": "1071", "uf_care": "1072",
         "specialty": "Cardiologie", "rooms": [{"code": "401", "attributes": ["single"], "beds": [
           {"code": "P", "label": "401 P", "attributes": ["door", "oxygen"]}, {"code": "F", "attributes": ["window"]}]}]},
        {"code": "PNE", "name": "Pneumologie", "uf_housing": "1080", "uf_medical": "1071", "uf_care": "1082",
         "rooms": [{"code": "1", "beds": [{"code": "1"}]}]}]}]}]}]}"#;
    assert_eq!(Form::of(json.as_bytes()), Form::Json);
    let json = super::read(json.as_bytes(), Form::Json).expect("a sound file");
    assert_eq!(json, csv(&[CARDIO, CARDIO_2, PNEUMO]).expect("a sound file"));
}

#[test]
fn json_faults_say_where() {
    let fault = |text: &str| super::read(text.as_bytes(), Form::Json).unwrap_err().0.join(" ");
    assert!(fault("{\"version\": 1,\n oops").starts_with("ligne 2, colonne"));
    assert_eq!(
        fault("{\"version\": 7}"),
        "Version 7 inconnue : la version lue est 1."
    );
    let no_room_code = r#"{"version": 1, "establishments": [{"finess": "990011179", "name": "CH", "sites": [{"code": "S",
      "name": "Site", "divisions": [{"wards": [{"code": "W", "name": "Ward", "uf_housing": "1",
      "rooms": [{"code": "", "beds": [{"code": "1"}]}]}]}]}]}]}"#;
    assert_eq!(
        fault(no_room_code),
        "service W, chambre , lit n° 1 : « room » est vide."
    );
}
