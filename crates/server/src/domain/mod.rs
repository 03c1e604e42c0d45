//! Defines values that are valid by construction.

mod email_address;

pub(crate) use email_address::EmailAddress;
