//! A ward's post over a week: it renews its token, sleeps, restarts, and is never a stranger.

use auth::{Change, Directory, Policy, Post, PostId, PostKind, Renewal, Secret};
use base::time::{DAY, HOUR, MINUTE};
use base::{Label, Moment};
use domain::rights::{Action, Place, Target};
use domain::state::State;

/// The server and one browser: what each holds.
struct Ward {
    directory: Directory,
    cookie: Secret,
    drawn: u8,
    rows: Vec<(&'static str, String, Vec<u8>)>,
}

fn at(millis: i64) -> Moment {
    Moment::from_millis(millis)
}

impl Ward {
    fn enrolled() -> Self {
        let cookie = Secret::new([1; 32]);
        let name = Label::new("Poste 4B-2").expect("name");
        let post = Post::new(
            PostId::new([9; 6]),
            name,
            PostKind::Shared,
            Place::Territory,
            cookie.print(),
            at(0),
        );
        let mut ward = Self {
            directory: Directory::default(),
            cookie,
            drawn: 1,
            rows: Vec::new(),
        };
        ward.keep(&Change::Post(Box::new(post)));
        ward
    }

    fn keep(&mut self, change: &Change) {
        let row = change.row().expect("a row");
        self.rows
            .retain(|(kind, id, _)| (*kind, id) != (row.kind, &row.id));
        if let Some(body) = row.body {
            self.rows.push((row.kind, row.id, body));
        }
        self.directory.apply(change);
    }

    fn restart(&mut self) {
        self.directory = Directory::default();
        for (kind, id, body) in &self.rows {
            self.directory.read(kind, id, body).expect("a kept row is read");
        }
    }

    /// One request; `lost` when its answer never arrives. Whether the post was known.
    fn asks(&mut self, now: Moment, lost: bool) -> bool {
        let print = self.cookie.print();
        let Some(post) = self.directory.post_of(&print).cloned() else {
            return false;
        };
        match post.renewal(&print, &Policy::default(), now) {
            None => return false,
            Some(Renewal::Current | Renewal::Former) => {}
            Some(Renewal::Arrived) => self.keep(&Change::Post(Box::new(post.settled(now)))),
            Some(Renewal::Due | Renewal::Lost) => {
                self.drawn += 1;
                let fresh = Secret::new([self.drawn; 32]);
                self.keep(&Change::Post(Box::new(post.renewed(print, &fresh, now))));
                if !lost {
                    self.cookie = fresh;
                }
            }
        }
        true
    }
}

#[test]
fn a_ward_post_is_known_for_a_week_over_ten_restarts_and_lost_answers() {
    let mut ward = Ward::enrolled();
    for step in 1..=7 * 24 * 4 {
        let now = at(step * 15 * MINUTE);
        if step % 67 == 0 {
            ward.restart();
        }
        // Whole hours of lost answers: several renewals in a row never arrive.
        assert!(ward.asks(now, step % 64 < 40), "logged out at step {step}");
    }
}

#[test]
fn a_post_that_slept_for_three_months_is_known() {
    let mut ward = Ward::enrolled();
    assert!(
        ward.asks(at(13 * HOUR), true),
        "the answer with the new token is lost"
    );
    assert!(
        ward.asks(at(90 * DAY), false),
        "the token from before still opens"
    );
    assert!(ward.asks(at(90 * DAY + 1), false));
}

#[test]
fn a_token_copied_before_the_renewal_is_worth_nothing_soon_after_it() {
    let mut ward = Ward::enrolled();
    let copied = ward.cookie.print();
    assert!(ward.asks(at(13 * HOUR), false) && ward.asks(at(13 * HOUR + 1), false));
    let known = |ward: &Ward, now| {
        let post = ward.directory.post_of(&copied);
        post.and_then(|it| it.renewal(&copied, &Policy::default(), now))
            .is_some()
    };
    assert!(known(&ward, at(13 * HOUR + 2)), "pages under way end well");
    assert!(!known(&ward, at(13 * HOUR + 11 * MINUTE)));
}

#[test]
fn an_ended_post_is_a_stranger_at_once() {
    let mut ward = Ward::enrolled();
    let post = ward.directory.posts()[0].clone();
    ward.keep(&Change::Post(Box::new(Post {
        is_ended: true,
        ..post
    })));
    assert!(!ward.asks(at(1), false));
}

#[test]
fn a13_a_post_reads_and_never_writes() {
    let ward = Ward::enrolled();
    let authority = ward.directory.posts()[0].authority();
    let state = State::new();
    let may = |action| authority.may(&state, action, Target::Anywhere, at(0));
    assert!(may(Action::SeeBoard) && may(Action::SeeIdentity));
    for action in [
        Action::Care,
        Action::Move,
        Action::Clean,
        Action::SetBoard,
        Action::ManagePeople,
    ] {
        assert!(!may(action), "{action:?}");
    }
}
