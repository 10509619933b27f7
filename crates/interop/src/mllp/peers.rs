//! Which addresses may connect.

use std::net::IpAddr;

use base::net::Network;

/// The addresses that may connect; everybody when none is named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Peers(pub Vec<Network>);

impl Peers {
    /// Whether an address may connect.
    #[must_use]
    pub fn admit(&self, address: IpAddr) -> bool {
        self.0.is_empty() || self.0.iter().any(|network| network.holds(address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admits(network: &str, address: &str) -> bool {
        Peers(vec![network.parse().unwrap()]).admit(address.parse().unwrap())
    }

    #[test]
    fn a_block_holds_its_addresses_only() {
        assert!(admits("10.1.0.0/16", "10.1.200.3"));
        assert!(!admits("10.1.0.0/16", "10.2.0.1"));
        assert!(admits("192.0.2.7", "192.0.2.7"));
        assert!(!admits("192.0.2.7", "192.0.2.8"));
        assert!(admits("0.0.0.0/0", "203.0.113.9"));
        assert!(admits("2001:db8::/32", "2001:db8:1::5"));
        assert!(admits("10.0.0.0/8", "::ffff:10.9.9.9"));
    }

    #[test]
    fn without_a_list_everybody_may_come() {
        assert!(Peers::default().admit("203.0.113.9".parse().unwrap()));
    }

    #[test]
    fn what_is_no_block_is_told() {
        for text in ["", "10.1", "10.0.0.0/33", "10.0.0.0/x", "::/129"] {
            assert!(text.parse::<Network>().is_err(), "{text}");
        }
    }
}
