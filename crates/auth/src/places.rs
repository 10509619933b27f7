//! Places as files name them: by the code that the structure gives them, as short as it is clear.

use domain::rights::Place;
use domain::state::State;

/// The whole territory.
const TERRITORY: &str = "territoire";

/// The kinds of places, as a file may say them before a code: `site:BO`.
const KINDS: [&str; 4] = ["service", "site", "pole", "etablissement"];

/// Every place with its kind, its establishment's code and its own code.
fn all(state: &State) -> impl Iterator<Item = (&'static str, &str, &str, Place)> {
    let of = |id| state.establishment(id).map_or("", |it| it.code.as_str());
    let wards = state.wards.iter().filter(|it| it.merged_into.is_none());
    let wards = wards.map(move |it| {
        (
            "service",
            of(it.establishment),
            it.code.as_str(),
            Place::Ward(it.id),
        )
    });
    let sites = state
        .sites
        .iter()
        .map(move |it| ("site", of(it.establishment), it.code.as_str(), Place::Site(it.id)));
    let divisions = state.divisions.iter().map(move |it| {
        (
            "pole",
            of(it.establishment),
            it.code.as_str(),
            Place::Division(it.id),
        )
    });
    let establishments = state.establishments.iter().map(|it| {
        (
            "etablissement",
            it.code.as_str(),
            it.code.as_str(),
            Place::Establishment(it.id),
        )
    });
    wards.chain(sites).chain(divisions).chain(establishments)
}

/// The place of a code: `4001`, `570000001/4001` where two establishments have it, `site:BO` where two kinds have it.
///
/// # Errors
/// In French, when there is none or more than one.
pub fn place_of(state: &State, text: &str) -> Result<Place, String> {
    if text.eq_ignore_ascii_case(TERRITORY) || text.eq_ignore_ascii_case("territory") {
        return Ok(Place::Territory);
    }
    let (kind, code) = match text.split_once(':') {
        Some((kind, code)) if KINDS.contains(&kind) => (Some(kind), code),
        _ => (None, text),
    };
    let is_meant = |its_kind: &str, establishment: &str, its_code: &str| {
        let own = its_code == code;
        let full = code
            .split_once('/')
            .is_some_and(|(around, own)| around == establishment && own == its_code);
        kind.is_none_or(|kind| kind == its_kind) && (own || full)
    };
    let mut found = all(state).filter(|(kind, around, code, _)| is_meant(kind, around, code));
    let shown: String = text.chars().filter(|it| !it.is_control()).take(40).collect();
    match (found.next(), found.next()) {
        (Some((.., place)), None) => Ok(place),
        (None, _) => Err(format!("lieu « {shown} » inconnu")),
        (Some(_), Some(_)) => Err(format!(
            "lieu « {shown} » : plusieurs ont ce code (écrivez « établissement/code » ou « site:code »)"
        )),
    }
}

/// A place as [`place_of`] reads it, as short as it is clear.
#[must_use]
pub fn written(state: &State, place: Place) -> String {
    let place = match place {
        Place::Territory => return TERRITORY.to_owned(),
        // What was merged is the ward it became.
        Place::Ward(ward) => Place::Ward(state.surviving(ward).unwrap_or(ward)),
        Place::Division(_) | Place::Site(_) | Place::Establishment(_) => place,
    };
    let Some((kind, around, code, _)) = all(state).find(|(.., it)| *it == place) else {
        return place.to_string();
    };
    let forms = [
        code.to_owned(),
        format!("{around}/{code}"),
        format!("{kind}:{code}"),
    ];
    let clear = forms.into_iter().find(|it| place_of(state, it) == Ok(place));
    clear.unwrap_or_else(|| format!("{kind}:{around}/{code}"))
}
