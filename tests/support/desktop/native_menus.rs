//! Reads the app's native menus as a screen reader does, and chooses from them by the keyboard.

use std::{
    fs,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use zbus::{
    Connection,
    proxy::{self, CacheProperties},
    zvariant::OwnedObjectPath,
};

use super::{
    DesktopSession,
    keyboard::{DOWN, ENTER, ESCAPE, F10, RIGHT},
};
use crate::{CONDITION_TIMEOUT, POLL_INTERVAL};

/// Says which program the accessibility bus is.
const BUS_SERVICE: &str = "/usr/share/dbus-1/services/org.a11y.Bus.service";

/// The states of what a screen reader is told of, by their places in a set of them.
const CHECKED: u32 = 4;
const SELECTED: u32 = 23;
const SENSITIVE: u32 = 24;
const SHOWING: u32 = 25;

/// How long a menu may take to hear of a key.
const KEY_PAUSE: Duration = Duration::from_millis(40);

/// How long the bar may take to follow what can be done.
const BAR_PAUSE: Duration = Duration::from_millis(400);

/// A line of a menu; a line between groups has no name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuLine {
    pub name: String,
    pub enabled: bool,
    /// It has a mark.
    pub checked: bool,
    selected: bool,
}

/// The native menus of a desktop's app.
pub struct NativeMenus<'a> {
    desktop: &'a DesktopSession,
    bus: Connection,
}

#[zbus::proxy(interface = "org.a11y.Bus", default_service = "org.a11y.Bus", default_path = "/org/a11y/bus")]
trait Bus {
    fn get_address(&self) -> zbus::Result<String>;
}

#[zbus::proxy(interface = "org.a11y.atspi.Accessible", assume_defaults = false)]
trait Accessible {
    fn get_children(&self) -> zbus::Result<Vec<(String, OwnedObjectPath)>>;
    fn get_role_name(&self) -> zbus::Result<String>;
    fn get_state(&self) -> zbus::Result<Vec<u32>>;

    #[zbus(property)]
    fn name(&self) -> zbus::Result<String>;
}

#[zbus::proxy(interface = "org.a11y.atspi.Component", assume_defaults = false)]
trait Component {
    fn get_position(&self, relative_to: u32) -> zbus::Result<(i32, i32)>;
}

impl DesktopSession {
    /// Lets screen readers hear of what is started from now on.
    pub fn start_accessibility_bus(&mut self) {
        let mut command = self.command(bus_program());
        command.arg("--launch-immediately").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        self.children.push(command.spawn().expect("the accessibility bus runs"));
        self.unset("NO_AT_BRIDGE");
        self.unset("GTK_A11Y");
    }

    /// Returns the native menus of its app. Its accessibility bus must have been started before the app.
    pub async fn native_menus(&self) -> NativeMenus<'_> {
        let session = zbus::connection::Builder::address(self.bus_address()).unwrap().build().await.unwrap();
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        let address = loop {
            match BusProxy::new(&session).await.unwrap().get_address().await {
                Ok(address) => break address,
                Err(error) => assert!(Instant::now() < deadline, "there is no accessibility bus: {error}"),
            }
            tokio::time::sleep(POLL_INTERVAL).await;
        };
        let bus = zbus::connection::Builder::address(address.as_str()).unwrap().build().await.unwrap();
        NativeMenus { desktop: self, bus }
    }
}

/// The program that the desktop starts for the accessibility bus.
fn bus_program() -> String {
    let service = fs::read_to_string(Path::new(BUS_SERVICE)).expect("at-spi2-core is installed");
    let program = service.lines().find_map(|line| line.strip_prefix("Exec=")).expect("a service has a program");
    program.split(' ').next().unwrap_or_default().to_owned()
}

/// The role of something a screen reader is told of, and where to ask about it.
struct Node {
    role: String,
    proxy: AccessibleProxy<'static>,
}

impl NativeMenus<'_> {
    /// Reads the names of the menus in the bar.
    pub async fn bar(&self) -> Vec<String> {
        let mut names = Vec::new();
        for menu in self.menus_of_bar().await.unwrap_or_default() {
            names.push(menu.proxy.name().await.unwrap());
        }
        names
    }

    /// Reads how far from the left each of the menus in the bar begins.
    pub async fn places_in_bar(&self) -> Vec<i32> {
        let mut places = Vec::new();
        for Node { proxy, .. } in self.menus_of_bar().await.unwrap_or_default() {
            let at = proxy.inner();
            let builder = ComponentProxy::builder(&self.bus).destination(at.destination()).unwrap();
            let component = builder.path(at.path()).unwrap().build().await.unwrap();
            places.push(component.get_position(0).await.unwrap().0);
        }
        places
    }

    /// Reads the lines of a menu in the bar, which may be about to be made anew.
    pub async fn lines_of(&self, menu: &str) -> Vec<MenuLine> {
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        loop {
            for found in self.menus_of_bar().await.unwrap_or_default() {
                if found.proxy.name().await.is_ok_and(|name| name == menu)
                    && let Ok(children) = self.children(&found).await
                    && let Ok(lines) = lines(&children).await
                {
                    return lines;
                }
            }
            assert!(Instant::now() < deadline, "the bar has no menu {menu:?}");
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// Chooses a line of a menu in the bar, by the keyboard.
    pub async fn choose_from_bar(&self, menu: &str, line: &str) {
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        while !self.lines_of(menu).await.iter().any(|known| known.name == line && known.enabled) {
            assert!(Instant::now() < deadline, "{line:?} cannot be chosen: {:?}", self.lines_of(menu).await);
            tokio::time::sleep(POLL_INTERVAL).await;
        }
        // A bar that has just changed may change once more.
        tokio::time::sleep(BAR_PAUSE).await;
        self.desktop.press_keys(&[F10]);
        let bar = async || lines(&self.menus_of_bar().await?).await;
        self.step_to(menu, RIGHT, bar).await;
        self.step_to(line, DOWN, async || Ok(self.lines_of(menu).await)).await;
        self.press_enter().await;
    }

    /// Reads the names of the lines of the context menu that is open, or about to open; those between groups are left out.
    pub async fn context_lines(&self) -> Vec<String> {
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        loop {
            let lines = self.context_menu().await.unwrap_or_default();
            if !lines.is_empty() {
                return lines.into_iter().map(|line| line.name).filter(|name| !name.is_empty()).collect();
            }
            assert!(Instant::now() < deadline, "no context menu opens");
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// Chooses a line of the context menu that is open, or about to open, by the keyboard.
    pub async fn choose(&self, line: &str) {
        let lines = self.context_lines().await;
        assert!(lines.iter().any(|name| name == line), "the context menu has no {line:?}: {lines:?}");
        self.step_to(line, DOWN, async || self.context_menu().await).await;
        self.press_enter().await;
    }

    /// Closes the context menu that is open by Escape.
    pub async fn dismiss(&self) {
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        while self.desktop.open_menus() > 0 {
            assert!(Instant::now() < deadline, "the menu does not close");
            self.desktop.press_focused(&[ESCAPE]);
            // Before it is drawn it takes no keys.
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
    }

    async fn press_enter(&self) {
        self.desktop.press_focused(&[ENTER]);
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        while self.desktop.open_menus() > 0 {
            assert!(Instant::now() < deadline, "the menu does not close");
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// Presses a key until a line is selected. What is pressed before a menu is drawn is lost.
    async fn step_to(&self, name: &str, key: u32, lines: impl AsyncFn() -> zbus::Result<Vec<MenuLine>>) {
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        loop {
            let now = lines().await.unwrap_or_default();
            if now.iter().any(|line| line.selected && line.name == name) {
                return;
            }
            assert!(Instant::now() < deadline, "{name:?} is never selected in {now:?}");
            self.desktop.press_focused(&[key]);
            tokio::time::sleep(KEY_PAUSE).await;
        }
    }

    async fn menus_of_bar(&self) -> zbus::Result<Vec<Node>> {
        for window in self.windows().await? {
            for part in self.descendants(window, &["frame", "filler", "panel"]).await? {
                if part.role == "menu bar" {
                    return self.children(&part).await;
                }
            }
        }
        Ok(Vec::new())
    }

    /// The lines of the menu in a window of its own; none where no such window is open.
    async fn context_menu(&self) -> zbus::Result<Vec<MenuLine>> {
        for window in self.windows().await? {
            for part in self.descendants(window, &["window"]).await? {
                if part.role == "menu" && has(&part.proxy.get_state().await?, SHOWING) {
                    return lines(&self.children(&part).await?).await;
                }
            }
        }
        Ok(Vec::new())
    }

    /// The windows of all programs on the bus.
    async fn windows(&self) -> zbus::Result<Vec<Node>> {
        let root = ("org.a11y.atspi.Registry".to_owned(), "/org/a11y/atspi/accessible/root".try_into()?);
        let mut windows = Vec::new();
        for program in self.children(&self.node(root).await?).await? {
            windows.extend(self.children(&program).await.unwrap_or_default());
        }
        Ok(windows)
    }

    /// What is in something, through parts of these roles.
    async fn descendants(&self, node: Node, through: &[&str]) -> zbus::Result<Vec<Node>> {
        let (mut left, mut found) = (vec![node], Vec::new());
        while let Some(part) = left.pop() {
            if through.contains(&part.role.as_str()) {
                left.extend(self.children(&part).await?);
            }
            found.push(part);
        }
        Ok(found)
    }

    async fn children(&self, node: &Node) -> zbus::Result<Vec<Node>> {
        let mut children = Vec::new();
        for child in node.proxy.get_children().await? {
            children.push(self.node(child).await?);
        }
        Ok(children)
    }

    async fn node(&self, (program, path): (String, OwnedObjectPath)) -> zbus::Result<Node> {
        let builder: proxy::Builder<'_, AccessibleProxy<'_>> = AccessibleProxy::builder(&self.bus);
        let builder = builder.destination(program)?.path(path)?.cache_properties(CacheProperties::No);
        let proxy = builder.build().await?;
        let role = proxy.get_role_name().await?;
        Ok(Node { role, proxy })
    }
}

async fn lines(nodes: &[Node]) -> zbus::Result<Vec<MenuLine>> {
    let mut lines = Vec::new();
    for Node { proxy, .. } in nodes {
        let state = proxy.get_state().await?;
        lines.push(MenuLine {
            name: proxy.name().await?,
            enabled: has(&state, SENSITIVE),
            checked: has(&state, CHECKED),
            selected: has(&state, SELECTED),
        });
    }
    Ok(lines)
}

fn has(states: &[u32], state: u32) -> bool {
    states.first().is_some_and(|first| first >> state & 1 == 1)
}
