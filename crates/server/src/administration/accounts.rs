//! Looks up and helps people who have an account.

use super::error::{AdministrationError, SEARCHED_MAX};
use crate::{
    auth::{Passwords, UnfitPassword, check_new_password},
    config::Config,
    domain::EmailAddress,
    store::{
        Database, accounts, administration,
        moderation::{self, Only, PeopleQuery, Person},
    },
};

/// What ending sessions has done.
#[derive(Debug)]
pub struct SessionsEnded {
    /// The account's address, as it is stored.
    pub email: String,
    /// The number of devices that were signed in. Tokens that no list has end, too.
    pub devices: i64,
}

/// Lists accounts behind an id, in the order of their ids, at most so many: all of them, or some.
pub async fn list(
    db: &Database,
    only: Option<Only>,
    after: i32,
    limit: i64,
) -> Result<Vec<Person>, AdministrationError> {
    Ok(moderation::people(&db.searches, PeopleQuery { text: "", only, after, limit }).await?)
}

/// Finds accounts that have a text in the name or the address, in any case, in the order of their ids, at most so many.
pub async fn find(db: &Database, text: &str, limit: i64) -> Result<Vec<Person>, AdministrationError> {
    let length = text.chars().count();
    if length == 0 || length > SEARCHED_MAX || text.contains('\0') {
        return Err(AdministrationError::Search);
    }
    Ok(moderation::people(&db.searches, PeopleQuery { text, only: None, after: i32::MIN, limit }).await?)
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
pub(super) async fn account(db: &Database, email: &str) -> Result<(i32, String), AdministrationError> {
    let missing = || AdministrationError::NoAccount(email.to_owned());
    if email.contains('\0') {
        return Err(missing());
    }
    let normal = EmailAddress::lookup_key(email);
    let found = accounts::find_credentials(&db.lookups, email, &normal).await?.ok_or_else(missing)?;
    let stored = administration::address(&db.lookups, found.id).await?.ok_or_else(missing)?;
    Ok((found.id, stored))
}
