//! Reads the environment of libpq.

use std::env;

/// Returns the value of a variable; one that is empty counts as not set.
pub(super) fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
