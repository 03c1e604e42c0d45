//! The server goes away for real, while somebody reads, writes and votes: nothing of it is lost, and nothing is done twice.

mod answers;
mod away;
mod broken;
mod killed;

use std::{
    fs,
    path::{Path, PathBuf},
};

use hearth_api::PostOut;
use hearth_tests::{Desk, Launch, Place, PythonBackend, Server, User, Window};

/// A server that can go away and come back at the same address.
trait Remote {
    async fn start() -> Self;
    fn address(&self) -> String;
    /// Takes it away by a kill.
    async fn kill(&mut self);
    async fn start_again(&mut self);
}

/// Hearth's own.
struct Hearth {
    place: Place,
    listen: String,
    server: Option<Server>,
}

impl Remote for Hearth {
    async fn start() -> Self {
        let place = Place::new();
        let server = Launch::on(place.data_dir()).start().await;
        let listen = server.address().trim_start_matches("http://").to_owned();
        Self { place, listen, server: Some(server) }
    }

    fn address(&self) -> String {
        format!("http://{}", self.listen)
    }

    async fn kill(&mut self) {
        self.server.take().unwrap().kill().await;
    }

    async fn start_again(&mut self) {
        self.server = Some(Launch::on(self.place.data_dir()).listen(&self.listen).start().await);
    }
}

impl Hearth {
    /// Takes it away as whoever runs it does.
    async fn stop(&mut self) {
        assert!(self.server.take().unwrap().stop().await.status.success());
    }
}

impl Remote for PythonBackend {
    async fn start() -> Self {
        Self::start().await
    }

    fn address(&self) -> String {
        self.address().to_owned()
    }

    async fn kill(&mut self) {
        self.stop();
    }

    async fn start_again(&mut self) {
        self.start_again().await;
    }
}

/// Opens the window at a server, signed in as somebody.
async fn open_at(desk: &mut Desk, address: &str, user: &User) -> Window {
    let window = desk.open().await;
    window.fill("address", address).await;
    window.press("Connect").await;
    sign_in(&window, user).await;
    window
}

async fn sign_in(window: &Window, user: &User) {
    window.fill("email", &user.email).await;
    window.fill("password", &user.password).await;
    window.press("Sign in").await;
}

async fn publish(window: &Window, title: &str) {
    window.fill("title", title).await;
    window.fill("content", &format!("About {title}")).await;
    window.press("Publish").await;
}

/// Leaves one post unsent, at a place whose server is away.
async fn leave_one_unsent(desk: &mut Desk, window: Window) {
    publish(&window, "To be many").await;
    window.see("Waiting to be sent").await;
    desk.close(window).await;
}

/// All posts of somebody, in the order in which they were made.
async fn posts_of(user: &User, address: &str) -> Vec<PostOut> {
    let query = hearth_client::FeedQuery { limit: 100, ..Default::default() };
    let client = user.at(address).client;
    let (mut posts, mut next) = (Vec::new(), None);
    loop {
        let page = client.feed(&query, next.as_ref()).await.unwrap();
        posts.extend(page.posts);
        next = page.next;
        if next.is_none() {
            break;
        }
    }
    posts.retain(|entry| entry.post.owner.id == user.id);
    posts.sort_by_key(|entry| entry.post.id);
    posts
}

async fn titles_of(user: &User, address: &str) -> Vec<String> {
    posts_of(user, address).await.into_iter().map(|entry| entry.post.title).collect()
}

/// The files below a folder of the data directory, in their order.
fn files(desk: &Desk, folder: impl AsRef<Path>) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![desk.data_dir().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}
