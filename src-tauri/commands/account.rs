//! Commands of one's own account: phone number, password, deletion.

use hearth_api::{PasswordChange, PasswordConfirmation};
use serde::Serialize;
use tauri::State;
use ts_rs::TS;

use super::Result;
use crate::{
    accounts::AppState,
    error::{CommandError, ErrorCode},
    i18n::text,
    model::AccountKey,
    storage::drafts::DraftStore,
    sync::{ConnectionMonitor, Session},
};

/// The account as its owner sees it.
#[derive(Debug, Serialize, TS)]
pub(crate) struct AccountDetails {
    email: String,
    /// RFC 3339.
    created_at: chrono::DateTime<chrono::Utc>,
    phone_number: Option<String>,
    display_name: Option<String>,
}

impl From<hearth_api::Account> for AccountDetails {
    fn from(account: hearth_api::Account) -> Self {
        let hearth_api::Account { email, created_at, phone_number, display_name, .. } = account;
        Self { email, created_at, phone_number, display_name }
    }
}

/// Reads one's own account, where the server lets people look after it.
#[tauri::command]
pub(crate) async fn account_details(state: State<'_, AppState>, account: AccountKey) -> Result<AccountDetails> {
    let session = state.session(&account)?;
    match session.client.me().await {
        Ok(account) => Ok(named(&state, &session, account)),
        Err(error) => Err(state.failed(&session, error).await),
    }
}

/// Shows the account by the name that it has now, perhaps since it was changed elsewhere.
fn named(state: &AppState, session: &Session, account: hearth_api::Account) -> AccountDetails {
    if account.display_name != session.account.display_name {
        state.rename(session, account.display_name.clone());
    }
    account.into()
}

/// Sets or removes the name that others see.
#[tauri::command]
pub(crate) async fn set_display_name(
    state: State<'_, AppState>,
    account: AccountKey,
    name: Option<String>,
) -> Result<AccountDetails> {
    let session = state.session(&account)?;
    match session.client.set_display_name(name).await {
        Ok(account) => Ok(named(&state, &session, account)),
        Err(error) if error.status() == Some(422) => {
            Err(CommandError::field("display_name", text("error-display-name")))
        }
        Err(error) => Err(state.failed(&session, error).await),
    }
}

/// Sets or removes the phone number of the account.
#[tauri::command]
pub(crate) async fn set_phone_number(
    state: State<'_, AppState>,
    account: AccountKey,
    number: Option<String>,
) -> Result<AccountDetails> {
    let session = state.session(&account)?;
    match session.client.set_phone_number(number).await {
        Ok(account) => Ok(account.into()),
        Err(error) if error.status() == Some(422) => {
            Err(CommandError::field("phone_number", text("error-phone-number")))
        }
        Err(error) => Err(state.failed(&session, error).await),
    }
}

/// Changes the password of the account, and goes on with the new session.
#[tauri::command]
pub(crate) async fn change_password(
    state: State<'_, AppState>,
    account: AccountKey,
    current: String,
    new: String,
) -> Result<()> {
    let session = state.session(&account)?;
    // What follows the server's events would take the end of the old token for the end of the session.
    state.suspend(&session);
    let change = PasswordChange { current_password: current, new_password: new };
    match session.client.change_password(&change).await {
        Ok(token) => {
            state.renew(session, &token.access_token).await;
            Ok(())
        }
        Err(error) => {
            state.resume(session.clone());
            Err(refused(&state, &session, error, "current_password").await)
        }
    }
}

/// Deletes the account, its session and its drafts.
#[tauri::command]
pub(crate) async fn delete_account(
    state: State<'_, AppState>,
    drafts: State<'_, DraftStore>,
    account: AccountKey,
    password: String,
) -> Result<()> {
    let session = state.session(&account)?;
    state.suspend(&session);
    if let Err(error) = session.client.delete_account(&PasswordConfirmation { password }).await {
        state.resume(session.clone());
        return Err(refused(&state, &session, error, "password").await);
    }
    drafts.clear(account).await?;
    state.account_is_gone(&session).await;
    Ok(())
}

/// A wrong password is said beside its field; the rest as everywhere.
async fn refused(state: &AppState, session: &Session, error: hearth_client::Error, field: &str) -> CommandError {
    if error.status() == Some(403) {
        return CommandError::field(field, text("error-wrong-password"));
    }
    let mut error = state.failed(session, error).await;
    if error.code == ErrorCode::TooMany {
        error.message = text("error-too-often-unchanged");
    }
    error
}
