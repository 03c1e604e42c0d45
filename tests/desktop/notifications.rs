//! Votes on one's posts, told by the desktop.

use std::time::Duration;

use hearth_api::Vote;
use hearth_tests::{Desk, NotificationDaemon, TrayHost, User, Window, window::press_in};
use thirtyfour::prelude::By;

use crate::{
    flow::{sees_votes, sign_up},
    reading::two_people,
    tray::{toggle, turn},
};

const SETTING: &str = "Tell me of votes on my posts";

/// Publishes a post as the one who sits before the window.
async fn publish(window: &Window, title: &str) {
    window.fill("title", title).await;
    window.fill("content", "Flour, water.").await;
    window.press("Publish").await;
    window.post(title).await;
}

/// The newest post there is.
async fn newest(user: &User) -> i32 {
    user.client.feed(&hearth_client::FeedQuery { limit: 1, ..Default::default() }, None).await.unwrap().posts[0].post.id
}

async fn vote(user: &User, post_id: i32) {
    user.client.vote(Vote { post_id, dir: 1 }).await.unwrap();
}

/// Other people at this computer's server.
pub(crate) async fn others(desk: &Desk, count: usize) -> Vec<User> {
    let client = hearth_client::Client::unix(&desk.data_dir().join("postgres/run/hearth.sock"));
    let mut users = Vec::new();
    for _ in 0..count {
        users.push(User::sign_up_through(&client, &hearth_tests::user::unique_email()).await);
    }
    users
}

#[tokio::test(flavor = "multi_thread")]
async fn votes_by_others_are_told_together_and_lead_to_the_post() {
    let mut desk = Desk::new();
    let daemon = NotificationDaemon::start(&desk).await;
    let (window, grace) = two_people(&mut desk).await;
    let title = "Bread & <b>butter</b>";
    publish(&window, title).await;
    let post = newest(&grace).await;
    let voters = others(&desk, 5).await;

    // Nobody asked to be told.
    vote(&grace, post).await;
    sees_votes(&window, title, "1", "false").await;
    turn(&window, SETTING).await;
    desk.focus_window(false);

    press_in(&window.post(title).await, "Vote").await;
    for voter in &voters[..3] {
        vote(voter, post).await;
    }
    let told = daemon.last_of(1).await;
    assert_eq!((told.summary.as_str(), told.replaces), ("New votes", 0));
    assert_eq!(
        told.body, "3 new votes on “Bread &amp; &lt;b&gt;butter&lt;/b&gt;”",
        "no markup, and one's own not counted"
    );
    assert_eq!(told.actions, ["default", "Open"]);

    vote(&voters[3], post).await;
    let more = daemon.last_of(2).await;
    assert_eq!(more.replaces, told.id, "one post, one notification");
    assert!(more.body.starts_with("4 new votes on “Bread"), "{}", more.body);

    window.go_to_list("Top").await;
    daemon.click(told.id).await;
    window.see("Copy link").await;
    assert_eq!(window.titles().await, [title]);
    desk.focus_window(false);

    vote(&voters[4], post).await;
    let next = daemon.last_of(3).await;
    assert_eq!((next.replaces, next.body.starts_with("1 new vote on")), (0, true), "{next:?}");

    // Taken back, and off again.
    grace.client.vote(Vote { post_id: post, dir: 0 }).await.unwrap();
    sees_votes(&window, title, "6", "true").await;
    turn(&window, SETTING).await;
    desk.close(window).await;
    assert_eq!(daemon.shown().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn votes_on_many_posts_are_one_notification_and_who_looks_at_the_window_needs_none() {
    let mut desk = Desk::new();
    let daemon = NotificationDaemon::start(&desk).await;
    let (window, grace) = two_people(&mut desk).await;
    turn(&window, SETTING).await;
    let mut posts = Vec::new();
    for number in 1..=5 {
        publish(&window, &format!("Post {number}")).await;
        posts.push(newest(&grace).await);
    }

    desk.focus_window(true);
    vote(&grace, posts[0]).await;
    sees_votes(&window, "Post 1", "1", "false").await;
    // What was gathered meanwhile has to come while the window has the focus.
    tokio::time::sleep(Duration::from_secs(5)).await;
    desk.focus_window(false);

    for post in &posts[1..] {
        vote(&grace, *post).await;
    }
    let told = daemon.last_of(1).await;
    assert_eq!(told.body, "4 new votes on 4 of your posts");
    daemon.click(told.id).await;
    window.find(By::XPath("//nav//button[@aria-current='page'][normalize-space(.)='My posts']")).await;
    desk.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desktop_is_told_in_the_language_of_the_app() {
    let mut desk = Desk::new();
    let daemon = NotificationDaemon::start(&desk).await;
    let tray = TrayHost::start(&desk).await;
    let (window, grace) = two_people(&mut desk).await;
    publish(&window, "Bread").await;
    let post = newest(&grace).await;
    turn(&window, SETTING).await;
    turn(&window, "العربية").await;
    desk.focus_window(false);
    tray.sees_menu(&["إظهار Hearth", "كتابة منشور…", "غير مقروء: \u{2068}٠\u{2069}", "إنهاء"]).await;
    assert_eq!(tray.direction().await, "rtl");

    vote(&grace, post).await;
    let told = daemon.last_of(1).await;
    assert_eq!(told.summary, "أصوات جديدة");
    let plain = told.body.replace(['\u{2068}', '\u{2069}'], "");
    assert_eq!(plain, "صوت جديد على «Bread»");
    assert_eq!(told.actions[1], "فتح");
    desk.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn where_no_notifications_are_shown_the_setting_says_so() {
    let mut desk = Desk::new();
    let window = desk.open_on_this_computer().await;
    sign_up(&window).await;
    window.press("Settings").await;
    window.see("This desktop shows no notifications.").await;
    assert!(!toggle(&window, SETTING).await.is_enabled().await.unwrap());
    window.press("Close").await;
    desk.close(window).await;
}
