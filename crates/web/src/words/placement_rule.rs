//! What each rule of placement is for, in plain words: what a bed manager would answer to "why?".

use domain::flow::placement::{FirmRule, FixedRule, Rule, SoftRule, Strength};

use super::Words;

impl Words {
    /// What a rule holds, and why it is there.
    #[must_use]
    pub fn placement_rule_why(&self, rule: Rule) -> &'static str {
        match rule {
            Rule::Fixed(rule) => self.fixed_rule_why(rule),
            Rule::Firm(rule) => self.firm_rule_why(rule),
            Rule::Soft(rule) => self.soft_rule_why(rule),
        }
    }

    fn fixed_rule_why(&self, rule: FixedRule) -> &'static str {
        match rule {
            FixedRule::Usable => self.pick(
                "Un lit fermé, ou ouvert sans personnel, n’accueille personne.",
                "A bed that is closed, or open without staff, takes nobody.",
            ),
            FixedRule::Free => self.pick(
                "Personne n’y est, ou la sortie est sûre et le lit propre à temps, dans l’horizon réglé plus bas.",
                "Nobody lies in it, or the departure is certain and the bed clean in time, within the horizon set below.",
            ),
            FixedRule::Promised => self.pick(
                "Une promesse à un autre patient tient jusqu’à son échéance.",
                "A promise to another patient holds until it expires.",
            ),
            FixedRule::Precautions => self.pick(
                "Seul, ou avec les mêmes précautions et le même germe (SF2H, HCSP).",
                "Alone, or with the same precautions and the same germ (SF2H, HCSP).",
            ),
            FixedRule::Level => self.pick(
                "Le service soigne au moins au niveau demandé.",
                "The ward cares at least at the level that is needed.",
            ),
            FixedRule::Equipment => self.pick(
                "Ce qui est nécessaire est au lit ou dans la chambre. Non renseigné : à vérifier sur place, pas écarté.",
                "What is needed is at the bed or in the room. Not recorded: to be checked there, not discarded.",
            ),
            FixedRule::SingleNeeded => self.pick(
                "Une chambre seule nécessaire aux soins ne se remplace pas.",
                "Nothing replaces a single room that care needs.",
            ),
        }
    }

    fn firm_rule_why(&self, rule: FirmRule) -> &'static str {
        match rule {
            FirmRule::Sector => self.pick(
                "Porteurs de BHRe, contacts et indemnes ne se croisent pas (instruction 2014/08).",
                "Carriers of highly resistant bacteria, their contacts and everybody else are kept apart (instruction 2014/08).",
            ),
            FirmRule::Sex => self.pick(
                "Femmes et hommes ne partagent pas une chambre, sauf si le profil du service le permet.",
                "Women and men do not share a room, unless the profile of the ward lets them.",
            ),
            FirmRule::Age => self.pick(
                "L’âge est de ceux que le service prend (pédiatrie, gériatrie).",
                "The age is one the ward takes (paediatrics, geriatrics).",
            ),
            FirmRule::Specialty => self.pick(
                "Le service n’a pas refusé d’avance cette spécialité.",
                "The ward has not refused this specialty beforehand.",
            ),
            FirmRule::LevelAbove => self.pick(
                "Un lit de soins critiques reste pour qui en a besoin.",
                "A bed of critical care stays for who needs one.",
            ),
            FirmRule::Reserve => self.pick(
                "Les derniers lits du service restent pour les urgences (BJML).",
                "The last beds of the ward stay for emergencies (BJML).",
            ),
        }
    }

    fn soft_rule_why(&self, rule: SoftRule) -> &'static str {
        match rule {
            SoftRule::Agreed => self.pick(
                "Un service d’accord, ou acceptable pour le thésaurus : une fois.",
                "A ward that agreed, or that the thesaurus calls acceptable: once.",
            ),
            SoftRule::Outlier => self.pick(
                "Un service d’une autre spécialité : par nuit. C’est l’échelle de toutes les autres.",
                "A ward of another specialty: each night. All the others are on its scale.",
            ),
            SoftRule::Choice => self.pick(
                "Par rang dans les services préférés du motif.",
                "Each place down the preferred wards of the entry.",
            ),
            SoftRule::Distance => self.pick(
                "Par minute de trajet entre les sites.",
                "Each minute of the way between the sites.",
            ),
            SoftRule::Wait => self.pick(
                "Par heure jusqu’à ce que le lit soit prêt.",
                "Each hour until the bed is ready.",
            ),
            SoftRule::Moves => self.pick(
                "Par déplacement déjà subi, quand il faudra déplacer encore.",
                "Each move already suffered, when another will have to follow.",
            ),
            SoftRule::Night => self.pick(
                "Un déplacement entre 21 h et 7 h.",
                "A move between 9 pm and 7 am.",
            ),
            SoftRule::SingleKept => self.pick(
                "Une chambre seule pour qui n’en a pas besoin.",
                "A single room for who does not need one.",
            ),
            SoftRule::Neutralised => self.pick(
                "Par lit voisin que personne ne pourra prendre, par nuit.",
                "Each neighbour bed that nobody can take, each night.",
            ),
            SoftRule::Rare => self.pick(
                "Par équipement rare dont le patient n’a pas besoin.",
                "Each rare equipment that the patient does not need.",
            ),
            SoftRule::Wish => self.pick(
                "Une chambre à plusieurs pour qui en souhaitait une seule.",
                "A shared room for who wished for a single one.",
            ),
            SoftRule::AgeGap => self.pick(
                "Des voisins d’âges très différents, au-delà de l’écart réglé plus bas.",
                "Room-mates of very different ages, beyond the gap set below.",
            ),
            SoftRule::Balance => self.pick(
                "Un service plein : ces points à 100 % d’occupation, en proportion avant.",
                "A ward that is full: these points at 100% of its beds, in proportion before.",
            ),
            SoftRule::Companion => self.pick(
                "Une chambre à plusieurs quand un accompagnant reste.",
                "A shared room when a companion stays.",
            ),
        }
    }

    /// How strong a rule is.
    #[must_use]
    pub fn strength(&self, strength: Strength) -> String {
        match strength {
            Strength::Hard => self.pick("écarte le lit", "discards the bed").to_owned(),
            Strength::Points(0) | Strength::Off => self.pick("ne joue pas", "is off").to_owned(),
            // The same in both languages.
            Strength::Points(1) => "1 point".to_owned(),
            Strength::Points(points) => format!("{points} points"),
        }
    }
}
