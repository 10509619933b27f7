//! The page of the set of precautions.

/// Its texts.
#[derive(Debug)]
pub struct PrecautionWords {
    /// Title.
    pub title: &'static str,
    /// What the page is for.
    pub why: &'static str,
    /// Name of a precaution.
    pub name: &'static str,
    /// Letter inside the shape.
    pub letter: &'static str,
    /// Outline.
    pub shape: &'static str,
    /// Colour.
    pub tint: &'static str,
    /// Add one.
    pub add: &'static str,
    /// Offer it no longer.
    pub retire: &'static str,
    /// Offer it again.
    pub restore: &'static str,
    /// Not offered any more.
    pub retired: &'static str,
    /// The set was kept.
    pub saved: &'static str,
}

/// French.
pub const FR: PrecautionWords = PrecautionWords {
    title: "Précautions du territoire",
    why: "Un pictogramme veut dire la même chose dans tous les services. Une précaution retirée n’est plus proposée ; les séjours qui la portent la gardent.",
    name: "Nom",
    letter: "Lettre",
    shape: "Forme",
    tint: "Couleur",
    add: "Ajouter une précaution",
    retire: "Retirer de l’usage",
    restore: "Remettre en usage",
    retired: "retirée",
    saved: "Enregistré, sur tous les tableaux.",
};

/// English.
pub const EN: PrecautionWords = PrecautionWords {
    title: "Precautions of the territory",
    why: "An icon means the same in every ward. A retired precaution is no longer offered; stays that bear it keep it.",
    name: "Name",
    letter: "Letter",
    shape: "Shape",
    tint: "Colour",
    add: "Add a precaution",
    retire: "Retire",
    restore: "Put in use again",
    retired: "retired",
    saved: "Saved, on every board.",
};
