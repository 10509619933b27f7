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

    fn leads_to(&self, path: &str) -> bool {
        matches!(&self.command.does, Does::Go(href) if href == path)
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
    let bar = [
        go(words.common.territory, "hospital", "g t", "/").called("accueil services home wards ght"),
        go(
            words.pick("Demandes", "Requests"),
            "list-ordered",
            "g d",
            "/cellule",
        )
        .called("cellule ordonnancement file attente flow cell queue requests demandes"),
        go(
            words.pick("Urgences", "Emergency"),
            "ambulance",
            "g u",
            "/urgences",
        )
        .called("sau brancards emergency urgences trolleys"),
        go(words.common.messages, "inbox", "g m", "/messages")
            .called("flux hl7 quarantaine journal feed quarantine inbox"),
        go(words.common.structure, "network", "g o", "/structure")
            .called("reglages parametres settings uf lits beds"),
    ];
    all.extend(
        bar.into_iter()
            .filter(|it| !visit.menu.closed.iter().any(|path| it.leads_to(path))),
    );
    let menu = visit.menu.pages.iter();
    all.extend(menu.map(|(path, symbol)| go(words.page_name(path), symbol, "", path)));
    all.extend([
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
    let views = config
        .views
        .iter()
        .filter(|view| visit.opens_of_ward(ward_view::path(**view), id));
    let views = views.map(|view| {
        let href = ward_view::address(id, *view);
        go(words.board_view(*view), ward_view::symbol(*view), "", &href).called(words_of(*view))
    });
    let page = |title: &str, symbol: &'static str, path: &'static str| {
        let href = path.replace("{ward}", &id.to_string());
        visit
            .opens_of_ward(path, id)
            .then(|| go(title, symbol, "", &href))
    };
    let beside = [
        page(words.past.look_back, "history", "/service/{ward}/passe")
            .map(|it| it.called("passe historique past history time")),
        page(words.studio.open, "settings", "/service/{ward}/studio")
            .map(|it| it.called("studio reglages couleurs colonnes settings colours columns")),
        page(words.sheet.title, "printer", "/service/{ward}/feuille")
            .map(|it| it.called("panne papier imprimer pdf outage paper print")),
        page(words.wall.walls, "monitor", "/service/{ward}/murs")
            .map(|it| it.called("affichage television screens tv")),
        page(words.trust.title, "circle-check", "/service/{ward}/confiance")
            .map(|it| it.called("fraicheur ecarts horloges freshness gaps clocks")),
        page(words.journal.titles[3], "file-text", "/journal/service/{ward}")
            .map(|it| it.called("qui quand changements who when changes history")),
        page(words.common.structure, "network", "/structure/service/{ward}")
            .map(|it| it.called("lits chambres beds rooms")),
    ];
    views
        .chain(beside.into_iter().flatten())
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
