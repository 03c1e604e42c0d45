//! Defines the arguments of the commands for accounts.

use clap::{Subcommand, ValueEnum};

use super::{examples, place::Place};

/// The commands for accounts.
#[derive(clap::Args)]
pub(crate) struct Users {
    #[command(subcommand)]
    pub(crate) command: UserCommand,
}

#[derive(Subcommand)]
pub(crate) enum UserCommand {
    /// List accounts in the order in which they were made: id, address, name, day, posts, role, state.
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
    /// Make an account an administrator's, or a moderator's.
    #[command(after_help = examples::PROMOTE)]
    Promote(Promote),
    /// Take the role of an account away.
    #[command(after_help = examples::DEMOTE)]
    Demote(One),
    /// Suspend an account: its sessions end, and signing in says why. Its posts stay.
    #[command(after_help = examples::SUSPEND)]
    Suspend(Suspend),
    /// End the suspension of an account.
    #[command(after_help = examples::UNSUSPEND)]
    Unsuspend(One),
    /// Let an account be signed in to that waits for approval (HEARTH_SIGN_UP=approval).
    #[command(after_help = examples::APPROVE)]
    Approve(One),
    /// Remove an account, with its posts and votes.
    #[command(after_help = examples::REMOVE_USER)]
    Remove(Remove),
    /// Print a link with which a forgotten password is set anew. It works once, for an hour.
    ///
    /// Whoever has the link has the account: give it to nobody else than its owner.
    #[command(after_help = examples::RESET_LINK)]
    ResetLink(One),
}

#[derive(clap::Args)]
pub(crate) struct Promote {
    /// The account's email address.
    pub(crate) email: String,
    /// What it becomes.
    #[arg(long, value_enum, default_value_t = NewRole::Administrator)]
    pub(crate) role: NewRole,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum NewRole {
    /// May do all that a moderator may, give roles, remove accounts and make links for forgotten passwords.
    Administrator,
    /// May remove posts, suspend and approve accounts, handle reports and make invites.
    Moderator,
}

#[derive(clap::Args)]
pub(crate) struct Suspend {
    /// The account's email address.
    pub(crate) email: String,
    /// Why, for its owner and the log.
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    /// For how many days, 1 to 3650 [default: until it is ended].
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(i32).range(1..=3650))]
    pub(crate) days: Option<i32>,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(clap::Args)]
pub(crate) struct Remove {
    /// The account's email address.
    pub(crate) email: String,
    /// Why, for the log.
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum OnlySome {
    /// Those that are suspended.
    Suspended,
    /// Those that wait for approval.
    Waiting,
    /// Administrators and moderators.
    Staff,
}

#[derive(clap::Args)]
pub(crate) struct List {
    /// List some of them alone.
    #[arg(long, value_enum)]
    pub(crate) only: Option<OnlySome>,
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
            | Self::EndSessions(One { place, .. })
            | Self::Promote(Promote { place, .. })
            | Self::Demote(One { place, .. })
            | Self::Suspend(Suspend { place, .. })
            | Self::Unsuspend(One { place, .. })
            | Self::Approve(One { place, .. })
            | Self::Remove(Remove { place, .. })
            | Self::ResetLink(One { place, .. }) => place,
        }
    }
}
