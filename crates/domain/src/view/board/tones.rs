//! Colours of heads shared out: few colours, each to as few as can be.

/// How many colours there are before the same ones return with a notch.
pub(super) const COLOURS: u32 = 8;

/// The tone of each, from the colour it wishes (below [`COLOURS`]) and the one the ward chose for it, if any.
///
/// A chosen colour is kept, even twice: the ward wanted it so. A wished one is had by who comes first; the others move
/// on to the next colour left, then to the same colours with a mark. `taken` grows by what was given.
pub(super) fn share_out(wishes: &[(u32, Option<u8>)], taken: &mut Vec<u8>) -> Vec<u8> {
    taken.extend(wishes.iter().filter_map(|(_, chosen)| *chosen));
    let mut given: Vec<Option<u8>> = wishes.iter().map(|(_, chosen)| *chosen).collect();
    for ((wish, _), slot) in wishes.iter().zip(&mut given) {
        let wished = tone(*wish);
        if slot.is_none() && !taken.contains(&wished) {
            *slot = Some(wished);
            taken.push(wished);
        }
    }
    wishes
        .iter()
        .zip(given)
        .map(|((wish, _), slot)| {
            slot.unwrap_or_else(|| {
                let around_the_wheel = (1..COLOURS).map(|step| (wish + step) % COLOURS);
                let left = around_the_wheel
                    .chain(COLOURS..)
                    .map(tone)
                    .find(|it| !taken.contains(it) || *it == u8::MAX)
                    .unwrap_or(u8::MAX);
                taken.push(left);
                left
            })
        })
        .collect()
}

fn tone(number: u32) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}
