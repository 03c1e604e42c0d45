//! Measures scrolling: the feed is read to its end and back in the real window.

use std::time::Duration;

use hearth_tests::Window;
use serde_json::Value;
use thirtyfour::By;

/// The time of a frame that whoever scrolls sees to be late, in milliseconds.
pub(crate) const LATE: f64 = 50.0;

/// The figures of a scroll.
pub(crate) struct Scrolled {
    /// The most posts that were in the document at once.
    pub(crate) nodes: f64,
    /// The longest time between two frames, in milliseconds.
    pub(crate) slowest: f64,
}

/// Reads on until the list holds so many posts.
pub(crate) async fn load(window: &Window, posts: u64) {
    const READ_ON: &str = "scrollTo(0, document.documentElement.scrollHeight);
        return Number([...document.querySelectorAll('article')].at(-1)?.dataset.post ?? 0);";
    // The posts are numbered from 1, and the newest comes first.
    let newest = newest(window).await;
    loop {
        let oldest: u64 = window.eval(READ_ON, Vec::new()).await;
        let loaded = newest.saturating_sub(oldest) + 1;
        if oldest > 0 && loaded >= posts {
            return;
        }
        eprint!("\r{loaded} posts loaded ");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn newest(window: &Window) -> u64 {
    const FIRST: &str = "return Number(document.querySelector('article').dataset.post)";
    let _ = window.find(By::Css("article")).await;
    window.eval(FIRST, Vec::new()).await
}

/// Scrolls from the end to the beginning, so far a frame, and looks at every frame.
pub(crate) async fn end_to_end(window: &Window) -> Scrolled {
    const SCROLL: &str = "
        const step = 400;
        const seen = (globalThis.scrolled = { frames: [], nodes: 0, done: false });
        let last = performance.now();
        const frame = (now) => {
            seen.frames.push(now - last);
            last = now;
            seen.nodes = Math.max(seen.nodes, document.querySelectorAll('article').length);
            if (scrollY <= 0) seen.done = true;
            else scrollBy(0, -step), requestAnimationFrame(frame);
        };
        requestAnimationFrame((now) => ((last = now), requestAnimationFrame(frame)));";
    let ask = async |script: &str| window.driver().execute(script, Vec::new()).await.unwrap().json().clone();
    let _ = ask(SCROLL).await;
    // Asked rarely and little, because each question costs the window a part of a frame.
    while ask("return globalThis.scrolled.done").await != true {
        tokio::time::sleep(Duration::from_secs(10)).await;
    }
    let seen = ask("return globalThis.scrolled").await;
    let mut frames: Vec<f64> =
        seen["frames"].as_array().into_iter().flatten().filter_map(Value::as_f64).skip(1).collect();
    frames.sort_by(f64::total_cmp);
    let [half, most, slowest] =
        [50, 99, 100].map(|percent| frames[(frames.len() * percent / 100).min(frames.len() - 1)]);
    let late = frames.iter().filter(|frame| **frame > LATE).count();
    eprintln!(
        "{} frames, half of them within {half:.1} ms, 99 % within {most:.1} ms, {late} took over {LATE} ms",
        frames.len()
    );
    Scrolled { nodes: seen["nodes"].as_f64().expect("a number"), slowest }
}
