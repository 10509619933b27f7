//! Where a request comes from: the socket it came through, or, behind a proxy that the operator named, what that
//! proxy says.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::http::{Extensions, HeaderMap};
use base::net::Network;

/// The other end of the socket. Requests made inside the process have none.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// Who is at the other end, proxies aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client {
    /// Their address.
    pub address: IpAddr,
    /// It is this very machine.
    pub is_local: bool,
    /// What they sent was encrypted on its way.
    pub encrypted: bool,
}

impl Client {
    /// Reads it from a request. Headers of proxies are believed from listed proxies only; from anybody else they
    /// make the request a stranger's, so that a proxy nobody declared does not pass the world off as this machine.
    #[must_use]
    pub fn of(extensions: &Extensions, headers: &HeaderMap, proxies: &[Network], tls: bool) -> Self {
        let Some(Peer(peer)) = extensions.get::<Peer>() else {
            return Self {
                address: IpAddr::V4(Ipv4Addr::LOCALHOST),
                is_local: true,
                encrypted: tls,
            };
        };
        let near = peer.ip().to_canonical();
        let trusted = |address: IpAddr| proxies.iter().any(|it| it.holds(address));
        if !trusted(near) {
            let relayed = headers.contains_key("x-forwarded-for") || headers.contains_key("forwarded");
            return Self {
                address: near,
                is_local: near.is_loopback() && !relayed,
                encrypted: tls,
            };
        }
        let text = |name: &str| headers.get(name).and_then(|it| it.to_str().ok());
        let hops = text("x-forwarded-for").unwrap_or_default();
        let far = hops
            .rsplit(',')
            .map_while(|hop| hop.trim().parse::<IpAddr>().ok())
            .map(|it| it.to_canonical())
            .find(|it| !trusted(*it));
        Self {
            address: far.unwrap_or(near),
            is_local: false,
            encrypted: tls || text("x-forwarded-proto") == Some("https"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, hops: Option<&str>, proxies: &[&str]) -> Client {
        let mut extensions = Extensions::new();
        extensions.insert(Peer(peer.parse().expect("an address")));
        let mut headers = HeaderMap::new();
        if let Some(hops) = hops {
            headers.insert("x-forwarded-for", hops.parse().expect("a header"));
            headers.insert("x-forwarded-proto", "https".parse().expect("a header"));
        }
        let proxies: Vec<Network> = proxies.iter().map(|it| it.parse().expect("a network")).collect();
        Client::of(&extensions, &headers, &proxies, false)
    }

    #[test]
    fn d18_a_proxy_is_believed_only_when_it_is_listed() {
        let direct = client("127.0.0.1:5000", None, &[]);
        assert!(direct.is_local && !direct.encrypted);
        let forged = client("10.0.0.9:5000", Some("127.0.0.1"), &["10.0.0.1"]);
        assert_eq!(
            (forged.address, forged.is_local, forged.encrypted),
            ("10.0.0.9".parse().expect("ip"), false, false)
        );
        let through = client(
            "10.0.0.1:5000",
            Some("6.6.6.6, 192.0.2.7, 10.0.0.1"),
            &["10.0.0.1"],
        );
        assert_eq!(
            through.address,
            "192.0.2.7".parse::<IpAddr>().expect("ip"),
            "the nearest hop that is no proxy"
        );
        assert!(through.encrypted);
    }

    #[test]
    fn a_proxy_nobody_declared_does_not_make_the_world_local() {
        assert!(!client("127.0.0.1:5000", Some("203.0.113.9"), &[]).is_local);
    }
}
