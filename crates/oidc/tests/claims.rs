//! What providers say about people, as they say it and as they might.

use oidc::{Claims, Url};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

fn read(value: Value) -> Claims {
    Claims::read(value.as_object().expect("object"), Some("realm_access.roles"))
}

/// In the shape of a payload of Pro Santé Connect's test realm; the person is made up.
fn professional() -> Value {
    json!({
        "sub": "f:550dc1c8:899700218896", "preferred_username": "899700218896", "SubjectNameID": "899700218896",
        "given_name": "ROBERT", "family_name": "SPECIALISTE0021889",
        "SubjectRole": ["10^1.2.250.1.213.1.1.5.5"], "SubjectOrganization": "CHU FICTIF", "SubjectOrganizationID": "",
        "Secteur_Activite": "SA01^1.2.250.1.71.4.2.4", "UITVersion": "1.0",
        "otherIds": [{ "identifiant": "899700218896", "origine": "RPPS", "qualite": 1 }],
        "SubjectRefPro": { "codeCivilite": "M", "exercices": [
            { "codeProfession": "10", "codeCategorieProfessionnelle": "C", "codeSavoirFaire": "SM26",
              "nomDexercice": "SPECIALISTE0021889", "prenomDexercice": "ROBERT", "activities": [
                { "codeRole": "", "codeSecteurDactivite": "SA01", "numeroFinessSite": "990000002",
                  "numeroFinessetablissementJuridique": "990000001", "raisonSocialeSite": "CHU FICTIF NORD" },
                { "codeSecteurDactivite": "SA07", "raisonSocialeSite": "CABINET FICTIF" } ] },
            { "codeProfession": 60, "codeCategorieProfessionnelle": "E" } ] },
    })
}

#[test]
fn a09_a_professional_has_one_situation_for_each_activity() {
    let claims = read(professional());
    assert_eq!(claims.rpps().as_deref(), Some("99700218896"));
    assert_eq!(claims.subject_organization_id, None, "an empty code is none");
    let situations = claims.situations();
    let drawn: Vec<[Option<&str>; 4]> = situations
        .iter()
        .map(|it| {
            [
                it.profession.as_deref(),
                it.finess_site.as_deref(),
                it.finess_legal.as_deref(),
                it.structure_name.as_deref(),
            ]
        })
        .collect();
    assert_eq!(
        drawn,
        [
            [
                Some("10"),
                Some("990000002"),
                Some("990000001"),
                Some("CHU FICTIF NORD")
            ],
            [Some("10"), None, None, Some("CABINET FICTIF")],
            [Some("60"), None, None, None],
        ]
    );
    assert_eq!(situations[2].category.as_deref(), Some("E"));
    let shown = format!("{claims:?} {:?}", claims.exercises);
    assert!(
        !shown.contains("ROBERT") && !shown.contains("SPECIALISTE"),
        "{shown}"
    );
}

#[test]
fn an_rpps_is_told_from_other_numbers() {
    let rpps = |value: Value| read(value).rpps().map(|code| code.to_string());
    let listed = |id: &str, origin: &str| json!({ "otherIds": [{ "identifiant": id, "origine": origin }] });
    assert_eq!(
        rpps(json!({ "SubjectNameID": "810000000001" })).as_deref(),
        Some("10000000001")
    );
    assert_eq!(
        rpps(json!({ "preferred_username": "810000000001" })).as_deref(),
        Some("10000000001")
    );
    assert_eq!(
        rpps(listed("10000000001", "RPPS")).as_deref(),
        Some("10000000001")
    );
    assert_eq!(
        rpps(listed("810000000001", "rpps")).as_deref(),
        Some("10000000001")
    );
    // ADELI, an employee of a structure, a name, and too many digits.
    for other in [
        "0991234567",
        "099123456789",
        "3990000001/0000042",
        "jean.dupont",
        "8100000000011",
    ] {
        assert_eq!(rpps(json!({ "SubjectNameID": other })), None, "{other}");
    }
    assert_eq!(rpps(listed("810000000001", "ADELI")), None);
}

#[test]
fn groups_are_found_by_name_and_inside() {
    let groups = |value: Value, claim: &str| -> Vec<String> {
        let claims = Claims::read(value.as_object().expect("object"), Some(claim));
        claims.groups.iter().map(ToString::to_string).collect()
    };
    let said = json!({ "groups": ["cadres", 7, null, ""], "one": "cadres", "realm_access": { "roles": ["lits"] }, "a.b": "x" });
    assert_eq!(groups(said.clone(), "groups"), ["cadres", "7"]);
    assert_eq!(groups(said.clone(), "one"), ["cadres"]);
    assert_eq!(groups(said.clone(), "realm_access.roles"), ["lits"]);
    assert_eq!(groups(said.clone(), "a.b"), ["x"]);
    assert_eq!(groups(said, "realm_access.none"), [""; 0]);
}

#[test]
fn a_claim_of_another_shape_is_not_there_and_the_others_are() {
    let claims = read(json!({
        "given_name": ["ROBERT"], "family_name": "DUR\u{202e}AND", "SubjectRole": "10", "otherIds": "899700218896",
        "SubjectRefPro": { "exercices": { "codeProfession": "10", "activities": [null, 3, { "codeRole": {} }] } },
    }));
    assert_eq!(
        (claims.given_name.as_deref(), claims.family_name.as_deref()),
        (None, Some("DURAND"))
    );
    assert_eq!(claims.subject_role[0].as_str(), "10");
    assert!(claims.other_ids.is_empty());
    assert_eq!(claims.situations().len(), 1);
}

fn any_json() -> impl Strategy<Value = Value> {
    let names = [
        "SubjectRefPro",
        "exercices",
        "activities",
        "otherIds",
        "identifiant",
        "origine",
        "SubjectNameID",
        "codeProfession",
        "realm_access",
        "roles",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,300}".prop_map(Value::from),
        "8?[0-9]{9,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 6, move |inner| {
        let named = (prop::sample::select(names.to_vec()), inner.clone());
        prop_oneof![
            prop::collection::vec(inner, 0..6).prop_map(Value::from),
            prop::collection::vec(named, 0..6).prop_map(|pairs| pairs
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect()),
        ]
    })
}

proptest! {
    #[test]
    fn any_claims_are_read(value in any_json()) {
        let all = value.as_object().cloned().unwrap_or_else(|| Map::from_iter([("SubjectRefPro".to_owned(), value)]));
        let claims = Claims::read(&all, Some("realm_access.roles"));
        prop_assert!(claims.situations().len() >= claims.exercises.len());
        if let Some(rpps) = claims.rpps() {
            prop_assert!(rpps.len() == 11 && rpps.bytes().all(|byte| byte.is_ascii_digit()));
        }
    }

    #[test]
    fn any_text_is_an_address_or_is_not(text in "(https?://)?[a-z@:/\\[\\]\\\\?#.0-9%é]{0,30}") {
        if let Ok(url) = Url::parse(&text) {
            prop_assert_eq!(url.as_str(), text.as_str());
            prop_assert!(!url.host().is_empty() && !text.contains(['\\', '#', 'é']));
        }
    }
}
