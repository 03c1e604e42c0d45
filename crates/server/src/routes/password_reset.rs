//! Handles `/password-reset`: setting a forgotten password anew, with a link that an administrator or an email gives.
//!
//! The secret of a link stands behind its `#`, which browsers do not send: it is in no log of a server or a proxy.

use axum::{
    Json, Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use hearth_api::{Message, PasswordReset, PasswordResetLink, PasswordResetRequest};

use super::users::check_password;
use crate::{
    auth::{OneTimeCode, RateLimited, digest_of_code},
    config::Config,
    domain::EmailAddress,
    error::{Error, Result},
    extract::{Fields, FromFields, JsonBody},
    openapi::{Body, HTTPError},
    state::App,
    store::{accounts, moderation::Actor, password_resets},
};

const PAGE: &str = include_str!("password_reset/page.html");
const SCRIPT: &str = include_str!("password_reset/page.js");

/// Allows the page's own script, and nothing from elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

/// Bounds the secret of a link, in characters.
const TOKEN_MAX: usize = 200;

/// Bounds an address that is asked for, in characters.
const EMAIL_MAX: usize = 300;

impl FromFields for PasswordResetRequest {
    fn from_fields(fields: &mut Fields, _: &Config) -> Self {
        Self { email: fields.string_up_to("email", EMAIL_MAX) }
    }
}

impl FromFields for PasswordReset {
    fn from_fields(fields: &mut Fields, _: &Config) -> Self {
        fields.secret("token");
        fields.secret("new_password");
        Self { token: fields.string_up_to("token", TOKEN_MAX), new_password: fields.string("new_password") }
    }
}

/// Makes the link of an account; none where there is no such account.
pub(super) async fn create_link(app: &App, actor: Option<Actor>, id: i32) -> Result<Option<PasswordResetLink>> {
    let code = OneTimeCode::new().map_err(Error::internal)?;
    let created = password_resets::create(&app.db, actor, id, &code.digest()).await?;
    let base = app.config.public_url.as_deref().unwrap_or_default();
    Ok(created.map(|expires_at| PasswordResetLink { link: code.into_link(base), expires_at }))
}

/// Ask for an email with a link to set the password anew
///
/// Where the server sends emails (`password-reset-email` of `GET /capabilities`). The same answer, whether or not the
/// address has an account.
#[utoipa::path(
    post,
    path = "/password-reset",
    operation_id = "request_password_reset",
    tag = "Authentication",
    request_body = PasswordResetRequest,
    responses(
        (status = 202, body = Message, description = "If the address has an account, an email is on its way"),
        (status = 403, body = HTTPError, description = "This server sends no emails"),
        RateLimited,
        Body,
        Error,
    ),
)]
pub(super) async fn request(
    State(app): State<App>,
    tries: RateLimited,
    JsonBody(request): JsonBody<PasswordResetRequest>,
) -> Result<(StatusCode, Json<Message>)> {
    if app.mailer.is_none() {
        let why = "This server sends no emails. Ask somebody who looks after it for a link to set a new password.";
        return Err(Error::Forbidden(why.into()));
    }
    let normal = EmailAddress::lookup_key(&request.email);
    tries.reset(&normal.to_lowercase())?;
    // Beside the request: how long it takes tells nothing of the address.
    tokio::spawn(send_link(app, request.email, normal));
    let message = "If this address has an account, an email with a link is on its way.".to_owned();
    Ok((StatusCode::ACCEPTED, Json(Message { message })))
}

/// Sends a link to the account of an address, where it has one. What the database says of it is in the log.
async fn send_link(app: App, typed: String, normal: String) {
    if let Ok(Some((to, link))) = link_by_address(&app, &typed, &normal).await
        && let Some(mailer) = &app.mailer
    {
        mailer.send(&to, "A new password for Hearth", email(&link));
    }
}

/// Makes the link of the account of an address; returns the address as it is stored, and the link.
async fn link_by_address(app: &App, typed: &str, normal: &str) -> Result<Option<(String, String)>> {
    let Some(account) = accounts::find_credentials(&app.db, typed, normal).await? else { return Ok(None) };
    let Some(user) = accounts::find_user(&app.db, account.id).await? else { return Ok(None) };
    let made = create_link(app, None, user.id).await?;
    Ok(made.map(|PasswordResetLink { link, .. }| (user.email, link)))
}

fn email(link: &str) -> String {
    format!(
        "Hello,\n\n\
         somebody asked to set the password of your account at Hearth anew.\n\
         Open this link within an hour:\n\n\
         {link}\n\n\
         It works once, and signs you out everywhere. If it was not you, do\n\
         nothing: your password stays as it is.\n"
    )
}

/// Set a forgotten password anew, with the secret of a link
///
/// The link is used up, and all sessions of the account end.
#[utoipa::path(
    put,
    path = "/password-reset",
    operation_id = "redeem_password_reset",
    tag = "Authentication",
    request_body = PasswordReset,
    responses(
        (status = 204, description = "The account has the new password"),
        (status = 403, body = HTTPError, description = "This link does not work: it was used, or it is older than an hour."),
        RateLimited,
        Body,
        Error,
    ),
)]
pub(super) async fn redeem(
    State(app): State<App>,
    tries: RateLimited,
    JsonBody(reset): JsonBody<PasswordReset>,
) -> Result<StatusCode> {
    tries.reset_link()?;
    let invalid = || Error::Forbidden("This link does not work: it was used, or it is older than an hour.".into());
    let digest = digest_of_code(&reset.token);
    let email = password_resets::find(&app.db, &digest).await?.ok_or_else(invalid)?;
    check_password("new_password", &reset.new_password, &email, &app.config)?;
    let hash = app.passwords.hash(reset.new_password).await?;
    if !password_resets::redeem(&app.db, &digest, &hash).await? {
        return Err(invalid());
    }
    app.events.notify();
    Ok(StatusCode::NO_CONTENT)
}

/// Returns the route of the page that a link leads to.
pub(super) fn page() -> Router<App> {
    Router::new()
        .route("/password-reset/page", get(async || guarded("text/html; charset=utf-8", PAGE)))
        .route("/password-reset/page.js", get(async || guarded("text/javascript", SCRIPT)))
}

fn guarded(kind: &'static str, body: &'static str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, body).into_response()
}
