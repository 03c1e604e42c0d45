//! The desktop's notifications, as its own service for them understands them. One connection and one listener serve all of
//! them, for as long as the app runs.

use std::collections::HashMap;

use futures_util::StreamExt;
use tokio::sync::mpsc::UnboundedSender;
use zbus::{
    Message,
    fdo::DBusProxy,
    names::{BusName, WellKnownName},
    zvariant::Value,
};

use super::event::DesktopEvent;
use crate::i18n::Text;

const SERVICE: &str = "org.freedesktop.Notifications";

/// The action that a click on a notification itself stands for.
const CLICK: &str = "default";

/// The time-out that leaves to the desktop how long a notification is shown.
const TIMEOUT: i32 = -1;

#[zbus::proxy(
    interface = "org.freedesktop.Notifications",
    default_service = "org.freedesktop.Notifications",
    default_path = "/org/freedesktop/Notifications"
)]
trait Notifications {
    #[expect(clippy::too_many_arguments, reason = "the service's own")]
    fn notify(
        &self,
        app: &str,
        replaces: u32,
        icon: &str,
        summary: &str,
        body: &str,
        actions: &[&str],
        hints: HashMap<&str, Value<'_>>,
        timeout: i32,
    ) -> zbus::Result<u32>;

    fn get_capabilities(&self) -> zbus::Result<Vec<String>>;
}

/// A client of the notification service.
pub(super) struct Notifier {
    service: NotificationsProxy<'static>,
    /// True where the service takes the body for markup.
    markup: bool,
}

impl Notifier {
    /// Finds the service, and tells from then on of clicks and of notifications that are gone.
    pub(super) async fn connect(events: UnboundedSender<DesktopEvent>) -> zbus::Result<Self> {
        let service = NotificationsProxy::new(&zbus::Connection::session().await?).await?;
        let markup = service.get_capabilities().await?.iter().any(|capability| capability == "body-markup");
        // All in one: a click is told before the end of what was clicked, and has to be heard before it.
        let mut signals = service.inner().receive_all_signals().await?;
        tokio::spawn(async move {
            while let Some(signal) = signals.next().await {
                if news_of(&signal).is_some_and(|told| events.send(told).is_err()) {
                    break;
                }
            }
        });
        Ok(Self { service, markup })
    }

    /// Shows a notification in the place of another, or of none for 0. Returns its number.
    pub(super) async fn show(&self, replaces: u32, summary: &Text, body: &Text, open: &Text) -> zbus::Result<u32> {
        let body = if self.markup { escape(&body.to_string()) } else { body.to_string() };
        let open = open.to_string();
        let hints = HashMap::from([("desktop-entry", Value::from("Hearth"))]);
        self.service
            .notify("Hearth", replaces, "hearth", &summary.to_string(), &body, &[CLICK, &open], hints, TIMEOUT)
            .await
    }
}

fn news_of(signal: &Message) -> Option<DesktopEvent> {
    let (header, body) = (signal.header(), signal.body());
    match header.member()?.as_str() {
        "ActionInvoked" => {
            let (id, action): (u32, String) = body.deserialize().ok()?;
            (action == CLICK).then_some(DesktopEvent::Clicked(id))
        }
        "NotificationClosed" => {
            let (id, _reason): (u32, u32) = body.deserialize().ok()?;
            Some(DesktopEvent::Closed(id))
        }
        _ => None,
    }
}

/// Returns whether this desktop shows notifications: a service for them runs, or would be started.
pub(crate) async fn are_shown() -> bool {
    let asked = async {
        let bus = DBusProxy::new(&zbus::Connection::session().await?).await?;
        let name = BusName::from(WellKnownName::from_static_str_unchecked(SERVICE));
        if bus.name_has_owner(name).await? {
            return zbus::Result::Ok(true);
        }
        Ok(bus.list_activatable_names().await?.iter().any(|name| name.as_str() == SERVICE))
    };
    asked.await.unwrap_or(false)
}

/// Escapes a text for a body in markup.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_title_stays_text() {
        assert_eq!(escape("<a href='x'>1 & 2</a>"), "&lt;a href='x'&gt;1 &amp; 2&lt;/a&gt;");
    }
}
