//! What goes on while the server is away: what was read can be read, what was written waits and is sent once.

mod cache;
pub(crate) mod commands;
mod outbox;
mod read;
mod sender;
mod settle;
mod write;

#[cfg(test)]
pub(crate) use self::outbox::WaitingPost;
pub(crate) use self::{
    cache::{Cache, Page, Question, keep_only},
    commands::OutboxNews,
    outbox::{Entry, Item, Outbox, Outboxes, Outcome, Waiting},
    read::{read_page, read_post},
    sender::{cast, send_all},
    write::{vote, write},
};
