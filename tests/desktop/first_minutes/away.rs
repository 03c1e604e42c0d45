//! Tests a server that goes away and comes back: what is counted as new then is new.

use std::time::Duration;

use hearth_api::Vote;
use hearth_tests::{
    DesktopSession, ServerCommand, TestDir, User, Window,
    keyboard::{CONTROL, ENTER},
};
use serde_json::Value;
use thirtyfour::prelude::By;

use super::{click, click_button, type_sign_up, write};

/// More than a page, so that what was loaded is not all there is.
const POSTS: usize = 45;

/// Reads what the pill says; null where there is none.
const PILL: &str = "
    const pill = [...document.querySelectorAll('button')].find((it) => /new posts?$/.test(it.textContent.trim()));
    return pill?.textContent.trim() ?? null;";

/// Opens the window at a server elsewhere, and signs somebody up.
async fn begin_at(desktop: &mut DesktopSession, address: &str) -> Window {
    let window = desktop.open().await;
    click(desktop, &window, &window.find(By::Css("[name=address]")).await).await;
    desktop.type_text(address);
    desktop.press_keys(&[ENTER]);
    type_sign_up(desktop, &window).await;
    window
}

/// Publishes a post that has to wait.
async fn publish_offline(desktop: &DesktopSession, window: &Window, title: &str) {
    write(desktop, window, title, &format!("About {title}")).await;
    desktop.press_keys(&[CONTROL, ENTER]);
    window.see(&format!("About {title}")).await;
    window.see("Waiting to be sent").await;
}

/// Checks that no pill appears while one waits for it.
async fn counts_nothing(window: &Window) {
    for _ in 0..40 {
        assert_eq!(
            window.eval::<Value>(PILL, vec![().into()]).await,
            serde_json::Value::Null,
            "nobody else has written anything"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn works_offline_and_counts_only_new_posts() {
    let test_dir = TestDir::new();
    let server = ServerCommand::on(test_dir.data_dir()).start().await;
    let address = server.address();
    let listen = address.trim_start_matches("http://").trim_end_matches('/').to_owned();
    let grace = User::sign_up(&address).await;
    for number in 1..=POSTS {
        grace.post(&format!("Moth no. {number}")).await;
    }
    let mut desktop = DesktopSession::new();
    let window = begin_at(&mut desktop, &address).await;
    let newest = format!("Moth no. {POSTS}");
    window.post(&newest).await;

    assert!(server.stop().await.status.success());
    // What says so moves what is below it, which a click would miss.
    window.see("Offline. Showing what was loaded at").await;
    publish_offline(&desktop, &window, "Bread").await;
    publish_offline(&desktop, &window, "Soup").await;
    let vote = window.post(&newest).await.find(By::Css("button[aria-label^='Vote,']")).await.unwrap();
    click(&desktop, &window, &vote).await;
    window.sees_votes(&newest, "1", "true").await;

    let server = ServerCommand::on(test_dir.data_dir()).listen(&listen).start().await;
    window.see_no_more("Offline.").await;
    window.see_no_more("Waiting to be sent").await;
    window.post("Bread").await;
    window.post("Soup").await;
    counts_nothing(&window).await;
    assert_eq!(window.titles().await[..3], ["Soup".to_owned(), "Bread".to_owned(), newest.clone()]);
    window.sees_votes(&newest, "1", "true").await;

    // Somebody else's are new, and neither one's own nor a vote.
    grace.post("Logbook").await;
    window.sees_result("the pill", PILL, (), "1 new post").await;
    grace.client.vote(Vote { post_id: grace.post("Tape").await, dir: 1 }).await.unwrap();
    window.sees_result("the pill", PILL, (), "2 new posts").await;
    click_button(&desktop, &window, "2 new posts").await;
    window.post("Tape").await;
    assert_eq!(window.titles().await[..4], ["Tape", "Logbook", "Soup", "Bread"]);
    counts_nothing(&window).await;

    // Nor are they at the next start, whatever was kept of the list.
    assert!(server.stop().await.status.success());
    window.see("Offline.").await;
    desktop.close(window).await;
    let window = desktop.open().await;
    window.see("Offline. Showing what was loaded at").await;
    window.post("Tape").await;
    assert_eq!(window.titles().await[..4], ["Tape", "Logbook", "Soup", "Bread"]);
    let server = ServerCommand::on(test_dir.data_dir()).listen(&listen).start().await;
    window.see_no_more("Offline.").await;
    counts_nothing(&window).await;
    desktop.close(window).await;
    drop(server);
}
