//! Commands of the connection to servers, and of signing in.

use tauri::State;

use super::Result;
use crate::{
    accounts::AppState,
    model::{Consent, ServerCheck, ServerLocation, Status},
};

/// Reads the state of the app: the phase, the account, the connection and the preferences.
#[tauri::command]
pub(crate) async fn status(state: State<'_, AppState>) -> Result<Status> {
    Ok(state.status())
}

/// Chooses a server, and connects to it. `consent` is what a person has agreed to after an earlier attempt, which told what
/// can be agreed to.
#[tauri::command]
pub(crate) async fn choose_server(
    state: State<'_, AppState>,
    server: ServerLocation,
    consent: Option<Consent>,
) -> Result<()> {
    state.choose(server, consent).await
}

/// Goes to the choice of a server.
#[tauri::command]
pub(crate) async fn change_server(state: State<'_, AppState>) -> Result<()> {
    state.leave(false);
    Ok(())
}

/// Returns from the choice of a server, or from a sign-in form, to where one was before.
#[tauri::command]
pub(crate) async fn return_to_previous(state: State<'_, AppState>) -> Result<()> {
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

/// Keeps sessions in a file under this passphrase, where no keychain works.
#[tauri::command]
pub(crate) async fn protect_sessions(state: State<'_, AppState>, passphrase: String) -> Result<()> {
    state.protect_sessions(passphrase.into()).await
}

/// Opens the file with the sessions.
#[tauri::command]
pub(crate) async fn unlock_sessions(state: State<'_, AppState>, passphrase: String) -> Result<()> {
    state.unlock_sessions(passphrase.into()).await
}

/// Checks a server: what it supports, how it is reached and how fast it answers.
#[tauri::command]
pub(crate) async fn check_server(state: State<'_, AppState>, server: ServerLocation) -> Result<ServerCheck> {
    state.check_server(server).await
}

/// Creates an account at the server that is shown, and signs in to it.
#[tauri::command]
pub(crate) async fn sign_up(
    state: State<'_, AppState>,
    server: ServerLocation,
    email: String,
    password: String,
) -> Result<()> {
    state.sign_up(&server, email, password).await
}

/// Signs in to an account of the server that is shown.
#[tauri::command]
pub(crate) async fn sign_in(
    state: State<'_, AppState>,
    server: ServerLocation,
    email: String,
    password: String,
) -> Result<()> {
    state.sign_in(&server, email, password).await
}
