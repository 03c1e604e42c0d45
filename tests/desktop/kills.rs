//! Tests that an app that is killed while several people write keeps every acknowledged write. Whatever was
//! acknowledged to them is there at the next start.

use std::time::Duration;

use futures_util::future::join_all;
use hearth_client::Client;
use hearth_tests::{AcknowledgedWrites, CONDITION_TIMEOUT, DesktopSession, User, Window, unique_email};
use rustix::process::Signal;
use tokio::time::{sleep, timeout};

const ROUNDS: u64 = 20;

/// A client of the app's private server, once that answers.
async fn private_server(desktop: &DesktopSession) -> Client {
    let client = desktop.local_client();
    let answers = async {
        while client.ping().await.is_err() {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(CONDITION_TIMEOUT, answers).await.expect("the app starts its server");
    client
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_app_keeps_acknowledged_writes() {
    let mut desktop = DesktopSession::without_keychain();
    let window = desktop.open_on_this_computer().await;
    desktop.close(window).await;

    let acknowledged_writes = AcknowledgedWrites::default();
    let mut users: Vec<User> = Vec::new();
    for round in 0..ROUNDS {
        let mut app = desktop.start_app();
        let client = private_server(&desktop).await;
        users = if users.is_empty() {
            join_all((0..4).map(async |_| User::sign_up_through(&client, &unique_email()).await)).await
        } else {
            users.iter().map(|user| user.through(&client)).collect()
        };
        acknowledged_writes.check(&users[0]).await;
        let kill_it = async {
            sleep(Duration::from_millis(100 + round * 37 % 200)).await;
            desktop.signal_app(Signal::KILL);
            app.wait().unwrap();
        };
        acknowledged_writes.write_during(&users, kill_it).await;
        // Every other start comes at once, while PostgreSQL may still be shutting down.
        if round % 2 == 0 {
            desktop.app_is_gone().await;
        }
    }
    assert!(acknowledged_writes.len() > 100, "only {} posts: there was not much to lose", acknowledged_writes.len());

    // And the window opens as if nothing had been.
    let window = desktop.open().await;
    window.see("Create an account").await;
    acknowledged_writes.check(&users[0]).await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn recovers_from_a_killed_first_start() {
    let mut desktop = DesktopSession::without_keychain();
    for moment in [50, 200, 400, 700, 1000] {
        let window = desktop.open().await;
        // Where the choice is remembered already, the start has begun by itself.
        let _ = timeout(Duration::from_secs(1), choose_this_computer(&window)).await;
        sleep(Duration::from_millis(moment)).await;
        desktop.signal_app(Signal::KILL);
        desktop.app_is_gone().await;
        window.forget().await;
    }
    let window = desktop.open().await;
    choose_this_computer(&window).await;
    window.see("Create your account").await;
    desktop.close(window).await;
}

/// Chooses this computer, unless that was done before.
async fn choose_this_computer(window: &Window) {
    while !window.shows("Create your account").await {
        if window.shows("Use this computer").await {
            return window.press("Use this computer").await;
        }
        sleep(Duration::from_millis(20)).await;
    }
}
