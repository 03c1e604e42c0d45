//! Tests what the time of an answer gives away.

use std::time::{Duration, Instant};

use hearth_tests::{Api, ServerCommand, TestDir, unique_email};
use sqlx::{Connection, PgConnection};

/// Accounts of an adopted deployment: hashes of other costs than ours, and what is no hash.
const ADOPTED: &str = "
    INSERT INTO users (email, password) VALUES
        ('cheap@example.com', '$2a$04$abcdefghijklmnopqrstuuK7Sjs7rFYArh/ytIZsOeM/z4RV2Fw2i'),
        ('dear@example.com', '$2y$08$abcdefghijklmnopqrstuuK7Sjs7rFYArh/ytIZsOeM/z4RV2Fw2i'),
        ('absurd@example.com', '$2b$20$abcdefghijklmnopqrstuuK7Sjs7rFYArh/ytIZsOeM/z4RV2Fw2i'),
        ('impossible@example.com', '$2b$99$abcdefghijklmnopqrstuuK7Sjs7rFYArh/ytIZsOeM/z4RV2Fw2i'),
        ('unreadable@example.com', 'not a hash')
";

const ROUNDS: usize = 21;

#[tokio::test]
async fn refused_logins_take_equal_time() {
    let test_dir = TestDir::new();
    let server = ServerCommand::on(test_dir.data_dir()).env("HEARTH_BCRYPT_COST", "7").start().await;
    let mut database = PgConnection::connect_with(&server.database()).await.unwrap();
    sqlx::raw_sql(ADOPTED).execute(&mut database).await.unwrap();
    let (api, user) = (server.api(), server.user().await);
    let adopted = ["cheap", "dear", "absurd", "impossible", "unreadable"].map(|name| format!("{name}@example.com"));
    let mut suspects = [&[user.email], &adopted as &[_]].concat();

    // The machine has other work, too: only a difference that stays is one.
    let mut differences = Vec::new();
    for _ in 0..8 {
        let (unknown, known) = medians(&api, &suspects).await;
        let different = known.into_iter().filter(|(_, known)| known.abs_diff(unknown) > unknown / 10);
        let different: Vec<_> = different.collect();
        suspects = different.iter().map(|(email, _)| email.clone()).collect();
        if suspects.is_empty() {
            return;
        }
        differences.push((unknown, different));
    }
    panic!("an address without account takes another time: {differences:#?}");
}

/// The time of a login for an unknown address, and for each of the known ones, in the middle of many, which take turns.
async fn medians(api: &Api, known: &[String]) -> (Duration, Vec<(String, Duration)>) {
    let mut times = vec![Vec::new(); known.len() + 1];
    for round in 0..ROUNDS {
        for turn in 0..times.len() {
            let who = (round + turn) % times.len();
            let email = known.get(who).cloned().unwrap_or_else(unique_email);
            let begin = Instant::now();
            api.login(&email, "wrong password").await.expect_detail(403, "Invalid Credentials");
            times[who].push(begin.elapsed());
        }
    }
    let mut medians = times.into_iter().map(|mut times| *times.select_nth_unstable(ROUNDS / 2).1);
    let known = known.iter().cloned().zip(medians.by_ref()).collect();
    (medians.next().unwrap(), known)
}
