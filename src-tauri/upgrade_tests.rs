//! Opens a data directory of version 0.1.0 with this one. `test-data/0.1.0` holds files that it wrote.

use std::{fs, path::Path};

use serde_json::Value;
use tempfile::TempDir;

use crate::{
    model::{ServerLocation, View},
    storage::{drafts::DraftStore, settings::SettingsStore},
    sync::{Cache, Outboxes},
};

const ACCOUNT: i32 = 1;

fn data_dir() -> TempDir {
    fn copy(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            let target = to.join(entry.file_name());
            if entry.path().is_dir() {
                copy(&entry.path(), &target);
            } else {
                fs::copy(entry.path(), target).unwrap();
            }
        }
    }
    let dir = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri/test-data/0.1.0"), dir.path());
    dir
}

#[test]
fn settings_are_read_and_written_as_before() {
    let dir = data_dir();
    let file = dir.path().join("settings.json");
    let before: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let store = SettingsStore::open(dir.path());
    let settings = store.get();
    assert_eq!(settings.server, Some(ServerLocation::Local));
    assert_eq!(settings.session.map(|session| session.account.email).as_deref(), Some("ada@example.com"));
    let accounts: Vec<_> =
        settings.accounts.iter().map(|saved| (&saved.server, saved.account.email.as_str())).collect();
    assert_eq!(accounts, [(&ServerLocation::Local, "ada@example.com")]);
    let positions = settings.reading_positions.positions(&ServerLocation::Local, ACCOUNT);
    let seen: Vec<_> = positions.iter().map(|position| (&position.view, position.post)).collect();
    assert_eq!(seen, [(&View::Mine, Some(46)), (&View::New, Some(34))]);

    // A change back and forth writes all of it.
    store.change(|settings| settings.address = "https://hearth.example/".to_owned());
    store.change(|settings| settings.address.clear());
    let mut after: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let accounts = after.as_object_mut().unwrap().remove("accounts").unwrap();
    assert_eq!(accounts[0]["account"], before["session"]["account"]);
    assert_eq!(after, before);
}

#[test]
fn outbox_is_read() {
    let dir = data_dir();
    let outbox = Outboxes::new(dir.path()).open(&ServerLocation::Local, ACCOUNT);
    let titles: Vec<_> = outbox.posts().into_iter().map(|post| post.title).collect();
    assert_eq!(titles, ["Post 198"]);
    assert!(outbox.has_sent(100));
}

#[test]
fn cache_is_read() {
    let dir = data_dir();
    let cache = Cache::open(dir.path(), &ServerLocation::Local, ACCOUNT);
    assert!(cache.features().unwrap().idempotency);
    assert_eq!(cache.post(1).unwrap().title, "Moth");
}

#[tokio::test]
async fn drafts_are_read() {
    let dir = data_dir();
    let owner = serde_json::json!({ "server": { "kind": "this_computer" }, "account": ACCOUNT });
    let drafts = DraftStore::new(dir.path()).load(serde_json::from_value(owner).unwrap()).await.unwrap();
    assert_eq!(serde_json::to_value(drafts).unwrap()[0]["title"], "Half a thought");
}
