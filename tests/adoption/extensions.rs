//! Tests `pg_trgm` where the owner, or the provider of a hosted database, has put it.

use hearth_tests::Database;
use sqlx::Connection;

use crate::{deployment::ALEMBIC, server_command};

async fn serves_a_search(database: &Database) {
    let server = server_command(database).start().await;
    let user = server.user().await;
    user.post("Woodcock and snipe").await;
    let found = server.api().get("/posts/?search=CK+and", Some(&user.token)).await.expect(200).json();
    assert_eq!(found.as_array().unwrap().len(), 1);
    let mut connection = database.connect().await;
    let indexed: bool = sqlx::query_scalar("SELECT to_regclass('posts_title_trigrams') IS NOT NULL")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    assert!(indexed, "searches have their index");
    connection.close().await.unwrap();
}

#[tokio::test]
async fn finds_extensions_in_their_own_schema() {
    for schema in ["ext", "\"Hosted Extensions\""] {
        let database = Database::start().await;
        database.execute(&format!("CREATE SCHEMA {schema}; CREATE EXTENSION pg_trgm SCHEMA {schema}")).await;
        database.execute(ALEMBIC).await;
        serves_a_search(&database).await;
    }
}

#[tokio::test]
async fn tables_in_a_schema_of_a_name_that_needs_quotes() {
    let database = Database::start().await;
    database.execute("CREATE SCHEMA \"My App\"; ALTER DATABASE social SET search_path = \"My App\", public").await;
    serves_a_search(&database).await;
}

#[tokio::test]
async fn names_a_schema_the_role_may_not_use() {
    let database = Database::start().await;
    database
        .execute(&format!(
            "CREATE SCHEMA ext; CREATE EXTENSION pg_trgm SCHEMA ext;
             CREATE ROLE tenant LOGIN PASSWORD '{}'; GRANT CREATE, USAGE ON SCHEMA public TO tenant",
            Database::PASSWORD
        ))
        .await;
    let refused =
        server_command(&database).env("DATABASE_URL", database.url_of(Database::NAME, "tenant")).try_start().await;
    refused.err().unwrap().expect_refusal("GRANT USAGE ON SCHEMA ext");
}
