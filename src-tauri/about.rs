//! What the app is, and how it looks.

use serde::{Deserialize, Serialize};
use tauri::{AppHandle, State, Theme};
use ts_rs::TS;

use crate::{error::CommandError, hearth::Hearth};

type Result<T> = std::result::Result<T, CommandError>;

/// Light, dark, or as the desktop is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Appearance {
    Light,
    Dark,
    #[default]
    System,
}

impl Appearance {
    pub(crate) fn theme(self) -> Option<Theme> {
        match self {
            Self::Light => Some(Theme::Light),
            Self::Dark => Some(Theme::Dark),
            Self::System => None,
        }
    }
}

/// What the app is made of, and where it keeps things.
#[derive(Debug, Serialize, TS)]
pub(crate) struct About {
    version: &'static str,
    tauri: &'static str,
    webview: String,
    data_dir: String,
    appearance: Appearance,
}

#[tauri::command]
pub(crate) async fn about(hearth: State<'_, Hearth>) -> Result<About> {
    Ok(About {
        version: env!("CARGO_PKG_VERSION"),
        tauri: tauri::VERSION,
        webview: tauri::webview_version().unwrap_or_default(),
        data_dir: hearth.data_dir().display().to_string(),
        appearance: hearth.appearance(),
    })
}

#[tauri::command]
pub(crate) async fn set_appearance(app: AppHandle, hearth: State<'_, Hearth>, appearance: Appearance) -> Result<()> {
    hearth.set_appearance(appearance);
    app.set_theme(appearance.theme());
    Ok(())
}
