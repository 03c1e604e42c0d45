//! Tests that a cluster has one owner at a time, and what a killed owner leaves to the next.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::{
    fs,
    os::unix::{
        fs::{MetadataExt, chown},
        process::CommandExt,
    },
    path::Path,
    process::{Child, Command, Stdio},
};

use common::{Owner, connect, eventually, execute, is_root, kill, place, postgres_on, processes_in, start, value};
use hearth_postgres::Error;
use rustix::process::Signal;
use sqlx::Connection;

#[tokio::test]
async fn one_of_two_simultaneous_starts_wins() {
    let place = place();
    let dir = place.path().join("cluster");
    let (mut one, mut two) = (Owner::spawn(&dir), Owner::spawn(&dir));

    let results = tokio::join!(one.is_ready(), two.is_ready());

    let (winner, message) = match results {
        (Ok(_), Err(message)) => (one, message),
        (Err(message), Ok(_)) => (two, message),
        both => panic!("not exactly one: {both:?}"),
    };
    assert!(message.contains(&format!("already in use by process {}", winner.pid())), "{message}");
    winner.stop().await;
}

#[tokio::test]
async fn a_second_start_in_the_same_process_is_refused_too() {
    let place = place();
    let dir = place.path().join("cluster");
    let cluster = start(&dir).await.unwrap();
    let error = start(&dir).await.unwrap_err();
    assert!(matches!(error, Error::InUse { pid: Some(pid), .. } if pid == std::process::id()), "{error}");
    assert_eq!(value(&cluster, "SELECT 'unharmed'").await, "unharmed");
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn a_killed_owner_leaves_no_process_and_all_rows() {
    let place = place();
    let dir = place.path().join("cluster");
    let mut owner = Owner::spawn(&dir);
    owner.says("ready").await;
    owner.kill().await;
    eventually("PostgreSQL follows its owner", || processes_in(&dir.join("data")).is_empty()).await;

    let cluster = start(&dir).await.unwrap();
    execute(&cluster, "CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)").await;
    cluster.stop().await.unwrap();
    for _ in 0..3 {
        let mut owner = Owner::spawn(&dir);
        owner.says("ready").await;
        owner.kill().await;
        // At once, while the old server may still be shutting down.
        let cluster = start(&dir).await.unwrap();
        assert_eq!(value(&cluster, "SELECT count(*)::text FROM kept").await, "1");
        cluster.stop().await.unwrap();
    }
}

#[tokio::test]
async fn an_orphaned_server_is_stopped_before_a_start() {
    let place = place();
    let dir = place.path().join("cluster");
    start(&dir).await.unwrap().stop().await.unwrap();
    let mut orphan = serve(&dir).await;

    let cluster = start(&dir).await.unwrap();

    assert!(orphan.try_wait().unwrap().is_some_and(|status| status.success()), "it shut down in order");
    assert_ne!(cluster.pid(), Some(orphan.id()));
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn an_orphaned_server_is_found_without_its_pid_file() {
    let place = place();
    let dir = place.path().join("cluster");
    start(&dir).await.unwrap().stop().await.unwrap();
    let mut orphan = serve(&dir).await;
    fs::remove_file(dir.join("data/postmaster.pid")).unwrap();

    let cluster = start(&dir).await.unwrap();

    assert!(orphan.try_wait().unwrap().is_some());
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn ignores_a_pid_file_of_a_dead_process() {
    let place = place();
    let dir = place.path().join("cluster");
    start(&dir).await.unwrap().stop().await.unwrap();
    let mut server = serve(&dir).await;
    let pid = server.id();
    server.kill().unwrap();

    // A zombie still: its parent, this test, has not waited for it.
    let is_zombie = || fs::read_to_string(format!("/proc/{pid}/stat")).unwrap().contains(" Z ");
    eventually("it is a zombie", is_zombie).await;
    start(&dir).await.expect("the zombie is not taken for a server").stop().await.unwrap();

    let mut server = serve(&dir).await;
    server.kill().unwrap();
    server.wait().unwrap();
    start(&dir).await.expect("a free number is not taken for a server").stop().await.unwrap();
    assert!(processes_in(&dir.join("data")).is_empty());
}

#[tokio::test]
async fn ignores_a_pid_file_of_a_reused_pid() {
    let place = place();
    let dir = place.path().join("cluster");
    start(&dir).await.unwrap().stop().await.unwrap();
    let mut server = serve(&dir).await;
    server.kill().unwrap();
    server.wait().unwrap();
    eventually("its backends are gone", || processes_in(&dir.join("data")).is_empty()).await;
    let mut bystander = bystander(&dir);
    for file in ["data/postmaster.pid", "run/.s.PGSQL.5432.lock"] {
        let path = dir.join(file);
        let text = fs::read_to_string(&path).unwrap();
        let (_, rest) = text.split_once('\n').unwrap();
        fs::write(&path, format!("{}\n{rest}", bystander.id())).unwrap();
    }

    start(&dir).await.unwrap().stop().await.unwrap();

    assert!(bystander.try_wait().unwrap().is_none(), "it was left alone");
    bystander.kill().unwrap();
    bystander.wait().unwrap();
}

#[tokio::test]
async fn ignores_a_truncated_pid_file() {
    let place = place();
    let dir = place.path().join("cluster");
    start(&dir).await.unwrap().stop().await.unwrap();
    let path = dir.join("data/postmaster.pid");
    fs::write(&path, "").unwrap();
    let data = fs::metadata(dir.join("data")).unwrap();
    chown(&path, Some(data.uid()), Some(data.gid())).unwrap();
    start(&dir).await.unwrap().stop().await.unwrap();
}

#[tokio::test]
async fn leaves_a_maintenance_session_alone() {
    let place = place();
    let dir = place.path().join("cluster");
    start(&dir).await.unwrap().stop().await.unwrap();
    let data = dir.join("data");
    let mut session =
        postgres_on(&data).args(["--single", "-D"]).arg(&data).arg("postgres").stdin(Stdio::piped()).spawn().unwrap();
    eventually("the session runs", || data.join("postmaster.pid").exists()).await;

    let error = start(&dir).await.unwrap_err();

    assert!(matches!(error, Error::UnknownProcess { pid, .. } if pid == session.id()), "{error}");
    assert!(session.try_wait().unwrap().is_none(), "it goes on");
    drop(session.stdin.take());
    assert!(session.wait().unwrap().success());
    start(&dir).await.unwrap().stop().await.unwrap();
}

#[tokio::test]
async fn killed_server_keeps_acknowledged_rows() {
    let place = place();
    let cluster = start(place.path().join("cluster")).await.unwrap();
    execute(&cluster, "CREATE TABLE kept (n bigint)").await;
    let mut acknowledged = 0_i64;
    for round in 0..8 {
        let before = acknowledged;
        let pid = cluster.pid().unwrap();
        let mut connection = connect(&cluster).await.unwrap();
        loop {
            let insert = sqlx::query("INSERT INTO kept VALUES ($1)").bind(acknowledged + 1);
            match insert.execute(&mut connection).await {
                Ok(_) => acknowledged += 1,
                Err(_) => break,
            }
            if acknowledged == before + 5 + round {
                kill(pid, Signal::KILL);
            }
        }
        eventually("another server is ready", || cluster.pid().is_some_and(|new| new != pid)).await;
        let mut connection = connect(&cluster).await.unwrap();
        // The insert that failed may have been committed before its answer was lost.
        let kept = sqlx::query_scalar::<_, i64>("SELECT count(DISTINCT n) FROM kept WHERE n <= $1");
        assert_eq!(kept.bind(acknowledged).fetch_one(&mut connection).await.unwrap(), acknowledged);
        connection.close().await.unwrap();
    }
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn a_server_that_cannot_come_back_is_reported() {
    let place = place();
    let dir = place.path().join("cluster");
    let cluster = start(&dir).await.unwrap();
    let control = dir.join("data/global/pg_control");
    fs::rename(&control, control.with_extension("away")).unwrap();
    kill(cluster.pid().unwrap(), Signal::KILL);

    let error = cluster.failed().await;

    assert!(matches!(&error, Error::Damaged { file, .. } if *file == control), "{error}");
    assert!(error.log_tail().is_some_and(|log| log.contains("pg_control")), "{:?}", error.log_tail());
    assert_eq!(cluster.pid(), None);
    drop(cluster);
    fs::rename(control.with_extension("away"), &control).unwrap();
    start(&dir).await.unwrap().stop().await.unwrap();
}

/// Starts a server that nobody owns, as a killed owner leaves it where no signal reaches the server.
async fn serve(dir: &Path) -> Child {
    let data = dir.join("data");
    let socket = format!("unix_socket_directories={}", dir.join("run").display());
    let mut command = postgres_on(&data);
    let server = command.arg("-D").arg(&data).args(["-c", "listen_addresses=", "-c", &socket]).spawn().unwrap();
    let status = || fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
    eventually("the server is ready", || {
        let status = status();
        status.starts_with(&server.id().to_string()) && status.contains("ready")
    })
    .await;
    server
}

/// Starts a process that has nothing to do with the cluster but runs as the same user.
fn bystander(dir: &Path) -> Child {
    let owner = fs::metadata(dir).unwrap();
    let mut command = Command::new("sleep");
    if is_root() {
        command.uid(owner.uid()).gid(owner.gid());
    }
    command.arg("600").current_dir("/").spawn().unwrap()
}
