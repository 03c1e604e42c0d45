//! Examines the settings that the server reads at its start.

use hearth_server::{
    Config, SecretKey,
    config::{self, ConfigError, settings},
};

use super::report::Finding;
use crate::args::LogFormat;

/// Examines the settings; `is_external` where the database is one of the owner's.
pub(super) fn examine(is_external: bool) -> Vec<Finding> {
    let key = settings::SECRET_KEY.read();
    let mut findings = vec![match read(key.clone().unwrap_or_default()) {
        Ok(config) if key.is_some() && config.secrets.is_weak() => {
            Finding::warning("settings", "A secret key is shorter than 32 bytes, or repeats a few characters.")
                .remedy("Set SECRET_KEY to what `openssl rand -hex 32` prints: that ends all sessions")
        }
        Ok(_) => Finding::ok("settings", "All of them can be used."),
        Err(error) => Finding::problem("settings", error).remedy("`hearth-server config show` tells where it is set"),
    }];
    if is_external && key.is_none() {
        findings.push(
            Finding::problem("key", "SECRET_KEY is not set, and a database of yours needs it: it signs sessions.")
                .remedy("Set it to the one that your deployment has, or to what `openssl rand -hex 32` prints"),
        );
    }
    findings
}

/// Reads all settings as `serve` does.
fn read(key: String) -> Result<Config, ConfigError> {
    settings::LOG_FORMAT.parse::<LogFormat>()?;
    config::database_connections()?;
    Config::from_env(SecretKey::new(key))
}
