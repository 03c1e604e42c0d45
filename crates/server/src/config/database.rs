//! Reads the address of the owner's database.

use std::{env, time::Duration};

use sqlx::postgres::{PgConnectOptions, PgSslMode};

use super::{
    ConfigError,
    env::variable,
    setting::addresses,
    settings,
    url::{Address, DatabaseUrlError, Host, hosts},
};
use crate::store::{DatabaseOptions, TargetSession};

/// Reads the address of the owner's database that the settings name: `DATABASE_URL`, or the `DATABASE_*` parts.
pub fn external_database() -> Result<Option<DatabaseOptions>, ConfigError> {
    if let Some(url) = settings::DATABASE_URL.read() {
        return database_url(&url).map(Some);
    }
    let Some(list) = settings::DATABASE_HOSTNAME.read() else { return Ok(None) };
    let port = settings::DATABASE_PORT.parse()?;
    let address = Address {
        hosts: hosts::combine(hosts::split(&list).map(without_brackets).collect(), &[port])
            .map_err(ConfigError::DatabaseUrl)?,
        user: settings::DATABASE_USERNAME.read(),
        password: settings::DATABASE_PASSWORD.read(),
        database: settings::DATABASE_NAME.read(),
        parameters: Vec::new(),
    };
    options(address).map(Some).map_err(ConfigError::DatabaseUrl)
}

/// Returns a host without the brackets that an IPv6 address needs in an URL.
fn without_brackets(host: &str) -> String {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host).to_owned()
}

/// Reads a database's address, also as SQLAlchemy writes it (`postgresql+psycopg2://`).
pub fn database_url(url: &str) -> Result<DatabaseOptions, ConfigError> {
    url.parse().and_then(options).map_err(ConfigError::DatabaseUrl)
}

/// Reads the address for notifications, where a pooler is in front of the database that lets nobody hear them.
pub fn events_database() -> Result<Option<DatabaseOptions>, ConfigError> {
    settings::EVENTS_DATABASE_URL.read().map(|url| database_url(&url)).transpose()
}

/// Reads the addresses of replicas that may be read.
pub fn replicas() -> Result<Vec<DatabaseOptions>, ConfigError> {
    let urls = settings::REPLICA_URLS.read().unwrap_or_default();
    addresses(&urls).map(database_url).collect()
}

/// Reads how many connections to the database there may be at once; none to take what keeps it busy.
pub fn database_connections() -> Result<Option<usize>, ConfigError> {
    settings::DATABASE_CONNECTIONS.parse()
}

/// Converts the address. What it leaves open, the environment of libpq and its file of passwords decide.
fn options(mut address: Address) -> Result<DatabaseOptions, DatabaseUrlError> {
    // sqlx relies on there being one where it checks a certificate without its name, and rustls panics where it has two to choose
    // from. It is well if somebody was first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let target = target(&mut address)?;
    let connect_timeout = connect_timeout(&mut address)?;
    let system = trust_the_systems_certificates(&mut address.parameters)?;
    if address.hosts.is_empty() {
        address.hosts = hosts_of_environment()?;
    }
    let host = |host: &Host| -> Result<PgConnectOptions, DatabaseUrlError> {
        // Its parser is the way to libpq's file of passwords. It is given all parts apart, and cannot take one for another.
        let options: PgConnectOptions = address.url(host).parse().map_err(|_| DatabaseUrlError::Unreadable)?;
        let options = if system { options.ssl_mode(PgSslMode::VerifyFull) } else { options };
        // A pooler refuses what it does not know, and every PostgreSQL that we take prints numbers in full anyway.
        Ok(options.extra_float_digits(None))
    };
    let hosts = address.hosts.iter().map(host).collect::<Result<_, _>>()?;
    Ok(DatabaseOptions::new(hosts, target, connect_timeout))
}

/// Reads the hosts that the environment of libpq names where it is a list; sqlx reads one.
fn hosts_of_environment() -> Result<Vec<Host>, DatabaseUrlError> {
    let names = variable("PGHOST").filter(|list| list.contains(',')).unwrap_or_default();
    if names.is_empty() {
        return Ok(vec![Host::default()]);
    }
    let ports = variable("PGPORT").unwrap_or_default();
    let ports = hosts::split(&ports).map(hosts::parse_port).collect::<Result<Vec<_>, _>>()?;
    hosts::combine(hosts::split(&names).map(str::to_owned).collect(), &ports)
}

/// Reads what is asked of a host.
fn target(address: &mut Address) -> Result<TargetSession, DatabaseUrlError> {
    let named = address.take("target_session_attrs").or_else(|| variable("PGTARGETSESSIONATTRS"));
    named.map_or(Ok(TargetSession::Any), |text| TargetSession::parse(&text).ok_or(DatabaseUrlError::Target))
}

/// Reads the time limit for connecting to a host; none where there is to be none, as libpq has it.
fn connect_timeout(address: &mut Address) -> Result<Option<Duration>, DatabaseUrlError> {
    let Some(text) = address.take("connect_timeout").or_else(|| variable("PGCONNECT_TIMEOUT")) else { return Ok(None) };
    let seconds: i32 = text.trim().parse().map_err(|_| DatabaseUrlError::ConnectTimeout)?;
    Ok(u64::try_from(seconds).ok().filter(|seconds| *seconds > 0).map(Duration::from_secs))
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

    /// Reads an address with one host.
    fn host(url: &str) -> PgConnectOptions {
        let options = database_url(url).unwrap();
        assert_eq!(options.hosts().len(), 1, "{url}");
        options.hosts()[0].clone()
    }

    #[test]
    fn removes_the_brackets_of_an_ipv6_address() {
        let options = host("postgresql://ada@[::1]:5433/social");
        assert_eq!((options.get_host(), options.get_port()), ("::1", 5433));
        assert_eq!((options.get_username(), options.get_database()), ("ada", Some("social")));
    }

    #[test]
    fn keeps_each_part_as_it_is() {
        let options = host("postgresql+psycopg2://a%3Ada:p?'/@db.example/so%2Fcial");
        assert_eq!((options.get_host(), options.get_username()), ("db.example", "a:da"));
        assert_eq!(options.get_database(), Some("so/cial"));
        assert!(options.to_url_lossy().as_str().contains("p%3F%27%2F@"));
    }

    #[test]
    fn takes_a_directory_for_a_socket() {
        for url in ["postgresql://ada@%2Frun%2Fpostgresql/social", "postgresql://ada@/social?host=/run/postgresql"] {
            assert_eq!(host(url).get_socket().unwrap().to_str(), Some("/run/postgresql"), "{url}");
        }
    }

    #[test]
    fn verifies_the_name_with_system_certificates() {
        let options = host("postgresql://ada@db.example/social?sslrootcert=system");
        assert!(matches!(options.get_ssl_mode(), PgSslMode::VerifyFull));
        let weak = database_url("postgresql://ada@db.example/social?sslmode=require&sslrootcert=system").unwrap_err();
        assert!(weak.to_string().contains("sslmode=verify-full"), "{weak}");
    }

    #[test]
    fn reads_several_hosts_and_what_is_asked_of_them() {
        let options =
            database_url("postgresql://ada:pw@one:1,two:2/social?target_session_attrs=read-write&connect_timeout=3");
        let options = options.unwrap();
        let hosts: Vec<_> = options.hosts().iter().map(|host| (host.get_host(), host.get_port())).collect();
        assert_eq!(hosts, [("one", 1), ("two", 2)]);
        assert!(
            options.hosts().iter().all(|host| host.get_username() == "ada" && host.get_database() == Some("social"))
        );
        assert_eq!(
            (options.target(), options.connect_timeout()),
            (TargetSession::ReadWrite, Some(Duration::from_secs(3)))
        );
        assert!(!format!("{options:?}").contains("pw"), "{options:?}");

        let default = database_url("postgresql://one/social?connect_timeout=0").unwrap();
        assert_eq!((default.target(), default.connect_timeout()), (TargetSession::Any, None));
        for wrong in ["target_session_attrs=standby", "connect_timeout=soon"] {
            assert!(database_url(&format!("postgresql://one/social?{wrong}")).is_err(), "{wrong}");
        }
    }
}
