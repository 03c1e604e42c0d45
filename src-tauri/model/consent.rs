//! The consent of a person to what is unusual about a connection to a server.

use serde::Deserialize;
use ts_rs::TS;

/// An agreement of a person, for one server alone.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Consent {
    /// To trust the certificate with this fingerprint.
    Certificate { fingerprint: String },
    /// To connect without encryption.
    PlainHttp,
}
