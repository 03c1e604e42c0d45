//! The settings in the real window: one's account, one's data, how the app looks; and a deletion that is undone.

use std::{fs, path::PathBuf, time::Duration};

use hearth_tests::{Desk, PythonBackend, Window, eventually, time::PATIENCE, window::press_in};
use serde_json::Value;
use thirtyfour::prelude::{By, ElementWaitable};

use crate::flow::sign_up;

async fn first_post(desk: &mut Desk) -> Window {
    let window = desk.open().await;
    window.press("Use this computer").await;
    sign_up(&window).await;
    window.fill("title", "Bread").await;
    window.fill("content", "Flour, **water**.").await;
    window.press("Publish").await;
    window.post("Bread").await;
    window
}

async fn is_dark(window: &Window) -> bool {
    let script = "return matchMedia('(prefers-color-scheme: dark)').matches";
    window.driver().execute(script, Vec::new()).await.unwrap().json() == &Value::Bool(true)
}

/// What a field of a dialog is called by its label.
async fn type_into(window: &Window, label: &str, text: &str) {
    let field = window.find(By::XPath(format!("//input[@id=//label[.='{label}']/@for]"))).await;
    field.scroll_into_view().await.unwrap();
    field.wait_until().wait(PATIENCE, Duration::from_millis(50)).clickable().await.unwrap();
    field.clear().await.unwrap();
    field.send_keys(text).await.unwrap();
}

/// The file that an export names.
async fn exported(window: &Window, button: &str, ending: &str) -> PathBuf {
    window.press(button).await;
    let path = window.see(ending).await.text().await.unwrap();
    PathBuf::from(path)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_looked_after_exported_and_deleted() {
    let mut desk = Desk::new();
    let window = first_post(&mut desk).await;
    window.press("Settings").await;

    type_into(&window, "Current password", "wrong horse").await;
    type_into(&window, "New password", "better horse").await;
    window.press("Change password").await;
    window.see("This is not your password.").await;
    type_into(&window, "Current password", "correct horse").await;
    window.press("Change password").await;
    window.see("Your password is changed.").await;

    let json = exported(&window, "Export as JSON", ".json").await;
    let data: Value = serde_json::from_slice(&fs::read(json).unwrap()).unwrap();
    assert_eq!(data["posts"][0]["content"], "Flour, **water**.");
    let markdown = exported(&window, "Export as Markdown", ".md").await;
    assert!(fs::read_to_string(markdown).unwrap().contains("## Bread"));

    let before = is_dark(&window).await;
    let other = if before { "Light" } else { "Dark" };
    window.find(By::XPath(format!("//label[normalize-space(.)='{other}']"))).await.click().await.unwrap();
    let deadline = std::time::Instant::now() + hearth_tests::time::PATIENCE;
    while is_dark(&window).await == before {
        assert!(std::time::Instant::now() < deadline, "it never becomes {other}");
    }
    window.press("Close").await;
    desk.close(window).await;

    // All of it holds at the next start, with the session that the change of the password left.
    let window = desk.open().await;
    window.post("Bread").await;
    assert_ne!(is_dark(&window).await, before);
    window.fill("title", "Half a thought").await;
    window.see("Kept on this computer").await;
    window.press("Settings").await;
    window.press("Delete account…").await;
    type_into(&window, "Your password", "better horse").await;
    window.press("Delete account for good").await;
    window.see("Your account is deleted").await;
    eventually("nothing of what was written is left", || {
        fs::read_dir(desk.data_dir().join("writing")).is_ok_and(|mut left| left.next().is_none())
    })
    .await;
    window.fill("email", "ada@example.com").await;
    window.fill("password", "better horse").await;
    window.press("Sign in").await;
    window.see("The address or the password is not right.").await;
    desk.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_deletion_is_undone_or_carried_out_on_the_way_out() {
    let mut desk = Desk::new();
    let window = first_post(&mut desk).await;
    press_in(&window.post("Bread").await, "Delete").await;
    window.press("Delete post").await;
    window.see("“Bread” will be deleted.").await;
    window.press("Undo").await;
    window.post("Bread").await;
    desk.close(window).await;

    let window = desk.open().await;
    press_in(&window.post("Bread").await, "Delete").await;
    window.press("Delete post").await;
    window.see("“Bread” will be deleted.").await;
    desk.close(window).await;

    let window = desk.open().await;
    window.see("Nothing here yet").await;
    desk.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_python_backend_the_settings_say_what_is_missing() {
    let backend = PythonBackend::start().await;
    let mut desk = Desk::new();
    let window = desk.open().await;
    window.fill("address", backend.address()).await;
    window.press("Connect").await;
    sign_up(&window).await;
    window.fill("title", "Bread").await;
    window.fill("content", "Flour.").await;
    window.press("Publish").await;
    window.post("Bread").await;
    window.press("Settings").await;
    window.see("This server has no way to change the password").await;
    assert!(!window.shows("Change password").await);
    let json = exported(&window, "Export as JSON", ".json").await;
    let data: Value = serde_json::from_slice(&fs::read(json).unwrap()).unwrap();
    assert_eq!(data["posts"][0]["title"], "Bread");
    desk.close(window).await;
}
