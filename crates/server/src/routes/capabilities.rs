//! Tells clients that meet several kinds of servers what this one is and has.

use axum::Json;
use hearth_api::Capabilities;

/// Lists what is here beyond the documented API. A name stays what it means; what changes gets a new one.
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

/// List the additions to the documented API that this server has
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
