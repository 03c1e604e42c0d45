//! What happens at the server while the window is open, passed on as it comes.

use std::time::Duration;

use hearth_api::PostEvent;
use hearth_client::{Client, Error, Event};
use serde::Serialize;
use tokio::{
    sync::mpsc::{self, UnboundedReceiver, UnboundedSender},
    task::AbortHandle,
    time::sleep,
};
use ts_rs::TS;

/// How long news are gathered before the window is told: a busy server must not keep it from drawing.
const GATHERING: Duration = Duration::from_millis(50);

/// What the window is told at once, at most.
const NEWS_MAX: usize = 500;

/// Something that happened.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum LiveEvent {
    /// Something may have been missed: ask anew.
    Reset,
    /// A post has appeared; `owner` is its author's id.
    Created { post: i32, owner: i32 },
    /// A post's title, text or state is another.
    Changed { post: i32 },
    /// A post is gone.
    Deleted { post: i32 },
    /// A post has so many votes now; `owner` is its author's id.
    Voted { post: i32, owner: i32, votes: i64 },
}

impl LiveEvent {
    /// None where that is for nobody to see, or the server leaves out what it is about.
    fn from_event(event: Event) -> Option<Self> {
        Some(match event {
            Event::Reset => Self::Reset,
            Event::Away => return None,
            Event::Created(PostEvent { post_id: post, owner_id: owner, .. }) => Self::Created { post, owner },
            Event::Changed(PostEvent { post_id: post, .. }) => Self::Changed { post },
            Event::Deleted(PostEvent { post_id: post, .. }) => Self::Deleted { post },
            Event::Voted(PostEvent { post_id: post, owner_id: owner, vote }) => {
                Self::Voted { post, owner, votes: vote? }
            }
        })
    }
}

/// Follows what happens as the user of a client, and tells it. Returns only when there is no more to hear.
/// `away` is called where the server is out of reach.
pub(crate) async fn follow(client: &Client, tell: impl Fn(&[LiveEvent]), away: impl Fn()) -> Error {
    let (news, gathered) = mpsc::unbounded_channel();
    tokio::select! {
        error = listen(client, news, away) => error,
        error = pass_on(gathered, tell) => error,
    }
}

async fn listen(client: &Client, news: UnboundedSender<LiveEvent>, away: impl Fn()) -> Error {
    let mut events = client.events();
    loop {
        match events.next().await {
            Ok(Event::Away) => away(),
            Ok(event) => {
                if let Some(event) = LiveEvent::from_event(event) {
                    let _ = news.send(event);
                }
            }
            Err(error) => return error,
        }
    }
}

/// Runs for as long as somebody listens, who says how it ends.
async fn pass_on(mut gathered: UnboundedReceiver<LiveEvent>, tell: impl Fn(&[LiveEvent])) -> Error {
    let mut news = Vec::new();
    while gathered.recv_many(&mut news, NEWS_MAX).await > 0 {
        tell(&news);
        news.clear();
        sleep(GATHERING).await;
    }
    std::future::pending().await
}

/// A task that lasts as long as this does.
pub(crate) struct Following(AbortHandle);

impl Following {
    pub(crate) fn spawn(task: impl Future<Output = ()> + Send + 'static) -> Self {
        Self(tokio::spawn(task).abort_handle())
    }
}

impl Drop for Following {
    fn drop(&mut self) {
        self.0.abort();
    }
}
