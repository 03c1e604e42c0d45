//! Follows the event stream of a server, and passes its events on in batches.

use std::time::Duration;

use hearth_client::{Client, Error, Event};
use tokio::{
    sync::mpsc::{self, Receiver, Sender},
    time::sleep,
};

use crate::model::LiveEvent;

/// Bounds how often the window is told: a busy server must not keep it from drawing.
const GATHERING: Duration = Duration::from_millis(50);

/// Bounds how many events wait for the window, and how many it is told at once.
const NEWS_MAX: usize = 500;

/// Follows what happens as the user of a client, and tells it. Returns only when there is no more to hear.
/// `away` is called where the server is out of reach, `here` where it says something.
pub(crate) async fn follow(client: &Client, tell: impl Fn(&[LiveEvent]), away: impl Fn(), here: impl Fn()) -> Error {
    let (news, gathered) = mpsc::channel(NEWS_MAX);
    tokio::select! {
        error = listen(client, news, away, here) => error,
        error = pass_on(gathered, tell) => error,
    }
}

async fn listen(client: &Client, news: Sender<LiveEvent>, away: impl Fn(), here: impl Fn()) -> Error {
    let mut events = client.events();
    loop {
        match events.next().await {
            Ok(Event::Away) => away(),
            Ok(event) => {
                here();
                if let Some(event) = LiveEvent::from_event(event) {
                    // Where the window is behind, the server is not read: it bounds what it keeps for who reads slowly.
                    let _ = news.send(event).await;
                }
            }
            Err(error) => return error,
        }
    }
}

/// Keeps one reset of those in a batch, the last: each has everything loaded afresh.
fn keep_last_reset(news: &mut Vec<LiveEvent>) {
    let is_reset = |event: &LiveEvent| matches!(event, LiveEvent::Reset);
    let mut resets = news.iter().filter(|event| is_reset(event)).count();
    news.retain(|event| {
        resets -= usize::from(is_reset(event));
        !is_reset(event) || resets == 0
    });
}

/// Runs for as long as somebody listens, who says how it ends.
async fn pass_on(mut gathered: Receiver<LiveEvent>, tell: impl Fn(&[LiveEvent])) -> Error {
    let mut news = Vec::new();
    while gathered.recv_many(&mut news, NEWS_MAX).await > 0 {
        keep_last_reset(&mut news);
        tell(&news);
        news.clear();
        sleep(GATHERING).await;
    }
    std::future::pending().await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_batch_has_one_reset() {
        let deleted = LiveEvent::Deleted { post: 7 };
        let mut news = vec![LiveEvent::Reset, deleted.clone(), LiveEvent::Reset, LiveEvent::Reset, deleted];
        keep_last_reset(&mut news);
        assert!(
            matches!(news[..], [LiveEvent::Deleted { .. }, LiveEvent::Reset, LiveEvent::Deleted { .. }]),
            "{news:?}"
        );
    }
}
