//! Tests that the statements of the last release run on today's tables: servers that share a database are upgraded one by one.

use hearth_tests::Database;
use sqlx::{AssertSqlSafe, Executor as _, SqlSafeStr as _};

/// The statements of the last release, as its `.sqlx` has them. docs/development.md says how they are renewed.
const RELEASED: &str = include_str!("released/0.1.0.json");

#[tokio::test]
async fn statements_of_the_last_release_run_on_the_tables_of_today() {
    let database = Database::start().await;
    let server = crate::server_command(&database).start().await;
    let statements: Vec<String> = serde_json::from_str(RELEASED).unwrap();
    assert!(statements.len() > 30, "{}", statements.len());
    let mut connection = database.connect().await;
    for statement in statements {
        let prepared = connection.prepare(AssertSqlSafe(statement.clone()).into_sql_str()).await;
        if let Err(error) = prepared {
            panic!("{error}: {statement}");
        }
    }
    assert!(server.stop().await.status.success());
}
