//! Tests a database of the owner's: named in every documented way, shared, adopted, and refused with a reason.

use std::{
    net::{TcpListener, TcpStream},
    time::Duration,
};

use hearth_api::Vote;
use hearth_tests::{Database, ServerCommand, TestDir, processes_in, skip};

use sqlx::{Connection, PgConnection};

use crate::{SECRET, server_in};

/// Serves on the owner's database, and leaves nothing anywhere else.
async fn serves(server_command: &ServerCommand, home: &TestDir) {
    let server = server_command.start().await;
    let user = server.user().await;
    let post = user.post("Kept elsewhere").await;
    let started: Vec<_> = processes_in(home.path()).into_iter().map(|process| process.name).collect();
    assert_eq!(started, ["hearth-server"], "it needs no PostgreSQL of its own");
    assert!(server.stop().await.status.success());

    let server = server_command.start().await;
    assert_eq!(user.at(&server.address()).client.post(post).await.unwrap().post.title, "Kept elsewhere");
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn accepts_every_documented_database_setting() {
    let (database, home) = (Database::start().await, TestDir::new());
    let url = database.url();
    serves(&server_in(&home).env("DATABASE_URL", &url), &home).await;
    serves(&server_in(&home).env("DATABASE_URL", url.replace("postgres://", "postgresql+psycopg2://")), &home).await;
    serves(&server_in(&home).arg("--database-url").arg(&url), &home).await;
    let parts = server_in(&home)
        .env("DATABASE_HOSTNAME", "127.0.0.1")
        .env("DATABASE_PORT", database.port().to_string())
        .env("DATABASE_USERNAME", Database::USER)
        .env("DATABASE_PASSWORD", Database::PASSWORD)
        .env("DATABASE_NAME", Database::NAME);
    serves(&parts, &home).await;
}

#[tokio::test]
async fn a_file_named_env_is_read() {
    let (database, home, work) = (Database::start().await, TestDir::new(), TestDir::new());
    let settings = format!("DATABASE_URL='{}'\nSECRET_KEY={SECRET}\n", database.url());
    std::fs::write(work.join(".env"), settings).unwrap();
    let server_command = ServerCommand::without_data_dir().env("HOME", home.path()).work_dir(work.path());
    serves(&server_command, &home).await;
}

#[tokio::test]
async fn servers_start_together_on_an_empty_database() {
    let (database, home) = (Database::start().await, TestDir::new());
    let server_command = server_in(&home).env("DATABASE_URL", database.url());
    let (one, two, three) = tokio::join!(server_command.start(), server_command.start(), server_command.start());
    let user = one.user().await;
    let post = user.post("Seen everywhere").await;
    for other in [&two, &three] {
        user.at(&other.address()).client.post(post).await.unwrap();
    }
}

#[tokio::test]
async fn without_a_key_it_says_how_to_make_one() {
    let test_dir = TestDir::new();
    let server_command = ServerCommand::without_data_dir().env("DATABASE_URL", "postgresql://ada@127.0.0.1:1/social");
    let refused = server_command.env("HOME", test_dir.path()).try_start().await.err().unwrap();
    refused.expect_refusal("SECRET_KEY is not set.");
    refused.expect_refusal("openssl rand -hex 32");
}

#[tokio::test]
async fn names_a_refusing_database_without_password() {
    let (database, home) = (Database::start().await, TestDir::new());
    let wrong = database.url().replace(&format!(":{}/", database.port()), ":1/");
    for url in [
        wrong,
        format!("postgresql://ada:hunter2@127.0.0.1:{}/social", database.port()),
        format!("postgresql://ada:hunter2@127.0.0.1:{}/nowhere", database.port()),
    ] {
        let refused = server_in(&home).env("DATABASE_URL", url).try_start().await.err().unwrap();
        refused.expect_refusal("The database does not let Hearth in");
        assert!(!refused.stderr.contains("hunter2") && !refused.stderr.contains(Database::PASSWORD));
    }
    let refused =
        server_in(&home).env("DATABASE_URL", "postgresql://ada:hunter2@[broken").try_start().await.err().unwrap();
    refused.expect_refusal("The database address is not one of PostgreSQL");
    assert!(!refused.stderr.contains("hunter2"), "{}", refused.stderr);
}

#[tokio::test]
async fn never_logs_a_password() {
    let (database, home) = (Database::start().await, TestDir::new());
    let address = format!("127.0.0.1:{}/social", database.port());
    for (number, password) in
        ["hunter2?sslmode=x'y", "12345?hunter2", "hunter2/x&y=z", "hunter2#'\"@"].iter().enumerate()
    {
        let quoted = password.replace('\'', "''");
        database.execute(&format!("CREATE ROLE eve{number} SUPERUSER LOGIN PASSWORD '{quoted}'")).await;
        let url = format!("postgresql://eve{number}:{password}@{address}");
        let server = server_in(&home).env("DATABASE_URL", &url).env("RUST_LOG", "debug").start().await;
        server.user().await.post("Let in").await;
        assert!(!server.stop().await.stderr.contains("hunter2"), "{password}");
    }
    // Where it cannot be told what belongs to what.
    for url in [
        format!("postgresql://ada:123/hunter2@{address}"),
        format!("postgresql://ada:hunter2@hunter2/hunter2@{address}"),
        format!("postgresql://ada@{address}?hunter2"),
        format!("postgresql://ada@{address}?hunter2@x=y"),
        format!("postgresql://ada@{address}?sslmode=hunter2"),
        "postgresql://ada:x@127.0.0.1:hunter2/social".to_owned(),
        "hunter2".to_owned(),
    ] {
        let refused =
            server_in(&home).env("DATABASE_URL", &url).env("RUST_LOG", "debug").try_start().await.err().unwrap();
        refused.expect_refusal("The database address is not one of PostgreSQL");
        assert!(!refused.stderr.contains("hunter2"), "{url}: {}", refused.stderr);
    }
}

#[tokio::test]
async fn an_address_of_ipv6_stands_in_brackets() {
    let (database, home) = (Database::start().await, TestDir::new());
    if TcpStream::connect(("::1", database.port())).is_err() {
        return skip("this machine has no IPv6");
    }
    serves(&server_in(&home).env("DATABASE_URL", database.url().replace("127.0.0.1", "[::1]")), &home).await;
    let parts = server_in(&home).env("DATABASE_HOSTNAME", "[::1]").env("DATABASE_PORT", database.port().to_string());
    let parts = parts.env("DATABASE_USERNAME", Database::USER).env("DATABASE_PASSWORD", Database::PASSWORD);
    serves(&parts.env("DATABASE_NAME", Database::NAME), &home).await;
}

#[tokio::test]
async fn names_the_cause_of_a_refusal() {
    let (database, home) = (Database::start().await, TestDir::new());
    let at = |address: &str| format!("postgresql://ada:hunter2@{address}/social");
    let web = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = web.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut client in web.incoming().flatten() {
            let _ = std::io::Write::write_all(&mut client, b"HTTP/1.1 400 Bad Request\r\n\r\n");
        }
    });
    let right = database.url();
    for (url, sentence) in [
        (at("127.0.0.1:1"), "nobody listens at its address. Check that it runs"),
        (at("nowhere.invalid"), "Check its host"),
        (at("%2Fnowhere"), "there is no such socket"),
        (at(&format!("127.0.0.1:{}", database.port())), "Check its user and password"),
        (right.replace("/social", "/nowhere"), "does not exist. Create it, or name another."),
        (at(&format!("127.0.0.1:{port}")), "does not speak PostgreSQL's protocol"),
        (format!("{right}&sslmode=require"), "it has no TLS, which sslmode asks for"),
        (format!("{right}&options=-c%20nothing=1"), "Check the options in its address"),
    ] {
        let refused = server_in(&home).env("DATABASE_URL", &url).try_start().await.err().unwrap();
        refused.expect_refusal("The database does not let Hearth in: ");
        refused.expect_refusal(sentence);
        assert!(!refused.stderr.contains("hunter2") && !refused.stderr.contains("Error {"), "{}", refused.stderr);
    }
}

/// Votes beside the Python backend, which takes votes and posts in its own order, so that it and our server can wait
/// for each other.
#[tokio::test]
async fn survives_a_deadlock_with_another_writer() {
    let (database, home) = (Database::start().await, TestDir::new());
    let server = server_in(&home).env("DATABASE_URL", database.url()).start().await;
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
    assert!(server.stderr().contains("a conflict with another writer"), "there was no deadlock to see");
}
