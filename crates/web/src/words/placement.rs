//! Placement in words: rules, levels, and why a rule was set aside.

use base::id::StayId;
use base::{Moment, Zone};
use domain::flow::Level;
use domain::flow::placement::{FirmRule, FixedRule, Mark, PlacementChanged, Rule, Sector, SoftRule, Waiver};

use super::Words;

/// What a reason is worded with: the clock of the site, and the name of a room-mate as far as the reader may know it.
pub struct Around<'a> {
    /// The zone of the site.
    pub zone: &'a Zone,
    /// The moment of the page.
    pub now: Moment,
    /// Somebody's name; none where it must not be shown.
    pub name: &'a dyn Fn(StayId) -> Option<String>,
}

impl Words {
    /// The sign of a mark, for the eye.
    #[must_use]
    pub const fn mark_sign(&self, mark: Mark) -> &'static str {
        match mark {
            Mark::Met => "✓",
            Mark::Unchecked | Mark::Costs(_) => "–",
            Mark::Refuses => "✕",
        }
    }

    /// What the sign of a mark means, for the ear.
    #[must_use]
    pub fn mark(&self, mark: Mark) -> String {
        match mark {
            Mark::Met => self.pick("respecté", "satisfied").to_owned(),
            Mark::Unchecked => self.pick("à vérifier", "to be checked").to_owned(),
            // The same in both languages.
            Mark::Costs(1) => "1 point".to_owned(),
            Mark::Costs(points) => format!("{points} points"),
            Mark::Refuses => self.pick("écarte le lit", "discards the bed").to_owned(),
        }
    }

    /// The name of a rule, as a list of settings and a count of discarded beds say it.
    #[must_use]
    pub fn placement_rule(&self, rule: Rule) -> &'static str {
        match rule {
            Rule::Fixed(rule) => match rule {
                FixedRule::Usable => self.pick("Lit ouvert et armé", "Bed open and staffed"),
                FixedRule::Free => self.pick("Libre, ou libre à temps", "Free, or free in time"),
                FixedRule::Promised => self.pick("Pas promis à un autre", "Not promised to somebody else"),
                FixedRule::Precautions => self.pick("Précautions compatibles", "Compatible precautions"),
                FixedRule::Level => self.pick("Niveau de soins suffisant", "Sufficient level of care"),
                FixedRule::Equipment => self.pick("Équipement nécessaire", "Equipment needed"),
                FixedRule::SingleNeeded => {
                    self.pick("Chambre seule nécessaire", "Single room needed for care")
                }
            },
            Rule::Firm(rule) => match rule {
                FirmRule::Sector => self.pick("Secteur BHRe", "Sector for resistant bacteria"),
                FirmRule::Sex => self.pick("Pas de mixité dans la chambre", "Same sex in the room"),
                FirmRule::Age => self.pick("Âge accepté par le service", "Age the ward takes"),
                FirmRule::Specialty => self.pick("Spécialité acceptée", "Specialty the ward takes"),
                FirmRule::LevelAbove => {
                    self.pick("Pas de niveau de soins supérieur", "No higher level of care")
                }
                FirmRule::Reserve => self.pick("Lits gardés pour les urgences", "Beds kept for emergencies"),
            },
            Rule::Soft(rule) => self.soft_rule(rule),
        }
    }

    fn soft_rule(&self, rule: SoftRule) -> &'static str {
        match rule {
            SoftRule::Agreed => self.pick("Service d’accord", "Ward that agreed"),
            SoftRule::Outlier => self.pick("Hébergement, par nuit", "Outlier, each night"),
            SoftRule::Choice => self.pick("Ordre des services", "Order of wards"),
            SoftRule::Distance => self.pick("Distance, par minute", "Distance, each minute"),
            SoftRule::Wait => self.pick("Attente du lit, par heure", "Waiting for the bed, each hour"),
            SoftRule::Moves => self.pick("Déplacements déjà subis", "Moves already suffered"),
            SoftRule::Night => self.pick("Déplacement de nuit", "Move by night"),
            SoftRule::SingleKept => {
                self.pick("Chambres seules gardées", "Single rooms kept for who needs them")
            }
            SoftRule::Neutralised => self.pick("Lits neutralisés, par nuit", "Neutralised beds, each night"),
            SoftRule::Rare => self.pick("Équipement rare", "Rare equipment"),
            SoftRule::Wish => self.pick("Souhait d’une chambre seule", "Wish for a single room"),
            SoftRule::AgeGap => self.pick("Écart d’âge dans la chambre", "Gap of age in the room"),
            SoftRule::Balance => self.pick("Équilibre entre services", "Balance between wards"),
            SoftRule::Companion => self.pick("Place pour l’accompagnant", "Room for a companion"),
        }
    }

    /// Why a rule may be set aside.
    #[must_use]
    pub fn waiver(&self, waiver: Waiver) -> &'static str {
        match waiver {
            Waiver::PatientAgrees => self.pick(
                "Accord des patients (couple, proches)",
                "The patients agree (couple, relatives)",
            ),
            Waiver::HygieneTeam => self.pick("Accord de l’équipe d’hygiène", "The hygiene team agrees"),
            Waiver::DoctorDecides => self.pick("Décision du médecin", "The doctor decides"),
            Waiver::WardAgrees => self.pick("Accord du service d’accueil", "The receiving ward agrees"),
            Waiver::NoOtherBed => self.pick(
                "Aucun autre lit, attendre nuirait",
                "No other bed, and waiting would harm",
            ),
            Waiver::Crisis => self.pick("Crise déclarée", "A crisis is declared"),
            Waiver::WrongFacts => self.pick(
                "Les données affichées sont fausses",
                "The recorded facts are wrong",
            ),
        }
    }

    /// A level of care.
    #[must_use]
    pub fn level(&self, level: Level) -> &'static str {
        match level {
            Level::Day => self.pick("place de jour", "day place"),
            Level::Conventional => self.pick("hospitalisation conventionnelle", "conventional care"),
            Level::StepDown => self.pick("surveillance continue", "step-down care"),
            Level::Intensive => self.pick("soins intensifs", "intensive care"),
            Level::Critical => self.pick("réanimation", "critical care"),
        }
    }

    /// A sector of the fight against resistant bacteria.
    #[must_use]
    pub fn sector(&self, sector: Sector) -> &'static str {
        match sector {
            Sector::Carrier => self.pick("porteurs de BHRe", "carriers of resistant bacteria"),
            Sector::Contact => self.pick("contacts de BHRe", "contacts of carriers"),
        }
    }

    /// A change of placement, as the journal says it.
    pub(super) fn placement_changed(&self, changed: &PlacementChanged) -> &'static str {
        match changed {
            PlacementChanged::Set { .. } => {
                self.pick("Règles de placement modifiées", "Rules of placement changed")
            }
            PlacementChanged::Decided(record) => match record.choice.bed() {
                None => self.pick("Aucun lit choisi", "No bed chosen"),
                Some(_) if record.choice.waived().is_empty() => self.pick("Lit choisi", "Bed chosen"),
                Some(_) => self.pick("Lit forcé, avec un motif", "Bed forced, with a reason"),
            },
        }
    }
}
