//! Sends the entries of an outbox, in their order, for as long as its account is signed in.

use std::{io, time::Duration};

use chrono::{DateTime, Utc};
use hearth_api::{CreatePost, Vote};
use hearth_client::{Client, Error, backoff};
use tokio::{task::block_in_place, time::sleep};

use super::{
    ConnectionMonitor, Session,
    cache::Change,
    find_duplicate::find_duplicate,
    outbox::{Entry, Item},
};
use crate::{
    error::CommandError,
    event_bus::EventBus,
    model::{FeedPost, VoteOutcome},
};

/// The outcome of one step.
enum Step {
    Done,
    Nothing,
    /// A failure; and how long the server asks to wait, where it does.
    Later(Option<Duration>),
}

/// The outcome of sending an entry.
enum Sent {
    Post(Box<FeedPost>),
    Vote(VoteOutcome),
    /// A post that was sent before, and is gone since.
    Gone,
}

/// Sends entries for as long as the future is polled.
pub(crate) async fn send_all(monitor: &impl ConnectionMonitor, events: &EventBus, session: &Session) {
    let mut failures = 0;
    loop {
        let step = if monitor.is_offline(session) { Step::Nothing } else { send_next(monitor, events, session).await };
        match step {
            Step::Done => failures = 0,
            Step::Nothing => session.outbox.wanted().await,
            Step::Later(asked) => {
                tokio::select! {
                    () = session.outbox.wanted() => {}
                    () = sleep(backoff(failures).max(asked.unwrap_or_default())) => {}
                }
                failures = failures.saturating_add(1);
            }
        }
    }
}

async fn send_next(monitor: &impl ConnectionMonitor, events: &EventBus, session: &Session) -> Step {
    let (entry, before) = match block_in_place(|| session.outbox.begin()) {
        Ok(Some(next)) => next,
        Ok(None) => return Step::Nothing,
        Err(error) => return disk(&error),
    };
    // What is noted afterwards is of how it was sent, whatever the place is known to offer by then.
    let keyed = monitor.has_idempotency_keys(session);
    let noted = match send(session, &entry, before, keyed).await {
        Ok(Sent::Post(post)) => {
            session.cache.change(Change::Written((*post).clone()));
            // Who waits for it hears of it directly.
            let news = (!session.outbox.is_awaited(&entry)).then(|| (*post).clone());
            let noted = block_in_place(|| session.outbox.done(&entry, Some(*post), keyed));
            events.outbox_changed(&session.key(), news, false);
            noted
        }
        Ok(sent) => {
            if let (Sent::Vote(outcome), Some(post)) = (sent, entry.voted_on()) {
                session.cache.change(Change::Voted(post, outcome));
            }
            let noted = block_in_place(|| session.outbox.done(&entry, None, false));
            events.outbox_changed(&session.key(), None, false);
            noted
        }
        Err(error) if is_final(&error) || (is_too_often(&error) && session.outbox.is_awaited(&entry)) => {
            tracing::warn!(%error, "the server refuses what waited");
            let noted = block_in_place(|| give_up(session, &entry, error));
            events.outbox_changed(&session.key(), None, matches!(entry.item, Item::Vote { .. }));
            noted
        }
        Err(error) => {
            let asked = error.retry_after();
            let noted = block_in_place(|| session.outbox.put_off(&entry, before, error.outcome_unknown()));
            events.outbox_changed(&session.key(), None, false);
            // In a task of its own: where the session is over, this one ends with it.
            let (monitor, session) = (monitor.clone(), session.clone());
            tokio::spawn(async move { monitor.failed(&session, error).await });
            return noted.map_or_else(|error| disk(&error), |()| Step::Later(asked));
        }
    };
    monitor.reached(session);
    noted.map_or_else(|error| disk(&error), |()| Step::Done)
}

async fn send(
    session: &Session,
    entry: &Entry,
    before: Option<DateTime<Utc>>,
    keyed: bool,
) -> hearth_client::Result<Sent> {
    match &entry.item {
        Item::Vote { post, up } => cast(&session.client, *post, *up).await.map(Sent::Vote),
        Item::Post { title, content, published, .. } => {
            let post = CreatePost { title: title.clone(), content: content.clone(), published: *published };
            let sent = if keyed {
                session.client.create_post_once(&post, &entry.id).await
            } else {
                send_unkeyed(session, &post, before).await
            };
            match sent {
                Ok(post) => Ok(Sent::Post(Box::new(FeedPost::written(post, session.account.id).just_written()))),
                Err(Error::Refused { status: 410, .. }) => Ok(Sent::Gone),
                Err(error) => Err(error),
            }
        }
    }
}

async fn send_unkeyed(
    session: &Session,
    post: &CreatePost,
    before: Option<DateTime<Utc>>,
) -> hearth_client::Result<hearth_api::Post> {
    if let Some(tried) = before
        && let Some(found) = find_duplicate(session, post, tried).await?
    {
        return Ok(found);
    }
    session.client.create_post(post).await
}

/// Votes, or takes the vote back; succeeds also where it was so already.
pub(crate) async fn cast(client: &Client, post: i32, up: bool) -> hearth_client::Result<VoteOutcome> {
    match client.vote(Vote { post_id: post, dir: i64::from(up) }).await {
        Ok(_) => Ok(VoteOutcome { voted: up, changed: true }),
        Err(error) if up && error.status() == Some(409) => Ok(VoteOutcome { voted: true, changed: false }),
        // The post may be gone, or just the vote on it: only the server's words tell which.
        Err(Error::Refused { status: 404, detail, .. }) if !up && detail == "Vote does not exist" => {
            Ok(VoteOutcome { voted: false, changed: false })
        }
        Err(error) => Err(error),
    }
}

/// Returns whether the same would be refused again, however often it is sent.
fn is_final(error: &Error) -> bool {
    matches!(error, Error::Refused { status, .. } if !matches!(status, 401 | 408 | 425 | 429))
}

/// Returns whether the server asks to wait. Who sees the post not sent decides themselves; for everybody else it is sent
/// later.
fn is_too_often(error: &Error) -> bool {
    matches!(error, Error::Refused { status: 429, .. })
}

fn give_up(session: &Session, entry: &Entry, error: Error) -> io::Result<()> {
    match entry.item {
        Item::Post { .. } => session.outbox.refused(entry, CommandError::from(error)),
        Item::Vote { .. } => session.outbox.done(entry, None, false),
    }
}

fn disk(error: &io::Error) -> Step {
    tracing::error!(%error, "what waits to be sent cannot be noted");
    Step::Later(None)
}

#[cfg(test)]
mod tests;
