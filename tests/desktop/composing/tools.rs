//! Tests the tools for the text: by their keys, by their buttons, and by Enter in a list.

use hearth_tests::{
    DesktopSession,
    keyboard::{CONTROL, ENTER, ESCAPE, RIGHT, SHIFT, TAB},
};

use super::{begin_content, holds};

#[tokio::test(flavor = "multi_thread")]
async fn keys_and_buttons_format_and_are_undone() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open_signed_up().await;
    begin_content(&desktop, &window).await;
    desktop.type_text("Flour");
    holds(&window, "Flour", "typing").await;
    let digit = |sign: char| vec![CONTROL, SHIFT, u32::from(sign)];
    let letter = |sign: char| vec![CONTROL, u32::from(sign)];
    for (name, keys, formatted) in [
        ("Bold", letter('b'), "**Flour**"),
        ("Italic", letter('i'), "*Flour*"),
        // Elsewhere it opens the palette, by the menu bar too.
        ("Link", letter('k'), "[Flour](https://)"),
        ("Code", letter('e'), "`Flour`"),
        ("Bulleted list", digit('8'), "- Flour"),
        ("Numbered list", digit('7'), "1. Flour"),
        ("Quote", digit('9'), "> Flour"),
    ] {
        desktop.press_control('a');
        desktop.press_keys(&keys);
        holds(&window, formatted, name).await;
        desktop.press_control('z');
        holds(&window, "Flour", "undoing it").await;

        desktop.press_control('a');
        let button = window.button(name).await;
        desktop.mouse(&window).click(&button).await;
        holds(&window, formatted, "pressing the button").await;
        desktop.mouse(&window).click(&button).await;
        holds(&window, "Flour", "pressing it again").await;
        desktop.press_control('z');
        holds(&window, formatted, "undoing that").await;
        desktop.press_control('z');
        holds(&window, "Flour", "undoing it all").await;
    }

    // Without a mouse: the tools are one stop before the text.
    desktop.press_control('a');
    desktop.press_keys(&[SHIFT, TAB]);
    window.sees_focus("Bold").await;
    desktop.press_keys(&[RIGHT]);
    window.sees_focus("Italic").await;
    desktop.press_keys(&[ENTER]);
    holds(&window, "*Flour*", "the tool").await;
    desktop.press_keys(&[ESCAPE]);
    window.see_no_more("Publish").await;

    // And with the sheet closed the key is the palette's again.
    desktop.press_control('k');
    window.sees_focus("Search commands, settings, people and titles").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_go_on_with_enter() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open_signed_up().await;
    begin_content(&desktop, &window).await;
    desktop.type_text("- Flour");
    desktop.press_keys(&[ENTER]);
    desktop.type_text("Water");
    holds(&window, "- Flour\n- Water", "Enter in a list").await;
    desktop.press_keys(&[ENTER]);
    holds(&window, "- Flour\n- Water\n- ", "another Enter").await;
    desktop.press_keys(&[ENTER]);
    holds(&window, "- Flour\n- Water\n\n", "Enter on an empty item").await;
    desktop.press_control('z');
    holds(&window, "- Flour\n- Water\n- ", "undoing that").await;
    desktop.press_keys(&[TAB]);
    window.sees_focus("Preview").await;
    desktop.close(window).await;
}
