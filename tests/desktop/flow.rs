//! What a person does with the app, from the first start on.

use hearth_tests::{
    Desk, Launch, Place, Window,
    window::{fill_in, press_in},
};
use thirtyfour::prelude::By;

/// Makes an account, which signs in.
pub(crate) async fn sign_up(window: &Window) {
    window.press("Create an account").await;
    window.fill("email", "ada@example.com").await;
    window.fill("password", "correct horse").await;
    window.press("Sign up").await;
}

/// How many votes a post shows, and whether the reader's is among them.
pub(crate) async fn votes(window: &Window, title: &str) -> (String, Option<String>) {
    let post = window.post(title).await;
    let button = post.find(By::Css("button[aria-label^='Vote,']")).await.unwrap();
    (button.text().await.unwrap(), button.attr("aria-pressed").await.unwrap())
}

pub(crate) async fn sees_votes(window: &Window, title: &str, count: &str, pressed: &str) {
    let expected = (count.to_owned(), Some(pressed.to_owned()));
    let deadline = std::time::Instant::now() + hearth_tests::time::PATIENCE;
    while votes(window, title).await != expected {
        assert!(std::time::Instant::now() < deadline, "{title} never shows {expected:?}");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

/// From signing up to having signed in again: everything that the feed offers.
async fn use_everything(window: &Window) {
    sign_up(window).await;
    window.see("Nothing here yet").await;

    window.fill("title", "Bread").await;
    window.fill("content", "Flour, water, salt, time.").await;
    window.press("Publish").await;
    window.see("Your post is published.").await;
    window.see("Flour, water, salt, time.").await;

    press_in(&window.post("Bread").await, "Vote").await;
    sees_votes(window, "Bread", "1", "true").await;
    press_in(&window.post("Bread").await, "Vote").await;
    sees_votes(window, "Bread", "0", "false").await;
    press_in(&window.post("Bread").await, "Vote").await;
    sees_votes(window, "Bread", "1", "true").await;

    press_in(&window.post("Bread").await, "Edit").await;
    let post = window.find(By::Css("article")).await;
    fill_in(&post, "title", "Sourdough").await;
    press_in(&post, "Save changes").await;
    window.post("Sourdough").await;
    window.see_no_more("Bread").await;
    sees_votes(window, "Sourdough", "1", "true").await;

    window.fill("title", "Soup").await;
    window.fill("content", "Later.").await;
    window.press("Save as draft").await;
    window.see("Your draft is saved.").await;
    assert_eq!(window.titles().await, ["Soup", "Sourdough"], "the newest is first");

    window.fill("Search titles", "DOUGH").await;
    window.see_no_more("Later.").await;
    assert_eq!(window.titles().await, ["Sourdough"]);
    window.fill("Search titles", "cake").await;
    window.see("No title contains “cake”.").await;
    window.press("Clear search").await;
    window.post("Soup").await;

    press_in(&window.post("Soup").await, "Delete").await;
    window.press("Delete post").await;
    window.see("The post is deleted.").await;
    window.see_no_more("Later.").await;

    window.press("Sign out").await;
    window.fill("email", "ada@example.com").await;
    window.fill("password", "wrong horse").await;
    window.press("Sign in").await;
    window.see("The address or the password is not right.").await;
    window.fill("password", "correct horse").await;
    window.press("Sign in").await;
    sees_votes(window, "Sourdough", "1", "true").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_works_on_this_computer_and_is_there_at_the_next_start() {
    let mut desk = Desk::new();
    let window = desk.open().await;
    window.press("Use this computer").await;
    use_everything(&window).await;
    desk.close(window).await;
    assert!(!desk.data_dir().join("postgres/data/postmaster.pid").exists(), "PostgreSQL was not shut down");

    let window = desk.open().await;
    sees_votes(&window, "Sourdough", "1", "true").await;
    window.see("ada@example.com").await;
    desk.close(window).await;
    assert_tokens_are_nowhere(&desk);
}

/// A session is in the keychain and nowhere else.
fn assert_tokens_are_nowhere(desk: &Desk) {
    let found = std::process::Command::new("grep").args(["-rlF", "eyJ"]).arg(desk.data_dir()).output().unwrap();
    let found = String::from_utf8(found.stdout).unwrap();
    let suspects: Vec<_> = found.lines().filter(|path| !path.contains("/postgres/")).collect();
    assert!(suspects.is_empty(), "a token lies in {suspects:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_works_on_a_server_over_tcp_and_is_there_at_the_next_start() {
    let place = Place::new();
    let server = Launch::on(place.data_dir()).start().await;
    let mut desk = Desk::new();
    let window = desk.open().await;
    window.fill("address", &server.address()).await;
    window.press("Connect").await;
    use_everything(&window).await;
    desk.close(window).await;
    assert!(!desk.data_dir().join("postgres").exists(), "no database was made that nobody asked for");

    let window = desk.open().await;
    sees_votes(&window, "Sourdough", "1", "true").await;
    desk.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_keychain_it_works_and_says_that_the_session_will_not_be_kept() {
    for mut desk in [Desk::without_bus(), Desk::without_keychain()] {
        let window = desk.open().await;
        window.press("Use this computer").await;
        window.see("No keychain works on this computer").await;
        use_everything(&window).await;
        window.see("No keychain works on this computer").await;
        desk.close(window).await;

        let window = desk.open().await;
        window.fill("email", "ada@example.com").await;
        window.fill("password", "correct horse").await;
        window.press("Sign in").await;
        window.post("Sourdough").await;
        desk.close(window).await;
    }
}
