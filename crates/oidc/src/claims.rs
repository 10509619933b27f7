//! What a provider says about a person, in our words.
//!
//! Typed for Pro Santé Connect, which says the RPPS, the professions and the structures, and with a plain list of
//! groups for a hospital's own provider. The reading is tolerant: a claim of another shape is a claim that is not
//! there, since a person must be able to sign in on the day a provider adds something. It never grants anything.

use std::fmt;

use base::{Code, Label};
use serde_json::{Map, Value};

/// The claims of a person. The names of people are in here: its `Debug` counts and tells none.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Claims {
    /// The whole name (`name`).
    pub name: Option<Label>,
    /// The name to sign in with (`preferred_username`).
    pub preferred_username: Option<Label>,
    /// The first name (`given_name`).
    pub given_name: Option<Label>,
    /// The last name (`family_name`).
    pub family_name: Option<Label>,
    /// The address (`email`). Never a reason to take two people for one.
    pub email: Option<Label>,
    /// The national id of a health professional (`SubjectNameID`).
    pub subject_name_id: Option<Code>,
    /// The professions, as codes of the national tables (`SubjectRole`).
    pub subject_role: Vec<Code>,
    /// The structure of the card that was used (`SubjectOrganization`).
    pub subject_organization: Option<Label>,
    /// Its id (`SubjectOrganizationID`).
    pub subject_organization_id: Option<Code>,
    /// Other ids of the person (`otherIds`).
    pub other_ids: Vec<OtherId>,
    /// The professions that the person exercises (`SubjectRefPro.exercices`).
    pub exercises: Vec<Exercise>,
    /// The groups, from the claim that the configuration names.
    pub groups: Vec<Label>,
}

/// An id of a person in some register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherId {
    /// The id.
    pub id: Code,
    /// The register (`RPPS`, `ADELI`...).
    pub origin: Option<Code>,
}

/// A profession that somebody exercises. The names of the fields are those of the national register in French.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Exercise {
    /// `codeProfession` (10: doctor, 60: nurse...).
    pub profession: Option<Code>,
    /// `codeCategorieProfessionnelle` (C: civilian, E: student, M: military).
    pub category: Option<Code>,
    /// `codeSavoirFaire`: the specialty.
    pub skill: Option<Code>,
    /// `nomDexercice`.
    pub family_name: Option<Label>,
    /// `prenomDexercice`.
    pub given_name: Option<Label>,
    /// Where (`activities`).
    pub activities: Vec<Activity>,
}

/// A place where somebody exercises.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Activity {
    /// `codeRole`.
    pub role: Option<Code>,
    /// `codeModeExercice` (S: employed, L: independent, B: volunteer).
    pub mode: Option<Code>,
    /// `codeSecteurDactivite` (SA01: public hospital...).
    pub sector: Option<Code>,
    /// `numeroFinessSite`.
    pub finess_site: Option<Code>,
    /// `numeroFinessetablissementJuridique`.
    pub finess_legal: Option<Code>,
    /// `numeroSiretSite`.
    pub siret: Option<Code>,
    /// `identifiantTechniqueDeLaStructure`.
    pub structure_id: Option<Code>,
    /// `raisonSocialeSite`.
    pub structure_name: Option<Label>,
}

/// One profession at one place: what a person chooses between when they have several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Situation {
    /// `codeProfession`.
    pub profession: Option<Code>,
    /// `codeCategorieProfessionnelle`.
    pub category: Option<Code>,
    /// `codeSavoirFaire`.
    pub skill: Option<Code>,
    /// `codeRole`.
    pub role: Option<Code>,
    /// `codeSecteurDactivite`.
    pub sector: Option<Code>,
    /// The place: `numeroFinessSite`.
    pub finess_site: Option<Code>,
    /// Its legal entity: `numeroFinessetablissementJuridique`.
    pub finess_legal: Option<Code>,
    /// `raisonSocialeSite`.
    pub structure_name: Option<Label>,
}

impl Claims {
    /// Reads the claims of a token or of the user information.
    #[must_use]
    pub fn read(all: &Map<String, Value>, groups_claim: Option<&str>) -> Self {
        let professional = all.get("SubjectRefPro").and_then(Value::as_object);
        Self {
            name: label(all, "name"),
            preferred_username: label(all, "preferred_username"),
            given_name: label(all, "given_name"),
            family_name: label(all, "family_name"),
            email: label(all, "email"),
            subject_name_id: code(all, "SubjectNameID"),
            subject_role: texts(all.get("SubjectRole"))
                .filter_map(|it| Code::new(&it).ok())
                .collect(),
            subject_organization: label(all, "SubjectOrganization"),
            subject_organization_id: code(all, "SubjectOrganizationID"),
            other_ids: objects(all.get("otherIds")).filter_map(other_id).collect(),
            exercises: objects(professional.and_then(|it| it.get("exercices")))
                .map(exercise)
                .collect(),
            groups: groups_claim.map(|claim| groups(all, claim)).unwrap_or_default(),
        }
    }

    /// The RPPS number, eleven digits, when the person is in that register.
    ///
    /// The national id of a health professional is one digit for the register and then the number there; 8 is the
    /// RPPS. (0 is ADELI, the register before it.)
    #[must_use]
    pub fn rpps(&self) -> Option<Code> {
        let listed = self.other_ids.iter().filter(|other| {
            other
                .origin
                .as_ref()
                .is_some_and(|origin| origin.eq_ignore_ascii_case("RPPS"))
        });
        let listed = listed.map(|other| other.id.as_str());
        let national = [
            self.subject_name_id.as_deref(),
            self.preferred_username.as_deref(),
        ];
        listed
            .filter_map(|id| national_rpps(id).or_else(|| digits(id, 11)))
            .chain(national.into_iter().flatten().filter_map(national_rpps))
            .next()
            .and_then(|number| Code::new(number).ok())
    }

    /// The profession and place of each activity; a profession without a place is a situation too.
    #[must_use]
    pub fn situations(&self) -> Vec<Situation> {
        let nowhere = [Activity::default()];
        let of = |exercise: &Exercise| {
            let activities = if exercise.activities.is_empty() {
                &nowhere[..]
            } else {
                &exercise.activities
            };
            activities
                .iter()
                .map(|activity| Situation {
                    profession: exercise.profession.clone(),
                    category: exercise.category.clone(),
                    skill: exercise.skill.clone(),
                    role: activity.role.clone(),
                    sector: activity.sector.clone(),
                    finess_site: activity.finess_site.clone(),
                    finess_legal: activity.finess_legal.clone(),
                    structure_name: activity.structure_name.clone(),
                })
                .collect::<Vec<_>>()
        };
        self.exercises.iter().flat_map(of).collect()
    }
}

fn national_rpps(id: &str) -> Option<&str> {
    digits(id, 12)?.strip_prefix('8')
}

fn digits(text: &str, many: usize) -> Option<&str> {
    (text.len() == many && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

fn other_id(all: &Map<String, Value>) -> Option<OtherId> {
    Some(OtherId {
        id: code(all, "identifiant")?,
        origin: code(all, "origine"),
    })
}

fn exercise(all: &Map<String, Value>) -> Exercise {
    Exercise {
        profession: code(all, "codeProfession"),
        category: code(all, "codeCategorieProfessionnelle"),
        skill: code(all, "codeSavoirFaire"),
        family_name: label(all, "nomDexercice"),
        given_name: label(all, "prenomDexercice"),
        activities: objects(all.get("activities")).map(activity).collect(),
    }
}

fn activity(all: &Map<String, Value>) -> Activity {
    Activity {
        role: code(all, "codeRole"),
        mode: code(all, "codeModeExercice"),
        sector: code(all, "codeSecteurDactivite"),
        finess_site: code(all, "numeroFinessSite"),
        finess_legal: code(all, "numeroFinessetablissementJuridique"),
        siret: code(all, "numeroSiretSite"),
        structure_id: code(all, "identifiantTechniqueDeLaStructure"),
        structure_name: label(all, "raisonSocialeSite"),
    }
}

/// The claim of that very name; else, with dots in it, the way inside.
fn groups(all: &Map<String, Value>, claim: &str) -> Vec<Label> {
    let inside = || {
        let mut parts = claim.split('.');
        let first = all.get(parts.next()?)?;
        parts.try_fold(first, |value, part| value.get(part))
    };
    let found = all.get(claim).or_else(inside);
    texts(found).filter_map(|text| Label::new(&text).ok()).collect()
}

fn code(all: &Map<String, Value>, key: &str) -> Option<Code> {
    Code::new(&text(all.get(key)?)?).ok()
}

fn label(all: &Map<String, Value>, key: &str) -> Option<Label> {
    Label::new(&text(all.get(key)?)?).ok()
}

/// A text, or a number as one: codes are written both ways.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The texts of a list, or the one that stands for a list.
pub(crate) fn texts(value: Option<&Value>) -> impl Iterator<Item = String> {
    many(value).iter().filter_map(text)
}

fn objects(value: Option<&Value>) -> impl Iterator<Item = &Map<String, Value>> {
    many(value).iter().filter_map(Value::as_object)
}

fn many(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value::Array(list)) => list,
        Some(one) => std::slice::from_ref(one),
        None => &[],
    }
}

impl fmt::Debug for Claims {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (exercises, groups) = (self.exercises.len(), self.groups.len());
        write!(out, "Claims({exercises} exercises, {groups} groups)")
    }
}

impl fmt::Debug for Exercise {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "Exercise({:?}, {} activities)",
            self.profession,
            self.activities.len()
        )
    }
}
