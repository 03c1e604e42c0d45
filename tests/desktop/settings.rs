//! Tests the settings in the real window: one's account, one's data, how the app looks; and a deletion that is undone.

use std::{fs, path::PathBuf};

use hearth_tests::{
    DesktopSession, PythonBackend, Window, eventually,
    keyboard::{ENTER, ESCAPE},
    press_in,
};
use serde_json::Value;
use thirtyfour::prelude::By;

async fn first_post(desktop: &mut DesktopSession) -> Window {
    let window = desktop.open().await;
    window.press("Use this computer").await;
    window.sign_up().await;
    window.publish("Bread", "Flour, **water**.").await;
    window.post("Bread").await;
    window
}

async fn is_dark(window: &Window) -> bool {
    let script = "return matchMedia('(prefers-color-scheme: dark)').matches";
    window.driver().execute(script, Vec::new()).await.unwrap().json() == &Value::Bool(true)
}

/// Exports to where the desktop's dialog suggests, and returns the file that is named then.
async fn exported(desktop: &DesktopSession, window: &Window, button: &str, ending: &str) -> PathBuf {
    window.press(button).await;
    desktop.focus_dialog("Export your data");
    desktop.press_focused(&[ENTER]);
    let path = window.see(ending).await.text().await.unwrap();
    PathBuf::from(path)
}

#[tokio::test(flavor = "multi_thread")]
async fn manages_exports_and_deletes_the_account() {
    let mut desktop = DesktopSession::new();
    let window = first_post(&mut desktop).await;
    window.press("Settings").await;

    window.fill_labelled("Current password", "wrong horse").await;
    window.fill_labelled("New password", "better horse").await;
    window.press("Change password").await;
    window.see("Wrong password.").await;
    window.fill_labelled("Current password", "correct horse").await;
    window.press("Change password").await;
    window.see("Password changed.").await;

    // Nothing is written where nothing is to be.
    window.press("Export as JSON").await;
    desktop.focus_dialog("Export your data");
    desktop.press_focused(&[ESCAPE]);
    let json = exported(&desktop, &window, "Export as JSON", ".json").await;
    let data: Value = serde_json::from_slice(&fs::read(json).unwrap()).unwrap();
    assert_eq!(data["posts"][0]["content"], "Flour, **water**.");
    let markdown = exported(&desktop, &window, "Export as Markdown", ".md").await;
    assert!(fs::read_to_string(markdown).unwrap().contains("## Bread"));

    window.press("Appearance").await;
    let before = is_dark(&window).await;
    let other = if before { "Light" } else { "Dark" };
    window.find(By::XPath(format!("//label[normalize-space(.)='{other}']"))).await.click().await.unwrap();
    let deadline = std::time::Instant::now() + hearth_tests::CONDITION_TIMEOUT;
    while is_dark(&window).await == before {
        assert!(std::time::Instant::now() < deadline, "it never becomes {other}");
    }
    window.press("Close").await;
    desktop.close(window).await;

    // All of it holds at the next start, with the session that the change of the password left.
    let window = desktop.open().await;
    window.post("Bread").await;
    assert_ne!(is_dark(&window).await, before);
    window.begin_post("Half a thought").await;
    window.see("Saved on this device").await;
    window.leave_composer().await;
    window.press("Settings").await;
    window.press("Delete account…").await;
    window.fill_labelled("Your password", "better horse").await;
    window.press("Delete account permanently").await;
    window.see("Your account was deleted, with all its posts and votes").await;
    eventually("nothing of what was written is left", || {
        fs::read_dir(desktop.data_dir().join("writing")).is_ok_and(|mut left| left.next().is_none())
    })
    .await;
    window.sign_in("ada@example.com", "better horse").await;
    window.see("Wrong email or password.").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn undoes_a_deletion_or_completes_it_on_close() {
    let mut desktop = DesktopSession::new();
    let window = first_post(&mut desktop).await;
    press_in(&window.post("Bread").await, "Delete").await;
    window.press("Delete post").await;
    window.see("“Bread” will be deleted.").await;
    window.press("Undo").await;
    window.post("Bread").await;
    desktop.close(window).await;

    let window = desktop.open().await;
    press_in(&window.post("Bread").await, "Delete").await;
    window.press("Delete post").await;
    window.see("“Bread” will be deleted.").await;
    desktop.close(window).await;

    let window = desktop.open().await;
    window.see("Nothing here yet").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_name_what_the_python_backend_lacks() {
    let backend = PythonBackend::start().await;
    let mut desktop = DesktopSession::new();
    let window = desktop.open().await;
    window.connect_to(backend.address()).await;
    window.sign_up().await;
    window.publish("Bread", "Flour.").await;
    window.post("Bread").await;
    window.press("Settings").await;
    window.see("This server doesn’t support changing the password").await;
    assert!(!window.shows("Change password").await);
    let json = exported(&desktop, &window, "Export as JSON", ".json").await;
    let data: Value = serde_json::from_slice(&fs::read(json).unwrap()).unwrap();
    assert_eq!(data["posts"][0]["title"], "Bread");
    desktop.close(window).await;
}
