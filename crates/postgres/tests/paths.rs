//! Tests directories with every kind of name, and the sockets in them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::{
    fs,
    os::unix::{
        ffi::OsStrExt,
        fs::{MetadataExt, PermissionsExt},
    },
    path::Path,
};

use common::{Owner, execute, is_root, place, start, value};
use hearth_postgres::Error;

#[tokio::test]
async fn a_directory_may_have_any_name() {
    for name in
        ["Größe und Maß", "it's \"quoted\", with commas", r"back\slash", "日本語", "-c port=1", " $HOME;`id`\t "]
    {
        let place = place();
        works(&place.path().join(name)).await;
    }
}

#[tokio::test]
async fn a_directory_may_have_a_name_that_is_no_text() {
    let place = place();
    works(&place.path().join(std::ffi::OsStr::from_bytes(b"caf\xe9"))).await;
}

#[tokio::test]
async fn a_line_break_in_the_name_is_refused_clearly() {
    let place = place();
    let error = start(place.path().join("two\nlines")).await.unwrap_err();
    assert!(matches!(error, Error::BadPath { .. }), "{error}");
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
}

/// Checks a first start, a second one, and that data is kept.
async fn works(dir: &Path) {
    let cluster = start(dir).await.unwrap_or_else(|error| panic!("{}: {error}: {:?}", dir.display(), error.log_tail()));
    execute(&cluster, "CREATE TABLE kept AS SELECT 'kept' AS word").await;
    cluster.stop().await.unwrap();
    let cluster = start(dir).await.unwrap();
    assert_eq!(value(&cluster, "SELECT word FROM kept").await, "kept");
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn long_path_gets_a_temporary_socket_directory() {
    let place = place();
    let dir = place.path().join("deep/".repeat(30)).join("cluster");
    let cluster = start(&dir).await.unwrap();
    let socket_dir = cluster.socket_dir().to_owned();
    assert!(socket_dir.as_os_str().len() + "/.s.PGSQL.5432".len() <= 107);
    let found = fs::symlink_metadata(&socket_dir).unwrap();
    assert_eq!(found.permissions().mode() & 0o777, 0o700);
    assert_eq!(found.uid(), fs::metadata(&dir).unwrap().uid());
    assert_eq!(value(&cluster, "SELECT 'reached'").await, "reached");
    cluster.stop().await.unwrap();
    assert!(!socket_dir.exists());
}

#[tokio::test]
async fn every_length_of_path_works_around_the_limit() {
    let place = place();
    // "<dir>/run/.s.PGSQL.5432" has 107 bytes when <dir> has 89.
    for total in 88..=91 {
        let dir = place.path().join("x".repeat(total - place.path().as_os_str().len() - 1));
        let cluster = start(&dir).await.unwrap();
        assert_eq!(cluster.socket_dir() == dir.join("run"), total <= 89, "{total}");
        let beside = cluster.socket_dir().join("hearth.sock");
        std::os::unix::net::UnixListener::bind(&beside).expect("the app's own socket fits too");
        fs::remove_file(beside).unwrap();
        assert_eq!(value(&cluster, "SELECT 'reached'").await, "reached");
        cluster.stop().await.unwrap();
    }
}

#[tokio::test]
async fn a_socket_directory_that_others_prepared_is_refused() {
    let place = place();
    let dir = place.path().join("deep/".repeat(30)).join("cluster");
    let cluster = start(&dir).await.unwrap();
    let socket_dir = cluster.socket_dir().to_owned();
    cluster.stop().await.unwrap();

    fs::create_dir(&socket_dir).unwrap();
    fs::set_permissions(&socket_dir, PermissionsExt::from_mode(0o777)).unwrap();
    let error = start(&dir).await.unwrap_err();
    assert!(matches!(error, Error::UnsafeSocketDir { .. }), "{error}");
    fs::remove_dir(&socket_dir).unwrap();

    let elsewhere = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), &socket_dir).unwrap();
    let error = start(&dir).await.unwrap_err();
    assert!(matches!(error, Error::UnsafeSocketDir { .. }), "{error}");
    fs::remove_file(&socket_dir).unwrap();

    start(&dir).await.unwrap().stop().await.unwrap();
}

/// Checks that the socket is in /tmp: a logout removes the user's runtime directory, and a server may go on. That is
/// used only where somebody took the name in /tmp.
#[tokio::test]
async fn the_socket_does_not_depend_on_a_login() {
    let place = place();
    let dir = place.path().join("deep/".repeat(30)).join("cluster");
    let runtime = place.path().join("runtime");
    fs::create_dir(&runtime).unwrap();
    fs::set_permissions(&runtime, PermissionsExt::from_mode(0o700)).unwrap();
    let owner = || {
        Owner::spawn_with(&dir, |command| {
            command.env("XDG_RUNTIME_DIR", &runtime);
        })
    };
    let mut first = owner();
    let socket_dir = first.says("ready").await;
    assert!(Path::new(&socket_dir).starts_with("/tmp"), "{socket_dir}");
    first.stop().await;

    // Root's PostgreSQL runs as another account, to which root's runtime directory is closed.
    if !is_root() {
        fs::create_dir(&socket_dir).unwrap();
        fs::set_permissions(&socket_dir, PermissionsExt::from_mode(0o777)).unwrap();
        let mut second = owner();
        assert!(Path::new(&second.says("ready").await).starts_with(&runtime));
        second.stop().await;
        fs::remove_dir(&socket_dir).unwrap();
    }
}
