//! Tests bringing the tables up to date without serving.

use hearth_tests::{CliCommand, Database, Server, TestDir, processes_in};

use crate::server_on;

#[tokio::test]
async fn an_external_database_is_migrated_and_nothing_else() {
    let (database, home) = (Database::start().await, TestDir::new());
    let migrate = || {
        let command = CliCommand::new(["migrate"]).env("DATABASE_URL", database.url()).env("HOME", home.path());
        command.run().succeeded()
    };
    assert!(migrate().contains("are up to date now"));
    assert!(migrate().contains("were up to date already"));
    assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0);
    let server = server_on(&home, &database.url()).start().await;
    server.user().await.post("On migrated tables").await;
}

#[tokio::test]
async fn an_own_database_is_made_and_left_stopped() {
    let test_dir = TestDir::new();
    let migrate = || CliCommand::new(["migrate", "--data-dir"]).arg(test_dir.data_dir()).run();
    assert!(migrate().succeeded().contains("are up to date now"));
    assert!(processes_in(&test_dir.data_dir()).is_empty(), "PostgreSQL runs on");
    let server = Server::start(test_dir.data_dir()).await;
    assert!(migrate().succeeded().contains("were up to date already"));
    server.user().await.post("It serves on").await;
    assert!(server.stop().await.status.success());
}

#[tokio::test]
async fn a_newer_database_is_refused() {
    let database = Database::start().await;
    let migrate = || CliCommand::new(["migrate"]).env("DATABASE_URL", database.url()).run();
    let _ = migrate().succeeded();
    database
        .execute(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             VALUES (9999, 'of tomorrow', TRUE, '', 0)",
        )
        .await;
    migrate().expect_refusal("used by a newer version of Hearth");
    CliCommand::new(["user", "list"])
        .env("DATABASE_URL", database.url())
        .run()
        .expect_refusal("a newer version of Hearth");
}
