//! The forms by which a ward says something of a stay: one form a topic, each with the revision that it has seen.
//!
//! When somebody else spoke meanwhile, both values are shown above the form, which keeps what was typed.

use std::sync::Arc;

use base::id::StayId;
use domain::board_config::{BoardConfig, Slot};
use domain::care::{Care, CareChange, CareTopic, Confidence, DischargeStep, Mobility, Need, Progress};
use domain::precaution::Precaution;
use domain::view::board::Leaving;
use maud::{Markup, html};

use super::history;
use super::say::{SEEN, address};
use super::sheet::{Refused, refusal};
use super::spell;
use crate::flags::icon_of;
use crate::icon::icon;
use crate::person;
use crate::precaution;
use crate::scene::Scene;

/// What the forms of a stay are made from.
pub struct Desk<'a> {
    pub scene: Scene<'a>,
    pub stay: StayId,
    pub care: &'a Care,
    /// The expected discharge that the board shows.
    pub leaving: Option<&'a Leaving>,
    pub config: &'a BoardConfig,
    /// The hospital's set of precautions.
    pub set: &'a [Arc<Precaution>],
    pub refused: Option<&'a Refused>,
    /// The journal of the stay, to say who spoke meanwhile.
    pub journal: Option<&'a history::Known>,
}

impl Desk<'_> {
    /// When, where to, how sure; then each step and what it waits for.
    pub fn discharge(&self) -> Markup {
        let acts = &self.scene.words.acts;
        let topic = CareTopic::Discharge;
        let plan = self.care.discharge().map(|(plan, _)| plan);
        let (day, hour) = plan.and_then(|plan| plan.at).map_or((String::new(), None), |at| {
            spell::day_and_hour(self.scene.zone, at)
        });
        let destination = plan
            .and_then(|plan| plan.destination)
            .map_or("", spell::destination_word);
        let confidence = spell::confidence_word(plan.map_or(Confidence::Estimated, |plan| plan.confidence));
        let destination = self.kept(&topic, "destination", destination);
        let confidence = self.kept(&topic, "certitude", confidence);
        let form = html! {
            label.field.day { span { (acts.day) } input type="date" name="jour" value=(self.kept(&topic, "jour", &day)); }
            label.field.hour {
                span { (acts.hour) " " small { "(" (self.scene.words.drawer.optional) ")" } }
                input type="time" name="heure" value=(self.kept(&topic, "heure", hour.as_deref().unwrap_or_default()));
            }
            label.field {
                span { (acts.destination) }
                select name="destination" {
                    option value="" selected[destination.is_empty()] { (acts.not_known) }
                    @for choice in spell::DESTINATIONS {
                        @let word = spell::destination_word(choice);
                        option value=(word) selected[word == destination] { (self.scene.words.destination(choice)) }
                    }
                }
            }
            label.field {
                span { (acts.confidence) }
                select name="certitude" {
                    @for choice in Confidence::ALL {
                        @let word = spell::confidence_word(choice);
                        option value=(word) selected[word == confidence] { (self.scene.words.confidence(choice)) }
                    }
                }
            }
            p.row {
                button.btn.pri { (acts.save) }
                button.btn name="rapide" value="auj" { (acts.today) }
                button.btn name="rapide" value="demain" { (acts.tomorrow) }
                button.btn name="rapide" value="plus1" title=(acts.day_later_said) { (acts.day_later) span.vh { ", " (acts.day_later_said) } }
                @if plan.is_some() { button.btn.ghost name="retirer" value="1" formnovalidate { (acts.take_back) } }
            }
        };
        html! {
            section #sortie {
                h2 { (icon("log-out")) (acts.discharge) }
                div.do {
                    @if let Some(fed) = self.overruled() { p.q { (fed) } }
                    (self.form(&topic, "plan", &form))
                    @if !self.config.steps.is_empty() {
                        h3 { (acts.steps) }
                        ul.steps { @for step in &self.config.steps { li { (self.step(*step)) } } }
                    }
                }
            }
        }
    }

    /// What is said to whoever wrote an estimate that the board does not show: the administration announced a discharge.
    fn overruled(&self) -> Option<String> {
        let (plan, _) = self.care.discharge()?;
        let fed = self.leaving.filter(|it| it.announced && it.plan.is_none())?;
        let differs = plan.at != Some(fed.at);
        let when = person::leaving_said(&self.scene, fed);
        differs.then(|| self.scene.words.announced_by_feed(&when))
    }

    fn step(&self, step: DischargeStep) -> Markup {
        let (acts, words) = (&self.scene.words.acts, self.scene.words);
        let topic = CareTopic::Step(step);
        let progress = self.care.progress(step);
        let (class, current) = match &progress {
            Progress::ToDo => ("todo", "a-faire"),
            Progress::Waiting(reason) => ("wait", reason.as_str()),
            Progress::Done => ("done", "fait"),
        };
        let current = self.kept(&topic, "etat", current);
        // A reason that left the ward's list still says what this patient waits for.
        let former = match &progress {
            Progress::Waiting(reason) => {
                Some(reason).filter(|it| self.config.waits.iter().all(|known| known.code != **it))
            }
            Progress::ToDo | Progress::Done => None,
        };
        let form = html! {
            span class={ "st " (class) } {
                @if progress == Progress::Done { (icon("check")) }
                (words.discharge_step(step)) span.vh { " : " (words.progress(&progress)) }
            }
            select name="etat" aria-label={ (words.discharge_step(step)) } {
                option value="a-faire" selected[current == "a-faire"] { (words.progress(&Progress::ToDo)) }
                @for reason in &self.config.waits {
                    option value=(reason.code) selected[current == reason.code.as_str()] { (acts.waits_for) " : " (reason.name.as_str()) }
                }
                @if let Some(reason) = former { option value=(reason) selected { (acts.waits_for) " : " (reason) } }
                @if progress == Progress::Done { option value="fait" selected[current == "fait"] disabled { (words.progress(&progress)) } }
            }
            button.btn.sm aria-label={ (acts.note_step) ", " (words.discharge_step(step)) } { (acts.note_step) }
            @if progress != Progress::Done {
                button.btn.sm name="fait" value="1" aria-label={ (acts.step_done) ", " (words.discharge_step(step)) } { (icon("check")) (acts.step_done) }
            }
        };
        self.form(&topic, "step", &form)
    }

    /// Precautions, telemetry, mobility, needs, and what the ward added for itself.
    pub fn alerts(&self) -> Markup {
        let acts = &self.scene.words.acts;
        html! {
            section #soins {
                h2 { (icon("shield-alert")) (acts.care) }
                div.do {
                    (self.precautions())
                    hr;
                    (self.telemetry())
                    hr;
                    (self.mobility())
                    hr;
                    h3 { (acts.needs) }
                    div.row { @for need in Need::ALL { (self.need(need)) } }
                    @for slot in &self.config.slots { hr; (self.slot(slot)) }
                }
            }
        }
    }

    fn precautions(&self) -> Markup {
        let topic = CareTopic::Precautions;
        let worn = self.care.precautions();
        let refused = self.refusal_of(&topic);
        let ticked = |code: &str| match refused {
            Some(refused) => refused.fields.all("code").any(|it| it == code),
            None => worn.iter().any(|it| it.as_str() == code),
        };
        let offered = self
            .set
            .iter()
            .filter(|it| !it.retired || worn.contains(&it.code));
        let form = html! {
            fieldset.choices {
                legend { (self.scene.words.care_topic(&topic)) }
                @for it in offered {
                    label.tick {
                        input type="checkbox" name="code" value=(it.code) checked[ticked(it.code.as_str())];
                        (precaution::drawn(it.shape, it.tint, it.letter.as_str())) (it.name.as_str())
                    }
                }
            }
            button.btn { (self.scene.words.acts.save) }
        };
        html! { div #precautions { (self.form(&topic, "", &form)) } }
    }

    fn telemetry(&self) -> Markup {
        let acts = &self.scene.words.acts;
        let topic = CareTopic::Telemetry;
        let worn = self.care.telemetry();
        let shown = self.kept(&topic, "unite", worn.map_or("", |it| it.as_str()));
        let form = html! {
            label.field { span { (self.scene.words.care_topic(&topic)) " · " (acts.unit) } input type="text" name="unite" value=(shown) maxlength="8" autocomplete="off" autocapitalize="characters"; }
            button.btn { (acts.save) }
            @if worn.is_some() { button.btn.ghost name="retirer" value="1" { (acts.take_off) } }
        };
        html! { div #telemetrie { (self.form(&topic, "", &form)) } }
    }

    fn mobility(&self) -> Markup {
        let topic = CareTopic::Mobility;
        let now = self.care.mobility();
        let button = |value: &str, text: &str, on: bool| {
            html! { button.btn name="mobilite" value=(value) aria-pressed=(on) { (text) } }
        };
        let form = html! {
            fieldset.choices {
                legend { (self.scene.words.care_topic(&topic)) }
                @for it in Mobility::ALL {
                    (button(spell::mobility_word(it), self.scene.words.mobility(it), now == Some(it)))
                }
                (button("", self.scene.words.acts.not_stated, now.is_none()))
            }
        };
        self.form(&topic, "", &form)
    }

    fn need(&self, need: Need) -> Markup {
        let raised = self.care.needs(need);
        let form = html! {
            button.btn name="leve" value=(u8::from(!raised)) aria-pressed=(raised) { (icon(icon_of(need))) (self.scene.words.need(need)) }
        };
        self.form(&CareTopic::Need(need), "", &form)
    }

    fn slot(&self, slot: &Slot) -> Markup {
        let topic = CareTopic::Slot(slot.code.clone());
        let now = self.care.slot(&slot.code);
        let form = html! {
            fieldset.choices {
                legend { (slot.name.as_str()) }
                @for it in &slot.choices {
                    // Pressed again, a choice is cleared.
                    @let chosen = now == Some(&it.code);
                    button.btn name="choix" value=(if chosen { "" } else { it.code.as_str() }) aria-pressed=(chosen) { (it.name.as_str()) }
                }
            }
        };
        self.form(&topic, "", &form)
    }

    /// The form of a topic: what it has seen, why it was refused, its fields.
    fn form(&self, topic: &CareTopic, class: &str, fields: &Markup) -> Markup {
        let action = address(self.stay, &topic.blank());
        html! {
            @if let Some(refused) = self.refusal_of(topic).filter(|it| it.conflict.is_some()) { (self.conflict(topic, refused)) }
            form method="post" action=(action) class=[(!class.is_empty()).then_some(class)] data-live {
                input type="hidden" name=(SEEN) value=(self.care.revision(topic));
                @if let Some((name, value)) = spell::hidden(topic) { input type="hidden" name=(name) value=(value); }
                @if self.refusal_of(topic).is_some_and(|it| it.conflict.is_none()) {
                    (refusal(self.refused, &spell::name(topic)))
                }
                (fields)
            }
        }
    }

    /// Both values, and the two ways out.
    fn conflict(&self, topic: &CareTopic, refused: &Refused) -> Markup {
        let words = self.scene.words;
        let acts = &words.acts;
        let mine = refused.conflict.as_ref();
        let said = self.care.on(topic);
        let author = said.and_then(|it| {
            let journal = &self.journal?.journal;
            journal.iter().find(|line| line.seq == it.revision)
        });
        html! {
            form.conflict method="post" action=(address(self.stay, &topic.blank())) data-live {
                p.refusal role="alert" { b { (refused.explained.why) } span { (refused.explained.next) } }
                dl.facts {
                    dt { (acts.theirs) }
                    dd {
                        b { (self.value(&self.care.holds(topic))) }
                        @if let Some(said) = said {
                            small {
                                " " (author.map_or(words.drawer.somebody, |it| it.who.as_str()))
                                ", " (words.day_and_hour(self.scene.zone, self.scene.now, said.at))
                            }
                        }
                    }
                    @if let Some(mine) = mine { dt { (acts.yours) } dd { b { (self.value(mine)) } } }
                }
                @for (name, value) in mine.map(|it| spell::write(it, self.scene.zone)).unwrap_or_default() {
                    input type="hidden" name=(name) value=(value);
                }
                input type="hidden" name=(SEEN) value=(self.care.revision(topic));
                p.row {
                    a.btn href={ "/sejour/" (self.stay) } data-drawer { (acts.keep_theirs) }
                    button.btn.pri { (acts.confirm_yours) }
                }
            }
        }
    }

    /// A statement in words, those of the ward's own lists included.
    pub fn value(&self, change: &CareChange) -> String {
        let words = self.scene.words;
        let nothing = words.acts.not_known;
        match change {
            CareChange::Discharge(None) => nothing.to_owned(),
            CareChange::Discharge(Some(plan)) => {
                let at = plan.at.map(|at| match spell::day_and_hour(self.scene.zone, at) {
                    (_, None) => words.day(self.scene.zone, self.scene.now, at),
                    (_, Some(_)) => words.day_and_hour(self.scene.zone, self.scene.now, at),
                });
                let parts = [
                    at,
                    plan.destination.map(|it| words.destination(it).to_owned()),
                    Some(words.confidence(plan.confidence).to_owned()),
                ];
                parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
            }
            CareChange::Step { progress, .. } => match progress {
                Progress::ToDo | Progress::Done => words.progress(progress).to_owned(),
                Progress::Waiting(code) => {
                    let known = self.config.waits.iter().find(|it| it.code == *code);
                    words.pair(
                        words.acts.waits_for,
                        known.map_or(code.as_str(), |it| it.name.as_str()),
                    )
                }
            },
            CareChange::Precautions(codes) => {
                let names: Vec<&str> = codes
                    .iter()
                    .map(|code| {
                        let known = self.set.iter().find(|it| it.code == *code);
                        known.map_or(code.as_str(), |it| it.name.as_str())
                    })
                    .collect();
                if names.is_empty() {
                    words.pick("aucune", "none").to_owned()
                } else {
                    names.join(" + ")
                }
            }
            CareChange::Telemetry(unit) => unit
                .as_ref()
                .map_or(words.pick("aucune", "none"), |it| it.as_str())
                .to_owned(),
            CareChange::Mobility(mobility) => mobility.map_or(nothing, |it| words.mobility(it)).to_owned(),
            CareChange::Need { raised, .. } => if *raised {
                words.pick("oui", "yes")
            } else {
                words.pick("non", "no")
            }
            .to_owned(),
            CareChange::Slot { slot, choice } => {
                let known = self.config.slots.iter().find(|it| it.code == *slot);
                let name = choice.as_ref().map(|choice| {
                    let known = known.and_then(|it| it.choices.iter().find(|it| it.code == *choice));
                    known.map_or(choice.as_str(), |it| it.name.as_str())
                });
                name.unwrap_or(nothing).to_owned()
            }
        }
    }

    fn refusal_of(&self, topic: &CareTopic) -> Option<&Refused> {
        let name = spell::name(topic);
        // A form that could not be read is known by its address only.
        self.refused
            .filter(|it| it.form == name || it.form == spell::address(topic))
    }

    /// What was typed in a field of a refused form, an emptied one included; else what holds.
    fn kept(&self, topic: &CareTopic, field: &str, otherwise: &str) -> String {
        match self.refusal_of(topic) {
            Some(refused) => refused.fields.get(field).unwrap_or_default().to_owned(),
            None => otherwise.to_owned(),
        }
    }
}
