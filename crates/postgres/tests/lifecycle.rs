//! First start, later starts, stop: what every user of the app sees.

mod common;

use std::{fs, os::unix::fs::PermissionsExt};

use common::{execute, place, processes_in, settings, start, value};
use hearth_postgres::Step;

#[tokio::test]
async fn the_first_start_makes_a_database_and_later_ones_find_it() {
    let place = place();
    let dir = place.path().join("cluster");

    let mut steps = Vec::new();
    let cluster = hearth_postgres::start(settings(&dir), |step| steps.push(step)).await.unwrap();
    assert_eq!(steps, [Step::FindDatabase, Step::CreateDatabase, Step::StartDatabase]);
    execute(&cluster, "CREATE TABLE kept (word text); INSERT INTO kept VALUES ('naïve')").await;
    cluster.stop().await.unwrap();

    steps.clear();
    let cluster = hearth_postgres::start(settings(&dir), |step| steps.push(step)).await.unwrap();
    assert_eq!(steps, [Step::FindDatabase, Step::StartDatabase]);
    assert_eq!(value(&cluster, "SELECT word FROM kept").await, "naïve");
    cluster.stop().await.unwrap();
}

#[tokio::test]
async fn a_stopped_cluster_leaves_no_process_and_nobody_else_can_look_in() {
    let place = place();
    let dir = place.path().join("cluster");
    let cluster = start(&dir).await.unwrap();
    assert!(cluster.pid().is_some_and(|pid| processes_in(&dir.join("data")).contains(&pid)));
    let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(dir.as_path()), 0o700);
    assert_eq!(mode(cluster.socket_dir()), 0o700);

    cluster.stop().await.unwrap();
    assert!(processes_in(&dir.join("data")).is_empty());
}
