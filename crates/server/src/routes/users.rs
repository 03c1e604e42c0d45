//! Handles `/users/`: signing up, and who a user is.

use std::borrow::Cow;

use axum::{Json, extract::State, http::StatusCode};
use hearth_api::{PASSWORD_MAX_BYTES, SignUpMode, UserCreate, UserOut};
use serde_json::json;

use crate::{
    auth::{self, RateLimited, UnfitPassword, digest_of_code},
    config::Config,
    domain::{EmailAddress, EmailVisibility},
    error::{Error, Result},
    extract::{Fields, FromFields, Id, JsonBody, Query},
    openapi::{Body, HTTPError, PeopleSearch, Positioned},
    seen::Seen,
    state::App,
    store::{
        Caller,
        accounts::{self, Admission},
        invites, people,
    },
};

/// The number of people that a search lists where it does not say how many, and the most.
const PEOPLE_DEFAULT: i64 = 10;
const PEOPLE_MAX: i64 = 50;

/// Bounds the code of an invite, in characters.
const INVITE_MAX: usize = 200;

/// A [`UserCreate`] that validates.
pub(super) struct NewUser {
    email: EmailAddress,
    password: String,
    invite: Option<String>,
}

impl FromFields for NewUser {
    fn from_fields(fields: &mut Fields, _: &Config) -> Self {
        fields.secret("password");
        fields.secret("invite");
        let text = fields.string("email");
        let mut email = EmailAddress::default();
        if !fields.is_wrong("email") {
            match text.parse::<EmailAddress>() {
                Ok(address) => email = address,
                Err(reason) => {
                    let msg = format!("value is not a valid email address: {reason}");
                    fields.broken("value_error", "email", &msg, json!({ "reason": reason }));
                }
            }
        }
        let password = fields.string("password");
        let invite = if fields.has("invite") { fields.string_or_null_up_to("invite", INVITE_MAX) } else { None };
        Self { email, password, invite: invite.filter(|code| !code.trim().is_empty()) }
    }
}

/// Sign up
///
/// Who may is told in `sign_up` of `GET /capabilities`. Where accounts are approved, one that was made without an invite
/// cannot be signed in to before that.
#[utoipa::path(
    post,
    path = "/users",
    operation_id = "create_user",
    tag = "Users",
    request_body = UserCreate,
    responses(
        (status = 201, body = UserOut, description = "The user"),
        (status = 403, body = HTTPError, description = "Sign-up is closed, or needs an invite that is valid"),
        (status = 409, body = HTTPError, description = "User with this email already exists"),
        RateLimited,
        Body,
        Error,
    ),
)]
pub(super) async fn create(
    State(app): State<App>,
    tries: RateLimited,
    JsonBody(user): JsonBody<NewUser>,
) -> Result<(StatusCode, Json<UserOut>)> {
    check_password("password", &user.password, user.email.as_str(), &app.config)?;
    tries.sign_up()?;
    let invite = admit(&app, user.invite.as_deref()).await?;
    let hash = app.passwords.hash(user.password).await?;
    let admission = Admission {
        invite: invite.as_deref(),
        waits: app.config.sign_up == SignUpMode::Approval && invite.is_none(),
        first_administers: app.config.first_account_administers,
    };
    match accounts::create(&app.db, &user.email, &hash, admission).await? {
        Some(user) => Ok((StatusCode::CREATED, Json(user))),
        // Used up by another one meanwhile.
        None if !is_valid(&app, invite.as_deref()).await? => Err(INVALID_INVITE),
        None => Err(Error::Conflict("User with this email already exists".to_owned())),
    }
}

/// The error of an invite that there is not, or not any more.
const INVALID_INVITE: Error =
    Error::Forbidden(Cow::Borrowed("This invite is not valid: it was used up or revoked, or its time is over."));

/// Decides whether somebody may sign up, with this code of an invite; returns its digest, where the account needs it.
async fn admit(app: &App, code: Option<&str>) -> Result<Option<Vec<u8>>> {
    let mode = app.config.sign_up;
    match (mode, code) {
        (SignUpMode::Open, _) | (SignUpMode::Approval, None) => Ok(None),
        (SignUpMode::Closed, _) => Err(Error::Forbidden("Nobody can sign up on this server: it is closed.".into())),
        (SignUpMode::Invite, None) => {
            Err(Error::Forbidden("This server is by invitation: ask somebody who looks after it for an invite.".into()))
        }
        (SignUpMode::Invite | SignUpMode::Approval, Some(code)) => {
            let digest = digest_of_code(code);
            if is_valid(app, Some(&digest)).await? { Ok(Some(digest)) } else { Err(INVALID_INVITE) }
        }
    }
}

/// Returns whether an invite can be used; where there is none, there is nothing wrong with it.
async fn is_valid(app: &App, digest: Option<&[u8]>) -> Result<bool> {
    match digest {
        Some(digest) => Ok(invites::is_valid(&app.db, digest).await?),
        None => Ok(true),
    }
}

/// Search people
#[utoipa::path(
    get,
    path = "/users",
    operation_id = "search_users",
    tag = "Users",
    params(PeopleSearch, Positioned),
    responses(
        (status = 200, body = Vec<UserOut>, description = "The users that are found"),
        Caller,
        RateLimited,
        Query,
        Error,
    ),
)]
pub(super) async fn search(
    State(app): State<App>,
    caller: Caller,
    tries: RateLimited,
    seen: Seen,
    mut query: Query,
) -> Result<Json<Vec<UserOut>>> {
    let text = query.text("search").unwrap_or_default().trim().to_owned();
    let limit = query.limit(PEOPLE_DEFAULT, PEOPLE_MAX);
    query.finish()?;
    tries.user_lookup(Some(caller.unchecked_id()))?;
    let mut found = app.read(&seen, |app| find_people(app, caller, &text, limit)).await?;
    for user in &mut found {
        app.config.emails.apply(user, Some(caller.unchecked_id()));
    }
    Ok(Json(found))
}

async fn find_people(app: App, caller: Caller, text: &str, limit: i64) -> Result<Vec<UserOut>> {
    let found = people::search(&app.searches, caller, text, limit, app.config.emails).await;
    let found = found.map_err(|error| error.at("query", "search"))?;
    if found.is_empty() {
        accounts::check_session(&app.db, caller).await?;
    }
    Ok(found)
}

/// Read a user
#[utoipa::path(
    get,
    path = "/users/{id}",
    operation_id = "get_user",
    tag = "Users",
    params(("id" = i32, Path, description = "The user's id.")),
    responses(
        (status = 200, body = UserOut, description = "The user"),
        (status = 404, body = HTTPError, description = "User with id: {id} does not exists"),
        RateLimited,
        Id,
        Error,
    ),
)]
pub(super) async fn read(
    State(app): State<App>,
    caller: Option<Caller>,
    tries: RateLimited,
    Id(id): Id,
) -> Result<Json<UserOut>> {
    tries.user_lookup(caller.map(Caller::unchecked_id))?;
    let mut user = find(&app, id).await?;
    let own = caller.filter(|caller| app.config.emails == EmailVisibility::Own && caller.unchecked_id() == id);
    let reader = match own {
        Some(caller) => accounts::check_session(&app.db, caller).await.is_ok().then_some(id),
        None => None,
    };
    app.config.emails.apply(&mut user, reader);
    Ok(Json(user))
}

/// Finds the user of an id.
pub(super) async fn find(app: &App, id: i32) -> Result<UserOut> {
    let user = accounts::find_user(&app.db, id).await?;
    user.ok_or_else(|| not_found(id))
}

/// The error of an id that no user has.
pub(super) fn not_found(id: i32) -> Error {
    Error::NotFound(format!("User with id: {id} does not exists"))
}

/// Checks a new password by the rules of NIST SP 800-63B, 3.1.1.2: its length, in characters at least, in bcrypt's bytes at
/// most, and whether guessers try it first.
pub(super) fn check_password(field: &'static str, password: &str, email: &str, config: &Config) -> Result<()> {
    let (min, max) = (config.password_min, PASSWORD_MAX_BYTES);
    let reason = |text: &str| ("value_error", format!("Value error, {text}"), json!({ "error": text }));
    let (kind, msg, ctx) = match auth::check_new_password(password, email, min, config.common_passwords) {
        Ok(()) => return Ok(()),
        Err(UnfitPassword::Short) => {
            ("string_too_short", format!("String should have at least {min} characters"), json!({ "min_length": min }))
        }
        Err(UnfitPassword::Long) => {
            ("string_too_long", format!("String should have at most {max} bytes"), json!({ "max_length": max }))
        }
        Err(UnfitPassword::Common) => {
            reason("this password is one of the most common ones, which guessers try first. Choose another one.")
        }
        Err(UnfitPassword::OwnAddress) => {
            reason("the password must not be your own email address or the name in it. Choose another one.")
        }
    };
    let mut fields = Fields::default();
    fields.secret(field);
    fields.broken(kind, field, &msg, ctx);
    fields.finish().map_err(Error::Invalid)
}
