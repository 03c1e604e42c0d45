//! Starts and stops the desktop app, as a click on its icon does.

use std::{fs, process::Child, time::Duration};

use hearth_tests::{DesktopSession, keyboard::CONTROL, processes, seed::Seed, unique_email};
use rustix::process::Signal;
use sqlx::PgPool;
use thirtyfour::prelude::By;

use crate::screen::Screen;

/// Starts it, and returns the time until the window showed what it goes on showing.
pub(crate) fn start(desktop: &DesktopSession, screen: &Screen) -> (Child, Duration) {
    let mut child = None;
    let painted = screen.time_until_painted(|| child = Some(desktop.start_app()));
    (child.expect("it was started"), painted)
}

/// Stops it, and waits until its database has stopped too.
pub(crate) async fn stop(desktop: &DesktopSession, mut app: Child) {
    processes::kill(app.id(), Signal::TERM);
    let _ = app.wait();
    desktop.app_is_gone().await;
}

/// Answers the first question beforehand: a person's time is not the app's.
pub(crate) fn choose_this_computer(desktop: &DesktopSession) {
    fs::create_dir_all(desktop.data_dir()).unwrap();
    fs::write(desktop.data_dir().join("settings.json"), r#"{"place":{"kind":"this_computer"}}"#).unwrap();
}

/// Makes an account that is signed in, and so many posts of others.
pub(crate) async fn settle_in(desktop: &mut DesktopSession, posts: i32) {
    let window = desktop.open_signed_up().await;
    desktop.close(window).await;

    let cluster = hearth_bench::cluster(&desktop.data_dir()).await;
    let options = sqlx::postgres::PgConnectOptions::new_without_pgpass()
        .socket(cluster.socket_dir())
        .username(cluster.user())
        .database(cluster.database());
    let database = PgPool::connect_with(options).await.unwrap();
    Seed { users: 1_000.min(posts), posts, votes: posts * 10 }.fill(&database).await;
    database.close().await;
    cluster.stop().await.unwrap();
}

/// Adds so many accounts on this computer, and goes back to the first one.
pub(crate) async fn add_accounts(desktop: &mut DesktopSession, count: usize) {
    let window = desktop.open().await;
    window.find(By::Css("header [aria-haspopup=menu]")).await;
    for _ in 0..count {
        window.choose_in_account_menu("Add an account…").await;
        window.press("Use this computer").await;
        window.sign_up_as(&unique_email()).await;
        window.find(By::Css("header [aria-haspopup=menu]")).await;
    }
    desktop.press_keys(&[CONTROL, u32::from('1')]);
    window.see("ada@example.com").await;
    desktop.close(window).await;
}
