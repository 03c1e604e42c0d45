//! Tests the account that PostgreSQL runs as: root's, whose home it cannot enter, and those of ordinary users.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::{
    fs,
    os::unix::{
        fs::{MetadataExt, PermissionsExt, chown},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::Command,
};

use common::{Owner, bundle, eventually, execute, is_root, place, processes_in, settings, start, value};
use hearth_postgres::{Error, Search, Settings};

/// The account with the fewest rights on every Linux.
const NOBODY: u32 = 65534;

#[tokio::test]
async fn runs_without_privileges_for_root() {
    if skipped_without_root() {
        return;
    }
    let place = place();
    let dir = place.path().join("cluster");
    let cluster = start(&dir).await.unwrap();
    let status = fs::read_to_string(format!("/proc/{}/status", cluster.pid().unwrap())).unwrap();
    let field = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).unwrap().trim().to_owned();
    assert!(field("Uid:").split_whitespace().all(|uid| uid != "0"), "{status}");
    assert!(field("Gid:").split_whitespace().all(|gid| gid != "0"), "{status}");
    assert_eq!(field("Groups:"), "");
    assert_eq!(field("CapEff:").trim_start_matches('0'), "");
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn leaves_a_private_home_closed() {
    if skipped_without_root() {
        return;
    }
    let place = place();
    let home = closed_home(place.path());
    let dir = home.join("share/hearth/postgres");
    let handover = place.path().join("lib");
    let settings = || Settings { handover: handover.clone(), ..settings(&dir) };

    let cluster = hearth_postgres::start(settings(), |_| {}).await.unwrap();
    execute(&cluster, "CREATE TABLE kept AS SELECT 'kept' AS word").await;
    cluster.stop().await.unwrap();

    assert_eq!(fs::metadata(&home).unwrap().mode() & 0o777, 0o700);
    let real = fs::read_link(&dir).expect("the data directory shows where the cluster went");
    assert!(real.starts_with(&handover));
    assert_eq!(fs::metadata(&real).unwrap().mode() & 0o777, 0o700);
    assert_ne!(fs::metadata(&real).unwrap().uid(), 0);
    assert_eq!(fs::metadata(&handover).unwrap().uid(), 0);

    let cluster = hearth_postgres::start(settings(), |_| {}).await.unwrap();
    assert_eq!(value(&cluster, "SELECT word FROM kept").await, "kept");
    cluster.stop().await.unwrap();

    // Even when only the link is lost.
    fs::remove_file(&dir).unwrap();
    let cluster = hearth_postgres::start(settings(), |_| {}).await.unwrap();
    assert_eq!(value(&cluster, "SELECT word FROM kept").await, "kept");
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn copies_unreachable_binaries_once() {
    if skipped_without_root() {
        return;
    }
    let place = place();
    let installed = closed_home(place.path()).join("postgres");
    copy(&bundle(), &installed);
    let handover = place.path().join("lib");
    let binaries = Search { configured: None, bundled: vec![installed] };
    let dir = place.path().join("cluster");
    let settings = || Settings { handover: handover.clone(), binaries: binaries.clone(), ..settings(&dir) };

    for _ in 0..2 {
        let cluster = hearth_postgres::start(settings(), |_| {}).await.unwrap();
        assert!(cluster.binaries().dir.starts_with(&handover));
        assert_eq!(cluster.binaries().version.major, 18);
        cluster.stop().await.unwrap();
        assert_eq!(fs::read_dir(&handover).unwrap().count(), 1);
    }
}

#[tokio::test]
async fn leaves_an_unreachable_cluster_alone() {
    if skipped_without_root() {
        return;
    }
    let place = place();
    let home = place.path().join("home");
    fs::create_dir(&home).unwrap();
    let dir = home.join("cluster");
    start(&dir).await.unwrap().stop().await.unwrap();
    fs::set_permissions(&home, PermissionsExt::from_mode(0o700)).unwrap();

    let error = start(&dir).await.unwrap_err();

    assert!(matches!(error, Error::Unreachable { .. }), "{error}");
    fs::set_permissions(&home, PermissionsExt::from_mode(0o755)).unwrap();
    start(&dir).await.unwrap().stop().await.unwrap();
}

#[tokio::test]
async fn root_does_not_take_over_a_users_cluster() {
    if skipped_without_root() {
        return;
    }
    let place = place();
    let home = home_of(NOBODY, place.path());
    let dir = home.join("cluster");
    let own = |dir: &Path| as_user(NOBODY, place.path(), dir);

    let mut owner = own(&dir);
    owner.says("ready").await;
    owner.kill().await;
    eventually("PostgreSQL follows its owner", || processes_in(&dir.join("data")).is_empty()).await;

    let cluster = start(&dir).await.unwrap();
    execute(&cluster, "CREATE TABLE kept AS SELECT 'kept' AS word").await;
    cluster.stop().await.unwrap();

    let mut owner = own(&dir);
    owner.says("ready").await;
    owner.stop().await;
    for name in ["lock", "data", "run", "postgres.log"] {
        assert_eq!(fs::metadata(dir.join(name)).unwrap().uid(), NOBODY, "{name}");
    }
}

#[tokio::test]
async fn a_directory_of_somebody_else_is_refused_clearly() {
    if skipped_without_root() {
        return;
    }
    let place = place();
    let dir = place.path().join("root's");
    fs::create_dir(&dir).unwrap();
    fs::set_permissions(&dir, PermissionsExt::from_mode(0o700)).unwrap();
    for dir in [dir.join("cluster"), dir] {
        let message = as_user(NOBODY, place.path(), &dir).is_ready().await.unwrap_err();
        assert!(message.contains("permission denied"), "{message}");
    }
}

#[tokio::test]
async fn a_user_without_a_name_is_told_what_is_missing() {
    const NAMELESS: u32 = 54321;
    if skipped_without_root() {
        return;
    }
    let place = place();
    let dir = home_of(NAMELESS, place.path()).join("cluster");
    let message = as_user(NAMELESS, place.path(), &dir).is_ready().await.unwrap_err();
    assert!(message.contains("user number 54321, because that user has no name"), "{message}");
    assert!(!dir.join("data").exists() && !dir.join("data.init").exists());
}

fn skipped_without_root() -> bool {
    let skipped = !is_root();
    if skipped {
        eprintln!("SKIPPED: this test changes users, which takes root");
    }
    skipped
}

fn closed_home(place: &Path) -> PathBuf {
    let home = place.join("home");
    fs::create_dir(&home).unwrap();
    fs::set_permissions(&home, PermissionsExt::from_mode(0o700)).unwrap();
    home
}

fn home_of(uid: u32, place: &Path) -> PathBuf {
    let home = closed_home(place);
    chown(&home, Some(uid), Some(uid)).unwrap();
    home
}

/// Starts an owner process of user `uid`, with copies of the programs that this user can reach.
fn as_user(uid: u32, place: &Path, dir: &Path) -> Owner {
    let programs = place.join("programs");
    if !programs.exists() {
        fs::create_dir(&programs).unwrap();
        copy(&bundle(), &programs.join("postgres"));
        copy(Path::new(env!("CARGO_BIN_EXE_hearth-postgres-owner")), &programs.join("owner"));
    }
    Owner::spawn_with(dir, |command| {
        *command = Command::new(programs.join("owner"));
        command.env("HEARTH_POSTGRES_DIR", programs.join("postgres")).arg(dir).uid(uid).gid(uid).current_dir("/");
    })
}

fn copy(from: &Path, to: &Path) {
    assert!(Command::new("cp").arg("-r").arg(from).arg(to).status().unwrap().success());
}
