//! Tests that hashing keeps nobody waiting without end: hashes of absurd cost, and too many logins at once.

use std::{
    num::NonZero,
    thread,
    time::{Duration, Instant},
};

use futures_util::future::join_all;
use hearth_tests::{ServerCommand, TestDir, unique_email};
use sqlx::{Connection, PgConnection};

/// Accounts whose passwords would take minutes to compare, or days.
const ABSURD: &str = "
    INSERT INTO users (email, password)
    SELECT format('cost-%s@example.com', cost), format('$2b$%s$abcdefghijklmnopqrstuuK7Sjs7rFYArh/ytIZsOeM/z4RV2Fw2i', cost)
    FROM generate_series(17, 31) cost
";

#[tokio::test]
async fn a_hash_of_absurd_cost_is_not_compared() {
    let test_dir = TestDir::new();
    let server = ServerCommand::on(test_dir.data_dir()).start().await;
    let mut database = PgConnection::connect_with(&server.database()).await.unwrap();
    sqlx::raw_sql(ABSURD).execute(&mut database).await.unwrap();
    let (api, user) = (server.api(), server.user().await);
    let began = Instant::now();
    for cost in 17..=31 {
        let answer = api.login(&format!("cost-{cost}@example.com"), "password123").await;
        answer.expect_detail(403, "Invalid Credentials");
        assert!(server.stderr().contains(&format!("bcrypt cost {cost}")), "{}", server.stderr());
    }
    assert!(!server.stderr().contains("example.com"), "the log names an account: {}", server.stderr());
    let _ = api.login(&user.email, &user.password).await.expect(200);
    assert!(began.elapsed() < Duration::from_secs(15), "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_hash_of_the_configured_cost_is_compared() {
    let test_dir = TestDir::new();
    let server = ServerCommand::on(test_dir.data_dir()).env("HEARTH_BCRYPT_COST", "17").start().await;
    let _ = server.user().await;
    assert!(!server.stderr().contains("not compared"), "{}", server.stderr());
}

#[tokio::test(flavor = "multi_thread")]
async fn logins_that_would_wait_too_long_are_told_to_come_again() {
    let test_dir = TestDir::new();
    // A second each, on half of the cores.
    let server = ServerCommand::on(test_dir.data_dir()).env("HEARTH_BCRYPT_COST", "14").start().await;
    let (api, user) = (server.api(), server.user().await);
    let at_once = thread::available_parallelism().map_or(1, NonZero::get).div_ceil(2);

    let began = Instant::now();
    let strangers: Vec<_> = (0..50 * at_once).map(|_| unique_email()).collect();
    let answers = join_all(strangers.iter().map(|email| api.login(email, "password123"))).await;
    assert!(began.elapsed() < Duration::from_secs(25), "{:?}", began.elapsed());
    let (refused, compared): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 503);
    assert!(!refused.is_empty() && !compared.is_empty(), "{} and {}", refused.len(), compared.len());
    for answer in refused {
        assert_eq!(answer.header("retry-after"), "1");
        answer.expect_detail(503, "Too many people sign in at the moment. Try again in a moment.");
    }
    for answer in compared {
        answer.expect_detail(403, "Invalid Credentials");
    }
    let _ = api.login(&user.email, &user.password).await.expect(200);
}
