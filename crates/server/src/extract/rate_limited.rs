//! Extracts whose tries are limited.
//!
//! Each process counts for itself, in memory. The owner's own socket has no address and is not limited: whoever may
//! open it can read the database as well.

use std::{convert::Infallible, net::SocketAddr, sync::Arc};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::request::Parts,
};

use crate::{auth::RateLimited, state::App};

impl FromRequestParts<App> for RateLimited {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(match (&app.limits, peer) {
            (Some(limits), Some(ConnectInfo(peer))) => {
                Self::new(Arc::clone(limits), peer.ip(), &parts.headers, &app.config.trusted_proxies)
            }
            _ => Self::unlimited(),
        })
    }
}
