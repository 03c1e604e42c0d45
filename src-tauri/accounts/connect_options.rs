//! Looks up how a server is connected to: by which certificate that somebody has trusted, and through which proxy.

use hearth_client::ConnectOptions;
use url::Url;

use super::{AppState, proxy::proxy_for};

impl AppState {
    /// Returns the options of a connection to the server at an address.
    pub(super) async fn connect_options(&self, address: &Url) -> ConnectOptions {
        let trusted = self.0.settings.get().trusted_certificates.get(address.as_str()).cloned();
        ConnectOptions {
            trusted: trusted.and_then(|fingerprint| fingerprint.parse().ok()),
            proxy: proxy_for(address).await,
        }
    }
}
