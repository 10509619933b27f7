//! A hospital drawn as text, a question, and the answer drawn as text.

use std::fmt::Write;
use std::sync::Arc;

use base::{Code, Label, Moment};
use domain::bed::{Attribute, Attributes};
use domain::care::{CareChange, Confidence, DischargePlan};
use domain::command::{BoardCommand, Command};
use domain::flow::placement::{
    Age, Beds, Mark, NoPromises, PlacementCommand, PlacementSettings, Promises, Question, Rule, SoftRule,
    WardPlace, WardProfile, explain, rank,
};
use domain::flow::{FlowSettings, Named, Needs};
use domain::identity::Sex;
use domain::import::{BedEntry, EstablishmentEntry, RoomEntry, SiteEntry, StructureDocument, WardEntry};
use domain::testing::{Hospital, moment};
use domain::view::board::bed_name;

pub fn code(text: &str) -> Code {
    Code::new(text).expect("a code")
}

pub fn named(code_and_name: &str) -> Named {
    Named {
        code: code(code_and_name),
        name: Label::new(code_and_name).expect("a name"),
        retired: false,
    }
}

/// A hospital in which beds are looked for.
pub struct Scene {
    pub hospital: Hospital,
}

impl Scene {
    /// The ward of that drawing, at noon. Wards of three beds are always nearly full: what that costs is off here.
    pub fn new(drawing: &str) -> Self {
        let hospital = Hospital::with(drawing);
        Self { hospital }.sets(|it| {
            it.soft.insert(SoftRule::Balance, 0);
        })
    }

    /// Another ward.
    pub fn and(self, drawing: &str) -> Self {
        Self {
            hospital: self.hospital.and(drawing),
        }
    }

    /// The room at `ward/room` offers that, by words of files.
    pub fn offers(mut self, place: &str, words: &[&str]) -> Self {
        let (ward, room) = place.split_once('/').expect("ward/room");
        let id = self.hospital.ward(ward);
        let room = self.hospital.state.room_named(id, &code(room)).expect("a room");
        let known = self.hospital.state.room(room).expect("a room");
        let attributes: Attributes = words.iter().filter_map(|it| Attribute::named(it)).collect();
        let beds = known.beds.iter().filter_map(|it| self.hospital.state.bed(*it));
        let entry = RoomEntry {
            code: known.code.clone(),
            attributes,
            beds: beds
                .map(|it| BedEntry {
                    code: it.code.clone(),
                    label: None,
                    attributes: Attributes::NONE,
                })
                .collect(),
        };
        self.import(ward, None, vec![entry]);
        self
    }

    /// The ward is on that site.
    pub fn on_site(mut self, ward: &str, site: &str) -> Self {
        self.import(ward, Some(site), Vec::new());
        self
    }

    fn import(&mut self, ward: &str, site: Option<&str>, rooms: Vec<RoomEntry>) {
        let document = StructureDocument {
            replaces: false,
            establishments: vec![EstablishmentEntry {
                code: code("CHU"),
                name: None,
                sites: site
                    .map(|it| SiteEntry {
                        code: code(it),
                        name: None,
                    })
                    .into_iter()
                    .collect(),
                divisions: Vec::new(),
                units: Vec::new(),
                wards: vec![WardEntry {
                    code: code(ward),
                    name: None,
                    site: site.map(code),
                    division: None,
                    specialty: None,
                    rooms,
                }],
            }],
        };
        self.hospital.must(&Command::ImportStructure(Box::new(document)));
    }

    /// The ward says so of somebody.
    pub fn care(mut self, visit: &str, change: CareChange) -> Self {
        let stay = self.hospital.stay(visit);
        let known = self.hospital.state.stay(stay).expect("a stay");
        let saw = known.care().revision(&change.topic());
        self.hospital
            .act(BoardCommand::StateCare { stay, change, saw })
            .expect("said");
        self
    }

    /// Somebody has those precautions.
    pub fn isolated(self, visit: &str, codes: &[&str]) -> Self {
        self.care(
            visit,
            CareChange::Precautions(codes.iter().map(|it| code(it)).collect()),
        )
    }

    /// The ward is sure that somebody leaves then.
    pub fn leaves(self, visit: &str, at: &str) -> Self {
        self.plans(visit, at, Confidence::Confirmed)
    }

    /// Somebody is planned to leave then.
    pub fn plans(self, visit: &str, at: &str, confidence: Confidence) -> Self {
        let plan = DischargePlan {
            at: Some(moment(at)),
            destination: None,
            confidence,
        };
        self.care(visit, CareChange::Discharge(Some(plan)))
    }

    /// Somebody does so on a board.
    pub fn act(mut self, action: BoardCommand) -> Self {
        self.hospital.act(action).expect("done");
        self
    }

    /// The hospital sets its rules.
    pub fn sets(mut self, change: impl FnOnce(&mut PlacementSettings)) -> Self {
        let mut settings = Box::new((*self.hospital.state.placement).clone());
        change(&mut settings);
        let saw = self.hospital.state.placement_revision;
        let by = None;
        let command = PlacementCommand::Set { settings, by, saw };
        self.hospital.must(&Command::Placement(Box::new(command)));
        self
    }

    /// The hospital describes a ward.
    pub fn profile(self, ward: &str, change: impl FnOnce(&mut WardProfile)) -> Self {
        self.sets(|settings| {
            let place = place(ward);
            if !settings.wards.iter().any(|it| it.place == place) {
                settings.wards.push(WardProfile::of(place.clone()));
            }
            let profile = settings.wards.iter_mut().find(|it| it.place == place);
            change(profile.expect("a profile"));
        })
    }

    /// The hospital's list of specialties.
    pub fn specialties(self, codes: &[&str]) -> Self {
        self.lists(|flow| flow.specialties = codes.iter().map(|it| named(it)).collect())
    }

    /// The hospital's lists of words.
    pub fn lists(mut self, change: impl FnOnce(&mut FlowSettings)) -> Self {
        let mut settings = Box::new((*self.hospital.state.settings).clone());
        change(Arc::make_mut(&mut settings.flow));
        self.hospital.must(&Command::Configure(settings));
        self
    }

    /// A question about `♀72`, wanted now.
    pub fn question(&self, who: &str) -> Question {
        let mut question = Question::new(Needs::default(), self.hospital.now);
        let (sex, age) = match who.chars().next() {
            Some('♀') => (Sex::Female, who.trim_start_matches('♀')),
            Some('♂') => (Sex::Male, who.trim_start_matches('♂')),
            _ => (Sex::Unknown, who),
        };
        question.sex = sex;
        if let Ok(age) = age.parse::<u16>() {
            question.age = Age::Born(2026 - age);
        }
        question
    }

    /// What each bed is for that patient: those that can be had, best first, with what they cost; then the others,
    /// with what refuses them.
    pub fn draws(&self, question: &Question) -> String {
        self.draws_with(question, &NoPromises)
    }

    pub fn draws_with(&self, question: &Question, promises: &dyn Promises) -> String {
        let beds = Beds::of(&self.hospital.state, promises);
        let answer = rank(&beds, question, self.hospital.now, beds.len());
        let mut out = String::new();
        for proposal in &answer.top {
            let costs: Vec<String> = proposal
                .remarks
                .iter()
                .filter_map(|it| match it.mark {
                    Mark::Costs(points) => Some(format!("{} {points}", it.rule.word())),
                    Mark::Unchecked => Some(format!("{}?", it.rule.word())),
                    Mark::Met | Mark::Refuses => None,
                })
                .collect();
            let name = self.name(&answer_name(&beds, proposal.bed), proposal.bed);
            let _ = writeln!(
                out,
                "{}",
                format!("{name}: {} {}", proposal.points, costs.join(", ")).trim_end()
            );
        }
        for (bed, verdict) in answer.all().filter(|(_, it)| !it.refused.is_empty()) {
            let rules: Vec<&str> = verdict.refused.iter().map(Rule::word).collect();
            let name = self.name(&answer_name(&beds, bed), bed);
            let _ = writeln!(out, "{name}: ✕ {}", rules.join(", "));
        }
        out.trim_end().to_owned()
    }

    fn name(&self, ward: &Option<base::id::WardId>, bed: base::id::BedId) -> String {
        let name = bed_name(&self.hospital.state, bed).expect("a name");
        let many = self.hospital.state.wards.len() > 1;
        match ward.and_then(|it| self.hospital.state.ward(it)).filter(|_| many) {
            Some(ward) => format!("{} {name}", ward.code.as_str()),
            None => name,
        }
    }

    /// Asserts what is drawn.
    #[track_caller]
    pub fn answers(&self, question: &Question, expected: &str) {
        let expected: Vec<&str> = expected
            .lines()
            .map(str::trim)
            .filter(|it| !it.is_empty())
            .collect();
        let seen = self.draws(question);
        assert_eq!(seen, expected.join("\n"), "\nseen:\n{seen}\n");
    }

    /// What is said of one bed, as `✓ Free Ready`, a line per rule.
    pub fn explains(&self, question: &Question, place: &str) -> String {
        let beds = Beds::of(&self.hospital.state, &NoPromises);
        let bed = self.hospital.bed(place);
        let found = explain(&beds, question, bed, self.hospital.now).expect("a bed");
        let lines: Vec<String> = found
            .remarks
            .iter()
            .map(|it| {
                let mark = match it.mark {
                    Mark::Met => "✓".to_owned(),
                    Mark::Unchecked => "?".to_owned(),
                    Mark::Costs(points) => format!("–{points}"),
                    Mark::Refuses => "✕".to_owned(),
                };
                format!("{mark} {} {:?}", it.rule.word(), it.why)
            })
            .collect();
        lines.join("\n")
    }
}

fn answer_name(beds: &Beds, bed: base::id::BedId) -> Option<base::id::WardId> {
    beds.ward_of(bed)
}

pub fn place(ward: &str) -> WardPlace {
    WardPlace {
        establishment: code("CHU"),
        ward: code(ward),
    }
}

pub fn at(time: &str) -> Moment {
    moment(time)
}
