//! Pages and actions that are found by their words. A new page is one more entry here.

use base::id::WardId;
use base::text::folded;

use crate::visit::Visit;

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

/// Those that answer to the text, in their order; all of them when nothing was typed.
pub(super) fn commands(visit: &Visit, ward: Option<WardId>, text: &str) -> Vec<Command> {
    let typed = folded(text);
    all(visit, ward)
        .into_iter()
        .filter(|(command, more)| {
            let words = folded(&format!("{} {more}", command.title));
            typed
                .split_whitespace()
                .all(|it| words.split(' ').any(|word| word.starts_with(it)))
        })
        .map(|(command, _)| command)
        .collect()
}

/// Every command, with the other words by which it is found.
fn all(visit: &Visit, ward: Option<WardId>) -> Vec<(Command, &'static str)> {
    let words = visit.words;
    let go = |title: &str, symbol, keys, href: &str| Command {
        title: title.to_owned(),
        symbol,
        keys,
        does: Does::Go(href.to_owned()),
    };
    let mut all = Vec::new();
    let known = ward.and_then(|id| visit.snapshot.state.ward(id));
    if let Some(ward) = known {
        let page = |what: &str| words.pair(&ward.name, what);
        all.push((
            go(
                &page(words.common.structure),
                "network",
                "",
                &format!("/structure/service/{}", ward.id),
            ),
            "lits chambres beds rooms",
        ));
    }
    all.extend([
        (
            go(words.common.territory, "hospital", "g t", "/"),
            "accueil services home wards ght",
        ),
        (
            go(words.common.messages, "inbox", "g m", "/messages"),
            "flux hl7 quarantaine journal feed quarantine inbox",
        ),
        (
            go(words.common.structure, "network", "g o", "/structure"),
            "reglages parametres settings uf lits beds",
        ),
        (
            go(words.operator.title, "circle-user-round", "", "/operateur"),
            "operateur nom identite operator name",
        ),
        (
            Command {
                title: words.help.title.to_owned(),
                symbol: "keyboard",
                keys: "?",
                does: Does::Ask("/aide"),
            },
            "aide raccourcis help shortcuts keys",
        ),
        (
            Command {
                title: words.common.other_language.to_owned(),
                symbol: "languages",
                keys: "",
                does: Does::Send("lang"),
            },
            "langue anglais francais language english french",
        ),
    ]);
    all
}
