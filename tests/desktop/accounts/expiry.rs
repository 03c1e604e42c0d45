//! Tests sessions that expire while somebody writes and votes.

use std::time::{Duration, Instant};

use hearth_client::Client;
use hearth_tests::{DesktopSession, PythonBackend, ServerCommand, TestDir, User, Window, press_in};
use thirtyfour::prelude::By;

use super::{ADA, PASSWORD, posts_at, sign_in};

/// How long a session lasts: the least that a server allows.
const LIFETIME: Duration = Duration::from_mins(1);

/// Waits until a session has expired that began then.
async fn has_expired(began: Instant) {
    tokio::time::sleep((began + LIFETIME).saturating_duration_since(Instant::now()) + Duration::from_secs(2)).await;
}

/// Signs in again where the session has ended; the account is known, so the password is what is missing.
async fn sign_in_again(window: &Window) -> Instant {
    window.see("Your session has ended").await;
    window.sees_focus("Password").await;
    window.fill("password", PASSWORD).await;
    window.press("Sign in").await;
    Instant::now()
}

async fn titles_at(address: &str) -> Vec<String> {
    let client = sign_in(&Client::remote(address).unwrap(), ADA).await;
    posts_at(&client).await.into_iter().map(|(_, title)| title).collect()
}

/// The server ends the stream of events, so that the end is known at once.
#[tokio::test(flavor = "multi_thread")]
async fn session_that_expires_costs_no_word() {
    let test_dir = TestDir::new();
    let server = ServerCommand::on(test_dir.data_dir()).env("ACCESS_TOKEN_EXPIRE_MINUTES", "1").start().await;
    let mut desktop = DesktopSession::new();
    let window = desktop.open().await;
    window.connect_to(&server.address()).await;
    window.sign_up().await;
    let began = Instant::now();
    window.see("Nothing here yet").await;

    // It is seen coming, and can be renewed without leaving the list.
    window.see("Your session ends in 1 minute.").await;
    // The second session is to outlive the first one by so much.
    tokio::time::sleep(LIFETIME / 3).await;
    window.press("Sign in again").await;
    window.find(By::Css("dialog[open] [name=password]")).await.send_keys(PASSWORD).await.unwrap();
    press_in(&window.find(By::Css("dialog[open]")).await, "Sign in").await;
    window.sees_result("the dialogs", "return document.querySelectorAll('dialog[open]').length", (), 0).await;
    let renewed = Instant::now();
    window.write("Bread", "Flour and wa").await;
    has_expired(began).await;
    assert!(window.shows("Publish").await, "the first session is over, not the second");
    window.fill("content", "Flour and water").await;

    has_expired(renewed).await;
    sign_in_again(&window).await;
    let content = window.find(By::Css("dialog[open] [name=content]")).await.prop("value").await.unwrap();
    assert_eq!(content.as_deref(), Some("Flour and water"));
    window.press("Publish").await;
    window.post("Bread").await;
    assert_eq!(titles_at(&server.address()).await, ["Bread"]);
    desktop.close(window).await;
}

/// The server tells nothing by itself, so that a post and a vote find out.
#[tokio::test(flavor = "multi_thread")]
async fn post_and_vote_of_an_expired_session_are_done_once() {
    let backend = PythonBackend::start_with_lifetime(LIFETIME).await;
    User::sign_up_as(backend.address(), "grace@example.com").await.post("Rain").await;
    let mut desktop = DesktopSession::new();
    let window = desktop.open().await;
    window.connect_to(backend.address()).await;
    window.sign_up().await;
    let began = Instant::now();
    window.post("Rain").await;

    window.write("Bread", "Flour and water").await;
    has_expired(began).await;
    window.press("Publish").await;
    let began = sign_in_again(&window).await;
    window.post("Bread").await;
    assert_eq!(titles_at(backend.address()).await, ["Rain", "Bread"]);

    has_expired(began).await;
    press_in(&window.post("Rain").await, "Vote").await;
    sign_in_again(&window).await;
    window.sees_votes("Rain", "1", "true").await;
    assert_eq!(titles_at(backend.address()).await, ["Rain", "Bread"]);
    desktop.close(window).await;
}
