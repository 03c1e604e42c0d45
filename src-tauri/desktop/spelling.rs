//! Checks the spelling of what is written, which WebKit's Linux port does only if it is asked.

use std::time::Duration;

use tauri::{
    WebviewWindow, async_runtime,
    webview::{PageLoadEvent, PageLoadPayload},
};
use tokio::time::sleep;

/// The delay of spell checking after the page has loaded. Reading the dictionaries holds up the window for as long as
/// half of its start, and nobody writes a word that soon.
const AFTER_THE_START: Duration = Duration::from_secs(2);

/// Checks spelling once the window is there.
pub(crate) fn on_page_load(window: WebviewWindow, page: &PageLoadPayload<'_>) {
    if page.event() == PageLoadEvent::Finished {
        async_runtime::spawn(async move {
            sleep(AFTER_THE_START).await;
            check(&window);
        });
    }
}

/// Checks spelling in the languages of the desktop, as far as dictionaries for them are installed.
#[cfg(target_os = "linux")]
fn check(window: &WebviewWindow) {
    use webkit2gtk::{WebContextExt, WebViewExt};

    let asked = window.with_webview(|webview| {
        if let Some(context) = webview.inner().context() {
            let languages = languages();
            context.set_spell_checking_languages(&languages.iter().map(String::as_str).collect::<Vec<_>>());
            context.set_spell_checking_enabled(true);
        }
    });
    if let Err(error) = asked {
        tracing::warn!(%error, "spelling is not checked");
    }
}

/// Reads the languages of the desktop from the environment: `LANGUAGE` is a list, the others name one, as
/// `de_AT.UTF-8`.
#[cfg(target_os = "linux")]
fn languages() -> Vec<String> {
    let named = ["LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(|name| std::env::var(name).ok());
    let all: Vec<String> = named.flat_map(|value| read_languages(&value)).collect();
    if all.is_empty() { vec!["en_US".to_owned()] } else { all }
}

#[cfg(target_os = "linux")]
fn read_languages(value: &str) -> Vec<String> {
    let names = value.split(':').map(|name| name.split(['.', '@']).next().unwrap_or_default());
    names.filter(|name| !matches!(*name, "" | "C" | "POSIX")).map(str::to_owned).collect()
}

#[cfg(not(target_os = "linux"))]
fn check(_: &WebviewWindow) {}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::read_languages;

    #[test]
    fn the_languages_of_the_desktop_are_read() {
        assert_eq!(read_languages("de_AT.UTF-8"), ["de_AT"]);
        assert_eq!(read_languages("de:en_GB:"), ["de", "en_GB"]);
        assert_eq!(read_languages("C.UTF-8"), <[&str; 0]>::default());
    }
}
