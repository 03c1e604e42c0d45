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
}

impl From<hearth_api::Account> for AccountDetails {
    fn from(hearth_api::Account { email, created_at, phone_number, .. }: hearth_api::Account) -> Self {
        Self { email, created_at, phone_number }
    }
}

/// Reads one's own account, where the server lets people look after it.
#[tauri::command]
pub(crate) async fn account(state: State<'_, AppState>) -> Result<AccountDetails> {
    let session = state.session()?;
    match session.client.me().await {
        Ok(account) => Ok(account.into()),
        Err(error) => Err(state.failed(&session, error).await),
    }
}

/// Sets or removes the phone number of the account.
#[tauri::command]
pub(crate) async fn set_phone_number(state: State<'_, AppState>, number: Option<String>) -> Result<AccountDetails> {
    let session = state.session()?;
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
pub(crate) async fn change_password(state: State<'_, AppState>, current: String, new: String) -> Result<()> {
    let session = state.session()?;
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
    password: String,
) -> Result<()> {
    let session = state.session()?;
    state.suspend(&session);
    if let Err(error) = session.client.delete_account(&PasswordConfirmation { password }).await {
        state.resume(session.clone());
        return Err(refused(&state, &session, error, "password").await);
    }
    drafts.clear(session.server.clone(), session.account.id).await?;
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
