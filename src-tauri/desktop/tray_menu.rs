//! Lists the entries of the tray icon's menu. What each does is in `task.rs`.

use super::event::TrayAction;
use crate::i18n::{Argument, text, text_with};

/// Returns the entries from the top. Without an account there is nothing to write; `unread` is none where the server does
/// not tell of new posts.
pub(super) fn entries(is_signed_in: bool, unread: Option<usize>) -> Vec<(TrayAction, String)> {
    let mut entries = vec![(TrayAction::Show, text("native-tray-show"))];
    if is_signed_in {
        entries.push((TrayAction::Write, text("native-tray-write")));
    }
    if let (true, Some(unread)) = (is_signed_in, unread) {
        entries.push((TrayAction::Unread, text_with("native-tray-unread", [("count", Argument::count(unread))])));
    }
    entries.push((TrayAction::Quit, text("native-tray-quit")));
    entries.into_iter().map(|(action, words)| (action, words.to_string())).collect()
}
