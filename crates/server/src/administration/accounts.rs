//! Looks up and helps people who have an account, for whoever administers the server. Whoever has its database may do so: no session
//! is asked for.

use hearth_api::PASSWORD_MAX_BYTES;

pub use crate::store::administration::Person;
use crate::{
    auth::{Passwords, UnfitPassword, check_new_password},
    config::Config,
    domain::EmailAddress,
    sqlstate::{self, Meaning},
    store::{Database, DatabaseError, accounts, administration},
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

/// What ending sessions has done.
#[derive(Debug)]
pub struct SessionsEnded {
    /// The account's address, as it is stored.
    pub email: String,
    /// The number of devices that were signed in. Tokens that no list has end, too.
    pub devices: i64,
}

/// Lists accounts behind an id, in the order of their ids, at most so many.
pub async fn list(db: &Database, after: i32, limit: i64) -> Result<Vec<Person>, AdministrationError> {
    Ok(administration::list(&db.lookups, after, limit).await?)
}

/// Finds accounts that have a text in the name or the address, in any case, in the order of their ids, at most so many.
pub async fn find(db: &Database, text: &str, limit: i64) -> Result<Vec<Person>, AdministrationError> {
    let length = text.chars().count();
    if length == 0 || length > SEARCHED_MAX || text.contains('\0') {
        return Err(AdministrationError::Search);
    }
    Ok(administration::find(&db.searches, text, limit).await?)
}

/// Gives the account of an address a new password, and ends its sessions. The password has to fit the server's settings.
pub async fn reset_password(
    db: &Database,
    config: &Config,
    email: &str,
    password: String,
) -> Result<SessionsEnded, AdministrationError> {
    let (id, email) = account(db, email).await?;
    check_new_password(&password, &email, config.password_min, config.common_passwords).map_err(
        |unfit| match unfit {
            UnfitPassword::Short => AdministrationError::ShortPassword(config.password_min),
            UnfitPassword::Long => AdministrationError::LongPassword,
            UnfitPassword::Common => AdministrationError::CommonPassword,
            UnfitPassword::OwnAddress => AdministrationError::AddressAsPassword,
        },
    )?;
    let passwords = Passwords::new(config.bcrypt_cost, db.lookups.clone());
    let hash = passwords.hash(password).await.map_err(|_| AdministrationError::Hash)?;
    end(db, id, email, Some(&hash)).await
}

/// Ends all sessions of the account of an address.
pub async fn end_sessions(db: &Database, email: &str) -> Result<SessionsEnded, AdministrationError> {
    let (id, email) = account(db, email).await?;
    end(db, id, email, None).await
}

async fn end(
    db: &Database,
    id: i32,
    email: String,
    new_password: Option<&str>,
) -> Result<SessionsEnded, AdministrationError> {
    match administration::end_sessions(&db.lookups, id, new_password).await? {
        Some(devices) => Ok(SessionsEnded { email, devices }),
        // Deleted this very moment.
        None => Err(AdministrationError::NoAccount(email)),
    }
}

/// Finds the account of an address as a login does; returns its id, and the address as it is stored.
async fn account(db: &Database, email: &str) -> Result<(i32, String), AdministrationError> {
    let missing = || AdministrationError::NoAccount(email.to_owned());
    if email.contains('\0') {
        return Err(missing());
    }
    let normal = EmailAddress::lookup_key(email);
    let found = accounts::find_credentials(&db.lookups, email, &normal).await?.ok_or_else(missing)?;
    let stored = administration::address(&db.lookups, found.id).await?.ok_or_else(missing)?;
    Ok((found.id, stored))
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
