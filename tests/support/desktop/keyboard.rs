//! Presses keys at the screen itself, as a keyboard does, for whichever window has the focus. WebDriver's keys begin
//! further in: they do not show what the window's frame takes for itself, nor what a field does by itself.

use std::process::{Command, Stdio};

use x11rb::{
    connection::Connection as _,
    protocol::{
        xproto::{ConnectionExt as _, KEY_PRESS_EVENT, KEY_RELEASE_EVENT, Keycode},
        xtest::ConnectionExt as _,
    },
    rust_connection::RustConnection,
};

use super::DesktopSession;

/// X's number of a key: the sign on it, or a number for one that has none.
pub type Keysym = u32;

/// The left key for Ctrl.
pub const CONTROL: Keysym = 0xffe3;
/// The left key for Shift.
pub const SHIFT: Keysym = 0xffe1;
/// The left key for Alt.
pub const ALT: Keysym = 0xffe9;
/// Enter.
pub const ENTER: Keysym = 0xff0d;
/// Escape.
pub const ESCAPE: Keysym = 0xff1b;
/// Tab.
pub const TAB: Keysym = 0xff09;
/// Backspace.
pub const BACKSPACE: Keysym = 0xff08;
/// Delete.
pub const DELETE: Keysym = 0xffff;
/// Insert.
pub const INSERT: Keysym = 0xff63;
/// Home.
pub const HOME: Keysym = 0xff50;
/// End.
pub const END: Keysym = 0xff57;
/// Page up.
pub const PAGE_UP: Keysym = 0xff55;
/// Page down.
pub const PAGE_DOWN: Keysym = 0xff56;
/// The arrow to the left.
pub const LEFT: Keysym = 0xff51;
/// The arrow up.
pub const UP: Keysym = 0xff52;
/// The arrow to the right.
pub const RIGHT: Keysym = 0xff53;
/// The arrow down.
pub const DOWN: Keysym = 0xff54;
/// The key for the menu of what has the focus.
pub const MENU: Keysym = 0xff67;
/// F10, which opens menu bars; with Shift, the menu of what has the focus.
pub const F10: Keysym = 0xffc7;
/// F11, which fills the screen.
pub const F11: Keysym = 0xffc8;

impl DesktopSession {
    /// Presses keys at the screen, all of them together, for the app's window.
    pub fn press_keys(&self, keys: &[Keysym]) {
        self.focus_window(true);
        press(self.display(), keys);
    }

    /// Presses keys at the screen for whatever has the focus, such as a menu that is open.
    pub fn press_focused(&self, keys: &[Keysym]) {
        press(self.display(), keys);
    }

    /// Presses Ctrl with a key that has this sign on it, for the app's window.
    pub fn press_control(&self, sign: char) {
        self.press_keys(&[CONTROL, u32::from(sign)]);
    }

    /// Types a text at the screen, key by key, for the app's window. Signs that the keyboard lacks are put onto a key.
    pub fn type_text(&self, text: &str) {
        self.focus_window(true);
        self.xdotool(&["type", "--delay", "8", "--", text]);
    }

    /// Lets xdotool move the mouse or press keys.
    pub(crate) fn xdotool(&self, arguments: &[&str]) {
        // It reads its arguments as the locale says.
        let done = run(self.command("xdotool").env("LC_ALL", "C.UTF-8").args(arguments));
        assert!(done, "xdotool failed at {arguments:?}");
    }
}

fn run(command: &mut Command) -> bool {
    command.stdin(Stdio::null()).stdout(Stdio::null()).status().expect("xdotool runs").success()
}

/// Presses keys in their order, and lets go of them in the reverse one.
fn press(display: &str, keys: &[Keysym]) {
    let (connection, _) = RustConnection::connect(Some(display)).unwrap();
    let codes: Vec<Keycode> = keys.iter().flat_map(|key| codes(&connection, *key)).collect();
    let presses = codes.iter().map(|code| (KEY_PRESS_EVENT, *code));
    let releases = codes.iter().rev().map(|code| (KEY_RELEASE_EVENT, *code));
    for (kind, code) in presses.chain(releases) {
        let request = connection.xtest_fake_input(kind, code, x11rb::CURRENT_TIME, x11rb::NONE, 0, 0, 0);
        request.unwrap().check().unwrap();
    }
}

/// The key that has a sign on it, after Shift where the sign needs that.
fn codes(connection: &RustConnection, key: Keysym) -> Vec<Keycode> {
    if let Some(code) = code(connection, key, 0) {
        return vec![code];
    }
    let shifted = code(connection, key, 1).expect("the keyboard has the key");
    vec![code(connection, SHIFT, 0).expect("the keyboard has Shift"), shifted]
}

/// The key that has a sign on it at a level: 0 alone, 1 with Shift.
fn code(connection: &RustConnection, key: Keysym, level: usize) -> Option<Keycode> {
    let first = connection.setup().min_keycode;
    let count = connection.setup().max_keycode - first + 1;
    let mapping = connection.get_keyboard_mapping(first, count).unwrap().reply().unwrap();
    let mut keys = mapping.keysyms.chunks(mapping.keysyms_per_keycode.into());
    let place = keys.position(|signs| signs.get(level) == Some(&key))?;
    Some(first + Keycode::try_from(place).unwrap())
}
