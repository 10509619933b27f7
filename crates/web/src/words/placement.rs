//! Placement in words: rules, reasons, why a rule was set aside, and why nothing was done.

use base::id::StayId;
use base::{Moment, Zone};
use domain::bed::Attributes;
use domain::flow::Level;
use domain::flow::placement::{
    Ages, FirmRule, FixedRule, Mark, PlacementChanged, PlacementRefusal, Reason, RoomNeed, Rule, Sector,
    SettingsFlaw, SoftRule, Until, Waiver,
};

use super::{Explained, Words};

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

    fn room_need(&self, need: RoomNeed) -> &'static str {
        match need {
            RoomNeed::Shared => self.pick("mesures au lit", "measures at the bed"),
            RoomNeed::Cohort => self.pick("seul ou en cohorte", "alone or in a cohort"),
            RoomNeed::Single => self.pick("chambre seule", "a single room"),
            RoomNeed::Negative => self.pick("pression négative", "negative pressure"),
            RoomNeed::Positive => self.pick("pression positive", "positive pressure"),
        }
    }

    fn attributes(&self, set: Attributes) -> String {
        let names: Vec<&str> = set.iter().map(|it| self.attribute(it)).collect();
        names.join(", ")
    }

    fn ages(&self, ages: Ages) -> String {
        match (ages.from, ages.to) {
            (Some(from), Some(to)) => self.pick(
                format!("de {from} à {to} ans"),
                format!("from {from} to {to} years"),
            ),
            (Some(from), None) => self.pick(format!("dès {from} ans"), format!("from {from} years")),
            (None, Some(to)) => self.pick(format!("jusqu’à {to} ans"), format!("up to {to} years")),
            (None, None) => self.pick("tous âges", "every age").to_owned(),
        }
    }

    fn after(&self, after: Until) -> &'static str {
        match after {
            Until::Departure => self.pick("après une sortie", "after a departure"),
            Until::ToClean => self.pick("bionettoyage à faire", "to be cleaned"),
            Until::Cleaning => self.pick("bionettoyage en cours", "being cleaned"),
            Until::Disinfection => self.pick("à désinfecter", "to be disinfected"),
            Until::Closure => self.pick("fermé jusque-là", "closed until then"),
        }
    }

    fn mate(&self, mate: Option<StayId>, around: &Around<'_>) -> String {
        let named = mate.and_then(|it| (around.name)(it));
        named.unwrap_or_else(|| self.pick("un voisin", "a room-mate").to_owned())
    }

    /// Why a rule says what it says of a bed.
    #[must_use]
    pub fn placement_reason(&self, why: &Reason, around: &Around<'_>) -> String {
        let plain = |fr: &str, en: &str| self.pick(fr, en).to_owned();
        let when = |at: Moment| self.day_and_hour(around.zone, around.now, at);
        match why {
            Reason::Open => plain("Ouvert", "Open"),
            Reason::Unstaffed => plain("Non armé", "Unstaffed"),
            Reason::Ready => plain("Libre, prêt", "Free, ready"),
            Reason::Here => plain("Le patient y est déjà", "The patient is there already"),
            Reason::Disputed => plain("Conflit à régler d’abord", "A dispute to settle first"),
            Reason::PromisedToThem => plain("Promis à cette demande", "Promised to this request"),
            Reason::Alone => plain("Seul dans la chambre", "Alone in the room"),
            Reason::Cohort => plain(
                "Avec les mêmes précautions et le même germe",
                "With the same precautions and germ",
            ),
            Reason::Single => plain("Chambre seule", "Single room"),
            Reason::Shared => plain("Chambre à plusieurs", "Shared room"),
            Reason::SingleUnneeded => plain("Chambre seule, sans besoin", "A single room that is not needed"),
            Reason::SameSex => plain("Voisin du même sexe", "Room-mate of the same sex"),
            Reason::SexUnknown => plain("Sexe à vérifier", "Sex to be checked"),
            Reason::AgeFits => plain("Âge accepté", "Age taken by the ward"),
            Reason::SpecialtyRefused => plain(
                "Le service ne prend pas cette spécialité",
                "The ward does not take this specialty",
            ),
            Reason::OwnWard => plain("Service de la spécialité", "Ward of the specialty"),
            Reason::AgreedWard => plain(
                "Service d’accord pour accueillir",
                "Ward that agreed to take them",
            ),
            Reason::FirstChoice => plain("Service de premier choix", "First choice of ward"),
            Reason::SameSite => plain("Même site", "Same site"),
            Reason::AwayUnknown => plain(
                "Autre site, trajet non renseigné",
                "Another site, at an unknown distance",
            ),
            Reason::Closed { why, until } => {
                let closed = self.pick("Fermé", "Closed");
                let reason = why.map(|it| self.closure(it));
                let said = reason.map_or_else(|| closed.to_owned(), |it| self.pair(closed, it));
                match until {
                    Some(until) => {
                        let until = when(*until);
                        self.pick(
                            format!("{said}, jusqu’à {until}"),
                            format!("{said}, until {until}"),
                        )
                    }
                    None => said,
                }
            }
            Reason::ReadyAt { at, after } => {
                let (at, after) = (when(*at), self.after(*after));
                self.pick(
                    format!("Prêt vers {at} ({after})"),
                    format!("Ready by {at} ({after})"),
                )
            }
            Reason::TooLate { at, after } => {
                let (at, after) = (when(*at), self.after(*after));
                self.pick(
                    format!("Prêt trop tard, {at} ({after})"),
                    format!("Ready too late, {at} ({after})"),
                )
            }
            Reason::Taken { by } => {
                let by = self.mate(Some(*by), around);
                self.pick(format!("Occupé par {by}"), format!("Taken by {by}"))
            }
            Reason::OnLeave { of } => {
                let of = self.mate(Some(*of), around);
                self.pick(
                    format!("Gardé pour {of}, en permission"),
                    format!("Kept for {of}, on leave"),
                )
            }
            Reason::Promised { to, from } => {
                let from = when(*from);
                match to.and_then(|it| (around.name)(it)) {
                    Some(to) => self.pick(
                        format!("Promis à {to}, {from}"),
                        format!("Promised to {to}, {from}"),
                    ),
                    None => self.pick(
                        format!("Promis à un autre patient, {from}"),
                        format!("Promised to somebody else, {from}"),
                    ),
                }
            }
            Reason::NotSingle { asks } => {
                let asks = self.room_need(*asks);
                self.pick(
                    format!("Chambre à plusieurs, il faut : {asks}"),
                    format!("A shared room; needed: {asks}"),
                )
            }
            Reason::NoPressure { asks } => {
                let asks = self.room_need(*asks);
                self.pick(format!("Pas de {asks}"), format!("No {asks}"))
            }
            Reason::PressureNotRecorded { asks } => {
                let asks = self.room_need(*asks);
                self.pick(
                    format!("À vérifier sur place : {asks}"),
                    format!("To be checked there: {asks}"),
                )
            }
            Reason::MateUnprotected { mate } => {
                let mate = self.mate(*mate, around);
                self.pick(
                    format!("Chambre partagée avec {mate}, sans les mêmes précautions"),
                    format!("Shared with {mate}, without the same precautions"),
                )
            }
            Reason::MateIsolated { mate } => {
                let mate = self.mate(*mate, around);
                self.pick(
                    format!("Isolement voisin : {mate}"),
                    format!("Isolated room-mate: {mate}"),
                )
            }
            Reason::SectorMatches { sector } => {
                let sector = self.sector(*sector);
                self.pick(format!("Secteur : {sector}"), format!("Sector: {sector}"))
            }
            Reason::SectorOfOthers { sector } => {
                let sector = self.sector(*sector);
                self.pick(
                    format!("Secteur réservé : {sector}"),
                    format!("A sector for {sector} only"),
                )
            }
            Reason::MateOfOtherSector { mate, .. } => {
                let mate = self.mate(*mate, around);
                self.pick(
                    format!("D’un autre secteur BHRe que {mate}"),
                    format!("Of another sector than {mate}"),
                )
            }
            Reason::LevelMatches { level } => {
                let level = self.level(*level);
                self.pick(
                    format!("Niveau voulu : {level}"),
                    format!("Level needed: {level}"),
                )
            }
            Reason::LevelBelow { offered } => {
                let level = self.level(*offered);
                self.pick(
                    format!("Niveau de soins insuffisant : {level}"),
                    format!("Level of care too low: {level}"),
                )
            }
            Reason::LevelAbove { offered } => {
                let level = self.level(*offered);
                self.pick(
                    format!("Niveau de soins supérieur au besoin : {level}"),
                    format!("Level of care above the need: {level}"),
                )
            }
            Reason::Equipped { with } => {
                let with = self.attributes(*with);
                self.pick(format!("Équipé : {with}"), format!("Equipped: {with}"))
            }
            Reason::Lacks { what } => {
                let what = self.attributes(*what);
                self.pick(format!("Sans {what}"), format!("Without {what}"))
            }
            Reason::EquipmentNotRecorded { what } => {
                let what = self.attributes(*what);
                self.pick(
                    format!("À vérifier sur place, aucun lit ne le dit : {what}"),
                    format!("To be checked there, recorded at no bed: {what}"),
                )
            }
            Reason::Neutralised { beds, nights } => {
                let (beds, nights) = (self.beds(*beds), self.nights(*nights));
                self.pick(
                    format!("Neutralise {beds} pendant {nights}"),
                    format!("Neutralises {beds} for {nights}"),
                )
            }
            Reason::OtherSex { mate } => {
                let mate = self.mate(*mate, around);
                self.pick(
                    format!("Autre sexe que {mate}, même chambre"),
                    format!("Other sex than {mate}, same room"),
                )
            }
            Reason::AgeOutside { ages } => {
                let ages = self.ages(*ages);
                self.pick(
                    format!("Âge hors du service ({ages})"),
                    format!("Age outside the ward’s ({ages})"),
                )
            }
            Reason::AgeUnknown { ages } => {
                let ages = self.ages(*ages);
                self.pick(
                    format!("Âge à vérifier ({ages})"),
                    format!("Age to be checked ({ages})"),
                )
            }
            Reason::AgeGap { mate, years } => {
                let mate = self.mate(*mate, around);
                self.pick(
                    format!("{years} ans d’écart avec {mate}"),
                    format!("{years} years apart from {mate}"),
                )
            }
            Reason::ChildWithAdult { mate } => {
                let mate = self.mate(*mate, around);
                self.pick(
                    format!("Enfant et adulte dans la même chambre ({mate})"),
                    format!("Child and adult in one room ({mate})"),
                )
            }
            Reason::OutlierWard { nights } => {
                let nights = self.nights(*nights);
                self.pick(format!("Hébergement, {nights}"), format!("Outlier for {nights}"))
            }
            Reason::LaterChoice { place } => self.pick(
                format!("Choix n° {place} de service"),
                format!("Choice of ward number {place}"),
            ),
            Reason::Away { minutes } => self.pick(
                format!("Autre site, {minutes} min de transport"),
                format!("Another site, {minutes} min away"),
            ),
            Reason::MovedAgain { moves } => self.pick(
                format!("Déjà déplacé {moves} fois, et à déplacer encore"),
                format!("Moved {moves} times already, and to be moved again"),
            ),
            Reason::ByNight { at } => {
                let at = self.day_and_hour(around.zone, around.now, *at);
                self.pick(
                    format!("Déplacement de nuit, {at}"),
                    format!("A move by night, {at}"),
                )
            }
            Reason::LastBeds { free, kept } => self.pick(
                format!("Gardés pour les urgences : {kept}, libres : {free}"),
                format!("Kept for emergencies: {kept}, free: {free}"),
            ),
            Reason::RareUnneeded { what } => {
                let what = self.attributes(*what);
                self.pick(
                    format!("Prend un équipement rare sans besoin : {what}"),
                    format!("Takes rare equipment that is not needed: {what}"),
                )
            }
            Reason::Crowded { percent } => self.pick(
                format!("Service presque plein ({percent} %)"),
                format!("Ward nearly full ({percent}%)"),
            ),
        }
    }

    fn nights(&self, count: u16) -> String {
        match count {
            1 => self.pick("1 nuit", "1 night").to_owned(),
            _ => self.pick(format!("{count} nuits"), format!("{count} nights")),
        }
    }

    fn beds(&self, count: u16) -> String {
        match count {
            1 => self.pick("1 lit voisin", "1 neighbour bed").to_owned(),
            _ => self.pick(format!("{count} lits voisins"), format!("{count} neighbour beds")),
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

    /// Why nothing was done about placement, and what to do next.
    pub(super) fn placement_refusal(&self, refusal: &PlacementRefusal) -> Explained {
        let look = self.pick(
            "Regardez à nouveau les lits proposés.",
            "Look at the proposed beds again.",
        );
        let (why, next) = match refusal {
            PlacementRefusal::ChangedMeanwhile => (
                self.pick(
                    "Quelqu’un d’autre a changé ces règles pendant que vous les aviez à l’écran.",
                    "Somebody else changed these rules while you had them on the screen.",
                )
                .to_owned(),
                self.pick(
                    "Regardez ce qui a changé, puis validez à nouveau.",
                    "Look at what changed, then submit again.",
                ),
            ),
            PlacementRefusal::Unfit(flaw) => (
                self.settings_flaw(flaw),
                self.pick(
                    "Corrigez, puis validez à nouveau.",
                    "Correct it, then submit again.",
                ),
            ),
            PlacementRefusal::Ahead => (
                self.pick(
                    "Cette proposition n’est pas de ce journal.",
                    "This proposal is not of this journal.",
                )
                .to_owned(),
                look,
            ),
            PlacementRefusal::Refused { by, .. } => (
                self.pair(
                    self.pick("Une règle écarte ce lit", "A rule discards this bed"),
                    self.placement_rule(*by),
                ),
                look,
            ),
            PlacementRefusal::NeverWaived(rule) => (
                self.pair(
                    self.pick("Personne ne peut passer outre", "Nobody may set this aside"),
                    self.placement_rule(*rule),
                ),
                self.pick("Choisissez un autre lit.", "Choose another bed."),
            ),
            PlacementRefusal::BadWaiver(waived) => (
                self.pair(
                    self.placement_rule(waived.rule),
                    self.pick("ce motif ne suffit pas", "this is no reason to set it aside"),
                ),
                self.pick("Choisissez un motif de la liste.", "Choose a reason of the list."),
            ),
            PlacementRefusal::NothingToWaive(rule) => (
                self.pair(
                    self.placement_rule(*rule),
                    self.pick(
                        "cette règle n’écarte pas ce lit",
                        "this rule does not discard this bed",
                    ),
                ),
                look,
            ),
        };
        Explained {
            why,
            next: next.to_owned(),
        }
    }

    fn settings_flaw(&self, flaw: &SettingsFlaw) -> String {
        let about = |label: &'static str, what: &dyn std::fmt::Display| self.pair(label, what);
        match flaw {
            SettingsFlaw::FirmPoints(rule) => about(
                self.pick("Trop de points", "Too many points"),
                &self.placement_rule(Rule::Firm(*rule)),
            ),
            SettingsFlaw::SoftPoints(rule) => about(
                self.pick("Trop de points", "Too many points"),
                &self.placement_rule(Rule::Soft(*rule)),
            ),
            SettingsFlaw::Twice(code) => about(
                self.pick("Code en double", "A code is there twice"),
                &code.as_str(),
            ),
            SettingsFlaw::WardTwice(place) => about(
                self.pick("Service décrit deux fois", "A ward is described twice"),
                &place.ward.as_str(),
            ),
            SettingsFlaw::DistanceTwice(from, to) => about(
                self.pick("Distance donnée deux fois", "A distance is told twice"),
                &format!("{} – {}", from.site.as_str(), to.site.as_str()),
            ),
            SettingsFlaw::DistanceToItself(site) => about(
                self.pick("Distance d’un site à lui-même", "A site has a distance to itself"),
                &site.site.as_str(),
            ),
            SettingsFlaw::UnknownSpecialty(code) => about(
                self.pick("Spécialité inconnue", "Unknown specialty"),
                &code.as_str(),
            ),
            SettingsFlaw::UnknownGerm(code) => {
                about(self.pick("Germe inconnu", "Unknown germ"), &code.as_str())
            }
            SettingsFlaw::TakenAndRefused(place, code) => about(
                self.pick(
                    "Spécialité à la fois prise et refusée",
                    "A specialty is both taken and refused",
                ),
                &format!("{}, {}", place.ward.as_str(), code.as_str()),
            ),
            SettingsFlaw::UnknownPrecaution(code) => about(
                self.pick("Précaution inconnue", "Unknown precaution"),
                &code.as_str(),
            ),
            SettingsFlaw::UnknownWard(place) => {
                about(self.pick("Service inconnu", "Unknown ward"), &place.ward.as_str())
            }
            SettingsFlaw::UnknownSite(place) => {
                about(self.pick("Site inconnu", "Unknown site"), &place.site.as_str())
            }
            SettingsFlaw::Ages(place) => about(
                self.pick("Âges à l’envers", "Ages the wrong way round"),
                &place.ward.as_str(),
            ),
            SettingsFlaw::Bound => self
                .pick(
                    "Une durée, une heure ou un nombre de nuits hors limites.",
                    "A duration, an hour or a number of nights out of bounds.",
                )
                .to_owned(),
        }
    }
}
