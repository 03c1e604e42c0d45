//! Command that tells what the app is made of.

use serde::Serialize;
use tauri::State;
use ts_rs::TS;

use super::Result;
use crate::accounts::AppState;

/// The versions of the parts of the app, and its data directory.
#[derive(Debug, Serialize, TS)]
pub(crate) struct About {
    version: &'static str,
    tauri: &'static str,
    webview: String,
    data_dir: String,
}

/// Tells what the app is made of, and where it keeps things.
#[tauri::command]
pub(crate) async fn about(state: State<'_, AppState>) -> Result<About> {
    Ok(About {
        version: env!("CARGO_PKG_VERSION"),
        tauri: tauri::VERSION,
        webview: tauri::webview_version().unwrap_or_default(),
        data_dir: state.data_dir().display().to_string(),
    })
}
