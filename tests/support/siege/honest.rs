//! People who read and write as people do, a little faster.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use tokio::time::sleep;

use super::{outcomes::Outcomes, report::Figures};
use crate::{AcknowledgedWrites, Answer, Api, Outcome, Server, User};

/// The pause between two requests of a reader.
const READING: Duration = Duration::from_millis(100);

/// The pause between two posts of a writer: within the limit of an account for a quarter of an hour and more.
const WRITING: Duration = Duration::from_secs(7);

/// What readers ask for, in turn: a user less than sixty times a minute, which is the limit.
const PATHS: [&str; 10] = [
    "/posts/?limit=10",
    "/posts/?limit=20&sort=top",
    "/posts/?limit=10&sort=hot",
    "/posts/?limit=10&search=post",
    "/posts/1",
    "/me",
    "/me/drafts",
    "/users/1",
    "/posts/2",
    "/users/1/posts?limit=10",
];

/// Has everybody read and write for a time.
pub(super) async fn watch(
    server: &Server,
    readers: &[User],
    writers: &[User],
    acknowledged: &AcknowledgedWrites,
    time: Duration,
) -> Figures {
    let (outcomes, end) = (Outcomes::default(), Instant::now() + time);
    let reading = join_all(readers.iter().enumerate().map(|(number, user)| read(server, user, number, &outcomes, end)));
    let writing = join_all(writers.iter().map(|user| write(user, acknowledged, &outcomes, end)));
    let (of_readers, of_writers) = tokio::join!(reading, writing);
    let sorted = |times: Vec<Vec<Duration>>| {
        let mut times = times.concat();
        times.sort();
        times
    };
    let mut by_path: BTreeMap<&'static str, Vec<Duration>> = BTreeMap::new();
    for (path, time) in of_readers.concat() {
        by_path.entry(path).or_default().push(time);
    }
    for times in by_path.values_mut() {
        times.sort();
    }
    let reads = sorted(by_path.values().cloned().collect());
    Figures { reads, by_path, writes: sorted(of_writers), outcomes: outcomes.all() }
}

async fn read(
    server: &Server,
    user: &User,
    number: usize,
    outcomes: &Outcomes,
    end: Instant,
) -> Vec<(&'static str, Duration)> {
    let api = Api::new(&server.address());
    let mut times = Vec::new();
    for path in PATHS.into_iter().cycle().skip(number) {
        if Instant::now() >= end {
            break;
        }
        let begin = Instant::now();
        let answer = crate::try_send(api.request(reqwest::Method::GET, path).bearer_auth(&user.token)).await;
        times.push((path, begin.elapsed()));
        outcomes.count("read", answer.as_ref().map_or(Outcome::Broken, Answer::outcome));
        sleep(READING).await;
    }
    times
}

async fn write(user: &User, acknowledged: &AcknowledgedWrites, outcomes: &Outcomes, end: Instant) -> Vec<Duration> {
    let mut times = Vec::new();
    while Instant::now() < end {
        let begin = Instant::now();
        let written = acknowledged.write_one(user, 500).await;
        times.push(begin.elapsed());
        let status = if written.is_some() { 201 } else { 503 };
        outcomes.count("write", Outcome::Answer { status, retry_after: false });
        sleep(WRITING.min(end.saturating_duration_since(Instant::now()))).await;
    }
    times
}
