//! What this server is and whether it is well: for clients that meet several kinds, and for those who host it.

use axum::{Json, extract::State};
use hearth_api::{Capabilities, Health};

use crate::{
    App,
    error::{Error, Result},
};

/// What is here beyond the documented API. A name stays what it means; what changes gets a new one.
const CAPABILITIES: [&str; 10] = [
    "account",
    "cursor",
    "drafts",
    "events",
    "idempotency",
    "search-any-case",
    "sort",
    "user-posts",
    "voted",
    "voters",
];

/// What this server has beyond the documented API
#[utoipa::path(
    get,
    path = "/capabilities",
    operation_id = "capabilities",
    tag = "Server",
    responses(
        (status = 200, body = Capabilities, description = "The additions that this server has"),
    ),
)]
pub(super) async fn capabilities() -> Json<Capabilities> {
    Json(Capabilities {
        server: "hearth".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        capabilities: CAPABILITIES.map(str::to_owned).to_vec(),
    })
}

/// Whether the process answers
#[utoipa::path(
    get,
    path = "/health/live",
    operation_id = "live",
    tag = "Server",
    responses(
        (status = 200, body = Health, description = "It does"),
    ),
)]
pub(super) async fn live() -> Json<Health> {
    Json(Health { status: "ok".to_owned() })
}

/// Whether the database answers too
#[utoipa::path(
    get,
    path = "/health/ready",
    operation_id = "ready",
    tag = "Server",
    responses(
        (status = 200, body = Health, description = "It does"),
        Error,
    ),
)]
pub(super) async fn ready(State(app): State<App>) -> Result<Json<Health>> {
    sqlx::query("SELECT 1").execute(&app.db).await?;
    Ok(live().await)
}
