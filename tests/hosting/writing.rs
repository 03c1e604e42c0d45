//! Tests the limits of what one account writes: how often, how many drafts, and how long a content is.

use std::time::Duration;

use hearth_client::Error;
use hearth_tests::{Answer, Server, ServerCommand, TestDir, User, send};
use reqwest::Method;
use serde_json::{Value, json};
use sqlx::{Connection, PgConnection};

use crate::limits::{limited, refused};

fn body(title: &str, published: bool) -> Value {
    json!({ "title": title, "content": "c", "published": published })
}

async fn write(user: &User, server: &Server, title: &str, published: bool) -> Answer {
    server.api().post("/posts/", Some(&user.token), &body(title, published)).await
}

async fn write_once(user: &User, server: &Server, key: &str, body: &Value) -> Answer {
    let request = server.api().request(Method::POST, "/posts/").bearer_auth(&user.token);
    send(request.header("Idempotency-Key", key).json(body)).await
}

#[tokio::test]
async fn limits_what_one_account_writes() {
    let test_dir = TestDir::new();
    let server = limited(&test_dir).env("HEARTH_POST_LIMIT", "3/1h").env("HEARTH_EDIT_LIMIT", "2/1h");
    let server = server.env("HEARTH_VOTE_LIMIT", "2/30m").start().await;
    let (api, ada, bob) = (server.api(), server.user().await, server.user().await);
    let token = Some(ada.token.as_str());
    // What is refused for another reason is not counted.
    for _ in 0..5 {
        let _ = api.post("/posts/", token, &json!({ "title": "No content" })).await.expect(422);
    }
    for published in [true, false, true] {
        let _ = write(&ada, &server, "One of three", published).await.expect(201);
    }
    let seconds = refused(write(&ada, &server, "One too many", true).await);
    assert!((1..=1200).contains(&seconds), "{seconds}");
    let Err(error) = ada
        .client
        .create_post(&hearth_api::CreatePost {
            title: "One too many".to_owned(),
            content: String::new(),
            published: false,
        })
        .await
    else {
        panic!("a fourth post")
    };
    let asked = error.retry_after().expect("it says when");
    assert!(matches!(error, Error::Refused { status: 429, .. }) && asked <= Duration::from_mins(20), "{error:?}");

    let _ = api.put("/posts/1", token, &body("Edited", true)).await.expect(200);
    let _ = api.delete("/posts/2", token).await.expect(204);
    refused(api.put("/posts/1", token, &body("Edited again", true)).await);
    refused(api.delete("/posts/1", token).await);

    let vote = |dir: i32| json!({ "post_id": 1, "dir": dir });
    let _ = api.post("/vote/", token, &vote(1)).await.expect(201);
    let _ = api.post("/vote/", token, &vote(0)).await.expect(201);
    refused(api.post("/vote/", token, &vote(1)).await);

    // Others at the same address go on, and so does reading.
    let _ = write(&bob, &server, "Bob's", true).await.expect(201);
    let _ = api.post("/vote/", Some(&bob.token), &vote(1)).await.expect(201);
    assert_eq!(api.get("/posts/", token).await.titles(), ["Bob's", "One of three", "Edited"]);

    let told = api.get("/capabilities", None).await.expect(200).json()["limits"].clone();
    let rate = |requests: u32, seconds: u32| json!({ "requests": requests, "seconds": seconds });
    assert_eq!((&told["posts"], &told["edits"], &told["votes"]), (&rate(3, 3600), &rate(2, 3600), &rate(2, 1800)));
}

#[tokio::test]
async fn limits_how_much_one_account_writes() {
    let test_dir = TestDir::new();
    let server = limited(&test_dir).env("HEARTH_TEXT_LIMIT", "1000/1h").start().await;
    let (api, ada, bob) = (server.api(), server.user().await, server.user().await);
    let token = Some(ada.token.as_str());
    let long = |length: usize| json!({ "title": "t", "content": "ö".repeat(length) });
    let id = api.post("/posts/", token, &long(599)).await.expect(201).json()["id"].clone();
    let seconds = refused(api.post("/posts/", token, &long(500)).await);
    assert!((1..=370).contains(&seconds), "{seconds}");
    let _ = api.put(&format!("/posts/{id}"), token, &long(299)).await.expect(200);
    refused(api.put(&format!("/posts/{id}"), token, &long(200)).await);
    let _ = write(&ada, &server, "A short one", true).await.expect(201);
    // One that is longer than the limit takes all of it, and is possible after a rest.
    let _ = api.post("/posts/", Some(&bob.token), &long(5000)).await.expect(201);
    refused(write(&bob, &server, "A short one", true).await);

    let told = api.get("/capabilities", None).await.expect(200).json()["limits"]["text"].clone();
    assert_eq!(told, json!({ "characters": 1000, "seconds": 3600 }));
}

#[tokio::test]
async fn limits_the_bytes_of_requests_that_are_refused() {
    let test_dir = TestDir::new();
    let server = limited(&test_dir).env("HEARTH_BODY_LIMIT", "10000/1h").start().await;
    let (api, ada, bob) = (server.api(), server.user().await, server.user().await);
    let token = Some(ada.token.as_str());
    let long = json!({ "title": "t".repeat(3000), "content": "c" });
    for _ in 0..3 {
        let _ = api.post("/posts/", token, &long).await.expect(422);
    }
    let seconds = refused(api.post("/posts/", token, &long).await);
    assert!((1..=3600).contains(&seconds), "{seconds}");
    let _ = write(&ada, &server, "What is left is enough for this", true).await.expect(201);
    refused(api.put("/posts/1", token, &long).await);
    let _ = write(&bob, &server, "Bob's", true).await.expect(201);

    // Without a token they are those of the address.
    for (path, status) in [("/users/", 422), ("/vote/", 401), ("/login", 422)] {
        let _ = api.post(path, None, &long).await.expect(status);
    }
    for path in ["/users/", "/vote/", "/login"] {
        refused(api.post(path, None, &long).await);
    }
    let _ = write(&bob, &server, "Bob goes on", true).await.expect(201);
}

#[tokio::test]
async fn answers_a_repetition_beyond_the_limit() {
    let test_dir = TestDir::new();
    let server = limited(&test_dir).env("HEARTH_POST_LIMIT", "1/1h").start().await;
    let (api, user) = (server.api(), server.user().await);
    let post = body("Once", true);
    let first = write_once(&user, &server, "a-key", &post).await.expect(201).json();
    for _ in 0..3 {
        assert_eq!(write_once(&user, &server, "a-key", &post).await.expect(201).json(), first);
    }
    refused(write_once(&user, &server, "another-key", &post).await);
    let _ = write_once(&user, &server, "a-key", &body("Other", true)).await.expect(422);
    let _ = api.delete(&format!("/posts/{}", first["id"]), Some(&user.token)).await.expect(204);
    let _ = write_once(&user, &server, "a-key", &post).await.expect(410);
}

#[tokio::test]
async fn writing_is_not_limited_where_limits_are_off() {
    let test_dir = TestDir::new();
    let server = ServerCommand::on(test_dir.data_dir()).env("HEARTH_POST_LIMIT", "1/1h").start().await;
    let user = server.user().await;
    for _ in 0..5 {
        user.post("One of many").await;
    }
    let told = server.api().get("/capabilities", None).await.expect(200).json();
    assert_eq!(told["limits"].get("posts"), None);
}

#[track_caller]
fn full(answer: Answer, max: usize) {
    let error = answer.expect(422).detail()[0].clone();
    assert_eq!(error["loc"], json!(["body", "published"]));
    let msg = format!("Value error, an account has {max} drafts at most: publish or delete one first");
    assert_eq!((&error["type"], &error["msg"]), (&json!("value_error"), &json!(msg)));
}

#[tokio::test]
async fn bounds_the_drafts_of_an_account() {
    let test_dir = TestDir::new();
    let server = ServerCommand::on(test_dir.data_dir()).env("HEARTH_DRAFTS_MAX", "2").start().await;
    let (api, user, other) = (server.api(), server.user().await, server.user().await);
    let token = Some(user.token.as_str());
    let published = user.post("Published").await;
    let first = write_once(&user, &server, "a-key", &body("First", false)).await.expect(201).json()["id"].clone();
    let _ = write(&user, &server, "Second", false).await.expect(201);
    full(write(&user, &server, "Third", false).await, 2);
    full(write_once(&user, &server, "another-key", &body("Third", false)).await, 2);
    full(api.put(&format!("/posts/{published}"), token, &body("Withdrawn", false)).await, 2);
    // What is there already can be sent again and edited; and others have drafts of their own.
    let again = write_once(&user, &server, "a-key", &body("First", false)).await.expect(201).json();
    assert_eq!(again["id"], first);
    let _ = api.put(&format!("/posts/{first}"), token, &body("Edited", false)).await.expect(200);
    let _ = write(&other, &server, "Another's", false).await.expect(201);

    // Of another program's there may be more.
    let mut database = PgConnection::connect_with(&server.database()).await.unwrap();
    let more = "INSERT INTO posts (title, content, published, owner_id) SELECT 'More', '', false, $1 FROM generate_series(1, 5)";
    sqlx::query(more).bind(user.id).execute(&mut database).await.unwrap();
    let _ = api.put(&format!("/posts/{first}"), token, &body("Edited again", false)).await.expect(200);
    full(write(&user, &server, "Third", false).await, 2);
    sqlx::query("DELETE FROM posts WHERE title = 'More'").execute(&mut database).await.unwrap();

    let _ = api.put(&format!("/posts/{first}"), token, &body("Out", true)).await.expect(200);
    let _ = write(&user, &server, "Third", false).await.expect(201);
    full(write(&user, &server, "Fourth", false).await, 2);
    assert_eq!(api.get("/capabilities", None).await.expect(200).json()["limits"]["drafts_max"], 2);
}

#[tokio::test]
async fn the_owner_bounds_contents() {
    let test_dir = TestDir::new();
    for max in [10, 1_000_000] {
        let server = ServerCommand::on(test_dir.data_dir()).env("HEARTH_CONTENT_MAX", max.to_string()).start().await;
        let user = server.user().await;
        for (characters, status) in [(max, 201), (max + 1, 422)] {
            let post = json!({ "title": "t", "content": "c".repeat(characters) });
            let answer = server.api().post("/posts/", Some(&user.token), &post).await.expect(status);
            if status == 422 {
                assert_eq!(answer.detail()[0]["ctx"], json!({ "max_length": max }));
            }
        }
        let told = server.api().get("/capabilities", None).await.expect(200).json();
        assert_eq!(told["limits"]["content_max"], max);
        assert!(server.stop().await.status.success());
    }
}
