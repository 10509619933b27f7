//! From what an administrator types to a provider that can work, or to the sentence that says what is wrong.

use auth::{Directory, Preset, ProviderId, ProviderRow, Sealed};
use base::Label;

use crate::Config;
use crate::fields::Fields;
use crate::identity::built;
use crate::operator::CLIENT_SECRET;
use crate::words::Words;

/// Most values of one list, and the longest of them.
const MOST: usize = 20;
const LONGEST: usize = 500;

/// The word by which forms name a kind of provider.
pub const fn preset_word(preset: Preset) -> &'static str {
    match preset {
        Preset::Hospital => "etablissement",
        Preset::ProSanteConnect => "psc",
        Preset::ProSanteConnectSandbox => "psc-bac-a-sable",
    }
}

/// Every kind, in the order of the page.
pub const PRESETS: [Preset; 3] = [
    Preset::ProSanteConnect,
    Preset::ProSanteConnectSandbox,
    Preset::Hospital,
];

/// The provider that a form describes; `before` is what it was.
///
/// # Errors
/// What is wrong with it, in words.
pub fn read(
    fields: &Fields,
    before: Option<&ProviderRow>,
    directory: &Directory,
    config: &Config,
    words: &Words,
) -> Result<ProviderRow, String> {
    let it = &words.providers;
    let said = |text: &str| text.to_owned();
    let id = match before {
        Some(before) => before.id.clone(),
        None => {
            let id: Result<ProviderId, _> = fields.get("court").unwrap_or_default().parse();
            let id = id.map_err(|_| said(it.bad_id))?;
            if directory.provider(&id).is_some() {
                return Err(said(it.id_taken));
            }
            id
        }
    };
    let name = fields.get("nom").and_then(|text| Label::new(text).ok());
    let name = name
        .filter(|it| it.chars().count() <= 60)
        .ok_or_else(|| said(it.bad_name))?;
    let preset = PRESETS
        .into_iter()
        .find(|it| fields.get("genre") == Some(preset_word(*it)))
        .unwrap_or(Preset::Hospital);
    let one = |name: &str| match fields.get(name) {
        Some(text) if text.len() > LONGEST => Err(said(it.too_much)),
        other => Ok(other.map(str::to_owned)),
    };
    let many = |name: &str| {
        let typed = fields.get(name).unwrap_or_default();
        let values: Vec<String> = typed
            .split([' ', ',', ';'])
            .filter(|it| !it.is_empty())
            .map(str::to_owned)
            .collect();
        let is_sound = values.len() <= MOST && values.iter().all(|it| it.len() <= LONGEST);
        is_sound.then_some(values).ok_or_else(|| said(it.too_much))
    };
    let max_age = match fields.get("age") {
        None => None,
        Some(text) => {
            let seconds = text.parse::<u32>().ok().filter(|it| (60..=86_400).contains(it));
            Some(seconds.ok_or_else(|| said(it.bad_age))?)
        }
    };
    let authorities = one("autorites")?;
    if authorities.as_ref().is_some_and(|it| !it.starts_with('/')) {
        return Err(said(it.bad_path));
    }
    let row = ProviderRow {
        name,
        preset,
        issuer: one("emetteur")?.unwrap_or_default(),
        discovery: one("decouverte")?,
        client_id: one("client")?.unwrap_or_default(),
        client_secret: secret(fields, before).ok_or_else(|| said(it.bad_secret))?,
        scopes: many("portees")?,
        acr_values: many("niveaux")?,
        max_age,
        trusted_audiences: many("audiences")?,
        groups_claim: one("groupes")?,
        hosts: many("machines")?,
        networks: many("reseaux")?,
        authorities,
        asks_two_factors: fields.get("deux_facteurs") == Some("oui"),
        links_by_rpps: fields.get("rpps") == Some("oui"),
        is_enabled: before.is_none_or(|it| it.is_enabled),
        id,
    };
    // Without a level that is demanded, nothing would say that there were two.
    if row.asks_two_factors && !row.is_two_factors() {
        return Err(said(it.two_factors_how));
    }
    let provider = built(&row, config).map_err(|unfit| words.unfit_provider(&unfit))?;
    let same_issuer = |other: &ProviderRow| {
        other.id != row.id && built(other, config).is_ok_and(|it| it.issuer() == provider.issuer())
    };
    if directory.providers().any(same_issuer) {
        return Err(said(it.issuer_taken));
    }
    Ok(row)
}

/// The secret: the one typed, none where it is said that there is none, else the one that is kept.
fn secret(fields: &Fields, before: Option<&ProviderRow>) -> Option<Option<Sealed>> {
    // As it was typed: blanks may belong to it.
    let typed = fields
        .0
        .iter()
        .find(|(name, text)| name == CLIENT_SECRET && !text.trim().is_empty());
    match typed {
        Some((_, text)) if text.len() <= LONGEST => Some(Some(Sealed::new(text))),
        Some(_) => None,
        None if fields.get("sans_secret") == Some("oui") => Some(None),
        None => before?.client_secret.clone().map(Some),
    }
}

/// The names of what changed, for the trace: never what it was or became.
pub fn changed(before: &ProviderRow, after: &ProviderRow) -> Vec<&'static str> {
    let pairs = [
        (before.name != after.name, "name"),
        (before.preset != after.preset, "preset"),
        (before.issuer != after.issuer, "issuer"),
        (before.discovery != after.discovery, "discovery"),
        (before.client_id != after.client_id, "client_id"),
        (before.client_secret != after.client_secret, "client_secret"),
        (before.scopes != after.scopes, "scopes"),
        (before.acr_values != after.acr_values, "acr_values"),
        (before.max_age != after.max_age, "max_age"),
        (
            before.trusted_audiences != after.trusted_audiences,
            "trusted_audiences",
        ),
        (before.groups_claim != after.groups_claim, "groups_claim"),
        (before.hosts != after.hosts, "hosts"),
        (before.networks != after.networks, "networks"),
        (before.authorities != after.authorities, "authorities"),
        (before.links_by_rpps != after.links_by_rpps, "links_by_rpps"),
        (
            before.asks_two_factors != after.asks_two_factors,
            "asks_two_factors",
        ),
        (before.is_enabled != after.is_enabled, "is_enabled"),
    ];
    pairs
        .into_iter()
        .filter(|(is, _)| *is)
        .map(|(_, name)| name)
        .collect()
}

/// A provider as the fields of its form, without its secret.
pub fn typed(row: &ProviderRow) -> Fields {
    let text = |name: &str, value: String| (name.to_owned(), value);
    let mut fields = vec![
        text("nom", row.name.to_string()),
        text("genre", preset_word(row.preset).to_owned()),
        text("emetteur", row.issuer.clone()),
        text("decouverte", row.discovery.clone().unwrap_or_default()),
        text("client", row.client_id.clone()),
        text("portees", row.scopes.join(" ")),
        text("niveaux", row.acr_values.join(" ")),
        text("age", row.max_age.map(|it| it.to_string()).unwrap_or_default()),
        text("audiences", row.trusted_audiences.join(" ")),
        text("groupes", row.groups_claim.clone().unwrap_or_default()),
        text("machines", row.hosts.join(" ")),
        text("reseaux", row.networks.join(" ")),
        text("autorites", row.authorities.clone().unwrap_or_default()),
    ];
    for (name, is) in [
        ("rpps", row.links_by_rpps),
        ("deux_facteurs", row.asks_two_factors),
        ("sans_secret", row.client_secret.is_none()),
    ] {
        if is {
            fields.push(text(name, "oui".to_owned()));
        }
    }
    Fields(fields)
}
