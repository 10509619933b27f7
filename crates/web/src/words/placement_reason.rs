//! Why a rule of placement says what it says of a bed, in words.

use base::Moment;
use base::id::StayId;
use domain::bed::Attributes;
use domain::flow::placement::{Ages, Reason, RoomNeed, Until};

use super::Words;
use super::placement::Around;

impl Words {
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

    /// What a precaution asks of a room.
    #[must_use]
    pub fn room_need(&self, need: RoomNeed) -> &'static str {
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
}
