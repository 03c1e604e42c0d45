//! Extracts from a request what a handler takes, or refuses it as FastAPI does.

mod authorized;
mod caller;
mod client_info;
mod fastapi;
mod idempotency_key;
mod moderator;
mod rate_limited;
mod seen;
mod session_id;

pub(crate) use authorized::{Authorized, AuthorizedWith};
#[cfg(any(test, fuzzing))]
pub(crate) use fastapi::Syntax;
pub(crate) use fastapi::{Fields, Form, FromFields, Id, JsonBody, Query};
pub(crate) use idempotency_key::IdempotencyKey;
pub(crate) use moderator::{Administrator, Moderator};
pub(crate) use seen::tell_position;
pub(crate) use session_id::SessionId;
