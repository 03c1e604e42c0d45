//! Extracts ids from paths.

use std::borrow::Cow;

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};
use percent_encoding::percent_decode_str;

use super::number;
use crate::error::Error;

/// The `{id}` of a path.
pub(crate) struct Id(pub i32);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let params = RawPathParams::from_request_parts(parts, state).await;
        let text = params.as_ref().ok().and_then(|params| params.iter().find(|(name, _)| *name == "id"));
        let text = match text {
            Some((_, text)) => Cow::Borrowed(text),
            // A path that is no UTF-8. Ids are the second part of every path that has one.
            None => percent_decode_str(parts.uri.path().split('/').nth(2).unwrap_or_default()).decode_utf8_lossy(),
        };
        let id =
            number::from_text(&text, ["path", "id"], &number::INT4).map_err(|error| Error::Invalid(vec![error]))?;
        Ok(Self(i32::try_from(id).map_err(Error::internal)?))
    }
}
