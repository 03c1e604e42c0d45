//! Who is asking.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use hearth_api::UserOut;

use crate::{App, error::Error};

/// The user whose token came with the request; the user exists.
pub(crate) struct CurrentUser(pub UserOut);

impl FromRequestParts<App> for CurrentUser {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let token = bearer(&parts.headers).ok_or(Error::Unauthenticated("Not authenticated"))?;
        let id = app.tokens.verify(token).ok_or(Error::BAD_TOKEN)?;
        let user = sqlx::query_as!(UserOut, "SELECT id, email, created_at FROM users WHERE id = $1", id);
        user.fetch_optional(&app.db).await?.map(Self).ok_or(Error::BAD_TOKEN)
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let header = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = header.split_once(' ').unwrap_or((header, ""));
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
