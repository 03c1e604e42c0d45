//! Tests the settings by keyboard alone, and what is behind them meanwhile.

use std::time::Duration;

use hearth_tests::{
    DesktopSession,
    keyboard::{ESCAPE, RIGHT, TAB},
};
use serde_json::Value;
use thirtyfour::prelude::By;

use super::{begin, text, type_and_publish};

const FOCUSED: &str = "return document.activeElement.name ?? ''";

#[tokio::test(flavor = "multi_thread")]
async fn settings_are_changed_by_keyboard_and_hold() {
    let mut desktop = DesktopSession::new();
    let window = begin(&mut desktop).await;
    type_and_publish(&desktop, &window, "A long read", &text::long_read()).await;
    desktop.press_control(',');
    window.see("Change password").await;
    window.press("Appearance").await;
    window.see("Text size").await;
    for _ in 0..40 {
        if window.eval::<Value>(FOCUSED, vec![().into()]).await == "theme" {
            break;
        }
        desktop.press_keys(&[TAB]);
        tokio::time::sleep(Duration::from_millis(60)).await;
    }
    window.sees_result("what has the focus", FOCUSED, (), "theme").await;
    desktop.press_keys(&[RIGHT]);
    window.sees_result("the theme", "return document.documentElement.dataset.theme", (), "light").await;
    desktop.press_keys(&[RIGHT]);
    window.sees_result("the theme", "return document.documentElement.dataset.theme", (), "dark").await;

    // The wheel turns on past their end; what is behind stays.
    let settings = window.find(By::Css("dialog h2")).await;
    desktop.mouse(&window).wheel(&window.find(By::Css("dialog .sections")).await, 60).await;
    desktop.mouse(&window).wheel(&settings, 20).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(
        window.eval::<Value>("return scrollY", vec![().into()]).await,
        0,
        "the posts behind the settings scroll"
    );

    desktop.press_keys(&[ESCAPE]);
    window.see_no_more("Text size").await;
    desktop.press_keys(&[u32::from('j')]);
    window.sees_focus("A long read").await;
    desktop.close(window).await;
    let window = desktop.open().await;
    window.post("A long read").await;
    window.sees_result("the theme", "return document.documentElement.dataset.theme", (), "dark").await;
    desktop.close(window).await;
}
