//! Links that lead out of the app. Only the web and mail are opened, and never in the app's own window.

use tauri::Url;

use crate::{
    error::{CommandError, ErrorCode},
    i18n::text,
};

/// The schemes that a link may have: any other could run a program or read a file.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// The fields of a mail that a link may fill in.
const MAIL_FIELDS: [&str; 4] = ["to", "cc", "subject", "body"];

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
    let mut url = Url::parse(address).map_err(|_| refused())?;
    if !SCHEMES.contains(&url.scheme()) {
        return Err(refused());
    }
    if url.scheme() == "mailto" {
        keep_known_fields(&mut url);
    }
    Ok(url)
}

/// Removes the fields of a mail that are not in [`MAIL_FIELDS`], as RFC 6068 advises: mail programs know others, which
/// attach files.
fn keep_known_fields(url: &mut Url) {
    let is_kept = |field: &&str| {
        let name = field.split('=').next().unwrap_or_default();
        MAIL_FIELDS.iter().any(|kept| name.eq_ignore_ascii_case(kept))
    };
    let kept = url.query().map(|query| query.split('&').filter(is_kept).collect::<Vec<_>>().join("&"));
    url.set_query(kept.as_deref().filter(|query| !query.is_empty()));
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
    fn mail_attaches_no_file() {
        for (address, opened) in [
            ("mailto:a@example.org?subject=Hi&attach=/etc/passwd", "mailto:a@example.org?subject=Hi"),
            ("mailto:a@example.org?Attachment=x&CC=b@example.org", "mailto:a@example.org?CC=b@example.org"),
            ("mailto:a@example.org?attach=x", "mailto:a@example.org"),
            ("mailto:?att%61ch=x&to=a@example.org&body=b", "mailto:?to=a@example.org&body=b"),
        ] {
            assert_eq!(check(address).unwrap().as_str(), opened);
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
