//! Tests rules that the owner's tables have for their columns: what breaks one is refused at the field, and by no error
//! of ours.

use hearth_tests::{Answer, Database, Server, User};
use serde_json::{Value, json};

use crate::{deployment::ALEMBIC, server_command};

/// The rules that an owner may have added to the tables.
const RULES: &str = "
    ALTER TABLE posts ALTER title TYPE VARCHAR(255), ADD CONSTRAINT decent CHECK (title <> 'forbidden');
    ALTER TABLE users ALTER email TYPE VARCHAR(50), ALTER phone_number TYPE VARCHAR(10);
    ALTER TABLE users ALTER phone_number SET DEFAULT '', ALTER phone_number SET NOT NULL;
    CREATE UNIQUE INDEX one_account ON users (lower(email));
    CREATE INDEX by_content ON posts (content);
    CREATE UNIQUE INDEX by_title ON posts (lower(title)) WHERE title LIKE 'Only %';
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.title LIKE 'Refused%' THEN RAISE EXCEPTION 'the secret reason'; END IF;
        RETURN NEW;
    END
    $$;
    CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON posts FOR EACH ROW EXECUTE FUNCTION refuse();
    CREATE TABLE pinned (post_id INTEGER REFERENCES posts);
";

async fn ruled() -> (Database, Server, User) {
    let database = Database::start().await;
    database.execute(ALEMBIC).await;
    database.execute(RULES).await;
    let server = server_command(&database).start().await;
    let user = server.user().await;
    (database, server, user)
}

/// Text that PostgreSQL cannot make much shorter.
fn random(letters: usize) -> String {
    std::iter::repeat_with(fastrand::alphanumeric).take(letters).collect()
}

#[track_caller]
fn refused_at(answer: Answer, field: &str, kind: &str) -> Value {
    let error = answer.expect(422).detail()[0].clone();
    assert_eq!((&error["loc"], &error["type"]), (&json!(["body", field]), &json!(kind)), "{error}");
    error
}

#[tokio::test]
async fn refuses_values_longer_than_the_column() {
    let (_database, server, user) = ruled().await;
    let (api, token) = (server.api(), Some(user.token.as_str()));
    let fits = json!({ "title": "ä".repeat(255), "content": "c" });
    let post = api.post("/posts/", token, &fits).await.expect(201).json()["id"].as_i64().unwrap();
    let long = json!({ "title": "ä".repeat(256), "content": "c" });
    for answer in [api.post("/posts/", token, &long).await, api.put(&format!("/posts/{post}"), token, &long).await] {
        let error = refused_at(answer, "title", "string_too_long");
        assert_eq!(error["ctx"], json!({ "max_length": 255 }));
        assert_eq!(error["msg"], "String should have at most 255 characters");
    }
    let address = format!("{}@example.com", "a".repeat(48));
    let account = json!({ "email": address, "password": "correct horse" });
    refused_at(api.post("/users/", None, &account).await, "email", "string_too_long");
    let number = api.request(reqwest::Method::PATCH, "/me").bearer_auth(&user.token);
    let number = number.json(&json!({ "phone_number": "+49 30 1234567" }));
    refused_at(hearth_tests::send(number).await, "phone_number", "string_too_long");
    // Nobody can have that address.
    api.login(&address, "correct horse").await.expect_detail(403, "Invalid Credentials");
}

#[tokio::test]
async fn reports_constraint_violations_at_the_field() {
    let (_database, server, user) = ruled().await;
    let (api, token) = (server.api(), Some(user.token.as_str()));
    for letters in [6_000, 12_000] {
        let post = json!({ "title": "t", "content": random(letters) });
        refused_at(api.post("/posts/", token, &post).await, "content", "value_error");
    }
    let post = json!({ "title": "forbidden", "content": "c" });
    refused_at(api.post("/posts/", token, &post).await, "title", "value_error");
    let none = api.request(reqwest::Method::PATCH, "/me").bearer_auth(&user.token);
    let none = none.json(&json!({ "phone_number": null }));
    refused_at(hearth_tests::send(none).await, "phone_number", "value_error");

    let only = json!({ "title": "Only once", "content": "c" });
    let _ = api.post("/posts/", token, &only).await.expect(201);
    api.post("/posts/", token, &only).await.expect_detail(409, "This title is taken");
    let account = json!({ "email": user.email.to_uppercase(), "password": "correct horse" });
    api.post("/users/", None, &account).await.expect_detail(409, "User with this email already exists");
}

#[tokio::test]
async fn trigger_refusals_are_no_server_error() {
    let (_database, server, user) = ruled().await;
    let (api, token) = (server.api(), Some(user.token.as_str()));
    for key in [None, Some("a-key")] {
        let request = api.request(reqwest::Method::POST, "/posts/").bearer_auth(&user.token);
        let request = key.map_or(request.try_clone().unwrap(), |key| request.header("idempotency-key", key));
        let answer = hearth_tests::send(request.json(&json!({ "title": "Refused", "content": "c" }))).await;
        let error = answer.expect(422).detail()[0].clone();
        assert_eq!(error["loc"], json!(["body"]));
        assert!(!error.to_string().contains("secret"), "{error}");
    }
    assert!(server.stderr().contains("the secret reason"), "its owner sees it");
    let post = user.post("Fine").await;
    let change = json!({ "title": "Refused, too", "content": "c" });
    let _ = api.put(&format!("/posts/{post}"), token, &change).await.expect(422);
}

#[tokio::test]
async fn a_post_that_others_refer_to_stays() {
    let (database, server, user) = ruled().await;
    let post = user.post("Pinned").await;
    database.execute(&format!("INSERT INTO pinned VALUES ({post})")).await;
    let _ = server.api().delete(&format!("/posts/{post}"), Some(&user.token)).await.expect(409);
    let _ = server.api().get(&format!("/posts/{post}"), Some(&user.token)).await.expect(200);
    let leave = json!({ "password": user.password });
    let _ = server.api().post("/me/delete", Some(&user.token), &leave).await.expect(409);
}

/// Deletes a post while it is voted on, with constraints by another name.
#[tokio::test]
async fn vote_on_a_deleted_post_finds_no_post() {
    let database = Database::start().await;
    database.execute(ALEMBIC).await;
    database.execute("ALTER TABLE votes RENAME CONSTRAINT votes_post_id_fkey TO user_posts").await;
    let server = server_command(&database).start().await;
    let user = server.user().await;
    let post = user.post("Gone in a moment").await;
    let mut other = database.connect().await;
    let mut deletion = sqlx::Connection::begin(&mut other).await.unwrap();
    sqlx::query("DELETE FROM posts WHERE id = $1").bind(post).execute(&mut *deletion).await.unwrap();
    let (api, token) = (server.api(), user.token.clone());
    let vote =
        tokio::spawn(async move { api.post("/vote/", Some(&token), &json!({ "post_id": post, "dir": 1 })).await });
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    deletion.commit().await.unwrap();
    vote.await.unwrap().expect_detail(404, &format!("Post with id: {post} does not exist"));
}

#[tokio::test]
async fn a_sequence_that_is_behind_is_moved() {
    const ROWS: &str = "
        INSERT INTO users (id, email, password) SELECT n, 'restored-' || n || '@example.com', '' FROM generate_series(1, 40) n;
        INSERT INTO posts (id, title, content, owner_id) SELECT n, 'Restored', '', 1 FROM generate_series(1, 40) n";
    let database = Database::start().await;
    database.execute(ALEMBIC).await;
    // A sequence that is nobody's, as some tools leave it.
    database.execute("ALTER SEQUENCE posts_id_seq OWNED BY NONE").await;
    database.execute(ROWS).await;
    let server = server_command(&database).start().await;
    let user = server.user().await;
    assert_eq!((user.id, user.post("The next").await), (41, 41));

    // And while it runs.
    let rows = ROWS.replace("(1, 40)", "(42, 90)").replace("restored-", "again-");
    database.execute(&rows).await;
    let account = json!({ "email": "fresh@example.com", "password": "correct horse" });
    let _ = server.api().post("/users/", None, &account).await.expect(201);
    server.api().post("/users/", None, &account).await.expect_detail(409, "User with this email already exists");
    assert_eq!(user.post("Another").await, 91);
    assert!(server.stderr().contains("users_id_seq was behind"), "{}", server.stderr());
}

#[tokio::test]
async fn titles_and_passwords_may_be_null() {
    let database = Database::start().await;
    database.execute(ALEMBIC).await;
    database
        .execute("ALTER TABLE posts ALTER title DROP NOT NULL; ALTER TABLE users ALTER password DROP NOT NULL")
        .await;
    let server = server_command(&database).start().await;
    let user = server.user().await;
    database.execute("INSERT INTO users (email, password) VALUES ('guest@example.com', NULL)").await;
    database.execute(&format!("INSERT INTO posts (content, owner_id) VALUES ('untitled', {})", user.id)).await;
    let feed = server.api().get("/posts/", Some(&user.token)).await.expect(200).json();
    assert_eq!((&feed[0]["Post"]["title"], &feed[0]["Post"]["content"]), (&json!(""), &json!("untitled")));
    server.api().login("guest@example.com", "anything").await.expect_detail(403, "Invalid Credentials");
}

#[tokio::test]
async fn a_column_that_holds_no_hash_is_named() {
    let database = Database::start().await;
    database.execute(&ALEMBIC.replace("password VARCHAR", "password VARCHAR(50)")).await;
    let refused = server_command(&database).try_start().await.err().unwrap();
    refused.expect_refusal("users.password takes no more than 50 letters, and the hash of a password has 60");
}
