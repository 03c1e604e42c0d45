//! Tests data directories of every kind, for every kind of user.

use std::{
    fs,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

use hearth_api::Login;
use hearth_tests::{Account, AcknowledgedWrites, ServerCommand, TestDir, is_root, processes_in, skip};

/// Returns a name of over 107 bytes, which is more than the path of a socket may have.
fn odd_name() -> PathBuf {
    let name = "Grüße aus Köln, 'mit' \"Zeichen\" & $HOME\\ 100%";
    Path::new(name).join("weit ".repeat(20)).join("Ende")
}

/// Starts, writes, stops, starts again and finds what was written, signed in as before.
async fn lives(server_command: &ServerCommand, test_dir: &TestDir) {
    let server = server_command.start().await;
    let user = server.user().await;
    let acknowledged_writes = AcknowledgedWrites::default();
    for _ in 0..4 {
        acknowledged_writes.write_one(&user, 2000).await.unwrap();
    }
    assert!(server.stop().await.status.success());
    assert_eq!(processes_in(test_dir.path()), []);

    let server = server_command.start().await;
    acknowledged_writes.check(&user.at(&server.address())).await;
    let login = Login { username: user.email.clone(), password: user.password.clone() };
    user.at(&server.address()).client.login(&login).await.unwrap();
    assert!(server.stop().await.status.success());
    assert_eq!(processes_in(test_dir.path()), []);
}

#[tokio::test]
async fn an_odd_and_long_path_is_as_good_as_any() {
    let test_dir = TestDir::new();
    let dir = test_dir.join(odd_name());
    assert!(dir.as_os_str().len() > 107);
    // Made beforehand, so that root's PostgreSQL can enter it and the cluster stays there.
    fs::create_dir_all(&dir).unwrap();
    lives(&ServerCommand::on(&dir), &test_dir).await;
    assert!(!dir.join("postgres").is_symlink());
}

#[tokio::test]
async fn a_link_to_a_directory_is_followed() {
    let test_dir = TestDir::new();
    let (dir, link) = (test_dir.join("real"), test_dir.join("link"));
    fs::create_dir(&dir).unwrap();
    std::os::unix::fs::symlink(&dir, &link).unwrap();
    lives(&ServerCommand::on(&link), &test_dir).await;
    assert!(dir.join("secret.key").is_file());
}

#[tokio::test]
async fn an_ordinary_user_needs_nothing_but_a_directory() {
    if !is_root() {
        return skip("all of these tests run as an ordinary user already");
    }
    let test_dir = TestDir::new();
    let home = test_dir.make_dir("home", 0o700, Account::NOBODY);
    let dir = home.join(odd_name());
    lives(&ServerCommand::on(&dir).account(Account::NOBODY), &test_dir).await;
    let found = fs::metadata(&dir).unwrap();
    assert_eq!((found.uid(), found.mode() & 0o777), (Account::NOBODY.uid, 0o700));
}

#[tokio::test]
async fn a_home_that_only_root_can_enter_stays_so() {
    if !is_root() {
        return skip("only root has to run PostgreSQL as somebody else");
    }
    let test_dir = TestDir::new();
    let home = test_dir.make_dir("root", 0o700, Account { uid: 0, gid: 0 });
    lives(&ServerCommand::without_data_dir().env("HOME", &home), &test_dir).await;
    assert_eq!(fs::metadata(&home).unwrap().mode() & 0o777, 0o700);
    // What can be found is where it is looked for, or says where it is.
    let data = home.join(".local/share/hearth");
    assert!(data.join("postgres/data/PG_VERSION").is_file());
    assert_eq!(fs::metadata(data.join("secret.key")).unwrap().mode() & 0o777, 0o600);
}
