//! Blocks of network addresses, as operators write them.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

/// A block of addresses: `10.1.0.0/16`, `192.0.2.7`, `2001:db8::/32`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

/// A text that should have been a block of addresses and is not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("« {0} » n'est pas une adresse ni un réseau (exemples : 192.0.2.7, 10.1.0.0/16)")]
pub struct BadNetwork(pub String);

impl Network {
    /// Whether an address lies in the block.
    #[must_use]
    pub fn holds(&self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(block), IpAddr::V4(one)) => self.prefix_v4(block) == self.prefix_v4(one),
            (IpAddr::V6(block), IpAddr::V6(one)) => self.prefix_v6(block) == self.prefix_v6(one),
            _ => false,
        }
    }

    fn prefix_v4(&self, address: Ipv4Addr) -> u32 {
        address
            .to_bits()
            .checked_shr(32 - u32::from(self.bits))
            .unwrap_or(0)
    }

    fn prefix_v6(&self, address: Ipv6Addr) -> u128 {
        address
            .to_bits()
            .checked_shr(128 - u32::from(self.bits))
            .unwrap_or(0)
    }
}

impl FromStr for Network {
    type Err = BadNetwork;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bad = || BadNetwork(text.to_owned());
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse::<u8>().map_err(|_| bad())?)),
            None => (text, None),
        };
        let address: IpAddr = address.trim().parse().map_err(|_| bad())?;
        let whole = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(whole);
        if bits > whole {
            Err(bad())
        } else {
            Ok(Self { address, bits })
        }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.address, self.bits)
    }
}
