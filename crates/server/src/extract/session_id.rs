//! Extracts the session that a path names.

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};
use serde_json::json;
use uuid::Uuid;

use crate::error::{Error, invalid};

/// The session in the `{id}` of a path.
pub(crate) enum SessionId {
    /// The session of the token: the word `current`.
    Current,
    Id(Uuid),
}

impl<S: Send + Sync> FromRequestParts<S> for SessionId {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let params = RawPathParams::from_request_parts(parts, state).await;
        let text = params.as_ref().ok().and_then(|params| params.iter().find(|(name, _)| *name == "id"));
        // A path that is no UTF-8 names none.
        let text = text.map_or("\u{fffd}", |(_, text)| text);
        if text == "current" {
            return Ok(Self::Current);
        }
        Uuid::try_parse(text).map(Self::Id).map_err(|_| {
            let msg = "Input should be a valid UUID, or current";
            Error::Invalid(vec![invalid("uuid_parsing", ["path", "id"], msg, Some(json!(text)))])
        })
    }
}
