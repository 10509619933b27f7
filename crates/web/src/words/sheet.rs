//! The downtime sheet and the folder that holds it.

use base::{Moment, Zone};
use domain::care::{Mobility, Need};

use super::{Noun, Words};

/// The texts of the downtime sheet.
#[derive(Debug)]
pub struct SheetWords {
    /// What it is.
    pub title: &'static str,
    /// Heads of the columns.
    pub headings: pack::Headings,
    /// In front of the place in the journal.
    pub journal: &'static str,
    /// In front of the end of the trace.
    pub trace: &'static str,
    /// In front of the hour of the last message.
    pub heard: &'static str,
    /// No message was ever received.
    pub never_heard: &'static str,
    /// State of a bed in capitals: free, reserved, on leave, disputed, to clean, to disinfect, cleaning, closed.
    pub states: [&'static str; 8],
    /// State: additional bed.
    pub surge: &'static str,
    /// Expected arrivals who have no bed that is ready.
    pub expected: Noun,
    /// Title of the notes.
    pub notes: &'static str,
    /// Departures of the day.
    pub departures: Noun,
    /// What to do with the sheet.
    pub foot: &'static str,
    /// In front of the page number.
    pub page: &'static str,
    /// Letter of a woman, of a man, of somebody whose sex is not known.
    pub sexes: [&'static str; 3],
    /// Flags in capitals and what they mean: homonym, confidential, identity, movements, single room, mother or
    /// newborn, telemetry.
    pub flags: [(&'static str, &'static str); 7],
    /// Next: arrives, returns, left, leaves, overdue, to settle, goes to another bed or ward.
    pub next: [&'static str; 7],
    /// Waits for a place.
    pub waits: &'static str,
    /// Button: print.
    pub print: &'static str,
    /// Button: the PDF.
    pub pdf: &'static str,
    /// Link to the board.
    pub back: &'static str,
    /// What the page is for.
    pub advice: &'static str,
    /// Where the folder is written, and when last.
    pub folder: &'static str,
    /// The folder was not written yet.
    pub folder_never: &'static str,
    /// The folder cannot be written since; an hour and a reason follow.
    pub folder_broken: &'static str,
    /// No folder was chosen.
    pub folder_none: &'static str,
    /// Index: title.
    pub index: &'static str,
    /// Index: the state it shows; a day and an hour follow.
    pub index_as_of: &'static str,
    /// Index: what is older than this is not to be trusted.
    pub index_advice: &'static str,
    /// Index: how to find somebody.
    pub index_find: &'static str,
    /// Index: wards.
    pub index_wards: &'static str,
    /// Index: people by name.
    pub index_names: &'static str,
    /// Index: beds.
    pub index_beds: &'static str,
    /// Index: people whose presence is not told here.
    pub index_left_out: Noun,
    /// Index: site.
    pub index_ward: &'static str,
    /// Index: since when the sheet is unchanged.
    pub index_since: &'static str,
    /// Index: files.
    pub index_files: &'static str,
    /// Index: to screen and to print.
    pub index_kinds: [&'static str; 2],
    /// Index: no bed.
    pub index_no_bed: &'static str,
}

/// French.
pub const FR: SheetWords = SheetWords {
    title: "Feuille de secours",
    headings: pack::Headings {
        bed: "Lit",
        patient: "Patient",
        who: "Sexe, âge",
        number: "IPP",
        doctor: "Méd.",
        since: "Depuis",
        marks: "Précautions, alertes",
        leaving: "Sortie prévue",
        next: "Prochain mouvement",
        report: "À reporter après la panne",
    },
    journal: "journal n°",
    trace: "ancre de la trace",
    heard: "dernier message reçu",
    never_heard: "aucun message reçu",
    states: [
        "LIBRE",
        "RÉSERVÉ",
        "ABSENT",
        "CONFLIT",
        "À NETTOYER",
        "À DÉSINFECTER",
        "BIONETTOYAGE",
        "FERMÉ",
    ],
    surge: "lit supplémentaire",
    expected: Noun("Attendu, lit pas encore prêt", "Attendus, lit pas encore prêt"),
    notes: "Transmissions",
    departures: Noun("sortie du jour", "sorties du jour"),
    foot: "Données de santé : à garder dans le service, à détruire après report. Refaite à chaque changement ; sans changement, l’index du dossier dit jusqu’à quand elle est à jour.",
    page: "Page",
    sexes: ["F", "H", "?"],
    flags: [
        ("HOMONYME", "même nom dans le service"),
        ("CONFID.", "présence à garder secrète"),
        ("ID ?", "identité à vérifier"),
        ("MVT ?", "mouvements à vérifier"),
        ("SEUL", "chambre seule souhaitée"),
        ("MÈRE-NN", "mère ou nouveau-né"),
        ("TÉL", "télémétrie et son boîtier"),
    ],
    next: [
        "arrive",
        "retour",
        "parti, à confirmer",
        "sort",
        "sortie dépassée",
        "à départager",
        "mutation",
    ],
    waits: "attend",
    print: "Imprimer",
    pdf: "Télécharger le PDF",
    back: "Retour au tableau",
    advice: "À imprimer avant un arrêt prévu, ou dès que le réseau faiblit. La colonne de droite reste vide : notez-y ce qui change, puis reportez-le au retour.",
    folder: "Dossier de secours écrit",
    folder_never: "Dossier de secours : pas encore écrit.",
    folder_broken: "Dossier de secours en panne depuis",
    folder_none: "Aucun dossier de secours n’est écrit sur ce serveur (chevet serve --downtime DOSSIER).",
    index: "Dossier de secours",
    index_as_of: "État au",
    index_advice: "Ce qui s’est passé depuis n’est pas ici. Notez les mouvements sur la feuille du service et reportez-les quand Chevet revient.",
    index_find: "Pour trouver quelqu’un : Ctrl+F, puis le nom ou le lit.",
    index_wards: "Services",
    index_names: "Par nom",
    index_beds: "Par lit",
    index_left_out: Noun(
        "personne n’est pas dans cette liste (présence ou identité protégée) : voir la feuille de son service",
        "personnes ne sont pas dans cette liste (présence ou identité protégée) : voir la feuille de leur service",
    ),
    index_ward: "Service",
    index_since: "Feuille du",
    index_files: "Feuille",
    index_kinds: ["lire", "imprimer (PDF)"],
    index_no_bed: "sans lit",
};

/// English.
pub const EN: SheetWords = SheetWords {
    title: "Downtime sheet",
    headings: pack::Headings {
        bed: "Bed",
        patient: "Patient",
        who: "Sex, age",
        number: "Number",
        doctor: "Dr",
        since: "Since",
        marks: "Precautions, alerts",
        leaving: "Expected discharge",
        next: "Next movement",
        report: "To enter after the outage",
    },
    journal: "journal no.",
    trace: "anchor of the trace",
    heard: "last message received",
    never_heard: "no message received",
    states: [
        "FREE",
        "RESERVED",
        "ON LEAVE",
        "CONFLICT",
        "TO CLEAN",
        "TO DISINFECT",
        "CLEANING",
        "CLOSED",
    ],
    surge: "additional bed",
    expected: Noun("Expected, bed not ready yet", "Expected, bed not ready yet"),
    notes: "Handover notes",
    departures: Noun("departure today", "departures today"),
    foot: "Health data: keep it on the ward, destroy it once entered. Made again at every change; without one, the index of the folder says until when it is up to date.",
    page: "Page",
    sexes: ["F", "M", "?"],
    flags: [
        ("SAME NAME", "same name on the ward"),
        ("PRIVATE", "presence to be kept secret"),
        ("ID ?", "identity to check"),
        ("MVT ?", "movements to check"),
        ("SINGLE", "single room wished"),
        ("MOTHER-NB", "mother or newborn"),
        ("TEL", "telemetry and its unit"),
    ],
    next: [
        "arrives",
        "back",
        "left, to confirm",
        "leaves",
        "departure overdue",
        "to settle",
        "transfer",
    ],
    waits: "waits",
    print: "Print",
    pdf: "Download the PDF",
    back: "Back to the board",
    advice: "To print before a planned stop, or as soon as the network weakens. The column on the right stays empty: note there what changes, and enter it afterwards.",
    folder: "Downtime folder written",
    folder_never: "Downtime folder: not written yet.",
    folder_broken: "Downtime folder broken since",
    folder_none: "No downtime folder is written on this server (chevet serve --downtime FOLDER).",
    index: "Downtime folder",
    index_as_of: "As of",
    index_advice: "What happened since is not here. Note movements on the sheet of the ward, and enter them when Chevet is back.",
    index_find: "To find somebody: Ctrl+F, then the name or the bed.",
    index_wards: "Wards",
    index_names: "By name",
    index_beds: "By bed",
    index_left_out: Noun(
        "person is not in this list (presence or identity protected): see the sheet of their ward",
        "people are not in this list (presence or identity protected): see the sheets of their wards",
    ),
    index_ward: "Ward",
    index_since: "Sheet of",
    index_files: "Sheet",
    index_kinds: ["read", "print (PDF)"],
    index_no_bed: "no bed",
};

impl Words {
    /// A day on paper: with its date, because paper is still read tomorrow. `ven. 20/11`.
    #[must_use]
    pub fn paper_day(&self, zone: &Zone, at: Moment) -> String {
        let date = zone.civil(at).date();
        format!(
            "{}\u{a0}{:02}/{:02}",
            self.weekday(date),
            date.day(),
            date.month()
        )
    }

    /// A date in few signs: `20/11`, with the year when it is not that of `now`.
    #[must_use]
    pub fn paper_date(&self, zone: &Zone, now: Moment, at: Moment) -> String {
        let (date, today) = (zone.civil(at).date(), zone.civil(now).date());
        if date.year() == today.year() {
            format!("{:02}/{:02}", date.day(), date.month())
        } else {
            format!("{:02}/{:02}/{:02}", date.day(), date.month(), date.year() % 100)
        }
    }

    /// A moment on paper: `ven. 20 nov. 2026, 14:05:32`.
    #[must_use]
    pub fn paper_stamp(&self, zone: &Zone, at: Moment) -> String {
        let date = zone.civil(at).date();
        format!(
            "{} {} {} {}, {}",
            self.weekday(date),
            date.day(),
            self.month(date),
            date.year(),
            self.clock_with_seconds(zone, at)
        )
    }

    /// The hour, with its day unless it is that of `now`: `14:03`, `jeu. 19/11 14:03`.
    #[must_use]
    pub fn paper_hour(&self, zone: &Zone, now: Moment, at: Moment) -> String {
        if zone.days_between(now, at) == 0 {
            self.clock(zone, at)
        } else {
            format!("{} {}", self.paper_day(zone, at), self.clock(zone, at))
        }
    }

    /// How a patient moves, in capitals, when the team must know.
    #[must_use]
    pub fn mobility_flag(&self, mobility: Mobility) -> Option<&'static str> {
        match mobility {
            Mobility::Independent => None,
            Mobility::Helped => Some(self.pick("AIDE", "HELP")),
            Mobility::Wheelchair => Some(self.pick("FAUTEUIL", "CHAIR")),
            Mobility::Stretcher => Some(self.pick("BRANCARD", "STRETCHER")),
        }
    }

    /// A need in capitals; none for what another flag says already.
    #[must_use]
    pub fn need_flag(&self, need: Need) -> Option<&'static str> {
        match need {
            Need::Fall => Some(self.pick("CHUTE", "FALL")),
            Need::Oxygen => Some("O2"),
            Need::Social => Some("SOCIAL"),
            Need::Companion => Some(self.pick("ACCOMP.", "COMPANION")),
            // Said by the flag of confidential stays, whoever decided it.
            Need::Confidential => None,
        }
    }
}
