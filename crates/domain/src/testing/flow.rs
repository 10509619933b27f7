//! Requests and promises as text, and the commands that change them in one line.

use base::Moment;
use base::id::{HoldId, PersonId, RequestId, WardId};

use super::Hospital;
use super::told::{code, moment};
use crate::command::Command;
use crate::flow::{
    AnnouncedName, Answer, Asker, Due, FlowCommand, Hold, HoldCommand, NewRequest, Origin, Outcome, Request,
    RequestCommand, Stage, Subject, Who, Withdrawal, due,
};
use crate::identity::Sex;
use crate::refusal::Refusal;
use crate::view::board::bed_name;

impl Hospital {
    /// Every request, one a line, as `q0 MARTIN (Urgences) en attente`.
    #[must_use]
    pub fn requests(&self) -> String {
        let lines = self.state.requests.iter().map(|it| self.request_line(it));
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Every promise that lasts, one a line, as `402 F: q0 par o1, 12:00-12:30`.
    #[must_use]
    pub fn promises(&self) -> String {
        let lines = self.state.lasting_holds().map(|it| self.hold_line(it));
        lines.collect::<Vec<_>>().join("\n")
    }

    fn request_line(&self, request: &Request) -> String {
        let who = match request.subject {
            Subject::Announced { .. } => self
                .vault
                .announced(request.id)
                .map_or_else(|| "?".to_owned(), |it| format!("{}?", it.family)),
            Subject::Known { patient, stay } => {
                let name = self.vault.patient(self.state.patient_of(patient));
                let name = name.and_then(|it| it.family.as_ref()).map(ToString::to_string);
                let name = name.unwrap_or_else(|| patient.to_string());
                if stay.is_none() {
                    format!("{name} (sans séjour)")
                } else {
                    name
                }
            }
        };
        let from = match request.asker.ward.and_then(|it| self.state.ward(it)) {
            Some(ward) => ward.name.to_string(),
            None => format!("{:?}", request.asker.origin),
        };
        let mut line = format!("{} {who} ({from}) {}", request.id, self.stage(&request.stage));
        for past in &request.answers {
            let ward = self
                .state
                .ward(past.ward)
                .map_or_else(String::new, |it| it.name.to_string());
            let outcome = match &past.outcome {
                Outcome::Accepted => "oui".to_owned(),
                Outcome::Refused(reason) => format!("non {reason}"),
                Outcome::Countered(bed) => format!("plutôt {}", self.bed_named(*bed)),
                Outcome::TakenBack => "reprise".to_owned(),
                Outcome::Lapsed => "sans réponse".to_owned(),
                Outcome::WardSetAside => "mis de côté".to_owned(),
            };
            line.push_str(&format!(" [{ward}: {outcome}]"));
        }
        line
    }

    fn stage(&self, stage: &Stage) -> String {
        let of = |hold: &HoldId| {
            let bed = self.state.hold(*hold).map(|it| it.bed);
            bed.map_or_else(String::new, |it| self.bed_named(it))
        };
        match stage {
            Stage::Draft => "brouillon".to_owned(),
            Stage::Open => "en attente".to_owned(),
            Stage::Deferred { reason, until: None } => format!("reportée {reason}"),
            Stage::Deferred {
                reason,
                until: Some(until),
            } => format!("reportée {reason} jusqu'à {}", clock(*until)),
            Stage::Proposed(proposal) => {
                let ward = self
                    .state
                    .ward(proposal.ward)
                    .map_or_else(String::new, |it| it.name.to_string());
                let bed = proposal
                    .hold
                    .map_or_else(String::new, |it| format!(" {}", of(&it)));
                format!("proposée à {ward}{bed} avant {}", clock(proposal.answer_by))
            }
            Stage::Accepted { ward } => {
                let ward = self
                    .state
                    .ward(*ward)
                    .map_or_else(String::new, |it| it.name.to_string());
                format!("acceptée par {ward}")
            }
            Stage::Held { hold } => format!("lit {}", of(hold)),
            Stage::Ready { hold } => format!("prêt pour {}", of(hold)),
            Stage::Moving { hold } => format!("en route vers {}", of(hold)),
            Stage::Placed { bed: Some(bed) } => format!("arrivé {}", self.bed_named(*bed)),
            Stage::Placed { bed: None } => "arrivé sans lit".to_owned(),
            Stage::Withdrawn(why) => match why {
                Withdrawal::Said(reason) => format!("retirée {reason}"),
                Withdrawal::PlanGone => "retirée, plus prévue".to_owned(),
                Withdrawal::Left => "retirée, parti".to_owned(),
                Withdrawal::Forgotten => "retirée, jamais venu".to_owned(),
            },
        }
    }

    fn hold_line(&self, hold: &Hold) -> String {
        let whose = match hold.promised {
            crate::flow::Promised::Request(request) => request.to_string(),
            crate::flow::Promised::Stay(stay) => stay.to_string(),
        };
        let (from, until) = (clock(hold.from), clock(hold.until));
        format!(
            "{}: {whose} par {}, {from}-{until}",
            self.bed_named(hold.bed),
            hold.owner
        )
    }

    fn bed_named(&self, bed: base::id::BedId) -> String {
        bed_name(&self.state, bed).unwrap_or_else(|| bed.to_string())
    }

    /// Asserts that the requests look like that, one a line.
    ///
    /// # Panics
    /// When they do not.
    #[track_caller]
    pub fn asks(&self, expected: &str) {
        assert_eq!(
            self.requests(),
            trimmed(expected),
            "\nseen:\n{}\n",
            self.requests()
        );
    }

    /// Asserts that the promises that last look like that, one a line.
    ///
    /// # Panics
    /// When they do not.
    #[track_caller]
    pub fn promised(&self, expected: &str) {
        assert_eq!(
            self.promises(),
            trimmed(expected),
            "\nseen:\n{}\n",
            self.promises()
        );
    }

    /// Somebody asks something of a request.
    ///
    /// # Errors
    /// When it is refused.
    pub fn flow(&mut self, by: u32, command: RequestCommand) -> Result<(), Refusal> {
        let by = PersonId::new(by);
        let command = FlowCommand::Request { by, command };
        self.ask(&Command::Flow(Box::new(command))).map(drop)
    }

    /// Somebody asks something of a hold.
    ///
    /// # Errors
    /// When it is refused.
    pub fn hold(&mut self, by: u32, command: HoldCommand) -> Result<(), Refusal> {
        let by = PersonId::new(by);
        let command = FlowCommand::Hold { by, command };
        self.ask(&Command::Flow(Box::new(command))).map(drop)
    }

    /// Everything that is due now is asked for, as the engine's clock does.
    ///
    /// # Panics
    /// When the rules refuse what they say is due.
    pub fn let_come_due(&mut self) -> Vec<Due> {
        let mut all = Vec::new();
        // What one look ends may be the end of something else: a promise, then the request that waited for it.
        for _ in 0..3 {
            let found = due(&self.state, self.now);
            for due in &found {
                // What one of them ended may be no more.
                let _ = self.ask(&Command::Flow(Box::new(FlowCommand::Due(*due))));
            }
            all.extend(found);
        }
        assert_eq!(due(&self.state, self.now), [], "still due");
        all
    }

    /// A request for the patient of that visit, asked by that ward.
    ///
    /// # Errors
    /// When it is refused.
    pub fn request_for(&mut self, visit: &str, ward: Option<WardId>) -> Result<RequestId, Refusal> {
        let stay = self.stay(visit);
        self.request_by(Who::Stay(stay), ward)
    }

    /// A request for somebody the feed does not know.
    ///
    /// # Errors
    /// When it is refused.
    ///
    /// # Panics
    /// When the name is no name.
    pub fn request_announced(&mut self, family: &str, ward: Option<WardId>) -> Result<RequestId, Refusal> {
        let who = Who::Announced {
            name: AnnouncedName {
                family: super::told::label(family),
                given: None,
            },
            sex: Sex::Female,
            birth_year: Some(1948),
        };
        self.request_by(who, ward)
    }

    fn request_by(&mut self, who: Who, ward: Option<WardId>) -> Result<RequestId, Refusal> {
        let asker = Asker {
            origin: Origin::Emergency,
            ward,
        };
        let new = NewRequest {
            asker,
            who,
            needs: crate::flow::Needs::default(),
            entry: None,
            decided: None,
            draft: false,
        };
        let next = u32::try_from(self.state.requests.len()).expect("few requests");
        self.flow(0, RequestCommand::Make(Box::new(new)))?;
        Ok(RequestId::new(next))
    }

    /// The revision of a request, as a screen that was just drawn has it.
    ///
    /// # Panics
    /// When there is no such request.
    #[must_use]
    pub fn revision(&self, request: RequestId) -> u64 {
        self.state.request(request).expect("a request").revision
    }

    /// The ward of that code is asked, about that bed (`UF/room/bed`) if one is named.
    ///
    /// # Errors
    /// When it is refused.
    pub fn propose(&mut self, request: RequestId, ward: &str, bed: Option<&str>) -> Result<(), Refusal> {
        let (ward, bed) = (self.ward(ward), bed.map(|it| self.bed(it)));
        let saw = self.revision(request);
        self.flow(
            1,
            RequestCommand::Propose {
                request,
                ward,
                bed,
                ledger: None,
                saw,
            },
        )
    }

    /// The ward answers.
    ///
    /// # Errors
    /// When it is refused.
    pub fn answer(&mut self, request: RequestId, answer: Answer) -> Result<(), Refusal> {
        let saw = self.revision(request);
        self.flow(2, RequestCommand::Answer { request, answer, saw })
    }

    /// That person gives that bed.
    ///
    /// # Errors
    /// When it is refused.
    pub fn assign(
        &mut self,
        by: u32,
        request: RequestId,
        bed: &str,
        forced: Option<&str>,
    ) -> Result<(), Refusal> {
        let (bed, saw) = (self.bed(bed), self.revision(request));
        self.hold(
            by,
            HoldCommand::Assign {
                request,
                bed,
                from: None,
                forced: forced.map(code),
                ledger: None,
                saw,
            },
        )
    }

    /// That person keeps that bed for some minutes.
    ///
    /// # Errors
    /// When it is refused.
    pub fn keep(&mut self, by: u32, request: RequestId, bed: &str, minutes: u16) -> Result<(), Refusal> {
        let (bed, saw) = (self.bed(bed), self.revision(request));
        self.hold(
            by,
            HoldCommand::Keep {
                request,
                bed,
                from: None,
                minutes,
                ledger: None,
                saw,
            },
        )
    }

    /// A moment of the day, for commands that want one.
    #[must_use]
    pub fn at(&self, time: &str) -> Moment {
        moment(time)
    }
}

fn trimmed(text: &str) -> String {
    let lines = text.lines().map(str::trim).filter(|it| !it.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

fn clock(at: Moment) -> String {
    base::Zone::paris().civil(at).strftime("%H:%M").to_string()
}
