//! Tests cached pages: each is shown as it is now, whoever has written in between, and to nobody who may not see it.

mod crashes;

use hearth_api::Vote;
use hearth_tests::{Answer, Api, Database, Server, ServerCommand, User, send};
use serde_json::{Value, json};

use crate::SECRET;

const FEED: &str = "/posts/?limit=5";

/// Two servers on one database, which a program that knows nothing of them writes to as well.
struct TwoServers {
    database: Database,
    here: Server,
    there: Server,
    author: User,
    reader: User,
}

impl TwoServers {
    async fn new() -> Self {
        let database = Database::start().await;
        let server_command =
            ServerCommand::without_data_dir().env("SECRET_KEY", SECRET).env("DATABASE_URL", database.url());
        let (here, there) = (server_command.start().await, server_command.start().await);
        let (author, reader) = (here.user().await, there.user().await);
        Self { database, here, there, author, reader }
    }

    /// Reads what the reader is shown, twice by each server: the second time it is cached.
    async fn shown(&self, path: &str) -> Value {
        let pages = [self.here.api(), self.there.api()].map(|api| async move {
            let first = get(&api, path, &self.reader).await.json();
            assert_eq!(get(&api, path, &self.reader).await.json(), first);
            first
        });
        let [here, there] = pages;
        let (here, there) = (here.await, there.await);
        assert_eq!(here, there, "both servers show the same");
        here
    }

    async fn titles(&self) -> Vec<String> {
        let page = self.shown(FEED).await;
        let entries = page.as_array().unwrap().iter();
        entries.map(|entry| entry["Post"]["title"].as_str().unwrap().to_owned()).collect()
    }
}

async fn get(api: &Api, path: &str, user: &User) -> Answer {
    api.get(path, Some(&user.token)).await.expect(200)
}

async fn vote(user: &User, post_id: i32, dir: i64) {
    let _ = user.client.vote(Vote { post_id, dir }).await.unwrap();
}

#[tokio::test]
async fn every_server_shows_writes_at_once() {
    let servers = TwoServers::new().await;
    let first = servers.author.post("First").await;
    assert_eq!(servers.titles().await, ["First"]);

    let second = servers.reader.post("Second").await;
    assert_eq!(servers.titles().await, ["Second", "First"]);
    servers.database.execute(&format!("UPDATE posts SET title = 'Changed' WHERE id = {first}")).await;
    assert_eq!(servers.titles().await, ["Second", "Changed"]);
    servers.database.execute(&format!("UPDATE posts SET published = FALSE WHERE id = {first}")).await;
    assert_eq!(servers.titles().await, ["Second"]);
    servers.database.execute(&format!("UPDATE posts SET published = TRUE WHERE id = {first}")).await;
    vote(&servers.author, first, 1).await;
    for sort in ["new", "top", "hot"] {
        let page = servers.shown(&format!("/posts/?sort={sort}")).await;
        let votes = |title: &str| {
            page.as_array().unwrap().iter().find(|entry| entry["Post"]["title"] == title).unwrap()["vote"].clone()
        };
        assert_eq!([votes("Changed"), votes("Second")], [1, 0], "{sort}");
    }
    servers.database.execute(&format!("INSERT INTO votes SELECT {}, {second}", servers.author.id)).await;
    assert_eq!(servers.shown(FEED).await[0]["vote"], 1);
    servers
        .database
        .execute(&format!("UPDATE users SET email = 'else@example.com' WHERE id = {}", servers.author.id))
        .await;
    assert_eq!(servers.shown(FEED).await[1]["Post"]["owner"]["email"], "else@example.com");
    servers.database.execute(&format!("DELETE FROM users WHERE id = {}", servers.author.id)).await;
    assert_eq!(servers.titles().await, ["Second"]);
}

#[tokio::test]
async fn cached_page_holds_nothing_of_its_first_reader() {
    let servers = TwoServers::new().await;
    for number in 0..12 {
        let _ = servers.author.post(&format!("Number {number}")).await;
    }
    let newest = servers.author.post("The newest").await;
    vote(&servers.author, newest, 1).await;
    let draft = json!({ "title": "A draft", "content": "", "published": false });
    let api = servers.here.api();
    let _ = api.post("/posts/", Some(&servers.author.token), &draft).await.expect(201);

    // The author first, who sees a draft, and each page shifted by it.
    for path in [FEED, "/posts/?limit=5&skip=5", "/posts/?limit=13", "/posts/?limit=14", "/posts/?search=a"] {
        let author = [get(&api, path, &servers.author).await.json(), get(&api, path, &servers.author).await.json()];
        assert_eq!(author[0], author[1], "{path}");
        let reader = servers.shown(path).await;
        assert!(!reader.to_string().contains("A draft"), "{path}");
        assert!(!reader.to_string().contains(r#""voted":true"#), "{path}");
        assert_eq!(get(&api, path, &servers.author).await.json(), author[0], "{path}");
    }
    assert_eq!(servers.shown(FEED).await[0]["Post"]["title"], "The newest");
    assert_eq!(get(&api, FEED, &servers.author).await.json()[0]["Post"]["title"], "A draft");
    assert_eq!(get(&api, FEED, &servers.author).await.json()[1]["voted"], true);
    // On the last page there is no link, also not to what only the author has.
    assert_eq!(get(&api, "/posts/?limit=13", &servers.reader).await.next_page(), None);
}

#[tokio::test]
async fn hides_a_cached_page_from_deleted_accounts() {
    let servers = TwoServers::new().await;
    let _ = servers.author.post("First").await;
    assert_eq!(servers.titles().await, ["First"]);
    servers.database.execute(&format!("DELETE FROM users WHERE id = {}", servers.reader.id)).await;
    for server in [&servers.here, &servers.there] {
        let answer = server.api().get(FEED, Some(&servers.reader.token)).await;
        answer.expect_detail(401, "Could not validate credentials");
    }
}

#[tokio::test]
async fn answers_not_modified_for_a_known_etag() {
    let servers = TwoServers::new().await;
    let post = servers.author.post("First").await;
    let one = format!("/posts/{post}");
    for path in [FEED, "/posts/?sort=top", &one] {
        let tag = get(&servers.here.api(), path, &servers.reader).await.header("etag").to_owned();
        assert!(tag.starts_with("W/\"") && tag.ends_with('"'), "{path}: {tag}");
        let again = async |server: &Server, user: &User| {
            let request = server.api().request("GET".parse().unwrap(), path).bearer_auth(&user.token);
            send(request.header("If-None-Match", &tag)).await
        };
        for server in [&servers.here, &servers.there, &servers.here] {
            let answer = again(server, &servers.reader).await;
            assert_eq!((answer.status, answer.body.len(), answer.header("etag")), (304, 0, tag.as_str()), "{path}");
        }
        vote(&servers.reader, post, 1).await;
        let answer = again(&servers.there, &servers.reader).await.expect(200);
        assert_ne!(answer.header("etag"), tag, "{path}");
        assert!(String::from_utf8(answer.body).unwrap().contains(r#""voted":true"#), "{path}");
        vote(&servers.reader, post, 0).await;
        assert_eq!(again(&servers.here, &servers.reader).await.status, 304, "it is as it was: {path}");
    }
}

#[tokio::test]
async fn compresses_long_answers_on_request() {
    let servers = TwoServers::new().await;
    for number in 0..20 {
        let _ = servers.author.post(&format!("{number}: {}", "all work and no play ".repeat(12))).await;
    }
    let ask = async |path: &str, encoding: &str| {
        let request = servers.here.api().request("GET".parse().unwrap(), path).bearer_auth(&servers.reader.token);
        send(request.header("Accept-Encoding", encoding)).await.expect(200)
    };
    let long = "/posts/?limit=20";
    let plain = ask(long, "identity").await;
    let small = ask(long, "gzip, br").await;
    assert_eq!((plain.headers.get("content-encoding"), small.header("content-encoding")), (None, "gzip"));
    assert!(small.header("vary").contains("accept-encoding"), "{:?}", small.headers);
    assert!(small.body.len() * 5 < plain.body.len(), "{} of {} bytes", small.body.len(), plain.body.len());
    assert_eq!(small.header("etag"), plain.header("etag"));
    assert_eq!(ask("/posts/?limit=1", "gzip").await.headers.get("content-encoding"), None);

    // As a browser, or the app, reads it.
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let read = client.get(format!("{}{long}", servers.here.address())).bearer_auth(&servers.reader.token);
    assert_eq!(read.send().await.unwrap().bytes().await.unwrap(), plain.body);
}
