//! Who is asking.

use std::borrow::Cow;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, header, request::Parts},
};
use chrono::{DateTime, Utc};
use hearth_api::Account;

use crate::{App, error::Error};

/// Whose token came with the request, and of when it is. That the user still exists and still accepts a token of then
/// is for the statement to find out that does the work: `users.id = $id AND users.sessions_since <= $issued`.
#[derive(Clone, Copy)]
pub(crate) struct Caller {
    pub(crate) id: i32,
    pub(crate) issued: DateTime<Utc>,
    /// When the token is over.
    pub(crate) ends: DateTime<Utc>,
}

impl FromRequestParts<App> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let token = bearer(&parts.headers).ok_or(Error::Unauthenticated("Not authenticated"))?;
        app.tokens.verify(&token).ok_or(Error::BAD_TOKEN)
    }
}

impl Caller {
    /// The caller's account, where there is no other statement to look it up in.
    pub(crate) async fn account(self, app: &App) -> Result<Account, Error> {
        let account = sqlx::query_as!(
            Account,
            "SELECT id, email, created_at, phone_number FROM users WHERE id = $1 AND sessions_since <= $2",
            self.id,
            self.issued,
        );
        account.fetch_optional(&app.db).await?.ok_or(Error::BAD_TOKEN)
    }

    /// Whether a statement that found nothing did so because the caller is no more.
    pub(crate) async fn must_exist(self, app: &App) -> Result<(), Error> {
        self.account(app).await.map(drop)
    }
}

fn bearer(headers: &HeaderMap) -> Option<Cow<'_, str>> {
    let header = headers.get(header::AUTHORIZATION)?.as_bytes();
    let end = header.iter().position(|byte| *byte == b' ').unwrap_or(header.len());
    let (scheme, token) = header.split_at(end);
    scheme.eq_ignore_ascii_case(b"bearer").then(|| String::from_utf8_lossy(token.trim_ascii()))
}
