//! Runs the one task that keeps tray, notifications and title up to date.

use std::{
    collections::HashMap,
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};

use tauri::{AppHandle, Manager, async_runtime};
use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender},
    time::Instant,
};

use super::{
    account_watch::{AccountWatch, at},
    autostart,
    event::{DesktopEvent, DesktopSender, TrayAction},
    handle::DesktopHandle,
    notify::{Topic, VoteNotifier},
    shutdown,
    tray::{Tray, TrayState},
    tray_menu,
    votes::NewVotes,
    window::{WINDOW, bring_forward},
};
use crate::{
    accounts::AppState,
    i18n::{self, Argument, text, text_with},
    model::{AccountEntry, AccountKey, Destination, Status},
};

/// Time limit for a tray to come back that a hidden window was in, such as a panel that starts anew.
const TRAY_LOST: Duration = Duration::from_secs(10);

/// Time limit for a tray to appear where none was seen yet.
const TRAY_UNSEEN: Duration = Duration::from_millis(500);

struct DesktopTask {
    app: AppHandle,
    state: AppState,
    events: UnboundedSender<DesktopEvent>,
    tray_shown: Arc<AtomicBool>,
    tray: Option<Tray>,
    notifier: VoteNotifier,
    /// The watches of all accounts whose servers send events, without which nothing here is known.
    watches: HashMap<AccountKey, AccountWatch>,
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
        let DesktopSender { events } = sender;
        Self {
            state: app.state::<AppState>().inner().clone(),
            app,
            notifier: VoteNotifier::new(events.clone()),
            events,
            tray_shown,
            tray: None,
            watches: HashMap::new(),
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
                () = at(self.come_back) => self.come_back(),
            }
        }
    }

    async fn handle(&mut self, event: DesktopEvent) {
        match event {
            DesktopEvent::Status => self.adopt_status(),
            DesktopEvent::Live(told) => {
                if let Some(watch) = self.watches.get(&told.account) {
                    watch.live(told.events);
                }
            }
            DesktopEvent::Seen(account, newest) => {
                if let Some(watch) = self.watches.get(&account) {
                    watch.mark_seen(newest);
                }
            }
            DesktopEvent::NewVotes(account, new_votes) => self.notify_of_votes(account, &new_votes).await,
            DesktopEvent::Tray(action) => self.run_action(action),
            DesktopEvent::TrayShown => self.check_window(),
            DesktopEvent::Clicked(id) => self.open(id),
            DesktopEvent::Closed(id) => self.notifier.closed(id),
        }
    }

    /// Watches the accounts that are signed in, and begins or ends to count votes as the preferences say.
    fn adopt_status(&mut self) {
        let status = self.state.status();
        let told = |account: &AccountKey| {
            status.entry(account).is_some_and(|entry| entry.has_session() && status.features_of(&entry.server).events)
        };
        self.watches.retain(|account, _| told(account));
        self.notifier.keep(|account| status.entry(account).is_some());
        for account in status.accounts.iter().map(AccountEntry::key).filter(told) {
            let watch = self
                .watches
                .entry(account.clone())
                .or_insert_with(|| AccountWatch::start(self.state.clone(), account.clone(), self.events.clone()));
            watch.count_votes(status.preferences.notifications);
        }
        if let Some(shown) = status.shown.account()
            && self.is_looked_at()
        {
            self.state.clear_votes(shown);
        }
    }

    /// Notifies of new votes on an account's posts, unless the reader is looking at them.
    async fn notify_of_votes(&mut self, account: AccountKey, new_votes: &[NewVotes]) {
        let status = self.state.status();
        let Some(entry) = status.entry(&account) else { return };
        let is_shown = status.shown.account() == Some(&account);
        if !(is_shown && self.is_looked_at()) {
            self.state.add_votes(&account, new_votes.iter().fold(0, |sum, new| sum.saturating_add(new.votes)));
        }
        if !self.is_looked_at() {
            let name = (status.accounts.len() > 1).then(|| status.account_name(entry));
            self.notifier.notify(&account, name.as_deref(), new_votes).await;
        }
    }

    fn is_looked_at(&self) -> bool {
        self.app.get_webview_window(WINDOW).is_some_and(|window| window.is_focused().unwrap_or(false))
    }

    fn run_action(&self, action: TrayAction) {
        match action {
            TrayAction::Show => bring_forward(&self.app),
            TrayAction::Write => self.go_to(Destination::Composer),
            TrayAction::Unread => match first_unread(&self.state.status()) {
                Some(account) => self.go_to_account(&account, Destination::Newest),
                None => self.go_to(Destination::Newest),
            },
            TrayAction::Quit => shutdown::begin(&self.app),
        }
    }

    fn open(&mut self, notification: u32) {
        match self.notifier.clicked(notification) {
            Some(Topic { account, post: Some(id) }) => {
                let server = Some(account.server.clone());
                self.go_to_account(&account, Destination::Post { id, server });
            }
            Some(Topic { account, post: None }) => self.go_to_account(&account, Destination::Mine),
            None => {}
        }
    }

    fn go_to_account(&self, account: &AccountKey, destination: Destination) {
        self.state.go_to(account, Some(destination));
        bring_forward(&self.app);
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
        let (is_signed_in, unread) = self.state.events().read(|status| {
            let unread = status.accounts.iter().map(|entry| entry.unread).sum();
            (status.account.is_some(), unread)
        });
        let is_told = !self.watches.is_empty();
        let title = match unread {
            0 => text("native-title").to_string(),
            _ => text_with("native-title-unread", [("count", Argument::count(unread))]).to_string(),
        };
        if let Some(tray) = &mut self.tray {
            let menu = tray_menu::entries(is_signed_in, is_told.then_some(unread));
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

/// Returns the account with unread posts that is shown, or else the first one.
fn first_unread(status: &Status) -> Option<AccountKey> {
    let unread: Vec<_> = status.accounts.iter().filter(|entry| entry.unread > 0).map(AccountEntry::key).collect();
    let shown = status.shown.account().filter(|shown| unread.contains(shown)).cloned();
    shown.or_else(|| unread.first().cloned())
}
