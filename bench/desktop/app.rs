//! The app, started as a click on its icon does.

use std::{fs, process::Child, time::Duration};

use hearth_tests::{Desk, processes, seed::Seed};
use rustix::process::Signal;
use sqlx::PgPool;

use crate::screen::Screen;

/// Starts it, and tells how long it took until the window showed what it goes on showing.
pub(crate) fn start(desk: &Desk, screen: &Screen) -> (Child, Duration) {
    let mut child = None;
    let painted = screen.time_until_painted(|| child = Some(desk.start_app()));
    (child.expect("it was started"), painted)
}

/// Stops it, and waits until its database has stopped too.
pub(crate) async fn stop(desk: &Desk, mut app: Child) {
    processes::kill(app.id(), Signal::TERM);
    let _ = app.wait();
    desk.app_is_gone().await;
}

/// As if the first question had been answered: a person's time is not the app's.
pub(crate) fn choose_this_computer(desk: &Desk) {
    fs::create_dir_all(desk.data_dir()).unwrap();
    fs::write(desk.data_dir().join("settings.json"), r#"{"place":{"kind":"this_computer"}}"#).unwrap();
}

/// Makes an account that is signed in, and so many posts of others.
pub(crate) async fn settle_in(desk: &mut Desk, posts: i32) {
    let window = desk.open_on_this_computer().await;
    window.press("Create an account").await;
    window.fill("email", "ada@example.com").await;
    window.fill("password", "correct horse").await;
    window.press("Sign up").await;
    window.see("Nothing here yet").await;
    desk.close(window).await;

    let cluster = hearth_bench::cluster(&desk.data_dir()).await;
    let options = sqlx::postgres::PgConnectOptions::new_without_pgpass()
        .socket(cluster.socket_dir())
        .username(cluster.user())
        .database(cluster.database());
    let database = PgPool::connect_with(options).await.unwrap();
    Seed { users: 1_000.min(posts), posts, votes: posts * 10 }.fill(&database).await;
    database.close().await;
    cluster.stop().await.unwrap();
}
