//! Defines the arguments of the commands for invites, posts and the audit log.

use clap::Subcommand;

use super::{examples, place::Place};

/// The commands for invites.
#[derive(clap::Args)]
pub(crate) struct Invites {
    #[command(subcommand)]
    pub(crate) command: InviteCommand,
}

#[derive(Subcommand)]
pub(crate) enum InviteCommand {
    /// Make an invite, and print its code. It is shown this once.
    #[command(after_help = examples::INVITE_CREATE)]
    Create(CreateInvite),
    /// List invites, the newest first: id, uses, last day, maker, note.
    #[command(after_help = examples::INVITE_LIST)]
    List(Page),
    /// Revoke an invite. Accounts that were made with it stay.
    #[command(after_help = examples::INVITE_REVOKE)]
    Revoke(Numbered),
}

#[derive(clap::Args)]
pub(crate) struct CreateInvite {
    /// For how many accounts, 1 to 1000.
    #[arg(long, value_name = "NUMBER", default_value_t = 1, value_parser = clap::value_parser!(i32).range(1..=1000))]
    pub(crate) uses: i32,
    /// For how many days, 1 to 365.
    #[arg(long, value_name = "NUMBER", default_value_t = 7, value_parser = clap::value_parser!(i32).range(1..=365))]
    pub(crate) days: i32,
    /// Whom it is for, as a note in the list.
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    #[command(flatten)]
    pub(crate) place: Place,
}

/// The commands for posts.
#[derive(clap::Args)]
pub(crate) struct Posts {
    #[command(subcommand)]
    pub(crate) command: PostCommand,
}

#[derive(Subcommand)]
pub(crate) enum PostCommand {
    /// Remove a post: it becomes its owner's alone, who sees why.
    #[command(after_help = examples::POST_REMOVE)]
    Remove(RemovePost),
    /// Publish a removed post again, as its owner has left it.
    #[command(after_help = examples::POST_RESTORE)]
    Restore(Numbered),
}

#[derive(clap::Args)]
pub(crate) struct RemovePost {
    /// The post's id.
    pub(crate) id: i32,
    /// Why, for its owner and the log.
    #[arg(long, value_name = "TEXT")]
    pub(crate) reason: String,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(clap::Args)]
pub(crate) struct Numbered {
    /// The id.
    pub(crate) id: i32,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(clap::Args)]
pub(crate) struct Page {
    /// List those before this id.
    #[arg(long, value_name = "ID")]
    pub(crate) before: Option<i32>,
    /// The most that are listed, 1 to 1000.
    #[arg(long, value_name = "NUMBER", default_value_t = 50, value_parser = clap::value_parser!(i64).range(1..=1000))]
    pub(crate) limit: i64,
    #[command(flatten)]
    pub(crate) place: Place,
}

impl InviteCommand {
    /// Returns the database that the command is for.
    pub(crate) fn place(&self) -> &Place {
        match self {
            Self::Create(CreateInvite { place, .. })
            | Self::List(Page { place, .. })
            | Self::Revoke(Numbered { place, .. }) => place,
        }
    }
}

impl PostCommand {
    /// Returns the database that the command is for.
    pub(crate) fn place(&self) -> &Place {
        match self {
            Self::Remove(RemovePost { place, .. }) | Self::Restore(Numbered { place, .. }) => place,
        }
    }
}
