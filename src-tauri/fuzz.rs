//! Properties of what parses files of the data directory, links and texts of others: each takes any input, and panics where
//! the property fails. Fuzz targets call them, and the tests on the inputs that are kept.
#![allow(clippy::missing_panics_doc, reason = "a property fails by panicking")]

#[cfg(test)]
#[path = "../fuzz/replay.rs"]
mod replay;

use std::{fs, path::PathBuf, sync::LazyLock};

use serde::{Serialize, de::DeserializeOwned};
use tempfile::TempDir;

use crate::{
    desktop::{checked_link, deep_link, excerpt::excerpt},
    model::{Destination, FeedPage, ServerLocation, VoteOutcome},
    storage::{
        drafts::StoredDraft,
        settings::{Settings, SettingsStore},
    },
    sync::Outboxes,
};

/// What is read of a file is written so that it is read again. Of what cannot be read, the file stays.
pub fn saved_files(input: &[u8]) {
    static FOLDER: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().expect("there is room"));
    let settings = assert_kept::<Settings>(input);
    assert_kept::<StoredDraft>(input);
    if let Some(mut page) = assert_kept::<FeedPage>(input) {
        for post in &mut page.posts {
            post.count_vote(VoteOutcome { voted: true, changed: true });
            post.count_vote(VoteOutcome { voted: false, changed: true });
        }
    }
    let folder = FOLDER.path();
    let file = folder.join("settings.json");
    fs::write(&file, input).expect("there is room");
    let opened = SettingsStore::open(folder).get();
    assert!(opened == settings.unwrap_or_default().completed());
    if !file.exists() {
        let aside = folder.join("settings.json.unreadable");
        assert_eq!(fs::read(&aside).expect("it was put aside"), input);
        fs::remove_file(aside).expect("it is there");
    }
}

/// Reads a value; what is written of it is read as the same.
fn assert_kept<T: Serialize + DeserializeOwned>(input: &[u8]) -> Option<T> {
    let value = serde_json::from_slice::<T>(input).ok()?;
    let written = serde_json::to_string(&value).expect("it can be written");
    let read: T = serde_json::from_str(&written).expect("it can be read again");
    assert_eq!(serde_json::to_string(&read).expect("it can be written"), written);
    Some(value)
}

/// An outbox is the same at each start, takes more whatever is in its files, and loses no file that cannot be read.
pub fn outbox(input: &[u8]) {
    static FOLDER: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().expect("there is room"));
    let folder = FOLDER.path().join("outbox/this-computer-1");
    for file in [folder.join("00000000000000000007.json"), FOLDER.path().join("outbox/this-computer-1.json")] {
        let _ = fs::remove_dir_all(FOLDER.path().join("outbox"));
        fs::create_dir_all(&folder).expect("there is room");
        fs::write(&file, input).expect("there is room");
        let open = || Outboxes::new(FOLDER.path()).open(&ServerLocation::Local, 1);
        let content = || {
            let mut contents = serde_json::to_value(open().waiting(usize::MAX)).expect("it can be shown");
            contents
                .as_object_mut()
                .expect("an object")
                .remove("unreadable")
                .and_then(|aside| aside.as_str().map(PathBuf::from))
                .map_or((contents.clone(), None), |aside| (contents, Some(aside)))
        };
        let (first, aside) = content();
        if aside.is_some() {
            let kept = fs::read(file.with_extension("json.unreadable")).expect("it was put aside");
            assert_eq!(kept, input);
        }
        assert_eq!(content(), (first, None));
        open().add_vote(i32::MAX, true).expect("there is room");
        assert_eq!(open().votes().get(&i32::MAX), Some(&true));
    }
}

/// A link leads to a post of a server, or to the web or mail; a title is one short line.
pub fn link(input: &[u8]) {
    let Ok(text) = str::from_utf8(input) else { return };
    if let Some(destination) = deep_link::post_at(text) {
        let Destination::Post { id, server } = &destination else { panic!("{text} leads elsewhere") };
        assert!(*id >= 0, "{text}");
        let again = match server {
            None => format!("hearth://post/{id}"),
            Some(ServerLocation::Local) => format!("hearth://post/{id}?server=this-computer"),
            Some(ServerLocation::Server { address }) => {
                let url = url::Url::parse_with_params("hearth://post/", [("server", address)]).expect("an address");
                format!("hearth://post/{id}?{}", url.query().expect("it has one"))
            }
        };
        assert_eq!(deep_link::post_at(&again), Some(destination), "{again}");
    }
    if let Ok(url) = checked_link::check(text) {
        assert!(matches!(url.scheme(), "http" | "https" | "mailto"), "{url}");
        let mut fields = url.query().unwrap_or_default().split('&').map(|field| field.split('=').next());
        let attaches = |name: &str| name.to_ascii_lowercase().starts_with("attach");
        assert!(url.scheme() != "mailto" || !fields.any(|name| name.is_some_and(attaches)), "{url}");
        assert_eq!(checked_link::check(url.as_str()).ok(), Some(url));
    }
    let line = excerpt(text);
    assert!(!line.is_empty() && line.chars().count() <= 121, "{line:?}");
    assert!(!line.contains(char::is_control) && !line.contains(['\u{202e}', '\u{2067}']), "{line:?}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kept_inputs_pass() {
        replay::replay("saved_files", saved_files);
        replay::replay("outbox", outbox);
        replay::replay("link", link);
    }
}
