//! Types keys through WebDriver, and follows the focus.

use std::time::Instant;

use thirtyfour::{
    Key,
    prelude::{By, TypingData},
};

use super::Window;
use crate::{CONDITION_TIMEOUT, POLL_INTERVAL};

impl Window {
    /// Types a key, or a chord of keys, wherever the focus is.
    pub async fn type_keys(&self, keys: impl AsRef<str>) {
        self.find(By::Css("body")).await.send_keys(keys.as_ref()).await.unwrap();
    }

    /// Presses keys where the focus is, as somebody without a mouse does.
    pub async fn keys(&self, keys: impl Into<TypingData>) {
        self.driver.active_element().await.unwrap().send_keys(keys).await.unwrap();
    }

    /// Reads the name of what has the focus.
    pub async fn focused(&self) -> String {
        const NAME: &str = "
            const at = document.activeElement;
            const by = document.getElementById(at.getAttribute('aria-labelledby'));
            const name = at.getAttribute('aria-label') ?? by?.textContent ?? at.labels?.[0]?.textContent ?? at.textContent;
            return at === document.body ? '' : name.trim();";
        self.eval(NAME, Vec::new()).await
    }

    /// Waits until something whose name begins so has the focus.
    pub async fn sees_focus(&self, name: &str) {
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        while !self.focused().await.starts_with(name) {
            assert!(Instant::now() < deadline, "the focus is at {:?}, not {name:?}", self.focused().await);
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// Goes to something by Tab alone, and sees on the way where it is.
    pub async fn tab_to(&self, name: &str) {
        for _ in 0..60 {
            if self.focused().await.starts_with(name) {
                return;
            }
            self.keys(Key::Tab).await;
            assert!(self.shows_focus().await, "nothing shows that {:?} has the focus", self.focused().await);
        }
        panic!("Tab never leads to {name:?}");
    }

    /// Returns whether there is a ring around what has the focus, inside the window.
    pub async fn shows_focus(&self) -> bool {
        const RING: &str = "
            const at = document.activeElement;
            const { outlineStyle, outlineWidth } = getComputedStyle(at);
            const { top, bottom } = at.getBoundingClientRect();
            const hasRing = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
            return at === document.body || (hasRing && bottom > 0 && top < innerHeight);";
        self.eval(RING, Vec::new()).await
    }
}
