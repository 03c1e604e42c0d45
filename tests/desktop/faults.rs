//! What goes wrong around the window.

use std::{fs, process::Stdio};

use hearth_tests::{Binaries, Desk, Launch, Place, eventually};
use rustix::process::Signal;

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_leaves_the_first_alone() {
    let mut desk = Desk::new();
    let window = desk.open_on_this_computer().await;
    let first: Vec<_> = desk.app_processes().into_iter().filter(|process| process.name == "hearth").collect();

    let status = desk.start_app().wait().unwrap();
    assert!(status.success(), "the second start says {status}");
    window.see("Create an account").await;
    let now: Vec<_> = desk.app_processes().into_iter().filter(|process| process.name == "hearth").collect();
    assert_eq!(first, now);
    desk.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signal_ends_the_app_as_closing_its_window_does() {
    let mut desk = Desk::new();
    let window = desk.open_on_this_computer().await;
    desk.signal_app(Signal::TERM);
    desk.app_is_gone().await;
    window.forget().await;
    let log = fs::read_to_string(desk.data_dir().join("hearth.log")).unwrap();
    assert!(log.contains("stopped"), "{log}");
    assert!(!desk.data_dir().join("postgres/data/postmaster.pid").exists(), "PostgreSQL was not shut down");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_of_another_version_is_left_alone_and_the_window_says_so() {
    let mut desk = Desk::new();
    let window = desk.open_on_this_computer().await;
    desk.close(window).await;

    let version = desk.data_dir().join("postgres/data/PG_VERSION");
    let right = fs::read_to_string(&version).unwrap();
    fs::write(&version, "13\n").unwrap();
    let window = desk.open().await;
    window.see("Hearth could not start").await;
    window.see("13").await;
    window.press("Show log").await;
    window.see("hearth.log").await;
    window.press("Close").await;

    fs::write(&version, right).unwrap();
    window.press("Retry").await;
    window.see("Create an account").await;
    desk.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_goes_away_is_said_and_nothing_typed_is_lost() {
    let place = Place::new();
    let server = Launch::on(place.data_dir()).start().await;
    let address = server.address();
    let mut desk = Desk::new();
    let window = desk.open().await;
    window.fill("address", "http://127.0.0.1:1").await;
    window.press("Connect").await;
    window.see("The server does not answer").await;
    window.press("Choose another place").await;
    window.fill("address", &address).await;
    window.press("Connect").await;
    window.press("Create an account").await;
    window.fill("email", "ada@example.com").await;
    window.fill("password", "correct horse").await;
    window.press("Sign up").await;
    window.see("Nothing here yet").await;

    let listen = address.trim_start_matches("http://").trim_end_matches('/').to_owned();
    server.stop().await;
    window.fill("title", "Bread").await;
    window.fill("content", "Flour, water.").await;
    window.press("Publish").await;
    window.see("Your post is sent as soon as the server is back.").await;

    let _server = Launch::on(place.data_dir()).listen(&listen).start().await;
    window.post("Bread").await;
    desk.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_display_it_says_how_to_run_headless() {
    let mut desk = Desk::without_bus();
    for display in [None, Some(":4711")] {
        match display {
            None => desk.unset("DISPLAY"),
            Some(display) => desk.set("DISPLAY", display),
        }
        let output = desk.command(Binaries::desktop()).stdin(Stdio::null()).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success());
        assert!(said.contains("no display") && said.contains("hearth-server serve"), "{said}");
        assert!(!said.contains("panicked"), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_app_leaves_no_process_behind() {
    let mut desk = Desk::new();
    let window = desk.open_on_this_computer().await;
    desk.signal_app(Signal::KILL);
    eventually("the database has gone", || desk.app_processes().is_empty()).await;
    window.forget().await;

    let window = desk.open().await;
    window.see("Create an account").await;
    desk.close(window).await;
}
