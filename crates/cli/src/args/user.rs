//! Defines the arguments of the commands for accounts.

use clap::Subcommand;

use super::{examples, place::Place};

/// The commands for accounts.
#[derive(clap::Args)]
pub(crate) struct Users {
    #[command(subcommand)]
    pub(crate) command: UserCommand,
}

#[derive(Subcommand)]
pub(crate) enum UserCommand {
    /// List accounts in the order in which they were made: id, address, name, day, number of posts.
    #[command(after_help = examples::USER_LIST)]
    List(List),
    /// Find accounts by a part of the name or the address, in any case.
    #[command(after_help = examples::USER_FIND)]
    Find(Find),
    /// Give an account a new password, and end its sessions.
    ///
    /// The password is read from the terminal, without showing it, or else from the first line of standard input.
    #[command(after_help = examples::RESET_PASSWORD)]
    ResetPassword(One),
    /// Sign an account out everywhere. Its password stays.
    #[command(after_help = examples::END_SESSIONS)]
    EndSessions(One),
}

#[derive(clap::Args)]
pub(crate) struct List {
    /// List those behind this id.
    #[arg(long, value_name = "ID", default_value_t = 0)]
    pub(crate) after: i32,
    /// The most that are listed, 1 to 1000.
    #[arg(long, value_name = "NUMBER", default_value_t = 50, value_parser = clap::value_parser!(i64).range(1..=1000))]
    pub(crate) limit: i64,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(clap::Args)]
pub(crate) struct Find {
    /// What to look for, at most 300 characters.
    pub(crate) text: String,
    /// The most that are found, 1 to 1000.
    #[arg(long, value_name = "NUMBER", default_value_t = 50, value_parser = clap::value_parser!(i64).range(1..=1000))]
    pub(crate) limit: i64,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(clap::Args)]
pub(crate) struct One {
    /// The account's email address.
    pub(crate) email: String,
    #[command(flatten)]
    pub(crate) place: Place,
}

impl UserCommand {
    /// Returns the database that the command is for.
    pub(crate) fn place(&self) -> &Place {
        match self {
            Self::List(List { place, .. })
            | Self::Find(Find { place, .. })
            | Self::ResetPassword(One { place, .. })
            | Self::EndSessions(One { place, .. }) => place,
        }
    }
}
