//! How far a board can be trusted: the figures, and the exact definition of each.

use domain::view::trust::{Period, Why};

use super::Words;

/// The texts of the trust pages.
#[derive(Debug)]
pub struct TrustWords {
    /// Title of the page.
    pub title: &'static str,
    /// What the page is for.
    pub intro: &'static str,
    /// Title of the table of the territory.
    pub all_wards: &'static str,
    /// What the table is for.
    pub all_intro: &'static str,
    /// Choice: over how long.
    pub period: &'static str,
    /// Choice: after how many hours without a word.
    pub hours: &'static str,
    /// Section: how fresh.
    pub fresh: &'static str,
    /// Column: the figure.
    pub figure: &'static str,
    /// Column: its value.
    pub value: &'static str,
    /// Column: its definition.
    pub definition: &'static str,
    /// Figure: last movement.
    pub last_movement: &'static str,
    /// Its definition.
    pub last_movement_is: &'static str,
    /// Figure: last action.
    pub last_action: &'static str,
    /// Its definition.
    pub last_action_is: &'static str,
    /// Figure: silence.
    pub silence: &'static str,
    /// Its definition.
    pub silence_is: &'static str,
    /// The silence is longer than usual.
    pub unusual: &'static str,
    /// Too few days to say what is usual.
    pub usual_unknown: &'static str,
    /// Before the middle of the silences of other days.
    pub usually: &'static str,
    /// Before the far end.
    pub nine_in_ten: &'static str,
    /// Nothing was heard.
    pub never: &'static str,
    /// Section: both clocks.
    pub clocks: &'static str,
    /// Column: arrivals.
    pub arrivals: &'static str,
    /// Column: exits.
    pub exits: &'static str,
    /// Figure: how many.
    pub all: &'static str,
    /// Its definition.
    pub all_is: &'static str,
    /// Figure: seen.
    pub seen: &'static str,
    /// Its definition.
    pub seen_is: &'static str,
    /// Figure: seen first.
    pub seen_first: &'static str,
    /// Its definition.
    pub seen_first_is: &'static str,
    /// Figure: awaited.
    pub awaited: &'static str,
    /// Its definition.
    pub awaited_is: &'static str,
    /// Figure: lag.
    pub lag: &'static str,
    /// Its definition.
    pub lag_is: &'static str,
    /// Figure: gap.
    pub gap: &'static str,
    /// Its definition.
    pub gap_is: &'static str,
    /// The middle value.
    pub median: &'static str,
    /// The ninth decile.
    pub p90: &'static str,
    /// How many the two were computed over.
    pub over: &'static str,
    /// Section: beds to look at.
    pub to_check: &'static str,
    /// Its definition.
    pub to_check_is: &'static str,
    /// Section: stays that look forgotten.
    pub loose: &'static str,
    /// Its definition.
    pub loose_is: &'static str,
    /// Section: disputes.
    pub disputes: &'static str,
    /// Its definition.
    pub disputes_is: &'static str,
    /// Section: doubts.
    pub doubts: &'static str,
    /// Its definition.
    pub doubts_is: &'static str,
    /// Nothing to show in a section.
    pub none: &'static str,
    /// Before a moment.
    pub since: &'static str,
    /// Column: ward.
    pub ward: &'static str,
    /// Link to the table.
    pub see_all: &'static str,
}

/// French.
pub const FR: TrustWords = TrustWords {
    title: "Confiance dans le tableau",
    intro: "Ce que vaut ce tableau en ce moment : sa fraîcheur, l’écart entre ce que l’équipe voit et ce que dit le dossier administratif, et ce que personne n’a confirmé. Ces chiffres parlent d’un service, jamais d’une personne.",
    all_wards: "Confiance, service par service",
    all_intro: "Dans l’ordre des services : ce tableau n’est pas un classement.",
    period: "Période",
    hours: "Lits sans nouvelle depuis",
    fresh: "Fraîcheur",
    figure: "Mesure",
    value: "Valeur",
    definition: "Définition",
    last_movement: "Dernier mouvement reçu",
    last_movement_is: "Heure d’envoi du dernier message de mouvement qui concerne le service, à l’horloge de l’émetteur, sur cinq semaines.",
    last_action: "Dernière action au tableau",
    last_action_is: "Dernière arrivée ou dernier départ vus, déplacement, consigne ou note d’un séjour du service. La propreté des lits ne compte pas : un logiciel peut aussi la dire.",
    silence: "Silence du flux",
    silence_is: "Temps écoulé depuis le dernier mouvement reçu, comparé au silence qu’il y avait à la même heure de chacun des 28 derniers jours (au moins 7 jours connus). Inhabituel : plus long que 9 jours sur 10.",
    unusual: "inhabituel à cette heure",
    usual_unknown: "pas assez de jours pour comparer",
    usually: "d’habitude",
    nine_in_ten: "9 jours sur 10, au plus",
    never: "rien",
    clocks: "Deux horloges",
    arrivals: "Arrivées",
    exits: "Départs",
    all: "Mouvements comptés",
    all_is: "Entrées dans le service ou sorties du service dont l’heure administrative (dernière correction, annulations exclues) tombe dans la période ; à défaut d’heure administrative, celles vues dans la période. Consultations et séances sans lit exclues.",
    seen: "Vus par quelqu’un",
    seen_is: "Parmi les mouvements comptés, ceux dont quelqu’un a noté l’heure au tableau.",
    seen_first: "Vus avant le flux",
    seen_first_is: "Parmi les mouvements comptés, ceux vus avant que le flux le dise et que l’heure dite soit arrivée.",
    awaited: "Flux encore attendu",
    awaited_is: "Vus par quelqu’un, et dont le flux n’a encore rien dit.",
    lag: "Retard du flux",
    lag_is: "Du moment vu jusqu’à ce que le flux l’ait dit et que l’heure dite soit arrivée. Sur les mouvements qui ont les deux heures ; négatif quand le flux est en avance.",
    gap: "Écart des heures",
    gap_is: "Heure administrative moins heure vue, sur les mêmes mouvements : ce que l’administration écrit, quel que soit le moment où elle l’écrit.",
    median: "médiane",
    p90: "9 sur 10",
    over: "sur",
    to_check: "Lits à vérifier",
    to_check_is: "Lits occupés dont le patient n’a eu ni message, ni action, ni note, et lits à nettoyer ou en nettoyage, depuis le délai choisi. Les lits libres, fermés ou en conflit n’en sont pas.",
    loose: "Séjours peut-être oubliés",
    loose_is: "Présents sans un mot depuis 3 jours ; toujours là 24 h après la sortie prévue ; attendus depuis plus de 24 h ; vus partir ou arriver depuis plus de 24 h sans que le flux le dise.",
    disputes: "Conflits ouverts",
    disputes_is: "Lits où le flux place plusieurs patients en ce moment.",
    doubts: "Doutes",
    doubts_is: "Séjours du tableau dont les messages ne concordent pas.",
    none: "Rien à signaler.",
    since: "depuis",
    ward: "Service",
    see_all: "Tous les services",
};

/// English.
pub const EN: TrustWords = TrustWords {
    title: "Trust in the board",
    intro: "What this board is worth right now: how fresh it is, how what the team sees differs from what the administrative record says, and what nobody confirmed. These figures are of a ward, never of a person.",
    all_wards: "Trust, ward by ward",
    all_intro: "In the order of the wards: this table is no ranking.",
    period: "Period",
    hours: "Beds without news for",
    fresh: "Freshness",
    figure: "Measure",
    value: "Value",
    definition: "Definition",
    last_movement: "Last movement received",
    last_movement_is: "When the last movement message about the ward was sent, by the sender’s clock, within five weeks.",
    last_action: "Last action on the board",
    last_action_is: "Last arrival or departure seen, move, statement or note about a stay of the ward. The cleanliness of beds does not count: a program may say it too.",
    silence: "Silence of the feed",
    silence_is: "Time since the last movement received, compared with the silence there was at the same hour of each of the last 28 days (at least 7 known days). Unusual: longer than on 9 days in 10.",
    unusual: "unusual at this hour",
    usual_unknown: "too few days to compare with",
    usually: "usually",
    nine_in_ten: "9 days in 10, at most",
    never: "nothing",
    clocks: "Two clocks",
    arrivals: "Arrivals",
    exits: "Departures",
    all: "Movements counted",
    all_is: "Arrivals in the ward or departures from it whose administrative hour (last correction, cancelled ones left out) falls in the period; without one, those seen in the period. Consultations and sessions without a bed left out.",
    seen: "Seen by somebody",
    seen_is: "Of the movements counted, those whose hour somebody noted on the board.",
    seen_first: "Seen before the feed",
    seen_first_is: "Of the movements counted, those seen before the feed had said so and the hour it said had come.",
    awaited: "Feed still awaited",
    awaited_is: "Seen by somebody, and of which the feed has said nothing yet.",
    lag: "Delay of the feed",
    lag_is: "From the moment seen until the feed had said so and the hour it said had come. Over the movements that have both; negative when the feed is ahead.",
    gap: "Gap between the hours",
    gap_is: "Administrative hour minus the hour seen, over the same movements: what the office writes, whenever it writes it.",
    median: "median",
    p90: "9 in 10",
    over: "over",
    to_check: "Beds to look at",
    to_check_is: "Occupied beds whose patient had no message, no action and no note, and beds to be cleaned or being cleaned, for the chosen time. Free, closed and disputed beds are not among them.",
    loose: "Stays perhaps forgotten",
    loose_is: "Present without a word for 3 days; still there 24 h after the expected discharge; expected for more than 24 h; seen leaving or arriving for more than 24 h without the feed saying so.",
    disputes: "Open disputes",
    disputes_is: "Beds in which the feed places several patients right now.",
    doubts: "Doubts",
    doubts_is: "Stays of the board whose messages do not agree.",
    none: "Nothing to report.",
    since: "since",
    ward: "Ward",
    see_all: "Every ward",
};

impl Words {
    /// A period over which comings and goings are counted.
    #[must_use]
    pub fn period(&self, period: Period) -> &'static str {
        match period {
            Period::Day => self.pick("24 h", "24 h"),
            Period::Week => self.pick("7 jours", "7 days"),
            Period::Month => self.pick("28 jours", "28 days"),
        }
    }

    /// Why a stay looks forgotten.
    #[must_use]
    pub fn forgotten(&self, why: Why) -> &'static str {
        match why {
            Why::Silent => self.pick("présent, sans un mot", "present, without a word"),
            Why::Overstayed => self.pick("sortie prévue dépassée", "expected discharge passed"),
            Why::NeverCame => self.pick("attendu, jamais venu", "expected, never came"),
            Why::ExitNotStated => self.pick(
                "vu partir, sortie jamais saisie",
                "seen leaving, discharge never entered",
            ),
            Why::NotAdmitted => self.pick("vu arriver, jamais admis", "seen arriving, never admitted"),
        }
    }
}
