//! What the app remembers between starts, in a file of its data directory.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{
    files,
    preferences::Preferences,
    reading::Readers,
    status::{Account, Place},
};

/// What is remembered. A field that an older or newer version does not know is no error.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    pub(crate) place: Option<Place>,
    pub(crate) session: Option<SavedSession>,
    pub(crate) readers: Readers,
    #[serde(alias = "appearance", deserialize_with = "Preferences::remembered")]
    pub(crate) preferences: Preferences,
}

/// Who is signed in where; the token is in the keychain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct SavedSession {
    pub(crate) place: Place,
    pub(crate) account: Account,
}

/// The settings and their file.
pub(crate) struct SettingsFile {
    path: PathBuf,
    settings: Settings,
}

impl SettingsFile {
    /// Reads the settings. What cannot be read is put aside, and the app begins as on its first start.
    pub(crate) fn open(data_dir: &Path) -> Self {
        let path = data_dir.join("settings.json");
        let settings = match fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).unwrap_or_else(|error| {
                files::put_aside(&path, &error);
                Settings::default()
            }),
            Err(error) => {
                if error.kind() != io::ErrorKind::NotFound {
                    tracing::error!(%error, "the settings cannot be read");
                }
                Settings::default()
            }
        };
        Self { path, settings }
    }

    pub(crate) fn get(&self) -> &Settings {
        &self.settings
    }

    /// Changes the settings and writes them, if they are other than before. A disk that refuses costs the
    /// memory of the change, not the change.
    pub(crate) fn change(&mut self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.settings.clone();
        change(&mut settings);
        if settings == self.settings {
            return;
        }
        self.settings = settings;
        let written = serde_json::to_vec_pretty(&self.settings).map_err(io::Error::from);
        if let Err(error) = written.and_then(|bytes| files::replace(&self.path, &bytes)) {
            tracing::error!(%error, "the settings cannot be written");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preferences::Theme;

    #[test]
    fn settings_are_kept_and_garbage_is_put_aside() {
        let dir = tempfile::tempdir().unwrap();
        let place = Some(Place::Server { address: "https://hearth.example/".to_owned() });
        SettingsFile::open(dir.path()).change(|settings| settings.place.clone_from(&place));
        assert_eq!(SettingsFile::open(dir.path()).get().place, place);

        fs::write(dir.path().join("settings.json"), r#"{"appearance":"dark","place":{"kind":"this_computer"}}"#)
            .unwrap();
        let earlier = SettingsFile::open(dir.path());
        assert_eq!(earlier.get().preferences, Preferences { theme: Theme::Dark, ..Preferences::default() });
        assert_eq!(earlier.get().place, Some(Place::ThisComputer));

        fs::write(dir.path().join("settings.json"), "{\"place\": 7").unwrap();
        assert_eq!(SettingsFile::open(dir.path()).get(), &Settings::default());
        assert!(dir.path().join("settings.json.unreadable").exists());
    }
}
