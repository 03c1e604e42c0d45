//! Writes posts and votes through the outbox, which sends at once where it can.

use std::{io::ErrorKind, time::Duration};

use tokio::time::timeout;

use super::{ConnectionMonitor, Session, cache::Change, outbox::Outcome, sender::cast};
use crate::{
    error::{CommandError, ErrorCode},
    event_bus::EventBus,
    i18n::text,
    model::{FeedPost, PostInput, VoteOutcome},
    storage::drafts::DraftStore,
};

type Result<T> = std::result::Result<T, CommandError>;

/// Time limit for a person to wait for a post to be sent, after which it waits by itself.
const SEND_TIMEOUT: Duration = Duration::from_secs(45);

/// Writes a post, which from now on is the outbox's and no longer on the drafts. Returns none where it waits to be
/// sent.
pub(crate) async fn write_post(
    monitor: &impl ConnectionMonitor,
    events: &EventBus,
    drafts: &DraftStore,
    session: &Session,
    post: PostInput,
) -> Result<Option<FeedPost>> {
    let (id, told) = match tokio::task::block_in_place(|| session.outbox.add_post(post.clone())) {
        Ok(added) => added,
        Err(error) if error.kind() == ErrorKind::QuotaExceeded => {
            return Err(CommandError::new(ErrorCode::Storage, text("offline-outbox-full")));
        }
        // This computer's disk refuses, which need not keep the server from taking it.
        Err(error) => {
            tracing::error!(%error, "a post is sent that could not be kept");
            return match session.client.create_post(&post.into()).await {
                Ok(post) => {
                    let post = FeedPost::written(post, session.account.id).just_written();
                    session.cache.change(Change::Written(post.clone()));
                    Ok(Some(post))
                }
                Err(error) => Err(monitor.failed(session, error).await),
            };
        }
    };
    drafts.forget_sent(session.key(), vec![post.clone()]).await?;
    if monitor.is_offline(session) {
        drop(told);
        events.outbox_changed(&session.key(), None, false);
        return Ok(None);
    }
    session.outbox.wake();
    match timeout(SEND_TIMEOUT, told).await {
        Ok(Ok(Outcome::Sent(post))) => Ok(Some(*post)),
        Ok(Ok(Outcome::Refused(error))) => {
            // It is on the screen still, with what is wrong: there it is mended.
            drafts.keep_new(session.key(), &post).await?;
            tokio::task::block_in_place(|| session.outbox.take_back(&id))?;
            events.outbox_changed(&session.key(), None, false);
            Err(error)
        }
        Ok(Ok(Outcome::Waiting) | Err(_)) | Err(_) => {
            events.outbox_changed(&session.key(), None, false);
            Ok(None)
        }
    }
}

/// Votes, or takes the vote back: now, or as soon as the server is back.
pub(crate) async fn vote(
    monitor: &impl ConnectionMonitor,
    events: &EventBus,
    session: &Session,
    post: i32,
    up: bool,
) -> Result<VoteOutcome> {
    if !monitor.is_offline(session) && !session.outbox.votes().contains_key(&post) {
        match cast(&session.client, post, up).await {
            Ok(outcome) => {
                monitor.reached(session);
                session.cache.change(Change::Voted(post, outcome));
                return Ok(outcome);
            }
            Err(error) => {
                let away = error.is_away();
                let error = monitor.failed(session, error).await;
                // Whoever has to sign in again has voted nevertheless.
                if !away && error.code != ErrorCode::SignedOut {
                    return Err(error);
                }
            }
        }
    }
    tokio::task::block_in_place(|| session.outbox.add_vote(post, up))?;
    events.outbox_changed(&session.key(), None, false);
    session.outbox.wake();
    Ok(VoteOutcome { voted: up, changed: true })
}

/// Changes a post at the server.
pub(crate) async fn update_post(
    monitor: &impl ConnectionMonitor,
    session: &Session,
    id: i32,
    post: PostInput,
) -> Result<FeedPost> {
    match session.client.update_post(id, &post.into()).await {
        Ok(post) => {
            let post = FeedPost::written(post, session.account.id);
            session.cache.change(Change::Edited(post.clone()));
            Ok(post)
        }
        Err(error) => Err(monitor.failed(session, error).await),
    }
}

/// Deletes a post at the server.
pub(crate) async fn delete_post(monitor: &impl ConnectionMonitor, session: &Session, id: i32) -> Result<()> {
    match session.client.delete_post(id).await {
        Ok(()) => {
            session.cache.change(Change::Deleted(id));
            Ok(())
        }
        Err(error) => Err(monitor.failed(session, error).await),
    }
}

/// Takes a post out of the outbox; where its author wants to go on with it, it becomes a draft before.
pub(crate) async fn take_back(
    events: &EventBus,
    drafts: &DraftStore,
    session: &Session,
    id: &str,
    edit: bool,
) -> Result<PostInput> {
    let too_late = || CommandError::new(ErrorCode::Conflict, text("offline-too-late"));
    let post = session.outbox.post(id).ok_or_else(too_late)?;
    if edit {
        drafts.keep_new(session.key(), &post).await?;
    }
    if !tokio::task::block_in_place(|| session.outbox.take_back(id))? {
        drafts.forget_sent(session.key(), vec![post]).await?;
        return Err(too_late());
    }
    events.outbox_changed(&session.key(), None, false);
    Ok(post)
}
