//! What a hospital writes down about a provider.
//!
//! It never reads a file or an environment: the caller does, and gives the values.

use std::fmt;
use std::path::PathBuf;

use serde::Deserialize;

use crate::egress::Gate;
use crate::url::{BadUrl, Url};
use base::net::Network;

/// A text that must not be seen: it is not in any `Debug`, and cannot be serialised.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct Secret(Box<str>);

impl Secret {
    /// Keeps a text from being seen.
    #[must_use]
    pub fn new(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    /// The text, for the one who must send it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Secret(…)")
    }
}

/// Where requests to a provider may go. The default is: the host of the issuer, at a public address.
#[derive(Clone, Debug, Default)]
pub struct Egress {
    /// Other hosts on which the provider has endpoints: `host` for port 443, or `host:port`.
    pub hosts: Vec<String>,
    /// Networks that are not public in which those hosts may be: a hospital's own provider usually is in one.
    pub networks: Vec<Network>,
    /// A PEM file of authorities that count besides those of the system: a hospital often has its own.
    pub authorities: Option<PathBuf>,
    /// For tests: `http` and loopback addresses are allowed.
    pub loopback_http: bool,
}

/// One identity provider, as it is configured.
#[derive(Clone, Debug)]
pub struct ProviderConfig {
    /// Our own short name for it, in addresses and in [`crate::Pending`].
    pub id: String,
    /// Its name on the button.
    pub name: String,
    /// The issuer, letter by letter as the provider writes it.
    pub issuer: Url,
    /// Where its discovery document is, when not at the place of Discovery 4.1.
    pub discovery: Option<Url>,
    /// Our name at the provider.
    pub client_id: String,
    /// Our secret there; without one we are a public client, protected by PKCE alone.
    pub client_secret: Option<Secret>,
    /// The scopes to ask for; `openid` is always asked.
    pub scopes: Vec<String>,
    /// The authentication levels that are accepted; the first is asked for. Empty: any.
    pub acr_values: Vec<String>,
    /// How long ago, in seconds, the person may have been authenticated. Nothing: any time.
    pub max_age: Option<u32>,
    /// Where the provider sends the browser back to.
    pub redirect_uri: Url,
    /// Other audiences that a token for us may also be for. Usually none.
    pub trusted_audiences: Vec<String>,
    /// The claim that lists the groups of a person; a dot leads inside (`realm_access.roles`).
    pub groups_claim: Option<String>,
    /// Where requests may go.
    pub egress: Egress,
}

/// Why a configuration cannot work.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadConfig {
    /// The provider needs a short name.
    #[error("le fournisseur d'identité n'a pas d'identifiant (lettres, chiffres et tirets)")]
    Id,
    /// The client id is missing.
    #[error("le fournisseur « {id} » n'a pas de client_id")]
    ClientId {
        /// Which provider.
        id: String,
    },
    /// An address is not `https`.
    #[error("l'adresse {address} du fournisseur « {id} » doit être en https")]
    NotHttps {
        /// Which provider.
        id: String,
        /// Which address.
        address: String,
    },
    /// An issuer has no parameters (Discovery 3).
    #[error("l'émetteur du fournisseur « {id} » ne doit pas contenir de « ? »")]
    IssuerWithQuery {
        /// Which provider.
        id: String,
    },
    /// The address of discovery cannot be made or used.
    #[error("l'adresse de découverte du fournisseur « {id} » n'est pas correcte")]
    Discovery {
        /// Which provider.
        id: String,
        /// What is wrong.
        #[source]
        source: BadUrl,
    },
    /// A host of the list is not one.
    #[error("« {host} » n'est pas un nom de machine (fournisseur « {id} »)")]
    Host {
        /// Which provider.
        id: String,
        /// Which host.
        host: String,
    },
}

/// Pro Santé Connect has two realms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProSanteConnect {
    /// Real cards and real people.
    Production,
    /// Test cards (« bac à sable »).
    Sandbox,
}

impl ProviderConfig {
    /// A configuration with nothing but what every provider needs.
    #[must_use]
    pub fn new(id: &str, name: &str, issuer: Url, client_id: &str, redirect_uri: Url) -> Self {
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            issuer,
            discovery: None,
            client_id: client_id.to_owned(),
            client_secret: None,
            scopes: vec!["openid".to_owned()],
            acr_values: Vec::new(),
            max_age: None,
            redirect_uri,
            trusted_audiences: Vec::new(),
            groups_claim: None,
            egress: Egress::default(),
        }
    }

    /// Pro Santé Connect: its issuer, its own place for discovery, the other host that shows the sign-in page, the
    /// scope that gives the RPPS and the structures, and the one level that it accepts.
    ///
    /// # Errors
    /// Never with the addresses that are written here; they are read like any other.
    pub fn pro_sante_connect(
        realm: ProSanteConnect,
        client_id: &str,
        client_secret: Secret,
        redirect_uri: Url,
    ) -> Result<Self, BadUrl> {
        let (auth, wallet) = match realm {
            ProSanteConnect::Production => ("auth.esw.esante.gouv.fr", "wallet.esw.esante.gouv.fr"),
            ProSanteConnect::Sandbox => ("auth.bas.psc.esante.gouv.fr", "wallet.bas.psc.esante.gouv.fr"),
        };
        let issuer = Url::parse(&format!("https://{auth}/auth/realms/esante-wallet"))?;
        let discovery = issuer.below("/.well-known/wallet-openid-configuration")?;
        Ok(Self {
            discovery: Some(discovery),
            client_secret: Some(client_secret),
            scopes: vec!["openid".to_owned(), "scope_all".to_owned()],
            acr_values: vec!["eidas1".to_owned()],
            egress: Egress {
                hosts: vec![wallet.to_owned()],
                ..Egress::default()
            },
            ..Self::new("psc", "Pro Santé Connect", issuer, client_id, redirect_uri)
        })
    }

    /// Looks for what cannot work.
    pub(crate) fn check(&self) -> Result<(Gate, Url), BadConfig> {
        let named = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if self.id.is_empty() || !self.id.bytes().all(named) {
            return Err(BadConfig::Id);
        }
        let id = || self.id.clone();
        if self.client_id.trim().is_empty() {
            return Err(BadConfig::ClientId { id: id() });
        }
        if self.issuer.as_str().contains('?') {
            return Err(BadConfig::IssuerWithQuery { id: id() });
        }
        let discovery = match &self.discovery {
            Some(discovery) => discovery.clone(),
            None => self
                .issuer
                .below("/.well-known/openid-configuration")
                .map_err(|source| BadConfig::Discovery { id: id(), source })?,
        };
        for address in [&self.issuer, &discovery, &self.redirect_uri] {
            if !address.is_secure() && !self.egress.loopback_http {
                return Err(BadConfig::NotHttps {
                    id: id(),
                    address: address.to_string(),
                });
            }
        }
        let gate = Gate::new(&self.egress, &[&self.issuer, &discovery])
            .map_err(|host| BadConfig::Host { id: id(), host })?;
        Ok((gate, discovery))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("url")
    }

    fn config(issuer: &str) -> ProviderConfig {
        ProviderConfig::new(
            "chu",
            "CHU",
            url(issuer),
            "chevet",
            url("https://chevet.example/retour"),
        )
    }

    #[test]
    fn what_cannot_work_is_said_before_anything_is_tried() {
        assert!(config("https://idp.example").check().is_ok());
        assert!(matches!(
            config("http://idp.example").check(),
            Err(BadConfig::NotHttps { .. })
        ));
        assert!(matches!(
            config("https://idp.example?a=b").check(),
            Err(BadConfig::IssuerWithQuery { .. })
        ));
        let mut bad = config("https://idp.example");
        bad.egress.hosts = vec!["https://idp.example".into()];
        assert!(matches!(bad.check(), Err(BadConfig::Host { .. })));
        bad.client_id = " ".into();
        assert!(matches!(bad.check(), Err(BadConfig::ClientId { .. })));
        bad.id = "../x".into();
        assert_eq!(bad.check().err(), Some(BadConfig::Id));
    }

    #[test]
    fn a_secret_is_in_no_debug() {
        let mut config = config("https://idp.example");
        config.client_secret = Some(Secret::new("hunter2"));
        assert!(!format!("{config:?}").contains("hunter2"));
    }

    #[test]
    fn pro_sante_connect_has_its_own_place_for_discovery() {
        let back = url("https://chevet.example/retour");
        let config = ProviderConfig::pro_sante_connect(ProSanteConnect::Sandbox, "c", Secret::new("s"), back);
        let (gate, discovery) = config.expect("addresses").check().expect("config");
        assert!(
            discovery
                .as_str()
                .ends_with("/esante-wallet/.well-known/wallet-openid-configuration")
        );
        assert!(
            gate.admits(&url("https://wallet.bas.psc.esante.gouv.fr/auth"))
                .is_ok()
        );
        assert!(
            gate.admits(&url("https://wallet.bas.psc.esante.gouv.fr.evil.example/auth"))
                .is_err()
        );
    }
}
