//! Runs the one task that keeps tray, notifications and title up to date.

use std::{
    future,
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};

use hearth_client::View;
use tauri::{AppHandle, Manager, async_runtime};
use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender},
    time::{Instant, sleep_until},
};

use super::{
    autostart,
    event::{Backlog, DesktopEvent, DesktopSender, TrayAction},
    handle::DesktopHandle,
    notify::{Topic, VoteNotifier},
    pages, shutdown,
    tray::{Tray, TrayState},
    tray_menu,
    unread::Unread,
    votes::Votes,
    window::{WINDOW, bring_forward},
};
use crate::{
    accounts::AppState,
    i18n::{self, Argument, text, text_with},
    model::{Destination, LiveEvent},
    sync::Session,
};

/// The time for which votes are gathered into one notification.
const GATHERING: Duration = Duration::from_secs(3);

/// Time limit for a tray to come back that a hidden window was in, such as a panel that starts anew.
const TRAY_LOST: Duration = Duration::from_secs(10);

/// Time limit for a tray to appear where none was seen yet.
const TRAY_UNSEEN: Duration = Duration::from_millis(500);

struct DesktopTask {
    app: AppHandle,
    state: AppState,
    events: UnboundedSender<DesktopEvent>,
    backlog: Arc<Backlog>,
    tray_shown: Arc<AtomicBool>,
    tray: Option<Tray>,
    notifier: VoteNotifier,
    reader: Option<i32>,
    /// True where the server sends events, without which nothing here is known.
    is_told: bool,
    unread: Unread,
    votes: Votes,
    /// The time of the notification of the votes that have come.
    notify_at: Option<Instant>,
    tray_was_seen: bool,
    /// The time at which a window that is hidden without a tray is shown again, or the app ends.
    come_back: Option<Instant>,
    title: String,
}

/// Starts the desktop task, once.
pub(crate) fn start(app: &AppHandle) {
    let handle = app.state::<DesktopHandle>();
    let Some(received) = handle.take_receiver() else { return };
    async_runtime::spawn_blocking(|| {
        if let Err(error) = autostart::repair() {
            tracing::warn!(%error, "the start at login was not checked");
        }
    });
    let task = DesktopTask::new(app.clone(), handle.sender(), handle.tray_shown());
    async_runtime::spawn(task.run(received));
}

impl DesktopTask {
    fn new(app: AppHandle, sender: DesktopSender, tray_shown: Arc<AtomicBool>) -> Self {
        let DesktopSender { events, backlog } = sender;
        Self {
            state: app.state::<AppState>().inner().clone(),
            app,
            notifier: VoteNotifier::new(events.clone()),
            events,
            backlog,
            tray_shown,
            tray: None,
            reader: None,
            is_told: false,
            unread: Unread::default(),
            votes: Votes::default(),
            notify_at: None,
            tray_was_seen: false,
            come_back: None,
            title: String::new(),
        }
    }

    /// Runs the task for as long as the app runs.
    async fn run(mut self, mut received: UnboundedReceiver<DesktopEvent>) {
        let icon = self.app.default_window_icon().cloned();
        self.tray = Tray::offer(icon.as_ref(), Arc::clone(&self.tray_shown), self.events.clone()).await;
        self.check_window();
        loop {
            self.show().await;
            tokio::select! {
                event = received.recv() => match event {
                    Some(event) => self.handle(event).await,
                    None => return,
                },
                () = at(self.notify_at) => self.notify_of_votes().await,
                () = at(self.come_back) => self.come_back(),
            }
        }
    }

    async fn handle(&mut self, event: DesktopEvent) {
        match event {
            DesktopEvent::Status => self.adopt_status().await,
            DesktopEvent::Live(events) => {
                for event in events {
                    self.handle_live(&event).await;
                }
                if self.backlog.done() {
                    self.handle_live(&LiveEvent::Reset).await;
                }
            }
            DesktopEvent::Seen(newest) => self.unread.mark_seen(newest),
            DesktopEvent::Tray(action) => self.run_action(action),
            DesktopEvent::TrayShown => self.check_window(),
            DesktopEvent::Clicked(id) => self.open(id),
            DesktopEvent::Closed(id) => self.notifier.closed(id),
        }
    }

    /// Adopts the account that is signed in, and begins or ends to count votes as it prefers.
    async fn adopt_status(&mut self) {
        let status = self.state.status();
        let reader = status.account.map(|account| account.id);
        self.is_told = status.features.events;
        if self.reader != reader {
            self.reader = reader;
            self.unread = Unread::default();
            self.votes.forget();
            self.notifier.forget();
        }
        if !(status.preferences.notifications && self.is_told) {
            self.votes.forget();
        } else if !self.votes.are_counted()
            && let Ok(session) = self.state.session()
        {
            self.count_votes(&session).await;
        }
    }

    async fn handle_live(&mut self, event: &LiveEvent) {
        let Ok(session) = self.state.session() else { return };
        if matches!(event, LiveEvent::Reset) {
            self.catch_up(&session).await;
        }
        self.unread.hear(event, session.account.id);
        self.votes.hear(event, session.account.id);
        if self.votes.have_changed() && self.notify_at.is_none() {
            self.notify_at = Some(Instant::now() + GATHERING);
        }
    }

    /// Reads posts and votes anew, because events may have been missed.
    async fn catch_up(&mut self, session: &Session) {
        match pages::read(&session.client, View::New, |posts| self.unread.wants_more(posts)).await {
            Ok(feed) => self.unread.catch_up(&feed, session.account.id),
            Err(error) => tracing::warn!(%error, "the feed was not read for what is new"),
        }
        if self.votes.are_counted() {
            self.count_votes(session).await;
        }
    }

    async fn count_votes(&mut self, session: &Session) {
        match pages::read(&session.client, View::Of(session.account.id), |_| true).await {
            Ok(posts) => self.votes.count(&posts),
            Err(error) => tracing::warn!(%error, "the votes were not counted"),
        }
    }

    /// Reads the posts that have other votes, and notifies of those that have more, unless the reader is looking at the
    /// window.
    async fn notify_of_votes(&mut self) {
        self.notify_at = None;
        let Ok(session) = self.state.session() else { return };
        let mut new_votes = Vec::new();
        for post in self.votes.take_changed() {
            match session.client.post(post).await {
                Ok(detail) => new_votes.extend(self.votes.new_votes(detail)),
                Err(error) => tracing::debug!(%error, post, "a post was not read for its votes"),
            }
        }
        if !new_votes.is_empty() && !self.is_looked_at() {
            self.notifier.notify(&new_votes).await;
        }
    }

    fn is_looked_at(&self) -> bool {
        self.app.get_webview_window(WINDOW).is_some_and(|window| window.is_focused().unwrap_or(false))
    }

    fn run_action(&self, action: TrayAction) {
        match action {
            TrayAction::Show => bring_forward(&self.app),
            TrayAction::Write => self.go_to(Destination::Composer),
            TrayAction::Unread => self.go_to(Destination::Newest),
            TrayAction::Quit => shutdown::begin(&self.app),
        }
    }

    fn open(&mut self, notification: u32) {
        match self.notifier.clicked(notification) {
            Some(Topic::Post(id)) => self.go_to(Destination::Post { id, server: None }),
            Some(Topic::ManyPosts) => self.go_to(Destination::Mine),
            None => {}
        }
    }

    fn go_to(&self, destination: Destination) {
        self.state.show(Some(destination));
        bring_forward(&self.app);
    }

    /// Schedules the return of a window that nobody can bring back, after a moment in which a tray may appear.
    fn check_window(&mut self) {
        let in_tray = self.app.state::<DesktopHandle>().is_in_tray();
        self.tray_was_seen |= in_tray;
        let patience = if self.tray_was_seen { TRAY_LOST } else { TRAY_UNSEEN };
        self.come_back = (!in_tray).then(|| Instant::now() + patience);
    }

    fn come_back(&mut self) {
        self.come_back = None;
        let Some(window) = self.app.get_webview_window(WINDOW) else { return };
        if window.is_visible().unwrap_or(true) {
            return;
        }
        // Closed before it was known that there is no tray: that was meant.
        if !self.tray_was_seen && self.app.state::<DesktopHandle>().is_closed_into_tray() {
            shutdown::begin(&self.app);
        } else {
            bring_forward(&self.app);
        }
    }

    /// Updates the tray and the title of the window.
    async fn show(&mut self) {
        let unread = self.unread.count();
        let title = match unread {
            0 => text("native-title").to_string(),
            _ => text_with("native-title-unread", [("count", Argument::count(unread))]).to_string(),
        };
        if let Some(tray) = &mut self.tray {
            let menu = tray_menu::entries(self.reader.is_some(), self.is_told.then_some(unread));
            tray.show(TrayState { title: title.clone(), menu, right_to_left: i18n::is_right_to_left() }).await;
        }
        if self.title != title {
            if let Some(window) = self.app.get_webview_window(WINDOW) {
                let _ = window.set_title(&title);
            }
            self.title = title;
        }
    }
}

/// Waits for a moment, or for ever where there is none.
async fn at(moment: Option<Instant>) {
    match moment {
        Some(moment) => sleep_until(moment).await,
        None => future::pending().await,
    }
}
