//! Extracts the session that a path names.

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};
use uuid::Uuid;

/// The session in the `{id}` of a path.
pub(crate) enum SessionId {
    /// The session of the token: the word `current`.
    Current,
    Id(Uuid),
    /// A text that is no id of any session.
    Unknown,
}

impl<S: Send + Sync> FromRequestParts<S> for SessionId {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let params = RawPathParams::from_request_parts(parts, state).await;
        let text = params.as_ref().ok().and_then(|params| params.iter().find(|(name, _)| *name == "id"));
        Ok(match text {
            Some((_, "current")) => Self::Current,
            Some((_, text)) => Uuid::try_parse(text).map_or(Self::Unknown, Self::Id),
            None => Self::Unknown,
        })
    }
}
