//! Tests pages of posts that are larger than any that we take: a page ends early, and its link goes on from there.

use std::collections::HashSet;

use hearth_api::PostOut;
use hearth_tests::{Api, Database, User};

use crate::{deployment::ALEMBIC, server_command};

/// Bounds the titles and contents of a page, in bytes, unless its first post alone has more.
const PAGE_MAX: usize = 8 << 20;

/// Posts of 3 MiB beside short ones, and one that is larger than a page; some of them are drafts.
const POSTS: &str = "
    INSERT INTO posts (title, content, published, owner_id, created_at)
    SELECT 'Large ' || n, repeat('ä', size / 2), n NOT IN (1, 4, 8), $1, now() - n % 5 * interval '7 hours'
    FROM unnest(ARRAY[
        3 << 20, 3 << 20, 10, 3 << 20, 9 << 20, 10, 10, 3 << 20, 10, 3 << 20
    ]) WITH ORDINALITY AS sizes (size, n)
";
const VOTES: &str = "INSERT INTO votes (user_id, post_id) SELECT $1, id FROM posts WHERE id % 3 = 0 AND published";

fn bytes(page: &[PostOut]) -> usize {
    page.iter().map(|entry| entry.post.title.len() + entry.post.content.len()).sum()
}

/// Reads all pages from `path` on.
async fn pages(api: &Api, token: &str, path: &str) -> Vec<Vec<PostOut>> {
    let (mut pages, mut next) = (Vec::new(), Some(path.to_owned()));
    while let Some(path) = next {
        let page = api.get(&path, Some(token)).await.expect(200);
        next = page.next_page();
        pages.push(serde_json::from_slice::<Vec<PostOut>>(&page.body).unwrap());
    }
    pages
}

fn ids<'a>(pages: impl IntoIterator<Item = &'a Vec<PostOut>>) -> Vec<i32> {
    pages.into_iter().flatten().map(|entry| entry.post.id).collect()
}

async fn large_posts(database: &Database, author: &User, voter: &User) {
    let mut connection = database.connect().await;
    sqlx::query(POSTS).bind(author.id).execute(&mut connection).await.unwrap();
    sqlx::query(VOTES).bind(voter.id).execute(&mut connection).await.unwrap();
}

#[tokio::test]
async fn a_page_of_large_posts_ends_early_and_leads_on() {
    let database = Database::start().await;
    database.execute(ALEMBIC).await;
    let server = server_command(&database).start().await;
    let (api, author, reader) = (server.api(), server.user().await, server.user().await);
    large_posts(&database, &author, &reader).await;
    let of_author = format!("/users/{}/posts?", author.id);
    for (list, posts) in [
        ("/posts/?", 7),
        ("/posts/?search=large&", 7),
        ("/posts/?q=large&", 7),
        ("/posts/?sort=top&", 7),
        ("/posts/?sort=hot&", 7),
        (of_author.as_str(), 7),
        ("/me/drafts?", 3),
    ] {
        let user = if posts == 3 { &author } else { &reader };
        // A page of one post ends nowhere early.
        let expected = ids(&pages(&api, &user.token, &format!("{list}limit=1")).await);
        assert_eq!(expected.iter().collect::<HashSet<_>>().len(), posts, "{list}");
        // Twice: the second time, pages that are small enough come out of the cache.
        let limits = if list == "/posts/?" { [100, 100].as_slice() } else { &[100] };
        for limit in limits.iter().copied() {
            let read = pages(&api, &user.token, &format!("{list}limit={limit}")).await;
            assert_eq!(ids(&read), expected, "{list}");
            assert!(read.len() > posts.div_ceil(limit), "{list}: no page has ended early");
            for (page, next) in read.iter().zip(&read[1..]) {
                assert!(bytes(page) <= PAGE_MAX || page.len() == 1, "{list}: {} bytes", bytes(page));
                let more = page.len() == limit || bytes(page) + bytes(&next[..1]) > PAGE_MAX;
                assert!(more, "{list}: a page ends too early");
            }
        }
        // Who counts posts is led on, too.
        let skipped = pages(&api, &user.token, &format!("{list}limit=100&skip=2")).await;
        assert_eq!(ids(&skipped), expected[2..], "{list}");
    }
    // The author's feed has the drafts among the others.
    let own = pages(&api, &author.token, "/posts/?limit=100").await;
    assert_eq!(ids(&own), ids(&pages(&api, &author.token, "/posts/?limit=1").await));
    assert_eq!(ids(&own).len(), 10);
}
