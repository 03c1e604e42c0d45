//! Reads the address of the owner's database.

use std::env;

use sqlx::postgres::{PgConnectOptions, PgSslMode};

use super::{
    ConfigError, parse,
    url::{Address, DatabaseUrlError},
    variable,
};
use crate::store::MIN_CONNECTIONS;

/// Reads the address of the owner's database that the environment names: `DATABASE_URL`, or the `DATABASE_*` parts.
pub fn external_database() -> Result<Option<PgConnectOptions>, ConfigError> {
    if let Some(url) = variable("DATABASE_URL") {
        return database_url(&url).map(Some);
    }
    let Some(host) = variable("DATABASE_HOSTNAME") else { return Ok(None) };
    // As in an address, where an IPv6 one needs brackets.
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let address = Address {
        host: bare.unwrap_or(&host).to_owned(),
        port: parse("DATABASE_PORT", |port| *port != 0)?,
        user: variable("DATABASE_USERNAME"),
        password: variable("DATABASE_PASSWORD"),
        database: variable("DATABASE_NAME"),
        parameters: Vec::new(),
    };
    options(address).map(Some).map_err(ConfigError::DatabaseUrl)
}

/// Reads a database's address, also as SQLAlchemy writes it (`postgresql+psycopg2://`).
pub fn database_url(url: &str) -> Result<PgConnectOptions, ConfigError> {
    url.parse().and_then(options).map_err(ConfigError::DatabaseUrl)
}

/// Reads how many connections to the database there may be at once; none to take what keeps it busy.
pub fn database_connections() -> Result<Option<usize>, ConfigError> {
    parse("HEARTH_DATABASE_CONNECTIONS", |connections| (MIN_CONNECTIONS..=1000).contains(connections))
}

/// Converts the address. What it leaves open, the environment of libpq and its file of passwords decide.
fn options(mut address: Address) -> Result<PgConnectOptions, DatabaseUrlError> {
    // sqlx relies on there being one where it checks a certificate without its name, and rustls panics where it has two to choose
    // from. It is well if somebody was first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let system = trust_the_systems_certificates(&mut address.parameters)?;
    // Its parser is the way to libpq's file of passwords. It is given all parts apart, and cannot take one for another.
    let mut options: PgConnectOptions = address.url().parse().map_err(|_| DatabaseUrlError::Unreadable)?;
    if system {
        options = options.ssl_mode(PgSslMode::VerifyFull);
    }
    // A pooler refuses what it does not know, and every PostgreSQL that we take prints numbers in full anyway.
    Ok(options.extra_float_digits(None))
}

/// Names the file of the system's certificates where `sslrootcert=system` asks for it, and as libpq has it, a server whose
/// name is checked. Returns whether it was there.
fn trust_the_systems_certificates(parameters: &mut Vec<(String, String)>) -> Result<bool, DatabaseUrlError> {
    const ROOT: &str = "sslrootcert";
    let named = parameters.iter().rev().find(|(name, _)| name == ROOT).map(|(_, value)| value.clone());
    let root = named.or_else(|| env::var("PGSSLROOTCERT").ok());
    if root.as_deref() != Some("system") {
        return Ok(false);
    }
    let mode = parameters.iter().rev().find(|(name, _)| name == "sslmode").map(|(_, value)| value.as_str());
    if mode.is_some_and(|mode| mode != "verify-full") {
        return Err(DatabaseUrlError::WeakMode);
    }
    let file = openssl_probe::probe().cert_file.ok_or(DatabaseUrlError::NoSystemCertificates)?;
    parameters.retain(|(name, _)| name != ROOT);
    parameters.push((ROOT.to_owned(), file.to_string_lossy().into_owned()));
    Ok(true)
}

#[cfg(test)]
mod tests {
    use sqlx::ConnectOptions;

    use super::*;

    #[test]
    fn removes_the_brackets_of_an_ipv6_address() {
        let options = database_url("postgresql://ada@[::1]:5433/social").unwrap();
        assert_eq!((options.get_host(), options.get_port()), ("::1", 5433));
        assert_eq!((options.get_username(), options.get_database()), ("ada", Some("social")));
    }

    #[test]
    fn keeps_each_part_as_it_is() {
        let options = database_url("postgresql+psycopg2://a%3Ada:p?'/@db.example/so%2Fcial").unwrap();
        assert_eq!((options.get_host(), options.get_username()), ("db.example", "a:da"));
        assert_eq!(options.get_database(), Some("so/cial"));
        assert!(options.to_url_lossy().as_str().contains("p%3F%27%2F@"));
    }

    #[test]
    fn takes_a_directory_for_a_socket() {
        for url in ["postgresql://ada@%2Frun%2Fpostgresql/social", "postgresql://ada@/social?host=/run/postgresql"] {
            let options = database_url(url).unwrap();
            assert_eq!(options.get_socket().unwrap().to_str(), Some("/run/postgresql"), "{url}");
        }
    }

    #[test]
    fn verifies_the_name_with_system_certificates() {
        let options = database_url("postgresql://ada@db.example/social?sslrootcert=system").unwrap();
        assert!(matches!(options.get_ssl_mode(), PgSslMode::VerifyFull));
        let weak = database_url("postgresql://ada@db.example/social?sslmode=require&sslrootcert=system").unwrap_err();
        assert!(weak.to_string().contains("sslmode=verify-full"), "{weak}");
    }
}
