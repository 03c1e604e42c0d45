//! Tests the first start, later starts and stops: what every user of the app sees.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use common::{Owner, eventually, execute, place, processes_in, settings, start, value};
use hearth_postgres::Step;

#[tokio::test]
async fn first_start_creates_the_database() {
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
async fn stopped_cluster_is_private_and_leaves_no_process() {
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

#[tokio::test]
async fn dropping_a_cluster_stops_it() {
    let place = place();
    let data = place.path().join("cluster/data");
    let cluster = start(place.path().join("cluster")).await.unwrap();
    drop(cluster);
    eventually("no process is left", || processes_in(&data).is_empty()).await;
}

#[tokio::test]
async fn does_not_pass_on_the_owners_environment() {
    let place = place();
    let dir = place.path().join("cluster");
    let mut owner = Owner::spawn_with(&dir, |command| {
        let variables = [
            ("PGDATA", "/nonexistent"),
            ("PGPORT", "1"),
            ("PGOPTIONS", "-c fsync=off"),
            ("PGSSLMODE", "require"),
            ("PGHOST", "192.0.2.1"),
            ("PGUSER", "nobody"),
            ("PGDATABASE", "nothing"),
            ("PGSERVICE", "nothing"),
            ("PGTZ", "Mars/Phobos"),
            ("PGCLIENTENCODING", "LATIN1"),
            ("TZ", "Mars/Phobos"),
            ("LC_ALL", "garbage"),
            ("LANG", "garbage"),
            ("LD_LIBRARY_PATH", "/nonexistent"),
        ];
        command.envs(variables);
    });
    let socket_dir = owner.says("ready").await;
    assert!(Path::new(&socket_dir).join(".s.PGSQL.5432").exists());
    let processes = processes_in(&dir.join("data"));
    assert!(!processes.is_empty());
    for pid in processes {
        let environment = fs::read_to_string(format!("/proc/{pid}/environ")).unwrap();
        let names: Vec<_> = environment.split('\0').filter_map(|pair| Some(pair.split_once('=')?.0)).collect();
        assert!(names.iter().all(|name| ["HOME", "PATH", "TMPDIR"].contains(name)), "{names:?}");
    }
    owner.stop().await;
}
