//! Data directories of every kind, for every kind of user.

use std::{
    fs,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

use hearth_api::Login;
use hearth_tests::{Account, Launch, Place, is_root, ledger::Ledger, processes_in, skip};

/// Over 107 bytes, which is more than the path of a socket may have.
fn odd_name() -> PathBuf {
    let name = "Grüße aus Köln, 'mit' \"Zeichen\" & $HOME\\ 100%";
    Path::new(name).join("weit ".repeat(20)).join("Ende")
}

/// Starts, writes, stops, starts again and finds what was written, signed in as before.
async fn lives(launch: &Launch, place: &Place) {
    let server = launch.start().await;
    let user = server.user().await;
    let ledger = Ledger::default();
    for _ in 0..4 {
        ledger.write_one(&user, 2000).await.unwrap();
    }
    assert!(server.stop().await.status.success());
    assert_eq!(processes_in(place.path()), []);

    let server = launch.start().await;
    ledger.check(&user.at(&server.address())).await;
    let login = Login { username: user.email.clone(), password: user.password.clone() };
    user.at(&server.address()).client.login(&login).await.unwrap();
    assert!(server.stop().await.status.success());
    assert_eq!(processes_in(place.path()), []);
}

#[tokio::test]
async fn an_odd_and_long_path_is_as_good_as_any() {
    let place = Place::new();
    let dir = place.join(odd_name());
    assert!(dir.as_os_str().len() > 107);
    // Made beforehand, so that root's PostgreSQL can enter it and the cluster stays there.
    fs::create_dir_all(&dir).unwrap();
    lives(&Launch::on(&dir), &place).await;
    assert!(!dir.join("postgres").is_symlink());
}

#[tokio::test]
async fn a_link_to_a_directory_is_followed() {
    let place = Place::new();
    let (dir, link) = (place.join("real"), place.join("link"));
    fs::create_dir(&dir).unwrap();
    std::os::unix::fs::symlink(&dir, &link).unwrap();
    lives(&Launch::on(&link), &place).await;
    assert!(dir.join("secret.key").is_file());
}

#[tokio::test]
async fn an_ordinary_user_needs_nothing_but_a_directory() {
    if !is_root() {
        return skip("all of these tests run as an ordinary user already");
    }
    let place = Place::new();
    let home = place.make_dir("home", 0o700, Account::NOBODY);
    let dir = home.join(odd_name());
    lives(&Launch::on(&dir).account(Account::NOBODY), &place).await;
    let found = fs::metadata(&dir).unwrap();
    assert_eq!((found.uid(), found.mode() & 0o777), (Account::NOBODY.uid, 0o700));
}

#[tokio::test]
async fn a_home_that_only_root_can_enter_stays_so() {
    if !is_root() {
        return skip("only root has to run PostgreSQL as somebody else");
    }
    let place = Place::new();
    let home = place.make_dir("root", 0o700, Account { uid: 0, gid: 0 });
    lives(&Launch::without_data_dir().env("HOME", &home), &place).await;
    assert_eq!(fs::metadata(&home).unwrap().mode() & 0o777, 0o700);
    // What can be found is where it is looked for, or says where it is.
    let data = home.join(".local/share/hearth");
    assert!(data.join("postgres/data/PG_VERSION").is_file());
    assert_eq!(fs::metadata(data.join("secret.key")).unwrap().mode() & 0o777, 0o600);
}
