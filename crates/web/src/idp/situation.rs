//! For which establishment somebody comes, as the national register says where they exercise.

use base::Code;
use base::id::EstablishmentId;
use domain::state::State;
use domain::structure::Standing;
use oidc::Claims;

/// What the register says, seen from this territory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Situations {
    /// Nothing, or nothing that can be compared: a hospital's own provider, a territory without any FINESS number.
    NotSaid,
    /// The person exercises, and nowhere here.
    Nowhere,
    /// At these establishments of the territory, each once, in the order of the register.
    At(Vec<EstablishmentId>),
}

/// Where the person exercises in this territory. An activity that ended is in no answer of the register.
pub fn situations(claims: &Claims, state: &State) -> Situations {
    let said = claims.situations();
    if said.is_empty() || !knows_finess(state) {
        return Situations::NotSaid;
    }
    let mut found = Vec::new();
    for situation in &said {
        let site = situation.finess_site.as_ref();
        let legal = situation.finess_legal.as_ref();
        let at = site
            .and_then(|code| of_site(state, code))
            .or_else(|| legal.and_then(|code| of_code(state, code)))
            .or_else(|| site.and_then(|code| of_code(state, code)));
        found.extend(at.filter(|it| !found.contains(it)));
    }
    if found.is_empty() {
        Situations::Nowhere
    } else {
        Situations::At(found)
    }
}

fn of_site(state: &State, code: &Code) -> Option<EstablishmentId> {
    let site = state
        .sites
        .iter()
        .find(|it| it.code == *code && it.standing != Standing::Ignored)?;
    Some(site.establishment)
}

fn of_code(state: &State, code: &Code) -> Option<EstablishmentId> {
    let mut real = state
        .establishments
        .iter()
        .filter(|it| it.standing != Standing::Ignored);
    real.find(|it| it.code == *code).map(|it| it.id)
}

/// Whether any place of the territory is known by its FINESS number, and not by what a feed calls it.
fn knows_finess(state: &State) -> bool {
    state.establishments.iter().any(|it| is_finess(&it.code))
        || state.sites.iter().any(|it| is_finess(&it.code))
}

/// Nine characters: the department, then digits (`2A` and `2B` in Corsica).
fn is_finess(code: &Code) -> bool {
    let bytes = code.as_bytes();
    bytes.len() == 9
        && bytes[0].is_ascii_digit()
        && (bytes[1].is_ascii_digit() || matches!(bytes[1], b'A' | b'B'))
        && bytes[2..].iter().all(u8::is_ascii_digit)
}
