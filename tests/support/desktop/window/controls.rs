//! Presses buttons and fills fields.

use std::time::Instant;

use thirtyfour::{
    WebElement,
    error::WebDriverError,
    prelude::{By, ElementQueryable, ElementWaitable},
};

use super::{Window, xpath::button};
use crate::{CONDITION_TIMEOUT, POLL_INTERVAL};

impl Window {
    /// Replaces what stands in the field with this label.
    pub async fn fill_labelled(&self, label: &str, text: &str) {
        let field = self.find(By::XPath(format!("//input[@id=//label[.='{label}']/@for]"))).await;
        field.scroll_into_view().await.unwrap();
        field.wait_until().wait(CONDITION_TIMEOUT, POLL_INTERVAL).clickable().await.unwrap();
        fill(&field, text).await;
    }

    /// Chooses an entry of the account's menu, by its name in the language of the window.
    pub async fn choose_in_account_menu(&self, entry: &str) {
        press(&self.find(By::Css("header [aria-haspopup=menu]")).await).await;
        self.press(entry).await;
    }

    /// Signs out, in a window in English.
    pub async fn sign_out(&self) {
        self.choose_in_account_menu("Sign out").await;
    }

    /// Finds a setting's control by its label in the open settings, goes to its category, and scrolls to it.
    pub async fn setting(&self, label: &str) -> WebElement {
        let control = By::XPath(format!("//label[normalize-space(.)='{label}']/input"));
        let deadline = Instant::now() + CONDITION_TIMEOUT;
        loop {
            for category in self.driver().find_all(By::Css("dialog nav button")).await.unwrap() {
                click(&category).await;
                // A category may have to ask the desktop first.
                let found = self.driver().query(control.clone()).wait(10 * POLL_INTERVAL, POLL_INTERVAL).first().await;
                if let Ok(setting) = found {
                    setting.scroll_into_view().await.unwrap();
                    return setting;
                }
            }
            assert!(Instant::now() < deadline, "no category has {label:?}");
        }
    }

    /// Opens the settings, toggles the one with this label, and closes them.
    pub async fn toggle_setting(&self, label: &str) {
        self.press("Settings").await;
        self.setting(label).await.click().await.unwrap();
        // Its name may be in another language by now.
        let close = self.find(By::Css("dialog > .actions button")).await;
        close.click().await.unwrap();
    }
}

/// Presses the button with this name within a part of the window.
pub async fn press_in(part: &WebElement, name: &str) {
    press(
        &part
            .query(By::XPath(format!(".{}", button(name))))
            .wait(CONDITION_TIMEOUT, POLL_INTERVAL)
            .first()
            .await
            .unwrap(),
    )
    .await;
}

/// Replaces what stands in a field within a part of the window.
pub async fn fill_in(part: &WebElement, field: &str, text: &str) {
    let field =
        part.query(By::Css(format!("[name='{field}']"))).wait(CONDITION_TIMEOUT, POLL_INTERVAL).first().await.unwrap();
    fill(&field, text).await;
}

pub(super) async fn press(button: &WebElement) {
    button.wait_until().wait(CONDITION_TIMEOUT, POLL_INTERVAL).enabled().await.unwrap();
    button.scroll_into_view().await.unwrap();
    click(button).await;
}

pub(super) async fn click(button: &WebElement) {
    let deadline = Instant::now() + CONDITION_TIMEOUT;
    loop {
        match button.click().await {
            Ok(()) => return,
            // Something is on its way across it, such as a list that still settles.
            Err(error) if is_in_motion(&error) && Instant::now() < deadline => tokio::time::sleep(POLL_INTERVAL).await,
            Err(error) => panic!("it cannot be pressed: {error}"),
        }
    }
}

fn is_in_motion(error: &WebDriverError) -> bool {
    use thirtyfour::error::WebDriverErrorInner::{ElementClickIntercepted, ElementNotInteractable};
    matches!(**error, ElementClickIntercepted(_) | ElementNotInteractable(_))
}

pub(super) async fn fill(field: &WebElement, text: &str) {
    field.clear().await.unwrap();
    if !text.is_empty() {
        field.send_keys(text).await.unwrap();
    }
}
