//! A whole hospital in memory, driven by commands, checked after each.

use std::collections::BTreeMap;

use base::Moment;
use base::id::{BedId, HoldId, StayId, WardId};

use super::told::{Told, code, identifier, moment, place_codes};
use super::{draw, parse};
use crate::command::{BoardCommand, Command};
use crate::decide::{ClaimChange, Remark, decide};
use crate::event::Event;
use crate::identity::IdentifierKind;
use crate::movement::Spot;
use crate::refusal::Refusal;
use crate::state::{State, Touched};
use crate::vault::{Vault, VaultWrite};
use crate::view::board::{StayView, WardBoard, bed_name, ward_board};

/// A hospital in memory.
#[derive(Clone, Debug)]
pub struct Hospital {
    /// The fold.
    pub state: State,
    /// The identities.
    pub vault: Vault,
    /// The clock of whoever records.
    pub now: Moment,
    /// Everything that happened, with when it was recorded.
    pub journal: Vec<(Moment, Event)>,
    /// Everything written to the vault.
    pub writes: Vec<VaultWrite>,
    /// What everything so far touched, for pictures that catch up; whoever catches up empties it.
    pub touched: Touched,
    /// Exclusive claims, as the store would guard them.
    claims: BTreeMap<BedId, StayId>,
    /// Promised beds, as the store would guard them.
    holds: BTreeMap<BedId, HoldId>,
}

impl Default for Hospital {
    fn default() -> Self {
        Self::new()
    }
}

impl Hospital {
    /// An empty hospital at noon.
    #[must_use]
    pub fn new() -> Self {
        Self {
            state: State::new(),
            vault: Vault::default(),
            now: moment("12:00"),
            journal: Vec::new(),
            writes: Vec::new(),
            touched: Touched::default(),
            claims: BTreeMap::new(),
            holds: BTreeMap::new(),
        }
    }

    /// A hospital with the ward of that drawing, as [`draw`] draws it, its patients admitted at 08:00.
    ///
    /// # Panics
    /// When the drawing cannot be read.
    #[must_use]
    pub fn with(drawing: &str) -> Self {
        let mut hospital = Self::new();
        parse::build(&mut hospital, drawing);
        hospital
    }

    /// Adds another ward from a drawing.
    ///
    /// # Panics
    /// When the drawing cannot be read.
    #[must_use]
    pub fn and(mut self, drawing: &str) -> Self {
        parse::build(&mut self, drawing);
        self
    }

    /// Moves the clock.
    ///
    /// # Panics
    /// When the text is no time.
    pub fn wait_until(&mut self, time: &str) {
        self.now = moment(time);
        self.state.pass_time(self.now, &mut self.touched);
    }

    /// Judges a command, carries it out, and checks what must always hold; gives what a person should look at.
    ///
    /// # Errors
    /// When it is refused; nothing has changed then.
    ///
    /// # Panics
    /// When a claim is given twice, or the state and its index have come apart.
    pub fn ask(&mut self, command: &Command) -> Result<Vec<Remark>, Refusal> {
        let decision = decide(&self.state, &self.vault, command, self.now)?;
        for event in &decision.events {
            let seq = self.state.seq + 1;
            self.state.apply(event, seq, self.now, &mut self.touched);
            self.journal.push((self.now, event.clone()));
        }
        for write in &decision.vault {
            self.vault.apply(write);
            self.writes.push(write.clone());
        }
        let ends =
            |change: &&ClaimChange| matches!(change, ClaimChange::Close { .. } | ClaimChange::Release { .. });
        let (ends, begins): (Vec<&ClaimChange>, Vec<&ClaimChange>) = decision.claims.iter().partition(ends);
        for change in ends.into_iter().chain(begins) {
            match change {
                ClaimChange::Hold { bed, hold, .. } => {
                    let former = self.holds.insert(*bed, *hold);
                    assert_eq!(former, None, "bed {bed} was held twice");
                }
                ClaimChange::Release { hold } => self.holds.retain(|_, it| it != hold),
                ClaimChange::Open { bed, stay } => {
                    let former = self.claims.insert(*bed, *stay);
                    assert_eq!(former, None, "bed {bed} was promised twice");
                }
                ClaimChange::Close { stay } => self.claims.retain(|_, holder| holder != stay),
            }
        }
        self.check();
        Ok(decision.remarks)
    }

    /// Like [`Hospital::ask`], for a command that cannot be refused in this story.
    ///
    /// # Panics
    /// When it is refused.
    #[track_caller]
    pub fn must(&mut self, command: &Command) -> Vec<Remark> {
        match self.ask(command) {
            Ok(remarks) => remarks,
            Err(refusal) => panic!("refused: {refusal:?}, asked {command:?}"),
        }
    }

    /// The feed says so.
    ///
    /// # Panics
    /// When it is refused.
    #[track_caller]
    pub fn tell(&mut self, told: Told) -> Vec<Remark> {
        self.must(&told.command())
    }

    /// Somebody does so on a board.
    ///
    /// # Errors
    /// When it is refused.
    pub fn act(&mut self, action: BoardCommand) -> Result<Vec<Remark>, Refusal> {
        self.ask(&Command::Board(action))
    }

    /// What must hold after every command: the index is what it would be if it were made again, and the claims of
    /// the state are those the store guards.
    ///
    /// # Panics
    /// When something does not hold.
    pub fn check(&self) {
        let again = State::thaw(self.state.freeze()).expect("a frozen state thaws");
        assert!(
            again.index == self.state.index,
            "the index has come apart:\n{:#?}\n{:#?}",
            self.state.index,
            again.index
        );
        assert!(again.boards == self.state.boards, "the boards have come apart");
        let claims: BTreeMap<BedId, StayId> = self
            .state
            .index
            .claims()
            .iter()
            .map(|(bed, stay)| (*bed, *stay))
            .collect();
        assert_eq!(claims, self.claims, "the claims have come apart");
        let holds: BTreeMap<BedId, HoldId> = self.state.lasting_holds().map(|it| (it.bed, it.id)).collect();
        assert_eq!(holds, self.holds, "the promises have come apart");
    }

    /// The ward of that code, discovered or imported.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn ward(&self, name: &str) -> WardId {
        let establishment = self
            .state
            .index
            .establishment(&code("CHU"))
            .expect("the hospital");
        self.state.index.ward(establishment, &code(name)).expect("a ward")
    }

    /// The bed at `UF/room/bed`, where the unit has the code of its ward.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn bed(&self, place: &str) -> BedId {
        let place = place_codes(place);
        let ward = self.ward(&place.unit.expect("a unit"));
        let room = self
            .state
            .room_named(ward, &place.room.expect("a room"))
            .expect("a room");
        self.state
            .bed_named(room, &place.bed.expect("a bed"))
            .expect("a bed")
    }

    /// The stay of that visit number.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn stay(&self, visit: &str) -> StayId {
        let number = identifier(IdentifierKind::Visit, visit);
        self.vault.stay_by_visit(&number).expect("a stay")
    }

    /// The board of a ward by its code, now.
    ///
    /// # Panics
    /// When there is no such ward.
    #[must_use]
    pub fn board(&self, ward: &str) -> WardBoard {
        ward_board(&self.state, &self.vault, self.ward(ward), self.now).expect("a board")
    }

    /// The drawing of a ward by its code, now.
    ///
    /// # Panics
    /// When there is no such ward.
    #[must_use]
    pub fn draw(&self, ward: &str) -> String {
        draw(&self.board(ward))
    }

    /// Asserts that a ward looks like that drawing, whose first line is its code and name.
    ///
    /// # Panics
    /// When it does not.
    #[track_caller]
    pub fn shows(&self, drawing: &str) {
        let expected: Vec<&str> = drawing
            .lines()
            .map(str::trim)
            .filter(|it| !it.is_empty())
            .collect();
        let ward = expected.first().expect("a drawing");
        let seen = self.draw(ward.trim_start_matches("UF "));
        assert_eq!(seen, expected.join("\n"), "\nseen:\n{seen}\n");
    }

    /// The course of a visit as `401 P 08:00-09:00`, one line per period.
    ///
    /// # Panics
    /// When there is no such visit.
    #[must_use]
    pub fn course(&self, visit: &str) -> Vec<String> {
        let stay = self.state.stay(self.stay(visit)).expect("a stay");
        let hour = |at: Moment| match at {
            Moment::NEVER => "…".to_owned(),
            at => base::Zone::paris().civil(at).strftime("%H:%M").to_string(),
        };
        let place = |spot| match spot {
            Spot::Bed(bed) => bed_name(&self.state, bed).expect("a bed"),
            Spot::Room(_) | Spot::Nowhere => "sans lit".to_owned(),
        };
        let segments = stay.timeline.segments.iter();
        segments
            .map(|it| format!("{} {}-{}", place(it.spot), hour(it.from), hour(it.to)))
            .collect()
    }

    /// What the board of a ward shows of a visit, wherever on it.
    ///
    /// # Panics
    /// When it does not show it.
    #[must_use]
    pub fn view(&self, ward: &str, visit: &str) -> StayView {
        let stay = self.stay(visit);
        let board = self.board(ward);
        board
            .stays()
            .find(|it| it.stay == stay)
            .cloned()
            .expect("the stay on the board")
    }
}
