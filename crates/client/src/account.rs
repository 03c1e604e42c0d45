//! Manages the user's own account, where the server supports it.

use hearth_api::{Account, AccountUpdate, PasswordChange, PasswordConfirmation, Token};
use http::Method;

use crate::{Client, Result};

impl Client {
    /// Returns the user's own account.
    pub async fn me(&self) -> Result<Account> {
        self.call(Method::GET, "me").await
    }

    /// Sets or removes the telephone number.
    pub async fn set_phone_number(&self, phone_number: Option<String>) -> Result<Account> {
        self.update(&AccountUpdate { phone_number: Some(phone_number), ..AccountUpdate::default() }).await
    }

    /// Sets or removes the name that others see.
    pub async fn set_display_name(&self, display_name: Option<String>) -> Result<Account> {
        self.update(&AccountUpdate { display_name: Some(display_name), ..AccountUpdate::default() }).await
    }

    async fn update(&self, update: &AccountUpdate) -> Result<Account> {
        self.transport.json(Method::PATCH, "me", self.token()?, update).await
    }

    /// Changes the password. The token that it returns is the only one that is valid from then on.
    pub async fn change_password(&self, change: &PasswordChange) -> Result<Token> {
        self.transport.json(Method::PUT, "me/password", self.token()?, change).await
    }

    /// Deletes the account, with its posts and votes.
    pub async fn delete_account(&self, confirmation: &PasswordConfirmation) -> Result<()> {
        self.transport.send_json(Method::POST, "me/delete", self.token()?, confirmation).await
    }
}
