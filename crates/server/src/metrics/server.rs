//! Reads what the server counts: connections, its pool, its cache, its queues, and what it refuses.

use std::sync::atomic::{AtomicU64, Ordering};

use super::figure::Figure;
use crate::{state::App, store::PoolFigures};

/// Returns the figures of the server.
pub(super) fn figures(app: &App) -> Vec<Figure> {
    [about(app), clients(app), connections_to_database(app), feed_cache(app), passwords(app), vec![refusals(app)]]
        .into_iter()
        .flatten()
        .collect()
}

fn about(app: &App) -> Vec<Figure> {
    let draining = app.draining.load(Ordering::SeqCst);
    vec![
        Figure::gauge("hearth_info", "The version of the server", 1)
            .labelled("version", [(env!("CARGO_PKG_VERSION"), 1)]),
        Figure::gauge("hearth_draining", "Whether the server is about to stop", draining),
    ]
}

fn clients(app: &App) -> Vec<Figure> {
    let (streams, _) = app.events.streams();
    let responses = app.in_flight.figures();
    vec![
        Figure::gauge("hearth_connections", "Connections of clients", app.connection_counts.open()),
        Figure::gauge("hearth_connections_max", "The most connections of clients", app.connections),
        Figure::gauge("hearth_event_streams", "Open streams of events", streams),
        Figure::gauge("hearth_response_bytes", "Large responses that clients have not taken yet", responses.bytes),
        Figure::counter(
            "hearth_responses_broken_off",
            "Large responses that clients took too slowly",
            responses.broken_off,
        ),
    ]
}

fn connections_to_database(app: &App) -> Vec<Figure> {
    let pools = [("lookups", app.db.figures()), ("searches", app.searches.figures())];
    let of = |value: fn(&PoolFigures) -> usize| pools.each_ref().map(|(name, pool)| (*name, value(pool)));
    let counted = |value: fn(&PoolFigures) -> u64| pools.each_ref().map(|(name, pool)| (*name, value(pool)));
    vec![
        Figure::gauge("hearth_pool_connections", "Connections to the database", 0)
            .labelled("pool", of(|pool| pool.open)),
        Figure::gauge("hearth_pool_connections_max", "The most of them", 0).labelled("pool", of(|pool| pool.max)),
        Figure::gauge("hearth_pool_idle", "Those that run nothing", 0).labelled("pool", of(|pool| pool.idle)),
        Figure::gauge("hearth_pool_waiting", "Statements that wait for one", 0)
            .labelled("pool", of(|pool| pool.waiting)),
        Figure::counter("hearth_pool_connections_made", "Connections that were made", 0)
            .labelled("pool", counted(|pool| pool.made)),
        Figure::counter("hearth_slow_statements", "Statements that took longer than a second", 0)
            .labelled("pool", counted(|pool| pool.slow)),
    ]
}

fn feed_cache(app: &App) -> Vec<Figure> {
    let cache = app.feed_cache.figures();
    let results = [("hit", cache.hits), ("miss", cache.misses)];
    vec![
        Figure::counter("hearth_feed_cache_requests", "Pages of the feed, by whether the cached one was still true", 0)
            .labelled("result", results),
        Figure::gauge("hearth_feed_cache_pages", "Pages that are cached", cache.pages),
        Figure::gauge("hearth_feed_cache_bytes", "What they take", cache.bytes),
    ]
}

fn passwords(app: &App) -> Vec<Figure> {
    let counts = app.passwords.counts();
    vec![
        Figure::gauge(
            "hearth_passwords_waiting",
            "Logins and sign-ups that wait for their turn",
            read(&counts.waiting),
        ),
        Figure::gauge("hearth_passwords_running", "Passwords that are hashed or compared", read(&counts.running)),
    ]
}

/// Returns what was refused, by the limit that refused it.
fn refusals(app: &App) -> Figure {
    let (beyond_all, beyond_address) = app.connection_counts.refused();
    let others = [
        ("connections", beyond_all),
        ("connections_per_address", beyond_address),
        ("event_streams", app.events.streams().1),
        ("response_memory", app.in_flight.figures().refused),
        ("passwords", read(&app.passwords.counts().refused)),
    ];
    let rates = app.limits.iter().flat_map(|limits| limits.refusals().map(|(limit, count)| (limit.label(), count)));
    Figure::counter("hearth_refusals", "What was refused, by the limit", 0)
        .labelled("limit", others.into_iter().chain(rates))
}

fn read(count: &AtomicU64) -> u64 {
    count.load(Ordering::Relaxed)
}
