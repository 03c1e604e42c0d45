//! Handles `/moderation/reports`: the queue of what readers report.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use hearth_api::{Report, ReportDecision, ReportState};

use super::{super::page::Page, note};
use crate::{
    config::Config,
    error::{Error, Result},
    extract::{Fields, FromFields, Id, JsonBody, Moderator, Query},
    openapi::{Body, Following, HTTPError, ReportFilter},
    state::App,
    store::reports,
};

const STATES: [&str; 3] = ["open", "resolved", "dismissed"];

impl FromFields for ReportDecision {
    fn from_fields(fields: &mut Fields, _: &Config) -> Self {
        let state = fields.one_of("state", &["resolved", "dismissed"]);
        Self { state: state_of(state.unwrap_or_default()), note: note(fields, "note") }
    }
}

fn state_of(word: &str) -> ReportState {
    match word {
        "resolved" => ReportState::Resolved,
        "dismissed" => ReportState::Dismissed,
        _ => ReportState::Open,
    }
}

/// List reports, in the order in which they came
#[utoipa::path(
    get,
    path = "/moderation/reports",
    operation_id = "list_reports",
    tag = "Moderation",
    params(ReportFilter, Following),
    responses(
        (status = 200, body = Vec<Report>, description = "The reports",
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
) -> Result<(HeaderMap, Json<Vec<Report>>)> {
    let state = query.one_of("state", &STATES).unwrap_or("open");
    let after = query.cursor(|text| text.parse().ok()).unwrap_or(i32::MIN);
    let page = Page::read(&mut query, app.config.page_max);
    query.finish()?;
    let mut found = reports::list(&app.db, state_of(state), after, page.rows()).await?;
    Ok((page.cut_by_id(&mut found, |report| report.id, &[("state", state)])?, Json(found)))
}

/// Close a report
#[utoipa::path(
    put,
    path = "/moderation/reports/{id}",
    operation_id = "close_report",
    tag = "Moderation",
    params(("id" = i32, Path, description = "The report's id.")),
    request_body = ReportDecision,
    responses(
        (status = 204, description = "It is closed"),
        (status = 404, body = HTTPError, description = "There is no such report that is open"),
        Moderator,
        Id,
        Body,
        Error,
    ),
)]
pub(in crate::routes) async fn close(
    State(app): State<App>,
    Moderator(actor): Moderator,
    Id(id): Id,
    JsonBody(decision): JsonBody<ReportDecision>,
) -> Result<StatusCode> {
    if reports::close(&app.db, actor, id, decision.state, decision.note.as_deref()).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Error::NotFound("There is no such report that is open".to_owned()))
    }
}
