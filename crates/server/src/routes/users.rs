//! `/users/`: signing up, and who a user is.

use axum::{Json, extract::State, http::StatusCode};
use hearth_api::{PASSWORD_MAX_BYTES, UserCreate, UserOut};
use serde_json::json;

use super::email;
use crate::{
    App,
    error::{Error, Result},
    extract::{Fields, FromFields, Id, JsonBody},
    limits::Attempt,
    openapi::{Body, HTTPError},
};

impl FromFields for UserCreate {
    fn from_fields(fields: &mut Fields) -> Self {
        fields.secret("password");
        let mut email = fields.string("email");
        if !fields.is_wrong("email") {
            match email::normalize(&email) {
                Ok(normal) => email = normal,
                Err(reason) => {
                    let msg = format!("value is not a valid email address: {reason}");
                    fields.broken("value_error", "email", &msg, json!({ "reason": reason }));
                }
            }
        }
        Self { email, password: fields.string("password") }
    }
}

/// Sign up
#[utoipa::path(
    post,
    path = "/users",
    operation_id = "create_user",
    tag = "Users",
    request_body = UserCreate,
    responses(
        (status = 201, body = UserOut, description = "The user"),
        (status = 409, body = HTTPError, description = "User with this email already exists"),
        Attempt,
        Body,
        Error,
    ),
)]
pub(super) async fn create(
    State(app): State<App>,
    attempt: Attempt,
    JsonBody(user): JsonBody<UserCreate>,
) -> Result<(StatusCode, Json<UserOut>)> {
    check_password("password", &user.password, app.config.password_min)?;
    attempt.sign_up()?;
    let hash = app.passwords.hash(user.password).await?;
    let created = sqlx::query_as!(
        UserOut,
        "INSERT INTO users (email, password) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING id, email, created_at",
        user.email,
        hash,
    );
    let created = created.fetch_optional(&app.db).await?;
    let user = created.ok_or_else(|| Error::Conflict("User with this email already exists".to_owned()))?;
    Ok((StatusCode::CREATED, Json(user)))
}

/// Who a user is
#[utoipa::path(
    get,
    path = "/users/{id}",
    operation_id = "get_user",
    tag = "Users",
    params(("id" = i32, Path, description = "The user's id.")),
    responses(
        (status = 200, body = UserOut, description = "The user"),
        (status = 404, body = HTTPError, description = "User with id: {id} does not exists"),
        Id,
        Error,
    ),
)]
pub(super) async fn read(State(app): State<App>, Id(id): Id) -> Result<Json<UserOut>> {
    find(&app, id).await.map(Json)
}

/// The user of an id.
pub(super) async fn find(app: &App, id: i32) -> Result<UserOut> {
    let user = sqlx::query_as!(UserOut, "SELECT id, email, created_at FROM users WHERE id = $1", id);
    let user = user.fetch_optional(&app.db).await?;
    user.ok_or_else(|| Error::NotFound(format!("User with id: {id} does not exists")))
}

/// Length is the only rule (NIST SP 800-63B, 3.1.1.2): in characters at least, in bcrypt's bytes at most.
pub(super) fn check_password(field: &'static str, password: &str, min: usize) -> Result<()> {
    let (kind, msg, ctx) = if password.chars().count() < min {
        ("string_too_short", format!("String should have at least {min} characters"), json!({ "min_length": min }))
    } else if password.len() > PASSWORD_MAX_BYTES {
        let max = PASSWORD_MAX_BYTES;
        ("string_too_long", format!("String should have at most {max} bytes"), json!({ "max_length": max }))
    } else {
        return Ok(());
    };
    let mut fields = Fields::default();
    fields.secret(field);
    fields.broken(kind, field, &msg, ctx);
    fields.finish().map_err(Error::Invalid)
}
