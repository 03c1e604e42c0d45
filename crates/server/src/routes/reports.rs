//! Handles `POST /reports`: telling the moderators of a post or a person.

use axum::{Json, extract::State, http::StatusCode};
use hearth_api::{Message, NewReport};
use serde_json::json;

use super::{moderation::reason, posts, users};
use crate::{
    auth::RateLimited,
    config::Config,
    error::{Error, Result},
    extract::{Authorized, Fields, FromFields},
    openapi::{Body, HTTPError},
    state::App,
    store::{
        Caller,
        reports::{self, OPEN_MAX, Outcome, Subject},
    },
};

/// A [`NewReport`] that validates.
pub(super) struct ValidReport {
    subject: Subject,
    reason: String,
}

impl FromFields for ValidReport {
    fn from_fields(fields: &mut Fields, _: &Config) -> Self {
        let (post, user) = (fields.optional_id("post_id"), fields.optional_id("user_id"));
        let subject = match (post, user) {
            (None, Some(id)) => Subject::User(id),
            (Some(id), None) => Subject::Post(id),
            _ => {
                if !fields.is_wrong("post_id") && !fields.is_wrong("user_id") {
                    let why = "Value error, a report is about a post or about a person";
                    fields.broken("value_error", "post_id", why, json!({ "error": "one of post_id and user_id" }));
                }
                Subject::Post(0)
            }
        };
        Self { subject, reason: reason(fields, "reason") }
    }
}

/// Report a post or a person to the moderators
#[utoipa::path(
    post,
    path = "/reports",
    operation_id = "create_report",
    tag = "Moderation",
    request_body = NewReport,
    responses(
        (status = 201, body = Message, description = "It is reported"),
        (status = 404, body = HTTPError, description = "There is no such post or person"),
        (status = 409, body = HTTPError, description = "The caller has reported it already, or too much"),
        Caller,
        RateLimited,
        Body,
        Error,
    ),
)]
pub(super) async fn create(
    State(app): State<App>,
    tries: RateLimited,
    Authorized(caller, report): Authorized<ValidReport>,
) -> Result<(StatusCode, Json<Message>)> {
    tries.report(caller.unchecked_id())?;
    match reports::create(&app.db, caller, report.subject, &report.reason).await? {
        Outcome::Taken => Ok((StatusCode::CREATED, Json(Message { message: "Successfully reported".to_owned() }))),
        Outcome::Repeated => Err(Error::Conflict("You have reported this already".to_owned())),
        Outcome::TooMany => {
            Err(Error::Conflict(format!("You have made {OPEN_MAX} reports that no moderator has looked at yet")))
        }
        Outcome::Missing => Err(match report.subject {
            Subject::Post(id) => posts::not_found(id),
            Subject::User(id) => users::not_found(id),
        }),
    }
}
