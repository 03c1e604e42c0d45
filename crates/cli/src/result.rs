//! Defines what a command returns.

use std::error::Error;

/// The result of a command, whose error is told to people as it is.
pub(crate) type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;
