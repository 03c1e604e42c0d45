//! Tests text that is moved with the mouse.

use std::time::{Duration, Instant};

use hearth_tests::{
    CONDITION_TIMEOUT, DesktopSession, Window,
    keyboard::{HOME, RIGHT, SHIFT},
};
use thirtyfour::{WebElement, prelude::By};
use tokio::time::sleep;

use super::{TYPING_PAUSE, begin_content, holds};

/// Measures the position of a letter in a field, from the middle of the field.
const LETTER: &str = "
    const [field, at] = arguments;
    const { font, paddingLeft, paddingTop, lineHeight } = getComputedStyle(field);
    const context = document.createElement('canvas').getContext('2d');
    context.font = font;
    const { width, height } = field.getBoundingClientRect();
    return [
        Math.round(1 + parseFloat(paddingLeft) + context.measureText(field.value.slice(0, at)).width - width / 2),
        Math.round(1 + parseFloat(paddingTop) + parseFloat(lineHeight) / 2 - height / 2),
    ];";

/// Finds the position on the screen of the gap before a letter of a field.
async fn gap(desktop: &DesktopSession, window: &Window, field: &WebElement, at: usize) -> (i32, i32) {
    let (x, y) = desktop.mouse(window).point_of(field).await;
    let args = vec![field.to_json().unwrap(), at.into()];
    let [right, down]: [i32; 2] = window.eval(LETTER, args).await;
    (x + right, y + down)
}

const SIX: &str = "one two three four five six";

/// Waits until the field holds the rest of its text and, selected in it, the text that was dragged, at about this place:
/// the engine takes the gap before a blank for the one after it.
async fn has_moved(window: &Window, dragged: &str, rest: &str, place: usize) {
    const SELECTED: &str = "const { value, selectionStart, selectionEnd } = document.activeElement;
        return [value.slice(0, selectionStart), value.slice(selectionStart, selectionEnd), value.slice(selectionEnd)];";
    let deadline = Instant::now() + CONDITION_TIMEOUT;
    loop {
        let now: [String; 3] = window.eval(SELECTED, Vec::new()).await;
        let [before, selected, after] = &now;
        if selected == dragged && format!("{before}{after}") == rest && before.len().abs_diff(place) <= 1 {
            return;
        }
        assert!(Instant::now() < deadline, "after dragging {dragged:?} the field holds {now:?}");
        sleep(TYPING_PAUSE).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn moves_dragged_text_once() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open_signed_up().await;
    begin_content(&desktop, &window).await;
    let content = window.find(By::Name("content")).await;
    // Moved on, moved back, and without the blank beside it.
    for ((start, end), to, rest, lands) in [
        ((4, 8), 19, "one three four five six", 15),
        ((14, 19), 4, "one two three five six", 4),
        ((4, 7), 14, "one  three four five six", 11),
    ] {
        desktop.press_control('a');
        desktop.type_text(SIX);
        holds(&window, SIX, "typing").await;
        desktop.press_keys(&[HOME]);
        for _ in 0..start {
            desktop.press_keys(&[RIGHT]);
        }
        for _ in start..end {
            desktop.press_keys(&[SHIFT, RIGHT]);
        }
        // A press soon after another would be a double click.
        sleep(Duration::from_millis(600)).await;
        let from = gap(&desktop, &window, &content, start + 1).await;
        let until = gap(&desktop, &window, &content, to).await;
        desktop.mouse(&window).drag_between(from, until);
        has_moved(&window, &SIX[start..end], rest, lands).await;
        desktop.press_control('z');
        desktop.press_control('z');
        holds(&window, SIX, "undoing it").await;
    }
    desktop.close(window).await;
}
