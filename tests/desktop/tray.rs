//! Tests the icon in the desktop's tray: what it says, where it leads, and the app that lives on in it.

use hearth_tests::{DesktopSession, TrayHost, Window, eventually};
use thirtyfour::prelude::By;

/// The name of the field where one types now.
async fn typing_into(window: &Window) -> Option<String> {
    window.driver().active_element().await.unwrap().attr("name").await.unwrap()
}

/// Waits until the window is to be seen, or no longer.
async fn window_is_seen(desktop: &DesktopSession, seen: bool) {
    let what = if seen { "the window is to be seen" } else { "the window is hidden" };
    eventually(what, || desktop.window_title().is_some() == seen).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn icon_counts_new_posts_and_opens_them() {
    let mut desktop = DesktopSession::new();
    let tray = TrayHost::start(&desktop).await;
    let window = desktop.open_on_this_computer().await;
    tray.sees_menu(&["Show Hearth", "Quit"]).await;
    assert_eq!(tray.icon_size().await, (32, 32));
    window.sign_up().await;
    window.see("Nothing here yet").await;
    let grace = desktop.local_users(1).await.remove(0);
    tray.sees_menu(&["Show Hearth", "Write a post…", "Unread: 0", "Quit"]).await;
    grace.post("Moth").await;
    let gone = grace.post("Gone again").await;
    grace.post("Logbook").await;
    tray.sees_title("(3 new posts) Hearth").await;
    assert_eq!(desktop.window_title().as_deref(), Some("(3 new posts) Hearth"));
    grace.client.delete_post(gone).await.unwrap();
    tray.sees_menu(&["Show Hearth", "Write a post…", "Unread: 2", "Quit"]).await;

    // One's own are not new to oneself.
    window.publish("Bread", "Flour, water.").await;
    window.see("Published").await;
    window.go_to_list("My posts").await;
    window.post("Bread").await;
    tray.sees_title("(2 new posts) Hearth").await;

    tray.choose("Unread: 2").await;
    window.post("Logbook").await;
    window.post("Moth").await;
    tray.sees_title("Hearth").await;
    tray.sees_menu(&["Show Hearth", "Write a post…", "Unread: 0", "Quit"]).await;

    window.go_to_list("Top").await;
    tray.choose("Write a post…").await;
    let deadline = std::time::Instant::now() + hearth_tests::CONDITION_TIMEOUT;
    while typing_into(&window).await.as_deref() != Some("title") {
        assert!(std::time::Instant::now() < deadline, "one never types into the title");
    }
    tray.choose("Quit").await;
    desktop.app_is_gone().await;
    window.forget().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn closes_to_tray_when_enabled() {
    let mut desktop = DesktopSession::new();
    let tray = TrayHost::start(&desktop).await;
    let (window, grace) = desktop.open_with_other_user().await;
    window.toggle_setting("Keep Hearth in the tray").await;
    window.begin_post("Half a thought").await;
    let geometry = (40, 60, 900, 700);
    desktop.set_window_geometry(geometry);
    eventually("the window is where it was put", || desktop.window_geometry() == geometry).await;

    desktop.press_close_button();
    window_is_seen(&desktop, false).await;
    let id = grace.post("Moth").await;
    tray.sees_title("(1 new post) Hearth").await;

    tray.choose("Show Hearth").await;
    window_is_seen(&desktop, true).await;
    eventually("the window is where it was", || desktop.window_geometry() == geometry).await;
    window.see("1 new post").await;
    let title = window.find(By::Css("[name='title']")).await;
    assert_eq!(title.prop("value").await.unwrap().as_deref(), Some("Half a thought"));

    desktop.press_close_button();
    window_is_seen(&desktop, false).await;
    tray.click().await;
    window_is_seen(&desktop, true).await;

    desktop.press_close_button();
    window_is_seen(&desktop, false).await;
    assert!(desktop.start_app().wait().unwrap().success());
    window_is_seen(&desktop, true).await;

    desktop.press_close_button();
    window_is_seen(&desktop, false).await;
    assert!(desktop.start_app_with(&[&format!("hearth://post/{id}")]).wait().unwrap().success());
    window_is_seen(&desktop, true).await;
    window.see("About Moth").await;
    window.see("Copy link").await;

    desktop.press_close_button();
    window_is_seen(&desktop, false).await;
    tray.choose("Quit").await;
    desktop.app_is_gone().await;
    window.forget().await;

    // Hidden or not when it ended: a start by a person shows the window, where it was, with what was in it.
    let window = desktop.open().await;
    window_is_seen(&desktop, true).await;
    eventually("the window is where it was", || desktop.window_geometry() == geometry).await;
    window.continue_writing().await;
    let title = window.find(By::Css("[name='title']")).await;
    assert_eq!(title.prop("value").await.unwrap().as_deref(), Some("Half a thought"));

    // Where the tray goes, nobody could bring a hidden window back: it comes by itself, and closing is the end again.
    desktop.press_close_button();
    window_is_seen(&desktop, false).await;
    tray.stop().await;
    window_is_seen(&desktop, true).await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn quits_on_close_without_a_tray() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open_on_this_computer().await;
    window.sign_up().await;
    window.press("Settings").await;
    window.press("Desktop").await;
    window.see("This desktop has no tray.").await;
    assert!(!window.setting("Keep Hearth in the tray").await.is_enabled().await.unwrap());

    // A panel that comes later is as good.
    let tray = TrayHost::start(&desktop).await;
    tray.sees_menu(&["Show Hearth", "Write a post…", "Unread: 0", "Quit"]).await;
    window.press("Close").await;
    window.press("Settings").await;
    window.press("Desktop").await;
    window.see("Closing the window hides it.").await;
    window.press("Close").await;
    desktop.close(window).await;
}
