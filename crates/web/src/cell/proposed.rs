//! Beds proposed for a request, each with its reasons; those discarded, counted by reason.

use base::id::BedId;
use domain::flow::placement::{
    Answer, Beds, FixedRule, Mark, Proposal, Question, Remark, Rule, StatePromises, Verdict, explain, rank,
};
use domain::flow::{Request, agrees};
use domain::rights::{Action, Target};
use domain::state::State;
use domain::view::answering::question;
use domain::view::board::bed_name;
use domain::view::queue::RequestView;
use maud::{Markup, html};

use super::{Asked, rival};
pub use crate::request::remarks;
use crate::visit::Visit;
use crate::words::Noun;

/// How many beds are proposed at once.
pub const PROPOSED: usize = 3;
/// How many discarded beds of a rule are listed.
const LISTED: usize = 60;

/// The beds as they are now.
pub fn beds(state: &State) -> Beds {
    Beds::of(state, &StatePromises(state))
}

/// The proposals of a request, and what is left of the others.
pub fn proposals(visit: &Visit, row: &RequestView, request: &Request, asked: &Asked) -> Markup {
    let (state, words) = (&visit.snapshot.state, visit.words);
    let (question, beds) = (question(state, &visit.reserves, request, visit.now), beds(state));
    let answer = rank(&beds, &question, visit.now, PROPOSED);
    html! {
        section.props #props {
            h2 {
                @match answer.top.len() {
                    0 => { (words.pick("Aucun lit ne convient", "No bed will do")) }
                    1 => { "1 " (words.pick("lit proposé", "bed proposed")) }
                    count => { (count) " " (words.pick("lits proposés", "beds proposed")) }
                }
                span { " " (words.pick("sur", "of")) " " (words.count(answer.candidates, words.pick(Noun("qui convient", "qui conviennent"), Noun("that will do", "that will do")))) }
            }
            @if let Some(best) = answer.top.first() { (rival::bar(visit, row, &beds, best.bed)) }
            @for (at, proposal) in answer.top.iter().enumerate() { (card(visit, row, proposal, at + 1)) }
            (discarded(visit, row, &question, &beds, &answer, asked))
        }
    }
}

fn card(visit: &Visit, row: &RequestView, proposal: &Proposal, number: usize) -> Markup {
    let (state, words) = (&visit.snapshot.state, visit.words);
    let name = bed_name(state, proposal.bed).unwrap_or_default();
    let ward = state.ward_of_bed(proposal.bed).and_then(|it| state.ward(it));
    let site = ward.and_then(|it| it.site).and_then(|it| state.site(it));
    let ready = proposal.ready <= visit.now;
    // What speaks for it, then what to look at and what it costs: as one would say it on the telephone.
    let mut told: Vec<&Remark> = proposal.remarks.iter().filter(|it| tells(it)).collect();
    told.sort_by_key(|it| it.mark != Mark::Met);
    html! {
        article.prop.best[number == 1] aria-label={ (words.pick("Proposition", "Proposal")) " " (number) } {
            header {
                span.n { (number) }
                div {
                    h3 { (name) " " span { (ward.map_or("", |it| it.name.as_str())) } }
                    p { (site.map_or("", |it| it.name.as_str())) @if proposal.points > 0 { " · " (words.count(proposal.points, Noun("point", "points"))) } }
                }
                @if ready { span.tag.libre { (words.pick("Libre, prêt", "Free, ready")) } }
                @else { span.tag.menage { (words.pick("Prêt vers", "Ready about")) " " (words.soon(&visit.zone, visit.now, proposal.ready)) } }
            }
            (remarks(visit, told.into_iter().map(|it| (it.rule, it.mark, &it.why))))
            (buttons(visit, row, proposal.bed, &name, number, true))
            (without_its_word(visit, row, proposal.bed))
        }
    }
}

/// Whether a remark tells more than the head of a card: every proposed bed is open, and the head says when it is ready.
fn tells(remark: &Remark) -> bool {
    let in_the_head = matches!(remark.rule, Rule::Fixed(FixedRule::Usable | FixedRule::Free));
    remark.mark != Mark::Met || !in_the_head
}

/// Whether the visitor promises beds of the ward of that bed: whoever asks for somebody of theirs gives none of others.
pub fn may_give(visit: &Visit, bed: BedId, action: Action) -> bool {
    let ward = visit.snapshot.state.ward_of_bed(bed);
    ward.is_none_or(|ward| {
        visit
            .visitor
            .may(&visit.snapshot, action, Target::Ward(ward), visit.now)
    })
}

/// Giving a bed that would do although its ward has not agreed, for a reason of the hospital's list.
fn without_its_word(visit: &Visit, row: &RequestView, bed: BedId) -> Markup {
    let state = &visit.snapshot.state;
    let agrees = state.request(row.request).is_none_or(|it| agrees(state, it, bed));
    if agrees || !may_give(visit, bed, Action::ForceBed) {
        return html! {};
    }
    html! {
        details.fold {
            summary.btn.sm.ghost { (visit.words.pick("Sans l’accord du service…", "Without the ward’s agreement…")) }
            (force(visit, row, bed, Verdict::default()))
        }
    }
}

/// What can be done with a proposed bed. `live`: the panel of the request takes the answer in its place.
pub fn buttons(
    visit: &Visit,
    row: &RequestView,
    bed: BedId,
    name: &str,
    number: usize,
    live: bool,
) -> Markup {
    let words = visit.words;
    let offered = visit.snapshot.state.settings.flow.holds.offered;
    let said = html! { span.vh { ", " (name) } };
    let gives = may_give(visit, bed, Action::PromiseBed);
    html! {
        form.acts method="post" action={ "/cellule/demande/" (row.request) } data-live[live] {
            input type="hidden" name="vu" value=(row.revision);
            input type="hidden" name="lit" value=(bed);
            @if gives {
                button.btn.pri[number == 1] name="acte" value="attribuer" data-key=[(number <= PROPOSED).then_some(number)] {
                    (words.pick("Attribuer", "Give")) (said) @if visit.keys && number <= PROPOSED { " " kbd { @if number == 1 { (words.pick("Entrée", "Enter")) } @else { (number) } } }
                }
            }
            button.btn name="acte" value="demander" data-key=[(number == 1).then_some("a")] {
                (words.pick("Demander l’accord", "Ask the ward")) (said) @if visit.keys && number == 1 { " " kbd { "A" } }
            }
            @if gives {
                button.btn.ghost name="acte" value="tenir" data-key=[(number == 1).then_some("t")] {
                    (words.pick("Tenir", "Hold")) " " (offered) " min" (said) @if visit.keys && number == 1 { " " kbd { "T" } }
                }
            }
        }
    }
}

/// The beds that rules refuse, counted; those of one rule listed when they are asked for, with the way to take one all
/// the same.
fn discarded(
    visit: &Visit,
    row: &RequestView,
    question: &Question,
    beds: &Beds,
    answer: &Answer<'_>,
    asked: &Asked,
) -> Markup {
    let words = visit.words;
    let total = answer.considered() - answer.candidates as usize;
    let open = asked.regle.as_deref().and_then(|it| it.parse::<usize>().ok());
    let listed = open.and_then(|at| Rule::all().nth(at));
    html! {
        details.ecart open[listed.is_some()] {
            summary { (words.many(total, words.pick(Noun("lit écarté", "lits écartés"), Noun("bed discarded", "beds discarded")))) }
            ul.ecl {
                @for (rule, count) in answer.discarded() {
                    li {
                        a href={ "/cellule/demande/" (row.request) "?regle=" (rule.index()) } data-panel aria-current=[(Some(rule) == listed).then_some("true")] {
                            b { (count.beds) } " " (words.placement_rule(rule))
                        }
                        @if count.alone > 0 { small { " " (count.alone) " " (words.pick("pour cela seul", "for that alone")) } }
                    }
                }
            }
            @if let Some(rule) = listed { (list_of(visit, row, question, beds, answer, rule)) }
        }
    }
}

fn list_of(
    visit: &Visit,
    row: &RequestView,
    question: &Question,
    beds: &Beds,
    answer: &Answer<'_>,
    rule: Rule,
) -> Markup {
    let (state, words) = (&visit.snapshot.state, visit.words);
    // Those that this rule alone keeps away come first: they are the ones a person may want.
    let mut found: Vec<(BedId, Verdict)> = answer.discarded_by(rule).collect();
    found.sort_by_key(|(_, verdict)| (verdict.refused.iter().count(), verdict.points));
    let more = found.len().saturating_sub(LISTED);
    html! {
        h3 { (words.placement_rule(rule)) }
        ul.forced {
            @for (bed, verdict) in found.into_iter().take(LISTED) {
                @let ward = state.ward_of_bed(bed).and_then(|it| state.ward(it));
                li {
                    b { (bed_name(state, bed).unwrap_or_default()) } " " (ward.map_or("", |it| it.name.as_str()))
                    @if let Some(said) = explain(beds, question, bed, visit.now) {
                        (remarks(visit, said.remarks.iter().filter(|it| it.mark == Mark::Refuses).map(|it| (it.rule, it.mark, &it.why))))
                    }
                    (force(visit, row, bed, verdict))
                }
            }
        }
        @if more > 0 { p.q { (words.many(more, words.pick(Noun("autre", "autres"), Noun("more", "more")))) } }
    }
}

/// Taking a discarded bed all the same: each rule that refuses it is set aside for a reason of its list.
pub fn force(visit: &Visit, row: &RequestView, bed: BedId, verdict: Verdict) -> Markup {
    let words = visit.words;
    if verdict.refused.iter().any(|rule| rule.waivers().is_empty()) {
        return html! {};
    }
    html! {
        form.force method="post" action={ "/cellule/demande/" (row.request) } data-live {
            input type="hidden" name="vu" value=(row.revision);
            input type="hidden" name="lit" value=(bed);
            @for rule in verdict.refused.iter() {
                label.field {
                    span { (words.placement_rule(rule)) " : " (words.pick("passer outre parce que", "set aside because")) }
                    select name={ "regle_" (rule.index()) } required {
                        option value="" { "" }
                        @for (at, waiver) in rule.waivers().iter().enumerate() { option value=(at) { (words.waiver(*waiver)) } }
                    }
                }
            }
            label.field {
                span { (words.pick("Sans l’accord du service, motif", "Without the ward’s agreement, reason")) }
                select name="motif" {
                    option value="" { "" }
                    @for reason in visit.snapshot.state.settings.flow.overrides.iter().filter(|it| !it.retired) { option value=(reason.code) { (reason.name.as_str()) } }
                }
            }
            button.btn.sm.bad name="acte" value="forcer" { (words.pick("Forcer ce lit", "Force this bed")) }
        }
    }
}
