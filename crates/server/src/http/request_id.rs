//! Gives each request an id, by which the log, the response and whoever reports a problem name it.

use std::fmt;

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use tracing::{Level, Span, field};

/// The header of requests and responses.
pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Bounds an id that a client makes up.
const LENGTH_MAX: usize = 64;

/// The id of a request.
#[derive(Clone)]
struct RequestId(HeaderValue);

impl RequestId {
    /// Takes the id that a client, or a proxy in between, has given, where it is one; or makes one up.
    fn of(request: &Request) -> Self {
        match request.headers().get(REQUEST_ID) {
            Some(given) if is_well_formed(given.as_bytes()) => Self(given.clone()),
            _ => Self::random(),
        }
    }

    /// Makes one up. Nothing can be told from it, such as how many requests there are.
    fn random() -> Self {
        let number = getrandom::u64().unwrap_or_default();
        Self(HeaderValue::try_from(format!("{number:016x}")).unwrap_or(HeaderValue::from_static("none")))
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.to_str().unwrap_or_default())
    }
}

fn is_well_formed(id: &[u8]) -> bool {
    let is_fit = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
    (1..=LENGTH_MAX).contains(&id.len()) && id.iter().all(is_fit)
}

/// Gives a request its id, and the response too.
pub(super) async fn identify(mut request: Request, next: Next) -> Response {
    let id = RequestId::of(&request);
    request.extensions_mut().insert(id.clone());
    let mut response = next.run(request).await;
    response.headers_mut().insert(REQUEST_ID, id.0);
    response
}

/// Names the request in all lines of the log that are about it, with the process of PostgreSQL where a statement was slow or
/// failed. Its path may have what people search for, and is told to those alone who look for a mistake.
pub(super) fn span(request: &Request) -> Span {
    let id = request.extensions().get::<RequestId>().map(field::display);
    if tracing::enabled!(Level::DEBUG) {
        let (method, uri) = (request.method(), request.uri());
        tracing::info_span!("request", id, postgres = field::Empty, %method, %uri)
    } else {
        tracing::info_span!("request", id, postgres = field::Empty)
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    #[test]
    fn takes_ids_that_are_well_formed_and_short() {
        let id = |given: &str| {
            RequestId::of(&Request::builder().header(REQUEST_ID, given).body(Body::empty()).unwrap()).to_string()
        };
        for fit in ["1", "0190e1f2-7c3a-7b5e-8f00-0123456789ab", "a.b_c", &"x".repeat(LENGTH_MAX)] {
            assert_eq!(id(fit), *fit);
        }
        for unfit in ["", " ", "a b", "a\tb", "a\"b", "<script>", "a,b", "%0a", &"x".repeat(LENGTH_MAX + 1)] {
            let made_up = id(unfit);
            assert!(made_up.len() == 16 && is_well_formed(made_up.as_bytes()), "{unfit:?}: {made_up}");
        }
        assert_ne!(id(""), id(""));
    }
}
