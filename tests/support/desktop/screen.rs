//! Controls the windows on a screen as a taskbar or a pager does, through the window manager.

use std::{
    fs, io,
    path::Path,
    thread,
    time::{Duration, Instant},
};

use x11rb::{
    connection::Connection as _,
    errors::ConnectError,
    protocol::xproto::{
        Atom, AtomEnum, ClientMessageEvent, CloseDown, ConnectionExt, CreateWindowAux, EventMask, ImageFormat,
        MapState, PropMode, Window, WindowClass,
    },
    rust_connection::RustConnection,
    wrapper::ConnectionExt as _,
};

use crate::CONDITION_TIMEOUT;

/// The end of the title of the app's window, whatever is new in it.
const NAME: &str = "Hearth";

/// The title of the window that has the focus where the app's has not.
const OTHER: &str = "Another program";

/// The source of a request in a message to the window manager: a person, by a taskbar or a pager.
const BY_A_PERSON: u32 = 2;

/// The flags of the message that places a window: from its upper left corner on, with all four numbers, wanted by a
/// person.
const PLACE_ALL: u32 = 1 | 0b1111 << 8 | BY_A_PERSON << 12;

/// The geometry of a window: the left and upper edges of its frame, and the width and height of what is in the frame.
pub type WindowGeometry = (i32, i32, u32, u32);

/// A screen.
pub(crate) struct Screen {
    connection: RustConnection,
    root: Window,
}

impl Screen {
    pub(crate) fn of(display: &str) -> Self {
        Self::connect(display).unwrap()
    }

    /// Returns the screen of a display.
    ///
    /// # Errors
    ///
    /// Fails when the display is gone.
    pub(crate) fn connect(display: &str) -> Result<Self, ConnectError> {
        let (connection, screen) = RustConnection::connect(Some(display))?;
        let root = connection.setup().roots[screen].root;
        Ok(Self { connection, root })
    }

    /// Waits for a window manager, which looks after the windows from then on.
    pub(crate) fn is_managed(&self) {
        wait_until("a window manager is there", || {
            !self.numbers(self.root, "_NET_SUPPORTING_WM_CHECK", AtomEnum::WINDOW.into()).is_empty()
        });
    }

    /// Presses the close button of the app's window: asks the window to go, and leaves the rest to the app.
    pub(crate) fn close_window(&self) {
        self.ask(self.window(), "_NET_CLOSE_WINDOW", [x11rb::CURRENT_TIME, BY_A_PERSON, 0, 0, 0]);
    }

    /// Reads the title of the app's window; none where none is to be seen.
    pub(crate) fn title(&self) -> Option<String> {
        self.find(NAME).map(|(_, title)| title)
    }

    /// Counts the open menus: windows of their own, which no window manager looks after.
    pub(crate) fn open_menus(&self) -> usize {
        let kinds = ["_NET_WM_WINDOW_TYPE_POPUP_MENU", "_NET_WM_WINDOW_TYPE_DROPDOWN_MENU"].map(|kind| self.atom(kind));
        let windows = self.connection.query_tree(self.root).unwrap().reply().unwrap().children;
        let is_menu = |window: &Window| {
            let kind = self.numbers(*window, "_NET_WM_WINDOW_TYPE", AtomEnum::ATOM.into());
            kind.iter().any(|kind| kinds.contains(kind)) && self.is_visible(*window)
        };
        windows.iter().filter(|window| is_menu(window)).count()
    }

    /// Counts what is on the screen without a window manager looking after it, such as menus, tips and what is left of them.
    pub(crate) fn popups(&self) -> usize {
        let windows = self.connection.query_tree(self.root).unwrap().reply().unwrap().children;
        let is_popup = |window: &Window| {
            let attributes = self.connection.get_window_attributes(*window).unwrap().reply();
            attributes.is_ok_and(|it| it.map_state == MapState::VIEWABLE && it.override_redirect)
        };
        windows.iter().filter(|window| is_popup(window)).count()
    }

    /// Gives the app's window the focus.
    pub(crate) fn focus_window(&self) {
        self.focus(self.window());
    }

    /// Waits for the window with this title, and gives it the focus.
    pub(crate) fn focus_titled(&self, title: &str) {
        wait_until(&format!("the window {title:?} is there"), || self.find(title).is_some());
        if let Some((window, _)) = self.find(title) {
            self.focus(window);
        }
    }

    /// Gives the focus to another program's window, which stays when this connection ends.
    pub(crate) fn focus_other(&self) {
        let other = self.find(OTHER).map_or_else(|| self.open_other(), |(window, _)| window);
        self.focus(other);
    }

    /// Reads the geometry of the app's window.
    pub(crate) fn window_geometry(&self) -> WindowGeometry {
        let (x, y, width, height) = self.area();
        let frame = self.numbers(self.window(), "_NET_FRAME_EXTENTS", AtomEnum::CARDINAL.into());
        let edge = |side: usize| i32::try_from(frame.get(side).copied().unwrap_or_default()).unwrap();
        (x - edge(0), y - edge(2), width, height)
    }

    /// Reads the geometry of what is in the frame of the app's window.
    pub(crate) fn area(&self) -> WindowGeometry {
        let window = self.window();
        let size = self.connection.get_geometry(window).unwrap().reply().unwrap();
        let corner = self.connection.translate_coordinates(window, self.root, 0, 0).unwrap().reply().unwrap();
        (corner.dst_x.into(), corner.dst_y.into(), size.width.into(), size.height.into())
    }

    /// Moves the app's window and gives it a size.
    pub(crate) fn set_window_geometry(&self, (x, y, width, height): WindowGeometry) {
        let geometry = [PLACE_ALL, x.cast_unsigned(), y.cast_unsigned(), width, height];
        self.ask(self.window(), "_NET_MOVERESIZE_WINDOW", geometry);
    }

    /// Writes a picture of all that is to be seen.
    pub(crate) fn write_screenshot(&self, file: &Path) -> io::Result<()> {
        let size = self.connection.get_geometry(self.root).unwrap().reply().unwrap();
        let (width, height) = (size.width, size.height);
        let image = self.connection.get_image(ImageFormat::Z_PIXMAP, self.root, 0, 0, width, height, u32::MAX);
        let pixels = image.unwrap().reply().unwrap().data;
        let colours: Vec<u8> = pixels.chunks_exact(4).flat_map(|pixel| [pixel[2], pixel[1], pixel[0]]).collect();
        let mut picture = png::Encoder::new(io::BufWriter::new(fs::File::create(file)?), width.into(), height.into());
        picture.set_color(png::ColorType::Rgb);
        picture.write_header()?.write_image_data(&colours)?;
        Ok(())
    }

    fn window(&self) -> Window {
        self.find(NAME).expect("the window is on the screen").0
    }

    /// The visible window whose title ends so, and its title: one that is hidden or iconified is not to be seen.
    fn find(&self, name: &str) -> Option<(Window, String)> {
        let windows = self.numbers(self.root, "_NET_CLIENT_LIST", AtomEnum::WINDOW.into()).into_iter();
        let mut titled = windows.filter_map(|window| Some((window, self.title_of(window)?)));
        titled.find(|(window, title)| title.ends_with(name) && self.is_visible(*window))
    }

    fn title_of(&self, window: Window) -> Option<String> {
        let (name, text) = (self.atom("_NET_WM_NAME"), self.atom("UTF8_STRING"));
        let title = self.connection.get_property(false, window, name, text, 0, 1024).unwrap().reply().ok()?;
        String::from_utf8(title.value).ok()
    }

    fn is_visible(&self, window: Window) -> bool {
        let attributes = self.connection.get_window_attributes(window).unwrap().reply();
        attributes.is_ok_and(|attributes| attributes.map_state == MapState::VIEWABLE)
    }

    fn focus(&self, window: Window) {
        let focused =
            || self.numbers(self.root, "_NET_ACTIVE_WINDOW", AtomEnum::WINDOW.into()).first() == Some(&window);
        if !focused() {
            self.ask(window, "_NET_ACTIVE_WINDOW", [BY_A_PERSON, x11rb::CURRENT_TIME, 0, 0, 0]);
            wait_until("the window has the focus", focused);
        }
    }

    /// A small window in the corner, of which this program is the owner.
    fn open_other(&self) -> Window {
        let window = self.connection.generate_id().unwrap();
        let look = CreateWindowAux::new();
        let class = WindowClass::INPUT_OUTPUT;
        let made = self.connection.create_window(0, window, self.root, 0, 0, 120, 40, 0, class, 0, &look);
        made.unwrap().check().unwrap();
        let (name, text) = (self.atom("_NET_WM_NAME"), self.atom("UTF8_STRING"));
        self.connection.change_property8(PropMode::REPLACE, window, name, text, OTHER.as_bytes()).unwrap();
        self.connection.set_close_down_mode(CloseDown::RETAIN_PERMANENT).unwrap();
        self.connection.map_window(window).unwrap().check().unwrap();
        wait_until("another program's window is there", || self.find(OTHER).is_some());
        window
    }

    /// Asks the window manager for something.
    fn ask(&self, window: Window, message: &str, data: [u32; 5]) {
        let event = ClientMessageEvent::new(32, window, self.atom(message), data);
        let to = EventMask::SUBSTRUCTURE_REDIRECT | EventMask::SUBSTRUCTURE_NOTIFY;
        // Checked, which waits until the screen has it: what is in flight when we leave may be lost.
        self.connection.send_event(false, self.root, to, event).unwrap().check().unwrap();
    }

    /// Reads a property of a window, in numbers; none where it has nothing of that name, or is gone.
    fn numbers(&self, window: Window, name: &str, kind: Atom) -> Vec<u32> {
        let property = self.connection.get_property(false, window, self.atom(name), kind, 0, 1024).unwrap().reply();
        property.ok().and_then(|property| Some(property.value32()?.collect())).unwrap_or_default()
    }

    fn atom(&self, name: &str) -> Atom {
        self.connection.intern_atom(false, name.as_bytes()).unwrap().reply().unwrap().atom
    }
}

fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let deadline = Instant::now() + CONDITION_TIMEOUT;
    while !holds() {
        assert!(Instant::now() < deadline, "not within {CONDITION_TIMEOUT:?}: {what}");
        thread::sleep(Duration::from_millis(5));
    }
}
