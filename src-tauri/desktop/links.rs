//! Links that lead out of the app. Only the web and mail are opened, and never in the app's own window.

use url::Url;

use super::checked_link;
use crate::{
    error::{CommandError, ErrorCode},
    i18n::text,
};

/// Opens an address in the program that the person has chosen for it.
pub(crate) fn open(address: &str) -> Result<(), CommandError> {
    let url = checked_link::check(address)?;
    tauri_plugin_opener::open_url(url.as_str(), None::<&str>).map_err(|error| {
        // Where somebody goes is not for the log.
        tracing::warn!(%error, "no program opens links");
        CommandError::new(ErrorCode::Internal, text("error-no-browser"))
    })
}

/// Returns whether the window may show a page: only the app's own.
pub(crate) fn stays_inside(page: &Url) -> bool {
    match page.scheme() {
        "tauri" => true,
        "http" | "https" => page.host_str() == Some("tauri.localhost") || is_dev_server(page),
        _ => false,
    }
}

/// Returns whether a page is on the interface's own server, while it is developed.
fn is_dev_server(page: &Url) -> bool {
    tauri::is_dev() && page.host_str() == Some("localhost") && page.port() == Some(1420)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_shows_the_app_alone() {
        let inside = |page: &str| stays_inside(&page.parse().unwrap());
        assert!(inside("tauri://localhost/"));
        assert!(inside("http://tauri.localhost/index.html"));
        assert!(!inside("https://a.example/"));
        assert!(!inside("http://tauri.localhost.a.example/"));
        assert!(!inside("file:///etc/passwd"));
        assert!(!inside("data:text/html,x"));
    }
}
