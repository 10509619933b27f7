//! How urgent a request is: the points of its class, those of its wait against the target delay, and what the hospital
//! lets count besides.
//!
//! The breakdown is the score: nothing counts that is not a line of it. Everything is whole numbers, and a function of
//! the request, the thesaurus in force, the settings and the moment: the rank of any past instant comes out the same.

use base::time::MINUTE;
use base::{Code, Label, Moment, Zone};

use super::{
    Adjustment, Born, Circumstance, Entry, Request, Stage, StageName, ThesaurusVersion, Withdrawal,
    nights_on_trolley, on_trolley_since,
};
use crate::care::{Confidence, DischargeStep, Progress};
use crate::state::State;
use crate::stay::Stay;

/// A request with its points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rank {
    /// Where the points come from, in the order in which it is explained.
    pub lines: Vec<Line>,
    /// The class, when the request has an entry.
    pub class: Option<Code>,
    /// Minutes waited.
    pub waited: i64,
    /// Minutes within which a bed should be found.
    pub target: i64,
}

/// Points, and what for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What for.
    pub why: Why,
    /// How many.
    pub points: i32,
}

/// What points are given for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The class of the thesaurus.
    Class {
        /// The entry.
        entry: Code,
        /// Its label.
        label: Label,
        /// The class.
        class: Code,
        /// The version of the thesaurus that says so.
        version: u32,
    },
    /// No entry was chosen.
    Unclassified,
    /// The wait, against the target delay.
    Waited,
    /// The target delay is over.
    Overdue {
        /// By how many minutes.
        minutes: i64,
    },
    /// What the hospital lets count.
    Adjustment {
        /// Its code.
        code: Code,
        /// Its name.
        name: Label,
        /// How many times.
        times: u16,
    },
}

impl Rank {
    /// The sum of the lines.
    #[must_use]
    pub fn score(&self) -> i32 {
        self.lines.iter().fold(0, |sum, it| sum.saturating_add(it.points))
    }

    /// Whether the target delay is over.
    #[must_use]
    pub const fn is_overdue(&self) -> bool {
        self.waited > self.target
    }
}

/// Ranking at one moment: what is the same for all requests is looked up once.
#[derive(Debug)]
pub struct Ranking<'a> {
    state: &'a State,
    thesaurus: Option<&'a ThesaurusVersion>,
    zone: Zone,
    now: Moment,
}

impl<'a> Ranking<'a> {
    /// Ranking as of that moment.
    #[must_use]
    pub fn of(state: &'a State, now: Moment) -> Self {
        let zone = Zone::named(&state.settings.zone).unwrap_or_else(|_| Zone::paris());
        Self {
            state,
            thesaurus: state.thesaurus_at(now),
            zone: zone.near(now),
            now,
        }
    }

    /// Every request of the queue, most urgent first: those of one score by how long they wait, then as they came.
    #[must_use]
    pub fn queue(&self) -> Vec<(&'a Request, Rank)> {
        let waiting = self
            .state
            .open_requests()
            .filter(|it| !matches!(it.stage.name(), StageName::Draft | StageName::Deferred));
        let mut queue: Vec<(i32, &Request, Rank)> = waiting
            .map(|request| {
                let rank = self.rank(request);
                (rank.score(), request, rank)
            })
            .collect();
        queue.sort_by_key(|(score, request, _)| {
            let since = request.clocks.requested.unwrap_or(Moment::NEVER);
            (std::cmp::Reverse(*score), since, request.id)
        });
        queue
            .into_iter()
            .map(|(_, request, rank)| (request, rank))
            .collect()
    }

    /// The points of a request.
    #[must_use]
    pub fn rank(&self, request: &Request) -> Rank {
        let rules = &self.state.settings.flow.ranking;
        let (base, target) = self.class(request);
        let class = match &base.why {
            Why::Class { class, .. } => Some(class.clone()),
            _ => None,
        };
        let target = i64::from(target).max(1);
        let waited = self.waited(request, target);
        let mut lines = vec![base];
        let aged = waited.saturating_mul(i64::from(rules.ageing_points)) / target;
        let aged = aged.clamp(0, i64::from(rules.ageing_most));
        if aged > 0 {
            lines.push(Line {
                why: Why::Waited,
                points: i32::try_from(aged).unwrap_or(i32::MAX),
            });
        }
        if waited > target {
            lines.push(Line {
                why: Why::Overdue {
                    minutes: waited - target,
                },
                points: i32::from(rules.overdue_points),
            });
        }
        let stay = request.subject.stay().and_then(|it| self.state.stay(it));
        lines.extend(
            rules
                .adjustments
                .iter()
                .filter_map(|it| self.adjusted(request, stay, it)),
        );
        Rank {
            lines,
            class,
            waited,
            target,
        }
    }

    /// The points of the class, and the target delay in minutes. An entry that is in the thesaurus no more counts as in
    /// the version in which it was chosen.
    fn class(&self, request: &Request) -> (Line, u32) {
        let rules = &self.state.settings.flow.ranking;
        let chosen = request.entry.as_ref();
        let former = || {
            let version = self.state.thesaurus_version(chosen?.version)?;
            Some((version, &**version.thesaurus.entry(&chosen?.code)?))
        };
        let current = chosen.and_then(|it| {
            let version = self.thesaurus?;
            Some((version, &**version.thesaurus.entry(&it.code)?))
        });
        let found: Option<(&ThesaurusVersion, &Entry)> = current.or_else(former);
        let classed =
            found.and_then(|(version, entry)| Some((version, entry, version.thesaurus.class(&entry.class)?)));
        match classed {
            Some((version, entry, class)) => {
                let why = Why::Class {
                    entry: entry.code.clone(),
                    label: entry.label.clone(),
                    class: class.code.clone(),
                    version: version.version,
                };
                let points = i32::from(class.points);
                (
                    Line { why, points },
                    entry.target_minutes.unwrap_or(class.target_minutes),
                )
            }
            None => {
                let points = i32::from(rules.unclassified_points);
                let why = Why::Unclassified;
                (Line { why, points }, rules.unclassified_minutes)
            }
        }
    }

    /// Minutes waited: from the decision, or from the request when nobody said when it was decided. A planned admission
    /// waits so that its target delay is over when its latest moment has come.
    fn waited(&self, request: &Request, target: i64) -> i64 {
        let since = match (request.needs.latest, request.born) {
            (Some(latest), Born::Admission) => latest.plus(-target.saturating_mul(MINUTE)),
            (Some(latest), Born::Asked | Born::Transfer) if latest > self.now => {
                let begun = latest.plus(-target.saturating_mul(MINUTE));
                begun.max(began(request))
            }
            _ => began(request),
        };
        let since = request
            .needs
            .earliest
            .map_or(since, |earliest| since.max(earliest));
        (self.now.since(since) / MINUTE).max(0)
    }

    fn adjusted(&self, request: &Request, stay: Option<&Stay>, rule: &Adjustment) -> Option<Line> {
        let times = match rule.when {
            Circumstance::OnTrolley { from_age } => {
                let old = from_age == 0 || self.age(request).is_some_and(|it| it >= i32::from(from_age));
                u16::from(old && self.on_trolley(request, stay).is_some())
            }
            Circumstance::NightsOnTrolley => {
                let stay = self.on_trolley(request, stay)?;
                nights_on_trolley(self.state, &self.zone, stay, self.now)
            }
            Circumstance::Age { from_age } => {
                u16::from(self.age(request).is_some_and(|it| it >= i32::from(from_age)))
            }
            Circumstance::CriticalBedToFree => u16::from(stay.is_some_and(|it| self.frees_critical_bed(it))),
            Circumstance::CalledOffBefore => {
                u16::from(stay.is_some_and(|it| self.was_called_off(request, it)))
            }
            Circumstance::From(origin) => u16::from(request.asker.origin == origin),
        };
        if times == 0 {
            return None;
        }
        Some(Line {
            why: Why::Adjustment {
                code: rule.code.clone(),
                name: rule.name.clone(),
                times,
            },
            points: i32::from(rule.points).saturating_mul(i32::from(times)),
        })
    }

    /// Years, by the year of birth: nobody's day is in the journal.
    fn age(&self, request: &Request) -> Option<i32> {
        let year = match request.subject {
            super::Subject::Announced { birth_year, .. } => birth_year,
            super::Subject::Known { patient, .. } => {
                self.state.patient(self.state.patient_of(patient))?.birth_year
            }
        };
        Some(i32::from(self.zone.civil(self.now).year()) - i32::from(year?))
    }

    /// Whether the patient waits on a trolley; whoever is on the way does not any more.
    fn on_trolley<'b>(&self, request: &Request, stay: Option<&'b Stay>) -> Option<&'b Stay> {
        let waits = !matches!(request.stage, Stage::Moving { .. });
        stay.filter(|it| waits && on_trolley_since(self.state, it, self.now).is_some())
    }

    fn frees_critical_bed(&self, stay: &Stay) -> bool {
        let wards = &self.state.settings.flow.ranking.critical_wards;
        let ward = self
            .state
            .ward_at(stay, self.now)
            .and_then(|it| self.state.ward(it));
        let care = stay.care();
        let ready = care.progress(DischargeStep::Medical) == Progress::Done
            || care
                .discharge()
                .is_some_and(|(plan, _)| plan.confidence != Confidence::Estimated);
        ready && ward.is_some_and(|it| wards.contains(&it.code))
    }

    /// Whether a planned admission of that patient was called off before this one was asked for.
    fn was_called_off(&self, request: &Request, stay: &Stay) -> bool {
        let reasons = &self.state.settings.flow.ranking.called_off;
        let stays = self.state.stays_of(self.state.patient_of(stay.patient));
        let others = stays.iter().flat_map(|it| self.state.requests_of(*it));
        others
            .filter(|it| it.id != request.id && it.since <= self.now)
            .any(|it| matches!(&it.stage, Stage::Withdrawn(Withdrawal::Said(code)) if reasons.contains(code)))
    }
}

/// When the wait began.
fn began(request: &Request) -> Moment {
    let clocks = &request.clocks;
    let said = clocks.decided.into_iter().chain(clocks.requested).min();
    said.unwrap_or(request.since)
}
