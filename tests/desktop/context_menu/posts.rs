//! Tests the context menu on a post, in the list and open.

use std::time::Duration;

use hearth_tests::{
    Appearance, DesktopSession, NativeMenus, Window, eventually,
    keyboard::{F10, MENU, SHIFT},
};
use thirtyfour::prelude::By;

use super::{TEXT, with_a_post};

const FOREIGN: [&str; 5] = ["Open post", "Vote", "Copy post link", "Copy post text", "Show author’s posts"];

/// Opens the menu on a post, by the mouse.
async fn open(desktop: &DesktopSession, window: &Window, title: &str) {
    let post = window.post(title).await;
    desktop.mouse(window).right_click(&post).await;
}

async fn choose(desktop: &DesktopSession, window: &Window, menus: &NativeMenus<'_>, title: &str, line: &str) {
    open(desktop, window, title).await;
    menus.choose(line).await;
}

async fn sees_copied(desktop: &DesktopSession, text: &str) {
    eventually(&format!("{text:?} is copied"), || desktop.clipboard().as_deref() == Some(text)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn offers_what_can_be_done_with_a_foreign_post() {
    let mut desktop = DesktopSession::new();
    let (window, _grace) = with_a_post(&mut desktop).await;
    let menus = desktop.native_menus().await;
    let popups = desktop.popups();

    open(&desktop, &window, "Bread").await;
    assert_eq!(menus.context_lines().await, FOREIGN);
    menus.choose("Vote").await;
    window.sees_votes("Bread", "1", "true").await;
    open(&desktop, &window, "Bread").await;
    assert_eq!(menus.context_lines().await[1], "Remove your vote");
    menus.choose("Remove your vote").await;
    window.sees_votes("Bread", "0", "false").await;

    choose(&desktop, &window, &menus, "Bread", "Copy post link").await;
    window.see("Link copied").await;
    eventually("the link is copied", || desktop.clipboard().is_some_and(|link| link.starts_with("hearth://post/")))
        .await;
    choose(&desktop, &window, &menus, "Bread", "Copy post text").await;
    sees_copied(&desktop, &format!("Bread\n\n{TEXT}\n")).await;
    choose(&desktop, &window, &menus, "Bread", "Show author’s posts").await;
    window.see("Posts by").await;
    window.press("Back").await;
    window.see_no_more("Posts by").await;

    // The title is a link to the post; the menu on it is the post's.
    let title = window.find(By::XPath("//article//h3/a")).await;
    desktop.mouse(&window).right_click(&title).await;
    assert_eq!(menus.context_lines().await, FOREIGN);
    menus.choose("Open post").await;
    window.see("Copy link").await;
    // What is open already is not opened.
    open(&desktop, &window, "Bread").await;
    assert_eq!(menus.context_lines().await, FOREIGN[1..]);
    menus.choose("Vote").await;
    window.sees_votes("Bread", "1", "true").await;
    eventually("nothing is left of the menus", || desktop.popups() == popups).await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn offers_to_change_ones_own_post_alone() {
    let mut desktop = DesktopSession::new();
    let (window, _grace) = with_a_post(&mut desktop).await;
    window.publish("Rye", "Dark.").await;
    let menus = desktop.native_menus().await;

    open(&desktop, &window, "Rye").await;
    let lines = menus.context_lines().await;
    assert_eq!(lines[..5], FOREIGN);
    assert_eq!(lines[5..], ["Edit post", "Delete post"]);
    menus.choose("Edit post").await;
    window.see("Save changes").await;
    window.fill("title", "Rye bread").await;
    window.press("Save changes").await;
    window.post("Rye bread").await;

    choose(&desktop, &window, &menus, "Rye bread", "Delete post").await;
    window.see("Delete this post?").await;
    window.press("Delete post").await;
    window.see("“Rye bread” will be deleted.").await;
    // What is about to go has no menu; and there is one of the other post.
    let leaving = window.find(By::XPath("//article[contains(., 'This post will be deleted')]")).await;
    desktop.mouse(&window).right_click(&leaving).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(desktop.open_menus(), 0);
    open(&desktop, &window, "Bread").await;
    assert_eq!(menus.context_lines().await, FOREIGN);
    menus.dismiss().await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn opens_by_the_keyboard_on_the_post_with_the_focus() {
    let mut desktop = DesktopSession::new();
    let (window, grace) = with_a_post(&mut desktop).await;
    window.receive_post(&grace, "Rye", "Dark.").await;
    let menus = desktop.native_menus().await;
    let popups = desktop.popups();

    window.keys("jj").await;
    window.sees_focus("Bread").await;
    for keys in [&[MENU][..], &[SHIFT, F10]] {
        desktop.press_keys(keys);
        assert_eq!(menus.context_lines().await, FOREIGN);
        // Escape closes it and does nothing else.
        menus.dismiss().await;
        window.sees_focus("Bread").await;
    }
    desktop.press_keys(&[MENU]);
    menus.choose("Vote").await;
    window.sees_votes("Bread", "1", "true").await;
    assert_eq!(window.votes("Rye").await.0, "0");
    window.keys("k").await;
    window.sees_focus("Rye").await;
    desktop.press_keys(&[MENU]);
    menus.choose("Open post").await;
    window.sees_focus("Rye").await;
    window.see("Copy link").await;
    eventually("nothing is left of the menus", || desktop.popups() == popups).await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn acts_on_no_other_post_when_the_list_moves() {
    let mut desktop = DesktopSession::new();
    let (window, grace) = with_a_post(&mut desktop).await;
    let gone = grace.post("Rye").await;
    window.press("Refresh").await;
    window.post("Rye").await;
    let menus = desktop.native_menus().await;

    // The next post takes its place and the focus while the menu is open.
    open(&desktop, &window, "Rye").await;
    assert_eq!(menus.context_lines().await, FOREIGN);
    grace.client.delete_post(gone).await.unwrap();
    window.sees_titles(&["Bread"]).await;
    window.sees_focus("Bread").await;
    menus.choose("Vote").await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(window.votes("Bread").await.0, "0");

    // A post that only moves is still the one.
    open(&desktop, &window, "Bread").await;
    assert_eq!(menus.context_lines().await, FOREIGN);
    grace.post("Oats").await;
    window.see("1 new post").await;
    menus.choose("Vote").await;
    window.sees_votes("Bread", "1", "true").await;
    desktop.close(window).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn speaks_the_language_of_the_window() {
    let mut desktop = DesktopSession::new();
    let (window, _grace) = with_a_post(&mut desktop).await;
    let menus = desktop.native_menus().await;
    window.set_appearance(Appearance { language: "ar", ..Appearance::USUAL }).await;
    open(&desktop, &window, "Bread").await;
    let arabic = ["فتح المنشور", "تصويت", "نسخ رابط المنشور", "نسخ نص المنشور", "عرض منشورات الكاتب"];
    assert_eq!(menus.context_lines().await, arabic);
    menus.choose("فتح المنشور").await;
    window.see("نسخ الرابط").await;
    desktop.close(window).await;
}
