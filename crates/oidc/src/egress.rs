//! The one gate through which every request goes out (catalogue row D15).
//!
//! First the address as it is written: `https`, and a host and port that are listed. Then, once the name is resolved,
//! the addresses that it gave. The gate never connects by itself.

use std::net::SocketAddr;

use base::net::Network;

use crate::address::may_reach;
use crate::config::Egress;
use crate::refused::{Snag, Trouble};
use crate::url::{Url, host_and_port};

/// What may be asked, and where it may be.
#[derive(Debug)]
pub(crate) struct Gate {
    /// Hosts in lower case, with their ports.
    origins: Vec<(String, u16)>,
    networks: Vec<Network>,
    loopback_http: bool,
}

impl Gate {
    /// The gate for these addresses and for the hosts that are listed; the host that is not one, if any.
    pub(crate) fn new(egress: &Egress, known: &[&Url]) -> Result<Self, String> {
        let mut origins: Vec<_> = known
            .iter()
            .map(|url| (url.host().to_owned(), url.port()))
            .collect();
        for host in &egress.hosts {
            let (name, port) = host_and_port(host).ok_or_else(|| host.clone())?;
            origins.push((name.to_ascii_lowercase(), port.unwrap_or(443)));
        }
        Ok(Self {
            origins,
            networks: egress.networks.clone(),
            loopback_http: egress.loopback_http,
        })
    }

    /// Whether an address may be asked, or a browser sent there.
    pub(crate) fn admits(&self, url: &Url) -> Result<(), Trouble> {
        let forbidden = |why| {
            Err(Trouble::new(
                Snag::ForbiddenAddress,
                format_args!("{url:?}: {why}"),
            ))
        };
        if !url.is_secure() && !self.loopback_http {
            return forbidden("not https");
        }
        if !self
            .origins
            .iter()
            .any(|(host, port)| host == url.host() && *port == url.port())
        {
            return forbidden("host and port not listed");
        }
        Ok(())
    }

    /// Those of the addresses of a host that may be connected to.
    pub(crate) fn sift(&self, url: &Url, found: Vec<SocketAddr>) -> Result<Vec<SocketAddr>, Trouble> {
        if found.is_empty() {
            return Err(Trouble::new(
                Snag::Unreachable,
                format_args!("{url:?}: the name has no address"),
            ));
        }
        let refused = found[0];
        let kept: Vec<_> = found
            .into_iter()
            .filter(|address| self.may_connect(url, *address))
            .collect();
        if kept.is_empty() {
            let detail = format_args!("{url:?}: {} is in no network that is listed", refused.ip());
            return Err(Trouble::new(Snag::ForbiddenAddress, detail));
        }
        Ok(kept)
    }

    fn may_connect(&self, url: &Url, address: SocketAddr) -> bool {
        let loopback = address.ip().to_canonical().is_loopback();
        if self.loopback_http && loopback {
            return true;
        }
        // In the clear only to this very machine, whatever is listed.
        url.is_secure() && may_reach(address.ip(), &self.networks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate(hosts: &[&str], networks: &[&str], loopback_http: bool) -> Gate {
        let egress = Egress {
            hosts: hosts.iter().map(ToString::to_string).collect(),
            networks: networks.iter().map(|it| it.parse().expect("network")).collect(),
            authorities: None,
            loopback_http,
        };
        Gate::new(&egress, &[&Url::parse("https://idp.example/realm").expect("url")]).expect("gate")
    }

    fn admits(gate: &Gate, url: &str) -> bool {
        gate.admits(&Url::parse(url).expect("url")).is_ok()
    }

    #[test]
    fn d15_only_listed_hosts_and_ports_are_asked() {
        let gate = gate(&["Login.example", "keys.example:8443"], &[], false);
        for good in [
            "https://idp.example/x",
            "https://IDP.example:443/",
            "https://login.example",
            "https://keys.example:8443/",
        ] {
            assert!(admits(&gate, good), "{good}");
        }
        for bad in [
            "http://idp.example/x",
            "https://idp.example:8443/",
            "https://idp.example.evil.example/",
            "https://evil-idp.example/",
            "https://idp.example./",
            "https://keys.example/",
            "https://127.0.0.1/",
        ] {
            assert!(!admits(&gate, bad), "{bad}");
        }
    }

    #[test]
    fn d15_a_name_that_resolves_inward_is_connected_only_where_it_may() {
        let sift = |gate: &Gate, url: &str, found: &[&str]| -> Result<Vec<String>, Snag> {
            let found = found.iter().map(|it| it.parse().expect("address")).collect();
            let kept = gate
                .sift(&Url::parse(url).expect("url"), found)
                .map_err(|trouble| trouble.snag())?;
            Ok(kept.iter().map(ToString::to_string).collect())
        };
        let rebound = ["10.0.0.5:443", "1.1.1.1:443", "169.254.169.254:443"];
        let strict = gate(&[], &[], false);
        assert_eq!(
            sift(&strict, "https://idp.example", &rebound),
            Ok(vec!["1.1.1.1:443".into()])
        );
        assert_eq!(
            sift(&strict, "https://idp.example", &["127.0.0.1:443"]),
            Err(Snag::ForbiddenAddress)
        );
        assert_eq!(sift(&strict, "https://idp.example", &[]), Err(Snag::Unreachable));
        let hospital = gate(&[], &["10.0.0.0/8"], false);
        assert_eq!(
            sift(&hospital, "https://idp.example", &rebound[..1]),
            Ok(vec!["10.0.0.5:443".into()])
        );
        // Even for tests, nothing is sent in the clear but to this machine.
        let tests = gate(&[], &["10.0.0.0/8"], true);
        assert_eq!(
            sift(&tests, "http://idp.example", &rebound),
            Err(Snag::ForbiddenAddress)
        );
    }
}
