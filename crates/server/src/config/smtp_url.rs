//! Parses the address of a server that sends emails.

use percent_encoding::percent_decode_str;
use url::Url;

/// How a connection to a server that sends emails is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpTls {
    /// From its beginning (`smtps://`).
    Wrapped,
    /// After its beginning, or not at all used (`smtp://`).
    StartTls,
    /// Not (`smtp://…?tls=none`).
    None,
}

/// A server that sends emails. It does not print its password.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpUrl {
    /// The name or the address of the server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is encrypted.
    pub tls: SmtpTls,
    /// The user and the password; none where it asks for none.
    pub credentials: Option<(String, String)>,
}

/// Error of a text that is no [`SmtpUrl`].
#[derive(Debug, PartialEq, Eq)]
pub struct ParseSmtpUrlError;

impl SmtpUrl {
    /// Parses `smtp://user:password@host:587` or `smtps://user:password@host:465`; what a password has of `@`, `:`, `/`, `?`, `#` and `%`
    /// is percent-encoded.
    pub fn parse(text: &str) -> Result<Self, ParseSmtpUrlError> {
        let url = Url::parse(text.trim()).map_err(|_| ParseSmtpUrlError)?;
        let tls = match (url.scheme(), url.query()) {
            ("smtps", None) => SmtpTls::Wrapped,
            ("smtp", None) => SmtpTls::StartTls,
            ("smtp", Some("tls=none")) => SmtpTls::None,
            _ => return Err(ParseSmtpUrlError),
        };
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or(ParseSmtpUrlError)?;
        if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
            return Err(ParseSmtpUrlError);
        }
        let decode =
            |text: &str| percent_decode_str(text).decode_utf8().map(String::from).map_err(|_| ParseSmtpUrlError);
        let credentials = match (url.username(), url.password()) {
            ("", None) => None,
            (_, None) | ("", _) => return Err(ParseSmtpUrlError),
            (user, Some(password)) => Some((decode(user)?, decode(password)?)),
        };
        let port = url.port().unwrap_or(match tls {
            SmtpTls::Wrapped => 465,
            SmtpTls::StartTls => 587,
            SmtpTls::None => 25,
        });
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        Ok(Self { host, port, tls, credentials })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_host_port_encryption_and_password() {
        let url = SmtpUrl::parse("smtp://ada%40example.org:p%40ss%2F@mail.example.org").unwrap();
        assert_eq!((url.host.as_str(), url.port, url.tls), ("mail.example.org", 587, SmtpTls::StartTls));
        assert_eq!(url.credentials, Some(("ada@example.org".to_owned(), "p@ss/".to_owned())));
        let url = SmtpUrl::parse("smtps://mail.example.org").unwrap();
        assert_eq!((url.port, url.tls, url.credentials), (465, SmtpTls::Wrapped, None));
        let url = SmtpUrl::parse("smtp://127.0.0.1:2525?tls=none").unwrap();
        assert_eq!((url.host.as_str(), url.port, url.tls), ("127.0.0.1", 2525, SmtpTls::None));
    }

    #[test]
    fn refuses_what_is_no_such_address() {
        for text in [
            "",
            "mail.example.org",
            "https://mail.example.org",
            "smtp://",
            "smtp://user@mail.example.org",
            "smtp://:password@mail.example.org",
            "smtp://mail.example.org?tls=maybe",
            "smtps://mail.example.org?tls=none",
            "smtp://mail.example.org/inbox",
            "smtp://mail.example.org:99999",
        ] {
            assert!(SmtpUrl::parse(text).is_err(), "{text}");
        }
    }
}
