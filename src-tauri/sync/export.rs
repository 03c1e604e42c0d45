//! Exports everything that an account has written to a file: JSON for programs, Markdown for people.

mod collect;
mod running;

use std::{
    io::{self, BufWriter, ErrorKind, Write},
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;
use ts_rs::TS;

use self::collect::{CollectError, ExportedPost, collect};
pub(crate) use self::running::Exports;
use super::{ConnectionMonitor, Session};
use crate::{
    error::{CommandError, ErrorCode},
    i18n::{Argument, Text, text, text_with},
    model::{Features, ServerLocation},
};

/// Bounds how many names are tried: nothing is ever overwritten.
const NAMES: u32 = 1000;

/// The format of an export.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ExportFormat {
    Json,
    Markdown,
}

#[derive(Serialize)]
struct Export {
    exported_at: DateTime<Utc>,
    #[serde(rename = "place")]
    server: Option<ServerLocation>,
    email: String,
    created_at: Option<DateTime<Utc>>,
    phone_number: Option<String>,
    posts: Vec<ExportedPost>,
}

/// Writes all of the account's data into a new file in a folder, and returns its path; none where the export was cancelled
/// before all of it was there.
pub(crate) async fn export(
    monitor: &impl ConnectionMonitor,
    exports: &Exports,
    session: &Session,
    features: Features,
    format: ExportFormat,
    folder: PathBuf,
) -> Result<Option<PathBuf>, CommandError> {
    let Some(gathered) = exports.run(gather(session, features)).await else { return Ok(None) };
    let export = match gathered {
        Ok(export) => export,
        Err(CollectError::Client(error)) => return Err(monitor.failed(session, error).await),
        Err(CollectError::Endless) => return Err(CommandError::new(ErrorCode::Server, text("error-export-endless"))),
        Err(CollectError::TooLarge) => {
            return Err(CommandError::new(ErrorCode::TooLarge, text("error-export-too-large")));
        }
    };
    let written = tokio::task::spawn_blocking(move || write_export(&folder, &export, format)).await;
    Ok(Some(written.map_err(io::Error::other)??))
}

async fn gather(session: &Session, features: Features) -> Result<Export, CollectError> {
    let posts = collect(&session.client, session.account.id, features).await?;
    let details = if features.account { Some(session.client.me().await?) } else { None };
    Ok(Export {
        exported_at: Utc::now(),
        server: Some(session.server.clone()),
        email: session.account.email.clone(),
        created_at: details.as_ref().map(|details| details.created_at),
        phone_number: details.and_then(|details| details.phone_number),
        posts,
    })
}

fn write_export(folder: &Path, export: &Export, format: ExportFormat) -> io::Result<PathBuf> {
    let stem = format!("hearth-{}", export.exported_at.format("%Y-%m-%d"));
    match format {
        ExportFormat::Json => write_new(folder, &stem, "json", |file| Ok(serde_json::to_writer_pretty(file, export)?)),
        ExportFormat::Markdown => write_new(folder, &stem, "md", |file| write_markdown(file, export)),
    }
}

fn write_markdown(to: &mut impl Write, export: &Export) -> io::Result<()> {
    writeln!(to, "# {}", text_with("export-heading", [("email", Argument::words(&export.email))]))?;
    for post in &export.posts {
        let title = post.title.replace(['\r', '\n'], " ");
        write!(to, "\n## {title}\n\n_{}_\n\n{}\n", state(post), post.content.trim_end())?;
    }
    Ok(())
}

/// Words the time and the state of a post: its votes, or that it is a draft.
fn state(post: &ExportedPost) -> Text {
    let time = ("time", Argument::words(post.created_at.format("%Y-%m-%d %H:%M UTC")));
    if post.published {
        text_with("export-published", [time, ("count", Argument::count(post.votes))])
    } else {
        text_with("export-draft", [time])
    }
}

/// Writes a file that was not there: `stem.json`, `stem-2.json`, … It is for its owner's eyes, and has its name only once it is
/// whole: half an export would pass for a whole one.
fn write_new(
    folder: &Path,
    stem: &str,
    extension: &str,
    write: impl FnOnce(&mut BufWriter<&mut NamedTempFile>) -> io::Result<()>,
) -> io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let mut staged = NamedTempFile::with_prefix_in(".hearth-export-", folder)?;
    let mut buffered = BufWriter::new(&mut staged);
    write(&mut buffered)?;
    buffered.flush()?;
    drop(buffered);
    staged.as_file().sync_all()?;
    for number in 1..=NAMES {
        let suffix = if number == 1 { String::new() } else { format!("-{number}") };
        let path = folder.join(format!("{stem}{suffix}.{extension}"));
        match staged.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(error) if error.error.kind() == ErrorKind::AlreadyExists => staged = error.file,
            Err(error) => return Err(error.error),
        }
    }
    Err(io::Error::from(ErrorKind::AlreadyExists))
}

#[cfg(test)]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt};

    use super::*;

    #[test]
    fn an_export_never_overwrites_another_and_is_private() {
        let dir = tempfile::tempdir().unwrap();
        let first = write_new(dir.path(), "hearth", "json", |file| file.write_all(b"1")).unwrap();
        let second = write_new(dir.path(), "hearth", "json", |file| file.write_all(b"2")).unwrap();
        assert_eq!(second, dir.path().join("hearth-2.json"));
        assert_eq!((fs::read(&first).unwrap(), fs::read(&second).unwrap()), (b"1".to_vec(), b"2".to_vec()));
        assert_eq!(fs::metadata(second).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn people_can_read_the_markdown() {
        let post = ExportedPost {
            id: 1,
            title: "Bread\nand butter".to_owned(),
            content: "Flour, **water**.\n\n".to_owned(),
            published: false,
            created_at: DateTime::UNIX_EPOCH,
            votes: 0,
        };
        let export = Export {
            exported_at: DateTime::UNIX_EPOCH,
            server: None,
            email: "ada@example.org".to_owned(),
            created_at: None,
            phone_number: None,
            posts: vec![post],
        };
        let mut written = Vec::new();
        write_markdown(&mut written, &export).unwrap();
        assert_eq!(
            String::from_utf8(written).unwrap(),
            "# Posts of ada@example.org\n\n## Bread and butter\n\n_1970-01-01 00:00 UTC, draft_\n\nFlour, **water**.\n"
        );
    }
}
