//! Finds the server at an address that somebody entered.

use std::time::Duration;

use hearth_client::{Client, Error};
use tokio::time::timeout;
use url::Url;

use super::Result;
use crate::{error::CommandError, model::ServerLocation};

/// Bounds how long a server that was just chosen may take to answer.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);

/// Bounds how many redirects are followed.
const REDIRECTS_MAX: usize = 4;

/// Returns the server at an address as it was entered, or where that address redirects to on the same host.
///
/// A server that does not answer is found too where `is_known` says that something was read there before.
pub(super) async fn find_server(address: &str, is_known: impl Fn(&ServerLocation) -> bool) -> Result<ServerLocation> {
    let mut client = Client::remote(address)?;
    for _ in 0..REDIRECTS_MAX {
        let server = ServerLocation::Server { address: client.address().to_string() };
        let answer = timeout(CONNECT_TIMEOUT, client.ping()).await;
        let Err(error) = answer.unwrap_or(Err(Error::TimedOut)) else { return Ok(server) };
        match error {
            Error::Redirected(to) if is_same_host(client.address(), &to) => client = Client::remote(to.as_str())?,
            error if error.is_away() && is_known(&server) => return Ok(server),
            error => return Err(CommandError::no_connection(&error, client.address())),
        }
    }
    Err(CommandError::no_connection(&Error::Redirected(client.address().clone()), client.address()))
}

/// Returns whether a redirect stays at the host that was asked, and does not go from https to http.
fn is_same_host(from: &Url, to: &Url) -> bool {
    from.host() == to.host() && (to.scheme() == "https" || to.scheme() == from.scheme())
}
