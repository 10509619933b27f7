//! What a team sets on its board, in words: the options, their values, and in what two values differ.

use base::id::WardId;
use domain::board_config::{BoardView, ColourBy, Column, Density, Flag, FreedBy, HeadOf, Reason, Slot, Tone};
use domain::care::Need;
use domain::studio::{BoardChange, BoardOption, Setting, StudioChanged, StudioStep};

use super::Words;

impl Words {
    /// An option of the board.
    #[must_use]
    pub fn board_option(&self, option: BoardOption) -> &'static str {
        match option {
            BoardOption::ColourBy => self.pick("Couleur des têtes", "Colour of the heads"),
            BoardOption::Heads => self.pick("Couleurs choisies", "Chosen colours"),
            BoardOption::Flags => self.pick("Pictogrammes", "Icons"),
            BoardOption::Slots => self.pick("Repères du service", "Ward slots"),
            BoardOption::Columns => self.pick("Colonnes de la liste", "Columns of the list"),
            BoardOption::Views => self.pick("Vues", "Views"),
            BoardOption::Density => self.pick("Densité", "Density"),
            BoardOption::Steps => self.pick("Étapes de sortie", "Discharge steps"),
            BoardOption::Waits => self.pick("Attend quoi ?", "Waiting for what?"),
            BoardOption::Frees => self.pick("Ce qui libère le lit", "What frees the bed"),
        }
    }

    /// What the coloured heads say.
    #[must_use]
    pub fn colour_by(&self, by: ColourBy) -> &'static str {
        match by {
            ColourBy::Doctor => self.pick("Médecin", "Doctor"),
            ColourBy::Specialty => self.pick("Spécialité", "Specialty"),
            ColourBy::Destination => "Destination",
            ColourBy::LengthOfStay => self.pick("Durée de séjour", "Length of stay"),
        }
    }

    /// A colour of the palette, by its name.
    #[must_use]
    pub fn tone(&self, tone: Tone) -> &'static str {
        // In the order of `head::TONES`.
        let names: [&str; Tone::COUNT as usize] = self.pick(
            [
                "azur", "ambre", "sapin", "lilas", "tilleul", "brique", "ciel", "nuit",
            ],
            ["azure", "amber", "fir", "lilac", "lime", "brick", "sky", "night"],
        );
        names.get(usize::from(tone.number())).copied().unwrap_or_default()
    }

    /// A flag of a tile.
    #[must_use]
    pub fn flag(&self, flag: Flag) -> &'static str {
        match flag {
            Flag::Precautions => self.pick("Précautions", "Precautions"),
            Flag::Telemetry => self.pick("Télémétrie", "Telemetry"),
            Flag::Fall => self.need(Need::Fall),
            Flag::Oxygen => self.need(Need::Oxygen),
            Flag::Mobility => self.pick("Mobilité", "Mobility"),
            Flag::Social => self.need(Need::Social),
            Flag::Companion => self.need(Need::Companion),
            Flag::Homonym => self.pick("Homonyme", "Same name"),
            Flag::Identity => self.pick("Identité à vérifier", "Identity to check"),
            Flag::Doubt => self.pick("Flux incohérent", "Feed does not add up"),
            Flag::Confidential => self.need(Need::Confidential),
            Flag::SingleRoom => self.pick("Chambre seule souhaitée", "Single room wished"),
            Flag::MotherChild => self.pick("Mère et enfant", "Mother and child"),
            Flag::Note => self.pick("Note de transmission", "Handover note"),
        }
    }

    /// A column of the list.
    #[must_use]
    pub fn column(&self, column: Column) -> &'static str {
        match column {
            Column::Bed => self.pick("Lit", "Bed"),
            Column::State => self.pick("État du lit", "State of the bed"),
            Column::Patient => self.pick("Patient", "Patient"),
            Column::SexAge => self.pick("Sexe et âge", "Sex and age"),
            Column::Number => self.pick("IPP", "Patient number"),
            Column::Doctor => self.pick("Médecin", "Doctor"),
            Column::Specialty => self.pick("Spécialité", "Specialty"),
            Column::Since => self.pick("Entrée", "Arrival"),
            Column::Days => self.pick("Jours", "Days"),
            Column::Flags => self.pick("Pictogrammes", "Icons"),
            Column::Leaving => self.pick("Sortie prévue", "Expected discharge"),
            Column::Destination => "Destination",
            Column::Steps => self.pick("Étapes de sortie", "Discharge steps"),
            Column::Slots => self.pick("Repères du service", "Ward slots"),
            Column::Note => self.pick("Dernière note", "Last note"),
        }
    }

    /// A view of the board.
    #[must_use]
    pub fn board_view(&self, view: BoardView) -> &'static str {
        match view {
            BoardView::Plan => "Plan",
            BoardView::List => self.pick("Liste", "List"),
            BoardView::Outgoing => self.pick("Sorties", "Outgoing"),
            BoardView::Incoming => self.pick("Entrées", "Incoming"),
            BoardView::Handover => self.pick("Transmissions", "Handover"),
        }
    }

    /// How tightly tiles stand.
    #[must_use]
    pub fn density(&self, density: Density) -> &'static str {
        match density {
            Density::Auto => self.pick("Selon le nombre de lits", "By the number of beds"),
            Density::Compact => self.pick("Serrée (48 lits)", "Compact (48 beds)"),
            Density::Normal => self.pick("Normale (30 lits)", "Normal (30 beds)"),
            Density::Large => self.pick("Large (lue de loin)", "Large (read from afar)"),
        }
    }

    /// Which word frees a bed.
    #[must_use]
    pub fn freed_by(&self, freed_by: FreedBy) -> &'static str {
        match freed_by {
            FreedBy::Observed => self.pick(
                "Le premier qui le dit : l’équipe ou l’administration",
                "Whoever says it first: the team or the administration",
            ),
            FreedBy::Administrative => self.pick(
                "La sortie administrative seulement",
                "The administrative discharge only",
            ),
        }
    }

    /// A value in a few words.
    #[must_use]
    pub fn setting(&self, setting: &Setting) -> String {
        let names = |names: Vec<String>| {
            if names.is_empty() {
                self.pick("aucun", "none").to_owned()
            } else {
                names.join(", ")
            }
        };
        match setting {
            Setting::ColourBy(it) => self.colour_by(*it).to_owned(),
            Setting::Density(it) => self.density(*it).to_owned(),
            Setting::Frees(it) => self.freed_by(*it).to_owned(),
            Setting::Heads(_)
            | Setting::Flags(_)
            | Setting::Slots(_)
            | Setting::Columns(_)
            | Setting::Views(_)
            | Setting::Steps(_)
            | Setting::Waits(_) => names(self.entries(setting).into_iter().map(|it| it.name).collect()),
        }
    }

    /// In what a value differs from the one before: `Médecin → Spécialité`, `ajouté : Oxygène ; retiré : Mobilité`.
    #[must_use]
    pub fn setting_diff(&self, before: &Setting, after: &Setting) -> String {
        match (before, after) {
            (Setting::ColourBy(_) | Setting::Density(_) | Setting::Frees(_), _) => {
                format!("{} → {}", self.setting(before), self.setting(after))
            }
            (
                Setting::Heads(_)
                | Setting::Flags(_)
                | Setting::Slots(_)
                | Setting::Columns(_)
                | Setting::Views(_)
                | Setting::Steps(_)
                | Setting::Waits(_),
                _,
            ) => self.list_diff(&self.entries(before), &self.entries(after)),
        }
    }

    fn list_diff(&self, before: &[Entry], after: &[Entry]) -> String {
        let (mut said, mut renamed) = (Vec::new(), Vec::new());
        let of = |list: &[Entry], it: &Entry| list.iter().find(|other| other.key == it.key).cloned();
        let join = |list: Vec<&Entry>| list.iter().map(|it| &*it.name).collect::<Vec<_>>().join(", ");
        let added: Vec<&Entry> = after.iter().filter(|it| of(before, it).is_none()).collect();
        let gone: Vec<&Entry> = before.iter().filter(|it| of(after, it).is_none()).collect();
        for it in after {
            match of(before, it) {
                Some(was) if was.name != it.name => renamed.push(format!("{} → {}", was.name, it.name)),
                Some(was) if was.inside != it.inside => {
                    let inside = self.list_diff(&was.inside, &it.inside);
                    renamed.push(format!("{} ({inside})", it.name));
                }
                Some(_) | None => {}
            }
        }
        if !added.is_empty() {
            said.push(self.pair(self.pick("ajouté", "added"), join(added)));
        }
        if !gone.is_empty() {
            said.push(self.pair(self.pick("retiré", "removed"), join(gone)));
        }
        said.extend(renamed);
        let keys = |list: &[Entry], other: &[Entry]| -> Vec<String> {
            let kept = list.iter().filter(|it| of(other, it).is_some());
            kept.map(|it| it.key.clone()).collect()
        };
        if keys(before, after) != keys(after, before) {
            said.push(self.pick("ordre changé", "order changed").to_owned());
        }
        said.join(self.pick(" ; ", "; "))
    }

    /// The entries of a list, each with what makes it the same entry under another name.
    fn entries(&self, setting: &Setting) -> Vec<Entry> {
        fn plain<T: Copy + std::fmt::Debug>(list: &[T], name: impl Fn(T) -> &'static str) -> Vec<Entry> {
            let entry = |it: &T| Entry::new(format!("{it:?}"), name(*it).to_owned());
            list.iter().map(entry).collect()
        }
        let reasons = |list: &[Reason]| -> Vec<Entry> {
            let entry = |it: &Reason| Entry::new(it.code.to_string(), it.name.to_string());
            list.iter().map(entry).collect()
        };
        match setting {
            Setting::ColourBy(_) | Setting::Density(_) | Setting::Frees(_) => Vec::new(),
            Setting::Flags(list) => plain(list, |it| self.flag(it)),
            Setting::Columns(list) => plain(list, |it| self.column(it)),
            Setting::Views(list) => plain(list, |it| self.board_view(it)),
            Setting::Steps(list) => plain(list, |it| self.discharge_step(it)),
            Setting::Waits(list) => reasons(list),
            Setting::Slots(list) => {
                let entry = |it: &Slot| Entry {
                    inside: reasons(&it.choices),
                    ..Entry::new(it.code.to_string(), it.name.to_string())
                };
                list.iter().map(entry).collect()
            }
            // Doctors are named by whoever may read the vault; here only their colours count.
            Setting::Heads(list) => list
                .iter()
                .map(|it| match &it.of {
                    HeadOf::Doctor(doctor) => Entry::new(
                        doctor.to_string(),
                        format!(
                            "{} {}",
                            self.pick("un médecin en", "a doctor in"),
                            self.tone(it.tone)
                        ),
                    ),
                    HeadOf::Specialty(name) => {
                        Entry::new(format!(":{name}"), format!("{name} ({})", self.tone(it.tone)))
                    }
                })
                .collect(),
        }
    }

    /// A change of a document, without what was there before.
    #[must_use]
    pub fn board_change(&self, change: &BoardChange, ward: impl Fn(WardId) -> Option<String>) -> String {
        match change {
            BoardChange::Set(setting) => {
                self.pair(self.board_option(setting.option()), self.setting(setting))
            }
            BoardChange::Inherit(option) => self.pair(
                self.board_option(*option),
                self.pick("comme l’hérité", "as inherited"),
            ),
            BoardChange::Follow(Some(followed)) => match ward(*followed) {
                Some(name) => self.pick(format!("suit {name}"), format!("follows {name}")),
                None => self
                    .pick("suit un autre service", "follows another ward")
                    .to_owned(),
            },
            BoardChange::Follow(None) => self.pick("ne suit plus personne", "follows nobody").to_owned(),
            BoardChange::Lock(option) => self.pair(
                self.board_option(*option),
                self.pick("verrouillé pour tous", "locked for everybody"),
            ),
            BoardChange::Unlock(option) => self.pair(
                self.board_option(*option),
                self.pick("laissé aux services", "left to the wards"),
            ),
        }
    }

    /// What happened to a document, as the journal says it.
    #[must_use]
    pub fn studio_changed(&self, changed: &StudioChanged) -> String {
        let said = |head: String, changes: &[BoardChange]| {
            let changes: Vec<String> = changes.iter().map(|it| self.board_change(it, |_| None)).collect();
            self.pair(head, changes.join(self.pick(" ; ", "; ")))
        };
        match &changed.step {
            StudioStep::Drafted(changes) => said(
                self.pick("Brouillon du tableau", "Draft of the board").to_owned(),
                changes,
            ),
            StudioStep::Discarded => self
                .pick("Brouillon du tableau abandonné", "Draft of the board discarded")
                .to_owned(),
            StudioStep::Published(changes) => {
                said(self.pick("Tableau publié", "Board published").to_owned(), changes)
            }
            StudioStep::Reverted { to, changes } => said(
                self.pick(
                    format!("Tableau remis à la version {to}"),
                    format!("Board back to version {to}"),
                ),
                changes,
            ),
        }
    }
}

/// An entry of a list, to be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Entry {
    key: String,
    name: String,
    inside: Vec<Entry>,
}

impl Entry {
    const fn new(key: String, name: String) -> Self {
        Self {
            key,
            name,
            inside: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use base::{Code, Label};

    use super::super::{EN, FR};
    use super::*;

    fn reason(code: &str, name: &str) -> Reason {
        Reason {
            code: Code::new(code).expect("a code"),
            name: Label::new(name).expect("a label"),
        }
    }

    #[test]
    fn a_difference_says_what_came_what_went_and_what_was_renamed() {
        let before = Setting::Flags(vec![Flag::Precautions, Flag::Oxygen, Flag::Mobility]);
        let after = Setting::Flags(vec![Flag::Mobility, Flag::Precautions, Flag::Fall]);
        assert_eq!(
            FR.setting_diff(&before, &after),
            "ajouté : Risque de chute ; retiré : Oxygène ; ordre changé"
        );
        let slot = |name: &str, choices: Vec<Reason>| {
            Setting::Slots(vec![Slot {
                code: Code::new("R").expect("a code"),
                name: Label::new(name).expect("a label"),
                choices,
            }])
        };
        let (two, one) = (
            vec![reason("A", "Mixé"), reason("B", "Sans sel")],
            vec![reason("A", "Mixé")],
        );
        assert_eq!(
            EN.setting_diff(&slot("Diet", two.clone()), &slot("Diet", one)),
            "Diet (removed: Sans sel)"
        );
        assert_eq!(
            EN.setting_diff(&slot("Diet", two.clone()), &slot("Meals", two)),
            "Diet → Meals"
        );
        let (doctor, specialty) = (ColourBy::Doctor, ColourBy::Specialty);
        assert_eq!(
            FR.setting_diff(&Setting::ColourBy(doctor), &Setting::ColourBy(specialty)),
            "Médecin → Spécialité"
        );
    }
}
