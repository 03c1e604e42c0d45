//! What a window manager does with a window, on a screen that has none.

use x11rb::{
    connection::Connection as _,
    protocol::xproto::{
        Atom, ClientMessageEvent, ConfigureWindowAux, ConnectionExt, EventMask, InputFocus, MapState, Window,
    },
    rust_connection::RustConnection,
};

/// How the title of the app's window ends, whatever is new in it.
const NAME: &str = "Hearth";

/// Where a window is: its left and upper edges, its width and its height.
pub type Place = (i32, i32, u32, u32);

/// A screen.
pub(crate) struct Screen {
    connection: RustConnection,
    root: Window,
}

impl Screen {
    pub(crate) fn of(display: &str) -> Self {
        let (connection, screen) = RustConnection::connect(Some(display)).unwrap();
        let root = connection.setup().roots[screen].root;
        Self { connection, root }
    }

    /// Presses the close button of the app's window: asks the window to go, and leaves the rest to the app.
    pub(crate) fn close_window(&self) {
        let message = [self.atom("WM_DELETE_WINDOW"), x11rb::CURRENT_TIME, 0, 0, 0];
        let event = ClientMessageEvent::new(32, self.window(), self.atom("WM_PROTOCOLS"), message);
        // Checked, which waits until the screen has it: what is in flight when we leave may be lost.
        self.connection.send_event(false, self.window(), EventMask::NO_EVENT, event).unwrap().check().unwrap();
    }

    /// The title of the app's window; none where none is to be seen.
    pub(crate) fn title(&self) -> Option<String> {
        self.find().map(|(_, title)| title)
    }

    /// Gives the app's window the focus.
    pub(crate) fn focus_window(&self) {
        let request = self.connection.set_input_focus(InputFocus::PARENT, self.window(), x11rb::CURRENT_TIME);
        request.unwrap().check().unwrap();
    }

    /// Takes the focus away from every window.
    pub(crate) fn focus_nothing(&self) {
        let request = self.connection.set_input_focus(InputFocus::NONE, x11rb::NONE, x11rb::CURRENT_TIME);
        request.unwrap().check().unwrap();
    }

    pub(crate) fn window_place(&self) -> Place {
        let place = self.connection.get_geometry(self.window()).unwrap().reply().unwrap();
        (place.x.into(), place.y.into(), place.width.into(), place.height.into())
    }

    pub(crate) fn place_window(&self, (x, y, width, height): Place) {
        let place = ConfigureWindowAux::new().x(x).y(y).width(width).height(height);
        self.connection.configure_window(self.window(), &place).unwrap().check().unwrap();
    }

    fn window(&self) -> Window {
        self.find().expect("the window is on the screen").0
    }

    /// The visible window with the app's name, and its title: GTK has a hidden one of the same name.
    fn find(&self) -> Option<(Window, String)> {
        let (name, text) = (self.atom("_NET_WM_NAME"), self.atom("UTF8_STRING"));
        let children = self.connection.query_tree(self.root).unwrap().reply().unwrap().children;
        let titled = children.into_iter().filter_map(|window| {
            let title = self.connection.get_property(false, window, name, text, 0, 1024).unwrap().reply().ok()?;
            Some((window, String::from_utf8(title.value).ok().filter(|title| title.ends_with(NAME))?))
        });
        titled.into_iter().find(|(window, _)| {
            let attributes = self.connection.get_window_attributes(*window).unwrap().reply();
            attributes.is_ok_and(|attributes| attributes.map_state == MapState::VIEWABLE)
        })
    }

    fn atom(&self, name: &str) -> Atom {
        self.connection.intern_atom(false, name.as_bytes()).unwrap().reply().unwrap().atom
    }
}
