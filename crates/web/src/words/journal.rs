//! Journals: what changed, from what to what, in words.

use base::{Moment, Zone};
use domain::bed::{Lifecycle, Operation};
use domain::care::{CareChange, Progress};
use domain::structure::{Standing, UnitKinds};
use domain::view::journal::{Facet, Sort};

use super::{Lists, Noun, Words};

/// The texts of a journal.
#[derive(Debug)]
pub struct JournalWords {
    /// Title: of a stay, a patient, a bed, a ward.
    pub titles: [&'static str; 4],
    /// The whole journal, from a sheet.
    pub whole: &'static str,
    /// Names the filters.
    pub filters: &'static str,
    /// Field: sort.
    pub sort: &'static str,
    /// Field: author.
    pub author: &'static str,
    /// No filter.
    pub all: &'static str,
    /// Sends the filters.
    pub show: &'static str,
    /// Leads to older lines.
    pub older: &'static str,
    /// Leads to newer lines.
    pub newer: &'static str,
    /// Leads to the newest lines.
    pub newest: &'static str,
    /// Nothing found.
    pub empty: &'static str,
    /// Nothing found so far; the search can go on.
    pub so_far: &'static str,
    /// Before the moment at which it happened, when it was written down later or earlier.
    pub happened: &'static str,
    /// Leads to the board at that instant.
    pub board: &'static str,
    /// Leads to the message.
    pub message: &'static str,
    /// Leads to the sheet.
    pub sheet: &'static str,
    /// Leads to the journal of the patient.
    pub patient: &'static str,
    /// Before the value of before, for who cannot see the arrow.
    pub from: &'static str,
    /// Before the value of after.
    pub to: &'static str,
    /// Several lines.
    pub lines: Noun,
    /// The store did not answer.
    pub unreadable: &'static str,
    /// Cannot be read by this version.
    pub later: &'static str,
}

/// French.
pub const FR: JournalWords = JournalWords {
    titles: [
        "Journal du séjour",
        "Journal du patient",
        "Journal du lit",
        "Journal du service",
    ],
    whole: "Tout le journal, avec les valeurs avant et après",
    filters: "Filtrer le journal",
    sort: "Nature",
    author: "Auteur",
    all: "Tout",
    show: "Filtrer",
    older: "Plus anciens",
    newer: "Plus récents",
    newest: "Les plus récents",
    empty: "Rien dans ce journal avec ces filtres.",
    so_far: "Rien encore à cet endroit du journal : continuez vers les plus anciens.",
    happened: "survenu",
    board: "Voir le tableau à cet instant",
    message: "message",
    sheet: "Ouvrir la fiche",
    patient: "Tous les séjours du patient",
    from: "de",
    to: "à",
    lines: Noun("ligne", "lignes"),
    unreadable: "Le journal n’a pas pu être lu. Réessayez dans un instant.",
    later: "écrit par une version plus récente",
};

/// English.
pub const EN: JournalWords = JournalWords {
    titles: [
        "Journal of the stay",
        "Journal of the patient",
        "Journal of the bed",
        "Journal of the ward",
    ],
    whole: "The whole journal, with values before and after",
    filters: "Filter the journal",
    sort: "Kind",
    author: "Author",
    all: "All",
    show: "Filter",
    older: "Older",
    newer: "Newer",
    newest: "Newest",
    empty: "Nothing in this journal with these filters.",
    so_far: "Nothing at this place of the journal yet: go on to older lines.",
    happened: "happened",
    board: "See the board at that instant",
    message: "source",
    sheet: "Open the sheet",
    patient: "Every stay of the patient",
    from: "from",
    to: "to",
    lines: Noun("line", "lines"),
    unreadable: "The journal could not be read. Try again in a moment.",
    later: "written by a later version",
};

impl Words {
    /// A sort of records.
    #[must_use]
    pub fn sort(&self, sort: Sort) -> &'static str {
        match sort {
            Sort::Movement => self.pick("Mouvements", "Movements"),
            Sort::Sighting => self.pick("Vus partir, vus arriver", "Seen leaving, seen arriving"),
            Sort::Care => self.pick("Saisies du service", "Said by the ward"),
            Sort::Note => self.pick("Transmissions", "Handover notes"),
            Sort::Flow => self.pick("Demandes et réservations", "Requests and reservations"),
            Sort::Bed => self.pick("Lits", "Beds"),
            Sort::Identity => self.pick("Identités", "Identities"),
            Sort::Structure => self.pick("Lieux", "Places"),
            Sort::Setting => self.pick("Réglages", "Settings"),
        }
    }

    /// A side of a thing.
    #[must_use]
    pub fn facet(&self, zone: &Zone, now: Moment, facet: &Facet) -> String {
        match facet {
            Facet::Place => self.pick("Place", "Place is now"),
            Facet::PlaceAt(at) => {
                let at = self.day_and_hour(zone, now, *at);
                return self.pick(format!("Place {at}"), format!("Place {at}"));
            }
            Facet::Away => self.pick("En permission", "On leave"),
            Facet::Arrival => self.pick("Entrée", "Admission"),
            Facet::Departure => self.pick("Sortie", "Discharge"),
            Facet::Cancelled => self.pick("Séjour annulé", "Stay called off"),
            Facet::Expected => self.pick("Attendu", "Expected"),
            Facet::Transfer => self.pick("Mutation annoncée", "Transfer announced"),
            Facet::Discharge => self.pick("Sortie prévue (flux)", "Expected discharge (feed)"),
            Facet::Announced => self.pick("Sortie annoncée", "Discharge announced"),
            Facet::Return => self.pick("Retour prévu", "Expected return"),
            Facet::Destination => self.pick("Destination prévue", "Goes to"),
            Facet::SingleRoom => self.pick("Chambre seule souhaitée", "Single room wished"),
            Facet::Confidential => self.pick("Présence confidentielle", "Confidential presence"),
            Facet::Doctor => self.pick("Médecin", "Doctor"),
            Facet::Class => self.pick("Type de venue", "Class"),
            Facet::Patient => self.pick("Patient du séjour", "Patient of the stay"),
            Facet::SeenArriving => self.pick("Vu arriver", "Seen arriving"),
            Facet::SeenLeaving => self.pick("Vu partir", "Seen leaving"),
            Facet::Care(topic) => return self.care_topic(topic).to_owned(),
            Facet::Notes => self.pick("Notes au tableau", "Notes on the board"),
            Facet::Hygiene => self.drawer.hygiene,
            Facet::Operation => self.pick("Usage du lit", "Use of the bed"),
            Facet::Lifecycle => self.pick("Présence du lit", "Bed there"),
            Facet::Staffed => self.pick("Personnel prévu", "Staffed"),
            Facet::Name => self.pick("Nom", "Name"),
            Facet::Attributes => self.pick("Équipement", "Equipment"),
            Facet::Standing => self.pick("Statut", "Standing"),
            Facet::Ward => self.pick("Service", "Ward"),
            Facet::Site => self.pick("Lieu géographique", "Site"),
            Facet::Division => self.pick("Pôle", "Division"),
            Facet::Specialty => self.pick("Spécialité", "Specialty"),
            Facet::Kinds => self.pick("Responsabilités", "Responsibilities"),
            Facet::MergedInto => self.pick("Fusionné dans", "Merged into"),
            Facet::Sex => self.pick("Sexe", "Sex"),
            Facet::BirthYear => self.pick("Année de naissance", "Year of birth"),
            Facet::Mother => self.pick("Mère", "Mother"),
        }
        .to_owned()
    }

    /// Whether a bed may be used.
    #[must_use]
    pub fn operation(&self, zone: &Zone, now: Moment, operation: Operation) -> String {
        match operation {
            Operation::Open => self.pick("Ouvert", "Open").to_owned(),
            Operation::Surge => self.pick("Lit supplémentaire", "Additional bed").to_owned(),
            Operation::Closed { reason, until } => {
                let closed = self.pair(self.pick("Fermé", "Closed"), self.closure(reason));
                match until {
                    None => closed,
                    Some(until) => format!(
                        "{closed}, {} {}",
                        self.pick("jusqu’à", "until"),
                        self.day_and_hour(zone, now, until)
                    ),
                }
            }
        }
    }

    /// How a place is known.
    #[must_use]
    pub fn standing(&self, standing: Standing) -> &'static str {
        match standing {
            Standing::Discovered => self.pick("découvert par le flux", "discovered by the feed"),
            Standing::Confirmed => self.pick("confirmé", "confirmed"),
            Standing::Ignored => self.pick("écarté", "set aside"),
        }
    }

    /// What a ward said on a topic, without the topic; none for nothing.
    #[must_use]
    pub fn care_value(
        &self,
        zone: &Zone,
        now: Moment,
        lists: Lists<'_>,
        change: &CareChange,
    ) -> Option<String> {
        match change {
            CareChange::Discharge(plan) => plan.map(|plan| {
                let at = plan.at.map(|at| self.day_and_hour(zone, now, at));
                let destination = plan.destination.map(|it| self.destination(it).to_owned());
                let sure = Some(self.confidence(plan.confidence).to_owned());
                let parts: Vec<String> = [at, destination, sure].into_iter().flatten().collect();
                parts.join(", ")
            }),
            CareChange::Step { progress, .. } => Some(match progress {
                Progress::Waiting(reason) => self.pair(self.progress(progress), lists.wait(reason)),
                Progress::ToDo | Progress::Done => self.progress(progress).to_owned(),
            }),
            CareChange::Precautions(codes) => (!codes.is_empty()).then(|| lists.precautions(codes)),
            CareChange::Telemetry(unit) => unit.as_ref().map(ToString::to_string),
            CareChange::Mobility(mobility) => mobility.map(|it| self.mobility(it).to_owned()),
            CareChange::Need { raised, .. } => raised.then(|| self.pick("oui", "yes").to_owned()),
            CareChange::Slot { slot, choice } => choice.as_ref().map(|it| lists.choice(slot, it)),
        }
    }

    /// Whether a bed is there.
    #[must_use]
    pub fn lifecycle(&self, lifecycle: Lifecycle) -> &'static str {
        match lifecycle {
            Lifecycle::Installed => self.pick("installé", "installed"),
            Lifecycle::Removed => self.pick("retiré", "removed"),
        }
    }

    /// What a functional unit is responsible for.
    #[must_use]
    pub fn kinds(&self, kinds: UnitKinds) -> String {
        let all = [
            (kinds.housing, self.pick("hébergement", "housing")),
            (kinds.care, self.pick("soins", "nursing")),
            (kinds.medical, self.pick("médicale", "medical")),
        ];
        let said: Vec<_> = all.iter().filter(|(is, _)| *is).map(|(_, word)| *word).collect();
        if said.is_empty() {
            return "–".to_owned();
        }
        said.join(", ")
    }
}
