//! Command of the export.

use tauri::{AppHandle, Manager, State};

use super::Result;
use crate::{
    accounts::AppState,
    sync::{self, ExportFormat},
};

/// Writes all of the account's data into a file in the folder of downloads, and answers where it is.
#[tauri::command]
pub(crate) async fn export_data(app: AppHandle, state: State<'_, AppState>, format: ExportFormat) -> Result<String> {
    let paths = app.path();
    let folder = paths.download_dir().or_else(|_| paths.home_dir()).unwrap_or_else(|_| state.data_dir().to_owned());
    let path = sync::export(&*state, &state.session()?, state.status().features, format, folder).await?;
    Ok(path.display().to_string())
}
