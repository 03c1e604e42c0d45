//! Defines what an owner can set, and reads it from the environment.

mod connections;
mod database;
mod env;
mod error;
mod session_options;
mod url;

use std::{
    fs,
    net::IpAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use ipnet::IpNet;

pub use self::{
    connections::Connections,
    database::{database_connections, database_url, external_database},
    env::{parse, variable},
    error::ConfigError,
    session_options::{leave_out_session_options, restart},
    url::DatabaseUrlError,
};
use crate::{
    auth::{RateLimits, SecretKey, SecretKeys},
    domain::EmailVisibility,
    http::Origins,
};
use env::{list, one_of};

const TOKEN_LIFETIME: Duration = Duration::from_hours(30 * 24);

const MEBIBYTE: usize = 1024 * 1024;

/// The most that `HEARTH_CONTENT_MAX` may allow: what fits, in ASCII, into the largest body that is read.
const CONTENT_MAX_LIMIT: usize = 1_000_000;

/// Configures a server, whoever owns its database.
#[derive(Clone)]
pub struct Config {
    /// The keys that sign and verify tokens.
    pub secrets: SecretKeys,
    /// The lifetime of a session after signing in.
    pub token_lifetime: Duration,
    /// The shortest password that a new account may have, in characters.
    pub password_min: usize,
    /// True where a new password may be one of the most common ones, or the account's own address.
    pub common_passwords: bool,
    /// The work factor of bcrypt, 4 to 31: each step doubles the time.
    pub bcrypt_cost: u32,
    /// The most posts that one page holds; more is cut to it.
    pub page_max: i64,
    /// The most characters of a post's content.
    pub content_max: usize,
    /// The most drafts that one account may have.
    pub drafts_max: i64,
    /// The readers to whom users' email addresses are shown.
    pub emails: EmailVisibility,
    /// The rate limits of clients over TCP; none to set no limit.
    pub rate_limits: Option<RateLimits>,
    /// The proxies that are trusted to name the client's address.
    pub trusted_proxies: Vec<IpNet>,
    /// The bounds on connections of clients.
    pub connections: Connections,
    /// Bounds the memory of large responses that clients have not taken yet, in bytes.
    pub response_memory: usize,
    /// The origins of the pages that may call from a browser.
    pub cors_origins: Origins,
    /// Time limit for a client to send a request and to take nothing of the response (which it has to take at 1 KiB/s on
    /// average over this time), and for the server to begin the response.
    pub request_timeout: Duration,
    /// Time limit for a connection to be idle between two requests. A proxy must close it first: one that sends a
    /// request while we close has no answer for its client.
    pub idle_timeout: Duration,
    /// How long a server over TCP goes on serving after it was told to stop, while it is not ready.
    pub drain: Duration,
}

impl Config {
    /// Returns the defaults: sessions of 30 days, passwords of 8 characters, bcrypt at 12, pages of 100, contents of 100,000
    /// characters, 1,000 drafts, limited rates, 64 MiB of responses.
    #[must_use]
    pub fn new(secrets: impl Into<SecretKeys>) -> Self {
        Self {
            secrets: secrets.into(),
            token_lifetime: TOKEN_LIFETIME,
            password_min: 8,
            common_passwords: true,
            bcrypt_cost: bcrypt::DEFAULT_COST,
            page_max: 100,
            content_max: 100_000,
            drafts_max: 1000,
            emails: EmailVisibility::Public,
            rate_limits: Some(RateLimits::default()),
            trusted_proxies: Vec::new(),
            connections: Connections::default(),
            response_memory: 64 * MEBIBYTE,
            cors_origins: Origins::Any,
            request_timeout: Duration::from_secs(30),
            // nginx keeps a connection for 60 seconds, Traefik for 90, Caddy for 120.
            idle_timeout: Duration::from_mins(3),
            drain: Duration::ZERO,
        }
    }

    /// Returns the defaults, and over them what the environment says.
    pub fn from_env(secrets: impl Into<SecretKeys>) -> Result<Self, ConfigError> {
        let previous = list("HEARTH_PREVIOUS_SECRET_KEYS", |key| Some(SecretKey::new(key)))?;
        let mut config = Self::new(secrets.into().with_previous(previous.unwrap_or_default()));
        config.token_lifetime = token_lifetime()?;
        if let Some(min) = parse("HEARTH_PASSWORD_MIN", |min| (1..=hearth_api::PASSWORD_MAX_BYTES).contains(min))? {
            config.password_min = min;
        }
        config.common_passwords = one_of("HEARTH_PASSWORD_COMMON", [("allow", true), ("refuse", false)])?;
        if let Some(cost) = parse("HEARTH_BCRYPT_COST", |cost| (4..=31).contains(cost))? {
            config.bcrypt_cost = cost;
        }
        if let Some(max) = parse("HEARTH_PAGE_MAX", |max| (1..=1000).contains(max))? {
            config.page_max = max;
        }
        if let Some(max) = parse("HEARTH_CONTENT_MAX", |max| (1..=CONTENT_MAX_LIMIT).contains(max))? {
            config.content_max = max;
        }
        if let Some(max) = parse("HEARTH_DRAFTS_MAX", |max| (1..=1_000_000).contains(max))? {
            config.drafts_max = max;
        }
        config.emails =
            one_of("HEARTH_PUBLIC_EMAILS", [("on", EmailVisibility::Public), ("off", EmailVisibility::Own)])?;
        if let Some(seconds) = parse("HEARTH_REQUEST_TIMEOUT", |seconds| (1..=3600).contains(seconds))? {
            config.request_timeout = Duration::from_secs(seconds);
        }
        if let Some(seconds) = parse("HEARTH_IDLE_TIMEOUT", |seconds| (1..=86_400).contains(seconds))? {
            config.idle_timeout = Duration::from_secs(seconds);
        }
        if let Some(seconds) = parse("HEARTH_DRAIN_SECONDS", |seconds| (0..=600).contains(seconds))? {
            config.drain = Duration::from_secs(seconds);
        }
        if let Some(mebibytes) = parse("HEARTH_RESPONSE_MEMORY", |mebibytes: &usize| (16..=65_536).contains(mebibytes))?
        {
            config.response_memory = mebibytes * MEBIBYTE;
        }
        if let Some(origins) = cors_origins()? {
            config.cors_origins = origins;
        }
        config.trusted_proxies = list("HEARTH_TRUSTED_PROXIES", network)?.unwrap_or_default();
        config.connections = Connections::from_env()?;
        config.rate_limits = rate_limits()?;
        match variable("ALGORITHM") {
            Some(algorithm) if algorithm != "HS256" => Err(ConfigError::Invalid("ALGORITHM", algorithm)),
            _ => Ok(config),
        }
    }
}

/// Reads how long a session lasts: `ACCESS_TOKEN_EXPIRE_MINUTES`, or 30 days.
pub fn token_lifetime() -> Result<Duration, ConfigError> {
    let minutes = parse("ACCESS_TOKEN_EXPIRE_MINUTES", |minutes| (1..=52_560_000).contains(minutes))?;
    Ok(minutes.map_or(TOKEN_LIFETIME, Duration::from_mins))
}

fn rate_limits() -> Result<Option<RateLimits>, ConfigError> {
    let mut limits = RateLimits::default();
    for (name, rate) in [
        ("HEARTH_RATE_LIMIT_SIGN_UP", &mut limits.sign_up),
        ("HEARTH_RATE_LIMIT_LOGIN", &mut limits.login),
        ("HEARTH_RATE_LIMIT_ACCOUNT", &mut limits.account),
        ("HEARTH_POST_LIMIT", &mut limits.post),
        ("HEARTH_EDIT_LIMIT", &mut limits.edit),
        ("HEARTH_TEXT_LIMIT", &mut limits.text),
        ("HEARTH_VOTE_LIMIT", &mut limits.vote),
        ("HEARTH_USER_LOOKUP_LIMIT", &mut limits.user_lookup),
        ("HEARTH_BODY_LIMIT", &mut limits.body),
    ] {
        if let Some(set) = parse(name, |_| true)? {
            *rate = set;
        }
    }
    one_of("HEARTH_RATE_LIMIT", [("on", Some(limits)), ("off", None)])
}

/// Parses a network as `10.0.0.0/8`, or a single address.
fn network(text: &str) -> Option<IpNet> {
    text.parse().ok().or_else(|| text.parse().ok().map(|address: IpAddr| address.into()))
}

/// Reads the origins that may call. Unlike other variables, one that is empty is not as one that is not set: it names no
/// origin.
fn cors_origins() -> Result<Option<Origins>, ConfigError> {
    const NAME: &str = "HEARTH_CORS_ORIGINS";
    match std::env::var(NAME).as_deref().map(str::trim) {
        Err(_) => Ok(None),
        Ok("*") => Ok(Some(Origins::Any)),
        Ok("" | "none") => Ok(Some(Origins::Only(Vec::new()))),
        Ok(_) => Ok(list(NAME, |origin| origin.parse().ok())?.map(Origins::Only)),
    }
}

/// Finds where Hearth keeps its data when nobody says otherwise: `HEARTH_DATA_DIR`, or the platform's place.
pub fn data_dir() -> Result<PathBuf, ConfigError> {
    match std::env::var_os("HEARTH_DATA_DIR").filter(|dir| !dir.is_empty()) {
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
