//! Acts on the app's window as the window manager, a taskbar or a pager does.

use std::path::Path;

use super::{
    DesktopSession,
    screen::{Screen, WindowGeometry},
};

impl DesktopSession {
    /// Presses the close button of the app's window.
    pub fn press_close_button(&self) {
        Screen::of(self.display()).close_window();
    }

    /// Reads the title of the app's window; none where none is to be seen.
    #[must_use]
    pub fn window_title(&self) -> Option<String> {
        Screen::of(self.display()).title()
    }

    /// Gives the app's window the focus, or gives it to another program's.
    pub fn focus_window(&self, focus: bool) {
        let screen = Screen::of(self.display());
        if focus { screen.focus_window() } else { screen.focus_other() }
    }

    /// Waits for a dialog of the app with this title, and gives it the focus.
    pub fn focus_dialog(&self, title: &str) {
        Screen::of(self.display()).focus_titled(title);
    }

    /// Counts the open menus.
    #[must_use]
    pub fn open_menus(&self) -> usize {
        Screen::of(self.display()).open_menus()
    }

    /// Counts what is on the screen without a frame, such as menus, tips and what is left of them.
    #[must_use]
    pub fn popups(&self) -> usize {
        Screen::of(self.display()).popups()
    }

    /// Reads where on the screen the app's window is, and how large.
    #[must_use]
    pub fn window_geometry(&self) -> WindowGeometry {
        Screen::of(self.display()).window_geometry()
    }

    /// Moves the app's window and gives it a size, as far as the window manager and the app let it.
    pub fn set_window_geometry(&self, geometry: WindowGeometry) {
        Screen::of(self.display()).set_window_geometry(geometry);
    }

    /// Saves a screenshot.
    pub fn save_screenshot(&self, file: &Path) {
        Screen::of(self.display()).write_screenshot(file).unwrap();
    }
}
