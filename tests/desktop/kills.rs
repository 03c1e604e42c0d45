//! The app killed while several people write. Whatever was acknowledged to them is there at the next start.

use std::time::Duration;

use futures_util::future::join_all;
use hearth_client::Client;
use hearth_tests::{Desk, User, Window, ledger::Ledger, time::PATIENCE, user::unique_email};
use rustix::process::Signal;
use tokio::time::{sleep, timeout};

const ROUNDS: u64 = 20;

/// A client of the app's private server, once that answers.
async fn private_server(desk: &Desk) -> Client {
    let client = Client::unix(&desk.data_dir().join("postgres/run/hearth.sock"));
    let answers = async {
        while client.welcome().await.is_err() {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(PATIENCE, answers).await.expect("the app starts its server");
    client
}

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_app_keeps_what_it_acknowledged_and_leaves_no_process() {
    let mut desk = Desk::without_keychain();
    let window = desk.open_on_this_computer().await;
    desk.close(window).await;

    let ledger = Ledger::default();
    let mut users: Vec<User> = Vec::new();
    for round in 0..ROUNDS {
        let mut app = desk.start_app();
        let client = private_server(&desk).await;
        users = if users.is_empty() {
            join_all((0..4).map(async |_| User::sign_up_through(&client, &unique_email()).await)).await
        } else {
            users.iter().map(|user| user.through(&client)).collect()
        };
        ledger.check(&users[0]).await;
        let kill_it = async {
            sleep(Duration::from_millis(100 + round * 37 % 200)).await;
            desk.signal_app(Signal::KILL);
            app.wait().unwrap();
        };
        ledger.write_during(&users, kill_it).await;
        // Every other start comes at once, while PostgreSQL may still be shutting down.
        if round % 2 == 0 {
            desk.app_is_gone().await;
        }
    }
    assert!(ledger.len() > 100, "only {} posts: there was not much to lose", ledger.len());

    // And the window opens as if nothing had been.
    let window = desk.open().await;
    window.see("Create an account").await;
    ledger.check(&users[0]).await;
    desk.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_start_that_is_killed_leaves_the_next_one_a_way() {
    let mut desk = Desk::without_keychain();
    for moment in [50, 200, 400, 700, 1000] {
        let window = desk.open().await;
        // Where the choice is remembered already, the start has begun by itself.
        let _ = timeout(Duration::from_secs(1), choose_this_computer(&window)).await;
        sleep(Duration::from_millis(moment)).await;
        desk.signal_app(Signal::KILL);
        desk.app_is_gone().await;
        window.forget().await;
    }
    let window = desk.open().await;
    choose_this_computer(&window).await;
    window.see("Create an account").await;
    desk.close(window).await;
}

/// Chooses this computer, unless that was done before.
async fn choose_this_computer(window: &Window) {
    while !window.shows("Create an account").await {
        if window.shows("Use this computer").await {
            return window.press("Use this computer").await;
        }
        sleep(Duration::from_millis(20)).await;
    }
}
