//! Tests backups and restores, of the server's own database and of one of the owner's.

mod daily;
mod encrypted;
mod killed;
mod restored;
mod written;

use std::path::Path;

use hearth_tests::{CliCommand, CliOutput, Server, TestDir, User};

/// Runs a command on the own database of a data directory.
fn on_own(test_dir: &TestDir, command: &str, args: &[&str], file: Option<&Path>) -> CliOutput {
    let cli = CliCommand::new([command].iter().chain(args)).arg("--data-dir").arg(test_dir.data_dir());
    match file {
        Some(file) => cli.arg(file).run(),
        None => cli.run(),
    }
}

/// Two people, two posts and a vote.
async fn fill(server: &Server) -> [User; 2] {
    let (ada, ben) = (server.user().await, server.user().await);
    let post = ada.post("By the fire").await;
    ben.post("Embers").await;
    ben.vote_for(post).await;
    [ada, ben]
}

/// The titles of all posts, in no order.
async fn titles(server: &Server) -> Vec<String> {
    let mut titles: Vec<String> =
        server.user().await.all_posts().await.into_iter().map(|post| post.post.title).collect();
    titles.sort();
    titles
}
