//! Pages and actions that are found by their words. A new page is one more entry here.

use base::id::WardId;
use base::text::folded;
use domain::board_config::BoardView;
use domain::structure::Ward;

use crate::visit::Visit;
use crate::ward_view;
use crate::words::Words;

/// Something to go to or to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// What it is called.
    pub title: String,
    /// Its icon.
    pub symbol: &'static str,
    /// The keys that do the same, one after the other.
    pub keys: &'static str,
    /// What it does.
    pub does: Does,
}

/// What a command does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Does {
    /// Leads to a page.
    Go(String),
    /// Opens a dialog, or leads to its page where there is no script.
    Ask(&'static str),
    /// Sends a form that stands on every page, by its id.
    Send(&'static str),
}

/// A command, and how it is found.
struct Offer {
    command: Command,
    /// The words by which it is found: those of its title, and others in both languages.
    words: String,
    /// The ward it is about, whose name alone does not find it: who types that asks for the ward.
    ward: String,
}

/// Those that answer to the text, in their order; all of them when nothing was typed.
pub(super) fn commands(visit: &Visit, ward: Option<WardId>, text: &str) -> Vec<Command> {
    let typed = folded(text);
    all(visit, ward)
        .into_iter()
        .filter(|offer| offer.answers(&typed))
        .map(|offer| offer.command)
        .collect()
}

impl Offer {
    /// Whether each word that was typed, folded, begins a word of the command or of its ward, and at least one begins
    /// a word of the command.
    fn answers(&self, typed: &str) -> bool {
        let (own, ward) = (folded(&self.words), folded(&self.ward));
        let begins = |words: &str, typed: &str| words.split(' ').any(|word| word.starts_with(typed));
        let mut words = typed.split_whitespace().peekable();
        let nothing = words.peek().is_none();
        let called = words.clone().any(|it| begins(&own, it));
        nothing || called && words.all(|it| begins(&own, it) || begins(&ward, it))
    }

    /// The same, found by those words as well.
    fn called(mut self, more: &str) -> Self {
        self.words = format!("{} {more}", self.words);
        self
    }

    /// The same, about that ward.
    fn about(mut self, words: &Words, ward: &Ward) -> Self {
        self.command.title = words.pair(&ward.name, &self.command.title);
        self.ward = ward.name.to_string();
        self
    }
}

/// Every command: what leads to the pages of the ward first.
fn all(visit: &Visit, ward: Option<WardId>) -> Vec<Offer> {
    let words = visit.words;
    let known = ward.and_then(|id| visit.snapshot.state.ward(id));
    let mut all = known
        .filter(|ward| ward.merged_into.is_none())
        .map_or_else(Vec::new, |ward| of_ward(visit, ward));
    all.extend([
        go(words.common.territory, "hospital", "g t", "/").called("accueil services home wards ght"),
        go(words.common.messages, "inbox", "g m", "/messages")
            .called("flux hl7 quarantaine journal feed quarantine inbox"),
        go(words.common.structure, "network", "g o", "/structure")
            .called("reglages parametres settings uf lits beds"),
        go(words.operator.title, "circle-user-round", "", "/operateur")
            .called("operateur nom identite operator name"),
        offer(words.help.title, "keyboard", "?", Does::Ask("/aide"))
            .called("aide raccourcis help shortcuts keys"),
        offer(words.common.other_language, "languages", "", Does::Send("lang"))
            .called("langue anglais francais language english french"),
    ]);
    all
}

/// The pages of a ward: the views it offers, then what there is beside its board.
fn of_ward(visit: &Visit, ward: &Ward) -> Vec<Offer> {
    let (words, id) = (visit.words, ward.id);
    let config = visit.snapshot.state.board_config(Some(id));
    let views = config.views.iter().map(|view| {
        let href = ward_view::address(id, *view);
        go(words.board_view(*view), ward_view::symbol(*view), "", &href).called(words_of(*view))
    });
    let beside = [
        go(
            words.past.look_back,
            "history",
            "",
            &format!("/service/{id}/passe"),
        )
        .called("passe historique past history time"),
        go(
            words.studio.open,
            "settings",
            "",
            &format!("/service/{id}/studio"),
        )
        .called("studio reglages couleurs colonnes settings colours columns"),
        go(
            words.sheet.title,
            "printer",
            "",
            &format!("/service/{id}/feuille"),
        )
        .called("panne papier imprimer pdf outage paper print"),
        go(words.wall.walls, "monitor", "", &format!("/service/{id}/murs"))
            .called("affichage television screens tv"),
        go(
            words.trust.title,
            "circle-check",
            "",
            &format!("/service/{id}/confiance"),
        )
        .called("fraicheur ecarts horloges freshness gaps clocks"),
        go(
            words.journal.titles[3],
            "file-text",
            "",
            &format!("/journal/service/{id}"),
        )
        .called("qui quand changements who when changes history"),
        go(
            words.common.structure,
            "network",
            "",
            &format!("/structure/service/{id}"),
        )
        .called("lits chambres beds rooms"),
    ];
    views
        .chain(beside)
        .map(|offer| offer.about(words, ward))
        .collect()
}

/// The other words of a view, in both languages.
const fn words_of(view: BoardView) -> &'static str {
    match view {
        BoardView::Plan => "tableau tuiles lits board tiles beds",
        BoardView::List => "liste lignes list lines",
        BoardView::Outgoing => "sorties departs sortants outgoing departures discharges leaving",
        BoardView::Incoming => "entrees arrivees entrants admissions incoming arrivals",
        BoardView::Handover => "transmissions releve equipe handover shift team",
    }
}

fn go(title: &str, symbol: &'static str, keys: &'static str, href: &str) -> Offer {
    offer(title, symbol, keys, Does::Go(href.to_owned()))
}

fn offer(title: &str, symbol: &'static str, keys: &'static str, does: Does) -> Offer {
    Offer {
        command: Command {
            title: title.to_owned(),
            symbol,
            keys,
            does,
        },
        words: title.to_owned(),
        ward: String::new(),
    }
}
