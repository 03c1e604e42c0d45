//! Serves the menu bar, which the page fills from its list of commands.

use serde::Deserialize;
use tauri::{
    AppHandle, WebviewWindow, Wry,
    menu::{Menu, Submenu},
};
use ts_rs::TS;

use super::window::warn;
use crate::i18n::{is_right_to_left, text};

/// The names of the menus, as the page has them.
const NAMES: [&str; 5] = ["menu-file", "menu-edit", "menu-view", "menu-go", "menu-help"];

/// Makes the bar that is there until the page fills it. A bar that came with its menus would move all that is on the
/// screen by then.
pub(crate) fn empty_bar(app: &AppHandle) -> tauri::Result<Menu<Wry>> {
    let bar = Menu::new(app)?;
    for name in NAMES {
        bar.append(&Submenu::new(app, text(name).to_string(), true)?)?;
    }
    Ok(bar)
}

/// Lays the menus out from right to left where the app's language is written so. Their toolkit follows the desktop's
/// language, which may be another one.
pub(crate) fn apply_direction(window: &WebviewWindow) {
    #[cfg(target_os = "linux")]
    warn(window.run_on_main_thread(|| {
        let direction = if is_right_to_left() { gtk::TextDirection::Rtl } else { gtk::TextDirection::Ltr };
        gtk::Widget::set_default_direction(direction);
    }));
    #[cfg(not(target_os = "linux"))]
    tracing::debug!(window = window.label(), "the desktop lays out the menus here");
}

/// An edit of the text that has the focus.
#[derive(Clone, Copy, Debug, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TextEdit {
    Undo,
    Redo,
    Cut,
    Copy,
    Paste,
    SelectAll,
}

/// Shows in the Edit menu which keys do what its lines do. They are no accelerators: those the window would take before
/// the page has them, and act on them later than on what is typed next.
pub(crate) fn show_edit_keys(window: &WebviewWindow) {
    #[cfg(target_os = "linux")]
    {
        let shown = window.clone();
        warn(window.run_on_main_thread(move || warn(label_edits(&shown))));
    }
    #[cfg(not(target_os = "linux"))]
    tracing::debug!(window = window.label(), "the Edit menu shows no keys here");
}

#[cfg(target_os = "linux")]
fn label_edits(window: &WebviewWindow) -> tauri::Result<()> {
    use gtk::prelude::*;

    let mut labels = Vec::new();
    collect_labels(window.default_vbox()?.upcast_ref(), &mut labels);
    for edit in TextEdit::ALL {
        let name = text(edit.message()).to_string();
        let (key, modifiers) = gtk::accelerator_parse(edit.keys());
        for label in labels.iter().filter(|label| label.text() == name) {
            label.set_accel(key, modifiers);
        }
    }
    Ok(())
}

/// Collects the labels of all lines of all menus in a widget.
#[cfg(target_os = "linux")]
fn collect_labels(widget: &gtk::Widget, labels: &mut Vec<gtk::AccelLabel>) {
    use gtk::prelude::*;

    if let Some(label) = widget.downcast_ref::<gtk::AccelLabel>() {
        labels.push(label.clone());
    }
    if let Some(menu) = widget.downcast_ref::<gtk::MenuItem>().and_then(GtkMenuItemExt::submenu) {
        collect_labels(&menu, labels);
    }
    if let Some(container) = widget.downcast_ref::<gtk::Container>() {
        container.children().iter().for_each(|child| collect_labels(child, labels));
    }
}

/// Applies an edit to the text that has the focus. A page may not paste by itself, so that nobody's clipboard is read.
pub(crate) fn edit_text(window: &WebviewWindow, edit: TextEdit) {
    #[cfg(target_os = "linux")]
    warn(window.with_webview(move |webview| {
        use webkit2gtk::WebViewExt;
        webview.inner().execute_editing_command(edit.name());
    }));
    #[cfg(not(target_os = "linux"))]
    tracing::warn!(?edit, window = window.label(), "is left to the keys here");
}

#[cfg(target_os = "linux")]
impl TextEdit {
    const ALL: [Self; 6] = [Self::Undo, Self::Redo, Self::Cut, Self::Copy, Self::Paste, Self::SelectAll];

    /// The keys for it, as GTK writes them. The page and WebKit act on them.
    const fn keys(self) -> &'static str {
        match self {
            Self::Undo => "<Control>z",
            Self::Redo => "<Control><Shift>z",
            Self::Cut => "<Control>x",
            Self::Copy => "<Control>c",
            Self::Paste => "<Control>v",
            Self::SelectAll => "<Control>a",
        }
    }

    /// The name of its line, in the message files.
    pub(crate) const fn message(self) -> &'static str {
        match self {
            Self::Undo => "menu-undo",
            Self::Redo => "menu-redo",
            Self::Cut => "menu-cut",
            Self::Copy => "menu-copy",
            Self::Paste => "menu-paste",
            Self::SelectAll => "menu-select-all",
        }
    }

    /// WebKit's name for it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Undo => "Undo",
            Self::Redo => "Redo",
            Self::Cut => "Cut",
            Self::Copy => "Copy",
            Self::Paste => "Paste",
            Self::SelectAll => "SelectAll",
        }
    }
}
