//! The rules read slowly, bed by bed, from the state itself: shares no code with the scan it is compared with.
//!
//! Every rule is written again from its text. No columns, no positions, no early ends: who lies where is asked of
//! every stay of the hospital, again for every bed.

use std::collections::BTreeSet;

use base::id::{BedId, StayId, WardId};
use base::time::{DAY, MINUTE};
use base::{Code, Moment, Zone};
use domain::bed::{Attribute, Attributes, Hygiene, Lifecycle};
use domain::care::Confidence;
use domain::flow::placement::{
    Age, From, PlacementSettings, Question, RoomNeed, Rule, Sector, SexPolicy, SoftRule, Strength,
    WardProfile,
};
use domain::flow::{Level, SingleRoom};
use domain::identity::Sex;
use domain::movement::Spot;
use domain::state::State;
use domain::stay::Stay;
use domain::structure::{Bed, Room, Standing};

/// What the rules say of a bed: which refuse it, and what it costs.
#[derive(Debug, PartialEq, Eq, Clone)]
pub struct Judged {
    pub refused: BTreeSet<&'static str>,
    pub points: u64,
}

/// The beds that are there at all.
pub fn real_beds(state: &State) -> Vec<BedId> {
    let real = |bed: &&std::sync::Arc<Bed>| {
        let ward = state.ward_of_bed(bed.id).and_then(|it| state.ward(it));
        bed.lifecycle == Lifecycle::Installed
            && bed.standing != Standing::Ignored
            && ward.is_some_and(|it| it.standing != Standing::Ignored && it.merged_into.is_none())
    };
    state.beds.iter().filter(real).map(|it| it.id).collect()
}

/// A person as a room-mate.
#[derive(Clone)]
struct Mate {
    stay: StayId,
    sex: Sex,
    born: Option<u16>,
    precautions: BTreeSet<Code>,
}

struct Oracle<'a> {
    state: &'a State,
    settings: &'a PlacementSettings,
    question: &'a Question,
    now: Moment,
    at: Moment,
    by: Moment,
    zone: Zone,
}

pub fn judge(state: &State, question: &Question, now: Moment, bed: BedId) -> Judged {
    let settings = &*state.placement;
    let mut at = question.at.max(now);
    if let Some(earliest) = question.needs.earliest {
        at = at.max(earliest);
    }
    let mut by = at.plus(i64::from(settings.horizon_minutes) * MINUTE);
    if let Some(latest) = question.needs.latest.filter(|latest| *latest > at) {
        by = by.min(latest);
    }
    let oracle = Oracle {
        state,
        settings,
        question,
        now,
        at,
        by: by.max(at),
        zone: Zone::named(&state.settings.zone).expect("a zone"),
    };
    oracle.judge(bed)
}

impl Oracle<'_> {
    fn judge(&self, bed: BedId) -> Judged {
        let mut judged = Judged {
            refused: BTreeSet::new(),
            points: 0,
        };
        self.usable(bed, &mut judged);
        self.free(bed, &mut judged);
        self.promised(bed, &mut judged);
        if !judged.refused.is_empty() {
            return judged;
        }
        self.about_the_ward(bed, &mut judged);
        self.about_the_bed(bed, &mut judged);
        self.about_the_mates(bed, &mut judged);
        judged
    }

    /// A broken rule: refuses, costs, or is off.
    fn broken(&self, judged: &mut Judged, word: &'static str, times: u64) {
        match Rule::named(word).expect("a rule") {
            Rule::Fixed(_) => {
                judged.refused.insert(word);
            }
            Rule::Firm(rule) => match self.settings.strength(rule) {
                Strength::Hard => {
                    judged.refused.insert(word);
                }
                Strength::Points(points) => judged.points += u64::from(points) * times,
                Strength::Off => {}
            },
            Rule::Soft(rule) => {
                let per = match rule {
                    SoftRule::Wait => 60,
                    SoftRule::Balance => 100,
                    _ => 1,
                };
                judged.points += u64::from(self.settings.points(rule)) * times / per;
            }
        }
    }

    fn bed(&self, bed: BedId) -> &Bed {
        self.state.bed(bed).expect("a bed")
    }

    fn room(&self, bed: BedId) -> &Room {
        self.state.room(self.bed(bed).room).expect("a room")
    }

    fn ward(&self, bed: BedId) -> WardId {
        self.state.ward_of_bed(bed).expect("a ward")
    }

    fn profile(&self, ward: WardId) -> Option<&WardProfile> {
        let ward = self.state.ward(ward)?;
        self.settings.wards.iter().find(|it| it.place.ward == ward.code)
    }

    fn beds_of(&self, room: &Room) -> Vec<BedId> {
        let beds = real_beds(self.state);
        room.beds.iter().copied().filter(|it| beds.contains(it)).collect()
    }

    fn beds_of_ward(&self, ward: WardId) -> Vec<BedId> {
        let beds = real_beds(self.state);
        beds.into_iter().filter(|it| self.ward(*it) == ward).collect()
    }

    /// Everybody who has that bed now, and whether they are away.
    fn lying(&self, bed: BedId) -> Vec<(&Stay, bool)> {
        let stays = self.state.stays.iter().filter_map(|stay| {
            let period = self.state.period_at(stay, self.now)?;
            (period.spot == Spot::Bed(bed)).then_some((&**stay, period.away))
        });
        stays.collect()
    }

    /// When somebody is sure to leave.
    fn leaves(&self, stay: &Stay) -> Option<Moment> {
        let mut soonest: Vec<Moment> = Vec::new();
        let segments = &stay.timeline.segments;
        if let Some(position) = segments
            .iter()
            .enumerate()
            .rposition(|(at, it)| it.from <= self.now && self.now < self.state.end_of(stay, at))
        {
            let end = self.state.end_of(stay, position);
            soonest.extend((end < Moment::NEVER).then_some(end));
        }
        let at_hour = |at: Moment| {
            let civil = self.zone.civil(at);
            if (civil.hour(), civil.minute(), civil.second()) == (0, 0, 0) {
                let hour = i8::try_from(self.settings.leaving_hour).expect("an hour");
                self.zone.moment(civil.date().at(hour, 0, 0, 0)).0
            } else {
                at
            }
        };
        let facts = &stay.timeline.facts;
        let announced = facts.expected_discharge.filter(|_| facts.discharge_announced);
        let said = stay
            .care()
            .discharge()
            .map(|(plan, _)| (plan.confidence, plan.at));
        // Decided by the ward; else announced by the feed, unless the ward says that the patient waits for something.
        let leaves = match said {
            Some((Confidence::Confirmed, Some(at))) => Some(at),
            Some((Confidence::Waiting, _)) => None,
            _ => announced,
        };
        soonest.extend(leaves.map(at_hour));
        soonest.extend(stay.timeline.pending_transfer.as_ref().map(|it| it.at));
        soonest.into_iter().min()
    }

    /// When the bed is open, left and clean; none when nobody knows.
    fn ready(&self, bed: BedId) -> Option<Moment> {
        let cleaning = i64::from(self.settings.cleaning_minutes) * MINUTE;
        let opens = match self.bed(bed).operation.closure(self.now) {
            None => self.now,
            Some((_, until)) => until?,
        };
        let free = match self.lying(bed).as_slice() {
            [] => {
                let mark = self.state.hygiene_of(self.bed(bed), self.now);
                match mark.state {
                    Hygiene::Clean => self.now,
                    Hygiene::ToClean => self.now.plus(cleaning),
                    Hygiene::Cleaning => mark.at.plus(cleaning).max(self.now),
                    Hygiene::Contaminated => self
                        .now
                        .plus(i64::from(self.settings.disinfection_minutes) * MINUTE),
                }
            }
            [(stay, false)] => self.leaves(stay)?.max(self.now).plus(cleaning),
            _ => return None,
        };
        Some(free.max(opens))
    }

    fn usable(&self, bed: BedId, judged: &mut Judged) {
        let closed = match self.bed(bed).operation.closure(self.now) {
            None => false,
            Some((_, until)) => until.is_none_or(|until| until > self.by),
        };
        if closed || !self.bed(bed).staffed {
            self.broken(judged, "Usable", 1);
        }
    }

    fn free(&self, bed: BedId, judged: &mut Judged) {
        let lying = self.lying(bed);
        let theirs = lying.iter().any(|(stay, _)| Some(stay.id) == self.question.stay);
        let forever = match lying.as_slice() {
            [] => false,
            [(stay, false)] => self.leaves(stay).is_none(),
            _ => true,
        };
        let late = self.ready(bed).is_some_and(|it| it > self.by);
        // When the closure alone makes it late, that is said by the other rule.
        let closure = self
            .bed(bed)
            .operation
            .closure(self.now)
            .and_then(|(_, until)| until);
        let by_closure = late && closure == self.ready(bed);
        if theirs || forever || (late && !by_closure) {
            self.broken(judged, "Free", 1);
        }
    }

    /// Those the bed is promised to, the patient left out, who come before the patient leaves.
    fn promises(&self, bed: BedId) -> Vec<&Stay> {
        let leaves = self
            .question
            .needs
            .nights
            .map(|it| self.at.plus(i64::from(it) * DAY));
        let mut found = Vec::new();
        for (stay, from) in self.state.expected_in(bed, self.now) {
            let forgotten = from.plus(DAY) <= self.now;
            let after = leaves.is_some_and(|leaves| from >= leaves);
            if Some(stay.id) != self.question.stay && !forgotten && !after {
                found.push(stay);
            }
        }
        found
    }

    fn promised(&self, bed: BedId, judged: &mut Judged) {
        if !self.promises(bed).is_empty() && self.question.promised != Some(bed) {
            self.broken(judged, "Promised", 1);
        }
    }

    fn years(&self) -> Option<(u16, u16)> {
        match self.question.age {
            Age::Unknown => None,
            Age::Group(group) => Some(group.years()),
            Age::Born(born) => {
                let year = u16::try_from(self.zone.civil(self.at).year()).expect("a year");
                Some(((year - born).saturating_sub(1), year - born))
            }
        }
    }

    fn about_the_ward(&self, bed: BedId, judged: &mut Judged) {
        let ward = self.ward(bed);
        let profile = self.profile(ward);
        let question = self.question;
        if let (Some(profile), Some((young, old))) = (profile, self.years())
            && (profile.ages.from.is_some_and(|it| old < u16::from(it))
                || profile.ages.to.is_some_and(|it| young > u16::from(it)))
        {
            self.broken(judged, "Age", 1);
        }
        let listed = question.needs.specialty.as_ref();
        let specialty = listed.filter(|code| {
            self.state
                .settings
                .flow
                .specialties
                .iter()
                .any(|it| it.code == **code)
        });
        let says = |list: fn(&WardProfile) -> &Vec<Code>| {
            specialty.is_some_and(|code| profile.is_some_and(|it| list(it).contains(code)))
        };
        if says(|it| &it.refused) {
            self.broken(judged, "Specialty", 1);
        }
        let (own, agreed) = (says(|it| &it.own), says(|it| &it.agreed));
        let right = question.referring == Some(ward)
            || question.preferred.contains(&ward)
            || (own && question.preferred.is_empty());
        let nobody_said = question.preferred.is_empty()
            && question.acceptable.is_empty()
            && question.referring.is_none()
            && specialty.is_none();
        if !right && !nobody_said {
            if own || agreed || question.acceptable.contains(&ward) {
                self.broken(judged, "Agreed", 1);
            } else {
                self.broken(judged, "Outlier", self.nights());
                self.broken(judged, "Moves", u64::from(question.moves));
            }
        }
        if let Some(place) = question.preferred.iter().position(|it| *it == ward) {
            self.broken(judged, "Choice", place as u64);
        }
        self.fullness(ward, judged);
    }

    fn nights(&self) -> u64 {
        let nights = self
            .question
            .needs
            .nights
            .map_or(self.settings.usual_nights, |it| it.max(1));
        u64::from(nights)
    }

    fn fullness(&self, ward: WardId, judged: &mut Judged) {
        let beds = self.beds_of_ward(ward);
        let open = |bed: &&BedId| {
            let bed = self.bed(**bed);
            bed.staffed && bed.operation.closure(self.at).is_none()
        };
        let open: Vec<&BedId> = beds.iter().filter(open).collect();
        let (taken, free): (Vec<&BedId>, Vec<&BedId>) =
            open.iter().copied().partition(|it| !self.lying(**it).is_empty());
        let promised = free.iter().filter(|it| !self.promises(***it).is_empty()).count();
        let free = free.len() - promised;
        let kept = self
            .question
            .kept
            .iter()
            .find(|it| it.ward == ward)
            .map_or(0, |it| it.beds);
        if !self.question.unscheduled && kept > 0 && free <= usize::from(kept) {
            self.broken(judged, "Reserve", 1);
        }
        if !open.is_empty() {
            let percent = (taken.len() + promised + 1).min(open.len()) * 100 / open.len();
            if percent > 80 {
                self.broken(judged, "Balance", (percent as u64 - 80) * 5);
            }
        }
    }

    fn offers(&self, bed: BedId) -> Attributes {
        self.bed(bed).attributes.union(self.room(bed).attributes)
    }

    /// A room of one bed, or called single.
    fn is_single(&self, room: &Room) -> bool {
        let beds = self.beds_of(room);
        beds.len() == 1 || beds.iter().any(|it| self.offers(*it).has(Attribute::Single))
    }

    fn recorded(&self) -> Attributes {
        let rooms = self.state.rooms.iter().map(|it| it.attributes);
        let beds = self.state.beds.iter().map(|it| it.attributes);
        rooms.chain(beds).fold(Attributes::NONE, Attributes::union)
    }

    fn single_wanted(&self) -> SingleRoom {
        if self.question.needs.equipment.has(Attribute::Single) {
            SingleRoom::Required
        } else {
            self.question.needs.single
        }
    }

    fn about_the_bed(&self, bed: BedId, judged: &mut Judged) {
        let needs = &self.question.needs;
        let profile = self.profile(self.ward(bed));
        let level = if self.offers(bed).has(Attribute::DayPlace) {
            Level::Day
        } else {
            profile.map_or(Level::Conventional, |it| it.level)
        };
        if level < needs.level {
            self.broken(judged, "Level", 1);
        }
        if level > needs.level {
            self.broken(judged, "LevelAbove", 1);
        }
        let missing = needs
            .equipment
            .iter()
            .any(|it| it != Attribute::Single && self.recorded().has(it) && !self.offers(bed).has(it));
        if missing {
            self.broken(judged, "Equipment", 1);
        }
        let single = self.is_single(self.room(bed));
        let wanted = self.single_wanted();
        if wanted == SingleRoom::Required && !single {
            self.broken(judged, "SingleNeeded", 1);
        }
        if wanted == SingleRoom::Wished && !single {
            self.broken(judged, "Wish", 1);
        }
        if needs.companion && !single {
            self.broken(judged, "Companion", 1);
        }
        let ward = self.ward(bed);
        let others = self
            .beds_of_ward(ward)
            .iter()
            .any(|it| !self.is_single(self.room(*it)));
        let needed =
            wanted != SingleRoom::Indifferent || needs.companion || self.own_room() > RoomNeed::Shared;
        if single && others && !needed {
            self.broken(judged, "SingleKept", 1);
        }
        self.rare(bed, judged);
        let ready = self.ready(bed).expect("a free bed");
        let late = ready.since(self.at);
        if late > 0 {
            let minutes = late / MINUTE + i64::from(late % MINUTE > 0);
            self.broken(judged, "Wait", u64::try_from(minutes).expect("minutes"));
        }
        let hour = self.zone.civil(ready.max(self.at)).hour();
        if matches!(self.question.from, From::Ward(_)) && !(7..21).contains(&hour) {
            self.broken(judged, "Night", 1);
        }
    }

    fn rare(&self, bed: BedId, judged: &mut Judged) {
        let beds = self.beds_of_ward(self.ward(bed));
        for attribute in self.settings.rare.iter() {
            let with = beds.iter().filter(|it| self.offers(**it).has(attribute)).count();
            let needed = self.question.needs.equipment.has(attribute)
                || (attribute == Attribute::NegativePressure && self.own_room() == RoomNeed::Negative)
                || (attribute == Attribute::PositivePressure && self.own_room() == RoomNeed::Positive);
            if self.offers(bed).has(attribute) && with * 2 < beds.len() && !needed {
                self.broken(judged, "Rare", 1);
            }
        }
    }

    /// What a precaution asks; one the hospital gave no meaning keeps its bearer with the same.
    fn asks(&self, code: &Code) -> Option<(RoomNeed, Option<Sector>)> {
        self.state.settings.precaution(code)?;
        let meaning = self.settings.meaning(code);
        Some(meaning.map_or((RoomNeed::Cohort, None), |it| (it.room, it.sector)))
    }

    fn is_germ(&self, code: &Code) -> bool {
        self.state.settings.flow.germs.iter().any(|it| it.code == *code)
    }

    fn room_for(&self, codes: &BTreeSet<Code>, germ: Option<&Code>) -> RoomNeed {
        let asked = codes.iter().filter_map(|it| self.asks(it)).map(|it| it.0);
        let negative = germ.filter(|it| self.is_germ(it) && self.settings.negative_pressure.contains(it));
        let all = asked.chain(negative.map(|_| RoomNeed::Negative));
        all.max().unwrap_or(RoomNeed::Shared)
    }

    fn sector_of(&self, codes: &BTreeSet<Code>) -> Option<Sector> {
        let sectors: Vec<Sector> = codes.iter().filter_map(|it| self.asks(it)?.1).collect();
        if sectors.contains(&Sector::Carrier) {
            return Some(Sector::Carrier);
        }
        sectors.first().copied()
    }

    /// The precautions that keep their bearer apart.
    fn apart(&self, codes: &BTreeSet<Code>) -> BTreeSet<Code> {
        let apart = |code: &&Code| self.asks(code).is_some_and(|it| it.0 != RoomNeed::Shared);
        codes.iter().filter(apart).cloned().collect()
    }

    fn own_codes(&self) -> BTreeSet<Code> {
        self.question.needs.precautions.iter().cloned().collect()
    }

    fn own_room(&self) -> RoomNeed {
        self.room_for(&self.own_codes(), self.question.needs.germ.as_ref())
    }

    fn mate(&self, stay: &Stay) -> Mate {
        let patient = self
            .state
            .patient(self.state.patient_of(stay.patient))
            .expect("a patient");
        Mate {
            stay: stay.id,
            sex: patient.sex,
            born: patient.birth_year,
            precautions: stay.care().precautions().iter().cloned().collect(),
        }
    }

    /// Everybody who would share the room.
    fn mates(&self, bed: BedId) -> Vec<Mate> {
        let mut found = Vec::new();
        for other in self.beds_of(self.room(bed)).into_iter().filter(|it| *it != bed) {
            for (stay, _) in self.lying(other) {
                let gone = self.leaves(stay).is_some_and(|it| it <= self.at);
                if Some(stay.id) != self.question.stay && !gone {
                    found.push(self.mate(stay));
                }
            }
            found.extend(self.promises(other).into_iter().map(|it| self.mate(it)));
        }
        found
    }

    fn about_the_mates(&self, bed: BedId, judged: &mut Judged) {
        let mates = self.mates(bed);
        let single = self.is_single(self.room(bed));
        let own = self.own_room();
        let pressure = match own {
            RoomNeed::Negative => Some(Attribute::NegativePressure),
            RoomNeed::Positive => Some(Attribute::PositivePressure),
            _ => None,
        };
        let wrong_room = (own >= RoomNeed::Single && !single)
            || pressure.is_some_and(|it| self.recorded().has(it) && !self.offers(bed).has(it));
        // Nobody's germ is known in this story but the patient's own.
        let germ = self.question.needs.germ.as_ref();
        let known_germ = germ.is_some_and(|it| self.is_germ(it));
        let clash = mates.iter().any(|mate| {
            let theirs = self.room_for(&mate.precautions, None);
            if own == RoomNeed::Shared && theirs == RoomNeed::Shared {
                return false;
            }
            let same = self.apart(&mate.precautions) == self.apart(&self.own_codes());
            !(same && own == RoomNeed::Cohort && theirs == RoomNeed::Cohort && !known_germ)
        });
        if wrong_room || clash {
            self.broken(judged, "Precautions", 1);
        }
        let sector = self.sector_of(&self.own_codes());
        let profile = self.profile(self.ward(bed));
        let wards = profile.and_then(|it| it.sector);
        if wards.is_some_and(|it| Some(it) != sector)
            || mates.iter().any(|it| self.sector_of(&it.precautions) != sector)
        {
            self.broken(judged, "Sector", 1);
        }
        let strangers: Vec<&Mate> = mates
            .iter()
            .filter(|it| !self.question.together.contains(&it.stay))
            .collect();
        let mixed = profile.is_some_and(|it| it.sexes == SexPolicy::Together);
        let other_sex = strangers.iter().any(|it| {
            matches!(
                (self.question.sex, it.sex),
                (Sex::Female, Sex::Male) | (Sex::Male, Sex::Female)
            )
        });
        if other_sex && !mixed {
            self.broken(judged, "Sex", 1);
        }
        self.ages_of(&strangers, judged);
        if own > RoomNeed::Shared && !single && mates.is_empty() {
            let lost = self.beds_of(self.room(bed)).into_iter().filter(|it| {
                let other = self.bed(*it);
                *it != bed && other.staffed && other.operation.closure(self.at).is_none()
            });
            self.broken(judged, "Neutralised", lost.count() as u64 * self.nights());
        }
    }

    fn ages_of(&self, strangers: &[&Mate], judged: &mut Judged) {
        let Age::Born(born) = self.question.age else {
            return;
        };
        let year = u16::try_from(self.zone.civil(self.at).year()).expect("a year");
        let is_child = |born: u16| year - born < 18;
        let known: Vec<u16> = strangers.iter().filter_map(|it| it.born).collect();
        if known.iter().any(|it| is_child(*it) != is_child(born)) {
            self.broken(judged, "AgeGap", 3);
        } else if known
            .iter()
            .any(|it| it.abs_diff(born) > self.settings.age_gap_years)
        {
            self.broken(judged, "AgeGap", 1);
        }
    }
}
