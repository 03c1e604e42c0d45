//! Defines what an owner can set, and reads it from the environment and from the configuration file.

mod connections;
mod database;
mod env;
mod error;
mod mail;
mod session_options;
mod setting;
pub mod settings;
mod smtp_url;
mod url;
mod without_password;

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use hearth_api::SignUpMode;
use ipnet::IpNet;

pub use self::{
    connections::Connections,
    database::{database_connections, database_url, events_database, external_database, replicas},
    error::ConfigError,
    mail::Mail,
    session_options::{leave_out_session_options, restart},
    setting::{Kind, Setting, use_file},
    smtp_url::{SmtpTls, SmtpUrl},
    url::DatabaseUrlError,
    without_password::{without_password, without_passwords},
};
use crate::{
    auth::{RateLimits, SecretKey, SecretKeys},
    domain::EmailVisibility,
    http::Origins,
};
use setting::network;

const TOKEN_LIFETIME: Duration = Duration::from_hours(30 * 24);

const MEBIBYTE: usize = 1024 * 1024;

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
    /// Who may sign up.
    pub sign_up: SignUpMode,
    /// True where the first account of all administers: on a computer of one's own.
    pub first_account_administers: bool,
    /// The address under which others reach the server, without a slash at its end.
    pub public_url: Option<String>,
    /// How emails are sent; none where they are not.
    pub mail: Option<Mail>,
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
            sign_up: SignUpMode::Open,
            first_account_administers: false,
            public_url: None,
            mail: None,
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

    /// Returns the defaults, and over them what the environment and the [configuration file](use_file) say.
    pub fn from_env(secrets: impl Into<SecretKeys>) -> Result<Self, ConfigError> {
        let previous = settings::PREVIOUS_SECRET_KEYS.list(|key| Some(SecretKey::new(key)))?;
        let default = Self::new(secrets.into().with_previous(previous.unwrap_or_default()));
        let seconds = |setting: &Setting, default| Ok(setting.parse()?.map_or(default, Duration::from_secs));
        // There is one, and it is no choice.
        settings::ALGORITHM.word()?;
        let public_url = public_url()?;
        Ok(Self {
            token_lifetime: token_lifetime()?,
            password_min: settings::PASSWORD_MIN.parse()?.unwrap_or(default.password_min),
            common_passwords: settings::PASSWORD_COMMON.word()? == "allow",
            bcrypt_cost: settings::BCRYPT_COST.parse()?.unwrap_or(default.bcrypt_cost),
            page_max: settings::PAGE_MAX.parse()?.unwrap_or(default.page_max),
            content_max: settings::CONTENT_MAX.parse()?.unwrap_or(default.content_max),
            drafts_max: settings::DRAFTS_MAX.parse()?.unwrap_or(default.drafts_max),
            emails: match settings::PUBLIC_EMAILS.word()?.as_str() {
                "off" => EmailVisibility::Own,
                _ => EmailVisibility::Public,
            },
            sign_up: sign_up()?,
            first_account_administers: default.first_account_administers,
            mail: Mail::from_settings(public_url.is_some())?,
            public_url,
            rate_limits: rate_limits()?,
            trusted_proxies: settings::TRUSTED_PROXIES.list(network)?.unwrap_or_default(),
            connections: Connections::from_settings()?,
            response_memory: settings::RESPONSE_MEMORY
                .parse()?
                .map_or(default.response_memory, |mebibytes: usize| mebibytes * MEBIBYTE),
            cors_origins: cors_origins()?.unwrap_or(default.cors_origins),
            request_timeout: seconds(&settings::REQUEST_TIMEOUT, default.request_timeout)?,
            idle_timeout: seconds(&settings::IDLE_TIMEOUT, default.idle_timeout)?,
            drain: seconds(&settings::DRAIN_SECONDS, default.drain)?,
            secrets: default.secrets,
        })
    }
}

/// Reads how long a session lasts: `ACCESS_TOKEN_EXPIRE_MINUTES`, or 30 days.
pub fn token_lifetime() -> Result<Duration, ConfigError> {
    Ok(settings::TOKEN_MINUTES.parse()?.map_or(TOKEN_LIFETIME, Duration::from_mins))
}

/// Reads the address under which others reach the server: `HEARTH_PUBLIC_URL`.
pub fn public_url() -> Result<Option<String>, ConfigError> {
    let set = settings::PUBLIC_URL.parse::<String>()?;
    Ok(set.as_deref().and_then(setting::public_url))
}

fn sign_up() -> Result<SignUpMode, ConfigError> {
    Ok(match settings::SIGN_UP.word()?.as_str() {
        "invite" => SignUpMode::Invite,
        "approval" => SignUpMode::Approval,
        "closed" => SignUpMode::Closed,
        _ => SignUpMode::Open,
    })
}

fn rate_limits() -> Result<Option<RateLimits>, ConfigError> {
    let mut limits = RateLimits::default();
    for (setting, rate) in [
        (&settings::RATE_LIMIT_SIGN_UP, &mut limits.sign_up),
        (&settings::RATE_LIMIT_LOGIN, &mut limits.login),
        (&settings::RATE_LIMIT_ACCOUNT, &mut limits.account),
        (&settings::POST_LIMIT, &mut limits.post),
        (&settings::EDIT_LIMIT, &mut limits.edit),
        (&settings::TEXT_LIMIT, &mut limits.text),
        (&settings::VOTE_LIMIT, &mut limits.vote),
        (&settings::USER_LOOKUP_LIMIT, &mut limits.user_lookup),
        (&settings::BODY_LIMIT, &mut limits.body),
    ] {
        if let Some(set) = setting.parse()? {
            *rate = set;
        }
    }
    Ok(if settings::RATE_LIMIT.word()? == "off" { None } else { Some(limits) })
}

/// Reads the origins that may call. A list that is empty names no origin.
fn cors_origins() -> Result<Option<Origins>, ConfigError> {
    let setting = &settings::CORS_ORIGINS;
    match setting.read().as_deref().map(str::trim) {
        None => Ok(None),
        Some("*") => Ok(Some(Origins::Any)),
        Some("" | "none") => Ok(Some(Origins::Only(Vec::new()))),
        Some(_) => Ok(setting.list(|origin| origin.parse().ok())?.map(Origins::Only)),
    }
}

/// Finds where Hearth keeps its data when nobody says otherwise: `HEARTH_DATA_DIR`, or the platform's place.
pub fn data_dir() -> Result<PathBuf, ConfigError> {
    match settings::DATA_DIR.read_path() {
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
