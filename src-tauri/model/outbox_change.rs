//! The news that the outbox has changed.

use serde::Serialize;
use ts_rs::TS;

use super::{AccountKey, FeedPost};

/// A change of the outbox, sent as the event `outbox`.
#[derive(Debug, Serialize, TS)]
pub(crate) struct OutboxChange {
    /// The account whose outbox it is.
    pub(crate) account: AccountKey,
    /// A post that the server has from now on.
    pub(crate) sent: Option<FeedPost>,
    /// True where a vote was dropped, because its post is gone.
    pub(crate) dropped_vote: bool,
}
