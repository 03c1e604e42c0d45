//! Tests the desktop's notifications of votes on one's posts.

use std::time::Duration;

use hearth_api::Vote;
use hearth_tests::{DesktopSession, NotificationDaemon, TrayHost, User, press_in};
use thirtyfour::prelude::By;

const SETTING: &str = "Notify me about votes on my posts";

/// The newest post there is.
async fn newest(user: &User) -> i32 {
    user.client.feed(&hearth_client::FeedQuery { limit: 1, ..Default::default() }, None).await.unwrap().posts[0].post.id
}

#[tokio::test(flavor = "multi_thread")]
async fn groups_votes_and_opens_the_post() {
    let mut desktop = DesktopSession::new();
    let daemon = NotificationDaemon::start(&desktop).await;
    let (window, grace) = desktop.open_with_other_user().await;
    let title = "Bread & <b>butter</b>";
    window.publish_titled(title).await;
    window.post(title).await;
    let post = newest(&grace).await;
    let voters = desktop.local_users(5).await;

    // Nobody asked to be told.
    grace.vote_for(post).await;
    window.sees_votes(title, "1", "false").await;
    window.toggle_setting(SETTING).await;
    desktop.focus_window(false);

    press_in(&window.post(title).await, "Vote").await;
    for voter in &voters[..3] {
        voter.vote_for(post).await;
    }
    let told = daemon.last_of(1).await;
    assert_eq!((told.summary.as_str(), told.replaces), ("New votes", 0));
    assert_eq!(
        told.body, "3 new votes on “Bread &amp; &lt;b&gt;butter&lt;/b&gt;”",
        "no markup, and one's own not counted"
    );
    assert_eq!(told.actions, ["default", "Open"]);

    voters[3].vote_for(post).await;
    let more = daemon.last_of(2).await;
    assert_eq!(more.replaces, told.id, "one post, one notification");
    assert!(more.body.starts_with("4 new votes on “Bread"), "{}", more.body);

    window.go_to_list("Top").await;
    daemon.click(told.id).await;
    window.see("Copy link").await;
    assert_eq!(window.titles().await, [title]);
    desktop.focus_window(false);

    voters[4].vote_for(post).await;
    let next = daemon.last_of(3).await;
    assert_eq!((next.replaces, next.body.starts_with("1 new vote on")), (0, true), "{next:?}");

    // Taken back, and off again.
    grace.client.vote(Vote { post_id: post, dir: 0 }).await.unwrap();
    window.sees_votes(title, "6", "true").await;
    window.toggle_setting(SETTING).await;
    desktop.close(window).await;
    assert_eq!(daemon.shown().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_notification_for_many_posts_none_when_focused() {
    let mut desktop = DesktopSession::new();
    let daemon = NotificationDaemon::start(&desktop).await;
    let (window, grace) = desktop.open_with_other_user().await;
    window.toggle_setting(SETTING).await;
    let mut posts = Vec::new();
    for number in 1..=5 {
        window.publish_titled(&format!("Post {number}")).await;
        window.post(&format!("Post {number}")).await;
        posts.push(newest(&grace).await);
    }

    desktop.focus_window(true);
    grace.vote_for(posts[0]).await;
    window.sees_votes("Post 1", "1", "false").await;
    // What was gathered meanwhile has to come while the window has the focus.
    tokio::time::sleep(Duration::from_secs(5)).await;
    desktop.focus_window(false);

    for post in &posts[1..] {
        grace.vote_for(*post).await;
    }
    let told = daemon.last_of(1).await;
    assert_eq!(told.body, "4 new votes on 4 of your posts");
    daemon.click(told.id).await;
    window.find(By::XPath("//nav//button[@aria-current='page'][normalize-space(.)='My posts']")).await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn notifies_in_the_language_of_the_app() {
    let mut desktop = DesktopSession::new();
    let daemon = NotificationDaemon::start(&desktop).await;
    let tray = TrayHost::start(&desktop).await;
    let (window, grace) = desktop.open_with_other_user().await;
    window.publish_titled("Bread").await;
    window.post("Bread").await;
    let post = newest(&grace).await;
    window.toggle_setting(SETTING).await;
    window.toggle_setting("العربية").await;
    desktop.focus_window(false);
    tray.sees_menu(&["إظهار Hearth", "كتابة منشور…", "غير مقروء: \u{2068}٠\u{2069}", "إنهاء"]).await;
    assert_eq!(tray.direction().await, "rtl");

    grace.vote_for(post).await;
    let told = daemon.last_of(1).await;
    assert_eq!(told.summary, "أصوات جديدة");
    let plain = told.body.replace(['\u{2068}', '\u{2069}'], "");
    assert_eq!(plain, "صوت جديد على «Bread»");
    assert_eq!(told.actions[1], "فتح");
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn setting_says_when_notifications_are_missing() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open_on_this_computer().await;
    window.sign_up().await;
    window.press("Settings").await;
    window.press("Notifications").await;
    window.see("This desktop doesn’t support notifications.").await;
    assert!(!window.setting(SETTING).await.is_enabled().await.unwrap());
    window.press("Close").await;
    desktop.close(window).await;
}
