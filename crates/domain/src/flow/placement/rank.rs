//! The scan: every rule asked of every bed, once, from one end of the picture to the other.
//!
//! Rules about wards are asked once a ward, rules that nobody may set aside first, and a bed they refuse is asked
//! nothing else. Nine beds in ten are taken by somebody who stays, whatever is asked: the picture says so of each, and
//! the scan passes them by. The functions that explain a bed are the very ones that judged it, so that
//! a reason on a screen cannot differ from the one that counted; where only the verdict is wanted, the compiler throws
//! the reasons away.

use base::Moment;
use base::id::BedId;

use super::answer::{Answer, Count, Explanation, Mark, Proposal, Remark, Verdict};
use super::ask::{Ask, Strengths};
use super::beds::{Beds, Gate, RoomRow, WardRow};
use super::case::{BedCase, RoomCase, WardCase};
use super::question::Question;
use super::reason::Finding;
use super::rule::{FixedRule, Rule, Rules, SoftRule, Strength};
use super::rules;

/// Ranks every bed of the picture for that question, as things are at that moment; `top` is how many are explained.
///
/// The order is by points, then by the order of the picture: equal questions about equal pictures have equal answers.
#[must_use]
pub fn rank<'a>(beds: &'a Beds, question: &Question, now: Moment, top: usize) -> Answer<'a> {
    let ask = Ask::of(beds, question, now);
    let mut answer = Answer {
        beds,
        now,
        top: Vec::new(),
        candidates: 0,
        refused: vec![Count::default(); Rule::COUNT],
        verdicts: vec![SHUT; beds.len()],
    };
    let mut best: Vec<u64> = Vec::with_capacity(beds.len() / 8);
    for ward in &beds.wards {
        scan_ward(&ask, beds, ward, &mut answer, &mut best);
    }
    answer.candidates = u32::try_from(best.len()).unwrap_or(u32::MAX);
    answer.top = first(&mut best, top)
        .iter()
        .filter_map(|key| proposal(&ask, beds, *key))
        .collect();
    answer
}

fn scan_ward(ask: &Ask<'_>, beds: &Beds, ward: &WardRow, answer: &mut Answer<'_>, best: &mut Vec<u64>) {
    let rows = ward.beds.0 as usize..ward.beds.1 as usize;
    let gates = beds.columns.gate.get(rows.clone()).unwrap_or_default();
    // What is common to the beds of a ward is worked out for the first of them that anybody could have.
    let mut common: Option<Verdict> = None;
    let mut shut = 0;
    for (gate, row) in gates.iter().zip(rows) {
        if gate.has(Gate::SHUT) {
            shut += 1;
            continue;
        }
        let Some(case) = place(beds, row).and_then(|(_, room)| BedCase::of(ask, beds, ward, room, row))
        else {
            continue;
        };
        let mut verdict = Verdict::default();
        rules::gates(&case, &mut |rule, finding| {
            verdict.add(&ask.strengths, rule, finding)
        });
        if verdict.refused.is_empty() {
            verdict = *common.get_or_insert_with(|| of_ward(ask, beds, ward));
            rules::of_bed(&RoomCase::of(case), &mut |rule, finding| {
                verdict.add(&ask.strengths, rule, finding)
            });
        }
        if let Some(slot) = answer.verdicts.get_mut(row) {
            *slot = verdict;
        }
        if verdict.refused.is_empty() {
            best.push(u64::from(verdict.points) << 32 | row as u64);
        } else {
            count(verdict.refused, &mut answer.refused, 1);
        }
    }
    count(SHUT.refused, &mut answer.refused, shut);
}

/// What is found about a bed that is shut to everybody.
const SHUT: Verdict = Verdict {
    refused: Rules::NONE.with(Rule::Fixed(FixedRule::Free)),
    points: 0,
};

fn of_ward(ask: &Ask<'_>, beds: &Beds, ward: &WardRow) -> Verdict {
    let mut common = Verdict::default();
    let case = WardCase::of(ask, beds, ward);
    rules::of_ward(&case, &mut |rule, finding| {
        common.add(&ask.strengths, rule, finding)
    });
    common
}

/// Counts beds for each rule that refuses them.
#[inline]
fn count(refused: Rules, counts: &mut [Count], beds: u32) {
    let alone = if refused.len() == 1 { beds } else { 0 };
    for index in refused.indexes() {
        if let Some(count) = counts.get_mut(index) {
            count.beds += beds;
            count.alone += alone;
        }
    }
}

impl Verdict {
    #[inline(always)]
    fn add(&mut self, strengths: &Strengths, rule: Rule, finding: Finding) {
        if let Finding::Against(units, _) = finding {
            match weigh(strengths, rule, units) {
                None => {}
                Some(Mark::Costs(points)) => self.points = self.points.saturating_add(points),
                Some(_) => self.refused = self.refused.with(rule),
            }
        }
    }
}

/// What a broken rule does: nothing when it is off.
#[inline(always)]
fn weigh(strengths: &Strengths, rule: Rule, units: u32) -> Option<Mark> {
    match rule {
        Rule::Fixed(_) => Some(Mark::Refuses),
        Rule::Firm(rule) => match strengths.firm(rule) {
            Strength::Hard => Some(Mark::Refuses),
            Strength::Points(points) => Some(Mark::Costs(u32::from(points).saturating_mul(units))),
            Strength::Off => None,
        },
        Rule::Soft(rule) => cost(rule, strengths.soft(rule), units).map(Mark::Costs),
    }
}

#[inline(always)]
fn cost(rule: SoftRule, points: u16, units: u32) -> Option<u32> {
    let cost = u64::from(points) * u64::from(units) / u64::from(rule.units());
    (points > 0).then(|| u32::try_from(cost).unwrap_or(u32::MAX))
}

/// The smallest keys, in order, without sorting the others.
fn first(keys: &mut [u64], count: usize) -> &[u64] {
    let count = count.min(keys.len());
    if count == 0 {
        return &[];
    }
    if count < keys.len() {
        keys.select_nth_unstable(count - 1);
    }
    let best = keys.get_mut(..count).unwrap_or_default();
    best.sort_unstable();
    best
}

fn proposal(ask: &Ask<'_>, beds: &Beds, key: u64) -> Option<Proposal> {
    let row = usize::try_from(key & u64::from(u32::MAX)).ok()?;
    let points = u32::try_from(key >> 32).ok()?;
    let (ward, room) = place(beds, row)?;
    let case = BedCase::of(ask, beds, ward, room, row)?;
    Some(Proposal {
        bed: *beds.columns.bed.get(row)?,
        points,
        ready: Moment::from_millis(case.comes()),
        remarks: remarks(&case),
    })
}

pub(super) fn place(beds: &Beds, row: usize) -> Option<(&WardRow, &RoomRow)> {
    let room = beds.rooms.get(*beds.columns.room.get(row)? as usize)?;
    Some((beds.wards.get(room.ward as usize)?, room))
}

/// What every rule says, in the order of rules.
fn remarks(case: &BedCase<'_>) -> Vec<Remark> {
    let strengths = &case.ask.strengths;
    let mut found = Vec::new();
    let mut hear = |rule: Rule, finding: Finding| {
        let remark = match finding {
            Finding::Silent => None,
            Finding::Met(why) => Some((Mark::Met, why)),
            Finding::Unchecked(why) => Some((Mark::Unchecked, why)),
            Finding::Against(units, why) => weigh(strengths, rule, units).map(|mark| (mark, why)),
        };
        let is_on = match rule {
            Rule::Fixed(_) => true,
            Rule::Firm(rule) => strengths.firm(rule) != Strength::Off,
            Rule::Soft(rule) => strengths.soft(rule) > 0,
        };
        if let Some((mark, why)) = remark.filter(|_| is_on) {
            found.push(Remark { rule, mark, why });
        }
    };
    rules::gates(case, &mut hear);
    rules::of_ward(&WardCase::of(case.ask, case.beds, case.ward), &mut hear);
    rules::of_bed(&RoomCase::of(*case), &mut hear);
    found.sort_by_key(|it| it.rule);
    found
}

/// Everything about one bed, whatever refuses it; none for a bed that is not in the picture.
#[must_use]
pub fn explain(beds: &Beds, question: &Question, bed: BedId, now: Moment) -> Option<Explanation> {
    let ask = Ask::of(beds, question, now);
    let row = beds.row(bed)?;
    let (ward, room) = place(beds, row)?;
    let case = BedCase::of(&ask, beds, ward, room, row)?;
    let mut verdict = Verdict::default();
    let remarks = remarks(&case);
    for remark in &remarks {
        match remark.mark {
            Mark::Refuses => verdict.refused = verdict.refused.with(remark.rule),
            Mark::Costs(points) => verdict.points = verdict.points.saturating_add(points),
            Mark::Met | Mark::Unchecked => {}
        }
    }
    Some(Explanation {
        bed,
        verdict,
        ready: (case.ready < i64::MAX).then(|| Moment::from_millis(case.comes())),
        remarks,
    })
}
