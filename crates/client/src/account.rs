//! Manages the user's own account, where the server supports it.

use hearth_api::{Account, AccountSession, AccountUpdate, PasswordChange, PasswordConfirmation, Token};
use http::Method;
use url::form_urlencoded;

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

    /// Lists where the user is signed in: for servers with [`Capabilities::sessions`](crate::Capabilities::sessions).
    pub async fn sessions(&self) -> Result<Vec<AccountSession>> {
        self.call(Method::GET, "me/sessions").await
    }

    /// Ends one of the user's sessions. Errors with [`Error::Refused`](crate::Error::Refused) 404 where it has ended already.
    pub async fn end_session(&self, id: &str) -> Result<()> {
        let id: String = form_urlencoded::byte_serialize(id.as_bytes()).collect();
        self.transport.empty(Method::DELETE, &format!("me/sessions/{id}"), self.token()?).await
    }

    /// Ends all of the user's sessions but this one.
    pub async fn end_other_sessions(&self) -> Result<()> {
        self.transport.empty(Method::DELETE, "me/sessions", self.token()?).await
    }

    /// Ends this session: its token is refused from then on.
    pub async fn sign_out(&self) -> Result<()> {
        self.end_session("current").await
    }

    /// Deletes the account, with its posts and votes.
    pub async fn delete_account(&self, confirmation: &PasswordConfirmation) -> Result<()> {
        self.transport.send_json(Method::POST, "me/delete", self.token()?, confirmation).await
    }
}
