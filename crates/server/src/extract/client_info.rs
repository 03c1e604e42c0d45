//! Extracts what a client tells of itself, for the list of its user's sessions.

use std::{
    convert::Infallible,
    net::{IpAddr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{header, request::Parts},
};

use crate::{auth::client_address, domain::ClientInfo, state::App};

impl FromRequestParts<App> for ClientInfo {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let user_agent = parts.headers.get(header::USER_AGENT).map_or(&b""[..], |value| value.as_bytes());
        Ok(Self::new(user_agent, address(parts, app)))
    }
}

/// Finds the address of a client, behind the proxies that the owner trusts; none on the owner's own socket.
pub(super) fn address(parts: &Parts, app: &App) -> Option<IpAddr> {
    let ConnectInfo(peer) = parts.extensions.get::<ConnectInfo<SocketAddr>>()?;
    Some(client_address(peer.ip(), &parts.headers, &app.config.trusted_proxies))
}
