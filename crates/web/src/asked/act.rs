//! The answer itself: one address, the act named by the button, compared with what was on the screen.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use base::Code;
use base::id::{BedId, PersonId, RequestId, WardId};
use domain::command::Command;
use domain::flow::{Answer, FlowCommand, FlowRefusal, HoldCommand, RequestCommand};
use domain::refusal::Refusal;
use domain::view::answering::offers;
use domain::view::board::bed_name;
use maud::{Markup, html};

use super::sheet::{Refused, address, answer, standing};
use super::{Known, beds};
use crate::Web;
use crate::engine::{self, Undone};
use crate::fields::Fields;
use crate::layout::{self, Page};
use crate::operator;
use crate::problem::Problem;
use crate::visit::Visit;
use crate::words::Explained;

/// Answers.
pub async fn act(
    State(web): State<Web>,
    mut visit: Visit,
    Path((ward, request)): Path<(String, String)>,
    fields: Fields,
) -> Response {
    let (Ok(ward), Ok(request)) = (ward.parse::<WardId>(), request.parse::<RequestId>()) else {
        return Problem::Gone.answer(visit.words, visit.part);
    };
    let Some(known) = Known::of(&visit, ward, request) else {
        return Problem::Gone.answer(visit.words, visit.part);
    };
    let (Some(act), Ok(saw)) = (fields.get("acte").and_then(Act::named), fields.read::<u64>("vu")) else {
        return Problem::Unreadable.answer(visit.words, visit.part);
    };
    let wish = match wish(&visit, &known, act, &fields) {
        Ok(wish) => wish,
        Err(why) => return refuse(&visit, &known, why, None, &fields),
    };
    let (who, cookie) = match operator::identify(&web, &visit, &fields).await {
        Ok(identified) => identified,
        Err(question) => return question,
    };
    let (mine, done) = (wish.said(&visit), wish.done(&visit));
    // What the question named, before the answer.
    let named = known
        .row
        .asked
        .as_ref()
        .and_then(|it| it.bed.as_ref())
        .map(|it| it.0);
    let outcome = carry_out(&web, &visit, &known, who.person, &wish, saw).await;
    drop(known);
    visit.operator = Some(who);
    visit.snapshot = web.app().snapshot();
    visit.now = web.app().now();
    visit.path = format!("/service/{ward}/demande/{request}");
    let Some(known) = Known::of(&visit, ward, request) else {
        return Problem::Gone.answer(visit.words, visit.part);
    };
    let says_yes = matches!(wish, Wish::Answer(Answer::Accept { .. }));
    let undo = says_yes.then(|| undoing(&visit, &known, named, &fields));
    let undo = undo.as_ref();
    let response = match outcome {
        Ok(()) if !visit.part => Redirect::to(&format!("/service/{ward}#demandes")).into_response(),
        Ok(()) if is_from_board(&fields) => Page(layout::toast(&done, undo)).into_response(),
        Ok(()) => {
            Page(html! { (layout::toast(&done, undo)) (answer(&visit, &known, None).0) }).into_response()
        }
        Err(Undone::Problem(problem)) => problem.answer(visit.words, visit.part),
        Err(Undone::Refused(refusal)) => {
            let why = visit.explained(&refusal);
            refuse(&visit, &known, why, Some(mine), &fields)
        }
    };
    operator::remembering(response, cookie)
}

/// The button that takes a yes back, as long as nobody has done anything with it.
fn undoing(visit: &Visit, known: &Known<'_>, named: Option<BedId>, fields: &Fields) -> Markup {
    html! {
        form method="post" action=(address(known)) data-live {
            input type="hidden" name="vu" value=(known.row.revision);
            @if is_from_board(fields) { input type="hidden" name="retour" value="tableau"; }
            @if let Some(bed) = named { input type="hidden" name="lit" value=(bed); }
            button.btn.sm name="acte" value="annuler" { (visit.words.common.undo) }
        }
    }
}

/// Sent from the board, an answer changes the board alone; sent from the sheet, the sheet too.
fn is_from_board(fields: &Fields) -> bool {
    fields.get("retour") == Some("tableau")
}

/// What a button says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Accept,
    AcceptBed,
    AcceptForLater,
    Offer,
    Refuse,
    Name,
    Arrive,
    Unsay,
}

impl Act {
    fn named(word: &str) -> Option<Self> {
        Some(match word {
            "accepter" => Self::Accept,
            "accepter_lit" => Self::AcceptBed,
            "plus_tard" => Self::AcceptForLater,
            "proposer" => Self::Offer,
            "refuser" => Self::Refuse,
            "nommer" => Self::Name,
            "arrivee" => Self::Arrive,
            "annuler" => Self::Unsay,
            _ => return None,
        })
    }
}

/// What is wished, with what it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wish {
    Answer(Answer),
    Name(BedId),
    Arrive,
    /// The yes is taken back: the ward is asked again, about the bed that the question named.
    Unsay(Option<BedId>),
}

/// Reads what a button asks. A bed that a rule refuses is not the ward's to take: the cell alone sets rules aside.
fn wish(visit: &Visit, known: &Known<'_>, act: Act, fields: &Fields) -> Result<Wish, Explained> {
    let words = visit.words;
    let plain = |why: &str| Explained {
        why: why.to_owned(),
        next: String::new(),
    };
    let bed = || {
        let bed = fields.read::<BedId>("lit");
        let bed = bed.map_err(|_| plain(words.pick("Choisissez un lit.", "Choose a bed.")))?;
        let offers = offers(
            &visit.snapshot.state,
            &visit.reserves,
            known.request,
            known.ward,
            visit.now,
        );
        match offers.iter().find(|it| it.bed == bed) {
            Some(offer) if !offer.would_do() => Err(Explained {
                why: words.pick(
                    format!(
                        "Le lit {} ne convient pas : {}.",
                        offer.name,
                        beds::against_said(visit, offer)
                    ),
                    format!(
                        "Bed {} would not do: {}.",
                        offer.name,
                        beds::against_said(visit, offer)
                    ),
                ),
                next: words
                    .pick("Choisissez un autre lit.", "Choose another bed.")
                    .to_owned(),
            }),
            Some(_) => Ok(bed),
            // A bed of another ward, or of none.
            None => Err(plain(
                words.pick("Choisissez un lit du service.", "Choose a bed of the ward."),
            )),
        }
    };
    Ok(match act {
        Act::Accept | Act::AcceptForLater => Wish::Answer(Answer::Accept { bed: None }),
        Act::AcceptBed => Wish::Answer(Answer::Accept { bed: Some(bed()?) }),
        Act::Offer => Wish::Answer(Answer::OtherBed { bed: bed()? }),
        Act::Refuse => {
            let reason = fields.get("motif").and_then(|it| Code::new(it).ok());
            let reason =
                reason.ok_or_else(|| plain(words.pick("Choisissez un motif.", "Choose a reason.")))?;
            Wish::Answer(Answer::Refuse { reason })
        }
        Act::Name => Wish::Name(bed()?),
        Act::Arrive => Wish::Arrive,
        Act::Unsay => Wish::Unsay(fields.read::<BedId>("lit").ok()),
    })
}

impl Wish {
    /// What was answered, to be compared with what is so by now.
    fn said(&self, visit: &Visit) -> String {
        let (words, state) = (visit.words, &visit.snapshot.state);
        let name = |bed: &BedId| bed_name(state, *bed).unwrap_or_default();
        match self {
            Self::Answer(Answer::Accept { bed: None }) => words.pick("Accepter", "Accept").to_owned(),
            Self::Answer(Answer::Accept { bed: Some(bed) }) | Self::Name(bed) => words.pick(
                format!("Accepter dans le lit {}", name(bed)),
                format!("Accept in bed {}", name(bed)),
            ),
            Self::Answer(Answer::OtherBed { bed }) => words.pick(
                format!("Proposer le lit {}", name(bed)),
                format!("Offer bed {}", name(bed)),
            ),
            Self::Answer(Answer::Refuse { reason }) => {
                let listed = state.settings.flow.refusals.iter().find(|it| it.code == *reason);
                let reason = listed.map_or_else(|| reason.to_string(), |it| it.name.to_string());
                words.pick(format!("Refuser : {reason}"), format!("Refuse: {reason}"))
            }
            Self::Arrive => words.pick("Patient arrivé", "Patient arrived").to_owned(),
            Self::Unsay(_) => words.pick("Reprendre l’accord", "Take the yes back").to_owned(),
        }
    }

    /// What to say once it is done.
    fn done(&self, visit: &Visit) -> String {
        let words = visit.words;
        match self {
            Self::Answer(Answer::Accept { .. }) => words.pick(
                "Demande acceptée, la cellule le voit.",
                "Request accepted, the cell sees it.",
            ),
            Self::Answer(Answer::OtherBed { .. }) => words.pick(
                "Autre lit proposé à la cellule.",
                "Other bed offered to the cell.",
            ),
            Self::Answer(Answer::Refuse { .. }) => words.pick(
                "Demande refusée, la cellule le voit.",
                "Request refused, the cell sees it.",
            ),
            Self::Name(_) => words.pick("Lit promis.", "Bed promised."),
            Self::Arrive => words.pick("Patient arrivé.", "Patient arrived."),
            Self::Unsay(_) => words.pick(
                "Accord repris : la question est de nouveau posée.",
                "Yes taken back: the question is open again.",
            ),
        }
        .to_owned()
    }
}

async fn carry_out(
    web: &Web,
    visit: &Visit,
    known: &Known<'_>,
    by: PersonId,
    wish: &Wish,
    saw: u64,
) -> Result<(), Undone> {
    let request = known.row.request;
    // What is no longer this ward's to answer changed since it was: the rules would take the answer of anybody.
    let still = match wish {
        Wish::Answer(_) => known.is_asked(),
        Wish::Name(_) => known.is_agreed(),
        Wish::Arrive => known.is_promised(visit) && known.row.revision == saw,
        Wish::Unsay(_) => known.said_yes_last(visit) && known.row.revision == saw,
    };
    if !still {
        return Err(Undone::Refused(Refusal::Flow(FlowRefusal::ChangedMeanwhile(
            request,
        ))));
    }
    let command = match wish {
        Wish::Answer(answer) => {
            let answer = answer.clone();
            let command = RequestCommand::Answer { request, answer, saw };
            FlowCommand::Request { by, command }
        }
        Wish::Arrive => {
            let at = web.app().now();
            let command = RequestCommand::Arrive { request, at };
            FlowCommand::Request { by, command }
        }
        Wish::Unsay(bed) => {
            let command = RequestCommand::Propose {
                request,
                ward: known.ward,
                bed: *bed,
                ledger: None,
                saw,
            };
            FlowCommand::Request { by, command }
        }
        Wish::Name(bed) => {
            let command = HoldCommand::Assign {
                request,
                bed: *bed,
                from: None,
                forced: None,
                ledger: None,
                saw,
            };
            FlowCommand::Hold { by, command }
        }
    };
    engine::submit(web, by, Command::Flow(Box::new(command)))
        .await
        .map(drop)
}

/// The request as it is by now, with why the answer was not taken and what was typed.
fn refuse(
    visit: &Visit,
    known: &Known<'_>,
    why: Explained,
    mine: Option<String>,
    fields: &Fields,
) -> Response {
    let status = if mine.is_some() {
        StatusCode::CONFLICT
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    if visit.part && is_from_board(fields) {
        let next = format!("{} {}", standing(visit, known), why.next);
        return (status, Page(layout::notice_part(visit.words, &why.why, &next))).into_response();
    }
    let visit = &Visit {
        path: address(known),
        ..visit.clone()
    };
    let refused = Refused {
        why,
        mine,
        fields: fields.clone(),
    };
    (status, answer(visit, known, Some(&refused))).into_response()
}
