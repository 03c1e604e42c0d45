//! Tests the middle and right buttons of the mouse, and which text can be selected.

use std::{
    fs,
    time::{Duration, Instant},
};

use hearth_api::CreatePost;
use hearth_tests::{
    CONDITION_TIMEOUT, DesktopSession, Window,
    keyboard::{DOWN, ENTER, ESCAPE},
};
use serde_json::Value;
use thirtyfour::{WebElement, prelude::By};

use super::{CONTENT, NEW_POST, begin, click_button};
use crate::content::browser;

/// A post with a link, by somebody else.
async fn begin_beside_a_link(desktop: &mut DesktopSession) -> Window {
    let window = begin(desktop).await;
    let grace = desktop.local_user("grace@example.com").await;
    let content = "It was a moth, with [tape](https://example.org/tape).".to_owned();
    let post = CreatePost { title: "Found the bug".to_owned(), content, published: true };
    grace.client.create_post(&post).await.unwrap();
    click_button(desktop, &window, "1 new post").await;
    window.post("Found the bug").await;
    window
}

/// Chooses the n-th entry, from 1, of the menu that a right click on something opens.
async fn choose(desktop: &DesktopSession, window: &Window, element: &WebElement, entry: usize) {
    desktop.mouse(window).right_click(element).await;
    settle().await;
    for _ in 0..entry {
        desktop.press_keys(&[DOWN]);
    }
    desktop.press_keys(&[ENTER]);
    settle().await;
}

/// Waits for a menu, which appears a moment after it was asked for.
async fn settle() {
    tokio::time::sleep(Duration::from_millis(400)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_context_menu_entry_blanks_the_window() {
    let mut desktop = DesktopSession::new();
    let window = begin_beside_a_link(&mut desktop).await;
    window.eval::<Value>("window.marked = true", vec![().into()]).await;
    for entry in 1..=8 {
        choose(&desktop, &window, &window.find(By::Css("article time")).await, entry).await;
        let marked = window.eval::<Value>("return window.marked ?? false", vec![().into()]).await;
        assert_eq!(marked, true, "entry {entry} loads the page anew, and what was in it is gone");
        desktop.press_keys(&[ESCAPE]);
        window.post("Found the bug").await;
    }
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn right_click_on_a_link_offers_to_open_it() {
    let mut desktop = DesktopSession::new();
    let dir = tempfile::tempdir().unwrap();
    let opened = browser(&mut desktop, dir.path());
    let window = begin_beside_a_link(&mut desktop).await;
    window.open_post("Found the bug").await;
    choose(&desktop, &window, &window.find(By::LinkText("tape")).await, 1).await;

    // As a click does: it asks first.
    let deadline = Instant::now() + CONDITION_TIMEOUT / 4;
    while !window.shows("Open this link in your browser?").await {
        assert!(Instant::now() < deadline, "the first entry of the link's menu does nothing");
        settle().await;
    }
    click_button(&desktop, &window, "Open link").await;
    let address = || fs::read_to_string(&opened).unwrap_or_default();
    hearth_tests::eventually("the browser opens it", || address() == "https://example.org/tape\n").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn right_click_in_a_field_offers_to_paste() {
    let mut desktop = DesktopSession::new();
    let window = begin(&mut desktop).await;
    desktop.mouse(&window).click(&window.find(By::Css(NEW_POST)).await).await;
    let content = window.find(By::Css(CONTENT)).await;
    desktop.mouse(&window).click(&content).await;
    desktop.copy("Flour, water.");
    for entry in 1..=8 {
        choose(&desktop, &window, &content, entry).await;
        if content.prop("value").await.unwrap().as_deref() == Some("Flour, water.") {
            desktop.close(window).await;
            return;
        }
        // Escape would leave the form too.
    }
    panic!("no entry of the field's menu pastes");
}

#[tokio::test(flavor = "multi_thread")]
async fn middle_click_on_a_title_opens_the_post() {
    let mut desktop = DesktopSession::new();
    let window = begin_beside_a_link(&mut desktop).await;
    desktop.mouse(&window).middle_click(&window.find(By::LinkText("Found the bug")).await).await;
    let deadline = Instant::now() + CONDITION_TIMEOUT / 4;
    while !window.shows("Copy link").await {
        assert!(Instant::now() < deadline, "nothing happens");
        settle().await;
    }
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn select_all_skips_button_labels() {
    let mut desktop = DesktopSession::new();
    let window = begin_beside_a_link(&mut desktop).await;
    desktop.copy("before");
    desktop.mouse(&window).click(&window.find(By::Css("article p")).await).await;
    desktop.press_control('a');
    desktop.press_control('c');
    settle().await;
    let copied = desktop.clipboard().unwrap_or_default();
    for name in ["Skip to posts", "Sign out", "Refresh"] {
        assert!(!copied.contains(name), "{name:?} is copied: {copied:?}");
    }
    desktop.close(window).await;
}
