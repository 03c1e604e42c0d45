//! Handles `/moderation/log`: what administrators and moderators did.

use axum::{Json, extract::State, http::HeaderMap};
use hearth_api::AuditEntry;

use super::super::page::Page;
use crate::{
    error::{Error, Result},
    extract::{Moderator, Query},
    openapi::Following,
    state::App,
    store::moderation,
};

/// List what administrators and moderators did, the newest first
#[utoipa::path(
    get,
    path = "/moderation/log",
    operation_id = "list_audit_log",
    tag = "Moderation",
    params(Following),
    responses(
        (status = 200, body = Vec<AuditEntry>, description = "The entries",
         headers(("Link" = String, description = "The next page, with `rel=\"next\"`, if there is one."))),
        Moderator,
        Query,
        Error,
    ),
)]
pub(in crate::routes) async fn list(
    State(app): State<App>,
    _: Moderator,
    mut query: Query,
) -> Result<(HeaderMap, Json<Vec<AuditEntry>>)> {
    let before = query.cursor(|text| text.parse().ok()).unwrap_or(i64::MAX);
    let page = Page::read(&mut query, app.config.page_max);
    query.finish()?;
    let mut entries = moderation::entries(&app.db, before, page.rows()).await?;
    Ok((page.cut_by_id(&mut entries, |entry| entry.id, &[])?, Json(entries)))
}
