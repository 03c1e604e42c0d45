//! Writes the log to standard error.

use std::io::{self, IsTerminal};

use hearth_server::config::settings;
use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

use crate::{args::LogFormat, result::Result};

/// Names what the program itself logs, beside the library `hearth_server`: one `RUST_LOG=hearth_server=…` selects both.
pub(crate) const TARGET: &str = "hearth_server::serve";

/// What a server logs unless `RUST_LOG` says otherwise.
pub(crate) const SERVER: &str = "info,sqlx=warn";

/// What a command logs that ends by itself.
pub(crate) const COMMAND: &str = "warn";

/// Starts logging in this format, filtered by `RUST_LOG`, or else by `default`.
pub(crate) fn init(format: LogFormat, default: &str) -> Result<()> {
    let set = settings::LOG_FILTER.read().and_then(|filter| EnvFilter::try_new(filter).ok());
    let filter = set.unwrap_or_else(|| EnvFilter::new(default));
    let layer = fmt::layer().with_writer(io::stderr).with_ansi(io::stderr().is_terminal());
    let registry = tracing_subscriber::registry().with(filter);
    match format {
        LogFormat::Text => registry.with(layer).try_init()?,
        LogFormat::Json => registry.with(layer.json()).try_init()?,
    }
    Ok(())
}
