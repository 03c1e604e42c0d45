//! Ids in paths.

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};

use super::number;
use crate::error::Error;

/// The `{id}` of a path.
pub(crate) struct Id(pub i32);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let params = RawPathParams::from_request_parts(parts, state).await;
        // A path that is no UTF-8 is no id either.
        let text = params.as_ref().ok().and_then(|params| params.iter().find(|(name, _)| *name == "id"));
        let text = text.map_or("\u{fffd}", |(_, text)| text);
        let id = number::from_text(text, ["path", "id"], &number::INT4).map_err(|error| Error::Invalid(vec![error]))?;
        Ok(Self(i32::try_from(id).map_err(Error::internal)?))
    }
}
