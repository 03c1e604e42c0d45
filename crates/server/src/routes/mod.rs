//! Routes the API: each path with its handler and what describes both, a module for each topic.

mod account;
mod blocks;
mod capabilities;
mod create;
mod docs;
mod events;
mod feed;
mod health;
mod login;
mod moderation;
#[cfg(test)]
mod openapi_tests;
mod page;
mod password_reset;
mod posts;
mod reports;
mod sessions;
mod users;
mod vote;
mod voters;

use axum::{Json, Router, extract::DefaultBodyLimit};
use hearth_api::{BODY_MAX_BYTES, Message};
use utoipa::OpenApi;
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouterExt},
    routes,
};

pub(crate) use self::health::PATHS as HEALTH;
use crate::{
    openapi::{self, Document},
    state::App,
};

/// Returns the routes of the API and of its documentation.
pub(crate) fn router() -> Router<App> {
    let (router, document) = routes().split_for_parts();
    router.merge(docs::router(&openapi::finish(document))).merge(password_reset::page())
}

/// Returns the description of the API, in JSON for people to read.
#[must_use]
pub fn openapi_json() -> String {
    // It cannot fail: all of it is text.
    openapi::finish(routes().into_openapi()).to_pretty_json().unwrap_or_default() + "\n"
}

/// Collects the paths with their handlers, and both with what describes them.
fn routes() -> OpenApiRouter<App> {
    let for_posts = DefaultBodyLimit::max(BODY_MAX_BYTES);
    OpenApiRouter::with_openapi(Document::openapi())
        .routes(routes!(welcome))
        .routes(routes!(users::create, users::search))
        .routes(routes!(users::read))
        .routes(routes!(login::login))
        .routes(routes!(feed::list, create::create).layer(for_posts))
        .routes(routes!(posts::read, posts::update, posts::delete).layer(for_posts))
        .routes(routes!(vote::vote))
        .routes(routes!(feed::of_user))
        .routes(routes!(voters::list))
        .routes(routes!(account::read, account::update))
        .routes(routes!(feed::drafts))
        .routes(routes!(account::change_password))
        .routes(routes!(account::delete))
        .routes(routes!(sessions::list, sessions::end_others))
        .routes(routes!(sessions::end))
        .routes(routes!(blocks::list))
        .routes(routes!(blocks::put, blocks::delete))
        .routes(routes!(reports::create))
        .routes(routes!(password_reset::request, password_reset::redeem))
        .merge(moderation::routes())
        .routes(routes!(events::list))
        .routes(routes!(capabilities::capabilities))
        .routes(routes!(health::live))
        .routes(routes!(health::ready))
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
