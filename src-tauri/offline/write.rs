//! Writing posts and voting: through the outbox, which sends at once where it can.

use std::{io::ErrorKind, time::Duration};

use tokio::time::timeout;

use super::{Outcome, cast};
use crate::{
    commands::PostInput,
    error::{CommandError, ErrorCode},
    hearth::{Hearth, Session},
    messages::text,
    posts::{FeedPost, VoteOutcome},
    writing::Desk,
};

type Result<T> = std::result::Result<T, CommandError>;

/// For so long a person waits for a post to be sent before it waits by itself.
const PATIENCE: Duration = Duration::from_secs(45);

/// Writes a post, which from now on is the outbox's and no longer on the desk. None where it waits to be sent.
pub(crate) async fn write(
    hearth: &Hearth,
    desk: &Desk,
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
                Ok(post) => Ok(Some(FeedPost::written(post, session.account.id))),
                Err(error) => Err(hearth.failed(error).await),
            };
        }
    };
    desk.forget_sent(&session.place, session.account.id, vec![post.clone()]).await?;
    if hearth.is_offline() {
        drop(told);
        hearth.tell_outbox(None, false);
        return Ok(None);
    }
    session.outbox.wake();
    match timeout(PATIENCE, told).await {
        Ok(Ok(Outcome::Sent(post))) => Ok(Some(*post)),
        Ok(Ok(Outcome::Refused(error))) => {
            // It is on the screen still, with what is wrong: there it is mended.
            desk.keep_new(&session.place, session.account.id, &post).await?;
            tokio::task::block_in_place(|| session.outbox.take_back(&id))?;
            hearth.tell_outbox(None, false);
            Err(error)
        }
        Ok(Ok(Outcome::Waiting) | Err(_)) | Err(_) => {
            hearth.tell_outbox(None, false);
            Ok(None)
        }
    }
}

/// Votes, or takes the vote back: now, or as soon as the server is back.
pub(crate) async fn vote(hearth: &Hearth, session: &Session, post: i32, up: bool) -> Result<VoteOutcome> {
    if !hearth.is_offline() && session.outbox.vote_on(post).is_none() {
        match cast(&session.client, post, up).await {
            Ok(outcome) => {
                hearth.reached();
                return Ok(outcome);
            }
            Err(error) => {
                let away = error.is_away();
                let error = hearth.failed(error).await;
                if !away {
                    return Err(error);
                }
            }
        }
    }
    tokio::task::block_in_place(|| session.outbox.add_vote(post, up))?;
    hearth.tell_outbox(None, false);
    session.outbox.wake();
    Ok(VoteOutcome { voted: up, changed: true })
}
