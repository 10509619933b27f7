//! Makes the files of the downtime folder: each ward once, and again only when it says something else.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::Snapshot;
use base::id::WardId;
use base::time::HOUR;
use base::{Moment, Zone};
use domain::view::sheet::{WardSheet, ward_sheet};
use domain::view::territory::territory;
use pack::File;
use store::TraceHead;

use super::index::{Ward, index};
use super::{fill, paper};
use crate::scene::Scene;
use crate::words::Words;

/// How old the hour on an unchanged sheet may become before it is made anew: whoever finds paper believes its hour.
const STALE: i64 = HOUR;

/// Keeps what it made, so that a ward that did not change costs nothing.
#[derive(Debug)]
pub struct Press {
    words: &'static Words,
    made: BTreeMap<WardId, Made>,
}

/// The files of one ward.
#[derive(Debug)]
struct Made {
    sheet: WardSheet,
    stem: String,
    html: File,
    pdf: File,
}

/// What a run of the press gave.
#[derive(Debug)]
pub struct Printed {
    /// Every file of the folder.
    pub files: Vec<File>,
    /// How many wards had to be made anew.
    pub renewed: usize,
    /// How many wards there are.
    pub wards: usize,
}

impl Press {
    /// A press that has made nothing yet.
    #[must_use]
    pub fn new(words: &'static Words) -> Self {
        Self {
            words,
            made: BTreeMap::new(),
        }
    }

    /// The files that show the territory as of that snapshot, at that moment. `heard` is when the last message of any
    /// feed came in; `trace` the end of the trace, which is written down where nobody on the server can reach it.
    pub fn print(
        &mut self,
        snapshot: &Snapshot,
        zone: &Zone,
        now: Moment,
        heard: Option<Moment>,
        trace: Option<TraceHead>,
    ) -> Printed {
        let scene = Scene {
            words: self.words,
            zone,
            now,
            still: true,
        };
        let (state, vault) = (&snapshot.state, &snapshot.vault);
        let view = territory(state, vault, now);
        let sites = view.establishments.iter().flat_map(|it| &it.sites);
        let wanted: Vec<WardId> = sites.flat_map(|site| &site.wards).map(|it| it.ward).collect();
        let mut renewed = 0;
        for ward in &wanted {
            let Some(sheet) = ward_sheet(state, vault, *ward, now) else {
                continue;
            };
            if self.made.get(ward).is_some_and(|made| made.stands(&sheet, zone)) {
                continue;
            }
            renewed += 1;
            self.made.insert(*ward, Made::of(sheet, &scene, heard));
        }
        self.made.retain(|ward, _| wanted.contains(ward));
        let made: Vec<&Made> = wanted.iter().filter_map(|ward| self.made.get(ward)).collect();
        let wards: Vec<Ward<'_>> = made
            .iter()
            .map(|it| Ward {
                sheet: &it.sheet,
                stem: &it.stem,
                made_at: it.sheet.board.now,
            })
            .collect();
        let first = index(&view.name, snapshot.seq(), trace, &wards, &scene).into_string();
        let mut files = vec![File::new("index.html", Arc::from(first.into_bytes()))];
        files.extend(made.iter().flat_map(|it| [it.html.clone(), it.pdf.clone()]));
        Printed {
            files,
            renewed,
            wards: made.len(),
        }
    }
}

impl Made {
    fn of(sheet: WardSheet, scene: &Scene<'_>, heard: Option<Moment>) -> Self {
        let words = fill(&sheet, scene, heard);
        let slug = pack::slug(&sheet.board.name);
        let stem = if slug.is_empty() {
            format!("service-{}", sheet.board.ward)
        } else {
            format!("{slug}-{}", sheet.board.ward)
        };
        let html = paper::file(&words, "index.html", scene.words.sheet.index).into_string();
        Self {
            html: File::new(&format!("{stem}.html"), Arc::from(html.into_bytes())),
            pdf: File::new(&format!("{stem}.pdf"), Arc::from(pack::pdf::draw(&words))),
            sheet,
            stem,
        }
    }

    /// Whether these files say what that sheet would say: nothing changed, and it is neither another day (days are
    /// counted, hours of another day are written with it) nor too long ago.
    fn stands(&self, sheet: &WardSheet, zone: &Zone) -> bool {
        let (then, now) = (self.sheet.board.now, sheet.board.now);
        self.sheet.says_the_same(sheet) && zone.days_between(then, now) == 0 && now.since(then) < STALE
    }
}
