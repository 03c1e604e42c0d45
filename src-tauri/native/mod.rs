//! At home on the desktop: an icon in its tray, a word of votes on one's posts, a start with the desktop. Where a desktop has
//! none of that, the app is as it would be without.

mod autostart;
mod notifications;
mod notify;
mod pages;
mod resident;
pub(crate) mod settings;
mod tray;
mod unread;
mod votes;

use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicBool, Ordering},
};

use tauri::{AppHandle, Manager, async_runtime};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

use crate::{hearth::Hearth, live::LiveEvent};

pub(crate) use autostart::HIDDEN;

/// What the resident hears.
#[derive(Debug)]
pub(crate) enum News {
    /// Who is signed in, what is preferred or where the app is may be another.
    Status,
    Live(Vec<LiveEvent>),
    /// The reader has looked at the feed, in which this post was the newest.
    Looked(i32),
    /// Somebody used the icon in the tray.
    Asked(tray::Ask),
    /// Whether the desktop shows the icon may be another.
    TrayShown,
    /// A notification was clicked, or is gone.
    Clicked(u32),
    Closed(u32),
}

/// The way to the resident, which is the only one to act.
pub(crate) struct Native {
    news: UnboundedSender<News>,
    heard: Mutex<Option<UnboundedReceiver<News>>>,
    tray_shown: Arc<AtomicBool>,
}

impl Native {
    pub(crate) fn new() -> Self {
        let (news, heard) = mpsc::unbounded_channel();
        Self { news, heard: Mutex::new(Some(heard)), tray_shown: Arc::default() }
    }

    /// Begins to live on the desktop.
    pub(crate) fn settle(&self, app: &AppHandle) {
        let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(heard) = heard {
            let resident = resident::Resident::new(app.clone(), self.news.clone(), Arc::clone(&self.tray_shown));
            async_runtime::spawn(resident.live(heard));
        }
    }

    /// A word to the resident that never waits.
    pub(crate) fn teller(&self) -> Teller {
        Teller(self.news.clone())
    }

    /// Whether the desktop shows the icon, as far as is known yet.
    pub(crate) fn is_in_tray(&self) -> bool {
        self.tray_shown.load(Ordering::SeqCst)
    }
}

/// Whether the app lives on without its window.
pub(crate) fn stays_in_tray(app: &AppHandle) -> bool {
    app.state::<Hearth>().status().preferences.keep_in_tray && app.state::<Native>().is_in_tray()
}

/// Tells the resident.
#[derive(Clone)]
pub(crate) struct Teller(UnboundedSender<News>);

impl Teller {
    pub(crate) fn tell_status(&self) {
        self.tell(News::Status);
    }

    pub(crate) fn tell_live(&self, events: &[LiveEvent]) {
        self.tell(News::Live(events.to_vec()));
    }

    fn tell(&self, news: News) {
        // It ends with the app, and with it whatever it could have done.
        let _ = self.0.send(news);
    }
}
