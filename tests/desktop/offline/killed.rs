//! Tests an app that is killed in the middle of sending.

use std::{
    fs,
    time::{Duration, Instant},
};

use hearth_tests::{CONDITION_TIMEOUT, DesktopSession, HostedServer, PythonBackend, User};
use rustix::process::Signal;
use serde_json::{Value, json};
use tokio::time::sleep;

use super::{Remote, files, leave_one_unsent, open_at, titles_of};

/// Adds many posts to the outbox, written as the app writes one.
fn fill_outbox(desktop: &DesktopSession, number: usize) -> Vec<String> {
    let file = files(desktop, "outbox").remove(0);
    let mut record: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let titles: Vec<_> = (0..number).map(|at| format!("Post {at}")).collect();
    for (at, title) in titles.iter().enumerate() {
        record["waiting"]["id"] = json!(format!("8e03978e-40d5-43e8-bc93-{at:012}"));
        record["waiting"]["item"]["title"] = json!(title);
        fs::write(file.with_file_name(format!("{at:020}.json")), record.to_string()).unwrap();
    }
    titles
}

/// Fills the outbox as [`fill_outbox`] does, in the one file that earlier versions kept.
fn fill_outbox_as_before(desktop: &DesktopSession, number: usize) -> Vec<String> {
    let titles = fill_outbox(desktop, number);
    let waiting = |file| serde_json::from_slice::<Value>(&fs::read(file).unwrap()).unwrap()["waiting"].take();
    let files = files(desktop, "outbox");
    let folder = files[0].parent().unwrap().to_owned();
    let entries: Vec<_> = files.iter().map(waiting).collect();
    fs::remove_dir_all(&folder).unwrap();
    fs::write(folder.with_added_extension("json"), json!({ "entries": entries, "sent": [] }).to_string()).unwrap();
    titles
}

/// Kills the app in the middle of sending, again and again, but not until everything has arrived.
async fn kill_while_sending(desktop: &DesktopSession, user: &User, address: &str, titles: &[String]) {
    const KILLS: u64 = 10;
    for round in 0..KILLS {
        let before = titles_of(user, address).await.len();
        let mut app = desktop.start_app();
        loop {
            let now = titles_of(user, address).await.len();
            if now > before || now == titles.len() {
                break;
            }
            sleep(Duration::from_millis(5)).await;
        }
        sleep(Duration::from_millis(round * 7 % 20)).await;
        desktop.signal_app(Signal::KILL);
        app.wait().unwrap();
        desktop.app_is_gone().await;
        let now = titles_of(user, address).await;
        assert_eq!(now, titles[..now.len()], "in order, and none twice, in round {round}");
    }
    let left = titles.len() - titles_of(user, address).await.len();
    assert!(left > 0, "all was sent before the last kill: there was nothing to lose");
}

/// Waits until everything has arrived, one after the other for as long as a slow disk takes, and checks that nothing
/// more does.
async fn eventually_sent(user: &User, address: &str, titles: &[String]) {
    let mut sent = 0;
    let mut deadline = Instant::now() + CONDITION_TIMEOUT;
    while sent < titles.len() {
        assert!(Instant::now() < deadline, "nothing more is sent after {sent} of {}", titles.len());
        sleep(Duration::from_millis(50)).await;
        let now = titles_of(user, address).await.len();
        if now > sent {
            (sent, deadline) = (now, Instant::now() + CONDITION_TIMEOUT);
        }
    }
    sleep(Duration::from_millis(200)).await;
    assert_eq!(titles_of(user, address).await, titles);
}

/// Checks that many posts that wait while the server is away are sent once by an app that is killed again and again.
async fn sends_everything_once(mut remote: impl Remote, fill: impl FnOnce(&DesktopSession) -> Vec<String>) {
    let address = remote.address();
    let user = User::sign_up(&address).await;
    let mut desktop = DesktopSession::new();
    let window = open_at(&mut desktop, &address, &user).await;
    window.see("Nothing here yet").await;
    remote.kill().await;
    leave_one_unsent(&mut desktop, window).await;
    let titles = fill(&desktop);
    let window = desktop.open().await;
    // However many wait, the page stays small.
    window.see(&format!("{} more posts are waiting.", titles.len() - 20)).await;
    desktop.close(window).await;
    remote.start_again().await;
    kill_while_sending(&desktop, &user, &address, &titles).await;
    let window = desktop.open().await;
    eventually_sent(&user, &address, &titles).await;
    window.see_no_more("Not sent yet").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sends_once_when_killed_while_sending() {
    sends_everything_once(HostedServer::start().await, |desktop| fill_outbox(desktop, 400)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sends_an_older_outbox_once_to_python() {
    sends_everything_once(PythonBackend::start().await, |desktop| fill_outbox_as_before(desktop, 200)).await;
}
