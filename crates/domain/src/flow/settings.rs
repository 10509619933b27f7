//! What a hospital sets about its flow: lists of words and of reasons, delays, who has to be asked.

use base::{Code, Label};
use serde::{Deserialize, Serialize};

use super::{RankRules, ReserveRules};

/// The settings of the flow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FlowSettings {
    /// The specialties in which beds are asked.
    pub specialties: Vec<Named>,
    /// The germs for which patients may share a room.
    pub germs: Vec<Named>,
    /// Why a request is withdrawn.
    pub withdrawals: Vec<Named>,
    /// Why a ward refuses.
    pub refusals: Vec<Named>,
    /// Why a request is set aside.
    pub deferrals: Vec<Named>,
    /// Why a bed is given against a ward's word, or a hold of somebody else is changed.
    pub overrides: Vec<Named>,
    /// How long holds last.
    pub holds: HoldRules,
    /// How wards are asked.
    pub asking: AskingRules,
    /// How requests are ranked.
    pub ranking: RankRules,
    /// How many beds are kept for emergencies.
    pub reserve: ReserveRules,
    /// Whether admissions and transfers that the feed announces ask for a bed by themselves.
    pub from_feed: bool,
    /// Hours after its planned time from which an announced admission that never came is forgotten.
    pub forget_after_hours: u16,
}

/// A word of a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Its code, kept in the journal.
    pub code: Code,
    /// What people read.
    pub name: Label,
}

/// How long holds last, in minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HoldRules {
    /// What a screen offers.
    pub offered: u16,
    /// A bed that was given, until the patient comes.
    pub assigned: u16,
    /// The most.
    pub longest: u16,
}

/// How wards are asked, in minutes from the question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AskingRules {
    /// Whether a ward has to say yes before a bed of it is given.
    pub agreement: Agreement,
    /// By when it should answer.
    pub answer: u16,
    /// When the question goes up one level, and another, soonest first.
    pub escalations: Vec<u16>,
    /// When it ends unanswered.
    pub lapse: u16,
}

/// Whether a ward has to agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Agreement {
    /// It is told; it may be asked.
    #[default]
    Told,
    /// It has to say yes, or a reason has to be given.
    Asked,
}

impl Default for HoldRules {
    fn default() -> Self {
        Self {
            offered: 30,
            assigned: 240,
            longest: 1_440,
        }
    }
}

impl Default for AskingRules {
    fn default() -> Self {
        Self {
            agreement: Agreement::default(),
            answer: 15,
            escalations: vec![15, 30, 45],
            lapse: 60,
        }
    }
}

impl Default for FlowSettings {
    fn default() -> Self {
        Self {
            specialties: list(SPECIALTIES),
            germs: list(GERMS),
            withdrawals: list(WITHDRAWALS),
            refusals: list(REFUSALS),
            deferrals: list(DEFERRALS),
            overrides: list(OVERRIDES),
            holds: HoldRules::default(),
            asking: AskingRules::default(),
            ranking: RankRules::default(),
            reserve: ReserveRules::default(),
            from_feed: true,
            forget_after_hours: 48,
        }
    }
}

impl FlowSettings {
    /// Longest list.
    const LIST: usize = 60;
    /// Longest name, in characters: what fits on a button.
    const NAME: usize = 60;

    /// Whether people can work with them.
    ///
    /// # Errors
    /// Everything that is wrong, in French.
    pub fn check(&self) -> Result<(), Vec<String>> {
        let mut flaws = Vec::new();
        let lists = [
            ("spécialités", &self.specialties),
            ("germes", &self.germs),
            ("motifs de retrait", &self.withdrawals),
            ("motifs de refus", &self.refusals),
            ("motifs de report", &self.deferrals),
            ("motifs de passage en force", &self.overrides),
        ];
        for (what, list) in lists {
            check_list(what, list, &mut flaws);
        }
        for (what, list) in &lists[2..] {
            if list.is_empty() {
                flaws.push(format!(
                    "La liste « {what} » est vide : il faut au moins une entrée."
                ));
            }
        }
        let HoldRules {
            offered,
            assigned,
            longest,
        } = self.holds;
        if offered == 0 || assigned == 0 || longest > 10_080 {
            flaws.push("Une réservation dure de 1 minute à 7 jours.".to_owned());
        }
        if offered > longest || assigned > longest {
            flaws.push("La durée la plus longue d’une réservation est plus courte qu’une autre.".to_owned());
        }
        let asking = &self.asking;
        if asking.answer == 0 || asking.lapse < asking.answer {
            flaws.push(
                "Un service a au moins 1 minute pour répondre, et la question dure au moins autant."
                    .to_owned(),
            );
        }
        if !asking.escalations.is_sorted() || asking.escalations.len() > 5 {
            flaws.push("Les relances vont de la plus proche à la plus lointaine, 5 au plus.".to_owned());
        }
        self.ranking.check(&mut flaws);
        self.reserve.check(&mut flaws);
        if self.forget_after_hours == 0 {
            flaws.push("Une entrée prévue est attendue au moins une heure.".to_owned());
        }
        if flaws.is_empty() { Ok(()) } else { Err(flaws) }
    }
}

fn check_list(what: &str, list: &[Named], flaws: &mut Vec<String>) {
    if list.len() > FlowSettings::LIST {
        flaws.push(format!(
            "La liste « {what} » dépasse {} entrées.",
            FlowSettings::LIST
        ));
    }
    for (place, it) in list.iter().enumerate() {
        if list[..place].iter().any(|other| other.code == it.code) {
            flaws.push(format!("Liste « {what} » : le code {} y est deux fois.", it.code));
        }
        if it.name.chars().count() > FlowSettings::NAME {
            flaws.push(format!(
                "Liste « {what} » : « {} » dépasse {} caractères.",
                it.name,
                FlowSettings::NAME
            ));
        }
    }
}

/// Whether a list has that code.
pub(crate) fn lists(list: &[Named], code: &Code) -> bool {
    list.iter().any(|it| it.code == *code)
}

fn list(words: &[(&str, &str)]) -> Vec<Named> {
    words
        .iter()
        .filter_map(|(code, name)| {
            Some(Named {
                code: Code::new(code).ok()?,
                name: Label::new(name).ok()?,
            })
        })
        .collect()
}

const SPECIALTIES: &[(&str, &str)] = &[
    ("CARDIO", "Cardiologie"),
    ("PNEUMO", "Pneumologie"),
    ("GASTRO", "Hépato-gastro-entérologie"),
    ("NEPHRO", "Néphrologie"),
    ("NEURO", "Neurologie"),
    ("ENDOC", "Endocrinologie, diabétologie"),
    ("ONCO", "Oncologie"),
    ("HEMATO", "Hématologie"),
    ("INFECT", "Maladies infectieuses"),
    ("MED", "Médecine polyvalente"),
    ("GERIA", "Gériatrie"),
    ("RHUMATO", "Rhumatologie"),
    ("DERMATO", "Dermatologie"),
    ("CHIRV", "Chirurgie viscérale"),
    ("ORTHO", "Orthopédie, traumatologie"),
    ("URO", "Urologie"),
    ("VASC", "Chirurgie vasculaire"),
    ("NCHIR", "Neurochirurgie"),
    ("ORL", "ORL"),
    ("OPHTA", "Ophtalmologie"),
    ("GYNECO", "Gynécologie"),
    ("OBST", "Obstétrique"),
    ("PED", "Pédiatrie"),
    ("REA", "Réanimation"),
    ("USC", "Surveillance continue"),
    ("SMR", "Soins médicaux et de réadaptation"),
    ("PSY", "Psychiatrie"),
];

const GERMS: &[(&str, &str)] = &[
    ("GRIPPEA", "Grippe A"),
    ("GRIPPEB", "Grippe B"),
    ("VRS", "VRS"),
    ("COVID", "Covid-19"),
    ("ROTA", "Rotavirus"),
    ("NORO", "Norovirus"),
    ("CLODIF", "Clostridioides difficile"),
    ("SARM", "SARM"),
    ("EBLSE", "EBLSE"),
    ("EPC", "EPC (BHRe)"),
    ("ERV", "ERV (BHRe)"),
    ("TB", "Tuberculose"),
];

const WITHDRAWALS: &[(&str, &str)] = &[
    ("DOMICILE", "Retour à domicile"),
    ("AILLEURS", "Pris en charge dans un autre établissement"),
    ("DECES", "Décès"),
    ("AMELIORE", "Hospitalisation plus nécessaire"),
    ("REFUSPATIENT", "Refus du patient ou sortie contre avis"),
    ("DEPROG", "Intervention déprogrammée"),
    ("DOUBLON", "Demande en double"),
    ("ERREUR", "Erreur de saisie"),
];

const REFUSALS: &[(&str, &str)] = &[
    ("EFFECTIF", "Effectif réduit"),
    ("CHARGE", "Charge en soins trop lourde"),
    ("SPECIALITE", "Hors de la spécialité du service"),
    ("ISOLEMENT", "Isolement impossible"),
    ("EQUIPEMENT", "Équipement manquant ou en panne"),
    ("PROMIS", "Lit déjà promis à une entrée du jour"),
    ("VOISIN", "Voisinage impossible"),
    ("AVISMED", "Avis médical défavorable"),
];

const DEFERRALS: &[(&str, &str)] = &[
    ("EXAMENS", "Examens ou avis en attente"),
    ("INSTABLE", "Patient instable"),
    ("NUIT", "Pas de transfert la nuit"),
    ("FAMILLE", "Attend la famille ou l’accord du patient"),
    ("BLOC", "Au bloc ou en salle de réveil"),
    ("LITPREVU", "Lit prévu plus tard"),
];

const OVERRIDES: &[(&str, &str)] = &[
    ("URGENCE", "Urgence vitale ou engorgement des urgences"),
    ("NONREPONSE", "Service injoignable"),
    ("ASTREINTE", "Décision de l’administrateur ou du cadre de garde"),
    ("MEDECINS", "Accord direct entre médecins"),
    ("RELEVE", "Relève : la personne n’est plus en poste"),
    ("ERREUR", "Correction d’une erreur"),
];
