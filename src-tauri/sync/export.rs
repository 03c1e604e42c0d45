//! Exports everything that an account has written to a file: JSON for programs, Markdown for people.

mod collect;
mod running;

use std::{
    io::{self, Write},
    path::PathBuf,
};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use self::collect::{CollectError, ExportedPost, collect};
pub(crate) use self::running::Exports;
use super::{ConnectionMonitor, Session};
use crate::{
    error::{CommandError, ErrorCode},
    i18n::{Argument, Text, text, text_with},
    model::{Features, ServerLocation},
    storage::atomic_file,
};

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

/// Returns the name that the file of an export gets unless another is chosen.
pub(crate) fn suggested_name(format: ExportFormat) -> String {
    let extension = match format {
        ExportFormat::Json => "json",
        ExportFormat::Markdown => "md",
    };
    format!("hearth-{}.{extension}", Utc::now().format("%Y-%m-%d"))
}

/// Writes all of the account's data into a file. What was there is replaced once all is known, so that no half export passes
/// for a whole one. The file is for its owner's eyes. Returns false where it was cancelled before all was known.
pub(crate) async fn export(
    monitor: &impl ConnectionMonitor,
    exports: &Exports,
    session: &Session,
    features: Features,
    format: ExportFormat,
    path: PathBuf,
) -> Result<bool, CommandError> {
    let Some(gathered) = exports.run(session.key(), gather(session, features)).await else { return Ok(false) };
    let export = match gathered {
        Ok(export) => export,
        Err(CollectError::Client(error)) => return Err(monitor.failed(session, error).await),
        Err(CollectError::Endless) => return Err(CommandError::new(ErrorCode::Server, text("error-export-endless"))),
        Err(CollectError::TooLarge) => {
            return Err(CommandError::new(ErrorCode::TooLarge, text("error-export-too-large")));
        }
    };
    let write = move || {
        atomic_file::replace_with(&path, |file| match format {
            ExportFormat::Json => Ok(serde_json::to_writer_pretty(file, &export)?),
            ExportFormat::Markdown => write_markdown(file, &export),
        })
    };
    tokio::task::spawn_blocking(write).await.map_err(io::Error::other)??;
    Ok(true)
}

async fn gather(session: &Session, features: Features) -> Result<Export, CollectError> {
    let posts = collect(&session.client, session.account.id, features).await?;
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

#[cfg(test)]
mod tests {
    use super::*;

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
        let mut written = Vec::new();
        write_markdown(&mut written, &export).unwrap();
        assert_eq!(
            String::from_utf8(written).unwrap(),
            "# Posts of ada@example.org\n\n## Bread and butter\n\n_1970-01-01 00:00 UTC, draft_\n\nFlour, **water**.\n"
        );
    }
}
