//! Parses a server's address as people write it.

use url::{Host, Url};

/// Error of parsing an address that is not one of a server.
#[derive(Debug, thiserror::Error)]
pub enum AddressError {
    /// An empty address.
    #[error("Enter the address of a server, for example hearth.example.org.")]
    Empty,
    /// An address that cannot be parsed.
    #[error("This is not the address of a server. It looks like hearth.example.org or http://localhost:8000.")]
    Unreadable,
    /// A scheme other than http and https.
    #[error("Hearth speaks https:// and http://, not {0}://.")]
    Scheme(String),
    /// A name and a password in the address, where they do not belong.
    #[error("Leave the name and password out of the address; you sign in later.")]
    Credentials,
}

/// Parses the address of a server, which paths are joined to: it ends in a slash and has no query.
pub fn parse(text: &str) -> Result<Url, AddressError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(AddressError::Empty);
    }
    let mut url = if has_scheme(text) {
        Url::parse(text)
    } else {
        let url = Url::parse(&format!("https://{text}"));
        // Nobody listens in on the way to this computer, and hardly anybody has a certificate for it.
        if url.as_ref().is_ok_and(is_this_computer) { Url::parse(&format!("http://{text}")) } else { url }
    }
    .map_err(|_| AddressError::Unreadable)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(AddressError::Scheme(url.scheme().to_owned()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(AddressError::Credentials);
    }
    url.set_query(None);
    url.set_fragment(None);
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    Ok(url)
}

/// Returns whether an address has a scheme, so that none has to be tried.
#[must_use]
pub fn has_scheme(text: &str) -> bool {
    text.contains("://")
}

/// Returns whether an address is of this computer or of a private network, by itself: a name can lead anywhere.
#[must_use]
pub fn is_private(url: &Url) -> bool {
    is_this_computer(url)
        || match url.host() {
            Some(Host::Ipv4(ip)) => ip.is_private() || ip.is_link_local(),
            Some(Host::Ipv6(ip)) => match ip.to_ipv4_mapped() {
                Some(ip) => ip.is_private() || ip.is_link_local() || ip.is_loopback(),
                None => ip.is_unique_local() || ip.is_unicast_link_local(),
            },
            Some(Host::Domain(_)) | None => false,
        }
}

fn is_this_computer(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::host(" hearth.example ", "https://hearth.example/")]
    #[case::host_and_path("hearth.example/api", "https://hearth.example/api/")]
    #[case::localhost("localhost:8000", "http://localhost:8000/")]
    #[case::loopback_v4("127.0.0.1:8000", "http://127.0.0.1:8000/")]
    #[case::without_query_and_fragment("http://hearth.example/?a#b", "http://hearth.example/")]
    #[case::loopback_v6("[::1]:8000", "http://[::1]:8000/")]
    #[case::port_and_path("https://hearth.example:8443/base", "https://hearth.example:8443/base/")]
    #[case::unicode("bücher.example", "https://xn--bcher-kva.example/")]
    #[case::look_alike("https://ехаmple.org", "https://xn--mple-43d3a6i.org/")]
    #[case::default_port("https://hearth.example:443", "https://hearth.example/")]
    #[case::address_v6("[2001:db8::1]:8443", "https://[2001:db8::1]:8443/")]
    fn completes_what_people_write(#[case] text: &str, #[case] url: &str) {
        assert_eq!(parse(text).unwrap().as_str(), url);
    }

    #[rstest]
    #[case("http://localhost/", true)]
    #[case("http://127.0.0.5/", true)]
    #[case("http://[::1]/", true)]
    #[case("http://192.168.1.2:8000/", true)]
    #[case("http://10.0.0.1/", true)]
    #[case("http://169.254.1.1/", true)]
    #[case("http://[fd00::1]/", true)]
    #[case("http://[fe80::1]/", true)]
    #[case("http://[::ffff:192.168.1.2]/", true)]
    #[case("http://[::ffff:203.0.113.1]/", false)]
    #[case("http://203.0.113.1/", false)]
    #[case("http://[2001:db8::1]/", false)]
    #[case("http://hearth.example/", false)]
    #[case("http://localhost.example/", false)]
    fn tells_private_addresses(#[case] address: &str, #[case] expected: bool) {
        assert_eq!(is_private(&address.parse().unwrap()), expected);
    }

    #[test]
    fn says_what_is_wrong() {
        assert!(matches!(parse("  "), Err(AddressError::Empty)));
        assert!(matches!(parse("ftp://x.example"), Err(AddressError::Scheme(_))));
        assert!(matches!(parse("https://ada:pw@x.example"), Err(AddressError::Credentials)));
        assert!(matches!(parse("https://"), Err(AddressError::Unreadable)));
        assert!(matches!(parse("not an address"), Err(AddressError::Unreadable)));
    }
}
