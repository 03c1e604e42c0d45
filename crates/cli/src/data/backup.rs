//! Backs a database up into a file, also while the server runs.

use hearth_backup::{Backup, BackupReport, Cancel, Check, Encryption, Job};

use super::{meter::Meter, number, passphrase, say, until_cancelled};
use crate::{
    args,
    database::{Absent, Choice, Opened, choose, cluster_settings, leave_out_session_options, open, postgres_search},
    result::Result,
};

/// Backs up the database that was chosen, and says what is in the backup.
pub(crate) fn run(options: &args::Backup) -> Result<()> {
    let choice = choose(&options.place)?;
    leave_out_session_options(&choice)?;
    let encryption = encryption(options)?;
    // Before a PostgreSQL is started for it.
    if !options.force && options.file.exists() {
        return Err(hearth_backup::Error::Exists(options.file.clone()).into());
    }
    let report = until_cancelled(|cancel| back_up(options, choice, encryption, cancel))?;
    let rows = &report.rows;
    let checked =
        if report.checked { "It was restored to check it, and all rows are there." } else { "It was not checked." };
    say(&format!(
        "{} holds {}, {} and {}, in {} KiB. {checked}",
        options.file.display(),
        number(rows.people, "person", "people"),
        number(rows.posts, "post", "posts"),
        number(rows.votes, "vote", "votes"),
        report.bytes.div_ceil(1024),
    ));
    Ok(())
}

async fn back_up(
    options: &args::Backup,
    choice: Choice,
    encryption: Encryption,
    cancel: Cancel,
) -> Result<BackupReport> {
    let data_dir = match &choice {
        Choice::Own(data_dir) => Some(data_dir.clone()),
        Choice::External(_) => None,
    };
    let opened: Opened = open(choice, Absent::Refuse).await?;
    let postgres = data_dir.as_deref().map_or_else(postgres_search, cluster_settings);
    let check = match (options.no_check, data_dir) {
        (true, _) => Check::None,
        (false, Some(_)) => Check::Beside(std::fs::canonicalize(&postgres.dir)?),
        (false, None) => Check::Temporary,
    };
    let what = Backup { file: options.file.clone(), overwrite: options.force, encryption, check, postgres };
    let meter = Meter::new();
    let job = Job::new(cancel, move |progress| meter.show(progress));
    let done = hearth_backup::backup(&opened.options, &what, &job).await;
    drop(job);
    opened.close().await?;
    Ok(done?)
}

fn encryption(options: &args::Backup) -> Result<Encryption> {
    let encryption = match (&options.recipient, &options.passphrase_file) {
        (Some(recipient), _) => Encryption::Recipient(recipient.clone()),
        (None, Some(file)) => Encryption::Passphrase(passphrase::in_file(file)?),
        (None, None) if options.passphrase => Encryption::Passphrase(passphrase::new()?),
        (None, None) => Encryption::None,
    };
    encryption.check()?;
    Ok(encryption)
}
