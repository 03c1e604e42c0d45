//! Tests the app on a deployment of the Python backend, which lacks what our server adds.

use hearth_tests::{DesktopSession, PythonBackend, press_in};
use thirtyfour::prelude::By;

#[tokio::test(flavor = "multi_thread")]
async fn works_on_the_python_backend() {
    let backend = PythonBackend::start().await;
    let mut desktop = DesktopSession::new();
    let window = desktop.open().await;
    window.connect_to(backend.address()).await;
    window.sign_up().await;
    window.see("Nothing here yet").await;

    window.publish("Bread", "Flour, water, salt, time.").await;
    window.post("Bread").await;
    press_in(&window.post("Bread").await, "Vote").await;
    window.sees_votes("Bread", "1", "true").await;
    press_in(&window.post("Bread").await, "Vote").await;
    window.sees_votes("Bread", "0", "false").await;
    press_in(&window.post("Bread").await, "Vote").await;
    window.sees_votes("Bread", "1", "true").await;
    desktop.close(window).await;

    let window = desktop.open().await;
    window.post("Bread").await;
    assert_eq!(window.votes("Bread").await, ("1".to_owned(), None), "whether I voted is not known here");
    let heading = window.find(By::Css("#posts")).await.text().await.unwrap();
    assert_eq!(heading, "Posts", "no order is promised here");
    assert!(!window.shows("Drafts").await, "there are no other lists here");

    // Voting again finds out, and counts nothing twice.
    press_in(&window.post("Bread").await, "Vote").await;
    window.sees_votes("Bread", "1", "true").await;

    window.fill("Search posts", "rea").await;
    window.post("Bread").await;
    press_in(&window.post("Bread").await, "Delete").await;
    window.press("Delete post").await;
    window.see("Post deleted").await;
    desktop.close(window).await;
}
