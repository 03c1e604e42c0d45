//! Tests data directories from a backup: what copying lost is put right, and what it destroyed is named, with what to
//! do.

use std::{fs, os::unix::fs::PermissionsExt, path::Path, process::Command};

use hearth_tests::{AcknowledgedWrites, ServerCommand, TestDir};

fn shell(command: &str, dir: &Path) {
    assert!(Command::new("sh").args(["-c", command]).current_dir(dir).status().unwrap().success(), "{command}");
}

#[tokio::test]
async fn a_restored_directory_serves_or_names_the_file() {
    let test_dir = TestDir::new();
    let dir = test_dir.data_dir();
    // Made beforehand, so that root's PostgreSQL can enter it and the cluster stays there.
    fs::create_dir(&dir).unwrap();
    let server_command = ServerCommand::on(&dir);
    let server = server_command.start().await;
    let user = server.user().await;
    let acknowledged_writes = AcknowledgedWrites::default();
    acknowledged_writes.write_one(&user, 2000).await.unwrap();
    assert!(server.stop().await.status.success());

    // Only its owner knows whether somebody has read the key meanwhile.
    shell("chmod -R 777 .", &dir);
    let refused = server_command.try_start().await.err().unwrap();
    refused.expect_refusal(&format!("`chmod 600 {}`", dir.join("secret.key").display()));
    shell("chmod 600 secret.key", &dir);

    for change in
        ["chmod 755 postgres/data", "chmod -R 777 . && chmod 600 secret.key", "find postgres -type d -empty -delete"]
    {
        shell(change, &dir);
        let server = server_command.start().await;
        acknowledged_writes.check(&user.at(&server.address())).await;
        assert!(server.stop().await.status.success());
        let log = fs::metadata(dir.join("postgres/postgres.log")).unwrap();
        assert_eq!(log.permissions().mode() & 0o777, 0o600, "{change}");
    }

    for (change, file) in [
        (": > postgres/data/pg_hba.conf", "postgres/data/pg_hba.conf"),
        (": > postgres/data/global/pg_control", "postgres/data/global/pg_control"),
        ("rm postgres/data/pg_wal/0*", "postgres/data/pg_wal"),
    ] {
        let backup = test_dir.join("backup");
        let _ = fs::remove_dir_all(&backup);
        shell("cp -a postgres ../backup", &dir);
        shell(change, &dir);
        server_command.try_start().await.err().unwrap().expect_refusal(dir.join(file).to_str().unwrap());
        server_command.try_start().await.err().unwrap().expect_refusal("from a backup");
        shell("rm -r postgres && cp -a ../backup postgres", &dir);
    }
    let server = server_command.start().await;
    acknowledged_writes.check(&user.at(&server.address())).await;
}
