//! Measures reading while many sign in, each of whom costs a core a quarter of a second.

use futures_util::future::join_all;
use hearth_bench::{Goal, SeededServer, Table, median};
use hearth_tests::{User, seed};

use crate::{Effort, feed};

/// The number of people who sign in at once.
const LOGINS: i32 = 50;

/// Measures how long a reader waits at worst.
pub(crate) async fn measure(table: &mut Table, server: SeededServer, effort: Effort) {
    let server = server.restart(&[("HEARTH_BCRYPT_COST", "12")]).await;
    // As expensive a password as a new account's, for everybody.
    let somebody = User::sign_up(&server.server.address()).await;
    server.execute("UPDATE users SET password = (SELECT password FROM users ORDER BY id DESC LIMIT 1)").await;
    let feed = feed::load(&server, "/posts/?limit=10");
    let (mut alone, mut beside) = (Vec::new(), Vec::new());
    for round in 1..=effort.rounds {
        eprintln!("Signing in, {round} of {}", effort.rounds);
        alone.push(feed.run(effort.seconds).await.p99);
        let logins = async {
            let api = server.server.api();
            let emails: Vec<String> = (1..=LOGINS).map(seed::email).collect();
            loop {
                join_all(emails.iter().map(|email| api.login(email, &somebody.password))).await;
            }
        };
        tokio::select! {
            figures = feed.run(effort.seconds) => beside.push(figures.p99),
            () = logins => {}
        }
    }
    let figures = [median(beside), median(alone)];
    table.add("feed's p99 while 50 sign in; while nobody does", figures, "ms", Goal::AtMost(2.5));
}
