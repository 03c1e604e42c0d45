//! Implements the program `hearth-server`: the API without a window, for people who host it for others.

mod administer;
mod args;
mod audit;
mod columns;
mod config_file;
mod config_show;
mod data;
mod database;
mod descriptors;
mod doctor;
mod documents;
mod dotenv;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzz;
mod invite;
mod log;
mod migrate;
mod post;
mod printable;
mod result;
mod rotate_key;
mod runtime;
mod serve;
mod stop_signal;
mod trusted_file;
mod user;

use std::process::ExitCode;

use clap::Parser as _;
use hearth_server::config::settings;

use args::{Cli, Command, ConfigCommand, LogFormat, PROGRAM};
use result::Result;

/// Runs the command that the arguments name. Reports an error in a sentence on standard error.
#[must_use]
pub fn run() -> ExitCode {
    match execute(Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{PROGRAM}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn execute(Cli { config, command }: Cli) -> Result<ExitCode> {
    match &command {
        // What needs no settings works also where they are broken.
        Command::Openapi => documents::openapi()?,
        Command::Completions(completions) => documents::completions(completions.shell)?,
        Command::Man(man) => documents::manual(man.dir.as_deref())?,
        _ => {
            dotenv::load()?;
            let file = config_file::load(config.as_deref())?;
            match command {
                Command::Serve(options) => serve(&options)?,
                Command::Doctor(options) => return doctor(&options),
                Command::Migrate(place) => {
                    log_in_text()?;
                    migrate::run(&place)?;
                }
                Command::Backup(options) => {
                    log_in_text()?;
                    data::backup(&options)?;
                }
                Command::Restore(options) => {
                    log_in_text()?;
                    data::restore(&options)?;
                }
                Command::Export(options) => {
                    log_in_text()?;
                    data::export(&options)?;
                }
                Command::Import(options) => {
                    log_in_text()?;
                    data::import(&options)?;
                }
                Command::User(users) => {
                    log_in_text()?;
                    user::run(&users.command)?;
                }
                Command::Invite(invites) => {
                    log_in_text()?;
                    invite::run(&invites.command)?;
                }
                Command::Post(posts) => {
                    log_in_text()?;
                    post::run(&posts.command)?;
                }
                Command::Audit(page) => {
                    log_in_text()?;
                    audit::run(&page)?;
                }
                Command::RotateKey(options) => rotate_key::run(options.data_dir.as_deref())?,
                Command::Config(config) => match config.command {
                    ConfigCommand::Show(flags) => config_show::run(&flags, file.as_ref())?,
                },
                Command::Openapi | Command::Completions(_) | Command::Man(_) => {}
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Prepares the environment and the log, then serves.
fn serve(options: &args::Serve) -> Result<()> {
    let choice = database::choose(&options.place)?;
    database::leave_out_session_options(&choice)?;
    let format = match options.log_format {
        Some(format) => Some(format),
        None => settings::LOG_FORMAT.parse()?,
    };
    log::init(format.unwrap_or(LogFormat::Text), log::SERVER)?;
    descriptors::raise_limit();
    tokio::runtime::Runtime::new()?.block_on(serve::run(options.listen, choice))
}

/// Examines everything, and says how to mend it.
fn doctor(options: &args::Serve) -> Result<ExitCode> {
    if let Ok(choice) = database::choose(&options.place) {
        database::leave_out_session_options(&choice)?;
    }
    doctor::run(options)
}

/// Logs what goes wrong in a command that ends by itself.
fn log_in_text() -> Result<()> {
    log::init(LogFormat::Text, log::COMMAND)
}
