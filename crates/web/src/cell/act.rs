//! What is done with a request: one address, the act named by the button.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use base::Code;
use base::id::{BedId, HoldId, PersonId, RequestId};
use base::time::MINUTE;
use domain::command::Command;
use domain::flow::placement::{Choice, PlacementCommand, PlacementRecord, Rule, Waived, rank};
use domain::flow::{FlowCommand, FlowRefusal, HoldCommand, LedgerRef, RequestCommand};
use domain::refusal::Refusal;
use domain::rights::Action;

use super::proposed::{PROPOSED, beds, may_give};
use super::{Asked, chosen};
use crate::Web;
use crate::engine::{self, Undone};
use crate::fields::Fields;
use crate::layout::{self, Page};
use crate::operator;
use crate::problem::Problem;
use crate::visit::{Visit, safe_return};
use crate::words::Explained;
use domain::view::answering::question;

/// Does it.
pub async fn act(
    State(web): State<Web>,
    mut visit: Visit,
    Path(request): Path<String>,
    fields: Fields,
) -> Response {
    let Ok(request) = request.parse::<RequestId>() else {
        return Problem::Gone.answer(visit.words, visit.part);
    };
    let Some(row) = chosen::of(&visit, request) else {
        return Problem::Gone.answer(visit.words, visit.part);
    };
    let (Some(act), Ok(saw)) = (fields.get("acte").and_then(Act::named), fields.read::<u64>("vu")) else {
        return Problem::Unreadable.answer(visit.words, visit.part);
    };
    let bed = fields.get("lit").and_then(|it| it.parse().ok());
    let gives = bed.is_none_or(|bed| !act.gives() || may_give(&visit, bed, act.needs()));
    if !gives || !chosen::may(&visit, &row, act.needs()) {
        return Problem::Forbidden.answer(visit.words, visit.part);
    }
    let (who, cookie) = match operator::identify(&web, &visit, &fields).await {
        Ok(identified) => identified,
        Err(question) => return question,
    };
    let done = carry_out(&web, &visit, who.person, request, act, saw, &fields).await;
    visit.operator = Some(who);
    visit.snapshot = web.app().snapshot();
    visit.now = web.app().now();
    visit.path = format!("/cellule?demande={request}");
    let back = fields.get("retour");
    let answer = match done {
        Ok(()) if !visit.part => Redirect::to(safe_return(back, &visit.path)).into_response(),
        // From another page than the queue: what it shows follows by itself, a drawer has nothing more to say.
        Ok(()) if back.is_some() => {
            let toast = layout::toast(act.said(&visit), None);
            Page(maud::html! { (toast) div #drawer-body data-done {} }).into_response()
        }
        Ok(()) => match chosen::of(&visit, request) {
            Some(row) => chosen::done(&visit, &row, act.said(&visit), act.undone_by()).into_response(),
            None => Problem::Gone.answer(visit.words, visit.part),
        },
        Err(Undone::Problem(problem)) => problem.answer(visit.words, visit.part),
        Err(Undone::Refused(refusal)) if visit.part && back.is_some() => {
            let Explained { why, next } = visit.explained(&refusal);
            (
                StatusCode::CONFLICT,
                Page(layout::notice_part(visit.words, &why, &next)),
            )
                .into_response()
        }
        Err(Undone::Refused(refusal)) => refused(&web, &visit, request, &refusal),
    };
    operator::remembering(answer, cookie)
}

/// The request as it is now, with why nothing was done: who was quicker, and other beds.
fn refused(web: &Web, visit: &Visit, request: RequestId, refusal: &Refusal) -> Response {
    let explained: Explained = visit.explained(refusal);
    let asked = Asked::of(request);
    let status = StatusCode::CONFLICT;
    match chosen::of(visit, request) {
        Some(row) if visit.part => {
            (status, chosen::part(visit, &row, &asked, Some(&explained))).into_response()
        }
        Some(_) => (status, super::page::refused(web, visit, &asked, &explained)).into_response(),
        None => Problem::Gone.answer(visit.words, visit.part),
    }
}

/// What a button asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Give,
    Force,
    Ask,
    Keep,
    Submit,
    Resume,
    TakeBack,
    Ready,
    Depart,
    Arrive,
    Extend,
    Release,
    TakeOver,
    Defer,
    Withdraw,
    Reopen,
}

impl Act {
    const NAMED: [(&str, Self); 16] = [
        ("attribuer", Self::Give),
        ("forcer", Self::Force),
        ("demander", Self::Ask),
        ("tenir", Self::Keep),
        ("envoyer", Self::Submit),
        ("reprendre", Self::Resume),
        ("reprendre_question", Self::TakeBack),
        ("pret", Self::Ready),
        ("depart", Self::Depart),
        ("arrivee", Self::Arrive),
        ("prolonger", Self::Extend),
        ("liberer", Self::Release),
        ("reprendre_lit", Self::TakeOver),
        ("reporter", Self::Defer),
        ("retirer", Self::Withdraw),
        ("rouvrir", Self::Reopen),
    ];

    fn named(word: &str) -> Option<Self> {
        Self::NAMED
            .iter()
            .find(|(name, _)| *name == word)
            .map(|(_, act)| *act)
    }

    /// The right it takes.
    const fn needs(self) -> Action {
        match self {
            Self::Give
            | Self::Ask
            | Self::Keep
            | Self::TakeBack
            | Self::Extend
            | Self::Release
            | Self::TakeOver => Action::PromiseBed,
            Self::Force => Action::ForceBed,
            Self::Submit
            | Self::Resume
            | Self::Ready
            | Self::Depart
            | Self::Arrive
            | Self::Defer
            | Self::Withdraw
            | Self::Reopen => Action::AskBed,
        }
    }

    /// Whether it promises a bed, whatever its ward says.
    const fn gives(self) -> bool {
        matches!(self, Self::Give | Self::Force | Self::Keep)
    }

    /// The act that takes it back, where nothing of it stays.
    const fn undone_by(self) -> Option<&'static str> {
        match self {
            Self::Give | Self::Force | Self::Keep => Some("liberer"),
            Self::Ask => Some("reprendre_question"),
            Self::Defer => Some("reprendre"),
            Self::Withdraw => Some("rouvrir"),
            _ => None,
        }
    }

    fn said(self, visit: &Visit) -> &'static str {
        let words = visit.words;
        match self {
            Self::Give | Self::Force => words.pick("Lit attribué.", "Bed given."),
            Self::Ask => words.pick("Service interrogé, lit gardé.", "Ward asked, bed kept."),
            Self::Keep => words.pick("Lit tenu.", "Bed held."),
            Self::Submit => words.pick("Demande dans la file.", "Request in the queue."),
            Self::Resume => words.pick("Demande reprise.", "Request taken up again."),
            Self::TakeBack => words.pick("Question reprise.", "Question taken back."),
            Self::Ready => words.pick("Patient prêt.", "Patient ready."),
            Self::Depart => words.pick("Patient parti.", "Patient on the way."),
            Self::Arrive => words.pick("Patient arrivé.", "Patient arrived."),
            Self::Extend => words.pick("Promesse prolongée.", "Promise extended."),
            Self::Release => words.pick("Lit libéré.", "Bed let go."),
            Self::TakeOver => words.pick("Vous répondez de ce lit.", "You answer for this bed."),
            Self::Defer => words.pick("Demande reportée.", "Request deferred."),
            Self::Withdraw => words.pick("Demande retirée.", "Request withdrawn."),
            Self::Reopen => words.pick("Demande remise dans la file.", "Request back in the queue."),
        }
    }
}

async fn carry_out(
    web: &Web,
    visit: &Visit,
    person: PersonId,
    request: RequestId,
    act: Act,
    saw: u64,
    fields: &Fields,
) -> Result<(), Undone> {
    let reason = || fields.read::<Code>("motif").map_err(Undone::Problem);
    let bed = || fields.read::<BedId>("lit").map_err(Undone::Problem);
    let hold = || own_hold(web, request, fields);
    let holds = &visit.snapshot.state.settings.flow.holds;
    let at = visit.now;
    let command = match act {
        Act::Give | Act::Keep | Act::Force => {
            let bed = bed()?;
            let ledger = Some(decided(web, person, (request, saw), bed, act, fields).await?);
            return match act {
                Act::Keep => {
                    let minutes = holds.offered;
                    let command = HoldCommand::Keep {
                        request,
                        bed,
                        from: None,
                        minutes,
                        ledger,
                        saw,
                    };
                    submit(web, person, FlowCommand::Hold { by: person, command }).await
                }
                _ => {
                    // Only where a ward has to agree is a reason wanted to go without its word.
                    let forced = fields.get("motif").filter(|_| act == Act::Force);
                    let forced = forced.and_then(|it| Code::new(it).ok());
                    let command = HoldCommand::Assign {
                        request,
                        bed,
                        from: None,
                        forced,
                        ledger,
                        saw,
                    };
                    submit(web, person, FlowCommand::Hold { by: person, command }).await
                }
            };
        }
        Act::Ask => {
            let bed = bed()?;
            let ward = visit.snapshot.state.ward_of_bed(bed);
            let ward = ward.ok_or(Undone::Refused(Refusal::UnknownBed(bed)))?;
            let ledger = Some(decided(web, person, (request, saw), bed, act, fields).await?);
            RequestCommand::Propose {
                request,
                ward,
                bed: Some(bed),
                ledger,
                saw,
            }
        }
        Act::Extend => {
            let hold = hold()?;
            let held = visit.snapshot.state.hold(hold).ok_or_else(|| changed(request))?;
            // So much longer than it would have lasted: a promise has hours left when somebody thinks of it.
            let lasts = held.until.since(held.from.max(at)).max(0);
            let lasts = u16::try_from((lasts + MINUTE - 1) / MINUTE).unwrap_or(u16::MAX);
            let minutes = lasts.saturating_add(holds.offered).min(holds.longest);
            let command = HoldCommand::Extend { hold, minutes };
            return submit(web, person, FlowCommand::Hold { by: person, command }).await;
        }
        Act::Release => {
            let hold = hold()?;
            let reason = fields.get("motif").and_then(|it| Code::new(it).ok());
            let command = HoldCommand::Release { hold, reason };
            return submit(web, person, FlowCommand::Hold { by: person, command }).await;
        }
        Act::TakeOver => {
            let (hold, reason) = (hold()?, reason()?);
            let command = HoldCommand::TakeOver { hold, reason };
            return submit(web, person, FlowCommand::Hold { by: person, command }).await;
        }
        Act::Submit => RequestCommand::Submit { request, saw },
        Act::Resume => RequestCommand::Resume { request, saw },
        Act::TakeBack => RequestCommand::TakeBack { request, saw },
        Act::Ready => RequestCommand::PatientReady { request, at },
        Act::Depart => RequestCommand::Depart { request, at },
        Act::Arrive => RequestCommand::Arrive { request, at },
        Act::Defer => RequestCommand::Defer {
            request,
            reason: reason()?,
            until: None,
            saw,
        },
        Act::Withdraw => RequestCommand::Withdraw {
            request,
            reason: reason()?,
            saw,
        },
        Act::Reopen => RequestCommand::Reopen { request, saw },
    };
    submit(web, person, FlowCommand::Request { by: person, command }).await
}

/// The promise that an act is about: the one of this request, and of no other.
fn own_hold(web: &Web, request: RequestId, fields: &Fields) -> Result<HoldId, Undone> {
    let named = fields.read::<HoldId>("tenue").map_err(Undone::Problem)?;
    let snapshot = web.app().snapshot();
    let own = snapshot.state.request(request).and_then(|it| it.stage.hold());
    own.filter(|it| *it == named).ok_or_else(|| changed(request))
}

const fn changed(request: RequestId) -> Undone {
    Undone::Refused(Refusal::Flow(FlowRefusal::ChangedMeanwhile(request)))
}

/// Keeps what the decision was taken from: the ranking as it is now, and the choice. Gives its place in the journal.
async fn decided(
    web: &Web,
    person: PersonId,
    (request, saw): (RequestId, u64),
    bed: BedId,
    act: Act,
    fields: &Fields,
) -> Result<LedgerRef, Undone> {
    let (snapshot, now) = (web.app().snapshot(), web.app().now());
    let state = &snapshot.state;
    let known = state.request(request).ok_or(Undone::Problem(Problem::Gone))?;
    // What would be refused leaves no decision behind.
    if known.revision != saw {
        return Err(changed(request));
    }
    let (question, beds) = (question(state, &web.app().reserves(), known, now), beds(state));
    let answer = rank(&beds, &question, now, PROPOSED);
    let choice = if act == Act::Force {
        let refused = answer
            .of(bed)
            .ok_or(Undone::Refused(Refusal::UnknownBed(bed)))?
            .refused;
        let waived = refused
            .iter()
            .map(|rule| waiver(rule, fields))
            .collect::<Option<_>>();
        Choice::Forced {
            bed,
            waived: waived.ok_or(Undone::Problem(Problem::Unreadable))?,
        }
    } else {
        // A bed that something refuses by now is judged again by the rules, which say what.
        answer.choose(bed).unwrap_or(Choice::Bed { bed, place: 0 })
    };
    let record = PlacementRecord::of(&answer, &question, choice, Some(person));
    let command = Command::Placement(Box::new(PlacementCommand::Decide(Box::new(record))));
    let done = engine::submit(web, person, command).await?;
    Ok(LedgerRef(done.seq))
}

/// The reason for which a form sets a rule aside.
fn waiver(rule: Rule, fields: &Fields) -> Option<Waived> {
    let at: usize = fields.get(&format!("regle_{}", rule.index()))?.parse().ok()?;
    let reason = *rule.waivers().get(at)?;
    Some(Waived { rule, reason })
}

async fn submit(web: &Web, person: PersonId, command: FlowCommand) -> Result<(), Undone> {
    engine::submit(web, person, Command::Flow(Box::new(command)))
        .await
        .map(drop)
}
