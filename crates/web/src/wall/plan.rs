//! How large the letters of a wall are, and how many beds that leaves room for.
//!
//! Letters are sized by the angle under which their reader sees them, not by what has to fit: a board that shrinks
//! until everything fits is read wrong (ux 2). What does not fit goes to another page. Everything is measured in
//! *letters*: the size of the smallest text that must be read.

use domain::display::{DisplaySettings, Orientation};

use crate::hub::Screen;

/// tan(16′): under this angle capitals are read without effort.
const SIXTEEN_MINUTES: f64 = 0.004_654_2;
/// Height of a capital, as a share of the size of the letters (Atkinson Hyperlegible Next).
const CAPITAL: f64 = 0.67;

/// Width of a tile in letters, below which a bed's name and its state do not stand side by side.
const TILE_WIDTH: f64 = 11.8;
/// Height of a tile in letters: head, name, signs, foot.
const TILE_HEIGHT: f64 = 6.6;
/// Between two rooms, in letters.
const GAP: f64 = 0.35;
/// Around all rooms, in letters, on both sides together.
const MARGINS: f64 = 0.9;
/// Top and foot of the wall, in letters: of a wide screen, and of one higher than wide, where they take more lines.
const FRAME: (f64, f64) = (5.1, 11.2);
/// Where letters stop growing when there is room to spare.
const MOST_GROWTH: f64 = 1.8;
/// Letters smaller than this are hard to draw sharply, however close the reader.
const SMALLEST: f64 = 12.0;

/// Most columns and rows of one page.
pub const MOST: (usize, usize) = (12, 20);

/// A wall laid out.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Size of the smallest text, in tenths of a pixel.
    pub letter: u32,
    /// Tiles side by side.
    pub columns: usize,
    /// Rows of tiles.
    pub rows: usize,
    /// The pages, in reading order; none when there is no bed.
    pub pages: Vec<Vec<Part>>,
    /// Whether the smallest text is large enough for the distance; false when the screen is too small for a single
    /// bed at that size.
    pub legible: bool,
    /// Higher than wide.
    pub tall: bool,
    /// The page is turned by a quarter: an upright screen of which the browser does not know.
    pub turned: bool,
}

/// A room on a page, or a part of a room that is larger than a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which room, by its place in the list.
    pub room: usize,
    /// Its first bed on this page.
    pub from: usize,
    /// How many of its beds are on this page.
    pub beds: usize,
}

/// The smallest size of letters, in pixels, that is read from the distance of the display.
#[must_use]
pub fn smallest_letter(screen: Screen, settings: &DisplaySettings) -> f64 {
    let diagonal = f64::from(screen.width).hypot(f64::from(screen.height));
    let mm_per_px = f64::from(settings.diagonal_mm) / diagonal;
    f64::from(settings.distance_mm) * SIXTEEN_MINUTES / (CAPITAL * mm_per_px)
}

/// Lays out rooms of that many beds.
#[must_use]
pub fn plan(screen: Screen, settings: &DisplaySettings, rooms: &[usize]) -> Plan {
    let turned = settings.orientation == Orientation::Portrait && screen.width > screen.height;
    let area = if turned {
        (f64::from(screen.height), f64::from(screen.width))
    } else {
        (f64::from(screen.width), f64::from(screen.height))
    };
    let tall = area.0 < area.1;
    let largest = (area.0 / (TILE_WIDTH + MARGINS)).min(area.1 / (TILE_HEIGHT + MARGINS + frame(area)));
    let needed = tenths(smallest_letter(screen, settings).max(SMALLEST));
    let legible = f64::from(needed) / 10.0 <= largest;
    let least = needed.min((largest * 10.0) as u32);
    let (letter, (columns, rows), most) = grown(area, least, rooms);
    let rows = fewest_rows(columns, rows, rooms, most);
    Plan {
        letter,
        columns,
        rows,
        pages: pages(columns, rows, rooms),
        legible,
        tall,
        turned,
    }
}

fn frame((width, height): (f64, f64)) -> f64 {
    if width < height { FRAME.1 } else { FRAME.0 }
}

/// Rounded up, so that rounding never makes letters too small.
fn tenths(pixels: f64) -> u32 {
    (pixels * 10.0 - 1e-6).ceil().max(1.0) as u32
}

/// The largest letters that take no more pages than the smallest ones allowed, with their columns and rows and the
/// number of pages: free room goes to legibility.
fn grown(area: (f64, f64), least: u32, rooms: &[usize]) -> (u32, (usize, usize), usize) {
    let laid_out = |letter: u32| {
        let (columns, rows) = grid(area, f64::from(letter) / 10.0);
        ((columns, rows), pages(columns, rows, rooms).len())
    };
    let (mut grid, count) = laid_out(least);
    let mut letter = least;
    let most = (f64::from(least) * MOST_GROWTH) as u32;
    for larger in (least..=most).step_by(5).skip(1) {
        let (its_grid, its_count) = laid_out(larger);
        if its_count > count || !holds_a_tile(area, f64::from(larger) / 10.0) {
            break;
        }
        (letter, grid) = (larger, its_grid);
    }
    (letter, grid, count)
}

/// Whether one tile fits at that size.
fn holds_a_tile((width, height): (f64, f64), letter: f64) -> bool {
    width >= (TILE_WIDTH + MARGINS) * letter
        && height >= (TILE_HEIGHT + MARGINS + frame((width, height))) * letter
}

/// How many tiles stand side by side and one above the other.
fn grid((width, height): (f64, f64), letter: f64) -> (usize, usize) {
    let fit = |room: f64, tile: f64| ((room / letter + GAP) / (tile + GAP)) as usize;
    let columns = fit(width - MARGINS * letter, TILE_WIDTH);
    let rows = fit(height - (MARGINS + frame((width, height))) * letter, TILE_HEIGHT);
    (columns.clamp(1, MOST.0), rows.clamp(1, MOST.1))
}

/// The fewest rows that take no more pages: pages end up evenly filled, and tiles as high as they can be.
fn fewest_rows(columns: usize, rows: usize, rooms: &[usize], count: usize) -> usize {
    (1..=rows)
        .find(|fewer| pages(columns, *fewer, rooms).len() <= count)
        .unwrap_or(rows)
}

/// Rooms in reading order, row after row, page after page. A room stays in one row, or takes whole rows when it is
/// wider; one that is larger than a page goes on on the next. This is how a browser fills a grid of that many columns.
#[must_use]
pub fn pages(columns: usize, rows: usize, rooms: &[usize]) -> Vec<Vec<Part>> {
    let mut pages: Vec<Vec<Part>> = Vec::new();
    let (mut row, mut column) = (rows, 0);
    for (room, beds) in rooms.iter().copied().enumerate() {
        let mut from = 0;
        while from < beds {
            let beds = (beds - from).min(columns * rows);
            let (width, height) = (beds.min(columns), beds.div_ceil(columns));
            if column + width > columns || (height > 1 && column > 0) {
                (row, column) = (row + 1, 0);
            }
            if row + height > rows {
                pages.push(Vec::new());
                (row, column) = (0, 0);
            }
            if let Some(page) = pages.last_mut() {
                page.push(Part { room, from, beds });
            }
            if height > 1 {
                (row, column) = (row + height, 0);
            } else {
                column += width;
            }
            from += beds;
        }
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    const HD: Screen = Screen::USUAL;
    const UHD: Screen = Screen {
        width: 3_840,
        height: 2_160,
    };
    const UPRIGHT: Screen = Screen {
        width: 1_080,
        height: 1_920,
    };
    const OLD: Screen = Screen {
        width: 1_360,
        height: 768,
    };

    fn settings(inches: f64, metres: f64) -> DisplaySettings {
        DisplaySettings {
            diagonal_mm: (inches * 25.4).round() as u16,
            distance_mm: (metres * 1000.0).round() as u16,
            ..DisplaySettings::default()
        }
    }

    /// Thirty beds: nine doubles, twelve singles, as in the mock-up.
    fn thirty() -> Vec<usize> {
        [vec![2; 9], vec![1; 12]].concat()
    }

    #[test]
    fn letters_are_seen_under_sixteen_minutes_of_arc() {
        // The figures of the reference: 25 px at 2.3 m on a 55 inch 1080p screen; 34 px a little over 3 m; 52 at 4.7.
        for (screen, inches, metres, expected) in [
            (HD, 55.0, 2.3, 25.2),
            (HD, 55.0, 3.0, 32.9),
            (HD, 55.0, 4.7, 51.5),
            (UHD, 55.0, 2.3, 50.4),
            (HD, 43.0, 2.3, 32.2),
            (HD, 75.0, 2.3, 18.5),
            (UPRIGHT, 55.0, 2.3, 25.2),
            (OLD, 32.0, 1.5, 20.0),
        ] {
            let found = smallest_letter(screen, &settings(inches, metres));
            assert!(
                (found - expected).abs() < 0.06,
                "{screen} {inches}\" {metres} m: {found}"
            );
        }
    }

    #[test]
    fn thirty_beds_take_the_pages_that_legible_letters_need() {
        // Screen, diagonal, distance; then columns, rows, pages.
        for (screen, inches, metres, expected) in [
            (HD, 55.0, 2.3, (6, 5, 1)),
            (UHD, 55.0, 2.3, (6, 5, 1)),
            (HD, 55.0, 3.0, (4, 3, 3)),
            (HD, 55.0, 4.0, (3, 2, 7)),
            (HD, 32.0, 2.3, (3, 2, 7)),
            (HD, 75.0, 2.3, (6, 5, 1)),
            (UPRIGHT, 55.0, 2.3, (3, 7, 2)),
            (OLD, 32.0, 1.5, (4, 4, 2)),
        ] {
            let plan = plan(screen, &settings(inches, metres), &thirty());
            assert_eq!(
                (plan.columns, plan.rows, plan.pages.len()),
                expected,
                "{screen} {inches}\" {metres} m"
            );
            assert!(plan.legible);
            let shown: usize = plan.pages.iter().flatten().map(|part| part.beds).sum();
            assert_eq!(shown, 30, "every bed is on a page");
        }
    }

    #[test]
    fn letters_never_shrink_below_what_is_read_and_grow_into_free_room() {
        for (inches, metres) in [(55.0, 1.0), (55.0, 2.3), (55.0, 3.0), (43.0, 4.0), (75.0, 6.0)] {
            for beds in [1, 4, 12, 30, 60, 200] {
                let settings = settings(inches, metres);
                let plan = plan(HD, &settings, &vec![1; beds]);
                let least = smallest_letter(HD, &settings).max(SMALLEST);
                assert!(
                    f64::from(plan.letter) / 10.0 >= least,
                    "{inches}\" {metres} m {beds} beds: {plan:?}"
                );
            }
        }
        let four = plan(HD, &settings(55.0, 2.3), &[1; 4]);
        assert!(four.letter > 400, "{four:?}");
    }

    #[test]
    fn a_screen_too_small_for_one_bed_says_so_instead_of_showing_half_of_it() {
        let plan = plan(OLD, &settings(20.0, 8.0), &thirty());
        assert!(!plan.legible);
        assert_eq!((plan.columns, plan.rows), (1, 1));
        assert_eq!(plan.pages.len(), 30);
    }

    #[test]
    fn an_upright_screen_that_the_browser_takes_for_a_wide_one_is_turned() {
        let portrait = DisplaySettings {
            orientation: Orientation::Portrait,
            ..settings(55.0, 2.3)
        };
        let turned = plan(HD, &portrait, &thirty());
        assert!(turned.turned);
        let known = plan(UPRIGHT, &portrait, &thirty());
        assert!(!known.turned);
        assert_eq!(turned.pages, known.pages);
    }

    #[test]
    fn rooms_stay_whole_in_reading_order() {
        // Columns, rows, rooms; then room, first bed, beds, page by page.
        let part = |(room, from, beds)| Part { room, from, beds };
        type Page = Vec<(usize, usize, usize)>;
        let table: [(usize, usize, &[usize], Vec<Page>); 6] = [
            (4, 2, &[], vec![]),
            (4, 2, &[2, 1, 2], vec![vec![(0, 0, 2), (1, 0, 1), (2, 0, 2)]]),
            (3, 1, &[2, 2], vec![vec![(0, 0, 2)], vec![(1, 0, 2)]]),
            (
                2,
                2,
                &[1, 4, 1],
                vec![vec![(0, 0, 1)], vec![(1, 0, 4)], vec![(2, 0, 1)]],
            ),
            (2, 2, &[6], vec![vec![(0, 0, 4)], vec![(0, 4, 2)]]),
            (3, 3, &[4, 1, 2], vec![vec![(0, 0, 4), (1, 0, 1), (2, 0, 2)]]),
        ];
        for (columns, rows, rooms, expected) in table {
            let expected: Vec<Vec<Part>> = expected
                .into_iter()
                .map(|page| page.into_iter().map(part).collect())
                .collect();
            assert_eq!(
                pages(columns, rows, rooms),
                expected,
                "{columns} x {rows} {rooms:?}"
            );
        }
    }

    #[test]
    fn a_ward_without_beds_has_no_page() {
        assert!(plan(HD, &settings(55.0, 2.3), &[]).pages.is_empty());
    }
}
