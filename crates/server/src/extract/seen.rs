//! Extracts what the client has seen, and tells it with the response what it has seen then.

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, Request, State},
    http::{HeaderValue, request::Parts},
    middleware::Next,
    response::Response,
};

use crate::{http::POSITION, seen::Seen, store::Replicas};

impl<S: Sync> FromRequestParts<S> for Seen {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}

/// Tells a client that sends positions the one behind what it has read, or written, with this request.
pub(crate) async fn tell_position(State(replicas): State<Replicas>, mut request: Request, next: Next) -> Response {
    let seen = Seen::read(request.headers());
    if replicas.is_empty() || seen.is_untold() {
        return next.run(request).await;
    }
    request.extensions_mut().insert(seen.clone());
    let mut response = next.run(request).await;
    if let Some(position) = replicas.position_behind(seen.source()).await
        && let Ok(position) = HeaderValue::try_from(position.to_string())
    {
        response.headers_mut().insert(POSITION, position);
    }
    response
}
