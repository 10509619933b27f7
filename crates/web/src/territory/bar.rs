//! The occupancy bar: the beds of a place by state, in the textures of the board.

use domain::view::board::Summary;
use maud::{Markup, html};

/// The states of a bar, in the order of the board's own.
#[must_use]
pub fn groups(summary: &Summary) -> [(&'static str, u32); 7] {
    [
        ("o", summary.occupied),
        ("a", summary.on_leave),
        ("d", summary.disputed),
        ("r", summary.reserved),
        ("m", summary.to_clean + summary.cleaning),
        ("l", summary.free),
        ("f", summary.closed),
    ]
}

/// The bar. The counts stand beside it in words, so it says nothing by itself.
#[must_use]
pub fn bar(summary: &Summary) -> Markup {
    let groups = groups(summary);
    let shares = shares(&groups.map(|(_, count)| count));
    html! {
        span.ob aria-hidden="true" {
            @for ((class, _), share) in groups.iter().zip(shares) {
                @if share > 0 { i class={ (class) " g" (share) } {} }
            }
        }
    }
}

/// The counts as hundredths of the bar. A width is a class of the style sheet, because the content policy allows no
/// style in the page; whoever is there at all gets at least two hundredths, to be seen.
fn shares<const N: usize>(counts: &[u32; N]) -> [u32; N] {
    const LEAST: u32 = 2;
    let total: u64 = counts.iter().map(|count| u64::from(*count)).sum();
    counts.map(|count| match count {
        0 => 0,
        _ => u32::try_from((u64::from(count) * 100).div_ceil(total))
            .unwrap_or(100)
            .clamp(LEAST, 100),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bed_of_two_thousand_can_still_be_seen() {
        assert_eq!(shares(&[1_999, 1]), [100, 2]);
        assert_eq!(shares(&[0, 0]), [0, 0]);
        assert_eq!(shares(&[23, 2, 0, 5]), [77, 7, 0, 17]);
    }

    #[test]
    fn the_bar_has_a_segment_per_state_that_is_there() {
        let summary = Summary {
            occupied: 3,
            free: 1,
            ..Summary::default()
        };
        assert_eq!(
            bar(&summary).into_string(),
            r#"<span class="ob" aria-hidden="true"><i class="o g75"></i><i class="l g25"></i></span>"#
        );
    }
}
