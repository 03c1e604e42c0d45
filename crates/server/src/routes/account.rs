//! Handles `/me`: the caller's own account.

use axum::{Json, extract::State, http::StatusCode};
use hearth_api::{Account, AccountUpdate, PasswordChange, PasswordConfirmation, Token};
use serde_json::json;

use super::users::check_password;
use crate::{
    auth::RateLimited,
    config::Config,
    domain::{ClientInfo, DisplayName},
    error::{Error, Result},
    extract::{Fields, FromFields, JsonBody},
    openapi::{Body, HTTPError},
    state::App,
    store::{Caller, accounts},
};

impl FromFields for AccountUpdate {
    fn from_fields(fields: &mut Fields, _: &Config) -> Self {
        let display_name = fields.has("display_name").then(|| display_name(fields));
        // One field at least: the older one is named where there is none.
        let phone_number = (display_name.is_none() || fields.has("phone_number")).then(|| phone_number(fields));
        Self { phone_number, display_name }
    }
}

impl FromFields for PasswordChange {
    fn from_fields(fields: &mut Fields, _: &Config) -> Self {
        fields.secret("current_password");
        fields.secret("new_password");
        Self { current_password: fields.string("current_password"), new_password: fields.string("new_password") }
    }
}

impl FromFields for PasswordConfirmation {
    fn from_fields(fields: &mut Fields, _: &Config) -> Self {
        fields.secret("password");
        Self { password: fields.string("password") }
    }
}

fn phone_number(fields: &mut Fields) -> Option<String> {
    let number = fields.string_or_null("phone_number")?;
    if !fields.is_wrong("phone_number") && !is_phone_number(&number) {
        broken(fields, "phone_number", "a telephone number has 3 to 32 digits, spaces and +-().");
    }
    Some(number)
}

fn display_name(fields: &mut Fields) -> Option<String> {
    let typed = fields.string_or_null("display_name")?;
    if fields.is_wrong("display_name") {
        return None;
    }
    let name = typed.parse::<DisplayName>();
    name.map_err(|reason| broken(fields, "display_name", reason)).ok().map(DisplayName::into_string)
}

fn broken(fields: &mut Fields, name: &str, reason: &str) {
    fields.broken("value_error", name, &format!("Value error, {reason}"), json!({ "error": reason }));
}

/// Returns whether a text is a telephone number, however people write one; nobody is called here.
fn is_phone_number(text: &str) -> bool {
    (3..=32).contains(&text.len()) && text.chars().all(|char| char.is_ascii_digit() || " +-().".contains(char))
}

/// Read the caller's account
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
    accounts::find(&app.db, caller).await.map(Json)
}

/// Change the display name or the telephone number
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
    accounts::update(&app.db, caller, &update).await.map(Json)
}

/// Change the password
///
/// Every token from before is refused from now on, and their sessions end; the answer is a new one.
#[utoipa::path(
    put,
    path = "/me/password",
    operation_id = "change_password",
    tag = "Account",
    request_body = PasswordChange,
    responses(
        (status = 200, body = Token, description = "A new token"),
        (status = 403, body = HTTPError, description = "Invalid Credentials"),
        RateLimited,
        Caller,
        Body,
        Error,
    ),
)]
pub(super) async fn change_password(
    State(app): State<App>,
    caller: Caller,
    tries: RateLimited,
    client: ClientInfo,
    JsonBody(change): JsonBody<PasswordChange>,
) -> Result<Json<Token>> {
    let PasswordChange { current_password, new_password } = change;
    let current = confirmed(&app, caller, &tries, current_password).await?;
    let account = accounts::find(&app.db, caller).await?;
    check_password("new_password", &new_password, &account.email, &app.config)?;
    let hash = app.passwords.hash(new_password).await?;
    let expires = app.tokens.expiry();
    let changed = accounts::change_password(&app.db, caller, &current, &hash, expires, &client).await?;
    // Changed by somebody else meanwhile: what was confirmed is the password no longer.
    let session = changed.ok_or(Error::BAD_CREDENTIALS)?;
    app.events.notify();
    app.tokens.issue(&session).map(Json)
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
        RateLimited,
        Caller,
        Body,
        Error,
    ),
)]
pub(super) async fn delete(
    State(app): State<App>,
    caller: Caller,
    tries: RateLimited,
    JsonBody(confirmation): JsonBody<PasswordConfirmation>,
) -> Result<StatusCode> {
    let current = confirmed(&app, caller, &tries, confirmation.password).await?;
    if !accounts::delete(&app.db, caller, &current).await? {
        return Err(Error::BAD_CREDENTIALS);
    }
    app.events.notify();
    Ok(StatusCode::NO_CONTENT)
}

/// Confirms the caller's password; returns its stored hash.
async fn confirmed(app: &App, caller: Caller, tries: &RateLimited, password: String) -> Result<String> {
    let hash = accounts::password_hash(&app.db, caller).await?;
    let attempt = tries.password(caller.unchecked_id())?;
    let matches = app.passwords.verify(password, Some(hash.clone())).await;
    attempt.end(&matches);
    if matches? { Ok(hash) } else { Err(Error::BAD_CREDENTIALS) }
}
