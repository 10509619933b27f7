//! Every rule, every reason and every way to set a rule aside has its French and its English, and says something else
//! than the others.

use std::collections::BTreeSet;

use base::id::StayId;
use base::time::HOUR;
use base::{Moment, Zone};
use domain::bed::{Attribute, Attributes, ClosureReason};
use domain::flow::Level;
use domain::flow::placement::{Ages, Mark, Reason, RoomNeed, Rule, Sector, Until, Waiver};
use web::words::placement::Around;
use web::words::{Lang, Words};

const NOW: Moment = Moment::from_millis(1_795_356_300_000);

/// A reason of each sort, with values.
fn reasons() -> Vec<Reason> {
    let at = NOW.plus(HOUR);
    let mate = Some(StayId::new(7));
    let what = Attributes::NONE
        .with(Attribute::Telemetry)
        .with(Attribute::Oxygen);
    let ages = Ages {
        from: Some(16),
        to: Some(75),
    };
    let asks = RoomNeed::Negative;
    let after = Until::Cleaning;
    let sector = Sector::Carrier;
    let level = Level::Intensive;
    vec![
        Reason::Open,
        Reason::Closed {
            why: Some(ClosureReason::Works),
            until: Some(at),
        },
        Reason::Unstaffed,
        Reason::Ready,
        Reason::ReadyAt { at, after },
        Reason::TooLate { at, after },
        Reason::Here,
        Reason::Taken { by: StayId::new(7) },
        Reason::OnLeave { of: StayId::new(7) },
        Reason::Disputed,
        Reason::PromisedToThem,
        Reason::Promised { to: mate, from: at },
        Reason::Alone,
        Reason::Cohort,
        Reason::NotSingle { asks },
        Reason::NoPressure { asks },
        Reason::PressureNotRecorded { asks },
        Reason::MateUnprotected { mate },
        Reason::MateIsolated { mate },
        Reason::SectorMatches { sector },
        Reason::SectorOfOthers { sector },
        Reason::MateOfOtherSector {
            mate,
            sector: Some(sector),
        },
        Reason::LevelMatches { level },
        Reason::LevelBelow { offered: level },
        Reason::LevelAbove { offered: level },
        Reason::Equipped { with: what },
        Reason::Lacks { what },
        Reason::EquipmentNotRecorded { what },
        Reason::Single,
        Reason::Shared,
        Reason::SingleUnneeded,
        Reason::Neutralised { beds: 1, nights: 3 },
        Reason::SameSex,
        Reason::OtherSex { mate },
        Reason::SexUnknown,
        Reason::AgeFits,
        Reason::AgeOutside { ages },
        Reason::AgeUnknown { ages },
        Reason::AgeGap { mate, years: 45 },
        Reason::ChildWithAdult { mate },
        Reason::SpecialtyRefused,
        Reason::OwnWard,
        Reason::AgreedWard,
        Reason::OutlierWard { nights: 4 },
        Reason::FirstChoice,
        Reason::LaterChoice { place: 2 },
        Reason::SameSite,
        Reason::Away { minutes: 18 },
        Reason::AwayUnknown,
        Reason::MovedAgain { moves: 2 },
        Reason::ByNight { at },
        Reason::LastBeds { free: 1, kept: 2 },
        Reason::RareUnneeded { what },
        Reason::Crowded { percent: 97 },
    ]
}

/// Texts in both languages: as many, all different, none of them the same in both but signs and numbers.
#[track_caller]
fn differ(say: impl Fn(&Words) -> Vec<String>) {
    let [french, english] = Lang::ALL.map(|lang| say(Words::of(lang)));
    for texts in [&french, &english] {
        let different: BTreeSet<&String> = texts.iter().collect();
        assert_eq!(different.len(), texts.len(), "{texts:#?}");
        assert!(texts.iter().all(|it| !it.trim().is_empty()));
    }
    for (one, other) in french.iter().zip(&english) {
        assert_ne!(one, other);
    }
}

#[test]
fn every_rule_has_its_words() {
    differ(|words| {
        Rule::all()
            .map(|it| words.placement_rule(it).to_owned())
            .collect()
    });
}

#[test]
fn every_way_to_set_a_rule_aside_has_its_words() {
    differ(|words| Waiver::ALL.map(|it| words.waiver(it).to_owned()).into());
}

#[test]
fn every_level_and_sector_has_its_words() {
    differ(|words| Level::ALL.map(|it| words.level(it).to_owned()).into());
    differ(|words| Sector::ALL.map(|it| words.sector(it).to_owned()).into());
}

#[test]
fn every_reason_has_its_words_with_the_name_of_a_mate_or_without() {
    let zone = Zone::paris();
    let said = |words: &Words, name: &dyn Fn(StayId) -> Option<String>| {
        let around = Around {
            zone: &zone,
            now: NOW,
            name,
        };
        let reasons = reasons();
        reasons
            .iter()
            .map(|it| words.placement_reason(it, &around))
            .collect::<Vec<_>>()
    };
    differ(|words| said(words, &|_| None));
    differ(|words| said(words, &|_| Some("M. MARTIN".to_owned())));
    let named = said(Words::of(Lang::Fr), &|_| Some("M. MARTIN".to_owned()));
    assert!(
        named.contains(&"Autre sexe que M. MARTIN, même chambre".to_owned()),
        "{named:#?}"
    );
    assert!(
        named.contains(&"Prêt vers auj. 16\u{a0}h\u{a0}05 (bionettoyage en cours)".to_owned()),
        "{named:#?}"
    );
    assert!(
        named.contains(&"Neutralise 1 lit voisin pendant 3 nuits".to_owned()),
        "{named:#?}"
    );
}

#[test]
fn a_mark_has_a_sign_for_the_eye_and_words_for_the_ear() {
    let marks = [Mark::Met, Mark::Unchecked, Mark::Costs(40), Mark::Refuses];
    let words = Words::of(Lang::Fr);
    assert_eq!(marks.map(|it| words.mark_sign(it)), ["✓", "–", "–", "✕"]);
    assert_eq!(words.mark(Mark::Costs(40)), "40 points");
    assert_eq!(words.mark(Mark::Costs(1)), "1 point");
}
