//! Tells the networks of clients apart.

use std::net::{IpAddr, Ipv6Addr};

use ipnet::IpNet;

pub(crate) fn is_in(nets: &[IpNet], address: IpAddr) -> bool {
    nets.iter().any(|net| net.contains(&address))
}

/// Reduces an address to what counts as one client: in IPv6 the whole /64, which is the least that a connection to the
/// internet comes with.
pub(crate) fn client_prefix(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() >> 64 << 64)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_an_ipv6_prefix_as_one_client() {
        let one = |text: &str| client_prefix(text.parse().unwrap()).to_string();
        assert_eq!(one("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(one("203.0.113.7"), "203.0.113.7");
    }
}
