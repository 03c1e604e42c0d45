//! Exports everything that an account has written to a file: JSON for programs, Markdown for people.

use std::{
    fmt::Write as _,
    fs::OpenOptions,
    io::{self, ErrorKind, Write as _},
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use hearth_api::PostOut;
use hearth_client::{FeedQuery, View};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{ConnectionMonitor, Session};
use crate::{
    error::CommandError,
    i18n::{Argument, Text, text_with},
    model::{Features, ServerLocation},
};

const PAGE: usize = 100;
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
    display_name: Option<String>,
    posts: Vec<ExportedPost>,
}

#[derive(Serialize)]
struct ExportedPost {
    id: i32,
    title: String,
    content: String,
    published: bool,
    created_at: DateTime<Utc>,
    votes: i64,
}

/// Writes all of the account's data into a new file in a folder, and returns its path.
pub(crate) async fn export(
    monitor: &impl ConnectionMonitor,
    session: &Session,
    features: Features,
    format: ExportFormat,
    folder: PathBuf,
) -> Result<PathBuf, CommandError> {
    let export = match collect(session, features).await {
        Ok(export) => export,
        Err(error) => return Err(monitor.failed(session, error).await),
    };
    let (text, extension) = match format {
        ExportFormat::Json => (serde_json::to_string_pretty(&export).map_err(io::Error::from)?, "json"),
        ExportFormat::Markdown => (markdown(&export), "md"),
    };
    let stem = format!("hearth-{}", export.exported_at.format("%Y-%m-%d"));
    let written = tokio::task::spawn_blocking(move || write_new(&folder, &stem, extension, text.as_bytes())).await;
    Ok(written.map_err(io::Error::other)??)
}

async fn collect(session: &Session, features: Features) -> hearth_client::Result<Export> {
    let me = session.account.id;
    let views: &[View] =
        if features.user_posts && features.drafts { &[View::Of(me), View::Drafts] } else { &[View::New] };
    let mut posts = Vec::new();
    for view in views {
        let query = FeedQuery { view: *view, limit: PAGE, ..FeedQuery::default() };
        let mut next = None;
        loop {
            let page = session.client.feed(&query, next.as_ref()).await?;
            posts.extend(page.posts.into_iter().filter(|entry| entry.post.owner.id == me).map(ExportedPost::from));
            next = page.next;
            if next.is_none() {
                break;
            }
        }
    }
    posts.sort_by_key(|post| post.id);
    posts.dedup_by_key(|post| post.id);
    let details = if features.account { Some(session.client.me().await?) } else { None };
    Ok(Export {
        exported_at: Utc::now(),
        server: Some(session.server.clone()),
        email: session.account.email.clone(),
        created_at: details.as_ref().map(|details| details.created_at),
        phone_number: details.as_ref().and_then(|details| details.phone_number.clone()),
        display_name: details.and_then(|details| details.display_name),
        posts,
    })
}

impl From<PostOut> for ExportedPost {
    fn from(PostOut { post, vote, .. }: PostOut) -> Self {
        let hearth_api::Post { id, title, content, published, created_at, .. } = post;
        Self { id, title, content, published, created_at, votes: vote }
    }
}

fn markdown(export: &Export) -> String {
    let mut written = format!("# {}\n", text_with("export-heading", [("email", Argument::words(&export.email))]));
    for post in &export.posts {
        let _ = write!(
            written,
            "\n## {}\n\n_{}_\n\n{}\n",
            post.title.replace(['\r', '\n'], " "),
            state(post),
            post.content.trim_end()
        );
    }
    written
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

/// Writes a file that was not there: `stem.json`, `stem-2.json`, … It is for its owner's eyes.
fn write_new(folder: &Path, stem: &str, extension: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    for number in 1..=NAMES {
        let suffix = if number == 1 { String::new() } else { format!("-{number}") };
        let path = folder.join(format!("{stem}{suffix}.{extension}"));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        match options.open(&path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
            Ok(mut file) => {
                let written = file.write_all(bytes).and_then(|()| file.sync_all());
                if written.is_err() {
                    // Half an export would pass for a whole one.
                    let _ = std::fs::remove_file(&path);
                }
                return written.map(|()| path);
            }
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
        let first = write_new(dir.path(), "hearth", "json", b"1").unwrap();
        let second = write_new(dir.path(), "hearth", "json", b"2").unwrap();
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
            display_name: None,
            posts: vec![post],
        };
        assert_eq!(
            markdown(&export),
            "# Posts of ada@example.org\n\n## Bread and butter\n\n_1970-01-01 00:00 UTC, draft_\n\nFlour, **water**.\n"
        );
    }
}
