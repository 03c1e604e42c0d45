//! Tests variables that libraries read on their own.

use hearth_tests::{Database, ServerCommand, TestDir};

use crate::SECRET;

/// The variables that libpq's users set for a database of theirs.
const OF_LIBPQ: [(&str, &str); 14] = [
    ("PGPORT", "5433"),
    ("PGHOST", "db.example"),
    ("PGHOSTADDR", "192.0.2.1"),
    ("PGUSER", "ada"),
    ("PGPASSWORD", "hunter2"),
    ("PGDATABASE", "social"),
    ("PGSSLMODE", "require"),
    ("PGSSLROOTCERT", "/nowhere"),
    ("PGSSLCERT", "/nowhere"),
    ("PGSSLKEY", "/nowhere"),
    ("PGAPPNAME", "psql"),
    ("PGOPTIONS", "-c search_path=app"),
    ("PGOPTIONS", "-c default_transaction_read_only=on"),
    ("PGOPTIONS", "-c statement_timeout=1 -c lock_timeout=1"),
];

#[tokio::test]
async fn a_private_database_takes_nothing_of_libpqs() {
    let test_dir = TestDir::new();
    for (name, value) in OF_LIBPQ {
        let server = ServerCommand::on(test_dir.data_dir()).env(name, value).start().await;
        server.user().await.post(&format!("With {name}")).await;
        assert!(server.stop().await.status.success());
    }
    // Of a file too, which has it set once more when the program starts again without it.
    std::fs::write(test_dir.join(".env"), "PGOPTIONS=-c search_path=app\nPGPORT=1\n").unwrap();
    let server = ServerCommand::on(test_dir.data_dir()).work_dir(test_dir.path()).start().await;
    server.user().await.post("With a file").await;
}

#[tokio::test]
async fn the_owners_database_is_reached_as_libpq_reaches_it() {
    let (database, home) = (Database::start().await, TestDir::new());
    database.execute("CREATE SCHEMA app").await;
    let server_command = ServerCommand::without_data_dir().env("HOME", home.path()).env("SECRET_KEY", SECRET);
    let server_command =
        server_command.env("DATABASE_URL", "postgresql://ada@127.0.0.1").env("PGPASSWORD", Database::PASSWORD);
    let server_command = server_command.env("PGPORT", database.port().to_string()).env("PGDATABASE", Database::NAME);
    let server = server_command.env("PGOPTIONS", "-c search_path=app,public").start().await;
    server.user().await.post("In a schema of its own").await;
    database.execute("SELECT FROM app.posts").await;
}
