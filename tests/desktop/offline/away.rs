//! Tests reading, writing and voting while the server is away.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use hearth_tests::{DesktopSession, HostedServer, PythonBackend, User, Window, press_in};
use thirtyfour::prelude::By;

use super::{files, open_at, titles_of};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

/// Reads on, writes two posts, votes, and starts the app anew, all while the server is away.
async fn go_on_without_a_server(desktop: &mut DesktopSession, window: Window) -> Window {
    window.post("Rain").await;
    window.publish_titled("One").await;
    window.see("Offline. Showing what was loaded at").await;
    window.see("Waiting to be sent").await;
    press_in(&window.post("Rain").await, "Vote").await;
    window.sees_votes("Rain", "1", "true").await;
    window.publish_titled("Two").await;
    window.see("About Two").await;
    window.fill("Search posts and people", "sno").await;
    window.see_no_more("Rain").await;
    window.post("Snow").await;
    window.press("Clear search").await;
    desktop.close(window).await;

    let window = desktop.open().await;
    window.see("Offline. Showing what was loaded at").await;
    window.post("Snow").await;
    window.sees_votes("Rain", "1", "true").await;
    window.see("About One").await;
    window.see("About Two").await;
    assert_eq!(window.titles().await, ["Snow", "Rain"], "what waits is no post yet");
    window
}

/// Checks that all of it arrives, once, after the server is back.
async fn everything_arrives(window: &Window, user: &User, address: &str) {
    window.see_no_more("Offline.").await;
    window.post("Two").await;
    window.post("One").await;
    window.see_no_more("Waiting to be sent").await;
    window.sees_votes("Rain", "1", "true").await;
    assert_eq!(titles_of(user, address).await, ["One", "Two"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn sends_offline_writes_once_and_in_order() {
    let mut remote = HostedServer::start().await;
    let (user, other) = (User::sign_up(&remote.address()).await, User::sign_up(&remote.address()).await);
    let rain = other.post("Rain").await;
    other.post("Snow").await;
    let mut desktop = DesktopSession::new();
    let window = open_at(&mut desktop, &remote.address(), &user).await;
    window.post("Snow").await;
    remote.stop().await;

    let window = go_on_without_a_server(&mut desktop, window).await;
    for (folder, least) in [("cache", 2), ("outbox", 1)] {
        let found = files(&desktop, folder);
        assert!(found.len() >= least, "{found:?}");
        for file in &found {
            assert_eq!((mode(file), mode(file.parent().unwrap())), (0o600, 0o700), "{}", file.display());
        }
    }
    remote.start_again().await;
    everything_arrives(&window, &user, &remote.address()).await;
    assert_eq!(user.at(&remote.address()).client.post(rain).await.unwrap().vote, Some(1));

    // Once more, to sign out with something that is not sent, which is said.
    remote.stop().await;
    window.see("Offline.").await;
    window.publish_titled("Three").await;
    window.see("Waiting to be sent").await;
    window.sign_out().await;
    window.see("1 post has not been sent yet.").await;
    let dialog = window.find(By::Css("dialog[open]")).await;
    press_in(&dialog, "Sign out").await;
    window.see("Create an account").await;
    assert_eq!(files(&desktop, "cache"), [] as [PathBuf; 0], "what was read goes with the session");
    remote.start_again().await;
    assert_eq!(titles_of(&user, &remote.address()).await, ["One", "Two"], "nobody is signed in");
    window.sign_in(&user.email, &user.password).await;
    window.post("Three").await;
    assert_eq!(titles_of(&user, &remote.address()).await, ["One", "Two", "Three"]);
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sends_offline_writes_once_to_python() {
    let mut backend = PythonBackend::start().await;
    let address = backend.address().to_owned();
    let (user, other) = (User::sign_up(&address).await, User::sign_up(&address).await);
    other.post("Rain").await;
    other.post("Snow").await;
    let mut desktop = DesktopSession::new();
    let window = open_at(&mut desktop, &address, &user).await;
    window.post("Snow").await;
    backend.stop();

    // Here nothing but an attempt tells that the server is away, and no order is promised.
    window.publish_titled("One").await;
    window.see("Offline. Showing what was loaded at").await;
    press_in(&window.post("Rain").await, "Vote").await;
    window.publish_titled("Two").await;
    window.see("About Two").await;
    desktop.close(window).await;
    let window = desktop.open().await;
    window.see("Offline.").await;
    window.sees_votes("Rain", "1", "true").await;
    window.see("About One").await;
    backend.start_again().await;
    everything_arrives(&window, &user, &address).await;
    desktop.close(window).await;
}
