//! The home page: the territory in counts.

use super::{Lang, Noun, Words};

/// The texts of the home page.
#[derive(Debug)]
pub struct TerritoryWords {
    /// Label of the counts.
    pub situation: &'static str,
    /// Label of the list.
    pub list: &'static str,
    /// Column: the ward.
    pub ward: &'static str,
    /// Column: taken beds out of open ones.
    pub rate: &'static str,
    /// Column: free beds.
    pub free: &'static str,
    /// Column: what the evening will bring.
    pub evening: &'static str,
    /// What that is, in full.
    pub evening_said: &'static str,
    /// Column: reserved beds.
    pub reserved: &'static str,
    /// Column: beds to be cleaned or being cleaned.
    pub cleaning: &'static str,
    /// Column: closed beds.
    pub closed: &'static str,
    /// Column: arrivals of the day.
    pub arrivals: &'static str,
    /// Column: departures of the day.
    pub departures: &'static str,
    /// Column: patients without a bed.
    pub unplaced: &'static str,
    /// Column: patients of other departments.
    pub outliers: &'static str,
    /// Arrivals of the day, in full.
    pub arrivals_today: &'static str,
    /// Departures of the day, in full.
    pub departures_today: &'static str,
    /// Free beds, in full.
    pub free_beds: &'static str,
    /// Beds to be cleaned, in the counts.
    pub to_clean: Noun,
    /// Sites.
    pub sites: Noun,
    /// A ward nobody has confirmed.
    pub discovered: &'static str,
    /// Filter: every ward.
    pub all: &'static str,
    /// Filter: wards with a free bed.
    pub with_free: &'static str,
    /// Filter: wards with patients without a bed.
    pub with_unplaced: &'static str,
    /// Filter: wards nobody has confirmed.
    pub with_discovered: &'static str,
    /// Label of the filters.
    pub filters: &'static str,
    /// The field that narrows the list.
    pub find: &'static str,
    /// Hint in the field.
    pub find_hint: &'static str,
    /// Sends the field, where there is no script.
    pub find_send: &'static str,
    /// Nothing answers the filter.
    pub nothing: &'static str,
    /// Title of the wards in another order than by site.
    pub sorted: &'static str,
    /// Back to the order by site.
    pub by_site: &'static str,
    /// Sorts the list by a column; its name follows.
    pub sort_by: &'static str,
    /// Label of the rail.
    pub rail: &'static str,
    /// Rail: senders.
    pub feeds: &'static str,
    /// No sender has ever spoken.
    pub no_feed: &'static str,
    /// A sender speaks.
    pub feed_alive: &'static str,
    /// A sender has been silent too long; since when follows.
    pub feed_silent: &'static str,
    /// A sender tells of the past; up to when follows.
    pub feed_late: &'static str,
    /// A sender has been silent for days.
    pub feed_stopped: &'static str,
    /// After the banner of a silent sender.
    pub silent_advice: &'static str,
    /// Rail: what asks for somebody.
    pub look: &'static str,
    /// Nothing asks for anybody.
    pub all_well: &'static str,
    /// Patients present in no known ward.
    pub nowhere: Noun,
    /// Beds claimed by several patients.
    pub disputes: Noun,
    /// Patients without a bed.
    pub waiting: Noun,
    /// Wards to confirm.
    pub to_confirm: Noun,
    /// Leads to the inbox.
    pub inbox: &'static str,
    /// Title of an empty server.
    pub welcome: &'static str,
    /// What Chevet waits for.
    pub welcome_why: &'static str,
    /// First way: a feed.
    pub feed_title: &'static str,
    /// How.
    pub feed_how: &'static str,
    /// What then happens.
    pub feed_then: &'static str,
    /// No port is open for feeds.
    pub feed_closed: &'static str,
    /// Second way: a file.
    pub import_title: &'static str,
    /// How.
    pub import_how: &'static str,
    /// Third way: the demonstration.
    pub demo_title: &'static str,
    /// How.
    pub demo_how: &'static str,
    /// Legend of the figures of the evening.
    pub legend_evening: &'static str,
}

/// French.
pub const FR: TerritoryWords = TerritoryWords {
    situation: "Situation du territoire",
    list: "Services",
    ward: "Service",
    rate: "Occupation",
    free: "Libres",
    evening: "Ce soir",
    evening_said: "Solde d’ici ce soir : réservés, nettoyages et sorties, moins les entrées",
    reserved: "Réservés",
    cleaning: "Ménage",
    closed: "Fermés",
    arrivals: "Entrées",
    departures: "Sorties",
    unplaced: "Sans lit",
    outliers: "Hébergés",
    arrivals_today: "Entrées du jour",
    departures_today: "Sorties du jour",
    free_beds: "Lits libres",
    to_clean: Noun("à nettoyer", "à nettoyer"),
    sites: Noun("site", "sites"),
    discovered: "à confirmer",
    all: "Tous",
    with_free: "Lits libres",
    with_unplaced: "Patients sans lit",
    with_discovered: "À confirmer",
    filters: "Filtres",
    find: "Chercher un service",
    find_hint: "Service, site, spécialité…",
    find_send: "Chercher",
    nothing: "Aucun service ne répond à ce filtre.",
    sorted: "Tous les services",
    by_site: "Revenir à l’ordre par site",
    sort_by: "Trier par",
    rail: "Flux et points à regarder",
    feeds: "Flux administratifs",
    no_feed: "Aucun message reçu pour l’instant.",
    feed_alive: "dernier message",
    feed_silent: "muet depuis",
    feed_late: "rattrapage en cours, rendu au",
    feed_stopped: "arrêté, dernier message",
    silent_advice: "Les tableaux montrent la dernière situation reçue. Vérifiez l’interface avec la gestion administrative.",
    look: "À regarder",
    all_well: "Rien à signaler.",
    nowhere: Noun(
        "patient présent sans service connu",
        "patients présents sans service connu",
    ),
    disputes: Noun("lit en conflit", "lits en conflit"),
    waiting: Noun("patient sans lit", "patients sans lit"),
    to_confirm: Noun("service à confirmer", "services à confirmer"),
    inbox: "Messages à traiter",
    welcome: "Bienvenue dans Chevet",
    welcome_why: "Ce serveur ne connaît encore aucun service. Trois façons de commencer :",
    feed_title: "Brancher le flux de la gestion administrative",
    feed_how: "Faites envoyer les messages HL7 v2 (IHE PAM, profil France) par MLLP vers :",
    feed_then: "Services, chambres et lits apparaissent d’eux-mêmes, utilisables aussitôt ; on les confirme ensuite sur la page Structure.",
    feed_closed: "Aucun port MLLP n’est ouvert : relancez le serveur avec --mllp-port.",
    import_title: "Importer une structure préparée",
    import_how: "FINESS, sites, pôles, UF, services, chambres et lits, en CSV ou JSON. L’option --dry-run montre ce qui changerait sans rien écrire :",
    demo_title: "Voir une démonstration",
    demo_how: "Un groupement hospitalier fictif, cinq sites et 1 900 lits, qui vit sous vos yeux :",
    legend_evening: "Le second chiffre est le solde attendu d’ici ce soir.",
};

/// English.
pub const EN: TerritoryWords = TerritoryWords {
    situation: "Situation of the territory",
    list: "Wards",
    ward: "Ward",
    rate: "Occupancy",
    free: "Free",
    evening: "Tonight",
    evening_said: "Balance by tonight: reserved, cleaning and departures, less arrivals",
    reserved: "Reserved",
    cleaning: "Cleaning",
    closed: "Closed",
    arrivals: "Arrivals",
    departures: "Leaving",
    unplaced: "No bed",
    outliers: "Outliers",
    arrivals_today: "Arrivals today",
    departures_today: "Leaving today",
    free_beds: "Free beds",
    to_clean: Noun("to clean", "to clean"),
    sites: Noun("site", "sites"),
    discovered: "to confirm",
    all: "All",
    with_free: "Free beds",
    with_unplaced: "Patients without a bed",
    with_discovered: "To confirm",
    filters: "Filters",
    find: "Find a ward",
    find_hint: "Ward, site, specialty…",
    find_send: "Find",
    nothing: "No ward answers this filter.",
    sorted: "All wards",
    by_site: "Back to the order by site",
    sort_by: "Sort by",
    rail: "Feeds and what to look at",
    feeds: "Administrative feeds",
    no_feed: "No message received yet.",
    feed_alive: "last message",
    feed_silent: "silent since",
    feed_late: "catching up, now at",
    feed_stopped: "stopped, last message",
    silent_advice: "Boards show the last situation received. Check the interface with the administrative system.",
    look: "To look at",
    all_well: "Nothing to report.",
    nowhere: Noun(
        "patient present in no known ward",
        "patients present in no known ward",
    ),
    disputes: Noun("disputed bed", "disputed beds"),
    waiting: Noun("patient without a bed", "patients without a bed"),
    to_confirm: Noun("ward to confirm", "wards to confirm"),
    inbox: "Messages to deal with",
    welcome: "Welcome to Chevet",
    welcome_why: "This server knows no ward yet. Three ways to begin:",
    feed_title: "Connect the administrative feed",
    feed_how: "Have HL7 v2 messages (IHE PAM, French profile) sent over MLLP to:",
    feed_then: "Wards, rooms and beds appear by themselves, usable at once; they are confirmed later on the Structure page.",
    feed_closed: "No MLLP port is open: start the server again with --mllp-port.",
    import_title: "Import a prepared structure",
    import_how: "FINESS, sites, divisions, units, wards, rooms and beds, as CSV or JSON. The option --dry-run shows what would change and writes nothing:",
    demo_title: "See a demonstration",
    demo_how: "A fictional hospital group, five sites and 1,900 beds, alive in front of you:",
    legend_evening: "The second figure is the balance expected by tonight.",
};

impl Words {
    /// A number people read, thousands apart: `1 912`, in English `1,912`.
    #[must_use]
    pub fn thousands(&self, number: u32) -> String {
        let digits = number.to_string();
        let separator = match self.lang {
            Lang::Fr => '\u{202f}',
            Lang::En => ',',
        };
        let mut out = String::with_capacity(digits.len() + 6);
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                out.push(separator);
            }
            out.push(digit);
        }
        out
    }
}

/// A balance with its sign: `+3`, `−1`, `=`.
#[must_use]
pub fn signed(balance: i64) -> String {
    match balance {
        0 => "=".to_owned(),
        1.. => format!("+{balance}"),
        _ => format!("−{}", balance.unsigned_abs()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{EN, FR};
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        let said: Vec<_> = [0, 7, 999, 1_000, 1_912, 1_234_567]
            .map(|it| EN.thousands(it))
            .into();
        assert_eq!(said, ["0", "7", "999", "1,000", "1,912", "1,234,567"]);
        assert_eq!(FR.thousands(1_912), "1\u{202f}912");
    }

    #[test]
    fn a_balance_shows_its_sign() {
        assert_eq!([3, 0, -1].map(signed), ["+3", "=", "−1"]);
    }
}
