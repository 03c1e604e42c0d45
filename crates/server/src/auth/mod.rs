//! Authenticates users: tokens and the keys that sign them, passwords, rate limits.

mod common_passwords;
mod passwords;
mod rate_limit;
mod secret_keys;
mod tokens;

pub use rate_limit::{ParseRateError, Rate, RateLimits};
pub use secret_keys::{ExposedKeys, SecretError, SecretKey, SecretKeys};

pub(crate) use {
    common_passwords::{is_common, is_own_address},
    passwords::{Passwords, normalize},
    rate_limit::{RateLimited, RateLimiter, client_address},
    tokens::Tokens,
};
