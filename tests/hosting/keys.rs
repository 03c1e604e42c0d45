//! Tests the keys that sign sessions: short ones, previous ones, and a new one for a running deployment.

use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::Path,
    process::{Command, Output, Stdio},
    thread,
    time::{Duration, Instant},
};

use hearth_tests::{Account, Binaries, Database, Server, ServerCommand, TestDir, User, is_root, skip};
use sqlx::types::chrono::Utc;

use crate::SECRET;

/// Runs `hearth-server rotate-key` on this data directory.
fn rotate(data_dir: &Path) -> Output {
    rotate_key(data_dir).output().unwrap()
}

fn rotate_key(data_dir: &Path) -> Command {
    let mut command = Command::new(Binaries::server());
    command.args(["rotate-key", "--data-dir"]).arg(data_dir).env_clear().current_dir("/");
    command
}

/// Returns whether the session of a user goes on at this server.
async fn goes_on(user: &User, address: &str) -> bool {
    match user.at(address).client.me().await {
        Ok(_) => true,
        Err(error) if error.status() == Some(401) => false,
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn a_short_key_works_with_a_warning_at_each_start() {
    let test_dir = TestDir::new();
    let server_command = ServerCommand::on(test_dir.data_dir()).env("SECRET_KEY", "short");
    for _ in 0..2 {
        let server = server_command.start().await;
        server.user().await.post("Signed with a short key").await;
        let ended = server.stop().await;
        assert_eq!(ended.stderr.matches("shorter than 32 bytes").count(), 1, "{}", ended.stderr);
        assert!(!ended.stderr.contains(r#""short""#), "{}", ended.stderr);
    }
    let server = ServerCommand::on(test_dir.data_dir()).env("SECRET_KEY", SECRET).start().await;
    assert!(!server.stderr().contains("shorter than 32 bytes"));
}

/// Starts on a file as a power cut leaves one whose blocks were not written yet.
#[tokio::test]
async fn a_key_of_zeros_never_signs() {
    let test_dir = TestDir::new();
    fs::create_dir(test_dir.data_dir()).unwrap();
    let file = test_dir.data_dir().join("secret.key");
    fs::write(&file, [0; 64]).unwrap();
    let refused = ServerCommand::on(test_dir.data_dir()).try_start().await.err().unwrap();
    refused.expect_refusal(&format!("The key in {} is damaged", file.display()));
    refused.expect_refusal("or remove it: that ends all sessions.");
    assert!(!rotate(&test_dir.data_dir()).status.success());
    fs::remove_file(&file).unwrap();
    let server = Server::start(test_dir.data_dir()).await;
    assert!(goes_on(&server.user().await, &server.address()).await);
}

#[tokio::test]
async fn previous_keys_verify_and_never_sign() {
    let (database, home) = (Database::start().await, TestDir::new());
    let with = |key: &str, previous: &str| {
        let server_command =
            ServerCommand::without_data_dir().env("HOME", home.path()).env("DATABASE_URL", database.url());
        server_command.env("SECRET_KEY", key).env("HEARTH_PREVIOUS_SECRET_KEYS", previous)
    };
    let (first, second, third) = (SECRET.to_owned(), format!("{SECRET}-2"), format!("{SECRET}-3"));
    let server = with(&first, "").start().await;
    let ada = server.user().await;
    assert!(server.stop().await.status.success());

    let server = with(&third, &format!("{second}, {first}")).start().await;
    assert!(goes_on(&ada, &server.address()).await);
    let bob = server.user().await;
    assert!(server.stop().await.status.success());

    let server = with(&third, "").start().await;
    assert!(goes_on(&bob, &server.address()).await, "what the current key signs needs no other");
    assert!(!goes_on(&ada, &server.address()).await, "a key that is named no more verifies no more");
}

#[tokio::test]
async fn a_new_key_ends_no_session() {
    let test_dir = TestDir::new();
    let file = test_dir.data_dir().join("secret.key");
    let server = Server::start(test_dir.data_dir()).await;
    let ada = server.user().await;
    let first = fs::read_to_string(&file).unwrap();

    let output = rotate(&test_dir.data_dir());
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("at its next start") && !said.contains(&first), "{said}");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    // The server that runs goes on with the old key.
    let bob = server.user().await;
    assert!(goes_on(&ada, &server.address()).await);
    assert!(server.stop().await.status.success());

    let server = Server::start(test_dir.data_dir()).await;
    let eve = server.user().await;
    for user in [&ada, &bob, &eve] {
        assert!(goes_on(user, &server.address()).await);
    }
    assert!(server.stop().await.status.success());

    // The time of the old key is over.
    let kept = fs::read_to_string(&file).unwrap();
    let (line, until) = kept.trim().rsplit_once(" until ").unwrap();
    assert!(line.ends_with(&format!("previous {first}")), "{kept}");
    fs::write(&file, kept.replace(until, "2026-01-01T00:00:00Z")).unwrap();
    let server = Server::start(test_dir.data_dir()).await;
    assert!(goes_on(&eve, &server.address()).await);
    assert!(!goes_on(&ada, &server.address()).await && !goes_on(&bob, &server.address()).await);
    assert!(!fs::read_to_string(&file).unwrap().contains(&first), "the old key is kept for ever");
}

#[tokio::test]
async fn the_time_of_an_old_key_ends_while_the_server_runs() {
    let test_dir = TestDir::new();
    let server = Server::start(test_dir.data_dir()).await;
    let ada = server.user().await;
    assert!(server.stop().await.status.success());
    let file = test_dir.data_dir().join("secret.key");
    let first = fs::read_to_string(&file).unwrap();
    let until = Utc::now() + Duration::from_secs(5);
    fs::write(&file, format!("{SECRET}\nprevious {first} until {}\n", until.to_rfc3339())).unwrap();

    let server = Server::start(test_dir.data_dir()).await;
    let went_on = goes_on(&ada, &server.address()).await;
    assert!(went_on || Utc::now() >= until);
    while goes_on(&ada, &server.address()).await {
        assert!(Utc::now() < until + Duration::from_mins(1), "the old key verifies for ever");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(Utc::now() >= until);
}

/// Checks that a replacement that is killed, at whichever moment, has made a new key or not, and never lost an old one.
#[test]
fn key_replacement_is_atomic() {
    let test_dir = TestDir::new();
    let dir = test_dir.make_dir("data", 0o700, Account::owner_of(test_dir.path()));
    let file = dir.join("secret.key");
    fs::write(&file, "the-first-of-all-keys").unwrap();
    let begin = Instant::now();
    assert!(rotate(&dir).status.success());
    let whole = begin.elapsed();
    let read = || {
        let text = fs::read_to_string(&file).unwrap();
        text.lines().map(|line| line.trim_start_matches("previous ").to_owned()).collect::<Vec<_>>()
    };
    let mut keys = read();
    assert!(keys.len() == 2 && keys[1] == "the-first-of-all-keys", "{keys:?}");
    for attempt in 0..60 {
        let mut child = rotate_key(&dir).stdout(Stdio::null()).spawn().unwrap();
        thread::sleep(whole * attempt / 50);
        let _ = child.kill();
        let _ = child.wait();
        let found = read();
        assert!(found.ends_with(&keys) && found.len() - keys.len() <= 1, "of {keys:?} are left {found:?}");
        keys = found;
    }
}

#[test]
fn it_says_why_there_can_be_no_new_key() {
    let test_dir = TestDir::new();
    let refused = |output: Output, sentence: &str| {
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && said.contains(sentence), "{sentence:?} is not in {said:?}");
    };
    refused(rotate(&test_dir.join("nowhere")), "There is no key in");
    refused(rotate(test_dir.path()), "There is no key in");
    fs::write(test_dir.join("secret.key"), "key\nsomething else").unwrap();
    refused(rotate(test_dir.path()), "Line 2 of");
    assert_eq!(fs::read_to_string(test_dir.join("secret.key")).unwrap(), "key\nsomething else");
    refused(rotate_key(test_dir.path()).env("SECRET_KEY", SECRET).output().unwrap(), "HEARTH_PREVIOUS_SECRET_KEYS");
}

#[test]
fn a_key_that_root_replaces_stays_its_owners() {
    if !is_root() {
        return skip("only root can replace another's key");
    }
    let test_dir = TestDir::new();
    let dir = test_dir.make_dir("data", 0o700, Account::NOBODY);
    let file = dir.join("secret.key");
    fs::write(&file, SECRET).unwrap();
    Account::NOBODY.own(&file);
    assert!(rotate(&dir).status.success());
    let found = fs::metadata(&file).unwrap();
    assert_eq!((Account::owner_of(&file), found.mode() & 0o777), (Account::NOBODY, 0o600));
    assert_ne!(fs::read_to_string(&file).unwrap(), SECRET);
}

/// A link that leads root to a file which the directory's owner may not even read.
#[test]
fn root_follows_no_link_in_anothers_directory() {
    if !is_root() {
        return skip("only root is led elsewhere");
    }
    let test_dir = TestDir::new();
    let dir = test_dir.make_dir("data", 0o700, Account::NOBODY);
    let target = test_dir.join("roots.key");
    fs::write(&target, SECRET).unwrap();
    std::os::unix::fs::symlink(&target, dir.join("secret.key")).unwrap();
    let output = rotate(&dir);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains("secret.key is a link"), "{said}");
    assert_eq!(fs::read_to_string(&target).unwrap(), SECRET);
    // In one's own directory a link is followed, and stays.
    let own = test_dir.join("own");
    fs::create_dir(&own).unwrap();
    std::os::unix::fs::symlink(&target, own.join("secret.key")).unwrap();
    assert!(rotate(&own).status.success());
    assert!(own.join("secret.key").is_symlink());
    assert_ne!(fs::read_to_string(&target).unwrap(), SECRET);
}
