//! Finds the client's address: the other end of the connection, or whom the owner's proxy names.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;
use ipnet::IpNet;

pub(super) use crate::domain::{client_prefix, is_in};

/// Names the header to which each proxy adds, on the right, the address that it was called from.
pub(super) const FORWARDED_FOR: &str = "x-forwarded-for";

/// Finds the client's address behind the proxies that the owner trusts: the last one that none of those has.
///
/// What stands further left was sent by that client, who can write anything. An entry that is no address cannot be
/// passed over: then it is the connection's own that counts.
pub(crate) fn of_client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let peer = peer.to_canonical();
    if !is_in(trusted, peer) {
        return peer;
    }
    let mut client = peer;
    for line in headers.get_all(FORWARDED_FOR).iter().rev() {
        for entry in line.to_str().unwrap_or_default().rsplit(',') {
            let Some(address) = parse(entry) else { return peer };
            client = address;
            if !is_in(trusted, client) {
                return client;
            }
        }
    }
    client
}

/// Parses an entry of the header; some proxies add the port.
fn parse(entry: &str) -> Option<IpAddr> {
    let entry = entry.trim();
    let address = entry.parse().or_else(|_| entry.parse().map(|address: SocketAddr| address.ip())).ok();
    address.map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn client(peer: &str, lines: &[&str]) -> String {
        let trusted = ["127.0.0.1/32", "10.0.0.0/8", "2001:db8::/32"].map(|net| net.parse().unwrap());
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, HeaderValue::from_str(line).unwrap());
        }
        of_client(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn finds_the_last_address_that_is_no_trusted_proxy() {
        assert_eq!(client("127.0.0.1", &[]), "127.0.0.1");
        assert_eq!(client("127.0.0.1", &["203.0.113.7"]), "203.0.113.7");
        assert_eq!(client("127.0.0.1", &["1.1.1.1, 203.0.113.7, 10.1.2.3"]), "203.0.113.7");
        assert_eq!(client("127.0.0.1", &["1.1.1.1", "203.0.113.7", "10.1.2.3"]), "203.0.113.7");
        assert_eq!(client("::ffff:127.0.0.1", &["203.0.113.7:4711"]), "203.0.113.7");
        assert_eq!(client("2001:db8::1", &["[2001:db9::2]:443"]), "2001:db9::2");
        assert_eq!(client("127.0.0.1", &["10.9.9.9, 10.1.2.3"]), "10.9.9.9");
    }

    #[test]
    fn believes_only_trusted_proxies() {
        assert_eq!(client("203.0.113.7", &["1.1.1.1"]), "203.0.113.7");
        assert_eq!(client("203.0.113.7", &["127.0.0.1"]), "203.0.113.7");
    }

    #[test]
    fn ignores_entries_it_cannot_parse() {
        for line in
            ["", "unknown", "203.0.113.7, ", "203.0.113.7, _hidden", "1.1.1.1;2.2.2.2", "203.0.113.7, 300.1.1.1"]
        {
            assert_eq!(client("127.0.0.1", &[line]), "127.0.0.1", "{line}");
        }
        assert_eq!(client("127.0.0.1", &["nonsense, 203.0.113.7"]), "203.0.113.7");
    }
}
