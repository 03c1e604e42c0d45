//! The icon in the desktop's tray: a `StatusNotifierItem` over D-Bus. It needs no library of the system, and where no desktop
//! shows such icons it waits for one that does.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use ksni::{Category, Handle, Icon, MenuItem, OfflineReason, TextDirection, ToolTip, TrayMethods, menu::StandardItem};
use tauri::image::Image;
use tokio::sync::mpsc::UnboundedSender;

use super::event::{DesktopEvent, TrayAction};

const ID: &str = "social.hearth.desktop";

/// The content of the icon, which changes only as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct TrayState {
    /// The name of the icon, and its tooltip.
    pub(super) title: String,
    pub(super) menu: Vec<(TrayAction, String)>,
    pub(super) right_to_left: bool,
}

/// The icon while it is there.
pub(super) struct Tray {
    handle: Handle<Item>,
    state: TrayState,
}

impl Tray {
    /// Offers the icon to the desktop. `shown` says from then on whether the desktop shows it, and `events` when that
    /// changes.
    pub(super) async fn offer(
        icon: Option<&Image<'_>>,
        shown: Arc<AtomicBool>,
        events: UnboundedSender<DesktopEvent>,
    ) -> Option<Self> {
        // Until it is said otherwise.
        shown.store(true, Ordering::SeqCst);
        let icon = icon.map(pixels).into_iter().collect();
        let item = Item { icon, state: TrayState::default(), shown: Arc::clone(&shown), events };
        match item.assume_sni_available(true).spawn().await {
            Ok(handle) => Some(Self { handle, state: TrayState::default() }),
            Err(error) => {
                tracing::info!(%error, "there is no tray");
                shown.store(false, Ordering::SeqCst);
                None
            }
        }
    }

    pub(super) async fn show(&mut self, state: TrayState) {
        if self.state != state {
            self.state = state.clone();
            self.handle.update(|item| item.state = state).await;
        }
    }
}

struct Item {
    icon: Vec<Icon>,
    state: TrayState,
    shown: Arc<AtomicBool>,
    events: UnboundedSender<DesktopEvent>,
}

impl Item {
    fn show(&self, shown: bool) {
        self.shown.store(shown, Ordering::SeqCst);
        let _ = self.events.send(DesktopEvent::TrayShown);
    }
}

impl ksni::Tray for Item {
    fn id(&self) -> String {
        ID.to_owned()
    }

    fn category(&self) -> Category {
        Category::Communications
    }

    fn title(&self) -> String {
        self.state.title.clone()
    }

    fn icon_pixmap(&self) -> Vec<Icon> {
        self.icon.clone()
    }

    fn tool_tip(&self) -> ToolTip {
        ToolTip { title: self.state.title.clone(), ..ToolTip::default() }
    }

    fn text_direction(&self) -> TextDirection {
        if self.state.right_to_left { TextDirection::RightToLeft } else { TextDirection::LeftToRight }
    }

    fn activate(&mut self, _x: i32, _y: i32) {
        let _ = self.events.send(DesktopEvent::Tray(TrayAction::Show));
    }

    fn menu(&self) -> Vec<MenuItem<Self>> {
        let mut menu = Vec::new();
        for (ask, words) in &self.state.menu {
            if *ask == TrayAction::Quit {
                menu.push(MenuItem::Separator);
            }
            let ask = *ask;
            let activate = Box::new(move |item: &mut Self| {
                let _ = item.events.send(DesktopEvent::Tray(ask));
            });
            // A single underscore would mark the letter behind it.
            let label = words.replace('_', "__");
            menu.push(StandardItem { label, activate, ..StandardItem::default() }.into());
        }
        menu
    }

    fn watcher_online(&self) {
        self.show(true);
    }

    fn watcher_offline(&self, reason: OfflineReason) -> bool {
        tracing::info!(?reason, "the desktop shows no tray");
        self.show(false);
        true
    }
}

/// Converts RGBA to ARGB, as the desktop wants it.
fn pixels(image: &Image<'_>) -> Icon {
    let mut data = image.rgba().to_vec();
    for pixel in data.chunks_exact_mut(4) {
        pixel.rotate_right(1);
    }
    let size = |length: u32| i32::try_from(length).unwrap_or(i32::MAX);
    Icon { width: size(image.width()), height: size(image.height()), data }
}
