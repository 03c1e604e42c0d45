//! Takes the pictures of docs/screenshots from the real window: its screens light and dark, wide and narrow, empty, full
//! and broken, and the main ones as people see them who need them otherwise. `make screenshots` runs it.
//!
//! `make screenshots ARGS="--every FOLDER"` takes one of every screen in every width, theme, size of text and language instead,
//! for somebody to look through.
#![allow(clippy::unwrap_used, reason = "a picture that cannot be taken is all there is to say")]

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use clap::Parser;
use hearth_tests::{Appearance, DesktopSession, Window, screen_walkthrough};

/// The screens of which there are pictures; the others are looked at by tests alone.
const SCREENS: [&str; 13] = [
    "place",
    "unreachable",
    "sign-in-refused",
    "sign-up",
    "empty",
    "feed",
    "post",
    "write",
    "settings",
    "commands-found",
    "offline",
    "refused",
    "failed",
];

/// The screens of which there are pictures in every look.
const MAIN: [&str; 6] = ["sign-in-refused", "feed", "post", "write", "settings", "offline"];

const DARK: Appearance = Appearance { theme: "dark", ..Appearance::USUAL };
const MORE_CONTRAST: Appearance = Appearance { contrast: "more", ..Appearance::USUAL };

const LOOKS: [(&str, Appearance); 5] = [
    ("right-to-left", Appearance { language: "ar", ..Appearance::USUAL }),
    ("compact", Appearance { density: "compact", ..Appearance::USUAL }),
    ("high-contrast", MORE_CONTRAST),
    ("high-contrast-dark", Appearance { theme: "dark", ..MORE_CONTRAST }),
    // The last, because what is laid out anew may take longer than a picture.
    ("large-text", Appearance { text_size: 200, ..Appearance::USUAL }),
];

const WIDE: u32 = 1000;
const NARROW: u32 = 400;
const HEIGHT: u32 = 760;

/// The windows of every picture: a narrow one, the usual one, one with room for a post beside the list, and a large screen.
const WINDOWS: [(u32, u32); 4] = [(420, HEIGHT), (WIDE, HEIGHT), (1400, 900), (2560, 1400)];

/// Takes pictures of the app's window.
#[derive(Parser)]
struct Options {
    /// The folder of the pictures.
    #[arg(default_value = "docs/screenshots")]
    out: PathBuf,
    /// Takes one of every screen in every width, theme, size of text and language into this folder, and no others.
    #[arg(long, value_name = "FOLDER")]
    every: Option<PathBuf>,
    /// Takes those of these screens alone, of every one.
    #[arg(long, value_delimiter = ',', requires = "every")]
    screens: Vec<String>,
}

#[tokio::main]
async fn main() {
    let Options { out, every, screens } = Options::parse();
    match every {
        Some(out) => {
            let mut stop = async |window: &Window, screen: &str| {
                let is_wanted = screens.is_empty() || screens.iter().any(|wanted| wanted == screen);
                if is_wanted && SCREENS.contains(&screen) {
                    take_every(window, screen, &out).await;
                }
            };
            walk(&mut stop).await;
        }
        None => take_those_of_the_docs(&out).await,
    }
}

/// Walks through all screens, with a stop at each.
async fn walk(stop: &mut impl AsyncFnMut(&Window, &str)) {
    let mut desktop = DesktopSession::new();
    let window = screen_walkthrough::signed_out(&mut desktop, stop).await;
    screen_walkthrough::signed_in(&mut desktop, window, stop).await;
    screen_walkthrough::offline(&mut DesktopSession::new(), stop).await;
}

async fn take_those_of_the_docs(out: &Path) {
    walk(&mut async |window: &Window, screen: &str| take_all(window, screen, out).await).await;

    let mut desktop = DesktopSession::new();
    desktop.set_gtk("gtk-enable-animations = 0");
    let mut save_screenshot = async |window: &Window, screen: &str| {
        if MAIN.contains(&screen) {
            take(window, Appearance::USUAL, (WIDE, HEIGHT), &out.join("reduced-motion").join(screen)).await;
        }
    };
    let window = screen_walkthrough::sign_up(&mut desktop).await;
    screen_walkthrough::signed_in(&mut desktop, window, &mut save_screenshot).await;
}

async fn take_all(window: &Window, screen: &str, out: &Path) {
    if SCREENS.contains(&screen) {
        for (theme, look) in [("light", Appearance::USUAL), ("dark", DARK)] {
            take(window, look, (NARROW, HEIGHT), &out.join(format!("{screen}-narrow-{theme}"))).await;
            take(window, look, (WIDE, HEIGHT), &out.join(format!("{screen}-{theme}"))).await;
        }
    }
    if MAIN.contains(&screen) {
        for (name, look) in LOOKS {
            take(window, look, (WIDE, HEIGHT), &out.join(name).join(screen)).await;
        }
    }
}

async fn take_every(window: &Window, screen: &str, out: &Path) {
    for (width, height) in WINDOWS {
        for language in ["en", "ar"] {
            for theme in ["light", "dark"] {
                for text_size in [100, 200] {
                    let look = Appearance { theme, language, text_size, ..Appearance::USUAL };
                    let file = format!("{screen}-{width}-{language}-{theme}-{text_size}");
                    take(window, look, (width, height), &out.join(file)).await;
                }
            }
        }
    }
}

/// Keeps the window painting: WebKit's driver waits for a frame to take, and a window where nothing changes paints
/// none.
const KEEP_PAINTING: &str = "
    const { style } = document.body;
    window.painting ??= setInterval(() => (style.opacity = style.opacity === '1' ? '0.9999' : '1'), 50)";

/// Submits a refused form again, if the window has changed its language: the reason is told once, in the language of
/// that moment.
const ASK_AGAIN: &str = "
    const [before, done] = arguments;
    const form = document.querySelector('form:has([role=alert])');
    if (form === null || document.documentElement.lang === before) return done();
    const reason = () => form.querySelector('[role=alert]')?.textContent ?? '';
    const old = reason();
    form.requestSubmit();
    const timer = setInterval(() => {
        if (reason() === '' || reason() === old) return;
        clearInterval(timer);
        done();
    }, 50)";

async fn take(window: &Window, look: Appearance, (width, height): (u32, u32), file: &Path) {
    window.driver().set_window_rect(0, 0, width, height).await.unwrap();
    let before = window.driver().execute("return document.documentElement.lang", Vec::new()).await.unwrap();
    window.set_appearance(look).await;
    window.driver().execute_async(ASK_AGAIN, vec![before.json().clone()]).await.unwrap();
    window.driver().execute(KEEP_PAINTING, Vec::new()).await.unwrap();
    // The caret of a field blinks.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let file = file.with_extension("png");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    window.driver().screenshot(&file).await.unwrap();
    println!("{}", file.display());
}
