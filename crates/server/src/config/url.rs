//! Splits a database's address into its parts as libpq and SQLAlchemy do, who take a password as it is: with a question
//! mark, a slash or a quote that an URL would have to encode.

mod decode;
mod error;
pub(super) mod hosts;

use std::str::FromStr;

use self::decode::decode;
pub use self::error::DatabaseUrlError;
pub(super) use self::hosts::Host;

/// Lists the parameters of libpq and of sqlx that are used, but for those of hosts.
const USED: [&str; 16] = [
    "sslmode",
    "ssl-mode",
    "sslrootcert",
    "ssl-root-cert",
    "ssl-ca",
    "sslcert",
    "ssl-cert",
    "sslkey",
    "ssl-key",
    "statement-cache-capacity",
    "dbname",
    "user",
    "password",
    "application_name",
    "target_session_attrs",
    "connect_timeout",
];

/// The modes of TLS.
const SSL_MODES: [&str; 6] = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];

/// The parts of an address, decoded.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Address {
    /// The hosts in the order in which they are tried; none for the default.
    pub(super) hosts: Vec<Host>,
    pub(super) user: Option<String>,
    pub(super) password: Option<String>,
    pub(super) database: Option<String>,
    pub(super) parameters: Vec<(String, String)>,
}

impl FromStr for Address {
    type Err = DatabaseUrlError;

    fn from_str(text: &str) -> Result<Self, DatabaseUrlError> {
        let (scheme, rest) = text.trim().split_once("://").ok_or(DatabaseUrlError::Scheme)?;
        // SQLAlchemy names its driver.
        if !matches!(scheme.split('+').next(), Some("postgres" | "postgresql")) {
            return Err(DatabaseUrlError::Scheme);
        }
        let (credentials, rest) = split_credentials(rest);
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (server, database) = rest.split_once('/').unwrap_or((rest, ""));
        if database.contains('@') {
            return Err(DatabaseUrlError::Password);
        }
        let (user, password) = credentials.split_once(':').map_or((credentials, None), |(user, it)| (user, Some(it)));
        let mut parameters = parameters(query)?;
        Ok(Self {
            hosts: hosts::read(server, &mut parameters)?,
            user: some(decode(user)?),
            password: password.map(decode).transpose()?.and_then(some),
            database: some(decode(database)?),
            parameters,
        })
    }
}

impl Address {
    /// Writes the same with one host, as an URL of parameters alone, which has a place for each part and encodes it.
    pub(super) fn url(&self, host: &Host) -> String {
        let begin = "postgresql:///?".to_owned();
        let mut url = form_urlencoded::Serializer::for_suffix(begin.clone(), begin.len());
        let port = host.port.map(|port| port.to_string());
        let host = Some(&host.name).filter(|host| !host.is_empty());
        let (user, password, database) = (self.user.as_ref(), self.password.as_ref(), self.database.as_ref());
        for (name, value) in
            [("host", host), ("port", port.as_ref()), ("user", user), ("password", password), ("dbname", database)]
        {
            url.extend_pairs(value.map(|value| (name, value)));
        }
        url.extend_pairs(&self.parameters).finish()
    }

    /// Takes a parameter out; the last one counts.
    pub(super) fn take(&mut self, name: &str) -> Option<String> {
        hosts::take(&mut self.parameters, name)
    }
}

/// Splits off what is before the @ that ends user and password. A password may hold anything, a slash only where what is
/// before it is not a list of hosts with ports.
fn split_credentials(text: &str) -> (&str, &str) {
    let Some(at) = text.find('@') else { return ("", text) };
    let before = &text[..at];
    if let Some(slash) = before.find('/')
        && hosts::are_hosts(&before[..slash])
    {
        return ("", text);
    }
    // One more @ before the host ends is the password's too.
    let end = text[at..].find(['/', '?']).map_or(text.len(), |end| at + end);
    let at = text[..end].rfind('@').unwrap_or(at);
    (&text[..at], &text[at + 1..])
}

/// Parses what is asked for behind the question mark. The parameters of libpq that sqlx does not have are left out: they
/// say how long to wait and the like.
fn parameters(query: &str) -> Result<Vec<(String, String)>, DatabaseUrlError> {
    let mut parameters = Vec::new();
    if query.split('&').any(|parameter| !parameter.is_empty() && !parameter.contains('=')) {
        return Err(DatabaseUrlError::Parameter);
    }
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.[]".contains(&byte)) {
            return Err(DatabaseUrlError::Parameter);
        }
        if matches!(&*name, "sslmode" | "ssl-mode") && !SSL_MODES.contains(&&*value) {
            return Err(DatabaseUrlError::SslMode);
        }
        let is_used = USED.contains(&&*name) || hosts::PARAMETERS.contains(&&*name);
        if is_used || name == "options" || name.starts_with("options[") {
            parameters.push((name.into_owned(), value.into_owned()));
        }
    }
    Ok(parameters)
}

fn some(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(host: &str, user: &str, password: &str, database: &str) -> Address {
        let text = |text: &str| some(text.to_owned());
        let (user, password, database) = (text(user), text(password), text(database));
        let hosts = text(host).map(|name| Host { name, port: None }).into_iter().collect();
        Address { hosts, user, password, database, ..Address::default() }
    }

    #[test]
    fn parses_passwords_as_libpq_and_sqlalchemy_do() {
        for password in
            ["p?ss", "p'ss", "p\"s s", "p/ss", "p?a=b&c", "p#ss", "12?4", "p@ss", "p:ss", "100%", "[", "p?/x"]
        {
            let url = format!("postgresql://ada:{password}@db.example/social");
            let expected = address("db.example", "ada", password, "social");
            assert_eq!(url.parse(), Ok(expected), "{password}");
        }
        let encoded = "postgresql+psycopg2://ada:p%40ss%2Fw%3A%3f@db.example/social";
        assert_eq!(encoded.parse(), Ok(address("db.example", "ada", "p@ss/w:?", "social")));
    }

    #[test]
    fn parses_the_other_parts() {
        for (url, expected) in [
            ("postgres://db.example", address("db.example", "", "", "")),
            ("postgresql://ada@/social", address("", "ada", "", "social")),
            ("postgresql:///social", address("", "", "", "social")),
            ("postgresql://[::1]/social", address("::1", "", "", "social")),
            ("postgresql://ada@%2Frun%2Fpg/social", address("/run/pg", "ada", "", "social")),
        ] {
            assert_eq!(url.parse(), Ok(expected), "{url}");
        }
        let parsed: Address =
            "postgresql://db:5433/social?user=ada@corp&sslmode=require&connect_timeout=3".parse().unwrap();
        assert_eq!(parsed.hosts, [Host { name: "db".to_owned(), port: Some(5433) }]);
        let parameters = [("user", "ada@corp"), ("sslmode", "require"), ("connect_timeout", "3")];
        assert_eq!(parsed.parameters, parameters.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn names_what_is_wrong_without_repeating_it() {
        for (url, error) in [
            ("hunter2", DatabaseUrlError::Scheme),
            ("mysql://ada:hunter2@db/social", DatabaseUrlError::Scheme),
            ("postgresql://ada:hunter2@[broken", DatabaseUrlError::Bracket),
            ("postgresql://ada:hunter2@db:none/social", DatabaseUrlError::Port),
            ("postgresql://ada:hunter2@db:0/social", DatabaseUrlError::Port),
            ("postgresql://ada:hunter2@one,two:none/social", DatabaseUrlError::Port),
            ("postgresql://ada:hunter2@one,[two/social", DatabaseUrlError::Bracket),
            ("postgresql://ada:12/hunter2@db/social", DatabaseUrlError::Password),
            ("postgresql://ada:12,34/hunter2@db/social", DatabaseUrlError::Password),
            ("postgresql://ada:hun@ter/2@db/social", DatabaseUrlError::Password),
            ("postgresql://ada@db/social?hunter2", DatabaseUrlError::Parameter),
            ("postgresql://ada@db/social?hunter@2=x", DatabaseUrlError::Parameter),
            ("postgresql://ada@db/social?sslmode=hunter2", DatabaseUrlError::SslMode),
            ("postgresql://ada:%ff@db/social", DatabaseUrlError::Unreadable),
        ] {
            assert_eq!(url.parse::<Address>(), Err(error), "{url}");
            assert!(!error.to_string().contains("hunter"), "{error}");
        }
    }
}
