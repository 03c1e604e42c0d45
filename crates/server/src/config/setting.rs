//! Defines what a setting takes, and reads its value: from the environment, else from the configuration file.

use std::{
    collections::BTreeMap,
    env,
    ffi::OsString,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    str::FromStr,
    sync::OnceLock,
};

use ipnet::IpNet;

use lettre::message::Mailbox;

use super::{error::ConfigError, smtp_url::SmtpUrl, url::Address};
use crate::{auth::Rate, http::Origin};

/// The values of the configuration file, by variable.
static FILE: OnceLock<BTreeMap<&'static str, String>> = OnceLock::new();

/// Something that whoever runs a server can set.
#[derive(Debug)]
pub struct Setting {
    /// Its name in the environment.
    pub variable: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// What counts where nobody sets it, as it would be written; none where that depends on something else.
    pub default: Option<&'static str>,
}

/// What a setting takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A whole number in this range, both ends included.
    Number {
        /// The least.
        min: u64,
        /// The most.
        max: u64,
    },
    /// A whole number in this range, or `off`.
    NumberOrOff {
        /// The least.
        min: u64,
        /// The most.
        max: u64,
    },
    /// One of these words.
    Word(&'static [&'static str]),
    /// A [`Rate`], such as `10/15m`.
    Rate,
    /// An IP address and a port, such as `127.0.0.1:8000`.
    Address,
    /// The same, or a port alone, which is one of this computer.
    LocalPort,
    /// IP addresses and networks, parted by commas.
    Networks,
    /// Origins of pages, parted by commas; `*` for all of them, `none` for none.
    Origins,
    /// The address of a database.
    DatabaseUrl,
    /// The address of a web server, such as `https://hearth.example.org`.
    Url,
    /// The address of a server that sends emails, with its password.
    SmtpUrl,
    /// An email address, with a name or without.
    Mailbox,
    /// Addresses of databases, parted by commas.
    DatabaseUrls,
    /// A path in the file system.
    Path,
    /// A password or a key.
    Secret,
    /// Several keys, parted by commas.
    Secrets,
    /// Any text.
    Text,
}

/// Sets the values of a configuration file, by variable: each counts where the environment has none. They must be
/// [accepted](Setting::check). Once, before the first setting is read; later calls change nothing.
pub fn use_file(values: BTreeMap<&'static str, String>) {
    // Whoever calls it twice has read settings in between.
    let _ = FILE.set(values);
}

impl Setting {
    /// Returns its name in a configuration file: that of the variable in lower case, without `hearth_`.
    #[must_use]
    pub fn key(&self) -> String {
        let name = self.variable.to_lowercase();
        name.strip_prefix("hearth_").map(str::to_owned).unwrap_or(name)
    }

    /// Returns whether its value is for nobody to see.
    #[must_use]
    pub fn is_secret(&self) -> bool {
        matches!(self.kind, Kind::Secret | Kind::Secrets | Kind::SmtpUrl)
    }

    /// Returns whether the environment sets it.
    #[must_use]
    pub fn is_in_environment(&self) -> bool {
        self.environment().is_some()
    }

    /// Reads its value; none where nobody sets it.
    #[must_use]
    pub fn read(&self) -> Option<String> {
        match self.environment() {
            Some(value) => value.into_string().ok(),
            None => self.file().cloned(),
        }
    }

    /// Reads a path, which need not be text.
    #[must_use]
    pub fn read_path(&self) -> Option<OsString> {
        self.environment().or_else(|| self.file().map(OsString::from))
    }

    /// Reads its value, which must be one that it takes.
    pub fn parse<T: FromStr>(&self) -> Result<Option<T>, ConfigError> {
        let Some(text) = self.read_checked()? else { return Ok(None) };
        match text.trim().parse() {
            Ok(value) => Ok(Some(value)),
            Err(_) => Err(ConfigError::Invalid(self.variable, text)),
        }
    }

    /// Reads the value of one that takes words, in lower case, or its default.
    pub(super) fn word(&self) -> Result<String, ConfigError> {
        let set = self.read_checked()?;
        Ok(set.as_deref().or(self.default).unwrap_or_default().to_ascii_lowercase())
    }

    /// Reads the entries of one that takes several.
    pub(super) fn list<T>(&self, read: impl Fn(&str) -> Option<T>) -> Result<Option<Vec<T>>, ConfigError> {
        let Some(text) = self.read() else { return Ok(None) };
        let entry = |entry: &str| read(entry).ok_or_else(|| ConfigError::Invalid(self.variable, entry.to_owned()));
        entries(&text).map(entry).collect::<Result<_, _>>().map(Some)
    }

    /// Checks a value; the error is the part of it that cannot be used.
    pub fn check(&self, text: &str) -> Result<(), String> {
        let trimmed = text.trim();
        let number = |min, max| trimmed.parse().is_ok_and(|number: u64| (min..=max).contains(&number));
        let each = |valid: fn(&str) -> bool| match entries(text).find(|entry| !valid(entry)) {
            Some(entry) => Err(entry.to_owned()),
            None => Ok(()),
        };
        let accepted = match self.kind {
            Kind::Number { min, max } => number(min, max),
            Kind::NumberOrOff { min, max } => trimmed == "off" || number(min, max),
            Kind::Word(words) => words.iter().any(|word| word.eq_ignore_ascii_case(text)),
            Kind::Rate => trimmed.parse::<Rate>().is_ok(),
            Kind::Address => trimmed.parse::<SocketAddr>().is_ok(),
            Kind::LocalPort => local_port(trimmed).is_some(),
            Kind::DatabaseUrl => text.parse::<Address>().is_ok(),
            Kind::Url => public_url(text).is_some(),
            // Nothing of it is repeated: any part of it may be one of the password.
            Kind::SmtpUrl if SmtpUrl::parse(text).is_err() => return Err("what it is set to".to_owned()),
            Kind::SmtpUrl => true,
            Kind::Mailbox => text.parse::<Mailbox>().is_ok(),
            Kind::DatabaseUrls => addresses(text).all(|address| address.parse::<Address>().is_ok()),
            Kind::Networks => return each(|entry| network(entry).is_some()),
            Kind::Origins if matches!(trimmed, "*" | "none") => true,
            Kind::Origins => return each(|entry| entry.parse::<Origin>().is_ok()),
            Kind::Path | Kind::Secret | Kind::Secrets | Kind::Text => !text.contains('\0'),
        };
        if accepted { Ok(()) } else { Err(text.to_owned()) }
    }

    /// Words what it takes, as the rest of a sentence that begins with `It takes`.
    #[must_use]
    pub fn takes(&self) -> String {
        match self.kind {
            Kind::Number { min, max } => format!("a whole number from {min} to {max}"),
            Kind::NumberOrOff { min, max } => format!("a whole number from {min} to {max}, or \"off\""),
            Kind::Word([word]) => format!("\"{word}\" alone"),
            Kind::Word(words) => format!("\"{}\"", words.join("\" or \"")),
            Kind::Rate => "a number of tries and a period of at most 30 days, such as \"10/15m\"".to_owned(),
            Kind::Address => "an IP address and a port, such as \"127.0.0.1:8000\"".to_owned(),
            Kind::LocalPort => {
                "a port of this computer, such as 9464, or an IP address and a port, such as \"127.0.0.1:9464\""
                    .to_owned()
            }
            Kind::Networks => "IP addresses and networks, such as \"127.0.0.1,10.0.0.0/8\"".to_owned(),
            Kind::Origins => "\"*\", \"none\", or origins such as \"https://app.example.org\"".to_owned(),
            Kind::DatabaseUrl => "an address such as \"postgresql://user@host:5432/name\"".to_owned(),
            Kind::Url => "an address such as \"https://hearth.example.org\"".to_owned(),
            Kind::SmtpUrl => "an address such as \"smtp://user:password@mail.example.org:587\"".to_owned(),
            Kind::Mailbox => "an email address, such as \"Hearth <hearth@example.org>\"".to_owned(),
            Kind::DatabaseUrls => {
                "addresses such as \"postgresql://user@one:5432/name,postgresql://user@two:5432/name\"".to_owned()
            }
            Kind::Path => "a path".to_owned(),
            Kind::Secret | Kind::Text => "a text".to_owned(),
            Kind::Secrets => "texts, parted by commas".to_owned(),
        }
    }

    /// Reads the address of one that takes a [`LocalPort`](Kind::LocalPort).
    pub fn read_local_port(&self) -> Result<Option<SocketAddr>, ConfigError> {
        Ok(self.read_checked()?.and_then(|text| local_port(text.trim())))
    }

    fn read_checked(&self) -> Result<Option<String>, ConfigError> {
        let Some(text) = self.read() else { return Ok(None) };
        self.check(&text).map_err(|part| ConfigError::Invalid(self.variable, part))?;
        Ok(Some(text))
    }

    /// Returns what the environment has. An empty variable counts as not set, but for origins, where it names none.
    fn environment(&self) -> Option<OsString> {
        env::var_os(self.variable).filter(|value| !value.is_empty() || self.kind == Kind::Origins)
    }

    fn file(&self) -> Option<&String> {
        FILE.get()?.get(self.variable)
    }
}

/// Parses an address with a port, or a port alone of the loopback address.
fn local_port(text: &str) -> Option<SocketAddr> {
    let port = || text.parse().ok().map(|port: u16| SocketAddr::from((Ipv4Addr::LOCALHOST, port)));
    text.parse().ok().or_else(port)
}

/// Parses a network as `10.0.0.0/8`, or a single address.
pub(super) fn network(text: &str) -> Option<IpNet> {
    text.parse().ok().or_else(|| text.parse().ok().map(|address: IpAddr| address.into()))
}

/// Parses the address under which others reach a server; returns it without a slash at the end.
pub(super) fn public_url(text: &str) -> Option<String> {
    let url = url::Url::parse(text.trim()).ok()?;
    let plain =
        url.query().is_none() && url.fragment().is_none() && url.username().is_empty() && url.password().is_none();
    (matches!(url.scheme(), "http" | "https") && url.has_host() && plain)
        .then(|| url.as_str().trim_end_matches('/').to_owned())
}

/// Splits a list at its commas.
fn entries(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|entry| !entry.is_empty())
}

/// Splits a list of addresses of databases: at the commas before an address, as each may name several hosts.
pub(super) fn addresses(text: &str) -> impl Iterator<Item = &str> {
    let begins =
        text.match_indices(',').map(|(at, _)| at).filter(|at| text[at + 1..].trim_start().starts_with("postgres"));
    let mut rest = Some((0, begins.collect::<Vec<_>>().into_iter()));
    let parts = std::iter::from_fn(move || {
        let (begin, mut begins) = rest.take()?;
        let end = begins.next();
        rest = end.map(|end| (end + 1, begins));
        Some(&text[begin..end.unwrap_or(text.len())])
    });
    parts.map(|part| part.trim().trim_end_matches(',')).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_addresses_that_name_several_hosts() {
        let split = |text| addresses(text).collect::<Vec<_>>();
        assert_eq!(
            split("postgresql://a:p,w@one,two/x?a=b, postgres://three/x,"),
            ["postgresql://a:p,w@one,two/x?a=b", "postgres://three/x"]
        );
        assert_eq!(split(""), Vec::<&str>::new());
        assert_eq!(split("postgresql://one/x"), ["postgresql://one/x"]);
    }
}
