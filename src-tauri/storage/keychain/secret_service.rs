//! The keychain of Linux desktops: the Secret Service over D-Bus. Each call connects anew, because a service that was
//! started again knows no earlier connection. Nothing here but [`unlock`] makes the system ask for a password.

use std::collections::HashMap;

use secrecy::SecretString;
use secret_service::{Collection, EncryptionType, Error, Item, SecretService};
use zeroize::Zeroizing;

use super::unavailable::{SERVICE, Unavailable};

/// The content type of the secrets, as earlier versions wrote them.
const CONTENT_TYPE: &str = "application/octet-stream";

type Result<T> = std::result::Result<T, Unavailable>;

/// The secret kept under a name.
pub(super) async fn read(name: &str) -> Result<Option<SecretString>> {
    let service = connect().await?;
    let Some(item) = find(&service, name).await? else { return Ok(None) };
    let secret = Zeroizing::new(item.get_secret().await?);
    // One that is broken is as good as none: its account signs in again, and replaces it.
    Ok(str::from_utf8(&secret).ok().filter(|secret| !secret.is_empty()).map(SecretString::from))
}

/// Keeps a secret under a name.
pub(super) async fn write(name: &str, secret: &str) -> Result<()> {
    let service = connect().await?;
    if let Some(item) = find(&service, name).await? {
        return Ok(item.set_secret(secret.as_bytes(), CONTENT_TYPE).await?);
    }
    let collection = open_collection(&service).await?;
    let label = format!("keyring:{name}@{SERVICE}");
    collection.create_item(&label, attributes(name), secret.as_bytes(), true, CONTENT_TYPE).await?;
    Ok(())
}

/// Forgets the secret kept under a name; that there is none is as good.
pub(super) async fn delete(name: &str) -> Result<()> {
    let service = connect().await?;
    match find(&service, name).await? {
        Some(item) => Ok(item.delete().await?),
        None => Ok(()),
    }
}

/// Checks that secrets can be read and written.
pub(super) async fn is_open() -> Result<()> {
    let service = connect().await?;
    open_collection(&service).await.map(drop)
}

/// Asks for the password of what is locked, by the system.
pub(super) async fn unlock() -> Result<()> {
    let service = connect().await?;
    let collection = service.get_default_collection().await?;
    match collection.unlock().await {
        Ok(()) if !collection.is_locked().await? => Ok(()),
        Ok(()) | Err(Error::Prompt) => Err(Unavailable::Locked),
        Err(error) => Err(error.into()),
    }
}

async fn connect() -> Result<SecretService<'static>> {
    Ok(SecretService::connect(EncryptionType::Dh).await?)
}

/// The item of a name. Where the collection for new ones is locked it may hold it without telling.
async fn find<'a>(service: &'a SecretService<'_>, name: &str) -> Result<Option<Item<'a>>> {
    let mut found = service.search_items(attributes(name)).await?;
    if let Some(item) = found.unlocked.pop() {
        return Ok(Some(item));
    }
    if !found.locked.is_empty() {
        return Err(Unavailable::Locked);
    }
    open_collection(service).await.map(|_| None)
}

/// The collection for new items, unless it is locked.
async fn open_collection<'a>(service: &'a SecretService<'_>) -> Result<Collection<'a>> {
    let collection = service.get_default_collection().await?;
    if collection.is_locked().await? { Err(Unavailable::Locked) } else { Ok(collection) }
}

fn attributes(name: &str) -> HashMap<&str, &str> {
    HashMap::from([("service", SERVICE), ("username", name)])
}

impl From<Error> for Unavailable {
    fn from(error: Error) -> Self {
        match error {
            Error::Locked | Error::Prompt => Self::Locked,
            error if is_named(&error, "IsLocked") => Self::Locked,
            error if is_named(&error, "NoReply") || is_named(&error, "TimedOut") => Self::Silent,
            error => Self::Missing(error.to_string()),
        }
    }
}

/// Returns whether an error is one of D-Bus whose name ends so.
fn is_named(error: &Error, end: &str) -> bool {
    matches!(error, Error::Zbus(zbus::Error::MethodError(name, ..)) if name.ends_with(end))
}
