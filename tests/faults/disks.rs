//! Tests disks that are full, or cannot be written to.

use std::time::Duration;

use hearth_tests::{Account, AcknowledgedWrites, Server, ServerCommand, SmallDisk, User, eventually, processes_in};

/// Room for a cluster and some posts.
const ENOUGH: u32 = 160;

fn server_command(disk: &SmallDisk) -> ServerCommand {
    ServerCommand::on(disk.path().join("data")).account(Account::NOBODY)
}

/// A server on the disk, somebody on it, and what was written so far.
async fn with_some_posts(disk: &SmallDisk) -> (Server, User, AcknowledgedWrites) {
    let server = server_command(disk).start().await;
    let user = server.user().await;
    let acknowledged_writes = AcknowledgedWrites::default();
    for _ in 0..20 {
        acknowledged_writes.write_one(&user, 500).await.unwrap();
    }
    (server, user, acknowledged_writes)
}

#[tokio::test]
async fn first_start_needs_a_large_enough_disk() {
    let Some(disk) = SmallDisk::mount(20, Account::NOBODY) else { return };
    server_command(&disk).try_start().await.err().unwrap().expect_refusal("is full. Free some space");
    eventually("nothing is left", || processes_in(disk.path()).is_empty()).await;

    disk.resize(ENOUGH);
    let _ = server_command(&disk).start().await.user().await;
}

#[tokio::test]
async fn a_full_disk_refuses_writes_and_loses_nothing() {
    let Some(disk) = SmallDisk::mount(ENOUGH, Account::NOBODY) else { return };
    let (server, user, acknowledged_writes) = with_some_posts(&disk).await;

    disk.fill(0);
    for _ in 0..50 {
        acknowledged_writes.write_one(&user, 100_000).await;
    }
    assert!(acknowledged_writes.was_told_of_a_full_disk());
    // What is there can be read all the while.
    acknowledged_writes.check(&user.at(&server.address())).await;

    disk.make_room();
    acknowledged_writes.write_one(&user, 100_000).await.expect("there is room again");
    assert!(server.stop().await.status.success());
    let server = server_command(&disk).start().await;
    acknowledged_writes.check(&user.at(&server.address())).await;
}

/// Restarts on a disk that is full to the last byte: nothing can be written before there is room, but a stop and a
/// start must not make it worse.
#[tokio::test]
async fn a_start_on_a_full_disk_damages_nothing() {
    let Some(disk) = SmallDisk::mount(ENOUGH, Account::NOBODY) else { return };
    let (server, user, acknowledged_writes) = with_some_posts(&disk).await;
    disk.fill(0);
    server.kill().await;
    eventually("PostgreSQL follows the server", || processes_in(disk.path()).is_empty()).await;

    match server_command(&disk).try_start().await {
        Ok(server) => acknowledged_writes.check(&user.at(&server.address())).await,
        Err(refused) => refused.expect_refusal("is full. Free some space"),
    }

    disk.make_room();
    let server = server_command(&disk).start().await;
    acknowledged_writes.check(&user.at(&server.address())).await;
    acknowledged_writes.write_one(&user.at(&server.address()), 500).await.unwrap();
}

/// Leaves room for posts but none for another segment of PostgreSQL's log: the database goes down altogether.
#[tokio::test]
async fn a_disk_without_room_for_the_log_loses_nothing() {
    let Some(disk) = SmallDisk::mount(ENOUGH, Account::NOBODY) else { return };
    let (mut server, user, acknowledged_writes) = with_some_posts(&disk).await;

    disk.fill(15);
    let trouble = async {
        while acknowledged_writes.write_one(&user, 100_000).await.is_some() {}
        // The server may come back, say that the disk is full, or give up with a reason.
        for _ in 0..50 {
            acknowledged_writes.write_one(&user, 100_000).await;
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(hearth_tests::CONDITION_TIMEOUT, trouble).await.expect("the disk fills up");
    match server.has_ended() {
        Some(ended) => ended.expect_refusal("is full. Free some space"),
        None => server.kill().await,
    }
    eventually("nothing is left", || processes_in(disk.path()).is_empty()).await;

    disk.make_room();
    let server = server_command(&disk).start().await;
    acknowledged_writes.check(&user.at(&server.address())).await;
    acknowledged_writes.write_one(&user.at(&server.address()), 500).await.unwrap();
}

#[tokio::test]
async fn names_a_read_only_disk() {
    let Some(disk) = SmallDisk::mount(ENOUGH, Account::NOBODY) else { return };
    disk.make_read_only();
    server_command(&disk).try_start().await.err().unwrap().expect_refusal("Read-only file system");

    disk.make_writable();
    let (server, user, acknowledged_writes) = with_some_posts(&disk).await;
    assert!(server.stop().await.status.success());
    disk.make_read_only();
    server_command(&disk).try_start().await.err().unwrap().expect_refusal("is on a read-only file system");

    disk.make_writable();
    let server = server_command(&disk).start().await;
    acknowledged_writes.check(&user.at(&server.address())).await;
}
