//! What an owner can set, and the documented environment that sets it.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

use sqlx::postgres::PgConnectOptions;

use crate::SecretKey;

/// How a server behaves, whoever owns its database.
#[derive(Clone)]
pub struct Config {
    /// Signs and verifies tokens.
    pub secret: SecretKey,
    /// How long a session lasts after signing in.
    pub token_lifetime: Duration,
    /// The shortest password that a new account may have, in characters.
    pub password_min: usize,
    /// The work factor of bcrypt, 4 to 31: each step doubles the time.
    pub bcrypt_cost: u32,
    /// The most posts that one page holds; more is cut to it.
    pub page_max: i64,
}

impl Config {
    /// The defaults: sessions of 30 days, passwords of 8 characters, bcrypt at 12, pages of 100.
    #[must_use]
    pub fn new(secret: SecretKey) -> Self {
        Self {
            secret,
            token_lifetime: Duration::from_hours(30 * 24),
            password_min: 8,
            bcrypt_cost: bcrypt::DEFAULT_COST,
            page_max: 100,
        }
    }

    /// The defaults, and over them what the environment says.
    pub fn from_env(secret: SecretKey) -> Result<Self, ConfigError> {
        let mut config = Self::new(secret);
        if let Some(minutes) = parse::<u64>("ACCESS_TOKEN_EXPIRE_MINUTES", |m| (1..=52_560_000).contains(m))? {
            config.token_lifetime = Duration::from_mins(minutes);
        }
        if let Some(min) = parse("HEARTH_PASSWORD_MIN", |min| (1..=hearth_api::PASSWORD_MAX_BYTES).contains(min))? {
            config.password_min = min;
        }
        if let Some(cost) = parse("HEARTH_BCRYPT_COST", |cost| (4..=31).contains(cost))? {
            config.bcrypt_cost = cost;
        }
        if let Some(max) = parse("HEARTH_PAGE_MAX", |max| (1..=1000).contains(max))? {
            config.page_max = max;
        }
        match variable("ALGORITHM") {
            Some(algorithm) if algorithm != "HS256" => Err(ConfigError::Invalid("ALGORITHM", algorithm)),
            _ => Ok(config),
        }
    }
}

/// What is wrong with the settings.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A variable holds what cannot be used.
    #[error("{0} cannot be {1:?}. See the README for what it takes.")]
    Invalid(&'static str, String),
    /// The database's address cannot be read. The address is not repeated: it may hold a password.
    #[error("The database address is not one of PostgreSQL: {0}. It looks like postgresql://user@host:5432/name.")]
    DatabaseUrl(sqlx::Error),
    /// No place to keep data.
    #[error("There is no home directory to keep data in. Name a directory with --data-dir or HEARTH_DATA_DIR.")]
    NoDataDir,
    /// The place to keep data cannot be made.
    #[error(
        "The data directory {} cannot be made: {source}. Name another with --data-dir or HEARTH_DATA_DIR.",
        dir.display()
    )]
    DataDir {
        /// Where it should be.
        dir: PathBuf,
        /// Why it is not.
        source: io::Error,
    },
}

/// The value of a variable; one that is empty counts as not set.
#[must_use]
pub fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

fn parse<T: FromStr>(name: &'static str, valid: impl Fn(&T) -> bool) -> Result<Option<T>, ConfigError> {
    let Some(text) = variable(name) else { return Ok(None) };
    match text.trim().parse() {
        Ok(value) if valid(&value) => Ok(Some(value)),
        _ => Err(ConfigError::Invalid(name, text)),
    }
}

/// Where Hearth keeps its data when nobody says otherwise: `HEARTH_DATA_DIR`, or the platform's place.
pub fn data_dir() -> Result<PathBuf, ConfigError> {
    match env::var_os("HEARTH_DATA_DIR").filter(|dir| !dir.is_empty()) {
        Some(dir) => std::path::absolute(dir).map_err(|_| ConfigError::NoDataDir),
        None => Ok(dirs::data_dir().ok_or(ConfigError::NoDataDir)?.join("hearth")),
    }
}

/// Makes the data directory where it is missing, for this user alone.
pub fn make_data_dir(dir: &Path) -> Result<(), ConfigError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|source| ConfigError::DataDir { dir: dir.to_owned(), source })
}

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
