//! Tests the window on its desktop: where it comes up, and what it takes from the environment.

use std::{
    fs,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use hearth_tests::{Binaries, DesktopSession, eventually};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn ignores_variables_of_other_databases() {
    for (name, value) in [
        ("PGPORT", "5433"),
        ("PGSSLMODE", "require"),
        ("PGOPTIONS", "-c search_path=app"),
        ("PGOPTIONS", "-c default_transaction_read_only=on"),
        ("PGOPTIONS", "-c statement_timeout=1"),
        ("PGHOST", "db.example.org"),
        ("PGUSER", "nobody-here"),
        ("PGDATABASE", "elsewhere"),
        ("PGPASSWORD", "secret"),
        ("PGAPPNAME", "another"),
    ] {
        let mut desktop = DesktopSession::new();
        desktop.set(name, value);
        let window = desktop.open_on_this_computer().await;
        window.sign_up().await;
        window.publish("Bread", "Flour, water.").await;
        window.see("Published").await;
        desktop.close(window).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn brings_back_an_offscreen_window() {
    let mut desktop = DesktopSession::new();
    fs::create_dir(desktop.data_dir()).unwrap();
    for (x, y) in [(2559, 1439), (-999, 40), (5000, -300)] {
        let state = json!({ "main": {
            "width": 1000, "height": 760, "x": x, "y": y, "prev_x": 0, "prev_y": 0,
            "maximized": false, "visible": true, "decorated": true, "fullscreen": false,
        } });
        fs::write(desktop.data_dir().join("window.json"), state.to_string()).unwrap();
        let window = desktop.open().await;
        window.see("Where do you want to connect?").await;
        eventually("the whole window is on the screen", || {
            let (x, y, width, height) = desktop.window_geometry();
            let end = |from: i32, length: u32| from + i32::try_from(length).unwrap();
            x >= 0 && y >= 0 && end(x, width) <= 2560 && end(y, height) <= 1440
        })
        .await;
        desktop.close(window).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn shows_the_window_on_hidden_start_without_tray() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open().await;
    window.press("Use this computer").await;
    window.sign_up().await;
    let tray = hearth_tests::TrayHost::start(&desktop).await;
    window.toggle_setting("Keep Hearth in the tray").await;
    tray.stop().await;
    desktop.close(window).await;

    let began = Instant::now();
    let mut app = desktop.start_app_with(&["--hidden"]);
    eventually("the window is to be seen", || desktop.window_title().is_some()).await;
    // Most of it is the start itself, of a program that is not optimized.
    assert!(began.elapsed() < Duration::from_secs(5), "it took {:?}", began.elapsed());

    // Closed at once, it stays closed.
    desktop.press_close_button();
    desktop.app_is_gone().await;
    app.wait().unwrap();
    assert_eq!(desktop.window_title(), None);

    // Also where it is closed before it is known that there is no tray.
    let mut app = desktop.start_app();
    eventually("the window is to be seen", || desktop.window_title().is_some()).await;
    desktop.press_close_button();
    desktop.app_is_gone().await;
    app.wait().unwrap();
    assert_eq!(desktop.window_title(), None);
}

/// The line of the entry that starts the app at login.
fn exec_line(desktop: &DesktopSession) -> String {
    let entries = fs::read_dir(desktop.config_dir().join("autostart")).unwrap();
    let entry = entries.map(|entry| entry.unwrap().path()).next().unwrap();
    let text = fs::read_to_string(entry).unwrap();
    text.lines().find(|line| line.starts_with("Exec=")).unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn autostart_follows_a_moved_program() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open_on_this_computer().await;
    window.sign_up().await;
    window.toggle_setting("Start Hearth at login").await;
    eventually("there is an entry", || desktop.config_dir().join("autostart").exists()).await;
    desktop.close(window).await;
    let right = exec_line(&desktop);
    let program = Binaries::desktop().display().to_string();
    assert!(right.contains(&program), "{right}");

    // Another installation that is there keeps its entry; one that is gone does not. What the desktop wrote stays.
    let entry = fs::read_dir(desktop.config_dir().join("autostart")).unwrap().next().unwrap().unwrap().path();
    let text = fs::read_to_string(&entry).unwrap() + "X-GNOME-Autostart-Delay=5\n";
    for (other, is_kept) in [("/bin/true", true), ("/opt/gone/50% \\\"off\\\"/hearth", false)] {
        fs::write(&entry, text.replace(&program, other)).unwrap();
        let window = desktop.open().await;
        window.see("Nothing here yet").await;
        if !is_kept {
            eventually("the entry names the program that is there", || exec_line(&desktop) == right).await;
        }
        assert_eq!(exec_line(&desktop) != right, is_kept, "{other}");
        assert!(fs::read_to_string(&entry).unwrap().contains("X-GNOME-Autostart-Delay=5"));
        desktop.close(window).await;
    }
    assert!(Path::new(&program).exists());
}

#[test]
fn help_and_version_open_no_window() {
    for (argument, expected) in [("--help", "Usage: hearth"), ("--version", "hearth 0.")] {
        let answer = Command::new(Binaries::desktop()).arg(argument).env_remove("DISPLAY").output().unwrap();
        let said = String::from_utf8(answer.stdout).unwrap();
        assert!(answer.status.success() && said.starts_with(expected), "{argument} says {said:?}");
    }
}
