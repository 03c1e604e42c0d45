//! Measures how long the window takes to answer a key: from the press to the frame that shows what it did.

use std::time::Duration;

use hearth_tests::{DesktopSession, Window, keyboard::ESCAPE};
use serde_json::Value;
use thirtyfour::By;

/// The number of presses of each kind.
const PRESSES: usize = 60;

/// The time within which an answer seems to come at once, in milliseconds.
pub(crate) const AT_ONCE: f64 = 100.0;

/// The pause before a key that is measured, of somebody who types fast: what the key before it has begun is not the key's own.
const PAUSE: Duration = Duration::from_millis(150);

/// The 95th percentiles, in milliseconds.
pub(crate) struct Responses {
    /// From a key to its letter in the text of a post.
    pub(crate) echo: f64,
    /// From a key to another list.
    pub(crate) list: f64,
    /// From a key to the post that it opens.
    pub(crate) post: f64,
}

/// Presses keys as a person does, and measures each.
pub(crate) async fn measure(desktop: &DesktopSession, window: &Window) -> Responses {
    let _ = window.find(By::Css("article")).await;
    Responses {
        list: lists(desktop, window).await,
        post: posts(desktop, window).await,
        echo: echo(desktop, window).await,
    }
}

async fn lists(desktop: &DesktopSession, window: &Window) -> f64 {
    let mut times = Vec::new();
    for (letter, name) in [('t', "Top"), ('o', "Hot")].into_iter().cycle().take(PRESSES) {
        desktop.press_keys(&[u32::from('g')]);
        let shown =
            format!("document.querySelector('#posts')?.textContent === '{name}' && document.querySelector('article')");
        times.push(answer(desktop, window, letter, &shown).await);
    }
    percentile_95(times)
}

async fn posts(desktop: &DesktopSession, window: &Window) -> f64 {
    let mut times = Vec::new();
    for _ in 0..PRESSES {
        desktop.press_keys(&[u32::from('j')]);
        times.push(answer(desktop, window, 'o', "document.querySelector('.printed h3')").await);
        desktop.press_keys(&[ESCAPE]);
        window.sees_result("the list is back", "return document.querySelector('.printed') === null", (), true).await;
    }
    percentile_95(times)
}

async fn echo(desktop: &DesktopSession, window: &Window) -> f64 {
    let mut times = Vec::new();
    window.begin_post("How fast it is").await;
    let text = window.find(By::Css("[name=content]")).await;
    text.click().await.expect("the text is there");
    for length in 1..=PRESSES {
        let shown = format!("document.activeElement.value?.length === {length}");
        times.push(answer(desktop, window, 'e', &shown).await);
    }
    window.leave_composer().await;
    percentile_95(times)
}

/// Presses the key of a letter, and returns the milliseconds until the page shows something. The key before may still be on its
/// way to the page.
async fn answer(desktop: &DesktopSession, window: &Window, letter: char, shown: &str) -> f64 {
    let watch = format!(
        "globalThis.took = null;
        addEventListener('keydown', function watch(event) {{
            if (event.key !== '{letter}') return;
            removeEventListener('keydown', watch, true);
            const look = () => {{
                // What is painted in this frame is on the screen when the next task runs.
                if ({shown}) setTimeout(() => (globalThis.took = performance.now() - event.timeStamp));
                else requestAnimationFrame(look);
            }};
            requestAnimationFrame(look);
        }}, true)"
    );
    window.driver().execute(&watch, Vec::new()).await.expect("the page runs a script");
    tokio::time::sleep(PAUSE).await;
    desktop.press_keys(&[u32::from(letter)]);
    loop {
        if let Value::Number(took) = window.eval::<Value>("return globalThis.took", Vec::new()).await {
            return took.as_f64().expect("a number of milliseconds");
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn percentile_95(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() * 95 / 100]
}
