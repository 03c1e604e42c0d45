//! Defines what somebody may do for others on a server.

use serde::{Deserialize, Serialize};

/// What somebody may do for others on a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// All that a moderator may, and to give roles, remove accounts and help who forgot a password.
    Administrator,
    /// Remove posts, suspend and approve accounts, handle reports, make invites.
    Moderator,
}
