//! Random wishes about requests and holds, of many people who sometimes look at old screens.

use base::id::{BedId, HoldId, PatientId, PersonId, RequestId, StayId, WardId};
use base::{Code, Moment};
use domain::flow::placement::{Beds, FixedRule, Mark, Question, Reason, Rule, StatePromises, explain};
use domain::flow::{
    AnnouncedName, Answer, Asker, By, FlowCommand, HoldCommand, HoldState, LedgerRef, Needs, NewRequest,
    Origin, RequestCommand, SingleRoom, Stage, StageName, Who, due,
};
use domain::identity::Sex;
use domain::refusal::Refusal;
use domain::state::State;
use domain::testing::{Hospital, moment};
use proptest::prelude::*;

/// A wish, before it is known what the screen showed.
#[derive(Clone, Debug)]
pub struct FlowWish {
    by: u32,
    request: u32,
    what: What,
    /// The screen is old.
    outdated: bool,
}

#[derive(Clone, Debug)]
enum What {
    Make(Who, Option<u32>, bool),
    Submit,
    Revise(SingleRoom),
    Join(u32, Option<u32>),
    Rename,
    Defer(Option<Moment>),
    Resume,
    Withdraw,
    Reopen,
    Propose(u32, Option<u32>),
    TakeBack,
    Answer(Answer),
    Ready,
    Depart,
    Arrive,
    Assign(u32, bool, Option<Moment>),
    Keep(u32, u16),
    Reserve(u32, u32),
    Extend(u32, u16),
    Release(u32, bool),
    TakeOver(u32),
    /// The engine's clock looks.
    Due,
}

fn code(text: &str) -> Code {
    Code::new(text).expect("code")
}

impl FlowWish {
    /// The commands of the wish, as the screen has it.
    pub fn commands(&self, state: &State, now: Moment) -> Vec<FlowCommand> {
        let request = RequestId::new(self.request);
        let old = u64::from(self.outdated);
        let saw = state.request(request).map_or(0, |it| it.revision) + old;
        let saw_needs = state.request(request).map_or(0, |it| it.needs_revision) + old;
        let of_request = |command| {
            vec![FlowCommand::Request {
                by: PersonId::new(self.by),
                command,
            }]
        };
        let of_hold = |command| {
            vec![FlowCommand::Hold {
                by: PersonId::new(self.by),
                command,
            }]
        };
        let at = now;
        match &self.what {
            What::Make(who, ward, draft) => of_request(RequestCommand::Make(Box::new(NewRequest {
                asker: Asker {
                    origin: Origin::Emergency,
                    ward: ward.map(WardId::new),
                },
                who: who.clone(),
                needs: Needs::default(),
                entry: None,
                decided: None,
                draft: *draft,
            }))),
            What::Submit => of_request(RequestCommand::Submit { request, saw }),
            What::Revise(single) => of_request(RequestCommand::Revise {
                request,
                needs: Box::new(Needs {
                    single: *single,
                    ..Needs::default()
                }),
                entry: None,
                saw: saw_needs,
            }),
            What::Join(patient, stay) => of_request(RequestCommand::Join {
                request,
                patient: PatientId::new(*patient),
                stay: stay.map(StayId::new),
            }),
            What::Rename => of_request(RequestCommand::Rename {
                request,
                name: canary(),
            }),
            What::Defer(until) => of_request(RequestCommand::Defer {
                request,
                reason: code("EXAMENS"),
                until: *until,
                saw,
            }),
            What::Resume => of_request(RequestCommand::Resume { request, saw }),
            What::Withdraw => of_request(RequestCommand::Withdraw {
                request,
                reason: code("DOMICILE"),
                saw,
            }),
            What::Reopen => of_request(RequestCommand::Reopen { request, saw }),
            What::Propose(ward, bed) => of_request(RequestCommand::Propose {
                request,
                ward: WardId::new(*ward),
                bed: bed.map(BedId::new),
                ledger: Some(LedgerRef(1)),
                saw,
            }),
            What::TakeBack => of_request(RequestCommand::TakeBack { request, saw }),
            What::Answer(answer) => of_request(RequestCommand::Answer {
                request,
                answer: answer.clone(),
                saw,
            }),
            What::Ready => of_request(RequestCommand::PatientReady { request, at }),
            What::Depart => of_request(RequestCommand::Depart { request, at }),
            What::Arrive => of_request(RequestCommand::Arrive { request, at }),
            What::Assign(bed, forced, from) => of_hold(HoldCommand::Assign {
                request,
                bed: BedId::new(*bed),
                from: *from,
                forced: forced.then(|| code("ASTREINTE")),
                ledger: None,
                saw,
            }),
            What::Keep(bed, minutes) => of_hold(HoldCommand::Keep {
                request,
                bed: BedId::new(*bed),
                from: None,
                minutes: *minutes,
                ledger: None,
                saw,
            }),
            What::Reserve(stay, bed) => of_hold(HoldCommand::Reserve {
                stay: StayId::new(*stay),
                bed: BedId::new(*bed),
                from: None,
                minutes: 60,
            }),
            What::Extend(hold, minutes) => of_hold(HoldCommand::Extend {
                hold: HoldId::new(*hold),
                minutes: *minutes,
            }),
            What::Release(hold, reason) => of_hold(HoldCommand::Release {
                hold: HoldId::new(*hold),
                reason: reason.then(|| code("RELEVE")),
            }),
            What::TakeOver(hold) => of_hold(HoldCommand::TakeOver {
                hold: HoldId::new(*hold),
                reason: code("RELEVE"),
            }),
            What::Due => due(state, now).into_iter().map(FlowCommand::Due).collect(),
        }
    }
}

/// A name that may not reach the journal.
fn canary() -> AnnouncedName {
    AnnouncedName {
        family: "QUENOTTE".parse().expect("name"),
        given: "Barnabé".parse().ok(),
    }
}

pub fn wish() -> impl Strategy<Value = FlowWish> {
    let bed = || 0..8_u32;
    let ward = || 0..3_u32;
    let stay = || 0..5_u32;
    let hold = || 0..6_u32;
    let hour = || (22..24_u8, 0..24_u8).prop_map(|(day, hour)| moment(&format!("{day} {hour}:00")));
    let who = prop_oneof![
        6 => stay().prop_map(|it| Who::Stay(StayId::new(it))),
        1 => (0..3_u32).prop_map(|it| Who::Patient(PatientId::new(it))),
        2 => Just(Who::Announced { name: canary(), sex: Sex::Male, birth_year: Some(1947) }),
    ];
    let answer = prop_oneof![
        3 => prop::option::of(bed()).prop_map(|it| Answer::Accept { bed: it.map(BedId::new) }),
        1 => bed().prop_map(|it| Answer::OtherBed { bed: BedId::new(it) }),
        1 => Just(Answer::Refuse { reason: code("EFFECTIF") }),
    ];
    let minutes = || prop_oneof![4 => 1..240_u16, 1 => Just(0), 1 => Just(u16::MAX)];
    let what = prop_oneof![
        8 => (who, prop::option::of(ward()), prop::bool::weighted(0.1)).prop_map(|(who, ward, draft)| What::Make(who, ward, draft)),
        1 => Just(What::Submit),
        1 => prop::sample::select(&SingleRoom::ALL[..]).prop_map(What::Revise),
        1 => (0..3_u32, prop::option::of(stay())).prop_map(|(patient, stay)| What::Join(patient, stay)),
        1 => Just(What::Rename),
        1 => prop::option::of(hour()).prop_map(What::Defer),
        1 => Just(What::Resume),
        1 => Just(What::Withdraw),
        1 => Just(What::Reopen),
        5 => (ward(), prop::option::of(bed())).prop_map(|(ward, bed)| What::Propose(ward, bed)),
        1 => Just(What::TakeBack),
        4 => answer.prop_map(What::Answer),
        2 => Just(What::Ready),
        2 => Just(What::Depart),
        1 => Just(What::Arrive),
        6 => (bed(), any::<bool>(), prop::option::weighted(0.3, hour())).prop_map(|(bed, forced, from)| What::Assign(bed, forced, from)),
        5 => (bed(), minutes()).prop_map(|(bed, minutes)| What::Keep(bed, minutes)),
        2 => (stay(), bed()).prop_map(|(stay, bed)| What::Reserve(stay, bed)),
        1 => (hold(), minutes()).prop_map(|(hold, minutes)| What::Extend(hold, minutes)),
        1 => (hold(), any::<bool>()).prop_map(|(hold, reason)| What::Release(hold, reason)),
        1 => hold().prop_map(What::TakeOver),
        3 => Just(What::Due),
    ];
    (0..4_u32, 0..5_u32, what, prop::bool::weighted(0.1)).prop_map(|(by, request, what, outdated)| FlowWish {
        by,
        request,
        what,
        outdated,
    })
}

/// I3 and the life of requests, written the slow way: looking at every request and every hold there is.
pub fn promises_are_exclusive_and_tell_the_truth(hospital: &Hospital) -> Result<(), TestCaseError> {
    let state = &hospital.state;
    let lasting: Vec<_> = state
        .holds
        .iter()
        .filter(|it| it.state == HoldState::Active)
        .collect();
    for (place, hold) in lasting.iter().enumerate() {
        let twice = lasting[..place].iter().any(|it| it.bed == hold.bed);
        prop_assert!(!twice, "two promises of {}", hold.bed);
        prop_assert!(hold.from <= hold.until);
        let kept_twice = lasting[..place].iter().any(|it| it.promised == hold.promised);
        prop_assert!(!kept_twice, "two beds for {:?}", hold.promised);
        match hold.request() {
            Some(request) => {
                let request = state.request(request).expect("a request");
                prop_assert_eq!(request.stage.hold(), Some(hold.id), "{:?}", request);
            }
            None => prop_assert!(state.stay_promised(hold.promised).is_some()),
        }
    }
    for request in &state.requests {
        if let Some(hold) = request.stage.hold() {
            let hold = state.hold(hold).expect("a hold");
            prop_assert!(hold.lasts(), "{:?} goes with {:?}", request, hold);
            prop_assert_eq!(hold.request(), Some(request.id));
        }
        if let Stage::Placed { .. } = request.stage {
            prop_assert!(request.clocks.arrived.is_some());
        }
        let clocks = &request.clocks;
        prop_assert!(
            request.stage == Stage::Draft
                || clocks.requested.is_some()
                || clocks.arrived.is_some()
                || !request.stage.is_open()
        );
        prop_assert!(clocks.arrived.is_none_or(|it| it <= hospital.now));
    }
    let open: Vec<_> = state
        .requests
        .iter()
        .filter(|it| it.stage.is_open())
        .map(|it| it.id)
        .collect();
    prop_assert_eq!(state.open_requests().map(|it| it.id).collect::<Vec<_>>(), open);
    // Nobody is asked for by two people at once.
    for request in state
        .open_requests()
        .filter(|it| matches!(it.made_by, By::Person(_)))
    {
        let stay = request.subject.stay();
        let twice = state.open_requests().any(|it| {
            it.id != request.id
                && matches!(it.made_by, By::Person(_))
                && stay.is_some()
                && it.subject.stay() == stay
        });
        prop_assert!(!twice, "{:?} is asked for twice", stay);
    }
    Ok(())
}

/// Once the clock has looked, nobody lies in a bed that is promised to somebody else, but for who was to leave it first;
/// nothing that is over lasts; whoever arrived does not wait.
pub fn nothing_is_due_after_the_clock_looked(hospital: &mut Hospital) -> Result<(), TestCaseError> {
    hospital.let_come_due();
    let state = &hospital.state;
    for hold in state.lasting_holds() {
        let awaited = state.stay_promised(hold.promised);
        for there in state.occupants(hold.bed, hospital.now) {
            prop_assert!(
                Some(there.id) == awaited || Some(there.id) == hold.after,
                "{} lies in {:?}",
                there.id,
                hold
            );
        }
    }
    prop_assert_eq!(due(state, hospital.now), []);
    Ok(())
}

/// What a ranking proposes can be promised at that instant, from no later than it says; what can be promised is
/// proposed, unless it is ready too late to be.
pub fn what_is_proposed_can_be_promised(hospital: &Hospital) -> Result<(), TestCaseError> {
    let (state, now) = (&hospital.state, hospital.now);
    let beds = Beds::of(state, &StatePromises(state));
    let waiting = state.open_requests().filter(|it| {
        let stage = it.stage.name();
        !matches!(stage, StageName::Draft | StageName::Deferred | StageName::Moving)
    });
    for request in waiting {
        let question = Question::of_request(state, request, now);
        for bed in (0..state.beds.len()).map(|it| BedId::new(u32::try_from(it).expect("few beds"))) {
            let assign = HoldCommand::Assign {
                request: request.id,
                bed,
                from: None,
                forced: Some(code("RELEVE")),
                ledger: None,
                saw: request.revision,
            };
            let mut after = hospital.clone();
            let done = after.hold(1, assign);
            let found = explain(&beds, &question, bed, now);
            let gates: Vec<Reason> = found
                .iter()
                .flat_map(|it| &it.remarks)
                .filter(|it| it.mark == Mark::Refuses && GATES.contains(&it.rule))
                .map(|it| it.why)
                .collect();
            let late = |why: &Reason| {
                matches!(
                    why,
                    Reason::TooLate { .. } | Reason::Closed { until: Some(_), .. }
                )
            };
            match (&found, done) {
                (Some(found), Ok(())) => {
                    prop_assert!(gates.iter().all(late), "{bed} is promised although {gates:?}");
                    let hold = after.state.hold_on(bed).expect("a promise");
                    let ready = found.ready.expect("a bed that is promised is ready one day");
                    prop_assert!(hold.from <= ready, "{hold:?} is proposed for {ready:?}");
                }
                (None, Ok(())) => prop_assert!(false, "{bed} is promised and in no picture"),
                (_, Err(Refusal::NothingToDo)) => {
                    let held = state
                        .hold_on(bed)
                        .is_some_and(|it| it.request() == Some(request.id));
                    prop_assert!(held, "{bed} is refused to {request:?} without a reason");
                }
                (found, Err(why)) => prop_assert!(
                    found.is_none() || !gates.is_empty(),
                    "{bed} is proposed to {request:?} and refused: {why:?}"
                ),
            }
        }
    }
    Ok(())
}

/// The rules that nobody may set aside about whether a bed can be had at all.
const GATES: [Rule; 3] = [
    Rule::Fixed(FixedRule::Usable),
    Rule::Fixed(FixedRule::Free),
    Rule::Fixed(FixedRule::Promised),
];
