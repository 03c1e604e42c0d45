//! Tests a primary that takes no changes for a while.

use std::time::Duration;

use hearth_tests::{Database, DatabaseRoute, TestDir, server_on};
use serde_json::json;

use crate::{Deployment, titles, writes_again};

#[tokio::test(flavor = "multi_thread")]
async fn a_demoted_primary_is_read_and_not_written() {
    let (database, home) = (Database::start().await, TestDir::new());
    let server = server_on(&home, &database.url()).start().await;
    let user = server.user().await;
    user.post("Bread").await;
    for round in 0..2 {
        database.execute("ALTER SYSTEM SET default_transaction_read_only = on").await;
        database.execute("SELECT pg_reload_conf()").await;
        tokio::time::sleep(Duration::from_millis(1500 * round)).await;
        let post = json!({ "title": "Refused", "content": "c" });
        for _ in 0..5 {
            let answer = server.api().post("/posts/", Some(&user.token), &post).await;
            assert_eq!((answer.status, answer.header("retry-after")), (503, "1"), "{answer:?}");
            assert_eq!(answer.detail(), "The database takes no changes for now. Try again in a moment.");
        }
        assert_eq!(server.api().get("/health/ready", None).await.status, 503);
        assert!(!titles(&server, &user).await.contains(&"Refused".to_owned()));
        database.execute("ALTER SYSTEM RESET default_transaction_read_only").await;
        database.execute("SELECT pg_reload_conf()").await;
        writes_again(&server, &user, "Writable").await;
    }
}

/// A primary is demoted, which closes nothing, and another one takes its place behind the proxy: the connections that are there
/// all lead to the demoted one.
#[tokio::test(flavor = "multi_thread")]
async fn leaves_a_demoted_primary_for_the_promoted_one() {
    let Deployment { home: _home, primary, proxy, server, user } = Deployment::start().await;
    let standby = primary.standby().await;
    primary.execute("ALTER SYSTEM SET default_transaction_read_only = on").await;
    primary.execute("SELECT pg_reload_conf()").await;
    standby.promote().await;
    // That it was read only is none of the promoted one's settings, which it may have replayed.
    proxy.lead(DatabaseRoute::To(standby.port()));
    tokio::time::sleep(Duration::from_millis(1200)).await;
    // The first one already: the statement did nothing, and is run again where it can.
    user.post("On the promoted one").await;
    assert_eq!(titles(&server, &user).await, ["On the promoted one", "Bread"]);
}
