//! Tests the server's log.

use hearth_tests::{ServerCommand, TestDir};
use serde_json::{Value, json};

use crate::SECRET;

const PASSWORD: &str = "Correct-Horse-1";

#[tokio::test]
async fn a_line_of_the_log_is_an_object_and_holds_no_secret() {
    let test_dir = TestDir::new();
    let server_command = ServerCommand::on(test_dir.data_dir()).env("SECRET_KEY", SECRET).env("RUST_LOG", "debug");
    let server = server_command.start().await;
    let api = server.api();
    let account = json!({ "email": "ada@example.com", "password": PASSWORD });
    let _ = api.post("/users/", None, &account).await.expect(201);
    let _ = api.post("/users/", None, &account).await.expect(409);
    let _ = api.post("/users/", None, &json!({ "email": 1, "password": PASSWORD })).await.expect(422);
    let _ = api.post("/users/", None, &json!({ "email": "x", "password": [PASSWORD] })).await.expect(422);
    let _ = api.login("nobody@example.com", PASSWORD).await.expect(403);
    let token = api.login("ada@example.com", PASSWORD).await.expect(200).json();
    let token = token["access_token"].as_str().unwrap();
    let _ = api.get("/posts/", Some(token)).await.expect(200);
    let _ = api.get("/posts/", Some(&format!("{token}x"))).await.expect(401);
    let _ = api.post("/posts/", Some(token), &json!({ "title": "t" })).await.expect(422);

    let (stdout, address) = (server.stdout(), server.address());
    let ended = server.stop().await;
    assert_eq!(stdout, format!("Hearth is listening on {address}\n"));
    assert!(ended.stderr.lines().count() > 10, "{}", ended.stderr);
    for line in ended.stderr.lines() {
        let line: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        assert!(line["level"].is_string() && line["timestamp"].is_string(), "{line}");
    }
    let signature = token.rsplit('.').next().unwrap();
    for secret in [PASSWORD, SECRET, signature, "$2b$"] {
        assert!(!ended.stderr.contains(secret), "{secret:?} is in the log: {}", ended.stderr);
    }
}
