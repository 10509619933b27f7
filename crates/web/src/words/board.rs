//! The ward board.

use super::Noun;

/// The texts of the ward board.
#[derive(Debug)]
pub struct BoardWords {
    /// After the name of the ward, in the title.
    pub title: &'static str,
    /// Label of the counts.
    pub situation: &'static str,
    /// Occupied beds.
    pub occupied: Noun,
    /// Beds kept for somebody on leave.
    pub on_leave: Noun,
    /// Beds claimed by several.
    pub disputed: Noun,
    /// Reserved beds.
    pub reserved: Noun,
    /// Beds to be cleaned or being cleaned.
    pub cleaning: Noun,
    /// Free beds.
    pub free: Noun,
    /// Closed beds.
    pub closed: Noun,
    /// Departures of the day.
    pub departures: &'static str,
    /// Arrivals of the day.
    pub arrivals: &'static str,
    /// Patients without a bed.
    pub unplaced: &'static str,
    /// Patients of other departments.
    pub outliers: &'static str,
    /// Occupancy rate.
    pub rate: &'static str,
    /// Label of the filters.
    pub filters: &'static str,
    /// Filter by doctor.
    pub by_doctor: &'static str,
    /// Filter: leaving today.
    pub leaving: &'static str,
    /// Filter: to be checked.
    pub to_check: &'static str,
    /// Shows everybody again.
    pub everybody: &'static str,
    /// The rooms.
    pub rooms: &'static str,
    /// A room.
    pub room: &'static str,
    /// A bed.
    pub bed: &'static str,
    /// State: free.
    pub is_free: &'static str,
    /// State: reserved.
    pub is_reserved: &'static str,
    /// State: occupied.
    pub is_occupied: &'static str,
    /// State: on leave.
    pub is_on_leave: &'static str,
    /// State: disputed.
    pub is_disputed: &'static str,
    /// State: closed.
    pub is_closed: &'static str,
    /// Ready since; an hour follows.
    pub since: &'static str,
    /// Dirty since, at the start of a line.
    pub since_when: &'static str,
    /// Ready.
    pub ready: &'static str,
    /// Being cleaned.
    pub under_way: &'static str,
    /// Closed until; a day follows.
    pub until: &'static str,
    /// Button: place somebody in this free bed.
    pub place_someone: &'static str,
    /// Button: start cleaning.
    pub start_cleaning: &'static str,
    /// Button: the bed is ready.
    pub finish_cleaning: &'static str,
    /// Foot: expected arrival.
    pub arrival: &'static str,
    /// Foot: announced departure.
    pub leaving_announced: &'static str,
    /// Foot: estimated departure.
    pub leaving_estimated: &'static str,
    /// Foot: the estimated departure has passed.
    pub estimate_passed: &'static str,
    /// Foot: the departure is late.
    pub leaving_late: &'static str,
    /// Foot: seen leaving, not yet said by the feed.
    pub seen_leaving: &'static str,
    /// Foot: expected back.
    pub back: &'static str,
    /// Foot: on leave without a known return.
    pub back_unknown: &'static str,
    /// Foot: to be settled.
    pub to_settle: &'static str,
    /// Title of the lane of patients without a bed.
    pub lane: &'static str,
    /// Button of the lane.
    pub place: &'static str,
    /// Label of the rail.
    pub rail: &'static str,
    /// Rail: to be settled.
    pub rail_check: &'static str,
    /// Rail: expected arrivals without a bed.
    pub rail_expected: &'static str,
    /// Rail: next movements.
    pub rail_movements: &'static str,
    /// Rail: nothing expected today.
    pub no_movement: &'static str,
    /// A bed's patient leaves.
    pub goes: &'static str,
    /// A bed's patient arrives.
    pub comes: &'static str,
    /// A bed's patient comes back.
    pub returns: &'static str,
    /// Movements beyond those shown.
    pub more: &'static str,
    /// Day of stay.
    pub day_of_stay: &'static str,
    /// Letter in front of the day count.
    pub day_letter: &'static str,
    /// Flag: same name on the board.
    pub homonym: &'static str,
    /// Flag: presence kept secret.
    pub confidential: &'static str,
    /// Flag: wishes a single room.
    pub private_room: &'static str,
    /// Flag: identity to be checked.
    pub identity: &'static str,
    /// Flag: the feed contradicts itself.
    pub doubt: &'static str,
    /// Flag: mother or newborn.
    pub mother_child: &'static str,
    /// Flag: housed for another department.
    pub outlier: &'static str,
    /// Mark: additional bed.
    pub surge: &'static str,
    /// Mark: discovered bed.
    pub discovered_bed: &'static str,
    /// The bed takes nobody after whoever lies there.
    pub closed_after: &'static str,
    /// Banner: discovered ward.
    pub discovered_ward: &'static str,
    /// Leads to the structure page.
    pub confirm_ward: &'static str,
    /// A name that is hidden.
    pub masked: &'static str,
    /// A name that is not known.
    pub unnamed: &'static str,
    /// No bed at all.
    pub empty: &'static str,
    /// What to do about it.
    pub empty_advice: &'static str,
    /// Legend: arrows.
    pub keys_beds: &'static str,
    /// Legend: Enter.
    pub keys_open: &'static str,
    /// Legend: Escape.
    pub keys_close: &'static str,
    /// Legend: question mark.
    pub keys_help: &'static str,
    /// Name of the Enter key.
    pub key_enter: &'static str,
    /// Name of the Escape key.
    pub key_escape: &'static str,
    /// Several patients.
    pub patients: Noun,
    /// Label of the legend.
    pub legend: &'static str,
    /// The same signs in a word each, for the legend: homonym, identity, movements, confidential, single room,
    /// mother or newborn, additional bed.
    pub signs: [&'static str; 7],
}

/// French.
pub const FR: BoardWords = BoardWords {
    title: "tableau de service",
    situation: "Situation du service",
    occupied: Noun("occupé", "occupés"),
    on_leave: Noun("absent", "absents"),
    disputed: Noun("en conflit", "en conflit"),
    reserved: Noun("réservé", "réservés"),
    cleaning: Noun("bionettoyage", "bionettoyage"),
    free: Noun("libre", "libres"),
    closed: Noun("fermé", "fermés"),
    departures: "Sorties du jour",
    arrivals: "Entrées attendues",
    unplaced: "Sans lit",
    outliers: "Hébergés",
    rate: "Occupation",
    filters: "Filtres",
    by_doctor: "Filtrer par médecin",
    leaving: "Sortants",
    to_check: "À vérifier",
    everybody: "Tous",
    rooms: "Chambres",
    room: "Chambre",
    bed: "Lit",
    is_free: "Libre",
    is_reserved: "Réservé",
    is_occupied: "Occupé",
    is_on_leave: "Absent",
    is_disputed: "Conflit",
    is_closed: "Fermé",
    since: "depuis",
    since_when: "Depuis",
    ready: "Prêt",
    under_way: "En cours",
    until: "Jusqu’à",
    place_someone: "Placer un patient",
    start_cleaning: "Commencer",
    finish_cleaning: "Lit prêt",
    arrival: "Arrivée",
    leaving_announced: "Sortie annoncée",
    leaving_estimated: "Sortie prévue",
    estimate_passed: "Date prévue passée",
    leaving_late: "Sortie dépassée",
    seen_leaving: "Parti, sortie administrative attendue",
    back: "Retour",
    back_unknown: "Retour non daté",
    to_settle: "à départager",
    lane: "Sans lit",
    place: "Placer",
    rail: "Entrées et mouvements",
    rail_check: "À vérifier",
    rail_expected: "Entrées sans lit prévu",
    rail_movements: "Prochains mouvements",
    no_movement: "Aucun mouvement attendu aujourd’hui.",
    goes: "sort",
    comes: "arrive",
    returns: "revient",
    more: "de plus",
    day_of_stay: "Jour de séjour",
    day_letter: "J",
    homonym: "Homonyme dans le service",
    confidential: "Présence confidentielle",
    private_room: "Chambre seule souhaitée",
    identity: "Identité à vérifier",
    doubt: "Mouvements à vérifier",
    mother_child: "Mère ou nouveau-né",
    outlier: "Hébergé",
    surge: "Lit supplémentaire",
    discovered_bed: "Lit découvert par le flux, à confirmer",
    closed_after: "Lit fermé après ce départ",
    discovered_ward: "Service découvert par le flux",
    confirm_ward: "Confirmer",
    masked: "Identité masquée",
    unnamed: "Nom inconnu",
    empty: "Aucun lit dans ce service",
    empty_advice: "Les lits apparaissent dès qu’un mouvement les nomme, ou en important une structure.",
    keys_beds: "lits",
    keys_open: "ouvrir",
    keys_close: "fermer",
    keys_help: "aide",
    key_enter: "Entrée",
    key_escape: "Échap",
    patients: Noun("patient", "patients"),
    legend: "Légende",
    signs: [
        "Homonyme",
        "Identité",
        "Mouvements",
        "Confidentiel",
        "Chambre seule",
        "Mère, enfant",
        "Lit en plus",
    ],
};

/// English.
pub const EN: BoardWords = BoardWords {
    title: "ward board",
    situation: "Situation of the ward",
    occupied: Noun("occupied", "occupied"),
    on_leave: Noun("on leave", "on leave"),
    disputed: Noun("disputed", "disputed"),
    reserved: Noun("reserved", "reserved"),
    cleaning: Noun("cleaning", "cleaning"),
    free: Noun("free", "free"),
    closed: Noun("closed", "closed"),
    departures: "Leaving today",
    arrivals: "Arrivals expected",
    unplaced: "Without a bed",
    outliers: "Outliers",
    rate: "Occupancy",
    filters: "Filters",
    by_doctor: "Filter by doctor",
    leaving: "Leaving",
    to_check: "To check",
    everybody: "All",
    rooms: "Rooms",
    room: "Room",
    bed: "Bed",
    is_free: "Free",
    is_reserved: "Reserved",
    is_occupied: "Occupied",
    is_on_leave: "On leave",
    is_disputed: "Disputed",
    is_closed: "Closed",
    since: "since",
    since_when: "Since",
    ready: "Ready",
    under_way: "Under way",
    until: "Until",
    place_someone: "Place a patient",
    start_cleaning: "Start",
    finish_cleaning: "Bed ready",
    arrival: "Arrival",
    leaving_announced: "Discharge announced",
    leaving_estimated: "Discharge planned",
    estimate_passed: "Planned date passed",
    leaving_late: "Discharge overdue",
    seen_leaving: "Left, administrative discharge awaited",
    back: "Back",
    back_unknown: "Return not dated",
    to_settle: "to settle",
    lane: "No bed",
    place: "Place",
    rail: "Arrivals and movements",
    rail_check: "To check",
    rail_expected: "Arrivals without a bed",
    rail_movements: "Next movements",
    no_movement: "No movement expected today.",
    goes: "leaves",
    comes: "arrives",
    returns: "returns",
    more: "more",
    day_of_stay: "Day of stay",
    day_letter: "D",
    homonym: "Same name in the ward",
    confidential: "Presence confidential",
    private_room: "Single room wished",
    identity: "Identity to check",
    doubt: "Movements to check",
    mother_child: "Mother or newborn",
    outlier: "Outlier",
    surge: "Additional bed",
    discovered_bed: "Bed discovered by the feed, to confirm",
    closed_after: "Bed closed after this departure",
    discovered_ward: "Ward discovered by the feed",
    confirm_ward: "Confirm",
    masked: "Identity hidden",
    unnamed: "Name unknown",
    empty: "No bed in this ward",
    empty_advice: "Beds appear as soon as a movement names them, or by importing a structure.",
    keys_beds: "beds",
    keys_open: "open",
    keys_close: "close",
    keys_help: "help",
    key_enter: "Enter",
    key_escape: "Esc",
    patients: Noun("patient", "patients"),
    legend: "Legend",
    signs: [
        "Same name",
        "Identity",
        "Movements",
        "Confidential",
        "Single room",
        "Mother, child",
        "Extra bed",
    ],
};
