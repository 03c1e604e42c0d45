//! Writes a database's address for people to see.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::{setting::addresses, url::Address};

/// Returns the address of a database without its password; none where it cannot be parsed.
#[must_use]
pub fn without_password(url: &str) -> Option<String> {
    let address: Address = url.parse().ok()?;
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let hosts = address.hosts.iter().map(|host| {
        let name = if host.name.contains(':') { format!("[{}]", host.name) } else { host.name.clone() };
        host.port.map_or(name.clone(), |port| format!("{name}:{port}"))
    });
    let hosts = hosts.collect::<Vec<_>>().join(",");
    let user = address.user.as_deref().map(|user| encode(user) + "@").unwrap_or_default();
    let database = address.database.as_deref().map(|name| format!("/{}", encode(name))).unwrap_or_default();
    let shown = address.parameters.iter().filter(|(name, _)| name != "password");
    let parameters = shown.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&");
    let parameters = if parameters.is_empty() { parameters } else { format!("?{parameters}") };
    Some(format!("postgresql://{user}{hosts}{database}{parameters}"))
}

/// Does the same with a list of addresses.
#[must_use]
pub fn without_passwords(urls: &str) -> Option<String> {
    Some(addresses(urls).map(without_password).collect::<Option<Vec<_>>>()?.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_the_password_out() {
        for (url, expected) in [
            ("postgresql+psycopg2://ada:hunter2@db.example/social", "postgresql://ada@db.example/social"),
            ("postgresql://ada:hun@ter2@[::1]:5433/social", "postgresql://ada@[::1]:5433/social"),
            (
                "postgresql://one,two:5433/x?password=hunter2&sslmode=require",
                "postgresql://one,two:5433/x?sslmode=require",
            ),
        ] {
            assert_eq!(without_password(url).as_deref(), Some(expected));
        }
        assert_eq!(without_password("mysql://ada:hunter2@db"), None);
    }
}
