//! Tests writing backups.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    process::{Command, Stdio},
    time::Duration,
};

use hearth_tests::{Binaries, Database, Server, ServerCommand, TestDir, processes_in};
use rustix::process::{Pid, Signal, kill_process};
use sqlx::ConnectOptions as _;

use super::{fill, on_own};
use crate::server_on;

#[tokio::test]
async fn an_own_database_is_backed_up_while_people_write() {
    let test_dir = TestDir::new();
    let server = Server::start(test_dir.data_dir()).await;
    fill(&server).await;
    let file = test_dir.join("hearth.dump");
    let output = on_own(&test_dir, "backup", &[], Some(&file));
    assert!(output.stderr.contains("Writing the backup") && output.stderr.contains("Counting the rows"), "{output:?}");
    let said = output.succeeded();
    assert!(said.contains("2 people, 2 posts and 1 vote") && said.contains("all rows are there"), "{said}");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(fs::read(&file).unwrap().starts_with(b"PGDMP"));

    // It replaces nothing unless it is told to.
    on_own(&test_dir, "backup", &[], Some(&file)).expect_refusal("is there already");
    let _ = on_own(&test_dir, "backup", &["--force", "--no-check"], Some(&file)).succeeded();
    let cluster = fs::read_dir(test_dir.data_dir().join("postgres").canonicalize().unwrap()).unwrap();
    let left: Vec<_> = cluster.flatten().map(|entry| entry.file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with("check")), "{left:?}");
    assert!(server.stop().await.status.success());

    // Nor does the server have to run.
    let _ = on_own(&test_dir, "backup", &["--force", "--no-check"], Some(&file)).succeeded();
    assert!(processes_in(&test_dir.data_dir()).is_empty());
}

#[tokio::test]
async fn an_external_database_is_backed_up_and_the_password_stays_hidden() {
    let (database, home) = (Database::start().await, TestDir::new());
    let server = server_on(&home, &database.url()).start().await;
    fill(&server).await;
    let file = home.join("hearth.dump");
    let start = || {
        let mut command = Command::new(Binaries::server());
        command.arg("backup").arg(&file).env_clear().env("DATABASE_URL", database.url());
        command.envs(Binaries::postgres().map(|dir| ("HEARTH_POSTGRES_DIR", dir))).current_dir("/");
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    // It waits for this lock.
    let mut holder = database.connect().await;
    sqlx::raw_sql("BEGIN; LOCK TABLE posts IN ACCESS EXCLUSIVE MODE").execute(&mut holder).await.unwrap();
    let waiting = start();
    tokio::time::sleep(Duration::from_millis(500)).await;
    kill_process(Pid::from_raw(waiting.id().cast_signed()).unwrap(), Signal::INT).unwrap();
    let output = waiting.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("It was cancelled. Nothing was changed.") && !output.status.success(), "{said}");
    assert_eq!(names(&home), Vec::<String>::new());

    sqlx::raw_sql("ROLLBACK").execute(&mut holder).await.unwrap();
    let mut running = start();
    let mut seen = false;
    while running.try_wait().unwrap().is_none() {
        for line in command_lines() {
            seen |= line.contains("pg_dump");
            assert!(!line.contains(Database::PASSWORD) && !line.contains("p%40ss"), "{line}");
        }
    }
    assert!(seen, "pg_dump was never there");
    let output = running.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("2 people, 2 posts and 1 vote") && said.contains("all rows are there"), "{output:?}");
    drop(server);
}

#[tokio::test]
async fn without_the_programs_it_says_what_to_install() {
    let test_dir = TestDir::new();
    let server = Server::start(test_dir.data_dir()).await;
    let bundle = Binaries::postgres().unwrap();
    let dir = test_dir.join("postgres");
    let copied = Command::new("cp").args(["-r", "--"]).arg(&bundle).arg(&dir).status().unwrap();
    assert!(copied.success());
    fs::remove_file(dir.join("bin/pg_dump")).unwrap();
    // Alone: the app's own programs may be beside the one that was built.
    let program = test_dir.join("hearth-server");
    fs::copy(Binaries::server(), &program).unwrap();
    let mut command = Command::new(program);
    command.env_clear().env("HEARTH_POSTGRES_DIR", &dir).args(["backup", "--data-dir"]).arg(test_dir.data_dir());
    let output = command.arg(test_dir.join("file")).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("pg_dump and pg_restore of PostgreSQL 18 or newer were not found"), "{output:?}");
    assert!(!output.status.success());
    drop(server);
}

#[tokio::test]
async fn a_newer_version_backs_up_before_it_migrates() {
    let test_dir = TestDir::new();
    let server = Server::start(test_dir.data_dir()).await;
    fill(&server).await;
    let mut database = server.database().connect().await.unwrap();
    // As an earlier version left it.
    let earlier = "DELETE FROM _sqlx_migrations WHERE version = 15; DROP INDEX users_name_start, users_address_start;
                   DROP INDEX IF EXISTS users_name_trigrams, users_address_trigrams";
    sqlx::raw_sql(earlier).execute(&mut database).await.unwrap();
    sqlx::Connection::close(database).await.unwrap();
    assert!(server.stop().await.status.success());

    let server = Server::start(test_dir.data_dir()).await;
    let backups = names_in(&test_dir.data_dir().join("backups"));
    assert_eq!(backups.len(), 1, "{backups:?}");
    assert!(backups[0].starts_with("hearth-before-upgrade-"), "{backups:?}");
    assert!(server.stop().await.status.success());
    // And not where there is nothing to do.
    let server = ServerCommand::on(test_dir.data_dir()).start().await;
    assert_eq!(names_in(&test_dir.data_dir().join("backups")).len(), 1);
    drop(server);
}

fn command_lines() -> Vec<String> {
    let processes = fs::read_dir("/proc").unwrap().flatten();
    let lines = processes.filter_map(|entry| fs::read(entry.path().join("cmdline")).ok());
    lines.map(|line| String::from_utf8_lossy(&line).into_owned()).collect()
}

fn names(dir: &TestDir) -> Vec<String> {
    names_in(dir.path())
}

fn names_in(dir: &std::path::Path) -> Vec<String> {
    fs::read_dir(dir).unwrap().flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}
