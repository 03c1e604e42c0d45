//! Defines values that are valid by construction, and what is computed from them alone.

mod email_address;
mod network;

pub(crate) use email_address::EmailAddress;
pub(crate) use network::{client_prefix, is_in};
