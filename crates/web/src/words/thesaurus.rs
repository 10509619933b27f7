//! The thesaurus in words: the fields of an entry, what each says, and how far a version is.

use domain::flow::{Entry, EntryField, SingleRoom};
use domain::settings::Settings;

use super::Words;

impl Words {
    /// The name of a field of an entry.
    #[must_use]
    pub fn entry_field(&self, field: EntryField) -> &'static str {
        match field {
            EntryField::Specialty => self.pick("Spécialité", "Specialty"),
            EntryField::Label => self.pick("Libellé", "Label"),
            EntryField::Synonyms => self.pick("Synonymes", "Synonyms"),
            EntryField::Codes => self.pick("Codes CIM-10 ou CCAM", "ICD-10 or CCAM codes"),
            EntryField::Class => self.pick("Classe de priorité", "Class of priority"),
            EntryField::Target => self.pick("Délai cible", "Target delay"),
            EntryField::Level => self.pick("Niveau de soins", "Level of care"),
            EntryField::Single => self.pick("Chambre seule", "Single room"),
            EntryField::Precautions => self.pick("Précautions", "Precautions needed"),
            EntryField::Germ => self.pick("Germe", "Germ"),
            EntryField::Equipment => self.pick("Équipement", "Equipment"),
            EntryField::Companion => self.pick("Accompagnant", "Companion"),
            EntryField::Nights => self.pick("Nuits prévues", "Nights expected"),
            EntryField::Preferred => self.pick("Services préférés", "Preferred wards"),
            EntryField::Acceptable => self.pick("Services acceptables", "Acceptable wards"),
        }
    }

    /// What an entry says in a field; a dash when it says nothing.
    #[must_use]
    pub fn entry_value(&self, field: EntryField, entry: &Entry, settings: &Settings) -> String {
        let needs = &entry.needs;
        let said = match field {
            EntryField::Specialty => named(&settings.flow.specialties, &entry.specialty),
            EntryField::Label => entry.label.to_string(),
            EntryField::Synonyms => joined(&entry.synonyms),
            EntryField::Codes => joined(&entry.codes),
            EntryField::Class => entry.class.to_string(),
            EntryField::Target => entry.target_minutes.map_or_else(
                || self.pick("celui de la classe", "that of the class").to_owned(),
                |it| self.delay(it),
            ),
            EntryField::Level => self.level(needs.level).to_owned(),
            EntryField::Single => self.single_room(needs.single).to_owned(),
            EntryField::Precautions => {
                let name = |code| {
                    settings
                        .precaution(code)
                        .map_or_else(|| code.to_string(), |it| it.name.to_string())
                };
                needs.precautions.iter().map(name).collect::<Vec<_>>().join(", ")
            }
            EntryField::Germ => {
                let germ = needs.germ.as_ref();
                germ.map(|it| named(&settings.flow.germs, it)).unwrap_or_default()
            }
            EntryField::Equipment => {
                let names: Vec<&str> = needs.equipment.iter().map(|it| self.attribute(it)).collect();
                names.join(", ")
            }
            EntryField::Companion => self.yes_or_no(needs.companion).to_owned(),
            EntryField::Nights => needs.nights.map(|it| it.to_string()).unwrap_or_default(),
            EntryField::Preferred => joined(&entry.preferred),
            EntryField::Acceptable => joined(&entry.acceptable),
        };
        if said.is_empty() { "–".to_owned() } else { said }
    }

    /// How far a single room is asked for.
    #[must_use]
    pub fn single_room(&self, single: SingleRoom) -> &'static str {
        match single {
            SingleRoom::Indifferent => self.pick("indifférent", "indifferent"),
            SingleRoom::Wished => self.pick("souhaitée", "wished"),
            SingleRoom::Required => self.pick("nécessaire aux soins", "needed for care"),
        }
    }

    /// Yes or no.
    #[must_use]
    pub fn yes_or_no(&self, yes: bool) -> &'static str {
        if yes {
            self.pick("oui", "yes")
        } else {
            self.pick("non", "no")
        }
    }

    /// A delay in minutes, as people say it: `45 min`, `4 h`, `1 h 30`, `2 j`.
    #[must_use]
    pub fn delay(&self, minutes: u32) -> String {
        let (days, hours, rest) = (minutes / 1_440, minutes / 60 % 24, minutes % 60);
        let day = self.pick("j", "d");
        match (days, hours, rest) {
            (0, 0, rest) => format!("{rest} min"),
            (0, hours, 0) => format!("{hours} h"),
            (0, hours, rest) => format!("{hours} h {rest:02}"),
            (days, 0, 0) => format!("{days} {day}"),
            (days, hours, 0) => format!("{days} {day} {hours} h"),
            (days, hours, rest) => format!("{days} {day} {hours} h {rest:02}"),
        }
    }
}

fn named(list: &[domain::flow::Named], code: &base::Code) -> String {
    let found = list.iter().find(|it| it.code == *code);
    found.map_or_else(|| code.to_string(), |it| it.name.to_string())
}

fn joined<T: ToString>(list: &[T]) -> String {
    list.iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::super::{EN, FR};

    #[test]
    fn a_delay_is_said_as_people_say_it() {
        let said = |minutes| FR.delay(minutes);
        assert_eq!(
            [5, 60, 90, 1_440, 1_500, 2_975].map(said),
            ["5 min", "1 h", "1 h 30", "1 j", "1 j 1 h", "2 j 1 h 35"]
        );
        assert_eq!(EN.delay(2_880), "2 d");
    }
}
