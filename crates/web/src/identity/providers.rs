//! Identity providers while the server runs: each is made from its row when somebody first needs it, and made anew
//! when the row changes. Nothing is asked of anybody before that, so a server starts while a provider is down.

use std::collections::HashMap;
use std::sync::Arc;

use auth::{Preset, ProviderId, ProviderRow};
use base::time::MINUTE;
use base::{Label, Moment};
use oidc::{
    BadConfig, BadNetwork, BadUrl, Egress, ProSanteConnect, Provider, ProviderConfig, Secret, Snag, Url,
};

use super::{Identity, locked};
use crate::Config;

/// How long the sign-in page says that a provider did not answer.
const REMEMBERED: i64 = 2 * MINUTE;

/// Providers as they were last talked to.
#[derive(Debug, Default)]
pub(super) struct Known {
    made: HashMap<ProviderId, (ProviderRow, Arc<Provider>)>,
    trouble: HashMap<ProviderId, (Moment, Snag)>,
}

/// A provider at which people may sign in.
#[derive(Clone, Debug)]
pub struct Offered {
    /// Its short name.
    pub id: ProviderId,
    /// Its name on the button.
    pub name: Label,
    /// What was the matter with it a moment ago.
    pub trouble: Option<Snag>,
}

/// Why a row cannot be a provider. Worded by the page on which rows are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// This server does not know how browsers reach it.
    NoPublicUrl,
    /// The issuer is no address.
    Issuer(BadUrl),
    /// The place of its discovery document is no address.
    Discovery(BadUrl),
    /// Pro Santé Connect gives every client a secret.
    NoSecret,
    /// A network is none.
    Network(BadNetwork),
    /// The whole cannot work.
    Config(BadConfig),
}

/// The provider that a row describes.
///
/// # Errors
/// When it cannot work.
pub fn built(row: &ProviderRow, config: &Config) -> Result<Provider, Unfit> {
    let public = config.public_url.as_deref().ok_or(Unfit::NoPublicUrl)?;
    let back = format!("{}/connexion/retour/{}", public.trim_end_matches('/'), row.id);
    let back = Url::parse(&back).map_err(|_| Unfit::NoPublicUrl)?;
    let secret = row.client_secret.as_ref().map(|it| Secret::new(it.expose()));
    let mut made = match row.preset {
        Preset::Hospital => {
            let issuer = Url::parse(&row.issuer).map_err(Unfit::Issuer)?;
            let discovery = row.discovery.as_deref().map(Url::parse).transpose();
            ProviderConfig {
                discovery: discovery.map_err(Unfit::Discovery)?,
                client_secret: secret,
                ..ProviderConfig::new(row.id.as_str(), &row.name, issuer, &row.client_id, back)
            }
        }
        Preset::ProSanteConnect | Preset::ProSanteConnectSandbox => {
            let realm = match row.preset {
                Preset::ProSanteConnectSandbox => ProSanteConnect::Sandbox,
                Preset::ProSanteConnect | Preset::Hospital => ProSanteConnect::Production,
            };
            let secret = secret.ok_or(Unfit::NoSecret)?;
            let known = ProviderConfig::pro_sante_connect(realm, &row.client_id, secret, back);
            ProviderConfig {
                id: row.id.to_string(),
                name: row.name.to_string(),
                ..known.map_err(Unfit::Issuer)?
            }
        }
    };
    if !row.scopes.is_empty() {
        made.scopes.clone_from(&row.scopes);
    }
    if !row.acr_values.is_empty() {
        made.acr_values.clone_from(&row.acr_values);
    }
    made.max_age = row.max_age;
    made.trusted_audiences.clone_from(&row.trusted_audiences);
    made.groups_claim.clone_from(&row.groups_claim);
    let networks = row.networks.iter().map(|it| it.parse()).collect::<Result<_, _>>();
    let mut hosts = std::mem::take(&mut made.egress.hosts);
    hosts.extend(row.hosts.iter().cloned());
    made.egress = Egress {
        hosts,
        networks: networks.map_err(Unfit::Network)?,
        authorities: row.authorities.as_ref().map(Into::into),
        loopback_http: config.loopback_providers,
    };
    Provider::new(made).map_err(Unfit::Config)
}

impl Identity {
    /// The providers at which people may sign in now.
    #[must_use]
    pub fn offered(&self, now: Moment) -> Vec<Offered> {
        let directory = self.read();
        let known = locked(&self.providers);
        let trouble = |id: &ProviderId| {
            let (at, snag) = known.trouble.get(id)?;
            (now.since(*at) < REMEMBERED).then_some(*snag)
        };
        let enabled = directory.providers().filter(|it| it.is_enabled);
        enabled
            .map(|it| Offered {
                id: it.id.clone(),
                name: it.name.clone(),
                trouble: trouble(&it.id),
            })
            .collect()
    }

    /// That provider, ready to be talked to; none when there is no such provider or it cannot work.
    #[must_use]
    pub fn provider(&self, config: &Config, id: &ProviderId) -> Option<Arc<Provider>> {
        let row = self.read().provider(id)?.clone();
        let mut known = locked(&self.providers);
        if let Some((made_from, provider)) = known.made.get(id)
            && *made_from == row
        {
            return Some(Arc::clone(provider));
        }
        match built(&row, config) {
            Ok(provider) => {
                let provider = Arc::new(provider);
                known.made.insert(id.clone(), (row, Arc::clone(&provider)));
                Some(provider)
            }
            Err(unfit) => {
                tracing::error!(provider = %id, ?unfit, "an identity provider cannot work as it is set");
                None
            }
        }
    }

    /// Remembers what was the matter with a provider, or that nothing is any more.
    pub(crate) fn provider_answered(&self, id: &ProviderId, trouble: Option<Snag>, now: Moment) {
        let mut known = locked(&self.providers);
        match trouble {
            Some(snag) => known.trouble.insert(id.clone(), (now, snag)),
            None => known.trouble.remove(id),
        };
    }
}
