//! Tests single keys, sequences and chords.

use hearth_tests::DesktopSession;
use thirtyfour::{Key, prelude::TypingData};

use super::{find, publish_by_keyboard, sees_list, sign_up_by_keyboard};

#[tokio::test(flavor = "multi_thread")]
async fn completes_a_session_by_keyboard_alone() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open().await;
    sign_up_by_keyboard(&window).await;
    publish_by_keyboard(&window, "Bread", "Flour, water.").await;
    publish_by_keyboard(&window, "Soup", "Later.").await;

    // Posts: down to the second, a vote, an edit.
    window.keys("j").await;
    window.sees_focus("Soup").await;
    window.keys("j").await;
    window.sees_focus("Bread").await;
    window.keys("u").await;
    window.sees_votes("Bread", "1", "true").await;
    window.keys("e").await;
    window.sees_focus("Title").await;
    window.keys(Key::Control + "a").await;
    window.keys("Sourdough").await;
    window.keys(Key::Control + "\u{e007}").await;
    window.post("Sourdough").await;
    window.sees_focus("Sourdough").await;

    // Search, open, and back to where one was.
    window.keys("/").await;
    window.sees_focus("Search posts and people").await;
    window.keys("dough").await;
    window.keys(Key::Enter).await;
    window.see_no_more("Later.").await;
    window.sees_focus("Posts with").await;
    window.keys("j").await;
    window.sees_focus("Sourdough").await;
    window.keys(Key::Enter).await;
    window.see("Copy link").await;
    window.keys(Key::Escape).await;
    window.see_no_more("Copy link").await;
    window.sees_focus("Sourdough").await;
    window.keys("/").await;
    window.keys(Key::Escape).await;
    window.post("Soup").await;
    window.keys(Key::Escape).await;

    // A deletion, thought better of, and one that is meant.
    window.keys("j").await;
    window.sees_focus("Soup").await;
    window.keys("#").await;
    window.sees_focus("Keep post").await;
    window.tab_to("Delete post").await;
    window.keys(Key::Enter).await;
    window.see("“Soup” will be deleted.").await;
    window.keys("z").await;
    window.post("Soup").await;
    window.sees_focus("Soup").await;
    window.keys("#").await;
    window.tab_to("Delete post").await;
    window.keys(Key::Enter).await;
    window.see("Post deleted").await;
    window.sees_focus("Sourdough").await;

    // Lists, settings, palette, help.
    window.keys("gm").await;
    sees_list(&window, "My posts").await;
    window.keys("gs").await;
    window.see("Change password").await;
    window.keys(Key::Escape).await;
    window.see_no_more("Change password").await;
    find(&window, "draf").await;
    sees_list(&window, "Drafts").await;
    window.keys("?").await;
    window.see("Keyboard shortcuts").await;
    window.keys(Key::Escape).await;
    window.see_no_more("Keyboard shortcuts").await;

    find(&window, "sign out").await;
    window.sees_focus("Email").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_do_what_the_help_says() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open().await;
    sign_up_by_keyboard(&window).await;
    publish_by_keyboard(&window, "Bread", "Flour, water.").await;
    publish_by_keyboard(&window, "Soup", "Later.").await;

    for (keys, name) in [("gt", "Top"), ("go", "Hot"), ("gd", "Drafts"), ("gm", "My posts"), ("gh", "New")] {
        window.keys(keys).await;
        sees_list(&window, name).await;
    }

    // Posts, and ways back.
    window.keys("jjk").await;
    window.sees_focus("Soup").await;
    window.keys("o").await;
    window.see("Copy link").await;
    window.keys("y").await;
    window.see("Link").await;
    window.keys(Key::Alt + "\u{e012}").await;
    window.see_no_more("Copy link").await;
    window.sees_focus("Soup").await;
    window.keys("a").await;
    window.see("Posts by").await;
    window.keys(Key::Escape).await;
    window.see_no_more("Posts by").await;
    window.keys("j").await;
    window.keys(Key::Delete).await;
    window.see("Delete this post?").await;
    window.keys(Key::Escape).await;
    window.see_no_more("Delete this post?").await;

    // What is new.
    let grace = desktop.local_user("grace@example.org").await;
    let refresh = [TypingData::from("r"), Key::Control + "r", Key::F5.into()];
    for (moth, keys) in refresh.into_iter().enumerate() {
        let title = format!("Moth no. {moth}");
        grace.post(&title).await;
        window.see("1 new post").await;
        window.keys(keys).await;
        window.post(&title).await;
    }

    // What opens over it, and where one types.
    window.keys(Key::F1).await;
    window.see("Keyboard shortcuts").await;
    window.keys(Key::Escape).await;
    window.see_no_more("Keyboard shortcuts").await;
    window.keys(Key::Control + ",").await;
    window.see("Change password").await;
    window.keys(Key::Escape).await;
    window.see_no_more("Change password").await;
    window.keys(Key::Control + "f").await;
    window.sees_focus("Search posts and people").await;
    window.keys(Key::Escape).await;
    window.keys(Key::Control + "n").await;
    window.sees_focus("Title").await;
    window.keys("Half a thought").await;
    window.tab_to("Content").await;
    window.keys("More tomorrow.").await;
    window.keys(Key::Control + "s").await;
    window.see("Draft saved").await;

    // Not through WebDriver, which loses the window before it can answer.
    desktop.press_control('w');
    desktop.app_is_gone().await;
    window.forget().await;
}
