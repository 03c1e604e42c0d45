//! Reads how many connections clients may have.

use super::{
    env::{parse, variable},
    error::ConfigError,
};

/// Bounds what can be set.
const CONNECTIONS_MAX: usize = 1_000_000;

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
    /// Returns the defaults, and over them what the environment says.
    pub(super) fn from_env() -> Result<Self, ConfigError> {
        const PER_ADDRESS: &str = "HEARTH_CONNECTIONS_PER_ADDRESS";
        // Half of them may be streams of events.
        let most = parse("HEARTH_CONNECTIONS", |most| (2..=CONNECTIONS_MAX).contains(most))?;
        let per_address = match variable(PER_ADDRESS).as_deref().map(str::trim) {
            Some("off") => None,
            _ => parse(PER_ADDRESS, |most| (1..=CONNECTIONS_MAX).contains(most))?.or(Self::default().per_address),
        };
        Ok(Self { most, per_address })
    }
}
