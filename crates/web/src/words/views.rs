//! The views of a ward beside the plan, and what whoever looks may choose.

use super::Noun;

/// The texts of the views of a ward.
#[derive(Debug)]
pub struct ViewWords {
    /// Label of the tabs.
    pub tabs: &'static str,
    /// The same, on a phone.
    pub plan_short: &'static str,
    /// The same, on a phone.
    pub handover_short: &'static str,
    /// Opens the pages of the whole product.
    pub menu: &'static str,
    /// In front of what heads are coloured by.
    pub colour: &'static str,
    /// Takes a personal choice back.
    pub as_the_ward: &'static str,
    /// Label of the densities.
    pub density: &'static str,
    /// Label of the chips of specialties.
    pub filter_specialty: &'static str,
    /// Label of the chips of destinations.
    pub filter_destination: &'static str,
    /// Label of the chips of lengths of stay.
    pub filter_length: &'static str,
    /// Filter: precautions.
    pub isolation: &'static str,
    /// Filter and figure: telemetry.
    pub telemetry: &'static str,
    /// Figure: telemetry units.
    pub telemetries: &'static str,
    /// After the number of units worn, when the number of places is unknown.
    pub worn: &'static str,
    /// Steps of the discharge that are done.
    pub prepared: &'static str,
    /// After departures done of those planned.
    pub done: &'static str,
    /// Of the arrivals, those from the emergency department.
    pub urgent: &'static str,
    /// Free beds at an hour, which follows.
    pub free_at: &'static str,
    /// What that figure counts.
    pub free_said: &'static str,
    /// After a figure that is foreseen.
    pub planned: &'static str,
    /// A patient who could leave waits.
    pub waits: &'static str,
    /// Days a patient has waited, in front of the number.
    pub waits_since: &'static str,
    /// Rail: departures to be unblocked.
    pub blocked: &'static str,
    /// Foot: the transport is arranged.
    pub transport_ready: &'static str,
    /// Foot: everything is prepared.
    pub all_ready: &'static str,
    /// A transfer is announced.
    pub moves_to: &'static str,
    /// Group: date passed.
    pub late: &'static str,
    /// Group: could leave and waits.
    pub waiting: &'static str,
    /// Group: today.
    pub today: &'static str,
    /// Group: tomorrow.
    pub tomorrow: &'static str,
    /// Group: later.
    pub later: &'static str,
    /// Group: no date.
    pub undated: &'static str,
    /// Group: expected by now.
    pub expected_now: &'static str,
    /// In the ward without a bed.
    pub without_bed: &'static str,
    /// No departure at all.
    pub nobody_leaves: &'static str,
    /// No arrival at all.
    pub nobody_comes: &'static str,
    /// Nobody to hand over.
    pub nobody_here: &'static str,
    /// Arrival: no bed is planned.
    pub no_bed: &'static str,
    /// Arrival: its bed is ready.
    pub bed_ready: &'static str,
    /// Arrival: its bed is being made.
    pub bed_being_made: &'static str,
    /// Arrival: its bed empties by then; an hour follows.
    pub bed_leaving: &'static str,
    /// Arrival: its bed will not do.
    pub bed_conflict: &'static str,
    /// Arrival: from the emergency department.
    pub from_emergency: &'static str,
    /// Column: arrival.
    pub since: &'static str,
    /// Handover: needs.
    pub needs: &'static str,
    /// Handover: discharge.
    pub discharge: &'static str,
    /// Handover: doubts.
    pub doubts: &'static str,
    /// Handover: nothing said.
    pub nothing: &'static str,
    /// Handover: the author's name is purged.
    pub unknown_author: &'static str,
    /// Handover: the text is purged.
    pub purged: &'static str,
    /// In front of the next step of a discharge.
    pub to_do: &'static str,
    /// Legend: risk of falling.
    pub falls: &'static str,
    /// Legend: oxygen.
    pub oxygen: &'static str,
    /// Legend: mobility.
    pub mobility: &'static str,
    /// Legend: social situation.
    pub social: &'static str,
    /// Legend: a note.
    pub note_sign: &'static str,
    /// Notes.
    pub notes: Noun,
    /// Letters of destinations: home, acute, rehabilitation, long-term, psychiatry, hospital at home, social care,
    /// deceased.
    pub destinations: [&'static str; 8],
}

/// French.
pub const FR: ViewWords = ViewWords {
    tabs: "Vues du service",
    plan_short: "Lits",
    handover_short: "Relève",
    menu: "Autres pages",
    colour: "Couleur :",
    as_the_ward: "Comme le service",
    density: "Densité",
    filter_specialty: "Filtrer par spécialité",
    filter_destination: "Filtrer par aval",
    filter_length: "Filtrer par durée de séjour",
    isolation: "Isolement",
    telemetry: "Télémétrie",
    telemetries: "Télémétries",
    worn: "portées",
    prepared: "Sortie préparée",
    done: "faites",
    urgent: "dont urg.",
    free_at: "Libres à",
    free_said: "Lits libres ou en préparation, plus les sorties prévues d’ici là, moins les entrées attendues sans lit prêt",
    planned: "prévu",
    waits: "en attente",
    waits_since: "Attend depuis",
    blocked: "Sorties à débloquer",
    transport_ready: "Transport prêt",
    all_ready: "Tout est prêt",
    moves_to: "Mutation",
    late: "En retard",
    waiting: "En attente d’aval",
    today: "Aujourd’hui",
    tomorrow: "Demain",
    later: "Plus tard",
    undated: "Sans date",
    expected_now: "Déjà attendus",
    without_bed: "Dans le service, sans lit",
    nobody_leaves: "Personne dans le service : aucune sortie à préparer.",
    nobody_comes: "Aucune entrée attendue d’ici demain soir.",
    nobody_here: "Personne dans le service : rien à transmettre.",
    no_bed: "Pas de lit prévu",
    bed_ready: "prêt",
    bed_being_made: "à préparer",
    bed_leaving: "se libère",
    bed_conflict: "en conflit : le lit ne sera pas libre",
    from_emergency: "Urgences",
    since: "Entrée",
    needs: "À savoir",
    discharge: "Sortie",
    doubts: "À vérifier",
    nothing: "Rien de particulier",
    unknown_author: "auteur inconnu",
    purged: "Note effacée",
    to_do: "À faire",
    falls: "Chute",
    oxygen: "O₂",
    mobility: "Mobilité",
    social: "Social",
    note_sign: "Note",
    notes: Noun("note", "notes"),
    destinations: ["DOM", "HOP", "SMR", "USLD", "PSY", "HAD", "MS", "DCD"],
};

/// English.
pub const EN: ViewWords = ViewWords {
    tabs: "Views of the ward",
    plan_short: "Beds",
    handover_short: "Handover",
    menu: "Other pages",
    colour: "Colour:",
    as_the_ward: "As the ward set it",
    density: "Density",
    filter_specialty: "Filter by specialty",
    filter_destination: "Filter by destination",
    filter_length: "Filter by length of stay",
    isolation: "Isolation",
    telemetry: "Telemetry",
    telemetries: "Telemetry units",
    worn: "worn",
    prepared: "Discharge prepared",
    done: "done",
    urgent: "urgent",
    free_at: "Free at",
    free_said: "Beds free or being made ready, plus departures planned by then, less arrivals expected without a bed ready",
    planned: "foreseen",
    waits: "waiting",
    waits_since: "Waiting for",
    blocked: "Departures to unblock",
    transport_ready: "Transport ready",
    all_ready: "All is ready",
    moves_to: "Transfer",
    late: "Late",
    waiting: "Waiting to leave",
    today: "Today",
    tomorrow: "Tomorrow",
    later: "Later",
    undated: "Without a date",
    expected_now: "Due by now",
    without_bed: "In the ward, without a bed",
    nobody_leaves: "Nobody in the ward: no departure to prepare.",
    nobody_comes: "No arrival expected until tomorrow evening.",
    nobody_here: "Nobody in the ward: nothing to hand over.",
    no_bed: "No bed planned",
    bed_ready: "ready",
    bed_being_made: "to be made ready",
    bed_leaving: "frees",
    bed_conflict: "conflict: the bed will not be free",
    from_emergency: "Emergency",
    since: "Admission",
    needs: "To know",
    discharge: "Discharge",
    doubts: "To check",
    nothing: "Nothing particular",
    unknown_author: "unknown author",
    purged: "Note erased",
    to_do: "To do",
    falls: "Falls",
    oxygen: "O₂",
    mobility: "Mobility",
    social: "Social care",
    note_sign: "Note",
    notes: Noun("note", "notes"),
    destinations: ["HOME", "HOSP", "REHAB", "LTC", "PSY", "HAH", "CARE", "DEC"],
};
