//! Tests restoring backups.

use std::fs;

use hearth_tests::{AcknowledgedWrites, CliCommand, Database, Server, ServerCommand, TestDir, processes_in, skip};
use serde_json::json;

use super::{fill, on_own, titles};
use crate::server_on;

#[tokio::test]
async fn everything_acknowledged_before_a_backup_is_there_elsewhere() {
    let (here, there) = (TestDir::new(), TestDir::new());
    let server = Server::start(here.data_dir()).await;
    let user = server.user().await;
    let before = AcknowledgedWrites::default();
    for _ in 0..5 {
        before.write_one(&user, 500).await.unwrap();
    }
    let file = here.join("hearth.dump");
    let path = file.clone();
    let dir = here.data_dir();
    let backup =
        tokio::task::spawn_blocking(move || CliCommand::new(["backup", "--data-dir"]).arg(dir).arg(path).run());
    let load = [server.user().await, server.user().await];
    let output = AcknowledgedWrites::default().write_during(&load, backup).await.unwrap();
    let _ = output.succeeded();
    assert!(server.stop().await.status.success());

    let said = on_own(&there, "restore", &["--keep-sessions"], Some(&file)).succeeded();
    assert!(said.ends_with(" now. Sessions go on.\n"), "{said}");
    assert!(processes_in(&there.data_dir()).is_empty());
    fs::copy(here.data_dir().join("secret.key"), there.data_dir().join("secret.key")).unwrap();
    let server = Server::start(there.data_dir()).await;
    let user = user.at(&server.address());
    before.check(&user).await;
    before.write_one(&user, 500).await.expect("it can be written to");
    on_own(&there, "restore", &["--confirm"], None).expect_refusal("no restore to confirm");
}

#[tokio::test]
async fn a_restore_replaces_the_database_and_is_undone_or_confirmed() {
    let test_dir = TestDir::new();
    let server = Server::start(test_dir.data_dir()).await;
    let [ada, _] = fill(&server).await;
    let file = test_dir.join("hearth.dump");
    let _ = on_own(&test_dir, "backup", &[], Some(&file)).succeeded();
    ada.post("Written since").await;
    on_own(&test_dir, "restore", &[], Some(&file)).expect_refusal("is already in use");
    assert_eq!(titles(&server).await, ["By the fire", "Embers", "Written since"]);
    assert!(server.stop().await.status.success());

    let said = on_own(&test_dir, "restore", &[], Some(&file)).succeeded();
    assert!(said.contains("2 people, 2 posts and 1 vote now. Everybody is signed out."), "{said}");
    on_own(&test_dir, "restore", &[], Some(&file)).expect_refusal("is not confirmed");
    let server = Server::start(test_dir.data_dir()).await;
    assert_eq!(titles(&server).await, ["By the fire", "Embers"]);
    // A session from before does not go on, and its owner signs in again.
    assert_eq!(server.api().get("/me", Some(&ada.token)).await.status, 401);
    let token = server.api().login(&ada.email, &ada.password).await.expect(200).json()["access_token"].clone();
    let text = json!({ "title": "After the restore", "content": "c" });
    let _ = server.api().post("/posts/", token.as_str(), &text).await.expect(201);
    on_own(&test_dir, "restore", &["--undo"], None).expect_refusal("is already in use");
    assert!(
        CliCommand::new(["doctor", "--data-dir"]).arg(test_dir.data_dir()).run().stdout.contains("restore --confirm")
    );
    assert!(server.stop().await.status.success());

    let _ = on_own(&test_dir, "restore", &["--undo"], None).succeeded();
    let server = Server::start(test_dir.data_dir()).await;
    assert_eq!(titles(&server).await, ["By the fire", "Embers", "Written since"]);
    assert_eq!(server.api().get("/me", Some(&ada.token)).await.status, 200);
    assert!(server.stop().await.status.success());

    let _ = on_own(&test_dir, "restore", &[], Some(&file)).succeeded();
    let _ = on_own(&test_dir, "restore", &["--confirm"], None).succeeded();
    let cluster = test_dir.data_dir().join("postgres").canonicalize().unwrap();
    let left: Vec<_> = fs::read_dir(cluster).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().contains("before")), "{left:?}");
    on_own(&test_dir, "restore", &["--undo"], None).expect_refusal("no restore to confirm or to undo");
}

#[tokio::test]
async fn what_is_no_backup_changes_nothing() {
    let test_dir = TestDir::new();
    let server = Server::start(test_dir.data_dir()).await;
    fill(&server).await;
    let file = test_dir.join("hearth.dump");
    let _ = on_own(&test_dir, "backup", &["--no-check"], Some(&file)).succeeded();
    assert!(server.stop().await.status.success());
    let whole = fs::read(&file).unwrap();
    let (text, half, damaged) = (test_dir.join("text"), test_dir.join("half"), test_dir.join("damaged"));
    fs::write(&text, "SELECT 1;").unwrap();
    fs::write(&half, &whole[..whole.len() / 2]).unwrap();
    let mut bytes = whole.clone();
    bytes[whole.len() / 2..whole.len() * 3 / 4].fill(0xff);
    fs::write(&damaged, bytes).unwrap();
    on_own(&test_dir, "restore", &[], Some(&text)).expect_refusal("is not a backup");
    on_own(&test_dir, "restore", &[], Some(&half)).expect_refusal("pg_restore failed");
    on_own(&test_dir, "restore", &[], Some(&damaged)).expect_refusal("pg_restore failed");
    let server = Server::start(test_dir.data_dir()).await;
    assert_eq!(titles(&server).await, ["By the fire", "Embers"]);
}

#[tokio::test]
async fn an_external_database_has_to_be_empty() {
    let (database, home) = (Database::start().await, TestDir::new());
    let server = server_on(&home, &database.url()).start().await;
    let [ada, _] = fill(&server).await;
    let file = home.join("hearth.dump");
    let command = |name: &str, url: &str| CliCommand::new([name]).arg(&file).env("DATABASE_URL", url).run();
    let _ = command("backup", &database.url()).succeeded();
    command("restore", &database.url()).expect_refusal("The database is not empty");
    database.execute("CREATE DATABASE another").await;
    let another = database.url_of("another", Database::USER);
    let said = command("restore", &another).succeeded();
    assert!(said.contains("2 people, 2 posts and 1 vote now. Everybody is signed out."), "{said}");
    drop(server);
    let server = server_on(&home, &another).start().await;
    assert_eq!(titles(&server).await, ["By the fire", "Embers"]);
    assert_eq!(server.api().get("/me", Some(&ada.token)).await.status, 401);
    assert_eq!(server.api().login(&ada.email, &ada.password).await.status, 200);
}

#[tokio::test]
async fn a_newer_major_version_takes_a_database_over() {
    const OLDER: &str = "/usr/lib/postgresql/15";
    if !std::path::Path::new(OLDER).join("bin/pg_dump").is_file() {
        return skip("PostgreSQL 15 of the distribution is not installed here");
    }
    let test_dir = TestDir::new();
    let version = || fs::read_to_string(test_dir.data_dir().join("postgres/data/PG_VERSION")).unwrap();
    let server = ServerCommand::on(test_dir.data_dir()).env("HEARTH_POSTGRES_DIR", OLDER).start().await;
    let [ada, _] = fill(&server).await;
    let file = test_dir.join("hearth.dump");
    let _ = on_own(&test_dir, "backup", &[], Some(&file)).succeeded();
    assert!(server.stop().await.status.success());
    assert_eq!(version().trim(), "15");

    let _ = on_own(&test_dir, "restore", &["--keep-sessions"], Some(&file)).succeeded();
    assert_eq!(version().trim(), "18");
    let server = Server::start(test_dir.data_dir()).await;
    assert_eq!(titles(&server).await, ["By the fire", "Embers"]);
    ada.at(&server.address()).post("On the newer one").await;
    assert!(server.stop().await.status.success());
    // And there is a way back.
    let _ = on_own(&test_dir, "restore", &["--undo"], None).succeeded();
    let server = ServerCommand::on(test_dir.data_dir()).env("HEARTH_POSTGRES_DIR", OLDER).start().await;
    assert_eq!(titles(&server).await, ["By the fire", "Embers"]);
}
