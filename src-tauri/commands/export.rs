//! Command of the export.

use tauri::{AppHandle, Manager, State};

use super::Result;
use crate::{
    accounts::AppState,
    sync::{self, ExportFormat},
};

/// Writes all of the account's data into a file in the folder of downloads, and answers where it is; null where the export
/// was cancelled, and there is no file.
#[tauri::command]
pub(crate) async fn export_data(
    app: AppHandle,
    state: State<'_, AppState>,
    format: ExportFormat,
) -> Result<Option<String>> {
    let paths = app.path();
    let folder = paths.download_dir().or_else(|_| paths.home_dir()).unwrap_or_else(|_| state.data_dir().to_owned());
    let (session, features) = (state.session()?, state.status().features);
    let path = sync::export(&*state, state.exports(), &session, features, format, folder).await?;
    Ok(path.map(|path| path.display().to_string()))
}

/// Cancels the exports that run.
#[tauri::command]
pub(crate) fn cancel_export(state: State<'_, AppState>) {
    state.exports().cancel();
}
