//! Tests the app under faults: signals, second starts, damaged files, a server that goes away.

use std::{
    fs,
    io::Write,
    process::{Command, Stdio},
};

use hearth_client::Client;
use hearth_tests::{Binaries, DesktopSession, ServerCommand, TestDir, eventually};
use rustix::process::Signal;

#[tokio::test(flavor = "multi_thread")]
async fn second_instance_leaves_the_first_alone() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open_on_this_computer().await;
    let first: Vec<_> = desktop.app_processes().into_iter().filter(|process| process.name == "hearth").collect();

    let status = desktop.start_app().wait().unwrap();
    assert!(status.success(), "the second start says {status}");
    window.see("Create your account").await;
    let now: Vec<_> = desktop.app_processes().into_iter().filter(|process| process.name == "hearth").collect();
    assert_eq!(first, now);
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sigterm_shuts_down_cleanly() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open_on_this_computer().await;
    desktop.signal_app(Signal::TERM);
    desktop.app_is_gone().await;
    window.forget().await;
    let log = fs::read_to_string(desktop.data_dir().join("hearth.log")).unwrap();
    assert!(log.contains("stopped"), "{log}");
    assert!(!desktop.data_dir().join("postgres/data/postmaster.pid").exists(), "PostgreSQL was not shut down");
}

#[tokio::test(flavor = "multi_thread")]
async fn leaves_a_database_of_another_version_alone() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open_on_this_computer().await;
    desktop.close(window).await;

    let version = desktop.data_dir().join("postgres/data/PG_VERSION");
    let right = fs::read_to_string(&version).unwrap();
    fs::write(&version, "13\n").unwrap();
    let window = desktop.open().await;
    window.see("Hearth couldn’t start").await;
    window.see("13").await;
    window.press("Show log").await;
    window.see("hearth.log").await;
    window.press("Close").await;

    fs::write(&version, right).unwrap();
    window.press("Try again").await;
    window.see("Create your account").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn opens_a_restored_database_or_names_the_file() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open_on_this_computer().await;
    desktop.close(window).await;

    let data = desktop.data_dir().join("postgres/data");
    let lose = "chmod 755 . && find . -type d -empty -delete";
    assert!(Command::new("sh").args(["-c", lose]).current_dir(&data).status().unwrap().success());
    let window = desktop.open().await;
    window.see("Create your account").await;
    desktop.close(window).await;

    let rules = data.join("pg_hba.conf");
    fs::write(&rules, "").unwrap();
    let window = desktop.open().await;
    window.see("Hearth couldn’t start").await;
    window.see("data/pg_hba.conf").await;
    window.see("doesn’t let anyone into the database").await;
    let mut file = fs::File::options().append(true).open(&rules).unwrap();
    writeln!(file, "local all all trust").unwrap();
    window.press("Try again").await;
    window.see("Create your account").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn recreates_a_removed_socket_directory() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open_signed_up().await;
    let run = desktop.data_dir().join("postgres/run");
    let (database, server) = (run.join(".s.PGSQL.5432"), run.join("hearth.sock"));

    fs::remove_dir_all(&run).unwrap();
    eventually("both sockets are there again", || database.exists() && server.exists()).await;
    // As the window does when its connection has been idle for long.
    Client::unix(&server).ping().await.unwrap();
    window.publish("Bread", "Flour, water.").await;
    window.post("Bread").await;

    desktop.close(window).await;
    assert!(!database.exists() && !server.exists(), "a stale socket is left behind");
}

#[tokio::test(flavor = "multi_thread")]
async fn reports_a_lost_server_and_keeps_the_draft() {
    let test_dir = TestDir::new();
    let server = ServerCommand::on(test_dir.data_dir()).start().await;
    let address = server.address();
    let mut desktop = DesktopSession::new();
    let window = desktop.open().await;
    window.connect_to("http://127.0.0.1:1").await;
    window.see("refused the connection").await;
    window.connect_to(&address).await;
    window.sign_up().await;
    window.see("Nothing here yet").await;

    let listen = address.trim_start_matches("http://").trim_end_matches('/').to_owned();
    server.stop().await;
    window.publish("Bread", "Flour, water.").await;
    window.see("Your post will be sent when the server is back.").await;

    let _server = ServerCommand::on(test_dir.data_dir()).listen(&listen).start().await;
    window.post("Bread").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn explains_headless_use_without_a_display() {
    let mut desktop = DesktopSession::without_bus();
    for display in [None, Some(":4711")] {
        match display {
            None => desktop.unset("DISPLAY"),
            Some(display) => desktop.set("DISPLAY", display),
        }
        let output = desktop.command(Binaries::desktop()).stdin(Stdio::null()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success());
        assert!(said.contains("no display") && said.contains("hearth-server serve"), "{said}");
        assert!(!said.contains("panicked"), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_app_leaves_no_process() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open_on_this_computer().await;
    desktop.signal_app(Signal::KILL);
    eventually("the database has gone", || desktop.app_processes().is_empty()).await;
    window.forget().await;

    let window = desktop.open().await;
    window.see("Create your account").await;
    desktop.close(window).await;
}
