//! The app on a deployment of the Python backend, which lacks what our server adds.

use hearth_tests::{Desk, PythonBackend, window::press_in};

use crate::flow::{sees_votes, sign_up, votes};

#[tokio::test(flavor = "multi_thread")]
async fn the_app_works_on_the_python_backend_and_claims_nothing_that_it_cannot_know() {
    let backend = PythonBackend::start().await;
    let mut desk = Desk::new();
    let window = desk.open().await;
    window.fill("address", backend.address()).await;
    window.press("Connect").await;
    sign_up(&window).await;
    window.see("Nothing here yet").await;

    window.fill("title", "Bread").await;
    window.fill("content", "Flour, water, salt, time.").await;
    window.press("Publish").await;
    window.post("Bread").await;
    press_in(&window.post("Bread").await, "Vote").await;
    sees_votes(&window, "Bread", "1", "true").await;
    press_in(&window.post("Bread").await, "Vote").await;
    sees_votes(&window, "Bread", "0", "false").await;
    press_in(&window.post("Bread").await, "Vote").await;
    sees_votes(&window, "Bread", "1", "true").await;
    desk.close(window).await;

    let window = desk.open().await;
    window.post("Bread").await;
    assert_eq!(votes(&window, "Bread").await, ("1".to_owned(), None), "whether I voted is not known here");
    assert!(!window.shows("Newest first").await, "no order is promised here");
    assert!(!window.shows("My drafts").await, "there are no other lists here");

    // Voting again finds out, and counts nothing twice.
    press_in(&window.post("Bread").await, "Vote").await;
    sees_votes(&window, "Bread", "1", "true").await;

    window.fill("Search titles", "rea").await;
    window.post("Bread").await;
    press_in(&window.post("Bread").await, "Delete").await;
    window.press("Delete post").await;
    window.see("The post is deleted.").await;
    desk.close(window).await;
}
