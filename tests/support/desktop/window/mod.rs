//! Drives the app's window through WebDriver, by the names of what is on it.

pub mod account;
mod controls;
mod focus;
mod posts;
mod xpath;

use std::time::Instant;

use serde::de::DeserializeOwned;
use serde_json::Value;
use thirtyfour::{
    Capabilities, WebDriver, WebElement,
    error::{WebDriverError, WebDriverErrorInner},
    prelude::{By, ElementQueryable},
};

pub use self::controls::{fill_in, press_in};
use self::{
    controls::{fill, press},
    xpath::{button, containing, quoted},
};
use super::failure_screenshot::FailureScreenshot;
use crate::{Binaries, CONDITION_TIMEOUT, POLL_INTERVAL};

/// The app's window, with WebDriver at its controls.
pub struct Window {
    // First: fields are dropped in order, and the driver takes the page with it.
    _screenshot: FailureScreenshot,
    driver: WebDriver,
}

impl Window {
    pub(crate) async fn open(port: u16, arguments: &[&str], display: &str) -> Self {
        let mut capabilities = Capabilities::new();
        let options = serde_json::json!({ "application": Binaries::desktop(), "args": arguments });
        capabilities.set("browserName", "wry").unwrap();
        capabilities.set("tauri:options", options).unwrap();
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await;
        Self { _screenshot: FailureScreenshot::of(display), driver: driver.expect("the window opens") }
    }

    /// Returns WebDriver itself, for what the rest here has no word for.
    #[must_use]
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Runs a script in the page, and returns what it returns.
    pub async fn eval<T: DeserializeOwned>(&self, script: &str, arguments: Vec<Value>) -> T {
        self.driver.execute(script, arguments).await.unwrap().convert().unwrap()
    }

    /// Waits until a script returns `wanted`, given one argument; fails with what it returns instead.
    pub async fn sees_result(&self, what: &str, script: &str, argument: impl Into<Value>, wanted: impl Into<Value>) {
        let (argument, wanted) = (argument.into(), wanted.into());
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        loop {
            let now: Value = self.eval(script, vec![argument.clone()]).await;
            if now == wanted {
                return;
            }
            assert!(Instant::now() < deadline, "{what}: {}, not {}", beginning(&now), beginning(&wanted));
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// Waits for what a selector finds. What goes while it is found is looked for once more.
    pub async fn find(&self, by: By) -> WebElement {
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        loop {
            match self.driver.query(by.clone()).wait(CONDITION_TIMEOUT, POLL_INTERVAL).first().await {
                Err(error) if is_stale(&error) && Instant::now() < deadline => {}
                found => return found.unwrap(),
            }
        }
    }

    /// Waits for a text to stand somewhere.
    pub async fn see(&self, text: &str) -> WebElement {
        self.find(By::XPath(containing(text))).await
    }

    /// Waits until a text stands nowhere.
    pub async fn see_no_more(&self, text: &str) {
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        while self.shows(text).await {
            assert!(Instant::now() < deadline, "{text:?} does not go");
            tokio::time::sleep(POLL_INTERVAL).await;
        }
    }

    /// Returns whether a text stands somewhere now.
    pub async fn shows(&self, text: &str) -> bool {
        // Asked in one step: what goes meanwhile is no error.
        const FIND: &str = "return document.evaluate(arguments[0], document).iterateNext() !== null";
        self.eval(FIND, vec![containing(text).into()]).await
    }

    /// Finds the button with this name.
    pub async fn button(&self, name: &str) -> WebElement {
        self.find(By::XPath(button(name))).await
    }

    /// Presses the button with this name.
    pub async fn press(&self, name: &str) {
        press(&self.button(name).await).await;
    }

    /// Follows the link with these words, where it stands.
    pub async fn follow(&self, words: &str) {
        let link = self.find(By::XPath(format!("//a[normalize-space(.)={}]", quoted(words)))).await;
        link.click().await.unwrap();
    }

    /// Replaces what stands in a field. The sheet of another post may keep one of that name, unseen.
    pub async fn fill(&self, field: &str, text: &str) {
        let field = By::Css(format!("[name='{field}'], [aria-label='{field}']"));
        let shown = self.driver.query(field).and_displayed().wait(CONDITION_TIMEOUT, POLL_INTERVAL).first().await;
        fill(&shown.unwrap(), text).await;
    }

    /// Lets go of a window that is gone.
    pub async fn forget(self) {
        let _: Result<(), WebDriverError> = self.driver.quit().await;
    }
}

fn is_stale(error: &WebDriverError) -> bool {
    matches!(error.as_inner(), WebDriverErrorInner::StaleElementReference(_))
}

/// Shortens what a script returned, for a message.
fn beginning(value: &Value) -> String {
    let text = value.to_string();
    format!("{:.400} ({} letters)", text, text.chars().count())
}
