//! Tests that tables of the same names that are another program's are left alone, with a reason.

use hearth_tests::Database;

use crate::{
    deployment::{ALEMBIC, schema},
    server_command,
};

const VIEW: &str = "ALTER TABLE posts RENAME TO articles; CREATE VIEW posts AS SELECT * FROM articles";

#[tokio::test]
async fn leaves_foreign_tables_alone() {
    let database = Database::start().await;
    for (tables, difference) in [
        (
            "CREATE TABLE users (id SERIAL PRIMARY KEY, password TEXT, created_at TIMESTAMPTZ, phone_number TEXT)",
            "users has no column email",
        ),
        (&format!("{ALEMBIC} {VIEW}"), "posts is not a table"),
        (&changed("id SERIAL NOT NULL", "id UUID DEFAULT gen_random_uuid() NOT NULL"), "posts.id is uuid, not integer"),
        (&changed("email VARCHAR", "name VARCHAR NOT NULL, email VARCHAR"), "users.name has to be filled"),
        (&changed("UNIQUE (email)", "UNIQUE (email, id)"), "users has no unique key on email"),
        (&changed("REFERENCES users (id) ON DELETE CASCADE;", "REFERENCES users (id);"), "rows of posts do not go"),
        (&changed("PRIMARY KEY (user_id, post_id),", ""), "votes has no unique key on post_id, user_id"),
    ] {
        database.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public").await;
        database.execute(tables).await;
        let before = schema(&database).await;
        let refused = server_command(&database).try_start().await.err().unwrap();
        refused.expect_refusal(&format!("The database holds tables of another program: {difference}"));
        refused.expect_refusal("Nothing was changed.");
        assert_eq!(schema(&database).await, before);
    }
}

/// Returns the tables that Alembic makes, with one change.
fn changed(this: &str, that: &str) -> String {
    assert!(ALEMBIC.contains(this));
    let tables = ALEMBIC.replacen(this, that, 1);
    if that.contains("UUID") { tables.replace("post_id INTEGER", "post_id UUID") } else { tables }
}
