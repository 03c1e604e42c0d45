//! Serves the desktop's tray: watches for icons as a panel does, reads what they show, and clicks them.
#![allow(
    clippy::needless_pass_by_value,
    clippy::unused_self,
    clippy::used_underscore_binding,
    reason = "what is served on the bus has the shape that its specification gives it"
)]

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

use zbus::{
    Connection,
    fdo::DBusProxy,
    interface,
    message::Header,
    proxy,
    zvariant::{OwnedObjectPath, OwnedValue, Value},
};

use super::DesktopSession;
use crate::{CONDITION_TIMEOUT, POLL_INTERVAL};

/// The watcher with whom icons register, and the host that shows them.
pub struct TrayHost {
    bus: Connection,
    items: Items,
}

type Items = Arc<Mutex<Vec<String>>>;

struct Watcher(Items);

#[interface(name = "org.kde.StatusNotifierWatcher")]
impl Watcher {
    /// Registers an icon, which is known by a name of its own, or by the path of an object of whoever asks.
    fn register_status_notifier_item(&self, service: String, #[zbus(header)] header: Header<'_>) {
        let sender = header.sender().map(ToString::to_string).unwrap_or_default();
        let item = if service.starts_with('/') { sender } else { service };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(item);
    }

    fn register_status_notifier_host(&self, _service: &str) {}

    #[zbus(property)]
    fn registered_status_notifier_items(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    #[zbus(property)]
    fn is_status_notifier_host_registered(&self) -> bool {
        true
    }

    #[zbus(property)]
    fn protocol_version(&self) -> i32 {
        0
    }
}

#[proxy(interface = "org.kde.StatusNotifierItem", default_path = "/StatusNotifierItem")]
trait Item {
    fn activate(&self, x: i32, y: i32) -> zbus::Result<()>;

    #[zbus(property(emits_changed_signal = "false"))]
    fn title(&self) -> zbus::Result<String>;

    #[zbus(property(emits_changed_signal = "false"))]
    fn icon_pixmap(&self) -> zbus::Result<Vec<(i32, i32, Vec<u8>)>>;

    #[zbus(property(emits_changed_signal = "false"))]
    fn menu(&self) -> zbus::Result<OwnedObjectPath>;
}

/// A menu's entry: its number, what it says of itself, and the entries in it.
type Layout = (i32, HashMap<String, OwnedValue>, Vec<OwnedValue>);

#[proxy(interface = "com.canonical.dbusmenu")]
trait Menu {
    fn get_layout(&self, parent: i32, depth: i32, properties: &[&str]) -> zbus::Result<(u32, Layout)>;
    fn about_to_show(&self, id: i32) -> zbus::Result<bool>;
    fn event(&self, id: i32, event: &str, data: &Value<'_>, time: u32) -> zbus::Result<()>;

    #[zbus(property(emits_changed_signal = "false"))]
    fn text_direction(&self) -> zbus::Result<String>;
}

impl TrayHost {
    /// Gives the desktop a tray.
    pub async fn start(desktop: &DesktopSession) -> Self {
        let items = Items::default();
        let watcher = Watcher(Arc::clone(&items));
        let bus = zbus::connection::Builder::address(desktop.bus_address()).unwrap();
        let bus = bus.serve_at("/StatusNotifierWatcher", watcher).unwrap().name("org.kde.StatusNotifierWatcher");
        Self { bus: bus.unwrap().build().await.unwrap(), items }
    }

    /// Takes the tray away, as a panel does that ends.
    pub async fn stop(self) {
        self.bus.close().await.unwrap();
    }

    /// Reads the title of the app's icon.
    pub async fn title(&self) -> String {
        self.item().await.title().await.unwrap_or_default()
    }

    /// Waits until the app's icon is called so.
    pub async fn sees_title(&self, title: &str) {
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        loop {
            let now = self.title().await;
            if now == title {
                return;
            }
            assert!(Instant::now() < deadline, "the icon is called {now:?}, not {title:?}");
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// Reads the size of the icon's picture.
    pub async fn icon_size(&self) -> (i32, i32) {
        let pictures = self.item().await.icon_pixmap().await.unwrap();
        let (width, height, pixels) = &pictures[0];
        assert_eq!(i32::try_from(pixels.len()).unwrap(), width * height * 4);
        (*width, *height)
    }

    /// Reads the labels in the icon's menu, from the top.
    pub async fn menu(&self) -> Vec<String> {
        self.entries().await.into_iter().map(|(_, label)| label).collect()
    }

    /// Waits until the icon's menu reads so.
    pub async fn sees_menu(&self, labels: &[&str]) {
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        loop {
            let now = self.menu().await;
            if now == labels {
                return;
            }
            assert!(Instant::now() < deadline, "the menu reads {now:?}, not {labels:?}");
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// Reads the direction of the menu: `ltr` or `rtl`.
    pub async fn direction(&self) -> String {
        self.menu_proxy().await.text_direction().await.unwrap()
    }

    /// Opens the icon's menu and chooses an entry.
    pub async fn choose(&self, label: &str) {
        let menu = self.menu_proxy().await;
        menu.about_to_show(0).await.unwrap();
        let entries = self.entries().await;
        let found = entries.iter().find(|(_, words)| words == label);
        let (id, _) = found.unwrap_or_else(|| panic!("there is no {label:?} in {entries:?}"));
        menu.event(*id, "clicked", &Value::from(0_i32), 0).await.unwrap();
    }

    /// Clicks the icon itself.
    pub async fn click(&self) {
        self.item().await.activate(0, 0).await.unwrap();
    }

    /// The newest icon that is still there, as soon as there is one.
    async fn item(&self) -> ItemProxy<'static> {
        let bus = DBusProxy::new(&self.bus).await.unwrap();
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        loop {
            let last = self.items.lock().unwrap_or_else(PoisonError::into_inner).last().cloned();
            if let Some(name) = last
                && bus.name_has_owner(name.clone().try_into().unwrap()).await.unwrap()
            {
                return ItemProxy::builder(&self.bus).destination(name).unwrap().build().await.unwrap();
            }
            assert!(Instant::now() < deadline, "no icon appears in the tray");
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    async fn menu_proxy(&self) -> MenuProxy<'static> {
        let item = self.item().await;
        let path = item.menu().await.unwrap();
        let destination = item.inner().destination().to_owned();
        MenuProxy::builder(&self.bus).destination(destination).unwrap().path(path).unwrap().build().await.unwrap()
    }

    /// The entries that have words, and their numbers.
    async fn entries(&self) -> Vec<(i32, String)> {
        let (_, (_, _, children)) = self.menu_proxy().await.get_layout(0, -1, &[]).await.unwrap();
        let entries = children.into_iter().filter_map(|child| {
            let (id, properties, _) = Layout::try_from(child).unwrap();
            let label = String::try_from(properties.get("label")?.try_clone().unwrap()).unwrap();
            Some((id, label.replace("__", "_")))
        });
        entries.collect()
    }
}
