//! What this server is and whether it is well: for clients that meet several kinds, and for those who host it.

use axum::{Json, extract::State};
use hearth_api::{Capabilities, Health};

use crate::{App, error::Result};

/// What is here beyond the documented API. A name stays what it means; what changes gets a new one.
const CAPABILITIES: [&str; 9] =
    ["account", "cursor", "drafts", "events", "search-any-case", "sort", "user-posts", "voted", "voters"];

/// `GET /capabilities`
pub(super) async fn capabilities() -> Json<Capabilities> {
    Json(Capabilities {
        server: "hearth".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        capabilities: CAPABILITIES.map(str::to_owned).to_vec(),
    })
}

/// `GET /health/live`: the process answers.
pub(super) async fn live() -> Json<Health> {
    Json(Health { status: "ok".to_owned() })
}

/// `GET /health/ready`: the database answers too.
pub(super) async fn ready(State(app): State<App>) -> Result<Json<Health>> {
    sqlx::query("SELECT 1").execute(&app.db).await?;
    Ok(live().await)
}
