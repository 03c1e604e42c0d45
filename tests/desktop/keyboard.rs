//! Everything by keyboard alone, in the real window: single keys, sequences, chords, and the menu bar's own keys.

use std::time::{Duration, Instant};

use hearth_client::Client;
use hearth_tests::{
    Desk, User, Window,
    keyboard::{CONTROL, ESCAPE, F10},
    time::PATIENCE,
};
use thirtyfour::{
    Key,
    prelude::{By, TypingData},
};

use crate::flow::sees_votes;

/// From the first start to a feed with nothing in it.
async fn sign_up(window: &Window) {
    window.see("Use this computer").await;
    window.tab_to("Use this computer").await;
    window.keys(Key::Enter).await;
    window.see("Create an account").await;
    window.tab_to("Create an account").await;
    window.keys(Key::Enter).await;
    window.see("Join Hearth").await;
    window.tab_to("Email").await;
    window.keys("ada@example.com").await;
    window.tab_to("Password").await;
    window.keys("correct horse").await;
    window.keys(Key::Enter).await;
    window.see("Nothing here yet").await;
}

async fn publish(window: &Window, title: &str, content: &str) {
    window.keys("n").await;
    window.sees_focus("Title").await;
    window.keys(title).await;
    window.tab_to("Content").await;
    window.keys(content).await;
    window.keys(Key::Control + "\u{e007}").await;
    window.post(title).await;
    window.sees_focus("Write a post").await;
}

/// Chooses the first thing that the palette finds.
async fn find(window: &Window, words: &str) {
    window.keys(Key::Control + "k").await;
    window.sees_focus("A command, setting, person or title").await;
    window.keys(words).await;
    window.keys(Key::Enter).await;
}

async fn list(window: &Window) -> String {
    window.find(By::Css("nav [aria-current=page]")).await.text().await.unwrap()
}

async fn sees_list(window: &Window, name: &str) {
    let deadline = Instant::now() + PATIENCE;
    while list(window).await != name {
        assert!(Instant::now() < deadline, "the list is never {name:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_whole_visit_by_keyboard_alone() {
    let mut desk = Desk::new();
    let window = desk.open().await;
    sign_up(&window).await;
    publish(&window, "Bread", "Flour, water.").await;
    publish(&window, "Soup", "Later.").await;

    // Posts: down to the second, a vote, an edit.
    window.keys("j").await;
    window.sees_focus("Soup").await;
    window.keys("j").await;
    window.sees_focus("Bread").await;
    window.keys("u").await;
    sees_votes(&window, "Bread", "1", "true").await;
    window.keys("e").await;
    window.sees_focus("Title").await;
    window.keys(Key::Control + "a").await;
    window.keys("Sourdough").await;
    window.keys(Key::Control + "\u{e007}").await;
    window.post("Sourdough").await;
    window.sees_focus("Edit").await;

    // Search, open, and back to where one was.
    window.keys("/").await;
    window.sees_focus("Search titles").await;
    window.keys("dough").await;
    window.keys(Key::Enter).await;
    window.see_no_more("Later.").await;
    window.sees_focus("Titles with").await;
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
    window.sees_focus("Keep it").await;
    window.tab_to("Delete post").await;
    window.keys(Key::Enter).await;
    window.see("“Soup” will be deleted.").await;
    window.keys("z").await;
    window.post("Soup").await;
    window.sees_focus("Soup").await;
    window.keys("#").await;
    window.tab_to("Delete post").await;
    window.keys(Key::Enter).await;
    window.see("The post is deleted.").await;
    window.sees_focus("Sourdough").await;

    // Lists, settings, palette, help.
    window.keys("gm").await;
    sees_list(&window, "My posts").await;
    window.keys("gs").await;
    window.see("Change password").await;
    window.keys(Key::Escape).await;
    window.see_no_more("Change password").await;
    find(&window, "my dr").await;
    sees_list(&window, "My drafts").await;
    window.keys("?").await;
    window.see("Keyboard shortcuts").await;
    window.keys(Key::Escape).await;
    window.see_no_more("Keyboard shortcuts").await;

    find(&window, "sign out").await;
    window.sees_focus("Email").await;
    desk.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_other_key_does_what_the_help_says() {
    let mut desk = Desk::new();
    let window = desk.open().await;
    sign_up(&window).await;
    publish(&window, "Bread", "Flour, water.").await;
    publish(&window, "Soup", "Later.").await;

    for (keys, name) in [("gt", "Top"), ("go", "Hot"), ("gd", "My drafts"), ("gm", "My posts"), ("gh", "New")] {
        window.keys(keys).await;
        sees_list(&window, name).await;
    }

    // Posts, and ways back.
    window.keys("jjk").await;
    window.sees_focus("Soup").await;
    window.keys("o").await;
    window.see("Copy link").await;
    window.keys("y").await;
    window.see("The link").await;
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
    let server = Client::unix(&desk.data_dir().join("postgres/run/hearth.sock"));
    let grace = User::sign_up_through(&server, "grace@example.org").await;
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
    window.sees_focus("Search titles").await;
    window.keys(Key::Escape).await;
    window.keys(Key::Control + "n").await;
    window.sees_focus("Title").await;
    window.keys("Half a thought").await;
    window.tab_to("Content").await;
    window.keys("More tomorrow.").await;
    window.keys(Key::Control + "s").await;
    window.see("Your draft is saved").await;

    window.keys(Key::Control + "w").await;
    desk.app_is_gone().await;
    window.forget().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_found_by_a_part_of_its_name() {
    let mut desk = Desk::new();
    let window = desk.open().await;
    sign_up(&window).await;
    let server = Client::unix(&desk.data_dir().join("postgres/run/hearth.sock"));
    let grace = User::sign_up_through(&server, "grace@example.org").await;
    grace.post("The first moth").await;
    for moth in 2..=25 {
        grace.post(&format!("Moth no. {moth}")).await;
    }
    publish(&window, "Bread for Thursday", "Flour, water.").await;
    window.keys(Key::Control + "r").await;
    window.post("Moth no. 25").await;

    // A post that is on the screen, and one that only the server has.
    find(&window, "thurs").await;
    window.see("Copy link").await;
    window.sees_focus("Bread for Thursday").await;
    window.keys(Key::Control + "k").await;
    window.keys("rst mo").await;
    window.find(By::XPath("//*[@role='option'][normalize-space(.)='The first moth']")).await;
    window.keys(Key::Enter).await;
    window.sees_focus("The first moth").await;

    // A setting, which has the focus then; and what it offers works.
    find(&window, "phone num").await;
    window.sees_focus("Phone number").await;
    window.keys("+1 23").await;
    window.keys(Key::Enter).await;
    window.see("Your phone number is saved.").await;
    window.keys(Key::Escape).await;
    window.see_no_more("Save phone number").await;

    // A person, and titles anywhere.
    find(&window, "grace").await;
    window.see("Posts by").await;
    window.post("Moth no. 25").await;
    window.keys(Key::Control + "k").await;
    window.keys("thurs").await;
    window.keys(Key::End).await;
    window.keys(Key::Enter).await;
    window.sees_focus("Titles with “thurs”").await;
    assert_eq!(window.titles().await, ["Bread for Thursday"]);
    desk.close(window).await;
}

/// How much larger than usual everything is.
async fn zoom(window: &Window) -> f64 {
    window.driver().execute("return outerWidth / innerWidth", Vec::new()).await.unwrap().convert().unwrap()
}

async fn sees_zoom(window: &Window, wanted: f64) {
    let deadline = Instant::now() + PATIENCE;
    while (zoom(window).await - wanted).abs() > 0.01 {
        assert!(Instant::now() < deadline, "the text is {} times as large, not {wanted}", zoom(window).await);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    // A second step would show by now.
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!((zoom(window).await - wanted).abs() < 0.01, "the key acted twice");
}

/// The height that is left to the page.
async fn height(window: &Window) -> f64 {
    const HEIGHT: &str = "return innerHeight * outerWidth / innerWidth";
    window.driver().execute(HEIGHT, Vec::new()).await.unwrap().convert().unwrap()
}

/// Hides the menu bar, which leaves the page more than it had with it.
async fn hides_bar(window: &Window, with_bar: f64) {
    find(window, "menu bar").await;
    let deadline = Instant::now() + PATIENCE;
    while height(window).await <= with_bar {
        assert!(Instant::now() < deadline, "the menu bar never goes");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_menu_bars_keys_act_once_wherever_they_are_pressed() {
    let mut desk = Desk::new();
    let window = desk.open().await;
    sign_up(&window).await;
    let key = |sign: char| [CONTROL, u32::from(sign)];

    // Once by the frame of the window, and once by the page.
    desk.press_keys(&key('='));
    sees_zoom(&window, 1.25).await;
    window.keys(Key::Control + "=").await;
    sees_zoom(&window, 1.5).await;
    desk.press_keys(&key('0'));
    sees_zoom(&window, 1.0).await;

    desk.press_keys(&key('n'));
    window.sees_focus("Title").await;
    // A letter is a letter where one types, also at the screen.
    desk.press_keys(&[u32::from('n')]);
    let title = window.find(By::Css("[name=title]")).await;
    let deadline = Instant::now() + PATIENCE;
    while title.value().await.unwrap().as_deref() != Some("n") {
        assert!(Instant::now() < deadline, "the title is {:?}", title.value().await);
    }

    // The bar goes, and its keys still act; F10 brings it back.
    let with_bar = height(&window).await;
    hides_bar(&window, with_bar).await;
    desk.press_keys(&key('='));
    sees_zoom(&window, 1.25).await;
    desk.press_keys(&key('0'));
    sees_zoom(&window, 1.0).await;
    desk.press_keys(&[F10]);
    let deadline = Instant::now() + PATIENCE;
    while height(&window).await > with_bar {
        assert!(Instant::now() < deadline, "the menu bar never comes");
    }
    desk.press_keys(&[F10]);
    desk.press_keys(&[ESCAPE]);

    // A bar that is hidden stays so.
    hides_bar(&window, with_bar).await;
    desk.press_keys(&key('q'));
    desk.app_is_gone().await;
    window.forget().await;
    let window = desk.open().await;
    window.see("Nothing here yet").await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(height(&window).await > with_bar, "the menu bar came back");
    desk.close(window).await;
}
