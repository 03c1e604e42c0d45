//! Earlier versions kept an outbox in one file.

use std::{
    fs,
    io::{self, ErrorKind},
};

use serde::Deserialize;

use super::{
    Entry,
    spool::{Found, Record, Spool},
};
use crate::files::remove;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Content {
    entries: Vec<Entry>,
    sent: Vec<i32>,
}

/// Takes over what an earlier version left. Its file goes when all of it is taken; until then each start goes on.
pub(super) fn take_over(spool: &Spool, found: &mut Found) -> io::Result<()> {
    let file = spool.earlier_file();
    let content: Content = match fs::read(&file).and_then(|bytes| Ok(serde_json::from_slice(&bytes)?)) {
        Ok(content) => content,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => {
            found.put_aside(&file, &error);
            return Ok(());
        }
    };
    for post in content.sent {
        if found.sent.values().all(|other| *other != post) {
            spool.write(found.free, &Record::Sent(post))?;
            found.sent.insert(found.free, post);
            found.free += 1;
        }
    }
    for entry in content.entries {
        if found.entries.values().all(|other| other.id != entry.id) {
            spool.write(found.free, &Record::Waiting(&entry))?;
            found.entries.insert(found.free, entry);
            found.free += 1;
        }
    }
    remove(&file)
}
