//! The words of the push: topics, pictures and their pieces, stamps.

use std::fmt;
use std::str::FromStr;

use base::id::WardId;
use domain::board_config::BoardView;
use domain::display::{DisplaySettings, Sector};

/// Something that can be watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// The whole territory in counts.
    Territory,
    /// The queue of requests for beds, with names: for whoever steers the whole territory.
    Cell,
    /// An emergency department, with names.
    Emergency(WardId),
    /// The board of a ward.
    Ward(WardId),
    /// The board of a ward as a wall display shows it. Displays set up alike share it.
    Wall(Wall),
    /// Another view of a ward: its list, who leaves, who comes, what the next team must know.
    View(WardId, BoardView),
    /// A view of a ward for whoever may not know who its patients are.
    Veiled(WardId, BoardView),
}

/// What a wall display watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Wall {
    /// The ward.
    pub ward: WardId,
    /// What is shown, and from how far it is read.
    pub settings: DisplaySettings,
    /// How large the screen is.
    pub screen: Screen,
}

/// The size of a screen in CSS pixels, as its browser says. Steps of eight pixels, and none larger than a wall of 8K,
/// so that a client cannot make the hub draw without end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Screen {
    /// Width.
    pub width: u16,
    /// Height.
    pub height: u16,
}

impl Screen {
    /// The screen most walls have, until the browser says otherwise.
    pub const USUAL: Self = Self {
        width: 1_920,
        height: 1_080,
    };

    /// A screen of that size, brought within bounds.
    #[must_use]
    pub fn new(width: u16, height: u16) -> Self {
        let within = |side: u16| side.clamp(320, 7_680) / 8 * 8;
        Self {
            width: within(width),
            height: within(height),
        }
    }
}

impl fmt::Display for Screen {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}x{}", self.width, self.height)
    }
}

impl FromStr for Screen {
    type Err = NotATopic;

    fn from_str(text: &str) -> Result<Self, NotATopic> {
        let (width, height) = text.split_once('x').ok_or(NotATopic)?;
        match (width.parse(), height.parse()) {
            (Ok(width), Ok(height)) => Ok(Self::new(width, height)),
            _ => Err(NotATopic),
        }
    }
}

impl fmt::Display for Wall {
    /// Everything that tells two walls apart: a screen gives it back to say of which picture its stamp is.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            ward,
            settings: it,
            screen,
        } = self;
        write!(out, "{ward}.{}.{}.", it.diagonal_mm, it.distance_mm)?;
        write!(out, "{:?}.{:?}.", it.orientation, it.masking)?;
        match it.sector {
            Sector::Whole => {}
            Sector::Rooms { from, to } => write!(out, "{from}-{to}.")?,
        }
        let fields = it.fields;
        for shown in [
            fields.doctor,
            fields.age,
            fields.day,
            fields.flags,
            fields.moves,
            fields.clock,
        ] {
            out.write_str(if shown { "1" } else { "0" })?;
        }
        write!(out, ".{}.{:?}.{screen}", it.seconds_per_page, it.language)
    }
}

impl Topic {
    /// A view of a ward; its plan is its board.
    #[must_use]
    pub const fn of(ward: WardId, view: BoardView) -> Self {
        match view {
            BoardView::Plan => Self::Ward(ward),
            BoardView::List | BoardView::Outgoing | BoardView::Incoming | BoardView::Handover => {
                Self::View(ward, view)
            }
        }
    }

    /// The ward it is about, if it is about one.
    #[must_use]
    pub const fn ward(&self) -> Option<WardId> {
        match self {
            Self::Territory | Self::Cell => None,
            Self::Emergency(ward)
            | Self::Ward(ward)
            | Self::View(ward, _)
            | Self::Veiled(ward, _)
            | Self::Wall(Wall { ward, .. }) => Some(*ward),
        }
    }
}

/// The name of a view in topics; the plan has that of its ward.
const fn view_name(view: BoardView) -> &'static str {
    match view {
        BoardView::Plan => "ward",
        BoardView::List => "list",
        BoardView::Outgoing => "outgoing",
        BoardView::Incoming => "incoming",
        BoardView::Handover => "handover",
    }
}

/// A topic as HTML.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Picture {
    /// What it shows, for the title of a page.
    pub title: String,
    /// Where that is, in a few words.
    pub above: String,
    /// The whole live region, as one element that holds every piece and nothing else that changes.
    pub whole: String,
    /// The elements that can be replaced one by one.
    pub pieces: Vec<Piece>,
    /// Those that stand outside the live region, where a page puts them; sent along with the whole of it.
    pub beside: Vec<Piece>,
    /// Changes when pieces come, go or move; the whole region is then sent.
    pub shape: String,
}

impl Picture {
    /// Whether it is made of the same elements at the same places.
    #[must_use]
    pub fn is_shaped_as(&self, other: &Self) -> bool {
        self.shape == other.shape && self.each().map(|it| &it.id).eq(other.each().map(|it| &it.id))
    }

    /// Every element that can be replaced by itself, inside the live region and beside it.
    pub fn each(&self) -> impl Iterator<Item = &Piece> {
        self.pieces.iter().chain(&self.beside)
    }
}

/// One element of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The `id` of the element.
    pub id: String,
    /// The element.
    pub html: String,
}

/// A point in the life of a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Which process counted.
    pub epoch: u64,
    /// How far it had counted.
    pub revision: u64,
}

/// A topic at a point of its life: `ward:w12@1763-42`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamped {
    /// The topic.
    pub topic: Topic,
    /// The point.
    pub stamp: Stamp,
}

impl fmt::Display for Topic {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Territory => out.write_str("territory"),
            Self::Cell => out.write_str("cell"),
            Self::Emergency(ward) => write!(out, "emergency:{ward}"),
            Self::Ward(ward) => write!(out, "ward:{ward}"),
            Self::View(ward, view) => write!(out, "{}:{ward}", view_name(*view)),
            Self::Veiled(ward, view) => write!(out, "veiled-{}:{ward}", view_name(*view)),
            Self::Wall(wall) => write!(out, "wall:{wall}"),
        }
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{}", self.epoch, self.revision)
    }
}

impl fmt::Display for Stamped {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}@{}", self.topic, self.stamp)
    }
}

/// A text that should have been a topic or a stamp and is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("sujet illisible")]
pub struct NotATopic;

impl FromStr for Topic {
    type Err = NotATopic;

    /// A wall is never read back: which one a display may watch is said by its token, not by the display.
    fn from_str(text: &str) -> Result<Self, NotATopic> {
        match text.split_once(':') {
            None if text == "territory" => Ok(Self::Territory),
            None if text == "cell" => Ok(Self::Cell),
            Some(("emergency", id)) => id.parse().map(Self::Emergency).map_err(|_| NotATopic),
            Some((name, id)) => {
                let (name, is_veiled) = match name.strip_prefix("veiled-") {
                    Some(name) => (name, true),
                    None => (name, false),
                };
                let view = BoardView::ALL.into_iter().find(|view| view_name(*view) == name);
                let ward = id.parse().map_err(|_| NotATopic)?;
                let topic = |view| {
                    if is_veiled {
                        Self::Veiled(ward, view)
                    } else {
                        Self::of(ward, view)
                    }
                };
                view.map(topic).ok_or(NotATopic)
            }
            None => Err(NotATopic),
        }
    }
}

impl FromStr for Stamp {
    type Err = NotATopic;

    fn from_str(text: &str) -> Result<Self, NotATopic> {
        let (epoch, revision) = text.split_once('-').ok_or(NotATopic)?;
        match (epoch.parse(), revision.parse()) {
            (Ok(epoch), Ok(revision)) => Ok(Self { epoch, revision }),
            _ => Err(NotATopic),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_and_stamps_read_back_as_printed() {
        let ward = WardId::new(12);
        let views = BoardView::ALL.map(|view| Topic::of(ward, view));
        let veiled = BoardView::ALL.map(|view| Topic::Veiled(ward, view));
        for topic in [Topic::Territory, Topic::Cell, Topic::Emergency(ward)]
            .into_iter()
            .chain(views)
            .chain(veiled)
        {
            assert_eq!(topic.to_string().parse(), Ok(topic));
        }
        let stamp = Stamp {
            epoch: 1763,
            revision: 42,
        };
        assert_eq!(stamp.to_string().parse(), Ok(stamp));
        let wall = Wall {
            ward: WardId::new(3),
            settings: DisplaySettings::default(),
            screen: Screen::USUAL,
        };
        assert_eq!(Topic::Wall(wall).to_string().parse::<Topic>(), Err(NotATopic));
        for wrong in ["", "ward", "ward:", "ward:b1", "ward:w1:w2", "1763", "1-2-3", "-"] {
            assert_eq!(wrong.parse::<Topic>(), Err(NotATopic), "{wrong}");
            assert_eq!(wrong.parse::<Stamp>(), Err(NotATopic), "{wrong}");
        }
    }

    #[test]
    fn walls_that_differ_in_anything_print_differently() {
        let usual = Wall {
            ward: WardId::new(3),
            settings: DisplaySettings::default(),
            screen: Screen::USUAL,
        };
        let with = |change: fn(&mut Wall)| {
            let mut wall = usual;
            change(&mut wall);
            wall.to_string()
        };
        let mut printed = vec![
            usual.to_string(),
            with(|it| it.ward = WardId::new(4)),
            with(|it| it.screen = Screen::new(1_080, 1_920)),
            with(|it| it.settings.diagonal_mm = 1_000),
            with(|it| it.settings.distance_mm = 1_000),
            with(|it| it.settings.masking = domain::display::Masking::None),
            with(|it| it.settings.orientation = domain::display::Orientation::Portrait),
            with(|it| it.settings.language = domain::display::Language::English),
            with(|it| it.settings.seconds_per_page = 9),
            with(|it| it.settings.fields.age = false),
            with(|it| it.settings.fields.clock = false),
            with(|it| {
                it.settings.sector = Sector::Rooms {
                    from: base::id::RoomId::new(1),
                    to: base::id::RoomId::new(2),
                };
            }),
        ];
        let count = printed.len();
        printed.sort_unstable();
        printed.dedup();
        assert_eq!(printed.len(), count);
    }

    #[test]
    fn a_screen_is_brought_within_bounds() {
        for (said, kept) in [
            ("1920x1080", "1920x1080"),
            ("1366x768", "1360x768"),
            ("1x65535", "320x7680"),
        ] {
            assert_eq!(
                said.parse::<Screen>().map(|it| it.to_string()),
                Ok(kept.to_owned())
            );
        }
        for wrong in ["", "1920", "x", "1920x", "-1x2", "70000x1"] {
            assert_eq!(wrong.parse::<Screen>(), Err(NotATopic), "{wrong}");
        }
    }
}
