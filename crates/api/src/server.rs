//! Defines what a server tells of itself.

use serde::{Deserialize, Serialize};

/// Answer of an action that has nothing else to say.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Message {
    /// A sentence for people.
    pub message: String,
}

/// Answer of `GET /capabilities`: what this server has beyond the documented API. Hearth's addition.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Capabilities {
    /// The program: `hearth`.
    pub server: String,
    /// Its version, e.g. `0.1.0`.
    pub version: String,
    /// The names of the additions; a client ignores those that it does not know.
    pub capabilities: Vec<String>,
}

/// Answer of `GET /health/live` and `GET /health/ready`. Hearth's addition.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Health {
    /// Always `ok`; what is not well answers with an error.
    pub status: String,
}
