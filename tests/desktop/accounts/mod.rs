//! Tests several accounts in one window: two on this computer and one on a hosted server.

mod expiry;
mod servers;

use std::time::{Duration, Instant};

use hearth_api::{Login, Role};
use hearth_client::Client;
use hearth_tests::{
    CONDITION_TIMEOUT, DesktopSession, HostedServer, NotificationDaemon, User, Window, keyboard::CONTROL,
};
use thirtyfour::prelude::By;

const ADA: &str = "ada@example.com";
const WORK: &str = "work@example.com";
const PASSWORD: &str = "correct horse";

async fn sign_in(client: &Client, email: &str) -> Client {
    let login = Login { username: email.to_owned(), password: PASSWORD.to_owned() };
    client.with_token(&client.login(&login).await.unwrap().access_token)
}

/// Waits until an account has so many sessions.
async fn has_sessions(client: &Client, count: usize) {
    let deadline = Instant::now() + CONDITION_TIMEOUT;
    loop {
        let sessions = client.sessions().await.unwrap().len();
        if sessions == count {
            return;
        }
        assert!(Instant::now() < deadline, "there are {sessions} sessions, not {count}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Lists all posts of a server with their authors' numbers, the oldest first.
async fn posts_at(client: &Client) -> Vec<(i32, String)> {
    let query = hearth_client::FeedQuery { limit: 100, ..Default::default() };
    let mut posts = client.feed(&query, None).await.unwrap().posts;
    posts.sort_by_key(|entry| entry.post.id);
    posts.into_iter().map(|entry| (entry.post.owner.id, entry.post.title)).collect()
}

/// Waits until the window shows an account: the one with this address, at a server whose name has this in it.
async fn shows(window: &Window, email: &str, server: &str) {
    const SHOWN: &str = "
        const [name, server] = ['.name', '.server'].map((part) =>
            document.querySelector(`header [aria-haspopup=menu] ${part}`)?.textContent ?? '');
        return name.includes(arguments[0][0]) && server.includes(arguments[0][1]);";
    window.sees_result(&format!("{email} at {server}"), SHOWN, vec![email, server], true).await;
}

/// Waits until one post is open, and not beside a list.
async fn shows_post(window: &Window, title: &str) {
    window.see_no_more("Write a post…").await;
    window.see("Copy link").await;
    window.sees_titles(&[title]).await;
}

async fn switch_to(desktop: &DesktopSession, window: &Window, number: char, email: &str, server: &str) {
    desktop.press_keys(&[CONTROL, u32::from(number)]);
    shows(window, email, server).await;
}

/// A window with two accounts on this computer, and one on a hosted server, which is shown.
async fn open_three(desktop: &mut DesktopSession, hosted: &HostedServer) -> Window {
    let window = desktop.open_signed_up().await;
    window.choose_in_account_menu("Add an account…").await;
    window.press("Use this computer").await;
    window.sign_up_as(WORK).await;
    shows(&window, WORK, "This computer").await;
    window.choose_in_account_menu("Add an account…").await;
    window.connect_to(&hosted.address()).await;
    window.sign_up_as(ADA).await;
    shows(&window, ADA, hosted.listen()).await;
    window
}

#[tokio::test(flavor = "multi_thread")]
async fn each_post_arrives_once_in_its_account() {
    let mut hosted = HostedServer::start().await;
    let mut desktop = DesktopSession::new();
    let window = open_three(&mut desktop, &hosted).await;
    let listen = hosted.listen().to_owned();

    window.publish_titled("There").await;
    window.post("There").await;
    switch_to(&desktop, &window, '1', ADA, "This computer").await;
    window.publish_titled("Here").await;
    window.post("Here").await;
    switch_to(&desktop, &window, '2', WORK, "This computer").await;
    // Somebody else's, which moves nothing that is on the screen.
    window.press("1 new post").await;
    window.post("Here").await;
    window.publish_titled("Work").await;
    window.post("Work").await;

    // What is written while its server is away is sent while another account is on the screen.
    switch_to(&desktop, &window, '3', ADA, &listen).await;
    window.sees_titles(&["There"]).await;
    hosted.kill().await;
    window.publish_titled("There, later").await;
    window.see("Waiting to be sent").await;
    window.begin_post("Half a thought").await;
    switch_to(&desktop, &window, '1', ADA, "This computer").await;
    assert!(!window.shows("Half a thought").await && !window.shows("There, later").await);
    window.press("1 new post").await;
    window.sees_titles(&["Work", "Here"]).await;
    hosted.start_again().await;
    let there = sign_in(&Client::remote(&hosted.address()).unwrap(), ADA).await;
    let deadline = Instant::now() + CONDITION_TIMEOUT;
    while posts_at(&there).await.len() < 2 {
        assert!(Instant::now() < deadline, "what waited is not sent in the background");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    switch_to(&desktop, &window, '3', ADA, &listen).await;
    let title = window.find(By::Css("dialog[open] [name=title]")).await.prop("value").await.unwrap();
    assert_eq!(title.as_deref(), Some("Half a thought"));
    window.leave_composer().await;
    window.sees_titles(&["There, later", "There"]).await;

    let here = sign_in(&desktop.local_client(), ADA).await;
    // On one's own computer the first account administers, and on a server nobody does by itself.
    let work = sign_in(&desktop.local_client(), WORK).await;
    let roles = [here.me().await.unwrap().role, work.me().await.unwrap().role, there.me().await.unwrap().role];
    assert_eq!(roles, [Some(Role::Administrator), None, None]);
    assert_eq!(posts_at(&here).await, [(1, "Here".to_owned()), (2, "Work".to_owned())]);
    assert_eq!(posts_at(&there).await, [(1, "There".to_owned()), (1, "There, later".to_owned())]);
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn restart_has_all_accounts_and_signing_out_of_one_leaves_the_others() {
    let hosted = HostedServer::start().await;
    let mut desktop = DesktopSession::new();
    let window = open_three(&mut desktop, &hosted).await;
    switch_to(&desktop, &window, '2', WORK, "This computer").await;
    desktop.close(window).await;

    let window = desktop.open().await;
    shows(&window, WORK, "This computer").await;
    switch_to(&desktop, &window, '3', ADA, hosted.listen()).await;
    switch_to(&desktop, &window, '1', ADA, "This computer").await;
    window.sign_out().await;
    shows(&window, WORK, "This computer").await;
    switch_to(&desktop, &window, '2', ADA, hosted.listen()).await;
    window.publish_titled("There").await;
    window.post("There").await;
    desktop.close(window).await;

    // The database of this computer may not start: that holds up nobody.
    let version = desktop.data_dir().join("postgres/data/PG_VERSION");
    let right = std::fs::read_to_string(&version).unwrap();
    std::fs::write(&version, "13\n").unwrap();
    let window = desktop.open().await;
    window.post("There").await;
    desktop.press_keys(&[CONTROL, u32::from('1')]);
    window.see("Hearth couldn’t start").await;
    std::fs::write(&version, right).unwrap();
    window.press("Try again").await;
    shows(&window, WORK, "This computer").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn votes_of_all_accounts_are_told_with_their_names() {
    let hosted = HostedServer::start().await;
    let mut desktop = DesktopSession::new();
    let daemon = NotificationDaemon::start(&desktop).await;
    let window = open_three(&mut desktop, &hosted).await;
    window.publish_titled("There").await;
    window.post("There").await;
    let grace = User::sign_up_as(&hosted.address(), "grace@example.com").await;
    switch_to(&desktop, &window, '2', WORK, "This computer").await;
    window.toggle_setting("Notify me about votes on my posts").await;
    desktop.focus_window(false);

    grace.vote_for(1).await;
    let told = daemon.last_of(1).await;
    assert!(told.summary.contains(ADA) && told.summary.contains(hosted.listen()), "{}", told.summary);
    daemon.click(told.id).await;
    shows(&window, ADA, hosted.listen()).await;
    shows_post(&window, "There").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn session_that_ends_is_asked_for_alone() {
    let hosted = HostedServer::start().await;
    let mut desktop = DesktopSession::new();
    let window = open_three(&mut desktop, &hosted).await;
    switch_to(&desktop, &window, '1', ADA, "This computer").await;
    let there = sign_in(&Client::remote(&hosted.address()).unwrap(), ADA).await;
    there.end_other_sessions().await.unwrap();
    desktop.press_keys(&[CONTROL, u32::from('3')]);
    window.see("You were signed out").await;
    // Any other is a key away.
    switch_to(&desktop, &window, '2', WORK, "This computer").await;
    desktop.press_keys(&[CONTROL, u32::from('3')]);
    window.see("You were signed out").await;
    window.fill("password", PASSWORD).await;
    window.press("Sign in").await;
    shows(&window, ADA, hosted.listen()).await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_of_all_ends_each_session_at_its_server() {
    let hosted = HostedServer::start().await;
    let mut desktop = DesktopSession::new();
    let window = open_three(&mut desktop, &hosted).await;
    window.choose_in_account_menu("Manage accounts…").await;
    window.press("Sign out of all accounts…").await;
    window.press("Sign out of all accounts").await;
    window.see("Sign in to Hearth").await;
    let there = sign_in(&Client::remote(&hosted.address()).unwrap(), ADA).await;
    has_sessions(&there, 1).await;

    // The server of this computer stops when nobody uses it, and not before it was told.
    window.press("Change server").await;
    window.press("Use this computer").await;
    window.sign_in(ADA, PASSWORD).await;
    shows(&window, ADA, "This computer").await;
    // Those of the window and of this test.
    for (email, count) in [(ADA, 2), (WORK, 1)] {
        has_sessions(&sign_in(&desktop.local_client(), email).await, count).await;
    }
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn links_lead_to_the_account_at_their_server() {
    let hosted = HostedServer::start().await;
    let mut desktop = DesktopSession::new();
    let window = open_three(&mut desktop, &hosted).await;
    window.publish_titled("There").await;
    window.post("There").await;
    switch_to(&desktop, &window, '2', WORK, "This computer").await;
    let open_link = |link: String| desktop.start_app_with(&[&link]).wait().unwrap();
    open_link(format!("hearth://post/1?server={}", hosted.address()));
    shows(&window, ADA, hosted.listen()).await;
    shows_post(&window, "There").await;

    let unknown = HostedServer::start().await;
    open_link(format!("hearth://post/1?server={}", unknown.address()));
    window.see("where you have no account").await;
    window.press("Add an account").await;
    window.sign_up_as(ADA).await;
    window.see("This post is no longer available").await;
    shows(&window, ADA, unknown.listen()).await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn this_computer_is_turned_off_and_on() {
    let hosted = HostedServer::start().await;
    let mut desktop = DesktopSession::new();
    let window = open_three(&mut desktop, &hosted).await;
    window.choose_in_account_menu("Manage accounts…").await;
    window.press("Turn off").await;
    window.see("The server on this computer is turned off").await;
    let runs = |desktop: &DesktopSession| desktop.app_processes().iter().any(|process| process.name == "postgres");
    hearth_tests::eventually("the database has stopped", || !runs(&desktop)).await;
    window.press("Close").await;
    desktop.close(window).await;

    let window = desktop.open().await;
    shows(&window, ADA, hosted.listen()).await;
    assert!(!runs(&desktop), "the database runs though it is turned off");
    desktop.press_keys(&[CONTROL, u32::from('1')]);
    window.press("Turn on").await;
    shows(&window, ADA, "This computer").await;
    desktop.close(window).await;
}
