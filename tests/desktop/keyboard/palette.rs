//! Tests the command palette.

use hearth_tests::DesktopSession;
use thirtyfour::{Key, prelude::By};

use super::{find, publish_by_keyboard, sign_up_by_keyboard};

#[tokio::test(flavor = "multi_thread")]
async fn palette_finds_everything_by_partial_name() {
    let mut desktop = DesktopSession::new();
    let window = desktop.open().await;
    sign_up_by_keyboard(&window).await;
    let grace = desktop.local_user("grace@example.org").await;
    grace.post("The first moth").await;
    for moth in 2..=25 {
        grace.post(&format!("Moth no. {moth}")).await;
    }
    publish_by_keyboard(&window, "Bread for Thursday", "Flour, water.").await;
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
    window.see("Phone number saved").await;
    window.keys(Key::Escape).await;
    window.see_no_more("Save phone number").await;

    // A person, and titles anywhere.
    find(&window, "grace").await;
    window.see("Posts by").await;
    window.post("Moth no. 25").await;
    window.keys(Key::Control + "k").await;
    window.keys("thurs").await;
    window.keys(Key::Up).await;
    window.keys(Key::Enter).await;
    window.sees_focus("Posts with “thurs”").await;
    assert_eq!(window.titles().await, ["Bread for Thursday"]);
    desktop.close(window).await;
}
