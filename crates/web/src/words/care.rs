//! What wards say of their patients, worded: plans, steps, precautions, needs.

use domain::care::{CareChange, CareTopic, Confidence, DischargeStep, Mobility, Need, Progress};
use domain::precaution::{Shape, Tint};

use super::{Lists, Words};

impl Words {
    /// What a statement is about.
    #[must_use]
    pub fn care_topic(&self, topic: &CareTopic) -> &'static str {
        match topic {
            CareTopic::Discharge => self.pick("Sortie prévue", "Expected discharge"),
            CareTopic::Step(step) => self.discharge_step(*step),
            CareTopic::Precautions => self.pick("Précautions", "Precautions"),
            CareTopic::Telemetry => self.pick("Télémétrie", "Telemetry"),
            CareTopic::Mobility => self.pick("Mobilité", "Mobility"),
            CareTopic::Need(need) => self.need(*need),
            CareTopic::Slot(_) => self.pick("Repère du service", "Ward slot"),
        }
    }

    /// A change in a few words.
    #[must_use]
    pub fn care_change(&self, lists: Lists<'_>, change: &CareChange) -> String {
        let topic = self.care_topic(&change.topic());
        match change {
            CareChange::Discharge(None) => self
                .pick("Sortie prévue : retirée", "Expected discharge: taken back")
                .to_owned(),
            CareChange::Discharge(Some(plan)) => self.pair(topic, self.confidence(plan.confidence)),
            CareChange::Step {
                progress: Progress::Waiting(reason),
                ..
            } => self.pair(
                topic,
                self.pair(self.pick("en attente", "waiting"), lists.wait(reason)),
            ),
            CareChange::Step { progress, .. } => self.pair(topic, self.progress(progress)),
            CareChange::Precautions(codes) if codes.is_empty() => {
                self.pair(topic, self.pick("levées", "lifted"))
            }
            CareChange::Precautions(codes) => self.pair(topic, lists.precautions(codes)),
            CareChange::Telemetry(None) => self.pair(topic, self.pick("retirée", "taken off")),
            CareChange::Telemetry(Some(unit)) => self.pair(topic, unit),
            CareChange::Mobility(None) => self.pair(topic, self.pick("non précisée", "not stated")),
            CareChange::Mobility(Some(mobility)) => self.pair(topic, self.mobility(*mobility)),
            CareChange::Need { raised: true, .. } => topic.to_owned(),
            CareChange::Need { raised: false, .. } => self.pair(topic, self.pick("levé", "lifted")),
            CareChange::Slot { slot, choice } => {
                let cleared = || self.pick("vidé", "cleared").to_owned();
                let choice = choice.as_ref().map(|it| lists.choice(slot, it));
                self.pair(lists.slot(slot), choice.unwrap_or_else(cleared))
            }
        }
    }

    /// How sure a discharge is.
    #[must_use]
    pub fn confidence(&self, confidence: Confidence) -> &'static str {
        match confidence {
            Confidence::Estimated => self.pick("estimée", "estimated"),
            Confidence::Confirmed => self.pick("confirmée", "confirmed"),
            Confidence::Waiting => self.pick("en attente", "waiting"),
        }
    }

    /// A step of a discharge.
    #[must_use]
    pub fn discharge_step(&self, step: DischargeStep) -> &'static str {
        match step {
            DischargeStep::Medical => self.pick("Décision médicale", "Medical decision"),
            DischargeStep::Papers => self.pick("Ordonnances et compte rendu", "Prescriptions and report"),
            DischargeStep::Downstream => self.pick("Aval", "Downstream care"),
            DischargeStep::Transport => self.pick("Transport", "Transport"),
            DischargeStep::Family => self.pick("Famille", "Family"),
        }
    }

    /// How far a step is.
    #[must_use]
    pub fn progress(&self, progress: &Progress) -> &'static str {
        match progress {
            Progress::ToDo => self.pick("à faire", "to do"),
            Progress::Waiting(_) => self.pick("en attente", "waiting"),
            Progress::Done => self.pick("fait", "done"),
        }
    }

    /// How a patient moves.
    #[must_use]
    pub fn mobility(&self, mobility: Mobility) -> &'static str {
        match mobility {
            Mobility::Independent => self.pick("Seul", "Alone"),
            Mobility::Helped => self.pick("Avec aide", "With help"),
            Mobility::Wheelchair => self.pick("Fauteuil", "Wheelchair"),
            Mobility::Stretcher => self.pick("Brancard", "Stretcher"),
        }
    }

    /// A need.
    #[must_use]
    pub fn need(&self, need: Need) -> &'static str {
        match need {
            Need::Fall => self.pick("Risque de chute", "Risk of falling"),
            Need::Oxygen => self.pick("Oxygène", "Oxygen"),
            Need::Social => self.pick("Suivi social", "Social follow-up"),
            Need::Companion => self.pick("Accompagnant", "Companion"),
            Need::Confidential => self.pick("Présence confidentielle", "Confidential presence"),
        }
    }

    /// The outline of a precaution.
    #[must_use]
    pub fn shape(&self, shape: Shape) -> &'static str {
        match shape {
            Shape::Square => self.pick("Carré", "Square"),
            Shape::Drop => self.pick("Goutte", "Drop"),
            Shape::Hexagon => self.pick("Hexagone", "Hexagon"),
            Shape::Shield => self.pick("Bouclier", "Shield"),
            Shape::Diamond => self.pick("Losange", "Diamond"),
            Shape::Circle => self.pick("Rond", "Circle"),
        }
    }

    /// The colour of a precaution.
    #[must_use]
    pub fn tint(&self, tint: Tint) -> &'static str {
        match tint {
            Tint::Yellow => self.pick("Jaune", "Yellow"),
            Tint::Blue => self.pick("Bleu", "Blue"),
            Tint::Plum => self.pick("Prune", "Plum"),
            Tint::Green => self.pick("Vert", "Green"),
            Tint::Black => self.pick("Noir", "Black"),
            Tint::Red => self.pick("Rouge", "Red"),
        }
    }
}
