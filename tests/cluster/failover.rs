//! Tests a primary that dies, and a standby that is promoted in its place.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use hearth_tests::{AcknowledgedWrites, DatabaseRoute, ask_for_all};

use crate::{Deployment, is_honest, titles, writes_again};

/// Has writers write while the primary is killed and the standby promoted, behind a proxy that closes meanwhile.
#[tokio::test(flavor = "multi_thread")]
async fn a_promoted_standby_takes_over() {
    let Deployment { home: _home, mut primary, proxy, server, user } = Deployment::start().await;
    let standby = primary.standby().await;
    // What is acknowledged is there, too.
    primary.execute("ALTER SYSTEM SET synchronous_standby_names = '*'").await;
    primary.execute("ALTER SYSTEM SET synchronous_commit = 'remote_apply'").await;
    primary.execute("SELECT pg_reload_conf()").await;

    let (written, writers) = (AcknowledgedWrites::default(), join_all((0..4).map(|_| server.user())).await);
    let failover = async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        proxy.lead(DatabaseRoute::Closes);
        primary.kill().await;
        for _ in 0..2 {
            let began = Instant::now();
            for answer in ask_for_all(&server, &user).await {
                assert_eq!((answer.status, answer.header("retry-after")), (503, "1"), "{answer:?}");
            }
            // Those who read have waited.
            assert!((3..60).contains(&began.elapsed().as_secs()), "{:?}", began.elapsed());
        }
        standby.promote().await;
        proxy.lead(DatabaseRoute::To(standby.port()));
        writes_again(&server, &user, "After the promotion").await;
        tokio::time::sleep(Duration::from_secs(1)).await;
    };
    Box::pin(written.write_during(&writers, failover)).await;
    assert!(written.len() > 10, "{}", written.len());
    written.check(&user).await;
    assert!(!server.stderr().contains("\"ERROR\""), "{}", server.stderr());
}

/// Checks that those who read while a standby is promoted see nothing of it but that it takes a moment.
#[tokio::test(flavor = "multi_thread")]
async fn readers_wait_for_a_quick_promotion() {
    let Deployment { home: _home, mut primary, proxy, server, user } = Deployment::start().await;
    let standby = primary.standby().await;
    let readers = (0..20).map(|_| async {
        for _ in 0..10 {
            assert_eq!(titles(&server, &user).await, ["Bread"]);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    });
    let failover = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        proxy.lead(DatabaseRoute::Closes);
        primary.kill().await;
        standby.promote().await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        proxy.lead(DatabaseRoute::To(standby.port()));
    };
    tokio::join!(join_all(readers), failover);
}

/// Has the primary hang, which closes no connection.
#[tokio::test(flavor = "multi_thread")]
async fn a_frozen_primary_is_given_up() {
    let Deployment { home: _home, primary, proxy, server, user } = Deployment::start().await;
    let standby = primary.standby().await;
    let _ = ask_for_all(&server, &user).await;
    primary.freeze();
    let began = Instant::now();
    for answer in ask_for_all(&server, &user).await {
        assert_eq!((answer.status, answer.header("retry-after")), (503, "1"), "{answer:?}");
    }
    assert!(began.elapsed() < Duration::from_secs(25), "{:?}", began.elapsed());
    standby.promote().await;
    proxy.lead(DatabaseRoute::To(standby.port()));
    let took = writes_again(&server, &user, "After the promotion").await;
    assert!(took < Duration::from_secs(15), "{took:?}");
    // It wakes up, and nobody asks it any more.
    primary.thaw();
    for _ in 0..20 {
        assert_eq!(titles(&server, &user).await[0], "After the promotion");
    }
    for answer in ask_for_all(&server, &user).await {
        is_honest(&answer, "after the primary woke up");
    }
}

/// Loses the network to the primary's machine: nothing passes, and nothing is closed.
#[tokio::test(flavor = "multi_thread")]
async fn a_primary_that_was_cut_off_is_given_up() {
    let Deployment { home: _home, primary, proxy, server, user } = Deployment::start().await;
    let standby = primary.standby().await;
    let _ = ask_for_all(&server, &user).await;
    standby.promote().await;
    proxy.freeze();
    proxy.lead(DatabaseRoute::To(standby.port()));
    // On another machine it answers at once: those who read wait until that is noticed.
    let began = Instant::now();
    assert_eq!(titles(&server, &user).await[0], "Written while the database is away");
    assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
    let took = writes_again(&server, &user, "After the promotion").await;
    assert!(took < Duration::from_secs(8), "{took:?}");
}
