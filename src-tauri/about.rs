//! What the app is.

use serde::Serialize;
use tauri::State;
use ts_rs::TS;

use crate::{error::CommandError, hearth::Hearth};

type Result<T> = std::result::Result<T, CommandError>;

/// What the app is made of, and where it keeps things.
#[derive(Debug, Serialize, TS)]
pub(crate) struct About {
    version: &'static str,
    tauri: &'static str,
    webview: String,
    data_dir: String,
}

#[tauri::command]
pub(crate) async fn about(hearth: State<'_, Hearth>) -> Result<About> {
    Ok(About {
        version: env!("CARGO_PKG_VERSION"),
        tauri: tauri::VERSION,
        webview: tauri::webview_version().unwrap_or_default(),
        data_dir: hearth.data_dir().display().to_string(),
    })
}
