//! Creates test data: accounts, posts and votes.

pub mod seed;
mod user;

pub use user::{User, unique_email};
