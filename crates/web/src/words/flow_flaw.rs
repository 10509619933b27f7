//! What is wrong with a thesaurus or with the settings of the flow, in words.

use domain::flow::{
    EntryFlaw, FlowFlaw, FlowSettings, ListName, RankRules, ReserveRules, Thesaurus, ThesaurusFlaw,
};

use super::Words;

impl Words {
    /// What is wrong with a thesaurus, with the entry it is about.
    #[must_use]
    pub fn thesaurus_flaw(&self, flaw: &ThesaurusFlaw) -> String {
        match flaw {
            ThesaurusFlaw::Entry(code, flaw) => self.pair(code, self.entry_flaw(flaw)),
            ThesaurusFlaw::Classes => {
                let most = Thesaurus::CLASSES;
                self.pick(
                    format!("Il faut de 1 à {most} classes de priorité."),
                    format!("There must be from 1 to {most} classes of priority."),
                )
            }
            ThesaurusFlaw::ClassTwice(code) => self.pick(
                format!("La classe {code} est écrite deux fois."),
                format!("Class {code} is written twice."),
            ),
            ThesaurusFlaw::ClassHeavier(code) => self.pick(
                format!("La classe {code} pèse plus que celle d’avant."),
                format!("Class {code} weighs more than the one before."),
            ),
            ThesaurusFlaw::ClassTarget(code) => self.pick(
                format!("Classe {code} : le délai cible va d’une minute à un an."),
                format!("Class {code}: the target delay is from a minute to a year."),
            ),
            ThesaurusFlaw::NoEntry => self
                .pick("Le thésaurus n’a aucune entrée.", "The thesaurus has no entry.")
                .to_owned(),
            ThesaurusFlaw::ManyEntries => {
                let most = Thesaurus::ENTRIES;
                self.pick(
                    format!("Le thésaurus dépasse {most} entrées."),
                    format!("The thesaurus has more than {most} entries."),
                )
            }
        }
    }

    /// What is wrong with an entry.
    #[must_use]
    pub fn entry_flaw(&self, flaw: &EntryFlaw) -> String {
        match flaw {
            EntryFlaw::CodeTwice => self
                .pick(
                    "ce code est déjà pris par une autre entrée.",
                    "another entry has this code.",
                )
                .to_owned(),
            EntryFlaw::LabelTwice(label) => self.pick(
                format!("« {label} » existe déjà dans cette spécialité."),
                format!("“{label}” is already there in this specialty."),
            ),
            EntryFlaw::LongLabel => {
                let most = Thesaurus::LABEL;
                self.pick(
                    format!("le libellé dépasse {most} caractères."),
                    format!("the label is longer than {most} characters."),
                )
            }
            EntryFlaw::UnknownClass(code) => self.pick(
                format!("la classe {code} n’existe pas."),
                format!("there is no class {code}."),
            ),
            EntryFlaw::Target => self
                .pick(
                    "le délai cible va d’une minute à un an.",
                    "the target delay is from a minute to a year.",
                )
                .to_owned(),
            EntryFlaw::UnknownSpecialty(code) => self.pick(
                format!("la spécialité {code} n’est pas dans la liste."),
                format!("specialty {code} is not in the list."),
            ),
            EntryFlaw::OtherSpecialty(code) => self.pick(
                format!("les besoins disent une autre spécialité, {code}."),
                format!("its needs speak of another specialty, {code}."),
            ),
            EntryFlaw::UnknownGerm(code) => self.pick(
                format!("le germe {code} n’est pas dans la liste."),
                format!("germ {code} is not in the list."),
            ),
            EntryFlaw::UnknownPrecaution(code) => self.pick(
                format!("la précaution {code} n’est pas en usage."),
                format!("precaution {code} is not in use."),
            ),
            EntryFlaw::Dated => self
                .pick("une entrée ne dit pas de date.", "an entry says no date.")
                .to_owned(),
            EntryFlaw::BothLists(code) => self.pick(
                format!("le service {code} est à la fois préféré et acceptable."),
                format!("ward {code} is both preferred and acceptable."),
            ),
        }
    }

    /// The name of a list.
    #[must_use]
    pub fn list_name(&self, name: ListName) -> &'static str {
        match name {
            ListName::Specialties => self.pick("Spécialités", "Specialties"),
            ListName::Germs => self.pick("Germes", "Germs"),
            ListName::Withdrawals => self.pick("Motifs de retrait", "Reasons for withdrawing"),
            ListName::Refusals => self.pick("Motifs de refus", "Reasons for refusing"),
            ListName::Deferrals => self.pick("Motifs de report", "Reasons for deferring"),
            ListName::Overrides => self.pick("Motifs de passage en force", "Reasons for overriding"),
        }
    }

    /// What is wrong with the settings of the flow.
    #[must_use]
    pub fn flow_flaw(&self, flaw: &FlowFlaw) -> String {
        let about = |list: &ListName, said: String| self.pair(self.list_name(*list), said);
        let plain = |fr: &'static str, en: &'static str| self.pick(fr, en).to_owned();
        match flaw {
            FlowFlaw::EmptyList(list) => about(
                list,
                plain(
                    "il faut au moins un motif en usage.",
                    "at least one reason has to be in use.",
                ),
            ),
            FlowFlaw::LongList(list) => {
                let most = FlowSettings::LIST;
                about(
                    list,
                    self.pick(
                        format!("plus de {most} mots."),
                        format!("more than {most} words."),
                    ),
                )
            }
            FlowFlaw::CodeTwice(list, code) => about(
                list,
                self.pick(
                    format!("le code {code} y est deux fois."),
                    format!("code {code} is there twice."),
                ),
            ),
            FlowFlaw::LongName(list, name) => {
                let most = FlowSettings::NAME;
                about(
                    list,
                    self.pick(
                        format!("« {name} » dépasse {most} caractères."),
                        format!("“{name}” is longer than {most} characters."),
                    ),
                )
            }
            FlowFlaw::Missing(list, code) => about(
                list,
                self.pick(
                    format!("{code} ne peut être que retiré de l’usage : le journal le porte."),
                    format!("{code} can only be retired: the journal bears it."),
                ),
            ),
            FlowFlaw::HoldRange => plain(
                "Une réservation dure de 1 minute à 7 jours.",
                "A reservation lasts from 1 minute to 7 days.",
            ),
            FlowFlaw::HoldLongest => plain(
                "La durée la plus longue d’une réservation est plus courte qu’une autre.",
                "The longest duration of a reservation is shorter than another.",
            ),
            FlowFlaw::Answer => plain(
                "Un service a au moins 1 minute pour répondre, et la question dure au moins autant.",
                "A ward has at least 1 minute to answer, and the question lasts at least as long.",
            ),
            FlowFlaw::Escalations => plain(
                "Les relances vont de la plus proche à la plus lointaine, 5 au plus.",
                "Escalations go from the soonest to the latest, 5 at most.",
            ),
            FlowFlaw::UnclassifiedTarget => plain(
                "Le délai cible sans motif est d’au moins une minute.",
                "The target delay without an entry is at least a minute.",
            ),
            FlowFlaw::ManyAdjustments => {
                let most = RankRules::ADJUSTMENTS;
                self.pick(
                    format!("Plus de {most} ajustements du rang."),
                    format!("More than {most} adjustments of the rank."),
                )
            }
            FlowFlaw::AdjustmentTwice(code) => self.pick(
                format!("Ajustements du rang : le code {code} y est deux fois."),
                format!("Adjustments of the rank: code {code} is there twice."),
            ),
            FlowFlaw::ReserveWindow => plain(
                "La réserve compte de 1 à 10 ans, et jusqu’à 8 semaines autour.",
                "The reserve counts from 1 to 10 years, and up to 8 weeks around.",
            ),
            FlowFlaw::Percentile => plain(
                "Le percentile de la réserve va de 1 à 99.",
                "The percentile of the reserve is from 1 to 99.",
            ),
            FlowFlaw::ReserveByHand => {
                let most = ReserveRules::MOST;
                self.pick(
                    format!("La réserve d’un service va jusqu’à {most} lits."),
                    format!("The reserve of a ward is {most} beds at most."),
                )
            }
            FlowFlaw::ForgetHours => plain(
                "Une entrée prévue est attendue au moins une heure.",
                "A planned admission is awaited at least an hour.",
            ),
        }
    }
}
