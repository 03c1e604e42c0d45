//! Defines the error of an administrator's command.

use hearth_api::{PASSWORD_MAX_BYTES, REASON_MAX_CHARS};

use crate::{
    sqlstate::{self, Meaning},
    store::DatabaseError,
};

/// Bounds what is searched for, in characters: more is not compared.
pub const SEARCHED_MAX: usize = 300;

/// Error of an administrator's command.
#[derive(Debug, thiserror::Error)]
pub enum AdministrationError {
    /// An address that has no account, or that two differ from by case alone.
    #[error("There is no account with the address {0}. Look for it with `hearth-server user find`.")]
    NoAccount(String),
    /// An empty search, or one that is too long.
    #[error("A search has 1 to {SEARCHED_MAX} characters.")]
    Search,
    /// A password that is too short.
    #[error("The password is too short: it needs at least {0} characters. Nothing was changed.")]
    ShortPassword(usize),
    /// A password that is too long.
    #[error("The password is too long: it has room for {PASSWORD_MAX_BYTES} bytes. Nothing was changed.")]
    LongPassword,
    /// A password that guessers try first.
    #[error("The password is one of the most common ones, which guessers try first. Nothing was changed.")]
    CommonPassword,
    /// A password that is the account's own address.
    #[error("The password is the account's own address, or the name in it. Nothing was changed.")]
    AddressAsPassword,
    /// A password that cannot be hashed.
    #[error("The password could not be hashed. Nothing was changed; try again.")]
    Hash,
    /// An address whose account is an administrator's.
    #[error("{0} is an administrator. Take the role away first: `hearth-server user demote`. Nothing was changed.")]
    Administrator(String),
    /// The account of the last administrator.
    #[error("{0} is the last administrator. Promote somebody else first. Nothing was changed.")]
    LastAdministrator(String),
    /// An account that is suspended, or waits for approval.
    #[error("{0} is suspended, or waits for approval, and can have no role. Nothing was changed.")]
    Locked(String),
    /// An account that is not suspended.
    #[error("{0} is not suspended.")]
    NotSuspended(String),
    /// An account that does not wait for approval.
    #[error("{0} does not wait for approval.")]
    NotWaiting(String),
    /// A post that is not there, or not published.
    #[error("There is no published post {0}.")]
    NoPost(i32),
    /// A post that is not removed.
    #[error("The post {0} is not removed.")]
    NotRemoved(i32),
    /// An invite that is not there.
    #[error("There is no invite {0}. `hearth-server invite list` shows them.")]
    NoInvite(i32),
    /// A reason or a note that is empty, or too long.
    #[error("A reason or a note has 1 to {REASON_MAX_CHARS} characters. Nothing was changed.")]
    Reason,
    /// A code that could not be made.
    #[error("The operating system gave no random numbers. Nothing was changed; try again.")]
    Random,
    /// A database that takes no changes.
    #[error("The database takes no changes for now: it is read-only. Nothing was changed.")]
    ReadOnly,
    /// A database that did not answer while a change was made.
    #[error("The database did not answer in time, and it is not known whether this was saved. Do it again.")]
    OutcomeUnknown,
    /// A database that is away, or took too long.
    #[error("The database does not answer, or has too much to do. Try again in a moment.")]
    Unavailable,
    /// A database that cannot be used.
    #[error(transparent)]
    Database(DatabaseError),
}

impl From<sqlx::Error> for AdministrationError {
    fn from(error: sqlx::Error) -> Self {
        match sqlstate::meaning(&error) {
            Meaning::ReadOnly => Self::ReadOnly,
            Meaning::OutcomeUnknown => Self::OutcomeUnknown,
            Meaning::Unavailable => Self::Unavailable,
            _ => Self::Database(error.into()),
        }
    }
}
