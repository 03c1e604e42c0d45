//! Tells clients that meet several kinds of servers what this one is and has.

use axum::{Json, extract::State};
use hearth_api::{Capabilities, Limits, TITLE_MAX_CHARS, TextRate, WriteRate};

use crate::{
    auth::{Rate, RateLimited},
    state::App,
};

/// Lists what is here beyond the documented API. A name stays what it means; what changes gets a new one.
const CAPABILITIES: [&str; 20] = [
    "account",
    "blocks",
    "cursor",
    "display-names",
    "drafts",
    "events",
    "idempotency",
    "moderation",
    "password-reset",
    "people-search",
    "reports",
    "request-id",
    "search-any-case",
    "sessions",
    "sort",
    "text-search",
    "updated-at",
    "user-posts",
    "voted",
    "voters",
];

/// The addition of a server that has replicas to read from.
const READ_POSITION: &str = "read-position";

/// List the additions to the documented API that this server has
#[utoipa::path(
    get,
    path = "/capabilities",
    operation_id = "capabilities",
    tag = "Server",
    responses(
        (status = 200, body = Capabilities, description = "The additions that this server has"),
    ),
)]
pub(super) async fn capabilities(State(app): State<App>, tries: RateLimited) -> Json<Capabilities> {
    let mails = app.config.mail.is_some().then_some("password-reset-email");
    let positions = (!app.replicas.is_empty()).then_some(READ_POSITION);
    Json(Capabilities {
        server: "hearth".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        api: None,
        capabilities: CAPABILITIES.into_iter().chain(mails).chain(positions).map(str::to_owned).collect(),
        limits: Some(limits(&app, &tries)),
        sign_up: Some(app.config.sign_up),
    })
}

fn limits(app: &App, tries: &RateLimited) -> Limits {
    let rates = app.config.rate_limits.filter(|_| tries.applies());
    let rate = |rate: Rate| WriteRate { requests: rate.tries(), seconds: rate.seconds() };
    Limits {
        title_max: TITLE_MAX_CHARS,
        content_max: app.config.content_max,
        drafts_max: app.config.drafts_max,
        posts: rates.map(|rates| rate(rates.post)),
        edits: rates.map(|rates| rate(rates.edit)),
        text: rates.map(|rates| TextRate { characters: rates.text.tries(), seconds: rates.text.seconds() }),
        votes: rates.map(|rates| rate(rates.vote)),
    }
}
