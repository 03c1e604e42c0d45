//! Tests what `doctor` says of the daily backups, and that they can be turned off.

use std::{fs, time::Duration};

use hearth_tests::{CliCommand, Server, ServerCommand, TestDir};
use sqlx::types::chrono::Utc;

fn doctor(test_dir: &TestDir) -> String {
    CliCommand::new(["doctor", "--data-dir"]).arg(test_dir.data_dir()).run().stdout
}

#[tokio::test]
async fn doctor_says_when_the_last_backup_was_made() {
    let test_dir = TestDir::new();
    let server = Server::start(test_dir.data_dir()).await;
    assert!(doctor(&test_dir).contains("backup: There is none in"), "{}", doctor(&test_dir));
    let backups = test_dir.data_dir().join("backups");
    fs::create_dir_all(&backups).unwrap();
    let days_ago = |days: u64| {
        let moment = Utc::now() - Duration::from_hours(24 * days);
        fs::write(backups.join(moment.format("hearth-%Y-%m-%dT%H%M%SZ.dump").to_string()), "PGDMP").unwrap();
    };
    days_ago(5);
    assert!(doctor(&test_dir).contains("warning  backup: The last one was made 5 days ago"), "{}", doctor(&test_dir));
    days_ago(0);
    assert!(doctor(&test_dir).contains("ok       backup: The last one was made on"), "{}", doctor(&test_dir));
    drop(server);
}

#[tokio::test]
async fn an_unusable_recipient_stops_the_start() {
    let test_dir = TestDir::new();
    let command = ServerCommand::on(test_dir.data_dir()).env("HEARTH_BACKUP_RECIPIENT", "age1me");
    command.try_start().await.err().expect("it is refused").expect_refusal("HEARTH_BACKUP_RECIPIENT");
}
