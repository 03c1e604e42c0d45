//! The icon in the desktop's tray: what it says, where it leads, and the app that lives on in it.

use hearth_tests::{Desk, TrayHost, Window, eventually};
use thirtyfour::prelude::By;

use crate::{flow::sign_up, notifications::others, reading::two_people};

/// Turns a setting over, by its label.
pub(crate) async fn turn(window: &Window, setting: &str) {
    window.press("Settings").await;
    toggle(window, setting).await.click().await.unwrap();
    // Its name may be in another language by now.
    let close = window.find(By::Css("dialog > .actions button")).await;
    close.click().await.unwrap();
}

/// A setting's box, by its label.
pub(crate) async fn toggle(window: &Window, setting: &str) -> thirtyfour::WebElement {
    let toggle = window.find(By::XPath(format!("//label[normalize-space(.)='{setting}']/input"))).await;
    toggle.scroll_into_view().await.unwrap();
    toggle
}

/// The name of the field where one types now.
async fn typing_into(window: &Window) -> Option<String> {
    window.driver().active_element().await.unwrap().attr("name").await.unwrap()
}

/// Waits until the window is to be seen, or no longer.
async fn window_is_seen(desk: &Desk, seen: bool) {
    let what = if seen { "the window is to be seen" } else { "the window is hidden" };
    eventually(what, || desk.window_title().is_some() == seen).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_icon_counts_what_is_new_and_leads_there() {
    let mut desk = Desk::new();
    let tray = TrayHost::start(&desk).await;
    let window = desk.open_on_this_computer().await;
    tray.sees_menu(&["Show Hearth", "Quit"]).await;
    assert_eq!(tray.icon_size().await, (32, 32));
    sign_up(&window).await;
    window.see("Nothing here yet").await;
    let grace = others(&desk, 1).await.remove(0);
    tray.sees_menu(&["Show Hearth", "Write a post…", "Unread: 0", "Quit"]).await;
    grace.post("Moth").await;
    let gone = grace.post("Gone again").await;
    grace.post("Logbook").await;
    tray.sees_title("(3 new posts) Hearth").await;
    assert_eq!(desk.window_title().as_deref(), Some("(3 new posts) Hearth"));
    grace.client.delete_post(gone).await.unwrap();
    tray.sees_menu(&["Show Hearth", "Write a post…", "Unread: 2", "Quit"]).await;

    // One's own are not new to oneself.
    window.fill("title", "Bread").await;
    window.fill("content", "Flour, water.").await;
    window.press("Publish").await;
    window.see("Your post is published.").await;
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
    let deadline = std::time::Instant::now() + hearth_tests::time::PATIENCE;
    while typing_into(&window).await.as_deref() != Some("title") {
        assert!(std::time::Instant::now() < deadline, "one never types into the title");
    }
    tray.choose("Quit").await;
    desk.app_is_gone().await;
    window.forget().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_leaves_the_app_in_the_tray_where_that_is_wanted() {
    let mut desk = Desk::new();
    let tray = TrayHost::start(&desk).await;
    let (window, grace) = two_people(&mut desk).await;
    turn(&window, "Keep Hearth in the tray").await;
    window.fill("title", "Half a thought").await;
    let place = (40, 60, 900, 700);
    desk.place_window(place);
    eventually("the window is where it was put", || desk.window_place() == place).await;

    desk.press_close_button();
    window_is_seen(&desk, false).await;
    let id = grace.post("Moth").await;
    tray.sees_title("(1 new post) Hearth").await;

    tray.choose("Show Hearth").await;
    window_is_seen(&desk, true).await;
    eventually("the window is where it was", || desk.window_place() == place).await;
    window.see("1 new post").await;
    let title = window.find(By::Css("[name='title']")).await;
    assert_eq!(title.prop("value").await.unwrap().as_deref(), Some("Half a thought"));

    desk.press_close_button();
    window_is_seen(&desk, false).await;
    tray.click().await;
    window_is_seen(&desk, true).await;

    desk.press_close_button();
    window_is_seen(&desk, false).await;
    assert!(desk.start_app().wait().unwrap().success());
    window_is_seen(&desk, true).await;

    desk.press_close_button();
    window_is_seen(&desk, false).await;
    assert!(desk.start_app_with(&[&format!("hearth://post/{id}")]).wait().unwrap().success());
    window_is_seen(&desk, true).await;
    window.see("About Moth").await;
    window.see("Copy link").await;

    desk.press_close_button();
    window_is_seen(&desk, false).await;
    tray.choose("Quit").await;
    desk.app_is_gone().await;
    window.forget().await;

    // Hidden or not when it ended: a start by a person shows the window, where it was, with what was in it.
    let window = desk.open().await;
    window_is_seen(&desk, true).await;
    eventually("the window is where it was", || desk.window_place() == place).await;
    let title = window.find(By::Css("[name='title']")).await;
    assert_eq!(title.prop("value").await.unwrap().as_deref(), Some("Half a thought"));

    // Where the tray goes, nobody could bring a hidden window back: it comes by itself, and closing is the end again.
    desk.press_close_button();
    window_is_seen(&desk, false).await;
    tray.stop().await;
    window_is_seen(&desk, true).await;
    desk.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_tray_nothing_is_offered_and_closing_is_the_end() {
    let mut desk = Desk::new();
    let window = desk.open_on_this_computer().await;
    sign_up(&window).await;
    window.press("Settings").await;
    window.see("This desktop has no tray.").await;
    assert!(!toggle(&window, "Keep Hearth in the tray").await.is_enabled().await.unwrap());

    // A panel that comes later is as good.
    let tray = TrayHost::start(&desk).await;
    tray.sees_menu(&["Show Hearth", "Write a post…", "Unread: 0", "Quit"]).await;
    window.press("Close").await;
    window.press("Settings").await;
    window.see("Closing the window hides it.").await;
    window.press("Close").await;
    desk.close(window).await;
}
