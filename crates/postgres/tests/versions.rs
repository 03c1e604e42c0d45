//! Tests which PostgreSQL runs a cluster.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::{fs, path::Path};

use common::{bundle, execute, place, settings, start, value};
use hearth_postgres::{Error, Search, Settings};

#[tokio::test]
async fn refuses_a_cluster_of_another_major_version() {
    let place = place();
    let dir = place.path().join("cluster");
    start(&dir).await.unwrap().stop().await.unwrap();
    let version = dir.join("data/PG_VERSION");
    for other in ["13", "99"] {
        fs::write(&version, format!("{other}\n")).unwrap();
        let before = listing(&dir.join("data"));

        let error = start(&dir).await.unwrap_err();

        assert!(matches!(error, Error::VersionMismatch { .. }), "{error}");
        let text = error.to_string();
        assert!(text.contains(&format!("made by PostgreSQL {other}, but only PostgreSQL 18")), "{text}");
        assert_eq!(listing(&dir.join("data")), before);
    }
    fs::write(&version, "18\n").unwrap();
    start(&dir).await.unwrap().stop().await.unwrap();
}

/// Lists every file with its size and time.
fn listing(dir: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let metadata = fs::metadata(&path).unwrap();
        found.push(format!("{} {} {:?}", path.display(), metadata.len(), metadata.modified().unwrap()));
        if metadata.is_dir() {
            found.extend(listing(&path));
        }
    }
    found.sort();
    found
}

#[tokio::test]
async fn distribution_postgres_keeps_its_clusters() {
    let distribution = Path::new("/usr/lib/postgresql/15");
    if !distribution.join("bin/initdb").exists() {
        eprintln!("SKIPPED: PostgreSQL 15 of the distribution is not installed here");
        return;
    }
    let place = place();
    let dir = place.path().join("cluster");
    let configured = Search { configured: Some(distribution.to_owned()), bundled: Vec::new() };
    let cluster = hearth_postgres::start(Settings { binaries: configured, ..settings(&dir) }, |_| {}).await.unwrap();
    assert_eq!(cluster.binaries().version.major, 15);
    execute(&cluster, "CREATE EXTENSION pg_trgm; CREATE TABLE kept AS SELECT 'Ähre' AS word").await;
    assert_eq!(
        value(&cluster, "SELECT show_trgm(word)::text FROM kept WHERE word ILIKE '%äHr%'").await.matches(',').count(),
        4
    );
    cluster.stop().await.unwrap();

    // The bundled ones are newer and come first, but this cluster is 15's.
    let cluster = start(&dir).await.unwrap();
    assert_eq!(cluster.binaries().version.major, 15);
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn the_bundled_postgresql_has_what_the_app_needs() {
    let place = place();
    let cluster = start(place.path().join("cluster")).await.unwrap();
    assert_eq!(cluster.binaries().version.major, 18);
    execute(&cluster, "CREATE EXTENSION pg_trgm; CREATE EXTENSION citext").await;
    // Letters beyond ASCII count as letters, on every system.
    assert_eq!(value(&cluster, "SELECT array_length(show_trgm('Ähre'), 1)::text").await, "5");
    assert_eq!(value(&cluster, "SELECT upper('straße naïve')").await, "STRASSE NAÏVE".replace("SS", "ß"));
    for (setting, expected) in [
        ("fsync", "on"),
        ("full_page_writes", "on"),
        ("synchronous_commit", "on"),
        ("data_checksums", "on"),
        ("listen_addresses", ""),
        ("server_encoding", "UTF8"),
    ] {
        let mut connection = common::connect(&cluster).await.unwrap();
        let value: String =
            sqlx::query_scalar("SELECT current_setting($1)").bind(setting).fetch_one(&mut connection).await.unwrap();
        assert_eq!(value, expected, "{setting}");
    }
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn a_configured_directory_must_work() {
    let place = place();
    for dir in [place.path().join("missing"), place.path().to_owned()] {
        let binaries = Search { configured: Some(dir.clone()), bundled: vec![bundle()] };
        let settings = Settings { binaries, ..settings(place.path().join("cluster")) };
        let error = hearth_postgres::start(settings, |_| {}).await.unwrap_err();
        assert!(matches!(error, Error::BadBinaries { .. }), "{error}");
        assert!(error.to_string().contains(dir.to_str().unwrap()), "{error}");
    }
}
