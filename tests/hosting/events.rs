//! Events where several servers share a database, and where one restarts.

use std::time::Duration;

use hearth_client::{Event, Events};
use hearth_tests::{Launch, Place, Server, database::Database};
use tokio::time::timeout;

use crate::SECRET;

fn launch(database: &Database) -> Launch {
    Launch::without_data_dir().env("SECRET_KEY", SECRET).env("DATABASE_URL", database.url())
}

async fn next(events: &mut Events) -> Event {
    timeout(Duration::from_secs(20), events.next()).await.expect("an event comes").unwrap()
}

#[tokio::test]
async fn what_one_server_writes_another_tells() {
    let database = Database::start().await;
    let launch = launch(&database);
    let (here, there) = (launch.start().await, launch.start().await);
    let (author, reader) = (here.user().await, there.user().await);
    let mut events = reader.client.events();
    assert_eq!(next(&mut events).await, Event::Reset);
    // One after the other, so that the first is there before anybody watches for sure.
    let first = author.post("The first").await;
    loop {
        let Event::Created(created) = next(&mut events).await else { panic!("only posts are made") };
        if created.post_id == first {
            break;
        }
    }
    let mut written = Vec::new();
    for number in 0..50 {
        let through = if number % 2 == 0 { &author } else { &reader };
        written.push(through.post(&format!("Number {number}")).await);
    }
    let mut told = Vec::new();
    while told.len() < written.len() {
        let Event::Created(created) = next(&mut events).await else { panic!("only posts are made") };
        told.push(created.post_id);
    }
    assert_eq!(told, written, "each once, in order");
}

#[tokio::test]
async fn a_watcher_misses_nothing_while_the_server_restarts() {
    let (database, home) = (Database::start().await, Place::new());
    let launch = launch(&database).env("HOME", home.path());
    let (staying, restarting) = (launch.start().await, launch.start().await);
    let address = restarting.address();
    let (author, reader) = (staying.user().await, restarting.user().await);
    let mut events = reader.client.events();
    assert_eq!(next(&mut events).await, Event::Reset);
    let before = author.post("Before").await;
    while !matches!(next(&mut events).await, Event::Created(post) if post.post_id == before) {}

    let ended = restarting.stop().await;
    assert!(ended.status.success() && !ended.stderr.contains("did not finish"), "{ended:?}");
    let meanwhile = author.post("Meanwhile").await;
    let restarted: Server = launch.listen(address.trim_start_matches("http://")).start().await;
    let after = author.post("After").await;
    for post in [meanwhile, after] {
        assert!(matches!(next(&mut events).await, Event::Created(created) if created.post_id == post));
    }
    drop(restarted);
}
