//! The database of the owner's.

use sqlx::postgres::PgConnectOptions;

use super::{ConfigError, parse, variable};

/// The database of the owner's that the environment names: `DATABASE_URL`, or the `DATABASE_*` parts.
pub fn external_database() -> Result<Option<PgConnectOptions>, ConfigError> {
    if let Some(url) = variable("DATABASE_URL") {
        return database_url(&url).map(Some);
    }
    let Some(host) = variable("DATABASE_HOSTNAME") else { return Ok(None) };
    let mut options = PgConnectOptions::new().host(&host);
    if let Some(port) = parse("DATABASE_PORT", |port| *port != 0)? {
        options = options.port(port);
    }
    if let Some(user) = variable("DATABASE_USERNAME") {
        options = options.username(&user);
    }
    if let Some(password) = variable("DATABASE_PASSWORD") {
        options = options.password(&password);
    }
    if let Some(name) = variable("DATABASE_NAME") {
        options = options.database(&name);
    }
    Ok(Some(options))
}

/// Reads a database's address, also as SQLAlchemy writes it (`postgresql+psycopg2://`).
pub fn database_url(url: &str) -> Result<PgConnectOptions, ConfigError> {
    let plain = match url.split_once("://") {
        Some((scheme, rest)) => format!("{}://{rest}", scheme.split('+').next().unwrap_or(scheme)),
        None => url.to_owned(),
    };
    plain.parse().map_err(ConfigError::DatabaseUrl)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_an_address_as_sqlalchemy_writes_it() {
        let options = database_url("postgresql+psycopg2://ada@db.example:5433/social").unwrap();
        assert_eq!((options.get_host(), options.get_port()), ("db.example", 5433));
        assert_eq!((options.get_username(), options.get_database()), ("ada", Some("social")));
    }

    #[test]
    fn an_address_that_cannot_be_read_is_not_repeated() {
        let error = database_url("postgresql://ada:hunter2@[broken").unwrap_err().to_string();
        assert!(!error.contains("hunter2"), "{error}");
    }
}
