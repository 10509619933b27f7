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
    /// Not offered any more; what bears it is still read by its name.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
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

impl AskingRules {
    /// Most escalations.
    pub const ESCALATIONS: usize = 5;
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
    pub const LIST: usize = 60;
    /// Longest name, in characters: what fits on a button.
    pub const NAME: usize = 60;
    /// The longest hold there may be, in minutes: a week.
    pub const LONGEST_HOLD: u16 = 10_080;

    /// A list of words.
    #[must_use]
    pub const fn list(&self, name: ListName) -> &Vec<Named> {
        match name {
            ListName::Specialties => &self.specialties,
            ListName::Germs => &self.germs,
            ListName::Withdrawals => &self.withdrawals,
            ListName::Refusals => &self.refusals,
            ListName::Deferrals => &self.deferrals,
            ListName::Overrides => &self.overrides,
        }
    }

    /// A list of words, to be changed.
    pub const fn list_mut(&mut self, name: ListName) -> &mut Vec<Named> {
        match name {
            ListName::Specialties => &mut self.specialties,
            ListName::Germs => &mut self.germs,
            ListName::Withdrawals => &mut self.withdrawals,
            ListName::Refusals => &mut self.refusals,
            ListName::Deferrals => &mut self.deferrals,
            ListName::Overrides => &mut self.overrides,
        }
    }

    /// Whether people can work with them.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the page.
    pub fn check(&self) -> Result<(), Vec<FlowFlaw>> {
        let mut flaws = Vec::new();
        for name in ListName::ALL {
            self.check_list(name, &mut flaws);
        }
        let HoldRules {
            offered,
            assigned,
            longest,
        } = self.holds;
        if offered == 0 || assigned == 0 || longest > Self::LONGEST_HOLD {
            flaws.push(FlowFlaw::HoldRange);
        }
        if offered > longest || assigned > longest {
            flaws.push(FlowFlaw::HoldLongest);
        }
        let asking = &self.asking;
        if asking.answer == 0 || asking.lapse < asking.answer {
            flaws.push(FlowFlaw::Answer);
        }
        if !asking.escalations.is_sorted() || asking.escalations.len() > AskingRules::ESCALATIONS {
            flaws.push(FlowFlaw::Escalations);
        }
        self.ranking.check(&mut flaws);
        self.reserve.check(&mut flaws);
        if self.forget_after_hours == 0 {
            flaws.push(FlowFlaw::ForgetHours);
        }
        if flaws.is_empty() { Ok(()) } else { Err(flaws) }
    }

    fn check_list(&self, name: ListName, flaws: &mut Vec<FlowFlaw>) {
        let list = self.list(name);
        if list.len() > Self::LIST {
            flaws.push(FlowFlaw::LongList(name));
        }
        if name.is_of_reasons() && list.iter().all(|it| it.retired) {
            flaws.push(FlowFlaw::EmptyList(name));
        }
        for (place, it) in list.iter().enumerate() {
            if list[..place].iter().any(|other| other.code == it.code) {
                flaws.push(FlowFlaw::CodeTwice(name, it.code.clone()));
            }
            if it.name.chars().count() > Self::NAME {
                flaws.push(FlowFlaw::LongName(name, it.name.clone()));
            }
        }
    }

    /// The words of another document that this one does not have any more: what the journal bears has to stay readable,
    /// so a word is retired and never removed.
    #[must_use]
    pub fn missing_of(&self, former: &Self) -> Vec<FlowFlaw> {
        let of_list = |name: ListName| {
            let gone = former.list(name).iter();
            let gone = gone.filter(move |it| !lists(self.list(name), &it.code));
            gone.map(move |it| FlowFlaw::Missing(name, it.code.clone()))
        };
        ListName::ALL.into_iter().flat_map(of_list).collect()
    }
}

/// A list of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListName {
    /// The specialties in which beds are asked.
    Specialties,
    /// The germs for which patients may share a room.
    Germs,
    /// Why a request is withdrawn.
    Withdrawals,
    /// Why a ward refuses.
    Refusals,
    /// Why a request is set aside.
    Deferrals,
    /// Why a bed is given against a ward's word, or a hold of somebody else is changed.
    Overrides,
}

impl ListName {
    /// Every list, in the order of the page.
    pub const ALL: [Self; 6] = [
        Self::Specialties,
        Self::Germs,
        Self::Withdrawals,
        Self::Refusals,
        Self::Deferrals,
        Self::Overrides,
    ];

    /// Whether something cannot be done without a word of it.
    #[must_use]
    pub const fn is_of_reasons(self) -> bool {
        !matches!(self, Self::Specialties | Self::Germs)
    }
}

/// What is wrong with the settings of the flow. `web` words it in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FlowFlaw {
    /// A list of reasons offers none.
    EmptyList(ListName),
    /// A list has too many words.
    LongList(ListName),
    /// A code is there twice.
    CodeTwice(ListName, Code),
    /// A name is longer than a button.
    LongName(ListName, Label),
    /// A word that was there is not any more.
    Missing(ListName, Code),
    /// A hold lasts no time, or more than a week.
    HoldRange,
    /// A hold lasts longer than the longest.
    HoldLongest,
    /// A ward has no time to answer, or its question ends before.
    Answer,
    /// Escalations are out of order, or too many.
    Escalations,
    /// A request without an entry has no delay.
    UnclassifiedTarget,
    /// There are too many adjustments of the rank.
    ManyAdjustments,
    /// The code of an adjustment is there twice.
    AdjustmentTwice(Code),
    /// The reserve looks too far back or around.
    ReserveWindow,
    /// The percentile of the reserve is none.
    Percentile,
    /// A ward keeps more beds than any has.
    ReserveByHand,
    /// An announced admission is forgotten at once.
    ForgetHours,
}

/// Whether a list has that code, retired or not.
pub(crate) fn lists(list: &[Named], code: &Code) -> bool {
    list.iter().any(|it| it.code == *code)
}

/// Whether a list offers that code.
pub(crate) fn offers(list: &[Named], code: &Code) -> bool {
    list.iter().any(|it| it.code == *code && !it.retired)
}

fn list(words: &[(&str, &str)]) -> Vec<Named> {
    words
        .iter()
        .filter_map(|(code, name)| {
            Some(Named {
                code: Code::new(code).ok()?,
                name: Label::new(name).ok()?,
                retired: false,
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
