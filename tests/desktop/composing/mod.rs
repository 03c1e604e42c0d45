//! Tests writing in the real window with real keys, a real clipboard and a real mouse: what every editor does, and what
//! this one does beside it.

mod composer;
mod dragging;
mod editing_keys;
mod long_posts;
mod sheet;
mod tools;

use std::time::{Duration, Instant};

use hearth_tests::{CONDITION_TIMEOUT, Window};
use tokio::time::sleep;

const TYPING_PAUSE: Duration = Duration::from_millis(30);

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
