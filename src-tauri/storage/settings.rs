//! Keeps the settings between starts, in a file of the data directory.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use parking_lot::Mutex;
use serde::{Deserialize, Serialize};

use super::{
    atomic_file,
    reading_positions::ReadingPositions,
    saved_accounts::{SavedAccounts, SavedSession},
};
use crate::model::{Preferences, ServerLocation};

/// Bounds how many servers are offered again.
const RECENT_MAX: usize = 6;

/// Bounds for how many servers pictures are shown; one more replaces the oldest.
const PICTURES_MAX: usize = 100;
/// The longest file that is read, in bytes: 40 accounts with 50 positions each take a fraction of it.
const FILE_MAX_BYTES: u64 = 16 * 1024 * 1024;

/// The settings. A field that an older or newer version does not know is no error.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Settings {
    #[serde(rename = "place")]
    pub(crate) server: Option<ServerLocation>,
    /// The address of a server that was entered last.
    pub(crate) address: String,
    /// The addresses of the servers elsewhere that were used last, the newest first; at most [`RECENT_MAX`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) recent_servers: Vec<String>,
    /// The servers whose posts show their pictures without being asked; at most [`PICTURES_MAX`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) picture_servers: Vec<ServerLocation>,
    /// The fingerprints of the certificates that a person has trusted, by the addresses of their servers.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) trusted_certificates: BTreeMap<String, String>,
    /// The names of sessions that the keychain is still to forget.
    pub(crate) signed_out: Vec<String>,
    /// The names of sessions that no keychain has kept: they ended when the app exited.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) unkept: Vec<String>,
    /// The account that the window shows.
    pub(crate) session: Option<SavedSession>,
    #[serde(skip_serializing_if = "SavedAccounts::is_empty")]
    pub(crate) accounts: SavedAccounts,
    /// True where the server of this computer is turned off.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) local_off: bool,
    #[serde(rename = "readers")]
    pub(crate) reading_positions: ReadingPositions,
    #[serde(alias = "appearance", deserialize_with = "Preferences::remembered")]
    pub(crate) preferences: Preferences,
}

impl Settings {
    /// Takes over what earlier versions have kept elsewhere.
    pub(crate) fn completed(mut self) -> Self {
        self.accounts.complete(self.session.as_ref());
        self
    }

    /// The address of a server that was entered last.
    pub(crate) fn last_address(&self) -> String {
        match &self.server {
            Some(ServerLocation::Server { address }) if self.address.is_empty() => address.clone(),
            _ => self.address.clone(),
        }
    }

    /// Puts a server elsewhere before those that were used earlier.
    pub(crate) fn add_recent(&mut self, server: &ServerLocation) {
        let ServerLocation::Server { address } = server else { return };
        self.forget_recent(address);
        self.recent_servers.insert(0, address.clone());
        self.recent_servers.truncate(RECENT_MAX);
    }

    /// Offers a server no longer.
    pub(crate) fn forget_recent(&mut self, address: &str) {
        self.recent_servers.retain(|recent| recent != address);
    }

    /// Keeps which certificate a server is known by.
    pub(crate) fn trust_certificate(&mut self, address: &str, fingerprint: String) {
        self.trusted_certificates.insert(address.to_owned(), fingerprint);
    }

    /// Returns whether posts of a server show their pictures without being asked.
    pub(crate) fn shows_pictures(&self, server: &ServerLocation) -> bool {
        self.picture_servers.contains(server)
    }

    /// Lets posts of a server show their pictures without being asked, or no longer.
    pub(crate) fn set_shows_pictures(&mut self, server: &ServerLocation, on: bool) {
        self.picture_servers.retain(|other| other != server);
        if on {
            self.picture_servers.insert(0, server.clone());
            self.picture_servers.truncate(PICTURES_MAX);
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

/// The settings and their file. Cheap to clone.
#[derive(Clone)]
pub(crate) struct SettingsStore(Arc<Mutex<SettingsFile>>);

struct SettingsFile {
    path: PathBuf,
    settings: Settings,
}

impl SettingsStore {
    /// Reads the settings. A file that cannot be read is renamed, and the app begins as on its first start.
    pub(crate) fn open(data_dir: &Path) -> Self {
        let path = data_dir.join("settings.json");
        let settings: Settings = match atomic_file::read_up_to(&path, FILE_MAX_BYTES) {
            Ok(bytes) => serde_json::from_slice(&bytes).unwrap_or_else(|error| {
                atomic_file::quarantine(&path, &error);
                Settings::default()
            }),
            Err(error) if error.kind() == io::ErrorKind::FileTooLarge => {
                atomic_file::quarantine(&path, &error);
                Settings::default()
            }
            Err(error) => {
                if error.kind() != io::ErrorKind::NotFound {
                    tracing::error!(%error, "the settings cannot be read");
                }
                Settings::default()
            }
        };
        Self(Arc::new(Mutex::new(SettingsFile { path, settings: settings.completed() })))
    }

    /// The settings as they are now.
    pub(crate) fn get(&self) -> Settings {
        self.0.lock().settings.clone()
    }

    /// Changes the settings and writes them, if they differ. If the disk refuses, the change holds until the app exits.
    pub(crate) fn change(&self, change: impl FnOnce(&mut Settings)) {
        let mut file = self.0.lock();
        let mut settings = file.settings.clone();
        change(&mut settings);
        if settings == file.settings {
            return;
        }
        file.settings = settings;
        let written = serde_json::to_vec_pretty(&file.settings).map_err(io::Error::from);
        if let Err(error) = written.and_then(|bytes| atomic_file::replace(&file.path, &bytes)) {
            tracing::error!(%error, "the settings cannot be written");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::model::Theme;

    #[test]
    fn settings_are_kept_and_garbage_is_put_aside() {
        let dir = tempfile::tempdir().unwrap();
        let server = Some(ServerLocation::Server { address: "https://hearth.example/".to_owned() });
        SettingsStore::open(dir.path()).change(|settings| settings.server.clone_from(&server));
        assert_eq!(SettingsStore::open(dir.path()).get().server, server);

        fs::write(dir.path().join("settings.json"), r#"{"appearance":"dark","place":{"kind":"this_computer"}}"#)
            .unwrap();
        let earlier = SettingsStore::open(dir.path());
        assert_eq!(earlier.get().preferences, Preferences { theme: Theme::Dark, ..Preferences::default() });
        assert_eq!(earlier.get().server, Some(ServerLocation::Local));

        fs::write(dir.path().join("settings.json"), "{\"place\": 7").unwrap();
        assert_eq!(SettingsStore::open(dir.path()).get(), Settings::default());
        assert!(dir.path().join("settings.json.unreadable").exists());

        let huge = fs::File::create(dir.path().join("settings.json")).unwrap();
        huge.set_len(FILE_MAX_BYTES + 1).unwrap();
        assert_eq!(SettingsStore::open(dir.path()).get(), Settings::default());
        assert!(dir.path().join("settings.json.unreadable-2").exists());
    }

    #[test]
    fn the_one_account_of_earlier_versions_is_taken_over() {
        let dir = tempfile::tempdir().unwrap();
        let earlier = r#"{"place":{"kind":"this_computer"},
            "session":{"place":{"kind":"this_computer"},"account":{"id":7,"email":"ada@hearth.example"}}}"#;
        fs::write(dir.path().join("settings.json"), earlier).unwrap();
        let settings = SettingsStore::open(dir.path()).get();
        let ids: Vec<_> = settings.accounts.iter().map(|saved| saved.account.id).collect();
        assert_eq!((ids, settings.session.map(|session| session.account.id)), (vec![7], Some(7)));
    }

    #[test]
    fn recent_servers_are_bounded_and_the_newest_first() {
        let mut settings = Settings::default();
        settings.add_recent(&ServerLocation::Local);
        assert!(settings.recent_servers.is_empty());
        let server = |number: usize| ServerLocation::Server { address: format!("https://{number}.example/") };
        for number in [0, 1, 2, 3, 4, 5, 6, 7, 4] {
            settings.add_recent(&server(number));
        }
        let expected = [4, 7, 6, 5, 3, 2].map(|number| format!("https://{number}.example/"));
        assert_eq!(settings.recent_servers, expected);
        settings.forget_recent("https://7.example/");
        assert_eq!(settings.recent_servers.len(), RECENT_MAX - 1);
    }

    #[test]
    fn pictures_are_shown_for_each_server_by_itself() {
        let mut settings = Settings::default();
        let other = ServerLocation::Server { address: "https://a.example/".to_owned() };
        settings.set_shows_pictures(&other, true);
        assert!(settings.shows_pictures(&other) && !settings.shows_pictures(&ServerLocation::Local));
        settings.set_shows_pictures(&other, false);
        assert!(!settings.shows_pictures(&other));
    }
}
