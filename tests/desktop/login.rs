//! A start with the desktop: the entry that asks for it, and what it starts.

use std::{fs, path::PathBuf};

use hearth_tests::{Desk, TrayHost, Window, eventually};

use crate::{
    flow::sign_up,
    tray::{toggle, turn},
};

const SETTING: &str = "Start Hearth at login";

/// What this desktop starts at login.
fn entries(desk: &Desk) -> Vec<PathBuf> {
    let entries = fs::read_dir(desk.config_dir().join("autostart"));
    entries.map(|entries| entries.map(|entry| entry.unwrap().path()).collect()).unwrap_or_default()
}

async fn is_on(window: &Window) -> bool {
    window.press("Settings").await;
    let on = toggle(window, SETTING).await.is_selected().await.unwrap();
    window.press("Close").await;
    on
}

#[tokio::test(flavor = "multi_thread")]
async fn the_app_starts_with_the_desktop_where_that_is_wanted() {
    let mut desk = Desk::new();
    let tray = TrayHost::start(&desk).await;
    let window = desk.open_on_this_computer().await;
    sign_up(&window).await;
    assert!(!is_on(&window).await);
    turn(&window, SETTING).await;
    eventually("there is an entry", || entries(&desk).len() == 1).await;
    assert!(is_on(&window).await);

    // What the desktop's own settings say is what is so.
    let entry = entries(&desk).remove(0);
    let text = fs::read_to_string(&entry).unwrap();
    fs::write(&entry, format!("{text}Hidden=true\n")).unwrap();
    assert!(!is_on(&window).await);
    turn(&window, SETTING).await;
    assert!(is_on(&window).await);
    turn(&window, SETTING).await;
    eventually("there is no entry any more", || entries(&desk).is_empty()).await;

    turn(&window, SETTING).await;
    eventually("there is an entry again", || entries(&desk).len() == 1).await;
    desk.close(window).await;

    // What it names starts the app: in its window, unless it is kept in the tray.
    desk.log_in();
    eventually("the window is to be seen", || desk.window_title().is_some()).await;
    desk.press_close_button();
    desk.app_is_gone().await;

    let window = desk.open().await;
    turn(&window, "Keep Hearth in the tray").await;
    tray.choose("Quit").await;
    desk.app_is_gone().await;
    window.forget().await;

    desk.log_in();
    tray.sees_menu(&["Show Hearth", "Write a post…", "Unread: 0", "Quit"]).await;
    assert_eq!(desk.window_title(), None);
    tray.choose("Show Hearth").await;
    eventually("the window is to be seen", || desk.window_title().is_some()).await;
    tray.choose("Quit").await;
    desk.app_is_gone().await;
}
