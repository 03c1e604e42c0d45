//! Makes the calls of the API, for one user or for nobody.

use std::{
    path::Path,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hearth_api::{CreatePost, Login, Message, Post, PostDetail, PostOut, Token, UserCreate, UserOut, Vote};
use http::Method;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, de::DeserializeOwned};
use url::Url;

use crate::{
    address::{self, AddressError},
    error::{Cause, Error, Result},
    page::{self, Cursor, FeedPage, FeedQuery},
    transport::{Answer, ConnectOptions, Transport},
};

/// A client of one server, for one user or for nobody. Cloning is cheap and shares connections.
#[derive(Clone)]
pub struct Client {
    pub(crate) transport: Arc<Transport>,
    user: User,
}

/// The caller.
#[derive(Clone)]
enum User {
    Nobody,
    /// The user whose token this is. It is not printed, and wiped when the last client of it goes.
    Token(Arc<SecretString>),
    /// A user whose token is not at hand.
    Pending,
}

impl Client {
    /// Creates a client of the server at an address as people write it: `hearth.example`, `http://localhost:8000`.
    pub fn remote(address: &str) -> std::result::Result<Self, AddressError> {
        Self::remote_with(address, &ConnectOptions::default())
    }

    /// Creates a client of the server at an address as people write it, with options.
    pub fn remote_with(address: &str, options: &ConnectOptions) -> std::result::Result<Self, AddressError> {
        let transport = Transport::tcp(address::parse(address)?, options);
        Ok(Self { transport: Arc::new(transport), user: User::Nobody })
    }

    /// Creates a client of the server behind a Unix socket.
    #[cfg(unix)]
    #[must_use]
    pub fn unix(socket: &Path) -> Self {
        Self { transport: Arc::new(Transport::unix(socket)), user: User::Nobody }
    }

    /// Returns the server's address, normalized.
    #[must_use]
    pub fn address(&self) -> &Url {
        self.transport.base()
    }

    /// Returns the same client, for the user whose token this is.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self { transport: Arc::clone(&self.transport), user: User::Token(Arc::new(SecretString::from(token))) }
    }

    /// Returns the same client, for a user whose token is not at hand: it asks the server for nothing.
    #[must_use]
    pub fn pending(&self) -> Self {
        Self { transport: Arc::clone(&self.transport), user: User::Pending }
    }

    /// Returns whether the token of its user is not at hand.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        matches!(self.user, User::Pending)
    }

    /// Returns whether both have the same token, or none.
    #[must_use]
    pub fn is_same_user(&self, other: &Self) -> bool {
        match (&self.user, &other.user) {
            (User::Token(one), User::Token(other)) => one.expose_secret() == other.expose_secret(),
            (User::Nobody, User::Nobody) | (User::Pending, User::Pending) => true,
            _ => false,
        }
    }

    /// Returns when its user's token expires, in seconds since 1970, as the token itself says.
    #[must_use]
    pub fn token_expiry(&self) -> Option<f64> {
        #[derive(Deserialize)]
        struct Expiry {
            exp: f64,
        }
        let User::Token(token) = &self.user else { return None };
        claims(token.expose_secret()).map(|Expiry { exp }| exp)
    }

    /// Returns whether its user's token has expired, by this computer's clock. False where that cannot be told.
    #[must_use]
    pub fn token_has_expired(&self) -> bool {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64();
        self.token_expiry().is_some_and(|expiry| expiry <= now)
    }

    /// Checks that the server is there and speaks this API.
    pub async fn ping(&self) -> Result<Message> {
        match self.call(Method::GET, "").await {
            Err(Error::Lost(_) | Error::NotTheApi(_)) if self.transport.wants_tls().await => {
                Err(Error::Unreachable(Cause::TlsRequired))
            }
            answer => answer,
        }
    }

    /// Creates an account.
    pub async fn sign_up(&self, user: &UserCreate) -> Result<UserOut> {
        self.transport.json(Method::POST, "users/", None, user).await
    }

    /// Exchanges an address and a password for a token.
    pub async fn login(&self, login: &Login) -> Result<Token> {
        self.transport.form("login", login).await
    }

    /// Returns a user.
    pub async fn user(&self, id: i32) -> Result<UserOut> {
        self.call(Method::GET, &format!("users/{id}")).await
    }

    /// Searches people by name and address, for servers with
    /// [`Capabilities::people_search`](crate::Capabilities::people_search).
    pub async fn search_people(&self, text: &str, limit: usize) -> Result<Vec<UserOut>> {
        let mut url = self.address().join("users/")?;
        url.query_pairs_mut().append_pair("search", text).append_pair("limit", &limit.to_string());
        let (mut people, _) = self.transport.get::<Vec<UserOut>>(url, self.token()?).await?;
        people.truncate(limit);
        Ok(people)
    }

    /// Returns a page of a view: the first, or the one at a cursor.
    pub async fn feed(&self, query: &FeedQuery, next: Option<&Cursor>) -> Result<FeedPage> {
        let url = page::url(self.address(), query, next)?;
        let (posts, headers) = self.transport.get::<Vec<PostOut>>(url.clone(), self.token()?).await?;
        if posts.len() > page::POSTS_MAX {
            return Err(Error::NotTheApi(format!("its page has {} posts", posts.len())));
        }
        Ok(FeedPage::new(self.address(), &url, posts, &headers))
    }

    /// Returns a post.
    pub async fn post(&self, id: i32) -> Result<PostDetail> {
        self.call(Method::GET, &format!("posts/{id}")).await
    }

    /// Creates a post.
    pub async fn create_post(&self, post: &CreatePost) -> Result<Post> {
        self.transport.json(Method::POST, "posts/", self.token()?, post).await
    }

    /// Creates a post, once however often it is asked for with the same key, of visible ASCII characters: for servers with
    /// [`Capabilities::idempotency`](crate::Capabilities::idempotency). To others the key says nothing.
    pub async fn create_post_once(&self, post: &CreatePost, key: &str) -> Result<Post> {
        self.transport.json_once("posts/", self.token()?, post, key).await
    }

    /// Replaces all of a post.
    pub async fn update_post(&self, id: i32, post: &CreatePost) -> Result<Post> {
        self.transport.json(Method::PUT, &format!("posts/{id}"), self.token()?, post).await
    }

    /// Deletes a post.
    pub async fn delete_post(&self, id: i32) -> Result<()> {
        self.transport.empty(Method::DELETE, &format!("posts/{id}"), self.token()?).await
    }

    /// Votes, or takes the vote back. Errors with [`Error::Refused`] 409 or 404 where it was so already.
    pub async fn vote(&self, vote: Vote) -> Result<Message> {
        self.transport.json(Method::POST, "vote/", self.token()?, &vote).await
    }

    pub(crate) async fn call<T: Answer>(&self, method: Method, path: &str) -> Result<T> {
        self.transport.bare(method, path, self.token()?).await
    }

    pub(crate) fn token(&self) -> Result<Option<&str>> {
        match &self.user {
            User::Nobody => Ok(None),
            User::Token(token) => Ok(Some(token.expose_secret())),
            User::Pending => Err(Error::Unreachable(Cause::NoToken)),
        }
    }
}

/// Reads the user's id from a token, as the token itself says: this API has no call for it on every deployment. The
/// signature is the server's to check.
#[must_use]
pub fn user_id(token: &Token) -> Option<i32> {
    #[derive(Deserialize)]
    struct Claims {
        user_id: i32,
    }
    claims(&token.access_token).map(|Claims { user_id }| user_id)
}

/// Reads what a token says, unchecked.
fn claims<T: DeserializeOwned>(token: &str) -> Option<T> {
    let claims = BASE64_URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
    serde_json::from_slice(&claims).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_whether_a_token_has_expired() {
        let client = Client::remote("http://localhost").unwrap();
        let expired = |claims: &str| {
            client.with_token(&format!("a.{}.c", BASE64_URL_SAFE_NO_PAD.encode(claims))).token_has_expired()
        };
        assert!(expired(r#"{"user_id": 1, "exp": 1700000000}"#));
        assert!(!expired(r#"{"user_id": 1, "exp": 99999999999}"#));
        assert!(!expired("no claims"));
        assert!(!client.token_has_expired());
    }
}
