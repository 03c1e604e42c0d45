//! Fills a server with the people and posts that the walkthrough shows.

use hearth_api::{CreatePost, Login, UserCreate, Vote};
use hearth_client::Client;

const POSTS: [(&str, &str, &str); 6] = [
    (
        "ada@example.org",
        "The first analytical loaf",
        "Flour, water, salt, and a table of Bernoulli numbers to pass the time while it rises.",
    ),
    (
        "grace@example.org",
        "Found the bug",
        "It was a moth. It is in the logbook now, with [tape](https://example.org/tape).",
    ),
    (
        "alan@example.org",
        "Can a kettle think?",
        "I propose to consider the question. Meanwhile the tea is ready, and nobody in the next room can tell who made it.",
    ),
    (
        "ada@example.org",
        "Reading circle on Thursday",
        "We read the second chapter, by the fire.\n\nBring a cup and an opinion; there are chairs for eight.",
    ),
    ("edsger@example.org", "On the cruelty of goto", "I walked the seven bridges again. Not without a loop."),
    ("grace@example.org", "Nanoseconds for everyone", "A foot of wire each, at the door. Please take only one."),
];

/// Publishes posts by several people, who vote for them.
pub(super) async fn fill(guest: &Client) {
    let mut people: Vec<(&str, Client)> = Vec::new();
    for (author, title, content) in POSTS {
        if !people.iter().any(|(email, _)| *email == author) {
            people.push((author, sign_in(guest, author).await));
        }
        let client = &people.iter().find(|(email, _)| *email == author).unwrap().1;
        let post = CreatePost { title: title.to_owned(), content: content.to_owned(), published: true };
        let post = client.create_post(&post).await.unwrap();
        for (_, client) in people.iter().take(usize::try_from(post.id).unwrap() % 4 + 1) {
            client.vote(Vote { post_id: post.id, dir: 1 }).await.unwrap();
        }
    }
}

/// Signs up, unless the account exists, and signs in.
pub(super) async fn sign_in(guest: &Client, email: &str) -> Client {
    let (email, password) = (email.to_owned(), "correct horse".to_owned());
    // The reader has an account already.
    let _ = guest.sign_up(&UserCreate { email: email.clone(), password: password.clone(), invite: None }).await;
    let token = guest.login(&Login { username: email, password }).await.unwrap();
    guest.with_token(&token.access_token)
}
