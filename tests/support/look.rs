//! How the window looks and speaks, chosen as its settings do.

use serde_json::json;

use crate::Window;

/// What a person prefers, as far as it can be seen.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// `light` or `dark`.
    pub theme: &'static str,
    /// `en` or `ar`.
    pub language: &'static str,
    /// `comfortable` or `compact`.
    pub density: &'static str,
    /// In percent.
    pub text_size: u16,
    /// `system` or `more`.
    pub contrast: &'static str,
}

impl Look {
    /// In English and light: what the words of the tests are found in.
    pub const USUAL: Self =
        Self { theme: "light", language: "en", density: "comfortable", text_size: 100, contrast: "system" };
}

/// Resolves when the window is as it was asked to be, and nothing in it moves any more.
const WEAR: &str = r#"
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
    pub async fn wear(&self, look: Look) {
        let Look { theme, language, density, text_size, contrast } = look;
        let look = json!({
            "theme": theme, "language": language, "density": density, "text_size": text_size, "contrast": contrast,
        });
        let failure: Option<String> =
            self.driver().execute_async(WEAR, vec![look.clone()]).await.unwrap().convert().unwrap();
        assert_eq!(failure, None, "the window cannot look like {look}");
    }
}
