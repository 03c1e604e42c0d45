//! What people do with their own account, where the server lets them.

use hearth_api::{PasswordChange, PasswordConfirmation};
use serde::Serialize;
use tauri::State;
use ts_rs::TS;

use crate::{
    error::{CommandError, ErrorCode},
    hearth::{Hearth, Session},
    messages::text,
    writing::Desk,
};

type Result<T> = std::result::Result<T, CommandError>;

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

#[tauri::command]
pub(crate) async fn account(hearth: State<'_, Hearth>) -> Result<AccountDetails> {
    match hearth.session()?.client.me().await {
        Ok(account) => Ok(account.into()),
        Err(error) => Err(hearth.failed(error).await),
    }
}

#[tauri::command]
pub(crate) async fn set_phone_number(hearth: State<'_, Hearth>, number: Option<String>) -> Result<AccountDetails> {
    match hearth.session()?.client.set_phone_number(number).await {
        Ok(account) => Ok(account.into()),
        Err(error) if error.status() == Some(422) => {
            Err(CommandError::field("phone_number", text("error-phone-number")))
        }
        Err(error) => Err(hearth.failed(error).await),
    }
}

#[tauri::command]
pub(crate) async fn change_password(hearth: State<'_, Hearth>, current: String, new: String) -> Result<()> {
    let session = hearth.session()?;
    // What follows the server's events would take the end of the old token for the end of the session.
    hearth.stop_following();
    let change = PasswordChange { current_password: current, new_password: new };
    match session.client.change_password(&change).await {
        Ok(token) => {
            hearth.renew(session, &token.access_token).await;
            Ok(())
        }
        Err(error) => {
            hearth.resume(session);
            Err(refused(&hearth, error, "current_password").await)
        }
    }
}

#[tauri::command]
pub(crate) async fn delete_account(hearth: State<'_, Hearth>, desk: State<'_, Desk>, password: String) -> Result<()> {
    let session = hearth.session()?;
    let place = hearth.status().place;
    hearth.stop_following();
    if let Err(error) = session.client.delete_account(&PasswordConfirmation { password }).await {
        hearth.resume(session);
        return Err(refused(&hearth, error, "password").await);
    }
    let Session { account, .. } = session;
    if let Some(place) = place {
        desk.clear(place, account.id).await?;
    }
    hearth.account_is_gone().await;
    Ok(())
}

/// A wrong password is said beside its field; the rest as everywhere.
async fn refused(hearth: &Hearth, error: hearth_client::Error, field: &str) -> CommandError {
    if error.status() == Some(403) {
        return CommandError::field(field, text("error-wrong-password"));
    }
    let mut error = hearth.failed(error).await;
    if error.code == ErrorCode::TooMany {
        error.message = text("error-too-often-unchanged");
    }
    error
}
