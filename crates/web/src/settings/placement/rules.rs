//! The rules, one a line: what it is for, how strong it is, who may set it aside.

use domain::flow::placement::{Bounds, FirmRule, FixedRule, Rule, SoftRule, Strength};
use domain::rights::{Action, Role, reach};
use maud::{Markup, html};

use super::page::Desk;
use crate::icon::icon;
use crate::words::Words;

/// The three kinds, each with what is common to it.
pub fn section(desk: &Desk<'_>) -> Markup {
    let words = desk.visit.words;
    html! {
        section.rules aria-labelledby="fixed" {
            h2 #fixed { (words.pick("Toujours", "Always")) " " span.q { (words.pick("aucun réglage ne peut l’affaiblir", "no setting can weaken it")) } }
            ul { @for rule in FixedRule::ALL { (line(words, Rule::Fixed(rule), &html! { span.tag { (icon("lock")) (words.strength(Strength::Hard)) } })) } }
        }
        section.rules aria-labelledby="firm" {
            h2 #firm { (words.pick("Dures, ou pesées", "Hard, or weighed")) " " span.q { (words.pick("l’hôpital décide", "the hospital decides")) } }
            ul { @for (rule, shipped) in FirmRule::ALL { (line(words, Rule::Firm(rule), &firm(desk, rule, shipped))) } }
        }
        section.rules aria-labelledby="soft" {
            h2 #soft { (words.pick("En points", "In points")) " " span.q { (words.pick("une nuit hébergé vaut 120 ; 0 : la règle ne joue pas", "a night as an outlier is 120; 0: the rule is off")) } }
            ul { @for (rule, shipped) in SoftRule::ALL { (line(words, Rule::Soft(rule), &soft(desk, rule, shipped))) } }
        }
    }
}

fn line(words: &Words, rule: Rule, control: &Markup) -> Markup {
    html! {
        li {
            div.rl {
                h3 { (words.placement_rule(rule)) }
                p { (words.placement_rule_why(rule)) }
                (forced(words, rule))
            }
            div.rc { (control) }
        }
    }
}

/// By whom the rule may be set aside for one bed, and for which reasons.
fn forced(words: &Words, rule: Rule) -> Markup {
    if matches!(rule, Rule::Soft(_)) {
        return html! {};
    }
    let waivers = rule.waivers();
    if waivers.is_empty() {
        return html! { p.q { (icon("lock")) " " (words.pick("Personne ne peut passer outre.", "Nobody may set it aside.")) } };
    }
    let reasons: Vec<&str> = waivers.iter().map(|it| words.waiver(*it)).collect();
    let who: Vec<&str> = Role::ALL
        .into_iter()
        .filter(|it| reach(*it, Action::ForceBed).is_some())
        .map(|it| words.role(it))
        .collect();
    html! {
        p.q {
            (icon("lock-open")) " "
            (words.pair(words.pick("Passer outre", "May be set aside by"), who.join(", ")))
            " (" (reasons.join(" ; ")) ")"
        }
    }
}

fn firm(desk: &Desk<'_>, rule: FirmRule, shipped: Strength) -> Markup {
    let (words, name) = (desk.visit.words, Rule::Firm(rule));
    let (field, points) = (format!("f_{}", name.word()), format!("p_{}", name.word()));
    let current = desk.fields.get(&field).unwrap_or_default();
    let said = words.placement_rule(name);
    let choices = [
        ("dure", words.pick("Écarte le lit", "Discards the bed")),
        ("points", words.pick("Coûte des points", "Costs points")),
        ("non", words.pick("Ne joue pas", "Is off")),
    ];
    html! {
        select name=(field) aria-label={ (said) ", " (words.pick("force", "strength")) } disabled[!desk.may] {
            @for (value, label) in choices { option value=(value) selected[value == current] { (label) } }
        }
        input type="number" name=(points) value=[desk.fields.get(&points)] min="0" max=(Bounds::POINTS) required aria-label={ (said) ", points" } disabled[!desk.may];
        (usual(words, &words.strength(shipped)))
    }
}

fn soft(desk: &Desk<'_>, rule: SoftRule, shipped: u16) -> Markup {
    let (words, name) = (desk.visit.words, Rule::Soft(rule));
    let field = format!("s_{}", name.word());
    html! {
        input type="number" name=(field) value=[desk.fields.get(&field)] min="0" max=(Bounds::POINTS) required aria-label={ (words.placement_rule(name)) ", points" } disabled[!desk.may];
        (usual(words, &words.strength(Strength::Points(shipped))))
    }
}

/// What is shipped, to compare with.
fn usual(words: &Words, said: &str) -> Markup {
    html! { small.q { (words.pair(words.pick("livré", "shipped"), said)) } }
}
