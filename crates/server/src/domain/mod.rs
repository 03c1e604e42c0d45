//! Defines values that are valid by construction.

mod address_key;
mod email_address;
mod email_visibility;

pub(crate) use address_key::AddressKey;
pub(crate) use email_address::EmailAddress;
pub use email_visibility::EmailVisibility;
pub(crate) use email_visibility::hidden;
