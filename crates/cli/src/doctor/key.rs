//! Examines the key that signs sessions on a database of the server's own.

use std::path::Path;

use hearth_server::{SecretKeys, config::settings};

use super::report::Finding;
use crate::serve::KEY_FILE;

const SUBJECT: &str = "key";

/// Examines the file of keys in a data directory.
pub(super) fn examine(dir: &Path, has_database: bool) -> Finding {
    let file = dir.join(KEY_FILE);
    let shown = file.display();
    if settings::SECRET_KEY.read().is_some() {
        return Finding::ok(SUBJECT, format!("SECRET_KEY signs sessions, in the place of {shown}."));
    }
    match SecretKeys::examine(&file) {
        // It says how to mend it.
        Err(error) => Finding::problem(SUBJECT, error),
        Ok(None) if has_database => Finding::warning(SUBJECT, format!("{shown} is missing: all sessions have ended."))
            .remedy("Put it back from a backup; or start the server, which makes a new one"),
        Ok(None) => Finding::ok(SUBJECT, format!("{shown} is not there yet. The first start makes it.")),
        Ok(Some(keys)) if keys.is_weak() => Finding::warning(
            SUBJECT,
            format!("A key in {shown} is short, or repeats a few characters: it can be guessed."),
        )
        .remedy("Remove the file, which ends all sessions; the next start makes a new one"),
        Ok(Some(_)) => Finding::ok(SUBJECT, format!("{shown} can be read, by nobody else, and is valid.")),
    }
}
