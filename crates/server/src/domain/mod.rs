//! Defines values that are valid by construction, and what is computed from them alone.

mod address_key;
mod client_info;
mod display_name;
mod email_address;
mod email_visibility;
mod json_length;
mod network;
mod requester;

pub(crate) use address_key::AddressKey;
pub(crate) use client_info::ClientInfo;
pub(crate) use display_name::DisplayName;
pub(crate) use email_address::EmailAddress;
pub use email_visibility::EmailVisibility;
pub(crate) use email_visibility::hidden;
pub(crate) use json_length::{estimated_length, json_length};
pub(crate) use network::{client_prefix, is_in};
pub(crate) use requester::{Requester, asks_for_much, expect_much};
