//! Reads the proxy settings of the desktop, as its settings program writes them. Those of the environment are the HTTP client's
//! to read, and go first.

use url::Url;

/// Variables of the environment that name a proxy, each also in lower case.
const VARIABLES: [&str; 3] = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];

/// Returns the proxy that the desktop has for an address, if there is one.
pub(super) async fn proxy_for(address: &Url) -> Option<Url> {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if VARIABLES.iter().any(|name| is_set(name) || is_set(&name.to_lowercase())) {
        return None;
    }
    platform::look_up(address).await.and_then(|proxy| supported(&proxy))
}

/// Reads a proxy as `GLib` names it; none for a direct connection.
fn supported(proxy: &str) -> Option<Url> {
    let (scheme, rest) = proxy.split_once("://")?;
    match scheme {
        "http" | "https" | "socks4" | "socks4a" | "socks5h" => Url::parse(proxy).ok(),
        // Names are looked up by the proxy, which may know more of them.
        "socks" | "socks5" => Url::parse(&format!("socks5h://{rest}")).ok(),
        _ => None,
    }
}

#[cfg(target_os = "linux")]
mod platform {
    use std::time::Duration;

    use gtk::gio::{Cancellable, ProxyResolver, prelude::ProxyResolverExt};
    use tokio::{task::spawn_blocking, time::timeout};
    use url::Url;

    /// Bounds how long a script that chooses a proxy may take.
    const TIMEOUT: Duration = Duration::from_secs(2);

    /// Asks `GLib`, which knows the settings of GNOME and others.
    pub(super) async fn look_up(address: &Url) -> Option<String> {
        let address = address.to_string();
        let found = spawn_blocking(move || {
            let proxies = ProxyResolver::default().lookup(&address, Cancellable::NONE);
            let proxies = proxies.inspect_err(|error| tracing::warn!(%error, "the proxy settings cannot be read"));
            proxies.ok()?.first().map(ToString::to_string)
        });
        let found = timeout(TIMEOUT, found).await;
        found.inspect_err(|_| tracing::warn!("the proxy settings do not answer")).ok()?.ok()?
    }
}

#[cfg(not(target_os = "linux"))]
mod platform {
    /// The HTTP client reads the settings of the system by itself.
    pub(super) async fn look_up(_: &url::Url) -> Option<String> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_proxies_as_glib_names_them() {
        let read = |proxy| supported(proxy).map(|url| url.to_string());
        assert_eq!(read("direct://"), None);
        assert_eq!(read("http://proxy.example:3128").as_deref(), Some("http://proxy.example:3128/"));
        assert_eq!(read("socks://proxy.example:1080").as_deref(), Some("socks5h://proxy.example:1080"));
        assert_eq!(read("nonsense"), None);
    }
}
