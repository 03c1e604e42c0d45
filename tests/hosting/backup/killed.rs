//! Kills backups and restores at ten points each: what was there before is there whole.

use std::{
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use hearth_tests::{Binaries, CliCommand, Server, TestDir, eventually, processes_in};
use rustix::process::Signal;

use super::{fill, on_own};

const POINTS: u32 = 10;

fn start(test_dir: &TestDir, command: &str, args: &[&str], file: &Path) -> Child {
    let mut child = Command::new(Binaries::server());
    child.arg(command).args(args).arg(file).arg("--data-dir").arg(test_dir.data_dir()).env_clear();
    child.envs(std::env::var_os("PATH").map(|path| ("PATH", path)));
    child.envs(Binaries::postgres().map(|dir| ("HEARTH_POSTGRES_DIR", dir))).current_dir("/");
    child.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Kills a process after some of the time that it takes; what it had started ends, too.
async fn kill_after(mut child: Child, time: Duration, dir: &Path) {
    tokio::time::sleep(time).await;
    hearth_tests::processes::kill(child.id(), Signal::KILL);
    let _ = child.wait();
    eventually("what it had started ends", || processes_in(dir).is_empty()).await;
}

fn people(test_dir: &TestDir) -> usize {
    let listed = CliCommand::new(["user", "list", "--data-dir"]).arg(test_dir.data_dir()).run().succeeded();
    listed.lines().count() - 1
}

#[tokio::test]
async fn a_restore_that_is_killed_leaves_the_old_database_or_the_new_one() {
    let test_dir = TestDir::new();
    let server = Server::start(test_dir.data_dir()).await;
    fill(&server).await;
    let file = test_dir.join("hearth.dump");
    let _ = on_own(&test_dir, "backup", &["--no-check"], Some(&file)).succeeded();
    server.user().await;
    assert!(server.stop().await.status.success());
    let begin = Instant::now();
    let _ = on_own(&test_dir, "restore", &[], Some(&file)).succeeded();
    let whole = begin.elapsed();
    let _ = on_own(&test_dir, "restore", &["--undo"], None).succeeded();

    for point in 1..=POINTS {
        let child = start(&test_dir, "restore", &[], &file);
        kill_after(child, whole * point / POINTS, &test_dir.data_dir()).await;
        // Where it was in its place already there is a way back.
        let undone = on_own(&test_dir, "restore", &["--undo"], None);
        assert!(undone.code == Some(0) || undone.stderr.contains("no restore to confirm or to undo"), "{undone:?}");
        assert_eq!(people(&test_dir), 3, "at point {point}");
    }
    let _ = on_own(&test_dir, "restore", &[], Some(&file)).succeeded();
    assert_eq!(people(&test_dir), 2);
}

#[tokio::test]
async fn a_backup_that_is_killed_leaves_the_earlier_file() {
    let test_dir = TestDir::new();
    let server = Server::start(test_dir.data_dir()).await;
    fill(&server).await;
    let file = test_dir.join("hearth.dump");
    let begin = Instant::now();
    let _ = on_own(&test_dir, "backup", &[], Some(&file)).succeeded();
    let whole = begin.elapsed();
    let earlier = fs::read(&file).unwrap();
    for point in 1..POINTS {
        let child = start(&test_dir, "backup", &["--force"], &file);
        tokio::time::sleep(whole * point / POINTS).await;
        let mut child = child;
        hearth_tests::processes::kill(child.id(), Signal::KILL);
        let _ = child.wait();
        let now = fs::read(&file).unwrap();
        assert!(now == earlier || now.starts_with(b"PGDMP") && now.len() >= earlier.len() / 2, "at point {point}");
        assert_eq!(server.api().get("/health/ready", None).await.status, 200, "at point {point}");
    }
    // What was left behind is removed by the next ones, and the file is a whole backup.
    let _ = on_own(&test_dir, "backup", &["--force"], Some(&file)).succeeded();
    let cluster = test_dir.data_dir().join("postgres").canonicalize().unwrap();
    let left: Vec<_> = fs::read_dir(cluster).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().starts_with("check-")), "{left:?}");
    assert!(server.stop().await.status.success());
    let _ = on_own(&test_dir, "restore", &[], Some(&file)).succeeded();
    assert_eq!(people(&test_dir), 2);
}
