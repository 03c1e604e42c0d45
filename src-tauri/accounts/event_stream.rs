//! Follows the event stream of a server, and passes its events on in batches.

use std::time::Duration;

use hearth_client::{Client, Error, Event};
use tokio::{
    sync::mpsc::{self, UnboundedReceiver, UnboundedSender},
    time::sleep,
};

use crate::model::LiveEvent;

/// How long news are gathered before the window is told: a busy server must not keep it from drawing.
const GATHERING: Duration = Duration::from_millis(50);

/// What the window is told at once, at most.
const NEWS_MAX: usize = 500;

/// Follows what happens as the user of a client, and tells it. Returns only when there is no more to hear.
/// `away` is called where the server is out of reach, `here` where it says something.
pub(crate) async fn follow(client: &Client, tell: impl Fn(&[LiveEvent]), away: impl Fn(), here: impl Fn()) -> Error {
    let (news, gathered) = mpsc::unbounded_channel();
    tokio::select! {
        error = listen(client, news, away, here) => error,
        error = pass_on(gathered, tell) => error,
    }
}

async fn listen(client: &Client, news: UnboundedSender<LiveEvent>, away: impl Fn(), here: impl Fn()) -> Error {
    let mut events = client.events();
    loop {
        match events.next().await {
            Ok(Event::Away) => away(),
            Ok(event) => {
                here();
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
