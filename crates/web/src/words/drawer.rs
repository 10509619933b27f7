//! The drawer of a stay or a bed, and what can be done there.

use super::clocks::{self, ClockWords};

/// The texts of the drawer.
#[derive(Debug)]
pub struct DrawerWords {
    /// Heading of a stay.
    pub stay: &'static str,
    /// Section: the course of the stay.
    pub course: &'static str,
    /// Section: numbers.
    pub numbers: &'static str,
    /// Section: source messages.
    pub messages: &'static str,
    /// No message.
    pub no_message: &'static str,
    /// Section: journal.
    pub journal: &'static str,
    /// Nothing in the journal.
    pub no_journal: &'static str,
    /// The store could not be read.
    pub history_unavailable: &'static str,
    /// Section: other stays of the patient.
    pub others: &'static str,
    /// Section: actions.
    pub actions: &'static str,
    /// Birth date.
    pub born: &'static str,
    /// Birth name.
    pub birth_name: &'static str,
    /// Doctor.
    pub doctor: &'static str,
    /// Since when.
    pub here_since: &'static str,
    /// Expected discharge.
    pub expected_discharge: &'static str,
    /// Where.
    pub place: &'static str,
    /// Nowhere known.
    pub nowhere: &'static str,
    /// Nowhere, because the stay has ended.
    pub over: &'static str,
    /// Nowhere, because they were seen leaving.
    pub gone: &'static str,
    /// Nowhere, because they are only expected.
    pub not_here_yet: &'static str,
    /// Belongs to another department.
    pub outlier_of: &'static str,
    /// A step not yet taken.
    pub step_expected: &'static str,
    /// A step taken back.
    pub step_cancelled: &'static str,
    /// A step said on the board.
    pub step_by_board: &'static str,
    /// A step whose number Chevet made up.
    pub step_inferred: &'static str,
    /// Button: the patient has left.
    pub mark_left: &'static str,
    /// Field: when.
    pub left_at: &'static str,
    /// Button: the patient is still here.
    pub unmark_left: &'static str,
    /// Button: place in a bed.
    pub place_in: &'static str,
    /// Field: which bed.
    pub which_bed: &'static str,
    /// No bed is free.
    pub no_free_bed: &'static str,
    /// Button: not in that bed.
    pub unplace: &'static str,
    /// Section: who can be placed in the bed.
    pub who_comes: &'static str,
    /// Nobody to place.
    pub nobody_unplaced: &'static str,
    /// Button: close the bed.
    pub close_bed: &'static str,
    /// Field: why.
    pub reason: &'static str,
    /// Field: until when.
    pub until: &'static str,
    /// The field may stay empty.
    pub optional: &'static str,
    /// Button: open the bed.
    pub open_bed: &'static str,
    /// Section: a dispute.
    pub dispute: &'static str,
    /// What a dispute is.
    pub dispute_why: &'static str,
    /// Button: this one lies there.
    pub keeps: &'static str,
    /// Section: cleanliness.
    pub hygiene: &'static str,
    /// Link to the stay.
    pub see_stay: &'static str,
    /// Link to the bed.
    pub see_bed: &'static str,
    /// Link to the board.
    pub see_board: &'static str,
    /// Done: marked as left.
    pub done_left: &'static str,
    /// Done: still here.
    pub done_unleft: &'static str,
    /// Done: the bed's cleanliness.
    pub done_hygiene: &'static str,
    /// Done: closed.
    pub done_closed: &'static str,
    /// Done: opened.
    pub done_opened: &'static str,
    /// Done: placed.
    pub done_placed: &'static str,
    /// Done: unplaced.
    pub done_unplaced: &'static str,
    /// Done: settled.
    pub done_settled: &'static str,
    /// The field is not a time.
    pub bad_time: &'static str,
    /// Both clocks of comings and goings.
    pub clocks: ClockWords,
    /// Someone whose name is not known.
    pub somebody: &'static str,
    /// A feed.
    pub by_feed: &'static str,
    /// Chevet itself.
    pub by_chevet: &'static str,
}

/// French.
pub const FR: DrawerWords = DrawerWords {
    stay: "Séjour",
    course: "Parcours",
    numbers: "Numéros",
    messages: "Messages reçus",
    no_message: "Aucun message gardé pour ce séjour.",
    journal: "Journal",
    no_journal: "Rien au journal.",
    history_unavailable: "L’historique n’a pas pu être lu. Le reste de la page est à jour ; réessayez dans un instant.",
    others: "Autres séjours",
    actions: "Actions",
    born: "Né(e) le",
    birth_name: "Nom de naissance",
    doctor: "Médecin",
    here_since: "Présent depuis",
    expected_discharge: "Sortie prévue",
    place: "Où",
    nowhere: "Lieu inconnu",
    over: "Séjour terminé",
    gone: "N’est plus dans le service",
    not_here_yet: "Pas encore là",
    outlier_of: "Hébergé pour",
    step_expected: "attendu",
    step_cancelled: "annulé",
    step_by_board: "au tableau",
    step_inferred: "numéro déduit",
    mark_left: "Marquer parti",
    left_at: "Heure du départ",
    unmark_left: "Toujours présent",
    place_in: "Placer dans ce lit",
    which_bed: "Lit",
    no_free_bed: "Aucun lit libre et prêt dans ce service.",
    unplace: "Pas dans ce lit",
    who_comes: "Placer un patient ici",
    nobody_unplaced: "Personne n’attend de lit dans ce service.",
    close_bed: "Fermer le lit",
    reason: "Motif",
    until: "Jusqu’au",
    optional: "facultatif",
    open_bed: "Rouvrir le lit",
    dispute: "Qui est dans ce lit ?",
    dispute_why: "Le flux place plusieurs patients dans ce lit. Indiquez qui s’y trouve : les autres passent « sans lit ».",
    keeps: "C’est bien lui ou elle",
    hygiene: "Propreté",
    see_stay: "Voir le séjour",
    see_bed: "Voir le lit",
    see_board: "Voir le tableau",
    done_left: "Départ noté.",
    done_unleft: "Départ annulé : toujours présent.",
    done_hygiene: "Propreté du lit notée.",
    done_closed: "Lit fermé.",
    done_opened: "Lit rouvert.",
    done_placed: "Patient placé.",
    done_unplaced: "Patient sans lit.",
    done_settled: "Conflit réglé.",
    bad_time: "Date et heure illisibles, ou d’une heure qui n’existe pas (passage à l’heure d’été) : choisissez-les dans le champ.",
    clocks: clocks::FR,
    somebody: "quelqu’un",
    by_feed: "flux",
    by_chevet: "Chevet",
};

/// English.
pub const EN: DrawerWords = DrawerWords {
    stay: "Stay",
    course: "Course",
    numbers: "Numbers",
    messages: "Messages received",
    no_message: "No message kept for this stay.",
    journal: "Journal",
    no_journal: "Nothing in the journal.",
    history_unavailable: "The history could not be read. The rest of the page is right; try again in a moment.",
    others: "Other stays",
    actions: "Actions",
    born: "Born",
    birth_name: "Birth name",
    doctor: "Doctor",
    here_since: "Here since",
    expected_discharge: "Expected discharge",
    place: "Where",
    nowhere: "Place unknown",
    over: "Stay over",
    gone: "No longer in the ward",
    not_here_yet: "Not here yet",
    outlier_of: "Housed for",
    step_expected: "expected",
    step_cancelled: "cancelled",
    step_by_board: "on the board",
    step_inferred: "number inferred",
    mark_left: "Mark as left",
    left_at: "Time of departure",
    unmark_left: "Still here",
    place_in: "Place in this bed",
    which_bed: "Bed",
    no_free_bed: "No bed is free and ready in this ward.",
    unplace: "Not in this bed",
    who_comes: "Place a patient here",
    nobody_unplaced: "Nobody waits for a bed in this ward.",
    close_bed: "Close the bed",
    reason: "Reason",
    until: "Until",
    optional: "optional",
    open_bed: "Open the bed",
    dispute: "Who is in this bed?",
    dispute_why: "The feed places several patients in this bed. Say who is there: the others become “without a bed”.",
    keeps: "This one is here",
    hygiene: "Cleanliness",
    see_stay: "See the stay",
    see_bed: "See the bed",
    see_board: "See the board",
    done_left: "Departure noted.",
    done_unleft: "Departure undone: still here.",
    done_hygiene: "Cleanliness noted.",
    done_closed: "Bed closed.",
    done_opened: "Bed open again.",
    done_placed: "Patient placed.",
    done_unplaced: "Patient without a bed.",
    done_settled: "Dispute settled.",
    bad_time: "Unreadable date and time, or an hour that does not exist (clocks going forward): choose them in the field.",
    clocks: clocks::EN,
    somebody: "somebody",
    by_feed: "feed",
    by_chevet: "Chevet",
};
