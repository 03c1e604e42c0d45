//! Serves the API, and finishes what is in flight before stopping.

use std::time::Duration;

use tokio::time;
use tower::Layer as _;
use tower_http::normalize_path::NormalizePathLayer;

use crate::{
    http::{self, Bounds, Listener, Service, Serving, Timeouts},
    routes,
    state::App,
    store::{address_keys, idempotency_keys, sessions},
};

/// Bounds how long requests in flight at the end may take to finish.
const GRACE: Duration = Duration::from_secs(10);

/// Serves until `shutdown` completes; then takes no new connections and returns when the requests in
/// flight have been answered.
pub async fn serve(app: App, listener: Listener, shutdown: impl Future<Output = ()>) {
    let shared = app.clone();
    let mut background = app.events.spawn_tasks(&app.db);
    background.spawn(address_keys::add_missing(app.db.clone()));
    background.spawn(idempotency_keys::purge_old(app.db.clone()));
    background.spawn(sessions::purge_expired(app.db.clone()));
    background.spawn(app.activity.clone().write_regularly(app.db.clone()));
    background.spawn(app.clone().close_idle());
    let timeouts = Timeouts { request: app.config.request_timeout, idle: app.config.idle_timeout };
    let bounds = Bounds {
        most: app.connections,
        per_address: app.config.connections.per_address,
        proxies: app.config.trusted_proxies.clone(),
    };
    let serving = Serving { service: service(app), health: &routes::HEALTH, timeouts };
    let graceful = http::serve_connections(listener, serving, bounds, shutdown).await;
    drop(background);
    // Its responses would never come to an end.
    shared.events.close();
    if time::timeout(GRACE, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
    // A connection that the database no longer answers on must not keep us here.
    let _ = time::timeout(GRACE, shared.close()).await;
}

/// Puts the whole API together. Both spellings of a path, with and without the last slash, reach it.
fn service(app: App) -> Service {
    let in_flight = app.in_flight.clone();
    let router = http::wrap(routes::router(), app.config.request_timeout, &app.config.cors_origins, in_flight);
    NormalizePathLayer::trim_trailing_slash().layer(router.with_state(app))
}
