//! Handles `/moderation/people`: finding, suspending, approving and removing accounts.

use axum::{
    Json,
    extract::State,
    http::{HeaderMap, StatusCode},
};
use hearth_api::{AccountState, ManagedUser, PasswordResetLink, REASON_MAX_CHARS, Suspension, UserOut};

use super::{
    super::{page::Page, password_reset, users},
    reason, refusal,
};
use crate::{
    administration::SEARCHED_MAX,
    config::Config,
    error::{Error, Result},
    extract::{Administrator, Fields, FromFields, Id, JsonBody, Moderator, Query},
    openapi::{Body, Following, HTTPError, PeopleFilter},
    state::App,
    store::moderation::{self, Only, PeopleQuery, Person},
};

/// The longest suspension with an end, in days.
const DAYS_MAX: i64 = 3650;

impl FromFields for Suspension {
    fn from_fields(fields: &mut Fields, _: &Config) -> Self {
        let days = fields.optional_integer("days", &(1..=DAYS_MAX)).and_then(|days| i32::try_from(days).ok());
        Self { reason: reason(fields, "reason"), days }
    }
}

/// List people
///
/// In the order of their ids, each with role and state.
#[utoipa::path(
    get,
    path = "/moderation/people",
    operation_id = "list_people",
    tag = "Moderation",
    params(PeopleFilter, Following),
    responses(
        (status = 200, body = Vec<ManagedUser>, description = "The people",
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
) -> Result<(HeaderMap, Json<Vec<ManagedUser>>)> {
    let text = query.text("search").unwrap_or_default().trim().to_owned();
    let only = query.one_of("only", &Only::NAMES);
    let after = query.cursor(|text| text.parse().ok()).unwrap_or(i32::MIN);
    let page = Page::read(&mut query, app.config.page_max);
    query.finish()?;
    let mut people = if text.chars().count() > SEARCHED_MAX {
        Vec::new()
    } else {
        let only = only.and_then(Only::from_name);
        let wanted = PeopleQuery { text: &text, only, after, limit: page.rows() };
        let found = moderation::people(&app.searches, wanted).await;
        found.map_err(|error| Error::from(error).at("query", "search"))?
    };
    let query = [("search", text.as_str()), ("only", only.unwrap_or_default())];
    let headers = page.cut_by_id(&mut people, |person| person.id, &query)?;
    Ok((headers, Json(people.into_iter().map(managed).collect())))
}

fn managed(person: Person) -> ManagedUser {
    let Person { id, email, display_name, joined: created_at, posts, role, state, reason, until } = person;
    ManagedUser { user: UserOut { id, email, created_at, display_name }, role, posts, state, reason, until }
}

/// Suspend an account
///
/// Its sessions end, and signing in says why. Its posts stay. Doing it again changes reason and end.
#[utoipa::path(
    put,
    path = "/moderation/people/{id}/suspension",
    operation_id = "suspend_user",
    tag = "Moderation",
    params(("id" = i32, Path, description = "The user's id.")),
    request_body = Suspension,
    responses(
        (status = 204, description = "It is suspended"),
        (status = 404, body = HTTPError, description = "User with id: {id} does not exists"),
        Moderator,
        Id,
        Body,
        Error,
    ),
)]
pub(in crate::routes) async fn suspend(
    State(app): State<App>,
    Moderator(actor): Moderator,
    Id(id): Id,
    JsonBody(suspension): JsonBody<Suspension>,
) -> Result<StatusCode> {
    if moderation::suspend(&app.db, actor, id, &suspension.reason, suspension.days).await?.is_none() {
        return Err(refusal(&app, id).await?);
    }
    app.events.notify();
    Ok(StatusCode::NO_CONTENT)
}

/// End a suspension
#[utoipa::path(
    delete,
    path = "/moderation/people/{id}/suspension",
    operation_id = "unsuspend_user",
    tag = "Moderation",
    params(("id" = i32, Path, description = "The user's id.")),
    responses(
        (status = 204, description = "It can be signed in to"),
        (status = 404, body = HTTPError, description = "This account is not suspended"),
        Moderator,
        Id,
        Error,
    ),
)]
pub(in crate::routes) async fn unsuspend(
    State(app): State<App>,
    Moderator(actor): Moderator,
    Id(id): Id,
) -> Result<StatusCode> {
    match moderation::lift(&app.db, actor, id, AccountState::Suspended).await? {
        Some(_) => Ok(StatusCode::NO_CONTENT),
        None => Err(Error::NotFound("This account is not suspended".to_owned())),
    }
}

/// Approve an account that waits
#[utoipa::path(
    put,
    path = "/moderation/people/{id}/approval",
    operation_id = "approve_user",
    tag = "Moderation",
    params(("id" = i32, Path, description = "The user's id.")),
    responses(
        (status = 204, description = "It can be signed in to"),
        (status = 404, body = HTTPError, description = "This account does not wait for approval"),
        Moderator,
        Id,
        Error,
    ),
)]
pub(in crate::routes) async fn approve(
    State(app): State<App>,
    Moderator(actor): Moderator,
    Id(id): Id,
) -> Result<StatusCode> {
    match moderation::lift(&app.db, actor, id, AccountState::Waiting).await? {
        Some(_) => Ok(StatusCode::NO_CONTENT),
        None => Err(Error::NotFound("This account does not wait for approval".to_owned())),
    }
}

/// Remove an account
///
/// With its posts and votes. A moderator may refuse one that waits for approval, an administrator remove any but an
/// administrator's.
#[utoipa::path(
    delete,
    path = "/moderation/people/{id}",
    operation_id = "remove_user",
    tag = "Moderation",
    params(
        ("id" = i32, Path, description = "The user's id."),
        ("reason" = Option<String>, Query, description = "Why, for the log: 500 characters are kept.", pattern = r"^[^\x00]*$"),
    ),
    responses(
        (status = 204, description = "It is gone"),
        (status = 404, body = HTTPError, description = "User with id: {id} does not exists"),
        Moderator,
        Id,
        Query,
        Error,
    ),
)]
pub(in crate::routes) async fn remove(
    State(app): State<App>,
    Moderator(actor): Moderator,
    Id(id): Id,
    mut query: Query,
) -> Result<StatusCode> {
    let reason = query.text("reason").unwrap_or_default();
    query.finish()?;
    let reason: String = reason.trim().chars().take(REASON_MAX_CHARS).collect();
    if moderation::remove(&app.db, actor, id, &reason).await?.is_none() {
        return Err(refusal(&app, id).await?);
    }
    app.events.notify();
    Ok(StatusCode::NO_CONTENT)
}

/// Make a link for somebody who forgot a password
///
/// It works once, for an hour, in place of an earlier one. The new password that is set with it ends all sessions.
#[utoipa::path(
    post,
    path = "/moderation/people/{id}/reset-link",
    operation_id = "create_reset_link",
    tag = "Moderation",
    params(("id" = i32, Path, description = "The user's id.")),
    responses(
        (status = 201, body = PasswordResetLink, description = "The link"),
        (status = 404, body = HTTPError, description = "User with id: {id} does not exists"),
        Administrator,
        Id,
        Error,
    ),
)]
pub(in crate::routes) async fn reset_link(
    State(app): State<App>,
    Administrator(actor): Administrator,
    Id(id): Id,
) -> Result<(StatusCode, Json<PasswordResetLink>)> {
    let link = password_reset::create_link(&app, Some(actor), id).await?;
    let link = link.ok_or_else(|| users::not_found(id))?;
    Ok((StatusCode::CREATED, Json(link)))
}
