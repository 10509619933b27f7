//! What is said where people state something of a stay, write a note, or move a patient.

use domain::care::CareTopic;

use super::{Noun, Words};

/// The texts of the forms of a stay, of moves, and of the menu of a tile.
#[derive(Debug)]
pub struct ActWords {
    /// The places in the sheet, for whoever jumps.
    pub parts: &'static str,
    /// Part: discharge.
    pub discharge: &'static str,
    /// Part: precautions, equipment, needs.
    pub care: &'static str,
    /// Part: notes for the next team.
    pub notes: &'static str,
    /// Field: day.
    pub day: &'static str,
    /// Field: hour.
    pub hour: &'static str,
    /// Field: where to.
    pub destination: &'static str,
    /// Field: how sure.
    pub confidence: &'static str,
    /// Choice: nobody can say.
    pub not_known: &'static str,
    /// Button: keep.
    pub save: &'static str,
    /// Button: today.
    pub today: &'static str,
    /// Button: tomorrow.
    pub tomorrow: &'static str,
    /// Button: a day later.
    pub day_later: &'static str,
    /// The same, for who cannot see it.
    pub day_later_said: &'static str,
    /// Button: take the plan back.
    pub take_back: &'static str,
    /// Heading: steps.
    pub steps: &'static str,
    /// What a step waits for.
    pub waits_for: &'static str,
    /// Button: note the state of a step.
    pub note_step: &'static str,
    /// Button: done.
    pub step_done: &'static str,
    /// Field: number of the unit.
    pub unit: &'static str,
    /// Button: takes the unit off.
    pub take_off: &'static str,
    /// Mobility not stated.
    pub not_stated: &'static str,
    /// Heading: needs.
    pub needs: &'static str,
    /// Field: text of a note.
    pub note_text: &'static str,
    /// Button: write the note.
    pub write: &'static str,
    /// Button: write another text in its place.
    pub replace: &'static str,
    /// Button: take the note off.
    pub withdraw: &'static str,
    /// Button: bring the note back.
    pub restore: &'static str,
    /// No note.
    pub no_note: &'static str,
    /// Notes that are no longer on the board.
    pub former_notes: Noun,
    /// A note that another one replaced.
    pub replaced: &'static str,
    /// A note that was taken off.
    pub withdrawn: &'static str,
    /// A note whose text was purged.
    pub purged: &'static str,
    /// Done: a note written.
    pub done_note: &'static str,
    /// Done: a note taken off.
    pub done_withdrawn: &'static str,
    /// Done: a note brought back.
    pub done_restored: &'static str,
    /// The note is empty or too long.
    pub bad_note: &'static str,
    /// What to do about it.
    pub bad_note_next: &'static str,
    /// The note to replace was replaced by somebody else, whose name follows.
    pub note_replaced: &'static str,
    /// What to do then.
    pub note_replaced_next: &'static str,
    /// The note to replace was taken off the board.
    pub note_gone: &'static str,
    /// What to do then.
    pub note_gone_next: &'static str,
    /// It is already so.
    pub already: &'static str,
    /// In a conflict: what the other one said.
    pub theirs: &'static str,
    /// In a conflict: what was typed.
    pub yours: &'static str,
    /// Button: leave what the other one said.
    pub keep_theirs: &'static str,
    /// Button: say it again, knowing.
    pub confirm_yours: &'static str,
    /// Heading: homonyms.
    pub homonyms: &'static str,
    /// Without a bed.
    pub no_bed: &'static str,
    /// Link: move.
    pub move_to: &'static str,
    /// Heading of the page of a move.
    pub move_title: &'static str,
    /// What the page of a move is for.
    pub move_how: &'static str,
    /// Field: the bed to move to, typed.
    pub move_to_bed: &'static str,
    /// How it is typed.
    pub move_to_how: &'static str,
    /// A bed that fits.
    pub fits: &'static str,
    /// A bed to think about.
    pub careful: &'static str,
    /// A bed that cannot be taken.
    pub impossible: &'static str,
    /// Where the patient is.
    pub is_here: &'static str,
    /// Question before a move.
    pub confirm_title: &'static str,
    /// Button: move all the same.
    pub move_anyway: &'static str,
    /// Choose a bed first.
    pub choose_bed: &'static str,
    /// Done: swapped.
    pub done_swapped: &'static str,
    /// Title of the menu of a tile.
    pub menu: &'static str,
    /// Menu: open the sheet.
    pub open: &'static str,
    /// Menu: precautions.
    pub precautions: &'static str,
    /// Menu: telemetry.
    pub telemetry: &'static str,
    /// Menu: write a note.
    pub note: &'static str,
    /// Menu: the patient left.
    pub left: &'static str,
    /// Menu: cleaning starts.
    pub clean_start: &'static str,
    /// Menu: the bed is ready.
    pub clean_end: &'static str,
    /// Menu: the bed is dirty.
    pub dirty: &'static str,
    /// Help: start or end cleaning.
    pub help_clean: &'static str,
    /// Help: patient left, or somebody comes into a free bed.
    pub help_left: &'static str,
    /// Help: the menu.
    pub help_menu: &'static str,
}

/// French.
pub const FR: ActWords = ActWords {
    parts: "Parties de la fiche",
    discharge: "Sortie",
    care: "Soins et alertes",
    notes: "Transmissions",
    day: "Jour",
    hour: "Heure",
    destination: "Destination",
    confidence: "Certitude",
    not_known: "non précisée",
    save: "Enregistrer",
    today: "Auj.",
    tomorrow: "Demain",
    day_later: "+1 j",
    day_later_said: "Un jour plus tard",
    take_back: "Retirer",
    steps: "Étapes de la sortie",
    waits_for: "attend",
    note_step: "Noter",
    step_done: "Fait",
    unit: "Numéro du boîtier",
    take_off: "Retirer le boîtier",
    not_stated: "Non précisée",
    needs: "Besoins",
    note_text: "Note pour l’équipe suivante",
    write: "Écrire la note",
    replace: "Remplacer",
    withdraw: "Retirer du tableau",
    restore: "Remettre au tableau",
    no_note: "Aucune note au tableau.",
    former_notes: Noun("ancienne note", "anciennes notes"),
    replaced: "remplacée",
    withdrawn: "retirée",
    purged: "Texte effacé à l’échéance de conservation.",
    done_note: "Note écrite.",
    done_withdrawn: "Note retirée du tableau.",
    done_restored: "Note remise au tableau.",
    bad_note: "La note est vide ou trop longue (1 000 signes au plus).",
    bad_note_next: "Raccourcissez-la : une transmission, pas un compte rendu.",
    note_replaced: "Cette note vient d’être remplacée par quelqu’un d’autre",
    note_replaced_next: "Sa note est au-dessus, la vôtre est gardée ici : enregistrez la vôtre à sa place, ou gardez la sienne.",
    note_gone: "La note que vous remplacez n’est plus au tableau.",
    note_gone_next: "Votre texte est gardé ici : écrivez-le comme une nouvelle note, s’il vaut encore.",
    already: "C’était déjà noté ainsi.",
    theirs: "Sa valeur",
    yours: "La vôtre",
    keep_theirs: "Garder la leur",
    confirm_yours: "Valider la mienne",
    homonyms: "Homonymes dans le service : vérifiez prénom et année de naissance",
    no_bed: "sans lit",
    move_to: "Déplacer vers…",
    move_title: "Déplacer",
    move_how: "Choisissez un lit du service, ici ou sur le plan. Ce qui gêne est dit avant.",
    move_to_bed: "Vers le lit",
    move_to_how: "Son numéro, puis Entrée : 412p pour le lit 412 P.",
    fits: "Convient",
    careful: "À confirmer",
    impossible: "Impossible",
    is_here: "Lit actuel",
    confirm_title: "Déplacer quand même ?",
    move_anyway: "Déplacer quand même",
    choose_bed: "Choisissez d’abord un lit.",
    done_swapped: "Lits échangés.",
    menu: "Actions",
    open: "Ouvrir la fiche",
    precautions: "Précautions en cours",
    telemetry: "Télémétrie",
    note: "Écrire une note",
    left: "Patient parti",
    clean_start: "Commencer le ménage",
    clean_end: "Lit prêt",
    dirty: "Lit à nettoyer",
    help_clean: "ménage : commencer, terminer",
    help_left: "patient parti ; dans un lit libre, placer",
    help_menu: "toutes les actions du lit",
};

/// English.
pub const EN: ActWords = ActWords {
    parts: "Parts of the sheet",
    discharge: "Discharge",
    care: "Care and alerts",
    notes: "Handover",
    day: "Day",
    hour: "Time",
    destination: "Where to",
    confidence: "How sure",
    not_known: "not stated",
    save: "Save",
    today: "Today",
    tomorrow: "Tomorrow",
    day_later: "+1 d",
    day_later_said: "A day later",
    take_back: "Take back",
    steps: "Steps of the discharge",
    waits_for: "waits for",
    note_step: "Set",
    step_done: "Done",
    unit: "Number of the unit",
    take_off: "Take the unit off",
    not_stated: "Not stated",
    needs: "Needs",
    note_text: "Note for the next team",
    write: "Write the note",
    replace: "Replace",
    withdraw: "Take off the board",
    restore: "Put back on the board",
    no_note: "No note on the board.",
    former_notes: Noun("former note", "former notes"),
    replaced: "replaced",
    withdrawn: "taken off",
    purged: "Text erased at the end of its keeping time.",
    done_note: "Note written.",
    done_withdrawn: "Note taken off the board.",
    done_restored: "Note back on the board.",
    bad_note: "The note is empty or too long (1,000 characters at most).",
    bad_note_next: "Shorten it: a handover, not a report.",
    note_replaced: "Somebody else has just replaced this note",
    note_replaced_next: "Their note is above, yours is kept here: save yours in its place, or keep theirs.",
    note_gone: "The note you are replacing is no longer on the board.",
    note_gone_next: "Your text is kept here: write it as a new note if it still holds.",
    already: "It was already so.",
    theirs: "Their value",
    yours: "Yours",
    keep_theirs: "Keep theirs",
    confirm_yours: "Confirm mine",
    homonyms: "Same name in the ward: check given name and year of birth",
    no_bed: "without a bed",
    move_to: "Move to…",
    move_title: "Move",
    move_how: "Choose a bed of the ward, here or on the plan. What stands in the way is said first.",
    move_to_bed: "To bed",
    move_to_how: "Its number, then Enter: 412p for bed 412 P.",
    fits: "Fits",
    careful: "To confirm",
    impossible: "Not possible",
    is_here: "Present bed",
    confirm_title: "Move all the same?",
    move_anyway: "Move all the same",
    choose_bed: "Choose a bed first.",
    done_swapped: "Beds swapped.",
    menu: "Menu",
    open: "Open the sheet",
    precautions: "Precautions in force",
    telemetry: "Telemetry",
    note: "Write a note",
    left: "Patient left",
    clean_start: "Start cleaning",
    clean_end: "Bed ready",
    dirty: "Bed to clean",
    help_clean: "cleaning: start, end",
    help_left: "patient left; in a free bed, place",
    help_menu: "all actions of the bed",
};

impl Words {
    /// A statement was kept.
    #[must_use]
    pub fn noted(&self, topic: &CareTopic) -> String {
        self.pair(self.care_topic(topic), self.pick("c’est noté.", "noted."))
    }

    /// Whom the patient would change beds with.
    #[must_use]
    pub fn swap_with(&self, name: &str) -> String {
        self.pick(format!("Échange avec {name}"), format!("Swap with {name}"))
    }

    /// The administration's announcement stands before a ward's estimate.
    #[must_use]
    pub fn announced_by_feed(&self, when: &str) -> String {
        self.pick(
            format!("L’administration annonce la sortie : {when}. C’est elle que le tableau montre ; une sortie « confirmée » ici passe devant."),
            format!("The administration announces the discharge: {when}. The board shows it; a discharge “confirmed” here comes first."),
        )
    }

    /// No bed is called that, or several begin so.
    #[must_use]
    pub fn no_bed_named(&self, typed: &str, like: &[&str]) -> String {
        if like.is_empty() {
            return self.pick(
                format!("Aucun lit de ce service ne s’appelle « {typed} »."),
                format!("No bed of this ward is called “{typed}”."),
            );
        }
        let all = like.join(", ");
        self.pick(
            format!("Plusieurs lits commencent par « {typed} » : {all}."),
            format!("Several beds begin with “{typed}”: {all}."),
        )
    }

    /// One bed was chosen and another one typed.
    #[must_use]
    pub fn two_beds_meant(&self, chosen: &str, typed: &str) -> String {
        self.pick(
            format!("Le lit {chosen} est choisi, « {typed} » est tapé : gardez l’un des deux."),
            format!("Bed {chosen} is chosen, “{typed}” is typed: keep one of them."),
        )
    }
}
