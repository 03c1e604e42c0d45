//! Pages that servers keep for the next reader: each is shown as it is now, whoever has written in between, and to nobody
//! who may not see it.

use std::time::Duration;

use futures_util::future::join_all;
use hearth_api::Vote;
use hearth_tests::{
    Answer, Api, Launch, Place, Server, User,
    database::Database,
    eventually,
    processes::{is_alive, kill},
    time::PATIENCE,
};
use rustix::process::Signal;
use serde_json::{Value, json};
use sqlx::{Connection, PgConnection};
use tokio::time::{sleep, timeout};

use crate::SECRET;

const FEED: &str = "/posts/?limit=5";

/// Two servers on one database, which a program that knows nothing of them writes to as well.
struct World {
    database: Database,
    here: Server,
    there: Server,
    author: User,
    reader: User,
}

impl World {
    async fn new() -> Self {
        let database = Database::start().await;
        let launch = Launch::without_data_dir().env("SECRET_KEY", SECRET).env("DATABASE_URL", database.url());
        let (here, there) = (launch.start().await, launch.start().await);
        let (author, reader) = (here.user().await, there.user().await);
        Self { database, here, there, author, reader }
    }

    /// What the reader is shown, twice by each server: the second time it is kept.
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
async fn every_server_shows_at_once_what_any_program_wrote() {
    let world = World::new().await;
    let first = world.author.post("First").await;
    assert_eq!(world.titles().await, ["First"]);

    let second = world.reader.post("Second").await;
    assert_eq!(world.titles().await, ["Second", "First"]);
    world.database.execute(&format!("UPDATE posts SET title = 'Changed' WHERE id = {first}")).await;
    assert_eq!(world.titles().await, ["Second", "Changed"]);
    world.database.execute(&format!("UPDATE posts SET published = FALSE WHERE id = {first}")).await;
    assert_eq!(world.titles().await, ["Second"]);
    world.database.execute(&format!("UPDATE posts SET published = TRUE WHERE id = {first}")).await;
    vote(&world.author, first, 1).await;
    for sort in ["new", "top", "hot"] {
        let page = world.shown(&format!("/posts/?sort={sort}")).await;
        let votes = |title: &str| {
            page.as_array().unwrap().iter().find(|entry| entry["Post"]["title"] == title).unwrap()["vote"].clone()
        };
        assert_eq!([votes("Changed"), votes("Second")], [1, 0], "{sort}");
    }
    world.database.execute(&format!("INSERT INTO votes SELECT {}, {second}", world.author.id)).await;
    assert_eq!(world.shown(FEED).await[0]["vote"], 1);
    world
        .database
        .execute(&format!("UPDATE users SET email = 'else@example.com' WHERE id = {}", world.author.id))
        .await;
    assert_eq!(world.shown(FEED).await[1]["Post"]["owner"]["email"], "else@example.com");
    world.database.execute(&format!("DELETE FROM users WHERE id = {}", world.author.id)).await;
    assert_eq!(world.titles().await, ["Second"]);
}

#[tokio::test]
async fn a_kept_page_holds_nothing_of_who_read_it_first() {
    let world = World::new().await;
    for number in 0..12 {
        let _ = world.author.post(&format!("Number {number}")).await;
    }
    let newest = world.author.post("The newest").await;
    vote(&world.author, newest, 1).await;
    let draft = json!({ "title": "A draft", "content": "", "published": false });
    let api = world.here.api();
    let _ = api.post("/posts/", Some(&world.author.token), &draft).await.expect(201);

    // The author first, who sees a draft, and each page shifted by it.
    for path in [FEED, "/posts/?limit=5&skip=5", "/posts/?limit=13", "/posts/?limit=14", "/posts/?search=a"] {
        let author = [get(&api, path, &world.author).await.json(), get(&api, path, &world.author).await.json()];
        assert_eq!(author[0], author[1], "{path}");
        let reader = world.shown(path).await;
        assert!(!reader.to_string().contains("A draft"), "{path}");
        assert!(!reader.to_string().contains(r#""voted":true"#), "{path}");
        assert_eq!(get(&api, path, &world.author).await.json(), author[0], "{path}");
    }
    assert_eq!(world.shown(FEED).await[0]["Post"]["title"], "The newest");
    assert_eq!(get(&api, FEED, &world.author).await.json()[0]["Post"]["title"], "A draft");
    assert_eq!(get(&api, FEED, &world.author).await.json()[1]["voted"], true);
    // On the last page there is no link, also not to what only the author has.
    assert_eq!(get(&api, "/posts/?limit=13", &world.reader).await.next_page(), None);
}

#[tokio::test]
async fn a_kept_page_is_shown_to_nobody_whose_account_is_gone() {
    let world = World::new().await;
    let _ = world.author.post("First").await;
    assert_eq!(world.titles().await, ["First"]);
    world.database.execute(&format!("DELETE FROM users WHERE id = {}", world.reader.id)).await;
    for server in [&world.here, &world.there] {
        let answer = server.api().get(FEED, Some(&world.reader.token)).await;
        answer.expect_detail(401, "Could not validate credentials");
    }
}

#[tokio::test]
async fn what_a_client_has_already_is_not_sent_again() {
    let world = World::new().await;
    let post = world.author.post("First").await;
    let one = format!("/posts/{post}");
    for path in [FEED, "/posts/?sort=top", &one] {
        let tag = get(&world.here.api(), path, &world.reader).await.header("etag").to_owned();
        assert!(tag.starts_with("W/\"") && tag.ends_with('"'), "{path}: {tag}");
        let again = async |server: &Server, user: &User| {
            let request = server.api().request("GET".parse().unwrap(), path).bearer_auth(&user.token);
            hearth_tests::api::send(request.header("If-None-Match", &tag)).await
        };
        for server in [&world.here, &world.there, &world.here] {
            let answer = again(server, &world.reader).await;
            assert_eq!((answer.status, answer.body.len(), answer.header("etag")), (304, 0, tag.as_str()), "{path}");
        }
        vote(&world.reader, post, 1).await;
        let answer = again(&world.there, &world.reader).await.expect(200);
        assert_ne!(answer.header("etag"), tag, "{path}");
        assert!(String::from_utf8(answer.body).unwrap().contains(r#""voted":true"#), "{path}");
        vote(&world.reader, post, 0).await;
        assert_eq!(again(&world.here, &world.reader).await.status, 304, "it is as it was: {path}");
    }
}

#[tokio::test]
async fn a_long_answer_is_compressed_for_who_asks() {
    let world = World::new().await;
    for number in 0..20 {
        let _ = world.author.post(&format!("{number}: {}", "all work and no play ".repeat(12))).await;
    }
    let ask = async |path: &str, encoding: &str| {
        let request = world.here.api().request("GET".parse().unwrap(), path).bearer_auth(&world.reader.token);
        hearth_tests::api::send(request.header("Accept-Encoding", encoding)).await.expect(200)
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
    let read = client.get(format!("{}{long}", world.here.address())).bearer_auth(&world.reader.token);
    assert_eq!(read.send().await.unwrap().bytes().await.unwrap(), plain.body);
}

/// PostgreSQL gives numbers of transactions a second time whose end it lost.
#[tokio::test]
async fn a_kept_page_does_not_outlive_a_crash_of_postgres() {
    let place = Place::new();
    let server = Server::start(place.data_dir()).await;
    let (author, api) = (server.user().await, server.api());
    let _ = author.post("Kept").await;
    let mut other = PgConnection::connect_with(&server.database()).await.unwrap();
    // What is not waited for is not on the disk for as long.
    sqlx::raw_sql("ALTER SYSTEM SET wal_writer_delay = '10s'").execute(&mut other).await.unwrap();
    sqlx::raw_sql("SELECT pg_reload_conf(); SET synchronous_commit = off").execute(&mut other).await.unwrap();
    sleep(Duration::from_secs(1)).await;
    sqlx::raw_sql("SELECT pg_switch_wal(); CHECKPOINT").execute(&mut other).await.unwrap();
    for _ in 0..50 {
        sqlx::raw_sql("SELECT pg_current_xact_id()").execute(&mut other).await.unwrap();
    }
    sqlx::raw_sql("UPDATE posts SET title = 'Lost'").execute(&mut other).await.unwrap();
    let lost = next_transaction(&mut other).await;
    assert_eq!(get(&api, FEED, &author).await.json()[0]["Post"]["title"], "Lost");
    assert_eq!(get(&api, FEED, &author).await.json()[0]["Post"]["title"], "Lost");
    assert_eq!(next_transaction(&mut other).await, lost, "nobody has written since");

    crash(&server).await;
    let mut other = connect_again(&server).await;
    let title: String = sqlx::query_scalar("SELECT title FROM posts").fetch_one(&mut other).await.unwrap();
    assert_eq!(title, "Kept", "the change was lost");
    while next_transaction(&mut other).await < lost {
        sqlx::raw_sql("SELECT pg_current_xact_id()").execute(&mut other).await.unwrap();
    }
    assert_eq!(next_transaction(&mut other).await, lost, "the numbers are given again");
    assert_eq!(get(&api, FEED, &author).await.json()[0]["Post"]["title"], "Kept");
}

#[tokio::test]
async fn who_reads_while_postgres_crashes_waits_for_it() {
    let place = Place::new();
    let server = Server::start(place.data_dir()).await;
    let (author, api) = (server.user().await, server.api());
    let post = author.post("Kept").await;
    let one = format!("/posts/{post}");
    let paths = [FEED, &one, "/me", "/posts/?search=kept", "/me/drafts", "/users/1/posts", "/users/1"];
    let read = || join_all(paths.iter().cycle().take(40).map(|path| get(&api, path, &author)));
    for _ in 0..3 {
        let _ = read().await;
        crash(&server).await;
        let _ = read().await;
    }
}

/// Kills PostgreSQL, which the server then starts again.
async fn crash(server: &Server) {
    let postgres = server.postgres();
    kill(postgres[0], Signal::KILL);
    eventually("PostgreSQL is gone", || !postgres.iter().any(|pid| is_alive(*pid))).await;
}

async fn connect_again(server: &Server) -> PgConnection {
    let connected = async {
        loop {
            match PgConnection::connect_with(&server.database()).await {
                Ok(connection) => return connection,
                Err(_) => sleep(Duration::from_millis(5)).await,
            }
        }
    };
    timeout(PATIENCE, connected).await.expect("PostgreSQL is back")
}

/// The number that the next transaction gets which writes; where none is running.
async fn next_transaction(database: &mut PgConnection) -> i64 {
    let next = "SELECT pg_snapshot_xmax(pg_current_snapshot())::TEXT::BIGINT";
    sqlx::query_scalar(next).fetch_one(database).await.unwrap()
}
