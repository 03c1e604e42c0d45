//! Tests the composer: opening, closing, publishing, and what is shown beside it.

use std::time::Duration;

use hearth_tests::{
    DesktopSession,
    keyboard::{CONTROL, DOWN, END, ENTER, ESCAPE, LEFT, SHIFT, TAB},
};
use thirtyfour::prelude::By;
use tokio::time::sleep;

use super::{TYPING_PAUSE, holds};

#[tokio::test(flavor = "multi_thread")]
async fn composer_opens_and_closes_only_on_purpose() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open_signed_up().await;
    desktop.local_user("grace@example.org").await.post("Moth").await;
    window.press("Refresh").await;
    window.post("Moth").await;

    // Coming by with Tab opens and moves nothing.
    window.find(By::Css("[type=search]")).await.click().await.unwrap();
    let place = window.distance("Moth").await;
    for _ in 0..10 {
        if window.focused().await == "Title" {
            break;
        }
        desktop.press_keys(&[TAB]);
        sleep(TYPING_PAUSE * 4).await;
    }
    window.sees_focus("Title").await;
    sleep(Duration::from_millis(300)).await;
    assert!(!window.shows("Publish").await, "Tab has opened the form");
    assert!((window.distance("Moth").await - place).abs() < 1.0, "the page has moved");

    // One letter, and out again; the letter stays.
    desktop.type_text("B");
    window.see("Publish").await;
    desktop.press_keys(&[ESCAPE]);
    window.see_no_more("Publish").await;
    window.sees_focus("Write a post").await;
    window.press("Continue").await;
    window.sees_focus("Title").await;
    holds(&window, "B", "going on").await;

    // Enter goes on to the content and publishes nothing.
    desktop.press_keys(&[END]);
    desktop.type_text("read");
    desktop.press_keys(&[ENTER]);
    window.sees_focus("Content").await;
    desktop.type_text("one two three");
    assert_eq!(window.titles().await, ["Moth"]);

    // Away by Tab and back: the caret is where it was.
    for _ in 0..5 {
        desktop.press_keys(&[LEFT]);
    }
    desktop.press_keys(&[TAB]);
    window.sees_focus("Publish").await;
    desktop.press_keys(&[SHIFT, TAB]);
    window.sees_focus("Content").await;
    sleep(TYPING_PAUSE * 4).await;
    desktop.type_text("X");
    holds(&window, "one two Xthree", "coming back").await;

    window.press("Discard").await;
    window.see_no_more("Publish").await;
    window.press("Undo").await;
    window.see("Publish").await;
    assert_eq!(
        window.eval::<String>("return document.querySelector('[name=content]').value", Vec::new()).await,
        "one two Xthree"
    );
    window.find(By::Name("title")).await.click().await.unwrap();
    desktop.press_keys(&[CONTROL, ENTER]);
    window.post("Bread").await;
    window.sees_focus("Write a post").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn starts_a_new_post_on_another_posts_page() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open_signed_up().await;
    desktop.local_user("grace@example.org").await.post("Moth").await;
    window.press("Refresh").await;
    window.post("Moth").await;
    window.follow("Moth").await;
    window.see("Copy link").await;
    window.sees_focus("Moth").await;
    desktop.press_keys(&[u32::from('n')]);
    window.sees_focus("Title").await;
    desktop.type_text("Bread");
    desktop.press_keys(&[ENTER]);
    desktop.type_text("Flour.");
    assert!(window.shows("Copy link").await, "the page was left");
    desktop.press_keys(&[CONTROL, ENTER]);
    window.see("Published").await;
    window.see_no_more("Publish").await;
    assert!(window.shows("Copy link").await, "the page was left");
    window.sees_focus("Moth").await;
    desktop.press_keys(&[ESCAPE]);
    window.post("Bread").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn new_post_notice_does_not_cover_the_composer() {
    const OVERLAP: &str = "
        const pill = [...document.querySelectorAll('button')].find((it) => /new posts?$/.test(it.textContent.trim()));
        const { left, right, top, bottom } = pill.getBoundingClientRect();
        return [...document.querySelectorAll('[name=title], [name=content]')].some((field) => {
            const other = field.getBoundingClientRect();
            return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
        });";
    let mut desktop = DesktopSession::new();
    let window = desktop.open_signed_up().await;
    let grace = desktop.local_user("grace@example.org").await;
    desktop.press_keys(&[u32::from('n')]);
    window.sees_focus("Title").await;
    grace.post("Moth").await;
    window.see("1 new post").await;
    sleep(Duration::from_millis(300)).await;
    assert!(!window.eval::<bool>(OVERLAP, Vec::new()).await, "the pill lies over a field");
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn refuses_a_pasted_picture_with_a_message() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open_signed_up().await;
    desktop.press_keys(&[u32::from('n')]);
    window.sees_focus("Title").await;
    desktop.press_keys(&[ENTER]);
    window.sees_focus("Content").await;
    desktop.type_text("Words");
    desktop.copy_as("image/png", include_bytes!("../../../src-tauri/icons/32x32.png"));
    desktop.press_control('v');
    window.see("Posts can’t contain pictures").await;
    holds(&window, "Words", "pasting a picture").await;
    desktop.press_keys(&[DOWN]);
    desktop.copy(" and more");
    desktop.press_control('v');
    holds(&window, "Words and more", "pasting a text").await;
    desktop.close(window).await;
}
