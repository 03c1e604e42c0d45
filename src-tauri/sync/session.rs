//! The session of an account at a server.

use chrono::{DateTime, Utc};
use hearth_client::Client;

use super::{Cache, Outbox};
use crate::model::{Account, AccountKey, ServerLocation};

/// An account that is signed in, with a client that authenticates as it, and what is kept for it. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Session {
    pub(crate) account: Account,
    pub(crate) client: Client,
    pub(crate) server: ServerLocation,
    pub(crate) cache: Cache,
    pub(crate) outbox: Outbox,
}

impl Session {
    /// Returns when it expires, where its token says that.
    pub(crate) fn expires(&self) -> Option<DateTime<Utc>> {
        #[expect(clippy::cast_possible_truncation, reason = "a time that is out of range is none")]
        self.client.token_expiry().and_then(|seconds| DateTime::from_timestamp(seconds as i64, 0))
    }

    pub(crate) fn key(&self) -> AccountKey {
        AccountKey { server: self.server.clone(), account: self.account.id }
    }
}
