//! Tests opening a data directory of an earlier version.

use std::{fs, path::Path};

use hearth_tests::{Server, TestDir};
use serde_json::json;
use sqlx::{ConnectOptions as _, Connection as _};

/// The database as `pg_dump` writes it (`--inserts --no-owner --no-privileges`), and the key: version 0.1.0 wrote both.
fn of_version_0_1_0(file: &str) -> Vec<u8> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("faults/test-data/0.1.0");
    fs::read(dir.join(file)).unwrap()
}

#[tokio::test]
async fn opens_a_data_directory_of_0_1_0() {
    let dir = TestDir::new();
    let home = dir.join("data");
    let server = Server::start(&home).await;
    let mut database = server.database().connect().await.unwrap();
    let dump = String::from_utf8(of_version_0_1_0("database.sql")).unwrap();
    let replaced = format!("DROP SCHEMA public CASCADE; CREATE SCHEMA public; {dump}");
    sqlx::raw_sql(sqlx::AssertSqlSafe(replaced)).execute(&mut database).await.unwrap();
    database.close().await.unwrap();
    assert!(server.stop().await.status.success());
    // Over the new one, which keeps its owner and mode.
    fs::write(home.join("secret.key"), of_version_0_1_0("secret.key")).unwrap();

    let server = Server::start(&home).await;
    let api = server.api();
    let token = api.login("ada@example.com", "correct horse").await.expect(200).json()["access_token"].clone();
    let token = token.as_str();
    let posts = api.get("/posts/", token).await.expect(200).json();
    let seen = posts.as_array().unwrap().iter();
    let seen: Vec<_> =
        seen.map(|post| (post["Post"]["title"].as_str().unwrap(), post["vote"].as_i64().unwrap())).collect();
    assert_eq!(seen, [("Half a thought", 0), ("Σίσυφος", 2), ("Moth", 1)]);
    assert_eq!(api.get("/posts/?search=σισυφος", token).await.titles(), ["Σίσυφος"]);
    // It goes on with it: votes are counted, ids continue, and a post that was sent before is not written twice.
    let _ = api.post("/vote/", token, &json!({ "post_id": 1, "dir": 1 })).await.expect(201);
    assert_eq!(api.get("/posts/1", token).await.json()["vote"], 2);
    let moth = json!({ "title": "Moth", "content": "Seen at the *lamp*." });
    let again = api.request(reqwest::Method::POST, "/posts/").bearer_auth(token.unwrap());
    let again = again.header("Idempotency-Key", "0b7c2c1e-7c0e-4d6c-9a55-1c3f6a1d2b01").json(&moth);
    assert_eq!(hearth_tests::send(again).await.json()["id"], 1);
    assert!(api.post("/posts/", token, &moth).await.expect(201).json()["id"].as_i64() > Some(3));
    assert_eq!(fs::read(home.join("secret.key")).unwrap(), of_version_0_1_0("secret.key"));
    expect_no_superuser(&server).await;
}

/// Fails unless the server works as a role that owns its tables and functions, and is no superuser; all of it was the superuser's
/// when it was restored.
async fn expect_no_superuser(server: &Server) {
    let mut database = server.database().connect().await.unwrap();
    let roles = "
        SELECT DISTINCT rolname || ' ' || rolsuper FROM pg_stat_activity JOIN pg_roles ON rolname = usename
        WHERE application_name = 'hearth'";
    let roles: Vec<String> = sqlx::query_scalar(roles).fetch_all(&mut database).await.unwrap();
    assert_eq!(roles, ["hearth_api false"]);
    let owners = "
        SELECT DISTINCT pg_get_userbyid(owner) FROM (
            SELECT relowner FROM pg_class WHERE relnamespace = 'public'::regnamespace
            UNION SELECT proowner FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname LIKE 'hearth%'
            UNION SELECT nspowner FROM pg_namespace WHERE nspname = 'public'
            UNION SELECT datdba FROM pg_database WHERE datname = current_database()
        ) AS owned (owner)";
    let owners: Vec<String> = sqlx::query_scalar(owners).fetch_all(&mut database).await.unwrap();
    assert_eq!(owners, ["hearth_api"]);
}
