//! The paths of the API, a module each, and what stands around all of them.

mod drain;
mod email;
mod feed;
mod login;
mod posts;
mod users;
mod vote;

use std::{any::Any, time::Duration};

use axum::{
    Json, Router,
    extract::DefaultBodyLimit,
    http::{StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use hearth_api::{BODY_MAX_BYTES, Detail, ErrorBody, Message};
use tower::Layer;
use tower_http::{
    catch_panic::CatchPanicLayer,
    cors::{self, CorsLayer},
    normalize_path::{NormalizePath, NormalizePathLayer},
    timeout::TimeoutLayer,
    trace::TraceLayer,
};

use crate::{App, error::Error};

/// A request that is not answered by then, however slowly its body comes, is given up.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

/// The whole API. Both spellings of a path, with and without the last slash, reach it.
pub(crate) fn service(app: App) -> NormalizePath<Router> {
    NormalizePathLayer::trim_trailing_slash().layer(router(app))
}

fn router(app: App) -> Router {
    Router::new()
        .route("/", get(welcome))
        .route("/users", post(users::create))
        .route("/users/{id}", get(users::read))
        .route("/login", post(login::login))
        .route("/posts", get(feed::list).post(posts::create))
        .route("/posts/{id}", get(posts::read).put(posts::update).delete(posts::delete))
        .route("/vote", post(vote::vote))
        .fallback(async || Error::NotFound("Not Found".to_owned()))
        .method_not_allowed_fallback(method_not_allowed)
        .layer(DefaultBodyLimit::max(BODY_MAX_BYTES))
        .layer(middleware::from_fn(drain::rest))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, REQUEST_TIMEOUT))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(any_origin())
        // Failures are logged where they happen, with their reason.
        .layer(TraceLayer::new_for_http().on_failure(()))
        .with_state(app)
}

async fn welcome() -> Json<Message> {
    Json(Message { message: "Welcome to the Social Media App".to_owned() })
}

async fn method_not_allowed() -> Response {
    let detail = Detail::Text("Method Not Allowed".to_owned());
    (StatusCode::METHOD_NOT_ALLOWED, Json(ErrorBody { detail })).into_response()
}

/// A bug; the panic itself is logged by the panic hook.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    Error::Internal.into_response()
}

/// Pages of any origin may call: a token has to be sent by hand, never by the browser, so that no page
/// can act for a user who has not given it one.
fn any_origin() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(cors::Any)
        .allow_methods(cors::Any)
        .allow_headers([header::AUTHORIZATION, header::CONTENT_TYPE, header::ACCEPT])
        .expose_headers([header::LINK, header::RETRY_AFTER])
}
