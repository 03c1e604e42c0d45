//! A database of the owner's: named in every documented way, shared, adopted, and refused with a reason.

use std::time::Duration;

use hearth_api::Vote;
use hearth_tests::{Launch, Place, database::Database, processes_in};

use sqlx::{Connection, PgConnection};

use crate::SECRET;

/// A server that has nothing but its environment; `HOME` is where it must not put anything.
fn launch(home: &Place) -> Launch {
    Launch::without_data_dir().env("SECRET_KEY", SECRET).env("HOME", home.path())
}

/// Serves on the owner's database, and leaves nothing anywhere else.
async fn serves(launch: &Launch, home: &Place) {
    let server = launch.start().await;
    let user = server.user().await;
    let post = user.post("Kept elsewhere").await;
    let started: Vec<_> = processes_in(home.path()).into_iter().map(|process| process.name).collect();
    assert_eq!(started, ["hearth-server"], "it needs no PostgreSQL of its own");
    assert!(server.stop().await.status.success());

    let server = launch.start().await;
    assert_eq!(user.at(&server.address()).client.post(post).await.unwrap().post.title, "Kept elsewhere");
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn it_is_named_in_every_documented_way() {
    let (database, home) = (Database::start().await, Place::new());
    let url = database.url();
    serves(&launch(&home).env("DATABASE_URL", &url), &home).await;
    serves(&launch(&home).env("DATABASE_URL", url.replace("postgres://", "postgresql+psycopg2://")), &home).await;
    serves(&launch(&home).arg("--database-url").arg(&url), &home).await;
    let parts = launch(&home)
        .env("DATABASE_HOSTNAME", "127.0.0.1")
        .env("DATABASE_PORT", database.port().to_string())
        .env("DATABASE_USERNAME", Database::USER)
        .env("DATABASE_PASSWORD", Database::PASSWORD)
        .env("DATABASE_NAME", Database::NAME);
    serves(&parts, &home).await;
}

#[tokio::test]
async fn a_file_named_env_is_read() {
    let (database, home, work) = (Database::start().await, Place::new(), Place::new());
    let settings = format!("DATABASE_URL='{}'\nSECRET_KEY={SECRET}\n", database.url());
    std::fs::write(work.join(".env"), settings).unwrap();
    let launch = Launch::without_data_dir().env("HOME", home.path()).work_dir(work.path());
    serves(&launch, &home).await;
}

#[tokio::test]
async fn several_servers_can_start_on_one_empty_database_at_once() {
    let (database, home) = (Database::start().await, Place::new());
    let launch = launch(&home).env("DATABASE_URL", database.url());
    let (one, two, three) = tokio::join!(launch.start(), launch.start(), launch.start());
    let user = one.user().await;
    let post = user.post("Seen everywhere").await;
    for other in [&two, &three] {
        user.at(&other.address()).client.post(post).await.unwrap();
    }
}

#[tokio::test]
async fn without_a_key_it_says_how_to_make_one() {
    let place = Place::new();
    let launch = Launch::without_data_dir().env("DATABASE_URL", "postgresql://ada@127.0.0.1:1/social");
    let refused = launch.env("HOME", place.path()).try_start().await.err().unwrap();
    refused.expect_refusal("SECRET_KEY is not set.");
    refused.expect_refusal("openssl rand -hex 32");
}

#[tokio::test]
async fn one_that_refuses_is_named_without_its_password() {
    let (database, home) = (Database::start().await, Place::new());
    let wrong = database.url().replace(&format!(":{}/", database.port()), ":1/");
    for url in [
        wrong,
        format!("postgresql://ada:hunter2@127.0.0.1:{}/social", database.port()),
        format!("postgresql://ada:hunter2@127.0.0.1:{}/nowhere", database.port()),
    ] {
        let refused = launch(&home).env("DATABASE_URL", url).try_start().await.err().unwrap();
        refused.expect_refusal("The database does not let Hearth in");
        assert!(!refused.stderr.contains("hunter2") && !refused.stderr.contains(Database::PASSWORD));
    }
    let refused =
        launch(&home).env("DATABASE_URL", "postgresql://ada:hunter2@[broken").try_start().await.err().unwrap();
    refused.expect_refusal("The database address is not one of PostgreSQL");
    assert!(!refused.stderr.contains("hunter2"), "{}", refused.stderr);
}

/// The Python backend takes votes and posts in its own order, so that it and our server can wait for each other.
#[tokio::test]
async fn a_deadlock_with_another_writer_is_nobodys_error() {
    let (database, home) = (Database::start().await, Place::new());
    let server = launch(&home).env("DATABASE_URL", database.url()).start().await;
    let author = server.user().await;
    let post = author.post("Bread").await;
    author.client.vote(Vote { post_id: post, dir: 1 }).await.unwrap();

    let mut other = PgConnection::connect(&database.url()).await.unwrap();
    let mut other = other.begin().await.unwrap();
    sqlx::query("SELECT FROM votes FOR UPDATE").execute(&mut *other).await.unwrap();
    let deletion = tokio::spawn(async move { author.client.delete_post(post).await });
    // It holds the post by now, and waits for the vote.
    tokio::time::sleep(Duration::from_millis(500)).await;
    sqlx::query("UPDATE posts SET title = 'Cake'").execute(&mut *other).await.unwrap();
    other.commit().await.unwrap();
    deletion.await.unwrap().unwrap();
    assert!(server.stderr().contains("a deadlock with another writer"), "there was no deadlock to see");
}
