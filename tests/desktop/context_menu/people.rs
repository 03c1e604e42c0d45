//! Tests the context menu on a person.

use hearth_tests::{
    DesktopSession, eventually,
    keyboard::{ENTER, F10, MENU, SHIFT, TAB},
};
use thirtyfour::prelude::By;

use super::with_a_post;

const LINES: [&str; 3] = ["Show posts", "Copy name", "Copy email address"];

#[tokio::test(flavor = "multi_thread")]
async fn offers_what_can_be_done_with_a_person() {
    let mut desktop = DesktopSession::new();
    let (window, grace) = with_a_post(&mut desktop).await;
    let menus = desktop.native_menus().await;
    let popups = desktop.popups();
    let find = async |css: &str| window.find(By::Css(css.to_owned())).await;
    let mouse = desktop.mouse(&window);

    // Who has no name is called by the address.
    mouse.right_click(&find("article .author").await).await;
    assert_eq!(menus.context_lines().await, [LINES[0], LINES[2]]);
    menus.dismiss().await;
    grace.client.set_display_name(Some("Grace".to_owned())).await.unwrap();
    window.press("Refresh").await;
    window.see("Grace").await;

    for place in ["article .author", "article .avatar"] {
        mouse.right_click(&find(place).await).await;
        assert_eq!(menus.context_lines().await, LINES, "on {place}");
        menus.choose("Copy name").await;
        eventually("the name is copied", || desktop.clipboard().as_deref() == Some("Grace")).await;
        mouse.right_click(&find(place).await).await;
        menus.choose("Copy email address").await;
        eventually("the address is copied", || desktop.clipboard().as_deref() == Some("grace@example.com")).await;
        mouse.right_click(&find(place).await).await;
        menus.choose("Show posts").await;
        window.see("Posts by").await;
        // Here the posts are shown already.
        mouse.right_click(&find(".person strong").await).await;
        assert_eq!(menus.context_lines().await, LINES[1..]);
        menus.dismiss().await;
        window.press("Back").await;
        window.see_no_more("Posts by").await;
    }

    // Whom a search finds, by the keyboard alone.
    desktop.press_keys(&[u32::from('/')]);
    window.sees_focus("Search posts and people").await;
    desktop.type_text("grace");
    let found = window.find(By::XPath("//section[@aria-labelledby='found-people']//button")).await;
    desktop.press_keys(&[ENTER]);
    window.sees_focus("Posts with “grace”").await;
    desktop.press_keys(&[TAB]);
    window.sees_focus("Refresh").await;
    desktop.press_keys(&[TAB]);
    window.sees_focus("G Grace").await;
    for keys in [&[MENU][..], &[SHIFT, F10]] {
        desktop.press_keys(keys);
        assert_eq!(menus.context_lines().await, LINES);
        menus.dismiss().await;
        window.sees_focus("G Grace").await;
    }
    mouse.right_click(&found).await;
    assert_eq!(menus.context_lines().await, LINES);
    menus.choose("Show posts").await;
    window.see("Posts by").await;
    eventually("nothing is left of the menus", || desktop.popups() == popups).await;
    desktop.close(window).await;
}
