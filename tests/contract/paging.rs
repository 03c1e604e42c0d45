//! Tests following `Link` through a feed, while everything in it changes and while nothing does.

use std::{
    sync::atomic::{AtomicBool, Ordering::Relaxed},
    time::Duration,
};

use futures_util::future::join_all;
use hearth_api::PostOut;
use hearth_tests::User;
use serde_json::json;
use sqlx::PgPool;

use crate::{TestContext, votes::vote};

crate::trials![pages_stay_complete_under_concurrent_writes, ranked_pages_yield_each_post_once,];

/// Five posts at each time, and of each five the author's first two and the reader's draft stand.
const STAGE: &str = "
    INSERT INTO posts (title, content, owner_id, published, created_at)
    SELECT format('Nuthatch & co. %s', n), '', CASE WHEN n % 5 = 2 THEN $2 ELSE $1 END, n % 5 <> 2,
           now() - n / 5 * interval '1 second'
    FROM generate_series(0, 119) n RETURNING id
";

async fn pages_stay_complete_under_concurrent_writes(context: TestContext) {
    let (author, reader, voter) = (context.user().await, context.user().await, context.user().await);
    let database = context.database().await;
    let ids = sqlx::query_scalar(STAGE).bind(author.id).bind(reader.id).fetch_all(&database).await.unwrap();
    let kind = |kind: usize| ids.iter().copied().skip(kind).step_by(5);
    let published: Vec<i32> = kind(0).chain(kind(1)).collect();
    let all: Vec<i32> = published.iter().copied().chain(kind(2)).collect();

    let over = AtomicBool::new(false);
    let walks = async {
        let search = "search=Nuthatch%20%26%20co.";
        join_all([
            walk(&context, &reader, format!("/posts/?limit=1&{search}"), &all),
            walk(&context, &reader, format!("/posts/?limit=3&{search}"), &all),
            walk(&context, &reader, format!("/posts/?limit=50&{search}"), &all),
            walk(&context, &reader, "/posts/?limit=7".to_owned(), &all),
            walk(&context, &voter, format!("/posts/?limit=4&{search}"), &published),
            walk(&context, &reader, format!("/users/{}/posts?limit=2", author.id), &published),
        ])
        .await;
        over.store(true, Relaxed);
    };
    tokio::join!(
        walks,
        post(&author, &over),
        delete(&author, kind(3).collect(), &over),
        hide_and_show(&context, &author, kind(4).collect(), &over),
        change_and_vote(&context, &author, &voter, &published, &over),
        tie(&database, author.id, &published, &over),
    );
}

/// Walks twice, because what is in the way of one may have come too late for the other.
async fn walk(context: &TestContext, reader: &User, path: String, standing: &[i32]) {
    for _ in 0..2 {
        walk_once(context, reader, &path, standing).await;
    }
}

async fn walk_once(context: &TestContext, reader: &User, path: &str, standing: &[i32]) {
    let posts = context.api.walk(path, &reader.token).await;
    let place = |entry: &PostOut| (entry.post.created_at, entry.post.id);
    assert!(posts.is_sorted_by(|one, next| place(one) > place(next)), "{path}: a post came twice, or out of order");
    let ids: Vec<_> = posts.iter().map(|entry| entry.post.id).collect();
    let skipped: Vec<_> = standing.iter().filter(|id| !ids.contains(id)).collect();
    assert!(skipped.is_empty(), "{path} skipped {skipped:?}");
}

async fn moment() {
    tokio::time::sleep(Duration::from_millis(5)).await;
}

async fn post(author: &User, over: &AtomicBool) {
    while !over.load(Relaxed) {
        author.post("Nuthatch & co. arrive late").await;
        moment().await;
    }
}

async fn delete(author: &User, doomed: Vec<i32>, over: &AtomicBool) {
    for id in doomed {
        author.client.delete_post(id).await.unwrap();
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    while !over.load(Relaxed) {
        let id = author.post("Nuthatch & co. leave early").await;
        author.client.delete_post(id).await.unwrap();
    }
}

async fn hide_and_show(context: &TestContext, author: &User, moody: Vec<i32>, over: &AtomicBool) {
    for turn in 0.. {
        for id in &moody {
            let post = json!({ "title": "Nuthatch & co., or not", "content": "", "published": turn % 2 == 1 });
            let _ = context.api.put(&format!("/posts/{id}"), Some(&author.token), &post).await.expect(200);
            if over.load(Relaxed) {
                return;
            }
        }
    }
}

async fn change_and_vote(context: &TestContext, author: &User, voter: &User, standing: &[i32], over: &AtomicBool) {
    for turn in 0.. {
        for id in standing {
            let post = json!({ "title": format!("Nuthatch & co. {turn}"), "content": "" });
            let _ = context.api.put(&format!("/posts/{id}"), Some(&author.token), &post).await.expect(200);
            let _ = vote(context, voter, *id, 1 - turn % 2).await.expect(201);
            if over.load(Relaxed) {
                return;
            }
        }
    }
}

/// Adds and removes posts of the very same time as others, before and behind every walk.
async fn tie(database: &PgPool, author: i32, standing: &[i32], over: &AtomicBool) {
    let tied = "INSERT INTO posts (title, content, owner_id, created_at)
                SELECT 'Nuthatch & co. tied', '', $1, created_at FROM posts WHERE id = ANY ($2) RETURNING id";
    while !over.load(Relaxed) {
        for some in standing.chunks(8) {
            let ids: Vec<i32> = sqlx::query_scalar(tied).bind(author).bind(some).fetch_all(database).await.unwrap();
            moment().await;
            sqlx::query("DELETE FROM posts WHERE id = ANY ($1)").bind(ids).execute(database).await.unwrap();
        }
    }
}

/// Few numbers of votes and few times, so that many are equal.
const RANKED: &str = "
    WITH voters AS (
        INSERT INTO users (email, password) SELECT format('wagtail-%s@example.com', n), '' FROM generate_series(1, 30) n
        RETURNING id
    ), written AS (
        INSERT INTO posts (title, content, owner_id, created_at)
        SELECT 'Wagtail', '', $1, now() - n % 4 * interval '9 hours' FROM generate_series(1, 60) n RETURNING id
    )
    SELECT array_agg(id) FROM voters
";
const RANKED_VOTES: &str = "
    INSERT INTO votes (user_id, post_id)
    SELECT voter, id FROM posts, unnest($1) WITH ORDINALITY AS voters (voter, place)
    WHERE title = 'Wagtail' AND place <= (ARRAY[0, 1, 2, 2, 12, 30, 3])[1 + id % 7]
";
const COUNTED: &str = "
    FROM posts LEFT JOIN (SELECT post_id, count(*) AS votes FROM votes GROUP BY post_id) c ON post_id = id
    WHERE title = 'Wagtail' ORDER BY
";

async fn ranked_pages_yield_each_post_once(context: TestContext) {
    let author = context.user().await;
    let database = context.database().await;
    let voters: Vec<i32> = sqlx::query_scalar(RANKED).bind(author.id).fetch_one(&database).await.unwrap();
    sqlx::query(RANKED_VOTES).bind(voters).execute(&database).await.unwrap();
    for (sort, order) in [
        ("top", "coalesce(votes, 0) DESC, id DESC"),
        ("hot", "log(greatest(votes, 1)::float8) + extract(epoch FROM created_at)::float8 / 45000 DESC, id DESC"),
    ] {
        let expected = sqlx::AssertSqlSafe(format!("SELECT id {COUNTED} {order}"));
        let expected: Vec<i32> = sqlx::query_scalar(expected).fetch_all(&database).await.unwrap();
        for limit in [1, 7, 60, 100] {
            let path = format!("/posts/?sort={sort}&limit={limit}&search=Wagtail");
            let walked = context.api.walk(&path, &author.token).await;
            assert_eq!(walked.iter().map(|entry| entry.post.id).collect::<Vec<_>>(), expected, "{path}");
        }
    }
}
