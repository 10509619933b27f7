//! Whether a patient fits in a bed, in words.

use base::Zone;
use domain::precaution::Precaution;
use domain::view::placing::{Caution, Impossible};

use std::sync::Arc;

use super::Words;

impl Words {
    /// Why a bed cannot be taken. `name` words a person.
    #[must_use]
    pub fn impossible(
        &self,
        why: &Impossible,
        name: impl Fn(&domain::view::board::ShownName) -> String,
    ) -> String {
        match why {
            Impossible::Closed(reason) => self.pair(self.pick("Fermé", "Closed"), self.closure(*reason)),
            Impossible::Disputed => self
                .pick("Conflit à régler d’abord", "A dispute to settle first")
                .to_owned(),
            Impossible::OnLeave(of) => {
                let of = name(of);
                self.pick(
                    format!("Gardé pour {of}, en permission"),
                    format!("Kept for {of}, on leave"),
                )
            }
            Impossible::Promised(to) => {
                let to = name(to);
                self.pick(format!("Réservé pour {to}"), format!("Reserved for {to}"))
            }
            Impossible::Contaminated => self
                .pick("À désinfecter d’abord", "To be disinfected first")
                .to_owned(),
            Impossible::Taken(by) => {
                let by = name(by);
                self.pick(format!("Occupé par {by}"), format!("Taken by {by}"))
            }
        }
    }

    /// What to think of before a move. `name` words a person.
    #[must_use]
    pub fn caution(
        &self,
        what: &Caution,
        zone: &Zone,
        now: base::Moment,
        name: impl Fn(&domain::view::board::ShownName) -> String,
    ) -> String {
        match what {
            Caution::Dirty { cleaning: false } => self
                .pick("Le lit n’est pas nettoyé", "The bed is not clean")
                .to_owned(),
            Caution::Dirty { cleaning: true } => self
                .pick("Le ménage est en cours", "The bed is being cleaned")
                .to_owned(),
            Caution::Reserved { to, at } => {
                let (to, at) = (name(to), self.day_and_hour(zone, now, *at));
                self.pick(
                    format!("Réservé pour {to}, {at}"),
                    format!("Reserved for {to}, {at}"),
                )
            }
            Caution::OtherSex(mate) => {
                let mate = name(mate);
                self.pick(
                    format!("Autre sexe que {mate}, même chambre"),
                    format!("Other sex than {mate}, same room"),
                )
            }
            Caution::OtherAge(mate) => {
                let mate = name(mate);
                self.pick(
                    format!("Enfant et adulte dans la même chambre ({mate})"),
                    format!("Child and adult in one room ({mate})"),
                )
            }
            Caution::Homonym(mate) => {
                let mate = name(mate);
                self.pick(
                    format!("Homonyme dans la même chambre : {mate}"),
                    format!("Same name in the same room: {mate}"),
                )
            }
            Caution::Isolation { precautions, with } => {
                let (set, with) = (names(precautions), name(with));
                self.pick(
                    format!("Précautions {set}, avec {with} qui ne les a pas"),
                    format!("Precautions {set}, with {with} who does not have them"),
                )
            }
            Caution::Exposed { precautions, to } => {
                let (set, to) = (names(precautions), name(to));
                self.pick(
                    format!("Exposé aux précautions {set} de {to}"),
                    format!("Exposed to {to}, precautions {set}"),
                )
            }
            Caution::SharedRoom(precautions) => {
                let set = names(precautions);
                self.pick(
                    format!("Précautions {set} dans une chambre à plusieurs lits"),
                    format!("Precautions {set} in a room of several beds"),
                )
            }
            Caution::NoTelemetry => self
                .pick("Pas de télémétrie à ce lit", "No telemetry at this bed")
                .to_owned(),
            Caution::NoOxygen => self
                .pick("Pas d’oxygène mural à ce lit", "No wall oxygen at this bed")
                .to_owned(),
            Caution::WishesSingle => self
                .pick("Souhaite une chambre seule", "Wishes for a single room")
                .to_owned(),
        }
    }
}

fn names(precautions: &[Arc<Precaution>]) -> String {
    let names: Vec<&str> = precautions.iter().map(|it| it.name.as_str()).collect();
    names.join(" + ")
}
