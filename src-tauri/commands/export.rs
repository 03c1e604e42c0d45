//! Commands of the export.

use std::path::{Path, PathBuf};

use parking_lot::Mutex;
use tauri::{AppHandle, Manager, State, WebviewWindow};

use super::Result;
use crate::{
    accounts::AppState,
    desktop::save_dialog,
    error::{CommandError, ErrorCode},
    i18n::text,
    model::AccountKey,
    sync::{self, ExportFormat},
};

/// The file of the last export: the one file that the window can have shown.
#[derive(Default)]
pub(crate) struct LastExport(Mutex<Option<PathBuf>>);

/// Asks where to, writes all of the account's data into that file, and answers where it is; null where there is none:
/// no file was chosen, or the export was cancelled.
#[tauri::command]
pub(crate) async fn export_data(
    window: WebviewWindow,
    state: State<'_, AppState>,
    last: State<'_, LastExport>,
    account: AccountKey,
    format: ExportFormat,
) -> Result<Option<String>> {
    let session = state.session(&account)?;
    let folder = suggested_folder(window.app_handle(), state.data_dir());
    let name = sync::suggested_name(format);
    let Some(path) = save_dialog::ask(&window, text("export-dialog"), folder, name).await else { return Ok(None) };
    let features = state.features(&session);
    if !sync::export(&*state, state.exports(), &session, features, format, path.clone()).await? {
        return Ok(None);
    }
    let shown = path.display().to_string();
    *last.0.lock() = Some(path);
    Ok(Some(shown))
}

fn suggested_folder(app: &AppHandle, data_dir: &Path) -> PathBuf {
    let paths = app.path();
    let folder = paths.download_dir().ok().filter(|folder| folder.is_dir());
    folder.or_else(|| paths.home_dir().ok()).unwrap_or_else(|| data_dir.to_owned())
}

/// Shows the file of the last export in the desktop's file manager; where that cannot select a file, its folder.
#[tauri::command]
pub(crate) async fn show_export(last: State<'_, LastExport>) -> Result<()> {
    let Some(path) = last.0.lock().clone() else { return Ok(()) };
    let shown = tokio::task::spawn_blocking(move || {
        tauri_plugin_opener::reveal_item_in_dir(&path).or_else(|error| {
            tracing::warn!(%error, "no file manager shows a file");
            tauri_plugin_opener::open_path(path.parent().unwrap_or(&path), None::<&str>)
        })
    });
    shown.await.map_err(std::io::Error::other)?.map_err(|error| {
        tracing::warn!(%error, "no program opens folders");
        CommandError::new(ErrorCode::Internal, text("error-no-file-manager"))
    })
}

/// Cancels the exports of an account that run.
#[expect(clippy::needless_pass_by_value, reason = "a command is given its state so")]
#[tauri::command]
pub(crate) fn cancel_export(state: State<'_, AppState>, account: AccountKey) {
    state.exports().cancel(&account);
}
