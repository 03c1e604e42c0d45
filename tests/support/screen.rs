//! What a window manager does with a window, on a screen that has none.

use x11rb::{
    connection::Connection as _,
    protocol::xproto::{AtomEnum, ClientMessageEvent, ConnectionExt, EventMask, Window},
    rust_connection::RustConnection,
};

/// Presses the close button of the app's window: asks the window to go, and leaves the rest to the app.
pub(crate) fn close_window(display: &str, title: &str) {
    let (connection, screen) = RustConnection::connect(Some(display)).unwrap();
    let root = connection.setup().roots[screen].root;
    let window = find(&connection, root, title).expect("the window is on the screen");
    let atom = |name: &str| connection.intern_atom(false, name.as_bytes()).unwrap().reply().unwrap().atom;
    let message = [atom("WM_DELETE_WINDOW"), x11rb::CURRENT_TIME, 0, 0, 0];
    let event = ClientMessageEvent::new(32, window, atom("WM_PROTOCOLS"), message);
    // Checked, which waits until the screen has it: what is in flight when we leave may be lost.
    connection.send_event(false, window, EventMask::NO_EVENT, event).unwrap().check().unwrap();
}

/// The visible window with this title: GTK has a hidden one of the same name.
fn find(connection: &RustConnection, root: Window, title: &str) -> Option<Window> {
    use x11rb::protocol::xproto::MapState;
    let children = connection.query_tree(root).unwrap().reply().unwrap().children;
    children.into_iter().find(|window| {
        let name = connection.get_property(false, *window, AtomEnum::WM_NAME, AtomEnum::ANY, 0, 1024);
        let attributes = connection.get_window_attributes(*window).unwrap().reply();
        name.unwrap().reply().is_ok_and(|name| name.value == title.as_bytes())
            && attributes.is_ok_and(|attributes| attributes.map_state == MapState::VIEWABLE)
    })
}
