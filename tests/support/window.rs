//! The window as a person uses it: by the names of what is on it.

use std::time::{Duration, Instant};

use thirtyfour::{
    Capabilities, Key, WebDriver, WebElement,
    error::WebDriverError,
    prelude::{By, ElementQueryable, ElementWaitable, TypingData},
};

use crate::{Binaries, time::PATIENCE};

const GLANCE: Duration = Duration::from_millis(50);

/// The app's window, with WebDriver at its controls.
pub struct Window(WebDriver);

impl Window {
    pub(crate) async fn open(port: u16, arguments: &[&str]) -> Self {
        let mut capabilities = Capabilities::new();
        let options = serde_json::json!({ "application": Binaries::desktop(), "args": arguments });
        capabilities.set("browserName", "wry").unwrap();
        capabilities.set("tauri:options", options).unwrap();
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await;
        Self(driver.expect("the window opens"))
    }

    /// WebDriver itself, for what the rest here has no word for.
    #[must_use]
    pub fn driver(&self) -> &WebDriver {
        &self.0
    }

    /// Waits for what a selector finds.
    pub async fn find(&self, by: By) -> WebElement {
        self.0.query(by).wait(PATIENCE, GLANCE).first().await.unwrap()
    }

    /// Waits for a text to stand somewhere.
    pub async fn see(&self, text: &str) -> WebElement {
        self.find(By::XPath(containing(text))).await
    }

    /// Waits until a text stands nowhere.
    pub async fn see_no_more(&self, text: &str) {
        let deadline = Instant::now() + PATIENCE;
        while self.shows(text).await {
            assert!(Instant::now() < deadline, "{text:?} does not go");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Whether a text stands somewhere now.
    pub async fn shows(&self, text: &str) -> bool {
        // Asked in one step: what goes meanwhile is no error.
        const FIND: &str = "return document.evaluate(arguments[0], document).iterateNext() !== null";
        self.0.execute(FIND, vec![containing(text).into()]).await.unwrap().convert().unwrap()
    }

    /// Presses the button with this name.
    pub async fn press(&self, name: &str) {
        press(&self.find(By::XPath(button(name))).await).await;
    }

    /// Goes to a list of posts, by its name above the list.
    pub async fn go_to_list(&self, name: &str) {
        let tab = self.find(By::XPath(format!("//nav//button[normalize-space(.)={}]", quoted(name)))).await;
        // Without scrolling to it first: it stays in the window, and the posts are to stay where they are.
        click(&tab).await;
    }

    /// Follows the link with these words, where it stands.
    pub async fn follow(&self, words: &str) {
        let link = self.find(By::XPath(format!("//a[normalize-space(.)={}]", quoted(words)))).await;
        link.click().await.unwrap();
    }

    /// Types a key, or a chord of keys, wherever the focus is.
    pub async fn type_keys(&self, keys: impl AsRef<str>) {
        self.find(By::Css("body")).await.send_keys(keys.as_ref()).await.unwrap();
    }

    /// Presses keys where the focus is, as somebody without a mouse does.
    pub async fn keys(&self, keys: impl Into<TypingData>) {
        self.0.active_element().await.unwrap().send_keys(keys).await.unwrap();
    }

    /// What has the focus, by its name.
    pub async fn focused(&self) -> String {
        const NAME: &str = "
            const at = document.activeElement;
            const by = document.getElementById(at.getAttribute('aria-labelledby'));
            const name = at.getAttribute('aria-label') ?? by?.textContent ?? at.labels?.[0]?.textContent ?? at.textContent;
            return at === document.body ? '' : name.trim();";
        self.0.execute(NAME, Vec::new()).await.unwrap().convert().unwrap()
    }

    /// Waits until something whose name begins so has the focus.
    pub async fn sees_focus(&self, name: &str) {
        let deadline = Instant::now() + PATIENCE;
        while !self.focused().await.starts_with(name) {
            assert!(Instant::now() < deadline, "the focus is at {:?}, not {name:?}", self.focused().await);
            tokio::time::sleep(GLANCE).await;
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

    /// Whether there is a ring around what has the focus, inside the window.
    pub async fn shows_focus(&self) -> bool {
        const RING: &str = "
            const at = document.activeElement;
            const { outlineStyle, outlineWidth } = getComputedStyle(at);
            const { top, bottom } = at.getBoundingClientRect();
            const hasRing = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
            return at === document.body || (hasRing && bottom > 0 && top < innerHeight);";
        self.0.execute(RING, Vec::new()).await.unwrap().convert().unwrap()
    }

    /// How far the post with this title is below the top of the window, in CSS pixels; negative above it.
    pub async fn distance(&self, title: &str) -> f64 {
        let args = vec![self.post(title).await.to_json().unwrap()];
        let script = "return arguments[0].getBoundingClientRect().top";
        self.0.execute(script, args).await.unwrap().convert().unwrap()
    }

    /// Replaces what stands in a field.
    pub async fn fill(&self, field: &str, text: &str) {
        fill(&self.find(By::Css(format!("[name='{field}'], [aria-label='{field}']"))).await, text).await;
    }

    /// The post with this title.
    pub async fn post(&self, title: &str) -> WebElement {
        self.find(By::XPath(format!("//article[.//h3[normalize-space(.)={}]]", quoted(title)))).await
    }

    /// Reads down the list until the post with this title stands at a distance from the top of the window.
    pub async fn read_down_to(&self, title: &str, distance: i32) {
        const READ_ON: &str = "
            const [title, distance] = arguments;
            const heading = [...document.querySelectorAll('article h3')].find((it) => it.textContent.trim() === title);
            if (heading === undefined) return scrollBy(0, innerHeight / 2), false;
            const away = Math.round(heading.closest('article').getBoundingClientRect().top - distance);
            scrollBy(0, away);
            return away === 0;";
        let deadline = Instant::now() + PATIENCE;
        loop {
            let args = vec![title.into(), distance.into()];
            let there: bool = self.0.execute(READ_ON, args).await.unwrap().convert().unwrap();
            if there {
                return;
            }
            assert!(Instant::now() < deadline, "reading on never leads to {title:?}");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Waits until the post with this title rests at a distance from the top of the window.
    pub async fn rests_at(&self, title: &str, distance: f64) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let now = self.distance(title).await;
            if (now - distance).abs() < 2.0 {
                return;
            }
            assert!(Instant::now() < deadline, "{title:?} is {now} below the top, not {distance}");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// The titles of the posts, from the top.
    pub async fn titles(&self) -> Vec<String> {
        const READ: &str = "return [...document.querySelectorAll('article h3')].map((title) => title.innerText.trim())";
        self.0.execute(READ, Vec::new()).await.unwrap().convert().unwrap()
    }

    /// Lets go of a window that is gone.
    pub async fn forget(self) {
        let _: Result<(), WebDriverError> = self.0.quit().await;
    }
}

/// Presses the button with this name within a part of the window.
pub async fn press_in(part: &WebElement, name: &str) {
    press(&part.query(By::XPath(format!(".{}", button(name)))).wait(PATIENCE, GLANCE).first().await.unwrap()).await;
}

/// Replaces what stands in a field within a part of the window.
pub async fn fill_in(part: &WebElement, field: &str, text: &str) {
    let field = part.query(By::Css(format!("[name='{field}']"))).wait(PATIENCE, GLANCE).first().await.unwrap();
    fill(&field, text).await;
}

async fn press(button: &WebElement) {
    button.wait_until().wait(PATIENCE, GLANCE).enabled().await.unwrap();
    button.scroll_into_view().await.unwrap();
    click(button).await;
}

async fn click(button: &WebElement) {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match button.click().await {
            Ok(()) => return,
            // Something is on its way across it, such as a list that still settles.
            Err(error) if is_in_motion(&error) && Instant::now() < deadline => tokio::time::sleep(GLANCE).await,
            Err(error) => panic!("it cannot be pressed: {error}"),
        }
    }
}

fn is_in_motion(error: &WebDriverError) -> bool {
    use thirtyfour::error::WebDriverErrorInner::{ElementClickIntercepted, ElementNotInteractable};
    matches!(**error, ElementClickIntercepted(_) | ElementNotInteractable(_))
}

async fn fill(field: &WebElement, text: &str) {
    field.clear().await.unwrap();
    field.send_keys(text).await.unwrap();
}

fn button(name: &str) -> String {
    let name = quoted(name);
    format!("//button[normalize-space(.)={name} or starts-with(@aria-label, {name})]")
}

/// The innermost elements whose text holds this one.
fn containing(text: &str) -> String {
    let text = quoted(text);
    format!("//body//*[contains(normalize-space(.), {text})][not(*[contains(normalize-space(.), {text})])]")
}

/// A string of XPath, which has no escapes.
fn quoted(text: &str) -> String {
    assert!(!text.contains('"'), "XPath cannot quote {text}");
    format!("\"{text}\"")
}
