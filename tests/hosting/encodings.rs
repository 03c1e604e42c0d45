//! Tests databases in another encoding than UTF-8.

use hearth_tests::{Database, ServerCommand, TestDir, send, unique_email};
use reqwest::Method;
use serde_json::json;

use crate::server_on;

async fn server_command(encoding: &str) -> (Database, ServerCommand, TestDir) {
    let (database, home) = (Database::start().await, TestDir::new());
    let create = format!("CREATE DATABASE other TEMPLATE template0 ENCODING '{encoding}' LOCALE 'C'");
    database.execute(&create).await;
    let server_command = server_on(&home, &database.url_of("other", Database::USER));
    (database, server_command, home)
}

#[tokio::test]
async fn refuses_letters_that_latin1_lacks() {
    let (_database, server_command, _home) = server_command("LATIN1").await;
    let server = server_command.start().await;
    assert!(server.stderr().contains("LATIN1"), "its owner is told: {}", server.stderr());
    let user = server.user().await;
    let (api, token) = (server.api(), Some(user.token.as_str()));
    let post = user.post("Größe").await;
    for (title, content, field) in [("5 €", "c", "title"), ("t", "😀", "content"), ("😀", "😀", "title")] {
        let sent = json!({ "title": title, "content": content });
        for (method, path) in [(Method::POST, "/posts/".to_owned()), (Method::PUT, format!("/posts/{post}"))] {
            let answer = send(api.request(method, &path).bearer_auth(&user.token).json(&sent)).await;
            assert_eq!(answer.expect(422).detail()[0]["loc"], json!(["body", field]));
        }
    }
    for path in ["/posts/?search=%E2%82%AC", "/posts/?sort=top&search=%F0%9F%98%80", "/me/drafts?search=%E2%82%AC"] {
        assert_eq!(api.get(path, token).await.expect(422).detail()[0]["loc"], json!(["query", "search"]));
    }
    let login = api.login("€@example.com", "correct horse").await.expect(422).detail();
    assert_eq!(login[0]["loc"], json!(["body", "username"]));
    let account = json!({ "email": format!("€{}", unique_email()), "password": "correct horse" });
    assert_eq!(api.post("/users/", None, &account).await.expect(422).detail()[0]["loc"], json!(["body", "email"]));

    let found = api.get("/posts/?search=%C3%B6%C3%9Fe", token).await.expect(200).json();
    assert_eq!(found[0]["Post"]["title"], "Größe", "what it has is found");
    assert!(!server.stderr().contains(r#""level":"ERROR""#), "{}", server.stderr());
}

#[tokio::test]
async fn refuses_sql_ascii_with_advice() {
    let (_database, server_command, _home) = server_command("SQL_ASCII").await;
    let refused = server_command.try_start().await.err().unwrap();
    refused.expect_refusal("The encoding of the database is SQL_ASCII, and Hearth needs UTF8.");
    refused.expect_refusal("createdb --template=template0 --encoding=UTF8");
}
