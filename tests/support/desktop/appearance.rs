//! Sets the theme, language, density, text size and contrast of the window, as its settings do.

use std::time::{Duration, Instant};

use serde_json::json;

use super::Window;
use crate::{CONDITION_TIMEOUT, POLL_INTERVAL};

/// The visible preferences of a person.
#[derive(Debug, Clone, Copy)]
pub struct Appearance {
    /// `light` or `dark`.
    pub theme: &'static str,
    /// `en` or `ar`.
    pub language: &'static str,
    /// `comfortable` or `compact`.
    pub density: &'static str,
    /// The size of text, in percent.
    pub text_size: u16,
    /// `system` or `more`.
    pub contrast: &'static str,
}

impl Appearance {
    /// The usual appearance, light and in English, which the words of the tests are in.
    pub const USUAL: Self =
        Self { theme: "light", language: "en", density: "comfortable", text_size: 100, contrast: "system" };
}

/// Resolves when the window is as it was asked to be, and nothing in it moves any more.
const APPLY: &str = r#"
    const [look, done] = arguments;
    const { invoke } = window.__TAURI_INTERNALS__;
    const frame = () => new Promise(requestAnimationFrame);
    const root = document.documentElement;
    const isWorn = () =>
        root.dataset.theme === look.theme && root.dataset.density === look.density && root.lang === look.language
        && Math.abs((outerWidth / innerWidth) * 100 - look.text_size) < 3;
    const wear = async () => {
        const { preferences } = await invoke("status");
        await invoke("set_preferences", { preferences: { ...preferences, ...look } });
        while (!isWorn()) await frame();
        await frame();
        await frame();
        for (const animation of document.getAnimations())
            if (Number.isFinite(animation.effect.getComputedTiming().endTime)) animation.finish();
        await frame();
    };
    wear().then(() => done(null), (error) => done(JSON.stringify(error)));
"#;

impl Window {
    /// Makes the window look so, by the app's own preferences.
    pub async fn set_appearance(&self, look: Appearance) {
        let Appearance { theme, language, density, text_size, contrast } = look;
        let look = json!({
            "theme": theme, "language": language, "density": density, "text_size": text_size, "contrast": contrast,
        });
        let failure: Option<String> =
            self.driver().execute_async(APPLY, vec![look.clone()]).await.unwrap().convert().unwrap();
        assert_eq!(failure, None, "the window cannot look like {look}");
    }

    /// Reads how much larger than usual everything is.
    pub async fn zoom(&self) -> f64 {
        self.eval("return outerWidth / innerWidth", Vec::new()).await
    }

    /// Waits until everything is so much larger than usual, and stays so.
    pub async fn sees_zoom(&self, wanted: f64) {
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        while (self.zoom().await - wanted).abs() > 0.01 {
            assert!(Instant::now() < deadline, "the text is {} times as large, not {wanted}", self.zoom().await);
            tokio::time::sleep(POLL_INTERVAL).await;
        }
        // A second step would show by now.
        tokio::time::sleep(Duration::from_millis(500)).await;
        assert!((self.zoom().await - wanted).abs() < 0.01, "the key acted twice");
    }
}
