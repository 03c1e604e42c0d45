//! Commands that the window can call: each decodes its arguments, calls the part that does it, and encodes the answer.

pub(crate) mod about;
pub(crate) mod account;
pub(crate) mod accounts;
pub(crate) mod desktop;
pub(crate) mod drafts;
pub(crate) mod export;
pub(crate) mod outbox;
pub(crate) mod posts;
pub(crate) mod session;
pub(crate) mod sessions;
pub(crate) mod window;

use crate::error::CommandError;

type Result<T> = std::result::Result<T, CommandError>;
