//! Reads a list of posts from its top, many at once.

use hearth_api::PostOut;
use hearth_client::{Client, Error, FeedQuery, View};

/// The number of posts of a page, the most that a server returns at once.
const PAGE: usize = 100;

/// Bounds how many pages are read: nobody has read so far.
const PAGES_MAX: usize = 50;

/// Reads the posts of a list, for as long as more of them are wanted. They are without their texts, which might be much, and
/// which nobody looks at.
pub(super) async fn read(
    client: &Client,
    view: View,
    wants_more: impl Fn(&[PostOut]) -> bool,
) -> Result<Vec<PostOut>, Error> {
    let query = FeedQuery { view, limit: PAGE, ..FeedQuery::default() };
    let (mut posts, mut next) = (Vec::new(), None);
    for _ in 0..PAGES_MAX {
        let page = client.feed(&query, next.as_ref()).await?;
        posts.extend(page.posts.into_iter().map(|mut entry| {
            entry.post.content = String::new();
            entry.post.title = String::new();
            entry
        }));
        next = page.next;
        if next.is_none() || !wants_more(&posts) {
            break;
        }
    }
    Ok(posts)
}
