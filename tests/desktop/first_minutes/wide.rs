//! Tests that wide tables and long code scroll within the page.

use std::time::{Duration, Instant};

use hearth_tests::{Appearance, CONDITION_TIMEOUT, DesktopSession, Window};
use serde_json::Value;
use thirtyfour::prelude::By;

use super::{begin, click, text, type_and_publish};

/// The words in a part of the page that stand on more than one line.
const BROKEN_WORDS: &str = r"
    const broken = new Set();
    const texts = document.createTreeWalker(document.querySelector(arguments[0]), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode;
        for (const word of text.data.matchAll(/\S+/g)) {
            const range = document.createRange();
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
            if (lines.size > 1) broken.add(word[0]);
        }
    }
    return [...broken];";

/// Measures how far to the right the container that scrolls is scrolled; null where there is none.
const SCROLLED: &str = "
    let room = document.querySelector(arguments[0]);
    const scrolls = (it) => it.scrollWidth > it.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(it).overflowX);
    while (room !== null && !scrolls(room)) room = room.parentElement;
    return room === null || room === document.documentElement ? null : Math.round(room.scrollLeft);";

const PAGE_FITS: &str = "return document.documentElement.scrollWidth <= innerWidth + 1";

/// Turns the wheel sideways over something, which moves.
async fn scrolls_sideways(desktop: &DesktopSession, window: &Window, selector: &str) {
    let element = window.find(By::Css(selector)).await;
    window.sees_result("the page has no scroll bar below", PAGE_FITS, (), true).await;
    let before = window.eval::<Value>(SCROLLED, vec![selector.into()]).await;
    assert!(before.is_number(), "{selector} has no room that scrolls");
    desktop.mouse(window).wheel_sideways(&element, 6).await;
    let deadline = Instant::now() + CONDITION_TIMEOUT / 4;
    let mut now = before.clone();
    // It glides: it has arrived where it no longer moves.
    loop {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let then = std::mem::replace(&mut now, window.eval::<Value>(SCROLLED, vec![selector.into()]).await);
        if now != before && now == then {
            return;
        }
        assert!(Instant::now() < deadline, "{selector} does not scroll");
    }
}

/// Gives the window another width, and waits until the page has it.
async fn resize(desktop: &DesktopSession, window: &Window, width: u32) {
    let (x, y, _, height) = desktop.window_geometry();
    desktop.set_window_geometry((x, y, width, height));
    window.sees_result("the width of the page", "return outerWidth", (), width).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wide_table_scrolls_and_keeps_its_words_whole() {
    let mut desktop = DesktopSession::new();
    let window = begin(&mut desktop).await;
    type_and_publish(&desktop, &window, "Figures", &text::wide_table()).await;
    click(&desktop, &window, &window.find(By::LinkText("Figures")).await).await;
    window.see("Copy link").await;
    for (width, text_size) in [(1000, 100), (420, 100), (1000, 200)] {
        window.set_appearance(Appearance { text_size, ..Appearance::USUAL }).await;
        resize(&desktop, &window, width).await;
        window
            .sees_result(
                &format!("broken words at {width}, {text_size} %"),
                BROKEN_WORDS,
                "article table",
                serde_json::json!([]),
            )
            .await;
        scrolls_sideways(&desktop, &window, "article table").await;
    }
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn long_code_scrolls_and_stays_where_it_was() {
    let mut desktop = DesktopSession::new();
    let window = begin(&mut desktop).await;
    type_and_publish(&desktop, &window, "Code", &text::long_code()).await;
    click(&desktop, &window, &window.find(By::LinkText("Code")).await).await;
    window.see("Copy link").await;
    scrolls_sideways(&desktop, &window, "article pre").await;
    let scrolled = window.eval::<Value>(SCROLLED, vec!["article pre".into()]).await;
    resize(&desktop, &window, 900).await;
    window.sees_result("where the code is after a resize", SCROLLED, "article pre", scrolled).await;
    desktop.close(window).await;
}
