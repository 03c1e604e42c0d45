//! Tests writing in the real window with real keys, a real clipboard and a real mouse: what every editor does, and what
//! this one does beside it.

mod composer;
mod dragging;
mod editing_keys;
mod long_posts;
mod sheet;
mod tools;

use std::time::{Duration, Instant};

use hearth_tests::{CONDITION_TIMEOUT, DesktopSession, Window, keyboard::ENTER};
use tokio::time::sleep;

const TYPING_PAUSE: Duration = Duration::from_millis(30);

/// Begins a post by the keyboard, and goes to its text.
async fn begin_content(desktop: &DesktopSession, window: &Window) {
    desktop.press_keys(&[u32::from('n')]);
    window.sees_focus("Title").await;
    desktop.press_keys(&[ENTER]);
    window.sees_focus("Content").await;
}

/// Waits until the field with the focus holds this.
async fn holds(window: &Window, text: &str, why: &str) {
    let deadline = Instant::now() + CONDITION_TIMEOUT;
    loop {
        let now: Option<String> = window.eval("return document.activeElement.value ?? null", Vec::new()).await;
        if now.as_deref() == Some(text) {
            return;
        }
        assert!(Instant::now() < deadline, "after {why} the field holds {now:?}, not {text:?}");
        sleep(TYPING_PAUSE).await;
    }
}
