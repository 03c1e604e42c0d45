//! Reading: from the server, or what was kept where it is away.

use hearth_client::FeedQuery;

use super::{Cache, Question, cache::Page};
use crate::{
    error::{CommandError, ErrorCode},
    hearth::{Hearth, Session},
    messages::text,
    posts::{FeedPage, FeedPost},
};

type Result<T> = std::result::Result<T, CommandError>;

/// How many posts a page of the feed holds.
const PAGE: usize = 20;

/// A page of a view, with the votes that wait.
pub(crate) async fn read_page(hearth: &Hearth, session: &Session, page: Page) -> Result<FeedPage> {
    let wanted = page.clone();
    let kept = || cached(session, |cache| kept_page(cache, &wanted));
    let mut found = or_kept(hearth, fresh_page(hearth, session, page), kept).await?;
    for post in &mut found.posts {
        with_waiting_vote(session, post);
    }
    Ok(found)
}

/// A post, with the vote that waits.
pub(crate) async fn read_post(hearth: &Hearth, session: &Session, id: i32) -> Result<FeedPost> {
    let kept = || cached(session, |cache| cache.post(id));
    let mut found = or_kept(hearth, fresh_post(hearth, session, id), kept).await?;
    with_waiting_vote(session, &mut found);
    Ok(found)
}

/// What the server says, unless it is away and something was kept.
async fn or_kept<T>(
    hearth: &Hearth,
    fresh: impl Future<Output = Result<T>>,
    kept: impl Fn() -> Option<T>,
) -> Result<T> {
    if hearth.is_offline()
        && let Some(kept) = kept()
    {
        return Ok(kept);
    }
    match fresh.await {
        Err(error) if error.code == ErrorCode::Unreachable => kept().ok_or(error),
        fresh => fresh,
    }
}

/// The disk is waited for here, and not where others are served.
fn cached<T>(session: &Session, read: impl FnOnce(&Cache) -> Option<T>) -> Option<T> {
    tokio::task::block_in_place(|| read(&session.cache))
}

fn kept_page(cache: &Cache, page: &Page) -> Option<FeedPage> {
    let searches = page.begin.is_none() && !page.search.is_empty();
    cache.page(page).or_else(|| searches.then(|| cache.search(&page.view, &page.search)).flatten())
}

async fn fresh_page(hearth: &Hearth, session: &Session, page: Page) -> Result<FeedPage> {
    let next = page.begin.as_deref().map(str::parse).transpose().map_err(CommandError::from)?;
    let view = page.view.for_reader(session.account.id);
    let query = FeedQuery { view, search: page.search.clone(), limit: PAGE };
    match session.client.feed(&query, next.as_ref()).await {
        Ok(answer) => {
            hearth.reached();
            let answer = FeedPage::new(answer, session.account.id);
            session.cache.keep(Question::Page(page), answer.clone());
            Ok(answer)
        }
        Err(error) if error.status() == Some(404) => {
            Err(CommandError::new(ErrorCode::NotFound, text("error-person-gone")))
        }
        Err(error) => Err(hearth.failed(error).await),
    }
}

async fn fresh_post(hearth: &Hearth, session: &Session, id: i32) -> Result<FeedPost> {
    match session.client.post(id).await {
        Ok(answer) => {
            hearth.reached();
            let answer = FeedPost::detailed(answer, session.account.id);
            session.cache.keep(Question::Post(id), answer.clone());
            Ok(answer)
        }
        Err(error) => Err(hearth.failed(error).await),
    }
}

fn with_waiting_vote(session: &Session, post: &mut FeedPost) {
    if let Some(up) = session.outbox.vote_on(post.id) {
        post.count_waiting_vote(up);
    }
}
