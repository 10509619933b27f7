//! What the wards of the demo take: an invented hospital's answers, found by the names of its wards.

use base::Code;
use base::text::folded;
use domain::flow::Level;
use domain::flow::placement::{Ages, SexPolicy, WardPlace, WardProfile};

/// A kind of ward: a piece of its name, level of care, own specialties, those it agreed to, youngest and oldest.
type Kind = (
    &'static str,
    Level,
    &'static [&'static str],
    &'static [&'static str],
    (Option<u8>, Option<u8>),
);

const CHILD: (Option<u8>, Option<u8>) = (None, Some(17));
const ADULT: (Option<u8>, Option<u8>) = (Some(15), None);
const OLD: (Option<u8>, Option<u8>) = (Some(70), None);
const USUAL: Level = Level::Conventional;

/// The first that a name has in it.
const KINDS: &[Kind] = &[
    ("neonat", USUAL, &["PED"], &[], (None, Some(0))),
    ("pediatr", USUAL, &["PED"], &["CHIRV", "ORTHO", "ORL"], CHILD),
    (
        "ambulatoire",
        Level::Day,
        &["CHIRV", "ORTHO", "URO", "ORL", "OPHTA", "VASC"],
        &[],
        ADULT,
    ),
    (
        "hopital de jour d'onco",
        Level::Day,
        &["ONCO", "HEMATO"],
        &[],
        ADULT,
    ),
    ("hopital de jour", Level::Day, &["MED"], &[], ADULT),
    (
        "hopital de semaine",
        USUAL,
        &["MED", "RHUMATO", "DERMATO"],
        &["ENDOC", "NEURO"],
        ADULT,
    ),
    (
        "reanimation",
        Level::Critical,
        &["REA"],
        &["CARDIO", "PNEUMO", "NEURO", "CHIRV"],
        ADULT,
    ),
    (
        "soins intensifs de cardio",
        Level::Intensive,
        &["CARDIO"],
        &[],
        ADULT,
    ),
    ("neurovasculaire", Level::Intensive, &["NEURO"], &[], ADULT),
    (
        "surveillance continue",
        Level::StepDown,
        &["USC"],
        &[
            "CARDIO", "PNEUMO", "GASTRO", "NEURO", "MED", "CHIRV", "ORTHO", "VASC", "URO", "NEPHRO",
            "INFECT", "ENDOC",
        ],
        ADULT,
    ),
    (
        "uhcd",
        USUAL,
        &[],
        &[
            "MED", "GASTRO", "CARDIO", "PNEUMO", "NEURO", "ORTHO", "GERIA", "ENDOC", "URO",
        ],
        ADULT,
    ),
    ("smr", USUAL, &["SMR"], &[], ADULT),
    ("usld", USUAL, &["GERIA"], &[], OLD),
    (
        "geriatr",
        USUAL,
        &["GERIA"],
        &["MED", "RHUMATO", "PNEUMO", "CARDIO"],
        OLD,
    ),
    ("cardiologie", USUAL, &["CARDIO"], &["PNEUMO", "MED"], ADULT),
    ("pneumologie", USUAL, &["PNEUMO"], &["INFECT", "MED"], ADULT),
    ("orthop", USUAL, &["ORTHO"], &["CHIRV"], ADULT),
    ("neurochirurgie", USUAL, &["NCHIR"], &["NEURO"], ADULT),
    ("neurologie", USUAL, &["NEURO"], &["MED"], ADULT),
    ("digestive", USUAL, &["CHIRV"], &["URO", "GASTRO"], ADULT),
    ("viscerale", USUAL, &["CHIRV"], &["URO", "GASTRO"], ADULT),
    ("chirurgie vasculaire", USUAL, &["VASC"], &["CHIRV"], ADULT),
    ("urologie", USUAL, &["URO"], &["CHIRV"], ADULT),
    ("orl", USUAL, &["ORL", "OPHTA"], &["CHIRV"], ADULT),
    ("chirurgie", USUAL, &["CHIRV", "ORTHO", "URO"], &["GYNECO"], ADULT),
    ("hepato", USUAL, &["GASTRO"], &["MED", "CHIRV"], ADULT),
    ("endocrino", USUAL, &["ENDOC"], &["MED", "NEPHRO"], ADULT),
    ("nephro", USUAL, &["NEPHRO"], &["MED", "URO"], ADULT),
    (
        "infectieuse",
        USUAL,
        &["INFECT"],
        &["MED", "PNEUMO", "DERMATO"],
        ADULT,
    ),
    ("hemato", USUAL, &["HEMATO"], &["ONCO"], ADULT),
    ("oncologie", USUAL, &["ONCO"], &["HEMATO", "GASTRO"], ADULT),
    ("palliatifs", USUAL, &["ONCO"], &["GERIA"], ADULT),
    ("gynecologie", USUAL, &["GYNECO"], &["OBST", "CHIRV"], ADULT),
    ("maternite", USUAL, &["OBST"], &["GYNECO"], (None, None)),
    ("psychiatr", USUAL, &["PSY"], &[], ADULT),
    (
        "medecine",
        USUAL,
        &["MED", "GASTRO", "ENDOC", "NEPHRO", "INFECT", "DERMATO"],
        &["GERIA", "RHUMATO", "CARDIO", "NEURO", "PNEUMO"],
        ADULT,
    ),
];

/// What a ward of that name takes.
pub fn profile(place: WardPlace, name: &str) -> WardProfile {
    let codes = |list: &[&str]| list.iter().filter_map(|it| Code::new(it).ok()).collect();
    let name = folded(name);
    let Some((_, level, own, agreed, (from, to))) = KINDS.iter().find(|it| name.contains(it.0)) else {
        return WardProfile::of(place);
    };
    let together = *level >= Level::StepDown || name.contains("uhcd") || *to == CHILD.1;
    WardProfile {
        level: *level,
        own: codes(own),
        agreed: codes(agreed),
        ages: Ages { from: *from, to: *to },
        sexes: if together {
            SexPolicy::Together
        } else {
            SexPolicy::Apart
        },
        ..WardProfile::of(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> WardProfile {
        let place = WardPlace {
            establishment: Code::new("E").expect("a code"),
            ward: Code::new("W").expect("a code"),
        };
        profile(place, name)
    }

    #[test]
    fn a_child_is_not_sent_to_the_cardiac_intensive_care_of_adults() {
        assert_eq!(of("Soins intensifs de cardiologie").ages.from, Some(15));
        assert_eq!(of("Pédiatrie").ages.to, Some(17));
        assert_eq!(of("Chirurgie pédiatrique").ages.to, Some(17));
        assert_eq!(of("Néonatologie").ages.to, Some(0));
    }

    #[test]
    fn the_piece_of_the_name_that_says_most_is_found_first() {
        assert_eq!(of("Soins intensifs de cardiologie").level, Level::Intensive);
        assert_eq!(of("Cardiologie A").level, Level::Conventional);
        assert_eq!(of("Neurochirurgie").own, [Code::new("NCHIR").expect("a code")]);
    }
}
