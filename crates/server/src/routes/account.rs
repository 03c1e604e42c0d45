//! `/me`: the caller's own account.

use axum::{Json, extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use hearth_api::{Account, AccountUpdate, PasswordChange, PasswordConfirmation, Token};
use serde_json::json;

use super::users::check_password;
use crate::{
    App,
    database::retry,
    error::{Error, Result},
    extract::{Caller, Fields, FromFields, JsonBody},
    limits::Attempt,
    openapi::{Body, HTTPError},
};

impl FromFields for AccountUpdate {
    fn from_fields(fields: &mut Fields) -> Self {
        let phone_number = fields.string_or_null("phone_number");
        if !fields.is_wrong("phone_number") && phone_number.as_deref().is_some_and(|number| !is_phone_number(number)) {
            let reason = "a telephone number has 3 to 32 digits, spaces and +-().";
            fields.broken("value_error", "phone_number", &format!("Value error, {reason}"), json!({ "error": reason }));
        }
        Self { phone_number }
    }
}

impl FromFields for PasswordChange {
    fn from_fields(fields: &mut Fields) -> Self {
        fields.secret("current_password");
        fields.secret("new_password");
        Self { current_password: fields.string("current_password"), new_password: fields.string("new_password") }
    }
}

impl FromFields for PasswordConfirmation {
    fn from_fields(fields: &mut Fields) -> Self {
        fields.secret("password");
        Self { password: fields.string("password") }
    }
}

/// However people write one; nobody is called here.
fn is_phone_number(text: &str) -> bool {
    (3..=32).contains(&text.len()) && text.chars().all(|char| char.is_ascii_digit() || " +-().".contains(char))
}

/// Who the caller is
#[utoipa::path(
    get,
    path = "/me",
    operation_id = "get_account",
    tag = "Account",
    responses(
        (status = 200, body = Account, description = "The account"),
        Caller,
        Error,
    ),
)]
pub(super) async fn read(State(app): State<App>, caller: Caller) -> Result<Json<Account>> {
    caller.account(&app).await.map(Json)
}

/// Change the telephone number
#[utoipa::path(
    patch,
    path = "/me",
    operation_id = "update_account",
    tag = "Account",
    request_body = AccountUpdate,
    responses(
        (status = 200, body = Account, description = "The account as it is now"),
        Caller,
        Body,
        Error,
    ),
)]
pub(super) async fn update(
    State(app): State<App>,
    caller: Caller,
    JsonBody(update): JsonBody<AccountUpdate>,
) -> Result<Json<Account>> {
    let updated = sqlx::query_as!(
        Account,
        r#"
        UPDATE users SET phone_number = $3 WHERE id = $1 AND sessions_since <= $2
        RETURNING id, email, created_at, phone_number
        "#,
        caller.id,
        caller.issued,
        update.phone_number,
    );
    updated.fetch_optional(&app.db).await?.map(Json).ok_or(Error::BAD_TOKEN)
}

/// Change the password
///
/// Every token from before is refused from now on; the answer is a new one.
#[utoipa::path(
    put,
    path = "/me/password",
    operation_id = "change_password",
    tag = "Account",
    request_body = PasswordChange,
    responses(
        (status = 200, body = Token, description = "A new token"),
        (status = 403, body = HTTPError, description = "Invalid Credentials"),
        Attempt,
        Caller,
        Body,
        Error,
    ),
)]
pub(super) async fn change_password(
    State(app): State<App>,
    caller: Caller,
    attempt: Attempt,
    JsonBody(change): JsonBody<PasswordChange>,
) -> Result<Json<Token>> {
    let PasswordChange { current_password, new_password } = change;
    let current = confirmed(&app, caller, &attempt, current_password).await?;
    check_password("new_password", &new_password, app.config.password_min)?;
    let hash = app.passwords.hash(new_password).await?;
    let changed: Option<DateTime<Utc>> = sqlx::query_scalar!(
        r#"
        UPDATE users SET password = $3, sessions_since = clock_timestamp()
        WHERE id = $1 AND password = $2
        RETURNING sessions_since
        "#,
        caller.id,
        current,
        hash,
    )
    .fetch_optional(&app.db)
    .await?;
    // Changed by somebody else meanwhile: what was confirmed is the password no longer.
    let issued = changed.ok_or(Error::BAD_CREDENTIALS)?;
    app.tokens.issue(caller.id, issued).map(Json)
}

/// Delete the account, its posts and its votes
#[utoipa::path(
    post,
    path = "/me/delete",
    operation_id = "delete_account",
    tag = "Account",
    request_body = PasswordConfirmation,
    responses(
        (status = 204, description = "It is gone"),
        (status = 403, body = HTTPError, description = "Invalid Credentials"),
        Attempt,
        Caller,
        Body,
        Error,
    ),
)]
pub(super) async fn delete(
    State(app): State<App>,
    caller: Caller,
    attempt: Attempt,
    JsonBody(confirmation): JsonBody<PasswordConfirmation>,
) -> Result<StatusCode> {
    let current = &confirmed(&app, caller, &attempt, confirmation.password).await?;
    let deleted = retry(|| async {
        sqlx::query!("DELETE FROM users WHERE id = $1 AND password = $2", caller.id, current).execute(&app.db).await
    });
    if deleted.await?.rows_affected() == 0 {
        return Err(Error::BAD_CREDENTIALS);
    }
    app.events.written();
    Ok(StatusCode::NO_CONTENT)
}

/// The stored hash of the caller's password, which `password` must be.
async fn confirmed(app: &App, caller: Caller, attempt: &Attempt, password: String) -> Result<String> {
    let hash = sqlx::query_scalar!(
        "SELECT password FROM users WHERE id = $1 AND sessions_since <= $2",
        caller.id,
        caller.issued,
    );
    let hash = hash.fetch_optional(&app.db).await?.ok_or(Error::BAD_TOKEN)?;
    attempt.password(caller.id)?;
    if app.passwords.verify(password, Some(hash.clone())).await? { Ok(hash) } else { Err(Error::BAD_CREDENTIALS) }
}
