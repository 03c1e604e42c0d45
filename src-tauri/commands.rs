//! What the window can ask for: each command hands over to the part that does it.

use hearth_api::{CreatePost, Vote};
use hearth_client::FeedQuery;
use serde::Deserialize;
use tauri::State;
use ts_rs::TS;

use crate::{
    error::{CommandError, ErrorCode},
    hearth::Hearth,
    links,
    log::LogTail,
    posts::{FeedPage, FeedPost, VoteOutcome},
    reading::{ReadingPlace, View},
    status::{Place, Status},
};

type Result<T> = std::result::Result<T, CommandError>;

/// How many posts a page of the feed holds.
const PAGE: usize = 20;

/// A post as it is written.
#[derive(Deserialize, TS)]
pub(crate) struct PostInput {
    title: String,
    content: String,
    published: bool,
}

impl From<PostInput> for CreatePost {
    fn from(PostInput { title, content, published }: PostInput) -> Self {
        Self { title, content, published }
    }
}

#[tauri::command]
pub(crate) async fn status(hearth: State<'_, Hearth>) -> Result<Status> {
    Ok(hearth.status())
}

#[tauri::command]
pub(crate) async fn choose_place(hearth: State<'_, Hearth>, place: Place) -> Result<()> {
    hearth.choose(place)
}

#[tauri::command]
pub(crate) async fn change_place(hearth: State<'_, Hearth>) -> Result<()> {
    hearth.leave();
    Ok(())
}

#[tauri::command]
pub(crate) async fn retry(hearth: State<'_, Hearth>) -> Result<()> {
    hearth.retry();
    Ok(())
}

#[tauri::command]
pub(crate) async fn log(hearth: State<'_, Hearth>) -> Result<LogTail> {
    Ok(LogTail::read(hearth.data_dir()))
}

#[tauri::command]
pub(crate) async fn sign_up(hearth: State<'_, Hearth>, email: String, password: String) -> Result<()> {
    hearth.sign_up(email, password).await
}

#[tauri::command]
pub(crate) async fn sign_in(hearth: State<'_, Hearth>, email: String, password: String) -> Result<()> {
    hearth.sign_in(email, password).await
}

#[tauri::command]
pub(crate) async fn sign_out(hearth: State<'_, Hearth>) -> Result<()> {
    hearth.sign_out().await;
    Ok(())
}

#[tauri::command]
pub(crate) async fn feed(
    hearth: State<'_, Hearth>,
    view: View,
    search: String,
    page: Option<String>,
) -> Result<FeedPage> {
    let session = hearth.session()?;
    let next = page.map(|page| page.parse()).transpose().map_err(CommandError::from)?;
    let query = FeedQuery { view: view.for_reader(session.account.id), search, limit: PAGE };
    match session.client.feed(&query, next.as_ref()).await {
        Ok(page) => Ok(FeedPage::new(page, session.account.id)),
        Err(error) if error.status() == Some(404) => {
            Err(CommandError::new(ErrorCode::NotFound, "This person's account is gone, and their posts with it."))
        }
        Err(error) => Err(hearth.failed(error).await),
    }
}

#[tauri::command]
pub(crate) async fn post(hearth: State<'_, Hearth>, id: i32) -> Result<FeedPost> {
    let session = hearth.session()?;
    match session.client.post(id).await {
        Ok(detail) => Ok(FeedPost::detailed(detail, session.account.id)),
        Err(error) => Err(hearth.failed(error).await),
    }
}

#[tauri::command]
pub(crate) async fn create_post(hearth: State<'_, Hearth>, post: PostInput) -> Result<FeedPost> {
    let session = hearth.session()?;
    match session.client.create_post(&post.into()).await {
        Ok(post) => Ok(FeedPost::written(post, session.account.id)),
        Err(error) => Err(hearth.failed(error).await),
    }
}

#[tauri::command]
pub(crate) async fn update_post(hearth: State<'_, Hearth>, id: i32, post: PostInput) -> Result<FeedPost> {
    let session = hearth.session()?;
    match session.client.update_post(id, &post.into()).await {
        Ok(post) => Ok(FeedPost::written(post, session.account.id)),
        Err(error) => Err(hearth.failed(error).await),
    }
}

#[tauri::command]
pub(crate) async fn delete_post(hearth: State<'_, Hearth>, id: i32) -> Result<()> {
    let session = hearth.session()?;
    match session.client.delete_post(id).await {
        Ok(()) => Ok(()),
        Err(error) => Err(hearth.failed(error).await),
    }
}

#[tauri::command]
pub(crate) async fn vote(hearth: State<'_, Hearth>, id: i32, up: bool) -> Result<VoteOutcome> {
    let session = hearth.session()?;
    match session.client.vote(Vote { post_id: id, dir: i64::from(up) }).await {
        Ok(_) => Ok(VoteOutcome { voted: up, changed: true }),
        Err(error) if up && error.status() == Some(409) => Ok(VoteOutcome { voted: true, changed: false }),
        // The post may be gone, or just the vote on it: only the server's words tell which.
        Err(hearth_client::Error::Refused { status: 404, detail, .. }) if !up && detail == "Vote does not exist" => {
            Ok(VoteOutcome { voted: false, changed: false })
        }
        Err(error) => Err(hearth.failed(error).await),
    }
}

#[tauri::command]
pub(crate) async fn open_link(url: String) -> Result<()> {
    links::open(&url)
}

#[tauri::command]
pub(crate) async fn remember(hearth: State<'_, Hearth>, reading: ReadingPlace) -> Result<()> {
    if !reading.offset.is_finite() {
        return Err(CommandError::new(ErrorCode::Invalid, "This is no place in the feed."));
    }
    hearth.remember(reading)
}

#[tauri::command]
pub(crate) async fn link_shown(hearth: State<'_, Hearth>) -> Result<()> {
    hearth.show_post(None);
    Ok(())
}
