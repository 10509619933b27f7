//! Precautions: the hospital's own set, each with a shape, a letter and a colour.
//!
//! The set is a setting of the territory, so that an icon means the same in every ward. A precaution that is no longer
//! used is retired, never removed: stays of the past keep theirs.

use std::sync::Arc;

use base::{Code, Label};
use serde::{Deserialize, Serialize};

/// A precaution of the hospital's set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Precaution {
    /// What stays refer to it by; never given twice.
    pub code: Code,
    /// What people call it.
    pub name: Label,
    /// One or two letters inside the shape.
    pub letter: Label,
    /// The outline: known without its colour.
    pub shape: Shape,
    /// The colour.
    pub tint: Tint,
    /// No longer offered.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub retired: bool,
}

/// The outline of a precaution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Shape {
    /// A rounded square.
    Square,
    /// A drop.
    Drop,
    /// A hexagon.
    Hexagon,
    /// A shield.
    Shield,
    /// A diamond.
    Diamond,
    /// A circle.
    Circle,
}

impl Shape {
    /// Every shape, in the order of a form.
    pub const ALL: [Self; 6] = [
        Self::Square,
        Self::Drop,
        Self::Hexagon,
        Self::Shield,
        Self::Diamond,
        Self::Circle,
    ];
}

/// The colour of a precaution: a token, so that contrast cannot be broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Tint {
    /// Yellow, dark letter.
    Yellow,
    /// Blue, white letter.
    Blue,
    /// Plum, white letter.
    Plum,
    /// Green, white letter.
    Green,
    /// Black, yellow letter.
    Black,
    /// Red, white letter.
    Red,
}

impl Tint {
    /// Every colour, in the order of a form.
    pub const ALL: [Self; 6] = [
        Self::Yellow,
        Self::Blue,
        Self::Plum,
        Self::Green,
        Self::Black,
        Self::Red,
    ];
}

/// The set shipped with Chevet: contact, droplets, air, protective, and the two of resistant bacteria (SF2H 2013, HCSP).
#[must_use]
pub fn preset() -> Vec<Arc<Precaution>> {
    [
        ("C", "Contact", "C", Shape::Square, Tint::Yellow),
        ("G", "Gouttelettes", "G", Shape::Drop, Tint::Blue),
        ("A", "Air", "A", Shape::Hexagon, Tint::Plum),
        ("P", "Protecteur", "P", Shape::Shield, Tint::Green),
        ("BMR", "BMR", "M", Shape::Circle, Tint::Red),
        ("BHRE", "BHRe", "B", Shape::Diamond, Tint::Black),
    ]
    .into_iter()
    .filter_map(|(code, name, letter, shape, tint)| {
        Some(Arc::new(Precaution {
            code: Code::new(code).ok()?,
            name: Label::new(name).ok()?,
            letter: Label::new(letter).ok()?,
            shape,
            tint,
            retired: false,
        }))
    })
    .collect()
}
