//! Serves metrics to Prometheus, on a listener of their own: they are for whoever looks after the server, and for nobody else.
//!
//! No label is a client's to choose, so there is a bounded number of series: no path, address or account is among them.

mod database;
mod figure;
mod process;
mod server;

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
    routing::get,
};
use prometheus_client::{encoding::prometheus_text, registry::Registry};
use tokio::net::TcpListener;
use tower::Layer as _;
use tower_http::normalize_path::NormalizePathLayer;

use crate::{
    error::{Error, Result},
    http::{Bounds, Listener, Serving, Timeouts, serve_connections},
    state::App,
};
use database::DatabaseMetrics;
use figure::Figures;

/// The most connections at once: Prometheus has one or two.
const CONNECTIONS: usize = 8;

const TIMEOUTS: Timeouts = Timeouts { request: Duration::from_secs(10), idle: Duration::from_mins(3) };

const CONTENT_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

/// What is measured.
#[derive(Clone)]
struct Metrics {
    app: App,
    database: Arc<DatabaseMetrics>,
}

/// Serves `GET /metrics` of a [measured](App::measured) server, for as long as the task runs.
pub async fn serve_metrics(app: App, listener: TcpListener) {
    if let Ok(address) = listener.local_addr() {
        tracing::info!(%address, "serving metrics");
    }
    let metrics = Metrics { app, database: Arc::default() };
    let router = Router::new().route("/metrics", get(scrape)).with_state(metrics);
    let service = NormalizePathLayer::trim_trailing_slash().layer(router);
    let bounds = Bounds { most: CONNECTIONS, per_address: None, proxies: Vec::new(), counts: Arc::default() };
    let serving = Serving { service, health: &[], timeouts: TIMEOUTS };
    serve_connections(Listener::Tcp(listener), serving, bounds, std::future::pending()).await;
}

async fn scrape(State(metrics): State<Metrics>) -> Result<Response> {
    let Metrics { app, database } = metrics;
    let mut figures = server::figures(&app);
    figures.extend(process::figures());
    figures.extend(database.figures(&app.db).await);
    let mut registry = Registry::default();
    if let Some(times) = app.request_times {
        let help = "Time from the head of a request to that of its response, by route and class of status";
        registry.register("hearth_request_duration_seconds", help, times.0);
    }
    registry.register_collector(Box::new(Figures(figures)));
    let mut text = String::new();
    prometheus_text::encode(&mut text, &registry).map_err(Error::internal)?;
    Ok(([(header::CONTENT_TYPE, CONTENT_TYPE)], text).into_response())
}
