//! Tests everything by keyboard alone, in the real window: single keys, sequences, chords, and the menu bar's own keys.

mod menu_bar;
mod palette;
mod shortcuts;

use std::time::{Duration, Instant};

use hearth_tests::{CONDITION_TIMEOUT, Window};
use thirtyfour::{Key, prelude::By};

/// Goes from the first start to a feed with nothing in it.
async fn sign_up_by_keyboard(window: &Window) {
    window.see("Use this computer").await;
    window.tab_to("Use this computer").await;
    window.keys(Key::Enter).await;
    window.see("Create your account").await;
    window.sees_focus("Email").await;
    window.keys("ada@example.com").await;
    window.tab_to("Password").await;
    window.keys("correct horse").await;
    window.keys(Key::Enter).await;
    window.see("Nothing here yet").await;
}

async fn publish_by_keyboard(window: &Window, title: &str, content: &str) {
    window.keys("n").await;
    window.sees_focus("Title").await;
    window.keys(title).await;
    window.tab_to("Content").await;
    window.keys(content).await;
    window.keys(Key::Control + "\u{e007}").await;
    window.post(title).await;
    window.is_sent().await;
}

/// Chooses the first thing that the palette finds.
async fn find(window: &Window, words: &str) {
    window.keys(Key::Control + "k").await;
    window.sees_focus("Search commands, settings, people and titles").await;
    window.keys(words).await;
    window.keys(Key::Enter).await;
}

async fn list(window: &Window) -> String {
    window.find(By::Css("nav [aria-current=page]")).await.text().await.unwrap()
}

async fn sees_list(window: &Window, name: &str) {
    let deadline = Instant::now() + CONDITION_TIMEOUT;
    while list(window).await != name {
        assert!(Instant::now() < deadline, "the list is never {name:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
