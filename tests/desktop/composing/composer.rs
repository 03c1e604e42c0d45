//! Tests the composer: opening, closing, publishing, and what is shown beside it.

use std::time::Duration;

use hearth_tests::{
    DesktopSession,
    keyboard::{CONTROL, DOWN, END, ENTER, ESCAPE, LEFT, SHIFT, TAB},
};
use thirtyfour::prelude::By;
use tokio::time::sleep;

use super::{TYPING_PAUSE, begin_content, holds};

#[tokio::test(flavor = "multi_thread")]
async fn composer_opens_and_closes_only_on_purpose() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open_signed_up().await;
    desktop.local_user("grace@example.org").await.post("Moth").await;
    window.press("Refresh").await;
    window.post("Moth").await;

    // One letter, and out again; the letter stays, and nothing has moved behind it.
    let place = window.distance("Moth").await;
    desktop.press_keys(&[u32::from('n')]);
    window.sees_focus("Title").await;
    desktop.type_text("B");
    window.see("Publish").await;
    assert!((window.distance("Moth").await - place).abs() < 1.0, "the page has moved");
    desktop.press_keys(&[ESCAPE]);
    window.see_no_more("Publish").await;
    window.sees_focus("Refresh").await;
    window.press("Continue").await;
    window.sees_focus("Title").await;
    holds(&window, "B", "going on").await;

    // Enter goes on to the content and publishes nothing.
    desktop.press_keys(&[END]);
    desktop.type_text("read");
    desktop.press_keys(&[ENTER]);
    window.sees_focus("Content").await;

    // So does Tab, and whoever types on loses no word.
    window.find(By::Css("dialog[open] [name=title]")).await.click().await.unwrap();
    window.sees_focus("Title").await;
    desktop.press_keys(&[TAB]);
    desktop.type_text("one two three");
    holds(&window, "one two three", "Tab in the title").await;
    assert_eq!(window.titles().await, ["Moth"]);

    // Away by Tab and back: the caret is where it was.
    for _ in 0..5 {
        desktop.press_keys(&[LEFT]);
    }
    desktop.press_keys(&[TAB]);
    window.sees_focus("Preview").await;
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
        window.eval::<String>("return document.querySelector('dialog[open] [name=content]').value", Vec::new()).await,
        "one two Xthree"
    );
    window.find(By::Css("dialog[open] [name=title]")).await.click().await.unwrap();
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
    window.is_sent().await;
    assert!(window.shows("Copy link").await, "the page was left");
    window.sees_focus("Moth").await;
    desktop.press_keys(&[ESCAPE]);
    window.post("Bread").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn new_post_notice_does_not_cover_the_composer() {
    const COVERED: &str = "
        return [...document.querySelectorAll('dialog[open] :is([name=title], [name=content])')].some((field) => {
            const { left, top, width, height } = field.getBoundingClientRect();
            return document.elementFromPoint(left + width / 2, top + height / 2) !== field;
        });";
    let mut desktop = DesktopSession::new();
    let window = desktop.open_signed_up().await;
    let grace = desktop.local_user("grace@example.org").await;
    desktop.press_keys(&[u32::from('n')]);
    window.sees_focus("Title").await;
    grace.post("Moth").await;
    window.see("1 new post").await;
    sleep(Duration::from_millis(300)).await;
    assert!(!window.eval::<bool>(COVERED, Vec::new()).await, "something lies over a field");
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn refuses_a_pasted_picture_with_a_message() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open_signed_up().await;
    begin_content(&desktop, &window).await;
    desktop.type_text("Words");
    desktop.copy_as("image/png", include_bytes!("../../../src-tauri/icons/32x32.png"));
    desktop.press_control('v');
    window.see("Pictures can’t be uploaded").await;
    holds(&window, "Words", "pasting a picture").await;
    desktop.press_keys(&[DOWN]);
    desktop.copy(" and more");
    desktop.press_control('v');
    holds(&window, "Words and more", "pasting a text").await;
    desktop.close(window).await;
}
