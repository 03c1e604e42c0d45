//! Tests the menu of the right mouse button: it has what works here, and nothing of a browser's.

use std::time::Duration;

use hearth_tests::{
    CONDITION_TIMEOUT, DesktopSession, User, Window, eventually,
    keyboard::{CONTROL, DOWN, ENTER, ESCAPE},
};
use thirtyfour::{WebElement, prelude::By};

const TEXT: &str = "See [the bakery](https://bread.example/loaf?a=b) for **flour** and water.";

/// F5, which loads a page anew in browsers.
const F5: u32 = 0xffc2;

async fn with_a_post(desktop: &mut DesktopSession) -> Window {
    let window = desktop.open_on_this_computer().await;
    window.sign_up().await;
    window.see("Nothing here yet").await;
    let grace: User = desktop.local_users(1).await.remove(0);
    let post = hearth_api::CreatePost { title: "Bread".to_owned(), content: TEXT.to_owned(), published: true };
    grace.client.create_post(&post).await.unwrap();
    window.press("Refresh").await;
    window.post("Bread").await;
    window
}

/// Opens the menu at an element, and chooses its nth line by the keyboard.
async fn choose(desktop: &DesktopSession, window: &Window, at: &WebElement, line: usize) {
    desktop.mouse(window).right_click(at).await;
    eventually("the menu is open", || desktop.open_menus() == 1).await;
    // The menu takes the keys only once it is drawn.
    tokio::time::sleep(Duration::from_millis(300)).await;
    for _ in 0..line {
        desktop.press_focused(&[DOWN]);
    }
    desktop.press_focused(&[ENTER]);
    eventually("the menu is closed", || desktop.open_menus() == 0).await;
}

async fn selected(window: &Window) -> String {
    window.eval("return getSelection().toString()", Vec::new()).await
}

async fn link(window: &Window) -> WebElement {
    window.find(By::XPath("//article//a[normalize-space(.)='the bakery']")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_and_opens_a_link() {
    let mut desktop = DesktopSession::new();
    let window = with_a_post(&mut desktop).await;

    window.open_post("Bread").await;
    choose(&desktop, &window, &link(&window).await, 2).await;
    eventually("the link is copied", || desktop.clipboard().as_deref() == Some("https://bread.example/loaf?a=b")).await;
    assert!(!window.shows("Open this link?").await, "the right button itself follows no link");
    choose(&desktop, &window, &link(&window).await, 1).await;
    window.find(By::Css("dialog[open] .address")).await;
    window.press("Cancel").await;
    window.press("Back").await;

    // A title is a link within the app.
    let title = window.find(By::XPath("//article//h3/a")).await;
    choose(&desktop, &window, &title, 2).await;
    eventually("the post's link is copied", || {
        desktop.clipboard().is_some_and(|copied| copied.starts_with("hearth://post/"))
    })
    .await;
    choose(&desktop, &window, &title, 1).await;
    window.see("Copy link").await;
    window.press("Back").await;
    let title = window.find(By::XPath("//article//h3/a")).await;
    desktop.mouse(&window).middle_click(&title).await;
    window.see("Copy link").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_a_selection_and_is_absent_elsewhere() {
    let mut desktop = DesktopSession::new();
    let window = with_a_post(&mut desktop).await;
    window.open_post("Bread").await;
    let word = window.find(By::XPath("//article//strong")).await;
    desktop.mouse(&window).double_click(&word).await;
    choose(&desktop, &window, &word, 1).await;
    eventually("the word is copied", || desktop.clipboard().as_deref().map(str::trim) == Some("flour")).await;

    for empty in ["//h1", "//article", "//button[normalize-space(.)='Top']"] {
        window.driver().execute("getSelection().removeAllRanges()", Vec::new()).await.unwrap();
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
    let window = with_a_post(&mut desktop).await;
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
    desktop.mouse(&window).double_click(&title).await;
    // Undo, Redo, Cut, Copy, Paste, Select all: what cannot be done now is skipped by the keys.
    choose(&desktop, &window, &title, 3).await;
    becomes("").await;
    assert_eq!(desktop.clipboard().as_deref(), Some("Flour"));
    choose(&desktop, &window, &title, 3).await;
    becomes("Flour").await;
    choose(&desktop, &window, &title, 1).await;
    becomes("").await;
    choose(&desktop, &window, &title, 2).await;
    becomes("Flour").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ignores_browser_shortcuts() {
    let mut desktop = DesktopSession::new();
    let window = with_a_post(&mut desktop).await;
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
