//! Reads posts from the server, or from the cache where it is away.

use std::collections::HashMap;

use hearth_client::FeedQuery;

use super::{Cache, CacheKey, ConnectionMonitor, Page, Session};
use crate::{
    error::{CommandError, ErrorCode},
    i18n::text,
    model::{Account, FeedPage, FeedPost, VoteOutcome},
};

type Result<T> = std::result::Result<T, CommandError>;

/// The number of posts on a page of the feed.
const PAGE: usize = 20;

/// How often posts are asked for at most while votes on them are sent.
const ASKED_MAX: u32 = 3;

/// The number of people that a search lists.
const PEOPLE: usize = 5;

/// Reads a page of a view, and adds the votes that wait. `in_texts` tells whether the server can search texts.
pub(crate) async fn read_page(
    monitor: &impl ConnectionMonitor,
    session: &Session,
    page: Page,
    in_texts: bool,
) -> Result<FeedPage> {
    let page = &page;
    let kept = move || cached(session, |cache| kept_page(cache, page));
    let ask = move || or_kept(monitor, session, Box::pin(fresh_page(monitor, session, page.clone(), in_texts)), kept);
    counting_votes(session, ask, |page| &mut page.posts).await
}

/// Reads a page of a view from the cache, and adds the votes that wait.
pub(crate) fn read_cached_page(session: &Session, page: &Page) -> Option<FeedPage> {
    let mut found = cached(session, |cache| cache.page(page))?;
    with_waiting_votes(session, &HashMap::new(), &HashMap::new(), &mut found.posts);
    Some(found)
}

/// Reads a post, and adds the vote that waits.
pub(crate) async fn read_post(monitor: &impl ConnectionMonitor, session: &Session, id: i32) -> Result<FeedPost> {
    let kept = move || cached(session, |cache| cache.post(id));
    let ask = move || or_kept(monitor, session, Box::pin(fresh_post(monitor, session, id)), kept);
    counting_votes(session, ask, std::slice::from_mut).await
}

/// Returns the server's answer, or that of the cache where the server is away.
async fn or_kept<T>(
    monitor: &impl ConnectionMonitor,
    session: &Session,
    fresh: impl Future<Output = Result<T>>,
    kept: impl Fn() -> Option<T>,
) -> Result<T> {
    if monitor.is_offline(session)
        && let Some(kept) = kept()
    {
        return Ok(kept);
    }
    match fresh.await {
        Err(error) if error.code == ErrorCode::Unreachable => kept().ok_or(error),
        fresh => fresh,
    }
}

/// Reads the cache. The disk is waited for here, and not where others are served.
fn cached<T>(session: &Session, read: impl FnOnce(&Cache) -> Option<T>) -> Option<T> {
    tokio::task::block_in_place(|| read(&session.cache))
}

fn kept_page(cache: &Cache, page: &Page) -> Option<FeedPage> {
    let searches = page.begin.is_none() && !page.search.is_empty();
    cache.page(page).or_else(|| searches.then(|| cache.search(&page.view, &page.search)).flatten())
}

/// Searches people by name and address, on a server that can.
pub(crate) async fn search_people(
    monitor: &impl ConnectionMonitor,
    session: &Session,
    text: &str,
) -> Result<Vec<Account>> {
    match session.client.search_people(text, PEOPLE).await {
        Ok(people) => Ok(people.into_iter().map(Into::into).collect()),
        Err(error) => Err(monitor.failed(session, error).await),
    }
}

async fn fresh_page(
    monitor: &impl ConnectionMonitor,
    session: &Session,
    page: Page,
    in_texts: bool,
) -> Result<FeedPage> {
    let next = page.begin.as_deref().map(str::parse).transpose().map_err(CommandError::from)?;
    let view = page.view.for_reader(session.account.id);
    let in_texts = in_texts && !page.search.is_empty();
    let query = FeedQuery { view, search: page.search.clone(), limit: PAGE, in_texts };
    let asked = session.cache.now();
    match session.client.feed(&query, next.as_ref()).await {
        Ok(answer) => {
            monitor.reached(session);
            let answer = FeedPage::new(answer, session.account.id, in_texts);
            session.cache.keep(CacheKey::Page(page), asked, answer.clone());
            Ok(answer)
        }
        Err(error) if error.status() == Some(404) => {
            Err(CommandError::new(ErrorCode::NotFound, text("error-person-gone")))
        }
        Err(error) => Err(monitor.failed(session, error).await),
    }
}

async fn fresh_post(monitor: &impl ConnectionMonitor, session: &Session, id: i32) -> Result<FeedPost> {
    let asked = session.cache.now();
    match session.client.post(id).await {
        Ok(answer) => {
            monitor.reached(session);
            let answer = FeedPost::detailed(answer, session.account.id);
            session.cache.keep(CacheKey::Post(id), asked, answer.clone());
            Ok(answer)
        }
        Err(error) => Err(monitor.failed(session, error).await),
    }
}

/// Asks for posts, and adds the votes that wait. Where votes were sent meanwhile to a server that does not tell the reader's,
/// nobody knows whether its answer counts them; it is asked once more then.
async fn counting_votes<T, F: Future<Output = Result<T>>>(
    session: &Session,
    ask: impl Fn() -> F,
    posts: impl Fn(&mut T) -> &mut [FeedPost],
) -> Result<T> {
    let mut sent = HashMap::new();
    let mut asked = 0;
    loop {
        let waited = session.outbox.votes();
        let mut found = ask().await?;
        asked += 1;
        let unsent = session.outbox.unsent_votes();
        let is_unsure =
            |post: &FeedPost| post.voted.is_none() && waited.contains_key(&post.id) && !unsent.contains(&post.id);
        if asked == ASKED_MAX || !posts(&mut found).iter().any(is_unsure) {
            with_waiting_votes(session, &waited, &sent, posts(&mut found));
            return Ok(found);
        }
        sent.extend(waited);
    }
}

/// Adds the votes that wait, or waited when the posts were asked for: the answer may be from before they were cast. Those that
/// were sent before are counted in it.
fn with_waiting_votes(
    session: &Session,
    waited: &HashMap<i32, bool>,
    sent: &HashMap<i32, bool>,
    posts: &mut [FeedPost],
) {
    let waiting = session.outbox.votes();
    for post in posts {
        if let Some(&voted) = waiting.get(&post.id).or_else(|| waited.get(&post.id)) {
            post.count_vote(VoteOutcome { voted, changed: true });
        } else if let Some(&voted) = sent.get(&post.id).filter(|_| post.voted.is_none()) {
            post.count_vote(VoteOutcome { voted, changed: false });
        }
    }
}
