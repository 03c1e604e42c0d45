//! Exports everything that an account has written to a file: JSON for programs, Markdown for people.

use std::{fmt::Write as _, io, path::PathBuf};

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
    storage::atomic_file,
};

const PAGE: usize = 100;

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

/// Returns the name that the file of an export gets unless another is chosen.
pub(crate) fn suggested_name(format: ExportFormat) -> String {
    let extension = match format {
        ExportFormat::Json => "json",
        ExportFormat::Markdown => "md",
    };
    format!("hearth-{}.{extension}", Utc::now().format("%Y-%m-%d"))
}

/// Writes all of the account's data into a file. What was there is replaced once all is known, so that no half export passes
/// for a whole one. The file is for its owner's eyes.
pub(crate) async fn export(
    monitor: &impl ConnectionMonitor,
    session: &Session,
    features: Features,
    format: ExportFormat,
    path: PathBuf,
) -> Result<(), CommandError> {
    let export = match collect(session, features).await {
        Ok(export) => export,
        Err(error) => return Err(monitor.failed(session, error).await),
    };
    let text = match format {
        ExportFormat::Json => serde_json::to_string_pretty(&export).map_err(io::Error::from)?,
        ExportFormat::Markdown => markdown(&export),
    };
    let written = tokio::task::spawn_blocking(move || atomic_file::replace(&path, text.as_bytes())).await;
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
        assert_eq!(
            markdown(&export),
            "# Posts of ada@example.org\n\n## Bread and butter\n\n_1970-01-01 00:00 UTC, draft_\n\nFlour, **water**.\n"
        );
    }
}
