//! Commands of the connection and the session.

use tauri::State;

use super::Result;
use crate::{
    accounts::AppState,
    model::{ServerLocation, Status},
};

/// Reads the state of the app: the phase, the account, the connection and the preferences.
#[tauri::command]
pub(crate) async fn status(state: State<'_, AppState>) -> Result<Status> {
    Ok(state.status())
}

/// Chooses a server, and connects to it.
#[tauri::command]
pub(crate) async fn choose_server(state: State<'_, AppState>, server: ServerLocation) -> Result<()> {
    state.choose(server).await
}

/// Goes back to choosing a server.
#[tauri::command]
pub(crate) async fn change_server(state: State<'_, AppState>) -> Result<()> {
    state.leave();
    Ok(())
}

/// Returns from choosing a server to the one that was left.
#[tauri::command]
pub(crate) async fn return_to_previous_server(state: State<'_, AppState>) -> Result<()> {
    state.return_to_previous();
    Ok(())
}

/// Removes a server from those that were used last. Its saved session stays.
#[tauri::command]
pub(crate) async fn forget_server(state: State<'_, AppState>, address: String) -> Result<()> {
    state.forget_server(&address);
    Ok(())
}

/// Tries the failed start again.
#[tauri::command]
pub(crate) async fn retry(state: State<'_, AppState>) -> Result<()> {
    state.retry();
    Ok(())
}

/// Has the system ask for the password of the keychain.
#[tauri::command]
pub(crate) async fn unlock_keychain(state: State<'_, AppState>) -> Result<()> {
    state.unlock_keychain().await
}

/// Creates an account, and signs in to it.
#[tauri::command]
pub(crate) async fn sign_up(state: State<'_, AppState>, email: String, password: String) -> Result<()> {
    state.sign_up(email, password).await
}

/// Signs in to an account.
#[tauri::command]
pub(crate) async fn sign_in(state: State<'_, AppState>, email: String, password: String) -> Result<()> {
    state.sign_in(email, password).await
}

/// Signs out of the account.
#[tauri::command]
pub(crate) async fn sign_out(state: State<'_, AppState>) -> Result<()> {
    state.sign_out().await;
    Ok(())
}
