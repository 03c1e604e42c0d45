//! Defines the arguments of the program.

// What clap shows as help is no Markdown.
#![allow(clippy::doc_markdown)]

mod data;
mod examples;
mod moderation;
mod place;
mod user;

use std::{net::SocketAddr, path::PathBuf, str::FromStr};

use clap::{Parser, Subcommand, ValueEnum};

pub(crate) use data::{Backup, Export, Import, Restore};
pub(crate) use moderation::{InviteCommand, Invites, Page, PostCommand, Posts};
pub(crate) use place::Place;
pub(crate) use user::{NewRole, OnlySome, UserCommand, Users};

/// Names the program.
pub(crate) const PROGRAM: &str = "hearth-server";

/// The server of Hearth, a small social network.
///
/// Without a database of yours it runs a private PostgreSQL of its own.
#[derive(Parser)]
#[command(name = PROGRAM, version, propagate_version = true, after_help = examples::PROGRAM)]
pub(crate) struct Cli {
    /// A file of settings, in TOML [default: /etc/hearth/server.toml, where it is there].
    ///
    /// It must belong to this user or root, and not everybody may write to it. A flag, a variable of the environment and
    /// the file .env in the working directory take precedence over it. `hearth-server config show` tells what counts.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Serve the API, on a PostgreSQL of its own unless DATABASE_URL or DATABASE_HOSTNAME names one.
    #[command(after_help = examples::SERVE)]
    Serve(Serve),
    /// Bring the tables of the database up to date, and end.
    #[command(after_help = examples::MIGRATE)]
    Migrate(Place),
    /// Check the settings, the data directory and the database, and say how to mend what is wrong.
    ///
    /// It changes nothing, and takes half a minute at most. The exit code is 1 where there is a problem.
    #[command(after_help = examples::DOCTOR)]
    Doctor(Serve),
    /// Back the database up into a file, also while the server runs.
    ///
    /// The backup is of one moment: whatever was saved before it began is in it. It is written by PostgreSQL's own pg_dump, under
    /// another name until it is complete, then restored into a PostgreSQL of its own, where the rows are counted. Ctrl+C cancels it,
    /// and leaves nothing.
    #[command(after_help = examples::BACKUP)]
    Backup(Backup),
    /// Restore a backup, and keep the earlier database until that is confirmed.
    ///
    /// The server must not run. The backup is restored beside its own database, counted, and put in its place at once; whatever goes
    /// wrong before leaves the database as it is. An external database has to be empty.
    #[command(after_help = examples::RESTORE)]
    Restore(Restore),
    /// Write people, posts and votes into a file that other programs read: a line of JSON for each.
    #[command(after_help = examples::EXPORT)]
    Export(Export),
    /// Read people, posts and votes from a file of `hearth-server export`: all of it, or nothing.
    ///
    /// They get ids of this database. People without the hash of a password cannot sign in before they have a new one: see
    /// `hearth-server user reset-password`.
    #[command(after_help = examples::IMPORT)]
    Import(Import),
    /// Look up and help people who have an account, and say who looks after the others.
    User(Users),
    /// Make, list and revoke invites to sign up.
    Invite(Invites),
    /// Remove posts, and take that back.
    Post(Posts),
    /// Print what administrators and moderators did, the newest first.
    #[command(after_help = examples::AUDIT)]
    Audit(Page),
    /// Make a new key for the sessions of a PostgreSQL of its own. Whoever is signed in stays so.
    #[command(after_help = examples::ROTATE_KEY)]
    RotateKey(RotateKey),
    /// Show the settings.
    Config(Config),
    /// Print the description of the API (OpenAPI 3.1, in JSON).
    #[command(after_help = examples::OPENAPI)]
    Openapi,
    /// Print what completes commands in a shell.
    #[command(after_help = examples::COMPLETIONS)]
    Completions(Completions),
    /// Print the manual page, or write those of all commands into a directory.
    #[command(after_help = examples::MAN)]
    Man(Man),
}

#[derive(clap::Args, Default)]
pub(crate) struct Serve {
    /// The address to listen on [default: $HEARTH_LISTEN, or 127.0.0.1:8000].
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(crate) listen: Option<SocketAddr>,
    #[command(flatten)]
    pub(crate) place: Place,
    /// The format of the log, on standard error. RUST_LOG chooses what is logged [default: $HEARTH_LOG_FORMAT, or
    /// text].
    #[arg(long, value_enum)]
    pub(crate) log_format: Option<LogFormat>,
}

#[derive(clap::Args)]
pub(crate) struct RotateKey {
    /// The directory of the key [default: $HEARTH_DATA_DIR, or the platform's data directory].
    #[arg(long, value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,
}

#[derive(clap::Args)]
pub(crate) struct Config {
    #[command(subcommand)]
    pub(crate) command: ConfigCommand,
}

#[derive(Subcommand)]
pub(crate) enum ConfigCommand {
    /// Print each setting, its value, and where that comes from. Passwords and keys are left out.
    #[command(after_help = examples::CONFIG_SHOW)]
    Show(Serve),
}

#[derive(clap::Args)]
pub(crate) struct Completions {
    /// The shell.
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(clap::Args)]
pub(crate) struct Man {
    /// An existing directory, for a page of each command.
    pub(crate) dir: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum LogFormat {
    /// A line for people.
    Text,
    /// An object a line, for machines.
    Json,
}

impl LogFormat {
    /// Returns its name, as settings have it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
        }
    }
}

impl FromStr for LogFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        ValueEnum::from_str(text, true)
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn arguments_are_consistent() {
        Cli::command().debug_assert();
    }
}
