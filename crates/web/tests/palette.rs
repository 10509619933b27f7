//! The colours of tile heads are told apart by colour-blind eyes too, and their text is readable.
//!
//! CIEDE2000 (Sharma, Wu, Dalal 2005) after the simulation of Machado, Oliveira and Fernandes (2009) at full
//! severity. The colours are read from the style sheet itself.

use domain::board_config::ColourBy;
use web::head::TONES;

type Rgb = [f64; 3];

const NORMAL: [Rgb; 3] = [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
const PROTAN: [Rgb; 3] = [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
];
const DEUTAN: [Rgb; 3] = [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.011820, 0.042940, 0.968881],
];
const TRITAN: [Rgb; 3] = [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.303900],
];

#[test]
fn two_heads_are_never_alike() {
    for (eyes, least, vision) in [
        ("normal", 20.0, NORMAL),
        ("protan", 13.0, PROTAN),
        ("deutan", 13.0, DEUTAN),
        ("tritan", 13.0, TRITAN),
    ] {
        let seen: Vec<(&str, Rgb)> = TONES
            .iter()
            .map(|tone| (*tone, lab(through(vision, linear(token(&format!("--b-{tone}")))))))
            .collect();
        let mut closest = (f64::INFINITY, "", "");
        for (place, (one, first)) in seen.iter().enumerate() {
            for (other, second) in seen.iter().skip(place + 1) {
                let difference = ciede2000(*first, *second);
                if difference < closest.0 {
                    closest = (difference, one, other);
                }
            }
        }
        println!("{eyes}: {:.1} between {} and {}", closest.0, closest.1, closest.2);
        assert!(
            closest.0 >= least,
            "{eyes}: {} and {} differ by {:.1} only",
            closest.1,
            closest.2,
            closest.0
        );
    }
}

#[test]
fn two_precautions_are_never_alike() {
    let sheet = include_str!("../assets/css/35-precaution.css");
    let fill = |tint: &str| {
        let rule = sheet.split(&format!(".iso.{tint}{{fill:")).nth(1);
        rule.unwrap_or_else(|| panic!("no rule for {tint}"))
            .get(..7)
            .expect("a colour")
    };
    let tints = ["jaune", "bleu", "prune", "vert", "noir", "rouge"].map(|tint| (tint, fill(tint)));
    for (eyes, vision) in [
        ("normal", NORMAL),
        ("protan", PROTAN),
        ("deutan", DEUTAN),
        ("tritan", TRITAN),
    ] {
        // A precaution differs by shape and letter too: the colour needs to be told apart, not to carry the meaning.
        let seen = tints.map(|(tint, hex)| (tint, lab(through(vision, linear(hex)))));
        for (place, (one, first)) in seen.iter().enumerate() {
            for (other, second) in seen.iter().skip(place + 1) {
                let difference = ciede2000(*first, *second);
                assert!(
                    difference >= 7.0,
                    "{eyes}: {one} and {other} differ by {difference:.1} only"
                );
            }
        }
    }
}

#[test]
fn text_on_a_head_is_readable() {
    let (white, ink) = (linear("#FFFFFF"), linear("#0E1B26"));
    for tone in TONES.into_iter().chain(["ardoise", "pale"]) {
        let rule = format!(".{tone}{{background-color:var(--b-{tone});color:");
        let sheet = include_str!("../assets/css/20-base.css");
        let at = sheet.find(&rule).unwrap_or_else(|| panic!("no rule for {tone}")) + rule.len();
        let text = if sheet[at..].starts_with("#fff") {
            white
        } else {
            ink
        };
        let ratio = contrast(linear(token(&format!("--b-{tone}"))), text);
        assert!(ratio >= 4.5, "{tone}: {ratio:.2}");
        // The heads of the board take the same colour with the same text in every scheme.
        let heads = include_str!("../assets/css/31-heads.css");
        let ink = if text == white { "#fff" } else { "#0E1B26" };
        for letter in ColourBy::ALL.map(web::head::letter) {
            let rule = format!(".{letter}-{tone}{{--{letter}:var(--b-{tone});--{letter}i:{ink};");
            assert!(heads.contains(&rule), "{rule}");
        }
    }
}

#[test]
fn words_of_a_state_are_readable_on_its_tint() {
    for state in ["libre", "reserve", "sortie", "menage", "ferme", "alerte"] {
        let (ink, tint) = (token(&format!("--{state}")), token(&format!("--{state}-t")));
        let ratio = contrast(linear(ink), linear(tint));
        assert!(ratio >= 4.5, "{state}: {ratio:.2}");
    }
}

#[test]
fn the_measure_agrees_with_its_published_pairs() {
    // Pairs 1, 7 and 24 of the data that come with the formula.
    for (one, two, expected) in [
        ([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425),
        ([50.0, 0.0, 0.0], [50.0, -1.0, 2.0], 2.3669),
        ([50.0, 2.5, 0.0], [58.0, 24.0, 15.0], 19.4535),
    ] {
        assert!(
            (ciede2000(one, two) - expected).abs() < 0.0001,
            "{}",
            ciede2000(one, two)
        );
    }
}

/// The value of a colour token.
fn token(name: &str) -> &'static str {
    let sheet = include_str!("../assets/css/10-tokens.css");
    let rest = sheet
        .split(&format!("{name}:"))
        .nth(1)
        .unwrap_or_else(|| panic!("no token {name}"));
    rest.split([';', '}']).next().expect("a value")
}

fn linear(hex: &str) -> Rgb {
    let channel = |at: usize| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).expect("a colour")) / 255.0;
        if value <= 0.04045 {
            value / 12.92
        } else {
            ((value + 0.055) / 1.055).powf(2.4)
        }
    };
    [channel(1), channel(3), channel(5)]
}

fn through(vision: [Rgb; 3], colour: Rgb) -> Rgb {
    vision.map(|row| {
        row.iter()
            .zip(colour)
            .map(|(factor, value)| factor * value)
            .sum::<f64>()
            .clamp(0.0, 1.0)
    })
}

fn luminance([red, green, blue]: Rgb) -> f64 {
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: Rgb, two: Rgb) -> f64 {
    let (one, two) = (luminance(one) + 0.05, luminance(two) + 0.05);
    one.max(two) / one.min(two)
}

fn lab([red, green, blue]: Rgb) -> Rgb {
    let x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047;
    let y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue;
    let z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883;
    let [x, y, z] = [x, y, z].map(|value: f64| {
        if value > 0.008856 {
            value.cbrt()
        } else {
            7.787 * value + 16.0 / 116.0
        }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn ciede2000([l1, a1, b1]: Rgb, [l2, a2, b2]: Rgb) -> f64 {
    let seventh = |value: f64| (value.powi(7) / (value.powi(7) + 25_f64.powi(7))).sqrt();
    let mean = f64::midpoint(a1.hypot(b1), a2.hypot(b2));
    let stretch = 1.0 + 0.5 * (1.0 - seventh(mean));
    let (a1, a2) = (a1 * stretch, a2 * stretch);
    let (c1, c2) = (a1.hypot(b1), a2.hypot(b2));
    let hue = |a: f64, b: f64| {
        if a == 0.0 && b == 0.0 {
            0.0
        } else {
            b.atan2(a).to_degrees().rem_euclid(360.0)
        }
    };
    let (h1, h2) = (hue(a1, b1), hue(a2, b2));
    let apart = h2 - h1;
    let (turn, middle) = if c1 * c2 == 0.0 {
        (0.0, h1 + h2)
    } else if apart.abs() <= 180.0 {
        (apart, f64::midpoint(h1, h2))
    } else {
        let turn = if apart > 180.0 {
            apart - 360.0
        } else {
            apart + 360.0
        };
        (
            turn,
            f64::midpoint(h1 + h2, if h1 + h2 < 360.0 { 360.0 } else { -360.0 }),
        )
    };
    let (dl, dc) = (l2 - l1, c2 - c1);
    let dh = 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin();
    let (l, c) = (f64::midpoint(l1, l2), f64::midpoint(c1, c2));
    let cosine = |factor: f64, shift: f64| (factor * middle + shift).to_radians().cos();
    let t = 1.0 - 0.17 * cosine(1.0, -30.0) + 0.24 * cosine(2.0, 0.0) + 0.32 * cosine(3.0, 6.0)
        - 0.20 * cosine(4.0, -63.0);
    let sl = 1.0 + 0.015 * (l - 50.0).powi(2) / (20.0 + (l - 50.0).powi(2)).sqrt();
    let (sc, sh) = (1.0 + 0.045 * c, 1.0 + 0.015 * c * t);
    let rotation = -2.0
        * seventh(c)
        * (60.0 * (-((middle - 275.0) / 25.0).powi(2)).exp())
            .to_radians()
            .sin();
    ((dl / sl).powi(2) + (dc / sc).powi(2) + (dh / sh).powi(2) + rotation * (dc / sc) * (dh / sh)).sqrt()
}
