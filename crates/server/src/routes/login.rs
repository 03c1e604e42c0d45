//! Handles `POST /login`: an address and a password for a token.

use axum::{Json, extract::State};
use chrono::{DateTime, Utc};
use hearth_api::{AccountState, Login, Token};

use crate::{
    auth::RateLimited,
    domain::{ClientInfo, EmailAddress},
    error::{Error, Result},
    extract::Form,
    openapi::HTTPError,
    state::App,
    store::{
        accounts,
        moderation::{self, Lock},
        sessions,
    },
};

/// OAuth2's form of the password flow; what else it may hold is of no use here.
#[derive(utoipa::ToSchema)]
#[schema(as = Login)]
#[expect(dead_code, reason = "describes what is read by name")]
struct LoginForm {
    /// The user's e-mail address.
    #[schema(min_length = 1, pattern = r"^[^\x00]*$")]
    username: String,
    /// The user's password.
    #[schema(format = "password", min_length = 1, pattern = r"^[^\x00]*$")]
    password: String,
    /// Always `password`.
    #[schema(value_type = String, required = false, pattern = "^(password)?$")]
    grant_type: Option<String>,
}

/// Sign in
///
/// The same answer, after the same time, whether or not the address has an account.
#[utoipa::path(
    post,
    path = "/login",
    operation_id = "login",
    tag = "Authentication",
    request_body(content((LoginForm = "application/x-www-form-urlencoded"), (LoginForm = "multipart/form-data"))),
    responses(
        (status = 200, body = Token, description = "A token"),
        (status = 403, body = HTTPError, description = "Invalid Credentials; or, with the right ones, why the account is locked"),
        RateLimited,
        Form,
        Error,
    ),
)]
pub(super) async fn login(
    State(app): State<App>,
    tries: RateLimited,
    client: ClientInfo,
    form: Form,
) -> Result<Json<Token>> {
    let Login { username, password } = read(form)?;
    let normal = EmailAddress::lookup_key(&username);
    // However it is written, it leads to one account.
    let account_key = normal.to_lowercase();
    let attempt = tries.login(&account_key)?;
    let account = authenticate(&app, &username, &normal, password).await;
    attempt.end(&account.as_ref().map(Option::is_some));
    // The moment before the comparison: a password that is changed meanwhile ends this session too. And never before
    // those that are taken, though the clock may have been set back since the password was changed.
    let (id, issued) = account?.ok_or(Error::BAD_CREDENTIALS)?;
    let session = sessions::start(&app.db, id, issued, app.tokens.expiry(), &client).await?;
    match session {
        Some(session) => app.tokens.issue(&session).map(Json),
        None => Err(refusal(&app, id).await?),
    }
}

/// Finds why somebody who gave the right password is not signed in.
async fn refusal(app: &App, id: i32) -> Result<Error> {
    let Some(Lock { state, reason, until }) = moderation::active_lock(&app.db, id).await? else {
        return Ok(Error::BAD_CREDENTIALS);
    };
    if state == AccountState::Waiting {
        return Ok(Error::Forbidden("This account waits until a moderator of this server approves it.".into()));
    }
    let end = until.map(|until| format!(" until {}", until.format("%Y-%m-%d %H:%M UTC"))).unwrap_or_default();
    let reason = reason.unwrap_or_default();
    Ok(Error::Forbidden(format!("This account is suspended{end}. The reason: {reason}").into()))
}

/// Finds the account of this address and password, and when a token of it would be issued.
async fn authenticate(app: &App, typed: &str, normal: &str, password: String) -> Result<Option<(i32, DateTime<Utc>)>> {
    let found = accounts::find_credentials(&app.db, typed, normal).await;
    let found = found.map_err(|error| Error::from(error).at("body", "username"))?;
    let (account, hash) = found.map(|found| ((found.id, found.issued), found.password)).unzip();
    let matches = app.passwords.verify(password, hash).await?;
    Ok(account.filter(|_| matches))
}

fn read(mut form: Form) -> Result<Login> {
    form.grant_type();
    let login = Login { username: form.required("username"), password: form.required("password") };
    form.finish()?;
    Ok(login)
}
