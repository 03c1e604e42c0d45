//! Tests the client on a hostile server: whatever it sends without end is given up after so many bytes.

use std::{io::Write, time::Duration};

use flate2::{Compression, write::GzEncoder};
use hearth_api::Login;
use hearth_client::{Client, Error, FeedQuery};
use hearth_tests::hostile::{HostileServer, Reply};
use serde_json::json;
use tokio::time::timeout;

/// What is on its way between the two when the client hangs up.
const ON_THE_WAY: usize = 16 << 20;

/// Time limit for what has no end to be given up.
const GIVEN_UP: Duration = Duration::from_secs(20);

fn headed(status: &str, headers: &str) -> String {
    format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\n{headers}connection: close\r\n\r\n")
}

fn endless(head: &str, chunk: &[u8]) -> Reply {
    Reply::Endless(head.to_owned(), chunk.to_vec())
}

fn zipped() -> Vec<u8> {
    let mut zip = GzEncoder::new(Vec::new(), Compression::best());
    zip.write_all(&vec![b' '; 1 << 20]).unwrap();
    zip.finish().unwrap()
}

async fn server() -> HostileServer {
    let (spaces, zipped) = (vec![b' '; 64 * 1024], zipped());
    HostileServer::start(move |target| match target {
        "GET /" => endless(&headed("200 OK", ""), &spaces),
        "GET /me" => endless("HTTP/1.1 200 OK\r\n", b"x-more: and more\r\n"),
        "GET /capabilities" => endless(&headed("200 OK", "content-encoding: gzip\r\n"), &zipped),
        "GET /users/7" => Reply::Whole(
            "HTTP/1.1 307 Temporary Redirect\r\nlocation: /users/7\r\nconnection: close\r\n\r\n".to_owned(),
        ),
        "POST /login" => endless(&headed("403 Forbidden", ""), &spaces),
        "GET /posts/7" => endless("", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
        _ if target.starts_with("GET /posts/?") => endless(&headed("200 OK", ""), &spaces),
        _ => endless("", &spaces),
    })
    .await
}

#[tokio::test]
async fn an_answer_without_end_is_given_up() {
    let server = server().await;
    let client = Client::remote(&server.address()).unwrap().with_token("a");
    let login = Login { username: "ada@example.com".to_owned(), password: "correct horse".to_owned() };
    let given_up = async |what: &str, most: usize, call: &mut (dyn Future<Output = Option<Error>> + Unpin)| {
        let _ = server.take_sent();
        let error = timeout(GIVEN_UP, call).await.unwrap_or_else(|_| panic!("{what} is read for ever"));
        assert!(error.is_some(), "{what} is taken for an answer");
        let sent = server.take_sent();
        assert!(sent <= most + ON_THE_WAY, "{sent} bytes of {what} are read");
    };
    given_up("a welcome", 256 << 10, &mut Box::pin(async { client.ping().await.err() })).await;
    given_up("a head", 1 << 20, &mut Box::pin(async { client.me().await.err() })).await;
    given_up("a refusal", 2 << 20, &mut Box::pin(async { client.login(&login).await.err() })).await;
    given_up(
        "a page",
        64 << 20,
        &mut Box::pin(async {
            let query = FeedQuery { limit: 20, ..FeedQuery::default() };
            client.feed(&query, None).await.err()
        }),
    )
    .await;
    given_up("a redirection", 0, &mut Box::pin(async { client.user(7).await.err() })).await;
}

/// Of what a mebibyte unpacks to, no more is kept than of what comes unpacked.
#[tokio::test]
async fn a_packed_answer_is_given_up_by_its_unpacked_size() {
    let server = server().await;
    let client = Client::remote(&server.address()).unwrap();
    let capabilities = timeout(GIVEN_UP, client.capabilities()).await.expect("it is read for ever");
    // What does not speak the API has no additions.
    assert_eq!(capabilities.unwrap(), hearth_client::Capabilities::default());
}

#[tokio::test]
async fn a_page_of_too_many_posts_is_refused() {
    let owner = json!({ "id": 1, "email": "ada@example.com", "created_at": "2024-01-15T10:30:00Z" });
    let page = move |posts: i32| {
        let post = |id| {
            json!({
                "Post": { "id": id, "title": "", "content": "", "published": true, "owner": owner,
                          "created_at": "2024-01-15T10:30:00Z" },
                "vote": 0,
            })
        };
        json!((0..posts).map(post).collect::<Vec<_>>())
    };
    let server = HostileServer::start(move |target| {
        Reply::json(&page(if target.contains("limit=1&") { 1001 } else { 1000 }), None)
    })
    .await;
    let client = Client::remote(&server.address()).unwrap().with_token("a");
    let read = async |limit| {
        let query = FeedQuery { limit, search: "a".to_owned(), ..FeedQuery::default() };
        client.feed(&query, None).await.map(|page| page.posts.len())
    };
    assert_eq!(read(2).await.unwrap(), 1000);
    assert!(matches!(read(1).await, Err(Error::NotTheApi(_))));
}
