//! Writes an export, or reads one.

use std::{
    fs::File,
    io::{BufReader, BufWriter, Write as _},
    path::Path,
};

use hearth_backup::Cancel;
use hearth_server::transfer::{self, Accounts, Transferred};

use super::{meter::Meter, number, say, until_cancelled};
use crate::{
    args,
    database::{Absent, Choice, choose, connect, leave_out_session_options, open},
    result::Result,
};

/// Writes people, posts and votes into a file.
pub(crate) fn export(options: &args::Export) -> Result<()> {
    let choice = choose(&options.place)?;
    leave_out_session_options(&choice)?;
    let file = &options.file;
    if !options.force && file.exists() {
        return Err(hearth_backup::Error::Exists(file.clone()).into());
    }
    let written = until_cancelled(|cancel| write(options, choice, cancel))?;
    say(&format!("{} holds {}.", file.display(), words(written)));
    Ok(())
}

/// Reads people, posts and votes from a file.
pub(crate) fn import(options: &args::Import) -> Result<()> {
    let choice = choose(&options.place)?;
    leave_out_session_options(&choice)?;
    let unreadable = |error| format!("{} cannot be read: {error}.", options.file.display());
    let file = File::open(&options.file).map_err(unreadable)?;
    let read = until_cancelled(|cancel| read(options, file, choice, cancel))?;
    say(&format!("{} were imported.", words(read)));
    Ok(())
}

async fn write(options: &args::Export, choice: Choice, cancel: Cancel) -> Result<Transferred> {
    let opened = open(choice, Absent::Refuse).await?;
    let done = async {
        connect(opened.options.clone()).await?;
        let dir = options.file.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let failed = |error: std::io::Error| format!("{} cannot be written: {error}.", options.file.display());
        // Private, and under another name until it is complete.
        let partial = tempfile::Builder::new().prefix(".hearth-export-").tempfile_in(dir).map_err(failed)?;
        let mut file = BufWriter::new(partial);
        let meter = Meter::new();
        let told = move |so_far: Transferred| meter.line("Exporting", &words(so_far));
        let written =
            unless_cancelled(&cancel, transfer::export(&opened.options, options.with_passwords, &mut file, &told));
        let written = written.await?;
        file.flush().map_err(failed)?;
        let partial = file.into_inner().map_err(|error| failed(error.into_error()))?;
        partial.as_file().sync_all().map_err(failed)?;
        let kept =
            if options.force { partial.persist(&options.file) } else { partial.persist_noclobber(&options.file) };
        kept.map_err(|error| failed(error.error))?;
        Ok(written)
    };
    let done: Result<_> = Box::pin(done).await;
    opened.close().await?;
    done
}

async fn read(options: &args::Import, file: File, choice: Choice, cancel: Cancel) -> Result<Transferred> {
    let opened = open(choice, Absent::Create).await?;
    let done = async {
        hearth_server::database::migrate(&opened.options).await?;
        let accounts = if options.match_accounts { Accounts::Match } else { Accounts::New };
        let meter = Meter::new();
        let told = move |so_far: Transferred| meter.line("Importing", &words(so_far));
        let mut file = BufReader::new(file);
        unless_cancelled(&cancel, transfer::import(&opened.options, accounts, &mut file, &told)).await
    };
    let done = Box::pin(done).await;
    opened.close().await?;
    done
}

async fn unless_cancelled<T, E: std::error::Error + 'static>(
    cancel: &Cancel,
    work: impl Future<Output = Result<T, E>>,
) -> Result<T> {
    tokio::select! {
        done = work => Ok(done?),
        () = cancel.cancelled() => Err(hearth_backup::Error::Cancelled.into()),
    }
}

fn words(so_far: Transferred) -> String {
    let count = |count: u64, one, many| number(i64::try_from(count).unwrap_or(i64::MAX), one, many);
    format!(
        "{}, {} and {}",
        count(so_far.people, "person", "people"),
        count(so_far.posts, "post", "posts"),
        count(so_far.votes, "vote", "votes")
    )
}
