//! Walks through every screen of the app in the real window, with a stop at each, for tests that look at all of them.

mod community;
mod offline;

use std::{fs, net::TcpListener, path::Path};

use hearth_api::CreatePost;
use hearth_client::Client;
use thirtyfour::prelude::By;

use self::community::{fill, sign_in};
pub use self::offline::offline;
use crate::{Appearance, DesktopSession, Window, press_in};

/// The keys, as WebDriver types them.
const CONTROL_K: &str = "\u{e009}k";
const ESCAPE: &str = "\u{e00c}";

const WRITING: &str = "# What to bring\n\n- [x] flour\n- [ ] **time**\n\n| loaf | hours |\n| --- | ---: |\n| rye | 20 |\n\n> Slow is smooth.";

/// Goes from the first start to an account, and ends in its empty feed. At each stop the window is as usual, whatever
/// was made of it at the stop before.
pub async fn signed_out(desktop: &mut DesktopSession, stop: &mut impl AsyncFnMut(&Window, &str)) -> Window {
    let window = desktop.open().await;
    window.set_appearance(Appearance::USUAL).await;
    window.see("Where do you want to connect?").await;
    stop_at(&window, "place", stop).await;
    window.press("Connect").await;
    window.see("Enter the server’s address.").await;
    stop_at(&window, "place-refused", stop).await;

    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    window.connect_to(&format!("http://{}", silent.local_addr().unwrap())).await;
    window.find(By::Css("form [aria-busy=true]")).await;
    stop_at(&window, "connecting", stop).await;
    drop(silent);
    window.find(By::Css("[name=address][aria-invalid]")).await;
    stop_at(&window, "unreachable", stop).await;

    window.press("Use this computer").await;
    window.press("Sign in instead").await;
    window.sign_in("alan@example.org", "a guess").await;
    window.see("Wrong email or password.").await;
    stop_at(&window, "sign-in-refused", stop).await;
    window.press("Create an account").await;
    window.fill("email", "alan").await;
    window.fill("password", "short").await;
    window.press("Sign up").await;
    window.find(By::Css("[aria-invalid]")).await;
    stop_at(&window, "sign-up-refused", stop).await;
    window.fill("email", "alan@example.org").await;
    window.fill("password", "correct horse").await;
    stop_at(&window, "sign-up", stop).await;
    window.press("Sign up").await;
    window.see("Nothing here yet").await;
    stop_at(&window, "empty", stop).await;
    window
}

/// Goes on from an empty feed: reading, writing, and all that opens over it. The last stop is at a start that fails.
pub async fn signed_in(desktop: &mut DesktopSession, window: Window, stop: &mut impl AsyncFnMut(&Window, &str)) {
    window.set_appearance(Appearance::USUAL).await;
    let socket = desktop.data_dir().join("postgres/run/hearth.sock");
    fill(&Client::unix(&socket)).await;
    window.press("Refresh").await;
    press_in(&window.post("Found the bug").await, "Vote").await;
    to_top(&window).await;
    stop_at(&window, "feed", stop).await;
    read(&window, stop).await;
    write(&window, stop).await;
    change(&window, &socket, stop).await;
    open_over(&window, stop).await;
    desktop.close(window).await;

    fs::write(desktop.data_dir().join("postgres/data/PG_VERSION"), "13\n").unwrap();
    let window = desktop.open().await;
    window.see("Hearth couldn’t start").await;
    stop_at(&window, "failed", stop).await;
    window.press("Show log").await;
    window.see("Close").await;
    stop_at(&window, "log", stop).await;
    window.press("Close").await;
    desktop.close(window).await;
}

/// Makes an account and enters its empty feed, without a stop.
pub async fn sign_up(desktop: &mut DesktopSession) -> Window {
    let window = desktop.open().await;
    window.set_appearance(Appearance::USUAL).await;
    window.press("Use this computer").await;
    window.sign_up_as("alan@example.org").await;
    window.see("Nothing here yet").await;
    window
}

async fn stop_at(window: &Window, name: &str, stop: &mut impl AsyncFnMut(&Window, &str)) {
    stop(window, name).await;
    window.set_appearance(Appearance::USUAL).await;
}

async fn read(window: &Window, stop: &mut impl AsyncFnMut(&Window, &str)) {
    window.follow("Found the bug").await;
    window.see("Copy link").await;
    stop_at(window, "post", stop).await;
    window.follow("tape").await;
    window.see("Open link").await;
    stop_at(window, "link", stop).await;
    window.press("Cancel").await;
    window.press("grace@example.org").await;
    window.see("Posts by").await;
    stop_at(window, "person", stop).await;
    window.press("Back").await;
    window.press("Back").await;
    window.go_to_list("Drafts").await;
    window.see("You have no drafts.").await;
    stop_at(window, "drafts", stop).await;
    window.go_to_list("New").await;
    window.fill("Search posts and people", "cake").await;
    window.see("No post has “cake” in its title or text.").await;
    stop_at(window, "nothing-found", stop).await;
    window.press("Clear search").await;
    window.post("Found the bug").await;
    to_top(window).await;
}

async fn write(window: &Window, stop: &mut impl AsyncFnMut(&Window, &str)) {
    window.begin_post("Bread for Thursday").await;
    paste(window, WRITING).await;
    window.see("Saved on this device").await;
    stop_at(window, "write", stop).await;
    window.fill("title", "  ").await;
    window.press("Publish").await;
    window.find(By::Css("[name='title'][aria-invalid]")).await;
    stop_at(window, "write-refused", stop).await;
    window.fill("title", "Bread for Thursday").await;
    window.press("Publish").await;
    window.is_sent().await;
    window.post("Bread for Thursday").await;
}

async fn change(window: &Window, socket: &Path, stop: &mut impl AsyncFnMut(&Window, &str)) {
    let title = "Can a kettle think?";
    press_in(&window.post("Bread for Thursday").await, "Delete").await;
    window.see("Delete this post?").await;
    stop_at(window, "delete", stop).await;
    window.press("Delete post").await;
    window.see("will be deleted.").await;
    // It goes while one looks.
    stop_at(window, "undo", stop).await;
    window.see_no_more("will be deleted.").await;

    press_in(&window.post(title).await, "Edit").await;
    let editor = window.find(By::Css("dialog[open] textarea")).await;
    editor.clear().await.unwrap();
    editor.send_keys("I propose to leave the question to the kettle.").await.unwrap();
    stop_at(window, "edit", stop).await;
    let alan = sign_in(&Client::unix(socket), "alan@example.org").await;
    let page = alan.feed(&hearth_client::FeedQuery { limit: 100, ..Default::default() }, None).await.unwrap();
    let id = page.posts.iter().find(|found| found.post.title == title).unwrap().post.id;
    let elsewhere = CreatePost { title: title.to_owned(), content: "It can whistle.".to_owned(), published: true };
    alan.update_post(id, &elsewhere).await.unwrap();
    window.press("Save changes").await;
    window.see("This post was changed elsewhere").await;
    stop_at(window, "conflict", stop).await;
    window.press("Use the current version").await;
    window.see_no_more("This post was changed elsewhere").await;
    window.leave_composer().await;
}

async fn open_over(window: &Window, stop: &mut impl AsyncFnMut(&Window, &str)) {
    window.press("Settings").await;
    window.see("Joined").await;
    stop_at(window, "settings", stop).await;
    window.press("Change password").await;
    window.find(By::Css("dialog [aria-invalid]")).await;
    stop_at(window, "settings-refused", stop).await;
    for (category, seen) in [
        ("Appearance", "Text size"),
        ("Notifications", "Notify me"),
        ("Keyboard", "Next post"),
        ("Desktop", "Start Hearth at login"),
        ("About", "Data directory"),
    ] {
        window.press(category).await;
        window.see(seen).await;
        stop_at(window, &format!("settings-{}", category.to_lowercase()), stop).await;
    }
    window.press("Close").await;
    window.type_keys(CONTROL_K).await;
    window.find(By::Css("dialog [role='combobox']")).await;
    stop_at(window, "commands", stop).await;
    // Of every kind there is something with these letters.
    window.keys("or").await;
    window.see("Search posts for").await;
    window.see_no_more("Searching the server").await;
    stop_at(window, "commands-found", stop).await;
    window.type_keys(ESCAPE).await;
    window.type_keys("?").await;
    window.see("Keyboard shortcuts").await;
    stop_at(window, "shortcuts", stop).await;
    window.type_keys(ESCAPE).await;
}

/// Writes the content of a post as WebKit's driver does not type: it knows no line breaks and no control characters.
async fn paste(window: &Window, text: &str) {
    let content = window.find(By::Name("content")).await;
    let paste = "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new InputEvent('input'))";
    window.driver().execute(paste, vec![content.to_json().unwrap(), text.into()]).await.unwrap();
}

async fn to_top(window: &Window) {
    let script = "scrollTo(0, 0); document.activeElement.blur()";
    window.driver().execute(script, Vec::new()).await.unwrap();
}
