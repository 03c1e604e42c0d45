//! Tests the sheet itself: that it grows, is the same for an edit, and keeps what can be undone.

use hearth_tests::{
    DesktopSession,
    keyboard::{CONTROL, END, ENTER, ESCAPE},
};
use serde_json::Value;

use super::{begin_content, holds};

const HEIGHT: &str = "return document.querySelector('dialog[open]').getBoundingClientRect().height";

#[tokio::test(flavor = "multi_thread")]
async fn grows_with_its_text_up_to_the_window() {
    const FILLS: &str = "
        const { bottom } = document.querySelector('dialog[open]').getBoundingClientRect();
        const area = document.querySelector('dialog[open] textarea');
        const publish = document.querySelector('dialog[open] [type=submit]').getBoundingClientRect();
        const scrolls = area.scrollHeight > area.clientHeight && area.scrollTop > 0;
        return bottom <= innerHeight && bottom > innerHeight - 60 && publish.bottom <= innerHeight && scrolls";
    let mut desktop = DesktopSession::new();
    let window = desktop.open_signed_up().await;
    begin_content(&desktop, &window).await;
    let low: f64 = window.eval(HEIGHT, Vec::new()).await;
    for line in 0..12 {
        desktop.type_text(&format!("Line {line}"));
        desktop.press_keys(&[ENTER]);
    }
    let grown = format!("{HEIGHT} > {low} + 80");
    window.sees_result("growing", &grown, (), true).await;
    desktop.copy(&"One more line.\n".repeat(200));
    desktop.press_control('v');
    window.sees_result("filling the window", FILLS, (), true).await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn edits_a_post_in_the_same_sheet() {
    const PLACE: &str = "
        const { left, top, width } = document.querySelector('dialog[open]').getBoundingClientRect();
        return [left, top, width]";
    let mut desktop = DesktopSession::new();
    let window = desktop.open_signed_up().await;
    desktop.press_keys(&[u32::from('n')]);
    window.sees_focus("Title").await;
    let place: Value = window.eval(PLACE, Vec::new()).await;
    desktop.type_text("Bread");
    desktop.press_keys(&[ENTER]);
    desktop.type_text("Flour.");
    holds(&window, "Flour.", "typing").await;
    desktop.press_keys(&[CONTROL, ENTER]);
    window.post("Bread").await;
    window.is_sent().await;

    desktop.press_keys(&[u32::from('j')]);
    window.sees_focus("Bread").await;
    desktop.press_keys(&[u32::from('e')]);
    window.sees_focus("Title").await;
    window.see("Edit “Bread”").await;
    assert_eq!(window.eval::<Value>(PLACE, Vec::new()).await, place);
    desktop.press_keys(&[ENTER]);
    window.sees_focus("Content").await;
    desktop.press_keys(&[CONTROL, END]);
    desktop.type_text(" Water.");
    holds(&window, "Flour. Water.", "typing on").await;
    desktop.press_keys(&[CONTROL, ENTER]);
    window.see("Flour. Water.").await;
    window.sees_focus("Bread").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn undoes_what_was_typed_before_it_was_closed() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open_signed_up().await;
    begin_content(&desktop, &window).await;
    desktop.type_text("Flour");
    holds(&window, "Flour", "typing").await;
    desktop.press_keys(&[ESCAPE]);
    window.see_no_more("Publish").await;
    window.press("Continue").await;
    window.sees_focus("Content").await;
    desktop.press_control('z');
    holds(&window, "", "undoing").await;
    desktop.press_control('y');
    holds(&window, "Flour", "redoing").await;
    desktop.close(window).await;
}
