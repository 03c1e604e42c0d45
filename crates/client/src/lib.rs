//! A typed client of the API. It speaks to Hearth's own server and to every deployment of the Python
//! backend alike, over TCP, TLS or a Unix socket; whoever calls it need not ask which it is.

mod account;
mod address;
mod capabilities;
mod error;
mod events;
mod page;
mod pause;
mod transport;

use std::{path::Path, sync::Arc};

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hearth_api::{CreatePost, Login, Message, Post, PostDetail, PostOut, Token, UserCreate, UserOut, Vote};
use http::Method;
use serde::Deserialize;
use url::Url;

pub use address::AddressError;
pub use capabilities::Capabilities;
pub use error::{Cause, Error};
pub use events::{Event, Events};
pub use page::{FeedPage, FeedQuery, Next, View};
pub use pause::pause;
use transport::Transport;

/// What a call answers.
pub type Result<T> = std::result::Result<T, Error>;

/// A client of one server, for one user or for nobody. Cloning is cheap and shares connections.
#[derive(Clone)]
pub struct Client {
    transport: Arc<Transport>,
    token: Option<Arc<str>>,
}

impl Client {
    /// A client of the server at an address as people write it: `hearth.example`, `http://localhost:8000`.
    pub fn remote(address: &str) -> std::result::Result<Self, AddressError> {
        Ok(Self { transport: Arc::new(Transport::tcp(address::parse(address)?)), token: None })
    }

    /// A client of the server behind a Unix socket.
    #[cfg(unix)]
    #[must_use]
    pub fn unix(socket: &Path) -> Self {
        Self { transport: Arc::new(Transport::unix(socket)), token: None }
    }

    /// The server's address, in its one spelling.
    #[must_use]
    pub fn address(&self) -> &Url {
        self.transport.base()
    }

    /// The same client, for the user whose token this is.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self { transport: Arc::clone(&self.transport), token: Some(token.into()) }
    }

    /// Asks whether the server is there and speaks this API.
    pub async fn welcome(&self) -> Result<Message> {
        self.call(Method::GET, "").await
    }

    /// Makes an account.
    pub async fn sign_up(&self, user: &UserCreate) -> Result<UserOut> {
        self.transport.json(Method::POST, "users/", None, user).await
    }

    /// Trades an address and a password for a token.
    pub async fn login(&self, login: &Login) -> Result<Token> {
        self.transport.form("login", login).await
    }

    /// Who a user is.
    pub async fn user(&self, id: i32) -> Result<UserOut> {
        self.call(Method::GET, &format!("users/{id}")).await
    }

    /// A page of a view: the first, or the one behind another.
    pub async fn feed(&self, query: &FeedQuery, next: Option<&Next>) -> Result<FeedPage> {
        let url = page::url(self.address(), query, next)?;
        let (posts, headers) = self.transport.get::<Vec<PostOut>>(url.clone(), self.token()).await?;
        Ok(FeedPage::new(&url, posts, &headers))
    }

    /// One post.
    pub async fn post(&self, id: i32) -> Result<PostDetail> {
        self.call(Method::GET, &format!("posts/{id}")).await
    }

    /// Writes a post.
    pub async fn create_post(&self, post: &CreatePost) -> Result<Post> {
        self.transport.json(Method::POST, "posts/", self.token(), post).await
    }

    /// Writes a post, once however often it is asked for with the same key, of visible ASCII characters: for servers with
    /// [`Capabilities::idempotency`]. To others the key says nothing.
    pub async fn create_post_once(&self, post: &CreatePost, key: &str) -> Result<Post> {
        self.transport.json_once("posts/", self.token(), post, key).await
    }

    /// Replaces all of a post.
    pub async fn update_post(&self, id: i32, post: &CreatePost) -> Result<Post> {
        self.transport.json(Method::PUT, &format!("posts/{id}"), self.token(), post).await
    }

    /// Deletes a post.
    pub async fn delete_post(&self, id: i32) -> Result<()> {
        self.transport.empty(Method::DELETE, &format!("posts/{id}"), self.token()).await
    }

    /// Votes, or takes the vote back. Errors with [`Error::Refused`] 409 or 404 where it was so already.
    pub async fn vote(&self, vote: Vote) -> Result<Message> {
        self.transport.json(Method::POST, "vote/", self.token(), &vote).await
    }

    /// What happens to posts from now on.
    #[must_use]
    pub fn events(&self) -> Events {
        Events::new(self.clone())
    }

    async fn call<T: serde::de::DeserializeOwned>(&self, method: Method, path: &str) -> Result<T> {
        self.transport.bare(method, path, self.token()).await
    }

    fn token(&self) -> Option<&str> {
        self.token.as_deref()
    }
}

/// Whose token it is, as the token itself says: this API has no call for it on every deployment. The
/// signature is the server's to check.
#[must_use]
pub fn user_id(token: &Token) -> Option<i32> {
    #[derive(Deserialize)]
    struct Claims {
        user_id: i32,
    }
    let claims = BASE64_URL_SAFE_NO_PAD.decode(token.access_token.split('.').nth(1)?).ok()?;
    Some(serde_json::from_slice::<Claims>(&claims).ok()?.user_id)
}
