//! Which addresses of the network a request may go to.
//!
//! A name that somebody else controls can point anywhere, at this very machine or at the service that hands out the
//! keys of a cloud. So addresses are judged after the name was resolved, and the connection goes to the one that was
//! judged. It never resolves anything itself.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use base::net::Network;

/// Whether a request may go to this address: a public one, or one in a network that was listed.
///
/// Nothing that is listed opens the link-local ranges (a cloud hands out its keys there), the unspecified address or
/// the addresses of groups.
pub(crate) fn may_reach(address: IpAddr, listed: &[Network]) -> bool {
    let address = address.to_canonical();
    if is_never_a_server(address) {
        return false;
    }
    is_public(address) || listed.iter().any(|network| network.holds(address))
}

fn is_never_a_server(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => v4.is_link_local() || v4.is_unspecified() || v4.is_multicast() || v4.is_broadcast(),
        IpAddr::V6(v6) => v6.is_unicast_link_local() || v6.is_unspecified() || v6.is_multicast(),
    }
}

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

/// Everything but the ranges of the IANA registry of special addresses.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let special = match (a, b, c) {
        (0 | 10 | 127 | 224..=255, _, _) | (169, 254, _) | (192, 168, _) => true,
        (172, b, _) => (16..=31).contains(&b),
        // Shared by the customers of an operator, and the range of benchmarks.
        (100, b, _) => (64..=127).contains(&b),
        (198, b, _) if b == 18 || b == 19 => true,
        (192, 0, 0 | 2) | (198, 51, 100) | (203, 0, 113) => true,
        _ => false,
    };
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let part = address.segments();
    let [.., high, low] = part;
    let inside = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match part {
        // An IPv4 address in disguise is judged as that: translation (64:ff9b::/96) and 6to4 (2002::/16).
        [0x64, 0xff9b, 0, 0, 0, 0, ..] => is_public_v4(inside(high, low)),
        [0x2002, first, second, ..] => is_public_v4(inside(first, second)),
        // Documentation, and Teredo, whose inner address is scrambled.
        [0x2001, 0xdb8, ..] | [0x2001, 0, ..] => false,
        // Global unicast.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reach(address: &str, listed: &[&str]) -> bool {
        let listed: Vec<Network> = listed.iter().map(|it| it.parse().expect("network")).collect();
        may_reach(address.parse().expect("address"), &listed)
    }

    #[test]
    fn d15_private_ranges_are_refused_unless_listed() {
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "100.64.0.1",
            "0.1.2.3",
            "198.18.0.1",
            "255.255.255.255",
            "::1",
            "fd00::1",
            "::ffff:10.1.2.3",
            "64:ff9b::a01:203",
            "2002:a01:203::1",
            "2001:db8::1",
            "::",
        ] {
            assert!(!reach(private, &[]), "{private}");
        }
        for public in ["1.1.1.1", "172.32.0.1", "2606:4700::1111", "64:ff9b::101:101"] {
            assert!(reach(public, &[]), "{public}");
        }
        assert!(reach("10.1.2.3", &["10.1.0.0/16"]) && reach("::ffff:10.1.2.3", &["10.1.0.0/16"]));
        assert!(!reach("10.2.2.3", &["10.1.0.0/16"]));
        assert!(reach("fd00::1", &["fd00::/8"]) && reach("127.0.0.1", &["127.0.0.1"]));
    }

    #[test]
    fn d15_the_service_that_hands_out_keys_is_never_reached() {
        for never in [
            "169.254.169.254",
            "fe80::1",
            "0.0.0.0",
            "224.0.0.1",
            "::ffff:169.254.169.254",
        ] {
            assert!(!reach(never, &["0.0.0.0/0", "::/0"]), "{never}");
        }
    }

    #[test]
    fn what_is_not_a_network_is_said() {
        for bad in ["", "10.0.0.0/33", "10.0.0/8", "::/129", "name"] {
            assert!(bad.parse::<Network>().is_err(), "{bad}");
        }
    }
}
