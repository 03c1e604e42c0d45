//! Defines how a forgotten password is set anew. All of it is Hearth's addition.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Body of `POST /password-reset`: asks for a link by email.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordResetRequest {
    /// The address of the account.
    #[cfg_attr(feature = "openapi", schema(max_length = 300, pattern = r"^[^\x00]*$"))]
    pub email: String,
}

/// Body of `PUT /password-reset`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordReset {
    /// The secret of the link: what stands behind its `#`.
    #[cfg_attr(feature = "openapi", schema(max_length = 200, pattern = r"^[^\x00]*$"))]
    pub token: String,
    /// The password from now on: at least 8 characters, unless the server's owner says otherwise, and at most 72 bytes.
    #[cfg_attr(
        feature = "openapi",
        schema(format = "password", min_length = 8, max_length = 72, pattern = r"^[^\x00]*$")
    )]
    pub new_password: String,
}

/// Answer of `POST /moderation/people/{id}/reset-link`.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordResetLink {
    /// The link, which works once: absolute where the server knows its public address, else relative to that of its API.
    pub link: String,
    /// The time from which on it does not work.
    #[serde(with = "crate::timestamp")]
    pub expires_at: DateTime<Utc>,
}
