//! Replaces the key that signs sessions on a database of our own.

use std::{io::Write, path::Path};

use hearth_server::{SecretKeys, config::settings};

use crate::{database::data_dir, result::Result, serve::KEY_FILE};

/// Makes a new key in the data directory; the old one still verifies the sessions that it has signed.
pub(crate) fn run(named: Option<&Path>) -> Result<()> {
    if settings::SECRET_KEY.read().is_some() {
        return Err(
            "SECRET_KEY is set, and it signs sessions in the place of a key in the data directory. To replace \
                    it, set it to a new one, and HEARTH_PREVIOUS_SECRET_KEYS to the old one."
                .into(),
        );
    }
    let file = data_dir(named)?.join(KEY_FILE);
    SecretKeys::rotate(&file)?;
    // Nobody need read it.
    let _ = writeln!(
        std::io::stdout(),
        "There is a new key in {}. A server that runs takes it up at its next start. Sessions go on: the old key \
         verifies them from then on, for as long as a session lasts.",
        file.display()
    );
    Ok(())
}
