//! Tests full and read-only file systems: small ones of our own, mounted where we may.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use common::{connect, execute, is_root, place, start, value};
use hearth_postgres::Error;
use sqlx::Connection;
use tempfile::TempDir;

#[tokio::test]
async fn full_disk_leaves_no_partial_cluster() {
    let Some(disk) = Disk::of("16m") else { return };
    let dir = disk.path().join("cluster");

    let error = start(&dir).await.unwrap_err();

    assert!(matches!(error, Error::DiskFull { .. }), "{error}: {:?}", error.log_tail());
    assert!(error.to_string().contains("is full. Free some space"), "{error}");
    assert!(!dir.join("data").exists() && !dir.join("data.init").exists());
    fs::write(disk.path().join("filler"), vec![0; 15 << 20]).expect("the space is free again");
    fs::remove_file(disk.path().join("filler")).unwrap();
    disk.remount("size=256m");
    start(&dir).await.expect("with more space it works").stop().await.unwrap();
}

#[tokio::test]
async fn cluster_recovers_from_a_full_disk() {
    let Some(disk) = Disk::of("256m") else { return };
    let dir = disk.path().join("cluster");
    let cluster = start(&dir).await.unwrap();
    execute(&cluster, "CREATE TABLE kept AS SELECT 'kept' AS word").await;
    cluster.stop().await.unwrap();
    let filler = disk.fill();

    let error = start(&dir).await.unwrap_err();

    assert!(matches!(error, Error::DiskFull { .. }), "{error}: {:?}", error.log_tail());
    fs::remove_file(filler).unwrap();
    let cluster = start(&dir).await.unwrap();
    assert_eq!(value(&cluster, "SELECT word FROM kept").await, "kept");
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn filling_disk_loses_no_acknowledged_row() {
    let Some(disk) = Disk::of("200m") else { return };
    let dir = disk.path().join("cluster");
    let cluster = start(&dir).await.unwrap();
    execute(&cluster, "CREATE TABLE kept (n bigint, ballast text)").await;
    let filler = disk.fill();
    let mut acknowledged = 0_i64;
    if let Ok(mut connection) = connect(&cluster).await {
        let insert = "INSERT INTO kept SELECT $1, string_agg(md5(g::text), '') FROM generate_series(1, 20000) g";
        while acknowledged < 500 && sqlx::query(insert).bind(acknowledged + 1).execute(&mut connection).await.is_ok() {
            acknowledged += 1;
        }
    }
    assert!(acknowledged < 500, "the disk did get full");
    fs::remove_file(filler).unwrap();
    // Whether the server got through it or was given up: a start after it has everything.
    let _ = cluster.stop().await;
    let cluster = start(&dir).await.unwrap();
    let mut connection = connect(&cluster).await.unwrap();
    let kept = sqlx::query_scalar::<_, i64>("SELECT count(DISTINCT n) FROM kept WHERE n <= $1");
    assert_eq!(kept.bind(acknowledged).fetch_one(&mut connection).await.unwrap(), acknowledged);
    connection.close().await.unwrap();
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn names_a_read_only_disk() {
    let Some(disk) = Disk::of("256m") else { return };
    let dir = disk.path().join("cluster");
    disk.remount("ro");
    let error = start(&dir).await.unwrap_err();
    assert!(matches!(error, Error::ReadOnly { .. }), "{error}");
    assert!(error.to_string().contains("read-only file system"), "{error}");

    disk.remount("rw");
    let cluster = start(&dir).await.unwrap();
    execute(&cluster, "CREATE TABLE kept AS SELECT 'kept' AS word").await;
    cluster.stop().await.unwrap();
    disk.remount("ro");
    let error = start(&dir).await.unwrap_err();
    assert!(matches!(error, Error::ReadOnly { .. }), "{error}");

    disk.remount("rw");
    let cluster = start(&dir).await.unwrap();
    assert_eq!(value(&cluster, "SELECT word FROM kept").await, "kept");
    cluster.stop().await.unwrap();
}

/// A small file system in memory.
struct Disk {
    place: TempDir,
}

impl Disk {
    /// Mounts a file system of this size; returns none, with a loud word, where we may not mount.
    fn of(size: &str) -> Option<Self> {
        let place = place();
        let options = format!("size={size},mode=755");
        let mounted = is_root()
            && Command::new("mount")
                .args(["-t", "tmpfs", "-o", &options, "hearth-test"])
                .arg(place.path())
                .status()
                .is_ok_and(|status| status.success());
        if !mounted {
            eprintln!("SKIPPED: this test mounts a small file system, which takes root");
        }
        mounted.then_some(Self { place })
    }

    fn path(&self) -> &Path {
        self.place.path()
    }

    fn remount(&self, options: &str) {
        let options = format!("remount,{options}");
        let status = Command::new("mount").args(["-o", &options]).arg(self.path()).status().unwrap();
        assert!(status.success());
    }

    /// Takes the last byte.
    fn fill(&self) -> PathBuf {
        let filler = self.path().join("filler");
        let mut file = fs::File::create(&filler).unwrap();
        let error = std::io::copy(&mut std::io::repeat(0), &mut file).unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::StorageFull);
        filler
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}
