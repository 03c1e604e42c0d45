//! A database of the owner's: named in every documented way, shared, adopted, and refused with a reason.

use std::time::Duration;

use hearth_api::{Login, UserCreate, Vote};
use hearth_client::{Client, FeedQuery};
use hearth_tests::{Launch, Place, Server, User, database::Database, processes_in};

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

/// What SQLAlchemy makes of the documented models, with some life in it. The passwords are all `password123`.
const PYTHON_BACKEND: &str = "
    CREATE TABLE users (id SERIAL NOT NULL, email VARCHAR NOT NULL, password VARCHAR NOT NULL,
        created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL, phone_number VARCHAR,
        PRIMARY KEY (id), UNIQUE (email));
    CREATE TABLE posts (id SERIAL NOT NULL, title VARCHAR NOT NULL, content VARCHAR NOT NULL,
        published BOOLEAN DEFAULT TRUE NOT NULL, created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
        owner_id INTEGER NOT NULL, PRIMARY KEY (id), FOREIGN KEY(owner_id) REFERENCES users (id) ON DELETE CASCADE);
    CREATE TABLE votes (user_id INTEGER NOT NULL, post_id INTEGER NOT NULL, PRIMARY KEY (user_id, post_id),
        FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE,
        FOREIGN KEY(post_id) REFERENCES posts (id) ON DELETE CASCADE);
    INSERT INTO users (email, password, created_at) VALUES
        ('a@example.com', '$2a$HASH', '2024-01-15 10:30:00.123456+00'),
        ('b@example.com', '$2b$HASH', '2024-01-16 10:30:00+00'),
        ('Shouting@EXAMPLE.com', '$2y$HASH', '2024-01-17 10:30:00+00');
    INSERT INTO posts (title, content, owner_id, created_at) VALUES
        ('Old', 'c', 1, '2024-02-01 00:00:00+00'), ('Newer', 'c', 2, '2024-02-02 00:00:00+00');
    INSERT INTO votes VALUES (1, 1), (2, 1), (3, 1), (1, 2);
";

/// Cost, salt and digest of `password123`.
const HASH: &str = "04$abcdefghijklmnopqrstuuK7Sjs7rFYArh/ytIZsOeM/z4RV2Fw2i";

#[tokio::test]
async fn one_that_the_python_backend_made_is_adopted_with_everything_in_it() {
    let (database, home) = (Database::start().await, Place::new());
    database.execute(&PYTHON_BACKEND.replace("HASH", HASH)).await;
    let server = launch(&home).env("DATABASE_URL", database.url()).start().await;

    let client = Client::remote(&server.address()).unwrap();
    for username in ["a@example.com", "b@example.com", "Shouting@EXAMPLE.com"] {
        let login = Login { username: username.to_owned(), password: "password123".to_owned() };
        let token = client.login(&login).await.unwrap();
        let client = client.with_token(&token.access_token);
        let posts = client.feed(&FeedQuery { limit: 9, ..FeedQuery::default() }, None).await.unwrap().posts;
        let found: Vec<_> = posts.iter().map(|post| (post.post.title.as_str(), post.vote)).collect();
        assert_eq!(found, [("Newer", 1), ("Old", 3)]);
    }
    let ada = server.api().get("/users/1", None).await.expect(200).json();
    assert_eq!(ada["created_at"], "2024-01-15T10:30:00.123456Z");
    let taken = UserCreate { email: "b@example.com".to_owned(), password: "password123".to_owned() };
    assert_eq!(client.sign_up(&taken).await.unwrap_err().status(), Some(409));
    votes_of_other_writers_count(&database, &server).await;
}

async fn votes_of_other_writers_count(database: &Database, server: &Server) {
    let user = User::sign_up(&server.address()).await;
    database.execute("DELETE FROM votes WHERE user_id = 1; INSERT INTO votes VALUES (2, 2), (3, 2)").await;
    assert_eq!(user.client.post(1).await.unwrap().vote, Some(2));
    assert_eq!(user.client.post(2).await.unwrap().vote, Some(2));
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
