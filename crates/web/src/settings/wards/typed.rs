//! What a ward takes and how far sites are, as fields of a form, and back.

use base::id::SiteId;
use domain::flow::Level;
use domain::flow::placement::{Ages, Distance, Sector, SexPolicy, SitePlace, WardPlace, WardProfile};
use domain::structure::{Site, Standing};

use crate::fields::Fields;
use crate::visit::Visit;

/// Whether women and men share rooms, in the order of the form.
pub const SEXES: [SexPolicy; 2] = [SexPolicy::Apart, SexPolicy::Together];
/// What a ward may say of a specialty, by the words of the form.
pub const WAYS: [&str; 3] = ["propre", "accord", "refus"];

/// The fields of a profile.
pub fn fields_of(profile: &WardProfile) -> Fields {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, text: String| fields.push((name.to_owned(), text));
    put("niveau", position(&Level::ALL, profile.level));
    put("sexes", position(&SEXES, profile.sexes));
    let age = |it: Option<u8>| it.map(|it| it.to_string()).unwrap_or_default();
    put("age_de", age(profile.ages.from));
    put("age_a", age(profile.ages.to));
    let sector = profile.sector.map(|it| position(&Sector::ALL, it));
    put("secteur", sector.unwrap_or_default());
    let lists = [&profile.own, &profile.agreed, &profile.refused];
    for (way, list) in WAYS.into_iter().zip(lists) {
        for code in list {
            put(&format!("sp_{code}"), way.to_owned());
        }
    }
    Fields(fields)
}

/// The profile that is typed; none when a number cannot be read. A specialty that is on no list any more stays as it was.
pub fn profile(visit: &Visit, place: &WardPlace, fields: &Fields) -> Option<WardProfile> {
    let state = &visit.snapshot.state;
    let known = super::profile_in(&state.placement, place);
    let mut profile = WardProfile {
        level: chosen(&Level::ALL, fields, "niveau")?,
        sexes: chosen(&SEXES, fields, "sexes")?,
        ages: Ages {
            from: age(fields, "age_de")?,
            to: age(fields, "age_a")?,
        },
        sector: match fields.get("secteur").unwrap_or_default() {
            "" => None,
            _ => Some(chosen(&Sector::ALL, fields, "secteur")?),
        },
        ..WardProfile::of(place.clone())
    };
    let listed = &state.settings.flow.specialties;
    for it in listed {
        let way = fields.get(&format!("sp_{}", it.code)).unwrap_or_default();
        let list = match WAYS.iter().position(|known| *known == way) {
            Some(0) => &mut profile.own,
            Some(1) => &mut profile.agreed,
            Some(_) => &mut profile.refused,
            None => continue,
        };
        list.push(it.code.clone());
    }
    if let Some(known) = known {
        let unlisted = |code: &&base::Code| listed.iter().all(|it| it.code != **code);
        profile.own.extend(known.own.iter().filter(unlisted).cloned());
        profile
            .agreed
            .extend(known.agreed.iter().filter(unlisted).cloned());
        profile
            .refused
            .extend(known.refused.iter().filter(unlisted).cloned());
    }
    Some(profile)
}

/// The pairs of sites, each with the field of its distance.
pub fn pairs(visit: &Visit) -> Vec<(&Site, &Site, String)> {
    let sites: Vec<&Site> = visit
        .snapshot
        .state
        .sites
        .iter()
        .filter(|it| it.standing != Standing::Ignored)
        .map(AsRef::as_ref)
        .collect();
    let mut found = Vec::new();
    for (at, one) in sites.iter().enumerate() {
        for other in &sites[at + 1..] {
            found.push((*one, *other, field(one.id, other.id)));
        }
    }
    found
}

fn field(one: SiteId, other: SiteId) -> String {
    format!("d_{one}_{other}")
}

/// The distances that are typed; none when a number cannot be read. A distance to a site that is no more stays.
pub fn distances(visit: &Visit, fields: &Fields) -> Option<Vec<Distance>> {
    let pairs = pairs(visit);
    let mut all: Vec<(SitePlace, SitePlace)> = Vec::new();
    let mut found = Vec::new();
    for (one, other, field) in &pairs {
        let (from, to) = (site_place(visit, one)?, site_place(visit, other)?);
        let typed = fields.get(field).unwrap_or_default().trim();
        if !typed.is_empty() {
            let minutes = typed.parse().ok()?;
            let (from, to) = (from.clone(), to.clone());
            found.push(Distance { from, to, minutes });
        }
        all.push((from, to));
    }
    let shown = |it: &&Distance| {
        all.iter()
            .any(|(one, other)| (it.from == *one && it.to == *other) || (it.from == *other && it.to == *one))
    };
    let others = visit.snapshot.state.placement.distances.iter();
    found.extend(others.filter(|it| !shown(it)).cloned());
    Some(found)
}

/// A site, by its codes.
pub fn site_place(visit: &Visit, site: &Site) -> Option<SitePlace> {
    let establishment = visit.snapshot.state.establishment(site.establishment)?;
    Some(SitePlace {
        establishment: establishment.code.clone(),
        site: site.code.clone(),
    })
}

fn position<T: PartialEq>(all: &[T], it: T) -> String {
    let place = all.iter().position(|known| *known == it);
    place.unwrap_or_default().to_string()
}

fn chosen<T: Copy>(all: &[T], fields: &Fields, name: &str) -> Option<T> {
    all.get(fields.get(name)?.parse::<usize>().ok()?).copied()
}

/// No age is no bound; none when it is no number.
#[expect(
    clippy::option_option,
    reason = "what is left open is something else than what cannot be read"
)]
fn age(fields: &Fields, name: &str) -> Option<Option<u8>> {
    match fields.get(name).unwrap_or_default().trim() {
        "" => Some(None),
        text => text.parse().ok().map(Some),
    }
}
