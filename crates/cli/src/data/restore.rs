//! Restores a backup, confirms a restore, or undoes it.

use std::path::Path;

use hearth_backup::{Cancel, Job, Key};
use hearth_server::{config, database::RowCounts};

use super::{meter::Meter, number, passphrase, say, until_cancelled};
use crate::{
    args,
    database::{Choice, choose, cluster_settings, leave_out_session_options, postgres_search},
    result::Result,
};

/// Does what the arguments ask for, and says what there is now.
pub(crate) fn run(options: &args::Restore) -> Result<()> {
    let choice = choose(&options.place)?;
    leave_out_session_options(&choice)?;
    match (&options.file, choice) {
        (Some(file), choice) => restore(options, file, choice),
        (None, Choice::Own(data_dir)) if options.confirm => {
            hearth_backup::confirm(&cluster_settings(&data_dir))?;
            say("The earlier database was removed.");
            Ok(())
        }
        (None, Choice::Own(data_dir)) => {
            let settings = cluster_settings(&data_dir);
            until_cancelled(|_| async move { Ok(hearth_backup::undo(&settings).await?) })?;
            say("The earlier database is back, and the restored one was removed.");
            Ok(())
        }
        (None, Choice::External(_)) => {
            Err("An external database keeps no earlier one: a backup is restored into an empty \
                                            one alone. --confirm and --undo are for the server's own database."
                .into())
        }
    }
}

fn restore(options: &args::Restore, file: &Path, choice: Choice) -> Result<()> {
    let key = key(options, file)?;
    let own_dir = if let Choice::Own(data_dir) = &choice { Some(cluster_settings(data_dir).dir) } else { None };
    let rows = until_cancelled(|cancel| restore_into(options, file, choice, key, cancel))?;
    let sessions = if options.keep_sessions { "Sessions go on." } else { "Everybody is signed out." };
    let next = if own_dir.is_some_and(|dir| hearth_backup::keeps_earlier(&dir)) {
        " An earlier database is kept beside it: look whether all is as it should be, then run `hearth-server restore --confirm`, \
         which removes it, or `hearth-server restore --undo`, which puts it back."
    } else {
        ""
    };
    say(&format!(
        "The database holds {}, {} and {} now. {sessions}{next}",
        number(rows.people, "person", "people"),
        number(rows.posts, "post", "posts"),
        number(rows.votes, "vote", "votes"),
    ));
    Ok(())
}

async fn restore_into(
    options: &args::Restore,
    file: &Path,
    choice: Choice,
    key: Option<Key>,
    cancel: Cancel,
) -> Result<RowCounts> {
    let meter = Meter::new();
    let job = Job::new(cancel, move |progress| meter.show(progress));
    Ok(match choice {
        Choice::Own(data_dir) => {
            config::make_data_dir(&data_dir)?;
            let settings = cluster_settings(&data_dir);
            hearth_backup::restore_own(&settings, file, key, options.keep_sessions, &job).await?
        }
        Choice::External(target) => {
            let settings = postgres_search();
            hearth_backup::restore_external(&target, &settings, file, key, options.keep_sessions, &job).await?
        }
    })
}

/// Reads what opens the backup, where it is encrypted.
fn key(options: &args::Restore, file: &Path) -> Result<Option<Key>> {
    if let Some(file) = &options.identity {
        let text =
            std::fs::read_to_string(file).map_err(|error| format!("{} cannot be read: {error}.", file.display()))?;
        return Ok(Some(Key::identities(&text)?));
    }
    if let Some(file) = &options.passphrase_file {
        return Ok(Some(Key::Passphrase(passphrase::in_file(file)?)));
    }
    if hearth_backup::is_encrypted(file)? { Ok(Some(Key::Passphrase(passphrase::known()?))) } else { Ok(None) }
}
