//! Tests the usual editing keys, in every field.

use hearth_tests::{
    DesktopSession, Window, eventually,
    keyboard::{BACKSPACE, CONTROL, DELETE, END, ESCAPE, HOME, INSERT, Keysym, LEFT, RIGHT, SHIFT},
};
use thirtyfour::prelude::By;

use super::holds;

/// Presses every usual editing key in the field that has the focus, which is empty and is so again.
async fn edits(desktop: &DesktopSession, window: &Window, secret: bool) {
    let shifted = |keys: &[Keysym]| [&[SHIFT], keys].concat();
    desktop.type_text("one two three");
    holds(window, "one two three", "typing").await;
    desktop.press_control('z');
    holds(window, "", "Ctrl+Z").await;
    desktop.press_keys(&shifted(&[CONTROL, u32::from('z')]));
    holds(window, "one two three", "Ctrl+Shift+Z").await;
    desktop.press_control('z');
    holds(window, "", "Ctrl+Z again").await;
    desktop.press_control('y');
    holds(window, "one two three", "Ctrl+Y").await;

    desktop.press_keys(&[HOME]);
    desktop.type_text("0");
    desktop.press_keys(&[END]);
    desktop.type_text("4");
    holds(window, "0one two three4", "Home and End").await;
    desktop.press_keys(&[BACKSPACE]);
    desktop.press_keys(&[HOME]);
    desktop.press_keys(&[DELETE]);
    holds(window, "one two three", "Backspace and Delete").await;

    // A password is one word to whoever looks over a shoulder.
    if !secret {
        desktop.press_keys(&[CONTROL, RIGHT]);
        desktop.type_text("A");
        desktop.press_keys(&[END]);
        desktop.press_keys(&[CONTROL, LEFT]);
        desktop.type_text("B");
        holds(window, "oneA two Bthree", "Ctrl with arrows").await;
        desktop.press_keys(&[END]);
        desktop.press_keys(&[CONTROL, BACKSPACE]);
        // Some fields tell of no blank at an end.
        desktop.type_text("C");
        holds(window, "oneA two C", "Ctrl+Backspace").await;
        desktop.press_keys(&[HOME]);
        desktop.press_keys(&[CONTROL, DELETE]);
        desktop.type_text("D");
        holds(window, "D two C", "Ctrl+Delete").await;
        desktop.press_control('a');
        desktop.press_control('c');
        eventually("Ctrl+C copies", || desktop.clipboard().as_deref() == Some("D two C")).await;
        desktop.press_control('x');
        holds(window, "", "Ctrl+X").await;
    }
    desktop.copy("copied");
    desktop.press_control('a');
    desktop.press_control('v');
    holds(window, "copied", "Ctrl+V").await;
    desktop.press_keys(&[SHIFT, INSERT]);
    holds(window, "copiedcopied", "Shift+Insert").await;
    desktop.press_control('z');
    holds(window, "copied", "Ctrl+Z after pasting").await;
    desktop.press_control('a');
    desktop.press_keys(&[DELETE]);
    holds(window, "", "deleting all").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_editing_key_works_in_every_field() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open().await;
    window.find(By::Name("address")).await.click().await.unwrap();
    edits(&desktop, &window, false).await;
    window.press("Use this computer").await;
    window.see("Create your account").await;
    for (field, secret) in [("email", false), ("password", true)] {
        window.find(By::Name(field)).await.click().await.unwrap();
        edits(&desktop, &window, secret).await;
    }
    window.fill("email", "ada@example.com").await;
    window.fill("password", "correct horse").await;
    window.press("Sign up").await;
    window.see("Nothing here yet").await;

    desktop.press_keys(&[u32::from('n')]);
    window.sees_focus("Title").await;
    edits(&desktop, &window, false).await;
    window.find(By::Name("content")).await.click().await.unwrap();
    edits(&desktop, &window, false).await;
    window.leave_composer().await;
    window.find(By::Css("[type=search]")).await.click().await.unwrap();
    edits(&desktop, &window, false).await;
    desktop.press_control('k');
    window.sees_focus("Search commands, settings, people and titles").await;
    edits(&desktop, &window, false).await;
    desktop.press_keys(&[ESCAPE]);
    desktop.press_control(',');
    window.find(By::Css("dialog [autocomplete=tel]")).await.click().await.unwrap();
    edits(&desktop, &window, false).await;
    desktop.press_keys(&[ESCAPE]);
    desktop.close(window).await;
}
