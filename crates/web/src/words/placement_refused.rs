//! Why nothing was done about placement, and what is wrong with its settings, in words.

use domain::flow::placement::{PlacementRefusal, Rule, SettingsFlaw};

use super::{Explained, Words};

impl Words {
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
