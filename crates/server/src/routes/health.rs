//! Tells those who host the server whether it is well.

use std::sync::atomic::Ordering;

use axum::{Json, extract::State};
use hearth_api::Health;

use crate::{
    error::{Error, Result},
    state::App,
    store,
};

/// The paths of the checks.
pub(crate) const PATHS: [&str; 2] = ["/health/live", "/health/ready"];

/// Check that the process answers
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

/// Check that the database answers too and takes changes, and that the server is not about to stop
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
    if app.draining.load(Ordering::SeqCst) {
        return Err(Error::STOPPING);
    }
    store::check_writable(&app.db).await?;
    Ok(live().await)
}
