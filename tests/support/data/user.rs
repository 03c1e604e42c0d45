//! Signs users up, and publishes and votes for them.

use std::sync::atomic::{AtomicU32, Ordering};

use hearth_api::{CreatePost, Login, PostOut, UserCreate, Vote};
use hearth_client::{Client, FeedQuery};

/// A user who has signed up and signed in.
#[derive(Clone)]
pub struct User {
    /// The client that acts for them.
    pub client: Client,
    /// The number of the account.
    pub id: i32,
    /// The address to sign in with.
    pub email: String,
    /// The password.
    pub password: String,
    /// The token, for raw requests.
    pub token: String,
}

impl User {
    /// Signs up at the server at `address`, under a name that nobody has, and signs in.
    pub async fn sign_up(address: &str) -> Self {
        Self::sign_up_as(address, &unique_email()).await
    }

    /// Signs up under this name, and signs in.
    pub async fn sign_up_as(address: &str, email: &str) -> Self {
        Self::sign_up_through(&Client::remote(address).unwrap(), email).await
    }

    /// Signs up under this name through this client, and signs in.
    pub async fn sign_up_through(client: &Client, email: &str) -> Self {
        let (email, password) = (email.to_owned(), "correct horse".to_owned());
        let user = client
            .sign_up(&UserCreate { email: email.clone(), password: password.clone(), invite: None })
            .await
            .unwrap();
        let login = Login { username: email.clone(), password: password.clone() };
        let token = client.login(&login).await.unwrap().access_token;
        Self { client: client.with_token(&token), id: user.id, email, password, token }
    }

    /// Returns the same user at a server that has moved to another address.
    #[must_use]
    pub fn at(&self, address: &str) -> Self {
        self.through(&Client::remote(address).unwrap())
    }

    /// Returns the same user through another client.
    #[must_use]
    pub fn through(&self, client: &Client) -> Self {
        Self { client: client.with_token(&self.token), ..self.clone() }
    }

    /// Publishes a post with some content and returns its number.
    pub async fn post(&self, title: &str) -> i32 {
        self.publish(title, &format!("About {title}")).await
    }

    /// Publishes a post and returns its number.
    pub async fn publish(&self, title: &str, content: &str) -> i32 {
        let post = CreatePost { title: title.to_owned(), content: content.to_owned(), published: true };
        self.client.create_post(&post).await.unwrap().id
    }

    /// Reads the whole feed, page by page.
    pub async fn all_posts(&self) -> Vec<PostOut> {
        let query = FeedQuery { limit: 100, ..FeedQuery::default() };
        let (mut posts, mut next) = (Vec::new(), None);
        loop {
            let page = self.client.feed(&query, next.as_ref()).await.unwrap();
            posts.extend(page.posts);
            next = page.next;
            if next.is_none() {
                return posts;
            }
        }
    }

    /// Votes for a post.
    pub async fn vote_for(&self, post_id: i32) {
        self.client.vote(Vote { post_id, dir: 1 }).await.unwrap();
    }
}

/// Returns an e-mail address that no other test signs up with.
#[must_use]
pub fn unique_email() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    format!("user-{}-{}@example.com", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}
