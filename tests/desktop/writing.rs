//! What is being written in the real window outlives everything: quitting, signing out, and the app being killed at
//! any moment.

use std::time::{Duration, Instant};

use hearth_tests::{Desk, Launch, Place, Window, time::PATIENCE, window::fill_in, window::press_in};
use rustix::process::Signal;
use thirtyfour::prelude::By;
use tokio::time::sleep;

use crate::flow::sign_up;

const ROUNDS: u64 = 20;

async fn content(window: &Window) -> String {
    window.find(By::Name("content")).await.prop("value").await.unwrap().unwrap()
}

async fn sees_content(window: &Window, expected: &str) {
    let deadline = Instant::now() + PATIENCE;
    while content(window).await != expected {
        assert!(Instant::now() < deadline, "the text is {:?}, not {expected:?}", content(window).await);
        sleep(Duration::from_millis(20)).await;
    }
}

/// Types at the end of the text.
async fn type_on(window: &Window, text: &str) {
    window.find(By::Name("content")).await.send_keys(text).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_that_is_killed_while_somebody_writes_has_the_text_at_the_next_start() {
    let place = Place::new();
    let server = Launch::on(place.data_dir()).start().await;
    let mut desk = Desk::new();
    let window = desk.open().await;
    window.fill("address", &server.address()).await;
    window.press("Connect").await;
    sign_up(&window).await;
    window.fill("title", "Rounds").await;
    type_on(&window, "Begun.").await;
    window.see("Kept on this computer").await;
    let mut kept = "Begun.".to_owned();
    let mut window = Some(window);

    for round in 0..ROUNDS {
        let open = match window.take() {
            Some(window) => window,
            None => desk.open().await,
        };
        let found = {
            open.find(By::Name("content")).await;
            content(&open).await
        };
        // What was said to be kept is there, and nothing that was never typed.
        assert!(found.starts_with(&kept), "round {round}: of {kept:?} there is {found:?}");
        assert!(found.len() <= kept.len() + 40, "round {round}: {found:?} after {kept:?}");

        type_on(&open, &format!(" Round {round},")).await;
        open.see("Kept on this computer").await;
        kept = content(&open).await;
        type_on(&open, " and on and on").await;
        sleep(Duration::from_millis(round * 37 % 400)).await;
        desk.signal_app(Signal::KILL);
        desk.app_is_gone().await;
        open.forget().await;
    }

    let window = desk.open().await;
    window.find(By::Name("content")).await;
    assert!(content(&window).await.starts_with(&kept));
    window.press("Publish").await;
    window.post("Rounds").await;
    desk.close(window).await;
    let window = desk.open().await;
    window.post("Rounds").await;
    assert!(!window.shows("Kept on this computer").await, "what was published is not kept any longer");
    desk.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn quitting_and_signing_out_cost_nothing_that_was_typed() {
    let mut desk = Desk::new();
    let window = desk.open().await;
    window.press("Use this computer").await;
    sign_up(&window).await;
    window.see("Nothing here yet").await;

    // At once after the last letter, each time.
    window.fill("title", "Bread").await;
    window.fill("content", "Flour, water").await;
    desk.close(window).await;
    let window = desk.open().await;
    window.find(By::Name("content")).await;
    sees_content(&window, "Flour, water").await;

    type_on(&window, ", salt").await;
    window.press("Sign out").await;
    window.fill("email", "ada@example.com").await;
    window.fill("password", "correct horse").await;
    window.press("Sign in").await;
    window.find(By::Name("content")).await;
    sees_content(&window, "Flour, water, salt").await;

    type_on(&window, ", time.").await;
    desk.signal_app(Signal::TERM);
    desk.app_is_gone().await;
    window.forget().await;
    let window = desk.open().await;
    window.find(By::Name("content")).await;
    sees_content(&window, "Flour, water, salt, time.").await;

    // Somebody else at this computer sees nothing of it.
    window.press("Sign out").await;
    window.press("Create an account").await;
    window.fill("email", "grace@example.com").await;
    window.fill("password", "correct horse").await;
    window.press("Sign up").await;
    window.see("Nothing here yet").await;
    assert!(!window.shows("Flour").await);
    desk.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_made_elsewhere_meanwhile_is_shown_before_anything_is_overwritten() {
    let mut desk = Desk::new();
    let window = desk.open().await;
    window.press("Use this computer").await;
    sign_up(&window).await;
    window.fill("title", "Soup").await;
    window.fill("content", "Water.").await;
    window.press("Publish").await;
    press_in(&window.post("Soup").await, "Edit").await;
    fill_in(&window.find(By::Css("article")).await, "content", "Water, and fire.").await;

    let client = hearth_client::Client::unix(&desk.data_dir().join("postgres/run/hearth.sock"));
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
    window.press("Go on with yours").await;
    window.press("Save changes").await;
    window.see_no_more("Save changes").await;
    assert_eq!(client.post(id).await.unwrap().post.content, "Water, and fire.");
    desk.close(window).await;
}
