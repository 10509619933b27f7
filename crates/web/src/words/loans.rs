//! Roles that are lent.

/// The texts.
#[derive(Debug)]
pub struct LoanWords {
    /// Title.
    pub title: &'static str,
    /// What lending does.
    pub why: &'static str,
    /// To whom.
    pub colleague: &'static str,
    /// From when.
    pub from: &'static str,
    /// Until when.
    pub until_field: &'static str,
    /// Until, in a line.
    pub until: &'static str,
    /// Lends.
    pub lend: &'static str,
    /// Ends a loan.
    pub take_back: &'static str,
    /// A role lent to oneself.
    pub lent_to_me: &'static str,
}

/// French.
pub const FR: LoanWords = LoanWords {
    title: "Prêter mes rôles",
    why: "Pour une nuit, un week-end, un congé : un collègue agit avec votre rôle, sous son nom, jusqu’à l’heure dite.",
    colleague: "Identifiant du collègue",
    from: "À partir de",
    until_field: "Jusqu’à",
    until: "jusqu’à",
    lend: "Prêter",
    take_back: "Reprendre",
    lent_to_me: "prêté",
};

/// English.
pub const EN: LoanWords = LoanWords {
    title: "Lend my roles",
    why: "For a night, a weekend, a leave: a colleague acts in your role, under their own name, until the hour you say.",
    colleague: "Login of the colleague",
    from: "From",
    until_field: "Until",
    until: "until",
    lend: "Lend",
    take_back: "Take back",
    lent_to_me: "lent",
};
