//! Extracts the authenticated user from the bearer token, and notes that the session was seen, and for whom the request is.

use std::{borrow::Cow, convert::Infallible};

use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::{HeaderMap, header, request::Parts},
};

use super::client_info;
use crate::{domain::Requester, error::Error, state::App, store::Caller};

impl FromRequestParts<App> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Error> {
        let token = bearer(&parts.headers).ok_or(Error::Unauthenticated("Not authenticated"))?;
        let caller = verify(&token, app).ok_or(Error::BAD_TOKEN)?;
        if let Some(session) = caller.session() {
            app.activity.seen(session, || client_info::address(parts, app));
        }
        Ok(caller)
    }
}

/// The caller where nobody has to say who they are: one whose token is not valid is nobody.
impl OptionalFromRequestParts<App> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>, Infallible> {
        Ok(bearer(&parts.headers).and_then(|token| verify(&token, app)))
    }
}

/// Returns the caller of a valid token, and notes for whom the request is.
fn verify(token: &str, app: &App) -> Option<Caller> {
    let caller = app.tokens.verify(token)?;
    Requester::Account(caller.unchecked_id()).set();
    Some(caller)
}

fn bearer(headers: &HeaderMap) -> Option<Cow<'_, str>> {
    let header = headers.get(header::AUTHORIZATION)?.as_bytes();
    let end = header.iter().position(|byte| *byte == b' ').unwrap_or(header.len());
    let (scheme, token) = header.split_at(end);
    scheme.eq_ignore_ascii_case(b"bearer").then(|| String::from_utf8_lossy(token.trim_ascii()))
}
