//! Finds the server at an address that somebody entered.

use std::time::Duration;

use hearth_client::{Cause, Client, Error, Fingerprint, has_scheme, is_private, parse_address};
use tokio::time::Instant;
use url::Url;

use super::{AppState, Result};
use crate::{
    error::CommandError,
    model::{Consent, ServerLocation},
};

/// Bounds how long it takes to tell what answers at an address.
const FIND_TIMEOUT: Duration = Duration::from_secs(8);

/// Bounds how many redirects are followed.
const REDIRECTS_MAX: usize = 4;

/// Why no server is found at an address.
enum NotFound {
    /// The error, and the address that was asked.
    Failed(Error, Url),
    /// A server that answers without encryption, which nobody has agreed to.
    NeedsConsent(Url),
}

impl From<NotFound> for CommandError {
    fn from(why: NotFound) -> Self {
        match why {
            NotFound::Failed(error, address) => Self::no_connection(&error, &address),
            NotFound::NeedsConsent(address) => Self::plain_http(&address),
        }
    }
}

impl AppState {
    /// Returns the server at an address as it was entered, or where that address redirects to on the same host. What a person
    /// has agreed to there is kept with it.
    ///
    /// HTTPS is tried first. A server that does not answer is found too where something was read there before.
    pub(super) async fn find_server(&self, address: &str, consent: Option<Consent>) -> Result<ServerLocation> {
        let deadline = Instant::now() + FIND_TIMEOUT;
        let url = parse_address(address)?;
        let found = match self.find_at(url.clone(), consent.as_ref(), deadline).await {
            Err(NotFound::Failed(error, _)) if !has_scheme(address) && may_lack_tls(&error) => {
                match self.find_at(without_tls(&url), consent.as_ref(), deadline).await {
                    Err(NotFound::Failed(..)) => Err(NotFound::Failed(error, url)),
                    found => found,
                }
            }
            found => found,
        };
        let server = found?;
        if let (Some(Consent::Certificate { fingerprint }), ServerLocation::Server { address }) = (consent, &server) {
            self.0.settings.change(|settings| settings.trust_certificate(address, fingerprint));
        }
        Ok(server)
    }

    async fn find_at(
        &self,
        mut url: Url,
        consent: Option<&Consent>,
        deadline: Instant,
    ) -> std::result::Result<ServerLocation, NotFound> {
        for _ in 0..REDIRECTS_MAX {
            let mut options = self.connect_options(&url).await;
            if let Some(Consent::Certificate { fingerprint }) = consent {
                options.trusted = fingerprint.parse::<Fingerprint>().ok();
            }
            let Ok(client) = Client::remote_with(url.as_str(), &options) else { break };
            let server = ServerLocation::Server { address: url.to_string() };
            match client.identify(deadline.saturating_duration_since(Instant::now())).await {
                Ok(_) if !self.may_connect(&server, &url, consent) => return Err(NotFound::NeedsConsent(url)),
                Ok(_) => return Ok(server),
                Err(Error::Redirected(to)) if is_same_host(&url, &to) => url = directory(to),
                Err(error) if may_be_back(&error) && self.0.sessions.kept_features(&server).is_some() => {
                    return Ok(server);
                }
                Err(error) => return Err(NotFound::Failed(error, url)),
            }
        }
        Err(NotFound::Failed(Error::Redirected(url.clone()), url))
    }

    /// Returns whether a server may be spoken to in the way its address says: encrypted, within a private network, or as
    /// somebody has agreed to.
    fn may_connect(&self, server: &ServerLocation, url: &Url, consent: Option<&Consent>) -> bool {
        url.scheme() == "https"
            || is_private(url)
            || matches!(consent, Some(Consent::PlainHttp))
            || self.0.settings.get().recent_servers.iter().any(|recent| recent == url.as_str())
            || !self.0.sessions.saved_accounts(server).is_empty()
    }
}

/// Returns whether a redirect stays at the host that was asked, and does not go from https to http.
fn is_same_host(from: &Url, to: &Url) -> bool {
    from.host() == to.host() && (to.scheme() == "https" || to.scheme() == from.scheme())
}

/// Returns whether somebody with something to read goes on without the server. A certificate is looked at first.
fn may_be_back(error: &Error) -> bool {
    error.is_away() && !matches!(error, Error::Certificate(_))
}

/// Returns whether there may be a server without TLS where one with it is not.
fn may_lack_tls(error: &Error) -> bool {
    matches!(error, Error::Unreachable(Cause::NoTls | Cause::ConnectionRefused))
}

fn without_tls(url: &Url) -> Url {
    let mut plain = url.clone();
    // Both schemes are of the web, between which this always works.
    let _ = plain.set_scheme("http");
    plain
}

/// Returns the address with a path that others are joined to.
fn directory(mut url: Url) -> Url {
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    url
}
