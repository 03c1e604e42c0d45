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
    let mut url = if text.contains("://") {
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
    fn completes_what_people_write(#[case] text: &str, #[case] url: &str) {
        assert_eq!(parse(text).unwrap().as_str(), url);
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
