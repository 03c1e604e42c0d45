//! Detects duplicates after a lost response, at servers without idempotency keys: the post is looked for among the
//! author's own.

use chrono::{DateTime, TimeDelta, Utc};
use hearth_api::{CreatePost, Post};
use hearth_client::{FeedQuery, Result, View};

use super::{Outbox, Session};

const PAGE: usize = 100;
const PAGES_MAX: usize = 50;

/// Tolerance between the server's clock and ours: the post may seem to be made so much earlier than the attempt.
const CLOCKS_APART: TimeDelta = TimeDelta::days(1);

/// Finds the post that an earlier attempt has made, if it has.
pub(super) async fn find_duplicate(
    session: &Session,
    wanted: &CreatePost,
    tried: DateTime<Utc>,
) -> Result<Option<Post>> {
    let query =
        FeedQuery { view: View::New, search: plain_part(&wanted.title).to_owned(), limit: PAGE, in_texts: false };
    let mut next = None;
    for _ in 0..PAGES_MAX {
        let page = session.client.feed(&query, next.as_ref()).await?;
        let mut posts = page.posts.into_iter().map(|entry| entry.post);
        if let Some(post) = posts.find(|post| is_it(post, wanted, tried, session.account.id, &session.outbox)) {
            return Ok(Some(post));
        }
        next = page.next;
        if next.is_none() {
            break;
        }
    }
    Ok(None)
}

fn is_it(post: &Post, wanted: &CreatePost, tried: DateTime<Utc>, author: i32, outbox: &Outbox) -> bool {
    post.owner.id == author
        && post.title == wanted.title
        && post.content == wanted.content
        && post.published == wanted.published
        && post.created_at > tried - CLOCKS_APART
        // The same was written twice.
        && !outbox.has_sent(post.id)
}

/// The longest part of a title that means the same in a pattern of SQL, which some deployments make of a search.
fn plain_part(title: &str) -> &str {
    title.split(['\\', '%', '_']).max_by_key(|part| part.len()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_has_no_signs_of_a_pattern() {
        for (title, part) in [("Bread", "Bread"), ("100 % of C:\\temp", " of C:"), ("%", ""), ("", "")] {
            assert_eq!(plain_part(title), part);
        }
    }
}
