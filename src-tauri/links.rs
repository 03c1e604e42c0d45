//! Links that lead out of the app. Only the web and mail are opened, and never in the app's own window.

use tauri::Url;

use crate::{
    error::{CommandError, ErrorCode},
    messages::text,
};

/// What a link may begin with: everything else could run a program or read a file.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// Opens an address in the program that the person has chosen for it.
pub(crate) fn open(address: &str) -> Result<(), CommandError> {
    let url = check(address)?;
    tauri_plugin_opener::open_url(url.as_str(), None::<&str>).map_err(|error| {
        // Where somebody goes is not for the log.
        tracing::warn!(%error, "no program opens links");
        CommandError::new(ErrorCode::Internal, text("error-no-browser"))
    })
}

fn check(address: &str) -> Result<Url, CommandError> {
    let refused = || CommandError::new(ErrorCode::Invalid, text("error-link-refused"));
    let url = Url::parse(address).map_err(|_| refused())?;
    if SCHEMES.contains(&url.scheme()) { Ok(url) } else { Err(refused()) }
}

/// Whether the window may show a page: the app's own, nothing else.
pub(crate) fn stays_inside(page: &Url) -> bool {
    match page.scheme() {
        "tauri" => true,
        "http" | "https" => page.host_str() == Some("tauri.localhost") || is_dev_server(page),
        _ => false,
    }
}

/// The interface's own server, while it is developed.
fn is_dev_server(page: &Url) -> bool {
    tauri::is_dev() && page.host_str() == Some("localhost") && page.port() == Some(1420)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_and_mail_are_opened() {
        for address in ["http://a.example/", "https://a.example/?q#f", "mailto:ada@example.org"] {
            assert_eq!(check(address).unwrap().as_str(), address);
        }
        for address in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:text/html,x",
            "ssh://a.example",
            "smb://a.example/share",
            "a.example",
            "--version",
            "",
        ] {
            assert_eq!(check(address).unwrap_err().code, ErrorCode::Invalid, "{address}");
        }
    }

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
