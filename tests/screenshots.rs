//! Takes the pictures of docs/screenshots from the real window: each screen, light and dark, wide and narrow,
//! empty, full and broken. `make screenshots` runs it.
#![allow(clippy::unwrap_used, reason = "a picture that cannot be taken is all there is to say")]

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use hearth_api::{CreatePost, Login, UserCreate, Vote};
use hearth_client::Client;
use hearth_tests::{Desk, Window, window::press_in};
use thirtyfour::prelude::By;

const WRITING: &str = "## What to bring\n\n- [x] flour\n- [ ] **time**\n\n| loaf | hours |\n| --- | ---: |\n| rye | 20 |\n\n> Slow is smooth.";

const POSTS: [(&str, &str, &str); 6] = [
    (
        "ada@example.org",
        "The first analytical loaf",
        "Flour, water, salt, and a table of Bernoulli numbers to pass the time while it rises.",
    ),
    ("grace@example.org", "Found the bug", "It was a moth. It is in the logbook now, with tape."),
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

#[tokio::main]
async fn main() {
    let out = env::args_os().nth(1).map_or_else(|| PathBuf::from("docs/screenshots"), PathBuf::from);
    fs::create_dir_all(&out).unwrap();
    for (theme, gtk) in [("light", "Adwaita"), ("dark", "Adwaita:dark")] {
        let mut desk = Desk::new();
        desk.set("GTK_THEME", gtk);
        take_all(&mut desk, &|name| out.join(format!("{name}-{theme}.png"))).await;
    }
}

async fn take_all(desk: &mut Desk, file: &dyn Fn(&str) -> PathBuf) {
    let window = desk.open().await;
    take_strangers(&window, file).await;
    window.press("Use this computer").await;
    take_signing_in(&window, file).await;
    window.see("Nothing here yet").await;
    take(&window, file, "empty").await;

    fill(&desk.data_dir().join("postgres/run/hearth.sock")).await;
    window.press("Reload").await;
    press_in(&window.post("Found the bug").await, "Vote").await;
    take_reading(&window, file).await;
    take_writing(&window, file).await;
    window.press("Settings").await;
    window.see("Data on this computer").await;
    take(&window, file, "settings").await;
    window.press("Close").await;
    desk.close(window).await;

    fs::write(desk.data_dir().join("postgres/data/PG_VERSION"), "13\n").unwrap();
    let window = desk.open().await;
    window.see("Hearth could not start").await;
    take(&window, file, "failed").await;
    desk.close(window).await;
}

async fn take_strangers(window: &Window, file: &dyn Fn(&str) -> PathBuf) {
    window.see("Where is your Hearth?").await;
    take(window, file, "place").await;
    window.fill("address", "http://127.0.0.1:1").await;
    window.press("Connect").await;
    window.see("Hearth could not start").await;
    take(window, file, "unreachable").await;
    window.press("Choose another place").await;
}

async fn take_signing_in(window: &Window, file: &dyn Fn(&str) -> PathBuf) {
    window.see("Sign in").await;
    window.fill("email", "alan@example.org").await;
    window.fill("password", "a guess").await;
    window.press("Sign in").await;
    window.see("Copy details").await;
    take(window, file, "sign-in-refused").await;
    window.press("Create an account").await;
    window.fill("password", "correct horse").await;
    take(window, file, "sign-up").await;
    window.press("Sign up").await;
}

async fn take_reading(window: &Window, file: &dyn Fn(&str) -> PathBuf) {
    let to_top = "scrollTo(0, 0); document.activeElement.blur()";
    window.driver().execute(to_top, Vec::new()).await.unwrap();
    take(window, file, "feed").await;
    window.follow("Found the bug").await;
    window.see("Copy link").await;
    take(window, file, "post").await;
    window.press("Back").await;
    window.post("Found the bug").await;
    window.driver().execute(to_top, Vec::new()).await.unwrap();
}

async fn take_writing(window: &Window, file: &dyn Fn(&str) -> PathBuf) {
    window.fill("title", "Bread for Thursday").await;
    let content = window.find(By::Name("content")).await;
    // WebKit's driver types no line breaks.
    let type_it = "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new InputEvent('input'))";
    window.driver().execute(type_it, vec![content.to_json().unwrap(), WRITING.into()]).await.unwrap();
    window.see("Kept on this computer").await;
    take(window, file, "write").await;
}

/// Takes a screen as it is in a usual window, and in one as narrow as a telephone.
async fn take(window: &Window, file: &dyn Fn(&str) -> PathBuf, name: &str) {
    for (name, width) in [(format!("{name}-narrow"), 400), (name.to_owned(), 1000)] {
        window.driver().set_window_rect(0, 0, width, 760).await.unwrap();
        // Transitions end, and the caret of a field blinks.
        tokio::time::sleep(std::time::Duration::from_millis(600)).await;
        let file = file(&name);
        window.driver().screenshot(&file).await.unwrap();
        println!("{}", file.display());
    }
}

/// People who write and vote.
async fn fill(socket: &Path) {
    let guest = Client::unix(socket);
    let mut people: Vec<(&str, Client)> = Vec::new();
    for (author, title, content) in POSTS {
        if !people.iter().any(|(email, _)| *email == author) {
            people.push((author, sign_in(&guest, author).await));
        }
        let client = &people.iter().find(|(email, _)| *email == author).unwrap().1;
        let post = CreatePost { title: title.to_owned(), content: content.to_owned(), published: true };
        let post = client.create_post(&post).await.unwrap();
        for (_, client) in people.iter().take(usize::try_from(post.id).unwrap() % 4 + 1) {
            client.vote(Vote { post_id: post.id, dir: 1 }).await.unwrap();
        }
    }
}

async fn sign_in(guest: &Client, email: &str) -> Client {
    let (email, password) = (email.to_owned(), "correct horse".to_owned());
    // The reader has an account already.
    let _ = guest.sign_up(&UserCreate { email: email.clone(), password: password.clone() }).await;
    let token = guest.login(&Login { username: email, password }).await.unwrap();
    guest.with_token(&token.access_token)
}
