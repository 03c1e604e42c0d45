//! Commands of the account's sessions: where it is signed in.

use serde::Serialize;
use tauri::State;
use ts_rs::TS;

use super::Result;
use crate::{
    accounts::AppState,
    error::{CommandError, ErrorCode},
    i18n::text,
    model::AccountKey,
    sync::{ConnectionMonitor, Session},
};

/// Bounds how many sessions are shown, whatever a server sends.
const SESSIONS_MAX: usize = 200;

/// A session of the account, at this computer or elsewhere.
#[derive(Debug, Serialize, TS)]
pub(crate) struct AccountSession {
    id: String,
    /// RFC 3339.
    created_at: chrono::DateTime<chrono::Utc>,
    /// RFC 3339, to a minute or so.
    last_seen_at: chrono::DateTime<chrono::Utc>,
    /// What its app calls itself.
    device: Option<String>,
    /// The IP address that it was last used from.
    address: Option<String>,
    /// True for the session of this app.
    current: bool,
}

impl From<hearth_api::AccountSession> for AccountSession {
    fn from(session: hearth_api::AccountSession) -> Self {
        let hearth_api::AccountSession { id, created_at, last_seen_at, device, address, current } = session;
        Self { id, created_at, last_seen_at, device, address, current }
    }
}

/// Lists where the account is signed in.
#[tauri::command]
pub(crate) async fn sessions(state: State<'_, AppState>, account: AccountKey) -> Result<Vec<AccountSession>> {
    let session = state.session(&account)?;
    match session.client.sessions().await {
        Ok(sessions) => Ok(sessions.into_iter().take(SESSIONS_MAX).map(Into::into).collect()),
        Err(error) => Err(state.failed(&session, error).await),
    }
}

/// Ends a session of the account; one that has ended already is no error.
#[tauri::command]
pub(crate) async fn end_session(state: State<'_, AppState>, account: AccountKey, id: String) -> Result<()> {
    let session = state.session(&account)?;
    match session.client.end_session(&id).await {
        Err(error) if error.status() != Some(404) => Err(refused(&state, &session, error).await),
        _ => Ok(()),
    }
}

/// Ends all sessions of the account but that of this app.
#[tauri::command]
pub(crate) async fn end_other_sessions(state: State<'_, AppState>, account: AccountKey) -> Result<()> {
    let session = state.session(&account)?;
    match session.client.end_other_sessions().await {
        Ok(()) => Ok(()),
        Err(error) => Err(refused(&state, &session, error).await),
    }
}

async fn refused(state: &AppState, session: &Session, error: hearth_client::Error) -> CommandError {
    let mut error = state.failed(session, error).await;
    if error.code == ErrorCode::TooMany {
        error.message = text("error-too-often-unchanged");
    }
    error
}
