//! Tests the first start, and everything that can interrupt it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::{fs, path::Path, time::Duration};

use common::{Owner, eventually, place, processes_in, start, value};
use hearth_postgres::Error;

#[tokio::test]
async fn killed_first_start_leaves_nothing_partial() {
    for delay in [20, 60, 120, 250, 400, 600, 800, 1000, 1200, 1500] {
        let place = place();
        let dir = place.path().join("cluster");
        let owner = Owner::spawn(&dir);
        tokio::time::sleep(Duration::from_millis(delay)).await;
        owner.kill().await;

        let cluster = start(&dir).await.unwrap_or_else(|error| panic!("after {delay} ms: {error}"));
        assert_eq!(value(&cluster, "SELECT 'whole'").await, "whole");
        assert!(!dir.join("data.init").exists());
        cluster.stop().await.unwrap();
        eventually("no process is left", || processes_in(&dir.join("data")).is_empty()).await;
    }
}

#[tokio::test]
async fn dropping_a_start_stops_it_and_the_next_one_works() {
    let place = place();
    let dir = place.path().join("cluster");
    for delay in [10, 300, 900] {
        let _ = tokio::time::timeout(Duration::from_millis(delay), start(&dir)).await;
        eventually("the lock is free", || start_is_possible(&dir)).await;
    }
    start(&dir).await.unwrap().stop().await.unwrap();
    assert!(processes_in(&dir.join("data")).is_empty());
}

fn start_is_possible(dir: &Path) -> bool {
    fs::File::open(dir.join("lock")).map_or(true, |lock| lock.try_lock().is_ok())
}

#[tokio::test]
async fn a_directory_with_other_content_is_not_touched() {
    let place = place();
    fs::write(place.path().join("thesis.txt"), "years of work").unwrap();

    let error = start(place.path()).await.unwrap_err();

    assert!(matches!(error, Error::Foreign { .. }), "{error}");
    let names: Vec<_> = fs::read_dir(place.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["thesis.txt"]);
}

#[tokio::test]
async fn leaves_a_data_directory_without_version_alone() {
    let place = place();
    let dir = place.path().join("cluster");
    start(&dir).await.unwrap().stop().await.unwrap();
    fs::remove_file(dir.join("data/PG_VERSION")).unwrap();

    let error = start(&dir).await.unwrap_err();

    assert!(matches!(error, Error::Damaged { .. }), "{error}");
    assert!(error.to_string().contains("Nothing was changed"), "{error}");
    fs::write(dir.join("data/PG_VERSION"), "18\n").unwrap();
    start(&dir).await.unwrap().stop().await.unwrap();
}
