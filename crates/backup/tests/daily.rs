//! Tests the daily backups on a real PostgreSQL.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, os::unix::fs::PermissionsExt, path::Path, time::Duration};

use hearth_backup::{Cancel, Daily, Encryption, Job, last_backup, restore_own};
use hearth_postgres::{Search, Settings};
use hearth_server::database;

/// The backups of three years, one each month.
const OLDER: u32 = 36;

#[tokio::test]
async fn one_is_made_and_checked_and_old_ones_go() {
    let place = tempfile::Builder::new()
        .prefix("hearth-backup-")
        .permissions(PermissionsExt::from_mode(0o755))
        .tempdir()
        .unwrap();
    let bundle = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/postgres-bundle");
    let settings = |name: &str| Settings {
        binaries: Search::from_env().bundled(&bundle),
        ..Settings::new(place.path().join(name))
    };
    let cluster = hearth_postgres::start(settings("cluster"), |_| {}).await.unwrap();
    let administrator = database::on_socket(cluster.socket_dir(), cluster.user(), cluster.database());
    let options = database::as_owner(administrator).await.unwrap();
    database::migrate(&options).await.unwrap();

    let dir = place.path().join("backups");
    fs::create_dir(&dir).unwrap();
    for month in 0..OLDER {
        let name = format!("hearth-{}-{:02}-01T030000Z.dump", 2020 + month / 12, 1 + month % 12);
        fs::write(dir.join(name), "").unwrap();
    }
    fs::write(dir.join("mine.dump"), "").unwrap();
    let daily = Daily {
        options,
        cluster_dir: place.path().join("cluster"),
        postgres: settings("cluster"),
        dir: dir.clone(),
        encryption: Encryption::None,
        first_after: Duration::ZERO,
    };
    let cancel = Cancel::new();
    let running = tokio::spawn(daily.run(cancel.clone()));
    let is_made = || last_backup(&dir).is_some_and(|last| last.timestamp() > 1_750_000_000);
    let count = || fs::read_dir(&dir).unwrap().count();
    for _ in 0..600 {
        // 12 months with the new one, and what is no backup of ours.
        if is_made() && count() == 12 + 1 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    cancel.cancel();
    running.await.unwrap();
    assert!(is_made());
    assert_eq!(count(), 12 + 1);
    assert!(dir.join("mine.dump").exists());
    cluster.stop().await.unwrap();

    let files = fs::read_dir(&dir).unwrap().flatten().map(|entry| entry.path());
    let newest = files.filter(|file| !file.ends_with("mine.dump")).max().unwrap();
    assert_eq!(fs::metadata(&newest).unwrap().permissions().mode() & 0o777, 0o600);
    let job = Job::new(Cancel::new(), |_| {});
    let rows = restore_own(&settings("other"), &newest, None, false, &job).await.unwrap();
    assert_eq!((rows.people, rows.posts, rows.votes), (0, 0, 0));
}
