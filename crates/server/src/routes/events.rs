//! Handles `GET /events`: what happens to posts, as it happens (server-sent events of the HTML standard).

use std::convert::Infallible;

use axum::{
    extract::State,
    http::{HeaderMap, HeaderName},
    response::{IntoResponse, Response, Sse, sse},
};
use futures_util::stream;

use crate::{
    error::{Error, Result},
    events::Subscription,
    state::App,
    store::{Caller, accounts, events::Message},
};

/// An event of the stream.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "describes what is written field by field")]
struct ServerSentEvent {
    /// The value of `Last-Event-ID` with which the stream goes on from here.
    id: String,
    /// The type of the event.
    #[schema(pattern = "^(created|changed|deleted|voted|reset)$")]
    event: String,
    /// A `PostEvent` in JSON, or `{}`.
    #[schema(content_media_type = "application/json")]
    data: String,
}

/// The header that resumes the stream.
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Header)]
#[expect(dead_code, reason = "describes what is read by name")]
struct Resuming {
    /// The `id` of the last event that was seen: what has happened since comes first.
    #[param(rename = "Last-Event-ID", value_type = String, required = false)]
    last_event_id: Option<String>,
}

/// Stream what happens to posts
///
/// Server-sent events. `created`, `changed`, `deleted` and `voted` have a `PostEvent` as `data`; after `reset` (`{}`) too
/// much was missed, and what is shown is to be loaded afresh. A block without `data` keeps the connection alive. The
/// stream ends with the token.
#[utoipa::path(
    get,
    path = "/events",
    operation_id = "events",
    tag = "Events",
    params(Resuming),
    responses(
        (status = 200, body = ServerSentEvent, content_type = "text/event-stream", description = "The events"),
        Caller,
        Subscription,
        Error,
    ),
)]
pub(super) async fn list(State(app): State<App>, caller: Caller, headers: HeaderMap) -> Result<Response> {
    accounts::check_session(&app.db, caller).await?;
    let last = headers.get("last-event-id").map(|last| last.to_str().unwrap_or_default());
    let subscription = Subscription::start(&app.events, app.db, app.activity, caller, last).await?;
    let events = stream::unfold(subscription, async |mut subscription| {
        let message = subscription.next().await?;
        Some((Ok::<_, Infallible>(event(&message)), subscription))
    });
    // A proxy that collects answers would keep the events to itself (nginx reads this header).
    let unbuffered = [(HeaderName::from_static("x-accel-buffering"), "no")];
    Ok((unbuffered, Sse::new(events)).into_response())
}

fn event(message: &Message) -> sse::Event {
    let event = sse::Event::default();
    match message {
        Message::Post { id, name, data } => {
            let data = serde_json::to_string(data).unwrap_or_default();
            event.id(id.to_string()).event(name).data(data)
        }
        Message::Reset { id } => event.id(id.to_string()).event("reset").data("{}"),
        // An id without data moves the client on and tells it nothing.
        Message::Idle { id } => event.id(id.to_string()),
    }
}
