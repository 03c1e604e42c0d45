//! Defines what a command returns.

use std::error::Error;

/// The error of a command is told to people as it is.
pub(crate) type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;
