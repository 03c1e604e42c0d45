//! The findings of a check of a server, in rows that stand side by side with those of another server.

use serde::Serialize;
use ts_rs::TS;

use super::ServerLocation;
use crate::i18n::Text;

/// What a check of a server finds.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct ServerCheck {
    pub(crate) server: ServerLocation,
    pub(crate) rows: Vec<CheckRow>,
}

/// A finding.
#[derive(Debug, Clone, Serialize, TS)]
pub(crate) struct CheckRow {
    /// The name of the row, the same for each server.
    pub(crate) id: &'static str,
    #[ts(as = "String")]
    pub(crate) label: Text,
    #[ts(as = "String")]
    pub(crate) value: Text,
    pub(crate) verdict: Verdict,
}

/// What a finding means for who uses the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Verdict {
    Good,
    /// Works, though not as well as it could.
    Warning,
    Bad,
    /// Neither good nor bad.
    Neutral,
}
