//! Checks the commands on the app itself: window, appearance, settings, export, account.

use hearth_tests::{
    Appearance, eventually,
    keyboard::{ENTER, ESCAPE},
    press_in,
};

use super::scene::{FOREIGN, Scene};

const DARK: Appearance = Appearance { theme: "dark", ..Appearance::USUAL };
const LARGE: Appearance = Appearance { text_size: 125, ..Appearance::USUAL };

/// The height of the page, in pixels of the screen.
const HEIGHT: &str = "return Math.round(innerHeight * outerWidth / innerWidth)";

const IS_DARK: &str = "return matchMedia('(prefers-color-scheme: dark)').matches";

pub(super) async fn check(scene: &mut Scene, id: &str, act: &impl AsyncFn(&Scene)) -> bool {
    match id {
        "palette" => {
            act(scene).await;
            scene.find("[role=combobox]:focus").await;
            scene.desktop.press_keys(&[ESCAPE]);
        }
        "help" => opens(scene, act, "Keyboard shortcuts", "dialog[open] dl").await,
        "settings" => opens(scene, act, "Change password", "dialog[open] nav").await,
        "about" => opens(scene, act, "Licence", "#about, dialog[open] dl").await,
        "theme-light" => changes(scene, act, DARK, ("data-theme", "light")).await,
        "theme-dark" => changes(scene, act, Appearance::USUAL, ("data-theme", "dark")).await,
        "theme-system" => {
            scene.look(DARK).await;
            act(scene).await;
            // The desktop's is the light one.
            scene.window.sees_result("the dark scheme", IS_DARK, (), false).await;
            assert_eq!(scene.preference("theme").await, "system");
            scene.look(Appearance::USUAL).await;
        }
        "text-larger" => resizes(scene, act, Appearance::USUAL, 1.25).await,
        "text-smaller" | "text-usual" => resizes(scene, act, LARGE, 1.0).await,
        "full-screen" => {
            let before = scene.desktop.window_geometry();
            act(scene).await;
            eventually("the window fills the screen", || scene.desktop.window_geometry().3 > before.3).await;
            scene.press("F11");
            eventually("the window is as before", || scene.desktop.window_geometry().3 == before.3).await;
        }
        "density-comfortable" => {
            let compact = Appearance { density: "compact", ..Appearance::USUAL };
            changes(scene, act, compact, ("data-density", "comfortable")).await;
        }
        "density-compact" => changes(scene, act, Appearance::USUAL, ("data-density", "compact")).await,
        "contrast-system" => {
            let more = Appearance { contrast: "more", ..Appearance::USUAL };
            changes(scene, act, more, ("data-contrast", "usual")).await;
        }
        "contrast-more" => changes(scene, act, Appearance::USUAL, ("data-contrast", "more")).await,
        "language-ar" => changes(scene, act, Appearance::USUAL, ("lang", "ar")).await,
        "language-en" | "language-system" => {
            let arabic = Appearance { language: "ar", ..Appearance::USUAL };
            changes(scene, act, arabic, ("lang", "en")).await;
        }
        "toggle-notifications" => {
            toggles(scene, act, "notifications", ["Vote notifications are off.", "Vote notifications are on."]).await;
        }
        "toggle-tray" => {
            let said =
                ["Closing the window now quits Hearth.", "Closing the window now keeps Hearth running in the tray."];
            toggles(scene, act, "keep_in_tray", said).await;
        }
        "toggle-login" => {
            act(scene).await;
            scene.window.see("Hearth will start at login.").await;
            let entries = scene.desktop.config_dir().join("autostart");
            eventually("there is an entry", || entries.read_dir().is_ok_and(|mut all| all.next().is_some())).await;
        }
        "menu-bar" => hides_bar(scene, act).await,
        "menu-open" => {
            let with_bar: i64 = scene.window.eval(HEIGHT, Vec::new()).await;
            scene.prefer("hide_menu_bar", true).await;
            let is_taller = format!("{HEIGHT} > {with_bar}");
            scene.window.sees_result("the bar is hidden", &is_taller, (), true).await;
            act(scene).await;
            scene.window.sees_result("the bar is hidden", &is_taller, (), false).await;
        }
        "export-json" => exports(scene, act, ".json").await,
        "export-markdown" => exports(scene, act, ".md").await,
        // The only account, which is shown already.
        "account-1" => {
            act(scene).await;
            scene.window.post(FOREIGN).await;
        }
        "manage-accounts" => opens(scene, act, "Add an account…", "dialog[open] #accounts:focus").await,
        "change-server" | "add-account" => {
            act(scene).await;
            scene.window.see("Where do you want to connect?").await;
            scene.press("Alt+ArrowLeft");
            scene.window.post(FOREIGN).await;
        }
        "sign-out" => {
            act(scene).await;
            // It asks where a text is unfinished, as commands before this one may have left one.
            let next = scene.find("[name=password], dialog[open]:not(:has([role=combobox]))").await;
            if next.tag_name().await.unwrap() == "dialog" {
                press_in(&next, "Sign out").await;
            }
            scene.window.see("Sign in to Hearth").await;
            scene.sign_in().await;
        }
        "close" | "quit" => {
            act(scene).await;
            scene.ends().await;
        }
        _ => return false,
    }
    true
}

async fn opens(scene: &Scene, act: &impl AsyncFn(&Scene), text: &str, part: &str) {
    act(scene).await;
    scene.window.see(text).await;
    scene.find(part).await;
    scene.desktop.press_keys(&[ESCAPE]);
}

/// Sees an attribute of the page change from what it is in a look.
async fn changes(scene: &Scene, act: &impl AsyncFn(&Scene), from: Appearance, (name, value): (&str, &str)) {
    scene.look(from).await;
    act(scene).await;
    scene.sees_attribute(name, value).await;
    scene.look(Appearance::USUAL).await;
}

async fn resizes(scene: &Scene, act: &impl AsyncFn(&Scene), from: Appearance, zoom: f64) {
    scene.look(from).await;
    act(scene).await;
    scene.window.sees_zoom(zoom).await;
    scene.look(Appearance::USUAL).await;
}

/// Sees a preference change, and what is said of it: that it is off now, or on.
async fn toggles(scene: &Scene, act: &impl AsyncFn(&Scene), preference: &str, said: [&str; 2]) {
    let before = scene.preference(preference).await == true;
    act(scene).await;
    scene.window.see(said[usize::from(!before)]).await;
    assert_eq!(scene.preference(preference).await, !before);
    scene.prefer(preference, before).await;
}

async fn hides_bar(scene: &Scene, act: &impl AsyncFn(&Scene)) {
    let with_bar: i64 = scene.window.eval(HEIGHT, Vec::new()).await;
    act(scene).await;
    scene.window.sees_result("the bar is hidden", &format!("{HEIGHT} > {with_bar}"), (), true).await;
    scene.prefer("hide_menu_bar", false).await;
    scene.window.sees_result("the height of the page", HEIGHT, (), with_bar).await;
}

async fn exports(scene: &Scene, act: &impl AsyncFn(&Scene), ending: &str) {
    act(scene).await;
    scene.desktop.focus_dialog("Export your data");
    scene.desktop.press_focused(&[ENTER]);
    scene.window.see(ending).await;
}
