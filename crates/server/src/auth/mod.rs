//! Authenticates users: tokens and the keys that sign them, passwords, rate limits.

mod common_passwords;
mod new_password;
mod one_time_code;
mod passwords;
mod rate_limit;
mod secret_keys;
mod tokens;

pub use rate_limit::{ParseRateError, Rate, RateLimits};
pub use secret_keys::{ExposedKeys, SecretError, SecretKey, SecretKeys};

pub(crate) use {
    new_password::{UnfitPassword, check_new_password},
    one_time_code::{OneTimeCode, digest_of_code},
    passwords::Passwords,
    rate_limit::{RateLimited, RateLimiter, client_address},
    tokens::Tokens,
};
