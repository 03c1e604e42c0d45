//! Serves the API, and finishes what is in flight before stopping.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use axum::middleware::from_fn_with_state;
use tokio::time;
use tower::Layer as _;
use tower_http::normalize_path::NormalizePathLayer;

use crate::{
    extract::tell_position,
    http::{self, Bounds, Listener, Service, Serving, Timeouts},
    routes,
    state::App,
    store::{address_keys, idempotency_keys, moderation, sessions},
};

/// Bounds how long requests in flight at the end may take to finish.
const GRACE: Duration = Duration::from_secs(10);

/// Serves until `shutdown` completes, and drains. Then it takes no new connections and returns when the requests in
/// flight have been answered.
pub async fn serve(app: App, listener: Listener, shutdown: impl Future<Output = ()>) {
    let shared = app.clone();
    let mut background = app.events.spawn_tasks(&app.db);
    background.spawn(appoint_administrator(app.clone()));
    background.spawn(address_keys::add_missing(app.db.clone()));
    background.spawn(idempotency_keys::purge_old(app.db.clone()));
    background.spawn(sessions::purge_expired(app.db.clone()));
    background.spawn(app.activity.clone().write_regularly(app.db.clone()));
    background.spawn(app.clone().close_idle());
    background.spawn(app.database.clone().follow_primary());
    background.spawn(app.replicas.clone().follow());
    let timeouts = Timeouts { request: app.config.request_timeout, idle: app.config.idle_timeout };
    let bounds = Bounds {
        most: app.connections,
        per_address: app.config.connections.per_address,
        proxies: app.config.trusted_proxies.clone(),
        counts: Arc::clone(&app.connection_counts),
    };
    let over_tcp = matches!(listener, Listener::Tcp(_));
    let shutdown = async {
        shutdown.await;
        if over_tcp {
            drain(&shared).await;
        }
    };
    let serving = Serving { service: service(app), health: &routes::HEALTH, timeouts };
    let graceful = http::serve_connections(listener, serving, bounds, shutdown).await;
    drop(background);
    // Its responses would never come to an end.
    shared.events.close(Duration::ZERO);
    if time::timeout(GRACE, graceful.shutdown()).await.is_err() {
        tracing::warn!("some requests did not finish in time");
    }
    // A connection that the database no longer answers on must not keep us here.
    let _ = time::timeout(GRACE, shared.close()).await;
}

/// Makes the first account the administrator where that is its part, as in a database from before there were any.
async fn appoint_administrator(app: App) {
    if app.config.first_account_administers
        && let Err(error) = moderation::appoint_first(&app.db).await
    {
        tracing::warn!(%error, "the first account could not be made the administrator: trying again at the next start");
    }
}

/// Goes on serving for a while, as a server that is not ready and has its clients go elsewhere: whatever passes requests on to
/// it has the time to notice.
async fn drain(app: &App) {
    let time = app.config.drain;
    if time.is_zero() {
        return;
    }
    tracing::info!("stopping in {} seconds, and not ready from now on", time.as_secs());
    app.draining.store(true, Ordering::SeqCst);
    // In the first half others may not have noticed, and lead them back here.
    time::sleep(time / 2).await;
    app.events.close(time / 2);
    time::sleep(time / 2).await;
}

/// Puts the whole API together. Both spellings of a path, with and without the last slash, reach it.
fn service(app: App) -> Service {
    let (in_flight, times) = (app.in_flight.clone(), app.request_times.clone());
    let router = http::wrap(routes::router(), app.config.request_timeout, &app.config.cors_origins, in_flight, times);
    let router = router.layer(from_fn_with_state(app.replicas.clone(), tell_position));
    let router = router.layer(from_fn_with_state(app.draining.clone(), http::close_while_draining));
    NormalizePathLayer::trim_trailing_slash().layer(router.with_state(app))
}
