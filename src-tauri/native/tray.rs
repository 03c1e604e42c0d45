//! The icon in the desktop's tray: a `StatusNotifierItem` over D-Bus. It needs no library of the system, and where no desktop
//! shows such icons it waits for one that does.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use ksni::{Category, Handle, Icon, MenuItem, OfflineReason, TextDirection, ToolTip, TrayMethods, menu::StandardItem};
use tauri::image::Image;
use tokio::sync::mpsc::UnboundedSender;

use super::News;

const ID: &str = "social.hearth.desktop";

/// What can be asked of the app through its icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ask {
    Show,
    Write,
    Unread,
    Quit,
}

/// What the icon shows. It changes only as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Face {
    /// What the icon is called, and what pointing at it says.
    pub(super) title: String,
    pub(super) menu: Vec<(Ask, String)>,
    pub(super) right_to_left: bool,
}

/// The icon while it is there.
pub(super) struct Tray {
    handle: Handle<Item>,
    face: Face,
}

impl Tray {
    /// Offers the icon to the desktop. `shown` says from then on whether the desktop shows it, and `news` when that
    /// changes.
    pub(super) async fn offer(
        icon: Option<&Image<'_>>,
        shown: Arc<AtomicBool>,
        news: UnboundedSender<News>,
    ) -> Option<Self> {
        // Until it is said otherwise.
        shown.store(true, Ordering::SeqCst);
        let icon = icon.map(pixels).into_iter().collect();
        let item = Item { icon, face: Face::default(), shown: Arc::clone(&shown), news };
        match item.assume_sni_available(true).spawn().await {
            Ok(handle) => Some(Self { handle, face: Face::default() }),
            Err(error) => {
                tracing::info!(%error, "there is no tray");
                shown.store(false, Ordering::SeqCst);
                None
            }
        }
    }

    pub(super) async fn show(&mut self, face: Face) {
        if self.face != face {
            self.face = face.clone();
            self.handle.update(|item| item.face = face).await;
        }
    }
}

struct Item {
    icon: Vec<Icon>,
    face: Face,
    shown: Arc<AtomicBool>,
    news: UnboundedSender<News>,
}

impl Item {
    fn show(&self, shown: bool) {
        self.shown.store(shown, Ordering::SeqCst);
        let _ = self.news.send(News::TrayShown);
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
        self.face.title.clone()
    }

    fn icon_pixmap(&self) -> Vec<Icon> {
        self.icon.clone()
    }

    fn tool_tip(&self) -> ToolTip {
        ToolTip { title: self.face.title.clone(), ..ToolTip::default() }
    }

    fn text_direction(&self) -> TextDirection {
        if self.face.right_to_left { TextDirection::RightToLeft } else { TextDirection::LeftToRight }
    }

    fn activate(&mut self, _x: i32, _y: i32) {
        let _ = self.news.send(News::Asked(Ask::Show));
    }

    fn menu(&self) -> Vec<MenuItem<Self>> {
        let mut menu = Vec::new();
        for (ask, words) in &self.face.menu {
            if *ask == Ask::Quit {
                menu.push(MenuItem::Separator);
            }
            let ask = *ask;
            let activate = Box::new(move |item: &mut Self| {
                let _ = item.news.send(News::Asked(ask));
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

/// RGBA as the desktop wants it: ARGB.
fn pixels(image: &Image<'_>) -> Icon {
    let mut data = image.rgba().to_vec();
    for pixel in data.chunks_exact_mut(4) {
        pixel.rotate_right(1);
    }
    let size = |length: u32| i32::try_from(length).unwrap_or(i32::MAX);
    Icon { width: size(image.width()), height: size(image.height()), data }
}
