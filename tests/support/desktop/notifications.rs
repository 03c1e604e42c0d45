//! Serves the desktop's notifications: shows what it is asked to, and clicks on it.
#![allow(
    clippy::needless_pass_by_value,
    clippy::unused_self,
    clippy::used_underscore_binding,
    reason = "what is served on the bus has the shape that its specification gives it"
)]

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use zbus::{Connection, interface, zvariant::OwnedValue};

use super::DesktopSession;
use crate::{CONDITION_TIMEOUT, POLL_INTERVAL};

const NAME: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";

/// A notification that an app asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// The number of the notification.
    pub id: u32,
    /// The notification that it was put in the place of; 0 for none.
    pub replaces: u32,
    /// Its heading.
    pub summary: String,
    /// Its words, which are markup.
    pub body: String,
    /// The actions: keys and words in turn.
    pub actions: Vec<String>,
}

/// The service that shows them.
pub struct NotificationDaemon {
    bus: Connection,
    shown: Arc<Mutex<Vec<Notification>>>,
}

struct Service(Arc<Mutex<Vec<Notification>>>);

#[interface(name = "org.freedesktop.Notifications")]
impl Service {
    #[expect(clippy::too_many_arguments, reason = "the specification's")]
    fn notify(
        &self,
        _app: String,
        replaces: u32,
        _icon: String,
        summary: String,
        body: String,
        actions: Vec<String>,
        _hints: HashMap<String, OwnedValue>,
        _timeout: i32,
    ) -> u32 {
        let mut shown = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let newest = shown.iter().map(|one| one.id).max().unwrap_or(0);
        let id = if replaces == 0 { newest + 1 } else { replaces };
        shown.push(Notification { id, replaces, summary, body, actions });
        id
    }

    fn close_notification(&self, _id: u32) {}

    fn get_capabilities(&self) -> Vec<String> {
        ["actions", "body", "body-markup"].map(ToOwned::to_owned).into()
    }

    fn get_server_information(&self) -> (&str, &str, &str, &str) {
        ("hearth-tests", "hearth", "1", "1.2")
    }
}

impl NotificationDaemon {
    /// Gives the desktop notifications.
    pub async fn start(desktop: &DesktopSession) -> Self {
        let shown = Arc::default();
        let bus = zbus::connection::Builder::address(desktop.bus_address()).unwrap();
        let bus = bus.serve_at(PATH, Service(Arc::clone(&shown))).unwrap().name(NAME);
        Self { bus: bus.unwrap().build().await.unwrap(), shown }
    }

    /// Returns all notifications so far, the first one first.
    #[must_use]
    pub fn shown(&self) -> Vec<Notification> {
        self.lock().clone()
    }

    /// Waits for as many, and for no more than that: the last of them.
    pub async fn last_of(&self, count: usize) -> Notification {
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        loop {
            let shown = self.shown();
            if shown.len() >= count {
                assert_eq!(shown.len(), count, "{shown:?}");
                return shown[count - 1].clone();
            }
            assert!(Instant::now() < deadline, "only these were shown: {shown:?}");
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// Clicks on a notification, which is gone then.
    pub async fn click(&self, id: u32) {
        const DISMISSED: u32 = 2;
        self.bus.emit_signal(None::<&str>, PATH, NAME, "ActionInvoked", &(id, "default")).await.unwrap();
        self.bus.emit_signal(None::<&str>, PATH, NAME, "NotificationClosed", &(id, DISMISSED)).await.unwrap();
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Notification>> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
