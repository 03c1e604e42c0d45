//! Tests a start with the desktop: the entry that asks for it, and what it starts.

use std::{fs, path::PathBuf};

use hearth_tests::{DesktopSession, TrayHost, Window, eventually};

const SETTING: &str = "Start Hearth at login";

/// Lists the entries that this desktop starts at login.
fn entries(desktop: &DesktopSession) -> Vec<PathBuf> {
    let entries = fs::read_dir(desktop.config_dir().join("autostart"));
    entries.map(|entries| entries.map(|entry| entry.unwrap().path()).collect()).unwrap_or_default()
}

async fn is_on(window: &Window) -> bool {
    window.press("Settings").await;
    let on = window.setting(SETTING).await.is_selected().await.unwrap();
    window.press("Close").await;
    on
}

#[tokio::test(flavor = "multi_thread")]
async fn starts_at_login_when_enabled() {
    let mut desktop = DesktopSession::new();
    let tray = TrayHost::start(&desktop).await;
    let window = desktop.open_on_this_computer().await;
    window.sign_up().await;
    assert!(!is_on(&window).await);
    window.toggle_setting(SETTING).await;
    eventually("there is an entry", || entries(&desktop).len() == 1).await;
    assert!(is_on(&window).await);

    // What the desktop's own settings say is what is so.
    let entry = entries(&desktop).remove(0);
    let text = fs::read_to_string(&entry).unwrap();
    fs::write(&entry, format!("{text}Hidden=true\n")).unwrap();
    assert!(!is_on(&window).await);
    window.toggle_setting(SETTING).await;
    assert!(is_on(&window).await);
    window.toggle_setting(SETTING).await;
    eventually("there is no entry any more", || entries(&desktop).is_empty()).await;

    window.toggle_setting(SETTING).await;
    eventually("there is an entry again", || entries(&desktop).len() == 1).await;
    desktop.close(window).await;

    // What it names starts the app: in its window, unless it is kept in the tray.
    desktop.log_in();
    eventually("the window is to be seen", || desktop.window_title().is_some()).await;
    desktop.press_close_button();
    desktop.app_is_gone().await;

    let window = desktop.open().await;
    window.toggle_setting("Keep Hearth in the tray").await;
    tray.choose("Quit").await;
    desktop.app_is_gone().await;
    window.forget().await;

    desktop.log_in();
    tray.sees_menu(&["Show Hearth", "Write a post…", "Unread: 0", "Quit"]).await;
    assert_eq!(desktop.window_title(), None);
    tray.choose("Show Hearth").await;
    eventually("the window is to be seen", || desktop.window_title().is_some()).await;
    tray.choose("Quit").await;
    desktop.app_is_gone().await;
}
