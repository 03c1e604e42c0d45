//! Reads and writes through a cache and an outbox, so that both go on while the server is away: what was read can be read,
//! what was written waits and is sent once.

mod cache;
mod export;
mod find_duplicate;
mod monitor;
mod outbox;
mod read;
mod sender;
mod session;
mod write;

#[cfg(test)]
pub(crate) use self::outbox::OutboxPost;
pub(crate) use self::{
    cache::{Cache, CacheKey, Page, prune_other_accounts},
    export::{ExportFormat, Exports, export, suggested_name},
    monitor::ConnectionMonitor,
    outbox::{Outbox, OutboxContents, Outboxes},
    read::{read_cached_page, read_page, read_post, search_people},
    sender::send_all,
    session::Session,
    write::{delete_post, take_back, update_post, vote, write_post},
};
