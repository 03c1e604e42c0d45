//! Wraps the routes in what all responses share: time-outs, limits, compression, CORS, and answers where no route is.

use std::{
    any::Any,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use hearth_api::{Detail, ErrorBody};
use tower::util::option_layer;
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer,
        predicate::{NotForContentType, Predicate, SizeAbove},
    },
    trace::TraceLayer,
};

use super::{
    cors::{self, Origins},
    drain_body::drain_body,
    in_flight::{InFlight, count_large},
    measure::{RequestTimes, measure},
    request_id::{identify, span},
};
use crate::{domain::Requester, error::Error};

/// Compresses responses from this size on: shorter ones arrive as soon as they are.
const COMPRESSED_FROM_BYTES: u64 = 4096;

/// Bounds bodies where the route says nothing else: all but posts are small.
const SMALL_BODY_MAX_BYTES: usize = 16 * 1024;

/// Wraps the routes. A request has to be there whole and answered within `timeout`; pages of `origins` may call; `in_flight` bounds
/// the responses that are held; `times` measures requests.
pub(crate) fn wrap<S: Clone + Send + Sync + 'static>(
    router: Router<S>,
    timeout: Duration,
    origins: &Origins,
    in_flight: InFlight,
    times: Option<RequestTimes>,
) -> Router<S> {
    router
        .fallback(async || Error::NotFound("Not Found".to_owned()))
        .method_not_allowed_fallback(method_not_allowed)
        .layer(DefaultBodyLimit::max(SMALL_BODY_MAX_BYTES))
        .layer(middleware::from_fn(drain_body))
        // However slowly the body comes.
        .layer(middleware::from_fn_with_state(timeout, enforce_timeout))
        .layer(CatchPanicLayer::custom(panicked))
        // Before it is compressed: what is held is what is not yet compressed.
        .layer(middleware::from_fn_with_state(in_flight, count_large))
        .layer(middleware::from_fn(async |request: Request, next: Next| Requester::scope(next.run(request)).await))
        .layer(compression())
        .layer(option_layer(cors::layer(origins)))
        .layer(option_layer(times.map(|times| middleware::from_fn_with_state(times, measure))))
        // Failures are logged where they happen, with their reason.
        .layer(TraceLayer::new_for_http().make_span_with(span).on_failure(()))
        .layer(middleware::from_fn(identify))
}

/// Has clients connect anew, elsewhere, while the server drains.
pub(crate) async fn close_while_draining(
    State(draining): State<Arc<AtomicBool>>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    if draining.load(Ordering::SeqCst) {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// Compresses for clients that ask for it, as those do that are far away.
fn compression() -> CompressionLayer<impl Predicate> {
    // Events arrive one by one, and pictures are compressed already.
    let pays = SizeAbove::new(COMPRESSED_FROM_BYTES).and(NotForContentType::SSE).and(NotForContentType::IMAGES);
    CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(pays)
}

async fn method_not_allowed() -> Response {
    let detail = Detail::Text("Method Not Allowed".to_owned());
    (StatusCode::METHOD_NOT_ALLOWED, Json(ErrorBody { detail })).into_response()
}

async fn enforce_timeout(State(timeout): State<Duration>, request: Request, next: Next) -> Response {
    let answered = tokio::time::timeout(timeout, next.run(request)).await;
    answered.unwrap_or_else(|_| {
        let detail = Detail::Text("The request took too long".to_owned());
        (StatusCode::REQUEST_TIMEOUT, Json(ErrorBody { detail })).into_response()
    })
}

/// Answers after a panic, which is a bug; the panic hook has logged it.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    Error::Internal.into_response()
}
