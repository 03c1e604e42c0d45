//! Tests what is counted as new while the server comes and goes: posts that others wrote since, and nothing else.

use std::time::Duration;

use hearth_tests::{DesktopSession, HostedServer, User, Window, eventually};
use tokio::time::sleep;

use super::open_at;

/// More posts than a page of the list has.
const POSTS: usize = 25;

/// Waits until what comes late would have come.
async fn settle() {
    sleep(Duration::from_secs(2)).await;
}

/// Checks that the list begins with these posts, nothing waits above them, and nobody claims that something does.
async fn begins_with(desktop: &DesktopSession, window: &Window, titles: &[&str]) {
    settle().await;
    assert!(!window.shows("new post").await, "something is new");
    assert_eq!(desktop.window_title().as_deref(), Some("Hearth"));
    assert_eq!(window.titles().await[..titles.len()], *titles);
}

async fn window_with_posts(desktop: &mut DesktopSession, remote: &HostedServer) -> (Window, User) {
    let grace = User::sign_up(&remote.address()).await;
    for number in 1..=POSTS {
        grace.post(&format!("Post {number}")).await;
    }
    let user = User::sign_up(&remote.address()).await;
    let window = open_at(desktop, &remote.address(), &user).await;
    window.post("Post 25").await;
    (window, grace)
}

#[tokio::test(flavor = "multi_thread")]
async fn does_not_count_own_sent_posts_as_new() {
    let mut remote = HostedServer::start().await;
    let mut desktop = DesktopSession::new();
    let (window, grace) = window_with_posts(&mut desktop, &remote).await;
    remote.stop().await;
    window.publish_titled("One").await;
    window.see("Waiting to be sent").await;
    window.publish_titled("Two").await;
    window.see("About Two").await;
    remote.start_again().await;
    window.see_no_more("Waiting to be sent").await;
    window.post("Two").await;
    begins_with(&desktop, &window, &["Two", "One", "Post 25"]).await;

    // The next start finds both, first without the server.
    remote.stop().await;
    desktop.close(window).await;
    let window = desktop.open().await;
    window.see("Offline.").await;
    begins_with(&desktop, &window, &["Two", "One", "Post 25"]).await;
    remote.start_again().await;
    window.see_no_more("Offline.").await;
    begins_with(&desktop, &window, &["Two", "One", "Post 25"]).await;

    // What others write is counted, by the window and by the desktop.
    grace.at(&remote.address()).post("News").await;
    window.see("1 new post").await;
    eventually("the title counts", || desktop.window_title().as_deref() == Some("(1 new post) Hearth")).await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keeps_a_sent_vote_when_offline_again() {
    let mut remote = HostedServer::start().await;
    let mut desktop = DesktopSession::new();
    let (window, _) = window_with_posts(&mut desktop, &remote).await;
    remote.stop().await;
    window.see("Offline.").await;
    hearth_tests::press_in(&window.post("Post 25").await, "Vote").await;
    window.sees_votes("Post 25", "1", "true").await;
    remote.start_again().await;
    window.see_no_more("Offline.").await;
    settle().await;
    window.sees_votes("Post 25", "1", "true").await;
    remote.stop().await;
    desktop.close(window).await;
    let window = desktop.open().await;
    window.see("Offline.").await;
    window.sees_votes("Post 25", "1", "true").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn shows_new_posts_once_the_server_is_back() {
    let mut remote = HostedServer::start().await;
    let mut desktop = DesktopSession::new();
    let (window, grace) = window_with_posts(&mut desktop, &remote).await;
    window.publish_titled("Mine").await;
    window.post("Mine").await;
    grace.post("News").await;
    window.see("1 new post").await;
    remote.stop().await;
    window.see("Offline.").await;
    window.press("1 new post").await;
    window.see("The list will refresh when it is back.").await;
    window.press("Refresh").await;
    settle().await;
    assert!(window.shows("1 new post").await);
    assert_eq!(window.titles().await[..2], ["Mine", "Post 25"]);
    remote.start_again().await;
    window.see_no_more("Offline.").await;
    window.press("1 new post").await;
    window.post("News").await;
    assert_eq!(window.titles().await[..3], ["News", "Mine", "Post 25"]);
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn counts_in_the_title_after_an_offline_start() {
    let mut remote = HostedServer::start().await;
    let mut desktop = DesktopSession::new();
    let (window, grace) = window_with_posts(&mut desktop, &remote).await;
    desktop.close(window).await;
    let grace = grace.at(&remote.address());
    grace.post("News").await;
    grace.post("More news").await;
    remote.stop().await;
    let window = desktop.open().await;
    window.see("Offline.").await;
    window.post("Post 25").await;
    remote.start_again().await;
    window.see("2 new posts").await;
    eventually("the title counts", || desktop.window_title().as_deref() == Some("(2 new posts) Hearth")).await;
    assert!(!window.shows("Offline.").await, "it says that it is offline, though it hears what happens");
    window.press("2 new posts").await;
    window.post("More news").await;
    eventually("nothing is new", || desktop.window_title().as_deref() == Some("Hearth")).await;
    desktop.close(window).await;
}
