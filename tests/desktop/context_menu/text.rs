//! Tests the context menu on links, on selected text and in fields.

use std::time::Duration;

use hearth_tests::{
    CONDITION_TIMEOUT, DesktopSession, Window, eventually,
    keyboard::{CONTROL, ESCAPE},
};
use thirtyfour::{WebElement, prelude::By};

use super::with_a_post;

/// F5, which loads a page anew in browsers.
const F5: u32 = 0xffc2;

async fn selected(window: &Window) -> String {
    window.eval("return getSelection().toString()", Vec::new()).await
}

async fn link(window: &Window) -> WebElement {
    window.find(By::XPath("//article//a[normalize-space(.)='the bakery']")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_and_opens_a_link() {
    let mut desktop = DesktopSession::new();
    let (window, _grace) = with_a_post(&mut desktop).await;

    let menus = desktop.native_menus().await;
    window.open_post("Bread").await;
    desktop.mouse(&window).right_click(&link(&window).await).await;
    assert_eq!(menus.context_lines().await, ["Open in browser", "Copy link"]);
    menus.choose("Copy link").await;
    eventually("the link is copied", || desktop.clipboard().as_deref() == Some("https://bread.example/loaf?a=b")).await;
    assert!(!window.shows("Open this link?").await, "the right button itself follows no link");
    desktop.mouse(&window).right_click(&link(&window).await).await;
    menus.choose("Open in browser").await;
    window.find(By::Css("dialog[open] .address")).await;
    window.press("Cancel").await;
    window.press("Back").await;

    // A title is a link within the app.
    let title = window.find(By::XPath("//article//h3/a")).await;
    desktop.mouse(&window).middle_click(&title).await;
    window.see("Copy link").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_a_selection() {
    let mut desktop = DesktopSession::new();
    let (window, _grace) = with_a_post(&mut desktop).await;
    window.open_post("Bread").await;
    let word = window.find(By::XPath("//article//strong")).await;
    desktop.mouse(&window).double_click(&word).await;
    let menus = desktop.native_menus().await;
    desktop.mouse(&window).right_click(&word).await;
    let of_the_post = ["Vote", "Copy post link", "Copy post text", "Show author’s posts"];
    assert_eq!(menus.context_lines().await, [&["Copy"], &of_the_post[..]].concat());
    menus.choose("Copy").await;
    eventually("the word is copied", || desktop.clipboard().as_deref().map(str::trim) == Some("flour")).await;

    window.driver().execute("getSelection().removeAllRanges()", Vec::new()).await.unwrap();
    desktop.mouse(&window).right_click(&word).await;
    assert_eq!(menus.context_lines().await, of_the_post);
    menus.dismiss().await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn is_absent_where_there_is_nothing_to_do() {
    let mut desktop = DesktopSession::new();
    let (window, _grace) = with_a_post(&mut desktop).await;
    for empty in ["//h1", "//button[normalize-space(.)='Top']"] {
        let at = window.find(By::XPath(empty)).await;
        desktop.mouse(&window).right_click(&at).await;
        tokio::time::sleep(Duration::from_millis(500)).await;
        assert_eq!(desktop.open_menus(), 0, "a menu is open at {empty}");
    }
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn edits_in_a_field() {
    let mut desktop = DesktopSession::new();
    let (window, _grace) = with_a_post(&mut desktop).await;
    window.begin_post("Flour").await;
    let title = window.find(By::Css("[name=title]")).await;
    let value = async || title.prop("value").await.unwrap().unwrap_or_default();
    let becomes = async |expected: &str| {
        let deadline = std::time::Instant::now() + CONDITION_TIMEOUT;
        while value().await != expected {
            assert!(std::time::Instant::now() < deadline, "the field has {:?}, not {expected:?}", value().await);
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let menus = desktop.native_menus().await;
    let choose = async |line: &str| {
        desktop.mouse(&window).right_click(&title).await;
        assert_eq!(menus.context_lines().await, ["Undo", "Redo", "Cut", "Copy", "Paste", "Select all"]);
        menus.choose(line).await;
    };
    desktop.mouse(&window).double_click(&title).await;
    choose("Cut").await;
    becomes("").await;
    assert_eq!(desktop.clipboard().as_deref(), Some("Flour"));
    choose("Paste").await;
    becomes("Flour").await;
    choose("Undo").await;
    becomes("").await;
    choose("Redo").await;
    becomes("Flour").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ignores_browser_shortcuts() {
    let mut desktop = DesktopSession::new();
    let (window, _grace) = with_a_post(&mut desktop).await;
    window.driver().execute("window.untouched = true", Vec::new()).await.unwrap();
    let untouched = async || -> bool { window.eval("return window.untouched === true", Vec::new()).await };
    let control = |sign: char| [CONTROL, u32::from(sign)];

    // Of the window nothing is selected, of a post its title and its text.
    desktop.press_keys(&control('a'));
    tokio::time::sleep(Duration::from_millis(300)).await;
    let selection = selected(&window).await;
    for words in ["Skip to posts", "Sign out", "Vote", "Copy", "grace"] {
        assert!(!selection.contains(words), "{selection:?}");
    }
    window.keys("j").await;
    window.sees_focus("Bread").await;
    desktop.press_keys(&control('a'));
    desktop.press_keys(&control('c'));
    eventually("the post is copied", || {
        desktop.clipboard().is_some_and(|text| text.starts_with("Bread") && text.trim_end().ends_with("and water."))
    })
    .await;

    for keys in [&[F5][..], &control('r')] {
        desktop.press_keys(keys);
        tokio::time::sleep(Duration::from_millis(500)).await;
        assert!(untouched().await, "{keys:?} loaded the page anew");
        window.post("Bread").await;
    }
    window.sign_out().await;
    window.see("Sign in to Hearth").await;
    window.fill("email", "somebody@example.org").await;
    for keys in [&[F5][..], &control('r'), &[ESCAPE][..]] {
        desktop.press_keys(keys);
        tokio::time::sleep(Duration::from_millis(500)).await;
        let field = window.find(By::Css("[name=email]")).await;
        assert_eq!(field.prop("value").await.unwrap().as_deref(), Some("somebody@example.org"));
        assert!(untouched().await, "{keys:?} loaded the page anew");
    }
    desktop.close(window).await;
}
