//! Lists all settings, in one table: what each is called, what it takes, and what counts where nobody sets it.

use super::setting::{Kind, Setting};

/// The largest body that is read leaves room for so many characters of ASCII.
const CONTENT_MAX_LIMIT: u64 = 1_000_000;

/// The longest password, in bytes, which is the longest shortest one.
const PASSWORD_MIN_LIMIT: u64 = hearth_api::PASSWORD_MAX_BYTES as u64;

/// The most connections of clients.
const CONNECTIONS_LIMIT: u64 = 1_000_000;

/// The fewest connections to the database.
const DATABASE_CONNECTIONS_MIN: u64 = crate::store::MIN_CONNECTIONS as u64;

const SWITCH: Kind = Kind::Word(&["on", "off"]);

macro_rules! settings {
    ($($(#[$meta:meta])* $name:ident = $variable:literal, $kind:expr, $default:expr;)*) => {
        $($(#[$meta])* pub static $name: Setting = Setting { variable: $variable, kind: $kind, default: $default };)*

        /// All settings, in the order of the documentation.
        pub static ALL: &[&Setting] = &[$(&$name),*];
    };
}

settings! {
    /// The directory of the database, the key and the app's files.
    DATA_DIR = "HEARTH_DATA_DIR", Kind::Path, None;
    /// The PostgreSQL to run.
    POSTGRES_DIR = "HEARTH_POSTGRES_DIR", Kind::Path, None;
    /// The address of an external database.
    DATABASE_URL = "DATABASE_URL", Kind::DatabaseUrl, None;
    /// Its hosts, where the address is given in parts.
    DATABASE_HOSTNAME = "DATABASE_HOSTNAME", Kind::Text, None;
    /// Its port.
    DATABASE_PORT = "DATABASE_PORT", Kind::Number { min: 1, max: 65_535 }, None;
    /// Its role.
    DATABASE_USERNAME = "DATABASE_USERNAME", Kind::Text, None;
    /// The role's password.
    DATABASE_PASSWORD = "DATABASE_PASSWORD", Kind::Secret, None;
    /// Its name.
    DATABASE_NAME = "DATABASE_NAME", Kind::Text, None;
    /// The address for notifications, past a pooler.
    EVENTS_DATABASE_URL = "HEARTH_EVENTS_DATABASE_URL", Kind::DatabaseUrl, None;
    /// The addresses of replicas.
    REPLICA_URLS = "HEARTH_REPLICA_URLS", Kind::DatabaseUrls, None;
    /// The most connections to the database.
    DATABASE_CONNECTIONS = "HEARTH_DATABASE_CONNECTIONS",
        Kind::Number { min: DATABASE_CONNECTIONS_MIN, max: 1000 }, None;

    /// Whether an own database is backed up each day.
    BACKUP = "HEARTH_BACKUP", SWITCH, Some("on");
    /// The directory of these backups.
    BACKUP_DIR = "HEARTH_BACKUP_DIR", Kind::Path, None;
    /// Whom these backups are encrypted for.
    BACKUP_RECIPIENT = "HEARTH_BACKUP_RECIPIENT", Kind::Text, None;

    /// The key that signs sessions.
    SECRET_KEY = "SECRET_KEY", Kind::Secret, None;
    /// The keys that still verify sessions.
    PREVIOUS_SECRET_KEYS = "HEARTH_PREVIOUS_SECRET_KEYS", Kind::Secrets, None;
    /// The algorithm of tokens.
    ALGORITHM = "ALGORITHM", Kind::Word(&["HS256"]), Some("HS256");
    /// The lifetime of a session.
    TOKEN_MINUTES = "ACCESS_TOKEN_EXPIRE_MINUTES", Kind::Number { min: 1, max: 52_560_000 }, Some("43200");
    /// The shortest new password.
    PASSWORD_MIN = "HEARTH_PASSWORD_MIN", Kind::Number { min: 1, max: PASSWORD_MIN_LIMIT }, Some("8");
    /// Whether common passwords are taken.
    PASSWORD_COMMON = "HEARTH_PASSWORD_COMMON", Kind::Word(&["allow", "refuse"]), Some("allow");
    /// The cost of new hashes.
    BCRYPT_COST = "HEARTH_BCRYPT_COST", Kind::Number { min: 4, max: 31 }, Some("12");

    /// The address to listen on.
    LISTEN = "HEARTH_LISTEN", Kind::Address, Some("127.0.0.1:8000");
    /// The most posts in a page.
    PAGE_MAX = "HEARTH_PAGE_MAX", Kind::Number { min: 1, max: 1000 }, Some("100");
    /// The longest content.
    CONTENT_MAX = "HEARTH_CONTENT_MAX", Kind::Number { min: 1, max: CONTENT_MAX_LIMIT }, Some("100000");
    /// The most drafts of one account.
    DRAFTS_MAX = "HEARTH_DRAFTS_MAX", Kind::Number { min: 1, max: 1_000_000 }, Some("1000");
    /// How long a connection may be idle, in seconds.
    IDLE_TIMEOUT = "HEARTH_IDLE_TIMEOUT", Kind::Number { min: 1, max: 86_400 }, Some("180");
    /// How long a request may take, in seconds.
    REQUEST_TIMEOUT = "HEARTH_REQUEST_TIMEOUT", Kind::Number { min: 1, max: 3600 }, Some("30");
    /// How long a server that is told to stop goes on, in seconds.
    DRAIN_SECONDS = "HEARTH_DRAIN_SECONDS", Kind::Number { min: 0, max: 600 }, Some("0");
    /// The memory of large responses, in MiB.
    RESPONSE_MEMORY = "HEARTH_RESPONSE_MEMORY", Kind::Number { min: 16, max: 65_536 }, Some("64");
    /// The most connections of clients. Half of them may be streams of events.
    CONNECTIONS = "HEARTH_CONNECTIONS", Kind::Number { min: 2, max: CONNECTIONS_LIMIT }, Some("8192");
    /// The most connections from one address.
    CONNECTIONS_PER_ADDRESS = "HEARTH_CONNECTIONS_PER_ADDRESS",
        Kind::NumberOrOff { min: 1, max: CONNECTIONS_LIMIT }, Some("512");
    /// Whether rates are limited.
    RATE_LIMIT = "HEARTH_RATE_LIMIT", SWITCH, Some("on");
    /// Sign-ups from one address.
    RATE_LIMIT_SIGN_UP = "HEARTH_RATE_LIMIT_SIGN_UP", Kind::Rate, Some("30/1h");
    /// Logins from one address.
    RATE_LIMIT_LOGIN = "HEARTH_RATE_LIMIT_LOGIN", Kind::Rate, Some("100/1h");
    /// Wrong passwords for one account.
    RATE_LIMIT_ACCOUNT = "HEARTH_RATE_LIMIT_ACCOUNT", Kind::Rate, Some("10/15m");
    /// New posts of one account.
    POST_LIMIT = "HEARTH_POST_LIMIT", Kind::Rate, Some("60/10m");
    /// Changes by one account.
    EDIT_LIMIT = "HEARTH_EDIT_LIMIT", Kind::Rate, Some("120/10m");
    /// Characters that one account writes.
    TEXT_LIMIT = "HEARTH_TEXT_LIMIT", Kind::Rate, Some("500000/10m");
    /// Votes of one account.
    VOTE_LIMIT = "HEARTH_VOTE_LIMIT", Kind::Rate, Some("600/10m");
    /// Look-ups of users.
    USER_LOOKUP_LIMIT = "HEARTH_USER_LOOKUP_LIMIT", Kind::Rate, Some("60/1m");
    /// Bytes of requests.
    BODY_LIMIT = "HEARTH_BODY_LIMIT", Kind::Rate, Some("64000000/1h");
    /// Whether others see email addresses.
    PUBLIC_EMAILS = "HEARTH_PUBLIC_EMAILS", SWITCH, Some("on");
    /// Who may sign up.
    SIGN_UP = "HEARTH_SIGN_UP", Kind::Word(&["open", "invite", "approval", "closed"]), Some("open");
    /// The address under which others reach the server.
    PUBLIC_URL = "HEARTH_PUBLIC_URL", Kind::Url, None;
    /// The server that sends emails.
    SMTP_URL = "HEARTH_SMTP_URL", Kind::SmtpUrl, None;
    /// Whom emails are from.
    MAIL_FROM = "HEARTH_MAIL_FROM", Kind::Mailbox, None;
    /// The proxies that are trusted.
    TRUSTED_PROXIES = "HEARTH_TRUSTED_PROXIES", Kind::Networks, None;
    /// The origins whose pages may call.
    CORS_ORIGINS = "HEARTH_CORS_ORIGINS", Kind::Origins, Some("*");

    /// Where metrics are served.
    METRICS_LISTEN = "HEARTH_METRICS_LISTEN", Kind::LocalPort, None;
    /// What is logged.
    LOG_FILTER = "RUST_LOG", Kind::Text, Some("info,sqlx=warn");
    /// The format of the log.
    LOG_FORMAT = "HEARTH_LOG_FORMAT", Kind::Word(&["text", "json"]), Some("text");
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{auth::Rate, config::Config};

    const DOCUMENT: &str = include_str!("../../../../docs/configuration.md");

    #[test]
    fn every_setting_is_documented_with_its_default() {
        for setting in ALL {
            let row = DOCUMENT.lines().find(|line| {
                line.starts_with("| ")
                    && line.split('|').nth(1).is_some_and(|cell| cell.contains(&format!("`{}`", setting.variable)))
            });
            let row = row.unwrap_or_else(|| panic!("{} is not in docs/configuration.md", setting.variable));
            if let Some(default) = setting.default {
                let cell = row.split('|').nth(2).unwrap_or_default();
                assert!(cell.contains(default), "the default of {} is not {default} in {cell:?}", setting.variable);
            }
        }
    }

    #[test]
    fn names_are_unique() {
        let (variables, keys): (BTreeSet<_>, BTreeSet<_>) =
            ALL.iter().map(|setting| (setting.variable, setting.key())).unzip();
        assert_eq!((variables.len(), keys.len()), (ALL.len(), ALL.len()));
    }

    #[test]
    fn defaults_are_those_that_count() {
        let config = Config::new(crate::SecretKey::new("any"));
        let number = |setting: &Setting| setting.default.and_then(|text| text.parse::<u64>().ok()).unwrap_or_default();
        for (setting, counts) in [
            (&TOKEN_MINUTES, config.token_lifetime.as_secs() / 60),
            (&PASSWORD_MIN, config.password_min as u64),
            (&BCRYPT_COST, u64::from(config.bcrypt_cost)),
            (&PAGE_MAX, config.page_max.unsigned_abs()),
            (&CONTENT_MAX, config.content_max as u64),
            (&DRAFTS_MAX, config.drafts_max.unsigned_abs()),
            (&IDLE_TIMEOUT, config.idle_timeout.as_secs()),
            (&REQUEST_TIMEOUT, config.request_timeout.as_secs()),
            (&DRAIN_SECONDS, config.drain.as_secs()),
            (&RESPONSE_MEMORY, (config.response_memory / (1024 * 1024)) as u64),
            (&CONNECTIONS_PER_ADDRESS, config.connections.per_address.unwrap_or_default() as u64),
        ] {
            assert_eq!(number(setting), counts, "{}", setting.variable);
        }
        let rates = config.rate_limits.expect("rates are limited unless somebody says otherwise");
        for (setting, counts) in [
            (&RATE_LIMIT_SIGN_UP, rates.sign_up),
            (&RATE_LIMIT_LOGIN, rates.login),
            (&RATE_LIMIT_ACCOUNT, rates.account),
            (&POST_LIMIT, rates.post),
            (&EDIT_LIMIT, rates.edit),
            (&TEXT_LIMIT, rates.text),
            (&VOTE_LIMIT, rates.vote),
            (&USER_LOOKUP_LIMIT, rates.user_lookup),
            (&BODY_LIMIT, rates.body),
        ] {
            let rate: Rate = setting.default.unwrap_or_default().parse().expect("it is a rate");
            assert_eq!((rate.tries(), rate.seconds()), (counts.tries(), counts.seconds()), "{}", setting.variable);
        }
    }

    #[test]
    fn every_default_is_accepted() {
        for setting in ALL {
            let refused = setting.default.and_then(|default| setting.check(default).err());
            assert!(refused.is_none(), "{}: {refused:?}", setting.variable);
        }
    }
}
