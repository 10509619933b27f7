//! Every text shown to people, in French and in English.
//!
//! A text is a field of a struct and each language fills the whole struct, so a missing translation does not
//! compile. Texts that carry a value are functions on [`Words`], matching on the language or on the domain's own
//! enums. Nothing here reads a request, a clock or the state.

mod acts;
mod asked;
mod board;
mod board_option;
mod care;
mod cell;
pub mod clocks;
mod common;
mod domain;
mod drawer;
mod emergency;
mod event;
mod feed;
mod flow;
mod flow_flaw;
mod flow_setting;
mod head;
mod identity;
mod idp;
mod journal;
mod lists;
mod loans;
mod messages;
mod passkeys;
mod past;
mod people;
pub mod placement;
mod placement_reason;
mod placement_refused;
mod placement_rule;
mod placing;
mod precautions;
mod providers;
mod refusal;
mod rights;
mod roster;
mod search;
mod sheet;
mod structure;
mod studio;
mod studio_page;
pub mod territory;
mod thesaurus;
mod thesaurus_file;
mod traced;
mod traces;
mod trust;
mod views;
mod wall;
pub mod when;

use std::fmt::Display;

pub use acts::ActWords;
pub use board::BoardWords;
pub use common::{CommonWords, ErrorWords, OperatorWords};
pub use drawer::DrawerWords;
pub use emergency::EmergencyWords;
pub use identity::IdentityWords;
pub use idp::IdpWords;
pub use journal::JournalWords;
pub use lists::Lists;
pub use loans::LoanWords;
pub use messages::MessageWords;
pub use passkeys::PasskeyWords;
pub use past::PastWords;
pub use people::PeopleWords;
pub use precautions::PrecautionWords;
pub use providers::ProviderWords;
pub use refusal::{Explained, Names};
pub use rights::RightsWords;
pub use roster::RosterWords;
pub use search::{HelpWords, SearchWords};
pub use sheet::SheetWords;
pub use structure::StructureWords;
pub use studio_page::StudioWords;
pub use territory::TerritoryWords;
pub use traces::TraceWords;
pub use trust::TrustWords;
pub use views::ViewWords;
pub use wall::{Layout, WallWords};

/// A language of the screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// French, the default.
    #[default]
    Fr,
    /// English.
    En,
}

impl Lang {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::Fr, Self::En];

    /// The tag of the language, as in `<html lang>`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }

    /// The language of that tag.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.tag() == tag)
    }

    /// The language a browser prefers (`Accept-Language`), French when it asks for none of ours.
    #[must_use]
    pub fn preferred(header: &str) -> Self {
        let mut best = (0_u16, Self::Fr);
        for part in header.split(',').take(20) {
            let mut fields = part.split(';');
            let tag = fields.next().unwrap_or_default().trim();
            let quality = fields
                .find_map(|field| field.trim().strip_prefix("q="))
                .map_or(Some(1.0), |text| text.parse::<f32>().ok())
                .unwrap_or(0.0);
            // Whole thousandths compare without surprises.
            let quality = (quality.clamp(0.0, 1.0) * 1000.0) as u16;
            let primary = tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
            if let Some(lang) = Self::of_tag(&primary)
                && quality > best.0
            {
                best = (quality, lang);
            }
        }
        best.1
    }
}

/// The texts of one language.
#[derive(Debug)]
pub struct Words {
    /// Which language.
    pub lang: Lang,
    /// The frame of every page.
    pub common: CommonWords,
    /// Error pages.
    pub errors: ErrorWords,
    /// Who is at this browser.
    pub operator: OperatorWords,
    /// Who is there.
    pub identity: IdentityWords,
    /// Identity providers.
    pub idp: IdpWords,
    /// Identity providers, for whoever sets them.
    pub providers: ProviderWords,
    /// The page of traces.
    pub traces: TraceWords,
    /// The ward board.
    pub board: BoardWords,
    /// How far boards can be trusted.
    pub trust: TrustWords,
    /// The drawer of a stay or a bed.
    pub drawer: DrawerWords,
    /// What can be stated of a stay, and moves.
    pub acts: ActWords,
    /// The views of a ward.
    pub views: ViewWords,
    /// The home page.
    pub territory: TerritoryWords,
    /// The inbox.
    pub messages: MessageWords,
    /// The downtime sheet.
    pub sheet: SheetWords,
    /// Search and the palette.
    pub search: SearchWords,
    /// Help on keys.
    pub help: HelpWords,
    /// The structure pages.
    pub structure: StructureWords,
    /// Journals.
    pub journal: JournalWords,
    /// Boards of the past.
    pub past: PastWords,
    /// The set of precautions.
    pub precautions: PrecautionWords,
    /// The studio, where teams set their boards.
    pub studio: StudioWords,
    /// Wall displays.
    pub wall: WallWords,
    /// People and their roles.
    pub people: PeopleWords,
    /// Names opened in an emergency, wards that share theirs.
    pub emergency: EmergencyWords,
    /// The table of rights.
    pub rights: RightsWords,
    /// Joiners and leavers as a file.
    pub roster: RosterWords,
    /// Roles that are lent.
    pub loans: LoanWords,
    /// Passkeys.
    pub passkeys: PasskeyWords,
}

/// French.
pub static FR: Words = Words {
    lang: Lang::Fr,
    common: common::FR,
    errors: common::ERRORS_FR,
    operator: common::OPERATOR_FR,
    identity: identity::FR,
    idp: idp::FR,
    providers: providers::FR,
    traces: traces::FR,
    board: board::FR,
    trust: trust::FR,
    drawer: drawer::FR,
    acts: acts::FR,
    views: views::FR,
    territory: territory::FR,
    messages: messages::FR,
    sheet: sheet::FR,
    search: search::FR,
    help: search::HELP_FR,
    structure: structure::FR,
    journal: journal::FR,
    past: past::FR,
    precautions: precautions::FR,
    studio: studio_page::FR,
    wall: wall::FR,
    people: people::FR,
    emergency: emergency::FR,
    rights: rights::FR,
    roster: roster::FR,
    loans: loans::FR,
    passkeys: passkeys::FR,
};

/// English.
pub static EN: Words = Words {
    lang: Lang::En,
    common: common::EN,
    errors: common::ERRORS_EN,
    operator: common::OPERATOR_EN,
    identity: identity::EN,
    idp: idp::EN,
    providers: providers::EN,
    traces: traces::EN,
    board: board::EN,
    trust: trust::EN,
    drawer: drawer::EN,
    acts: acts::EN,
    views: views::EN,
    territory: territory::EN,
    messages: messages::EN,
    sheet: sheet::EN,
    search: search::EN,
    help: search::HELP_EN,
    structure: structure::EN,
    journal: journal::EN,
    past: past::EN,
    precautions: precautions::EN,
    studio: studio_page::EN,
    wall: wall::EN,
    people: people::EN,
    emergency: emergency::EN,
    rights: rights::EN,
    roster: roster::EN,
    loans: loans::EN,
    passkeys: passkeys::EN,
};

/// A noun or a phrase in both numbers.
#[derive(Clone, Copy, Debug)]
pub struct Noun(pub &'static str, pub &'static str);

impl Words {
    /// The texts of that language.
    #[must_use]
    pub fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Fr => &FR,
            Lang::En => &EN,
        }
    }

    /// The form of the noun for that many: French says `0 lit`, English says `0 beds`.
    #[must_use]
    pub fn form(&self, count: u32, noun: Noun) -> &'static str {
        let one = match self.lang {
            Lang::Fr => count < 2,
            Lang::En => count == 1,
        };
        if one { noun.0 } else { noun.1 }
    }

    /// The number and its noun: `2 lits`.
    #[must_use]
    pub fn count(&self, count: u32, noun: Noun) -> String {
        format!("{count} {}", self.form(count, noun))
    }

    /// The same for what was counted one by one.
    #[must_use]
    pub fn many(&self, count: usize, noun: Noun) -> String {
        self.count(u32::try_from(count).unwrap_or(u32::MAX), noun)
    }

    /// Picks by language.
    pub(crate) fn pick<T>(&self, fr: T, en: T) -> T {
        match self.lang {
            Lang::Fr => fr,
            Lang::En => en,
        }
    }

    /// `label : value` in French, `label: value` in English.
    #[must_use]
    pub fn pair(&self, label: impl Display, value: impl Display) -> String {
        match self.lang {
            Lang::Fr => format!("{label} : {value}"),
            Lang::En => format!("{label}: {value}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_gets_the_language_it_prefers_and_french_otherwise() {
        assert_eq!(Lang::preferred("fr-FR,fr;q=0.9,en;q=0.8"), Lang::Fr);
        assert_eq!(Lang::preferred("en-GB,en;q=0.9,fr;q=0.1"), Lang::En);
        assert_eq!(Lang::preferred("de, en;q=0.2"), Lang::En);
        assert_eq!(Lang::preferred("de"), Lang::Fr);
        assert_eq!(Lang::preferred("en;q=zero, ;;q=,"), Lang::Fr);
        assert_eq!(Lang::preferred(""), Lang::Fr);
    }

    #[test]
    fn zero_is_singular_in_french_only() {
        let bed = Noun("lit", "lits");
        assert_eq!(FR.count(0, bed), "0 lit");
        assert_eq!(FR.count(2, bed), "2 lits");
        let bed = Noun("bed", "beds");
        assert_eq!(EN.count(0, bed), "0 beds");
        assert_eq!(EN.count(1, bed), "1 bed");
    }
}
