//! Tests a server that goes away for real, while somebody reads, writes and votes: nothing of it is lost, and nothing
//! is done twice.

mod answers;
mod away;
mod broken;
mod counts;
mod killed;

use std::{
    fs,
    path::{Path, PathBuf},
};

use hearth_api::PostOut;
use hearth_tests::{DesktopSession, HostedServer, PythonBackend, User, Window};

/// A server that can go away and come back at the same address.
trait Remote {
    fn address(&self) -> String;
    /// Takes it away by a kill.
    async fn kill(&mut self);
    async fn start_again(&mut self);
}

impl Remote for HostedServer {
    fn address(&self) -> String {
        self.address()
    }

    async fn kill(&mut self) {
        self.kill().await;
    }

    async fn start_again(&mut self) {
        self.start_again().await;
    }
}

impl Remote for PythonBackend {
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
async fn open_at(desktop: &mut DesktopSession, address: &str, user: &User) -> Window {
    let window = desktop.open().await;
    window.connect_to(address).await;
    window.sign_in(&user.email, &user.password).await;
    window
}

/// Leaves one post unsent, at a place whose server is away.
async fn leave_one_unsent(desktop: &mut DesktopSession, window: Window) {
    window.publish_titled("To be many").await;
    window.see("Waiting to be sent").await;
    desktop.close(window).await;
}

/// Lists the posts of somebody, in the order in which they were made.
async fn posts_of(user: &User, address: &str) -> Vec<PostOut> {
    let mut posts = user.at(address).all_posts().await;
    posts.retain(|entry| entry.post.owner.id == user.id);
    posts.sort_by_key(|entry| entry.post.id);
    posts
}

async fn titles_of(user: &User, address: &str) -> Vec<String> {
    posts_of(user, address).await.into_iter().map(|entry| entry.post.title).collect()
}

/// The files below a folder of the data directory, in their order.
fn files(desktop: &DesktopSession, folder: impl AsRef<Path>) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![desktop.data_dir().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}
