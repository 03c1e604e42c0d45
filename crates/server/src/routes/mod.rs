//! The paths of the API, a module each, and what stands around all of them.

mod about;
mod account;
mod create;
mod docs;
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
};
use hearth_api::{BODY_MAX_BYTES, Detail, ErrorBody, Message};
use tower::{Layer, util::option_layer};
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer,
        predicate::{NotForContentType, Predicate, SizeAbove},
    },
    normalize_path::{NormalizePath, NormalizePathLayer},
    timeout::TimeoutLayer,
    trace::TraceLayer,
};
use utoipa::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    App, cors,
    error::Error,
    openapi::{self, Document},
};

/// Shorter answers arrive as soon as they are.
const COMPRESSED_FROM_BYTES: u64 = 4096;

/// The whole API. Both spellings of a path, with and without the last slash, reach it.
pub(crate) fn service(app: App) -> NormalizePath<Router> {
    NormalizePathLayer::trim_trailing_slash().layer(router(app))
}

fn router(app: App) -> Router {
    let (router, document) = routes().split_for_parts();
    router
        .merge(docs::router(&openapi::finish(document)))
        .fallback(async || Error::NotFound("Not Found".to_owned()))
        .method_not_allowed_fallback(method_not_allowed)
        .layer(DefaultBodyLimit::max(BODY_MAX_BYTES))
        .layer(middleware::from_fn(drain::rest))
        // However slowly the body comes.
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, app.config.request_timeout))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(compression())
        .layer(option_layer(cors::layer(&app.config.cors_origins)))
        // Failures are logged where they happen, with their reason.
        .layer(TraceLayer::new_for_http().on_failure(()))
        .with_state(app)
}

/// For clients that ask for it, as those do that are far away.
fn compression() -> CompressionLayer<impl Predicate> {
    // Events arrive one by one, and pictures are compressed already.
    let pays = SizeAbove::new(COMPRESSED_FROM_BYTES).and(NotForContentType::SSE).and(NotForContentType::IMAGES);
    CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(pays)
}

/// Say welcome
#[utoipa::path(
    get,
    path = "/",
    operation_id = "root",
    tag = "Server",
    responses(
        (status = 200, body = Message, description = "Welcome to the Social Media App"),
    ),
)]
async fn welcome() -> Json<Message> {
    Json(Message { message: "Welcome to the Social Media App".to_owned() })
}

/// The paths with their handlers, and both with what describes them.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(welcome))
        .routes(routes!(users::create))
        .routes(routes!(users::read))
        .routes(routes!(login::login))
        .routes(routes!(feed::list, create::create))
        .routes(routes!(posts::read, posts::update, posts::delete))
        .routes(routes!(vote::vote))
        .routes(routes!(feed::of_user))
        .routes(routes!(voters::list))
        .routes(routes!(account::read, account::update))
        .routes(routes!(feed::drafts))
        .routes(routes!(account::change_password))
        .routes(routes!(account::delete))
        .routes(routes!(events::list))
        .routes(routes!(about::capabilities))
        .routes(routes!(about::live))
        .routes(routes!(about::ready))
}

async fn method_not_allowed() -> Response {
    let detail = Detail::Text("Method Not Allowed".to_owned());
    (StatusCode::METHOD_NOT_ALLOWED, Json(ErrorBody { detail })).into_response()
}

/// A bug; the panic itself is logged by the panic hook.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    Error::Internal.into_response()
}
