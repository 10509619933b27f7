//! Whether a password is fit to be one: long, not plain, and not one of those that everybody tries first.
//!
//! Length is what counts (ASVS 5.0, 6.2): no rule about kinds of letters. But twelve letters made of a usual password
//! and a year are guessed as fast as eight, so what is made of such parts and little else is refused too. The list of
//! usual passwords is that of `data/`, packed; French ones and words of hospitals are ours.

use std::collections::{BTreeSet, HashSet};
use std::io::Read as _;
use std::sync::LazyLock;

use flate2::read::GzDecoder;

use crate::account::MIN_PASSWORD;
use crate::hashed::MAX_SECRET;

/// Why a password is not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Too few characters.
    #[error("trop court")]
    Short,
    /// More bytes than a password may have.
    #[error("trop long")]
    Long,
    /// A run, or few different characters.
    #[error("suite ou caractères répétés")]
    Plain,
    /// The login is in it.
    #[error("contient l'identifiant")]
    HoldsLogin,
    /// A usual password, or made of usual ones, dates, and words that everybody here knows.
    #[error("trop courant")]
    Usual,
}

/// Whether that is fit to be the password of that login, in a house where everybody knows those words.
///
/// # Errors
/// Why it is not.
pub fn fit<'a>(password: &str, login: &str, known: impl IntoIterator<Item = &'a str>) -> Result<(), Unfit> {
    if password.chars().count() < MIN_PASSWORD {
        return Err(Unfit::Short);
    }
    if password.len() > MAX_SECRET {
        return Err(Unfit::Long);
    }
    let folded = base::text::folded(password);
    let distinct: BTreeSet<char> = folded.chars().collect();
    if distinct.len() < 5 || steps(&folded) <= 2 {
        return Err(Unfit::Plain);
    }
    if folded.contains(&base::text::folded(login)) {
        return Err(Unfit::HoldsLogin);
    }
    let known = words_of(login).chain(known.into_iter().flat_map(words_of));
    let known: HashSet<String> = known.chain(["chevet".to_owned()]).collect();
    let meant = base::text::folded(&undisguised(password));
    let is_usual = [plain(&folded), plain(&meant)]
        .iter()
        .any(|text| is_usual(text, &known));
    if is_usual { Err(Unfit::Usual) } else { Ok(()) }
}

/// In how many different steps each letter follows the one before: one in `abcdef`, two in `890123`.
#[must_use]
pub fn steps(text: &str) -> usize {
    let pairs = text.chars().zip(text.chars().skip(1));
    let step = |(one, next): (char, char)| i64::from(u32::from(next)) - i64::from(u32::from(one));
    pairs.map(step).collect::<BTreeSet<_>>().len()
}

/// The words of a text that are long enough to tell something.
fn words_of(text: &str) -> impl Iterator<Item = String> + use<> {
    let folded = base::text::folded(text);
    let words: Vec<String> = folded
        .split(|it: char| !it.is_alphabetic())
        .filter(|word| word.len() >= 4)
        .map(ToOwned::to_owned)
        .collect();
    words.into_iter()
}

/// Letters and digits alone: what stands between them is decoration. Letters of other alphabets are in no list, and
/// stand for themselves as something that has to be guessed.
fn plain(text: &str) -> Vec<u8> {
    let kept = |it: &char| it.is_ascii_alphanumeric() || !it.is_ascii();
    let other = |it: char| 128 + u8::try_from(u32::from(it) % 128).unwrap_or(0);
    let byte = |it: char| u8::try_from(it).ok().filter(u8::is_ascii).unwrap_or(other(it));
    text.chars().filter(kept).map(byte).collect()
}

/// What was meant by digits and signs in the place of letters.
fn undisguised(text: &str) -> String {
    let meant = |it| match it {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    text.chars().map(meant).collect()
}

/// Most parts of which a password may not be made.
const FEW: usize = 2;
/// Shortest and longest usual password that is looked for inside another.
const PARTS: std::ops::RangeInclusive<usize> = 4..=24;
/// So many letters that are in no list are worth one part.
const LETTERS: usize = 3;

/// A way into a text: letters of no list, and the different parts so far.
type Taken<'a> = (usize, Vec<&'a [u8]>);

/// Whether a text is a usual password, or falls into few different parts that are: usual ones, known words (which cost
/// nothing), runs of digits, and crumbs.
fn is_usual(text: &[u8], known: &HashSet<String>) -> bool {
    let is_known = |part: &[u8]| std::str::from_utf8(part).is_ok_and(|it| known.contains(it));
    if USUAL.contains(text) {
        return true;
    }
    // What is written several times is worth it once.
    let text = once(text);
    // The cheapest way to each place.
    let mut ways: Vec<Option<Taken<'_>>> = vec![None; text.len() + 1];
    ways[0] = Some((0, Vec::new()));
    for from in 0..text.len() {
        let Some((crumbs, parts)) = ways[from].clone() else {
            continue;
        };
        let rest = &text[from..];
        let mut reach = |length: usize, crumbs: usize, part: Option<&'_ [u8]>| {
            let mut parts = parts.clone();
            if let Some(part) = part.filter(|it| !parts.contains(it)) {
                parts.push(&text[from..from + part.len()]);
            }
            let cost = |way: &Taken<'_>| way.1.len() * LETTERS + way.0;
            let way = (crumbs, parts);
            let place = &mut ways[from + length];
            if place.as_ref().is_none_or(|kept| cost(&way) < cost(kept)) {
                *place = Some(way);
            }
        };
        reach(1, crumbs + 1, None);
        let digits = rest.iter().take_while(|it| it.is_ascii_digit()).count();
        if digits > 0 {
            // A year, a date or a run is one thing to guess; a long number is as many as it has groups of four.
            let groups = digits.div_ceil(4) - 1;
            let is_one = is_run_or_date(&rest[..digits]);
            let more = if is_one { 0 } else { groups * LETTERS };
            reach(digits, crumbs + more, Some(&rest[..digits]));
        }
        for length in PARTS.filter(|it| *it <= rest.len()) {
            let part = &rest[..length];
            if is_known(part) {
                reach(length, crumbs, None);
            } else if USUAL.contains(part) {
                reach(length, crumbs, Some(part));
            }
        }
    }
    let Some(Some((crumbs, parts))) = ways.last() else {
        return false;
    };
    parts.len() + crumbs.div_ceil(LETTERS) <= FEW
}

/// Whether digits are a run, or a day as people write it.
fn is_run_or_date(digits: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(digits) else {
        return false;
    };
    let number = |from: usize, to: usize| text.get(from..to).and_then(|it| it.parse::<u32>().ok());
    let is_day = |it: Option<u32>| it.is_some_and(|it| (1..=31).contains(&it));
    let is_month = |it: Option<u32>| it.is_some_and(|it| (1..=12).contains(&it));
    let is_year = |it: Option<u32>| it.is_some_and(|it| (1900..2100).contains(&it));
    let day_first = is_day(number(0, 2)) && is_month(number(2, 4));
    let is_date = match text.len() {
        6 => day_first,
        8 => {
            let year_first = is_year(number(0, 4)) && is_month(number(4, 6)) && is_day(number(6, 8));
            year_first || (day_first && is_year(number(4, 8)))
        }
        _ => false,
    };
    is_date || steps(text) <= 2
}

/// The text without its repetitions: `abcabc` is `abc`.
fn once(text: &[u8]) -> &[u8] {
    let repeats = |period: &usize| {
        let (head, rest) = text.split_at(*period);
        rest.chunks(*period).all(|chunk| head.starts_with(chunk))
    };
    let period = (1..=text.len() / 2).find(repeats);
    period.map_or(text, |period| &text[..period])
}

/// The packed list, and ours.
static USUAL: LazyLock<HashSet<Vec<u8>>> = LazyLock::new(|| {
    let packed: &[u8] = include_bytes!("../data/common-passwords.txt.gz");
    let mut text = String::new();
    // It is in the binary, and a test reads it.
    let _ = GzDecoder::new(packed).read_to_string(&mut text);
    let lines = text.lines().chain(OURS.split_whitespace());
    lines.map(|line| line.as_bytes().to_vec()).collect()
});

/// What people in France, and in hospitals, take for a password.
const OURS: &str = "
    motdepasse motdepass mdp passe secret bonjour bonsoir coucou salut bienvenue soleil lune etoile doudou loulou
    chouchou cheri cherie amour jetaime moncoeur maman papa famille bebe princesse poussin lapin minou chaton chat chien
    nicolas julien thomas antoine camille marine pauline manon celine sandrine isabelle nathalie valerie sophie laurent
    philippe stephane christophe frederic sebastien jerome guillaume alexandre maxime benjamin mathieu romain kevin
    marseille paris lyon toulouse bordeaux nantes lille strasbourg montpellier rennes bretagne france europe football
    olympique champion vacances plage montagne campagne jardin maison voiture moto velo musique cinema chocolat fromage
    printemps automne hiver janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre lundi mardi
    mercredi jeudi vendredi samedi dimanche azerty azertyuiop azer qsdf qsdfgh qsdfghjklm wxcvbn aqwzsx azeqsd
    hopital clinique hospitalier hospitaliere centre sante soins soignant soignante infirmier infirmiere medecin docteur
    cadre secretaire secretariat urgences urgence service bloc chirurgie cardiologie pediatrie geriatrie maternite
    reanimation radiologie laboratoire pharmacie brancardier bionettoyage patient patients malade lits litbloc dossier
    ordinateur informatique administrateur administration admin direction bureau session compte utilisateur identifiant
    connexion connecter changeme changezmoi provisoire nouveau nouvelle temporaire hospital nurse doctor clinic ward bed
    beds emergency welcome letmein
";

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(password: &str) -> Result<(), Unfit> {
        fit(
            password,
            "lea.martin",
            ["Centre hospitalier Bel-Orme", "Sainte-Odile"],
        )
    }

    #[test]
    fn a_password_is_long_and_not_plain_and_nothing_else_is_asked_of_it() {
        for good in ["correct cheval pile", "é è à ç ù ô î", "aB3$aB3$aB3$ x"] {
            assert_eq!(judged(good), Ok(()), "{good}");
        }
        for (bad, why) in [
            ("court", Unfit::Short),
            ("", Unfit::Short),
            ("aaaaaaaaaaaaaa", Unfit::Plain),
            ("abcdefghijklmnop", Unfit::Plain),
            ("123456789012", Unfit::Plain),
            ("Léa.Martin2026!", Unfit::HoldsLogin),
        ] {
            assert_eq!(judged(bad), Err(why), "{bad}");
        }
        assert_eq!(
            judged(&"x y".repeat(200)),
            Err(Unfit::Long),
            "a secret has a length"
        );
    }

    #[test]
    fn what_everybody_tries_first_is_refused_however_it_is_dressed() {
        for usual in [
            "1qaz2wsx3edc",
            "qwerty123456",
            "administrator",
            "motdepasse123",
            "MotDePasse2026!",
            "M0td3p@sse!!",
            "azertyuiop123",
            "Bonjour123456",
            "soleil2026soleil",
            "password-password",
            "P@ssw0rd-2026",
            "Janvier-2026!!",
            "sunshine-dragon",
            "iloveyou 31122026",
            "infirmiere2026",
            "urgences-2026!",
            "welcome-hospital",
        ] {
            assert_eq!(judged(usual), Err(Unfit::Usual), "{usual}");
        }
    }

    #[test]
    fn words_of_the_house_are_worth_nothing() {
        for usual in [
            "bonjour le chevet",
            "Chevet-Chevet-12",
            "chevet20262026",
            "Bel-Orme 2026 !!",
            "orme-sainte-odile",
            "CentreHospitalier1",
            "martin-martin-1987",
        ] {
            assert_eq!(judged(usual), Err(Unfit::Usual), "{usual}");
        }
        // Inside a sentence they do no harm.
        assert_eq!(judged("ma lampe de chevet est verte"), Ok(()));
    }

    #[test]
    fn a_sentence_of_ones_own_is_a_password() {
        for good in [
            "trois chats sur un toit",
            "un tout autre secret",
            "une longue phrase à moi",
            "Kp7!vz-Qw3rtB",
            "le train de 7h42 est en retard",
            "83920174650128",
            "ночью все кошки серы",
        ] {
            assert_eq!(judged(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn the_packed_list_is_whole() {
        assert!(USUAL.len() > 20_000, "{}", USUAL.len());
        let long = USUAL.iter().filter(|it| it.len() >= MIN_PASSWORD).count();
        assert!(long >= 250, "{long} that are as long as ours must be");
        for sure in ["password", "azertyuiop", "motdepasse", "1qaz2wsx3edc"] {
            assert!(USUAL.contains(sure.as_bytes()), "{sure}");
        }
    }

    #[test]
    fn no_text_takes_long_or_panics() {
        for text in [
            "a".repeat(256),
            "password".repeat(32),
            "é1".repeat(85),
            "ab1".repeat(85),
        ] {
            let _ = judged(&text);
        }
    }
}
