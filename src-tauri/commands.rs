//! What the window can ask for: each command hands over to the part that does it.

use hearth_api::CreatePost;
use serde::{Deserialize, Serialize};
use tauri::State;
use ts_rs::TS;

use crate::{
    error::{CommandError, ErrorCode},
    hearth::Hearth,
    links,
    log::LogTail,
    messages::text,
    offline,
    posts::{FeedPage, FeedPost, VoteOutcome},
    reading::{ReadingPlace, View},
    status::{Place, Status},
    writing::Desk,
};

type Result<T> = std::result::Result<T, CommandError>;

/// A post as it is written.
#[derive(Clone, Serialize, Deserialize, TS)]
pub(crate) struct PostInput {
    pub(crate) title: String,
    pub(crate) content: String,
    pub(crate) published: bool,
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
    offline::read_page(&hearth, &hearth.session()?, offline::Page { view, search, begin: page }).await
}

#[tauri::command]
pub(crate) async fn post(hearth: State<'_, Hearth>, id: i32) -> Result<FeedPost> {
    offline::read_post(&hearth, &hearth.session()?, id).await
}

#[tauri::command]
pub(crate) async fn create_post(
    hearth: State<'_, Hearth>,
    desk: State<'_, Desk>,
    post: PostInput,
) -> Result<Option<FeedPost>> {
    offline::write(&hearth, &desk, &hearth.session()?, post).await
}

#[tauri::command]
pub(crate) async fn update_post(hearth: State<'_, Hearth>, id: i32, post: PostInput) -> Result<FeedPost> {
    let session = hearth.session()?;
    match session.client.update_post(id, &post.into()).await {
        Ok(post) => {
            let post = FeedPost::written(post, session.account.id);
            session.cache.amend(id, Some(post.clone()));
            Ok(post)
        }
        Err(error) => Err(hearth.failed(error).await),
    }
}

#[tauri::command]
pub(crate) async fn delete_post(hearth: State<'_, Hearth>, id: i32) -> Result<()> {
    let session = hearth.session()?;
    match session.client.delete_post(id).await {
        Ok(()) => {
            session.cache.amend(id, None);
            Ok(())
        }
        Err(error) => Err(hearth.failed(error).await),
    }
}

#[tauri::command]
pub(crate) async fn vote(hearth: State<'_, Hearth>, id: i32, up: bool) -> Result<VoteOutcome> {
    offline::vote(&hearth, &hearth.session()?, id, up).await
}

#[tauri::command]
pub(crate) async fn open_link(url: String) -> Result<()> {
    links::open(&url)
}

#[tauri::command]
pub(crate) async fn remember(hearth: State<'_, Hearth>, reading: ReadingPlace) -> Result<()> {
    if !reading.offset.is_finite() {
        return Err(CommandError::new(ErrorCode::Invalid, text("error-no-place-in-feed")));
    }
    hearth.remember(reading)
}

#[tauri::command]
pub(crate) async fn link_shown(hearth: State<'_, Hearth>) -> Result<()> {
    hearth.show(None);
    Ok(())
}
