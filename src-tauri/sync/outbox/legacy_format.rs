//! Reads the outbox of earlier versions, which was one file.

use std::io::{self, ErrorKind};

use serde::Deserialize;

use super::{
    Entry,
    store::{Contents, FILE_MAX_BYTES, OutboxStore, Record},
};
use crate::storage::atomic_file::{read_up_to, remove};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Content {
    entries: Vec<Entry>,
    sent: Vec<i32>,
}

/// Takes over what an earlier version left. Its file goes when all of it is taken; until then each start goes on.
pub(super) fn take_over(store: &OutboxStore, contents: &mut Contents) -> io::Result<()> {
    let file = store.legacy_file();
    let content: Content = match read_up_to(&file, FILE_MAX_BYTES).and_then(|bytes| Ok(serde_json::from_slice(&bytes)?))
    {
        Ok(content) => content,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => {
            contents.quarantine(&file, &error);
            return Ok(());
        }
    };
    for post in content.sent {
        if contents.sent.values().all(|other| *other != post) {
            store.write(contents.free, &Record::Sent(post))?;
            contents.sent.insert(contents.free, post);
            contents.free += 1;
        }
    }
    for entry in content.entries {
        if contents.entries.values().all(|other| other.id != entry.id) {
            store.write(contents.free, &Record::Waiting(&entry))?;
            contents.entries.insert(contents.free, entry);
            contents.free += 1;
        }
    }
    remove(&file)
}
