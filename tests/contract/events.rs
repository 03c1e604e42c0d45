//! Tests `GET /events`: what happens to posts, as it happens.

use std::time::Duration;

use hearth_client::{Event, Events};
use hearth_tests::{Answer, User, send};
use reqwest::Method;
use serde_json::json;
use tokio::time::timeout;

use crate::TestContext;

crate::trials![
    it_tells_what_happens_to_posts,
    anothers_draft_is_never_told,
    publishing_and_withdrawing_is_coming_and_going,
    what_happened_meanwhile_is_told_on_return,
    an_id_that_is_not_known_begins_afresh,
    who_deletes_an_account_takes_posts_and_votes_away,
    writes_of_other_programs_are_told,
    it_is_for_users_alone,
];

/// Watches somebody's events, from now on.
async fn watch(user: &User) -> Events {
    let mut events = user.client.events();
    assert_eq!(next(&mut events).await, Event::Reset);
    // The connection is made; it begins with now once its first block is here.
    let post = user.post("A beginning").await;
    loop {
        if matches!(next(&mut events).await, Event::Created(created) if created.post_id == post) {
            return events;
        }
    }
}

async fn next(events: &mut Events) -> Event {
    timeout(Duration::from_secs(20), events.next()).await.expect("an event comes").unwrap()
}

/// Waits for the next event about one of these posts: other trials write at the same time.
async fn next_about(events: &mut Events, posts: &[i32]) -> (&'static str, i32, Option<i64>) {
    loop {
        let (name, post) = match next(events).await {
            Event::Created(post) => ("created", post),
            Event::Changed(post) => ("changed", post),
            Event::Deleted(post) => ("deleted", post),
            Event::Voted(post) => ("voted", post),
            Event::Reset | Event::Away | Event::Back => panic!("nothing was missed"),
        };
        if posts.contains(&post.post_id) {
            return (name, post.post_id, post.vote);
        }
    }
}

async fn put(context: &TestContext, user: &User, post: i32, title: &str, published: bool) -> Answer {
    let body = json!({ "title": title, "content": "", "published": published });
    context.api.put(&format!("/posts/{post}"), Some(&user.token), &body).await
}

async fn it_tells_what_happens_to_posts(context: TestContext) {
    let (author, reader) = (context.user().await, context.user().await);
    let mut events = watch(&reader).await;
    let post = author.post("Woodcock").await;
    assert_eq!(next_about(&mut events, &[post]).await, ("created", post, None));
    for (dir, votes) in [(1, 1), (0, 0)] {
        let _ =
            context.api.post("/vote/", Some(&reader.token), &json!({ "post_id": post, "dir": dir })).await.expect(201);
        assert_eq!(next_about(&mut events, &[post]).await, ("voted", post, Some(votes)));
    }
    let _ = put(&context, &author, post, "Woodcock, again", true).await.expect(200);
    assert_eq!(next_about(&mut events, &[post]).await, ("changed", post, None));
    let _ = context.api.delete(&format!("/posts/{post}"), Some(&author.token)).await.expect(204);
    assert_eq!(next_about(&mut events, &[post]).await, ("deleted", post, None));
}

async fn anothers_draft_is_never_told(context: TestContext) {
    let (author, reader) = (context.user().await, context.user().await);
    let (mut own, mut others) = (watch(&author).await, watch(&reader).await);
    let draft = json!({ "title": "Xenops", "content": "", "published": false });
    let draft =
        context.api.post("/posts/", Some(&author.token), &draft).await.expect(201).json()["id"].as_i64().unwrap();
    let draft = i32::try_from(draft).unwrap();
    let _ = put(&context, &author, draft, "Xenops, again", false).await.expect(200);
    let _ = context.api.post("/vote/", Some(&author.token), &json!({ "post_id": draft, "dir": 1 })).await.expect(201);
    let _ = context.api.delete(&format!("/posts/{draft}"), Some(&author.token)).await.expect(204);
    let end = author.post("Xenops, out").await;
    let mut told = Vec::new();
    while told.last() != Some(&"created") || told.len() == 1 {
        told.push(next_about(&mut own, &[draft, end]).await.0);
    }
    // The vote went with the post, so that nobody may have been told of it any more.
    told.retain(|name| *name != "voted");
    assert_eq!(told, ["created", "changed", "deleted", "created"]);
    assert_eq!(next_about(&mut others, &[draft, end]).await, ("created", end, None));
}

async fn publishing_and_withdrawing_is_coming_and_going(context: TestContext) {
    let (author, reader) = (context.user().await, context.user().await);
    let post = author.post("Yellowhammer").await;
    let (mut own, mut others) = (watch(&author).await, watch(&reader).await);
    for (published, told) in [(false, "deleted"), (true, "created")] {
        let _ = put(&context, &author, post, "Yellowhammer", published).await.expect(200);
        assert_eq!(next_about(&mut others, &[post]).await.0, told);
        assert_eq!(next_about(&mut own, &[post]).await.0, "changed");
    }
}

/// Reads the first block of a raw stream.
async fn first_block(context: &TestContext, user: &User, last_id: &str) -> String {
    let request = context.api.request(Method::GET, "/events").bearer_auth(&user.token);
    let request = if last_id.is_empty() { request } else { request.header("last-event-id", last_id) };
    let mut response = request.send().await.unwrap().error_for_status().unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let mut block = String::new();
    while !block.contains("\n\n") {
        let chunk = timeout(Duration::from_secs(20), response.chunk()).await.expect("something comes").unwrap();
        block.push_str(std::str::from_utf8(&chunk.expect("the stream goes on")).unwrap());
    }
    block.split("\n\n").next().unwrap().to_owned()
}

async fn what_happened_meanwhile_is_told_on_return(context: TestContext) {
    let (author, reader) = (context.user().await, context.user().await);
    let begin = first_block(&context, &reader, "").await;
    let id = begin.strip_prefix("id: ").expect("it begins with an id alone");
    // Whatever other trials do: what is told first came behind that id, so it is no reset.
    let post = author.post("Zosterops").await;
    let told = first_block(&context, &reader, id).await;
    assert!(told.contains("\nevent: ") && !told.contains("reset"), "{told}");
    let mut id = told.lines().next().unwrap().strip_prefix("id: ").unwrap().to_owned();
    let mut told = told;
    while !told.contains(&format!("\"post_id\":{post},")) {
        told = first_block(&context, &reader, &id).await;
        told.lines().next().unwrap().strip_prefix("id: ").unwrap().clone_into(&mut id);
    }
    assert!(told.contains("event: created"), "{told}");
}

async fn an_id_that_is_not_known_begins_afresh(context: TestContext) {
    let user = context.user().await;
    for id in ["1-1", "99999999999-1", "never", "-", "1-1-1", "18446744073709551616-0"] {
        let block = first_block(&context, &user, id).await;
        assert!(block.contains("event: reset") && block.contains("data: {}"), "{id}: {block}");
    }
}

async fn who_deletes_an_account_takes_posts_and_votes_away(context: TestContext) {
    let (leaver, reader) = (context.user().await, context.user().await);
    let (lost, kept) = (leaver.post("Accentor").await, reader.post("Accentor, too").await);
    let _ = context.api.post("/vote/", Some(&leaver.token), &json!({ "post_id": kept, "dir": 1 })).await.expect(201);
    let mut events = watch(&reader).await;
    let leave = json!({ "password": leaver.password });
    let _ = context.api.post("/me/delete", Some(&leaver.token), &leave).await.expect(204);
    let mut told = [next_about(&mut events, &[lost, kept]).await, next_about(&mut events, &[lost, kept]).await];
    told.sort_unstable();
    assert_eq!(told, [("deleted", lost, None), ("voted", kept, Some(0))]);
}

async fn writes_of_other_programs_are_told(context: TestContext) {
    let (author, reader) = (context.user().await, context.user().await);
    let mut events = watch(&reader).await;
    let post = "INSERT INTO posts (title, content, owner_id) VALUES ('Bittern', '', $1) RETURNING id";
    let post: i32 = sqlx::query_scalar(post).bind(author.id).fetch_one(&context.database().await).await.unwrap();
    assert_eq!(next_about(&mut events, &[post]).await, ("created", post, None));
}

async fn it_is_for_users_alone(context: TestContext) {
    send(context.api.request(Method::GET, "/events")).await.expect_detail(401, "Not authenticated");
}
