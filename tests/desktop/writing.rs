//! Tests that drafts in the real window outlive everything: quitting, signing out, and the app being killed at any
//! moment.

use std::time::{Duration, Instant};

use hearth_tests::{CONDITION_TIMEOUT, DesktopSession, ServerCommand, TestDir, Window, press_in};
use rustix::process::Signal;
use thirtyfour::prelude::By;
use tokio::time::sleep;

const ROUNDS: u64 = 20;

async fn content(window: &Window) -> String {
    window.find(By::Name("content")).await.prop("value").await.unwrap().unwrap()
}

async fn sees_content(window: &Window, expected: &str) {
    let deadline = Instant::now() + CONDITION_TIMEOUT;
    while content(window).await != expected {
        assert!(Instant::now() < deadline, "the text is {:?}, not {expected:?}", content(window).await);
        sleep(Duration::from_millis(20)).await;
    }
}

/// Types at the end of the text.
async fn type_on(window: &Window, text: &str) {
    window.find(By::Name("content")).await.send_keys(text).await.unwrap();
}

/// Signs out with a text that is unfinished, which is asked about.
async fn sign_out_unfinished(window: &Window) {
    window.sign_out().await;
    window.see("You have unfinished text").await;
    press_in(&window.find(By::Css("dialog[open]:not([data-sheet])")).await, "Sign out").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keeps_the_draft_when_killed_while_typing() {
    let test_dir = TestDir::new();
    let server = ServerCommand::on(test_dir.data_dir()).start().await;
    let mut desktop = DesktopSession::new();
    let window = desktop.open().await;
    window.connect_to(&server.address()).await;
    window.sign_up().await;
    window.begin_post("Rounds").await;
    type_on(&window, "Begun.").await;
    window.see("Saved on this device").await;
    let mut kept = "Begun.".to_owned();
    let mut window = Some(window);

    for round in 0..ROUNDS {
        let open = if let Some(window) = window.take() {
            window
        } else {
            let window = desktop.open().await;
            window.continue_writing().await;
            window
        };
        let found = content(&open).await;
        // What was said to be kept is there, and nothing that was never typed.
        assert!(found.starts_with(&kept), "round {round}: of {kept:?} there is {found:?}");
        assert!(found.len() <= kept.len() + 40, "round {round}: {found:?} after {kept:?}");

        type_on(&open, &format!(" Round {round},")).await;
        open.see("Saved on this device").await;
        kept = content(&open).await;
        type_on(&open, " and on and on").await;
        sleep(Duration::from_millis(round * 37 % 400)).await;
        desktop.signal_app(Signal::KILL);
        desktop.app_is_gone().await;
        open.forget().await;
    }

    let window = desktop.open().await;
    window.continue_writing().await;
    assert!(content(&window).await.starts_with(&kept));
    window.press("Publish").await;
    window.post("Rounds").await;
    desktop.close(window).await;
    let window = desktop.open().await;
    window.post("Rounds").await;
    assert!(!window.shows("Saved on this device").await, "what was published is not kept any longer");
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keeps_the_draft_on_quit_and_sign_out() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open_signed_up().await;

    // At once after the last letter, each time.
    window.write("Bread", "Flour, water").await;
    desktop.close(window).await;
    let window = desktop.open().await;
    window.continue_writing().await;
    sees_content(&window, "Flour, water").await;

    type_on(&window, ", salt").await;
    window.leave_composer().await;
    sign_out_unfinished(&window).await;
    window.sign_in("ada@example.com", "correct horse").await;
    window.continue_writing().await;
    sees_content(&window, "Flour, water, salt").await;

    type_on(&window, ", time.").await;
    desktop.signal_app(Signal::TERM);
    desktop.app_is_gone().await;
    window.forget().await;
    let window = desktop.open().await;
    window.continue_writing().await;
    sees_content(&window, "Flour, water, salt, time.").await;
    window.leave_composer().await;

    // Somebody else at this computer sees nothing of it.
    sign_out_unfinished(&window).await;
    window.sign_up_as("grace@example.com").await;
    window.see("Nothing here yet").await;
    assert!(!window.shows("Flour").await);
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn shows_a_conflicting_change_before_overwriting() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open().await;
    window.press("Use this computer").await;
    window.sign_up().await;
    window.publish("Soup", "Water.").await;
    press_in(&window.post("Soup").await, "Edit").await;
    window.fill("content", "Water, and fire.").await;

    let client = desktop.local_client();
    let login = hearth_api::Login { username: "ada@example.com".to_owned(), password: "correct horse".to_owned() };
    let client = client.with_token(&client.login(&login).await.unwrap().access_token);
    let id =
        client.feed(&hearth_client::FeedQuery { limit: 1, ..Default::default() }, None).await.unwrap().posts[0].post.id;
    let elsewhere =
        hearth_api::CreatePost { title: "Soup".to_owned(), content: "Water, and pepper.".to_owned(), published: true };
    client.update_post(id, &elsewhere).await.unwrap();

    window.press("Save changes").await;
    window.see("This post was changed elsewhere").await;
    window.see("Water, and pepper.").await;
    assert_eq!(client.post(id).await.unwrap().post.content, "Water, and pepper.", "nothing is overwritten unseen");
    window.press("Continue with my version").await;
    window.press("Save changes").await;
    window.see_no_more("Save changes").await;
    assert_eq!(client.post(id).await.unwrap().post.content, "Water, and fire.");
    desktop.close(window).await;
}
