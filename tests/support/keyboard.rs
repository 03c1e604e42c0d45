//! Keys pressed at the screen itself, as a keyboard does, for whichever window has the focus. WebDriver's keys begin
//! further in: they do not show what the window's frame takes for itself.

use x11rb::{
    connection::Connection as _,
    protocol::{
        xproto::{ConnectionExt as _, KEY_PRESS_EVENT, KEY_RELEASE_EVENT, Keycode},
        xtest::ConnectionExt as _,
    },
    rust_connection::RustConnection,
};

/// What X calls a key: the sign on it, or a number for one that has none.
pub type Keysym = u32;

/// The left key for Ctrl.
pub const CONTROL: Keysym = 0xffe3;
/// F10, which opens menu bars.
pub const F10: Keysym = 0xffc7;
/// Escape.
pub const ESCAPE: Keysym = 0xff1b;

/// Presses keys in their order, and lets go of them in the reverse one.
pub(crate) fn press(display: &str, keys: &[Keysym]) {
    let (connection, _) = RustConnection::connect(Some(display)).unwrap();
    let codes: Vec<Keycode> = keys.iter().map(|key| code(&connection, *key)).collect();
    let presses = codes.iter().map(|code| (KEY_PRESS_EVENT, *code));
    let releases = codes.iter().rev().map(|code| (KEY_RELEASE_EVENT, *code));
    for (kind, code) in presses.chain(releases) {
        let request = connection.xtest_fake_input(kind, code, x11rb::CURRENT_TIME, x11rb::NONE, 0, 0, 0);
        request.unwrap().check().unwrap();
    }
}

/// The key that has a sign on it.
fn code(connection: &RustConnection, key: Keysym) -> Keycode {
    let first = connection.setup().min_keycode;
    let count = connection.setup().max_keycode - first + 1;
    let mapping = connection.get_keyboard_mapping(first, count).unwrap().reply().unwrap();
    let keys = mapping.keysyms.chunks(mapping.keysyms_per_keycode.into());
    let place = keys.into_iter().position(|signs| signs.contains(&key)).expect("the keyboard has the key");
    first + Keycode::try_from(place).unwrap()
}
