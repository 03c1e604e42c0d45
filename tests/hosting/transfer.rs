//! Tests exports and imports, as docs/export.md describes them.

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};

use hearth_tests::{CliCommand, CliOutput, Database, Server, TestDir};
use serde_json::{Value, json};

use crate::server_on;

fn export(url: &str, args: &[&str], file: &Path) -> CliOutput {
    CliCommand::new(["export"].iter().chain(args)).arg(file).env("DATABASE_URL", url).run()
}

fn import(url: &str, args: &[&str], file: &Path) -> CliOutput {
    CliCommand::new(["import"].iter().chain(args)).arg(file).env("DATABASE_URL", url).run()
}

fn lines(file: &Path) -> Vec<Value> {
    fs::read_to_string(file).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The titles with their numbers of votes, and whether they can be signed in to.
async fn posts(server: &Server) -> Vec<(String, i64)> {
    let mut posts: Vec<_> =
        server.user().await.all_posts().await.into_iter().map(|post| (post.post.title, post.vote)).collect();
    posts.sort();
    posts
}

#[tokio::test]
async fn an_export_moves_people_posts_and_votes() {
    let (database, home) = (Database::start().await, TestDir::new());
    let server = server_on(&home, &database.url()).start().await;
    let gone = server.user().await;
    let (ada, ben) = (server.user().await, server.user().await);
    let post = ada.publish("Über \"Feuer\"", "A\nB\\ عائشة").await;
    ben.post("Embers").await;
    ben.vote_for(post).await;
    let file = home.join("hearth.jsonl");
    let said = export(&database.url(), &[], &file).succeeded();
    assert!(said.contains("3 people, 2 posts and 1 vote"), "{said}");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    export(&database.url(), &[], &file).expect_refusal("is there already");
    let written = lines(&file);
    assert_eq!((&written[0]["type"], &written[0]["version"]), (&json!("header"), &json!(1)));
    assert!(written.iter().all(|line| line.get("password").is_none()), "a hash of a password is there");
    assert_eq!(written.last().unwrap(), &json!({ "type": "end", "people": 3, "posts": 2, "votes": 1 }));

    let secret = home.join("with-passwords.jsonl");
    let _ = export(&database.url(), &["--with-passwords"], &secret).succeeded();
    // Elsewhere somebody has the first ids already.
    database.execute("CREATE DATABASE another").await;
    let another = database.url_of("another", Database::USER);
    let there = server_on(&home, &another).start().await;
    let eve = there.user().await;
    eve.post("There before").await;
    let said = import(&another, &[], &secret).succeeded();
    assert!(said.contains("3 people, 2 posts and 1 vote were imported"), "{said}");
    let expected =
        [("Embers", 0), ("There before", 0), ("Über \"Feuer\"", 1)].map(|(title, votes)| (title.to_owned(), votes));
    assert_eq!(posts(&there).await, expected);
    for user in [&gone, &ada, &ben] {
        let login = there.api().login(&user.email, &user.password).await.expect(200).json();
        let me = there.api().get("/me", login["access_token"].as_str()).await.expect(200).json();
        assert_eq!(me["email"], json!(user.email));
    }

    // Once more, it would be there twice.
    import(&another, &[], &file).expect_refusal("have accounts already");
    assert_eq!(posts(&there).await, expected);
    let _ = import(&another, &["--match-accounts"], &file).succeeded();
    assert_eq!(posts(&there).await.len(), 5);
}

#[tokio::test]
async fn an_import_is_all_or_nothing() {
    let (database, home) = (Database::start().await, TestDir::new());
    let server = server_on(&home, &database.url()).start().await;
    let header = json!({ "type": "header", "format": "hearth-export", "version": 1, "exported_at": "2026-11-30T00:00:00Z",
        "passwords": false });
    let ada = json!({ "type": "person", "id": 7, "email": "ada@example.com", "created_at": "2020-01-01T00:00:00Z" });
    let post = json!({ "type": "post", "id": 9, "person": 7, "title": "t", "content": "c", "published": true,
        "created_at": "2020-01-02T00:00:00Z" });
    let of_nobody = json!({ "type": "post", "id": 9, "person": 8, "title": "t", "content": "c", "published": true,
        "created_at": "2020-01-02T00:00:00Z" });
    let end = |posts: i32| json!({ "type": "end", "people": 1, "posts": posts, "votes": 0 });
    let file = home.join("file");
    for (lines, refusal) in [
        (vec![], "does not say that this is an export"),
        (vec![ada.clone()], "does not say that this is an export"),
        (vec![header.clone(), ada.clone(), post.clone()], "The file ends too early"),
        (vec![header.clone(), ada.clone(), post.clone(), end(2)], "The file ends too early"),
        (vec![header.clone(), ada.clone(), of_nobody, end(1)], "Line 3 cannot be used"),
        (vec![header.clone(), ada.clone(), ada.clone(), end(0)], "two people have the same"),
        (vec![header.clone(), ada.clone(), json!({ "type": "person", "id": "x" })], "Line 3 cannot be used"),
        (vec![header.clone(), ada.clone(), json!("hunter2")], "Line 3 cannot be used: it is not JSON with the fields"),
    ] {
        let text: Vec<_> = lines.iter().map(|line| format!("{line}\n")).collect();
        fs::write(&file, text.concat()).unwrap();
        import(&database.url(), &[], &file).expect_refusal(refusal);
        assert!(posts(&server).await.is_empty());
        let found = CliCommand::new(["user", "find", "ada@"]).env("DATABASE_URL", database.url()).run().succeeded();
        assert_eq!(found, "No accounts.\n", "{refusal}");
    }
    let whole: Vec<_> = [header, ada, post, end(1)].iter().map(|line| format!("{line}\n")).collect();
    fs::write(&file, whole.concat()).unwrap();
    let _ = import(&database.url(), &[], &file).succeeded();
    // Without a hash nobody signs in before there is a new password.
    assert_eq!(server.api().login("ada@example.com", "").await.status / 100, 4);
    let _ = CliCommand::new(["user", "reset-password", "ada@example.com"])
        .env("DATABASE_URL", database.url())
        .input("a new beginning\n")
        .run()
        .succeeded();
    assert_eq!(server.api().login("ada@example.com", "a new beginning").await.status, 200);
}
