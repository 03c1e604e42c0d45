//! Defines the arguments of the commands that move data out and in.

use std::path::PathBuf;

use super::place::Place;

#[derive(clap::Args)]
pub(crate) struct Backup {
    /// The file to write.
    pub(crate) file: PathBuf,
    /// Replace the file where it is there already.
    #[arg(long)]
    pub(crate) force: bool,
    /// Do not restore the backup into a PostgreSQL of its own to check it.
    #[arg(long)]
    pub(crate) no_check: bool,
    /// Encrypt it under a passphrase, which is asked for, or else is the first line of standard input.
    #[arg(long, conflicts_with_all = ["passphrase_file", "recipient"])]
    pub(crate) passphrase: bool,
    /// Encrypt it under the passphrase in the first line of this file.
    #[arg(long, value_name = "FILE", conflicts_with = "recipient")]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// Encrypt it for the owner of a key, by its public part, as `age-keygen` prints it: age1...
    #[arg(long, value_name = "RECIPIENT")]
    pub(crate) recipient: Option<String>,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(clap::Args)]
pub(crate) struct Restore {
    /// The backup: a file of `hearth-server backup`, or one of `pg_dump --format=custom`.
    #[arg(required_unless_present_any = ["confirm", "undo"], conflicts_with_all = ["confirm", "undo"])]
    pub(crate) file: Option<PathBuf>,
    /// Remove the database that was there before the last restore. It works while the server runs, too.
    #[arg(long, conflicts_with = "undo")]
    pub(crate) confirm: bool,
    /// Put the database back that was there before the last restore. What was written since is lost.
    #[arg(long)]
    pub(crate) undo: bool,
    /// Leave people signed in. Sessions that ended since the backup are then valid again.
    #[arg(long)]
    pub(crate) keep_sessions: bool,
    /// The backup is encrypted under the passphrase in the first line of this file. Without this it is asked for.
    #[arg(long, value_name = "FILE", conflicts_with = "identity")]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// The backup is encrypted for a key in this file of `age-keygen`.
    #[arg(long, value_name = "FILE")]
    pub(crate) identity: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(clap::Args)]
pub(crate) struct Export {
    /// The file to write.
    pub(crate) file: PathBuf,
    /// Replace the file where it is there already.
    #[arg(long)]
    pub(crate) force: bool,
    /// Write the hashes of passwords too, so that people sign in with the same ones. Keep the file secret.
    #[arg(long)]
    pub(crate) with_passwords: bool,
    #[command(flatten)]
    pub(crate) place: Place,
}

#[derive(clap::Args)]
pub(crate) struct Import {
    /// The file to read, as `hearth-server export` writes it.
    pub(crate) file: PathBuf,
    /// Give posts and votes of a person whose address has an account already to that account. It stays as it is.
    #[arg(long)]
    pub(crate) match_accounts: bool,
    #[command(flatten)]
    pub(crate) place: Place,
}
