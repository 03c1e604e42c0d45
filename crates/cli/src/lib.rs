//! Implements the program `hearth-server`: the API without a window, for people who host it for others.

mod args;
mod descriptors;
mod dotenv;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzz;
mod log;
mod result;
mod rotate_key;
mod serve;
mod stop_signal;

use std::process::ExitCode;

use clap::Parser as _;
use hearth_server::config;

use args::{Cli, Command, LogFormat};
use result::Result;

/// Names the program in its own messages.
const PROGRAM: &str = "hearth-server";

/// Runs the command that the arguments name. Reports an error in a sentence on standard error.
#[must_use]
pub fn run() -> ExitCode {
    match execute(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{PROGRAM}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn execute(command: Command) -> Result<()> {
    dotenv::load()?;
    match command {
        Command::Serve(options) => serve(options),
        Command::RotateKey(options) => rotate_key::run(options.data_dir),
    }
}

/// Prepares the environment and the log, then serves.
fn serve(options: args::Serve) -> Result<()> {
    let external = serve::external_database(&options)?;
    if external.is_none() {
        config::leave_out_session_options()
            .map_err(|error| format!("PGOPTIONS is set, and cannot be left out: {error}. Start Hearth without it."))?;
    }
    let format = match options.log_format {
        Some(format) => Some(format),
        None => config::parse("HEARTH_LOG_FORMAT", |_| true)?,
    };
    log::init(format.unwrap_or(LogFormat::Text));
    descriptors::raise_limit();
    tokio::runtime::Runtime::new()?.block_on(serve::run(options, external))
}
