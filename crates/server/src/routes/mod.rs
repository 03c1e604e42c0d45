//! The paths of the API, a module each, and what stands around all of them.

mod about;
mod account;
mod drain;
mod email;
mod events;
mod feed;
mod login;
mod page;
mod posts;
mod row;
mod users;
mod vote;
mod voters;

use std::any::Any;

use axum::{
    Json, Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware,
    response::{IntoResponse, Response},
    routing::{get, post, put},
};
use hearth_api::{BODY_MAX_BYTES, Detail, ErrorBody, Message};
use tower::{Layer, util::option_layer};
use tower_http::{
    catch_panic::CatchPanicLayer,
    normalize_path::{NormalizePath, NormalizePathLayer},
    timeout::TimeoutLayer,
    trace::TraceLayer,
};

use crate::{App, cors, error::Error};

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
        .route("/users/{id}/posts", get(feed::of_user))
        .route("/posts/{id}/votes", get(voters::list))
        .route("/me", get(account::read).patch(account::update))
        .route("/me/drafts", get(feed::drafts))
        .route("/me/password", put(account::change_password))
        .route("/me/delete", post(account::delete))
        .route("/events", get(events::list))
        .route("/capabilities", get(about::capabilities))
        .route("/health/live", get(about::live))
        .route("/health/ready", get(about::ready))
        .fallback(async || Error::NotFound("Not Found".to_owned()))
        .method_not_allowed_fallback(method_not_allowed)
        .layer(DefaultBodyLimit::max(BODY_MAX_BYTES))
        .layer(middleware::from_fn(drain::rest))
        // However slowly the body comes.
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, app.config.request_timeout))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(option_layer(cors::layer(&app.config.cors_origins)))
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
