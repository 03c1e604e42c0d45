//! Connects to servers, signs up and signs in through the window.

use thirtyfour::prelude::By;

use super::Window;

/// The address that [`Window::sign_up`] signs up with.
pub const EMAIL: &str = "ada@example.com";

/// The password of every account made through the window.
pub const PASSWORD: &str = "correct horse";

impl Window {
    /// Connects to the server at this address.
    pub async fn connect_to(&self, address: &str) {
        self.fill("address", address).await;
        self.press("Connect").await;
    }

    /// Creates the account [`EMAIL`], which signs in.
    pub async fn sign_up(&self) {
        self.sign_up_as(EMAIL).await;
    }

    /// Creates an account with this address, which signs in.
    pub async fn sign_up_as(&self, email: &str) {
        self.find(By::Css("[name=email]")).await;
        // Where nobody has an account yet, the window asks for the first one by itself.
        if self.shows("Create an account").await {
            self.press("Create an account").await;
        }
        self.fill("email", email).await;
        self.fill("password", PASSWORD).await;
        self.press("Sign up").await;
    }

    /// Signs in to an account that exists.
    pub async fn sign_in(&self, email: &str, password: &str) {
        self.fill("email", email).await;
        self.fill("password", password).await;
        self.press("Sign in").await;
    }
}
