//! Tests the keys of the menu bar, with the bar and without it.

use std::time::{Duration, Instant};

use hearth_tests::{
    Appearance, CONDITION_TIMEOUT, DesktopSession, Window, eventually,
    keyboard::{CONTROL, ESCAPE, F10, F11},
};
use thirtyfour::{Key, prelude::By};

use super::{find, sign_up_by_keyboard};

/// The height that is left to the page.
async fn height(window: &Window) -> f64 {
    const HEIGHT: &str = "return innerHeight * outerWidth / innerWidth";
    window.eval(HEIGHT, Vec::new()).await
}

/// Hides the menu bar, which leaves the page more than it had with it.
async fn hides_bar(window: &Window, with_bar: f64) {
    find(window, "menu bar").await;
    let deadline = Instant::now() + CONDITION_TIMEOUT;
    while height(window).await <= with_bar {
        assert!(Instant::now() < deadline, "the menu bar never goes");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn menu_shortcuts_act_once() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open().await;
    sign_up_by_keyboard(&window).await;
    let key = |sign: char| [CONTROL, u32::from(sign)];

    // Once by the frame of the window, and once by the page.
    desktop.press_keys(&key('='));
    window.sees_zoom(1.25).await;
    window.keys(Key::Control + "=").await;
    window.sees_zoom(1.5).await;
    desktop.press_keys(&key('0'));
    window.sees_zoom(1.0).await;

    desktop.press_keys(&key('n'));
    window.sees_focus("Title").await;
    // A letter is a letter where one types, also at the screen.
    desktop.press_keys(&[u32::from('n')]);
    let title = window.find(By::Css("[name=title]")).await;
    let deadline = Instant::now() + CONDITION_TIMEOUT;
    while title.value().await.unwrap().as_deref() != Some("n") {
        assert!(Instant::now() < deadline, "the title is {:?}", title.value().await);
    }

    let with_bar = height(&window).await;
    let (.., before) = desktop.window_geometry();
    desktop.press_keys(&[F11]);
    eventually("the window fills the screen", || desktop.window_geometry().3 > before).await;
    desktop.press_keys(&[F11]);
    eventually("the window is as before", || desktop.window_geometry().3 == before).await;

    // The bar goes, and its keys still act; F10 brings it back.
    let has_its_size = || async { (height(&window).await - with_bar).abs() < 1.0 };
    let deadline = Instant::now() + CONDITION_TIMEOUT;
    while !has_its_size().await {
        assert!(Instant::now() < deadline, "the page does not get its size back");
    }
    hides_bar(&window, with_bar).await;
    desktop.press_keys(&key('='));
    window.sees_zoom(1.25).await;
    desktop.press_keys(&key('0'));
    window.sees_zoom(1.0).await;
    desktop.press_keys(&[F10]);
    let deadline = Instant::now() + CONDITION_TIMEOUT;
    while height(&window).await > with_bar {
        assert!(Instant::now() < deadline, "the menu bar never comes");
    }
    desktop.press_keys(&[F10]);
    desktop.press_keys(&[ESCAPE]);

    // A bar that is hidden stays so.
    hides_bar(&window, with_bar).await;
    desktop.press_keys(&key('q'));
    desktop.app_is_gone().await;
    window.forget().await;
    let window = desktop.open().await;
    window.see("Nothing here yet").await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(height(&window).await > with_bar, "the menu bar came back");
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn runs_from_right_to_left_in_arabic_and_back() {
    let mut desktop = DesktopSession::new();
    desktop.start_accessibility_bus();
    let window = desktop.open_signed_up().await;
    let menus = desktop.native_menus().await;
    for (language, first, is_rtl) in [("ar", "ملف", true), ("en", "File", false)] {
        window.set_appearance(Appearance { language, ..Appearance::USUAL }).await;
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        loop {
            let (names, places) = (menus.bar().await, menus.places_in_bar().await);
            let ordered = if is_rtl { places.is_sorted_by(|one, next| one > next) } else { places.is_sorted() };
            if places.len() > 1 && names.first().is_some_and(|name| name == first) && ordered {
                break;
            }
            assert!(Instant::now() < deadline, "{names:?} begin at {places:?} in {language}");
        }
    }
    desktop.close(window).await;
}
