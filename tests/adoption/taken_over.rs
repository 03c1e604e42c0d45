//! Tests that everything that was there is there, on both backends.

use std::collections::BTreeMap;

use hearth_api::{CreatePost, PostOut, Vote};
use hearth_client::Client;
use hearth_tests::{Api, Database, PythonBackend, Server, User};
use serde_json::json;

use crate::{
    deployment::{ALEMBIC, PASSWORD, assert_same, live, posts_for},
    server_command,
};

/// The changes that an owner may make by hand, whom nobody told that votes are counted.
const BY_HAND: &str = "
    DELETE FROM votes WHERE user_id < 200;
    INSERT INTO votes SELECT id, 7 FROM users WHERE id > 500 ON CONFLICT DO NOTHING;
    UPDATE votes SET post_id = 8 WHERE post_id = 7 AND user_id NOT IN (SELECT user_id FROM votes WHERE post_id = 8);
    UPDATE posts SET published = NOT published, title = 'Changed' WHERE id % 7 = 0;
    DELETE FROM posts WHERE id % 5 = 0;
    DELETE FROM users WHERE id % 11 = 0;
";

#[tokio::test]
async fn adopts_sqlalchemy_tables() {
    let database = Database::start().await;
    goes_on(&database).await;
}

#[tokio::test]
async fn adopts_alembic_tables() {
    let database = Database::start().await;
    database.execute(ALEMBIC).await;
    goes_on(&database).await;
    let mut connection = database.connect().await;
    let version: String =
        sqlx::query_scalar("SELECT version_num FROM alembic_version").fetch_one(&mut connection).await.unwrap();
    assert_eq!(version, "95b3c7b3a007", "its own migrations can go on");
}

#[tokio::test]
async fn adopts_alembic_tables_without_phone_numbers() {
    let database = Database::start().await;
    database.execute(ALEMBIC).await;
    database.execute("ALTER TABLE users DROP COLUMN phone_number").await;
    let server = server_command(&database).start().await;
    let user = server.user().await;
    let account = server.api().get("/me", Some(&user.token)).await.expect(200).json();
    assert_eq!(account["phone_number"], serde_json::Value::Null);
}

async fn goes_on(database: &Database) {
    let python = PythonBackend::on(&database.sqlalchemy_url()).await;
    let ada = User::sign_up(python.address()).await;
    write_before(&ada).await;
    live(database).await;
    let expected = posts_for(database, ada.id).await;
    assert!(expected.len() > 2_700);

    let server = server_command(database).start().await;
    // By a token that the Python backend gave.
    assert_same(&server.api().walk("/posts/?limit=100", &ada.token).await, &expected);
    passwords_work(&server, &python).await;
    sign_ups_work(&server, &python).await;
    users_are_as_they_were(&server, &python).await;
    the_python_backend_counts_the_same(&python.api(), &ada, &expected).await;
    database.execute(BY_HAND).await;
    assert_same(&server.api().walk("/posts/?limit=100", &ada.token).await, &posts_for(database, ada.id).await);
    starts_again(server, database).await;
}

async fn write_before(ada: &User) {
    for (title, published) in [("Written before", true), ("A draft of before", false)] {
        let post = CreatePost { title: title.to_owned(), content: "c".to_owned(), published };
        let id = ada.client.create_post(&post).await.unwrap().id;
        ada.client.vote(Vote { post_id: id, dir: 1 }).await.unwrap();
    }
}

async fn passwords_work(server: &Server, python: &PythonBackend) {
    // One for each way of writing a hash, and an address as it was allowed then.
    for email in ["old-1@example.com", "old-2@example.com", "old-3@example.com", "Old-9@EXAMPLE.Com"] {
        let token = server.api().login(email, PASSWORD).await.expect(200).json();
        let token = token["access_token"].as_str().unwrap();
        let _ = python.api().get("/posts/?limit=1", Some(token)).await.expect(200);
        server.api().login(email, "password124").await.expect_detail(403, "Invalid Credentials");
    }
}

async fn sign_ups_work(server: &Server, python: &PythonBackend) {
    for (here, there) in [(server.api(), python.api()), (python.api(), server.api())] {
        let taken = json!({ "email": "old-7@example.com", "password": PASSWORD });
        here.post("/users/", None, &taken).await.expect_detail(409, "User with this email already exists");
        let new = User::sign_up(here.base()).await;
        let _ = there.login(&new.email, &new.password).await.expect(200);
        let _ = there.get("/posts/?limit=1", Some(&new.token)).await.expect(200);
        let post = new.at(there.base()).post("By somebody of there").await;
        let _ = here.get(&format!("/posts/{post}"), Some(&new.token)).await.expect(200);
        let _ = here.delete(&format!("/posts/{post}"), Some(&new.token)).await.expect(204);
    }
}

async fn users_are_as_they_were(server: &Server, python: &PythonBackend) {
    for id in [1, 2, 500, 1001] {
        let [ours, theirs] = [server.address(), python.address().to_owned()].map(|at| Client::remote(&at).unwrap());
        assert_eq!(ours.user(id).await.unwrap(), theirs.user(id).await.unwrap());
    }
}

/// Checks that the Python backend counts the same votes. It lists everybody's drafts, so it has more posts.
async fn the_python_backend_counts_the_same(python: &Api, ada: &User, expected: &[PostOut]) {
    let list = python.get("/posts/?limit=100000", Some(&ada.token)).await.expect(200);
    let list: Vec<PostOut> = serde_json::from_slice(&list.body).unwrap();
    let votes: BTreeMap<_, _> = list.iter().map(|post| (post.post.id, post.vote)).collect();
    for post in expected {
        assert_eq!(votes.get(&post.post.id), Some(&post.vote), "{post:?}");
    }
}

async fn starts_again(server: Server, database: &Database) {
    assert!(server.stop().await.status.success());
    let server = server_command(database).start().await;
    assert!(!server.stderr().contains(r#""level":"ERROR""#), "{}", server.stderr());
}
