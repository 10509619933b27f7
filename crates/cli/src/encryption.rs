//! Who may be joined in clear and who not, and the certificates that encrypt the rest.

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use app::App;
use tls::{Acceptor, Files};

use crate::wiring;

/// How often the files of certificates are looked at: a renewed one is served within a minute.
const LOOK: Duration = Duration::from_secs(30);

/// Certificates, and what goes without.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Encryption {
    /// Certificat des écrans, PEM, suivi de ceux qui l'ont signé ; relu dès qu'il change.
    #[arg(long, requires = "tls_key", value_name = "FICHIER")]
    tls_cert: Option<PathBuf>,
    /// Clé du certificat des écrans, PEM.
    #[arg(long, requires = "tls_cert", value_name = "FICHIER")]
    tls_key: Option<PathBuf>,
    /// Servir les écrans en clair hors de cette machine : un mandataire TLS est devant, sur un réseau sûr.
    #[arg(long, conflicts_with = "tls_cert")]
    plain_http: bool,
    /// Certificat des flux HL7 (MLLP sur TLS), PEM.
    #[arg(long, requires = "mllp_key", value_name = "FICHIER")]
    mllp_cert: Option<PathBuf>,
    /// Clé du certificat des flux HL7, PEM.
    #[arg(long, requires = "mllp_cert", value_name = "FICHIER")]
    mllp_key: Option<PathBuf>,
    /// Autorités des émetteurs HL7, PEM : seuls ceux qui montrent un certificat signé par elles sont entendus.
    #[arg(long, requires = "mllp_cert", value_name = "FICHIER")]
    mllp_client_ca: Option<PathBuf>,
}

/// The two doors, each encrypted or not.
#[derive(Clone, Debug, Default)]
pub struct Doors {
    /// Of screens.
    pub screens: Option<Acceptor>,
    /// Of feeds.
    pub feeds: Option<Acceptor>,
}

impl Encryption {
    /// Opens the certificates. Screens are not served in clear to a network unless somebody asked for it.
    pub fn open(&self, bind: IpAddr) -> Result<Doors> {
        let files = |certificate: &Option<PathBuf>, key: &Option<PathBuf>| {
            Some(Files {
                certificate: certificate.clone()?,
                key: key.clone()?,
            })
        };
        let screens = files(&self.tls_cert, &self.tls_key)
            .map(Acceptor::for_screens)
            .transpose()
            .context("certificat des écrans (--tls-cert, --tls-key)")?;
        if screens.is_none() && !bind.is_loopback() && !self.plain_http {
            bail!(
                "les écrans ne sont pas servis en clair hors de cette machine : les noms des patients passeraient \
                 sur le réseau. Donnez un certificat (--tls-cert, --tls-key), ou --plain-http si un mandataire TLS \
                 est devant"
            );
        }
        let feeds = files(&self.mllp_cert, &self.mllp_key)
            .map(|files| Acceptor::for_feeds(files, self.mllp_client_ca.as_deref()))
            .transpose()
            .context("certificat des flux (--mllp-cert, --mllp-key, --mllp-client-ca)")?;
        Ok(Doors { screens, feeds })
    }
}

impl Doors {
    /// Takes renewed certificates in until the engine stops. One that cannot be used leaves the former in place.
    pub async fn keep_fresh(self, app: App) {
        let mut stopped = std::pin::pin!(wiring::stopped(&app));
        loop {
            tokio::select! {
                () = &mut stopped => return,
                () = tokio::time::sleep(LOOK) => {}
            }
            for door in [&self.screens, &self.feeds].into_iter().flatten() {
                match door.refresh() {
                    Ok(true) => tracing::info!(?door, "a renewed certificate is in use"),
                    Ok(false) => {}
                    Err(error) => tracing::error!(
                        ?door,
                        error = %format!("{:#}", anyhow::Error::new(error)),
                        "a changed certificate cannot be used; the former stays"
                    ),
                }
                let left = door.ends_at().since(app.now());
                if left < 15 * base::time::DAY {
                    tracing::warn!(?door, days = left / base::time::DAY, "a certificate ends soon");
                }
            }
        }
    }
}
