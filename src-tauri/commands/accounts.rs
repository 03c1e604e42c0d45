//! Commands of the list of accounts.

use tauri::State;

use super::Result;
use crate::{
    accounts::AppState,
    model::{Accent, AccountKey},
};

/// Shows an account.
#[tauri::command]
pub(crate) async fn switch_account(state: State<'_, AppState>, key: AccountKey) -> Result<()> {
    state.switch(&key);
    Ok(())
}

/// Signs in to an account once more, before its session expires.
#[tauri::command]
pub(crate) async fn sign_in_again(state: State<'_, AppState>, key: AccountKey, password: String) -> Result<()> {
    state.sign_in_again(&key, password).await
}

/// Goes to the choice of a server for another account.
#[tauri::command]
pub(crate) async fn add_account(state: State<'_, AppState>) -> Result<()> {
    state.leave(true);
    Ok(())
}

/// Gives an account a name of its owner's, in this app alone; an empty one takes it away.
#[tauri::command]
pub(crate) async fn label_account(state: State<'_, AppState>, key: AccountKey, label: String) -> Result<()> {
    state.set_label(&key, &label);
    Ok(())
}

/// Gives an account a colour, in this app alone.
#[tauri::command]
pub(crate) async fn set_account_accent(state: State<'_, AppState>, key: AccountKey, accent: Accent) -> Result<()> {
    state.set_accent(&key, accent);
    Ok(())
}

/// Moves an account to a position in the list, counted from 0.
#[tauri::command]
pub(crate) async fn move_account(state: State<'_, AppState>, key: AccountKey, position: usize) -> Result<()> {
    state.move_account(&key, position);
    Ok(())
}

/// Signs out of an account, and removes it from the list.
#[tauri::command]
pub(crate) async fn sign_out(state: State<'_, AppState>, key: AccountKey) -> Result<()> {
    state.sign_out(&key).await;
    Ok(())
}

/// Signs out of all accounts.
#[tauri::command]
pub(crate) async fn sign_out_all(state: State<'_, AppState>) -> Result<()> {
    state.sign_out_all().await;
    Ok(())
}

/// Turns the server of this computer off, which stops its database, or on again.
#[tauri::command]
pub(crate) async fn turn_local_server(state: State<'_, AppState>, on: bool) -> Result<()> {
    state.turn_local(on).await;
    Ok(())
}
