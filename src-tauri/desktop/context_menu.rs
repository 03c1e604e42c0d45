//! The context menu, in place of WebKit's own: most of what is in that is a browser's, and does nothing in this window, or
//! empties it. On a post and on a person it has what the page offers.

use std::fmt::Display;

use gtk::{
    gdk, gio,
    gio::prelude::ActionExt,
    glib::{self, object::ObjectExt},
};
use tauri::{AppHandle, Emitter, Manager, WebviewWindow};
use webkit2gtk::{
    ContextMenu, ContextMenuAction, ContextMenuExt, ContextMenuItem, ContextMenuItemExt, HitTestResult,
    HitTestResultExt, WebView, WebViewExt,
};

use crate::{
    desktop::{
        deep_link,
        menu::TextEdit,
        offered_lines::{ContextMenuLine, Offer},
    },
    i18n::text,
};

/// The event that has the page follow the link under the menu.
const FOLLOW: &str = "follow-link";

/// The event that tells the page which of the lines that it offered was chosen.
const CHOICE: &str = "context-menu-choice";

/// Shows the app's menu in this window from now on.
pub(crate) fn install(window: &WebviewWindow) {
    let app = window.app_handle().clone();
    let installed = window.with_webview(move |webview| {
        webview.inner().connect_context_menu(move |view, menu, _, hit| {
            let items = items(&app, view, menu, hit, &app.state::<Offer>().take());
            menu.remove_all();
            for item in &items {
                menu.append(item);
            }
            // An empty menu is none.
            items.is_empty()
        });
    });
    if let Err(error) = installed {
        tracing::warn!(%error, "the context menu is WebKit's");
    }
}

fn items(
    app: &AppHandle,
    view: &WebView,
    theirs: &ContextMenu,
    hit: &HitTestResult,
    offered: &[Vec<ContextMenuLine>],
) -> Vec<ContextMenuItem> {
    if hit.context_is_editable() {
        return in_field(view, &theirs.items());
    }
    let mut items = Vec::new();
    // The title of a post is a link too, to the post that the lines are about.
    if let Some(address) = hit.link_uri().filter(|_| hit.context_is_link() && offered.is_empty()) {
        items = on_link(app, address.to_string());
    }
    if hit.context_is_selection() {
        items.push(edit(view, TextEdit::Copy, true));
    }
    for (at, group) in offered.iter().enumerate() {
        if !items.is_empty() {
            items.push(ContextMenuItem::new_separator());
        }
        items.extend(group.iter().enumerate().map(|(line, offered)| on_offer(app, &format!("{at}-{line}"), offered)));
    }
    items
}

fn on_offer(app: &AppHandle, name: &str, ContextMenuLine { id, text }: &ContextMenuLine) -> ContextMenuItem {
    let (app, id) = (app.clone(), id.clone());
    item(name, text, true, move || {
        if let Err(error) = app.emit(CHOICE, &id) {
            tracing::warn!(%error, "the page was not told what was chosen");
        }
    })
}

fn on_link(app: &AppHandle, address: String) -> Vec<ContextMenuItem> {
    let app = app.clone();
    let is_post = deep_link::post_at(&address).is_some();
    let open = if is_post { text("menu-open") } else { text("menu-open-in-browser") };
    vec![
        item("open", &open, true, move || {
            // The page asks before it leads out, as for a click.
            if let Err(error) = app.emit(FOLLOW, ()) {
                tracing::warn!(%error, "the page was not told to follow a link");
            }
        }),
        item("copy-link", &text("menu-copy-link"), true, move || {
            gtk::Clipboard::get(&gdk::SELECTION_CLIPBOARD).set_text(&address);
        }),
    ]
}

/// Returns the items of a text field's menu: the suggestions of the dictionary, and the edits of a text. WebKit's own
/// items say what is possible.
fn in_field(view: &WebView, theirs: &[ContextMenuItem]) -> Vec<ContextMenuItem> {
    let is = |item: &&ContextMenuItem, action| item.stock_action() == action;
    let offers = |action| {
        let found = theirs.iter().find(|item| is(item, action));
        found.and_then(ContextMenuItemExt::gaction).is_some_and(|action| action.is_enabled())
    };
    let mut items: Vec<_> = theirs.iter().filter(|item| is(item, ContextMenuAction::SpellingGuess)).cloned().collect();
    if !items.is_empty() {
        items.push(ContextMenuItem::new_separator());
    }
    items.extend([
        edit(view, TextEdit::Undo, true),
        edit(view, TextEdit::Redo, true),
        ContextMenuItem::new_separator(),
        edit(view, TextEdit::Cut, offers(ContextMenuAction::Cut)),
        edit(view, TextEdit::Copy, offers(ContextMenuAction::Copy)),
        edit(view, TextEdit::Paste, offers(ContextMenuAction::Paste)),
        ContextMenuItem::new_separator(),
        edit(view, TextEdit::SelectAll, true),
    ]);
    items
}

fn edit(view: &WebView, edit: TextEdit, enabled: bool) -> ContextMenuItem {
    let view = view.downgrade();
    item(edit.name(), &text(edit.message()), enabled, move || {
        if let Some(view) = view.upgrade() {
            view.execute_editing_command(edit.name());
        }
    })
}

/// Makes an item. Of two items with one name WebKit would carry out the last, whichever is chosen.
fn item(name: &str, words: &dyn Display, enabled: bool, act: impl Fn() + 'static) -> ContextMenuItem {
    let action = gio::SimpleAction::new(name, None);
    action.set_enabled(enabled);
    action.connect_activate(move |_, _| act());
    ContextMenuItem::from_gaction(&action, &words.to_string(), None::<&glib::Variant>)
}
