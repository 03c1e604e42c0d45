//! Does at the command line what administrators and moderators do.

use hearth_api::{AccountState, AuditEntry, Invite, NewInvite, PasswordResetLink, REASON_MAX_CHARS, Role};

use super::{accounts::account, error::AdministrationError};
use crate::{
    auth::OneTimeCode,
    store::{
        Database, invites as store_invites,
        moderation::{self as store, Actor, RoleOutcome},
        password_resets,
    },
};

type Result<T, E = AdministrationError> = std::result::Result<T, E>;

const ACTOR: Actor = Actor::COMMAND_LINE;

/// Checks a text for people, and takes the spaces at its ends off.
fn text(text: &str) -> Result<&str> {
    let text = text.trim();
    let fits = !text.is_empty() && text.chars().count() <= REASON_MAX_CHARS && !text.contains('\0');
    fits.then_some(text).ok_or(AdministrationError::Reason)
}

/// Gives the account of an address a role, or takes the one that it has. Returns the address as it is stored.
pub async fn set_role(db: &Database, email: &str, role: Option<Role>) -> Result<String> {
    let (id, email) = account(db, email).await?;
    match store::set_role(&db.lookups, ACTOR, id, role).await? {
        RoleOutcome::Done(email) => Ok(email),
        RoleOutcome::Last => Err(AdministrationError::LastAdministrator(email)),
        RoleOutcome::Nobody => Err(AdministrationError::Locked(email)),
    }
}

/// Suspends the account of an address for so many days, or without an end. Returns the address as it is stored.
pub async fn suspend(db: &Database, email: &str, reason: &str, days: Option<i32>) -> Result<String> {
    let reason = text(reason)?;
    let (id, email) = account(db, email).await?;
    let suspended = store::suspend(&db.lookups, ACTOR, id, reason, days).await?;
    suspended.ok_or(AdministrationError::Administrator(email))
}

/// Ends the suspension of the account of an address. Returns the address as it is stored.
pub async fn unsuspend(db: &Database, email: &str) -> Result<String> {
    let (id, email) = account(db, email).await?;
    let lifted = store::lift(&db.lookups, ACTOR, id, AccountState::Suspended).await?;
    lifted.ok_or(AdministrationError::NotSuspended(email))
}

/// Approves the account of an address, which waits for that. Returns the address as it is stored.
pub async fn approve(db: &Database, email: &str) -> Result<String> {
    let (id, email) = account(db, email).await?;
    let lifted = store::lift(&db.lookups, ACTOR, id, AccountState::Waiting).await?;
    lifted.ok_or(AdministrationError::NotWaiting(email))
}

/// Removes the account of an address with all that is its. Returns the address as it was stored.
pub async fn remove(db: &Database, email: &str, reason: &str) -> Result<String> {
    let reason = text(reason)?;
    let (id, email) = account(db, email).await?;
    store::remove(&db.lookups, ACTOR, id, reason).await?.ok_or(AdministrationError::Administrator(email))
}

/// Removes a post: it becomes its owner's alone, who sees the reason. Returns its title.
pub async fn remove_post(db: &Database, id: i32, reason: &str) -> Result<String> {
    let reason = text(reason)?;
    store::remove_post(&db.lookups, ACTOR, id, reason).await?.ok_or(AdministrationError::NoPost(id))
}

/// Publishes a removed post again. Returns its title.
pub async fn restore_post(db: &Database, id: i32) -> Result<String> {
    store::restore_post(&db.lookups, ACTOR, id).await?.ok_or(AdministrationError::NotRemoved(id))
}

/// Makes an invite for so many accounts and days.
pub async fn create_invite(db: &Database, uses: i32, days: i32, note: Option<&str>) -> Result<NewInvite> {
    let note = note.map(text).transpose()?;
    let code = OneTimeCode::new().map_err(|_| AdministrationError::Random)?;
    let invite = store_invites::create(&db.lookups, ACTOR, &code.digest(), uses, days, note).await?;
    Ok(NewInvite { invite, code: code.into_string() })
}

/// Lists invites, the newest first, before the one of this number, at most so many.
pub async fn invites(db: &Database, before: i32, limit: i64) -> Result<Vec<Invite>> {
    Ok(store_invites::list(&db.lookups, before, limit).await?)
}

/// Revokes an invite.
pub async fn revoke_invite(db: &Database, id: i32) -> Result<()> {
    if store_invites::revoke(&db.lookups, ACTOR, id).await? { Ok(()) } else { Err(AdministrationError::NoInvite(id)) }
}

/// Makes a link with which whoever has it sets the password of an account anew, below the address of the server. Returns the address of
/// the account as it is stored, and the link.
pub async fn reset_link(db: &Database, base: &str, email: &str) -> Result<(String, PasswordResetLink)> {
    let (id, email) = account(db, email).await?;
    let code = OneTimeCode::new().map_err(|_| AdministrationError::Random)?;
    let created = password_resets::create(&db.lookups, Some(ACTOR), id, &code.digest()).await?;
    // Deleted this very moment.
    let expires_at = created.ok_or_else(|| AdministrationError::NoAccount(email.clone()))?;
    Ok((email, PasswordResetLink { link: code.into_link(base), expires_at }))
}

/// Lists what administrators and moderators did, the newest first, before the entry of this number, at most so many.
pub async fn audit_log(db: &Database, before: i64, limit: i64) -> Result<Vec<AuditEntry>> {
    Ok(store::entries(&db.lookups, before, limit).await?)
}
