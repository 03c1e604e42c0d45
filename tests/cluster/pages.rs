//! Tests pages that are kept while a standby is read.

use std::time::Duration;

use hearth_tests::{Database, TestDir, server_on};
use sqlx::{Connection, PgConnection};

use crate::titles;

/// Has several transactions run at once, of which one that began later ends first: what runs is not in the snapshot of a standby.
#[tokio::test(flavor = "multi_thread")]
async fn a_standby_shows_each_change() {
    let (primary, home) = (Database::start().await, TestDir::new());
    let writing = server_on(&home, &primary.url()).start().await;
    let user = writing.user().await;
    user.post("Bread").await;
    let standby = primary.standby().await;
    let mut reading = server_on(&home, &standby.url()).spawn();
    reading.ready().await.unwrap();

    let mut writers = Vec::new();
    for _ in 0..3 {
        let mut writer = primary.connect().await;
        sqlx::raw_sql("BEGIN; SELECT pg_current_xact_id()").execute(&mut writer).await.unwrap();
        writers.push(writer);
    }
    let [first, second, third] = &mut writers[..] else { unreachable!() };
    change(&primary, &standby, third, "Third").await;
    for _ in 0..3 {
        assert_eq!(titles(&reading, &user).await, ["Third"]);
    }
    let before: String = standby.value("SELECT pg_current_snapshot()::TEXT").await;
    change(&primary, &standby, second, "Second").await;
    let after: String = standby.value("SELECT pg_current_snapshot()::TEXT").await;
    assert_eq!(before, after, "the snapshot does not tell");
    assert_eq!(titles(&reading, &user).await, ["Second"]);
    change(&primary, &standby, first, "First").await;
    assert_eq!(titles(&reading, &user).await, ["First"]);

    // Promoted in its place, it goes on, and takes changes on the connections that are there.
    titles(&reading, &user).await;
    standby.promote().await;
    standby.execute("UPDATE posts SET title = 'Promoted'").await;
    assert_eq!(titles(&reading, &user).await, ["Promoted"]);
    user.at(&reading.address()).post("Written").await;
    assert_eq!(titles(&reading, &user).await, ["Written", "Promoted"]);
}

/// Changes the title of all posts, and waits until the standby has it.
async fn change(primary: &Database, standby: &Database, writer: &mut PgConnection, title: &str) {
    let change = format!("UPDATE posts SET title = '{title}'; COMMIT");
    sqlx::raw_sql(sqlx::AssertSqlSafe(change)).execute(&mut *writer).await.unwrap();
    writer.ping().await.unwrap();
    standby.has_caught_up_with(primary).await;
    tokio::time::sleep(Duration::from_millis(50)).await;
}
