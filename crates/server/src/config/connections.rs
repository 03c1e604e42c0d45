//! Reads how many connections clients may have.

use super::{error::ConfigError, settings};

/// The bounds on open connections of clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Connections {
    /// The most at once; none for 8,192. Fewer where the process has no file descriptors for so many.
    pub most: Option<usize>,
    /// The most from one address over TCP; none to set no bound.
    pub per_address: Option<usize>,
}

impl Default for Connections {
    /// Returns bounds that leave room for an office behind one address.
    fn default() -> Self {
        Self { most: None, per_address: Some(512) }
    }
}

impl Connections {
    /// Returns the defaults, and over them what is set.
    pub(super) fn from_settings() -> Result<Self, ConfigError> {
        let most = settings::CONNECTIONS.parse()?;
        let per_address = match settings::CONNECTIONS_PER_ADDRESS.read().as_deref().map(str::trim) {
            Some("off") => None,
            _ => settings::CONNECTIONS_PER_ADDRESS.parse()?.or(Self::default().per_address),
        };
        Ok(Self { most, per_address })
    }
}
