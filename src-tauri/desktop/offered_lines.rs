//! The lines that the page offers for the context menu that is about to open.
//!
//! They do not come by a command, of which nobody knows when it arrives: the page sends them to an address of this scheme, and
//! waits for the answer before it lets WebKit ask for the menu.

use std::{
    mem,
    sync::{Mutex, PoisonError},
};

use serde::Deserialize;
use tauri::{
    Manager, Runtime, UriSchemeContext,
    http::{HeaderValue, Request, Response, header},
};
use ts_rs::TS;

/// The scheme of the address.
pub(crate) const SCHEME: &str = "context-menu";

/// Bounds the message that names them, in bytes.
const MESSAGE_MAX: usize = 8 * 1024;

/// Bounds how many there are.
const LINES_MAX: usize = 32;

/// A line of the context menu. What it does is known to the page, by its id.
#[derive(Clone, Debug, Deserialize, PartialEq, TS)]
pub(crate) struct ContextMenuLine {
    pub(crate) id: String,
    pub(crate) text: String,
}

/// Lines in groups, which the menu parts.
pub(crate) type Groups = Vec<Vec<ContextMenuLine>>;

/// What the page has offered for the menu that opens next.
#[derive(Default)]
pub(crate) struct Offer(Mutex<Groups>);

impl Offer {
    /// Takes it, so that no other menu has it.
    pub(crate) fn take(&self) -> Groups {
        mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Receives what the page offers.
pub(crate) fn receive<R: Runtime>(page: &UriSchemeContext<'_, R>, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
    let groups = parse(request.body());
    *page.app_handle().state::<Offer>().0.lock().unwrap_or_else(PoisonError::into_inner) = groups;
    let mut response = Response::new(Vec::new());
    response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}

/// Reads the lines; none from what is no such message.
fn parse(message: &[u8]) -> Groups {
    if message.len() > MESSAGE_MAX {
        tracing::warn!(length = message.len(), "the page offers too much for a menu");
        return Vec::new();
    }
    let mut groups: Groups = serde_json::from_slice(message).unwrap_or_else(|error| {
        tracing::warn!(%error, "the page offers no lines of a menu");
        Vec::new()
    });
    let mut left = LINES_MAX;
    for group in &mut groups {
        group.truncate(left);
        left -= group.len();
    }
    groups.retain(|group| !group.is_empty());
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(id: &str, text: &str) -> ContextMenuLine {
        ContextMenuLine { id: id.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn reads_groups_of_lines() {
        let message = r#"[[{"id":"1-a","text":"Open"},{"id":"1-b","text":"Vote"}],[],[{"id":"1-c","text":"Copy"}]]"#;
        let groups = vec![vec![line("1-a", "Open"), line("1-b", "Vote")], vec![line("1-c", "Copy")]];
        assert_eq!(parse(message.as_bytes()), groups);
        assert_eq!(parse(b"[]"), Groups::new());
    }

    #[test]
    fn bounds_what_the_page_offers() {
        let one = r#"{"id":"x","text":"y"}"#;
        let group = |count: usize| format!("[{}]", vec![one; count].join(","));
        let groups = parse(format!("[{},{}]", group(LINES_MAX - 1), group(LINES_MAX)).as_bytes());
        assert_eq!(groups.iter().map(Vec::len).collect::<Vec<_>>(), [LINES_MAX - 1, 1]);
        assert!(parse(format!("[{}]", group(MESSAGE_MAX)).as_bytes()).is_empty());
        for other in ["", "null", "[{}]", r#"[[{"id":1,"text":"y"}]]"#] {
            assert!(parse(other.as_bytes()).is_empty(), "{other}");
        }
    }
}
