//! The resident: one task that hears of everything, and keeps the desktop told.

use std::{
    future,
    sync::{Arc, atomic::AtomicBool},
    time::Duration,
};

use hearth_client::View;
use tauri::{AppHandle, Manager};
use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender},
    time::{Instant, sleep_until},
};

use super::{
    Native, News,
    notify::{Teller, Topic},
    pages,
    tray::{Ask, Face, Tray},
    unread::Unread,
    votes::Votes,
};
use crate::{
    WINDOW, bring_forward, closing,
    hearth::{Hearth, Session},
    live::LiveEvent,
    messages::{self, Argument, text, text_with},
    status::Destination,
};

/// How long votes are gathered: what comes together is told together.
const GATHERING: Duration = Duration::from_secs(3);

/// How long a hidden window waits for a tray to show it again, such as a panel that starts anew.
const TRAYLESS: Duration = Duration::from_secs(10);

pub(super) struct Resident {
    app: AppHandle,
    hearth: Hearth,
    news: UnboundedSender<News>,
    tray_shown: Arc<AtomicBool>,
    tray: Option<Tray>,
    teller: Teller,
    reader: Option<i32>,
    /// Whether the server tells what happens, without which nothing here is known.
    is_told: bool,
    unread: Unread,
    votes: Votes,
    /// When the votes that have come are to be told.
    tell_votes: Option<Instant>,
    /// When a window that is hidden without a tray is to come back.
    come_back: Option<Instant>,
    title: String,
}

impl Resident {
    pub(super) fn new(app: AppHandle, news: UnboundedSender<News>, tray_shown: Arc<AtomicBool>) -> Self {
        Self {
            hearth: app.state::<Hearth>().inner().clone(),
            app,
            teller: Teller::new(news.clone()),
            news,
            tray_shown,
            tray: None,
            reader: None,
            is_told: false,
            unread: Unread::default(),
            votes: Votes::default(),
            tell_votes: None,
            come_back: None,
            title: String::new(),
        }
    }

    /// Lives for as long as the app does.
    pub(super) async fn live(mut self, mut heard: UnboundedReceiver<News>) {
        let icon = self.app.default_window_icon().cloned();
        self.tray = Tray::offer(icon.as_ref(), Arc::clone(&self.tray_shown), self.news.clone()).await;
        self.mind_the_window();
        loop {
            self.show().await;
            tokio::select! {
                news = heard.recv() => match news {
                    Some(news) => self.hear(news).await,
                    None => return,
                },
                () = at(self.tell_votes) => self.tell_of_votes().await,
                () = at(self.come_back) => self.come_back(),
            }
        }
    }

    async fn hear(&mut self, news: News) {
        match news {
            News::Status => self.adopt().await,
            News::Live(events) => {
                for event in events {
                    self.hear_live(&event).await;
                }
            }
            News::Looked(newest) => self.unread.looked(newest),
            News::Asked(ask) => self.answer(ask),
            News::TrayShown => self.mind_the_window(),
            News::Clicked(id) => self.open(id),
            News::Closed(id) => self.teller.closed(id),
        }
    }

    /// Reads for whoever is signed in, and begins or ends to count votes as they prefer.
    async fn adopt(&mut self) {
        let status = self.hearth.status();
        let reader = status.account.map(|account| account.id);
        self.is_told = status.features.events;
        if self.reader != reader {
            self.reader = reader;
            self.unread = Unread::default();
            self.votes.forget();
            self.teller.forget();
        }
        if !(status.preferences.notifications && self.is_told) {
            self.votes.forget();
        } else if !self.votes.are_counted()
            && let Ok(session) = self.hearth.session()
        {
            self.count_votes(&session).await;
        }
    }

    async fn hear_live(&mut self, event: &LiveEvent) {
        let Ok(session) = self.hearth.session() else { return };
        if matches!(event, LiveEvent::Reset) {
            self.catch_up(&session).await;
        }
        self.unread.hear(event, session.account.id);
        self.votes.hear(event, session.account.id);
        if self.votes.have_changed() && self.tell_votes.is_none() {
            self.tell_votes = Some(Instant::now() + GATHERING);
        }
    }

    /// Something may not have been told: looks for itself.
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

    /// Looks at the posts that have other votes, and tells of those that have more. Who is looking needs no telling.
    async fn tell_of_votes(&mut self) {
        self.tell_votes = None;
        let Ok(session) = self.hearth.session() else { return };
        let mut gains = Vec::new();
        for post in self.votes.take_changed() {
            match session.client.post(post).await {
                Ok(detail) => gains.extend(self.votes.gain(detail)),
                Err(error) => tracing::debug!(%error, post, "a post was not read for its votes"),
            }
        }
        if !gains.is_empty() && !self.is_looked_at() {
            self.teller.tell(&gains).await;
        }
    }

    fn is_looked_at(&self) -> bool {
        self.app.get_webview_window(WINDOW).is_some_and(|window| window.is_focused().unwrap_or(false))
    }

    fn answer(&self, ask: Ask) {
        match ask {
            Ask::Show => bring_forward(&self.app),
            Ask::Write => self.go_to(Destination::Composer),
            Ask::Unread => self.go_to(Destination::Newest),
            Ask::Quit => closing::begin(&self.app),
        }
    }

    fn open(&mut self, notification: u32) {
        match self.teller.clicked(notification) {
            Some(Topic::Post(id)) => self.go_to(Destination::Post { id }),
            Some(Topic::ManyPosts) => self.go_to(Destination::Mine),
            None => {}
        }
    }

    fn go_to(&self, destination: Destination) {
        self.hearth.show(Some(destination));
        bring_forward(&self.app);
    }

    /// A window that nobody can bring back comes back by itself, after a moment in which a tray may appear.
    fn mind_the_window(&mut self) {
        let in_tray = self.app.state::<Native>().is_in_tray();
        self.come_back = (!in_tray).then(|| Instant::now() + TRAYLESS);
    }

    fn come_back(&mut self) {
        self.come_back = None;
        let Some(window) = self.app.get_webview_window(WINDOW) else { return };
        if !window.is_visible().unwrap_or(true) {
            bring_forward(&self.app);
        }
    }

    /// Brings what the desktop shows up to date.
    async fn show(&mut self) {
        let unread = self.unread.count();
        let title = match unread {
            0 => text("native-title").to_string(),
            _ => text_with("native-title-unread", [("count", Argument::count(unread))]).to_string(),
        };
        if let Some(tray) = &mut self.tray {
            let mut menu = vec![(Ask::Show, text("native-tray-show"))];
            if self.reader.is_some() {
                menu.push((Ask::Write, text("native-tray-write")));
            }
            if self.reader.is_some() && self.is_told {
                menu.push((Ask::Unread, text_with("native-tray-unread", [("count", Argument::count(unread))])));
            }
            menu.push((Ask::Quit, text("native-tray-quit")));
            let menu = menu.into_iter().map(|(ask, words)| (ask, words.to_string())).collect();
            tray.show(Face { title: title.clone(), menu, right_to_left: messages::is_right_to_left() }).await;
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
